"""Everything that a body, or the Service, takes away: every table, whose it is, and nothing that names a party."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from parvis.config import clock
from parvis.payments import taken_away
from parvis.payments.models import FeeClaim
from parvis.people.actions.roles import Grant, record_role
from parvis.people.models.role import day_of
from parvis.roster.exchange.tables import LEFT_OUT, TABLES
from parvis.roster.models import Application, Couple, MandateParty
from parvis.web.pages import address
from tests.factories.mandates import SERVICE, make_mandate, make_session, person_behind
from tests.factories.people import make_person, signed_in
from tests.factories.roster import make_couple, make_mediator, make_officer, make_service_officer

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
ALL = {**TABLES, **taken_away.TABLES}


def taken(client: Client) -> dict[str, list[list[str]]]:
    """The tables of the archive that somebody takes, each as its rows, its header first."""
    response = client.get(address("fr", "certifying_export"))
    assert response.streaming and response["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as archive:  # type: ignore[arg-type]
        return {
            one.removesuffix(".csv"): list(csv.reader(io.StringIO(archive.read(one).decode("utf-8-sig"))))
            for one in archive.namelist()
        }


def test_each_table_of_the_roster_and_of_the_payments_is_taken_or_left_out_on_purpose() -> None:
    known = {one for app in ("roster", "payments") for one in apps.get_app_config(app).get_models()}
    joined = {
        apps.get_model("roster", name) for name in ("ProfessionalFile", "CertificationFile")
    }  # with whom they are of
    found = {one.of for one in ALL.values() if one.of is not None}
    left = LEFT_OUT | taken_away.LEFT_OUT
    assert found | joined | left == known and not found & left
    header = {f"{name}.{field}" for name, one in ALL.items() for field in one.header}
    secret = {one for one in header if any(word in one for word in ("digest", "token", "sealed", "name_", "key"))}
    assert secret == {"notices.digest", "bodies.name_fr", "bodies.name_en"}, "the digest of the notice as it was sent"


def test_a_body_takes_what_it_keeps_the_service_what_is_of_its_districts() -> None:
    now = clock.instant()
    mediator = make_mediator(since=date(2020, 1, 1))
    elsewhere = make_mediator("Noa Exemple", since=date(2020, 1, 1), body="ordre-psychologues", districts=("=1+1",))
    mine = make_mandate(mediator, DAY, district="laval")
    theirs = make_mandate(elsewhere, DAY, district="quebec", couple=make_couple().number)
    make_session(mine, DAY)
    for kind in ("draft", "sent"):
        Application.objects.create(
            number=f"A-{kind}",
            person=person_behind(mediator),
            body=mediator.body,
            kind="family_mediation" if kind == "sent" else "small_claims_mediation",
            state=kind,
            begun_at=now,
            changed_at=now,
            sent_at=None if kind == "draft" else now,
            received_on=None if kind == "draft" else DAY,
        )
    body, service = taken(signed_in(make_officer())), taken(signed_in(make_service_officer()))
    assert set(body) == {name for name, one in ALL.items() if one.whose != "service"}
    assert set(service) == {name for name, one in ALL.items() if one.whose != "body"}
    assert [row[0] for row in body["mandates"][1:]] == [mine.number]
    assert [row[0] for row in body["applications"][1:]] == ["A-sent"], "a draft is its author's alone"
    assert {row[0] for row in service["mandates"][1:]} == {mine.number, theirs.number}
    assert {row[0] for row in service["couples"][1:]} == set(Couple.objects.values_list("number", flat=True))
    assert len(service["sessions"]) == 2 and len(service["presences"]) == 2 and len(service["signatures"]) == 3
    assert [row[8] for row in service["professionals"][1:]] == ["laval", "'=1+1"], "no cell runs in a spreadsheet"
    whole = str(service) + str(body)
    for secret in (*MandateParty.objects.values_list("name_digest", flat=True), "Camille Exemple", "Dominique Exemple"):
        assert secret not in whole

    some = make_person("Ariane Exemple", at=now)
    grant = Grant("mediation_officer", day_of(now), None, SERVICE, "government_department", ("quebec",))
    record_role(some, grant, by="system", at=now)
    client = signed_in(some)
    few = taken(client)
    assert [row[0] for row in few["mandates"][1:]] == [theirs.number]
    assert [row[0] for row in few["couples"][1:]] == [theirs.couple.number]  # type: ignore[union-attr]
    assert len(few["sessions"]) == len(few["signatures"]) == 1
    one = client.get(f"{address('fr', 'certifying_export')}?table=claims")
    assert (one.status_code, b"".join(one).count(b"\r\n")) == (200, 1 + FeeClaim.objects.count())  # type: ignore[arg-type]
    assert (
        signed_in(make_officer(name="Claude Exemple"))
        .get(f"{address('fr', 'certifying_export')}?table=claims")
        .status_code
        == 404
    ), "the fees are not the certifier's"
