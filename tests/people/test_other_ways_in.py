"""An organization's own sign-in, against a provider of our own on this machine; codes sent by e-mail. Both off unless asked for."""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.core import mail
from django.test import Client

from parvis.config import clock
from parvis.people.jws import NotSigned, read_signed
from parvis.people.models import Person, Session
from parvis.people.models.visit import FRESH
from parvis.people.oidc import Provider, _discovery, _keys
from tests.factories.people import make_person, signed_in, with_password

pytestmark = pytest.mark.django_db
GO, BACK = "/fr/compte/entrer/organisme/", "/fr/compte/entrer/organisme/retour/"


class FakeProvider:
    """Answers as a provider does; `claims` go over what it would say, `asked` is what it was last sent."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, list[str]] = {}
        self.basic = self.forged = ""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.public = published(self.key)
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def _send(self, said: dict[str, Any]) -> None:
                body = json.dumps(said).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                issuer = fake.issuer
                if self.path.endswith("/keys"):
                    return self._send({"keys": [fake.public]})
                ends = {
                    "jwks_uri": f"{issuer}/keys",
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                }
                return self._send({"issuer": issuer, **ends})

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fake.asked, fake.basic = parse_qs(sent), self.headers.get("Authorization", "")
                self._send({"id_token": fake.token(), "token_type": "Bearer"})

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realm"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def token(self) -> str:
        return self.forged or signed(self.key, self.claims)


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def signed(key: ec.EllipticCurvePrivateKey, claims: dict[str, Any], **header: Any) -> str:
    parts = [coded(json.dumps(one).encode()) for one in ({"alg": "ES256", "kid": "k1", **header}, claims)]
    proof = decode_dss_signature(key.sign(".".join(parts).encode(), ec.ECDSA(SHA256())))
    return ".".join([*parts, coded(b"".join(one.to_bytes(32, "big") for one in proof))])


def published(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    x, y = (coded(one.to_bytes(32, "big")) for one in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "kid": "k1", "x": x, "y": y}


@pytest.fixture
def provider(settings: Any) -> Iterator[FakeProvider]:
    fake = FakeProvider()
    setting = fake.issuer.replace("http://", "http://parvis:top%20secret@")
    settings.OIDC_PROVIDER = Provider.from_setting(setting, loopback=True)
    yield fake
    fake.server.shutdown()
    fake.server.server_close()
    _discovery.cache_clear()
    _keys.cache_clear()


def leave(client: Client, next_: str = "/fr/compte/sessions/") -> dict[str, str]:
    """Set out to the provider; what it was asked."""
    answer = client.get(GO, {"next": next_})
    assert answer.status_code == 302
    return {key: values[0] for key, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def come_back(client: Client, provider: FakeProvider, asked: dict[str, str], reads: str, **claims: Any) -> Any:
    usual = {
        "iss": provider.issuer,
        "aud": "parvis",
        "exp": clock.instant().timestamp() + 300,
        "nonce": asked["nonce"],
        "sub": "s-1",
        "email": reads,
        "email_verified": True,
    }
    provider.claims = {**usual, **claims}
    return client.get(BACK, {"code": "c", "state": asked["state"]})


def test_a_person_with_an_account_comes_in_through_the_organization(provider: FakeProvider) -> None:
    person, client = make_person(), Client()
    assert "127.0.0.1" in client.get("/fr/compte/entrer/").content.decode()
    asked = leave(client)
    answer = come_back(client, provider, asked, person.email.upper())
    assert (answer.status_code, answer["Location"]) == (303, "/fr/compte/sessions/")
    assert Session.objects.get().strong
    assert asked["redirect_uri"] == f"http://testserver{BACK}" == provider.asked["redirect_uri"][0]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(provider.asked["code_verifier"][0].encode()).digest())
    assert asked["code_challenge"] == challenge.decode().rstrip("=")
    assert base64.b64decode(provider.basic.removeprefix("Basic ")).decode() == "parvis:top%20secret"


def test_who_came_through_the_organization_proves_it_again_there(provider: FakeProvider) -> None:
    person, client = make_person(), Client()
    come_back(client, provider, leave(client), person.email)
    assert "pas encore protégé" not in client.get("/fr/compte/").content.decode()
    Session.objects.update(proved_at=clock.instant() - FRESH)
    where = client.get("/fr/compte/codes/")["Location"]
    assert f"{GO}?next=/fr/compte/codes/" in client.get(where).content.decode()
    assert (
        come_back(client, provider, leave(client, "/fr/compte/codes/"), person.email)["Location"] == "/fr/compte/codes/"
    )
    assert client.get("/fr/compte/codes/").status_code == 200
    assert Session.objects.count() == 1


def test_the_provider_s_own_name_prevails_over_an_address(provider: FakeProvider) -> None:
    person = make_person()
    first = Client()
    come_back(first, provider, leave(first), person.email)
    Person.objects.filter(pk=person.pk).update(email="autre@exemple.invalid")
    again = Client()
    assert come_back(again, provider, leave(again), "nouvelle@exemple.invalid").status_code == 303
    reused = Client()
    answer = come_back(reused, provider, leave(reused), "autre@exemple.invalid", sub="s-2")
    assert answer.status_code == 422, "an address that passed to somebody else opens nothing"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://exemple.invalid"},
        {"aud": "other"},
        {"aud": ["parvis", "other"]},
        {"exp": 1},
        {"exp": "soon"},
        {"nonce": "planted"},
        {"email_verified": False},
        {"email_verified": None},
        {"sub": ""},
        {"email": 7},
    ],
)
def test_what_the_provider_does_not_vouch_for_opens_nothing(provider: FakeProvider, claims: dict[str, Any]) -> None:
    person, client = make_person(), Client()
    assert come_back(client, provider, leave(client), person.email, **claims).status_code == 422
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        ({"acr": "urn:exemple:deux"}, True),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "0", "amr": ["mfa"]}, True),
        ({}, False),
        ({"acr": "1"}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"acr": ["mfa"]}, False),
        ({"acr": None, "amr": [None]}, False),
    ],
)
def test_a_provider_that_does_not_say_it_asked_for_two_proofs_opens_nothing(
    provider: FakeProvider, settings: Any, claims: dict[str, Any], comes_in: bool
) -> None:
    where = provider.issuer.replace("http://", "http://parvis:top%20secret@")
    settings.OIDC_PROVIDER = Provider.from_setting(where, loopback=True, proof="urn:exemple:deux mfa")
    person, client = make_person(), Client()
    asked = leave(client)
    assert asked["acr_values"] == "urn:exemple:deux mfa"
    assert come_back(client, provider, asked, person.email, **claims).status_code == (303 if comes_in else 422)
    assert Session.objects.exists() is comes_in


def test_a_token_that_the_provider_did_not_sign_opens_nothing(provider: FakeProvider) -> None:
    person, stranger = make_person(), ec.generate_private_key(ec.SECP256R1())

    def answer_to(forge: Callable[[dict[str, Any]], str]) -> int:
        client = Client()
        asked = leave(client)
        said = {
            "iss": provider.issuer,
            "aud": "parvis",
            "exp": clock.instant().timestamp() + 300,
            "nonce": asked["nonce"],
            "sub": "s-1",
            "email": person.email,
            "email_verified": True,
        }
        provider.forged = forge(said)
        return int(client.get(BACK, {"code": "c", "state": asked["state"]}).status_code)

    def unsigned(said: dict[str, Any]) -> str:
        return f"{coded(json.dumps({'alg': 'none'}).encode())}.{coded(json.dumps(said).encode())}."

    assert answer_to(lambda said: signed(provider.key, said)) == 303
    assert answer_to(unsigned) == 422
    assert answer_to(lambda said: signed(stranger, said)) == 422
    assert answer_to(lambda said: signed(provider.key, said, alg="HS256")) == 422
    assert answer_to(lambda said: signed(provider.key, said, kid="k2")) == 422
    assert answer_to(lambda _: "x") == 422


def test_an_rsa_key_signs_too_where_it_is_long_enough() -> None:
    for size, good in ((2048, True), (1024, False)):
        key = rsa.generate_private_key(65537, size)
        numbers = key.public_key().public_numbers()
        n, e = (coded(one.to_bytes((one.bit_length() + 7) // 8, "big")) for one in (numbers.n, numbers.e))
        head = ".".join(coded(json.dumps(one).encode()) for one in ({"alg": "RS256"}, {"sub": "s"}))
        token = f"{head}.{coded(key.sign(head.encode(), PKCS1v15(), SHA256()))}"
        if good:
            assert read_signed(token, [{"kty": "RSA", "n": n, "e": e}]) == {"sub": "s"}
        else:
            with pytest.raises(NotSigned):
                read_signed(token, [{"kty": "RSA", "n": n, "e": e}])


def test_no_account_is_opened_by_the_provider(provider: FakeProvider) -> None:
    client = Client()
    answer = come_back(client, provider, leave(client), "inconnue@exemple.invalid")
    assert answer.status_code == 422
    assert "invitation" in answer.content.decode()
    assert not Person.objects.exists()


def test_only_the_browser_that_left_comes_back_and_once(provider: FakeProvider) -> None:
    person, client = make_person(), Client()
    asked = leave(client)
    assert come_back(Client(), provider, asked, person.email).status_code == 422
    assert come_back(client, provider, {**asked, "state": "x"}, person.email).status_code == 422
    asked = leave(client)
    step = client.cookies["parvis-step"].value
    assert come_back(client, provider, asked, person.email).status_code == 303
    replay = Client()
    replay.cookies["parvis-step"] = step
    assert come_back(replay, provider, asked, person.email).status_code == 422


def test_a_provider_that_does_not_answer_is_said(settings: Any) -> None:
    settings.OIDC_PROVIDER = Provider.from_setting("http://a:b@127.0.0.1:9/x", loopback=True)
    answer = Client().get(GO)
    assert answer.status_code == 422
    assert "La connexion n’a pas marché" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["x", "http://a:b@exemple.invalid/", "https://exemple.invalid/", "https://a@exemple.invalid/"]
)
def test_a_setting_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="must look like"):
        Provider.from_setting(typed, loopback=False)


def test_both_ways_are_off_unless_asked_for() -> None:
    for path in ("organisme/", "organisme/retour/", "courriel/", "courriel/code/"):
        assert Client().get(f"/fr/compte/entrer/{path}")["Location"].startswith("/fr/compte/entrer/")
    page = Client().get("/fr/compte/entrer/").content.decode()
    assert "organisme/" not in page
    assert "code reçu par courriel" not in page


def ask_code(client: Client, email: str) -> str:
    mail.outbox.clear()
    assert client.post("/fr/compte/entrer/courriel/", {"email": email}).status_code == 303
    found = re.search(r"(\d{4}) (\d{4})", str(mail.outbox[0].body))
    return found[0] if found else ""


def test_a_citizen_comes_in_with_a_mailed_code(settings: Any) -> None:
    settings.MAILED_CODES = True
    client = Client()
    code = ask_code(client, "citoyenne@exemple.invalid")
    assert not Person.objects.exists(), "nothing is kept of who only asks"
    other = Client()
    assert other.post("/fr/compte/entrer/courriel/code/", {"code": code}).status_code == 422, "in this browser only"
    assert client.post("/fr/compte/entrer/courriel/code/", {"code": "00000000"}).status_code == 422
    assert client.post("/fr/compte/entrer/courriel/code/", {"code": code})["Location"] == "/fr/compte/"
    assert not Session.objects.get().strong
    assert client.get("/fr/compte/").status_code == 200
    assert client.post("/fr/compte/entrer/courriel/code/", {"code": code}).status_code == 422, "once"


def test_a_protected_account_is_never_opened_by_a_mailed_code(settings: Any) -> None:
    settings.MAILED_CODES = True
    person = with_password(make_person())
    assert ask_code(Client(), person.email) == ""
    later = make_person()
    client = Client()
    code = ask_code(client, later.email)
    with_password(later)
    assert client.post("/fr/compte/entrer/courriel/code/", {"code": code}).status_code == 422


def test_a_mailed_code_cannot_be_tried_out(settings: Any) -> None:
    settings.MAILED_CODES = True
    client = Client()
    code = ask_code(client, "citoyenne@exemple.invalid")
    for _ in range(5):
        client.post("/fr/compte/entrer/courriel/code/", {"code": "1"})
    assert client.post("/fr/compte/entrer/courriel/code/", {"code": code}).status_code == 422
    for _ in range(3):
        ask_code(client, "citoyenne@exemple.invalid")
    assert client.post("/fr/compte/entrer/courriel/", {"email": "citoyenne@exemple.invalid"}).status_code == 422


def test_a_weak_visit_stays_weak() -> None:
    assert signed_in(make_person(), method="mailed_code").get("/fr/compte/").status_code == 200
    assert not Session.objects.get().strong
