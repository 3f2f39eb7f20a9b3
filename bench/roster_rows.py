"""Ten thousand invented mediators with their acts, periods, notices and mandates, copied into the database in bulk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.types.range import DateRange

MEDIATORS, MANDATES = 10_000, 60_000
BODIES = ("barreau-du-quebec", "chambre-des-notaires", "ordre-psychologues", "ordre-travailleurs-sociaux", "ordre-cpa")
DISTRICTS = (
    "montreal",
    "quebec",
    "laval",
    "longueuil",
    "saint-francois",
    "abitibi",
    "beauce",
    "gatineau",
    "joliette",
    "terrebonne",
)
FIRST = ("maude", "camille", "dominique", "aurele", "claude", "andree", "michel", "noemie", "pascale", "samuel")
TABLES = ("professional", "certification", "standingact", "standingperiod", "ministernotice", "couple", "mandate")
NORM = "c25.01-r0.7/s6-al1-cert"


def _copy(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def fill(*, at: datetime) -> dict[str, int]:
    """Copy everything; how many of each. One in twenty is suspended, one in twenty-five left; one in five has two kinds."""
    counts = {"professionals": _copy("roster_professional", _PROFESSIONAL, _professionals(at))}
    certifications = list(_certifications(at))
    _copy("roster_certification", "id,professional_id,body_id,kind,background,added_at", certifications)
    _copy(
        "roster_certificationfile",
        "certification_id,member_number,mandates_before,first_supervisor",
        ((one[0], f"{one[0]:06}", 0, "") for one in certifications),
    )
    acts = [act for one in certifications for act in _acts(one, at)]
    _copy(
        "roster_standingact",
        "id,certification_id,kind,day,norm,needs_notice,reason,key,by,at",
        (one[:-1] for one in acts),
    )
    _copy("roster_standingperiod", "certification_id,status,days,act_id", _periods(acts))
    counts["notices"] = _copy("roster_ministernotice", _NOTICE, _notices(acts, at))
    _copy(
        "roster_couple",
        "id,number,digest,used_before,given_by,given_at",
        ((n, f"C-{n}", f"{n:064}", False, "system", at) for n in range(1, MANDATES + 1)),
    )
    counts["mandates"] = _copy("roster_mandate", _MANDATE, _mandates(at))
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE roster_{table}")
    return counts


_PROFESSIONAL = (
    "id,slug,name,name_key,profession,phone,email,website,place,districts,languages,matters,in_person,remote,accepting,"
    "added_at,added_by,changed_at"
)


def _professionals(at: datetime) -> Iterable[Sequence[Any]]:
    for n in range(1, MEDIATORS + 1):
        first = FIRST[n % 10]
        places = [DISTRICTS[n % 10], *([DISTRICTS[(n // 10) % 10]] if n % 3 == 0 else [])]
        spoken = ["fr", *(["en"] if n % 2 else []), *(["es"] if n % 17 == 0 else [])]
        yield (
            n,
            f"{first}-exemple-{n}",
            f"{first.title()} Exemple {n}",
            f"{first} exemple {n}",
            ("lawyer", "notary", "psychologist", "social_worker", "cpa")[n % 5],
            "514-555-0100",
            "",
            "",
            "Laval",
            list(dict.fromkeys(places)),
            spoken,
            [],
            n % 4 != 0,
            n % 3 != 0,
            n % 6 != 0,
            at,
            "system",
            at,
        )


def _certifications(at: datetime) -> Iterable[Sequence[Any]]:
    for n in range(1, MEDIATORS + 1):
        yield n, n, BODIES[n % 5], "family_mediation", ("legal", "psychosocial", "other")[n % 3], at
        if n % 5 == 0:
            yield MEDIATORS + n, n, BODIES[0], "small_claims_mediation", "legal", at


def _acts(one: Sequence[Any], at: datetime) -> Iterable[Sequence[Any]]:
    pk = one[0]
    granted = date(2012, 1, 9) + timedelta(days=pk % 4000)
    yield 3 * pk, pk, "certified", granted, NORM, "certified", "", f"b{3 * pk}", "system", at, None
    if pk % 20 == 0:
        day = granted + timedelta(days=300)
        yield (
            3 * pk + 1,
            pk,
            "struck_off_temporarily",
            day,
            NORM,
            "suspended",
            "",
            f"b{3 * pk + 1}",
            "system",
            at,
            "suspended",
        )
    elif pk % 25 == 0:
        day = granted + timedelta(days=300)
        yield (
            3 * pk + 1,
            pk,
            "resigned_from_order",
            day,
            NORM,
            "cancelled",
            "",
            f"b{3 * pk + 1}",
            "system",
            at,
            "cancelled",
        )


def _periods(acts: Sequence[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    for place, act in enumerate(acts):
        after = acts[place + 1] if place + 1 < len(acts) and acts[place + 1][1] == act[1] else None
        yield act[1], act[10] or "certified", DateRange(act[3], after[3] if after else None), act[0]


_NOTICE = "act_id,certification_id,kind,mandated,content,state,made_at,target,times_sent,sent_how,digest,signature,acknowledged_by,acknowledged_at"


def _notices(acts: Sequence[Sequence[Any]], at: datetime) -> Iterable[Sequence[Any]]:
    content = json.dumps({"name": "Maude Exemple"})
    for act in acts:
        waits = act[0] % 50 == 0
        made = at - timedelta(days=act[0] % 900)
        yield (
            act[0],
            act[1],
            act[5],
            True,
            content,
            "made" if waits else "acknowledged",
            made,
            made.date(),
            0 if waits else 1,
            "" if waits else "email",
            "",
            "",
            "" if waits else "system",
            None if waits else at,
        )


_MANDATE = (
    "id,number,kind,mediator_id,couple_id,court_file,district,referral,request,mandatory,opened,closed,objects_entrusted,"
    "patrimony_form,agreed,outcome,version,added_at,added_by"
)


def _mandates(at: datetime) -> Iterable[Sequence[Any]]:
    for n in range(1, MANDATES + 1):
        opened = date(2020, 1, 6) + timedelta(days=n % 2400)
        closed = opened + timedelta(days=60) if n % 10 else None
        yield (
            n,
            f"M-{n}",
            "family",
            1 + n % MEDIATORS,
            n,
            "",
            DISTRICTS[n % 10],
            "voluntary",
            "separation",
            False,
            opened,
            closed,
            ["custody"],
            "",
            [],
            "none" if closed else "",
            1,
            at,
            "system",
        )
