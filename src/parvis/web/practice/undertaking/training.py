"""The courses of an undertaking: declared with their attestation, withdrawn while nobody has accepted them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.states import state_table
from parvis.people.refused import Refused
from parvis.roster.actions.training import (
    KINDS,
    LONGEST_NAME,
    MOST_HOURS,
    SUBJECT_WORDS,
    Course,
    declare_training,
    withdraw_training,
)
from parvis.roster.models import Training
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.practice.undertaking.own import own_picture, own_training
from parvis.web.practice.undertaking.shown import trainings_of
from parvis.web.typed import whole_number
from parvis.web.uploads import sent_file

STATES = state_table("training").states
TAGS = {"declared": "careful", "accepted": "go", "refused": "stop", "withdrawn": ""}


def trainings(request: HttpRequest, number: int) -> HttpResponse:
    """Their courses, and one more with its attestation."""
    picture, me = own_picture(request, number), person_of(request)
    typed, lang = Typed(request.POST, clock.today()), language_of(request)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "withdraw":
                said = request.POST.get("training", "")[:12]
                held = own_training(request, whole_number(said) or 0)
                withdraw_training(held, by=me, at=clock.now())
                return see(address(lang, "practice_trainings", number=number) + "?done=withdrawn")
            if (course := _course(typed)) is not None:
                declare_training(
                    picture.certification,
                    course,
                    attestation=sent_file(request, "attestation"),
                    by=me,
                    on=clock.today(),
                    at=clock.now(),
                )
                return see(address(lang, "practice_trainings", number=number) + "?done=declared")
        except Refused as refused:
            typed.refused(refused)
    kinds = ("renewal",) if picture.beginning.kind == "renewal" else ("complementary", "practical")
    context = {
        "number": number,
        "picture": picture,
        "trainings": [training_line(one) for one in trainings_of(number)],
        "kinds": options({code: KINDS[code] for code in kinds}),
        "subjects": options(SUBJECT_WORDS),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "done": request.GET.get("done", "") if request.GET.get("done") in ("declared", "withdrawn") else "",
    }
    return render(request, "practice/undertaking/trainings.html", context, status=422 if typed.faults else 200)


staff_page(trainings)


def training_line(one: Training) -> dict[str, Any]:
    """A course in a list: its kind, subject and state in words."""
    return {
        "training": one,
        "kind": KINDS[one.kind],
        "subject": SUBJECT_WORDS.get(one.subject),
        "state": STATES[one.state],
        "tag": TAGS[one.state],
        "withdrawn": one.state in ("declared", "refused"),
    }


def _course(typed: Typed) -> Course | None:
    """What was typed; None where a fault is to be mended. A course begins at most five years before it is declared: not legal."""
    kind = typed.one_of("kind", KINDS)
    subject = typed.one_of("subject", SUBJECT_WORDS, needed=kind not in ("practical", ""))
    first = typed.day("first_day", earliest=typed.today - timedelta(days=5 * 366))
    last = typed.day("last_day", earliest=typed.today - timedelta(days=5 * 366))
    hours = typed.number("hours", least=1, most=MOST_HOURS)
    given_by = typed.text("given_by", LONGEST_NAME)
    if typed.faults or first is None or last is None or hours is None:
        return None
    return Course(kind, "" if kind == "practical" else subject, first, last, hours, given_by)
