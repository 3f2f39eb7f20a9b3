"""The conflict check: one's own mandates by number, another's only by yes; a name however it is written; never a name kept."""

from datetime import date, datetime

import pytest
from django.db import connection

from parvis.config.clock import QUEBEC
from parvis.roster.conflict import conflicts
from parvis.roster.models import Certification, Mandate, MandateParty
from parvis.roster.parties import digests_of
from tests.factories.roster import make_certification, make_professional

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 30, tzinfo=QUEBEC)


def _mandate(number: str, mediator: Certification, *names: str, co: Certification | None = None) -> Mandate:
    one = Mandate(
        number=number,
        kind="small_claims",
        mediator=mediator,
        co_mediator=co,
        court_file=f"540-32-{number}",
        opened=date(2026, 1, 5),
        added_at=AT,
        added_by="system",
    )
    one.save(force_insert=True)
    MandateParty.objects.bulk_create(
        MandateParty(mandate=one, position=place, name_digest=digest)
        for place, digest in enumerate(digests_of(names), start=1)
    )
    return one


def test_a_name_is_found_again_and_nobody_elses_file_is_told() -> None:
    held = [
        make_certification(make_professional(f"Maude Exemple {n}", at=AT), kind="small_claims_mediation", at=AT)
        for n in range(3)
    ]
    me, partner, stranger = (one.professional for one in held)
    first = _mandate("1", held[0], "Camille Exemple-Côté", "Dominique Exemple")
    _mandate("2", held[1], "Dominique Exemple", "Aurèle Exemple")
    shared = _mandate("3", held[1], "Claude Exemple", "Andrée Exemple", co=held[0])
    _mandate("4", held[2], "Noémie Exemple", "Samuel Exemple")

    found = conflicts(me, ["EXEMPLE COTE, Camille", "", "claude  exemple"])
    assert [(one.place, one.number, one.opened) for one in found] == [
        (2, shared.number, date(2026, 1, 5)),
        (0, first.number, date(2026, 1, 5)),
    ]
    assert conflicts(me, ["Aurèle Exemple"]) == [] and conflicts(me, ["Noémie Exemple"], with_others=[partner]) == []
    other = conflicts(me, ["Aurele Exemple", "Dominique Exemple"], with_others=[partner])
    assert [(one.place, one.own, one.number, one.opened) for one in other] == [
        (1, True, "1", date(2026, 1, 5)),
        (0, False, "", None),
        (1, False, "", None),
    ]
    assert conflicts(me, ["Dominique Exemple"], but=first) == [] and conflicts(stranger, [" "]) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(name_digest, ' ') FROM roster_mandateparty")
        assert "exemple" not in cursor.fetchone()[0].lower()
