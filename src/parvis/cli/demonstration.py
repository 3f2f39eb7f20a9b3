"""The invented people of the demonstration: those with a dispute, answered through the same readers as a form, and those who
work, one for each role.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from parvis.law.kernel.text import Text, text_of
from parvis.pathway.place_answers import PlaceTyped, read_place
from parvis.pathway.questions import UNKNOWN, Question, next_question, read_answer, with_answer


@dataclass(frozen=True)
class Person:
    """Somebody invented: who, in which language, and what is answered to each question."""

    who: Text
    lang: str
    typed: dict[str, Any]


def people() -> list[Person]:
    """Everybody in `data/demonstration.toml`."""
    data = tomllib.loads(files("parvis.cli").joinpath("data/demonstration.toml").read_text(encoding="utf-8"))
    return [Person(text_of(one["who"]), one["lang"], one["answers"]) for one in data["person"]]


def answers_of(person: Person, *, on: date) -> dict[str, Any]:
    """The answers as the journey keeps them, from the first question to the last one asked of this person."""
    answers: dict[str, Any] = {}
    while (question := next_question(answers)) is not None:
        answers = with_answer(question, _read(question, person.typed.get(question.key), answers, on), answers)
    return answers


def _read(question: Question, typed: Any, answers: dict[str, Any], on: date) -> Any:
    if typed is None:
        return read_answer(question, [UNKNOWN], answers, on=on)
    if question.kind == "place":
        return read_place(PlaceTyped(typed))
    values = [_day(value, on) for value in (typed if isinstance(typed, list) else [typed])]
    return read_answer(question, values, answers, on=on)


def _day(value: str, on: date) -> str:
    """ "-20" is twenty days before the demonstration's today."""
    if value[0] in "+-" and value[1:].isdigit():
        return (on + timedelta(days=int(value))).isoformat()
    return value


def fill_staff(*, at: datetime) -> int:
    """Open the accounts of those who work in the demonstration, each in their role; how many were new.

    Only in a demonstration: anybody on this machine signs in as them with one click.
    """
    from django.conf import settings

    from parvis.config import clock
    from parvis.directory.models import Organization
    from parvis.people.actions.accounts import add_person
    from parvis.people.actions.roles import Grant, record_role
    from parvis.people.models import Person as Account
    from parvis.people.models.role import day_of

    if settings.ENVIRONMENT != "demonstration":
        raise RuntimeError("invented people are for a demonstration only")
    data = tomllib.loads(files("parvis.cli").joinpath("data/staff.toml").read_text(encoding="utf-8"))
    new = 0
    for one in data["person"]:
        if Account.objects.at(one["email"]) is not None:
            continue
        body = one.get("organization", "")
        kind = Organization.objects.get(slug=body).kind if body else ""
        account = add_person(one["email"], name=one["name"], language=one["language"], by="demonstration", at=at)
        begun = min(day_of(at), clock.today())  # a demonstration of an earlier day has its roles that day
        grant = Grant(one["role"], begun, None, body, kind, tuple(one.get("districts", ())))
        record_role(account, grant, by="demonstration", at=at)
        new += 1
    return new
