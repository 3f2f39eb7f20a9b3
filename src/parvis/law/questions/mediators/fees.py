"""small-claims/mediator-fees: the ledger of a mediation, hour by hour, and what indexing published late adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.mediators.fees_facts import FACTS, OUTCOME, READINGS
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6.fees import R06, R061, Tariff, tariff_of
from parvis.law.texts.c25_01_r0_6_1.absence import AGAIN, FEES, RULES, WAIT, Due

_WITHIN = Text("{minutes} minutes à {hour} l'heure.", "{minutes} minutes at {hour} an hour.")
_NO_RATE = Text(
    "{minutes} minutes; aucune source vue ne donne le tarif de ce jour.",
    "{minutes} minutes; no source seen gives the rate of that day.",
)
_FREE = Text(
    "{used} des {free} minutes payées par le ministère sont utilisées.",
    "{used} of the {free} minutes paid by the Ministry are used.",
)
_BEYOND = Text(
    "{minutes} minutes au-delà du temps payé par le ministère.",
    "{minutes} minutes beyond the time paid by the Ministry.",
)
_INDEXED = Text(
    "Le {known_on}, ces tarifs n'étaient pas tous publiés: l'écart est de {difference}.",
    "On {known_on}, not all of these rates were published: the difference is {difference}.",
)
_NOT_INDEXED = Text("Le {known_on}, ces tarifs étaient connus.", "On {known_on}, these rates were known.")
_NOTICE_NOT_FOUND = Text(
    "Le jour où l'avis d'indexation a paru n'a pas été trouvé: le service dit depuis quand ce tarif était connu.",
    "The day on which the notice of indexing came out was not found: the service says since when that rate was known.",
)
_ONE_SESSION = Text(
    "Avant le 13 mai 2021, une séance était payée; son montant n'a pas été vu.",
    "Before May 13, 2021, one session was paid; its amount was not seen.",
)
_MORE_SESSIONS = Text(
    "Une séance de plus, avant le 13 mai 2021: les sources vues ne disent pas qui la paie.",
    "One more session, before May 13, 2021: the sources seen do not say who pays it.",
)
_ABSENCE_UNSEEN = Text(
    "Une absence en médiation volontaire: les articles 11 à 20 n'ont pas été vus. Le service dit si elle est payée.",
    "An absence in a voluntary mediation: sections 11 to 20 were not seen. The service says whether it is paid.",
)
_ABSENCE_TIME = Text(
    "Les 30 minutes d'une absence changent ce que paient les parties, selon qu'elles comptent ou non dans les trois heures: "
    "le service le dit.",
    "The 30 minutes of an absence change what the parties pay, depending on whether they count in the three hours: the "
    "service says.",
)
_FILE_OF_2021 = Text(
    "Le dossier a commencé avant le 13 mai 2021: le service dit si ce temps compte dans les trois heures.",
    "The file began before May 13, 2021: the service says whether that time counts in the three hours.",
)
_PILOT_PARTIES = Text(
    "Dans le projet pilote, rien n'est demandé aux parties.", "In the pilot project nothing is charged to the parties."
)

PILOT_RULES: Rulebook[Any] = Rulebook(LAW.norms)


@dataclass(frozen=True, slots=True)
class _Line:
    at: str
    day: date
    payer: str | None
    minutes: int | None
    tariff: Tariff | None
    norm: str

    def amount(self, hour: Money | None) -> Money | None:
        if self.payer is None or self.minutes is None or hour is None:
            return None
        return hour.share(self.minutes, 60)

    def as_known_now(self) -> Money | None:
        return self.amount(self.tariff.hour if self.tariff else None)

    def as_known_on(self, weighing: Weighing, known_on: date) -> Money | None:
        if self.tariff is None:
            return None
        rate = weighing.parameter_if_known(self.tariff.rate, day=self.day, known_on=known_on)
        return self.amount(cast("Money | None", rate))


@dataclass
class _Ledger:
    """The file as it is gone through: the free minutes used, the lines, the absence that a session may follow."""

    weighing: Weighing
    mandate: str
    used: int = 0
    minutes_before_2021: int = 0
    session_paid: bool = False
    absences: int = 0
    worked: int = 0
    absent: tuple[Mapping[str, Any], str] | None = None
    lines: list[_Line] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)

    def work(self, day: date, minutes: int, at: str) -> None:
        """Time of the mandate: free while the three hours last, then paid by the parties."""
        tariff = tariff_of(self.weighing, day)
        self.pointers.append(at)
        self.worked += minutes
        if tariff.by_session:
            self._by_session(tariff, day, minutes, at)
            return
        left = max(0, tariff.free_minutes - self.counted())
        free = min(minutes, left)
        self.used += free
        if free:
            self._line(at, day, "ministry", free, tariff, tariff.norm)
        if minutes > free and tariff.beyond is not None:
            self._line(at, day, "parties", minutes - free, tariff, tariff.beyond)
            because = _BEYOND.fill(minutes=minutes - free)
            self.weighing.weigh(tariff.beyond, day=day, holds=True, because=because, facts=(at,))

    def counted(self) -> int:
        """The minutes that count against the free time, those of before 2021-05-13 by the reading taken."""
        before = self.minutes_before_2021
        if before and self.weighing.reading("r06-file-of-2021") == "counted":
            return self.used + before
        return self.used

    def _by_session(self, tariff: Tariff, day: date, minutes: int, at: str) -> None:
        self.minutes_before_2021 += minutes
        session = at.startswith("/sessions")
        again = self.mandate == "pilot" and self.absent is not None
        payer = "ministry" if again or not (session and self.session_paid) else None
        self.lines.append(_Line(at, day, payer, minutes, tariff, tariff.norm))
        self.session_paid = self.session_paid or session
        holds = True if payer else None
        because = _ONE_SESSION if payer else _MORE_SESSIONS
        self.weighing.weigh(tariff.norm, day=day, holds=holds, because=because, facts=(at,))

    def _line(self, at: str, day: date, payer: str, minutes: int, tariff: Tariff, norm_id: str) -> None:
        self.lines.append(_Line(at, day, payer, minutes, tariff, norm_id))
        hour = tariff.hour
        because = _NO_RATE.fill(minutes=minutes) if hour is None else _WITHIN.fill(minutes=minutes, hour=hour)
        self.weighing.weigh(tariff.norm, day=day, holds=True if hour else None, because=because, facts=(at,))

    def held(self, session: Mapping[str, Any], at: str) -> None:
        """A session that was held; after an absence, only where a new session could be set."""
        day = session["date"]
        due = None
        if self.absent is not None and self.mandate in AGAIN:
            norm_id = AGAIN[self.mandate]
            missed, where = self.absent
            due = RULES.at(norm_id, day)(self.weighing, missed, where, day)
        if due is not None and not due.payable:
            self._unsettled(due, session, at)
        else:
            self.work(day, session["minutes"], at)
        self.absent = None

    def _unsettled(self, due: Due, session: Mapping[str, Any], at: str) -> None:
        self.needed.extend(due.needed)
        self.pointers.append(at)
        self.lines.append(_Line(at, session["date"], None, session["minutes"], None, due.norm))

    def missed(self, session: Mapping[str, Any], at: str) -> None:
        """A session that was cancelled because a party did not come."""
        day = session["date"]
        self.absent = (session, at)
        norm_id = WAIT[self.mandate]
        if not self.weighing.norms.in_force(norm_id, day):
            self.lines.append(_Line(at, day, None, None, None, f"{R061}/s11-s20"))
            self.weighing.leave_to_a_person(f"{R061}/s11-s20", _ABSENCE_UNSEEN)
            return
        due = RULES.at(norm_id, day)(self.weighing, session, at, day)
        self.needed.extend(due.needed)
        if due.payable is False:
            return
        if due.payable and self.mandate in FEES:
            RULES.at(FEES[self.mandate], day)(self.weighing, session, at, day)
        tariff, minutes = tariff_of(self.weighing, day), due.minutes
        if due.payable and minutes is not None:
            self.absences += minutes
            if self.weighing.reading("r061-absence-time") == "inside":
                minutes = min(minutes, tariff.free_minutes - self.counted())
                self.used += minutes
        self.lines.append(_Line(at, day, "ministry", minutes if due.payable else None, tariff, due.norm))


def weigh_fees(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision: each line with its norm, the totals, the time that is left, and what was known on another day."""
    ledger = _Ledger(weighing, facts["mandate"])
    for _, index, session, work in _in_order(facts):
        if work is not None:
            ledger.work(work["date"], work["minutes"], f"/out_of_session/{index}")
        elif session["kind"] == "held":
            ledger.held(session, f"/sessions/{index}")
        else:
            ledger.missed(session, f"/sessions/{index}")
    tariff = tariff_of(weighing, facts["on"])
    _weigh_what_is_left(ledger, tariff, facts["on"])
    amounts = [line.as_known_now() for line in ledger.lines]
    totals = _totals(ledger, amounts)
    then = _then(ledger, facts["known_on"])
    difference = None if then is None else _difference(totals, then)
    if then is not None:
        _weigh_indexing(ledger, facts, tariff, difference)
    return weighing.decide(
        {
            **totals,
            "free_minutes": tariff.free_minutes,
            "minutes_used": None if tariff.by_session else min(ledger.counted(), tariff.free_minutes),
            "minutes_left": None if tariff.by_session else max(0, tariff.free_minutes - ledger.counted()),
            "hour": tariff.hour,
            "last_known_hour": _last_known(weighing, tariff, facts["on"]),
            "lines": [
                _shown(line, amount) | _shown_then(line, weighing, facts["known_on"])
                for line, amount in zip(ledger.lines, amounts, strict=True)
            ],
            "unknown": [line.at for line, amount in zip(ledger.lines, amounts, strict=True) if amount is None],
            "then": then,
            "difference": difference,
            "needed": list(dict.fromkeys(ledger.needed)),
        }
    )


def _in_order(facts: Mapping[str, Any]) -> list[tuple[date, int, Any, Any]]:
    """Everything that was done, by its day; on one day sessions come first. What is after `on` is not there."""
    done = [(each["date"], index, each, None) for index, each in enumerate(facts["sessions"]) if each]
    done += [(each["date"], index, None, each) for index, each in enumerate(facts["out_of_session"] or ()) if each]
    return sorted(done, key=lambda each: each[0])


def _weigh_what_is_left(ledger: _Ledger, tariff: Tariff, day: date) -> None:
    """The free time of the file, on the day of the question; the two readings, where they would change an amount."""
    weighing = ledger.weighing
    if not tariff.by_session and tariff.free != tariff.norm:
        because = _FREE.fill(used=ledger.used, free=tariff.free_minutes)
        weighing.weigh(tariff.free, day=day, holds=True, because=because, facts=tuple(ledger.pointers))
    if ledger.mandate == "pilot" and ledger.lines:
        nothing_from_the_parties(weighing, ledger.lines[0])
    if ledger.absences and ledger.worked + ledger.absences > tariff.free_minutes:
        weighing.leave_to_a_person(f"{R061}/s28-al1-fee", _ABSENCE_TIME)
    if ledger.minutes_before_2021 and not tariff.by_session:
        weighing.leave_to_a_person(f"{R06}/s4-s12", _FILE_OF_2021)


@PILOT_RULES.encodes("c25.01-r1/s12-al1")
def nothing_from_the_parties(weighing: Weighing, first: _Line) -> None:
    """Pilot, s. 12, par. 1: the Ministry pays, and nothing may be charged to the parties."""
    weighing.weigh("c25.01-r1/s12-al1", day=first.day, holds=True, because=_PILOT_PARTIES, facts=(first.at,))


def _totals(ledger: _Ledger, amounts: Iterable[Money | None]) -> dict[str, Any]:
    """What each pays; None where a line that is theirs, or may be, has no known amount."""
    known = {"ministry": 0, "parties": 0}
    whole = {"ministry": True, "parties": True}
    for line, amount in zip(ledger.lines, amounts, strict=True):
        if amount is not None and line.payer is not None:
            known[line.payer] += amount.cents
            continue
        for payer in (line.payer,) if line.payer else ("ministry", "parties"):
            whole[payer] = False
    whole["parties"] = whole["parties"] or ledger.mandate == "pilot"
    return {
        "ministry_pays": Money(known["ministry"]) if whole["ministry"] else None,
        "ministry_at_least": Money(known["ministry"]),
        "parties_pay": Money(known["parties"]) if whole["parties"] else None,
        "parties_at_least": Money(known["parties"]),
    }


def _then(ledger: _Ledger, known_on: date | None) -> dict[str, Any] | None:
    if known_on is None:
        return None
    for line in ledger.lines:
        _notice_found(ledger.weighing, line)
    return _totals(ledger, [line.as_known_on(ledger.weighing, known_on) for line in ledger.lines])


def _notice_found(weighing: Weighing, line: _Line) -> None:
    """A rate indexed on April 1 whose notice was not found: since when it was known is for a person."""
    if line.tariff is None or line.tariff.hour is None:
        return
    dated = weighing.parameters[line.tariff.rate].at(line.day)
    first = dated.in_force.first
    if (first.month, first.day) == (4, 1) and dated.known_from is None:
        weighing.leave_to_a_person(line.tariff.indexing, _NOTICE_NOT_FOUND)


def _difference(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Money | None]:
    pays = ("ministry_pays", "parties_pay")
    return {name: now[name] - then[name] if None not in (now[name], then[name]) else None for name in pays}


def _weigh_indexing(
    ledger: _Ledger, facts: Mapping[str, Any], tariff: Tariff, difference: Mapping[str, Money | None] | None
) -> None:
    known = [amount for amount in (difference or {}).values() if amount is not None]
    changed = sum((amount.cents for amount in known), 0)
    day = short_date(facts["known_on"])
    because = _INDEXED.fill(known_on=day, difference=Money(changed)) if changed else _NOT_INDEXED.fill(known_on=day)
    norm_ids = dict.fromkeys(line.tariff.indexing for line in ledger.lines if line.tariff) or {tariff.indexing: None}
    for norm_id in norm_ids:
        at = next((line.day for line in ledger.lines if line.tariff and line.tariff.indexing == norm_id), facts["on"])
        ledger.weighing.weigh(norm_id, day=at, holds=True if changed else None, because=because, facts=("/known_on",))


def _last_known(weighing: Weighing, tariff: Tariff, on: date) -> dict[str, Any] | None:
    """Where no source gives the rate of the day: the last one that a source gives, and until when it ran."""
    if tariff.hour is not None:
        return None
    for dated in reversed(weighing.parameters[tariff.rate].values):
        last = dated.in_force.last
        if not dated.unknown and last is not None and last < on:
            return {"amount": weighing.parameter_if_known(tariff.rate, day=last), "until": last}
    return None


def _shown(line: _Line, amount: Money | None) -> dict[str, Any]:
    return {
        "for": line.at,
        "payer": line.payer,
        "minutes": line.minutes,
        "hour": line.tariff.hour if line.tariff else None,
        "amount": amount,
        "norm": line.norm,
    }


def _shown_then(line: _Line, weighing: Weighing, known_on: date | None) -> dict[str, Any]:
    """With `known_on`: what the line was worth by the rates that were known that day."""
    return {} if known_on is None else {"then": line.as_known_on(weighing, known_on)}


QUESTION = Question(
    id="small-claims/mediator-fees",
    title=Text("Que coûte cette médiation, et à qui?", "What does this mediation cost, and whom?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_fees,
    readings=READINGS,
)
