"""The desk of the Service and what a mediator sees of it: couples, designations, group sessions; what a body announces."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from parvis.config import clock
from parvis.config.database import side
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text, short_date
from parvis.payments.actions.claims import send_claim
from parvis.payments.models import FeeClaim
from parvis.people import letters
from parvis.people.models import Person
from parvis.roster.actions.designations import (
    Referral,
    accept_designation,
    begin_accepted,
    designate_mediator,
    lapse_designations,
)
from parvis.roster.actions.group_sessions import Plan, plan_group_session
from parvis.roster.models import Certification, Couple, Designation, GroupSession, Mandate, Offer, StandingPeriod
from parvis.roster.rotation import in_turn
from parvis.web.pages import address
from tests.factories.mandates import SERVICE, make_mandate, make_session
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role
from tests.factories.roster import make_couple, make_mediator, make_officer, make_service_officer, switch_on

pytestmark = pytest.mark.django_db
LAVAL = Text("Laval", "Laval")
COUPLE = {
    "act": "give",
    "name_1": "Camille Exemple",
    "born_1": "1980-05-01",
    "name_2": "Dominique Exemple",
    "born_2": "1979-02-28",
    "used": "no",
}


def url(name: str, lang: str = "fr", **kwargs: Any) -> str:
    return address(lang, name, **kwargs)


def text(client: Client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, where
    return response.content.decode()


def account(mediator: Certification) -> Person:
    person = mediator.professional.file.person
    assert person is not None
    return person


def person_of(mediator: Certification) -> Client:
    return signed_in(account(mediator))


def designated(mediator: Certification, couple: Couple, by: Any, decided: date | None = None) -> Designation:
    referral = Referral(couple, decided or clock.today() - timedelta(days=3), "laval", LAVAL)
    with side("staff"):
        return designate_mediator(referral, mediator, by=by, at=clock.now())


def test_a_couples_number_is_given_found_and_corrected_without_any_name() -> None:
    client = signed_in(make_service_officer())
    wrong = client.post(url("serving_couples"), COUPLE | {"born_2": "32 mai 1980", "used": ""})
    assert wrong.status_code == 422 and not Couple.objects.exists()
    page = wrong.content.decode()
    assert 'href="#field-born_2"' in page and 'href="#field-used"' in page
    given = client.post(url("serving_couples"), COUPLE)
    couple = Couple.objects.get()
    assert given["Location"] == url("serving_couple", number=couple.pk) + "?done=given"
    again = client.post(url("serving_couples"), COUPLE | {"used": "yes"})  # the back button, or the other spouse
    assert again["Location"].endswith("?done=known") and Couple.objects.count() == 1
    shown = text(client, again["Location"])
    assert couple.number in shown and "Exemple" not in shown.replace("exemple.invalid", "").replace("Par exemple", "")
    assert "1980" not in shown
    one = url("serving_couple", number=couple.pk)
    fewer = text(client, one)
    assert client.post(one, {"used": "no"}).status_code == 303
    assert not Couple.objects.get().used_before
    more = text(client, one)
    assert "n’a pas encore eu le service" in more and "a déjà eu le service" in fewer
    assert "c25.01-r0.7" in more, "the norm is one tap away"
    found = client.post(url("serving_couples", "en"), {"act": "find", "number": f" {couple.number.lower()} "})
    assert found["Location"] == url("serving_couple", "en", number=couple.pk)
    assert client.post(url("serving_couples"), {"act": "find", "number": "C-2026-2222222"}).status_code == 422
    assert client.post(one, {}).status_code == 422
    entries = " ".join(str(each.__dict__) for each in Entry.objects.about("couple", couple.number))
    assert "xemple" not in entries


def test_those_of_the_district_are_designated_in_turn() -> None:
    officer = make_service_officer()
    client = signed_in(officer)
    anna, bea = make_mediator("Anna Exemple"), make_mediator("Béa Exemple")
    away, full = make_mediator("Chloé Exemple", districts=("gatineau",)), make_mediator("Denis Exemple")
    type(full.professional).objects.filter(pk=full.professional_id).update(accepting=False)
    couple, decided = make_couple(), clock.today() - timedelta(days=3)
    designated(anna, make_couple(), officer)

    def turn() -> list[int]:
        return [one.pk for one in in_turn("laval", on=clock.today(), couple=couple, decided=decided)]

    assert turn() == [bea.pk, anna.pk], "whoever was never designated comes first"
    asked = {"referred_on": decided.isoformat(), "couple": couple.number, "district": "laval"}
    assert client.post(url("serving_designate"), asked | {"couple": "C-0"}).status_code == 422
    page = client.post(url("serving_designate"), asked | {"act": "find"}).content.decode()
    assert page.index("Béa Exemple") < page.index("Anna Exemple")
    assert "Chloé" not in page and "Denis" not in page and "français" in page and "ccp" in page
    for other in (away, full, None):
        ticked = {"act": "designate", "mediator": str(other.pk) if other else ""}
        assert client.post(url("serving_designate"), asked | ticked).status_code == 422
    made = client.post(url("serving_designate"), asked | {"act": "designate", "mediator": bea.pk})
    held = Designation.objects.get(mediator=bea)
    assert made["Location"] == url("serving_designation", number=held.pk) + "?done=designated"
    assert turn() == [anna.pk], "not twice for one referral"
    again = client.post(url("serving_designate"), asked | {"act": "designate", "mediator": anna.pk})
    assert again.status_code == 422 and "Quelqu’un est déjà désigné" in again.content.decode()
    one = url("serving_designation", number=held.pk)
    assert client.post(one, {"reason": " "}).status_code == 422
    assert client.post(one, {"reason": "Le tribunal a changé sa décision."}).status_code == 303
    assert client.post(one, {"reason": "Encore"}).status_code == 422, "the back button changes nothing"
    listed = text(client, url("serving_designations"))
    assert couple.number in listed and "Désignez quelqu’un d’autre" in listed, "the referral still waits for somebody"
    assert couple.number not in text(client, url("serving_designations") + "?state=begun")
    assert "Gatineau" in text(client, url("serving_designations", "en"))


def test_a_mediator_answers_and_opens_the_file_and_the_night_tells_of_the_late_ones(
    monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(letters, "later", lambda work: work())
    officer, mine = make_service_officer(), make_mediator()
    other, couple = make_mediator("Autre Exemple"), make_couple()
    held = designated(mine, couple, officer)
    client, one = person_of(mine), url("practice_designation", number=held.pk)
    assert couple.number in text(client, url("practice_designations"))
    assert text(person_of(other), one, 404) and couple.number not in text(
        person_of(other), url("practice_designations")
    )
    assert url("practice_designations") in text(client, url("practice"))
    assert client.post(one, {"act": "begin", "mandate": "1"}).status_code == 404, "not accepted yet"
    assert client.post(one, {"act": "accept"}).status_code == 303
    assert client.post(one, {"act": "accept"}).status_code == 422
    mandate = Mandate.objects.create(
        number="M-2026-AAAAAAA",
        kind="family",
        mediator=mine,
        couple=couple,
        request="first_agreement",
        children_interests=True,
        opened=clock.today(),
        added_at=clock.now(),
        added_by="system",
    )
    assert "M-2026-AAAAAAA" in text(client, one)
    with side("staff"):
        begun = begin_accepted(mandate, by=account(mine), at=clock.now())
    assert begun is not None and begun.state == "begun" and begun.mandate == mandate
    with side("staff"):
        assert begin_accepted(mandate, by=account(mine), at=clock.now()) is None
    assert client.post(one, {"act": "decline"}).status_code == 422
    late = designated(other, make_couple(), officer, clock.today() - timedelta(days=19))
    kept = designated(other, make_couple(), officer, clock.today() - timedelta(days=60))
    asked = {
        "referred_on": kept.referred_on.isoformat(),
        "couple": kept.couple.number,
        "district": "laval",
        "act": "find",
    }
    desk, theirs = signed_in(officer), person_of(other)
    for lang, passed, ask, check in (
        ("fr", "dernier jour est passé", "demandez au Service", "Vérifiez d’abord"),
        ("en", "last day has passed", "ask the Service", "First check"),
    ):
        shown = text(theirs, url("practice_designation", lang, number=kept.pk))
        assert passed in shown and ask in shown and check not in shown
        for page in (
            text(desk, url("serving_designation", lang, number=kept.pk)),
            desk.post(url("serving_designate", lang), asked).content.decode(),
        ):
            assert passed in page and check in page and ask not in page
        assert passed not in text(theirs, url("practice_designation", lang, number=late.pk)), "its day is still to come"
    assert text(theirs, url("practice_designations")).count("jour passé") == 1
    far = make_person("Gaston Exemple")
    give_role(far, "mediation_officer", kind="government_department", districts=("gatineau",))
    with side("worker"), django_capture_on_commit_callbacks() as waiting:
        assert lapse_designations(at=clock.now() + timedelta(days=10)) == 1
    sent: list[letters.Letter] = []
    monkeypatch.setattr(letters, "_send", sent.append)
    for tell in waiting:
        tell()
    assert [one.to for one in sent] == [officer.email], "the Service is told, in the districts that it serves"
    assert late.couple.number not in sent[0].body() and "1" in sent[0].body()
    assert Designation.objects.get(pk=late.pk).state == "lapsed"
    assert Designation.objects.get(pk=kept.pk).state == "offered", "designated after the day: a person follows it"
    page = text(signed_in(officer), url("serving_designations") + "?state=replace")
    assert late.couple.number in page and kept.couple.number not in page
    StandingPeriod.objects.filter(certification=other).update(status="suspended")
    refused = person_of(other).post(url("practice_designation", number=kept.pk), {"act": "accept"})
    assert refused.status_code == 422 and "n’est pas en vigueur" in refused.content.decode()
    page = text(signed_in(officer), url("serving_designations") + "?state=replace")
    assert kept.couple.number in page and "Retirez la désignation" in page, "nobody can act for this couple"


def test_a_district_is_the_limit_of_an_officer_and_a_payer_sees_only_the_desk() -> None:
    officer = make_service_officer()
    held = designated(make_mediator(), make_couple(), officer)
    far = make_person("Gaston Exemple")
    give_role(far, "mediation_officer", kind="government_department", districts=("gatineau",))
    client = signed_in(far)
    assert held.couple.number not in text(client, url("serving_designations"))
    text(client, url("serving_designation", number=held.pk), 404)
    assert client.post(url("serving_designation", number=held.pk), {"reason": "Non"}).status_code == 404
    assert 'value="laval"' not in text(client, url("serving_designate"))
    wrong = client.post(
        url("serving_designate"),
        {"referred_on": "2026-01-05", "couple": held.couple.number, "district": "laval", "act": "find"},
    )
    assert wrong.status_code == 422
    payer = signed_in(make_in_role("service_payer"))
    desk = text(payer, url("serving"))
    assert url("serving_couples") not in desk and url("serving_couples") in text(client, url("serving"))
    for name in ("serving_couples", "serving_designations", "serving_groups", "serving_designate", "serving_group_new"):
        text(payer, url(name), 404)


def test_a_group_session_is_planned_held_and_claimed_once() -> None:
    officer = make_service_officer()
    client = signed_in(officer)
    lawyer = make_mediator()
    social = make_mediator("Théo Exemple", profession="social_worker", body="ordre-travailleurs-sociaux")
    notary = make_mediator("Nora Exemple", profession="notary", body="chambre-des-notaires")
    day = clock.today() + timedelta(days=7)
    typed = {
        "district": "laval",
        "day": day.isoformat(),
        "hour": "19 h",
        "minutes": "150",
        "places": "20",
        "meeting": "video",
        "language": "fr",
    }
    assert "Maude" in text(client, url("serving_group_new") + "?district=laval")
    unsaid = text(client, url("serving_group_new") + "?district=", 422)
    assert (
        "Choisissez un district." in unsaid and 'href="#field-district"' in unsaid and "field-district-error" in unsaid
    )
    wrong = client.post(url("serving_group_new"), typed | {"mediators": [lawyer.pk, notary.pk]})
    assert wrong.status_code == 422 and "Ici, les deux le sont" in wrong.content.decode(), "the law's answer"
    made = client.post(url("serving_group_new"), typed | {"mediators": [lawyer.pk, social.pk]})
    session = GroupSession.objects.get()
    assert made["Location"] == url("serving_group", number=session.pk) + "?done=planned"
    assert session.begins_at.astimezone(clock.QUEBEC).hour == 19
    twice = client.post(url("serving_group_new"), typed | {"mediators": [lawyer.pk, social.pk]})
    assert twice.status_code == 422 and "déjà" in twice.content.decode()
    assert "Théo Exemple" in text(client, url("serving_groups"))
    mine = person_of(lawyer)
    assert "Théo Exemple" in text(mine, url("practice_groups"))
    file = mine.get(url("practice_groups_calendar")).content.decode()
    assert "BEGIN:VEVENT" in file and "Exemple" not in file
    assert client.post(url("serving_group", number=session.pk), {"act": "hold", "version": 1}).status_code == 422
    past = clock.now() - timedelta(days=2)
    with side("staff"):
        held = plan_group_session(Plan(past, 150, "laval", "video", 20, (lawyer, social)), by=officer, at=clock.now())
    one = url("serving_group", number=held.pk)
    assert "à noter" in text(client, url("serving_groups"))
    counts = {"act": "hold", "version": 1, "couples": 9, "persons": 17}
    assert client.post(one, counts | {"couples": "neuf et demi"}).status_code == 422
    assert client.post(one, counts).status_code == 303
    assert client.post(one, counts).status_code == 422, "twice"
    assert client.post(one, {"act": "cancel", "version": 2}).status_code == 422, "what was held stays held"
    assert person_of(notary).post(url("practice_groups"), {"session": held.pk}).status_code == 404
    switch_on("ministere-de-la-justice-du-quebec", code="service")
    ready = text(mine, url("practice_send"))
    assert "se réclament à part. 1 est à réclamer" in ready and url("practice_groups") in ready
    for who in (mine, person_of(social)):
        assert who.post(url("practice_groups"), {"session": held.pk, "key": "k"}).status_code == 303
        assert who.post(url("practice_groups"), {"session": held.pk, "key": "k"}).status_code == 303, "the same claim"
        assert who.post(url("practice_groups"), {"session": held.pk, "key": "other"}).status_code == 422
    assert FeeClaim.objects.filter(group_session=held).count() == 2, "one a mediator, whatever the couples"
    assert "H-" in text(mine, url("practice_groups"))
    assert "se réclament à part" not in text(mine, url("practice_send"))
    claim = FeeClaim.objects.get(payee=lawyer.professional)
    for who, name in ((mine, "practice_claim"), (client, "serving_claim")):
        assert f"Séance de groupe du {short_date(held.day).fr}" in text(who, url(name, number=claim.pk))


def test_a_body_announces_and_mediators_see_it() -> None:
    client, mediator = signed_in(make_officer()), person_of(make_mediator())
    before = text(client, url("certifying_duties"))
    assert "pas connu" in before and "art. 5" in before
    course = {
        "kind": "course",
        "title_fr": "Négociation",
        "title_en": "Negotiation",
        "first_day": "",
        "last_day": "",
        "subject": "process_negotiation",
        "hours": "15",
        "address": "https://exemple.invalid/cours",
    }
    first = (clock.today() + timedelta(days=10)).isoformat()
    assert client.post(url("certifying_announce"), course).status_code == 422
    for name in ("certifying_announce", "certifying_duties"):
        assert client.post(url(name), {}).status_code == (422 if name == "certifying_announce" else 404)
    days = {"first_day": first, "last_day": first}
    assert (
        client.post(url("certifying_announce"), course | days | {"address": "javascript:alert(1)"}).status_code == 422
    )
    assert client.post(url("certifying_announce"), course | days | {"subject": ""}).status_code == 422
    assert client.post(url("certifying_announce"), course | days).status_code == 303
    assert "annoncé" in text(client, url("certifying_duties", "fr"))
    assert "Negotiation" in text(mediator, url("practice_offers", "en"))
    assert "Negotiation" not in text(mediator, url("practice_offers", "en") + "?kind=supervision")
    offer = Offer.objects.get()
    other = signed_in(make_officer("ordre-psychologues", name="Paule Exemple"))
    assert other.post(url("certifying_duties"), {"offer": offer.pk}).status_code == 404
    assert client.post(url("certifying_duties"), {"offer": offer.pk}).status_code == 303
    assert client.post(url("certifying_duties"), {"offer": offer.pk}).status_code == 422
    assert "Negotiation" not in text(mediator, url("practice_offers", "en"))
    text(signed_in(make_person()), url("practice_offers"), 404)


def test_what_a_mediator_accepted_is_theirs_alone() -> None:
    officer, mine = make_service_officer(), make_mediator()
    held = designated(mine, make_couple(), officer)
    with side("staff"):
        accept_designation(held, by=account(mine), at=datetime.now(clock.QUEBEC))
    assert (
        person_of(make_mediator("Autre Exemple"))
        .post(url("practice_designation", number=held.pk), {"act": "decline"})
        .status_code
        == 404
    )
    assert Designation.objects.get().state == "accepted"


def test_an_officer_of_another_district_reads_no_claim_and_no_couple_but_one_whose_number_they_are_told() -> None:
    now, day = clock.now(), clock.today() - timedelta(days=10)
    switch_on(SERVICE, code="service", at=now)
    mediator, couple = make_mediator(since=day - timedelta(days=900)), make_couple()
    mandate = make_mandate(mediator, day, couple=couple.number, district="laval")
    make_session(mandate, day)
    with side("staff"):
        claim = send_claim(mandate, by=account(mediator), at=now, key="k")
    there, far = make_person("Laure Exemple"), make_person("Quentin Exemple")
    for person, district in ((there, "laval"), (far, "quebec")):
        give_role(person, "mediation_officer", kind="government_department", districts=(district,))
    pages = [url("serving_claim", number=claim.pk), url("serving_couple", number=couple.pk)]
    for one in pages:
        text(signed_in(there), one)
        text(signed_in(far), one, 404)
    assert claim.number in text(signed_in(there), url("serving_claims") + "?state=all")
    assert claim.number not in text(signed_in(far), url("serving_claims") + "?state=all")
    assert claim.number in text(signed_in(make_in_role("service_payer")), url("serving_claims") + "?state=all")
    for act in ("recheck", "hold"):
        assert signed_in(far).post(pages[0], {"act": act}).status_code == 404
    desk = signed_in(far)
    told = desk.post(url("serving_couples"), {"act": "find", "number": couple.number})["Location"]
    assert mandate.number in text(desk, told) and 'name="known"' in text(desk, told)
    text(signed_in(make_service_officer("Iris Exemple")), pages[1])
    other = make_person("Noé Exemple")
    give_role(other, "mediation_officer", kind="government_department", districts=("quebec",))
    text(signed_in(other), told, 404)  # what one was told is not another's
    # A group session that one did not give does not exist, as one that there is not.
    group = GroupSession.objects.create(
        begins_at=now - timedelta(days=2),
        day=clock.today() - timedelta(days=2),
        minutes=90,
        district="laval",
        meeting="in_person",
        places=20,
        state="held",
        couples=1,
        persons=1,
        by="system",
        at=now,
    )
    for pk in (group.pk, group.pk + 1):
        assert signed_in(account(mediator)).post(url("practice_claims"), {"group": str(pk)}).status_code == 404
