"""The conditions of an application as its pages show them: met, not met, waiting for an answer, each with its norm."""

from __future__ import annotations

from datetime import date
from typing import Any

from parvis.law.kernel.fault import Refusal
from parvis.law.kernel.text import Text, long_date
from parvis.law.questions import QUESTIONS
from parvis.roster.applying import Weighed, weigh
from parvis.roster.models import Application
from parvis.web.law import results

_STATES = ("unmet", "pending", "met")
#: The last day of the undertaking (s. 1, subpar. 4): it runs from the day of the decision, not from that of the application.
UNDERTAKING = "c25.01-r0.7/s1-p4-deadline"
LEADS: dict[str, Text] = {
    "certify_again": Text("L’accréditation est accordée de nouveau.", "Certification is granted again."),
    "certify_with_training": Text(
        "L’accréditation est accordée de nouveau, avec la formation complémentaire à refaire.",
        "Certification is granted again, with the complementary training to be taken again.",
    ),
    "section_4_1": Text(
        "L’engagement n’était pas complété : les conditions de l’article 4.1 s’appliquent, et une personne en juge.",
        "The undertaking was not completed: the conditions of section 4.1 apply, and a person decides.",
    ),
    "new_application": Text(
        "Trop de temps a passé : une nouvelle demande est nécessaire.",
        "Too much time has passed: a new application is needed.",
    ),
}
_VERDICTS = {
    "yes": Text("Toutes les conditions sont remplies.", "Every condition is met."),
    "person": Text(
        "La loi laisse la suite à une personne de l’organisme.", "The law leaves the rest to a person of the body."
    ),
    "no": Text("Une condition au moins n’est pas remplie.", "At least one condition is not met."),
    "open": Text("Il reste des réponses à donner.", "Answers are still to be given."),
}


def shown_conditions(application: Application, *, on: date, decided: date | None = None) -> dict[str, Any] | None:
    """What the law says of an application on a day, for its template; None where the answers contradict each other.

    `decided`: the day of the decision, where it is not `on`: the last day of the undertaking is that of a grant made then.
    """
    try:
        shown = shown_weighed(weigh(application, on=on))
        if decided is None or decided == on:
            return shown
        then = shown_weighed(weigh(application, on=decided))
    except Refusal:
        return None
    runs = {one["norm"].id: one for one in then["rows"] if one["norm"].id == UNDERTAKING}
    kept = [runs.get(one["norm"].id, one) for one in shown["met"] if one["norm"].id != UNDERTAKING or runs]
    return shown | {"met": kept, "deadline": then["deadline"]}


def shown_weighed(weighed: Weighed) -> dict[str, Any]:
    """A decision on an application, for its template: rows in the order of the text, counts, what is left to a person."""
    decision = weighed.decision
    said = results.Words(QUESTIONS[decision.question], None, {}, {})
    rows: list[dict[str, Any]] = []
    for finding, row in zip(decision.findings, results.findings(decision, said), strict=True):
        if not weighed.is_aggregate(finding) and (state := _state(weighed, finding.norm.id, finding.holds)):
            rows.append({**row, "state": state})
    leads = decision.outcome.get("on_request")
    deadline = decision.outcome.get("undertaking_deadline")
    verdict = "open" if weighed.verdict == "no" and weighed.pending and not weighed.unmet else weighed.verdict
    return {
        "verdict": verdict,
        "sentence": LEADS.get(str(leads)) or _VERDICTS[verdict],
        "on": decision.on,
        "counts": {state: sum(one["state"] == state for one in rows) for state in _STATES},
        "rows": sorted(rows, key=lambda one: _STATES.index(one["state"])),
        **{state: [one for one in rows if one["state"] == state] for state in _STATES},
        "for_a_person": results.left_to_a_person(decision),
        "doubts": results.doubts(decision),
        "deadline": long_date(deadline) if deadline else None,
    }


def _state(weighed: Weighed, norm: str, holds: bool | None) -> str:
    """`met`, `unmet`, `pending`; "" for a norm that another one disposed of."""
    if norm in weighed.pending:
        return "pending"
    if norm in weighed.unmet:
        return "unmet"
    return "met" if holds else ""
