"""Articles 544 to 546: what the application says, who receives it, and what is notified with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

#: What makes the application complete.
CONTENT = ("ccp/a544-al1-content", "ccp/a544-al1-statement", "ccp/a544-al2-employees", "ccp/a545-al2-exhibits")
#: What the clerk does with it.
ADMISSION = ("ccp/a545-al1-admissible", "ccp/a546-al1-notified")

_COMPLETE = Text("La demande dit ce que le texte demande.", "The application states what the text asks.")
_LACKS = Text("Il manque quelque chose à la demande.", "The application lacks something.")
_UNKNOWN = Text("On ne sait pas tout de la demande.", "Not everything about the application is known.")


def _has(facts: Mapping[str, Any], *parts: str) -> Verdict:
    """Whether the application has all of these parts; the pointers of those it lacks, or of those not known."""
    application = facts["application"]
    if application is None:
        return Verdict(None, _UNKNOWN, ("/application",), ("/application",))
    lacking = tuple(f"/application/{part}" for part in parts if application[part] is False)
    if lacking:
        return Verdict(False, _LACKS, lacking)
    unknown = tuple(f"/application/{part}" for part in parts if application[part] is None)
    if unknown:
        return Verdict(None, _UNKNOWN, unknown, unknown)
    return Verdict(True, _COMPLETE, tuple(f"/application/{part}" for part in parts))


@RULES.encodes("ccp/a544-al1-content")
def application_states_what_is_asked(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 544, par. 1: facts, nature and amount, parties, and whether mediation might be considered."""
    return _has(facts, "states_facts", "states_amount", "names_parties", "says_mediation")


@RULES.encodes("ccp/a544-al1-statement")
def statement_stands_as_an_affidavit(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 544, par. 1: a statement of the plaintiff that the facts are true and the amount due."""
    return _has(facts, "statement_signed")


_NATURAL = Verdict(None, Text("La règle vise un groupement.", "The rule concerns a group."), ("/claimant",))
_WHO = Verdict(None, Text("On ne sait pas qui réclame.", "Who claims is not known."), ("/claimant",), ("/claimant",))


@RULES.encodes("ccp/a544-al2-employees")
def group_states_its_employees(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 544, par. 2: a group attests that it never had more than 10 employees in the 12 months before."""
    if facts["claimant"] is None:
        return _WHO
    return _has(facts, "states_employees") if facts["claimant"] == "group" else _NATURAL


@RULES.encodes("ccp/a545-al2-exhibits")
def exhibits_filed_with_the_application(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 545, par. 2: the application is filed with the exhibits or copies; originals may come on the day of trial."""
    return _has(facts, "exhibits_filed")


_OPENED = Verdict(True, Text("Le greffe a reçu la demande.", "The clerk has received the claim."), ("/admissible",))
_REFUSED = Verdict(
    False,
    Text(
        "Le greffe a refusé la demande: la révision se demande au tribunal.",
        "The clerk has refused the claim: a review may be asked of the court.",
    ),
    ("/admissible",),
)
_UNDECIDED = Verdict(
    None,
    Text("On ne sait pas ce que le greffe a décidé.", "What the clerk decided is not known."),
    ("/admissible",),
)


@RULES.encodes("ccp/a545-al1-admissible")
def clerk_decides_whether_it_is_admissible(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 545, par. 1: the clerk decides; a refusal is notified, and the court may review it."""
    admissible = facts["admissible"]
    return _UNDECIDED if admissible is None else _OPENED if admissible else _REFUSED


_NOTIFIES = Verdict(
    True,
    Text(
        "Le greffe notifie la demande, l'avis des choix et la liste des pièces.",
        "The clerk notifies the application, the notice of options and the list of exhibits.",
    ),
    ("/claim_filed",),
)
_NOTHING = Verdict(
    None,
    Text("Une demande refusée n'est pas notifiée.", "A refused claim is not notified."),
    ("/admissible",),
)


@RULES.encodes("ccp/a546-al1-notified")
def clerk_notifies(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 546, par. 1: the clerk notifies the defendant, not the plaintiff."""
    return _NOTHING if facts["admissible"] is False else _NOTIFIES
