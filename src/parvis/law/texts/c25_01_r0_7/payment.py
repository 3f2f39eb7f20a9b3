"""Section 12: the Service pays on production of the mediator's report and of what the clients attest (A-41).

Where no session was held the report suffices. The text of the section under the tariff by the hour was not seen: whether
the fees are payable is then not known, unless no session was held.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.tariff_account import NONE_HELD, RULES, SESSIONS, Account, mediation_listed

PAY, REPORT, ATTEST = "c25.01-r0.7/s12-pay", "c25.01-r0.7/s12-report", "c25.01-r0.7/s12-attest"
BY_HOUR = date(2012, 12, 1)

_REPORT, _SESSIONS, _BOTH = ("/report",), ("/sessions",), ("/report", "/sessions")
_PRODUCED = Text("Le rapport du médiateur est remis.", "The mediator's report is produced.")
_NOT_NEEDED = Text("Aucune séance n'a eu lieu: le rapport suffit.", "No session was held: the report suffices.")
_NOT_STATED = Text("On ne sait pas ce que les clients attestent.", "What the clients attest is not known.")
_UNSIGNED = Text("Il manque une signature.", "A signature is missing.")
_MATCHES = Text(
    "Les clients attestent {attested}, autant qu'il y en a au dossier.",
    "The clients attest {attested}, as many as are in the file.",
)
_DIFFERS = Text(
    "Les clients attestent {attested}; le dossier en compte {held}.",
    "The clients attest {attested}; the file has {held}.",
)
_ATTESTED_YET_NONE = Text(
    "Les clients attestent {attested}, mais le dossier n'en compte pas autant: une personne vérifie.",
    "The clients attest {attested}, but the file does not have as many: a person checks.",
)
_CONTRADICTED = Text(
    "Le rapport dit qu'aucune séance de médiation n'a eu lieu, mais il y en a au dossier.",
    "The report says that no mediation session was held, but there are some in the file.",
)
_PAYABLE = Text("Les deux documents sont remis et concordent.", "Both documents are produced and agree.")
_REPORT_SUFFICES = Text("Le rapport est remis; il suffit.", "The report is produced; it suffices.")
_HELD_BACK = Text(
    "Une signature manque, ou les documents ne concordent pas: une personne vérifie avant de payer.",
    "A signature is missing, or the documents do not agree: a person checks before paying.",
)
_NOT_SEEN = Text(
    "Le texte de l'article 12 sous le tarif à l'heure n'a pas été vu.",
    "The text of section 12 under the tariff by the hour was not seen.",
)


def payable(weighing: Weighing, facts: Mapping[str, Any], day: date, account: Account) -> bool | None:
    """Whether the Service may pay (s. 12), on the last day of the file; None where that is not known."""
    result: bool | None = RULES.at(PAY, day)(weighing, facts, day, account)
    return result


@RULES.encodes(PAY)
def on_two_documents(weighing: Weighing, facts: Mapping[str, Any], day: date, account: Account) -> bool | None:
    """S. 12, as consolidated on 2012-09-01."""
    report = report_produced(weighing, facts, day, account)
    attested = sessions_attested(weighing, facts, day, account)
    if not account.held:
        because: Text = _REPORT_SUFFICES
        result: bool | None = True
    elif attested is None:
        because, result = _NOT_STATED, None
    else:
        result = report and attested
        because = _PAYABLE if result else _HELD_BACK
    if result is False:
        weighing.leave_to_a_person(PAY, _HELD_BACK)
    where = _BOTH if facts["attestation"] is None else (*_BOTH, "/attestation")
    weighing.weigh(PAY, day=day, holds=result, because=because, facts=where)
    return result


@RULES.encodes(PAY, since=BY_HOUR)
def text_not_seen(weighing: Weighing, facts: Mapping[str, Any], day: date, account: Account) -> bool | None:
    """S. 12 since the tariff by the hour: its text was not seen, so only the case without any session is answered."""
    result = None if account.held else True
    because = _NOT_SEEN if account.held else _NOT_NEEDED
    weighing.weigh(PAY, day=day, holds=result, because=because, facts=_SESSIONS)
    return result


@RULES.encodes(REPORT)
def report_produced(weighing: Weighing, facts: Mapping[str, Any], day: date, account: Account) -> bool:
    """S. 12: the mediator's report, which the sessions recorded do not contradict."""
    contradicted = facts["report"] == NONE_HELD and mediation_listed(facts)
    because = _CONTRADICTED if contradicted else _PRODUCED
    where = _BOTH if contradicted else _REPORT
    weighing.weigh(REPORT, day=day, holds=not contradicted, because=because, facts=where)
    return not contradicted


@RULES.encodes(ATTEST)
def sessions_attested(weighing: Weighing, facts: Mapping[str, Any], day: date, account: Account) -> bool | None:
    """S. 12: what the clients attest and sign, where sessions were held; None where it is not needed or not stated."""
    attestation = facts["attestation"]
    holds: bool | None
    where: tuple[str, ...]
    listed = sum(session is not None for session in facts["sessions"])
    if not account.held:
        holds, because, where = None, _NOT_NEEDED, _SESSIONS
        if attestation is not None and attestation["sessions"] > listed:
            attested = SESSIONS[attestation["sessions"]]
            weighing.leave_to_a_person(ATTEST, _ATTESTED_YET_NONE.fill(attested=attested))
    elif attestation is None:
        holds, because, where = None, _NOT_STATED, _SESSIONS
    elif not attestation["signed_by_all"]:
        holds, because, where = False, _UNSIGNED, ("/attestation/signed_by_all",)
    else:
        holds = attestation["sessions"] == listed
        words = _MATCHES if holds else _DIFFERS
        because = words.fill(attested=SESSIONS[attestation["sessions"]], held=listed)
        where = ("/attestation/sessions", "/sessions")
    weighing.weigh(ATTEST, day=day, holds=holds, because=because, facts=where)
    return holds
