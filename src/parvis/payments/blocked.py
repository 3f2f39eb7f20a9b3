"""Why a claim is not paid yet: codes with their words. Read from what stands now, so that a signature taken back is seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from parvis.law.kernel.text import Text
from parvis.payments.due import Account
from parvis.payments.file_facts import File

BLOCKS: Mapping[str, Text] = {
    "report_missing": Text("Le rapport de médiation manque.", "The mediator’s report is missing."),
    "report_mismatch": Text(
        "Le rapport et les feuilles ne disent pas le même nombre de séances.",
        "The report and the sheets do not give the same number of sessions.",
    ),
    "signature_missing": Text("Il manque une signature.", "A signature is missing."),
    "signature_refused": Text("Une partie a refusé de signer.", "A party refused to sign."),
    "signature_withdrawn": Text("Une partie a retiré sa signature.", "A party withdrew their signature."),
    "not_certified": Text(
        "L’accréditation n’était pas en vigueur le jour d’une séance.",
        "The certification was not in force on the day of a session.",
    ),
    "tariff_unknown": Text(
        "Le tarif d’un jour n’est pas connu : le Service dit le montant.",
        "The tariff of a day is not known: the Service says the amount.",
    ),
    "shared_cap": Text(
        "Avec un autre mandat, pour la même demande ou le même dossier de la cour, c’est plus que ce que le Service paie une "
        "fois : le Service décide, avec sa raison.",
        "With another mandate, for the same request or the same court file, this is more than the Service pays for once: the "
        "Service decides, with its reason.",
    ),
    "sibling_held": Text(
        "Depuis l’envoi, une séance est inscrite dans un autre mandat, pour la même demande ou le même dossier de la cour : "
        "le Service relit la demande.",
        "Since it was sent, a session was recorded in another mandate, for the same request or the same court file: the "
        "Service reads the claim again.",
    ),
    "amount_changed": Text(
        "Ce qui est réclamé n’est plus ce que la loi donne aujourd’hui : quelque chose a changé depuis l’envoi. La médiatrice ou le "
        "médiateur retire la demande, puis l’envoie de nouveau ; ou le Service la refuse.",
        "What is claimed is no longer what the law gives today: something has changed since it was sent. The mediator withdraws "
        "the claim and sends it again; or the Service refuses it.",
    ),
    "sheet_voided": Text("Une feuille réclamée a été retirée.", "A sheet that is claimed was voided."),
    "officer": Text("Le Service l’a bloquée.", "The Service put it on hold."),
    "bank_contradiction": Text(
        "La banque dit payé ce qu’elle avait rejeté : le Service vérifie avant de payer.",
        "The bank says paid what it had rejected: the Service looks before it pays.",
    ),
}
#: What only a person lifts: an officer put it, or the bank has said two things.
BANK = "bank_contradiction"
BY_A_PERSON = ("officer", BANK)
#: More than one allowance, over two mandates: an officer who saw the sum accepts it with a reason, or refuses a claim.
SHARED_CAP = "shared_cap"
#: The law no longer gives what was claimed: the claim is made again, or refused; nobody approves the old amount.
AMOUNT_CHANGED = "amount_changed"
#: Another mandate of the same allowance held a session since: it is told to the officer who approves, then lifted.
SIBLING_HELD = "sibling_held"


def words_of(codes: Collection[str]) -> list[Text]:
    """The reasons in words, in the order of the list."""
    return [words for code, words in BLOCKS.items() if code in codes]


def blocks_of(
    account: Account,
    sessions: Collection[int],
    works: Collection[int],
    *,
    unknown: bool,
    over: bool = False,
    changed: bool = False,
) -> list[str]:
    """What stops the payment of some sessions and work of a mandate, as things stand. `unknown`: an amount is not known;
    `over`: with other mandates, it is more than one allowance; `changed`: the law now gives something else than was claimed.
    """
    file, found = account.file, set[str]()
    family = file.mandate.kind == "family"
    sheets = {one.pk: one for one in file.sheets}
    if not set(sessions) <= set(sheets) or not set(works) <= {one.pk for one in file.work}:
        found.add("sheet_voided")
    states = {state for pk in sessions for state in file.signed.get(pk, {}).values()}
    if "withdrawn" in states:
        found.add("signature_withdrawn")
    if "refused" in states:
        found.add("signature_refused")
    claimed = [sheets[pk] for pk in sessions if pk in sheets]
    if family:
        found |= _documents(account, [one.pk for one in claimed])
    if _not_certified(file, sessions, works):
        found.add("not_certified")
    if unknown:
        found.add("tariff_unknown")
    if over:
        found.add(SHARED_CAP)
    if changed:
        found.add(AMOUNT_CHANGED)
    return [code for code in BLOCKS if code in found]


def _not_certified(file: File, sessions: Collection[int], works: Collection[int]) -> bool:
    """Whether a mediator who held one of the sessions, or did some of the work, was not certified on its day."""
    mandate, days = file.mandate, defaultdict[int, set[date]](set)
    for sheet in file.sheets:
        if sheet.pk in sessions:
            for one in (
                mandate.mediator_id,
                *(there.certification_id for there in sheet.presences.all() if not there.voided),
            ):
                days[one].add(sheet.day)
    for work in file.work:
        if work.pk in works:
            days[work.certification_id].add(work.day)
    known = file.certified
    return any(not any(day in span for span in known[pk]) for pk in days if pk in known for day in days[pk])


def _documents(account: Account, sessions: Collection[int]) -> set[str]:
    """Section 12: the report, and what the parties attest; they agree on the number of sessions."""
    file, found = account.file, set[str]()
    held = file.held()
    if file.report is None:
        return {"report_missing"} | _unsigned(account, sessions)
    if file.report.sessions != len(held) or (file.report.says == "none_held" and held):
        found.add("report_mismatch")
    found |= _unsigned(account, sessions)
    if account.payable is False and not found:
        found.add("report_mismatch")
    return found


def _unsigned(account: Account, sessions: Collection[int]) -> set[str]:
    file = account.file
    held = [one for one in file.held() if one.pk in set(sessions)]
    asked = {
        file.signed[one.pk].get(position)
        for one in held
        for position in one.attended
        if file.signed[one.pk].get(position) not in ("signed", "withdrawn", "refused")
    }
    return {"signature_missing"} if asked else set()
