"""Group sessions on parenting and mediation: those to come, planning one with the law's answer on the pair, held, cancelled."""

from __future__ import annotations

from datetime import date, timedelta
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
from parvis.roster.actions.group_sessions import (
    MOST_PLACES,
    Plan,
    cancel_group_session,
    hold_group_session,
    plan_group_session,
)
from parvis.roster.kinds import MEETINGS, PROFESSIONS
from parvis.roster.models import Certification, GroupSession, StandingPeriod
from parvis.roster.models.session import LONGEST
from parvis.roster.policies import districts_of
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, moment_of, options
from parvis.web.team.gate import powered

A_PAGE = 50
#: A session is planned so far ahead at most. Not legal: a later year is a mistake in the form.
AHEAD = timedelta(days=2 * 365)
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
    "cancelled": Text("La séance est annulée.", "The session is cancelled."),
}


def _places(request: HttpRequest) -> dict[str, str]:
    mine = districts_of(person_of(request), at=clock.now())
    found = District.objects.in_order()
    return dict((found if mine is None else found.filter(slug__in=mine)).values_list("slug", "name"))


def session_row(one: GroupSession, names: dict[str, str]) -> dict[str, Any]:
    """A session as a row: its state in words, its district, how it is held, who gives it."""
    given = [each.professional.name for each in one.presences.all()]
    return {
        "one": one, "state": WORDS[one.state], "tone": TONES[one.state], "district": names.get(one.district, one.district),
        "meeting": MEETINGS[one.meeting], "by": given, "ends": one.ends_at,
    }  # fmt: skip


@powered("roster.serve")
def groups(request: HttpRequest) -> HttpResponse:
    """The list: those to come, the nearest first; those that are past and wait to be written down; the others."""
    now, names = clock.now(), _places(request)
    state = request.GET.get("state", "") if request.GET.get("state") in STATES else "coming"
    district = request.GET.get("district", "") if request.GET.get("district") in names else ""
    mine = GroupSession.objects.visible_to(person_of(request), at=now)
    to_note = mine.filter(state="planned", begins_at__lt=now)
    found = {
        "coming": mine.filter(state="planned", begins_at__gte=now), "to_note": to_note, "all": mine,
        "held": mine.filter(state="held"), "cancelled": mine.filter(state="cancelled"),
    }[state]  # fmt: skip
    found = found.filter(district=district) if district else found
    order = "begins_at" if state in ("coming", "to_note") else "-begins_at"
    page = Paginator(found.prefetch_related("presences__professional").order_by(order, "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page, "total": page.paginator.count, "state": state, "district": district, "states": options(STATES),
        "districts": [{"value": slug, "label": name} for slug, name in names.items()], "today": clock.today(),
        "rows": [session_row(one, dict(District.objects.values_list("slug", "name"))) for one in page.object_list],
        "to_note": to_note.count(), "oldest": to_note.order_by("begins_at").values_list("day", flat=True).first(),
    }  # fmt: skip
    return render(request, "serving/groups.html", context)


@powered("roster.serve")
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a session: the district first, then the day, the hour and the two mediators of that district."""
    typed, names = Typed(request.POST, clock.today()), _places(request)
    district = request.POST.get("district", "") or request.GET.get("district", "")
    district = district if district in names else ""
    mediators = _mediators(district, clock.today()) if district else []
    if request.method == "POST":
        wanted = _plan(typed, district, mediators)
        if wanted is not None:
            try:
                made = plan_group_session(wanted, by=person_of(request), at=clock.now())
                return see(address(language_of(request), "serving_group", number=made.pk) + "?done=planned")
            except Refused as refused:
                typed.refused(refused)
    context = {
        "typed": Blank(typed.values), "faults": Blank(typed.faults), "errors": typed.errors, "district": district,
        "districts": [{"value": slug, "label": name} for slug, name in names.items()], "name": names.get(district, ""),
        "meetings": options(MEETINGS), "norm": LAW.norms.versions(GIVEN_BY)[-1],
        "mediators": [_option(one) for one in mediators], "longest": LONGEST, "most": MOST_PLACES,
    }  # fmt: skip
    return render(request, "serving/group_new.html", context, status=422 if typed.faults else 200)


def _mediators(district: str, on: date) -> list[Certification]:
    """Those certified today in the district, by name. The action asks again for the day of the session."""
    held = StandingPeriod.objects.on(on).filter(status="certified", kind="family_mediation")
    found = Certification.objects.filter(
        pk__in=held.values("certification"), professional__districts__contains=[district]
    ).select_related("professional")  # fmt: skip
    return list(found.order_by("professional__name_key", "pk"))


def _option(one: Certification) -> dict[str, Any]:
    words = PROFESSIONS.get(one.professional.profession)
    return {"value": one.pk, "label": one.professional.name, "hint": words or one.professional.profession}


def _plan(typed: Typed, district: str, mediators: list[Certification]) -> Plan | None:
    day = typed.day("day", earliest=typed.today, latest=typed.today + AHEAD)
    hour = typed.hour("hour")
    minutes = typed.number("minutes", least=1, most=LONGEST)
    places = typed.number("places", least=1, most=MOST_PLACES)
    meeting = typed.one_of("meeting", MEETINGS)
    typed.one_of("district", [district] if district else [])
    pair = typed.several("mediators", [str(one.pk) for one in mediators])
    chosen = tuple(one for one in mediators if str(one.pk) in pair)
    if typed.faults or day is None or hour is None or minutes is None or places is None:
        return None
    return Plan(moment_of(day, hour), minutes, district, meeting, places, chosen)


@powered("roster.serve")
def group(request: HttpRequest, number: int) -> HttpResponse:
    """One session: who gives it; write down how many came, or cancel it. A page read before somebody else acted is refused."""
    now = clock.now()
    mine = GroupSession.objects.visible_to(person_of(request), at=now).filter(pk=number)
    held = mine.prefetch_related("presences__professional").first()
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
        "held": held, "row": session_row(held, names), "typed": Blank(typed.values), "faults": Blank(typed.faults),
        "errors": typed.errors, "done": DONE.get(request.GET.get("done", "")), "past": held.begins_at <= now,
        "today": clock.today(), "norm": LAW.norms.versions(GIVEN_BY)[-1],
    }  # fmt: skip
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
