"""What the bank answers to an order: a status report, ISO 20022 pain.002, read back payment by payment.

The parts that are read are the same from version 03 to version 15; pain.002.001.10 is the one that goes with
pain.001.001.09. Nothing is guessed: a payment that the report leaves in doubt is UNANSWERED, and nobody pays it again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from parvis.config.clock import QUEBEC
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.payments.status_reasons import Mend, Outcome, meaning_of, mend_of, outcome_of
from parvis.payments.xml_input import UnreadableXml, parsed

PART = "PART"
_ROOT = re.compile(r"\{(urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.(0[3-9]|1[0-5]))\}Document")
#: Cents, and noughts after them: a bank may write 3900.000.
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,2})0*)?", re.ASCII)
_CODE = re.compile(r"[A-Z0-9]{4}", re.ASCII)
_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
#: Where a report gives the day of settlement, the surest first: what took effect, then what was asked between banks.
_SETTLED = ("FctvIntrBkSttlmDt/Dt", "FctvIntrBkSttlmDt/DtTm", "OrgnlTxRef/IntrBkSttlmDt")

REASONS: dict[str, Text] = {
    "too-large": Text("Le fichier est trop gros.", "The file is too large."),
    "document-type": Text(
        "Le fichier a un type de document : il est refusé.", "The file has a document type: it is refused."
    ),
    "not-xml": Text("Le fichier n’est pas du XML correct en UTF-8.", "The file is not correct XML in UTF-8."),
    "not-a-report": Text(
        "Le fichier n’est pas un rapport d’état pain.002.", "The file is not a pain.002 status report."
    ),
    "incomplete": Text("Il manque au rapport l’élément {element}.", "The report lacks the element {element}."),
    "value": Text("L’élément {element} n’a pas la bonne forme.", "The element {element} does not have the right form."),
    "contradiction": Text(
        "Le rapport dit deux choses contraires de {element}. Appelez la banque.",
        "The report says two contrary things of {element}. Call the bank.",
    ),
    "other-order": Text("Le rapport répond à un autre ordre.", "The report answers another order."),
    "stranger": Text(
        "Le rapport nomme un versement qui n’est pas dans l’ordre.",
        "The report names a payment that is not in the order.",
    ),
    "amount": Text(
        "Le rapport donne un autre montant au versement {element}.",
        "The report gives another amount to payment {element}.",
    ),
}


class ReportRefused(ValueError):
    """The report is not read, or is not about this order. `code`; `reason`: a sentence for people."""

    def __init__(self, code: str, element: str = "") -> None:
        self.code = code
        self.reason = REASONS[code].fill(element=element) if element else REASONS[code]
        super().__init__(self.reason.en)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of the standard, or of the bank alone (`own`), and the bank's note, which may name somebody."""

    code: str
    own: bool = False
    note: str = field(default="", repr=False)

    @property
    def stored(self) -> str:
        """What a table or the journal may keep: a code of the standard, or OWN; never what a bank wrote freely."""
        return "OWN" if self.own else self.code

    @property
    def meaning(self) -> Text:
        """The code in words."""
        return meaning_of(self.code)

    @property
    def mend(self) -> Mend:
        """Who can act on it."""
        return Mend.BANK if self.own else mend_of(self.code)


@dataclass(frozen=True, slots=True)
class TransactionStatus:
    """What the report says of one payment: its end-to-end identifier, its status as written, or "", and why.

    `settled`: the day on which the money moves between banks; `accepted`: the day on which the bank took the order.
    """

    end_to_end_id: str
    status: str
    reasons: tuple[Reason, ...] = ()
    amount: Money | None = None
    settled: date | None = None
    accepted: date | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A status report: which message it answers, the status of all, of each payment it names, and how many have each."""

    message_id: str
    made_at: datetime
    original_message_id: str
    status: str
    reasons: tuple[Reason, ...]
    transactions: tuple[TransactionStatus, ...]
    counted: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one payment of an order, with the bank's reasons, and the days that it gives."""

    outcome: Outcome
    status: str
    reasons: tuple[Reason, ...] = ()
    settled: date | None = None
    accepted: date | None = None


def read_status(content: bytes) -> StatusReport:
    """The report in a file. ReportRefused where it is none, is not safe, lacks something or contradicts itself."""
    try:
        root = parsed(content)
    except UnreadableXml as fault:
        raise ReportRefused(fault.code) from None
    known = _ROOT.fullmatch(root.tag)
    report = root.find(f"{{{known[1]}}}CstmrPmtStsRpt") if known else None
    if report is None:
        raise ReportRefused("not-a-report")
    group = report.find("{*}OrgnlGrpInfAndSts")
    if group is None:
        raise ReportRefused("incomplete", "OrgnlGrpInfAndSts")
    blocks = report.findall("{*}OrgnlPmtInfAndSts")
    status = _status_of_all(group, blocks)
    transactions = tuple(_transaction(one) for block in blocks for one in block.findall("{*}TxInfAndSts"))
    if outcome_of(status) is Outcome.REJECTED and any(
        outcome_of(one.status) is Outcome.ACCEPTED for one in transactions
    ):
        raise ReportRefused("contradiction", "GrpSts")
    return StatusReport(
        message_id=_needed(report, "GrpHdr/MsgId"),
        made_at=_moment(_needed(report, "GrpHdr/CreDtTm"), "CreDtTm"),
        original_message_id=_needed(group, "OrgnlMsgId"),
        status=status,
        reasons=(*_reasons(group), *(reason for block in blocks for reason in _reasons(block))),
        transactions=transactions,
        counted=_counted(group) or sum((_counted(block) for block in blocks), Counter()),
    )


def answers(report: StatusReport, *, message_id: str, transfers: Mapping[str, Money]) -> dict[str, Answer]:
    """What became of each payment of an order (`transfers`: end-to-end identifier → amount).

    ReportRefused where the report answers another order, names a payment that is not in it, or another amount: then
    nothing of it is believed.
    """
    if report.original_message_id != message_id:
        raise ReportRefused("other-order")
    named: dict[str, TransactionStatus] = {}
    for one in report.transactions:
        if one.end_to_end_id not in transfers:
            raise ReportRefused("stranger")
        if one.amount is not None and one.amount != transfers[one.end_to_end_id]:
            raise ReportRefused("amount", one.end_to_end_id)
        before = named.setdefault(one.end_to_end_id, one)
        if before.status != one.status:
            raise ReportRefused("contradiction", one.end_to_end_id)
    rest = _answer_to_the_rest(report, named, len(transfers))
    return {identifier: _answer(named.get(identifier), rest) for identifier in transfers}


def _answer(one: TransactionStatus | None, rest: Answer) -> Answer:
    if one is None:
        return rest
    if not one.status:
        return Answer(rest.outcome, rest.status, one.reasons or rest.reasons, one.settled, one.accepted)
    return Answer(outcome_of(one.status), one.status, one.reasons, one.settled, one.accepted)


def _answer_to_the_rest(report: StatusReport, named: Mapping[str, TransactionStatus], count: int) -> Answer:
    """What is said of the payments that the report does not name.

    The status of all holds for them, but for PART ("some accepted, some not yet"): there, and where no status is given,
    they are accepted only if the counts for each status leave them no other.
    """
    if report.status and report.status != PART:
        return Answer(outcome_of(report.status), report.status, report.reasons)
    said = Counter(one.status for one in named.values())
    others = {status: number for status, number in report.counted.items() if outcome_of(status) is not Outcome.ACCEPTED}
    proven = sum(report.counted.values()) == count and all(said[status] == number for status, number in others.items())
    return Answer(Outcome.ACCEPTED if proven else Outcome.UNANSWERED, report.status)


def _status_of_all(group: Any, blocks: list[Any]) -> str:
    """The status of the payment blocks where they agree on one, else PART; that of the message where they have none."""
    said = {status for block in blocks if (status := _code(block, "PmtInfSts"))}
    if not said:
        return _code(group, "GrpSts")
    if len(said) > 1:
        return PART
    (status,) = said
    if outcome_of(_code(group, "GrpSts")) is Outcome.REJECTED and outcome_of(status) is Outcome.ACCEPTED:
        raise ReportRefused("contradiction", "GrpSts")
    return status


def _transaction(one: Any) -> TransactionStatus:
    return TransactionStatus(
        end_to_end_id=_needed(one, "OrgnlEndToEndId"),
        status=_code(one, "TxSts"),
        reasons=tuple(_reasons(one)),
        amount=_amount(one.find("{*}OrgnlTxRef/{*}Amt/{*}InstdAmt")),
        settled=_day(one, *_SETTLED),
        accepted=_day(one, "AccptncDtTm"),
    )


def _day(one: Any, *paths: str) -> date | None:
    """The day that the first of these elements gives, in Québec; None where none of them is there."""
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        if said := _said(one.find("/".join(f"{{*}}{step}" for step in path.split("/")))):
            if _PLAIN_DAY.fullmatch(said) is None:
                return _moment(said, name).astimezone(QUEBEC).date()
            try:
                return date.fromisoformat(said)
            except ValueError:
                raise ReportRefused("value", name) from None
    return None


def _reasons(parent: Any) -> Iterator[Reason]:
    for said in parent.findall("{*}StsRsnInf"):
        note = " ".join(text for one in said.findall("{*}AddtlInf") if (text := _said(one)))
        code, own = _said(said.find("{*}Rsn/{*}Cd")), _said(said.find("{*}Rsn/{*}Prtry"))
        if code or own or note:
            yield Reason(code or own or "NARR", bool(own or code) and _CODE.fullmatch(code) is None, note)


def _counted(parent: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in parent.findall("{*}NbOfTxsPerSts"):
        number = _needed(one, "DtldNbOfTxs")
        if not (number.isascii() and number.isdigit() and len(number) <= 15):
            raise ReportRefused("value", "DtldNbOfTxs")
        if not (status := _code(one, "DtldSts")):
            raise ReportRefused("incomplete", "DtldSts")
        found[status] += int(number)
    return found


def _said(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


def _needed(parent: Any, path: str) -> str:
    said = _said(parent.find("/".join(f"{{*}}{step}" for step in path.split("/"))))
    name = path.rsplit("/", 1)[-1]
    if not said:
        raise ReportRefused("incomplete", name)
    if len(said) > 35:
        raise ReportRefused("value", name)
    return said


def _code(parent: Any, name: str) -> str:
    said = _said(parent.find(f"{{*}}{name}"))
    if said and _CODE.fullmatch(said) is None:
        raise ReportRefused("value", name)
    return said


def _moment(said: str, name: str) -> datetime:
    """The moment; in Québec's time where the bank does not say its zone."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise ReportRefused("value", name) from None
    if not 1990 < moment.year < 2200:
        raise ReportRefused("value", name)
    return moment if moment.tzinfo else moment.replace(tzinfo=QUEBEC)


def _amount(element: Any) -> Money | None:
    """An amount in Canadian dollars; None where the report gives none."""
    if element is None:
        return None
    found = _AMOUNT.fullmatch(_said(element))
    if found is None or element.get("Ccy") != "CAD":
        raise ReportRefused("value", "InstdAmt")
    return Money(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")))
