"""Group sessions on parenting and mediation: those to come, planning or changing one with the law's answer on the pair, held,
cancelled.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.group_session import GIVEN_BY
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.actions.group_sessions import MOST_PLACES, cancel_group_session, hold_group_session
from parvis.roster.certified import certified_on
from parvis.roster.contact import kind_of
from parvis.roster.kinds import LANGUAGES, MEETINGS
from parvis.roster.models import GroupSession
from parvis.roster.policies import districts_of
from parvis.roster.telling import mailbox_of
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.team.gate import powered

A_PAGE = 50
STATES = {
    "coming": Text("À venir", "To come"),
    "to_note": Text("Passées, à noter", "Past, to write down"),
    "held": Text("Tenues", "Held"),
    "cancelled": Text("Annulées", "Cancelled"),
    "all": Text("Toutes", "All"),
}
WORDS = {
    "planned": Text("Prévue", "Planned"),
    "held": Text("Tenue", "Held"),
    "cancelled": Text("Annulée", "Cancelled"),
}
TONES = {"planned": "accent", "held": "go", "cancelled": ""}
DONE = {
    "planned": Text(
        "La séance est prévue. Les deux personnes la voient dans leur pratique.",
        "The session is planned. The two people see it in their practice.",
    ),
    "held": Text(
        "C’est noté. Chacune des deux personnes peut la réclamer, une fois.",
        "It is written down. Each of the two people may claim it, once.",
    ),
    "changed": Text("La séance est changée.", "The session is changed."),
    "cancelled": Text("La séance est annulée.", "The session is cancelled."),
}


def places_of(request: HttpRequest) -> dict[str, str]:
    """The districts (slug → name) in which this officer acts."""
    mine = districts_of(person_of(request), at=clock.now())
    found = District.objects.in_order()
    return dict((found if mine is None else found.filter(slug__in=mine)).values_list("slug", "name"))


def session_row(one: GroupSession, names: dict[str, str]) -> dict[str, Any]:
    """A session as a row: its state in words, its district, how it is held, who gives it."""
    given = [each.professional.name for each in one.presences.all()]
    return {
        "language": LANGUAGES[one.language],
        "contact": contact_of(one.enrol),
        "one": one,
        "state": WORDS[one.state],
        "tone": TONES[one.state],
        "district": names.get(one.district, one.district),
        "meeting": MEETINGS[one.meeting],
        "by": given,
        "ends": one.ends_at,
    }


def contact_of(enrol: str) -> dict[str, str] | None:
    """How people register, as a link; None where it is the Service's usual way."""
    return {"kind": kind_of(enrol), "words": enrol} if enrol else None


def unreached(one: GroupSession) -> list[str]:
    """Those who give a session and whom no letter reaches, with their telephone: somebody of the Service tells them."""
    giving = [each.professional for each in one.presences.all() if not each.voided]
    away = [each for each in giving if mailbox_of(each) is None]
    return [f"{each.name} ({each.phone})" if each.phone else each.name for each in away]


def not_certified(one: GroupSession) -> list[str]:
    """Those whose certification, as it is known today, is not in force on the day of the session."""
    giving = [each for each in one.presences.all() if not each.voided]
    return [each.professional.name for each in giving if not certified_on(each.certification, one.day)]


@powered("roster.serve")
def groups(request: HttpRequest) -> HttpResponse:
    """The list: those to come, the nearest first; those that are past and wait to be written down; the others."""
    now, names = clock.now(), places_of(request)
    state = request.GET.get("state", "") if request.GET.get("state") in STATES else "coming"
    district = request.GET.get("district", "") if request.GET.get("district") in names else ""
    mine = GroupSession.objects.visible_to(person_of(request), at=now)
    to_note = mine.filter(state="planned", begins_at__lt=now)
    found = {
        "coming": mine.filter(state="planned", begins_at__gte=now),
        "to_note": to_note,
        "all": mine,
        "held": mine.filter(state="held"),
        "cancelled": mine.filter(state="cancelled"),
    }[state]
    found = found.filter(district=district) if district else found
    order = "begins_at" if state in ("coming", "to_note") else "-begins_at"
    page = Paginator(found.prefetch_related("presences__professional").order_by(order, "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "total": page.paginator.count,
        "state": state,
        "district": district,
        "states": options(STATES),
        "districts": [{"value": slug, "label": name} for slug, name in names.items()],
        "today": clock.today(),
        "rows": [session_row(one, dict(District.objects.values_list("slug", "name"))) for one in page.object_list],
        "to_note": to_note.count(),
        "oldest": to_note.order_by("begins_at").values_list("day", flat=True).first(),
    }
    return render(request, "serving/groups.html", context)


@powered("roster.serve")
def group(request: HttpRequest, number: int) -> HttpResponse:
    """One session: who gives it; write down how many came, or cancel it. A page read before somebody else acted is refused."""
    now = clock.now()
    mine = GroupSession.objects.visible_to(person_of(request), at=now).filter(pk=number)
    held = mine.prefetch_related("presences__professional", "presences__certification").first()
    if held is None:
        raise Http404
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        done = _acted(request, held, typed)
        if done:
            return see(address(language_of(request), "serving_group", number=held.pk) + f"?done={done}")
        held.refresh_from_db()
    names = dict(District.objects.values_list("slug", "name"))
    context = {
        "unreached": unreached(held),
        "not_certified": not_certified(held),
        "held": held,
        "row": session_row(held, names),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "done": DONE.get(request.GET.get("done", "")),
        "past": held.begins_at <= now,
        "today": clock.today(),
        "norm": LAW.norms.versions(GIVEN_BY)[-1],
    }
    return render(request, "serving/group.html", context, status=422 if typed.faults else 200)


def _acted(request: HttpRequest, held: GroupSession, typed: Typed) -> str:
    """What was done, or "" with the faults said."""
    version = typed.number("version", least=1, most=10**9)
    me, now, act = person_of(request), clock.now(), request.POST.get("act")
    try:
        if act == "cancel" and version is not None:
            cancel_group_session(held, version=version, by=me, at=now)
            return "cancelled"
        if act != "hold":
            raise Http404
        couples = typed.number("couples", least=0, most=MOST_PLACES)
        persons = typed.number("persons", least=0, most=2 * MOST_PLACES)
        if version is not None and couples is not None and persons is not None:
            hold_group_session(held, couples=couples, persons=persons, version=version, by=me, at=now)
            return "held"
    except Refused as refused:
        typed.refused(refused)
    return ""
