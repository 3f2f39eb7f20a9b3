"""A mandate as the questions of the law ask for it: its sheets and work in their order, its report, what the parties attest.

Nothing is decided here: facts only, each from a sheet that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.roster.models import Couple, Mandate, MediatorReport, OutOfSessionWork, SessionSheet

#: The sessions of a family mandate that its tariff knows; one cancelled by an absence is in the report.
FAMILY_SESSIONS = ("information_individual", "mediation")
#: From this day on mediation of small claims may be mandatory (r. 0.6.1); the question refuses it before.
_MANDATORY_SINCE = date(2023, 11, 23)


@dataclass(slots=True)
class File:
    """A mandate with what stands in it: sheets by their moment, work by its day, the report in force, signatures by sheet."""

    mandate: Mandate
    sheets: list[SessionSheet]
    work: list[OutOfSessionWork]
    report: MediatorReport | None
    signed: dict[int, dict[int, str]] = field(default_factory=dict)
    mediators: dict[int, int] = field(default_factory=dict)

    def held(self) -> list[SessionSheet]:
        """The sheets of sessions that the tariff counts, in their order."""
        if self.mandate.kind == "family":
            return [one for one in self.sheets if one.kind in FAMILY_SESSIONS and one.minutes]
        return self.sheets

    def is_signed(self, sheet: SessionSheet) -> bool:
        """Whether every party who was there signed this sheet."""
        found = self.signed.get(sheet.pk, {})
        return all(found.get(position) == "signed" for position in sheet.attended)


def file_of(mandate: Mandate) -> File:
    """The file of a mandate: five queries, whatever its length."""
    sheets = list(
        mandate.sessions.filter(voided_at__isnull=True)
        .prefetch_related("presences", "signatures")
        .order_by("begins_at", "pk")
    )
    found = File(
        mandate, sheets, list(mandate.work.filter(voided_at__isnull=True).order_by("day", "pk")),
        mandate.reports.filter(replaced_at__isnull=True).first(),
    )  # fmt: skip
    for sheet in sheets:
        found.mediators[sheet.pk] = sum(not one.voided for one in sheet.presences.all()) or 1
        standing: dict[int, str] = {}
        for one in sheet.signatures.all():
            if one.digest == sheet.digest and (one.state != "lapsed" or one.position not in standing):
                standing[one.position] = one.state
        found.signed[sheet.pk] = standing
    return found


def used_before(couple: Couple | None, mandate: Mandate | None) -> bool:
    """Whether a couple already had the service: the Service says so, or an earlier mandate of theirs held a session."""
    if couple is None:
        return False
    if couple.used_before:
        return True
    earlier = Mandate.objects.filter(couple=couple)
    if mandate is not None and mandate.pk:
        earlier = earlier.filter(opened__lte=mandate.opened).exclude(pk=mandate.pk)
        earlier = earlier.exclude(opened=mandate.opened, pk__gt=mandate.pk)
    held = SessionSheet.objects.filter(mandate__in=earlier, voided_at__isnull=True, kind__in=FAMILY_SESSIONS)
    return held.exists()


def same_request_elsewhere(mandate: Mandate) -> bool:
    """Whether another mandate of the couple, for the same request, held sessions: no text seen says what is then left.

    Whichever was opened first: two mandates opened the same week would each have the whole otherwise.
    """
    if mandate.couple_id is None:
        return False
    others = Mandate.objects.filter(couple=mandate.couple_id, request=mandate.request)
    held = SessionSheet.objects.filter(mandate__in=others.exclude(pk=mandate.pk), voided_at__isnull=True)
    return held.filter(kind__in=FAMILY_SESSIONS).exists()


def family_facts(file: File, *, earlier_use: bool, on: date) -> dict[str, Any]:
    """The facts of `family-mediation/fees`."""
    mandate, held = file.mandate, file.held()
    signed = [one for one in held if file.is_signed(one)]
    says = file.report.says if file.report else ("held" if held else "none_held")
    return {
        "on": on.isoformat(),
        "children_interests": bool(mandate.children_interests),
        "referral": mandate.referral,
        "review_of_judgment": mandate.request == "review_of_judgment",
        "earlier_use": earlier_use or mandate.request in ("change_of_agreement", "after_separation_judgment"),
        "report": says,
        "sessions": [
            {
                "date": one.day.isoformat(), "kind": one.kind, "minutes": one.minutes,
                "mediators": file.mediators[one.pk], "additional_requested": one.additional_requested,
            }
            for one in held
        ],
        "out_of_session": _work(file.work),
        "attestation": {"signed_by_all": len(signed) == len(held), "sessions": len(signed)},
    }  # fmt: skip


def outside_facts(file: File, *, earlier_use: bool, on: date) -> dict[str, Any]:
    """The facts of `family-mediation/fees-outside-section-10`."""
    return {
        "on": on.isoformat(),
        "request": file.mandate.request,
        "earlier_use": earlier_use,
        "sessions": [{"date": one.day.isoformat(), "minutes": one.minutes} for one in file.held()],
        "out_of_session": _work(file.work),
    }


def small_claims_facts(file: File, *, on: date) -> dict[str, Any]:
    """The facts of `small-claims/mediator-fees`, with what was known of the rates on the day `on`."""
    first = min([one.day for one in file.sheets] + [one.day for one in file.work], default=on)
    mandatory = file.mandate.mandatory and first >= _MANDATORY_SINCE
    return {
        "on": on.isoformat(),
        "known_on": on.isoformat(),
        "mandate": "mandatory" if mandatory else "voluntary",
        "sessions": [_small_claims_session(one) for one in file.sheets],
        "out_of_session": _work(file.work),
    }


def _small_claims_session(sheet: SessionSheet) -> Mapping[str, Any]:
    if sheet.kind == "absence":
        return {
            "date": sheet.day.isoformat(), "kind": "absence", "minutes": None, "waited": sheet.waited,
            "serious_reason": sheet.serious_reason,
        }  # fmt: skip
    return {"date": sheet.day.isoformat(), "kind": "held", "minutes": sheet.minutes}


def _work(work: Iterable[OutOfSessionWork]) -> list[dict[str, Any]]:
    return [{"date": one.day.isoformat(), "minutes": one.minutes} for one in work]
