"""Articles 321, 324, 556, 561.1, 563, 564 and 642: by when it is judged, in what form, and what the judgment does.

The time runs from the day the case is taken under advisement; for a default judgment, from the day the file is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, LastDay, prolonged
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period, extended
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.orders_2020.suspension import NORM as SUSPENSION
from parvis.law.texts.orders_2020.suspension import suspension

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)
TIME_LIMITS: Rulebook[Any] = Rulebook(LAW.norms)

#: The norms of each way in which a case ends, in the order of the text.
CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "contested": (
        "ccp/a321-written",
        "ccp/a324-p2",
        "ccp/a324-al4-extension",
        "ccp/a561-1-record",
        "ccp/a563-binds",
        "ccp/a564-final",
    ),
    "default": (
        "ccp/a321-written",
        "ccp/a324-p5",
        "ccp/a324-al4-extension",
        "ccp/a563-binds",
        "ccp/a564-final",
    ),
    "award": ("ccp/a642-form", "ccp/a642-award", "ccp/a642-extension"),
    "settlement_before_contestation": ("ccp/a548-al1-settled",),
    "settlement": ("ccp/a556-settlement",),
}

_TIMES = {
    "contested": "ccp/a324-judgment",
    "default": "ccp/a324-default",
    "award": "ccp/a642-award",
}

_SUSPENDED = Text("Les jours suspendus en 2020 ne sont pas comptés.", "The days suspended in 2020 are not counted.")
_START_UNKNOWN = Text("Le jour où le temps commence n'est pas connu.", "The day from which time runs is not known.")
_WITHIN = Text("Rendu le {day}; le temps va jusqu'au {last}.", "Rendered on {day}; the time runs to {last}.")
_RUNNING = Text("Le temps court jusqu'au {last}.", "The time runs to {last}.")
_LATE = Text(
    "Le dernier jour était le {last}; ce qui est rendu ensuite reste valable.",
    "The last day was {last}; what is rendered afterwards stands.",
)
_CHIEF_JUDGE = Text(
    "La juge ou le juge en chef peut prolonger le temps ou confier l'affaire à quelqu'un d'autre: vous pouvez le "
    "demander.",
    "The chief judge may extend the time or give the case to another judge: you may ask for it.",
)
_PARTIES_OR_COURT = Text(
    "Les parties peuvent prolonger ou permettre un nouveau délai; sinon le tribunal, si une partie ou l'arbitre le "
    "demande.",
    "The parties may extend the time or allow a new one; failing that the court may, where a party or the arbitrator "
    "asks.",
)
_EXTENDED = Text("Le temps est prolongé jusqu'au {last}.", "The time is extended to {last}.")
_NOT_OVER = Text("Le temps n'est pas passé.", "The time is not over.")
_FORM_UNKNOWN = Text(
    "On ne sait pas si la décision est écrite et motivée.",
    "Whether the decision is in writing with reasons is not known.",
)
_WRITTEN = Text("La décision est écrite et motivée.", "The decision is in writing and gives reasons.")
_NOT_WRITTEN = Text(
    "La décision n'est pas écrite, ou n'est pas motivée.", "The decision is not in writing, or gives no reasons."
)
_NOT_RENDERED = Text("Rien n'est encore rendu.", "Nothing is rendered yet.")
_SIGNATURE_UNKNOWN = Text(
    "On ne sait pas si la sentence est signée, datée et dit où elle est rendue.",
    "Whether the award is signed and states when and where it is made is not known.",
)
_AWARD_FORM = Text(
    "La sentence est écrite, motivée et signée, avec la date et le lieu: elle lie les parties.",
    "The award is in writing with reasons, signed, with its date and place: it binds the parties.",
)
_AWARD_NOT_IN_FORM = Text(
    "Il manque quelque chose à la forme de la sentence.", "Something is missing in the form of the award."
)
_ON_THE_RECORD = Text(
    "Les parties y consentent: le tribunal peut décider sans audience.",
    "The parties consent to it: the court may decide without a hearing.",
)
_NOT_ON_THE_RECORD = Text(
    "Les parties n'y consentent pas: il y a une audience.", "The parties do not consent to it: a hearing is held."
)
_RECORD_UNKNOWN = Text(
    "On ne sait pas si les parties consentent à une décision sans audience.",
    "Whether the parties consent to a decision without a hearing is not known.",
)
_BINDS = Text("Il lie les parties, pour la somme réclamée.", "It binds the parties, for the amount claimed.")
_FINAL = Text("Il ne peut pas être porté en appel.", "It cannot be appealed.")
_CONFIRMED = Text(
    "Entérinée le {day}, elle équivaut à un jugement.", "Confirmed on {day}, it is equivalent to a judgment."
)
_NOT_CONFIRMED = Text(
    "Déposée et pas encore entérinée: elle n'équivaut pas encore à un jugement.",
    "Filed and not confirmed yet: it is not equivalent to a judgment yet.",
)
_NOT_FILED = Text("L'entente n'est pas déposée au greffe.", "The agreement is not filed with the court office.")


@TIME_LIMITS.encodes(SUSPENSION)
def last_day_of(weighing: Weighing, start: date, period: Period, pointer: str) -> LastDay:
    """The last day of a time limit of the Code: days suspended in 2020 are not counted, a closed day prolongs it."""
    last = period.after(start)
    for more in extended(start, last, (suspension(),)):
        weighing.weigh(SUSPENSION, day=suspension().first, holds=True, because=_SUSPENDED, facts=(pointer,))
        last = more.last_day
    return prolonged(last, Holidays.CIVIL_PROCEDURE)


def day_of_judgment(weighing: Weighing, kind: str, start: date, extended_to: date | None) -> LastDay:
    """The last day to render it, as extended; a closed day carries it to the next working day (CCP 83)."""
    if extended_to is not None:
        return LastDay(extended_to, extended_to, None)
    return last_day_of(weighing, start, cast(Period, weighing.parameter(_TIMES[kind], day=start)), "/from_day")


def _in_time(weighing: Weighing, facts: Mapping[str, Any], kind: str) -> Verdict:
    start, rendered = facts["from_day"], facts["rendered"]
    if start is None:
        return Verdict(None, _START_UNKNOWN, ("/from_day",), ("/from_day",))
    last = day_of_judgment(weighing, kind, start, facts["extended_to"]).day
    where = ("/from_day", "/rendered")
    if rendered is not None and rendered <= last:
        return Verdict(True, _WITHIN.fill(day=rendered, last=last), where)
    if rendered is None and facts["on"] <= last:
        return Verdict(None, _RUNNING.fill(last=last), where)
    return Verdict(False, _LATE.fill(last=last), where)


@RULES.encodes("ccp/a324-p2")
def judged_within_four_months(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 324, par. 1(2): four months after the case is taken under advisement."""
    return _in_time(weighing, facts, "contested")


@RULES.encodes("ccp/a324-p5")
def default_judged_within_a_month(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 324, par. 1(5): one month after the default file is complete."""
    return _in_time(weighing, facts, "default")


@RULES.encodes("ccp/a642-award")
def award_within_three_months(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 642, par. 3: three months after the arbitrator takes the case under advisement."""
    return _in_time(weighing, facts, "award")


def _extension(weighing: Weighing, facts: Mapping[str, Any], norm_id: str, kind: str, who: Text) -> Verdict:
    if facts["extended_to"] is not None:
        return Verdict(True, _EXTENDED.fill(last=facts["extended_to"]), ("/extended_to",))
    if _in_time(weighing, facts, kind).holds is False and facts["rendered"] is None:
        weighing.leave_to_a_person(norm_id, who)
        return Verdict(None, who, ("/extended_to",))
    return Verdict(None, _NOT_OVER, ("/extended_to",))


@RULES.encodes("ccp/a324-al4-extension")
def chief_judge_may_extend(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 324, par. 4: once the time is over, the chief judge may extend it or give the case to another judge."""
    return _extension(weighing, facts, "ccp/a324-al4-extension", facts["kind"], _CHIEF_JUDGE)


@RULES.encodes("ccp/a642-extension")
def parties_or_court_may_extend(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 642, par. 3: the parties extend, more than once; failing that, the court, without appeal."""
    return _extension(weighing, facts, "ccp/a642-extension", "award", _PARTIES_OR_COURT)


@RULES.encodes("ccp/a321-written")
def written_with_reasons(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 321: in writing, and with reasons, whether given at the hearing or later."""
    if facts["rendered"] is None:
        return Verdict(None, _NOT_RENDERED, ("/rendered",))
    for name in ("written", "reasoned"):
        if facts[name] is False:
            return Verdict(False, _NOT_WRITTEN, (f"/{name}",))
    unknown = tuple(f"/{name}" for name in ("written", "reasoned") if facts[name] is None)
    if unknown:
        return Verdict(None, _FORM_UNKNOWN, unknown, unknown)
    return Verdict(True, _WRITTEN, ("/written", "/reasoned"))


@RULES.encodes("ccp/a642-form")
def award_in_form(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 642, par. 1: written, reasoned, signed, with its date and place; it binds the parties."""
    if facts["rendered"] is None:
        return Verdict(None, _NOT_RENDERED, ("/rendered",))
    names = ("written", "reasoned", "signed_dated_placed")
    for name in names:
        if facts[name] is False:
            return Verdict(False, _AWARD_NOT_IN_FORM, (f"/{name}",))
    unknown = tuple(f"/{name}" for name in names if facts[name] is None)
    if unknown:
        return Verdict(None, _SIGNATURE_UNKNOWN, unknown, unknown)
    return Verdict(True, _AWARD_FORM, tuple(f"/{name}" for name in names))


@RULES.encodes("ccp/a561-1-record")
def on_the_face_of_the_record(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 561.1: where the parties consent, the court may decide on the face of the record."""
    asked, where = facts["on_the_record_asked"], ("/on_the_record_asked",)
    if asked is None:
        return Verdict(None, _RECORD_UNKNOWN, where, where)
    return Verdict(True, _ON_THE_RECORD, where) if asked else Verdict(None, _NOT_ON_THE_RECORD, where)


@RULES.encodes("ccp/a563-binds")
def binds_the_parties_for_the_sum(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 563: the authority of the judgment stops at the parties and at the amount claimed."""
    if facts["rendered"] is None:
        return Verdict(None, _NOT_RENDERED, ("/rendered",))
    return Verdict(True, _BINDS, ("/rendered",))


@RULES.encodes("ccp/a564-final")
def without_appeal(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 564: no appeal; review by the Superior Court is exceptional and limited to jurisdiction."""
    return Verdict(True, _FINAL)


@RULES.encodes("ccp/a556-settlement", "ccp/a548-al1-settled")
def settlement_confirmed(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 548 and 556: a settlement that is filed and confirmed is equivalent to a judgment."""
    filed, confirmed = facts["settlement_filed"], facts["settlement_confirmed"]
    where = ("/settlement_filed", "/settlement_confirmed")
    if confirmed is not None:
        return Verdict(True, _CONFIRMED.fill(day=confirmed), where)
    if filed is not None:
        return Verdict(False, _NOT_CONFIRMED, where)
    return Verdict(False, _NOT_FILED, where)
