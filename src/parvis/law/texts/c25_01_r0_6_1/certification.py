"""Who may be certified: mediators (r. 0.6, ss. 1 and 2; r. 0.6.1, ss. 1 and 2) and arbitrators (r. 0.6.1, ss. 33 and 34).

Each rule reads as a condition of certification: it holds where the condition is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts import LAW

R06, R061 = "c25.01-r0.6", "c25.01-r0.6.1"
RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

#: The conditions of a mediator, in the order of the text: the regulation in force, then the one that it replaced.
MEDIATOR: tuple[tuple[str, ...], ...] = (
    (f"{R061}/s1-al1", f"{R06}/s1-al1"),
    (f"{R061}/s1-al1-hours", f"{R06}/s1-al2-hours"),
    (f"{R061}/s1-al1-subjects", f"{R06}/s1-al2-subjects"),
    (f"{R061}/s2",),
)
#: Those of an arbitrator, in the order of the text.
ARBITRATOR: tuple[str, ...] = tuple(
    f"{R061}/{unit}" for unit in ("s33-title", "s33-p1", "s33-p2", "s33-p3-hours", "s33-p3-subjects", "s33-p4", "s34")
)

#: The subjects of the training of a mediator, then of an arbitrator, in the order of the text.
MEDIATION_SUBJECTS = ("private_modes", "principled_negotiation", "process", "helping_to_agree", "drafting")
ARBITRATION_SUBJECTS = (
    "conduct",
    "evidence_and_procedure",
    "duties_and_ethics",
    "matters_of_the_division",
    "award",
    "small_claims_rules",
    "information_technology",
)

#: Since 2023: who certifies whom. Before, each order certified its own members.
CERTIFIERS: Mapping[str, str] = {
    "lawyer": "barreau",
    "retired_lawyer": "barreau",
    "notary": "notaires",
    "cpa": "cpa",
}

_MAY = Text("Cette profession peut être accréditée.", "That profession may be certified.")
_MAY_NOT = Text(
    "Cette profession ne peut pas être accréditée ce jour-là.", "That profession may not be certified that day."
)
_ITS_ORDER = Text("L'organisme est celui de la profession.", "The body is that of the profession.")
_NOT_ITS_ORDER = Text("Cet organisme n'accrédite pas cette profession.", "That body does not certify that profession.")
_HOURS = Text("{hours} heures de formation; il en faut {least}.", "{hours} hours of training; {least} are required.")
_TRAINING_UNKNOWN = Text("La formation n'est pas connue.", "The training is not known.")
_NOT_UNDER_ORDER = Text(
    "L'ordre ou l'organisme qui accrédite ne répond pas de cette formation.",
    "The training was not under the responsibility of the order or body that certifies.",
)
_ALL_SUBJECTS = Text("Tous les sujets sont couverts.", "Every subject is covered.")
_SUBJECTS_MISSING = Text("{missing} des {all} sujets manquent.", "{missing} of the {all} subjects are missing.")
_DEEMED = Text(
    "La personne était accréditée le 16 octobre 2003: elle est réputée formée.",
    "The person was certified on October 16, 2003, and is deemed trained.",
)
_NOT_DEEMED = Text("La personne n'était pas accréditée ce jour-là.", "The person was not certified on that day.")
_YEARS = Text(
    "Membre depuis le {since}: les cinq ans sont faits le {full}.", "A member since {since}: five years on {full}."
)
_SINCE_UNKNOWN = Text(
    "Depuis quand la personne est membre n'est pas connu.", "Since when the person is a member is not known."
)
_INSURED = Text("La personne est assurée auprès de son ordre.", "The person is insured with the order.")
_NOT_INSURED = Text("La personne n'est pas assurée auprès de son ordre.", "The person is not insured with the order.")
_INSURANCE_UNKNOWN = Text("L'assurance n'est pas connue.", "The insurance is not known.")
_CONTINUING = Text("La formation continue est à jour.", "Continuing training is up to date.")
_NOT_CONTINUING = Text("La formation continue n'est pas à jour.", "Continuing training is not up to date.")
_CONTINUING_LATER = Text(
    "La formation continue se compte après l'accréditation.", "Continuing training counts after certification."
)


def certifier_of(profession: str) -> str | None:
    """The body that certifies that profession; None where none does."""
    return CERTIFIERS.get(profession)


def _of(profession: str, allowed: tuple[str, ...]) -> Verdict:
    holds = profession in allowed
    return Verdict(holds, _MAY if holds else _MAY_NOT, ("/profession",))


@RULES.encodes(f"{R06}/s1-al1")
def member_and_attested(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2003, s. 1, par. 1: a lawyer or a notary, attested by the order of which the person is a member."""
    title = _of(facts["profession"], ("lawyer", "notary"))
    if not title.holds:
        return title
    holds = facts["certifier"] == certifier_of(facts["profession"])
    return Verdict(holds, _ITS_ORDER if holds else _NOT_ITS_ORDER, ("/profession", "/certifier"))


@RULES.encodes(f"{R061}/s1-al1")
def profession_of_a_mediator(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 1, par. 1: a lawyer, even retired, a notary, a chartered professional accountant."""
    return _of(facts["profession"], tuple(CERTIFIERS))


@RULES.encodes(f"{R061}/s33-title")
def profession_of_an_arbitrator(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 33: a lawyer or a notary; a retired lawyer and an accountant may mediate, not arbitrate."""
    return _of(facts["profession"], ("lawyer", "notary"))


@RULES.encodes(f"{R061}/s2", f"{R061}/s34")
def competent_certifier(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, ss. 2 and 34: each body certifies its own profession."""
    holds = certifier_of(facts["profession"]) == facts["certifier"]
    return Verdict(holds, _ITS_ORDER if holds else _NOT_ITS_ORDER, ("/certifier", "/profession"))


def _hours(weighing: Weighing, facts: Mapping[str, Any], day: date, parameter: str) -> Verdict:
    least = cast(int, weighing.parameter(parameter, day=day))
    training = facts["training"]
    if training is None:
        return Verdict(None, _TRAINING_UNKNOWN, ("/training",), ("/training",))
    hours, under = training["hours"], training["under_certifier"]
    needed = tuple(f"/training/{name}" for name in ("hours", "under_certifier") if training[name] is None)
    pointers = ("/training/hours", "/training/under_certifier")
    if under is False:
        return Verdict(False, _NOT_UNDER_ORDER, pointers)
    if hours is not None and hours < least:
        return Verdict(False, _HOURS.fill(hours=hours, least=least), pointers)
    if needed:
        return Verdict(None, _TRAINING_UNKNOWN, pointers, needed)
    return Verdict(True, _HOURS.fill(hours=hours, least=least), pointers)


@RULES.encodes(f"{R06}/s1-al2-hours")
def hours_of_2003(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2003, s. 1, par. 2: at least 16 hours under the responsibility of the order."""
    return _hours(weighing, facts, day, f"{R06}/s1-hours")


@RULES.encodes(f"{R061}/s1-al1-hours")
def hours_of_2023(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 1, par. 1: at least 16 hours under the responsibility of the order."""
    return _hours(weighing, facts, day, f"{R061}/s1-hours")


@RULES.encodes(f"{R061}/s33-p3-hours")
def hours_of_an_arbitrator(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 33, subpar. 3: at least 35 hours under the responsibility of a body that may certify."""
    return _hours(weighing, facts, day, f"{R061}/s33-hours")


def _subjects(facts: Mapping[str, Any], all_subjects: tuple[str, ...]) -> Verdict:
    pointers = ("/training/subjects",)
    covered = (facts["training"] or {}).get("subjects")
    if covered is None:
        needed = pointers if facts["training"] else ("/training",)
        return Verdict(None, _TRAINING_UNKNOWN, needed, needed)
    missing = len(set(all_subjects) - set(covered))
    if missing:
        return Verdict(False, _SUBJECTS_MISSING.fill(missing=missing, all=len(all_subjects)), pointers)
    return Verdict(True, _ALL_SUBJECTS, pointers)


@RULES.encodes(f"{R06}/s1-al2-subjects", f"{R061}/s1-al1-subjects")
def subjects_of_a_mediator(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2003, s. 1, par. 2, and of 2023, s. 1, par. 1: the five subjects of the training."""
    return _subjects(facts, MEDIATION_SUBJECTS)


@RULES.encodes(f"{R061}/s33-p3-subjects")
def subjects_of_an_arbitrator(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 33, subpar. 3, a to g: the seven subjects of the training."""
    return _subjects(facts, ARBITRATION_SUBJECTS)


@RULES.encodes(f"{R06}/s2")
def deemed_trained(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2003, s. 2: certified on 2003-10-16, deemed trained. An exception: it holds or it is not in play."""
    deemed = facts["certified_on_2003_10_16"]
    return Verdict(True if deemed else None, _DEEMED if deemed else _NOT_DEEMED, ("/certified_on_2003_10_16",))


@RULES.encodes(f"{R061}/s33-p1")
def five_years_a_member(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 33, subpar. 1: a member for at least 5 years; the day on which they are full is inside."""
    since = facts["member_since"]
    if since is None:
        return Verdict(None, _SINCE_UNKNOWN, ("/member_since",), ("/member_since",))
    full = cast(Period, weighing.parameter(f"{R061}/s33-years", day=day)).after(since)
    because = _YEARS.fill(since=short_date(since), full=short_date(full))
    return Verdict(full <= day, because, ("/member_since",))


@RULES.encodes(f"{R061}/s33-p2")
def insured(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 33, subpar. 2: professional liability insurance with the order."""
    holds = facts["insured"]
    if holds is None:
        return Verdict(None, _INSURANCE_UNKNOWN, ("/insured",), ("/insured",))
    return Verdict(holds, _INSURED if holds else _NOT_INSURED, ("/insured",))


@RULES.encodes(f"{R061}/s33-p4")
def continuing_training(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Regulation of 2023, s. 33, subpar. 4: what the certifier requires; not weighed at a first certification (null)."""
    met = facts["continuing_training_met"]
    because = _CONTINUING_LATER if met is None else _CONTINUING if met else _NOT_CONTINUING
    return Verdict(met, because, ("/continuing_training_met",))
