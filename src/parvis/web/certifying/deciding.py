"""One application as its officer sees it: what the law says as of the day it was complete, the documents, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.applications import TABLE
from parvis.roster.actions.applications_deciding import (
    Recognized,
    ask_more,
    grant_application,
    refuse_application,
    same_name,
)
from parvis.roster.models import Application, Certification, ProfessionalFile
from parvis.roster.policies import is_officer_of
from parvis.roster.supervisors import named_by_hand, perhaps
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.documents_stored import serve_stored
from parvis.web.pages import address, language_of
from parvis.web.practice import words
from parvis.web.practice.answers import answers_shown
from parvis.web.practice.applications import document_of, documents_shown, messages_shown, named, read_version
from parvis.web.practice.conditions import shown_conditions
from parvis.web.team.gate import powered

#: The most that a reason holds.
MOST = 4_000
_BY_HAND = Text(
    "La superviseure ou le superviseur, nommé à la main : {name}. À l’accord, vous dites si c’est quelqu’un du registre.",
    "The supervisor, named by hand: {name}. On granting, you say whether it is somebody in the register.",
)
_SUPERVISOR = Text(
    "Dites si la personne nommée est l’une de celles du registre.",
    "Say whether the person named is one of those in the register.",
)
_CHOOSE = Text("Dites s’il s’agit de la même personne.", "Say whether this is the same person.")


def received_application(request: HttpRequest, number: str) -> Application:
    """The application of an address, received by a body whose officer this is; `Http404` otherwise, as where there is none."""
    me, now = person_of(request), clock.now()
    found = Application.objects.received().filter(number=number).select_related("body", "person").first()
    if found is None or not is_officer_of(me, found.body_id, at=now):
        raise Http404
    return found


@powered("roster.certify")
def application(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything on one application, and what may be done with it now."""
    held = received_application(request, slug)
    return render(request, "certifying/application.html", shown(request, held))


def shown(request: HttpRequest, held: Application) -> dict[str, Any]:
    """What the page of an application shows."""
    lang = language_of(request)
    may = list(TABLE.open_to("certifier_officer", held.state))
    today = day_of(clock.now())
    decided = day_of(held.decided_at) if held.decided_at else today
    return {
        "application": held,
        **named(held),
        "rows": answers_shown(held, lang, page="certifying_document"),
        "documents": documents_shown(held),
        "messages": messages_shown(held),
        "may": {one.name for one in may},
        "done": words.DONE.get(request.GET.get("done", "")),
        "conditions": shown_conditions(held, on=held.weighed_on or today, decided=decided),
        "declared": _declared(held),
    }


def _declared(held: Application) -> list[Text]:
    """What rests on the applicant's word alone, and is to be verified."""
    told, found = held.answers, []
    if name := named_by_hand(told):
        found.append(_BY_HAND.fill(name=name))
    if told.get("sworn_elsewhere"):
        found.append(Text("La déclaration sous serment, remise autrement.", "The affidavit, handed in another way."))
    if told.get("fee_reference"):
        reference = told["fee_reference"]
        found.append(Text(f"Le paiement, référence {reference}.", f"The payment, reference {reference}."))
    return found


def _deciding(
    name: str, act: Callable[[HttpRequest, Application], object], template: str
) -> Callable[..., HttpResponse]:
    """The page of one decision: its form, then the act; whoever comes second is told and sees what was decided."""

    def page(request: HttpRequest, slug: str) -> HttpResponse:
        held, lang = received_application(request, slug), language_of(request)
        errors: list[dict[str, Any]] = []
        if request.method == "POST":
            try:
                act(request, held)
                return see(address(lang, "certifying_application", slug=slug) + f"?done={DONE[name]}")
            except Refused as refused:
                errors = [{"field": refused.field, "message": refused.reason}]
                held.refresh_from_db()
        elif held.state not in TABLE.begins(name):
            return see(address(lang, "certifying_application", slug=slug))
        context = shown(request, held) | {
            "errors": errors,
            "reason": request.POST.get("reason", "")[: MOST * 2],
            "most": MOST,
            "version": read_version(request) if request.method == "POST" else held.version,
            "faults": {"reason": "", "checked": "", "known": "", "supervisor": ""}
            | {one["field"]: one["message"] for one in errors if one["field"]},
            "over": held.state not in TABLE.begins(name),
            "alike": _alike(held) if name == "grant" else [],
            **(_supervisor_shown(held) if name == "grant" else {}),
            "supervisor": request.POST.get("supervisor", ""),
            "known": request.POST.get("known", ""),
            "checked": request.POST.getlist("checked"),
        }
        return render(request, template, context, status=422 if errors else 200)

    page.__name__ = f"certifying_{name}"
    return powered("roster.certify")(page)


#: What the page of an application says was done.
DONE = {"ask_more": "asked", "refuse": "refused", "grant": "granted"}


def _where(request: HttpRequest, held: Application) -> Callable[[str], str]:
    return lambda lang: request.build_absolute_uri(address(lang, "practice_application", slug=held.number))


def _ask(request: HttpRequest, held: Application) -> object:
    return ask_more(
        held,
        request.POST.get("reason", "")[:MOST],
        where=_where(request, held),
        version=read_version(request),
        by=person_of(request),
        at=clock.now(),
    )


def _refuse(request: HttpRequest, held: Application) -> object:
    return refuse_application(
        held,
        request.POST.get("reason", "")[:MOST],
        where=_where(request, held),
        version=read_version(request),
        by=person_of(request),
        at=clock.now(),
    )


def _grant(request: HttpRequest, held: Application) -> object:
    alike, chosen = {str(one.pk): one for one in same_name(held)}, request.POST.get("known", "")
    if alike and chosen not in (*alike, "new"):
        raise Refused(_CHOOSE, field="known")
    known = ProfessionalFile.objects.filter(professional=alike[chosen]).first() if chosen in alike else None
    maybe, said = {str(one.pk): one for one in _maybe_supervisors(held)}, request.POST.get("supervisor", "")
    if maybe and said not in (*maybe, "none"):
        raise Refused(_SUPERVISOR, field="supervisor")
    return grant_application(
        held,
        checked=request.POST.get("checked") == "1",
        reason=request.POST.get("reason", "")[:MOST],
        known=Recognized(known, maybe.get(said)),
        where=_where(request, held),
        version=read_version(request),
        by=person_of(request),
        at=clock.now(),
    )


def _maybe_supervisors(held: Application) -> Sequence[Certification]:
    return perhaps(held.answers, on=clock.today(), but=held.person_id)


def _supervisor_shown(held: Application) -> dict[str, Any]:
    """The supervisor named by hand, and who of the register it may be."""
    if not (name := named_by_hand(held.answers)) or held.kind != "family_mediation":
        return {"by_hand": ""}
    found = [
        {
            "value": str(one.pk),
            "label": Text(f"C’est {one.professional.name}", f"It is {one.professional.name}"),
            "hint": one.body.name,
        }
        for one in _maybe_supervisors(held)
    ]
    nobody = Text(
        "C’est quelqu’un d’autre, qui n’est pas au registre", "It is somebody else, who is not in the register"
    )
    return {"by_hand": name, "supervisors": [*found, {"value": "none", "label": nobody, "hint": ""}] if found else []}


def _alike(held: Application) -> list[dict[str, Any]]:
    found = [
        {
            "value": str(one.pk),
            "label": Text(f"C’est la même personne : {one.name}", f"The same person: {one.name}"),
            "hint": one.place or one.phone,
        }
        for one in same_name(held)
    ]
    another = Text("C’est une autre personne", "Another person")
    return [*found, {"value": "new", "label": another, "hint": ""}] if found else []


ask = _deciding("ask_more", _ask, "certifying/ask.html")
refuse = _deciding("refuse", _refuse, "certifying/refuse.html")
grant = _deciding("grant", _grant, "certifying/grant.html")


@powered("roster.certify")
def document(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """One document of an application that this officer's body received."""
    return serve_stored(document_of(received_application(request, slug), str(document)), lang=language_of(request))
