"""Showing a plan: as a page, a PDF or a calendar file, whether it stands in the cookie or at a kept address."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.documents.plan import plan_pdf
from parvis.law.questions import Refusal
from parvis.pathway.calendar import calendar_of, has_dates
from parvis.pathway.catalogue import couples
from parvis.pathway.offers import directory
from parvis.pathway.parts import CourtPlace, Plan
from parvis.pathway.plan import plan_of
from parvis.pathway.questions import BY_KEY
from parvis.pathway.separation.mediators import mediators_near
from parvis.pathway.separation.situation import couple_of
from parvis.web.pages import address, language_of
from parvis.web.pathway.answers import question_page

#: How many services are shown at once; the others are one tap away, and their number is said.
SHOWN = 4
#: What to read comes after people: fewer are shown at once.
READ = 5
PLACES = 3


def plan_for(answers: Mapping[str, Any]) -> Plan:
    """The plan of these answers, as of today; for a couple, with the mediators of the register near this person."""
    today = clock.today()
    near = mediators_near(couple_of(answers), today) if couples(answers) else None
    return plan_of(answers, today, directory(), near)


def as_page(request: HttpRequest, answers: Mapping[str, Any], context: Mapping[str, Any]) -> HttpResponse:
    """The plan as a page; where the days given contradict each other, the page says so and leads to them."""
    lang = language_of(request)
    try:
        plan = plan_for(answers)
    except Refusal:
        return render(request, "pathway/contradiction.html", {"days": _days(answers, lang)}, status=422)
    shown = {
        "plan": plan,
        "today": plan.on,
        "has_dates": has_dates(plan),
        "helpers": plan.helpers[:SHOWN],
        "more_helpers": plan.helpers[SHOWN:],
        "court_places": _places(plan),
        "to_read": plan.to_read[:READ],
        "more_to_read": plan.to_read[READ:],
        "assumed": [
            {
                "label": one.label,
                "answer": one.answer,
                "known": one.known,
                "change": address(lang, question_page(BY_KEY[one.question])),
            }
            for one in plan.assumed
        ],
        "unconfirmed": any(one.unconfirmed for one in plan.leaned_on),
        **context,
    }
    response = render(request, "pathway/plan.html", shown)
    response["Cache-Control"] = "private, no-store"
    return response


def _places(plan: Plan) -> list[CourtPlace]:
    """The places of the court with an address, the one that was named first; the others are a tap away."""
    places = plan.territory.court_places if plan.territory else ()
    return [place for place in places if place.address][:PLACES]


def _days(answers: Mapping[str, Any], lang: str) -> list[dict[str, Any]]:
    days = [question for key, question in BY_KEY.items() if question.kind in ("day", "time") and answers.get(key)]
    return [{"label": one.short, "change": address(lang, question_page(one))} for one in days]


def as_pdf(request: HttpRequest, answers: Mapping[str, Any]) -> HttpResponse:
    """The plan as a PDF to print."""
    plan, lang = plan_for(answers), language_of(request)
    response = HttpResponse(plan_pdf(plan, lang, plan.on), content_type="application/pdf")
    name = "plan-parvis.pdf" if lang == "fr" else "parvis-plan.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def as_calendar(request: HttpRequest, answers: Mapping[str, Any]) -> HttpResponse:
    """The plan's calendar file."""
    name = "plan-parvis.ics" if language_of(request) == "fr" else "parvis-plan.ics"
    response = HttpResponse(
        calendar_of(plan_for(answers), language_of(request)), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
