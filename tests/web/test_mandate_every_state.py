"""The page of a mandate, in both languages, whatever its kind, its state, its couple, its sessions and the tariff of its days.

The rows are written as they may have come to be (earlier rules, an import, an officer's correction), not only as today's acts
would write them: a page of a mandate never answers 500.
"""

import re
from datetime import date, datetime, time, timedelta
from itertools import count, product

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from parvis.config import clock
from parvis.config.clock import QUEBEC
from parvis.law.questions import QUESTIONS
from parvis.roster.actions.sessions import KINDS_OF, PURPOSES
from parvis.roster.kinds import MANDATES, MEETINGS, OBJECTS, OUTCOMES, REFERRALS, REPORTS
from parvis.roster.models import (
    Certification,
    Couple,
    Mandate,
    MandateParty,
    MediatorReport,
    OutOfSessionWork,
    Presence,
    SessionSheet,
)
from parvis.web.pages import address
from parvis.web.practice.money.mandates import FORMS, REQUESTS
from tests.factories.mandates import person_behind
from tests.factories.people import signed_in
from tests.factories.roster import certified_since, make_certification, make_couple, make_mediator

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = clock.today()
#: The last days of a tariff that no source gives whole, those of the tariff by the session, of the wait for the present one, of today.
OPENED = (
    date(2002, 7, 2),
    date(2008, 3, 3),
    date(2012, 11, 12),
    date(2013, 5, 6),
    date(2015, 12, 28),
    date(2018, 9, 10),
    date(2022, 6, 20),
    TODAY - timedelta(days=12),
)
#: The first day on which the law of small claims is known: no mandate of theirs is opened before.
SMALL_CLAIMS = QUESTIONS["small-claims/mediator-fees"].facts.answers_from
STATES = ("", *OUTCOMES)
_number = count(1)


def certified(kind: str, name: str) -> dict[str, Certification]:
    """One person certified for each kind of mandate since 2002."""
    family = make_mediator(name, since=date(2002, 6, 24))
    found = {"family": family}
    for mandate, of in (("small_claims", "small_claims_mediation"), ("arbitration", "small_claims_arbitration")):
        found[mandate] = make_certification(family.professional, kind=of)
        certified_since(found[mandate], date(2002, 6, 24))
    return found


def cycled(known: object, place: int) -> str:
    """One of some codes, another for each mandate."""
    codes = list(known)  # type: ignore[call-overload]
    return str(codes[place % len(codes)])


def keep(
    kind: str,
    place: int,
    day: date,
    outcome: str,
    mine: dict[str, Certification],
    couples: list[Couple],
    other: Certification | None,
) -> Mandate:
    """A mandate as a row: what the law weighs changes with its place."""
    family, objects = kind == "family", list(OBJECTS)[: 1 + place % len(OBJECTS)]
    agreed = objects if outcome == "full" else objects[:1] if outcome == "partial" else []
    held = Mandate.objects.create(
        number=f"M-S-{next(_number):07d}",
        kind=kind,
        mediator=mine[kind],
        co_mediator=other if place % 3 == 0 else None,
        co_asked=other if place % 3 == 1 else None,
        couple=couples[place % len(couples)] if family else None,
        court_file="" if family else f"540-32-{place:06d}-000",
        district="" if place % 2 else "laval",
        referral=cycled(REFERRALS, place),
        request=cycled(REQUESTS, place) if family else "",
        children_interests=(True, False, None)[place % 3] if family else None,
        mandatory=not family and place % 2 == 0,
        opened=day,
        closed=day + timedelta(days=9) if outcome else None,
        objects_entrusted=objects if family else [],
        patrimony_form=cycled(("", *FORMS), place) if "patrimony" in objects and family else "",
        agreed=agreed if family else [],
        outcome=outcome,
        added_at=clock.now(),
        added_by="system",
    )
    for position in range(1, 1 + place % 4):
        MandateParty.objects.create(mandate=held, position=position, name_digest=f"{held.pk:060d}{position:04d}")
    return held


def fill(held: Mandate, place: int) -> None:
    """Sessions of every kind that its mandate has, one of them voided; work; a report, or none."""
    for number, kind in enumerate(KINDS_OF[held.kind]):
        begins = datetime.combine(held.opened + timedelta(days=number), time(8 + place % 9, place % 60), QUEBEC)
        absent = kind == "absence"
        sheet = SessionSheet.objects.create(
            mandate=held,
            kind=kind,
            begins_at=begins,
            day=begins.date(),
            minutes=0 if absent else 45 + 75 * (place % 9),
            waited=place % 61 if absent else None,
            serious_reason=(True, False, None)[place % 3] if absent else None,
            meeting=cycled(MEETINGS, place),
            attended=[] if absent and place % 2 else [1, 2][: 1 + place % 2],
            additional_requested=int(held.co_mediator_id is not None),
            digest="0" * 64,
            recorded_by="system",
            recorded_at=clock.now(),
            voided_at=clock.now() if (place + number) % 5 == 4 else None,
        )
        for one in (held.mediator, held.co_mediator):
            if one is not None:
                Presence.objects.create(
                    session=sheet,
                    certification=one,
                    professional=one.professional,
                    voided=sheet.voided_at is not None,
                    span=DateTimeTZRange(begins, begins + timedelta(minutes=1)),
                )
    if place % 2:
        OutOfSessionWork.objects.create(
            mandate=held,
            certification=held.mediator,
            day=held.opened,
            minutes=20,
            purpose=cycled(PURPOSES, place),
            recorded_at=clock.now(),
        )
        MediatorReport.objects.create(
            mandate=held,
            says=cycled(REPORTS, place),
            sessions=place % 5,
            made_on=held.opened,
            made_by="system",
            made_at=clock.now(),
        )


def test_the_page_of_a_mandate_in_every_state_is_a_page_in_both_languages() -> None:
    mine, theirs = certified("family", "Maude Exemple-Médiatrice"), certified("family", "Noé Exemple")
    couples = [make_couple(used_before=place % 2 == 1) for place in range(7)]
    desk = signed_in(person_behind(mine["family"]))
    kept = []
    for place, (kind, day) in enumerate(product(MANDATES, OPENED)):
        outcome = STATES[place % len(STATES)]
        held = keep(
            kind, place, day if kind == "family" else max(day, SMALL_CLAIMS), outcome, mine, couples, theirs[kind]
        )
        if place % 4:
            fill(held, place)
        kept.append(held)
    assert {(one.kind, one.outcome) for one in kept} == set(product(MANDATES, STATES)), "each kind in each state"
    for place, (held, lang) in enumerate(product(kept, ("fr", "en"))):
        told = (held.kind, held.opened.isoformat(), held.outcome, held.request, lang)
        names = ["practice_mandate", "practice_claim_new"] if place % 7 == 0 else ["practice_mandate"]
        for name in names:
            shown = desk.get(address(lang, name, number=held.pk))
            assert shown.status_code == 200, (name, *told)
            page = shown.content.decode()
            assert not re.search(r"\bNone\b(?! yet)|Text\(|\{\{|NaN", re.sub(r"<[^>]*>", " ", page)), (name, *told)
            assert f'lang="{lang}' in page and held.number in page, (name, *told)
    early = {
        "act": "check",
        "kind": "small_claims",
        "opened": (SMALL_CLAIMS - timedelta(days=1)).isoformat(),
        "court_file": "540-32-1",
        "party_1": "Camille Exemple",
        "party_2": "Dominique Exemple",
    }
    refused = desk.post(address("fr", "practice_mandate_open"), early)
    assert refused.status_code == 422 and "16 octobre 2003" in refused.content.decode().replace("\u00a0", " ")
