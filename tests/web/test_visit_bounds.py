"""What a link, a full day or a long text cannot do to a visit: nothing given is lost, nothing is kept without end."""

import re
from typing import Any

import pytest
from django.test import Client

from parvis.pathway.models import KeptPlan
from parvis.web.pages import address
from parvis.web.session import COOKIE
from tests.pathway.situations import SITUATIONS
from tests.web.test_pathway import before, text_of, url, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_TODAY", "2026-11-22")


def test_a_link_never_takes_the_place_of_answers_already_given(client: Client) -> None:
    walk(client, "convened_in_montreal")
    start, shown = address("fr", "start"), text_of(client.get(address("fr", "check")))
    here = {key: SITUATIONS["convened_in_montreal"][key] for key in ("role", "stage")}
    other = {"role": "claimant" if here["role"] == "defendant" else "defendant"}
    for method in (client.get, client.head):
        response = method(start, other)
        assert response.status_code == 200 and COOKIE not in response.cookies
        assert method(start, here)["Location"] == address("fr", "check")
    assert text_of(client.get(address("fr", "check"))) == shown


def test_reading_only_the_head_of_a_link_answers_nothing(client: Client) -> None:
    response = client.head(address("fr", "start"), {"role": "defendant", "stage": "claim_filed"})
    assert response.status_code == 303 and COOKIE not in response.cookies


def test_where_no_more_plans_are_kept_today_the_page_says_what_else_to_do(client: Client, settings: Any) -> None:
    walk(client, "convened_in_montreal")
    settings.KEPT_PLANS_A_DAY = 0
    response = client.post(address("fr", "plan_keep"))
    assert response.status_code == 503 and not KeptPlan.objects.exists()
    assert "Réessayez demain" in text_of(response) and address("fr", "plan_pdf") in response.content.decode()


def test_files_of_a_kept_plan_are_only_read(client: Client) -> None:
    for name in ("kept_plan_pdf", "kept_plan_calendar"):
        assert client.post(address("fr", name, token="x" * 32)).status_code == 405


@pytest.mark.parametrize("key", ["amount", "home", "notice_days"])
def test_a_field_stops_where_the_server_does(client: Client, key: str) -> None:
    before(client, key)
    field = re.search(rf'<input[^>]*name="{key}"[^>]*>', client.get(url(key)).content.decode())
    assert field and re.search(r'maxlength="(60|200)"', field[0])
