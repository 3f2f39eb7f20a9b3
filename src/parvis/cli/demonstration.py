"""The invented people of the demonstration, answered through the same readers as a form."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
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
