"""Questions of law over HTTP: the same answer as the command line, and nothing of the database."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.law import questions

FACTS = {"on": "2026-06-01", "claim": "general", "right_arose": {"not_before": "2024-05-10", "not_after": "2024-05-10"}}
QUESTION = "limits/prescription"


def post(client: Client, question: str, body: Any, query: str = "") -> HttpResponse:
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"/api/decide/{question}{query}", data=raw, content_type="application/json")  # type: ignore[return-value]


@pytest.fixture
def facts() -> dict[str, Any]:
    """Facts that the question takes: its required members, each with an answer that it knows."""
    try:
        questions.answer(QUESTION, FACTS)
    except questions.Refusal as refusal:
        pytest.fail(f"these facts are no longer taken: {refusal}")
    return FACTS


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_answer_is_that_of_the_question(client: Client, facts: dict[str, Any], lang: str) -> None:
    response = post(client, QUESTION, facts, f"?lang={lang}")
    assert response.status_code == 200
    assert json.loads(response.content) == json.loads(json.dumps(questions.answer(QUESTION, facts, lang)))
    assert response["Content-Language"] == lang


def test_it_needs_no_database(client: Client, facts: dict[str, Any]) -> None:
    """Without `django_db` a query would fail this test; none is asked."""
    assert post(client, QUESTION, facts).status_code == 200
    assert client.get("/api/decide").status_code == 200


@pytest.mark.django_db
def test_it_opens_no_transaction(client: Client, facts: dict[str, Any]) -> None:
    with CaptureQueriesContext(connection) as captured:
        post(client, QUESTION, facts)
    assert len(captured) == 0


def test_every_question_is_listed_with_its_facts(client: Client) -> None:
    listed = client.get("/api/decide?lang=en").json()
    assert [one["question"] for one in listed] == list(questions.QUESTIONS)
    assert all(one["facts"] and one["title"] for one in listed)


def test_every_question_is_described_with_its_facts(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for key, question in questions.QUESTIONS.items():
        schema = paths[f"/api/decide/{key}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert schema["properties"].keys() == {each.name for each in question.facts.record.fields}


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("{}", "/on"),
        ("[]", ""),
        ("nonsense", ""),
        ("", ""),
        ('{"on": 1.5}', "/on"),
        ('{"on": "2026-06-01", "on": "2026-06-01"}', "/on"),
        ('{"on": "2026-02-30"}', "/on"),
        ('{"on": "2026-06-01", "colour": 1}', "/colour"),
        (b"\xff\xfe", ""),
        ("[" * 90_000, ""),
        ('{"on": NaN}', "/on"),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_its_place(client: Client, body: str | bytes, at: str) -> None:
    response = post(client, QUESTION, body)
    assert response.status_code == 422
    faults = json.loads(response.content)["error"]
    assert at in [one["at"] for one in faults]
    assert all(one.keys() == {"at", "found", "expected"} for one in faults)


def test_an_unknown_question_is_not_found_and_the_known_ones_are_named(client: Client) -> None:
    response = post(client, "small-claims/who-wins", {})
    assert response.status_code == 404
    assert QUESTION in json.loads(response.content)["error"][0]["expected"]


@pytest.mark.parametrize("size", [1_000_001, 5_000_000])
def test_too_many_facts_are_refused(client: Client, size: int) -> None:
    assert post(client, QUESTION, " " * size).status_code == 413


def test_a_reading_is_chosen_or_refused(client: Client, facts: dict[str, Any]) -> None:
    assert post(client, QUESTION, facts, "?reading=nothing").status_code == 422
    assert post(client, QUESTION, facts, "?reading=no-such=one").status_code == 422
    for key, question in questions.QUESTIONS.items():
        for reading in question.readings:
            response = post(client, key, {}, f"?reading={reading.key}={reading.alternatives[-1]}")
            assert "/readings" not in json.loads(response.content)["error"][0]["at"]


def test_other_methods_and_languages_are_refused(client: Client, facts: dict[str, Any]) -> None:
    assert client.get(f"/api/decide/{QUESTION}").status_code == 405
    assert post(client, QUESTION, facts, "?lang=de").status_code == 422


def test_no_cookie_is_needed_or_set(facts: dict[str, Any]) -> None:
    """No form of another site can do harm here, so none is guarded against: nothing is kept and nobody is known."""
    response = post(Client(enforce_csrf_checks=True), QUESTION, facts)
    assert response.status_code == 200
    assert not response.cookies


def test_a_body_with_too_many_faults_is_told_the_first_ones_and_their_number(client: Client) -> None:
    response = post(client, QUESTION, {f"no_such_{number}": 1 for number in range(400)})
    faults = json.loads(response.content)["error"]
    assert response.status_code == 422 and len(faults) == 51
    assert int(faults[-1]["found"].split()[0]) >= 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "method"),
    [(f"decide/{QUESTION}", "POST"), ("hsds/services", "GET"), ("openapi.json", "GET"), ("docs", "GET")],
)
def test_a_browser_is_told_beforehand_what_it_may_send(client: Client, address: str, method: str) -> None:
    response = client.options(f"/api/{address}", headers={"Origin": "https://example.org"})
    assert response.status_code == 204 and response["Access-Control-Allow-Origin"] == "*"
    assert method in response["Access-Control-Allow-Methods"].split(", ")
    assert "Content-Type" in response["Access-Control-Allow-Headers"]
    other = client.put(f"/api/{address}")
    assert other.status_code == 405 and method in other["Allow"]
    assert json.loads(other.content)["error"][0]["found"] == "PUT"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "nothing", "hsds/services/", "hsds/nothing", "docs/nothing"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_an_address_that_is_none_is_refused_in_json(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(f"/api/{address}")
    assert response.status_code in (404, 405) and json.loads(response.content)["error"]
