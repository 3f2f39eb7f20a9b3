"""What holds on every address of the site, whoever wrote it: headers, cookies, forgery of requests, redirects, methods, the log.

The list of addresses is the site's own (`test_permissions.py`): a page that is added is held here without a line more.
"""

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from parvis.config.logs import JsonLine
from parvis.people.models import Membership
from parvis.people.refused import Refused
from parvis.web.pages import address
from tests.factories.people import PASSWORD, make_person, signed_in, with_password
from tests.factories.roles import make_in_role, make_operator
from tests.web.test_permissions import filled, of_one_language

pytestmark = pytest.mark.django_db
NOBODYS = "A" * 32
#: Each address with something in each of its places.
PATHS = [
    (name, re.sub(r"<(?:\w+:)?(\w+)>", r"\1", filled(route.replace("<int:number>", "1"), name, NOBODYS)))
    for name, route in of_one_language()
]
ELSEWHERE = "exemple.invalid"
YEAR = 31_536_000


@pytest.fixture
def production(settings: Any) -> None:
    """The settings by which a production differs (`tests/people/test_account_safety.py` reads that it has them)."""
    settings.PRODUCTION = True
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "__Host-parvis-csrf", True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = YEAR, True


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for one in policy.split(";") if (words := one.split())}


def check_headers(answer: HttpResponseBase, where: str) -> None:
    policy = directives(answer["Content-Security-Policy"])
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"], where
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == policy["connect-src"] == ["'self'"]
    assert "object-src" not in policy, "plug-ins fall under default-src: none"
    assert not re.search(r"unsafe|https?:|\*|data:", " ".join(policy["script-src"] + policy["style-src"])), where
    assert answer["X-Content-Type-Options"] == "nosniff", where
    told = re.fullmatch(r"max-age=(\d+); includeSubDomains", answer["Strict-Transport-Security"])
    assert told is not None, where
    assert int(told[1]) >= YEAR
    if where != "/health":
        assert answer["Referrer-Policy"] == "same-origin", where
        assert {"camera=()", "microphone=()", "geolocation=()"} <= set(answer["Permissions-Policy"].split(", ")), where
    kind = answer.get("Content-Type", "")
    assert answer.status_code in (204, 304) or kind, where
    assert not kind.startswith("text/") or "charset=utf-8" in kind.lower().replace('"', ""), f"{where}: {kind}"


def check_cookies(answer: HttpResponseBase, where: str) -> None:
    for name, cookie in answer.cookies.items():
        assert name.startswith("__Host-"), f"{where} sets {name}"
        assert cookie["secure"], f"{where}: {name}"
        assert cookie["httponly"], f"{where}: {name}"
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", ""), f"{where}: {name}"


@pytest.mark.slow
@pytest.mark.usefixtures("production")
def test_every_answer_carries_its_headers_and_binds_its_cookies() -> None:
    seen: set[str] = set()
    statuses: set[int] = set()
    for _, path in PATHS:
        for answer in (Client().get(path, secure=True), Client().post(path, {"x": "1"}, secure=True)):
            check_headers(answer, path)
            check_cookies(answer, path)
            seen |= set(answer.cookies)
            statuses.add(answer.status_code)
    assert "__Host-parvis-csrf" in seen
    assert statuses >= {200, 303, 404, 405, 422}, "answers of every kind were looked at"


@pytest.mark.usefixtures("production")
def test_the_answers_of_a_visit_are_bound_to_the_host() -> None:
    client = Client()
    answer = client.post(address("fr", "question_role"), {"role": "claimant"}, secure=True)
    assert "__Host-parvis" in answer.cookies, answer.status_code
    check_cookies(answer, "the answers")
    assert client.get(address("fr", "question_stage"), secure=True).status_code == 200
    check_cookies(client.post(address("fr", "forget"), secure=True), "the answers taken back")


@pytest.mark.usefixtures("production")
def test_what_goes_around_the_pages_carries_the_headers_too(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, status in (
        ("/static/parvis.js", 200),
        ("/static/nothing.js", 404),
        ("/nulle-part", 404),
        ("/health", 200),
    ):
        answer = Client().get(path, secure=True)
        assert answer.status_code == status, path
        check_headers(answer, path)
        if answer.streaming:
            assert list(answer), "a file, read to its end"
    stranger = Client().get("/fr/", secure=True, headers={"host": ELSEWHERE})
    assert stranger.status_code == 400
    check_headers(stranger, "another host's name")
    settings.SECURE_SSL_REDIRECT = True
    plain = Client().get("/fr/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/fr/")
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert Client().get("/health").status_code == 200, "a probe comes without TLS"
    for asked in (
        Client().get("/api/hsds/services"),
        Client().post("/api/decide/limits/interest", "{}", "application/json"),
    ):
        assert asked.status_code == 403 and "Location" not in asked, "a program is refused, not sent on"
        assert asked.json()["error"][0]["expected"] == "https"
    assert Client().get("/api/docs").status_code == 301, "people read it"
    assert Client().get("/api/hsds/", secure=True).status_code == 200

    def fall(*_: Any) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("parvis.web.site.get_language_from_request", fall)
    fault = Client(raise_request_exception=False).get("/", secure=True)
    assert fault.status_code == 500
    assert b"RuntimeError" not in fault.content
    check_headers(fault, "a fault")


@pytest.mark.usefixtures("production")
def test_what_is_for_builders_is_not_in_production(settings: Any) -> None:
    cache.clear()
    for lang in ("fr", "en"):
        where = address(lang, "gallery")
        assert Client().get(where, secure=True).status_code == 404
        assert where not in Client().get(address(lang, "accessibility"), secure=True).content.decode()
    settings.PRODUCTION = False
    assert Client().get(address("fr", "gallery")).status_code == 200
    assert address("fr", "gallery") in Client().get(address("fr", "accessibility")).content.decode()


@pytest.mark.slow
def test_nothing_is_sent_to_any_page_without_its_secret() -> None:
    """Forgery of requests: every address but the API and the law's calculators, which write nothing and know no cookie."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(make_operator()).cookies
    client.get("/fr/compte/nom/")
    secret = client.cookies["csrftoken"].value
    for name, path in PATHS:
        if name.startswith("api") or name == "law_question":
            continue
        # /health is answered before anything else, and takes nothing.
        expected = 405 if name == "health" else 403
        assert client.post(path, {"x": "1"}).status_code == expected, path
        assert client.post(path, {"csrfmiddlewaretoken": "y" * 64}).status_code == expected, path
        foreign = {"origin": f"https://{ELSEWHERE}"}
        assert client.post(path, {"csrfmiddlewaretoken": secret}, headers=foreign).status_code == expected, path
    allowed = client.post("/fr/compte/nom/", {"name": "Camille", "language": "fr", "csrfmiddlewaretoken": secret})
    assert allowed.status_code == 303, "with its secret it is taken"


def test_what_needs_no_secret_knows_no_cookie() -> None:
    from django.urls import get_resolver

    from parvis.web import access

    def views(found: Any) -> Any:
        for one in found:
            if hasattr(one, "url_patterns"):
                yield from views(one.url_patterns)
            else:
                yield f"{one.pattern}", one.callback

    spoken = re.compile(
        r"decide(/|$)|hsds/|mediators$|information-sessions$|directory/\w+\.csv$|calendar/[\w-]+/<\w+>\.ics$|(loi|law)/questions/"
    )
    exempt = {where: view for where, view in views(get_resolver().url_patterns) if getattr(view, "csrf_exempt", False)}
    assert exempt
    for where, view in exempt.items():
        assert access.gate_of(view) is access.PUBLIC, where
        assert spoken.match(where), where


#: Names under which a site is told where to go next.
PARAMETERS = (
    "next",
    "url",
    "to",
    "return",
    "return_to",
    "returnTo",
    "back",
    "redirect",
    "redirect_uri",
    "continue",
    "dest",
    "destination",
    "goto",
    "target",
    "lang",
    "about",
    "reference",
    "state",
    "where",
)


def check_stays(answer: HttpResponseBase, where: str) -> bool:
    """Whether the answer sends somewhere; fails where that is not a page of this site."""
    if not 300 <= answer.status_code < 400:
        return False
    there = answer["Location"]
    parts = urlsplit(there)
    assert (parts.scheme, parts.netloc) == ("", ""), f"{where} leads to {there}"
    assert re.match(r"/(?![/\\])", there), f"{where} leads to {there}"
    assert not re.search(r"[\\\s]", there), f"{where} leads to {there}"
    return True


@pytest.mark.slow
def test_no_redirect_leads_to_another_site() -> None:
    kinds = (f"https://{ELSEWHERE}/", f"//{ELSEWHERE}/fr/", f"/\\{ELSEWHERE}", f"javascript:alert('{ELSEWHERE}')")
    sent = {name: kinds[number % len(kinds)] for number, name in enumerate(PARAMETERS)}
    led = 0
    for number, client in enumerate((Client(), signed_in(make_operator()), signed_in(make_person(), method="link"))):
        asked = sent | {"next": kinds[number]}
        for _, path in PATHS:
            led += check_stays(client.get(path, asked), path)
            if "sort" not in path:  # signing out ends this session: the last page would be a visitor's
                led += check_stays(client.post(path, asked), path)
    assert led > 100


@pytest.mark.parametrize(
    "path",
    [
        f"//{ELSEWHERE}",
        f"//{ELSEWHERE}/fr",
        f"/fr//{ELSEWHERE}",
        f"/%2f{ELSEWHERE}",
        f"/%5c{ELSEWHERE}",
        f"/fr/..//{ELSEWHERE}",
    ],
)
def test_an_address_that_looks_like_another_site_is_no_redirect_to_it(path: str) -> None:
    check_stays(Client().get(path), path)


@pytest.mark.slow
def test_methods_that_no_page_has_are_refused() -> None:
    for name, path in PATHS:
        for method in ("TRACE", "CONNECT", "PROPFIND"):
            assert Client().generic(method, path).status_code in (403, 404, 405), f"{method} {path} ({name})"


def test_a_role_that_ends_while_its_page_answers_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate has let the operator in; the role ends; then the act asks again."""
    from parvis.web.team import giving

    operator, person = make_operator(), make_in_role("analyst")
    really = giving.grant_role

    def after_the_end(*args: Any, **named: Any) -> Any:
        Membership.objects.filter(person=operator).update(ended_at=named["at"], ended_by="somebody")
        return really(*args, **named)

    monkeypatch.setattr(giving, "grant_role", after_the_end)
    sent = {"role": "directory_editor", "organization": "parvis", "from_day": "", "to_day": ""}
    answer = signed_in(operator).post(f"/fr/equipe/personne/{person.pk}/donner/", sent)
    assert answer.status_code == 422
    assert "vient de prendre fin" in answer.content.decode()
    assert Membership.objects.filter(person=person).count() == 1


def lines(records: list[logging.LogRecord]) -> list[dict[str, Any]]:
    return [json.loads(JsonLine().format(one)) for one in records if one.name == "parvis.security"]


def test_what_is_refused_is_logged_without_saying_who_was_meant(caplog: pytest.LogCaptureFixture) -> None:
    person, editor = with_password(make_person()), make_in_role("directory_editor")
    with caplog.at_level(logging.INFO):
        for _ in range(10):
            Client().post("/fr/compte/entrer/", {"email": person.email, "password": "devine"})
        half = Client()
        half.post("/fr/compte/entrer/", {"email": person.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.8")
        half.post("/fr/compte/entrer/code/", {"code": "000000"}, REMOTE_ADDR="192.0.2.8")
        signed_in(editor).get("/fr/equipe/inviter/")
        Client().post("/fr/compte/entrer/cle/", {})
    told = [(one["what"], one.get("by", "")) for one in lines(caplog.records)]
    assert told.count(("proof.password", "")) == 8, "the ones that were looked at"
    assert told.count(("limit.pair", "")) == 1, "once when the limit is reached, so that nobody fills the log"
    assert ("proof.code", "") in told
    assert ("power.team.manage", editor.code) in told
    written = "\n".join(JsonLine().format(one) for one in caplog.records)
    for secret in (person.email, "devine", PASSWORD, "192.0.2.8", "000000"):
        assert secret not in written


def test_a_line_of_the_log_cannot_be_forged() -> None:
    record = logging.LogRecord("parvis.security", logging.WARNING, "", 0, 'refused\n{"at": "forged"}', (), None)
    assert JsonLine().format(record).count("\n") == 0
    outside = logging.LogRecord("django.security.csrf", logging.WARNING, "", 0, "Forbidden: %s", ("/fr/\n{}",), None)
    assert json.loads(JsonLine().format(outside))["message"] == "refused"


def test_a_refusal_has_words_in_both_languages() -> None:
    from parvis.people.policies import authorise

    with pytest.raises(Refused) as refused:
        from parvis.config import clock

        authorise(make_person(), "team.manage", at=clock.instant())
    assert refused.value.reason.fr != refused.value.reason.en
