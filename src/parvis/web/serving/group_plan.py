"""Planning a group session, or changing one that has not begun: the district first, then when, how, and the two who give it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.group_session import GIVEN_BY
from parvis.people.refused import Refused
from parvis.roster.actions.group_sessions import MOST_PLACES, Plan, change_group_session, plan_group_session
from parvis.roster.kinds import LANGUAGES, MEETINGS, PROFESSIONS
from parvis.roster.models import Certification, GroupSession, StandingPeriod
from parvis.roster.models.session import GROUP_LANGUAGES, LONGEST
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, moment_of, options
from parvis.web.serving.groups import places_of
from parvis.web.team.gate import powered
from parvis.web.typed import length_written

#: A session is planned so far ahead at most. Not legal: a later year is a mistake in the form.
AHEAD = timedelta(days=2 * 365)
_DISTRICT = Text("Choisissez un district.", "Choose a district.")
_LANGUAGES = {code: LANGUAGES[code] for code in GROUP_LANGUAGES}


@powered("roster.serve")
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a session: the district first, then the day, the hour and the two mediators of that district."""
    typed, names = Typed(request.POST, clock.today()), places_of(request)
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
    else:
        typed.values["language"] = "fr"
        if "district" in request.GET and not district:
            typed.faults["district"] = _DISTRICT
    context = _asked(typed, mediators) | {"district": district, "name": names.get(district, "")}
    context["districts"] = [{"value": slug, "label": name} for slug, name in names.items()]
    return render(request, "serving/group_new.html", context, status=422 if typed.faults else 200)


@powered("roster.serve")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Move a session, or change how it is held or who gives it: its page read before somebody else acted is refused."""
    me, now = person_of(request), clock.now()
    mine = GroupSession.objects.visible_to(me, at=now).filter(pk=number, district__in=places_of(request))
    held = mine.prefetch_related("presences__certification__professional").first()
    if held is None or held.state != "planned" or held.begins_at <= now:
        raise Http404
    typed = Typed(request.POST, clock.today())
    giving = [one.certification for one in held.presences.all() if not one.voided]
    others = [one for one in _mediators(held.district, clock.today()) if one not in giving]
    if request.method == "POST":
        wanted = _plan(typed, held.district, [*giving, *others])
        version = typed.number("version", least=1, most=10**9)
        if wanted is not None and version is not None:
            try:
                change_group_session(held, wanted, version=version, by=me, at=now)
                return see(address(language_of(request), "serving_group", number=held.pk) + "?done=changed")
            except Refused as refused:
                typed.refused(refused)
    else:
        typed.values |= _present(held, giving)
    context = _asked(typed, [*giving, *others]) | {"held": held, "version": held.version}
    return render(request, "serving/group_change.html", context, status=422 if typed.faults else 200)


def _asked(typed: Typed, mediators: list[Certification]) -> dict[str, Any]:
    return {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "meetings": options(MEETINGS),
        "languages": options(_LANGUAGES),
        "norm": LAW.norms.versions(GIVEN_BY)[-1],
        "longest": LONGEST,
        "most": MOST_PLACES,
        "mediators": [_option(one) for one in mediators],
    }


def _present(held: GroupSession, giving: list[Certification]) -> dict[str, Any]:
    begins = held.begins_at.astimezone(clock.QUEBEC)
    return {
        "day": held.day.isoformat(),
        "hour": f"{begins.hour}:{begins.minute:02d}",
        "minutes": length_written(held.minutes),
        "places": held.places,
        "meeting": held.meeting,
        "language": held.language,
        "place": held.place,
        "enrol": held.enrol,
        "mediators": [str(one.pk) for one in giving],
    }


def _mediators(district: str, on: date) -> list[Certification]:
    """Those certified today in the district, by name. The action asks again for the day of the session."""
    held = StandingPeriod.objects.on(on).filter(status="certified", kind="family_mediation")
    found = Certification.objects.filter(
        pk__in=held.values("certification"), professional__districts__contains=[district]
    ).select_related("professional")
    return list(found.order_by("professional__name_key", "pk"))


def _option(one: Certification) -> dict[str, Any]:
    words = PROFESSIONS.get(one.professional.profession)
    return {"value": str(one.pk), "label": one.professional.name, "hint": words or one.professional.profession}


def _plan(typed: Typed, district: str, mediators: list[Certification]) -> Plan | None:
    day = typed.day("day", earliest=typed.today, latest=typed.today + AHEAD)
    hour = typed.hour("hour")
    minutes = typed.minutes("minutes", least=1, most=LONGEST)
    places = typed.number("places", least=1, most=MOST_PLACES)
    meeting = typed.one_of("meeting", MEETINGS)
    language = typed.one_of("language", GROUP_LANGUAGES)
    place, enrol = typed.text("place", most=200), typed.text("enrol", most=200)
    typed.one_of("district", [district] if district else [])
    pair = typed.several("mediators", [str(one.pk) for one in mediators])
    chosen = tuple(one for one in mediators if str(one.pk) in pair)
    if typed.faults or day is None or hour is None or minutes is None or places is None:
        return None
    return Plan(moment_of(day, hour), minutes, district, meeting, places, chosen, language, place, enrol)
