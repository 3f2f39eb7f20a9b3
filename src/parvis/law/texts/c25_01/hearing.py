"""Article 554: when the notice of hearing comes, what is filed before the hearing, and how witnesses are heard.

Two sources give the time to file differently: 21 days (the Code, read as consolidated on 2020-04-07; pages of 2021-09-09)
and 30 days (a later page of Québec.ca). The reading `ccp554-days` chooses; the safe day, shown first, is the earlier.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, LastDay, last_day_before
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.parameter import UnknownParameterError
from parvis.law.kernel.period import Period, Span
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

#: Par. 1 to 4, in the order of the text.
CONDITIONS = (
    "ccp/a554-notice",
    "ccp/a554-al1-recipients",
    "ccp/a554-al2-consult",
    "ccp/a554-documents",
    "ccp/a554-al2-mandate",
    "ccp/a554-al3-attend",
    "ccp/a554-witnesses",
    "ccp/a554-al3-statement",
    "ccp/a554-al3-costs",
    "ccp/a554-al4-subpoena",
    "ccp/a554-al4-unpaid",
)

READING = "ccp554-days"
_PERIODS = {"30": "ccp/a554-days-page", "21": "ccp/a554-days-code"}

_NO_HEARING = Text("La date de l'audience n'est pas connue.", "The day of the hearing is not known.")
_NO_NOTICE = Text(
    "On ne sait pas quand la convocation est notifiée; elle l'est du {first} au {last}.",
    "When the notice is notified is not known; it is from {first} to {last}.",
)
_NOTICE_IN_WINDOW = Text(
    "Convocation du {day}: entre le {first} et le {last}.", "Notice of {day}: between {first} and {last}."
)
_NOTICE_EARLY = Text(
    "Convocation du {day}: c'est plus de trois mois avant, le texte permet à partir du {first}.",
    "Notice of {day}: more than three months before, the text allows it from {first} on.",
)
_NOTICE_LATE = Text(
    "Convocation du {day}: c'est moins de six semaines avant, le texte la veut au plus tard le {last}.",
    "Notice of {day}: less than six weeks before, the text wants it by {last}.",
)
_TELL_THE_CLERK = Text(
    "La convocation n'est pas venue dans le temps prévu: le greffe ou le tribunal dit ce qui suit. Appelez le greffe.",
    "The notice did not come in the time set: the court office or the court says what follows. Call the court office.",
)
_CLAIMANT_IS_CALLED = Text("La partie demanderesse est convoquée.", "The claimant is called.")
_DEFENDANT_IS_CALLED = Text(
    "La partie défenderesse a déposé sa contestation: elle est convoquée.",
    "The defendant filed a contestation, and is called.",
)
_NOT_CALLED = Text(
    "La partie défenderesse n'a pas déposé de contestation: elle n'est pas convoquée.",
    "The defendant filed no contestation, and is not called.",
)
_CONTESTATION_UNKNOWN = Text(
    "On ne sait pas si une contestation est déposée.", "Whether a contestation is filed is not known."
)
_PARTY_UNKNOWN = Text("On ne sait pas quelle partie demande.", "Which party asks is not known.")
_MAY_CONSULT = Text(
    "Demandez au greffe à voir les documents de l'autre partie, ou une copie.",
    "Ask the court office to see the other party's documents, or for a copy.",
)
_NOTHING_LEFT = Text("Tous les documents sont déjà au greffe.", "Every document is already filed.")
_LEFT_UNKNOWN = Text(
    "On ne sait pas s'il reste des documents à déposer.", "Whether documents are left to file is not known."
)
_TO_FILE = Text("À déposer au plus tard le {last}.", "To be filed by {last}.")
_FILED_IN_TIME = Text("Déposés le {day}; le dernier jour est le {last}.", "Filed on {day}; the last day is {last}.")
_FILED_LATE = Text(
    "Déposés le {day}, après le {last}; le tribunal peut refuser d'en tenir compte.",
    "Filed on {day}, after {last}; the court may refuse to consider them.",
)
_NOT_FILED = Text("Non déposés; le dernier jour était le {last}.", "Not filed; the last day was {last}.")
_LATE_IS_FOR_THE_COURT = Text(
    "Le Code, dans son texte vu en 2020, dit 21 jours, et une page officielle 30 jours. Ce que le tribunal fait d'un "
    "document ou d'un nom donné trop tard dépend de lui: donnez-le quand même, tout de suite.",
    "The Code, as seen in 2020, says 21 days, and an official page 30 days. What the court does with a document or a "
    "name given too late is for the court: give it all the same, at once.",
)
_NOT_REPRESENTED = Text("Personne ne représente la partie demanderesse.", "Nobody represents the claimant.")
_REPRESENTED_UNKNOWN = Text(
    "On ne sait pas si quelqu'un représente la partie demanderesse.",
    "Whether somebody represents the claimant is not known.",
)
_MANDATE_FILED = Text("Le mandat est déposé le {day}.", "The mandate is filed on {day}.")
_MANDATE_TO_FILE = Text(
    "Le mandat reste à déposer (formulaire SJ-838).", "The mandate is still to be filed (form SJ-838)."
)
_MANDATE_MISSING = Text("L'audience a eu lieu sans mandat au dossier.", "The hearing was held with no mandate on file.")
_MANDATE_ON_THE_DAY = Text(
    "Un mandat déposé le jour de l'audience est accepté ou non par la juge ou le juge.",
    "A mandate filed on the day of the hearing is accepted or not by the judge.",
)
_NO_WITNESS = Text("Aucun témoin n'est annoncé.", "No witness is announced.")
_WITNESSES_UNKNOWN = Text("On ne sait pas s'il y a des témoins.", "Whether there are witnesses is not known.")
_HEARD = Text(
    "Chaque témoin vient, est convoqué ou a une déclaration écrite.",
    "Each witness comes, is called or has a written statement.",
)
_NOT_HEARD = Text(
    "Un témoin ne vient pas, n'est pas nommé au greffe et n'a pas de déclaration.",
    "A witness does not come, is not named to the clerk and has no statement.",
)
_ATTENDANCE_UNKNOWN = Text("On ne sait pas si un témoin viendra.", "Whether a witness will come is not known.")
_NONE_NAMED = Text("Aucun témoin à convoquer par le greffe.", "No witness for the clerk to call.")
_NONE_IN_WRITING = Text("Aucune déclaration écrite.", "No written statement.")
_GIVEN_IN_TIME = Text("Donné au plus tard le {last}.", "Given by {last}.")
_GIVEN_LATE = Text("Donné après le {last}.", "Given after {last}.")
_COSTS = Text(
    "La juge ou le juge décide si un témoin s'est déplacé pour rien, et qui en paie les frais.",
    "The judge decides whether a witness came needlessly, and who bears the costs.",
)
_SUMMONED = Text("Le greffe cite les témoins nommés.", "The clerk summons the witnesses named.")
_UNPAID = Text(
    "Sauf décision du tribunal, un témoin n'est pas payé.", "Unless the court decides, a witness is not paid."
)
_EXPERT_UNKNOWN = Text(
    "On ne sait pas si un témoin est expert; un expert est à part.",
    "Whether a witness is an expert is not known; an expert is apart.",
)
_EXPERT = Text("Les témoins experts sont à part.", "Expert witnesses are apart.")


def notice_window(weighing: Weighing, hearing: date) -> Span:
    """CCP 554, par. 1: the first and the last day on which the notice of hearing is notified."""
    latest = cast(Period, weighing.parameter("ccp/a554-notice-latest", day=hearing))
    earliest = cast(Period, weighing.parameter("ccp/a554-notice-earliest", day=hearing))
    return Span(earliest.before(hearing), latest.before(hearing))


def days_to_file(weighing: Weighing, hearing: date) -> dict[str, LastDay]:
    """CCP 554, pars. 2 and 3: the last day to file by each reading that covers that hearing."""
    found = {}
    for reading, parameter in _PERIODS.items():
        try:
            period = cast(Period, weighing.parameter(parameter, day=hearing))
        except UnknownParameterError:
            continue
        found[reading] = last_day_before(hearing, period, Holidays.CIVIL_PROCEDURE)
    return found


def day_to_file(weighing: Weighing, hearing: date) -> LastDay:
    """The last day to file by the reading taken; where one source alone covers the hearing, by that one."""
    days = days_to_file(weighing, hearing)
    return days[weighing.reading(READING)] if len(days) > 1 else next(iter(days.values()))


@RULES.encodes("ccp/a554-notice")
def notified_in_the_window(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 1: at least six weeks and not more than three months before the hearing."""
    hearing, notified = facts["hearing_date"], facts["notice_notified"]
    if hearing is None:
        return Verdict(None, _NO_HEARING, ("/hearing_date",), ("/hearing_date",))
    window = notice_window(weighing, hearing)
    if notified is None:
        because = _NO_NOTICE.fill(first=window.first, last=window.last)
        return Verdict(None, because, ("/hearing_date",), ("/notice_notified",))
    holds = notified in window
    words = _NOTICE_IN_WINDOW if holds else _NOTICE_EARLY if notified < window.first else _NOTICE_LATE
    if not holds:
        weighing.leave_to_a_person("ccp/a554-notice", _TELL_THE_CLERK)
    because = words.fill(day=notified, first=window.first, last=window.last)
    return Verdict(holds, because, ("/hearing_date", "/notice_notified"))


@RULES.encodes("ccp/a554-al1-recipients")
def sent_to_those_who_contest(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 1: the claimant, and the parties that filed a contestation."""
    party, contested = facts["party"], facts["contested"]
    if party is None:
        return Verdict(None, _PARTY_UNKNOWN, ("/party",), ("/party",))
    if party == "claimant":
        return Verdict(True, _CLAIMANT_IS_CALLED, ("/party",))
    if contested is None:
        return Verdict(None, _CONTESTATION_UNKNOWN, ("/contested",), ("/contested",))
    return Verdict(contested, _DEFENDANT_IS_CALLED if contested else _NOT_CALLED, ("/party", "/contested"))


@RULES.encodes("ccp/a554-al2-consult")
def others_documents_may_be_consulted(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 2: on request, each party sees what the others filed."""
    return Verdict(True, _MAY_CONSULT)


@RULES.encodes("ccp/a554-documents")
def documents_filed_in_time(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 2: what is not yet filed is filed a number of days before the hearing."""
    hearing, left, filed = facts["hearing_date"], facts["documents_left"], facts["documents_filed"]
    if left is False and filed is None:
        return Verdict(None, _NOTHING_LEFT, ("/documents_left",))
    if hearing is None:
        return Verdict(None, _NO_HEARING, ("/hearing_date",), ("/hearing_date",))
    last = day_to_file(weighing, hearing)
    where = ("/hearing_date", "/documents_filed")
    if filed is not None:
        holds = filed <= last.counted
        if not holds:
            weighing.leave_to_a_person("ccp/a554-documents", _LATE_IS_FOR_THE_COURT)
        words = _FILED_IN_TIME if holds else _FILED_LATE
        return Verdict(holds, words.fill(day=filed, last=last.day), where)
    if left is None:
        return Verdict(None, _LEFT_UNKNOWN, ("/documents_left",), ("/documents_left",))
    if facts["on"] > last.counted:
        weighing.leave_to_a_person("ccp/a554-documents", _LATE_IS_FOR_THE_COURT)
        return Verdict(False, _NOT_FILED.fill(last=last.day), where)
    return Verdict(None, _TO_FILE.fill(last=last.day), where, ("/documents_filed",))


_REPRESENTED, _MANDATE = ("/claimant_represented",), ("/mandate_filed",)


@RULES.encodes("ccp/a554-al2-mandate")
def mandate_on_file(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 2: who represents the claimant files the mandate."""
    represented, filed, hearing = facts["claimant_represented"], facts["mandate_filed"], facts["hearing_date"]
    if represented is None:
        return Verdict(None, _REPRESENTED_UNKNOWN, _REPRESENTED, _REPRESENTED)
    if not represented:
        return Verdict(None, _NOT_REPRESENTED, _REPRESENTED)
    where = (*_REPRESENTED, *_MANDATE)
    if filed is None:
        if hearing is not None and hearing < facts["on"]:
            return Verdict(False, _MANDATE_MISSING, where)
        return Verdict(None, _MANDATE_TO_FILE, where, _MANDATE)
    if hearing is not None and filed >= hearing:
        weighing.leave_to_a_person("ccp/a554-al2-mandate", _MANDATE_ON_THE_DAY)
        return Verdict(None, _MANDATE_ON_THE_DAY, where)
    return Verdict(True, _MANDATE_FILED.fill(day=filed), where)


def _witnesses(facts: Mapping[str, Any]) -> Verdict | None:
    """The verdict where there is no witness to speak of; None where there is one."""
    if facts["witnesses"] is None:
        return Verdict(None, _WITNESSES_UNKNOWN, ("/witnesses",), ("/witnesses",))
    return None if facts["witnesses"] else Verdict(None, _NO_WITNESS, ("/witnesses",))


@RULES.encodes("ccp/a554-al3-attend")
def each_witness_is_heard(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: a party comes with its witnesses, has them called, or gives their written statement."""
    if (none := _witnesses(facts)) is not None:
        return none
    unheard = [
        (index, each["comes_along"])
        for index, each in enumerate(facts["witnesses"])
        if each["named"] is None and each["statement"] is None and each["comes_along"] is not True
    ]
    if not unheard:
        return Verdict(True, _HEARD, ("/witnesses",))
    refused = [index for index, comes in unheard if comes is False]
    index = refused[0] if refused else unheard[0][0]
    where = (f"/witnesses/{index}/comes_along",)
    return Verdict(False, _NOT_HEARD, where) if refused else Verdict(None, _ATTENDANCE_UNKNOWN, where, where)


def _given_in_time(weighing: Weighing, facts: Mapping[str, Any], what: str, norm_id: str, nothing: Text) -> Verdict:
    """Whether what was given to the clerk for the witnesses (their name, their statement) came in time."""
    if (none := _witnesses(facts)) is not None:
        return none
    given = [(index, each[what]) for index, each in enumerate(facts["witnesses"]) if each[what] is not None]
    if not given:
        return Verdict(None, nothing, ("/witnesses",))
    if facts["hearing_date"] is None:
        return Verdict(None, _NO_HEARING, ("/hearing_date",), ("/hearing_date",))
    last = day_to_file(weighing, facts["hearing_date"])
    late = [index for index, day in given if day > last.counted]
    if not late:
        return Verdict(True, _GIVEN_IN_TIME.fill(last=last.day), (f"/witnesses/{given[0][0]}/{what}", "/hearing_date"))
    weighing.leave_to_a_person(norm_id, _LATE_IS_FOR_THE_COURT)
    return Verdict(False, _GIVEN_LATE.fill(last=last.day), (f"/witnesses/{late[0]}/{what}", "/hearing_date"))


@RULES.encodes("ccp/a554-witnesses")
def witnesses_named_in_time(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: the names of the witnesses to be called, the reason and the subject, in the same time as documents."""
    return _given_in_time(weighing, facts, "named", "ccp/a554-witnesses", _NONE_NAMED)


@RULES.encodes("ccp/a554-al3-statement")
def statements_given_in_time(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: the statement of a witness who does not come, in the same time."""
    return _given_in_time(weighing, facts, "statement", "ccp/a554-al3-statement", _NONE_IN_WRITING)


@RULES.encodes("ccp/a554-al3-costs")
def needless_witness_may_cost(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: the costs of a witness called for nothing are for the judge."""
    if (none := _witnesses(facts)) is not None:
        return Verdict(None, none.because, none.facts)
    if any(each["named"] is not None for each in facts["witnesses"]):
        weighing.leave_to_a_person("ccp/a554-al3-costs", _COSTS)
    return Verdict(None, _COSTS, ("/witnesses",))


@RULES.encodes("ccp/a554-al4-subpoena")
def clerk_summons_those_named(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 4: the clerk summons the witnesses named; late, it is for the clerk and the court."""
    verdict = witnesses_named_in_time(weighing, facts, day)
    if verdict.holds is True:
        return Verdict(True, _SUMMONED, verdict.facts)
    return Verdict(None, verdict.because, verdict.facts)


@RULES.encodes("ccp/a554-al4-unpaid")
def witness_is_not_paid(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 4: a witness is not paid, save a decision of the court; an expert is apart."""
    if (none := _witnesses(facts)) is not None:
        return Verdict(None, none.because, none.facts)
    experts = [each["expert"] for each in facts["witnesses"]]
    if False not in experts:
        unknown = (f"/witnesses/{experts.index(None)}/expert",) if None in experts else ()
        return Verdict(None, _EXPERT_UNKNOWN if unknown else _EXPERT, unknown or ("/witnesses",), unknown)
    return Verdict(True, _UNPAID, ("/witnesses",))
