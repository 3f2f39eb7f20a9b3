"""An organization's proposal, page by page: the link it gets, the screens that it opens, what a keeper takes of it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from parvis.config import clock
from parvis.directory.actions import publish_together
from parvis.directory.desk import proposing, telling
from parvis.directory.desk.confirming import declared_of
from parvis.directory.desk.proposing import end_link, records_of
from parvis.directory.files import Content
from parvis.directory.models import Draft, Organization, Proposal, ProposalLink, Service, Statistic, Version
from parvis.people import letters
from parvis.web.pages import address
from parvis.web.proposing import links
from parvis.web.proposing.links import DECLARED_FROM
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TO = "adjointe@exemple.invalid"
LAVAL = "barreau-de-laval"


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (letters, proposing, telling):
        monkeypatch.setattr(module, "post", letters._send)


def keeper() -> Client:
    return signed_in(make_in_role("directory_editor"))


def sent(client: Client | None = None, lang: str = "fr") -> str:
    """Send a link from the organization's page; its path, read in the letter."""
    done = (client or keeper()).post(
        address(lang, "desk_organization", slug=LAVAL), {"act": "link", "email": TO, "language": lang}
    )
    assert done.status_code == 303, done.content.decode()[:500]
    found = re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def own() -> Service:
    body = Organization.objects.get(slug=LAVAL)
    return min((one for one in records_of(body, "fr") if isinstance(one, Service)), key=lambda one: one.pk)


def screen(path: str, name: str, record: str = "") -> str:
    """The address of one of the editor's screens under a link."""
    _, lang, _, token, _ = path.split("/")
    return address(lang, f"proposal_{name}", token=token, slug=record or own().pk)


def paused(client: Client, path: str) -> None:
    """Change the state of a service through the editor's screens."""
    assert client.post(path, {"record": own().pk}).status_code == 303
    question = screen(path, "question") + "?q=status"
    page = client.get(question).content.decode()
    was = re.search(r'name="was" value="([0-9a-f]*)"', page)
    assert was is not None
    done = client.post(question, {"status": "paused", "was": was[1], "act": "save"})
    assert done.status_code == 303, done.content.decode()[:2000]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_proposal_from_the_link_to_the_answer(lang: str) -> None:
    desk, anybody = keeper(), Client()
    path = sent(desk, lang)
    page = anybody.get(path)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert "session" not in " ".join(page.cookies)
    paused(anybody, path)
    changes = anybody.get(screen(path, "preview")).content.decode()
    assert ("En pause" if lang == "fr" else "Paused") in changes
    assert Version.objects.of("service", own().pk).count() == 1, "nothing is published"
    done = anybody.post(path, {"act": "send", "words": "Fermé <b>l’hiver</b>.", "told": "1"})
    assert done.status_code == 303
    assert anybody.get(done["Location"]).status_code == 200
    held = Proposal.objects.get()
    text = desk.get(address(lang, "desk_proposal", number=held.pk)).content.decode()
    assert "Fermé &lt;b&gt;l’hiver&lt;/b&gt;." in text
    there = address(lang, "desk_proposal", number=held.pk)
    assert there in desk.get(address(lang, "desk")).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', text)
    assert seen is not None
    none = desk.post(there, {"answer": "part", "seen": seen[1]})
    assert none.status_code == 422
    assert 'href="#field-value"' in none.content.decode()
    assert ("Cochez ce que vous publiez" if lang == "fr" else "Tick what you publish") in none.content.decode()
    assert desk.post(there, {"answer": "leave", "seen": seen[1]}).status_code == 422, "nothing, and no reason"
    assert "<code" not in text, "no path, no code"
    done = desk.post(there, {"answer": "part", "value": "status", "seen": seen[1], "reason": "Merci."})
    assert done["Location"].endswith("?done=taken")
    assert own().status == "paused"
    assert mail.outbox[-1].to == [TO]
    assert "Merci." in anybody.get(path).content.decode()
    assert desk.post(there, {"answer": "leave", "seen": seen[1], "reason": "Non."}).status_code == 422


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_proposal_taken_in_part_is_said_so_everywhere(lang: str) -> None:
    desk, anybody = keeper(), Client()
    path, body = sent(desk, lang), Organization.objects.get(slug=LAVAL)
    assert anybody.post(path, {"record": body.pk}).status_code == 303
    draft = Draft.objects.get(record=body.pk)
    draft.content = {**draft.content, "phone": "450 555-0199", "email": "nouveau@exemple.invalid"}
    draft.save()
    assert anybody.post(path, {"act": "send", "words": "", "told": "1"}).status_code == 303
    assert "nouveau@exemple.invalid" in anybody.get(path).content.decode(), "what was proposed can still be read"
    there = address(lang, "desk_proposal", number=Proposal.objects.get().pk)
    done = desk.post(there, {"answer": "part", "value": "phone", "seen": body.digest, "reason": ""}, follow=True)
    fr = lang == "fr"
    assert ("publiée en partie" if fr else "published in part") in done.content.decode()
    told = anybody.get(path).content.decode().replace("\u00a0", " ")
    assert ("Pas publié : Le courriel" if fr else "Not published: The e-mail address") in told
    assert ("Publié : Le téléphone" if fr else "Published: The phone number") in told
    declared = "Déclaré par l’organisme" if fr else "Declared by the organization"
    assert declared in Client().get(address(lang, "organization", slug=LAVAL)).content.decode()
    kept = desk.get(address(lang, "desk_organization", slug=LAVAL)).content.decode()
    assert declared in kept
    assert "Personne n’a encore confirmé" not in kept


def test_an_organization_says_that_all_is_right_as_it_stands() -> None:
    desk, anybody = keeper(), Client()
    path, body, service = sent(desk), Organization.objects.get(slug=LAVAL), own()
    page = desk.get(address("fr", "desk_organization", slug=LAVAL) + "?done=link_sent").content.decode()
    assert page.count("ad…@exemple.invalid") == 2 and TO not in page, "to whom it went, without the whole address"
    assert "Toutes mes fiches sont justes" in anybody.get(path).content.decode()
    assert anybody.post(path, {"act": "send", "words": ""}).status_code == 422
    assert anybody.post(path, {"act": "send", "words": "", "right": "1"}).status_code == 303
    proposals = {one.record: one for one in Proposal.objects.all()}
    assert proposals.keys() == {one.pk for one in records_of(body, "fr") if isinstance(one, Service)}
    assert own().digest == service.digest, "nothing is published before a keeper has read it"
    there = address("en", "desk_proposal", number=proposals[service.pk].pk)
    text = desk.get(there).content.decode()
    units = re.findall(r'name="value" value="([^"]+)"', text)
    done = desk.post(there, {"answer": "part", "value": units, "seen": service.digest, "reason": ""})
    assert done["Location"].endswith("?done=taken")
    declared = [one for one in own().assurances.all() if one.how == "declared"]
    assert {"access", "name", "status"} <= {field for one in declared for field in one.fields}
    assert {one.by for one in declared} == {body.name.fr}
    assert "Declared by the organization" in desk.get(address("en", "desk_organization", slug=LAVAL)).content.decode()
    publish_together(
        [Content("organization", body.pk, {**said_of(body), "phone": "450 555-0142"})], [], by="p1", at=clock.instant()
    )
    assert not declared_of("organization", body.pk), "what was declared is not what the record says any more"


def said_of(body: Organization) -> dict[str, object]:
    return dict(Version.objects.of("organization", body.pk)[0].content)


def test_what_a_link_does_not_open() -> None:
    anybody, path = Client(), sent()
    other = Service.objects.filter(involvements__position=0).exclude(involvements__organization__slug=LAVAL)[0]
    assert anybody.post(path, {"record": other.pk}).status_code == 404
    assert anybody.post(path, {"record": "ORG-01"}).status_code == 404
    assert anybody.get(screen(path, "list", other.pk)).status_code == 404
    assert anybody.get(address("fr", "desk")).status_code == 303
    assert anybody.get(path[:-3] + "xx/").status_code == 404
    anybody.post(path, {"record": own().pk})
    second = sent()
    assert Client().get(screen(second, "list")).status_code == 404, "each link has its own drafts"
    assert Client().get(screen(path, "list")).status_code == 200, "a link is whoever holds it"
    assert anybody.post(path, {"act": "send", "words": "", "told": "1"}).status_code == 422, "nothing is changed yet"


def test_an_organization_is_not_asked_where_its_own_facts_are_known_from() -> None:
    anybody, path = Client(), sent()
    anybody.post(path, {"record": Organization.objects.get(slug=LAVAL).pk})
    held = Draft.objects.get(record=Organization.objects.get(slug=LAVAL).pk)
    there = len(held.content.get("locations", []))
    page = screen(path, "question", held.record) + f"?q=location&row={there + 1}"
    for lang, evidence, said in (
        ("fr", "D’où on le sait", "noté comme dit par votre organisme"),
        ("en", "Where it is known from", "noted as said by your organization"),
    ):
        here = (
            address(lang, "proposal_question", token=path.split("/")[3], slug=held.record)
            + f"?q=location&row={there + 1}"
        )
        shown = anybody.get(here).content.decode()
        assert said in shown and evidence not in shown
        assert 'name="source"' not in shown and 'name="confidence"' not in shown and 'name="street"' in shown
    address_of_it = {
        "name-fr": "Salle Exemple",
        "name-en": "Exemple Room",
        "street": "1, rue de l’Exemple",
        "town": "Laval",
    }
    sets = anybody.post(page, {"act": "save", "source": "Un faux", "confidence": "low", **address_of_it})
    assert sets.status_code == 303, sets.content.decode()
    held.refresh_from_db()
    row = held.content["locations"][there]
    assert row["source"] == DECLARED_FROM.format(day=clock.today().isoformat()) and row["confidence"] == "high"
    again = anybody.get(page).content.decode()
    assert "1, rue de l’Exemple" in again and "Déclaré par" not in again
    mark = held.content
    assert anybody.post(page, {"act": "save", **address_of_it}).status_code == 303
    held.refresh_from_db()
    assert held.content == mark, "a page saved without a change declares nothing"
    price = anybody.get(screen(path, "question", own().pk) + "?q=cost&row=1")
    assert price.status_code == 404, "the draft of that service is not begun"
    anybody.post(path, {"record": own().pk})
    shown = anybody.get(screen(path, "question", own().pk) + "?q=cost&row=1").content.decode()
    assert 'name="kind"' in shown and 'name="as_of' not in shown and 'name="source"' not in shown
    keepers = keeper()
    keepers.post(address("fr", "desk_edit", slug=held.record))
    mine = Draft.objects.filter(record=held.record).exclude(pk=held.pk).get()
    asked = keepers.get(address("fr", "desk_draft_question", number=mine.pk) + "?q=location&row=1").content.decode()
    assert 'name="source"' in asked and "D’où on le sait" in asked, "a keeper says it"


def test_a_link_that_is_over_says_why_and_saves_nothing() -> None:
    anybody, path = Client(), sent()
    paused(anybody, path)
    held = ProposalLink.objects.get()
    ProposalLink.objects.update(
        sent_at=held.sent_at - timedelta(days=30), expires_at=clock.instant() - timedelta(days=1)
    )
    over = anybody.get(path)
    assert over.status_code == 404
    assert "a pris fin" in over.content.decode()
    assert anybody.post(screen(path, "question") + "?q=status", {"status": "ended"}).status_code == 303
    assert anybody.post(path, {"act": "send"}).status_code == 422
    ProposalLink.objects.update(expires_at=held.expires_at)
    end_link(held, by=make_in_role("directory_editor"), at=clock.instant())
    assert "a été fermé" in anybody.get(path).content.decode()
    assert not Proposal.objects.exists()
    assert not Draft.objects.exists()


def test_a_link_used_twice_shows_what_was_sent() -> None:
    anybody, path = Client(), sent()
    paused(anybody, path)
    assert anybody.post(path, {"act": "send", "words": ""}).status_code == 303
    again = anybody.post(path, {"act": "send", "words": ""})
    assert again.status_code == 422
    assert "a déjà servi" in again.content.decode()
    assert anybody.post(path, {"record": own().pk}).status_code == 422
    assert Proposal.objects.count() == 1


def test_a_link_saves_so_often_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    anybody, path = Client(), sent()
    monkeypatch.setattr(links, "SAVES", 2)
    cache.delete(f"proposal-link:{ProposalLink.objects.get().pk}")
    assert anybody.post(path, {"record": own().pk}).status_code == 303
    assert anybody.post(path, {"record": own().pk}).status_code == 303
    assert anybody.post(path, {"record": own().pk}).status_code == 422
    assert anybody.post(screen(path, "question") + "?q=status", {"status": "ended"}).status_code == 429


def test_a_forged_page_without_its_token_is_refused() -> None:
    path = sent()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"record": own().pk}).status_code == 403


def test_the_pages_of_an_organization_and_of_a_figure() -> None:
    client = keeper()
    page = address("en", "desk_organization", slug=LAVAL)
    text = client.get(page).content.decode()
    assert address("en", "desk_service", slug=own().slug) in text
    figure = Statistic.objects.filter(organization__slug=LAVAL)[0]
    there = address("en", "desk_statistic", slug=figure.pk)
    assert there in text
    assert there in client.get(address("en", "desk_organizations")).content.decode()
    digest = Organization.objects.get(slug=LAVAL).digest
    assert client.post(page, {"act": "confirm", "how": "", "on": "today", "seen": digest}).status_code == 422
    today = clock.today().isoformat()
    done = client.post(page, {"act": "confirm", "how": "called", "on": today, "seen": digest})
    assert done["Location"].endswith("?done=confirmed")
    assert Version.objects.of("organization", "ORG-35").count() == 2
    versions = client.get(page).content.decode()
    old = Version.objects.of("organization", "ORG-35").last()
    assert old is not None
    assert address("en", "desk_version", number=old.pk) in versions
    assert page in client.get(address("en", "desk_version", number=old.pk)).content.decode(), "and the way back"
    done = client.post(there, {"act": "confirm", "how": "page_read", "on": today, "seen": figure.digest})
    assert done.status_code == 303
    for act in ({"act": "burn"}, {"act": "link", "email": TO, "language": "fr"}):
        assert client.post(there, act).status_code == 404, "a figure has no link"


def test_an_agent_of_a_centre_proposes_for_the_centre_and_for_no_other() -> None:
    agent = make_person()
    centre = Organization.objects.get(slug=give_role(agent, "cjp_agent").organization)
    other = Organization.objects.filter(kind="cjp").exclude(pk=centre.pk).order_by("pk")[0]
    browser = signed_in(agent)
    page = address("fr", "desk_organization", slug=centre.slug)
    assert "Proposer des changements" in browser.get(page).content.decode()
    begun = browser.post(page, {"act": "propose"})
    assert begun.status_code == 303 and "/fr/" in begun["Location"]
    assert mail.outbox[-1].to == [agent.email] and begun["Location"].split("/")[3] in mail.outbox[-1].body
    held = ProposalLink.objects.get()
    assert (held.organization_id, held.sent_by) == (centre.pk, agent.code)
    sent_all = Client().post(begun["Location"], {"act": "send", "words": "", "told": "1", "right": "1"})
    assert sent_all.status_code == 303 and declared_of("organization", centre.pk)
    where = address("fr", "desk_organization", slug=other.slug)
    assert browser.get(where).status_code == browser.post(where, {"act": "propose"}).status_code == 404
    for code in ("directory_editor", "analyst"):
        somebody = signed_in(make_in_role(code))
        assert "Proposer des changements" not in somebody.get(page).content.decode()
        assert somebody.post(page, {"act": "propose"}).status_code == 404
    for _ in range(proposing.OPEN_AT_ONCE):
        last = browser.post(page, {"act": "propose"})
    again = browser.post(page, {"act": "propose"})
    assert last.status_code == 303 and again.status_code == 422 and "liens ouverts" in again.content.decode()


def test_who_sees_and_who_acts() -> None:
    page = address("fr", "desk_organization", slug=LAVAL)
    analyst, far = signed_in(make_in_role("analyst")), make_person()
    give_role(far, "directory_editor", districts=("rimouski",))
    assert 'name="act"' not in analyst.get(page).content.decode()
    assert analyst.post(page, {"act": "link", "email": TO, "language": "fr"}).status_code == 404
    assert signed_in(far).get(page).status_code == 404
    sent()
    held = ProposalLink.objects.get()
    end = address("fr", "desk_link_end", number=held.pk)
    assert signed_in(far).get(end).status_code == 404
    assert analyst.get(end).status_code == 404
    client = keeper()
    assert end in client.get(page).content.decode()
    assert client.get(end).status_code == 200
    assert client.post(end).status_code == 303
    assert client.post(end).status_code == 422
