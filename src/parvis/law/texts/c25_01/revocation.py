"""Articles 345, 346 and 568: who may ask for the revocation of a default judgment, how, and within what two strict limits."""

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
    "ccp/a346-ground",
    "ccp/a346-not-an-appeal",
    "ccp/a568-affidavit",
    "ccp/a568-known",
    "ccp/a568-limit",
    "ccp/a568-stay",
)

_NOT_BY_DEFAULT = Text("Le jugement n'est pas rendu par défaut.", "The judgment is not by default.")
_DEFAULT_UNKNOWN = Text(
    "On ne sait pas si le jugement est rendu par défaut.", "Whether the judgment is by default is not known."
)
_NOT_PREVENTED = Text(
    "Rien n'a empêché de contester à temps ou de venir à l'audience.",
    "Nothing prevented a contestation in time, or attendance.",
)
_PREVENTION_UNKNOWN = Text(
    "On ne sait pas ce qui a empêché de contester ou de venir à l'audience.",
    "What prevented the contestation, or the attendance, is not known.",
)
_PREVENTED = Text(
    "Jugement par défaut, et empêchement de contester ou de venir à l'audience.",
    "Default judgment, and a bar to contesting or to attending.",
)
_VALID_REASON = Text(
    "Le tribunal décide si le motif de l'empêchement est valable.", "The court decides whether the reason is valid."
)
_OTHER_GROUNDS = Text(
    "La loi prévoit d'autres cas, comme la fraude ou une preuve décisive découverte après. Parlez-en à une avocate ou "
    "un avocat.",
    "The law has other cases, such as fraud or decisive evidence found afterwards. Speak to a lawyer.",
)
_ONLY_AN_ERROR = Text(
    "Une erreur de la juge ou du juge n'est pas un motif de rétractation.",
    "An error of the judge is no ground for revocation.",
)
_NOT_ONLY_AN_ERROR = Text("La demande ne reproche pas qu'une erreur.", "The application does not only allege an error.")
_ERROR_UNKNOWN = Text(
    "On ne sait pas si la demande reproche seulement une erreur.",
    "Whether the application only alleges an error is not known.",
)
_SWORN = Text("La demande est sous serment, avec ses motifs.", "The application is sworn, with its grounds.")
_NOT_SWORN = Text("La demande n'est pas sous serment.", "The application is not sworn.")
_TO_SWEAR = Text(
    "La demande est à faire sous serment, avec ses motifs.", "The application is to be sworn, with grounds."
)
_KNOWN_UNKNOWN = Text(
    "On ne sait pas quel jour la partie a connu le jugement.", "The day the party learned of the judgment is not known."
)
_FILED_IN_TIME = Text("Déposée le {day}; dernier jour: le {last}.", "Filed on {day}; last day: {last}.")
_STILL_OPEN = Text("Encore ouvert: dernier jour, le {last}.", "Still open: last day, {last}.")
_TOO_LATE = Text("Trop tard: le dernier jour était le {last}.", "Too late: the last day was {last}.")
_STRICT = Text(
    "Ce délai est de rigueur: le tribunal n'en relève que si la personne était en fait dans l'impossibilité d'agir "
    "plus tôt. Parlez-en à une avocate ou un avocat.",
    "This limit is strict: the court relieves from it only where it was impossible in fact to act sooner. Speak to a "
    "lawyer.",
)
_STAY = Text(
    "Le tribunal décide s'il suspend l'exécution; tant qu'il ne l'a pas fait, elle peut continuer.",
    "The court decides whether to stay execution; until it does, execution may go on.",
)
_STAY_UNKNOWN = Text("On ne sait pas si une suspension est demandée.", "Whether a stay is asked for is not known.")
_NO_STAY = Text("Aucune suspension n'est demandée.", "No stay is asked for.")


def limits(weighing: Weighing, facts: Mapping[str, Any]) -> tuple[LastDay | None, LastDay]:
    """CCP 568: the limit from the day the judgment is known (None where it is not), and six months from the judgment."""
    judgment, known = facts["judgment"], facts["known"]
    limit = cast(Period, weighing.parameter("ccp/a568-limit", day=judgment))
    latest = last_day_of(weighing, judgment, limit, "/judgment")
    if known is None:
        return None, latest
    period = cast(Period, weighing.parameter("ccp/a568-known", day=known))
    return last_day_of(weighing, known, period, "/known"), latest


def _within(weighing: Weighing, facts: Mapping[str, Any], last: LastDay, where: tuple[str, ...]) -> Verdict:
    filed = facts["filed"]
    if filed is not None and filed <= last.day:
        return Verdict(True, _FILED_IN_TIME.fill(day=filed, last=last.day), where)
    if filed is None and facts["on"] <= last.day:
        return Verdict(None, _STILL_OPEN.fill(last=last.day), where)
    weighing.leave_to_a_person("ccp/a84", _STRICT)
    return Verdict(False, _TOO_LATE.fill(last=last.day), where)


@RULES.encodes("ccp/a346-ground")
def prevented_from_defending(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 346: by default, and prevented for a valid reason, for the court to judge; else only the cases of CCP 345."""
    default, prevented = facts["default"], facts["prevented_from"]
    if default == "none" or prevented == "neither":
        weighing.leave_to_a_person("ccp/a345-grounds", _OTHER_GROUNDS)
    if default == "none":
        return Verdict(False, _NOT_BY_DEFAULT, ("/default",))
    if prevented == "neither":
        return Verdict(False, _NOT_PREVENTED, ("/prevented_from",))
    if default is None:
        return Verdict(None, _DEFAULT_UNKNOWN, ("/default",), ("/default",))
    if prevented is None:
        return Verdict(None, _PREVENTION_UNKNOWN, ("/prevented_from",), ("/prevented_from",))
    weighing.leave_to_a_person("ccp/a346-ground", _VALID_REASON)
    return Verdict(True, _PREVENTED, ("/default", "/prevented_from"))


@RULES.encodes("ccp/a346-not-an-appeal")
def more_than_an_error(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Revocation is not an appeal: an error of the judge is no ground."""
    only, where = facts["only_an_error"], ("/only_an_error",)
    if only is None:
        return Verdict(None, _ERROR_UNKNOWN, where, where)
    return Verdict(not only, _ONLY_AN_ERROR if only else _NOT_ONLY_AN_ERROR, where)


@RULES.encodes("ccp/a568-affidavit")
def application_is_sworn(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 568: an affidavit sets out the grounds."""
    sworn, where = facts["affidavit"], ("/affidavit",)
    if sworn is None or (sworn is False and facts["filed"] is None):
        return Verdict(None, _TO_SWEAR, where, where)
    return Verdict(sworn, _SWORN if sworn else _NOT_SWORN, where)


@RULES.encodes("ccp/a568-known")
def asked_soon_after_it_is_known(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 568: 30 days from the day the party becomes aware of the judgment."""
    known, _ = limits(weighing, facts)
    if known is None:
        return Verdict(None, _KNOWN_UNKNOWN, ("/known",), ("/known",))
    return _within(weighing, facts, known, ("/known", "/filed"))


@RULES.encodes("ccp/a568-limit")
def asked_within_six_months(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 568: not more than six months after the judgment."""
    return _within(weighing, facts, limits(weighing, facts)[1], ("/judgment", "/filed"))


@RULES.encodes("ccp/a568-stay")
def stay_is_for_the_court(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 568: the court may stay execution; asking does not."""
    where = ("/stay_asked",)
    if not facts["stay_asked"]:
        return Verdict(None, _STAY_UNKNOWN if facts["stay_asked"] is None else _NO_STAY, where)
    weighing.leave_to_a_person("ccp/a568-stay", _STAY)
    return Verdict(None, _STAY, where)
