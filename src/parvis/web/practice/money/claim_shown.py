"""What the pages show of a claim: each line in words, with its norm and why, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, amount, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6.fees import R061
from parvis.law.texts.c25_01_r0_7.tariff_account import duration
from parvis.law.texts.c25_01_r0_7.tariff_hours import EXCESS, HOUR
from parvis.payments.actions.claims import Computed
from parvis.payments.actions.review import unknown_lines
from parvis.payments.models import FeeClaim, FeeLine
from parvis.payments.models.claim import FeeClaimQuerySet
from parvis.people.models.role import day_of
from parvis.roster.models import GroupSession, OutOfSessionWork, SessionSheet

STATES = state_table("claim").states
KINDS: Mapping[str, Text] = {
    "sessions": Text("Honoraires d’un mandat", "Fees of a mandate"),
    "group": Text("Séance de groupe", "Group session"),
    "correction": Text("Correction", "Correction"),
    "indexation": Text("Indexation publiée plus tard", "Indexing published later"),
}
PAYERS = {"service": Text("Le Service", "The Service"), "parties": Text("Les parties", "The parties")}
#: The sign of a state, for its tag.
TONES = {"held": "stop", "sent": "accent", "approved": "go", "batched": "go", "paid": "go", "refused": "stop"}
SAME_REQUEST = Text(
    "Le couple a eu des séances, ou du travail, pour la même demande, dans un autre mandat. Aucun texte vu ne dit ce qui "
    "reste : le Service le dit.",
    "The couple had sessions, or work, for the same request, in another mandate. No text seen says what is left: the Service "
    "says.",
)
#: The lines that an hourly rate makes → the parameter in which that rate is written.
_HOURLY = {HOUR: HOUR, EXCESS: HOUR, f"{R061}/fees-hour": f"{R061}/hour"}
SAME_FILE = Text(
    "Le dossier de la cour a eu des séances, ou du travail, dans un autre mandat. Aucun texte vu ne donne deux fois les heures "
    "payées : le Service dit ce qui reste.",
    "The court file had sessions, or work, in another mandate. No text seen gives the paid hours twice: the Service says what "
    "is left.",
)
ONE_PARTY = Text(
    "Une partie n’était pas là à une séance : elle n’a rien signé. Le Service dit s’il la paie.",
    "A party was not at a session: they signed nothing for it. The Service says whether it pays for it.",
)
NOT_MANDATORY = Text(
    "Le mandat est dit obligatoire, mais aucune médiation ne l’était le premier jour. Il est compté comme volontaire : le "
    "Service le confirme.",
    "The mandate is said to be mandatory, but no mediation was on its first day. It is counted as voluntary: the Service "
    "confirms it.",
)
WORK_ONLY = Text(
    "Du travail est réclamé, et aucune séance n’a eu lieu : aucune partie n’atteste ce travail. Le Service dit s’il le paie.",
    "Work is claimed, and no session was held: no party attests that work. The Service says whether it pays for it.",
)
_UNKNOWN = Text("montant inconnu", "amount unknown")
_NOT_KNOWN = Text("Pas encore connu", "Not known yet")
_REPORT = Text("Selon le rapport", "On the report")


#: What no norm says and an officer decides.
_OF_PAYMENTS = {
    "same_request": SAME_REQUEST,
    "same_file": SAME_FILE,
    "one_party": ONE_PARTY,
    "work_only": WORK_ONLY,
    "not_mandatory": NOT_MANDATORY,
}


def claim_rows(claims: Iterable[FeeClaim]) -> list[dict[str, Any]]:
    """One row a claim, for a list."""
    return [
        {
            "claim": one,
            "kind": KINDS[one.kind],
            "state": STATES[one.state],
            "tone": TONES.get(one.state, ""),
            "amount": amount(Money(one.service_cents)),
            "about": _about(one),
        }
        for one in claims
    ]


def oldest_day(claims: FeeClaimQuerySet) -> date | None:
    """The day on which the oldest of some claims was sent."""
    first = claims.order_by("sent_at").values_list("sent_at", flat=True).first()
    return day_of(first) if first else None


def _about(claim: FeeClaim) -> Text | str:
    if claim.group_session is not None:
        return short_date(claim.group_session.day)
    return claim.mandate.number if claim.mandate else ""


def fresh_rows(found: Computed, lang: str) -> list[dict[str, Any]]:
    """The lines of a claim that is not sent yet."""
    sheets = {one.pk: one for one in found.account.file.sheets}
    works = {one.pk: one for one in found.account.file.work}
    answer = found.account.decision.as_json(lang) if found.account.decision else {}
    return [
        _row(
            what=_what(sheets.get(one.due.session or 0), works.get(one.due.work or 0)),
            payer=one.due.payer,
            cents=one.cents,
            norm=one.due.norm,
            known=one.known or one.net is not None,
            units=one.due.units,
            because=_because(answer, one.due.norm),
            difference=one.net is not None,
        )
        | {"rate": _rate(one.due.norm, sheets.get(one.due.session or 0), works.get(one.due.work or 0))}
        for one in found.fresh
    ]


def line_rows(claim: FeeClaim, lang: str) -> list[dict[str, Any]]:
    """The lines of a claim that was sent, with the reasons that the law gave that day."""
    lines: Sequence[FeeLine] = list(claim.lines.select_related("session", "work", "corrects__claim").order_by("pk"))
    answer = claim.decision.get(lang, {})
    unknown = "tariff_unknown" in claim.blocked
    other = _group(claim.group_session) if claim.group_session else _REPORT
    return [
        _row(
            what=_what(one.session, one.work, other),
            payer=one.payer,
            cents=one.amount_cents,
            norm=one.norm,
            known=not (unknown and one.amount_cents == 0),
            units=one.units,
            because=_because(answer, one.norm),
            difference=one.corrects_id is not None,
        )
        | {
            "pk": one.pk,
            "key": str(one.pk),
            "corrects": one.corrects.claim if one.corrects else None,
            "live": one.live,
            "rate": _rate(one.norm, one.session, one.work),
        }
        for one in lines
    ]


def _row(
    *,
    what: Text,
    payer: str,
    cents: int,
    norm: str,
    known: bool,
    units: int,
    because: list[str],
    difference: bool,
) -> dict[str, Any]:
    sum_ = amount(Money(cents)) if known else _UNKNOWN
    said = PAYERS[payer]
    summary = Text(f"{what.fr} – {said.fr} – {sum_.fr}", f"{what.en} – {said.en} – {sum_.en}")
    if difference:
        summary = Text(f"{summary.fr} (différence)", f"{summary.en} (difference)")
    return {
        "what": what,
        "summary": summary,
        "amount": Money(cents) if known else None,
        "norm": norm,
        "cite": _cite(norm),
        "units": units,
        "because": because,
    }


def _rate(norm: str, sheet: SessionSheet | None, work: OutOfSessionWork | None) -> Money | None:
    """The rate of an hour on the day of a line, where the law gives one; None for a line that no rate makes."""
    written = sheet or work
    if written is None or norm not in _HOURLY:
        return None
    try:
        rate = LAW.parameters[_HOURLY[norm]].at(written.day).value
    except LookupError:
        return None
    return rate if isinstance(rate, Money) else None


def _cite(norm: str) -> Text:
    return LAW.norms.versions(norm)[-1].cite if norm in LAW.norms else Text(norm, norm)


def _because(answer: Mapping[str, Any], norm: str) -> list[str]:
    return [each["because"] for each in answer.get("findings", ()) if each["norm"] == norm]


def _group(session: GroupSession) -> Text:
    day = short_date(session.day)
    return Text(f"Séance de groupe du {day.fr}", f"Group session of {day.en}")


def _what(sheet: SessionSheet | None, work: OutOfSessionWork | None, other: Text = _REPORT) -> Text:
    if sheet is not None:
        day = short_date(sheet.day)
        if sheet.kind == "absence":
            return Text(f"Absence du {day.fr}", f"Absence of {day.en}")
        long = duration(sheet.minutes)
        return Text(f"Séance du {day.fr}, {long.fr}", f"Session of {day.en}, {long.en}")
    if work is not None:
        day, long = short_date(work.day), duration(work.minutes)
        return Text(f"Hors séance, le {day.fr}, {long.fr}", f"Outside sessions, {day.en}, {long.en}")
    return other


def owed(cents: int, *, known: bool) -> Text:
    """What somebody owes for a claim: never 0 $ where no source gives a tariff, "not known" until an officer says it."""
    return amount(Money(cents)) if known else _NOT_KNOWN


def owed_of(claim: FeeClaim) -> dict[str, Text]:
    """What the Service and the parties owe for a claim that was sent."""
    unknown = {one.payer for one in unknown_lines(claim)} if "tariff_unknown" in claim.blocked else set()
    return {
        "service": owed(claim.service_cents, known="service" not in unknown),
        "parties": owed(claim.parties_cents, known="parties" not in unknown),
    }


def owed_by(found: Computed) -> dict[str, Text]:
    """The same of a claim that is not sent yet."""
    unknown = {one.due.payer for one in found.fresh if one.net is None and not one.known}
    return {
        "service": owed(found.service_cents, known="service" not in unknown),
        "parties": owed(found.parties_cents, known="parties" not in unknown),
    }


def person_items(decision: Decision | None, codes: Sequence[str]) -> list[dict[str, Any]]:
    """What the law leaves to a person, in words."""
    why = {left.norm: left.why for left in decision.for_a_person} if decision else {}
    return [
        {"norm": code, "cite": _cite(code) if code in LAW.norms else None, "why": why.get(code, _other(code))}
        for code in codes
    ]


def person_items_kept(claim: FeeClaim, lang: str) -> list[dict[str, Any]]:
    """The same, of a claim that was sent."""
    said = {each["norm"]: each["why"] for each in claim.decision.get(lang, {}).get("for_a_person", ())}
    return [
        {"norm": code, "cite": _cite(code) if code in LAW.norms else None, "why": said.get(code, _other(code))}
        for code in claim.for_a_person
    ]


def _other(code: str) -> Text:
    if code in _OF_PAYMENTS:
        return _OF_PAYMENTS[code]
    return Text(
        "Les textes vus ne disent pas comment compter ici : le Service décide.",
        "The texts seen do not say how to count here: the Service decides.",
    )
