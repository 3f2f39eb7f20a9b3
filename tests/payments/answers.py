"""What a bank answers to a batch: a pain.002 report, all accepted but what is named."""

from collections.abc import Mapping
from datetime import date

from parvis.payments.models import PaymentBatch


def answer_of(
    batch: PaymentBatch, *, rejected: Mapping[str, str] | None = None, number: str = "", settled: date | None = None
) -> bytes:
    """The report on a batch: each payment accepted (`settled` on a day), but those `rejected` with their reason code."""
    refused = rejected or {}
    rows = []
    for one in batch.payments.order_by("pk"):
        why = refused.get(one.reference)
        status = "RJCT" if why else "ACSC"
        reason = f"<StsRsnInf><Rsn><Cd>{why}</Cd></Rsn></StsRsnInf>" if why else ""
        day = f"<OrgnlTxRef><IntrBkSttlmDt>{settled}</IntrBkSttlmDt></OrgnlTxRef>" if settled else ""
        rows.append(
            f"<TxInfAndSts><OrgnlEndToEndId>{one.reference}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}{day}</TxInfAndSts>"
        )
    whole = "PART" if refused else "ACSC"
    original = number or batch.number
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>REPONSE-1</MsgId><CreDtTm>2026-04-02T08:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{original}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"<GrpSts>{whole}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{original}</OrgnlPmtInfId>"
        f"{''.join(rows)}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()
