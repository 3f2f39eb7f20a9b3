"""The applications of a professional: their list, a new one, the page of each, its documents, taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.documents.purposes import PURPOSES
from parvis.journal.capabilities import holders
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.applications import (
    ANYWHERE,
    CHANGING,
    TABLE,
    add_document,
    begin_application,
    may_come_back,
    take_document_back,
    withdraw_application,
)
from parvis.roster.applying import documents_of, kinds_of
from parvis.roster.guide import first_open, steps_of
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models import Application, CertifyingBody, StandingPeriod
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.documents_stored import serve_stored
from parvis.web.pages import address, language_of
from parvis.web.practice import words
from parvis.web.practice.answers import answers_shown
from parvis.web.practice.conditions import shown_conditions
from parvis.web.typed import whole_number
from parvis.web.uploads import ACCEPTED, sent_file

_WHICH = Text("Choisissez une réponse.", "Choose an answer.")
_PURPOSE = Text("Choisissez le genre de document.", "Choose the kind of document.")


def own_application(request: HttpRequest, number: str) -> Application:
    """The application of an address, which is this person's own; `Http404` otherwise, as where there is none."""
    found = Application.objects.own(person_of(request)).filter(number=number).select_related("body", "person").first()
    if found is None:
        raise Http404
    return found


def applications(request: HttpRequest) -> HttpResponse:
    """What this person has asked for, the latest first."""
    mine = Application.objects.own(person_of(request)).select_related("body").order_by("-begun_at", "-pk")
    rows = [{"application": one, **named(one)} for one in mine]
    return render(request, "practice/applications.html", {"rows": rows})


def named(application: Application) -> dict[str, Any]:
    """How an application is called: what for, to whom, in which state."""
    return {
        "kind": CERTIFICATIONS[application.kind],
        "body": application.body.name,
        "state": application.state,
        "state_name": TABLE.states[application.state],
        "tone": words.TONES[application.state],
    }


def begin(request: HttpRequest) -> HttpResponse:
    """What is applied for, then to which body: two pages, one question each."""
    me, now, lang = person_of(request), clock.now(), language_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    kind, errors = asked.get("kind", "")[:40], []
    returns = _returns(me, day_of(now))
    again = kind.removeprefix("again:") if kind.startswith("again:") else ""
    if request.method == "POST":
        try:
            wanted = again or request.POST.get("body", "")[:120]
            body = CertifyingBody.objects.filter(slug=wanted).first()
            if body is None:
                raise Refused(_WHICH, field="body")
            code = "family_mediation" if again else kind
            draft = begin_application(body, code, again=bool(again), by=me, at=now)
            return see(_next_page(draft, lang))
        except Refused as refused:
            errors = [{"field": refused.field if not again else "", "message": refused.reason}]
    known = kind in CERTIFICATIONS or any(one["value"] == kind for one in returns)
    context = {
        "kind": kind if known else "",
        "again": again,
        "errors": errors,
        "lang_errors": bool(errors),
        "kinds": [*({"value": code, "label": label} for code, label in CERTIFICATIONS.items()), *returns],
        "bodies": _bodies(kind, day_of(now), lang) if kind in CERTIFICATIONS else [],
        "body": asked.get("body", ""),
        "fault": errors[0]["message"] if errors else "",
        "chosen": CERTIFICATIONS.get(kind),
    }
    return render(request, "practice/begin.html", context, status=422 if errors else 200)


def _returns(person: Person, on: date) -> list[dict[str, Any]]:
    """The cancelled certifications to which this person may ask to return (s. 9.1)."""
    cancelled = StandingPeriod.objects.on(on).filter(
        status="cancelled", certification__kind="family_mediation", certification__professional__file__person=person.pk
    )
    return [
        {
            "value": f"again:{one.certification.body_id}",
            "label": Text(
                f"Revenir après l’annulation de mon accréditation : {one.certification.body.name_fr}",
                f"Return after my certification was cancelled: {one.certification.body.name_en}",
            ),
        }
        for one in cancelled.select_related("certification__body")
    ]


def _bodies(kind: str, on: date, lang: str) -> list[dict[str, Any]]:
    """The bodies that certify for this; those that receive applications here are said."""
    acting = holders("certifying_body")
    here = Text("Reçoit les demandes ici.", "Receives applications here.")
    apart = Text(
        "Ne reçoit rien ici : vous préparez la demande et la remettez vous-même.",
        "Receives nothing here: you prepare the application and hand it in yourself.",
    )
    found = [one for one in CertifyingBody.objects.all() if kind in kinds_of(one.certifier, on=on)]
    found.sort(key=lambda one: (one.slug not in acting, one.name.to(lang)))
    return [{"value": one.slug, "label": one.name, "hint": here if one.slug in acting else apart} for one in found]


def _next_page(application: Application, lang: str) -> str:
    step = first_open(application) or steps_of(application)[0]
    return address(lang, "practice_step", slug=application.number, step=step.code)


def application(request: HttpRequest, slug: str) -> HttpResponse:
    """One application: where it stands, what was said, its documents, what the law says of it."""
    held, now, lang = own_application(request, slug), clock.now(), language_of(request)
    done = request.GET.get("done", "")
    step = first_open(held)
    on = held.weighed_on or day_of(now)
    decided = day_of(held.decided_at or now)
    context = {
        "application": held,
        **named(held),
        "may": {one.name for one in TABLE.open_to("applicant", held.state)},
        "messages": messages_shown(held),
        "documents": documents_shown(held),
        "done": words.DONE.get(done),
        "conditions": shown_conditions(held, on=on, decided=decided) if held.state != "withdrawn" else None,
        "next": _next_page(held, lang) if held.state in CHANGING else "",
        "open": step is not None,
        "acts_here": held.body_id in holders("certifying_body"),
        "rows": answers_shown(held, lang),
    }
    return render(request, "practice/application.html", context)


def messages_shown(application: Application) -> list[dict[str, Any]]:
    """What was said, in order."""
    return [{"what": words.MESSAGES[one.kind], "text": one.text, "at": one.at} for one in application.messages.all()]


def documents_shown(application: Application) -> list[dict[str, Any]]:
    """The documents, each with whether an antivirus looked at it and whether it may still be taken back."""
    return [
        {
            "document": one,
            "scanned": one.scan == "clean",
            "removable": application.state in CHANGING and may_come_back(application, one),
        }
        for one in documents_of(application)
    ]


def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Every document of an application; one more is enclosed, or one that nobody has received is taken back."""
    held = own_application(request, slug)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            done = change_documents(request, held)
            return see(address(language_of(request), "practice_documents", slug=slug) + f"?done={done}")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    offered = [*dict.fromkeys(one for step in steps_of(held) for one in step.documents), *ANYWHERE]
    context = {
        "application": held,
        **named(held),
        "documents": documents_shown(held),
        "errors": errors,
        "accept": ACCEPTED,
        "faults": {"file": "", "purpose": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
        "purposes": [{"value": one, "label": PURPOSES[one]} for one in dict.fromkeys(offered)],
        "purpose": request.POST.get("purpose", ""),
        "done": words.DONE.get(request.GET.get("done", "")),
        "changing": held.state in CHANGING,
    }
    return render(request, "practice/documents.html", context, status=422 if errors else 200)


def change_documents(request: HttpRequest, held: Application) -> str:
    """Enclose what was sent, or take one back; which of the two was done."""
    me, now = person_of(request), clock.now()
    if removed := request.POST.get("remove", "")[:40]:
        take_document_back(held, document_of(held, removed), by=me, at=now)
        return "removed"
    purpose = request.POST.get("purpose", "")[:40]
    if purpose not in PURPOSES:
        raise Refused(_PURPOSE, field="purpose")
    add_document(held, sent_file(request), purpose, by=me, at=now)
    return "added"


def document_of(application: Application, identifier: str) -> StoredDocument:
    """A document of this application; `Http404` for any other."""
    try:
        wanted = UUID(identifier)
    except ValueError as error:
        raise Http404 from error
    found = StoredDocument.objects.about("application", application.number).kept().filter(pk=wanted).first()
    if found is None:
        raise Http404
    return found


def document(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """One document, given back to whoever sent it."""
    return serve_stored(document_of(own_application(request, slug), str(document)), lang=language_of(request))


def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once, then take the application back."""
    held, lang = own_application(request, slug), language_of(request)
    if held.state not in TABLE.begins("withdraw"):
        return see(address(lang, "practice_application", slug=slug))
    errors = []
    if request.method == "POST":
        try:
            version = read_version(request)
            withdraw_application(held, version=version, by=person_of(request), at=clock.now())
            return see(address(lang, "practice_application", slug=slug) + "?done=withdrawn")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
            held.refresh_from_db()
    context = {"application": held, **named(held), "errors": errors}
    return render(request, "practice/withdraw.html", context, status=422 if errors else 200)


def read_version(request: HttpRequest) -> int:
    """The version that a form was made from; one that is none fits no application."""
    typed = request.POST.get("version", "")
    return whole_number(typed, digits=8) or 0


for _view in (applications, begin, application, documents, document, withdraw):
    staff_page(_view)
