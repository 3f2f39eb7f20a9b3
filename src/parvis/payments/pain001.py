"""A payment order as an ISO 20022 file, pain.001.001.09 (CustomerCreditTransferInitiationV09), and what is wrong with one.

The file is written for what clears between Canadian institutions: an agent is known by its routing number under CACPA, no
BIC is needed; the payment is not urgent (NURG: cleared in a batch); charges are the debtor's (DEBT), so that the payee
has the whole amount. The same order gives the same bytes. The schema is ISO 20022's, beside this file in `schemas/`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from html import escape
from importlib.resources import files as resources
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from parvis.config.clock import QUEBEC
from parvis.law.kernel.text import Text
from parvis.payments.orders import Account, CreditTransfer, PaymentOrder
from parvis.payments.xml_input import UnreadableXml, parsed

MESSAGE = "pain.001.001.09"
NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{MESSAGE}"
MOST_FAULTS = 100

REASONS: dict[str, Text] = {
    "too-large": Text("Le fichier est trop gros.", "The file is too large."),
    "document-type": Text(
        "Le fichier a un type de document : il est refusé.", "The file has a document type: it is refused."
    ),
    "not-xml": Text("Le fichier n’est pas du XML correct en UTF-8.", "The file is not correct XML in UTF-8."),
    "element": Text("Un élément manque ou n’est pas à sa place.", "An element is missing, or is not in its place."),
    "value": Text(
        "La valeur n’a pas la forme que la norme demande.",
        "The value does not have the form that the standard asks for.",
    ),
    "schema": Text("Le fichier ne suit pas la norme pain.001.001.09.", "The file does not follow pain.001.001.09."),
    "count": Text(
        "Le nombre de versements annoncé n’est pas le bon.", "The stated number of payments is not the right one."
    ),
    "control-sum": Text(
        "La somme annoncée n’est pas celle des versements.", "The stated sum is not that of the payments."
    ),
    "cents": Text(
        "Un montant n’est pas en cents entiers, en dollars canadiens.",
        "An amount is not in whole cents of Canadian dollars.",
    ),
    "twice": Text("Un versement est deux fois dans le fichier.", "A payment is in the file twice."),
}
#: The validator's families of errors: what is not in its place, then what does not have the form of its type.
_MISPLACED = ("SCHEMAV_ELEMENT_CONTENT", "SCHEMAV_CVC_ELT", "SCHEMAV_CVC_COMPLEX_TYPE_2")
_MALFORMED = "SCHEMAV_CVC"
_NAMED = re.compile(r"Element '(?:\{[^}]*\})?([A-Za-z0-9]+)'")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: the line (from 1, or 0), the element, a code. It never holds a value of the file."""

    line: int
    element: str
    code: str

    @property
    def reason(self) -> Text:
        """The fault as a sentence."""
        return REASONS[self.code]


def write_pain001(order: PaymentOrder) -> bytes:
    """The order as a pain.001.001.09 file, in UTF-8."""
    return b"".join(stream_pain001(order))


def stream_pain001(order: PaymentOrder) -> Iterator[bytes]:
    """The same file, piece by piece: the head, each payment, the end."""
    yield _head(order).encode()
    for one in order.transfers:
        yield _payment(one).encode()
    yield b"</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"


def _head(order: PaymentOrder) -> str:
    made = order.made_at.astimezone(QUEBEC).isoformat(timespec="seconds")
    name = escape(order.debtor.name, quote=False)
    totals = f"<NbOfTxs>{order.count}</NbOfTxs><CtrlSum>{order.control_sum}</CtrlSum>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}">\n<CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{order.message_id}</MsgId><CreDtTm>{made}</CreDtTm>{totals}"
        f"<InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>\n"
        f"<PmtInf>\n<PmtInfId>{order.message_id}</PmtInfId><PmtMtd>TRF</PmtMtd>{totals}"
        "<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf>"
        f"<ReqdExctnDt><Dt>{order.execution_day.isoformat()}</Dt></ReqdExctnDt>\n"
        f"<Dbtr><Nm>{name}</Nm><PstlAdr><Ctry>{order.debtor.country}</Ctry></PstlAdr></Dbtr>"
        f"<DbtrAcct>{_account(order.debtor.account)}<Ccy>CAD</Ccy></DbtrAcct>"
        f"<DbtrAgt>{_agent(order.debtor.account)}</DbtrAgt><ChrgBr>DEBT</ChrgBr>\n"
    )


def _payment(one: CreditTransfer) -> str:
    said = f"<RmtInf><Ustrd>{escape(one.reference, quote=False)}</Ustrd></RmtInf>" if one.reference else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{one.end_to_end_id}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="CAD">{one.amount}</InstdAmt></Amt><CdtrAgt>{_agent(one.account)}</CdtrAgt>'
        f"<Cdtr><Nm>{escape(one.creditor_name, quote=False)}</Nm></Cdtr>"
        f"<CdtrAcct>{_account(one.account)}</CdtrAcct>{said}</CdtTrfTxInf>\n"
    )


def _agent(account: Account) -> str:
    return (
        "<FinInstnId><ClrSysMmbId><ClrSysId><Cd>CACPA</Cd></ClrSysId>"
        f"<MmbId>{account.routing}</MmbId></ClrSysMmbId></FinInstnId>"
    )


def _account(account: Account) -> str:
    return f"<Id><Othr><Id>{account.number}</Id></Othr></Id>"


def validate_pain001(content: bytes) -> tuple[Fault, ...]:
    """What is wrong with a file, at most `MOST_FAULTS`; nothing where it follows the schema and its own totals are true."""
    try:
        root = parsed(content)
    except UnreadableXml as fault:
        return (Fault(fault.line, "", fault.code),)
    schema = etree.XMLSchema(_schema())  # its log of errors is its own: one for each file, never shared between threads
    if not schema.validate(root):
        return tuple(_fault(error) for error in schema.error_log[:MOST_FAULTS])
    return _untrue_totals(root)[:MOST_FAULTS]


@cache
def _schema() -> Any:
    said = resources("parvis.payments").joinpath("schemas", f"{MESSAGE}.xsd").read_bytes()
    return parsed(said)


def _fault(error: Any) -> Fault:
    """A validator's error without its message, which may quote a name or an account."""
    named = _NAMED.search(error.message)
    kind = "value" if error.type_name.startswith(_MALFORMED) else "schema"
    if error.type_name.startswith(_MISPLACED):
        kind = "element"
    return Fault(error.line, named[1] if named else "", kind)


def _untrue_totals(root: Any) -> tuple[Fault, ...]:
    """What the schema cannot see: totals that are not those of the payments, and a payment that is there twice."""
    faults: list[Fault] = []
    everything = list(root.iter(f"{{{NAMESPACE}}}CdtTrfTxInf"))
    blocks = [(root.find("*/{*}GrpHdr"), everything)]
    blocks += [(block, block.findall("{*}CdtTrfTxInf")) for block in root.iterfind("*/{*}PmtInf")]
    for block, payments in blocks:
        amounts = [_cents(one.find("{*}Amt/{*}InstdAmt")) for one in payments]
        if None in amounts:
            return (Fault(payments[amounts.index(None)].sourceline or 0, "InstdAmt", "cents"),)
        count, total = block.find("{*}NbOfTxs"), block.find("{*}CtrlSum")
        if count is not None and int(count.text) != len(payments):
            faults.append(Fault(count.sourceline or 0, "NbOfTxs", "count"))
        if total is not None and Decimal(total.text) * 100 != sum(one for one in amounts if one is not None):
            faults.append(Fault(total.sourceline or 0, "CtrlSum", "control-sum"))
    seen: Counter[str] = Counter()
    for one in everything:
        identifier = one.find("{*}PmtId/{*}EndToEndId")
        seen[identifier.text] += 1
        if seen[identifier.text] == 2:
            faults.append(Fault(identifier.sourceline or 0, "EndToEndId", "twice"))
    return tuple(faults)


def _cents(amount: Any) -> int | None:
    """An amount as whole cents of a Canadian dollar; None where it is none."""
    if amount is None or amount.get("Ccy") != "CAD":
        return None
    try:
        cents = Decimal(amount.text) * 100
    except InvalidOperation:
        return None
    return int(cents) if cents == cents.to_integral_value() and cents > 0 else None
