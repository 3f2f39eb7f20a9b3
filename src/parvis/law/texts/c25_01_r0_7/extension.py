"""Section 4.1: more time for the undertaking, and the reduced undertaking.

Requests are weighed in the order in which they were made, each against the expiry in force on its day: a request for
inability (par. 1) has no time limit; the one-year request (par. 2) has one, three months before that expiry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Period, Span, merged
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, counted, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.undertaking_measure import IN, Required, hours_of, trained

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)
REASONS = ("illness", "accident", "pregnancy", "parental_leave", "absence_from_quebec", "career_change", "other")
_DAY = timedelta(days=1)

#: What each condition of a request says where it is fulfilled, and where it is not.
WORDS: Mapping[str, tuple[Text, Text]] = {
    "s41-al1-reasons": (
        Text("Le texte nomme ce motif.", "The text names this reason."),
        Text("Le texte ne nomme pas ce motif: il s'apprécie.", "The text does not name this reason: it is judged."),
    ),
    "s41-al1-fee": (
        Text("Les frais d'étude sont payés.", "The examination fees are paid."),
        Text("Les frais d'étude ne sont pas payés en entier.", "The examination fees are not paid in full."),
    ),
    "s41-al1-docs": (
        Text("Les pièces prouvent le motif.", "The documents prove the reason."),
        Text("Les pièces qui prouvent le motif manquent.", "The documents that prove the reason are missing."),
    ),
    "s41-al1-aff": (
        Text("L'affidavit appuie la demande.", "The affidavit supports the request."),
        Text("L'affidavit manque.", "The affidavit is missing."),
    ),
    "s41-al2-ground": (
        Text("La personne affirme qu'elle n'a pas pu faire les mandats.", "Inability to do the mandates is alleged."),
        Text("La personne ne dit pas qu'elle n'a pas pu faire les mandats.", "Inability to do them is not alleged."),
    ),
    "s41-al3-p1": (
        Text("Les frais d'étude sont payés.", "The examination fees are paid."),
        Text("Les frais d'étude ne sont pas payés en entier.", "The examination fees are not paid in full."),
    ),
    "s41-al3-p2": (
        Text("L'affidavit du superviseur est là.", "The supervisor's affidavit is there."),
        Text("L'affidavit du superviseur manque.", "The supervisor's affidavit is missing."),
    ),
    "s41-al3-p3": (
        Text("La formation complémentaire est attestée.", "The complementary training is attested."),
        Text(
            "Rien n'établit que la formation complémentaire est complétée.",
            "Nothing establishes that the complementary training is completed.",
        ),
    ),
}
_NONE_TO_SWEAR = Text(
    "Aucun mandat n'était encore supervisé: l'affidavit du superviseur n'est pas exigé.",
    "No mandate was supervised yet: the supervisor's affidavit is not required.",
)
#: The member of the one-year request that each of its conditions looks at.
_MEMBER: Mapping[str, str] = {
    "s41-al2-first": "requested",
    "s41-al2-3m": "requested",
    "s41-al2-ground": "alleges_inability",
    "s41-al3-p1": "fee_paid",
    "s41-al3-p2": "supervisor_affidavit",
    "s41-al3-p3": "complementary_training_attested",
}
_OTHER = Text(
    "Le motif n'est pas de ceux que le texte nomme. L'accréditeur juge s'il justifie une prolongation; les jours ne "
    "sont pas comptés ici.",
    "The reason is not one that the text names. The certifier judges whether it justifies an extension; its days are "
    "not counted here.",
)
_ACCEPTED = Text(
    "Le texte ne nomme pas ce motif: l'accréditeur l'a accepté.",
    "The text does not name this reason: the certifier accepted it.",
)
_LATE = Text(
    "La demande du {asked} vient après la fin du délai ({expiry}). Elle est acceptée tant que l'accréditeur n'a pas "
    "décidé selon l'article 7: c'est à lui de le dire.",
    "The request of {asked} comes after the period expired ({expiry}). It is accepted as long as the certifier has not "
    "decided under section 7: the certifier says so.",
)
_SHORT_LIST = Text(
    "La formation est attestée, mais les heures inscrites ne suffisent pas. L'accréditeur décide; l'année n'est pas "
    "ajoutée d'ici là.",
    "The training is attested, but the listed hours fall short. The certifier decides; the year is not added until then.",
)
_NOT_ENCLOSED = Text(
    "Les heures inscrites suffisent, mais rien ne les atteste. La demande n'est pas admise ainsi; l'accréditeur décide "
    "si elle peut être complétée.",
    "The listed hours suffice, but nothing attests them. The request is not admissible as it is; the certifier decides "
    "whether it may be completed.",
)
_REFUSED = Text("Une condition de la demande n'est pas remplie.", "A condition of the request is not met.")
_AWAITED = Text("Une personne doit d'abord décider.", "A person has to decide first.")
_DUE = Text("L'accréditeur prolonge le délai.", "The certifier extends the period.")
_DUE_IN_PART = Text(
    "L'accréditeur prolonge le délai pour {granted} des {asked} demandes.",
    "The certifier extends the period for {granted} of the {asked} requests.",
)
_OUTSIDE = Text("Aucun jour n'est dans les 2 ans.", "None of the days is inside the 2-year period.")
_YEAR = Text("Le délai passe du {before} au {after}.", "The period goes from {before} to {after}.")
_FIRST = Text("C'est la seule demande d'un an.", "It is the only one-year request.")
_IN_TIME = Text(
    "Demande du {asked}; dernier jour pour demander: le {last}.", "Asked on {asked}; the last day to ask is {last}."
)
_LENGTH = Text("{days} d'incapacité dans les 2 ans.", "{days} of inability inside the 2-year period.")
_CUT = Text(
    "La prolongation est limitée à {cap}: jusqu'au {until}.", "The extension is limited to {cap}: until {until}."
)
_WITHIN = Text(
    "La limite de {cap} n'est pas dépassée: jusqu'au {until}.", "The limit of {cap} is not exceeded: until {until}."
)
_ONE_DAY, _DAYS = Text("jour", "day"), Text("jours", "days")
_REDUCED = Text(
    "L'engagement est réduit à la demande de la personne.", "The undertaking is reduced at the person's request."
)
_WHOLE = Text("L'engagement n'est pas réduit.", "The undertaking is not reduced.")
_NOT_GRANTED = Text(
    "L'année demandée n'est pas accordée: l'engagement reste entier.",
    "The year asked for is not granted: the undertaking stays whole.",
)


@dataclass(frozen=True, slots=True)
class Term:
    """The period of the undertaking: its last day as given (`base`) and with what section 4.1 added (`deadline`).

    `days` of inability are those inside the two years; `year` says whether the one-year request is granted (None where
    a person decides it); `failed` are the units that a refused request does not meet.
    """

    base: date
    deadline: date
    days: int
    year: bool | None
    reduced: bool
    failed: tuple[str, ...]


#: What was found of each unit, request by request: whether it holds, and where that stands in the facts.
Found = dict[str, list[tuple[bool | None, str]]]


def term_of(weighing: Weighing, facts: Mapping[str, Any], required: Required, subject: str | None) -> Term:
    """The period that runs from certification, with every request made by the day of the question."""
    certified = facts["certified"]
    base = cast(Period, weighing.parameter(IN + "s1-p4-deadline", day=certified)).after(certified)
    until, days, deadline, day = base, 0, base, facts["on"]
    year: bool | None = False
    spans: list[Span] = []
    found: Found = {}
    for day, index in _requests(facts):
        if index is None:
            year = RULES.at(IN + "s41-al2-duty", day)(weighing, facts, deadline, required, subject, found)
        else:
            spans += RULES.at(IN + "s41-al1-duty", day)(weighing, facts, index, deadline, found)
            days = RULES.at(IN + "s41-al1-len", day)(certified, base, spans)
            until = RULES.at(IN + "s41-al1-cap", day)(weighing, base, days, day)
        deadline = _one_more_year(weighing, until, day) if year else until
    if spans:
        _weigh_length(weighing, base, days, until, day)
    _weigh_duty(weighing, found.pop("s41-al1-duty", ()), day)
    _weigh_found(weighing, found, facts, day)
    reduced = RULES.at(IN + "s41-al4-opt", certified)(weighing, facts, year)
    failed = tuple(unit for unit, each in found.items() if any(holds is False for holds, _ in each))
    return Term(base, deadline, days, year, reduced, failed)


def _requests(facts: Mapping[str, Any]) -> Iterator[tuple[date, int | None]]:
    """The requests in the order in which they were made: the place of each in the facts, None for the one-year one."""
    asked = [(each["requested"], index) for index, each in enumerate(facts["inability"] or ()) if each is not None]
    asked.sort()
    year = facts["one_year"]["requested"] if facts["one_year"] is not None else None
    yield from (each for each in asked if year is None or each[0] <= year)
    if year is not None:
        yield year, None
        yield from (each for each in asked if each[0] > year)


def _one_more_year(weighing: Weighing, until: date, day: date) -> date:
    return cast(Period, weighing.parameter(IN + "s41-al2-duty", day=day)).after(until)


def _weigh_duty(weighing: Weighing, asked: Sequence[tuple[bool | None, str]], day: date) -> None:
    """The duty to extend for inability, weighed once: it holds where one request at least meets every condition."""
    granted = tuple(where for holds, where in asked if holds)
    if not asked:
        return
    because = _REFUSED if all(holds is False for holds, _ in asked) else _AWAITED
    if granted:
        because = _DUE if len(granted) == len(asked) else _DUE_IN_PART.fill(granted=len(granted), asked=len(asked))
    where = granted or tuple(each for _, each in asked)
    weighing.weigh(IN + "s41-al1-duty", day=day, holds=bool(granted) or None, because=because, facts=where)


def _weigh_found(weighing: Weighing, found: Found, facts: Mapping[str, Any], day: date) -> None:
    """Each condition of the requests, weighed once for all of them: it fails where one of them fails it."""
    for unit, each in found.items():
        if unit not in WORDS:
            continue  # weighed where it was read, with its days
        fails = any(holds is False for holds, _ in each)
        holds = False if fails else None if any(holds is None for holds, _ in each) else True
        pointers = tuple(where for verdict, where in each if verdict is holds)
        because = WORDS[unit][0 if holds else 1]
        if holds is None and unit != "s41-al1-reasons":
            because = _AWAITED
        if unit == "s41-al1-reasons" and holds and _judged(facts):
            because = _ACCEPTED
        if unit == "s41-al3-p2" and holds and not facts["one_year"]["supervisor_affidavit"]:
            because = _NONE_TO_SWEAR
        weighing.weigh(IN + unit, day=day, holds=holds, because=because, facts=pointers)


def _judged(facts: Mapping[str, Any]) -> bool:
    """Whether a reason was accepted that the text does not name."""
    return any(each is not None and each["reason"] == "other" and each["accepted"] for each in facts["inability"] or ())


@RULES.encodes(IN + "s41-al1-duty")
def extend_for_inability(
    weighing: Weighing, facts: Mapping[str, Any], index: int, expiry: date, found: Found
) -> list[Span]:
    """S. 4.1, par. 1: the days that the certifier adds for a request; one that comes late is flagged (A-18).

    Days that lie after the day of the question cannot have been shown on it.
    """
    request = facts["inability"][index]
    day, where = request["requested"], f"/inability/{index}"
    verdicts = RULES.at(IN + "s41-al1-fee", day)(weighing, request)
    for unit, (holds, member) in verdicts.items():
        found.setdefault(unit, []).append((holds, f"{where}/{member}"))
    if day > expiry:
        why = _LATE.fill(asked=short_date(day), expiry=short_date(expiry))
        weighing.leave_to_a_person(IN + "s41-al1-duty", why)
    shown = [holds for holds, _ in verdicts.values()]
    granted = False if False in shown else True if all(shown) else None
    found.setdefault("s41-al1-duty", []).append((granted, where))
    if not granted or request["from"] is None:
        return []
    return [Span(request["from"], request["to"] or facts["on"])]


@RULES.encodes(IN + "s41-al1-reasons", IN + "s41-al1-fee", IN + "s41-al1-docs", IN + "s41-al1-aff")
def conditions_of_inability(weighing: Weighing, request: Mapping[str, Any]) -> dict[str, tuple[bool | None, str]]:
    """S. 4.1, par. 1: a reason that the text names (a person judges another, and may have accepted it), the fees, documents,
    affidavit.
    """
    fee = cast(Money, weighing.parameter(IN + "examination-fee", day=request["requested"]))
    named = request["reason"] != "other" or bool(request["accepted"])
    if not named:
        weighing.leave_to_a_person(IN + "s41-al1-reasons", _OTHER)
    return {
        "s41-al1-reasons": (named or None, "reason"),
        "s41-al1-fee": (request["fee_paid"] >= fee, "fee_paid"),
        "s41-al1-docs": (request["documents"], "documents"),
        "s41-al1-aff": (request["affidavit"], "affidavit"),
    }


@RULES.encodes(IN + "s41-al1-len")
def days_of_inability(certified: date, base: date, spans: Sequence[Span]) -> int:
    """S. 4.1, par. 1: the days of the two years that inability took, both ends included, each day once."""
    inside = [
        Span(max(each.first, certified), min(each.last or base, base))
        for each in spans
        if each.first <= base and (each.last or base) >= certified
    ]
    return sum((cast(date, each.last) - each.first).days + 1 for each in merged(inside))


@RULES.encodes(IN + "s41-al1-cap")
def prolonged_by(weighing: Weighing, base: date, days: int, day: date) -> date:
    """S. 4.1, par. 1: the new last day; these extensions together never add more than two years."""
    return min(base + days * _DAY, cast(Period, weighing.parameter(IN + "s41-al1-cap", day=day)).after(base))


def _weigh_length(weighing: Weighing, base: date, days: int, until: date, day: date) -> None:
    counted_until = base + days * _DAY
    length = _LENGTH.fill(days=counted(days, _ONE_DAY, _DAYS)) if days else _OUTSIDE
    cap = cast(Period, weighing.parameter(IN + "s41-al1-cap", day=day)).text()
    limit = (_CUT if counted_until > until else _WITHIN).fill(cap=cap, until=short_date(until))
    weighing.weigh(IN + "s41-al1-len", day=day, holds=True, because=length, facts=("/certified", "/inability"))
    weighing.weigh(IN + "s41-al1-cap", day=day, holds=True, because=limit, facts=("/certified", "/inability"))


@RULES.encodes(IN + "s41-al2-duty")
def extend_by_one_year(
    weighing: Weighing, facts: Mapping[str, Any], expiry: date, required: Required, subject: str | None, found: Found
) -> bool | None:
    """S. 4.1, par. 2: whether the certifier adds a year; None where a person has to say if the training is done."""
    day = facts["one_year"]["requested"]
    verdicts = {
        "s41-al2-first": RULES.at(IN + "s41-al2-first", day)(weighing, day),
        "s41-al2-3m": RULES.at(IN + "s41-al2-3m", day)(weighing, day, expiry),
        **RULES.at(IN + "s41-al3-p1", day)(weighing, facts),
        "s41-al3-p3": RULES.at(IN + "s41-al3-p3", day)(weighing, facts, required, subject),
    }
    for unit, holds in verdicts.items():
        found.setdefault(unit, []).append((holds, f"/one_year/{_MEMBER[unit]}"))
    shown = tuple(verdicts.values())
    granted = False if False in shown else None if None in shown else True
    because = _REFUSED if granted is False else _AWAITED
    if granted:
        because = _YEAR.fill(before=short_date(expiry), after=short_date(_one_more_year(weighing, expiry, day)))
    weighing.weigh(IN + "s41-al2-duty", day=day, holds=granted or None, because=because, facts=("/one_year",))
    return granted


@RULES.encodes(IN + "s41-al2-first")
def first_request(weighing: Weighing, day: date) -> bool:
    """S. 4.1, par. 2: the facts hold one such request at most, so that it is the first."""
    weighing.weigh(IN + "s41-al2-first", day=day, holds=True, because=_FIRST, facts=("/one_year",))
    return True


@RULES.encodes(IN + "s41-al2-3m")
def asked_three_months_before(weighing: Weighing, day: date, expiry: date) -> bool:
    """S. 4.1, par. 2: at least three months before the expiry in force that day, an extension of par. 1 included."""
    last = last_day_to_ask(weighing, expiry, day)
    because = _IN_TIME.fill(asked=short_date(day), last=short_date(last))
    weighing.weigh(IN + "s41-al2-3m", day=day, holds=day <= last, because=because, facts=("/one_year/requested",))
    return day <= last


def last_day_to_ask(weighing: Weighing, expiry: date, day: date) -> date:
    """The last day on which one more year may be asked for, the period expiring on `expiry`."""
    return cast(Period, weighing.parameter(IN + "s41-al2-3m", day=day)).before(expiry)


@RULES.encodes(IN + "s41-al2-ground", IN + "s41-al3-p1", IN + "s41-al3-p2")
def conditions_of_the_year(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, bool]:
    """S. 4.1, pars. 2 and 3: the allegation, the fees, and the supervisor's affidavit where a mandate was supervised.

    Sessions have no date in the facts: a mandate opened by the day of the request, with a session, is supervised.
    """
    request = facts["one_year"]
    fee = cast(Money, weighing.parameter(IN + "examination-fee", day=request["requested"]))
    supervised = any(
        each is not None and each["supervision_sessions"] > 0 and each["opened"] <= request["requested"]
        for each in facts["mandates"]
    )
    return {
        "s41-al2-ground": request["alleges_inability"],
        "s41-al3-p1": request["fee_paid"] >= fee,
        "s41-al3-p2": request["supervisor_affidavit"] or not supervised,
    }


@RULES.encodes(IN + "s41-al3-p3")
def training_attested(
    weighing: Weighing, facts: Mapping[str, Any], required: Required, subject: str | None
) -> bool | None:
    """S. 4.1, par. 3, subpar. 3: all the complementary training is proven with the request (A-21).

    Where the attestation says one thing and the hours listed by then another, a person decides. Attested and short,
    it is not known; listed and not attested, the text asks for the attestations, and the condition fails until then.
    """
    request = facts["one_year"]
    listed = trained(hours_of(facts, facts["certified"], request["requested"], subject), required)
    attested = cast(bool, request["complementary_training_attested"])
    if listed is None or listed is attested or (attested and request["accepted"]):
        return attested
    weighing.leave_to_a_person(IN + "s41-al3-p3", _SHORT_LIST if attested else _NOT_ENCLOSED)
    return None if attested else False


@RULES.encodes(IN + "s41-al4-opt")
def reduced_undertaking(weighing: Weighing, facts: Mapping[str, Any], year: bool | None) -> bool:
    """S. 4.1, par. 4: the smaller undertaking, chosen when asking for the year, and taken only where it is granted."""
    request = facts["one_year"]
    chosen = request is not None and request["reduced"]
    because = _WHOLE if not chosen else _REDUCED if year else _NOT_GRANTED
    day = request["requested"] if request is not None else facts["certified"]
    where = ("/one_year/reduced",) if request is not None else ()
    weighing.weigh(IN + "s41-al4-opt", day=day, holds=(chosen and year) or None, because=because, facts=where)
    return bool(chosen and year)
