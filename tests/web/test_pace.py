"""No network asks faster than people do; nobody else waits for it, and nothing of it is written."""

from typing import Any

import pytest
from django.test import Client

from parvis.web import pace
from parvis.web.pace import Pace


def test_a_network_may_ask_for_much_at_once_then_at_its_pace() -> None:
    now = [100.0]
    counted = Pace(lambda: now[0])
    assert [counted.wait("a") for _ in range(pace.AT_ONCE)] == [0.0] * pace.AT_ONCE
    assert 0 < counted.wait("a") <= 1 / pace.A_SECOND
    assert counted.wait("b") == 0, "another network waits for nobody"
    now[0] += 1
    served = [counted.wait("a") == 0 for _ in range(pace.A_SECOND * 3)]
    assert served.count(True) == pace.A_SECOND, "who is refused does not wait longer for it"
    now[0] += 3600
    assert counted.wait("a") == 0


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST", 50)
    counted = Pace(lambda: 1.0)
    for number in range(500):
        counted.wait(str(number))
    assert len(counted._empty_at) == 50


@pytest.mark.django_db
def test_beyond_it_a_page_and_a_program_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 2)
    monkeypatch.setattr(pace, "A_SECOND", 0.01)
    far: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.77"}
    client = Client()
    assert [client.get("/en/about/", **far).status_code for _ in range(3)] == [200, 200, 429]
    told = client.get("/en/about/", **far)
    assert "Too many pages" in told.content.decode() and int(told["Retry-After"]) >= 1
    assert told["Content-Security-Policy"] and told["Cache-Control"] == "private, no-store"
    api = client.get("/api/v1/questions", **far)
    assert (api.status_code, api.json()["error"][0]["found"]) == (429, "too many requests")
    assert client.get("/en/about/", REMOTE_ADDR="203.0.113.78").status_code == 200, "another network"
    assert client.get("/health", **far).status_code == 200, "a probe is never refused"
    assert [client.get("/en/about/").status_code for _ in range(4)] == [200] * 4, "nor the machine itself"
