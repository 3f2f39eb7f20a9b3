"""Articles 1594 to 1597: how a debtor is put in default, and what a formal notice needs. With 2892: what it does not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULEBOOK: Rulebook[ConditionRule] = Rulebook(LAW.norms)
#: The rules that are no plain condition.
RULES: Rulebook[Callable[..., Verdict]] = Rulebook(LAW.norms)

#: The cases in which the law alone puts in default (1597).
BY_LAW = (
    "useful_time_passed",
    "urgent",
    "duty_not_to_do",
    "impossible_by_fault",
    "clear_refusal",
    "repeated_refusal",
)

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
        return Verdict(
            None,
            Text("On ne sait pas si l'avis est écrit.", "Whether the notice is in writing is not known."),
            ("/in_writing",),
            ("/in_writing",),
        )
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


_NO_CASE = Text("Aucun de ces cas n'est en cause.", "None of these cases is in play.")
_CASE_NOT_KNOWN = Text(
    "On ne sait pas si un de ces cas est en cause.", "Whether one of these cases is in play is not known."
)
_A_CASE = Text("La loi met en demeure sans avis.", "The law puts in default without a notice.")
_IS_IT_A_CASE = Text(
    "Est-ce bien un de ces cas? Une juge ou un juge en décide. Un avis écrit reste plus sûr.",
    "Is it really one of these cases? A judge decides. A written notice is still safer.",
)


@RULEBOOK.encodes("ccq/a1597")
def default_by_law_alone(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 1597: the law alone puts in default in six cases; whether one is met is left to a person."""
    if facts["by_law"] is None:
        return Verdict(None, _CASE_NOT_KNOWN, ("/by_law",), ("/by_law",))
    if not facts["by_law"]:
        return Verdict(False, _NO_CASE, ("/by_law",))
    weighing.leave_to_a_person("ccq/a1597", _IS_IT_A_CASE)
    return Verdict(True, _A_CASE, ("/by_law",))


_NO_CLAIM = Text("Aucune demande n'est déposée.", "No claim is filed.")
_BEFORE = Text("La personne était déjà en demeure.", "The debtor was already in default.")
_BEFORE_NOT_KNOWN = Text(
    "On ne sait pas si la personne était déjà en demeure.", "Whether the debtor was already in default is not known."
)
_MAY_STILL_PERFORM = Text(
    "La demande est déposée sans mise en demeure: la personne peut encore s'exécuter dans un délai raisonnable.",
    "The claim was filed without a formal notice: the debtor may still perform within a reasonable time.",
)
_COSTS = Text(
    "La personne s'est exécutée après une demande déposée sans mise en demeure: les frais sont pour qui poursuit.",
    "The debtor performed after a claim filed without a formal notice: the costs are for the one who sued.",
)
_WAS_IT_SOON = Text(
    "S'est-elle exécutée dans un délai raisonnable? Une juge ou un juge en décide.",
    "Was it within a reasonable time? A judge decides.",
)


@RULES.encodes("ccq/a1596")
def sued_without_default(weighing: Weighing, facts: Mapping[str, Any], in_default_before: bool | None) -> Verdict:
    """CCQ 1596: sued without a notice, the debtor may still perform; the costs are then borne by the one who sued."""
    filed = ("/claim_filed",)
    if not facts["claim_filed"]:
        return Verdict(None, _NO_CLAIM, filed)
    if in_default_before is not False:
        return Verdict(
            None if in_default_before is None else False,
            _BEFORE_NOT_KNOWN if in_default_before is None else _BEFORE,
            filed,
        )
    where = (*filed, "/performed_since")
    if facts["performed_since"]:
        weighing.leave_to_a_person("ccq/a1596", _WAS_IT_SOON)
        return Verdict(True, _COSTS, where)
    return Verdict(True, _MAY_STILL_PERFORM, where)


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
