"""An officer's register: an act typed, read again, recorded; the page of a day; a correction; the notices, sent and acknowledged."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from parvis.config import clock
from parvis.config.database import side
from parvis.journal.models import Entry
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.sending import acknowledge_notice, bring_notices, numbers_to_send, send_notice
from parvis.roster.actions.standing import record_act
from parvis.roster.models import MinisterNotice, StandingAct
from parvis.roster.notices import waiting_for
from parvis.roster.signed_file import checked
from parvis.roster.standing import status_on
from parvis.roster.tasks import send_notices
from tests.factories.people import make_person, signed_in
from tests.factories.roles import make_in_role
from tests.factories.roster import make_certification, make_officer, make_professional

pytestmark = pytest.mark.django_db


def test_an_officer_suspends_and_brings_back(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """The whole way on the pages: typed wrong, read again, recorded once, seen on a past day, corrected; another body sees nothing."""
    now, on = clock.instant(), clock.today()
    officer = make_officer(at=now)
    maude = make_person("Maude Exemple-Médiatrice")
    held = make_certification(make_professional(person=maude, at=now), at=now)
    record_act(held, "certified", day=on - timedelta(days=400), by=officer, at=now, key="first")
    client = signed_in(officer)
    there = f"/fr/accreditation/registre/{held.pk}/"
    assert (
        "Maude Exemple-Médiatrice"
        in client.get("/fr/accreditation/registre/?q=maude&status=certified").content.decode()
    )
    form = client.get(there + "acte/").content.decode()
    assert (
        'value="struck_off_temporarily"' in form
        and 'value="sanction_ended"' not in form
        and 'value="certified"' not in form
    )
    bad = client.post(there + "acte/", {"kind": "struck_off_temporarily", "day": "hier soir", "step": "check"})
    assert bad.status_code == 422 and "Nous ne comprenons pas cette date" in bad.content.decode()
    decided = client.post(
        there + "acte/", {"kind": "revoked_by_decision", "day": on.isoformat(), "reason": "x", "step": "check"}
    )
    assert decided.status_code == 422
    sent = {
        "kind": "struck_off_temporarily",
        "day": (on - timedelta(days=10)).isoformat(),
        "key": "one",
        "step": "check",
    }
    check = client.post(there + "acte/", sent).content.decode()
    assert "Suspendue" in check and "Avis au ministre" in check and "art. 7" in check and "s7-al1-p1-temp" not in check
    assert not StandingAct.objects.filter(kind="struck_off_temporarily").exists()
    mail.outbox.clear()
    monkeypatch.setattr("parvis.people.letters.later", lambda work: work())
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):  # the same form sent twice is one act
            assert client.post(there + "acte/", sent | {"step": "done"}).status_code == 303
    desk = signed_in(maude).get("/fr/pratique/").content.decode()
    for told in ("Votre accréditation est suspendue depuis le", "Barreau du Québec", "art. 7"):
        assert told in desk and [told in one.body for one in mail.outbox] == [True], "told once, and at the desk"
    act = StandingAct.objects.get(kind="struck_off_temporarily")
    assert (act.needs_notice, act.notice.kind) == ("suspended", "suspended")
    page = client.get(there + f"?day={on - timedelta(days=11)}").content.decode()
    assert "Accréditée" in page and "Radiation temporaire" not in page
    assert "Suspendue" in client.get(f"/en/certification/register/{held.pk}/").content.decode().replace(
        "Suspended", "Suspendue"
    )
    assert client.post(f"{there}acte/{act.pk}/corriger/", {"reason": " "}).status_code == 422
    assert client.post(f"{there}acte/{act.pk}/corriger/", {"reason": "Mauvaise personne"}).status_code == 303
    assert status_on(held, on)[0] == "certified"
    assert client.get(f"{there}acte/{act.pk}/corriger/").status_code == 404
    corrected = MinisterNotice.objects.get(kind="corrected")
    assert corrected.content["corrects"] == "struck_off_temporarily" and not corrected.mandated
    client = signed_in(make_officer("chambre-des-notaires", name="Dominique Exemple", at=now))
    for closed in (
        there,
        there + "acte/",
        f"{there}acte/{act.pk}/corriger/",
        f"/fr/accreditation/avis/{corrected.pk}/",
    ):
        assert client.get(closed).status_code == 404


def test_notices_leave_signed_are_tried_again_and_acknowledged(settings: Any) -> None:
    now, on = clock.instant(), clock.today()
    officer = make_officer(at=now)
    held = make_certification(make_professional(at=now), at=now)
    for kind, back in (("certified", 50), ("struck_off_temporarily", 20), ("sanction_ended", 5)):
        record_act(held, kind, day=on - timedelta(days=back), by=officer, at=now, key=kind)
    waiting = waiting_for(officer, at=now)
    assert waiting.total == 3 and waiting.notices[0].target > day_of(now)
    client = signed_in(officer)
    page = client.get("/fr/accreditation/avis/").content.decode()
    assert "À transmettre : 2" in page.replace("\u00a0", " ") and "Rien ne part tout seul" in page
    due, given = page.split('id="informing-title"')
    assert "Pour information : 1" in given.replace("\u00a0", " ") and "Aucun texte que nous avons vu" in given
    for one in waiting.notices:  # no text asks to tell that a sanction ended: it is not among what is to be sent
        assert (f'value="{one.pk}" checked' in due, f'value="{one.pk}">' in given) == (one.mandated, not one.mandated)
    assert (
        "Pour information, pas transmis" in given
        and "you may send them" in client.get("/en/certification/notices/").content.decode()
    )
    content = client.get("/fr/accreditation/avis/fichier.json").content
    said = checked(content)
    assert said is not None and [one["kind"] for one in said["notices"]] == ["certified", "suspended", "lifted"]
    assert said["notices"][0]["member_number"] == "000000-0"
    forged = json.loads(content)
    forged["notices"][1]["kind"] = "revoked"
    assert checked(json.dumps(forged).encode()) is None and checked(b"{}") is None and checked(b"\xff") is None
    first, second, third = waiting.notices
    assert client.post("/fr/accreditation/avis/", {"notice": [first.pk]}).status_code == 303
    assert client.post("/fr/accreditation/avis/", {}).status_code == 422

    settings.MINISTER_DESK = "bureau@exemple.invalid"
    settings.EMAIL_BACKEND = "tests.web.test_certifying_register.Broken"
    with side("worker"):
        assert numbers_to_send() == [second.pk, third.pk] and send_notice(second.pk, at=now) is False
    second.refresh_from_db()
    assert second.state == "failed"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_notices(timestamp=0) == 2 and send_notices(timestamp=0) == 0
    assert len(mail.outbox) == 2 and "Maude Exemple-Médiatrice" in mail.outbox[0].body
    assert "Maude" not in mail.outbox[0].subject
    name, attached, _ = mail.outbox[0].attachments[0]
    assert name.endswith(".json") and checked(attached.encode() if isinstance(attached, str) else attached)
    second.refresh_from_db()
    assert (second.state, second.sent_how, second.times_sent, len(second.digest)) == ("sent", "email", 1, 64)
    # Two officers at once: the second is told.
    with pytest.raises(Refused):
        bring_notices([waiting.notices[0]], by=officer, at=now)
    service = make_in_role("mediation_officer")
    client = signed_in(service)
    received = client.get("/fr/service/avis/").content.decode()
    assert second.number in received and "Sans accusé de réception : 3" in received.replace("\u00a0", " ")
    assert client.post(f"/fr/accreditation/avis/{second.pk}/", {"do": "acknowledge"}).status_code == 303
    second.refresh_from_db()
    assert second.acknowledged_by == service.code
    with pytest.raises(Refused):
        acknowledge_notice(second, by=service, at=now)
    kinds = list(Entry.objects.about("notice", second.code).values_list("kind", flat=True))
    assert kinds == ["notice.made", "notice.fail", "notice.send", "notice.acknowledge"]
    assert client.post(f"/fr/accreditation/avis/{third.pk}/", {"do": "brought"}).status_code in (403, 404, 422)


class Broken:
    """A mail server that takes nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        """Refuse."""
        raise ConnectionRefusedError
