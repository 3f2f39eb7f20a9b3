"""limits/prescription: the last day to sue, its account, and the safe day where something is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, in_time, last_safe_day, next_working_day, prolonged
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.prescription_facts import FACTS, OUTCOME, READINGS
from parvis.law.texts.ccq.prescription import RULES, Step, agreements, counted_from, restarts, term_of

_LASTS = Text(
    "L'interruption dure jusqu'au jugement définitif ou à la transaction.",
    "The interruption lasts until the final judgment or a transaction.",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day to sue: certainly not before `safe` nor after `latest`, with the account of the safe one."""

    safe: date
    latest: date
    account: tuple[Step, ...]

    @property
    def last_day(self) -> date | None:
        """The day, where nothing is uncertain."""
        return self.safe if self.safe == self.latest else None


def limit_of(weighing: Weighing, facts: Mapping[str, Any], on: date) -> Limit | None:
    """The last day to sue on these facts; None where the day the right of action arose is not known."""
    arose = facts["right_arose"]
    if arose is None:
        return None
    _tell_what_is_left_to_a_person(weighing, facts, arose["not_before"])
    starts = _starts(weighing, facts, arose["not_before"], arose["not_after"])
    if starts is None:
        return None
    first, last = starts
    range_of_days = arose["not_before"] != arose["not_after"] or first != last
    told = facts if facts["claim"] is not None else {**facts, "claim": "municipality", "bodily_injury": False}
    with weighing.supposing(_kind_is_supposed(facts)):
        term = term_of(weighing, told, first)
    pauses, restarted = agreements(weighing, facts, on, latest=False), restarts(weighing, facts, latest=False)
    safe = counted_from(weighing, first, term, pauses, restarted, at_the_earliest=range_of_days, latest=False)
    with weighing.supposing():
        short = facts["claim"] == "municipality" and facts["bodily_injury"] is None
        late_term = term_of(weighing, {**facts, "bodily_injury": True} if short else facts, first)
        pauses, restarted = agreements(weighing, facts, on, latest=True), restarts(weighing, facts, latest=True)
        late = counted_from(weighing, last, late_term, pauses, restarted, at_the_earliest=range_of_days, latest=True)
    # Months are not all as long: across the suspension of 2020, a later start may end a day earlier.
    earlier, later = sorted((safe, late), key=lambda steps: steps[-1].day)
    return Limit(earlier[-1].day, later[-1].day, tuple(earlier))


def _kind_is_supposed(facts: Mapping[str, Any]) -> bool:
    """Whether the kind of claim, or what it turns on, is not known: the shortest period is then supposed."""
    return facts["claim"] is None or (facts["claim"] == "municipality" and facts["bodily_injury"] is None)


_MAY_BE_SHORTER = Text(
    "Pour un bien qui n'a pas duré, un article 274 donnait un an seulement. On n'a pas vu s'il vaut encore: faites-le "
    "vérifier, et agissez sans attendre.",
    "For goods that did not last, a section 274 gave one year only. Whether it still stands was not seen: have it "
    "checked, and act without waiting.",
)


def _starts(weighing: Weighing, facts: Mapping[str, Any], first: date, last: date) -> tuple[date, date] | None:
    """The earliest and the latest start; the Consumer Protection Act has two readings. None where it is not known."""
    formed = facts["contract_formed"]
    if facts["claim"] != "consumer_act":
        return first, last
    chosen = weighing.reading("cpa273-start")
    why = Text(
        "Le texte de l'article 273 n'a pas été vu: le délai part peut-être du contrat. Le jour sûr est compté ainsi.",
        "The text of section 273 was not seen: the period may run from the contract. The safe day is so counted.",
    )
    if formed is None:
        why = Text(
            "Le texte de l'article 273 n'a pas été vu: le délai part peut-être du contrat, donc plus tôt. Le jour du "
            "contrat n'est pas connu: agissez sans attendre.",
            "The text of section 273 was not seen: the period may run from the contract, so from an earlier day. The "
            "day of the contract is not known: act without waiting.",
        )
    weighing.leave_to_a_person("cpa/s273", why)
    weighing.leave_to_a_person("cpa/s274", _MAY_BE_SHORTER)
    if chosen == "contract_formed":
        return None if formed is None else (formed, formed)
    return (first, last) if formed is None else (min(first, formed), max(last, formed))


@RULES.encodes("ccq/a2926")
def _tell_what_is_left_to_a_person(weighing: Weighing, facts: Mapping[str, Any], day: date) -> None:
    if facts["gradual_harm"]:
        because = Text(
            "Le préjudice est apparu peu à peu ou tard: son premier signe fixe le départ.",
            "The harm appeared gradually or late: its first sign fixes the start.",
        )
        weighing.weigh("ccq/a2926", day=day, holds=True, because=because, facts=("/gradual_harm",))
    if facts["claim"] == "municipality":
        norm = "c-27.1/a1112-1-prescription" if facts["municipality"] == "municipality" else "c-19/s586"
        why = Text(
            "Ce court délai vise des dommages. Une réclamation qui vient d'un contrat suit le délai général de trois ans.",
            "This short period concerns damages. A claim that arises from a contract follows the general three years.",
        )
        weighing.leave_to_a_person(norm, why)
    if facts["claim"] == "latent_defect":
        why = Text(
            "Le vice caché est dénoncé par écrit dans un délai raisonnable: dénoncez-le sans attendre.",
            "A latent defect is reported in writing within a reasonable time: report it without waiting.",
        )
        weighing.leave_to_a_person("ccq/a1739", why)


def weigh_prescription(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the last day to sue."""
    on = facts["on"]
    limit = limit_of(weighing, facts, on)
    served = _served(weighing, facts, limit)
    account = [] if limit is None else [step.as_outcome() for step in (*limit.account, *served.steps)]
    known = limit is not None
    return weighing.decide(
        {
            "last_day": limit.last_day if limit else None,
            "safe_day": limit.safe if limit else None,
            "range": {"not_before": limit.safe, "not_after": limit.latest}
            if limit and limit.last_day is None
            else None,
            "prescribed": _prescribed(limit, served, on),
            "interrupted": served.interrupted,
            "serve_by": served.serve_by,
            "days_left": (limit.safe - on).days if limit else None,
            "notice": _municipal_notice(weighing, facts) if known else None,
            "account": account,
            "needed": _needed(facts),
        }
    )


def _needed(facts: Mapping[str, Any]) -> list[str]:
    needed = [f"/{name}" for name in ("claim", "right_arose") if facts[name] is None]
    if facts["claim"] == "municipality":
        needed += [f"/{name}" for name in ("municipality", "bodily_injury") if facts[name] is None]
    if facts["claim"] == "consumer_act" and facts["contract_formed"] is None:
        needed.append("/contract_formed")
    return needed


def _prescribed(limit: Limit | None, served: _Served, on: date) -> bool | None:
    if limit is None:
        return None
    if served.interrupted:
        return False
    if served.filed is not None and served.filed <= limit.safe and served.interrupted is None:
        return False if served.latest_service and on <= served.latest_service else None
    day = served.filed or on
    if day <= limit.safe:
        return served.interrupted is False and on > limit.safe
    return True if day > limit.latest else None


@dataclass(frozen=True, slots=True)
class _Served:
    """What filing and service did to the period."""

    filed: date | None
    interrupted: bool | None
    serve_by: date | None
    latest_service: date | None = None
    steps: tuple[Step, ...] = ()


@RULES.encodes("ccq/a2892", "ccq/a2896")
def _served(weighing: Weighing, facts: Mapping[str, Any], limit: Limit | None) -> _Served:
    """CCQ 2892: filed in time, and served not later than 60 days after the end of the period."""
    filed, notified = facts["claim_filed"], facts["claim_notified"]
    if filed is None or limit is None:
        return _Served(filed, False if filed is None else None, None)
    period, serve_by = service_limit(weighing, filed, limit)
    latest_service = prolonged(period.after(limit.latest), Holidays.EVERY_ACT).day
    if filed > limit.latest:
        return _filed_too_late(weighing, filed)
    timely = True if filed <= limit.safe else None
    reading = weighing.reading("ccq2892-service")
    served = notified if reading == "clerk" else None
    interrupted = timely
    if timely:
        if served is None:
            interrupted = None  # not served yet, or its day is not known: nothing is concluded
        else:
            interrupted = True if served <= serve_by else False if served > latest_service else None
    text = Text(
        "Demande déposée le {filed}; à signifier le {serve_by} au plus tard.",
        "Claim filed on {filed}; to be served by {serve_by}.",
    ).fill(filed=filed, serve_by=serve_by)
    weighing.weigh("ccq/a2892", day=filed, holds=interrupted, because=text, facts=("/claim_filed", "/claim_notified"))
    why = Text(
        "La notification par le greffe vaut-elle la signification? Les textes vus ne le disent pas: demandez-le au "
        "greffe.",
        "Is the clerk's notification the service? The texts seen do not say: ask the court office.",
    )
    weighing.leave_to_a_person("ccq/a2892", why)
    if interrupted:
        weighing.weigh("ccq/a2896", day=filed, holds=True, because=_LASTS, facts=("/claim_filed", "/claim_notified"))
    steps = [Step("filed", filed, text, "ccq/a2892")]
    if served is not None:
        note = Text("Demande notifiée le {served}.", "Claim notified on {served}.").fill(served=served)
        steps.append(Step("served", served, note, "ccq/a2892"))
    return _Served(filed, interrupted, serve_by, latest_service, tuple(steps))


def _filed_too_late(weighing: Weighing, filed: date) -> _Served:
    text = Text(
        "Demande déposée le {filed}, après la fin du délai.", "Claim filed on {filed}, after the period had ended."
    ).fill(filed=filed)
    weighing.weigh("ccq/a2892", day=filed, holds=False, because=text, facts=("/claim_filed",))
    return _Served(filed, False, None, steps=(Step("filed", filed, text, "ccq/a2892"),))


def service_limit(weighing: Weighing, filed: date, limit: Limit) -> tuple[Period, date]:
    """CCQ 2892: the days to serve after the period ends, and the safe last day to do it."""
    period = cast(Period, weighing.parameter("ccq/a2892-service", day=filed))
    return period, last_safe_day(limit.safe, period, Holidays.EVERY_ACT).day


@RULES.encodes("c-19/s585-notice", "c-27.1/a1112-1-notice")
def _municipal_notice(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The written notice to a municipality: 15 days for a city, 60 for another; the shorter where that is not known."""
    if facts["claim"] != "municipality" or facts["bodily_injury"]:
        return None
    city = facts["municipality"] != "municipality"
    norm = "c-19/s585-notice" if city else "c-27.1/a1112-1-notice"
    start = facts["right_arose"]["not_before"]
    period = cast(Period, weighing.parameter(norm, day=start))
    last = last_safe_day(start, period, Holidays.EVERY_ACT).day
    timely = _notice_in_time(weighing, facts, period)
    text = Text("Avis écrit dans les {days}: le {last} au plus tard.", "Written notice within {days}: by {last}.").fill(
        days=period.text(), last=last
    )
    weighing.weigh(norm, day=start, holds=timely, because=text, facts=("/notice_given", "/municipality"))
    if timely is False or (timely is None and facts["notice_given"]):
        why = Text(
            "L'avis manque ou paraît tardif: une avocate ou un avocat peut dire si l'action reste possible.",
            "The notice is missing or looks late: a lawyer can say whether the action is still open.",
        )
        weighing.leave_to_a_person(norm, why)
    return {"last_day": last, "given_in_time": timely, "norm": norm}


def _notice_in_time(weighing: Weighing, facts: Mapping[str, Any], period: Period) -> bool | None:
    """Whether the notice came in time; None where the day of the harm, the Act or a closed day leaves a doubt."""
    given, start, late = facts["notice_given"], facts["right_arose"]["not_before"], facts["right_arose"]["not_after"]
    longest = period
    if facts["municipality"] is None:
        longest = cast(Period, weighing.parameter("c-27.1/a1112-1-notice", day=start))
    if given is None:
        over = facts["on"] > next_working_day(longest.after(late), Holidays.EVERY_ACT)
        return False if over else None
    if given <= period.after(start):
        return True
    return False if in_time(given, late, longest, Holidays.EVERY_ACT) is False else None


QUESTION = Question(
    id="limits/prescription",
    title=Text("Jusqu'à quel jour puis-je poursuivre?", "Until which day may I sue?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_prescription,
    readings=READINGS,
)
