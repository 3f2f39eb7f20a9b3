"""The lines of a timetable, and those that no table of deadlines gives: notice, prescription, service, settlement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from parvis.law.kernel.calendar import Holidays, next_working_day, previous_working_day
from parvis.law.kernel.deadline import Timing
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.period import Period, Span
from parvis.law.kernel.text import Text
from parvis.law.questions.prescription import Limit, limit_of, service_limit
from parvis.law.questions.timetable_facts import EVENTS

#: The formal notice: each act and what follows if it is missed, said to who does it, then to the other party.
_SEND = Text(
    "Envoyez une mise en demeure écrite, et gardez la preuve de sa réception.",
    "Send a written formal notice, and keep the proof that it was received.",
)
_BEAR_COSTS = Text(
    "Vous pourriez avoir à payer les frais si l'autre personne s'exécute ensuite.",
    "You may bear the costs if the other person then performs.",
)
_SENDS = Text(
    "La personne qui réclame envoie une mise en demeure écrite, et garde la preuve de sa réception.",
    "The claimant sends a written formal notice, and keeps the proof that it was received.",
)
_MAY_BEAR_COSTS = Text(
    "Elle pourrait avoir à payer les frais si l'autre personne s'exécute ensuite.",
    "The claimant may bear the costs if the other person then performs.",
)
_PERFORM = Text("Payez, exécutez ou répondez à la mise en demeure.", "Pay, perform or answer the formal notice.")
_BE_SUED = Text(
    "L'autre personne peut déposer une demande contre vous.", "The other person may file a claim against you."
)
_PERFORMS = Text(
    "La personne mise en demeure paie, s'exécute ou répond.",
    "The person who received the notice pays, performs or answers.",
)
_MAY_BE_SUED = Text("Une demande peut être déposée contre elle.", "A claim may be filed against that person.")
_FILE = Text("Vous pouvez déposer votre demande.", "You may file your claim.")
_MAY_FILE = Text("La personne qui réclame peut déposer sa demande.", "The claimant may file a claim.")
_TIME_RUNS = Text(
    "Rien ne se passe tout seul, et la prescription court.", "Nothing happens by itself, and prescription runs."
)
_ENOUGH_TIME = Text("un délai suffisant; souvent 10 jours", "enough time; often 10 days")
_TIME_GIVEN = Text("le délai de la mise en demeure", "the time that the notice gives")
_AFTER_RECEIPT = Text("{days} après la réception", "{days} after it is received")
_DAY = timedelta(days=1)
_PROCEDURE = Holidays.CIVIL_PROCEDURE


@dataclass(frozen=True)
class Item:
    """One line: who does what, by when, under which norm, and what follows if it is missed."""

    key: str
    stage: str
    who: str
    act: Text
    if_missed: Text
    timing: Timing
    norm: Norm
    trigger: str | None = None
    strict: bool | None = None
    applies: bool | None = True
    done: bool = False
    incidental: bool = False
    optional: bool = False
    over: bool = False
    act_other: Text | None = None
    if_missed_other: Text | None = None

    @property
    def day(self) -> date | None:
        """The day to show: the last day to act, or the first day on which the act is allowed."""
        return self.timing.last_day or self.timing.first_day

    def past(self, on: date) -> bool:
        """Whether acting on that day is late by any reading of a closed last day, or the file has moved past it."""
        last = self.timing.closes or self.timing.last_day
        return self.over if last is None else last < on

    def as_outcome(self, on: date) -> dict[str, Any]:
        """The line as the outcome shows it."""
        timing, bounds = self.timing, self.timing.bounds
        waits = None if self.trigger is None else {"event": self.trigger, "text": EVENTS[self.trigger]}
        return {
            "key": self.key,
            "stage": self.stage,
            "who": self.who,
            "act": self.act,
            "act_other": self.act_other,
            "last_day": timing.last_day,
            "first_day": timing.first_day,
            "range": None if bounds is None else {"not_before": bounds.first, "not_after": bounds.last},
            "counted": timing.counted,
            "moved_by": timing.moved_by,
            "starts_from": waits,
            "from_day": timing.from_day,
            "days": timing.days,
            "strict": self.strict,
            "applies": self.applies,
            "incidental": self.incidental,
            "optional": self.optional,
            "past": self.past(on),
            "done": self.done,
            "if_missed": self.if_missed,
            "if_missed_other": self.if_missed_other,
            "readings": [{"reading": reading, "last_day": day} for reading, day in timing.readings],
            "norm": self.norm.id,
            "cite": self.norm.cite,
            "confirmed": not self.norm.unconfirmed,
        }


def formal_notice(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[Item]:
    """Before the claim: the formal notice, the days it gives to perform, and the first day to file after it."""
    events = facts["events"]
    received, delay = events["notice_received"], events["notice_delay_days"]
    day = received or weighing.on
    norm, costs = weighing.lean_on("ccq/a1595", day=day), weighing.lean_on("ccq/a1596", day=day)
    done = any(events[name] for name in ("claim_filed", "settled", "paid"))
    sent = Item("send_notice", "before_claim", "claimant", _SEND, _BEAR_COSTS, Timing(_ENOUGH_TIME), norm)
    trigger = None if received is not None else "notice_received"
    to_perform, to_file = _given(received, delay)
    performed = Item("perform", "notice_sent", "defendant", _PERFORM, _BE_SUED, to_perform, norm, trigger)
    filed = Item("claim_allowed", "notice_sent", "claimant", _FILE, _TIME_RUNS, to_file, costs, trigger)
    yield replace(sent, done=done or received is not None, act_other=_SENDS, if_missed_other=_MAY_BEAR_COSTS)
    yield replace(performed, done=done, act_other=_PERFORMS, if_missed_other=_MAY_BE_SUED)
    yield replace(filed, done=done, act_other=_MAY_FILE, if_missed_other=_TIME_RUNS)


def _given(received: date | None, delay: int | None) -> tuple[Timing, Timing]:
    """The time that the notice gives to perform, and the first day to file after it."""
    if received is None or delay is None:
        return Timing(_TIME_GIVEN), Timing(_TIME_GIVEN)
    last = Period(delay, "days").after(received)
    safe, latest = previous_working_day(last, _PROCEDURE), next_working_day(last, _PROCEDURE)
    safe = max(safe, received)
    given = _AFTER_RECEIPT.fill(days=Period(delay, "days").text())
    bounds = Span(safe, latest) if safe != latest else None
    to_perform = Timing(given, received, safe, bounds=bounds, counted=last, closes=latest)
    return to_perform, Timing(given, received, first_day=latest + _DAY, counted=last)


def _claim_limit(weighing: Weighing, facts: Mapping[str, Any]) -> Limit | None:
    """The prescription of the claim, where the facts that fix it are told."""
    if facts["claim"] is None:
        return None
    with weighing.pointing("/claim{}".format):
        return limit_of(weighing, facts["claim"], weighing.on)


def file_claim(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[Item]:
    """Prescription: the last day to file, where the facts that fix it are told."""
    events = facts["events"]
    limit = _claim_limit(weighing, facts)
    norm = weighing.lean_on("ccq/a2925", day=weighing.on)
    if limit is not None:
        norm = weighing.lean_on(next(s.norm for s in limit.account if s.step == "period"), day=weighing.on)
    words = Text("la prescription", "prescription")
    timing = Timing(words)
    if limit is not None:
        bounds = None if limit.last_day is not None else Span(limit.safe, limit.latest)
        timing = Timing(words, limit.account[0].day, limit.safe, bounds=bounds, counted=limit.safe)
    yield Item(
        key="file_claim",
        stage="before_claim",
        who="claimant",
        act=Text("Déposez votre demande au greffe.", "File your claim with the court office."),
        if_missed=Text("Vous ne pouvez plus poursuivre.", "You can no longer sue."),
        act_other=Text(
            "La personne qui réclame dépose sa demande au greffe.",
            "The claimant files the claim with the court office.",
        ),
        if_missed_other=Text("Elle ne peut plus poursuivre.", "The claimant can no longer sue."),
        timing=timing,
        norm=norm,
        done=any(events[name] for name in ("claim_filed", "settled", "paid")),
    )


def service(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[Item]:
    """CCQ 2892: the last day to serve a claim that was filed in time."""
    events = facts["events"]
    filed = events["claim_filed"]
    limit = _claim_limit(weighing, facts)
    if filed is None or limit is None or filed > limit.latest:
        return
    period, last = service_limit(weighing, filed, limit)
    words = Text("{days} après la fin de la prescription", "{days} after prescription ends").fill(days=period.text())
    yield Item(
        key="serve_claim",
        stage="claim_filed",
        who="claimant",
        act=Text(
            "Vérifiez au greffe que la demande est notifiée à l'autre partie.",
            "Check with the court office that the claim is notified to the other party.",
        ),
        if_missed=Text("Le dépôt n'aura pas arrêté la prescription.", "Filing will not have stopped prescription."),
        act_other=Text(
            "La personne qui réclame vérifie au greffe que la demande est notifiée.",
            "The claimant checks with the court office that the claim is notified.",
        ),
        if_missed_other=Text(
            "Le dépôt n'aura pas arrêté la prescription.", "Filing will not have stopped prescription."
        ),
        timing=Timing(words, filed, last, counted=last),
        norm=weighing.lean_on("ccq/a2892", day=filed),
        done=events["claim_notified"] is not None,
    )


def limit_of_judgment(weighing: Weighing, start: date | None, where: str) -> Limit | None:
    """CCQ 2924: the prescription that runs from a judgment, or from what interrupted it; None without a day."""
    told: dict[str, Any] = {"on": weighing.on, "claim": "judgment", "gradual_harm": None, "bodily_injury": None}
    told |= {"suspension_agreements": None, "acknowledgements": None, "contract_formed": None, "municipality": None}
    told["right_arose"] = None if start is None else {"not_before": start, "not_after": start}
    with weighing.pointing(lambda _: where):
        return limit_of(weighing, told, weighing.on)


def judgment_prescription(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[Item]:
    """CCQ 2924: the right that results from a judgment is prescribed by 10 years."""
    rendered = facts["events"]["judgment"]
    limit = limit_of_judgment(weighing, rendered, "/events/judgment")
    words = Text("10 ans après le jugement", "10 years after the judgment")
    timing = Timing(words)
    if limit is not None:
        timing = Timing(words, rendered, limit.safe, counted=limit.safe)
    yield Item(
        key="judgment_prescribed",
        stage="after_judgment",
        who="claimant",
        act=Text("Dernier jour pour faire exécuter le jugement.", "Last day to have the judgment executed."),
        if_missed=Text("Le jugement ne peut plus être exécuté.", "The judgment can no longer be executed."),
        act_other=Text(
            "Dernier jour, pour la personne qui a gagné, pour faire exécuter le jugement.",
            "Last day for the person who won to have the judgment executed.",
        ),
        if_missed_other=Text("Le jugement ne peut plus être exécuté.", "The judgment can no longer be executed."),
        timing=timing,
        norm=weighing.lean_on("ccq/a2924", day=rendered or weighing.on),
        trigger=None if rendered else "judgment",
        done=facts["events"]["paid"] is not None,
    )


def homologation(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[Item]:
    """CCP 556: an agreement filed and confirmed is equivalent to a judgment; the text sets no time for it."""
    settled = facts["events"]["settled"]
    yield Item(
        key="file_settlement",
        stage="settled",
        who="both",
        act=Text(
            "Déposez au greffe l'entente signée, ou un avis que l'affaire est réglée.",
            "File the signed agreement with the court office, or a notice that the case is settled.",
        ),
        if_missed=Text("Une entente non entérinée ne s'exécute pas.", "An agreement not confirmed cannot be enforced."),
        timing=Timing(Text("sans délai fixé par le texte", "no time is set by the text"), settled),
        norm=weighing.lean_on("ccp/a556-settlement", day=settled or weighing.on),
        trigger=None if settled else "settled",
    )


def award(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[Item]:
    """CCP 645: an award is homologated before its execution is forced; the text seen sets no time for it."""
    made = facts["events"]["award"]
    if made is None:
        return
    missed = Text("La sentence vous lie, mais elle ne s'exécute pas.", "The award binds, but cannot be enforced.")
    yield Item(
        key="homologate_award",
        stage="arbitration",
        who="claimant",
        act=Text(
            "Si on ne vous paie pas, demandez au tribunal d'homologuer la sentence.",
            "If you are not paid, ask the court to homologate the award.",
        ),
        if_missed=missed,
        act_other=Text(
            "Si elle n'est pas payée, la personne qui a gagné demande au tribunal d'homologuer la sentence.",
            "If not paid, the person who won asks the court to homologate the award.",
        ),
        if_missed_other=missed,
        timing=Timing(Text("sans délai fixé par le texte", "no time is set by the text"), made),
        norm=weighing.lean_on("ccp/a645-homologation", day=made),
        done=facts["events"]["paid"] is not None,
    )
