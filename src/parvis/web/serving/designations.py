"""Designations after a court referral: who is next in the district, the work list by the last day to begin, one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text, short_date
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.actions.couples import find_couple
from parvis.roster.actions.designations import (
    TABLE,
    Linked,
    Referral,
    designate_mediator,
    referral_answer,
    withdraw_designation,
)
from parvis.roster.kinds import LANGUAGES
from parvis.roster.models import Certification, Couple, Designation
from parvis.roster.models.mandate import TO_REPLACE, DesignationQuerySet
from parvis.roster.policies import districts_of
from parvis.roster.register import IN_PERSON, REMOTE
from parvis.roster.rotation import in_turn, no_longer_certified
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.serving.weighed import stay_over, weighed
from parvis.web.team.gate import powered
from parvis.web.typed import whole_number

#: Rows of a page of the list; mediators of a page of the turn.
A_PAGE, A_TURN = 50, 20
STATES = {
    "waiting": Text("À suivre", "To follow"),
    "offered": Text("Sans réponse", "Not answered"),
    "accepted": Text("Acceptées, pas commencées", "Accepted, not begun"),
    "replace": Text("À reprendre : personne ne peut agir", "To take up again: nobody can act"),
    "begun": Text("Commencées", "Begun"),
    "all": Text("Toutes", "All"),
}
TONES = {"offered": "accent", "accepted": "accent", "begun": "go", "declined": "careful", "lapsed": "stop"}
NEXT = {
    "offered": Text("La médiatrice ou le médiateur répond", "The mediator answers"),
    "accepted": Text("La médiatrice ou le médiateur ouvre le dossier", "The mediator opens the file"),
    "replace": Text("Désignez quelqu’un d’autre", "Designate somebody else"),
    "stopped": Text(
        "À reprendre : l’accréditation n’est plus en vigueur. Retirez la désignation, puis désignez quelqu’un d’autre",
        "To take up again: the certification is no longer in force. Withdraw the designation, then designate somebody else",
    ),
}
DONE = {
    "designated": Text(
        "La désignation est faite. La personne la voit dans sa pratique.",
        "The designation is made. The person sees it in their practice.",
    ),
    "withdrawn": Text("La désignation est retirée.", "The designation is withdrawn."),
}
_NOBODY = Text("Choisissez une personne de la liste.", "Choose a person from the list.")


_NEVER = Text("jamais désignée ou désigné ici", "never designated here")
_LAST = Text("dernière désignation le {day}", "last designated on {day}")


def _link(request: HttpRequest) -> Linked:
    return lambda one, lang: request.build_absolute_uri(address(lang, "practice_designation", number=one.pk))


def _places(request: HttpRequest) -> list[District]:
    """The districts that this officer serves."""
    mine = districts_of(person_of(request), at=clock.now())
    found = District.objects.in_order()
    return list(found if mine is None else found.filter(slug__in=mine))


def _in_state(mine: DesignationQuerySet, state: str) -> DesignationQuerySet:
    if state == "waiting":
        return mine.filter(state__in=("offered", "accepted")) | mine.to_replace()
    if state == "replace":
        return mine.to_replace() | no_longer_certified(mine, clock.today())
    return mine if state == "all" else mine.filter(state=state)


@powered("roster.serve")
def designations(request: HttpRequest) -> HttpResponse:
    """The work list, the nearest last day first: those that are late are on top. Filters stay in the address."""
    places = _places(request)
    names = {one.slug: one.name for one in places}
    state = request.GET.get("state", "") if request.GET.get("state") in STATES else "waiting"
    district = request.GET.get("district", "") if request.GET.get("district") in names else ""
    mine = Designation.objects.visible_to(person_of(request), at=clock.now())
    found = _in_state(mine, state)
    if district:
        found = found.filter(district=district)
    ordered = found.select_related("couple", "mediator__professional").order_by(
        F("begin_by").asc(nulls_last=True), "pk"
    )
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    stopped = _stopped(page.object_list, today)
    late = found.filter(state__in=("offered", "accepted", *TO_REPLACE), begin_by__lt=today).count()
    context = {
        "page": page,
        "total": page.paginator.count,
        "late": late,
        "today": today,
        "oldest": found.order_by("referred_on").values_list("referred_on", flat=True).first(),
        "rows": [_row(one, names, today, stopped) for one in page.object_list],
        "state": state,
        "district": district,
        "states": options(STATES),
        "districts": [{"value": slug, "label": name} for slug, name in names.items()],
    }
    return render(request, "serving/designations.html", context)


def _stopped(shown: Iterable[Designation], today: date) -> set[int]:
    """Those, of the ones shown, whose mediator is no longer certified."""
    found = Designation.objects.filter(pk__in=[one.pk for one in shown])
    return set(no_longer_certified(found, today).values_list("pk", flat=True))


def _row(one: Designation, names: dict[str, str], today: date, stopped: set[int]) -> dict[str, Any]:
    to_do = "stopped" if one.pk in stopped else "replace" if one.state in TO_REPLACE else one.state
    return {
        "one": one,
        "district": names.get(one.district, one.district),
        "state": TABLE.states[one.state],
        "tone": TONES.get(one.state, ""),
        "next": NEXT.get(to_do),
        "stopped": one.pk in stopped,
        "late": one.state != "begun" and one.begin_by is not None and one.begin_by < today,
    }


@powered("roster.serve")
def designate(request: HttpRequest) -> HttpResponse:
    """The order, the couple and the district; then those whose turn it is; then the act. What is typed stays in the form."""
    typed, places = Typed(request.POST, clock.today()), _places(request)
    referral: Referral | None = None
    if request.method == "POST":
        try:
            referral = _referral(request, typed, places)
            if referral is not None and request.POST.get("act") == "designate":
                mediator = _chosen(typed, referral)
                if mediator is not None:
                    made = designate_mediator(
                        referral, mediator, by=person_of(request), at=clock.now(), link=_link(request)
                    )
                    return see(
                        address(language_of(request), "serving_designation", number=made.pk) + "?done=designated"
                    )
        except Refused as refused:
            typed.refused(refused)
    context: dict[str, Any] = {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "districts": [{"value": one.slug, "label": one.name} for one in places],
        "today": clock.today(),
    }
    if referral is not None:
        context |= _turn(referral, request)
    return render(request, "serving/designate.html", context, status=422 if typed.faults else 200)


def _referral(request: HttpRequest, typed: Typed, places: list[District]) -> Referral | None:
    decided = typed.day("referred_on")
    district = typed.one_of("district", [one.slug for one in places])
    couple: Couple | None = None
    try:
        couple = find_couple(typed.text("couple", 20), by=person_of(request), at=clock.now())
    except Refused as refused:
        typed.refused(refused, {"number": "couple"})
    if decided is None or couple is None or not district:
        return None
    name = next(one.name for one in places if one.slug == district)
    return Referral(couple, decided, district, Text(name, name))


def _chosen(typed: Typed, referral: Referral) -> Certification | None:
    """The person of the list that was ticked; the action asks again whether they may be designated."""
    ticked = typed.text("mediator", 18)
    turn = in_turn(referral.district, on=typed.today, couple=referral.couple, decided=referral.decided)
    found = turn.filter(pk=whole_number(ticked) or 0).first()
    if found is None:
        typed.faults["mediator"] = _NOBODY
    return found


def _turn(referral: Referral, request: HttpRequest) -> dict[str, Any]:
    today = clock.today()
    turn = in_turn(referral.district, on=today, couple=referral.couple, decided=referral.decided)
    page = Paginator(turn, A_TURN).get_page(request.POST.get("more"))
    answer = referral_answer(referral.decided, today)
    before = Designation.objects.filter(couple=referral.couple, referred_on=referral.decided)
    return {
        "referral": referral,
        "by": (by := answer.outcome["first_meeting_by"] if answer else None),
        "weighed": weighed(answer),
        "late": by is not None and by < today,
        "stay_over": stay_over(answer),
        "options": [_option(one) for one in page.object_list],
        "count": page.paginator.count,
        "turn": page,
        "before": [
            {"one": one, "state": TABLE.states[one.state]}
            for one in before.select_related("mediator__professional").order_by("pk")
        ],
    }


def _option(one: Certification) -> dict[str, Any]:
    """A mediator as a choice: the name; then languages, ways to meet, body, last designation."""
    person, last = one.professional, getattr(one, "last", None)
    parts = [LANGUAGES[code] for code in person.languages if code in LANGUAGES]
    parts += [*((IN_PERSON,) if person.in_person else ()), *((REMOTE,) if person.remote else ())]
    when = _NEVER
    if last:
        when = _LAST.fill(day=short_date(day_of(last)))
    words = [*parts, one.body.name, when]
    hint = Text(", ".join(each.fr for each in words), ", ".join(each.en for each in words))
    return {"value": one.pk, "label": person.name, "hint": hint}


@powered("roster.serve")
def designation(request: HttpRequest, number: int) -> HttpResponse:
    """One designation: who, by when and under which norm, what was answered; withdraw it with a reason."""
    mine = Designation.objects.visible_to(person_of(request), at=clock.now()).filter(pk=number)
    held = mine.select_related("couple", "mediator__professional__file", "mediator__body", "mandate").first()
    if held is None:
        raise Http404
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        try:
            reason = typed.text("reason", 500)
            withdraw_designation(held, reason=reason, by=person_of(request), at=clock.now(), link=_link(request))
            return see(address(language_of(request), "serving_designation", number=held.pk) + "?done=withdrawn")
        except Refused as refused:
            typed.refused(refused)
            held.refresh_from_db()
    answer = referral_answer(held.referred_on, clock.today())
    names = dict(District.objects.values_list("slug", "name"))
    context = {
        "held": held,
        "row": _row(held, names, clock.today(), _stopped([held], clock.today())),
        "weighed": weighed(answer),
        "today": clock.today(),
        "may_withdraw": TABLE.may("withdraw", held.state),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "done": DONE.get(request.GET.get("done", "")),
        "open": held.state in ("offered", "accepted"),
        "stay_over": stay_over(answer),
        "replace": Designation.objects.to_replace().filter(pk=held.pk).exists(),
    }
    return render(request, "serving/designation.html", context, status=422 if typed.faults else 200)
