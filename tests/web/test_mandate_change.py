"""A mediator corrects a mandate: what changes is said first, what a claim counts no longer changes, nobody else reaches it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from parvis.config import clock
from parvis.config.database import side
from parvis.journal.models import Entry
from parvis.payments.actions.claims import send_claim
from parvis.people import letters
from parvis.roster.models import Mandate, ProfessionalFile, StandingAct
from parvis.web.pages import address
from tests.factories.mandates import make_mandate, make_session, person_behind, report
from tests.factories.people import signed_in
from tests.factories.roster import make_mediator, switch_on

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_mandate_is_corrected_after_reading_what_changes(monkeypatch: Any) -> None:
    monkeypatch.setattr(letters, "later", lambda work: work())
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())
    mine, second, third = make_mediator(), make_mediator("Noé Exemple"), make_mediator("Zoé Exemple")
    day = clock.today() - timedelta(days=20)
    held = make_mandate(mine, day)
    client, one = signed_in(person_behind(mine)), address("fr", "practice_mandate_change", number=held.pk)
    assert signed_in(person_behind(second)).get(one).status_code == 404
    form: dict[str, Any] = {
        "act": "check",
        "version": "1",
        "request": held.request,
        "children": "yes",
        "objects": held.objects_entrusted,
        "patrimony_form": held.patrimony_form,
        "district": held.district,
        "co_mediator": "",
    }
    assert client.post(one, form).status_code == 422, "nothing changes"
    bad: list[dict[str, Any]] = [
        {"objects": []},
        {"district": "\x00"},
        {"co_mediator": "Personne <b>Exemple"},
        {"request": "x"},
        {"version": "²"},
    ]
    for wrong in bad:
        page = client.post(one, form | wrong)
        assert page.status_code == 422 and "<b>Exemple" not in page.content.decode()
    paper = make_mediator("Noa Exemple-Papier", account=False)
    ProfessionalFile.objects.filter(professional=paper.professional).update(email="")
    unreached = client.post(one, form | {"co_mediator": "Noa Exemple-Papier"})
    assert unreached.status_code == 422 and "ne peut donc pas accepter" in unreached.content.decode()
    shown = client.post(one, form | {"objects": ["custody"], "patrimony_form": "", "co_mediator": "Noé Exemple"})
    said = shown.content.decode()
    assert shown.status_code == 200 and "Ensuite" in said and "Noé Exemple" in said and "lettre" in said
    held.refresh_from_db()
    assert held.version == 1, "reading changes nothing"
    make_mandate(second, day)  # people of the same names
    known = form | {"act": "change", "objects": ["custody"], "patrimony_form": "", "co_mediator": "Noé Exemple"}
    assert client.post(one, known).status_code == 303, "what the named person knows is told to them alone"
    held.refresh_from_db()
    assert (held.objects_entrusted, held.co_mediator, held.co_asked) == (["custody"], None, second)
    assert signed_in(person_behind(second)).get(one).status_code == 404, "not in it before they accept"
    again = client.post(one, form | {"version": "2", "objects": ["custody"], "patrimony_form": ""}).content.decode()
    assert "Noé Exemple (demandé)" in again
    named, asks = signed_in(person_behind(second)), address("fr", "practice_co_mediations")
    assert held.number in named.get(asks).content.decode()
    assert signed_in(person_behind(third)).post(asks, {"act": "accept", "mandate": held.pk}).status_code == 404
    met = named.post(asks, {"act": "accept", "mandate": held.pk})
    assert met.status_code == 422 and 'id="field-no_conflict"' in met.content.decode()
    assert Entry.objects.get(kind="mandate.conflict_met").codes == {"as": second.code}
    assert named.post(asks, {"act": "accept", "mandate": held.pk, "no_conflict": "1"}).status_code == 303
    held.refresh_from_db()
    assert (held.co_mediator, held.co_asked, held.version) == (second, None, 3)
    assert [each.subject for each in mail.outbox] == ["Un mandat en comédiation"] * 2
    page, link = (
        address("fr", "practice_mandate", number=held.pk),
        address("fr", "practice_supervision", number=held.pk),
    )
    act = StandingAct.objects.get(certification=second)
    StandingAct(
        certification=second,
        kind="undertaking_completed",
        day=day,
        norm=act.norm,
        reason="import",
        key="import:done",
        by="system",
        at=act.at,
    ).save(force_insert=True)
    beside, own = named.get(page).content.decode(), client.get(page).content.decode()
    assert "Vous êtes sous engagement" in own and link in own
    assert f"Sous engagement\u00a0: {mine.professional.name}" in beside
    assert "Vous êtes sous engagement" not in beside and link not in beside
    sheet = {"kind": "mediation", "begins": "9 h 30", "minutes": "60", "meeting": "in_person", "attended": ["1", "2"]}
    for shift, reason in ((-1, "Le mandat est ouvert depuis le"), (30, "une fois tenue")):
        typed = sheet | {"day": (day + timedelta(days=shift)).isoformat()}
        late = client.post(address("fr", "practice_session_new", number=held.pk), typed)
        assert (
            late.status_code == 422 and reason in late.content.decode() and "trop ancien" not in late.content.decode()
        )
    assert client.post(one, known).status_code == 422, "the back button"
    theirs = signed_in(person_behind(second)).post(one, form | {"version": "3", "co_mediator": ""})
    assert theirs.status_code == 422, "who joined does not put themself out, nor anybody else in"
    make_session(held, day + timedelta(days=1), co_mediator=True)
    gone = client.post(
        one, form | {"version": "3", "objects": ["custody"], "patrimony_form": "", "co_mediator": "Zoé Exemple"}
    )
    assert gone.status_code == 422 and "était dans une séance" in gone.content.decode() and third.pk
    switch_on("ministere-de-la-justice-du-quebec", code="service")
    report(held, "held", 1, clock.today())
    with side("staff"):
        send_claim(held, by=person_behind(mine), at=clock.now(), key="once")
    kept = form | {"version": "3", "objects": ["custody", "access"], "patrimony_form": "", "co_mediator": "Noé Exemple"}
    assert "ne changent plus" in client.get(one).content.decode()
    refused = client.post(one, kept | {"children": "no"})
    assert refused.status_code == 422 and "demande d’honoraires" in refused.content.decode()
    assert client.post(one, kept | {"act": "change"}).status_code == 303, "the objects settle no money"
    Mandate.objects.filter(pk=held.pk).update(closed=clock.today(), outcome="none", agreed=[])
    assert client.get(one).status_code == 404
    assert client.post(one, kept | {"version": "4", "district": "gatineau"}).status_code == 422
