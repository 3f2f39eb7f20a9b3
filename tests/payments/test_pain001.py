"""The file for the bank: valid for any order, the same bytes for the same order, and every fault of a file is found."""

import hashlib
import time
from datetime import timedelta, timezone
from importlib.resources import files as resources

import pytest
from hypothesis import given, settings

from parvis.payments.orders import PaymentOrder
from parvis.payments.pain001 import MOST_FAULTS, Fault, stream_pain001, validate_pain001, write_pain001
from parvis.payments.xml_input import MOST_BYTES, UnreadableXml, parsed
from tests.payments.examples import MADE, an_order, many, orders

GOLDEN = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
<CstmrCdtTrfInitn>
<GrpHdr><MsgId>LOT-7</MsgId><CreDtTm>2026-11-30T15:15:07-05:00</CreDtTm><NbOfTxs>2</NbOfTxs><CtrlSum>1329.05</CtrlSum>\
<InitgPty><Nm>Service de mediation familiale (exemple)</Nm></InitgPty></GrpHdr>
<PmtInf>
<PmtInfId>LOT-7</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>2</NbOfTxs><CtrlSum>1329.05</CtrlSum>\
<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf><ReqdExctnDt><Dt>2026-12-03</Dt></ReqdExctnDt>
<Dbtr><Nm>Service de mediation familiale (exemple)</Nm><PstlAdr><Ctry>CA</Ctry></PstlAdr></Dbtr>\
<DbtrAcct><Id><Othr><Id>0012345</Id></Othr></Id><Ccy>CAD</Ccy></DbtrAcct>\
<DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CACPA</Cd></ClrSysId><MmbId>081530000</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt>\
<ChrgBr>DEBT</ChrgBr>
<CdtTrfTxInf><PmtId><EndToEndId>LOT-7.1</EndToEndId></PmtId><Amt><InstdAmt Ccy="CAD">95.00</InstdAmt></Amt>\
<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CACPA</Cd></ClrSysId><MmbId>000600001</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>\
<Cdtr><Nm>Zoe Exemple-L'Ecuyer</Nm></Cdtr><CdtrAcct><Id><Othr><Id>1234567</Id></Othr></Id></CdtrAcct>\
<RmtInf><Ustrd>Lot 7, mandat M-12</Ustrd></RmtInf></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><EndToEndId>LOT-7.2</EndToEndId></PmtId><Amt><InstdAmt Ccy="CAD">1234.05</InstdAmt></Amt>\
<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CACPA</Cd></ClrSysId><MmbId>081599001</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>\
<Cdtr><Nm>Mediation A + B Exemple inc.</Nm></Cdtr><CdtrAcct><Id><Othr><Id>000123456789</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
</PmtInf>
</CstmrCdtTrfInitn>
</Document>
"""


def test_the_file_is_this_to_the_byte() -> None:
    assert write_pain001(an_order()).decode() == GOLDEN
    assert validate_pain001(GOLDEN.encode()) == ()


def test_the_schema_is_the_published_one() -> None:
    said = resources("parvis.payments").joinpath("schemas", "pain.001.001.09.xsd").read_bytes()
    assert hashlib.sha256(said).hexdigest() == "05440a7e84f695e7dbc6677082f43623cd7393881b76a5e8d648ae21d7d728e3"


@given(orders)
@settings(max_examples=8)
def test_any_order_gives_a_valid_file_and_always_the_same(order: PaymentOrder) -> None:
    content = write_pain001(order)
    assert validate_pain001(content) == ()
    elsewhere = order.made_at.astimezone(timezone(timedelta(hours=9)))
    again = PaymentOrder(order.message_id, elsewhere, order.execution_day, list(order.transfers), order.debtor)
    assert write_pain001(again) == content == b"".join(stream_pain001(order))


def test_five_thousand_payments_are_written_and_checked_in_a_moment() -> None:
    order = many(5_000)
    began = time.perf_counter()
    content = write_pain001(order)
    written = time.perf_counter() - began
    assert validate_pain001(content) == ()
    assert written < 2
    assert content.count(b"<CdtTrfTxInf>") == 5_000
    assert f"<CtrlSum>{order.control_sum}</CtrlSum>".encode() in content


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("<NbOfTxs>2<", "<NbOfTxs>3<", [(4, "NbOfTxs", "count"), (6, "NbOfTxs", "count")]),
        ("<CtrlSum>1329.05<", "<CtrlSum>1329.06<", [(4, "CtrlSum", "control-sum"), (6, "CtrlSum", "control-sum")]),
        ("LOT-7.2", "LOT-7.1", [(9, "EndToEndId", "twice")]),
        (">95.00<", ">95.001<", [(8, "InstdAmt", "cents")]),
        (">95.00<", ">0.00<", [(8, "InstdAmt", "cents")]),
        ('Ccy="CAD">95', 'Ccy="USD">95', [(8, "InstdAmt", "cents")]),
        (">95.00<", ">95,00<", [(8, "InstdAmt", "value")]),
        ("<Dt>2026-12-03</Dt>", "<Dt>2026-13-03</Dt>", [(6, "Dt", "value")]),
        ("<PmtMtd>TRF", "<PmtMtd>ABC", [(6, "PmtMtd", "value")]),
        (
            "<InstdAmt Ccy=",
            "<InstdAmt X=",
            [(8, "InstdAmt", "value"), (8, "InstdAmt", "value"), (9, "InstdAmt", "value"), (9, "InstdAmt", "value")],
        ),
        ("<ReqdExctnDt><Dt>2026-12-03</Dt></ReqdExctnDt>", "", [(7, "Dbtr", "element")]),
        ("pain.001.001.09", "pain.001.001.03", [(2, "Document", "element")]),
        ("</Document>", "", [(13, "", "not-xml")]),
        ("<Document ", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><Document ", [(0, "", "document-type")]),
    ],
)
def test_a_fault_of_a_file_is_found_at_its_place(old: str, new: str, faults: list[tuple[int, str, str]]) -> None:
    content = GOLDEN.replace(old, new).encode()
    assert [(one.line, one.element, one.code) for one in validate_pain001(content)] == faults


def test_faults_say_nothing_of_the_people_and_are_not_without_end() -> None:
    content = write_pain001(many(MOST_FAULTS + 50)).replace(b"<Cdtr><Nm>", b"<Cdtr><Nm>" + b"Exemple" * 21)
    faults = validate_pain001(content)
    assert len(faults) == MOST_FAULTS
    assert "Exemple" not in str(faults)
    assert {one.reason for one in faults} == {Fault(1, "Nm", "value").reason}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        "<a>é</a>".encode("latin-1"),
        "<a/>".encode("utf-16"),
        b"<a>&b;</a>",
        b"<a>" * 400 + b"</a>" * 400,
    ],
)
def test_what_is_not_safe_xml_is_not_read(content: bytes) -> None:
    with pytest.raises(UnreadableXml, match="not-xml"):
        parsed(content)


def test_what_is_too_large_is_not_read() -> None:
    assert [one.code for one in validate_pain001(b" " * (MOST_BYTES + 1))] == ["too-large"]


def test_the_moment_is_written_in_quebec_time_in_summer_too() -> None:
    assert b"<CreDtTm>2026-07-01T16:15:07-04:00<" in write_pain001(an_order(made_at=MADE.replace(month=7, day=1)))
