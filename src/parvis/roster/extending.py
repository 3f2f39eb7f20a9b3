"""What the law answers to one request for more time (r. 0.7, s. 4.1), as things are on a day: never guessed, never typed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Finding
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import decide
from parvis.roster.models import ExtensionRequest
from parvis.roster.progress import R07, Picture, facts_of

QUESTION = "family-mediation/undertaking"
DUTY = {"inability": f"{R07}s41-al1-duty", "one_year": f"{R07}s41-al2-duty"}
#: The conditions of each request, in the order of the text.
CONDITIONS = {
    "inability": tuple(f"{R07}s41-al1-{unit}" for unit in ("reasons", "fee", "docs", "aff")),
    "one_year": tuple(
        f"{R07}s41-{unit}" for unit in ("al2-first", "al2-3m", "al2-ground", "al3-p1", "al3-p2", "al3-p3")
    ),
}
NONE = Text(
    "Aucun engagement n’est en cours pour cette accréditation.", "This certification has no undertaking under way."
)
_OVER = Text(
    "L’engagement est complété : il n’y a plus rien à prolonger.",
    "The undertaking is completed: there is nothing to extend.",
)
_AGAIN = Text(
    "Vous refaites une formation en un an : le Règlement ne prévoit pas de délai de plus pour cela.",
    "You are doing training again within one year: the Regulation provides no more time for that.",
)
_LATE = Text(
    "La demande d’un an se fait au plus tard le {last}. Ce jour est passé : l’organisme ne peut plus accorder l’année.",
    "The one-year request is made by {last} at the latest. That day has passed: the body can no longer grant the year.",
)
_EXPIRED = Text(
    "Votre délai a pris fin le {day}. L’année ne peut plus être demandée.",
    "Your period expired on {day}. The year can no longer be asked for.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the law answers. `granted`: True (the certifier extends), False (a condition fails), None (a person judges).

    `before`, `after`: the last day without the request and with it; `conditions`: what was found of each; `left`: what is for a
    person, with why.
    """

    granted: bool | None
    before: date
    after: date
    conditions: tuple[Finding, ...]
    decision: Decision
    facts: dict[str, Any]

    @property
    def unmet(self) -> tuple[str, ...]:
        """The conditions that fail."""
        return tuple(one.norm.id for one in self.conditions if one.holds is False)

    @property
    def left(self) -> tuple[Any, ...]:
        """What the text leaves to a person about requests for more time."""
        return tuple(one for one in self.decision.for_a_person if "/s41-" in one.norm)

    def kept(self) -> dict[str, Any]:
        """What is kept of the answer with the decision of a person: enough to make it again."""
        return {
            "question": QUESTION,
            "on": self.decision.on.isoformat(),
            "granted": self.granted,
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
            "unmet": list(self.unmet),
            "facts": self.facts,
        }


def answer_to(request: ExtensionRequest, on: date) -> Answer:
    """What the law answers to a request on a day, beside the requests already granted. `NoUndertaking` where there is none.

    Only this request is asked about: the days of inability of the others are added in the date, not in the verdict.
    """
    certification = request.certification
    without = facts_of(certification, on)
    whole = facts_of(certification, on, considering=request)
    alone = whole | {"inability": [whole["inability"][-1]]} if request.ground == "inability" else whole
    asked = decide(QUESTION, alone)
    found = {one.norm.id: one for one in asked.findings}
    conditions = tuple(found[norm] for norm in CONDITIONS[request.ground] if norm in found)
    duty = found.get(DUTY[request.ground])
    granted: bool | None = True if duty is not None and duty.holds else None
    if any(one.holds is False for one in conditions):
        granted = False
    before = decide(QUESTION, without).outcome["deadline"]
    after = decide(QUESTION, _as_accepted(whole, request) if granted is None else whole).outcome["deadline"]
    return Answer(granted, before, after, conditions, asked, whole)


def _as_accepted(facts: dict[str, Any], request: ExtensionRequest) -> dict[str, Any]:
    """The facts, had the certifier accepted what the text leaves to them: what the date would then be."""
    if request.ground == "one_year":
        return facts | {"one_year": facts["one_year"] | {"accepted": True}}
    *others, last = facts["inability"]
    return facts | {"inability": [*others, last | {"accepted": True}]}


def fingerprint(request: ExtensionRequest) -> str:
    """What was shown of a request: who decides says that it is still what they read."""
    told = json.dumps([request.facts, request.state, request.requested.isoformat()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def nothing_to_extend(picture: Picture) -> Text | None:
    """Why no more time can be asked for at all: ended, training to do again, or completed. None where it can be asked for."""
    if picture.status == "ended":
        return NONE
    if picture.beginning.kind != "undertaking":
        return _AGAIN
    return _OVER if picture.status in ("met", "acknowledged") else None


def too_late_for_the_year(picture: Picture) -> Text | None:
    """Why the one more year can no longer be asked for: the law's last day to ask has passed. None where it can."""
    last: date | None = picture.decision.outcome["last_day_to_ask"]
    if last is not None and picture.decision.outcome["may_ask"]:
        return None
    return _LATE.fill(last=short_date(last)) if last else _EXPIRED.fill(day=short_date(picture.deadline))
