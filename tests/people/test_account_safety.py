"""What protects an account's pages: cookies, headers, CSRF, who may act on what, what needs a new proof, what ends."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

from parvis.cli.person import _end
from parvis.config import clock
from parvis.config.database import side
from parvis.people.actions.accounts import reset_proofs
from parvis.people.actions.keeping import forget_what_is_over
from parvis.people.actions.proofs import make_recovery_codes
from parvis.people.actions.visits import open_session
from parvis.people.devices import Device
from parvis.people.models import Password, Person, Session, SignIn, Ticket
from parvis.people.models.visit import FRESH, IDLE, LONGEST
from parvis.people.passwords import hashed, is_right, password_fault
from parvis.web.access import client_of
from parvis.web.account import urls
from tests.factories.people import PASSWORD, make_person, present_code, signed_in, with_password

pytestmark = pytest.mark.django_db
#: Pages that change what protects an account.
SENSITIVE = (
    "cles/ajouter/",
    "cles/1/retirer/",
    "mot-de-passe/",
    "application/",
    "application/retirer/",
    "codes/",
    "courriel/",
)


def test_cookies_are_the_browsers_alone(settings: Any) -> None:
    person, client = with_password(make_person()), Client()
    client.post("/fr/compte/entrer/", {"email": person.email, "password": PASSWORD})
    client.post("/fr/compte/entrer/code/", {"code": present_code()})
    cookies = client.cookies
    for name in ("parvis-session", "parvis-device"):
        assert cookies[name]["httponly"]
        assert cookies[name]["samesite"] == "Lax"
        assert cookies[name]["path"] == "/"
        assert not cookies[name]["domain"]
    assert cookies["parvis-session"]["max-age"] == "", "gone when the browser closes"
    assert person.email not in str(cookies)


def test_cookies_in_production_are_bound_to_the_host_and_to_tls(settings: Any) -> None:
    settings.PRODUCTION = True
    person, client = with_password(make_person()), Client()
    client.post("/fr/compte/entrer/", {"email": person.email, "password": PASSWORD}, secure=True)
    client.post("/fr/compte/entrer/code/", {"code": present_code()}, secure=True)
    for name in ("session", "device"):
        cookie = client.cookies[f"__Host-parvis-{name}"]
        assert (bool(cookie["secure"]), cookie["path"], cookie["domain"]) == (True, "/", "")
    assert client.get("/fr/compte/", secure=True).status_code == 200
    left = client.post("/fr/compte/sortir/", secure=True).cookies["__Host-parvis-session"]
    assert left["secure"], "a browser ignores the removal of a __Host- cookie that is not Secure"
    assert left["max-age"] == 0


def test_pages_carry_their_headers() -> None:
    client = signed_in(make_person())
    for path in ("/fr/compte/", "/fr/compte/entrer/?next=/fr/compte/codes/", "/en/account/recover/"):
        answer = client.get(path) if path == "/fr/compte/" else Client().get(path)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_production_keeps_browsers_on_tls() -> None:
    """Read in a process of its own: the settings are made once."""
    import subprocess
    import sys

    code = (
        "import parvis.config.settings as s;"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT, s.CSRF_COOKIE_NAME,"
        "s.CSRF_COOKIE_SECURE, s.PRODUCTION)"
    )
    environment = {
        "PYTHONPATH": "src",
        "PARVIS_ENV": "production",
        "PARVIS_SECRET": "k9Q" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f" * 2,
        "PARVIS_HOSTS": "parvis.exemple.invalid",
        "PARVIS_HOME": "/tmp/parvis-nowhere",
        "PATH": "/usr/bin:/bin",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert told.split() == ["31536000", "True", "True", "__Host-parvis-csrf", "True", "True"]


def test_every_form_is_held_by_its_secret() -> None:
    person = with_password(make_person())
    client = signed_in(person, enforce_csrf_checks=True)  # type: ignore[arg-type]
    for page in urls.PAGES:
        path = "/fr/" + page.fr.replace("<str:token>", "x").replace("<int:number>", "1")
        if page.name in ("account", "signed_out"):
            continue
        assert client.post(path, {"email": "x@exemple.invalid"}).status_code == 403, path
    assert Session.objects.filter(person=person).count() == 1


def test_public_pages_never_look_at_a_session() -> None:
    client = signed_in(make_person())
    for path in ("/fr/", "/fr/a-propos/", "/fr/repertoire/", "/fr/loi/"):
        with_session, without = client.get(path), Client().get(path)
        assert with_session.content == without.content, path
        assert "Set-Cookie" not in with_session
        assert "Cookie" not in with_session.get("Vary", "")


def test_sensitive_acts_ask_for_a_new_proof() -> None:
    person = with_password(make_person())
    client = signed_in(person, at=clock.instant() - FRESH - timedelta(seconds=5))
    for path in SENSITIVE:
        for answer in (client.get("/fr/compte/" + path), client.post("/fr/compte/" + path)):
            assert answer.status_code == 303, path
            assert answer["Location"].startswith("/fr/compte/confirmer/?next="), path
    assert client.get("/fr/compte/").status_code == 200
    before = client.cookies["parvis-session"].value
    wrong = client.post("/fr/compte/confirmer/", {"password": PASSWORD, "code": "000000"})
    assert wrong.status_code == 422
    answer = client.post(
        "/fr/compte/confirmer/", {"password": PASSWORD, "code": present_code(), "next": "/fr/compte/codes/"}
    )
    assert answer["Location"] == "/fr/compte/codes/"
    assert client.cookies["parvis-session"].value != before, "a new token after each proof"
    assert client.get("/fr/compte/codes/").status_code == 200


def test_proving_again_is_counted() -> None:
    person = with_password(make_person())
    client = signed_in(person)
    for _ in range(11):
        answer = client.post("/fr/compte/confirmer/", {"password": "devine", "code": "1"})
    assert "Trop d’essais" in answer.content.decode()


def test_a_session_ends_by_itself() -> None:
    person, now = make_person(), clock.instant()
    idle = signed_in(person, at=now - IDLE - timedelta(minutes=1))
    assert idle.get("/fr/compte/").status_code == 303
    old = signed_in(person, at=now - LONGEST - timedelta(minutes=1))
    Session.objects.update(seen_at=now)
    assert old.get("/fr/compte/").status_code == 303
    assert signed_in(person).get("/fr/compte/").status_code == 200
    Person.objects.update(is_active=False)
    assert signed_in(person).get("/fr/compte/").status_code == 303


def test_its_owner_ends_a_session_and_nobody_elses() -> None:
    person, stranger = make_person(), make_person("Dominique Exemple")
    here, there, theirs = signed_in(person), signed_in(person), signed_in(stranger)
    others = Session.objects.get(person=stranger)
    assert here.post("/fr/compte/sessions/", {"session": str(others.pk)}).status_code == 404
    for bad in ("", "-1", "x", "9" * 40, "１"):
        assert here.post("/fr/compte/sessions/", {"session": bad}).status_code == 404
    assert theirs.get("/fr/compte/").status_code == 200
    page = here.get("/fr/compte/sessions/").content.decode()
    assert page.count("Fermer cette session") == 2
    assert here.post("/fr/compte/sessions/", {"session": "others"}).status_code == 303
    assert there.get("/fr/compte/").status_code == 303
    assert here.get("/fr/compte/").status_code == 200
    assert theirs.get("/fr/compte/").status_code == 200


def test_ending_a_session_elsewhere_asks_for_a_new_proof() -> None:
    person, late = make_person(), clock.instant() - FRESH - timedelta(seconds=5)
    here = signed_in(person, at=late)
    signed_in(person)
    for which in ("others", str(Session.objects.latest("pk").pk)):
        answer = here.post("/fr/compte/sessions/", {"session": which})
        assert answer["Location"] == "/fr/compte/confirmer/?next=%2Ffr%2Fcompte%2Fsessions%2F"
    assert Session.objects.filter(person=person).count() == 2
    own = Session.objects.earliest("pk").pk
    assert here.post("/fr/compte/sessions/", {"session": str(own)})["Location"] == "/fr/compte/sorti/"


def test_a_key_of_somebody_else_is_not_there() -> None:
    client = signed_in(make_person())
    for number in (1, 999_999):
        assert client.post(f"/fr/compte/cles/{number}/retirer/").status_code == 404


def test_nothing_else_can_be_sent_with_a_form() -> None:
    """Mass assignment: a form changes what its page shows, and nothing more."""
    person, client = make_person(), None
    client = signed_in(person)
    handle = person.handle
    sent: dict[str, Any] = {
        "name": "Camille E.",
        "language": "en",
        "email": "pris@exemple.invalid",
        "is_active": "",
        "id": "1",
        "pk": "1",
        "handle": "0" * 32,
        "role": "operator",
        "is_superuser": "1",
        "strong": "1",
        "added_by": "moi",
    }
    assert client.post("/fr/compte/nom/", sent).status_code == 303
    found = Person.objects.get(pk=person.pk)
    assert (found.name, found.language) == ("Camille E.", "en")
    assert (found.email, found.is_active, found.handle, found.added_by) == (person.email, True, handle, "system")
    assert client.post("/fr/compte/nom/", {**sent, "language": "de"}).status_code == 422


def test_a_weak_session_opens_no_work_page() -> None:
    from django.http import HttpResponse

    from parvis.web.access import admit, gate_of, staff_page
    from parvis.web.middleware import Language

    page = staff_page(lambda _: HttpResponse("work"))
    for method, expected in (("link", 303), ("recovery", 303), ("passkey", None), ("password_code", None)):
        request = RequestFactory().get("/fr/equipe/")
        Language(lambda _: HttpResponse())(request)
        request.COOKIES = {"parvis-session": signed_in(make_person(), method=method).cookies["parvis-session"].value}
        answer = admit(request, gate_of(page))
        assert (answer.status_code if answer else None) == expected, method


@pytest.mark.usefixtures("real_hash")
def test_a_new_password_ends_the_other_sessions_and_is_told() -> None:
    person = with_password(make_person())
    here, there = signed_in(person), signed_in(person)
    mail.outbox.clear()
    new = "un tout autre mot pour entrer"
    for typed, again in (("court", "court"), (new, "autre chose ici"), ("camille exemple", "camille exemple")):
        assert here.post("/fr/compte/mot-de-passe/", {"new_password": typed, "again": again}).status_code == 422
    assert here.post("/fr/compte/mot-de-passe/", {"new_password": new, "again": new}).status_code == 303
    assert there.get("/fr/compte/").status_code == 303
    assert here.get("/fr/compte/").status_code == 200
    assert [one.to for one in mail.outbox] == [[person.email]]
    assert "mot de passe de votre compte a changé" in str(mail.outbox[0].body)
    assert Password.objects.get(person=person).encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_last_protection_is_never_removed() -> None:
    person = with_password(make_person())
    client = signed_in(person)
    assert client.post("/fr/compte/application/retirer/").status_code == 422
    assert Person.objects.get(pk=person.pk).authenticator_app is not None


def test_a_new_address_is_taken_by_whoever_reads_there_and_the_old_one_is_told() -> None:
    person, other = make_person(), make_person("Dominique Exemple")
    client = signed_in(person)
    mail.outbox.clear()
    taken = client.post("/fr/compte/courriel/", {"email": other.email})
    assert mail.outbox == [], "nothing is sent to somebody else's address"
    free = client.post("/fr/compte/courriel/", {"email": "neuve@exemple.invalid"})
    bare = [re.sub(r'value="\w{64}"', "", one.content.decode()) for one in (taken, free)]
    assert bare[0].replace(other.email, "") == bare[1].replace("neuve@exemple.invalid", "")
    assert [one.to for one in mail.outbox] == [["neuve@exemple.invalid"]]
    where = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert where is not None
    assert signed_in(other).post(where[1]).status_code == 422, "the link is the asker's alone"
    assert Person.objects.get(pk=person.pk).email == person.email
    mail.outbox.clear()
    assert client.post(where[1]).status_code == 303
    assert Person.objects.get(pk=person.pk).email == "neuve@exemple.invalid"
    assert [one.to for one in mail.outbox] == [[person.email]]
    back = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert back is not None
    Client().post(back[1])
    assert Person.objects.get(pk=person.pk).email == person.email, "« this was not me » gives the address back"


@pytest.mark.parametrize(
    "typed", ["", "x", "a@b", "a@b c.invalid", "a@exemple.invalid\nBcc: z@exemple.invalid", "é@exemple.invalid"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    for client, path in ((signed_in(make_person()), "/fr/compte/courriel/"), (Client(), "/fr/compte/retrouver/")):
        assert client.post(path, {"email": typed}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("passwordpassword", False),
        ("123456123456", False),
        ("aaaaaaaaaaaaaaaa", False),
        ("trop court", False),
        ("camille1camille", False),
        ("x" * 129, False),
        ("le chat dort sur le toit", True),
        ("ключ от старой двери", True),
        ("🙂 tuile banc porte", True),
    ],
)
def test_what_is_asked_of_a_password(typed: str, good: bool) -> None:
    assert (password_fault(typed, email="camille@exemple.invalid", name="Camille Exemple") is None) is good


def test_a_password_is_compared_whole() -> None:
    kept = hashed("x" * 128)
    assert is_right("x" * 128, kept)
    assert not is_right("x" * 129, kept)
    assert not is_right("X" * 128, kept)
    assert not is_right("", None)


def test_work_pages_read_nothing_that_proves_a_person() -> None:
    tables = ("password", "passkey", "authenticatorapp", "recoverycode", "ticket", "knowndevice")
    for name in ("public", "staff", "court", "settlement", "worker"):
        for table in tables:
            if (name, table) in (("worker", "ticket"), ("worker", "knowndevice")):
                continue
            with pytest.raises(DatabaseError, match="permission denied"), side(name), connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM people_{table}")  # noqa: S608 - constants of this test


def test_the_database_holds_nothing_that_opens_a_door() -> None:
    person = with_password(make_person())
    codes = make_recovery_codes(person, by="system", at=clock.instant())
    client = signed_in(person)
    client.post("/fr/compte/entrer/", {"email": person.email, "password": PASSWORD})
    secrets = [
        client.cookies["parvis-session"].value,
        client.cookies["parvis-step"].value,
        codes[0],
        PASSWORD,
        "12345678901234567890",
    ]
    with connection.cursor() as cursor:
        for table in ("session", "ticket", "recoverycode", "password", "authenticatorapp", "attempt"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM people_{table} t")  # noqa: S608 - as above
            kept = "\n".join(row[0] for row in cursor.fetchall())
            assert not [one for one in secrets if one in kept or one.encode().hex() in kept], table
            assert person.email not in kept
            assert "127.0.0.1" not in kept


def test_what_is_over_is_forgotten() -> None:
    person, now = make_person(), clock.instant()
    open_session(person, method="passkey", device=Device(), by="system", at=now - timedelta(days=400))
    signed_in(person)
    with side("worker"):
        assert forget_what_is_over(at=now) == 2
        assert forget_what_is_over(at=now) == 0
    assert (Session.objects.count(), SignIn.objects.count()) == (1, 1)


def test_an_operator_gives_a_way_back_to_who_lost_everything() -> None:
    person = with_password(make_person())
    before = signed_in(person)
    token = reset_proofs(person, by="operator", at=clock.instant())
    assert before.get("/fr/compte/").status_code == 303
    assert not Password.objects.filter(person=person).exists()
    assert Client().post(f"/fr/compte/lien/{token}/").status_code == 303
    assert not Ticket.objects.exclude(kind="not_me").exists()


def test_an_operator_ends_sessions() -> None:
    first, second, third = make_person(), make_person(), make_person()
    for person in (first, first, second, third):
        signed_in(person)
    assert _end(first.email.upper()) == 2
    assert _end("everybody") == 2
    assert not Session.objects.exists()


def test_the_network_is_read_where_only_the_proxy_writes_it(settings: Any) -> None:
    said = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1, 198.51.100.7"}
    assert client_of(RequestFactory().get("/", **said)) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client_of(RequestFactory().get("/", **said)) == "198.51.100.7"
    six = {**said, "HTTP_X_FORWARDED_FOR": "2001:db8:1:2:3:4:5:6"}
    assert client_of(RequestFactory().get("/", **six)) == "2001:db8:1:2"


def test_a_page_of_somebody_signed_in_knows_when_its_session_ends() -> None:
    client = signed_in(make_person())
    assert 'data-lasts="3600"' in client.get("/fr/compte/").content.decode()
    Session.objects.update(ends_at=clock.instant() + timedelta(minutes=10))
    shown = client.get("/en/account/").content.decode()
    lasts = re.search(r'data-lasts="(\d+)"', shown)
    assert lasts and 580 <= int(lasts[1]) <= 600 and "session.js" in shown and "Your session has ended" in shown
    public = client.get("/fr/").content.decode()
    assert "session-over" not in public and "session.js" not in public
