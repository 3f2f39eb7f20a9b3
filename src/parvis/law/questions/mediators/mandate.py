"""small-claims/arbitration-mandate: sections 31, 36, 45, 46, 50 and 52, from the failed mediation to the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, in_time, next_working_day, previous_working_day
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.mediators.mandate_facts import FACTS, OUTCOME, SUMMARIES
from parvis.law.texts import LAW

R061 = "c25.01-r0.6.1"
_PROCEDURE = Holidays.CIVIL_PROCEDURE

_NOT_ENDED = Text("La médiation n'a pas mis fin au litige.", "Mediation did not end the dispute.")
_TOLD = Text(
    "Le service a été avisé le {told}; le délai finit le {last}.",
    "The service was told on {told}; time ends on {last}.",
)
_NOT_TOLD = Text("Le délai pour aviser le service finit le {last}.", "The time to tell the service ends on {last}.")
_REFUSED = Text("Refus du {refused}; le délai finit le {last}.", "Refusal of {refused}; the time ends on {last}.")
_NO_REFUSAL = Text(
    "Aucun refus connu; le délai finit le {last}.", "No refusal is known; the time to refuse ends on {last}."
)
_CONSENT_AFTER = Text("Toutes les parties consentent depuis le {day}.", "All parties have consented since {day}.")
_ONE = Text("Un seul arbitre à la fois a le mandat.", "One arbitrator at a time has the mandate.")
_TWO = Text(
    "Un mandat a été donné avant que le précédent prenne fin.", "A mandate was given before the earlier one ended."
)
_TOO_EARLY = Text(
    "Le mandat a été donné le {given}, avant la fin du délai de refus ({last}): le service dit s'il tient.",
    "The mandate was given on {given}, before the time to refuse ended ({last}): the service says whether it stands.",
)
_CONTACTED = Text("Contact le {day}; le délai finit le {last}.", "Contact on {day}; the time ends on {last}.")
_NO_CONTACT = Text("Pas encore de contact; le délai finit le {last}.", "No contact yet; the time ends on {last}.")
_CONSENT = {
    True: Text("Les parties consentent.", "The parties consent."),
    False: Text("Les parties ne consentent pas toutes.", "The parties do not all consent."),
    None: Text("Le consentement n'est pas encore vérifié.", "Consent has not been checked yet."),
}
_INFORMED = {
    True: Text("Les parties ont été informées.", "The parties were informed."),
    False: Text("Les parties n'ont pas été informées.", "The parties were not informed."),
    None: Text("On ne sait pas si les parties ont été informées.", "Whether the parties were informed is not known."),
}
_HELD = Text("Séance le {day}; les 45 jours finissent le {last}.", "Session on {day}; the 45 days end on {last}.")
_NOT_HELD = Text(
    "Pas encore de séance; les 45 jours finissent le {last}.", "No session yet; the 45 days end on {last}."
)
_NEW_DATE = Text("Nouvelle date: le {day}; au plus tard le {last}.", "New day: {day}; at the latest {last}.")
_NO_NEW_DATE = Text(
    "Aucune nouvelle date n'a été donnée au service; au plus tard le {last}.",
    "No new day was given to the service; at the latest {last}.",
)
_WITHDRAWAL = Text(
    "Le mandat est retiré et offert à un autre arbitre.", "The mandate is withdrawn and offered to another."
)
_NO_WITHDRAWAL = Text("Rien ne fait retirer le mandat.", "Nothing withdraws the mandate.")
_PREVENTED = Text("L'arbitre l'a dit au service le {day}.", "The arbitrator told the service on {day}.")
_CLOSED_DAY = Text(
    "Le dernier jour compté est un samedi ou un jour férié; il n'est pas sûr qu'il prolonge ce délai: le greffe le dit.",
    "The last day counted is a Saturday or a holiday; it is not certain that it prolongs this time limit: the clerk says.",
)
_AFTER_NO_CONSENT = Text(
    "L'arbitre constate que les parties ne consentent pas toutes. La suite n'a pas été vue: le service la dit.",
    "The arbitrator finds that the parties do not all consent. What follows was not seen: the service says.",
)
_TWO_ARBITRATORS = Text(
    "Le service dit lequel des arbitres a le mandat.", "The service says which arbitrator has the mandate."
)
_CONSENT_UNASKED = Text(
    "Toutes consentent, sans refus avant: les articles 47 et 48 n'ont pas été vus; le service dit la suite.",
    "All consent, without an earlier refusal: sections 47 and 48 were not seen; the service says what follows.",
)


@dataclass
class _File:
    """The file being gone through, and what must happen next."""

    weighing: Weighing
    facts: Mapping[str, Any]
    on: date
    to_do: list[dict[str, Any]] = field(default_factory=list)

    def period(self, unit: str, day: date) -> Period:
        return cast(Period, self.weighing.parameter(f"{R061}/{unit}", day=day))

    def next(self, what: str, who: str, unit: str, counted: date | None = None) -> None:
        """Something to do: by the working day before a closed day, and late only after the next one."""
        norm_id = f"{R061}/{unit}"
        entry: dict[str, Any] = {
            "what": what,
            "who": who,
            "by": None,
            "by_latest": None,
            "late": False,
            "norm": norm_id,
        }
        if counted is not None:
            latest = next_working_day(counted, _PROCEDURE)
            late = None if counted < self.on <= latest else self.on > latest
            entry |= {"by": previous_working_day(counted, _PROCEDURE), "by_latest": latest, "late": late}
        self.to_do.append(entry)


Step = Callable[..., Any]
RULES: Rulebook[Step] = Rulebook(LAW.norms)


def weigh_mandate(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on where the arbitration stands."""
    file = _File(weighing, facts, facts["on"])
    end_of_mediation(file)
    refusal_last_day, status = None, None
    if facts["notice_notified"] is not None:
        refusal_last_day, status = time_to_refuse(file, facts["notice_notified"])
    given = [(index, each) for index, each in enumerate(facts["mandates"]) if each is not None]
    if given:
        file.to_do.clear()
        status = _mandate(file, given)
    elif status in (None, "refused") and facts["all_consent"] is not None:
        status = consent_after_refusal(file)
    if status is None:
        status = "not_started" if facts["mediation_last_session"] is None else "notice_expected"
    return weighing.decide(
        {
            "status": status,
            "mandate": given[-1][0] if given else None,
            "to_do": file.to_do,
            "refusal_last_day": refusal_last_day,
            "summary": SUMMARIES[status],
        }
    )


@RULES.encodes(f"{R061}/s31-no-settlement", f"{R061}/s31-arbitration")
def end_of_mediation(file: _File) -> None:
    """Section 31, pars. 1 and 3: the mediator tells the service within 10 days of the last session."""
    session, told = file.facts["mediation_last_session"], file.facts["no_settlement_told"]
    if session is None:
        return
    because = _NOT_ENDED
    where = ("/mediation_last_session",)
    file.weighing.weigh(f"{R061}/s31-arbitration", day=session, holds=True, because=because, facts=where)
    period = file.period("s31-no-settlement", session)
    last = period.after(session)
    timely = None if told is None else in_time(told, session, period, _PROCEDURE)
    if told is None and file.on > next_working_day(last, _PROCEDURE):
        timely = False
    because = (
        _NOT_TOLD.fill(last=short_date(last))
        if told is None
        else _TOLD.fill(told=short_date(told), last=short_date(last))
    )
    pointers = ("/mediation_last_session", "/no_settlement_told")
    file.weighing.weigh(f"{R061}/s31-no-settlement", day=session, holds=timely, because=because, facts=pointers)
    if told is None and file.facts["notice_notified"] is None:
        file.next("tell_no_settlement", "mediator", "s31-no-settlement", last)


@RULES.encodes(f"{R061}/s31-silence", f"{R061}/s45-refusal", f"{R061}/s45-consent", f"{R061}/s45-referral")
def time_to_refuse(file: _File, notified: date) -> tuple[date, str]:
    """Sections 31 and 45: 30 days to refuse, strict; silence is consent, and the service then refers the case."""
    refused = file.facts["refused"]
    period = file.period("s45-refusal", notified)
    counted = period.after(notified)
    timely = None if refused is None else in_time(refused, notified, period, _PROCEDURE)
    over = file.on > next_working_day(counted, _PROCEDURE)
    silent = (True if over else None) if refused is None else None if timely is None else not timely
    last = short_date(counted)
    because = _NO_REFUSAL.fill(last=last) if refused is None else _REFUSED.fill(refused=short_date(refused), last=last)
    pointers = ("/notice_notified", "/refused")
    weigh = file.weighing.weigh
    weigh(f"{R061}/s45-refusal", day=notified, holds=timely, because=because, facts=pointers)
    for unit in ("s31-silence", "s45-consent", "s45-referral"):
        weigh(f"{R061}/{unit}", day=notified, holds=silent, because=because, facts=pointers)
    if refused is not None and timely is None:
        file.weighing.leave_to_a_person(f"{R061}/s45-refusal", _CLOSED_DAY)
    if refused is not None:
        status = "refused" if timely else "refusal_unclear" if timely is None else "to_refer"
    else:
        status = "to_refer" if over else "notice_running"
    if status == "notice_running":
        file.next("refuse", "parties", "s45-refusal", counted)
    if status == "to_refer":
        file.next("refer", "service", "s45-referral")
    return previous_working_day(counted, _PROCEDURE), status


@RULES.encodes(f"{R061}/s46")
def consent_after_refusal(file: _File) -> str:
    """Section 46: after a refusal, arbitration at any time if all parties consent."""
    day = file.facts["all_consent"]
    holds = True if file.facts["refused"] is not None else None
    because = _CONSENT_AFTER.fill(day=short_date(day))
    file.weighing.weigh(f"{R061}/s46", day=day, holds=holds, because=because, facts=("/all_consent", "/refused"))
    if holds is None:
        file.weighing.leave_to_a_person(f"{R061}/s47-s48", _CONSENT_UNASKED)
    file.next("refer", "service", "s46")
    return "to_refer"


def _mandate(file: _File, given: list[tuple[int, Mapping[str, Any]]]) -> str:
    """The last mandate that was given: what the arbitrator has done, and what is due."""
    index, mandate = given[-1]
    at = f"/mandates/{index}"
    if file.facts["all_consent"] is not None and file.facts["refused"] is not None:
        consent_after_refusal(file)
        file.to_do.clear()
    elif file.facts["notice_notified"] is not None:
        referral(file, mandate)
    one_arbitrator(file, given)
    contact(file, mandate, at)
    if mandate["prevented"] is not None and mandate["session"] is None:
        return prevented(file, mandate, at)
    if mandate["withdrawn"] is not None and mandate["session"] is None:
        because = _WITHDRAWAL
        file.weighing.weigh(
            f"{R061}/s50-withdrawal", day=mandate["given"], holds=True, because=because, facts=(f"{at}/withdrawn",)
        )
        file.next("designate_another", "service", "s50-withdrawal")
        return "withdrawn"
    status = session(file, mandate, at)
    if mandate["consent"] is False and status != "held":
        file.weighing.leave_to_a_person(f"{R061}/s52-consent", _AFTER_NO_CONSENT)
        file.to_do.clear()
        return "no_consent"
    if status == "session_due" and mandate["contacted"] is None:
        last = file.period("s50-contact", mandate["given"]).after(mandate["given"])
        file.next("contact", "arbitrator", "s50-contact", last)
        file.to_do.reverse()
        return "contact_due"
    return status


def referral(file: _File, mandate: Mapping[str, Any]) -> None:
    """Section 45, par. 4: the service refers the case once the 30 days have passed without a refusal."""
    notified, day = file.facts["notice_notified"], mandate["given"]
    last = file.period("s45-refusal", notified).after(notified)
    if day <= last:
        why = _TOO_EARLY.fill(given=short_date(day), last=short_date(last))
        file.weighing.leave_to_a_person(f"{R061}/s45-referral", why)


@RULES.encodes(f"{R061}/s36-al1")
def one_arbitrator(file: _File, given: list[tuple[int, Mapping[str, Any]]]) -> None:
    """Section 36, par. 1: one arbitrator for a dispute, so that a mandate follows only one that has ended."""
    ends = [each["prevented"] or each["withdrawn"] for _, each in given[:-1]]
    starts = [each["given"] for _, each in given[1:]]
    alone = all(end is not None and end <= start for end, start in zip(ends, starts, strict=True))
    pointers = tuple(f"/mandates/{index}" for index, _ in given)
    day = given[-1][1]["given"]
    file.weighing.weigh(f"{R061}/s36-al1", day=day, holds=alone, because=_ONE if alone else _TWO, facts=pointers)
    if not alone:
        file.weighing.leave_to_a_person(f"{R061}/s36-al1", _TWO_ARBITRATORS)


@RULES.encodes(f"{R061}/s36-al2")
def prevented(file: _File, mandate: Mapping[str, Any], at: str) -> str:
    """Section 36, par. 2: an arbitrator who cannot act tells the service, which designates another."""
    because = _PREVENTED.fill(day=short_date(mandate["prevented"]))
    day = mandate["given"]
    file.weighing.weigh(f"{R061}/s36-al2", day=day, holds=True, because=because, facts=(f"{at}/prevented",))
    file.next("designate_another", "service", "s36-al2")
    return "prevented"


@RULES.encodes(f"{R061}/s50-contact", f"{R061}/s52-consent", f"{R061}/s52-inform")
def contact(file: _File, mandate: Mapping[str, Any], at: str) -> None:
    """Sections 50, par. 2, and 52: within 15 days, contact the parties, make sure that they consent, explain."""
    day, contacted = mandate["given"], mandate["contacted"]
    period = file.period("s50-contact", day)
    last = period.after(day)
    if contacted is not None:
        timely = in_time(contacted, day, period, _PROCEDURE)
        because = _CONTACTED.fill(day=short_date(contacted), last=short_date(last))
    else:
        timely = False if file.on > next_working_day(last, _PROCEDURE) else None
        because = _NO_CONTACT.fill(last=short_date(last))
    weigh = file.weighing.weigh
    weigh(f"{R061}/s50-contact", day=day, holds=timely, because=because, facts=(f"{at}/contacted",))
    for unit, name, texts in (("s52-consent", "consent", _CONSENT), ("s52-inform", "informed", _INFORMED)):
        found = mandate[name]
        weigh(f"{R061}/{unit}", day=day, holds=found, because=texts[found], facts=(f"{at}/{name}",))


@RULES.encodes(f"{R061}/s50-session", f"{R061}/s50-late", f"{R061}/s50-withdrawal")
def session(file: _File, mandate: Mapping[str, Any], at: str) -> str:
    """Section 50, pars. 1 and 3: the session within 45 days, or on a day told to the service within 15 more."""
    day, held = mandate["given"], mandate["session"]
    period = file.period("s50-session", day)
    last = period.after(day)
    limit = file.period("s50-more", day).after(last)
    if held is not None:
        timely = in_time(held, day, period, _PROCEDURE)
        because = _HELD.fill(day=short_date(held), last=short_date(last))
    else:
        timely = False if file.on > next_working_day(last, _PROCEDURE) else None
        because = _NOT_HELD.fill(last=short_date(last))
    file.weighing.weigh(f"{R061}/s50-session", day=day, holds=timely, because=because, facts=(f"{at}/session",))
    new_date = mandate["new_date"] if mandate["delay_told"] is not None else None
    explained = new_date is not None and new_date <= limit
    if timely is False or new_date is not None:
        told = {"last": short_date(limit)}
        because = _NO_NEW_DATE.fill(**told) if new_date is None else _NEW_DATE.fill(day=short_date(new_date), **told)
        pointers = (f"{at}/delay_told", f"{at}/new_date")
        file.weighing.weigh(f"{R061}/s50-late", day=day, holds=explained, because=because, facts=pointers)
    status = _status_of_session(file, held, timely, new_date if explained else None)
    withdrawn = status == "to_withdraw"
    because = _WITHDRAWAL if withdrawn else _NO_WITHDRAWAL
    holds = True if withdrawn else None
    file.weighing.weigh(f"{R061}/s50-withdrawal", day=day, holds=holds, because=because, facts=(at,))
    if status == "session_due":
        file.next("hold_session", "arbitrator", "s50-session", last)
    elif status == "extended":
        file.next("hold_session", "arbitrator", "s50-late", new_date)
    elif withdrawn:
        file.next("explain_delay", "arbitrator", "s50-late")
        file.next("withdraw", "service", "s50-withdrawal")
    return status


def _status_of_session(file: _File, held: date | None, timely: bool | None, new_date: date | None) -> str:
    if held is not None:
        return "held"
    if new_date is not None:
        return "extended" if file.on <= next_working_day(new_date, _PROCEDURE) else "to_withdraw"
    return "to_withdraw" if timely is False else "session_due"


QUESTION = Question(
    id="small-claims/arbitration-mandate",
    title=Text(
        "Où en est l'arbitrage, et que doit-il se passer?", "Where does the arbitration stand, and what is next?"
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_mandate,
)
