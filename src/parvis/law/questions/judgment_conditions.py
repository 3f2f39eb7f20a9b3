"""What several questions on the end of a small claim do alike: weigh a list of norms, and say what is unmet and unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict


@dataclass(frozen=True, slots=True)
class Weighed:
    """The verdicts of the norms in force on the day, by norm, in the order in which they were weighed."""

    verdicts: Mapping[str, Verdict]

    def holds(self, norm_id: str) -> bool | None:
        """Whether the norm holds; None where it is not known, was not weighed, or was not in force."""
        verdict = self.verdicts.get(norm_id)
        return None if verdict is None else verdict.holds

    def with_(self, other: Weighed) -> Weighed:
        """These verdicts and those of norms weighed on another day."""
        return Weighed({**self.verdicts, **other.verdicts})

    @property
    def unmet(self) -> list[str]:
        """The norms that do not hold, sorted."""
        return sorted(norm_id for norm_id, verdict in self.verdicts.items() if verdict.holds is False)

    @property
    def undetermined(self) -> list[str]:
        """The norms that a fact which is not known would settle, sorted."""
        return sorted(norm_id for norm_id, each in self.verdicts.items() if each.holds is None and each.needed)

    @property
    def needed(self) -> list[str]:
        """The pointers of the facts that would settle them, each once."""
        return list(dict.fromkeys(pointer for verdict in self.verdicts.values() for pointer in verdict.needed))

    @property
    def all_hold(self) -> bool | None:
        """False where a norm does not hold, None where one is not known, else true."""
        return False if self.unmet else None if self.undetermined else True


def weigh_norms(
    weighing: Weighing, rules: Rulebook[ConditionRule], norm_ids: Iterable[str], facts: Mapping[str, Any], day: date
) -> Weighed:
    """Weighs each norm that is in force on `day` by the rule registered for it."""
    verdicts: dict[str, Verdict] = {}
    for norm_id in norm_ids:
        if weighing.norms.in_force(norm_id, day):
            verdict = rules.at(norm_id, day)(weighing, facts, day)
            weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
            verdicts[norm_id] = verdict
    return Weighed(verdicts)
