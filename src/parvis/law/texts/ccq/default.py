"""Articles 1594 to 1597: how a debtor is put in default, and what a formal notice needs. With 2892: what it does not do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULEBOOK: Rulebook[ConditionRule] = Rulebook(LAW.norms)

#: What a good notice says, as the practice holds it (law firms); no article lists it.
GOOD_CONTENT = ("facts", "demand", "time", "consequence")


@RULEBOOK.encodes("ccq/a1594")
def extrajudicial_demand(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 1594: a demand outside the courts is one of the ways to put a debtor in default; it has to demand something."""
    if "demand" in facts["says"]:
        return Verdict(True, Text("L'avis demande quelque chose.", "The notice demands something."), ("/says",))
    return Verdict(False, Text("L'avis ne demande rien.", "The notice demands nothing."), ("/says",))


@RULEBOOK.encodes("ccq/a1595")
def in_writing_with_enough_time(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 1595: the demand is in writing and gives enough time; whether the time is enough is left to a person."""
    if facts["in_writing"] is None:
        return Verdict(None, Text("On ne sait pas si l'avis est écrit.", "Whether the notice is in writing is not known."),
                       ("/in_writing",), ("/in_writing",))  # fmt: skip
    if not facts["in_writing"]:
        return Verdict(False, Text("L'avis n'est pas écrit.", "The notice is not in writing."), ("/in_writing",))
    if facts["days"] is None:
        because = Text("Le délai que laisse l'avis n'est pas connu.", "The time that the notice gives is not known.")
        return Verdict(None, because, ("/days",), ("/days",))
    if facts["days"] == 0:
        return Verdict(False, Text("L'avis ne laisse aucun délai.", "The notice gives no time."), ("/days",))
    weighing.leave_to_a_person(
        "ccq/a1595",
        Text(
            "Le délai suffit-il? Cela dépend de ce qui est demandé et des circonstances.",
            "Is the time enough? It depends on what is demanded and on the circumstances.",
        ),
    )
    return Verdict(
        True,
        Text("L'avis est écrit et laisse un délai.", "The notice is in writing and gives some time."),
        ("/in_writing", "/days"),
    )


@RULEBOOK.encodes("ccq/a2892")
def notice_interrupts_prescription(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 2892: an application filed in court interrupts prescription; a notice is none, so the norm never holds here."""
    return Verdict(
        False,
        Text(
            "Une mise en demeure n'est pas une demande déposée au tribunal: elle n'interrompt pas la prescription.",
            "A formal notice is not an application filed in court: it does not interrupt prescription.",
        ),
    )
