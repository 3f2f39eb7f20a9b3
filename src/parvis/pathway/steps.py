"""The steps of a plan: the law's timetable, sorted into what the reader does now, what may come later, what others do.

Every date and every sentence of a step comes from `small-claims/timetable`; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.text import Text, counted
from parvis.pathway.parts import Action, Deadline, MediationRoute, Station, Step
from parvis.pathway.situation import Situation
from parvis.pathway.standing import basis_on

#: Where so few days are left to sue, a formal notice may take all of them: the claim comes first.
SOON = timedelta(days=30)

Item = Mapping[str, Any]

_WHO: Mapping[str, Text] = {
    "clerk": Text("Le greffe", "The court office"),
    "mediator": Text("Le médiateur", "The mediator"),
    "arbitrator": Text("L'arbitre", "The arbitrator"),
    "judge": Text("Le juge", "The judge"),
    "garnishee": Text("L'employeur ou la banque", "The employer or the bank"),
}
_YOU, _OTHER = Text("Vous", "You"), Text("L'autre partie", "The other party")
_BOTH = Text("Vous (l'autre partie aussi)", "You (the other party too)")
_ACTIONS: Mapping[str, Action] = {
    "send_notice": Action(Text("Écrire ma mise en demeure", "Write my formal notice"), "notice"),
    "file_claim": Action(Text("Comment déposer ma demande", "How to file my claim"), "service", "demande-en-ligne"),
    "claim_allowed": Action(Text("Comment déposer ma demande", "How to file my claim"), "service", "demande-en-ligne"),
    "execution": Action(Text("Trouver un huissier", "Find a bailiff"), "service", "bottin-des-huissiers"),
    "answer": Action(Text("Comment répondre", "How to answer"), "service", "formulaire-de-reponse"),
}
#: Exceptional or very distant: never the day that matters most.
_NOT_URGENT = ("judicial_review", "judgment_prescribed", "instalment_cure", "hearing")
#: Only for who has to pay: who is to be paid has nothing to set aside.
_FOR_THE_LOSER = ("judicial_review", "revocation", "revocation_limit")


def party(situation: Situation) -> str:
    """Whose side of the timetable is the reader's; after a judgment, the one to be paid is on the claimant's side."""
    if situation.stage == "after_judgment" and situation.winner in ("me", "other"):
        return "claimant" if situation.winner == "me" else "defendant"
    return situation.role


def stage_now(decision: Decision, situation: Situation) -> str:
    """The stage that the file has reached: the later of what the days show and what the person said."""
    ranks = [each["stage"] for each in decision.outcome["stages"]]
    said = situation.stage
    if said == "claim_filed" and not situation.is_claimant:
        said = "claim_notified"
    if said == "hearing_day" and situation.hearing is not None and situation.hearing < decision.on:
        said = "advisement"
    found = str(decision.outcome["stage"])
    if found == "settled":
        return found
    return max(found, said, key=ranks.index)


#: Said to somebody who received no formal notice: to answer "the" notice would be to look for one.
_IF_A_NOTICE_COMES = Text(
    "Si une mise en demeure arrive : payez, exécutez ou répondez.",
    "If a formal notice comes: pay, perform or answer it.",
)


class Timetable:
    """The timetable of one plan, read for one reader."""

    def __init__(self, decision: Decision, situation: Situation) -> None:
        self.decision = decision
        self.situation = situation
        self.on = decision.on
        self.me = party(situation)
        self.stage = stage_now(decision, situation)
        self.ranks = {each["stage"]: rank for rank, each in enumerate(decision.outcome["stages"])}
        here = self.ranks[self.stage]
        self.ahead = [
            item for item in decision.outcome["items"] if self.ranks[item["stage"]] >= here and not item["done"]
        ]
        if self.stage == "notice_sent":  # the claim is still to be filed: its last day goes on counting
            self.ahead += [item for item in decision.outcome["items"] if item["key"] == "file_claim"]
        if self.stage == "default":  # the answer that is late is still the act that matters
            self.ahead = [item for item in decision.outcome["items"] if item["key"] == "answer"] + self.ahead
        if situation.stage == "after_judgment" and situation.winner in ("me", "nobody"):
            self.ahead = [item for item in self.ahead if item["key"] not in _FOR_THE_LOSER]

    def mine(self) -> list[Item]:
        """The reader's acts, from here on."""
        return [item for item in self.ahead if item["who"] in (self.me, "both") and self._concerns(item)]

    def _concerns(self, item: Item) -> bool:
        if self.stage == "settled":
            return bool(item["stage"] == "settled")
        return item["stage"] != "settled" or self.situation.mediation_result == "settled"

    def now(self) -> list[Item]:
        """What the reader does now: what has a date, what can be done at this stage, and the next act."""
        mine = self.mine()
        nearest = next((item for item in mine if item["stage"] != self.stage), None)
        chosen = [
            item
            for item in mine
            if _is_dated(item)
            or (item["stage"] == self.stage and item["starts_from"] is None)
            or (item is nearest and self.stage == "contested")
        ]
        return sorted(chosen, key=lambda item: (not self._is_pressing(item), self._is_over(item))) or mine[:1]

    def _is_over(self, item: Item) -> bool:
        """After a judgment, what could be done until a day that has passed comes after what can still be done."""
        return bool(self.stage == "after_judgment" and item["past"])

    def _is_pressing(self, item: Item) -> bool:
        """Filing comes before a formal notice where the time to sue would end while one waits for an answer to it."""
        day = item["last_day"]
        return bool(item["key"] == "file_claim" and day and timedelta(0) <= day - self.on <= SOON)

    def item(self, key: str) -> Item | None:
        """One entry of the timetable, whoever it is for."""
        return next((item for item in self.decision.outcome["items"] if item["key"] == key), None)

    def step(self, item: Item) -> Step:
        """An entry as a step."""
        mine = item["who"] in (self.me, "both")
        who = (_BOTH if item["who"] == "both" else _YOU) if mine else _WHO.get(item["who"], _OTHER)
        bounds = item["range"]
        act, missed = item["act"], item["if_missed"]
        if not mine:  # somebody else's act is not said with "you"
            act, missed = item["act_other"] or act, item["if_missed_other"] or missed
        elif item["key"] == "perform" and self.situation.stage == "before_claim":
            act = _IF_A_NOTICE_COMES
        return Step(
            key=item["key"],
            who=who,
            mine=mine,
            act=act,
            when=self._when(item),
            last_day=item["last_day"],
            first_day=item["first_day"],
            range=(bounds["not_before"], bounds["not_after"]) if bounds else None,
            why=_why(item),
            basis=basis_on(item["norm"], self.on),
            strict=item["strict"],
            applies=item["applies"],
            if_missed=missed,
            past=bool(item["past"]),
            done=bool(item["done"]),
            unconfirmed=not item["confirmed"],
            readings=tuple((_reading_label(each["reading"]), each["last_day"]) for each in item["readings"]),
            action=_ACTIONS.get(item["key"]) if mine else None,
        )

    def _when(self, item: Item) -> Text:
        """When, in words; a judgment not paid in time can still be paid: what has changed is that it can be enforced."""
        execution = self.item("execution")
        if item["key"] == "pay_judgment" and item["past"] and execution and execution["first_day"]:
            since = Text(
                "On peut encore payer. Une saisie est possible depuis le {day}.",
                "It can still be paid. A seizure has been possible since {day}.",
            )
            perhaps = Text(
                "On peut encore payer. Une saisie est peut-être déjà possible; elle l'est en tout cas dès le {day}.",
                "It can still be paid. A seizure may already be possible; in any case it is from {day}.",
            )
            return (perhaps if execution["first_day"] > self.on else since).fill(day=execution["first_day"])
        return when(item, self.on)

    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...], tuple[Step, ...]]:
        """What the reader does now, what may come later, what others do; filing is one step, with its window."""
        now, mine = self.now(), self.mine()
        allowed = next((item for item in mine if item["key"] == "claim_allowed"), None)
        filing = next((item for item in mine if item["key"] == "file_claim"), None)
        if filing and allowed:  # the same act: its first day and its last day make one step
            mine = [item for item in mine if item is not allowed]
            if not any(item is filing for item in now):
                now = [filing if item is allowed else item for item in now]
            now = [item for item in now if item is not allowed]
        later = [item for item in mine if not any(item is each for each in now)]
        others = [item for item in self.ahead if item["who"] not in (self.me, "both") and item["stage"] != "settled"]
        steps = tuple(
            self._window(self.step(item), allowed["first_day"]) if item is filing and allowed else self.step(item)
            for item in now
        )
        return steps, _made(self, later), _made(self, others)

    def _window(self, filing: Step, first: date | None) -> Step:
        """Filing, from the end of the delay of the notice to the last day to sue; the last day alone where it is near."""
        last = filing.last_day
        if first is None or (last and (last < first or last - self.on <= SOON)):
            return filing
        opens = first > self.on
        if last is None:
            unknown = Text(
                "À partir du {first}. Nous ne connaissons pas le dernier jour.",
                "From {first}. The last day is not known.",
            )
            return replace(filing, first_day=first, when=unknown.fill(first=first) if opens else filing.when)
        text = (
            Text("À partir du {first} et au plus tard le {last}.", "From {first}, and by {last}.")
            if opens
            else Text("Dès maintenant, et au plus tard le {last}.", "From now on, and by {last}.")
        )
        return replace(filing, first_day=first, when=text.fill(first=first, last=last))

    def deadline(self, steps: Iterable[Step]) -> Deadline | None:
        """The last day that matters most now: the nearest one to come, else the last one that has passed."""
        dated = [each for each in steps if each.last_day and each.key not in _NOT_URGENT]
        dated = [each for each in dated if not (each.past and each.key == "pay_judgment")]
        ahead = [each for each in dated if not each.past]
        chosen = min(ahead, key=_last) if ahead else max(dated, key=_last, default=None)
        if chosen is None or chosen.last_day is None:
            return None
        return Deadline(chosen.last_day, chosen.act, chosen.key, chosen.past, chosen.strict, chosen.unconfirmed)

    def if_nothing(self) -> Text | None:
        """What happens at this stage if the reader does nothing."""
        here = next((each for each in self.decision.outcome["stages"] if each["stage"] == self.stage), None)
        found: Text | None = here["if_nothing"].get(self.me) if here else None
        return found

    def path(self, mandatory: bool | None) -> tuple[Station, ...]:
        """The path of the file: the station before, here, the next two, and "if nothing is done"."""
        skipped = {"default", "settled", "waiting_for_hearing", *(() if mandatory else ("arbitration",))} - {self.stage}
        line = [each for each in self.decision.outcome["stages"] if each["stage"] not in skipped]
        here = next(rank for rank, each in enumerate(line) if each["stage"] == self.stage)
        before = line[max(0, here - 1) : here]
        if self.stage == "after_judgment" and self.situation.by_default:
            before = []  # a judgment given without somebody: which acts were passed over is not known
        state = "missed" if self.stage == "default" else "done"  # the time to answer ended without an answer
        stations = [Station(each["name"], state) for each in before]
        stations.append(Station(line[here]["name"], "here"))
        if self.stage not in ("after_judgment", "settled"):
            stations += [Station(each["name"], "next") for each in line[here + 1 : here + 3]]
        if nothing := self.if_nothing():
            stations.append(Station(nothing, "nothing"))
        return tuple(stations)


_MEDIATION: Mapping[str, tuple[Text, Text]] = {
    "mandatory": (
        Text("Préparez-vous à la médiation et participez-y.", "Prepare for mediation and take part in it."),
        Text(
            "Quand le greffe ou le médiateur communique avec vous.",
            "When the court office or the mediator contacts you.",
        ),
    ),
    "voluntary": (
        Text(
            "Si vous voulez une médiation gratuite, dites-le au greffe.",
            "If you want free mediation, tell the court office.",
        ),
        Text("Dès maintenant.", "From now on."),
    ),
}


def mediation_step(timetable: Timetable, route: MediationRoute | None) -> Step | None:
    """The mediation itself, where it is ahead: the law gives it no day, so the timetable has no entry for it."""
    if route is None or route.route not in _MEDIATION or timetable.stage not in ("contested", "mediation"):
        return None
    if timetable.situation.mediation_result in ("no_agreement", "settled"):
        return None
    act, moment = _MEDIATION[route.route]
    at_mediation = next((each for each in timetable.decision.outcome["stages"] if each["stage"] == "mediation"), None)
    missed = at_mediation["if_nothing"].get(timetable.me) if at_mediation and route.route == "mandatory" else None
    return Step(
        key="mediation",
        who=_BOTH,
        mine=True,
        act=act,
        when=moment,
        last_day=None,
        first_day=None,
        range=None,
        why=route.sentence,
        basis=route.basis,
        strict=None,
        applies=True,
        if_missed=missed,
        past=False,
        done=False,
        unconfirmed=route.unconfirmed,
    )


def _made(timetable: Timetable, items: Iterable[Item]) -> tuple[Step, ...]:
    return tuple(timetable.step(item) for item in items)


def _last(step: Step) -> date:
    return step.last_day or date.max


def _is_dated(item: Item) -> bool:
    return bool(item["last_day"] or item["first_day"])


def _reading_label(reading: str) -> Text:
    return Text(f"{reading} jours avant", f"{reading} days before") if reading.isdigit() else Text(reading, reading)


_DAYS = (Text("jour", "day"), Text("jours", "days"))
#: Beyond so many days, a count of days says less than the date.
FAR = 60


def when(item: Item, on: date) -> Text:
    """When, in words: by which day and how many are left; from which day; or what it counts from."""
    if item["last_day"]:
        left = (item["last_day"] - on).days
        if left > FAR:
            return Text("Au plus tard le {day}.", "By {day}.").fill(day=item["last_day"])
        if left < 0 and not item["past"] and item["range"]:  # a closed day: safe before it, perhaps in time after it
            return Text(
                "Le jour le plus sûr était le {day}. C'est peut-être encore à temps jusqu'au {latest}: le plus tôt sera le mieux.",
                "The safest day was {day}. It may still be in time until {latest}: the sooner the better.",
            ).fill(day=item["last_day"], latest=item["range"]["not_after"])
        if left < 0:
            return Text("C'était au plus tard le {day}.", "It was due by {day}.").fill(day=item["last_day"])
        if left == 0:
            return Text("Aujourd'hui, {day}.", "Today, {day}.").fill(day=item["last_day"])
        text = (
            Text("Le {day} (dans {left}).", "On {day} (in {left}).")
            if item["key"] == "hearing"
            else Text("Au plus tard le {day} (dans {left}).", "By {day} (in {left}).")
        )
        return text.fill(day=item["last_day"], left=counted(left, *_DAYS))
    if item["first_day"]:
        return Text("À partir du {day}.", "From {day}.").fill(day=item["first_day"])
    if item["starts_from"] is None:
        if item["key"] == "file_claim":
            return Text(
                "Sans attendre : nous ne connaissons pas le dernier jour.",
                "Without waiting: the last day is not known.",
            )
        return Text("Dès maintenant.", "From now on.")
    days: Text = item["days"]
    return Text(days.fr[0].upper() + days.fr[1:] + ".", days.en[0].upper() + days.en[1:] + ".")


def _why(item: Item) -> Text:
    """How the day was counted, and what moved it."""
    days: Text = item["days"]
    text = Text(days.fr[0].upper() + days.fr[1:] + ".", days.en[0].upper() + days.en[1:] + ".")
    if item["from_day"]:
        text = Text(text.fr + " Compté à partir du {day}.", text.en + " Counted from {day}.").fill(day=item["from_day"])
    if item["moved_by"] and item["counted"]:
        moved = Text(
            "Le {counted} est {why} : nous comptons avec le jour ouvrable le plus sûr.",
            "{counted} is {why}: the safest working day is used.",
        ).fill(counted=item["counted"], why=item["moved_by"])
        text = Text(f"{text.fr} {moved.fr}", f"{text.en} {moved.en}")
    return text
