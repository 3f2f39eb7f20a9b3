"""The questions of the pathway, as data: what each asks, why, the answers offered, in both languages.

Their order is the order in which they are asked; `asked` says of which situations. What is asked depends only on
earlier answers. No law here: what an answer means is decided by the law's questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel.text import Text
from parvis.pathway.situation import BEFORE_FILING

Answers = Mapping[str, Any]
#: A text that may differ for the one who claims and the one who is sued.
Wording = Text | Mapping[str, Text]

FIRST_STAGES = (*BEFORE_FILING, "claim_filed")
#: The role of who separates: another branch, with its own questions and its own plan.
COUPLE = "couple"
#: What is remembered of a question whose answer is kept nowhere.
ASKED = "asked"
#: Matters that no small claims court hears: before anything is filed, no more is asked.
OUTSIDE = ("dwelling_lease", "land_lease", "support", "defamation", "tax")
GROUPS = ("company", "partnership", "association", "group")
DONT_KNOW = Text("Je ne sais pas", "I do not know")
#: Older days are refused with a clear answer; the law's questions do not reach further back.
FIRST_BEGINNING = date(1994, 1, 1)
FIRST_FILING = date(2016, 1, 1)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer offered; `roles`: only to them; `where`: only where these earlier answers allow it."""

    value: str
    label: Wording
    hint: Text | None = None
    roles: tuple[str, ...] = ()
    where: Callable[[Answers], bool] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its address in each language, its words, its kind, its answers, and when it is asked.

    `kind`: one · several · amount · number · day · time (a day, a month or a year) · place.
    `unknown`: the words of "I do not know", where that is an honest answer. `after`: the day may not be before these.
    `kept`: False where the answer is kept nowhere; that the question was asked is all that is remembered.
    """

    key: str
    slug: Text
    kind: str
    title: Wording
    why: Wording
    asked: Callable[[Answers], bool]
    short: Text
    options: tuple[Option, ...] = ()
    hint: Wording | None = None
    unknown: Text | None = DONT_KNOW
    after: tuple[str, ...] = ()
    earliest: date = FIRST_FILING
    may_be_later: bool = False
    least: int = 1
    most: int = 10_000_000
    kept: bool = True

    def offered(self, answers: Answers) -> tuple[Option, ...]:
        """The answers offered to this role, in this situation."""
        return tuple(
            one
            for one in self.options
            if (not one.roles or answers.get("role") in one.roles) and (one.where is None or one.where(answers))
        )


def said(wording: Wording, answers: Answers) -> Text:
    """The words for this role."""
    return wording if isinstance(wording, Text) else wording[answers.get("role", "claimant")]


def both(claimant: Text, defendant: Text) -> Mapping[str, Text]:
    """Words that differ by role."""
    return {"claimant": claimant, "defendant": defendant}


def always(answers: Answers) -> bool:
    """Asked of everybody."""
    return True


def couples(answers: Answers) -> bool:
    """The person separates, or wants to change an agreement or a judgment of a separation."""
    return answers.get("role") == COUPLE


def claims(answers: Answers) -> bool:
    """The person is the one who claims."""
    return answers.get("role") == "claimant"


def at(*stages: str) -> Callable[[Answers], bool]:
    """Asked at these stages, where the matter is not one for another tribunal."""
    return lambda answers: answers.get("stage") in stages and not goes_elsewhere(answers)


def goes_elsewhere(answers: Answers) -> bool:
    """Nothing is filed and the matter is one that another tribunal hears: the answer can be given at once."""
    return answers.get("stage") in BEFORE_FILING and answers.get("matter") in OUTSIDE


def both_of(*conditions: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
    """Asked where every condition holds."""
    return lambda answers: all(condition(answers) for condition in conditions)


def chose(key: str, *values: str) -> Callable[[Answers], bool]:
    """Asked where an earlier answer is, or holds, one of these."""

    def holds(answers: Answers) -> bool:
        answer = answers.get(key)
        return any(value in values for value in (answer if isinstance(answer, list) else [answer]))

    return holds


YES_NO = (Option("yes", Text("Oui", "Yes")), Option("no", Text("Non", "No")))
