"""Articles 642, 645, 648 and the notice of arbitration (r. 0.6.1, s. 31): what an award is worth, and how it is attacked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import LastDay
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.judgment import last_day_of

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

CONDITIONS = (
    "ccp/a556-arbitration",
    "quebec.ca/arbitration-session",
    "ccp/a642-notified",
    "c25.01-r0.6.1/s31-annulment",
    "ccp/a648-annulment-time",
    "ccp/a645-homologation",
)
#: The five grounds of s. 31, par. 2(3), in the order of the text; then what people allege and the text does not name.
GROUNDS = ("incapacity", "invalid_recourse", "rules_not_followed", "not_informed_or_heard", "outside_the_arbitration")
NO_GROUNDS = ("wrong_decision", "new_evidence", "other")
READING = "award-execution"

_PUBLIC = Text("La sentence est publique.", "The award is public.")
_PRIVATE = Text("La séance est privée; la sentence est publique.", "The session is private; the award is public.")
_NOTIFIED = Text("Notifiée le {day}.", "Notified on {day}.")
_NOT_NOTIFIED = Text(
    "La sentence du {day} n'est pas encore notifiée; elle doit l'être sans délai.",
    "The award of {day} is not notified yet; it must be without delay.",
)
_GROUNDS_UNKNOWN = Text("On ne sait pas ce qui est reproché.", "What is alleged is not known.")
_NO_ATTACK = Text("Rien n'est reproché à la sentence.", "Nothing is alleged against the award.")
_RECOGNIZED = Text("Un motif que l'article 31 reconnaît est allégué.", "A ground that section 31 names is alleged.")
_NOT_RECOGNIZED = Text(
    "Rien de ce qui est reproché n'est un motif d'annulation.", "Nothing alleged is a ground of annulment."
)
_COURT_DECIDES = Text(
    "Le tribunal décide si le motif est établi; il ne rejuge pas l'affaire.",
    "The court decides whether the ground is established; it does not try the case again.",
)
_TIME_FROM_NOTICE = Text(
    "Trois mois de la notification: le {last}. D'après un ouvrage; l'article n'a pas été vu.",
    "Three months from notification: {last}. From a published work; the article was not seen.",
)
_TIME_PASSED = Text(
    "Trois mois de la notification: le dernier jour était le {last}.",
    "Three months from notification: the last day was {last}.",
)
_WAITS = Text("Le temps part de la notification.", "Time runs from notification.")
_HOMOLOGATED = Text(
    "Homologuée le {day}: elle peut être exécutée.", "Homologated on {day}: its execution may be forced."
)
_NOT_HOMOLOGATED = Text(
    "Pas homologuée: par prudence, demandez au tribunal de l'homologuer avant d'exécuter.",
    "Not homologated: to be safe, ask the court to homologate it before executing.",
)
_FILING_SUFFICES = Text("Selon cette lecture, le dépôt au greffe suffit.", "On this reading, filing suffices.")
_NOT_FILED = Text("La sentence n'est pas déposée au greffe.", "The award is not filed with the court office.")


def day_to_annul(weighing: Weighing, notified: date) -> LastDay:
    """CCP 648: the last day to ask for the annulment of an award."""
    period = cast(Period, weighing.parameter("ccp/a648-annulment-time", day=notified))
    return last_day_of(weighing, notified, period, "/notified")


@RULES.encodes("ccp/a556-arbitration")
def award_is_public(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 556: the award is public; the arbitrator sends it to the parties and files it."""
    return Verdict(True, _PUBLIC)


@RULES.encodes("quebec.ca/arbitration-session")
def session_is_private(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """The session is held in private."""
    return Verdict(True, _PRIVATE)


@RULES.encodes("ccp/a642-notified")
def notified_without_delay(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 642, par. 5: notified to each party without delay; how long that is is not counted."""
    where = ("/award", "/notified")
    if facts["notified"] is None:
        return Verdict(None, _NOT_NOTIFIED.fill(day=facts["award"]), where, ("/notified",))
    return Verdict(True, _NOTIFIED.fill(day=facts["notified"]), where)


@RULES.encodes("c25.01-r0.6.1/s31-annulment")
def annulled_on_five_grounds_only(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """R. 0.6.1, s. 31: binding; annulled by a court, on one of five grounds."""
    alleged, where = facts["alleged"], ("/alleged",)
    if alleged is None:
        return Verdict(None, _GROUNDS_UNKNOWN, where, where)
    if not alleged:
        return Verdict(None, _NO_ATTACK, where)
    if not any(each in GROUNDS for each in alleged):
        return Verdict(False, _NOT_RECOGNIZED, where)
    weighing.leave_to_a_person("c25.01-r0.6.1/s31-annulment", _COURT_DECIDES)
    return Verdict(True, _RECOGNIZED, where)


@RULES.encodes("ccp/a648-annulment-time")
def annulment_asked_in_time(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 648: within three months."""
    if facts["notified"] is None:
        return Verdict(None, _WAITS, ("/notified",), ("/notified",))
    last = day_to_annul(weighing, facts["notified"]).day
    where = ("/notified", "/annulment_asked")
    holds = (facts["annulment_asked"] or facts["on"]) <= last
    return Verdict(holds, (_TIME_FROM_NOTICE if holds else _TIME_PASSED).fill(last=last), where)


@RULES.encodes("ccp/a645-homologation")
def homologated_before_execution(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 645: homologated, its execution may be forced; whether filing suffices in small claims is a reading."""
    homologated, filed = facts["homologated"], facts["filed"]
    if homologated is not None:
        return Verdict(True, _HOMOLOGATED.fill(day=homologated), ("/homologated",))
    if weighing.reading(READING) == "homologation":
        return Verdict(False, _NOT_HOMOLOGATED, ("/homologated",))
    return Verdict(None, _NOT_FILED if filed is None else _FILING_SUFFICES, ("/filed",))
