"""A mandate as the questions of the law ask for it: its sheets and work in their order, its report, what the parties attest.

Nothing is decided here: facts only, each from a sheet that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Count, Exists, OuterRef, QuerySet, When

from parvis.law.questions.mediators.fees_facts import REGULATION
from parvis.roster.certified import spans_certified
from parvis.roster.court_files import bare_number, mandates_of_files
from parvis.roster.models import Couple, Mandate, MandateParty, MediatorReport, OutOfSessionWork, SessionSheet

#: The sessions of a family mandate that its tariff knows; one cancelled by an absence is in the report.
FAMILY_SESSIONS = ("information_individual", "mediation")
#: What an officer decides, on which no text was seen: what is left for a couple who goes on with another mediator for the
#: same request, or on a court file that passes from hand to hand.
SAME_REQUEST, SAME_FILE = "same_request", "same_file"
#: What an officer decides because the clients attest it only in part, or not at all (s. 12; dossier: both parties sign): a session at
#: which a party was missing, and work where no session was held, of which nobody but the mediator says anything.
ONE_PARTY, WORK_ONLY = "one_party", "work_only"
#: The reports with which an individual information session is one that was missed: the law gives its reduced fee by itself.
MISSED = ("absence", "declaration")
#: A mandate said to be mandatory, of days on which no mediation of small claims was: an officer says what it is.
NOT_MANDATORY = "not_mandatory"


@dataclass(frozen=True, slots=True)
class History:
    """What a mandate's couple, or its court file, has elsewhere. `earlier_use`: the couple already had the service; `siblings`:
    the other mandates of the same request of the couple, or of the same court file, whichever was opened first; `held`:
    whether one of them has sessions, or work, that stand.
    """

    earlier_use: bool = False
    siblings: tuple[int, ...] = ()
    held: bool = False


@dataclass(slots=True)
class File:
    """A mandate with what stands in it: sheets by their moment, work by its day, the report in force, signatures by sheet.

    `certified`: the days on which its mediators were, by certification; `history`: what there is elsewhere; `parties`: how many
    there are.
    """

    mandate: Mandate
    sheets: list[SessionSheet] = field(default_factory=list)
    work: list[OutOfSessionWork] = field(default_factory=list)
    report: MediatorReport | None = None
    signed: dict[int, dict[int, str]] = field(default_factory=dict)
    mediators: dict[int, int] = field(default_factory=dict)
    certified: Mapping[int, Sequence[DateRange]] = field(default_factory=dict)
    history: History = History()
    parties: int = 0

    def held(self) -> list[SessionSheet]:
        """The sheets of sessions that the tariff counts, in their order."""
        if self.mandate.kind == "family":
            return [one for one in self.sheets if one.kind in FAMILY_SESSIONS and one.minutes]
        return self.sheets

    def is_signed(self, sheet: SessionSheet) -> bool:
        """Whether every party who was there signed this sheet."""
        found = self.signed.get(sheet.pk, {})
        return all(found.get(position) == "signed" for position in sheet.attended)

    def left_to_a_person(self) -> tuple[str, ...]:
        """What the clients do not attest whole, in the codes of what an officer decides."""
        held, codes = self.held(), []
        missed = self.report is not None and self.report.says in MISSED
        asked = [one for one in held if not (missed and one.kind == "information_individual")]
        if self.mandate.kind == "family" and any(len(one.attended) < self.parties for one in asked):
            codes.append(ONE_PARTY)
        if self.work and not held:
            codes.append(WORK_ONLY)
        if self.mandate.mandatory and not self.is_mandatory():
            codes.append(NOT_MANDATORY)
        return tuple(codes)

    def is_mandatory(self) -> bool:
        """Whether it is a mandatory mediation, as the law knows it: it refuses one of a day on which there was none."""
        days = [one.day for one in self.sheets] + [one.day for one in self.work]
        return self.mandate.mandatory and min(days, default=self.mandate.opened) >= REGULATION


def file_of(mandate: Mandate) -> File:
    """The file of a mandate."""
    return files_of([mandate])[0]


def files_of(mandates: Sequence[Mandate]) -> list[File]:
    """The files of some mandates, in their order: the same few queries for one or for hundreds."""
    files = {one.pk: File(one) for one in mandates}
    histories = histories_of(mandates)
    sheets = SessionSheet.objects.filter(mandate__in=list(files), voided_at__isnull=True)
    for sheet in sheets.prefetch_related("presences", "signatures").order_by("begins_at", "pk"):
        _add_sheet(files[sheet.mandate_id], sheet)
    work = OutOfSessionWork.objects.filter(mandate__in=list(files), voided_at__isnull=True)
    for one in work.order_by("day", "pk"):
        files[one.mandate_id].work.append(one)
    for report in MediatorReport.objects.filter(mandate__in=list(files), replaced_at__isnull=True):
        files[report.mandate_id].report = report
    parties = MandateParty.objects.filter(mandate__in=list(files)).order_by().values_list("mandate")
    for pk, count in parties.annotate(Count("pk")):
        files[pk].parties = count
    there = {key for one in mandates for key in (one.mediator_id, one.co_mediator_id) if key is not None}
    certified = spans_certified(there)
    for file in files.values():
        file.certified, file.history = certified, histories[file.mandate.pk]
    return list(files.values())


def _add_sheet(file: File, sheet: SessionSheet) -> None:
    sheet.mandate = file.mandate
    file.sheets.append(sheet)
    file.mediators[sheet.pk] = sum(not one.voided for one in sheet.presences.all()) or 1
    standing: dict[int, str] = {}
    for one in sheet.signatures.all():
        if one.digest == sheet.digest and (one.state != "lapsed" or one.position not in standing):
            standing[one.position] = one.state
    file.signed[sheet.pk] = standing


def histories_of(mandates: Sequence[Mandate]) -> dict[int, History]:
    """What some mandates have elsewhere, by their key: one query for couples, one for court files."""
    found = {one.pk: History() for one in mandates}
    of_couple = _by(
        _others(Mandate.objects.filter(couple__in={one.couple_id for one in mandates if one.couple_id})), "couple_id"
    )
    for one in mandates:
        if one.couple_id is not None:
            found[one.pk] = _of_couple(one, of_couple.get(one.couple_id, ()))
    numbers = {one.court_file for one in mandates if one.kind == "small_claims"}
    of_file = _by(_others(mandates_of_files("small_claims", numbers)), "bare") if numbers else {}
    for one in mandates:
        if one.kind == "small_claims":
            found[one.pk] = _of_siblings(one, of_file.get(bare_number(one.court_file), ()))
    return found


def _others(mandates: QuerySet[Mandate]) -> QuerySet[Mandate]:
    sheets = SessionSheet.objects.filter(mandate=OuterRef("pk"), voided_at__isnull=True, kind__in=FAMILY_SESSIONS)
    work = OutOfSessionWork.objects.filter(mandate=OuterRef("pk"), voided_at__isnull=True)
    return mandates.annotate(held=Case(When(Exists(sheets) | Exists(work), then=True), default=False)).order_by("pk")


def _by(mandates: Iterable[Mandate], name: str) -> dict[Any, list[Mandate]]:
    found: dict[Any, list[Mandate]] = {}
    for one in mandates:
        found.setdefault(getattr(one, name), []).append(one)
    return found


def _of_couple(mandate: Mandate, theirs: Sequence[Mandate]) -> History:
    """Whether the couple already had the service: the Service says so, or a mandate opened before has a session or work."""
    here = (mandate.opened, mandate.pk)
    earlier = any(one.held for one in theirs if one.pk != mandate.pk and (one.opened, one.pk) < here)  # type: ignore[attr-defined]
    known = mandate.couple is not None and mandate.couple.used_before
    same = [one for one in theirs if one.request == mandate.request]
    return replace(_of_siblings(mandate, same), earlier_use=known or earlier)


def _of_siblings(mandate: Mandate, same: Sequence[Mandate]) -> History:
    others = [one for one in same if one.pk != mandate.pk]
    return History(False, tuple(one.pk for one in others), any(one.held for one in others))  # type: ignore[attr-defined]


def used_before(couple: Couple | None, mandate: Mandate | None) -> bool:
    """Whether a couple already had the service, for a mandate that is open, or that may be; None: for their next one."""
    if couple is None:
        return False
    if couple.used_before:
        return True
    earlier = Mandate.objects.filter(couple=couple)
    if mandate is not None and mandate.pk:
        earlier = earlier.filter(opened__lte=mandate.opened).exclude(pk=mandate.pk)
        earlier = earlier.exclude(opened=mandate.opened, pk__gt=mandate.pk)
    return any(one.held for one in _others(earlier))  # type: ignore[attr-defined]


def family_facts(file: File, *, earlier_use: bool, on: date) -> dict[str, Any]:
    """The facts of `family-mediation/fees`. `earlier_use`: for this question it is whatever brings the lower maximum."""
    mandate, held = file.mandate, file.held()
    signed = [one for one in held if file.is_signed(one)]
    says = file.report.says if file.report else ("held" if held else "none_held")
    return {
        "on": on.isoformat(),
        "children_interests": bool(mandate.children_interests),
        "referral": mandate.referral,
        "review_of_judgment": mandate.request == "review_of_judgment",
        "earlier_use": earlier_use,
        "report": says,
        "sessions": [
            {
                "date": one.day.isoformat(),
                "kind": one.kind,
                "minutes": one.minutes,
                "mediators": file.mediators[one.pk],
                "additional_requested": one.additional_requested,
            }
            for one in held
        ],
        "out_of_session": _work(file.work),
        "attestation": {"signed_by_all": len(signed) == len(held), "sessions": len(signed)},
    }


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
    return {
        "on": on.isoformat(),
        "known_on": on.isoformat(),
        "mandate": "mandatory" if file.is_mandatory() else "voluntary",
        "sessions": [_small_claims_session(one) for one in file.sheets],
        "out_of_session": _work(file.work),
    }


def _small_claims_session(sheet: SessionSheet) -> Mapping[str, Any]:
    if sheet.kind == "absence":
        return {
            "date": sheet.day.isoformat(),
            "kind": "absence",
            "minutes": None,
            "waited": sheet.waited,
            "serious_reason": sheet.serious_reason,
        }
    return {"date": sheet.day.isoformat(), "kind": "held", "minutes": sheet.minutes}


def _work(work: Iterable[OutOfSessionWork]) -> list[dict[str, Any]]:
    return [{"date": one.day.isoformat(), "minutes": one.minutes} for one in work]
