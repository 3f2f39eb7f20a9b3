"""The course of a certification for small claims (r. 0.6.1), act after act, told to `small-claims/register`.

A mediator who loses the right to practise leaves the register by the effect of s. 10. Of an arbitrator the text that was seen
does not say it: the clerk decides; until then Parvis does not show the person. That choice is ours, not the law's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.facts import Refusal
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import decide
from parvis.people.refused import Refused
from parvis.roster.models import StandingAct

REGISTER = "small-claims/register"
R061 = "c25.01-r0.6.1"
ROLES = {"small_claims_mediation": "mediator", "small_claims_arbitration": "arbitrator"}
#: What Parvis calls the status after each loss. The text says only that the name leaves the register.
STATUS_OF_LOSS = {
    "certification_cancelled": "cancelled",
    "struck_off": "revoked",
    "permit_revoked": "revoked",
    "rights_restricted": "suspended",
    "rights_suspended": "suspended",
    "removed_by_clerk": "suspended",
}
RIGHTS = ("rights_restricted", "rights_suspended")
#: The notices of those acts. Section 10 supposes that the clerk is told; no text that was seen asks for the notice itself.
NOTICE_OF_LOSS = {
    "certification_cancelled": "cancelled",
    "struck_off": "revoked",
    "permit_revoked": "revoked",
    "rights_restricted": "suspended",
    "rights_suspended": "suspended",
    "rights_restored": "lifted",
    "entered_again": "lifted",
}
_ON_THE_REGISTER = ("to_tell", "to_enter", "entered")

_NONE = Text(
    "Aucune accréditation n’a été accordée avant cette date.", "No certification was granted before this date."
)
_ALREADY = Text(
    "Une accréditation est déjà en vigueur à cette date.", "A certification is already in force on this date."
)
_NOT_LOST = Text(
    "Aucun droit n’est limité ni suspendu à cette date.", "No right is restricted or suspended on this date."
)
_NOT_REMOVED = Text("Le nom n’a pas été retiré du registre.", "The name was not taken off the register.")
_TOO_SOON = Text(
    "Six mois après le retrait, pas avant le {day} (art. 49).",
    "Six months after the removal, not before {day} (s. 49).",
)


@dataclass
class SmallClaims:
    """Where a certification stands after the acts entered so far. `losses`: those that run, oldest first."""

    kind: str
    certified: date | None = None
    losses: list[StandingAct] = field(default_factory=list)
    removed: StandingAct | None = None

    def enter(self, act: StandingAct) -> None:
        """Enter one more act; `Refused` where it cannot have happened."""
        if act.kind == "certified":
            if self.certified is not None and not self.losses and self.removed is None:
                raise Refused(_ALREADY, field="day")
            self.certified, self.losses, self.removed = act.day, [], None
            return
        if self.certified is None:
            raise Refused(_NONE, field="day")
        if act.kind == "rights_restored":
            if not any(loss.kind in RIGHTS for loss in self.losses):
                raise Refused(_NOT_LOST, field="day")
            self.losses = [loss for loss in self.losses if loss.kind not in RIGHTS]
        elif act.kind == "removed_by_clerk":
            self.removed = act
        elif act.kind == "entered_again":
            self._return(act)
        else:
            self.losses.append(act)

    def _return(self, act: StandingAct) -> None:
        if self.removed is None:
            raise Refused(_NOT_REMOVED, field="day")
        from_day = asked_of_register(self, act.counts_from).outcome["return_from"]
        if from_day is not None and act.day < from_day:
            raise Refused(_TOO_SOON.fill(day=short_date(from_day)), norm=f"{R061}/s49-al2", field="day")
        self.removed = None

    def status(self, decision: Decision) -> str:
        """The status on the day of a decision: what the law says, and the safe side where it leaves it to the clerk."""
        cause = self.losses[0] if self.losses else self.removed
        if cause is None and decision.outcome["status"] in _ON_THE_REGISTER:
            return "certified"
        return "none" if cause is None else STATUS_OF_LOSS[cause.kind]

    def norm(self, act: StandingAct, decision: Decision) -> str:
        """The norm on which an act rests: the one that the decision weighed for it, or leaves to a person."""
        wanted = {
            "certified": ("/s3", "/s35"),
            "removed_by_clerk": ("/s49-al1-reason", "/s4-s9"),
            "entered_again": ("/s49-al2", "/s4-s9"),
        }.get(act.kind, ("/s10",))
        weighed = [one.norm.id for one in decision.findings] + [one.norm for one in decision.for_a_person]
        found = [norm for norm in weighed if norm.endswith(wanted)]
        arbitrator = ROLES[self.kind] == "arbitrator"
        return found[0] if found else R061 + (wanted[0] if arbitrator or len(wanted) == 1 else wanted[-1])

    def facts(self, on: date) -> dict[str, Any]:
        """The facts of `small-claims/register` on a day."""
        loss, removed = (self.losses[0] if self.losses else None), self.removed
        return {
            "on": on.isoformat(),
            "role": ROLES[self.kind],
            "certified": self.certified.isoformat() if self.certified else on.isoformat(),
            "lost_right": {"type": loss.kind, "told_clerk": loss.counts_from.isoformat()} if loss else None,
            "entered": self.certified.isoformat() if removed and self.certified else None,
            "removal": {"notice": removed.day.isoformat()} if removed else None,
            "removed": removed.day.isoformat() if removed else None,
        }


def asked_of_register(following: SmallClaims, on: date) -> Decision:
    """What the law says of the entry on a day; `Refused` with its own words where it cannot be."""
    try:
        return decide(REGISTER, following.facts(on))
    except Refusal as refusal:
        raise Refused(refusal.faults[0].asked, field="day") from refusal
