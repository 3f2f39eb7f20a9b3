"""Section 10 until 2012-11-30: the tariff by session.

Each function is one paragraph. The Service pays up to 6 sessions (3 for the review of a judgment), in the order in which
they took place; the parties pay the mediation sessions beyond. Where the interests of children are not at stake, the
parties pay a mediator whom the Service designates, and the tariff leaves any other mediator out (A-31, A-37).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.tariff_account import (
    DESIGNATED,
    GROUP,
    INDIVIDUAL,
    MEDIATION,
    MEDIATION_SESSIONS,
    MISSED,
    NONE_HELD,
    PARTIES,
    RULES,
    SERVICE,
    SESSION,
    SESSIONS,
    VOLUNTARY,
    Account,
    Part,
    mediation_listed,
)

PAYER = "c25.01-r0.7/s10-al2-payer"
P1, P2, P3 = "c25.01-r0.7/s10-al2-p1", "c25.01-r0.7/s10-al2-p2", "c25.01-r0.7/s10-al2-p3"
P3_TWO = "c25.01-r0.7/s10-al2-p3-two"
CAP6, CAP3 = "c25.01-r0.7/s10-al3-cap6", "c25.01-r0.7/s10-al3-cap3"
INFO, MORE = "c25.01-r0.7/s10-al3-info", "c25.01-r0.7/s10-al3-more"
ABSENT, DECLARED = "c25.01-r0.7/s10-al4-absent", "c25.01-r0.7/s10-al4-decl"
NONE, REDUCED = "c25.01-r0.7/s10-al4-none", "c25.01-r0.7/s10-al4-reduced"
BY_PARTIES, BY_PARTIES_NONE = "c25.01-r0.7/s10-al5-p1", "c25.01-r0.7/s10-al5-p1-none"
BEYOND = "c25.01-r0.7/s10-al5-p2"
REQUIRED, MOST_ADDITIONAL = "c25.01-r0.7/s10-al6-cond", "c25.01-r0.7/s10-al6-cap"

_CHILDREN, _REVIEW = ("/children_interests",), ("/review_of_judgment",)
_SCOPE, _REPORT, _EVERY = ("/children_interests", "/referral"), ("/report",), ("/sessions",)
_ORDERED = ("/report", "/referral")

_PAYS = Text("Le Service paie {sum} pour {sessions}.", "The Service pays {sum} for {sessions}.")
_PAYS_NO_SESSION = Text("Le Service ne paie aucune séance.", "The Service pays for no session.")
_PAYS_ONLY_SESSIONS = Text(
    "Le Service paie {sum} pour {sessions}; le travail hors séance n'est pas payé à part.",
    "The Service pays {sum} for {sessions}; work outside the sessions is not paid apart.",
)
_PAYS_NOTHING = Text(
    "Les enfants ne sont pas en cause: ce sont les parties qui paient.",
    "No children are concerned: it is the parties who pay.",
)
_FEES = {
    INDIVIDUAL: Text("Séance d'information individuelle: {fee}.", "Individual information session: {fee}."),
    GROUP: Text(
        "Séance d'information de groupe: {fee} par médiateur.", "Group information session: {fee} per mediator."
    ),
    MEDIATION: Text("Séance de médiation: {fee}.", "Mediation session: {fee}."),
}
_NORM_OF = {INDIVIDUAL: P1, GROUP: P2, MEDIATION: P3}
_TWO = Text(
    "Plus d'un médiateur était présent: le Service paie le même montant.",
    "More than one mediator was present: the Service pays the same amount.",
)
_MISSED = Text(
    "Le rapport fait état d'une absence ou d'une déclaration: le montant réduit prend la place de celui de la séance.",
    "The report states an absence or a declaration: the reduced fee takes the place of that of the session.",
)
_CAPPED = Text(
    "{sessions}, dont le Service paie {paid}; le maximum est de {most}.",
    "{sessions}, of which the Service pays {paid}; the maximum is {most}.",
)
_WITHIN = Text("{sessions}; le maximum est de {most}.", "{sessions}; the maximum is {most}.")
_NO_REVIEW = Text("Il ne s'agit pas de réviser un jugement.", "It is not the review of a judgment.")
_REVIEWED = Text(
    "Il s'agit de réviser un jugement: le maximum est de {most}.",
    "It is the review of a judgment: the maximum is {most}.",
)
_INFO = Text(
    "La séance d'information compte dans le maximum, qui reste le même.",
    "The information session counts in the maximum, which stays the same.",
)
_MORE = Text(
    "Plus de séances ont été nécessaires; le maximum reste le même.",
    "More sessions were required; the maximum stays the same.",
)
_INFO_BEYOND = Text(
    "Une séance d'information vient après le maximum: le texte ne dit pas qui la paie.",
    "An information session comes after the maximum: the text does not say who pays for it.",
)
_BEYOND = Text(
    "Les parties paient {sessions} au-delà du maximum, à {fee} la séance.",
    "The parties pay for {sessions} beyond the maximum, at {fee} a session.",
)
_ABSENT = Text(
    "Le rapport dit qu'une partie au moins était absente de la séance d'information: {fee}.",
    "The report says that at least one party was absent from the information session: {fee}.",
)
_ALONE = Text(
    "Une partie est venue seule: le Service paie-t-il la séance ou le montant réduit? Le montant réduit est retenu.",
    "One party came alone: does the Service pay the session or the reduced fee? The reduced fee is taken.",
)
_PAID_AS_HELD = Text(
    "La séance où une partie est venue seule est payée comme une séance, selon la lecture choisie.",
    "The session to which one party came alone is paid as a session, in the reading chosen.",
)
_DECLARED = Text(
    "Une partie déclare ne pas pouvoir participer à la séance d'information: {fee}.",
    "A party declares that they cannot take part in the information session: {fee}.",
)
_NONE = Text(
    "Le tribunal a ordonné la médiation et aucune séance de médiation n'a eu lieu: {fee}.",
    "The court ordered mediation and no mediation session was held: {fee}.",
)
_NOT_ORDERED = Text(
    "Le tribunal n'a pas ordonné la médiation: rien n'est payé pour des séances qui n'ont pas eu lieu.",
    "The court did not order mediation: nothing is paid for sessions that were not held.",
)
_YET_HELD = Text(
    "Le rapport dit qu'aucune séance de médiation n'a eu lieu, mais il y en a au dossier.",
    "The report says that no mediation session was held, but there are some in the file.",
)
_SERVICE_PAYS_INSTEAD = Text(
    "Les enfants sont en cause: c'est le Service qui paie.", "Children are concerned: it is the Service that pays."
)
_DESIGNATED = Text(
    "Les parties paient {sessions} d'un médiateur que le Service désigne, à {fee} la séance.",
    "The parties pay for {sessions} of a mediator whom the Service designates, at {fee} a session.",
)
_NO_INFORMATION_FEE = Text(
    "Sans enfant en cause, le tarif ne dit pas qui paie une séance d'information.",
    "Where no children are concerned, the tariff does not say who pays for an information session.",
)
_REQUIRED = Text(
    "Les parties ont demandé plus d'un médiateur à {sessions}.",
    "The parties required more than one mediator at {sessions}.",
)
_NOT_REQUIRED = Text(
    "Les parties n'ont pas demandé le second médiateur.", "The parties did not require the second mediator."
)
_MOST = Text(
    "Au plus {fee} par médiateur additionnel et par séance: {sum} en tout.",
    "At most {fee} for each additional mediator and session: {sum} in all.",
)


@dataclass(slots=True)
class _Turn:
    """The sessions of a part taken in their order: those that the Service pays, by kind, and those beyond."""

    paid: dict[str, list[str]] = field(default_factory=dict)
    sessions: int = 0
    cents: int = 0
    counted: int = 0
    several: bool = False
    beyond: list[str] = field(default_factory=list)
    information_beyond: bool = False


@RULES.encodes(PAYER, P1, P2, P3, P3_TWO)
def paid_by_the_service(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, par. 2: the fees that the Service pays, each session in its turn, up to the maximum of par. 3."""
    day = part.day
    if facts["referral"] == DESIGNATED and facts["report"] != NONE_HELD:
        weighing.weigh(BY_PARTIES, day=day, holds=None, because=_SERVICE_PAYS_INSTEAD, facts=_SCOPE)
    if not part.sessions:
        return
    missed = _sessions_missed(weighing, facts, part)
    counting = _what_counts(weighing, part, missed)
    most = cast(int, weighing.parameter(CAP3 if facts["review_of_judgment"] else CAP6, day=day))
    fees = {kind: cast(Money, weighing.parameter(_NORM_OF[kind], day=day)) for kind in counting}
    turn = _in_turn(part, counting, fees, most, account)
    account.sessions = turn.sessions
    account.held += len(part.sessions) - len(missed)
    pays = _PAYS_NO_SESSION if not turn.sessions else _PAYS_ONLY_SESSIONS if part.outside else _PAYS
    because = pays.fill(sum=Money(turn.cents), sessions=SESSIONS[turn.sessions])
    weighing.weigh(PAYER, day=day, holds=True, because=because, facts=_EVERY)
    for kind, where in turn.paid.items():
        because = _FEES[kind].fill(fee=fees[kind])
        weighing.weigh(_NORM_OF[kind], day=day, holds=True, because=because, facts=tuple(where))
    if turn.several:
        weighing.weigh(P3_TWO, day=day, holds=True, because=_TWO, facts=_EVERY)
    if turn.counted:
        informing = any(counts for kind, counts in counting.items() if kind != MEDIATION)
        up_to_a_maximum(weighing, facts, day, (turn.counted, most), informing=informing)
    if turn.information_beyond:
        weighing.leave_to_a_person(BEYOND, _INFO_BEYOND)
    if turn.beyond:
        beyond_the_maximum(weighing, day, turn.beyond, account)


def _in_turn(part: Part, counting: Mapping[str, bool], fees: Mapping[str, Money], most: int, account: Account) -> _Turn:
    turn = _Turn()
    for index, session in part.sessions:
        kind = session["kind"]
        counts = counting.get(kind)
        if counts is None:
            continue  # missed: the reduced fee of par. 4 stands for it
        where = SESSION[index]
        turn.counted += counts
        if counts and turn.counted > most:
            if kind == MEDIATION:
                turn.beyond.append(where)
            else:
                turn.information_beyond = True
            continue
        amount = fees[kind] * session["mediators"] if kind == GROUP else fees[kind]
        account.charge(SERVICE, where, amount, _NORM_OF[kind])
        turn.cents += amount.cents
        turn.sessions += 1
        turn.several = turn.several or (kind == MEDIATION and session["mediators"] > 1)
        turn.paid.setdefault(kind, []).append(where)
    return turn


def _sessions_missed(weighing: Weighing, facts: Mapping[str, Any], part: Part) -> tuple[str, ...]:
    """The individual information sessions that the reduced fee of par. 4 sets aside (A-36)."""
    if facts["report"] not in MISSED:
        return ()
    missed = tuple(SESSION[index] for index, session in part.sessions if session["kind"] == INDIVIDUAL)
    if not missed or weighing.reading("attended_alone") == "session":
        return ()
    weighing.weigh(P1, day=part.day, holds=None, because=_MISSED, facts=("/report", *missed))
    if facts["report"] == "absence":
        weighing.leave_to_a_person(ABSENT, _ALONE)
    return missed


def _what_counts(weighing: Weighing, part: Part, missed: tuple[str, ...]) -> dict[str, bool]:
    """The kinds of session of this part, and whether each counts in the maximum (A-34)."""
    kinds = dict.fromkeys((session["kind"] for _, session in part.sessions), True)
    if missed:
        kinds.pop(INDIVIDUAL)
    if INDIVIDUAL in kinds:
        kinds[INDIVIDUAL] = weighing.reading("info_individual_counts") == "true"
    if GROUP in kinds:
        kinds[GROUP] = weighing.reading("info_group_counts") == "true"
    return kinds


@RULES.encodes(CAP6, CAP3, INFO, MORE)
def up_to_a_maximum(
    weighing: Weighing, facts: Mapping[str, Any], day: date, counts: tuple[int, int], *, informing: bool
) -> None:
    """S. 10, par. 3: at most 6 sessions, or 3 for the review of a judgment; the one sets the other aside."""
    counted, most = counts
    review = facts["review_of_judgment"]
    within = counted <= most
    because = (_WITHIN if within else _CAPPED).fill(sessions=SESSIONS[counted], paid=most, most=most)
    applies, aside = (CAP3, CAP6) if review else (CAP6, CAP3)
    weighing.weigh(applies, day=day, holds=True, because=because, facts=("/sessions", "/review_of_judgment"))
    other = _REVIEWED.fill(most=most) if review else _NO_REVIEW
    weighing.weigh(aside, day=day, holds=None, because=other, facts=_REVIEW)
    if informing:
        weighing.weigh(INFO, day=day, holds=True, because=_INFO, facts=_EVERY)
    if not within:
        weighing.weigh(MORE, day=day, holds=True, because=_MORE, facts=_EVERY)


@RULES.encodes(BEYOND)
def beyond_the_maximum(weighing: Weighing, day: date, beyond: list[str], account: Account) -> None:
    """S. 10, par. 5, subpar. 2: the parties pay each mediation session beyond the maximum, no more and no less."""
    fee = cast(Money, weighing.parameter(BEYOND, day=day))
    for where in beyond:
        account.charge(PARTIES, where, fee, BEYOND)
    because = _BEYOND.fill(sessions=MEDIATION_SESSIONS[len(beyond)], fee=fee)
    weighing.weigh(BEYOND, day=day, holds=True, because=because, facts=tuple(beyond))


@RULES.encodes(BY_PARTIES)
def paid_by_the_parties(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, par. 5, subpar. 1: no children, a mediator designated by the Service: the parties pay each session."""
    day = part.day
    weighing.weigh(PAYER, day=day, holds=None, because=_PAYS_NOTHING, facts=_CHILDREN)
    account.held += len(part.sessions)
    given = [SESSION[index] for index, session in part.sessions if session["kind"] == MEDIATION]
    if len(given) < len(part.sessions):
        weighing.leave_to_a_person(P1, _NO_INFORMATION_FEE)
    if not given:
        return
    fee = cast(Money, weighing.parameter(BY_PARTIES, day=day))
    for where in given:
        account.charge(PARTIES, where, fee, BY_PARTIES)
    because = _DESIGNATED.fill(sessions=MEDIATION_SESSIONS[len(given)], fee=fee)
    weighing.weigh(BY_PARTIES, day=day, holds=True, because=because, facts=tuple(given))
    weighing.weigh(P3, day=day, holds=None, because=_PAYS_NOTHING, facts=_CHILDREN)


@RULES.encodes(ABSENT, DECLARED, NONE, BY_PARTIES_NONE)
def reduced_fee(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, pars. 4 and 5, subpar. 1: what is paid where the report says that nothing, or not all, was held."""
    day, report = part.day, facts["report"]
    if report in MISSED:
        _missed_information(weighing, facts, part, account)
        return
    if mediation_listed(facts):
        weighing.weigh(NONE, day=day, holds=False, because=_YET_HELD, facts=("/report", "/sessions"))
    elif facts["referral"] == VOLUNTARY:
        weighing.weigh(NONE, day=day, holds=False, because=_NOT_ORDERED, facts=_ORDERED)
    elif facts["children_interests"]:
        fee = cast(Money, weighing.parameter(REDUCED, day=day))
        weighing.weigh(NONE, day=day, holds=True, because=_NONE.fill(fee=fee), facts=_ORDERED)
        account.charge(SERVICE, "/report", fee, NONE)
        if facts["referral"] == DESIGNATED:
            weighing.weigh(BY_PARTIES_NONE, day=day, holds=None, because=_SERVICE_PAYS_INSTEAD, facts=_SCOPE)
    else:
        fee = cast(Money, weighing.parameter(BY_PARTIES_NONE, day=day))
        weighing.weigh(BY_PARTIES_NONE, day=day, holds=True, because=_NONE.fill(fee=fee), facts=_ORDERED)
        weighing.weigh(NONE, day=day, holds=None, because=_PAYS_NOTHING, facts=_SCOPE)
        account.charge(PARTIES, "/report", fee, BY_PARTIES_NONE)


def _missed_information(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, par. 4: one reduced fee a report, outside the maximum (A-36)."""
    day = part.day
    norm, because = (ABSENT, _ABSENT) if facts["report"] == "absence" else (DECLARED, _DECLARED)
    if not facts["children_interests"]:
        weighing.leave_to_a_person(norm, _NO_INFORMATION_FEE)
        return
    listed = any(session["kind"] == INDIVIDUAL for _, session in part.sessions)
    if listed and weighing.reading("attended_alone") == "session":
        weighing.weigh(norm, day=day, holds=None, because=_PAID_AS_HELD, facts=_REPORT)
        return
    fee = cast(Money, weighing.parameter(REDUCED, day=day))
    weighing.weigh(norm, day=day, holds=True, because=because.fill(fee=fee), facts=_REPORT)
    account.charge(SERVICE, "/report", fee, norm)


@RULES.encodes(REQUIRED, MOST_ADDITIONAL)
def additional_mediators(weighing: Weighing, part: Part, account: Account) -> None:
    """S. 10, par. 6: a ceiling on what the mediators that the parties require besides the first may charge them."""
    several = [each for each in part.sessions if each[1]["kind"] == MEDIATION and each[1]["mediators"] > 1]
    required = sum(session["additional_requested"] for _, session in several)
    day = part.day
    if required:
        fee = cast(Money, weighing.parameter(MOST_ADDITIONAL, day=day))
        most = fee * required
        account.ceiling = None if account.ceiling is None else account.ceiling + most.cents
        at = tuple(SESSION[index] for index, session in several if session["additional_requested"])
        sessions = MEDIATION_SESSIONS[len(at)]
        weighing.weigh(REQUIRED, day=day, holds=True, because=_REQUIRED.fill(sessions=sessions), facts=at)
        weighing.weigh(MOST_ADDITIONAL, day=day, holds=True, because=_MOST.fill(fee=fee, sum=most), facts=at)
    elif several:
        weighing.weigh(REQUIRED, day=day, holds=False, because=_NOT_REQUIRED, facts=_EVERY)
        weighing.weigh(MOST_ADDITIONAL, day=day, holds=None, because=_NOT_REQUIRED, facts=_EVERY)
