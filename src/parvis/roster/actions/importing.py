"""Taking a roster in: exactly what its dry run showed, in one transaction; no notice is made again for the past."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils.text import slugify

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.people.sealing import cipher
from parvis.roster.actions.notices import PAST
from parvis.roster.actions.standing import hold, periods_of
from parvis.roster.course import course_of
from parvis.roster.exchange.dry_run import DryRun, act_of, known_files, weigh
from parvis.roster.models import (
    Certification,
    CertificationFile,
    CertifyingBody,
    Professional,
    ProfessionalFile,
    StandingAct,
    StandingPeriod,
)
from parvis.roster.names import name_key
from parvis.roster.policies import CERTIFY
from parvis.roster.possible import require_office

#: Seconds during which a dry run may be taken in.
KEPT = 3600
_OVER = Text(
    "Cette lecture est trop vieille, ou n’est pas la vôtre. Envoyez le fichier de nouveau.",
    "This reading is too old, or is not yours. Send the file again.",
)
_MOVED = Text(
    "Le registre a changé depuis cette lecture. Rien n’est pris. Envoyez le fichier de nouveau.",
    "The register has changed since this reading. Nothing was taken in. Send the file again.",
)


def sealed(run: DryRun, body: str, *, by: Person) -> str:
    """A dry run as a sealed text that its page carries: what is taken in is what was shown, and nothing is kept meanwhile."""
    said = {"body": body, "by": by.pk, "name": run.name, "rows": run.rows, "new": run.new, "there": run.there}
    return cipher("roster import").encrypt(zlib.compress(json.dumps(said).encode(), 9)).decode()


def _opened(text: str, body: str, by: Person) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(zlib.decompress(cipher("roster import").decrypt(text.encode(), ttl=KEPT)))
    except (InvalidToken, ValueError, zlib.error) as error:
        raise Refused(_OVER) from error
    if said["body"] != body or said["by"] != by.pk:
        raise Refused(_OVER)
    return said


def take_in_roster(text: str, body: str, *, by: Person, at: datetime) -> int:
    """Take in what a dry run showed, whole or not at all; how many acts were added. Doing it twice adds nothing."""
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=body), at=at)
        said = _opened(text, body, by)
        CertifyingBody.objects.select_for_update().get(slug=body)
        run = DryRun(said["name"], rows=said["rows"])
        weigh(run, body, on=day_of(at))
        if not run.whole or (run.new, run.there) not in (
            (said["new"], said["there"]),
            (0, said["new"] + said["there"]),
        ):
            raise Refused(_MOVED)
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in run.rows:
            groups.setdefault((row["member_number"], row["kind"]), []).append(row)
        for (number, kind), rows in groups.items():
            _take(body, number, kind, rows, by=by, at=at)
        codes = {"rows": len(run.rows), "acts": run.new, "people": run.people}
        record_entry("roster.imported", by=by.code, at=at, subject=("certifying_body", body), codes=dict(codes))
    return run.new


def _take(body: str, number: str, kind: str, rows: Sequence[dict[str, Any]], *, by: Person, at: datetime) -> None:
    known = known_files(body, [number])
    file = known.get((number, kind))
    if file is None:
        same = next(iter(known.values()), None)
        one = same.certification.professional if same else _professional(rows[0], by=by, at=at)
        certification = Certification(
            professional=one, body_id=body, kind=kind, background=rows[0].get("background", ""), added_at=at
        )
        certification.save(force_insert=True)
        CertificationFile(
            certification=certification, member_number=number, mandates_before=rows[0].get("mandates_before", 0)
        ).save(force_insert=True)
    else:
        certification = file.certification
    require_office(certification)
    hold(certification)
    _add_acts(certification, rows, by=by, at=at)


def _add_acts(certification: Certification, rows: Sequence[dict[str, Any]], *, by: Person, at: datetime) -> None:
    there = list(StandingAct.objects.counted().filter(certification=certification))
    said = {(act.kind, act.day) for act in there}
    added = [act for act in map(act_of, rows) if (act.kind, act.day) not in said]
    if not added:
        return
    acts = sorted([*there, *added], key=lambda one: one.day)
    course = course_of(certification.kind, acts)
    for place, act in enumerate(acts):
        if any(act is one for one in added):
            act.certification, act.norm, act.by, act.at = certification, course.norms[place], by.code, at
            parts = f"{certification.pk} {act.kind} {act.day} {len(there)}"
            act.key = PAST + hashlib.sha256(parts.encode()).hexdigest()[:56]
            act.save(force_insert=True)
            record_entry(
                "standing.act",
                by=by.code,
                at=at,
                subject=("certification", certification.code),
                norm=act.norm,
                codes={"act": act.pk, "kind": act.kind, "day": act.day, "source": "import"},
            )
    StandingPeriod.objects.filter(certification=certification).delete()
    StandingPeriod.objects.bulk_create(periods_of(certification, course))


def _professional(row: dict[str, Any], *, by: Person, at: datetime) -> Professional:
    base = slugify(row["name"])[:70] or "mediation"
    slug, count = base, 1
    while Professional.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{base}-{count}"
    one = Professional(
        slug=slug,
        name=row["name"],
        name_key=name_key(row["name"]),
        profession=row["profession"],
        phone=row.get("phone", ""),
        email=row.get("email", ""),
        website=row.get("website", ""),
        place=row.get("place", ""),
        districts=row.get("districts", []),
        languages=row.get("languages", []),
        in_person=row.get("in_person", True),
        remote=row.get("remote", False),
        accepting=row.get("accepting", True),
        added_at=at,
        added_by=by.code,
        changed_at=at,
    )
    one.save(force_insert=True)
    phones = [row["phone"]] if row.get("phone") else []
    ProfessionalFile(
        professional=one, domicile=row.get("domicile", ""), phones=phones, email=row.get("email", "")
    ).save(force_insert=True)
    return one
