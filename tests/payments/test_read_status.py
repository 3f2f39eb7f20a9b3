"""What the bank answers is read payment by payment; where the report leaves a doubt, nobody is paid again."""

import pytest

from parvis.law.kernel.money import Money
from parvis.payments.orders import OrderRefused
from parvis.payments.read_status import Answer, Reason, ReportRefused, answers, read_status
from parvis.payments.status_reasons import MENDS, OUTCOMES, Mend, Outcome, codes, meaning_of, mend_of

PAID = {"T1": Money(95_00), "T2": Money(1_234_05), "T3": Money(1)}


def transaction(identifier: str, status: str = "", *inside: str) -> str:
    said = f"<TxSts>{status}</TxSts>" if status else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{identifier}</OrgnlEndToEndId>{said}{''.join(inside)}</TxInfAndSts>"


def why(code: str = "", note: str = "", tag: str = "Cd") -> str:
    reason = f"<Rsn><{tag}>{code}</{tag}></Rsn>" if code else ""
    return f"<StsRsnInf>{reason}{f'<AddtlInf>{note}</AddtlInf>' if note else ''}</StsRsnInf>"


def amount(said: str, currency: str = "CAD") -> str:
    return f'<OrgnlTxRef><Amt><InstdAmt Ccy="{currency}">{said}</InstdAmt></Amt></OrgnlTxRef>'


def counts(**by_status: int) -> str:
    return "".join(
        f"<NbOfTxsPerSts><DtldNbOfTxs>{number}</DtldNbOfTxs><DtldSts>{status}</DtldSts></NbOfTxsPerSts>"
        for status, number in by_status.items()
    )


def report(*transactions: str, group: str = "", block: str = "", inside: str = "", version: str = "10") -> bytes:
    said = f"<GrpSts>{group}</GrpSts>" if group else ""
    of_block = f"<PmtInfSts>{block}</PmtInfSts>" if block else ""
    blocks = (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>LOT-7</OrgnlPmtInfId>{of_block}{''.join(transactions)}</OrgnlPmtInfAndSts>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}">'
        "<CstmrPmtStsRpt><GrpHdr><MsgId>B-1</MsgId><CreDtTm>2026-12-03T08:00:00.5</CreDtTm></GrpHdr>"
        "<OrgnlGrpInfAndSts><OrgnlMsgId>LOT-7</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"{said}{inside}</OrgnlGrpInfAndSts>{blocks if transactions or block else ''}</CstmrPmtStsRpt></Document>"
    ).encode()


def outcomes(content: bytes) -> str:
    """The outcomes of the three payments, by their first letters."""
    return "".join(
        one.outcome.value[0] for one in answers(read_status(content), message_id="LOT-7", transfers=PAID).values()
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (report(group="ACCP"), "aaa"),
        (report(group="ACSC", version="03"), "aaa"),
        (report(group="ACTC"), "ppp"),
        (report(group="RCVD"), "ppp"),
        (report(group="ZZZZ"), "ppp"),
        (report(group="RJCT", inside=why("DU01")), "rrr"),
        (report(), "uuu"),
        (report(block="ACSP"), "aaa"),
        (report(group="ACTC", block="RJCT"), "rrr"),
        # Half-way: what the bank names is known; what it does not name is known only if the counts leave no doubt.
        (report(transaction("T2", "RJCT", why("AC04")), group="PART"), "uru"),
        (report(transaction("T2", "RJCT"), group="PART", inside=counts(ACSP=2, RJCT=1)), "ara"),
        (report(transaction("T2", "RJCT"), group="PART", inside=counts(ACSP=1, ACCP=1, RJCT=1)), "ara"),
        (report(transaction("T2", "RJCT"), group="PART", inside=counts(ACSP=1, PDNG=1, RJCT=1)), "uru"),
        (report(transaction("T2", "RJCT"), group="PART", inside=counts(ACSP=1, RJCT=2)), "uru"),
        (report(transaction("T2", "RJCT"), group="PART", inside=counts(ACSP=1, RJCT=1)), "uru"),
        (report(transaction("T2", "RJCT"), inside=counts(ACSP=2, RJCT=1)), "ara"),
        (report(transaction("T1", "ACSP"), transaction("T2", "RJCT"), transaction("T3", "PDNG"), group="PART"), "arp"),
        (report(transaction("T2", "RJCT"), transaction("T3", "BLCK"), group="ACSP"), "arp"),
        (report(transaction("T2", "RJCT"), transaction("T2", "RJCT"), group="ACSP"), "ara"),
        (report(transaction("T2", "", why("AC04")), group="RJCT"), "rrr"),
    ],
)
def test_each_payment_is_answered(content: bytes, said: str) -> None:
    assert outcomes(content) == said


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (report(group="ACCP").replace(b"LOT-7", b"LOT-8"), "other-order"),
        (report(transaction("T9", "RJCT"), group="PART"), "stranger"),
        (report(transaction("T2", "RJCT", amount("1234.06")), group="PART"), "amount"),
        (report(transaction("T2", "RJCT", amount("1234.05", "USD")), group="PART"), "value"),
        (report(transaction("T2", "RJCT", amount("1E999999")), group="PART"), "value"),
        (report(transaction("T2", "RJCT", amount("1234.051")), group="PART"), "value"),
        (report(transaction("T2", "RJCT"), transaction("T2", "ACSP"), group="PART"), "contradiction"),
        (report(transaction("T2", "ACSP"), group="RJCT"), "contradiction"),
        (report(group="RJCT", block="ACSP"), "contradiction"),
        (report(group="rjct"), "value"),
        (report(transaction("", "RJCT")), "incomplete"),
        (report(transaction("T" * 36, "RJCT")), "value"),
        (report(inside=counts(RJCT=1).replace("<DtldNbOfTxs>1", "<DtldNbOfTxs>-1")), "value"),
        (report(inside=counts(RJCT=1).replace("<DtldSts>RJCT</DtldSts>", "")), "incomplete"),
        (report(group="ACCP").replace(b"2026-12-03T", b"2026-13-03T"), "value"),
        (report(group="ACCP").replace(b"<MsgId>B-1</MsgId>", b""), "incomplete"),
        (report(group="ACCP", version="16"), "not-a-report"),
        (report(group="ACCP").replace(b"CstmrPmtStsRpt", b"CstmrCdtTrfInitn"), "not-a-report"),
        (b"<Document/>", "not-a-report"),
        (report(group="ACCP")[:-5], "not-xml"),
        (
            report(group="ACCP").replace(b"<Document", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///a'>]><Document"),
            "document-type",
        ),
    ],
)
def test_a_report_that_cannot_be_believed_is_refused_whole(content: bytes, code: str) -> None:
    with pytest.raises(ReportRefused) as caught:
        answers(read_status(content), message_id="LOT-7", transfers=PAID)
    assert caught.value.code == code
    assert caught.value.reason.fr != caught.value.reason.en
    assert not isinstance(caught.value, OrderRefused)


def test_reasons_are_read_with_who_can_act() -> None:
    content = report(
        transaction("T1", "RJCT", why("AC04"), amount("95.000")),
        transaction("T2", "RJCT", why("Z-9", "Voir Zoé Exemple", tag="Prtry"), why(note="Fermé")),
        group="PART",
        inside=why("AM18"),
    )
    read = read_status(content)
    assert (read.message_id, read.original_message_id, read.status) == ("B-1", "LOT-7", "PART")
    assert read.made_at.isoformat() == "2026-12-03T08:00:00.500000-05:00"
    assert read.reasons == (Reason("AM18"),)
    assert read.transactions[0].amount == Money(95_00)
    found = answers(read, message_id="LOT-7", transfers=PAID)
    assert found["T1"] == Answer(Outcome.REJECTED, "RJCT", (Reason("AC04"),))
    assert found["T1"].reasons[0].mend is Mend.PAYEE
    own, note = found["T2"].reasons
    assert (own.code, own.own, own.mend, own.note) == ("Z-9", True, Mend.BANK, "Voir Zoé Exemple")
    assert (note.code, note.own, note.note) == ("NARR", False, "Fermé")
    assert (own.stored, note.stored) == ("OWN", "NARR")
    free = read_status(report(group="RJCT", inside=why("Zoé Exemple"))).reasons
    assert [one.stored for one in free] == ["OWN"]
    assert "Zoé" not in repr(found)
    assert found["T3"].outcome is Outcome.UNANSWERED


def test_a_rejected_batch_gives_its_reason_to_each_payment() -> None:
    found = answers(read_status(report(group="RJCT", inside=why("AM04"))), message_id="LOT-7", transfers=PAID)
    assert {one.reasons for one in found.values()} == {(Reason("AM04"),)}


def test_every_code_has_its_words_and_a_duplicate_never_says_to_pay_again() -> None:
    assert {"AC01", "AC04", "AM05", "NARR", "RC10"} <= set(codes())
    assert (
        len({meaning_of(code).fr for code in codes()}) == len(codes()) == len({meaning_of(code).en for code in codes()})
    )
    assert {mend_of(code) for code in ("AM05", "DU01", "DU02", "DU03", "DU04", "DUPL", "XX99")} == {Mend.BANK}
    assert meaning_of("XX99").fr == "Motif de la banque\u00a0: XX99."
    assert set(MENDS) == set(Mend)
    assert set(OUTCOMES) == set(Outcome)
