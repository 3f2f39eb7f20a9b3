"""small-claims/mediation-route: mandatory, offered or set aside, and what follows where mediation does not settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, in_time, last_safe_day, next_working_day
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.mediation_route_facts import FACTS, OUTCOME, READINGS
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6.fees import tariff_of
from parvis.law.texts.c25_01_r0_6_1.route import REGULATION, Subject, subject_of

R061 = "c25.01-r0.6.1"
PREMEDIATION = date(2021, 5, 13)
_PROCEDURE = Holidays.CIVIL_PROCEDURE

#: The rules of sections 22, 23, 31 and 46, and of what is not arbitrable, as this question weighs them.
RULES: Rulebook[Any] = Rulebook(LAW.norms)

_SUMMARIES = {
    "not_open": Text(
        "La médiation de la Division s'ouvre quand la demande est déposée et contestée.",
        "The Division's mediation opens once the claim is filed and contested.",
    ),
    "voluntary": Text(
        "La médiation est offerte sans frais; elle se fait si les deux parties le veulent.",
        "Mediation is offered free of charge; it is held if both parties want it.",
    ),
    "mandatory": Text(
        "La médiation est obligatoire avant que l'affaire soit entendue.",
        "Mediation is mandatory before the case may be heard.",
    ),
    "exempt": Text("La médiation n'est pas obligatoire dans ce dossier.", "Mediation is not mandatory in this file."),
    "arbitration": Text(
        "La médiation n'a pas réglé l'affaire; l'arbitrage sans frais suit, sauf refus dans les 30 jours de l'avis.",
        "Mediation did not settle the case; free arbitration follows, unless refused within 30 days of the notice.",
    ),
    "court": Text("Une juge ou un juge entendra l'affaire.", "A judge will hear the case."),
    "settled": Text("Les parties se sont entendues.", "The parties have settled."),
    "unknown": Text(
        "On ne sait pas si la médiation est obligatoire ici: le greffe vous le dit.",
        "Whether mediation is mandatory here is not known: the clerk tells you.",
    ),
}


_ALL_CONSENT = Text(
    "Toutes les parties consentent: l'arbitrage sans frais suit.", "All parties consent: free arbitration follows."
)
_DECIDED = Text("La demande d'exemption est décidée.", "The request for exemption is decided.")
_COMMENTS = Text(
    "Les autres parties l'ont appris le {informed}: le dernier jour sûr pour leurs observations est le {last}.",
    "The other parties were told on {informed}: the safe last day for their comments is {last}.",
)
_EXEMPTED_TO_ARBITRATION = Text(
    "L'exemption est accordée: il n'y a pas de médiation; l'arbitrage sans frais suit, sauf refus dans les 30 jours de "
    "l'avis.",
    "The exemption is granted: no mediation is held; free arbitration follows, unless refused within 30 days of the "
    "notice.",
)
_REFUSAL_PERHAPS_LATE = Text(
    "Le refus de l'arbitrage est peut-être tardif: le greffe vous dit si l'affaire va à l'arbitrage ou au tribunal.",
    "The refusal of arbitration may be late: the clerk tells you whether the case goes to arbitration or to court.",
)


@dataclass
class _Route:
    """The route being worked out, what is needed to settle it, and its summary where it is not the usual one."""

    route: str
    then: str | None
    needed: tuple[str, ...] = ()
    refusal_last_day: date | None = None
    exemption_last_day: date | None = None
    comments_last_day: date | None = None
    summary: Text | None = None


def weigh_mediation_route(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the mediation of this file."""
    day = _day_of(facts)
    subject = subject_of(weighing, facts, day)
    found = _prospective(weighing, facts, subject, day)
    would_be = None
    if facts["contested"] is None:
        would_be = found.route
        found = _Route("not_open", found.then, found.needed)
    elif (facts["mediation"] or {}).get("settled"):
        found = _settled(weighing, day)
    elif found.route in ("mandatory", "exempt"):
        found = _after_mediation(weighing, facts, found, subject)
    return weighing.decide(_outcome(weighing, facts, found, would_be, subject, day))


def _day_of(facts: Mapping[str, Any]) -> date:
    """The day that fixes the law of the file: its filing, else the day of the question."""
    return cast(date, facts["claim_filed"] or facts["on"])


def _prospective(weighing: Weighing, facts: Mapping[str, Any], subject: Subject, day: date) -> _Route:
    """The route as the law fixes it, before what happened in mediation."""
    if subject.excluded:
        return _Route("exempt", "court")
    if subject.mandatory is None:
        return _Route("unknown", None, subject.needed)
    if subject.mandatory:
        then = "court" if subject.pilot or _not_arbitrable(weighing, facts) else "arbitration"
        return _Route("mandatory", then)
    in_force = weighing.norms.in_force
    norm_id = "ccp/a556-mediation" if in_force("ccp/a556-mediation", day) else "c25.01-r0.6/s13"
    because = Text(
        "La médiation est offerte si les parties le veulent.", "Mediation is offered if the parties want it."
    )
    weighing.weigh(norm_id, day=day, holds=True, because=because, facts=("/wish",))
    consent = (facts["arbitration"] or {}).get("all_consent") and in_force("ccp/a556-arbitration", day)
    if consent and not _not_arbitrable(weighing, facts):
        return _Route("voluntary", "arbitration")
    return _Route("voluntary", "court")


@RULES.encodes("ccp/a556-settlement")
def _settled(weighing: Weighing, day: date) -> _Route:
    """Article 556: a settlement, under the Code that has this article."""
    if weighing.norms.in_force("ccp/a556-settlement", day):
        because = Text("Les parties se sont entendues.", "The parties settled.")
        weighing.weigh("ccp/a556-settlement", day=day, holds=True, because=because, facts=("/mediation/settled",))
    return _Route("settled", None)


@RULES.encodes("quebec.ca/not-arbitrable")
def _not_arbitrable(weighing: Weighing, facts: Mapping[str, Any]) -> bool:
    """Whether arbitration is closed to the case, an exception: unknown facts close nothing."""
    closed = bool(facts["government_of_quebec_party"] or facts["not_arbitrable"])
    because = (
        Text("Cette affaire ne va pas à l'arbitrage.", "This case does not go to arbitration.")
        if closed
        else Text("Rien de connu n'écarte l'arbitrage.", "Nothing known keeps arbitration out.")
    )
    pointers = ("/government_of_quebec_party", "/not_arbitrable")
    weighing.weigh(
        "quebec.ca/not-arbitrable", day=_arbitration_day(facts), holds=closed or None, because=because, facts=pointers
    )
    return closed


def _arbitration_day(facts: Mapping[str, Any]) -> date:
    return max(_day_of(facts), REGULATION)


def _after_mediation(weighing: Weighing, facts: Mapping[str, Any], found: _Route, subject: Subject) -> _Route:
    """What the exemption, the mediation held and the notice of arbitration make of a mandatory mediation."""
    if subject.pilot:
        return _after_pilot(weighing, facts, found)
    found = _exempted(weighing, facts, found)
    mediation, arbitration = facts["mediation"] or {}, facts["arbitration"] or {}
    failed = mediation.get("last_session") is not None and mediation.get("settled") is False
    noticed = arbitration.get("notice_notified")
    if found.then != "arbitration" or not (failed or noticed or found.route == "exempt"):
        return _Route("court", "court") if failed and found.then == "court" else found
    return _arbitrated(weighing, facts, found, arbitration)


@RULES.encodes("c25.01-r1/s2")
def _after_pilot(weighing: Weighing, facts: Mapping[str, Any], found: _Route) -> _Route:
    mediation, exemption = facts["mediation"] or {}, facts["exemption"] or {}
    if exemption.get("granted"):
        because = Text("L'exemption est accordée.", "The exemption is granted.")
        weighing.weigh("c25.01-r1/s2", day=_day_of(facts), holds=True, because=because, facts=("/exemption",))
        return _Route("exempt", "court")
    if mediation.get("last_session") and mediation.get("settled") is False:
        return _Route("court", "court")
    return found


@RULES.encodes(f"{R061}/s22", f"{R061}/s23-request", f"{R061}/s23-decision")
def _exempted(weighing: Weighing, facts: Mapping[str, Any], found: _Route) -> _Route:
    exemption = facts["exemption"] or {}
    notice, requested = exemption.get("notice"), exemption.get("requested")
    if notice is not None and found.route == "mandatory":
        period = cast(Period, weighing.parameter(f"{R061}/s23-request", day=max(notice, REGULATION)))
        found.exemption_last_day = last_safe_day(notice, period, _PROCEDURE).day
        timely = None if requested is None else in_time(requested, notice, period, _PROCEDURE)
        because = Text(
            "L'avis est du {notice}: le dernier jour sûr pour demander l'exemption est le {last}.",
            "The notice is dated {notice}: the safe last day to ask to be exempted is {last}.",
        ).fill(notice=notice, last=found.exemption_last_day)
        weighing.weigh(
            f"{R061}/s23-request", day=max(notice, REGULATION), holds=timely, because=because, facts=("/exemption",)
        )
        if timely is None and requested is not None:
            _leave_closed_day(weighing, "s23-request")
        found.comments_last_day = _comments(weighing, exemption)
        if timely is False:
            late = Text(
                "La demande d'exemption paraît tardive; seul le tribunal peut dire si agir plus tôt était impossible.",
                "The request looks late; only the court can say whether acting sooner was impossible.",
            )
            weighing.leave_to_a_person("ccp/a84", late)
    if exemption.get("granted") is not None:
        day, pointers = _arbitration_day(facts), ("/exemption/granted",)
        weighing.weigh(f"{R061}/s23-decision", day=day, holds=True, because=_DECIDED, facts=pointers)
    if not exemption.get("granted"):
        if requested is not None and exemption.get("granted") is None and found.route == "mandatory":
            weighing.leave_to_a_person(
                f"{R061}/s22",
                Text("Le tribunal décide si le motif est sérieux.", "The court decides whether the reason is serious."),
            )
        return found
    to_court = exemption.get("ground") in ("no_contact_order", "victim")
    because = Text("L'exemption est accordée.", "The exemption is granted.")
    weighing.weigh(
        f"{R061}/s22", day=_arbitration_day(facts), holds=True, because=because, facts=("/exemption/granted",)
    )
    return _Route("exempt", "court" if to_court else found.then)


@RULES.encodes(f"{R061}/s23-comments")
def _comments(weighing: Weighing, exemption: Mapping[str, Any]) -> date | None:
    """Section 23: the other parties have 15 days from the day they are told of the request.

    Where the ground is one that the clerk does not tell, no comments are asked for, and nothing is weighed.
    """
    informed = exemption.get("others_informed")
    if informed is None or exemption.get("ground") == "victim":
        return None
    day = max(informed, REGULATION)
    period = cast(Period, weighing.parameter(f"{R061}/s23-comments", day=day))
    last = last_safe_day(informed, period, _PROCEDURE).day
    because = _COMMENTS.fill(informed=short_date(informed), last=short_date(last))
    pointers = ("/exemption/others_informed",)
    weighing.weigh(f"{R061}/s23-comments", day=day, holds=True, because=because, facts=pointers)
    return last


def _leave_closed_day(weighing: Weighing, unit: str) -> None:
    """What came after a last day that is a closed day: whether that day prolongs a time limit of the regulation."""
    why = Text(
        "Le dernier jour compté est un samedi ou un jour férié; il n'est pas sûr qu'il prolonge un délai de ce "
        "règlement: le greffe ou le tribunal le dit.",
        "The last day counted is a Saturday or a holiday; it is not certain that it prolongs a time limit of this "
        "regulation: the clerk or the court says.",
    )
    weighing.leave_to_a_person(f"{R061}/{unit}", why)


@RULES.encodes(f"{R061}/s46")
def _refused(weighing: Weighing, day: date, arbitration: Mapping[str, Any]) -> _Route:
    """Section 46: after a refusal the case goes to court, unless all parties consent to arbitration, at any time."""
    if not arbitration.get("all_consent"):
        return _Route("court", "court")
    because = Text("Toutes les parties consentent.", "All parties consent.")
    weighing.weigh(f"{R061}/s46", day=day, holds=True, because=because, facts=("/arbitration/all_consent",))
    return _Route("arbitration", "arbitration", summary=_ALL_CONSENT)


@RULES.encodes(f"{R061}/s31-arbitration")
def _arbitrated(weighing: Weighing, facts: Mapping[str, Any], found: _Route, arbitration: Mapping[str, Any]) -> _Route:
    """Section 31: silence for 30 days is acceptance of arbitration; a refusal in time sends the case to a judge."""
    day = _arbitration_day(facts)
    notified, refused = arbitration.get("notice_notified"), arbitration.get("refused")
    summary = _EXEMPTED_TO_ARBITRATION if found.route == "exempt" else None
    if summary is None:
        because = Text("La médiation n'a pas mis fin au litige.", "Mediation did not end the dispute.")
        weighing.weigh(f"{R061}/s31-arbitration", day=day, holds=True, because=because, facts=("/mediation",))
    if notified is None:
        return (
            _refused(weighing, day, arbitration) if refused else _Route("arbitration", "arbitration", summary=summary)
        )
    refusal_in_time, last = _silence(weighing, facts, notified, refused)
    if refused is not None and refusal_in_time is None:
        _leave_closed_day(weighing, "s31-silence")
        return _Route("unknown", None, refusal_last_day=last, summary=_REFUSAL_PERHAPS_LATE)
    if not refusal_in_time:
        return _Route("arbitration", "arbitration", refusal_last_day=last, summary=summary)
    return _refused(weighing, day, arbitration)


@RULES.encodes(f"{R061}/s31-silence")
def _silence(
    weighing: Weighing, facts: Mapping[str, Any], notified: date, refused: date | None
) -> tuple[bool | None, date]:
    """Section 31, par. 2, subpar. 1: whether a refusal came in time, and the safe last day to refuse.

    The norm holds once the 30 days have passed without a refusal; it is not known while they run.
    """
    period = cast(Period, weighing.parameter(f"{R061}/s31-silence", day=max(notified, REGULATION)))
    last = last_safe_day(notified, period, _PROCEDURE).day
    timely = None if refused is None else in_time(refused, notified, period, _PROCEDURE)
    if refused is None:
        over = facts["on"] > next_working_day(period.after(notified), _PROCEDURE)
        holds = True if over else None
    else:
        holds = None if timely is None else not timely
    because = Text(
        "L'avis d'arbitrage est du {notified}: sans refus le {last} au plus tard, c'est oui à l'arbitrage.",
        "The notice of arbitration is dated {notified}: without a refusal by {last}, it is a yes to arbitration.",
    ).fill(notified=notified, last=last)
    pointers = ("/arbitration/notice_notified", "/arbitration/refused")
    weighing.weigh(f"{R061}/s31-silence", day=max(notified, REGULATION), holds=holds, because=because, facts=pointers)
    return timely, last


def _outcome(
    weighing: Weighing,
    facts: Mapping[str, Any],
    found: _Route,
    would_be: str | None,
    subject: Subject,
    day: date,
) -> dict[str, Any]:
    tariff = tariff_of(weighing, facts["on"])
    bounds = subject.bounds
    summary = found.summary or _SUMMARIES[found.route]
    if would_be is not None:
        then = _SUMMARIES[would_be]
        summary = Text(
            fr=f"{summary.fr} Ensuite, {then.fr[0].lower()}{then.fr[1:]}",
            en=f"{summary.en} Then, {then.en[0].lower()}{then.en[1:]}",
        )
    premediation = (facts["claim_filed"] or facts["on"]) >= PREMEDIATION  # offered in files filed since that day
    if premediation:
        weighing.lean_on("quebec.ca/premediation", day=facts["on"])
    return {
        "route": found.route,
        "would_be": would_be,
        "then": found.then,
        "in_force": None if bounds is None else {"not_before": bounds.first, "not_after": bounds.last},
        "ceiling": subject.ceiling,
        "free_minutes": tariff.free_minutes,
        "cost_to_parties": Money(0),
        "extra_hour": tariff.hour,
        "premediation": premediation,
        "exemption_last_day": found.exemption_last_day,
        "comments_last_day": found.comments_last_day,
        "refusal_last_day": found.refusal_last_day,
        "summary": summary,
        "needed": list(found.needed),
    }


QUESTION = Question(
    id="small-claims/mediation-route",
    title=Text("La médiation est-elle obligatoire dans ce dossier?", "Is mediation mandatory in this file?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_mediation_route,
    readings=READINGS,
)
