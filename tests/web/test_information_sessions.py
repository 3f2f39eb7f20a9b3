"""The information sessions that everybody may read of, in pages, data and calendars; and the letters to the two who give one."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from parvis.config import clock
from parvis.config.database import side
from parvis.people import letters
from parvis.people.models import Membership
from parvis.people.refused import Refused
from parvis.roster.actions.group_sessions import Plan, cancel_group_session, change_group_session, plan_group_session
from parvis.roster.models import GroupSession, ProfessionalFile
from parvis.web.pages import address
from tests.factories.people import signed_in
from tests.factories.roster import make_mediator, make_service_officer

pytestmark = pytest.mark.django_db


def read(where: str, status: int = 200) -> str:
    response = Client().get(where)
    assert response.status_code == status, where
    return response.content.decode()


@pytest.fixture
def sent(monkeypatch: Any) -> Any:
    """Letters leave at once, as they would when the transaction has ended."""
    monkeypatch.setattr(letters, "later", lambda work: work())
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())
    return mail.outbox


def test_a_session_is_announced_moved_cancelled_and_those_who_give_it_are_told(sent: Any) -> None:
    officer, lawyer = make_service_officer(), make_mediator("Anna Exemple")
    social = make_mediator("Béa Exemple", profession="social_worker")
    notary = make_mediator("Chloé Exemple", profession="notary")
    unknown = ProfessionalFile.objects.get(professional=social.professional)
    unknown.person, unknown.email = None, ""
    unknown.save()
    empty = read(address("fr", "information_sessions"))
    assert "Aucune séance à venir" in empty and "1 866 536-5140" in empty and "seances-d-information" in empty
    begins = (clock.now() + timedelta(days=9)).replace(hour=19, minute=0, second=0, microsecond=0)
    form = {
        "district": "laval",
        "day": begins.date().isoformat(),
        "hour": "19 h",
        "minutes": "150",
        "places": "20",
        "meeting": "in_person",
        "language": "en",
        "place": "Salle <b>2</b>",
        "enrol": "javascript:alert(1)",
        "mediators": [lawyer.pk, social.pk],
    }
    client = signed_in(officer)
    refused = client.post(address("fr", "serving_group_new"), form)
    assert refused.status_code == 422 and 'href="#field-enrol"' in refused.content.decode()
    made = client.post(address("fr", "serving_group_new"), form | {"enrol": "450-555-0100 poste 4"})
    held = GroupSession.objects.get()
    assert made["Location"] == address("fr", "serving_group", number=held.pk) + "?done=planned"
    assert [one.subject for one in sent] == ["Une séance de groupe est prévue avec vous"]
    assert "de 19 h 00 à 21 h 30" in sent[0].body.replace("\u00a0", " ") and "Laval" in sent[0].body
    assert "Béa Exemple" in client.get(made["Location"]).content.decode(), "whom no letter reaches is said"
    page = read(address("en", "information_sessions") + "?district=laval&language=en&how=in_person")
    assert "450-555-0100" in page and "tel:+14505550100" in page and "p.m." in page
    assert "Salle &lt;b&gt;2&lt;/b&gt;" in page and "Exemple" not in page, "nobody’s name is announced"
    assert "1 séance" not in read(address("fr", "information_sessions") + "?district=gatineau")
    assert "1 séance" in read(address("fr", "information_sessions") + "?district=%00&language=zz&page=%C2%B2")
    data = json.loads(read("/api/information-sessions?district=laval&language=en"))
    assert data["total_items"] == 1 and data["contents"][0]["enrol"] == "450-555-0100 poste 4"
    assert read("/api/information-sessions?district=%00") and "Exemple" not in json.dumps(data)
    ics = read(f"/api/calendar/information-session/{held.pk}.ics?lang=en")
    assert "BEGIN:VEVENT" in ics and "SEQUENCE:1" in ics and "STATUS:CONFIRMED" in ics and "Exemple" not in ics
    assert "BEGIN:VEVENT" not in read("/api/calendar/information-sessions/gatineau.ics")
    for nothing in ("information-session/999999", "information-session/²", "information-sessions/nowhere"):
        read(f"/api/calendar/{nothing}.ics", 404)
    sent.clear()
    one = address("fr", "serving_group_change", number=held.pk)
    assert str(held.places) in client.get(one).content.decode()
    moved = form | {
        "enrol": "",
        "day": (begins + timedelta(days=1)).date().isoformat(),
        "mediators": [notary.pk, social.pk],
    }
    assert client.post(one, moved | {"version": "1", "mediators": [notary.pk, lawyer.pk]}).status_code == 422, (
        "the law on the pair"
    )
    assert client.post(one, moved | {"version": "1"}).status_code == 303
    assert client.post(one, moved | {"version": "1"}).status_code == 422, "a page read before it changed"
    assert sorted(each.subject for each in sent) == [
        "Une séance de groupe est prévue avec vous",
        "Vous ne donnez plus cette séance de groupe",
    ]
    held.refresh_from_db()
    assert held.day == (begins + timedelta(days=1)).date() and held.presences.filter(voided=False).count() == 2
    moved_file = read(f"/api/calendar/information-session/{held.pk}.ics")
    assert "SEQUENCE:2" in moved_file and ics.split("UID:")[1][:40] == moved_file.split("UID:")[1][:40]
    free = Plan(begins, 60, "laval", "video", 10, (lawyer, social))
    denis = make_mediator("Denis Exemple", profession="psychologist")
    with side("staff"):
        plan_group_session(Plan(begins, 60, "laval", "video", 10, (lawyer, denis)), by=officer, at=clock.now())
    with side("staff"), pytest.raises(Refused, match="already"):
        change_group_session(held, free, version=held.version, by=officer, at=clock.now())
    sent.clear()
    held.refresh_from_db()
    with side("staff"):
        cancel_group_session(held, version=held.version, by=officer, at=clock.now())
    assert [each.subject for each in sent] == ["Votre séance de groupe est annulée"]
    assert "Annulée" in read(address("fr", "information_sessions")), "who had registered learns it"
    assert "STATUS:CANCELLED" in read("/api/calendar/information-sessions/laval.ics")
    assert client.get(one).status_code == 404
    GroupSession.objects.update(begins_at=datetime(2026, 1, 5, 19, tzinfo=clock.QUEBEC))
    assert "Annulée" not in read(address("fr", "information_sessions"))


def test_an_officer_of_one_district_changes_nothing_elsewhere() -> None:
    officer, lawyer = make_service_officer(), make_mediator()
    social = make_mediator("Béa Exemple", profession="social_worker")
    with side("staff"):
        begins = clock.now() + timedelta(days=4)
        held = plan_group_session(Plan(begins, 60, "laval", "video", 10, (lawyer, social)), by=officer, at=clock.now())
    ProfessionalFile.objects.filter(professional=social.professional).update(person=None, email="")
    told = signed_in(officer).get(address("fr", "serving_group", number=held.pk)).content.decode()
    called = f"Béa Exemple ({social.professional.phone}). Téléphonez"
    assert told.count(called) == 1 and "L’autre personne reçoit une lettre" in told
    assert "et reçoivent une lettre" not in told
    other = make_service_officer("Sandra Exemple")
    Membership.objects.filter(person=other).update(districts=["gatineau"])
    for name in ("serving_group", "serving_group_change"):
        assert signed_in(other).get(address("fr", name, number=held.pk)).status_code == 404
    with connection.cursor() as cursor, side("public"):
        cursor.execute("SELECT has_table_privilege(current_user, 'roster_presence', 'SELECT')")
        assert cursor.fetchone() == (False,), "the public side knows when, never who"
