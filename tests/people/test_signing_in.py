"""Signing in through the pages: password and code, passkey, the way back by a link; what a stranger can and cannot learn."""

import html
import json
import re
import statistics
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.config import clock
from parvis.journal.models import Entry
from parvis.people.actions.accounts import add_person, give_way_in
from parvis.people.actions.proofs import make_recovery_codes
from parvis.people.models import Passkey, Person, Session, Ticket
from parvis.people.models.ticket import digest_of
from tests.factories.keys import Device
from tests.factories.people import PASSWORD, make_person, present_code, signed_in, with_password

pytestmark = pytest.mark.django_db
ENTER, CODE, KEY = "/fr/compte/entrer/", "/fr/compte/entrer/code/", "/fr/compte/entrer/cle/"


def options_on(content: bytes) -> dict[str, Any]:
    found = re.search(r'data-options="([^"]+)"', content.decode())
    assert found is not None, content.decode()[:2000]
    return json.loads(html.unescape(found[1]))


def give_password(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(ENTER, {"email": email, "password": password, **more})


def enter_with_password(client: Client, person: Person, **more: str) -> Any:
    assert give_password(client, person.email, **more).status_code == 303
    return client.post(CODE, {"code": present_code(), **more})


def make_key(client: Client) -> Device:
    device = Device()
    page = client.post("/fr/compte/cles/ajouter/", {"name": "Téléphone"})
    answer = client.post(
        "/fr/compte/cles/ajouter/", {"name": "Téléphone", "credential": device.make(options_on(page.content))}
    )
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return device


def link_in(number: int = -1) -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[number].body))
    assert found is not None
    return found[1]


def test_a_password_and_a_code_open_the_account() -> None:
    person, client = with_password(make_person()), Client()
    answer = enter_with_password(client, person, next="/fr/compte/sessions/")
    assert (answer.status_code, answer["Location"]) == (303, "/fr/compte/sessions/")
    page = client.get("/fr/compte/sessions/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    assert "Cookie" in page["Vary"]
    assert Entry.objects.filter(kind="signed_in", by=person.code).count() == 1


def test_a_password_alone_opens_nothing() -> None:
    person, client = with_password(make_person()), Client()
    give_password(client, person.email)
    assert client.get("/fr/compte/")["Location"].startswith(ENTER)
    person.authenticator_app.delete()
    assert give_password(Client(), person.email).status_code == 422


def test_a_code_is_taken_once() -> None:
    person, code = with_password(make_person()), present_code()
    for expected in (303, 422):
        client = Client()
        give_password(client, person.email)
        assert client.post(CODE, {"code": code}).status_code == expected


def test_a_recovery_code_works_once_in_place_of_the_app() -> None:
    person = with_password(make_person())
    code = make_recovery_codes(person, by="system", at=clock.instant())[0]
    for typed, expected in ((code.lower().replace("-", " "), 303), (code, 422)):
        client = Client()
        give_password(client, person.email)
        assert client.post(CODE, {"code": typed}).status_code == expected


def test_wrong_codes_end_the_half_done_sign_in() -> None:
    person, client = with_password(make_person()), Client()
    give_password(client, person.email)
    for _ in range(5):
        assert client.post(CODE, {"code": "abc"}).status_code == 422
    client.post(CODE, {"code": present_code()})
    assert client.get("/fr/compte/").status_code == 303
    assert not Session.objects.filter(person=person).exists()


def test_an_unknown_address_gets_the_same_page() -> None:
    person = with_password(make_person())

    def page(email: str) -> str:
        answer = give_password(Client(), email, "un mauvais mot de passe")
        assert answer.status_code == 422
        return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(email, "")

    inactive = with_password(make_person())
    Person.objects.filter(pk=inactive.pk).update(is_active=False)
    assert page(person.email) == page("personne@exemple.invalid") == page(inactive.email)


@pytest.mark.slow
@pytest.mark.usefixtures("real_hash")
def test_an_unknown_address_takes_as_long() -> None:
    """Tries one beside the other, on the clock of this process, which other work on the machine does not move: the medians are
    near, and neither is the slower one nearly every time. A hash that was not computed would be some thirty times faster.
    """
    person = with_password(make_person())
    kinds = (person.email, "personne@exemple.invalid")
    took: dict[str, list[float]] = {email: [] for email in kinds}
    for number in range(24):
        for email in kinds if number % 2 else reversed(kinds):
            client = Client(REMOTE_ADDR=f"192.0.2.{number}")
            start = time.process_time()
            give_password(client, email, "un mauvais mot de passe")
            took[email].append(time.process_time() - start)
    known, unknown = took.values()
    assert 0.8 < statistics.median(known) / statistics.median(unknown) < 1.25, took
    slower = sum(one > other for one in known for other in unknown) / len(known) ** 2
    assert 0.05 < slower < 0.95, "one could be told from the other in a single try"


def test_an_unknown_address_asks_the_same_of_the_database_and_of_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes time, counted: the questions to the database, and the hashes."""
    from parvis.people import passwords

    hashes: list[str] = []
    verify = passwords.Argon2.verify

    def counted(self: Any, password: str, encoded: str) -> bool:
        hashes.append(encoded)
        return verify(self, password, encoded)

    monkeypatch.setattr(passwords.Argon2, "verify", counted)
    known, closed, bare = with_password(make_person()), with_password(make_person()), make_person()
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    give_password(Client(), "premier@exemple.invalid")
    asked = {}
    for email in (known.email, closed.email, bare.email, "personne@exemple.invalid"):
        hashes.clear()
        with CaptureQueriesContext(connection) as queries:
            give_password(Client(), email, "un mauvais mot de passe")
        told = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in queries.captured_queries]
        asked[email] = (len(hashes), [one for one in told if "SAVEPOINT" not in one])
    assert len({str(one) for one in asked.values()}) == 1, asked
    assert asked[known.email][0] == 1


def test_asking_for_a_link_tells_nothing_about_an_address() -> None:
    person = with_password(make_person())
    mail.outbox.clear()
    pages = [Client().post("/fr/compte/retrouver/", {"email": one}) for one in (person.email, "nul@exemple.invalid")]
    assert [one.status_code for one in pages] == [200, 200]
    bare = [re.sub(r'value="\w{64}"', "", one.content.decode()) for one in pages]
    assert bare[0] == bare[1]
    assert [one.to for one in mail.outbox] == [[person.email]]


@pytest.mark.slow
def test_a_stranger_who_guesses_shuts_nobody_out() -> None:
    person, known = with_password(make_person()), Client()
    enter_with_password(known, person)
    known.post("/fr/compte/sortir/")
    for number in range(45):
        give_password(Client(REMOTE_ADDR=f"198.51.100.{number}"), person.email, "devine")
    stopped = give_password(Client(REMOTE_ADDR="198.51.100.200"), person.email)
    assert stopped.status_code == 422
    assert "Trop d’essais" in stopped.content.decode()
    assert give_password(known, person.email).status_code == 303
    nobody = give_password(Client(REMOTE_ADDR="198.51.100.201"), "autre@exemple.invalid")
    assert "Trop d’essais" not in nobody.content.decode()


@pytest.mark.slow
def test_a_link_in_the_mailbox_lifts_what_strangers_did() -> None:
    person = with_password(make_person())
    for number in range(45):
        give_password(Client(REMOTE_ADDR=f"198.51.100.{number}"), person.email, "devine")
    client = Client()
    client.post("/fr/compte/retrouver/", {"email": person.email})
    answer = client.post(link_in(), {"code": present_code()})
    assert answer.status_code == 303
    assert client.get("/fr/compte/").status_code == 200


def test_a_stranger_who_asks_for_letters_takes_none_away() -> None:
    person, known = with_password(make_person()), Client()
    enter_with_password(known, person)
    known.post("/fr/compte/sortir/")
    mail.outbox.clear()
    Client(REMOTE_ADDR="192.0.2.99").post("/fr/compte/retrouver/", {"email": person.email})
    first = link_in()
    for number in range(30):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post("/fr/compte/retrouver/", {"email": person.email})
    assert len(mail.outbox) == 20, "a mailbox is not flooded either"
    assert known.post("/fr/compte/retrouver/", {"email": person.email}).status_code == 200
    assert len(mail.outbox) == 21
    assert Client().get(first).status_code == 200, "a link goes on working whatever others ask for"
    code = make_recovery_codes(person, by="system", at=clock.instant())[0]
    assert known.post(link_in(), {"code": code}).status_code == 303
    assert Client().get(first).status_code == 404, "and none is left once one was used"


@pytest.mark.slow
def test_one_network_that_guesses_is_slowed_for_every_address() -> None:
    person = with_password(make_person())
    for number in range(61):
        give_password(Client(), f"essai{number}@exemple.invalid", "devine")
    assert give_password(Client(), person.email).status_code == 422
    assert give_password(Client(REMOTE_ADDR="203.0.113.9"), person.email).status_code == 303


def test_a_session_is_new_after_each_sign_in() -> None:
    """Fixation: a value planted beforehand is worth nothing, and the old one ends."""
    person, client = with_password(make_person()), Client()
    client.cookies["parvis-session"] = "planted-by-somebody-else"
    enter_with_password(client, person)
    first = client.cookies["parvis-session"].value
    assert first != "planted-by-somebody-else"
    csrf = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    give_password(client, person.email)
    code = make_recovery_codes(person, by="system", at=clock.instant())[0]
    client.post(CODE, {"code": code})
    assert client.cookies["parvis-session"].value != first
    assert client.cookies["csrftoken"].value != csrf
    assert not Session.objects.filter(digest=digest_of(first)).exists()


@pytest.mark.parametrize(
    "typed",
    [
        "https://exemple.invalid/",
        "//exemple.invalid/fr/",
        "/\\exemple.invalid",
        "javascript:alert(1)",
        "/fr/nulle-part/",
        "http:///exemple.invalid",
        "/fr/\r\nSet-Cookie: a=b",
        "\t//exemple.invalid",
        "/fr//exemple.invalid/../",
        "/static/../x",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(typed: str) -> None:
    person, client = with_password(make_person()), Client()
    assert enter_with_password(client, person, next=typed)["Location"] == "/fr/compte/"
    assert client.get(ENTER, {"next": typed})["Location"] == "/fr/compte/"


def test_a_passkey_opens_the_account_and_counts() -> None:
    person = make_person()
    device = make_key(signed_in(person))
    client = Client()
    page = client.post(KEY, {})
    sent = device.show(options_on(page.content))
    assert client.post(KEY, {"credential": sent})["Location"] == "/fr/compte/"
    assert client.get("/fr/compte/").status_code == 200
    assert Passkey.objects.get(person=person).sign_count == device.count
    other = Client()
    other.cookies["parvis-step"] = client.cookies["parvis-step"].value
    assert other.post(KEY, {"credential": sent}).status_code == 422, "an answer is good once"


def test_a_passkey_of_another_site_or_an_unverified_owner_opens_nothing() -> None:
    person = make_person()
    device = make_key(signed_in(person))
    for change in ({"origin": "https://exemple.invalid"}, {"host": "exemple.invalid"}, {"verified": False}):
        for name, value in change.items():
            setattr(device, name, value)
        client = Client()
        page = client.post(KEY, {})
        assert client.post(KEY, {"credential": device.show(options_on(page.content))}).status_code == 422, change
        device.origin, device.host, device.verified = "http://testserver", "testserver", True


def test_a_copied_passkey_is_noticed() -> None:
    person = make_person()
    device = make_key(signed_in(person))
    for count, expected in ((9, 303), (9, 422), (3, 422)):
        client = Client()
        page = client.post(KEY, {})
        assert (
            client.post(KEY, {"credential": device.show(options_on(page.content), count=count)}).status_code == expected
        )
    assert Entry.objects.filter(kind="passkey_copied").count() == 2


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "null", "x" * 30_000, '{"response": {}}', '{"response": [1]}', "[" * 5000]
)
def test_what_is_no_answer_of_a_passkey_is_refused(sent: str) -> None:
    client = Client()
    client.post(KEY, {})
    assert client.post(KEY, {"credential": sent}).status_code == 422


def test_a_new_person_comes_in_by_a_link_once_and_protects_the_account() -> None:
    person = add_person(
        "Dominique@Exemple.invalid ", name="Dominique Exemple", language="fr", by="system", at=clock.instant()
    )
    where = f"/fr/compte/lien/{give_way_in(person, by='system', at=clock.instant())}/"
    client = Client()
    assert client.get(where).status_code == 200
    assert Session.objects.count() == 0, "opening a link does nothing: a mail scanner opens links too"
    assert client.post(where)["Location"] == "/fr/compte/"
    assert Client().post(where).status_code == 404
    assert not Session.objects.get().strong
    make_key(client)
    assert Session.objects.get().strong
    assert "Faire dix codes" in client.get("/fr/compte/codes/").content.decode()
    shown = re.findall(r"<code>(\w{5}-\w{5})</code>", client.post("/fr/compte/codes/").content.decode())
    assert len(set(shown)) == 10


def test_a_lost_passkey_is_recovered_with_a_link_and_a_code() -> None:
    person = make_person()
    make_key(signed_in(person))
    codes = make_recovery_codes(person, by="system", at=clock.instant())
    client = Client()
    client.post("/fr/compte/retrouver/", {"email": person.email.upper()})
    where = link_in()
    assert client.post(where, {"code": "AAAAA-AAAAA"}).status_code == 422
    assert client.post(where, {"code": codes[4]}).status_code == 303
    assert not Session.objects.get(person=person).strong, "other sessions have ended; this one only mends the account"
    make_key(client)
    assert Session.objects.get(person=person).strong
    lost = person.passkeys.order_by("pk").first()
    assert lost is not None
    assert client.post(f"/fr/compte/cles/{lost.pk}/retirer/").status_code == 303
    assert person.passkeys.count() == 1


def test_a_link_goes_stale() -> None:
    person = make_person()
    token = give_way_in(person, by="system", at=clock.instant() - timedelta(days=4))
    page = Client().get(f"/en/account/link/{token}/")
    assert page.status_code == 404
    assert "This link no longer works" in page.content.decode()


def test_an_unknown_device_is_told_once_and_this_was_not_me_closes_everything() -> None:
    person, client = with_password(make_person(language="en")), Client()
    mail.outbox.clear()
    enter_with_password(client, person)
    assert [one.subject for one in mail.outbox] == ["Sign-in to your Parvis account"]
    assert "203.0.113" not in str(mail.outbox[0].body)
    stranger = signed_in(person)
    where = link_in()
    assert where.startswith("/en/account/not-me/")
    assert Client().get(where).status_code == 200
    assert Session.objects.filter(person=person).count() == 2
    assert Client().post(where).status_code == 200
    assert Session.objects.filter(person=person).count() == 0
    assert stranger.get("/fr/compte/").status_code == 303
    assert give_password(Client(), person.email).status_code == 422, "the password is gone"
    assert Client().post(where).status_code == 404
    assert not Ticket.objects.filter(person=person).exists()
    client = Client()
    client.cookies.clear()


def test_a_known_device_is_not_told_again() -> None:
    person, client = with_password(make_person()), Client()
    enter_with_password(client, person)
    client.post("/fr/compte/sortir/")
    mail.outbox.clear()
    give_password(client, person.email)
    client.post(CODE, {"code": make_recovery_codes(person, by="system", at=clock.instant())[0]})
    assert client.get("/fr/compte/").status_code == 200
    assert mail.outbox == []
