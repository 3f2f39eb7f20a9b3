"""Replaying a recorded decision: whether the law would answer the same today and, if not, what changed.

A decision is its outcome, the norms weighed in their versions, and what is left to a person. A sentence written better
is not a change of the decision; it is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from parvis.decisions.actions import findings_of, words_of
from parvis.decisions.fingerprint import law_fingerprint, parameters_of, rules_of
from parvis.decisions.models import DecisionRecord
from parvis.law.kernel.decision import plain
from parvis.law.kernel.draft import differences
from parvis.law.kernel.facts import Refusal
from parvis.law.questions import decide


@dataclass(frozen=True)
class Replay:
    """What a replay found. Differences are by JSON Pointer: what was recorded, what would be answered today."""

    reference: str
    question: str
    outcome: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    findings: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    for_a_person: tuple[list[str], list[str]] | None = None
    parameters: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    rules: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    same_law: bool = True

    @property
    def same(self) -> bool:
        """Whether today's decision is the one that was recorded."""
        return not (self.outcome or self.findings or self.for_a_person or self.refused)


def _by_norm(findings: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        norm = finding["norm"].replace("/", ":")
        found.setdefault(norm, []).append({key: value for key, value in finding.items() if key != "norm"})
    return found


def _by_parameter(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{each['parameter'].replace('/', ':')}@{each['from']}": each["value"] for each in parameters}


def _sentences(findings: list[dict[str, Any]], words: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        lang: dict(zip((each["norm"] for each in findings), words[lang]["because"], strict=True))
        for lang in ("fr", "en")
    }


def replay(record: DecisionRecord) -> Replay:
    """The recorded decision, taken again from its facts under the law of today."""
    same_law = record.law == law_fingerprint()
    try:
        decision = decide(record.question, record.facts, record.readings)
    except Refusal as refusal:
        faults = tuple(fault.line() for fault in refusal.faults)
        return Replay(record.reference, record.question, refused=faults, same_law=same_law)
    findings, words = findings_of(decision), words_of(decision)
    before, after = _sentences(record.findings, record.words), _sentences(findings, words)
    left = [each.norm for each in decision.for_a_person]
    return Replay(
        reference=record.reference,
        question=record.question,
        outcome=differences(record.outcome, plain(decision.outcome)),
        findings=differences(_by_norm(record.findings), _by_norm(findings)),
        for_a_person=None if left == record.for_a_person else (record.for_a_person, left),
        parameters=differences(_by_parameter(record.parameters), _by_parameter(parameters_of(decision))),
        rules=differences(record.rules, rules_of(decision)),
        words=tuple(
            sorted(
                {
                    norm
                    for lang in ("fr", "en")
                    for norm, sentence in before[lang].items()
                    if norm in after[lang] and after[lang][norm] != sentence
                }
            )
        ),
        same_law=same_law,
    )
