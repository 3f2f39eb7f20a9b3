"""Everything that a body keeps in the register, as tables: one CSV each, and all of them in one archive."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from parvis.documents.tables.neutral import neutral
from parvis.law.kernel.money import Money
from parvis.roster.exchange.columns import COLUMNS
from parvis.roster.models import (
    CertificationFile,
    Mandate,
    MinisterNotice,
    Offer,
    ProfessionalFile,
    StandingAct,
    StandingPeriod,
    SupervisionSession,
    Training,
)

#: None: every body (the Service).
Bodies = Collection[str] | None
Rows = Iterable[Sequence[object]]


def _of(path: str, bodies: Bodies) -> Q:
    return Q() if bodies is None else Q(**{f"{path}__in": bodies})


def _roster(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    """The acts that count, in the form that an import reads again."""
    acts = StandingAct.objects.counted().filter(_of("certification__body", bodies))
    acts = acts.select_related("certification__professional").order_by(
        "certification__professional__name_key", "certification_id", "day", "pk"
    )
    files = {one.pk: one for one in CertificationFile.objects.filter(_of("certification__body", bodies))}
    private = {one.pk: one for one in ProfessionalFile.objects.all()}

    def row(act: StandingAct) -> Sequence[object]:
        held, one = act.certification, act.certification.professional
        file, own = files.get(held.pk), private.get(one.pk)
        return [
            one.name, one.profession, file.member_number if file else "", held.kind, act.kind, act.day, act.informed or "",
            Money(act.fee_cents) if act.fee_cents is not None else "", held.background, "; ".join(one.districts),
            "; ".join(one.languages), one.in_person, one.remote, one.accepting, one.phone, one.email, one.website, one.place,
            own.domicile if own else "", file.mandates_before if file else 0,
        ]  # fmt: skip

    return [one.code for one in COLUMNS], (row(act) for act in acts.iterator(chunk_size=500))


def _acts(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    names = ("pk", "certification_id", "certification__body", "kind", "day", "informed", "fee_cents", "norm", "needs_notice",
             "reason", "corrects_id", "by", "at")  # fmt: skip
    return names, StandingAct.objects.filter(_of("certification__body", bodies)).order_by("pk").values_list(*names)


def _periods(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    found = StandingPeriod.objects.filter(_of("certification__body", bodies)).order_by("certification_id", "days")
    rows = ((one.certification_id, one.status, one.days.lower, one.days.upper or "", one.act_id) for one in found)
    return ("certification_id", "status", "from", "until_before", "act_id"), rows


def _notices(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    names = ("pk", "certification_id", "act_id", "kind", "mandated", "state", "made_at", "target", "sent_at", "sent_how",
             "times_sent", "digest", "acknowledged_at", "acknowledged_by")  # fmt: skip
    return names, MinisterNotice.objects.filter(_of("certification__body", bodies)).order_by("pk").values_list(*names)


def _mandates(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    names = ("number", "kind", "mediator_id", "co_mediator_id", "district", "referral", "opened", "closed", "outcome")
    return names, Mandate.objects.filter(_of("mediator__body", bodies)).order_by("pk").values_list(*names)


def _supervision(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    names = ("mandate__number", "supervisor_id", "day", "state", "mandates_completed", "supervisor_certified")
    return names, SupervisionSession.objects.filter(_of("mandate__mediator__body", bodies)).order_by("pk").values_list(
        *names
    )


def _trainings(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    names = ("certification_id", "kind", "subject", "first_day", "last_day", "hours", "given_by", "state")
    return names, Training.objects.filter(_of("certification__body", bodies)).order_by("pk").values_list(*names)


def _offers(bodies: Bodies) -> tuple[Sequence[str], Rows]:
    names = ("body_id", "kind", "title_fr", "title_en", "first_day", "last_day", "hours", "given_by")
    return names, Offer.objects.filter(_of("body", bodies)).order_by("pk").values_list(*names)


TABLES: Mapping[str, Callable[[Bodies], tuple[Sequence[str], Rows]]] = {
    "roster": _roster, "acts": _acts, "periods": _periods, "notices": _notices, "mandates": _mandates,
    "supervision": _supervision, "trainings": _trainings, "offers": _offers,
}  # fmt: skip


def table_csv(name: str, bodies: Bodies) -> str:
    """One table as CSV, with its header; no cell runs in a spreadsheet. `KeyError` for a table that does not exist."""
    header, rows = TABLES[name](bodies)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue()


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return neutral(str(cell))


def everything(bodies: Bodies) -> bytes:
    """Every table in one ZIP archive, the same bytes for the same facts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in TABLES:
            entry = zipfile.ZipInfo(f"{name}.csv", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, "\ufeff" + table_csv(name, bodies))
    return out.getvalue()
