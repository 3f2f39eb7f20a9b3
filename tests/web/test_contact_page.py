"""A professional changes how they are reached: public beside private, seen by the certifier, told to the Minister where asked."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from parvis.config import clock
from parvis.journal.models import Entry
from parvis.people import letters
from parvis.roster.models import MinisterNotice, Professional
from parvis.web.pages import address
from tests.factories.mandates import person_behind
from tests.factories.people import make_person, signed_in
from tests.factories.roster import certified_since, make_certification, make_mediator, make_officer

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {
    "domicile": "12, rue de l’Exemple, Laval  H7A 0A0",
    "borough": "",
    "phone": "450 555-0100",
    "other_phone": "",
    "email": "prive@exemple.invalid",
    "public_phone": "450-555-0199 poste 2",
    "public_email": "",
    "website": "https://exemple.invalid",
    "place": "3, rue <script>x</script>",
    "districts": ["laval", "gatineau"],
    "languages": ["fr", "en"],
    "ways": ["remote"],
    "accepting": "no",
    "step_free": "yes",
}


def test_what_is_public_what_is_not_and_who_is_told(monkeypatch: Any) -> None:
    monkeypatch.setattr(letters, "later", lambda work: work())
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())
    mine = make_mediator(since=clock.today().replace(year=2022))
    arbitrator = make_certification(mine.professional, kind="small_claims_arbitration")
    certified_since(arbitrator, clock.today().replace(year=2025))
    client, one = signed_in(person_behind(mine)), address("fr", "practice_contact")
    assert signed_in(make_person()).get(one).status_code == 404, "who mediates in nothing has no such page"
    page = client.get(one).content.decode()
    read = page.split('name="read" value="')[1][:16]
    assert (
        "Public" in page
        and "Privé" in page
        and "Mes coordonnées" in client.get(address("fr", "practice")).content.decode()
    )
    for wrong, field in (
        ({"website": "javascript:alert(1)"}, "website"),
        ({"phone": "²²²"}, "phone"),
        ({"email": "a\nBcc: b@c.d"}, "email"),
        ({"districts": ["nowhere"]}, "districts"),
        ({"languages": []}, "languages"),
        ({"ways": []}, "ways"),
        ({"domicile": "\x00 "}, "domicile"),
        ({"public_email": "x" * 300}, "public_email"),
        ({"accepting": ""}, "accepting"),
    ):
        refused = client.post(one, FORM | {"read": read} | wrong)
        assert refused.status_code == 422 and f'href="#field-{field}"' in refused.content.decode(), field
    assert client.post(one, FORM | {"read": "0" * 16}).status_code == 422, "it changed meanwhile"
    assert client.post(one, FORM | {"read": read})["Location"] == one + "?done=told"
    assert client.post(one, FORM | {"read": read}).status_code == 422, "the back button"
    public = Client().get(address("fr", "register_person", slug=mine.professional.slug)).content.decode()
    assert "450-555-0199" in public and "Sans marche" in public and "&lt;script&gt;" in public
    for private in ("450 555-0100", "prive@exemple", "rue de l’Exemple"):
        assert private not in public and private not in str(Entry.objects.values_list("codes", flat=True))
    told = {one.certification.kind: one for one in MinisterNotice.objects.filter(kind="address_changed")}
    assert told["small_claims_arbitration"].mandated, "r. 0.6.1, s. 35: any change"
    assert not told["family_mediation"].mandated, "section 6 does not list it: given for information, and said so"
    assert "districts" not in told["family_mediation"].content
    assert [each.subject for each in mail.outbox] == ["Vos coordonnées ont changé"]
    officer = signed_in(make_officer())
    listed = officer.get(address("fr", "certifying_people") + "?changed=1").content.decode()
    assert "coordonnées changées" in listed
    shown = officer.get(address("fr", "certifying_person", number=mine.pk)).content.decode()
    assert "rue de l’Exemple" in shown and "prive@exemple.invalid" in shown
    notice = officer.get(address("fr", "certifying_notice", number=told["family_mediation"].pk))
    assert notice.status_code == 200 and "pour information" in notice.content.decode()
    elsewhere = signed_in(make_officer("ordre-psychologues", name="Paule Exemple"))
    assert elsewhere.get(address("fr", "certifying_person", number=mine.pk)).status_code == 404
    again = client.get(one).content.decode().split('name="read" value="')[1][:16]
    assert client.post(one, FORM | {"read": again, "phone": "450 555-0111"}).status_code == 303
    assert MinisterNotice.objects.filter(kind="address_changed").count() == 2, "one that waits says what is true now"
    again = client.get(one).content.decode().split('name="read" value="')[1][:16]
    quiet = client.post(one, FORM | {"read": again, "phone": "450 555-0111", "accepting": "yes"})
    assert quiet["Location"] == one + "?done=changed", "nothing of what a notice says"
    assert Professional.objects.get(pk=mine.professional_id).accepting
