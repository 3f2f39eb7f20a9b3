"""Schedules that end, prices that nobody dated, values past their horizon, contradictions; their nights, their command."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from parvis.cli import watch
from parvis.cli.keeping import records
from parvis.cli.keeping.findings import CAREFUL, OK
from parvis.config import clock
from parvis.config.home import Stop
from parvis.directory.actions import revise_record
from parvis.directory.models import Finding, Organization, Round, Service, Version
from parvis.directory.recurrence import Pause, Rule
from parvis.directory.watch import contradictions, prices, rules, schedules
from parvis.directory.watch.duties import LOCAL, look_at_records, watch_records
from parvis.directory.watch.noting import KEPT, Seen, forget_findings, note_findings, note_round
from parvis.journal.jobs import DONE, FAILED, forget_jobs
from parvis.journal.models import Entry
from parvis.journal.tasks import forget_old_jobs
from parvis.law import coverage
from parvis.people.models.role import day_of

pytestmark = pytest.mark.django_db
NOW = clock.instant()
ON = date(2026, 11, 22)
MONTHLY = {"certainty": "rule", "rrule": "FREQ=MONTHLY;BYDAY=-1TH", "first": "2024-01-25", "holidays": "unknown"}


def revised(change: Callable[[dict[str, Any]], None], record: str = "SVC-097") -> Service:
    version = Version.objects.of("service", record).first()
    assert version is not None
    says = {**version.content}
    change(says)
    revise_record(Service.objects.get(pk=record), says=says, by="person:0", at=NOW)
    return Service.objects.listed().get(pk=record)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4)), None),
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), date(2027, 6, 30)), None),
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), date(2026, 12, 10)), ("ends", "2026-12-10", 3)),
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), date(2026, 12, 25)), None),
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), date(2026, 12, 23)), ("ends", "2026-12-17", 4)),
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), date(2026, 11, 21)), ("over", "2026-11-19", 0)),
        (Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), date(2026, 11, 22)), ("over", "2026-11-19", 0)),
        (Rule("confirmed", dates=(date(2026, 3, 1), date(2026, 12, 1))), ("ends", "2026-12-01", 1)),
        (Rule("confirmed", dates=(date(2026, 3, 1), date(2027, 12, 1))), None),
        (Rule("confirmed", dates=(date(2019, 3, 1),)), ("over", "2019-03-01", 0)),
        (
            Rule("confirmed", dates=(date(2026, 12, 1),), exceptions=frozenset({date(2026, 12, 1)})),
            ("over", "2026-12-01", 0),
        ),
        (Rule("rule", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", date(2024, 1, 1), holidays="skip"), ("over", "", 0)),
        (
            Rule("rule", "FREQ=WEEKLY", date(2024, 1, 4), pauses=(Pause(date(2026, 1, 1), date(2099, 1, 1)),)),
            ("over", "2025-12-25", 0),
        ),
        (Rule("unknown"), None),
    ],
)
def test_a_schedule_that_ends(rule: Rule, found: tuple[str, str, int] | None) -> None:
    outcome = schedules.ending(rule, ON)
    assert (outcome and (outcome[0], outcome[1]["last"], outcome[1]["upcoming"])) == found


@pytest.mark.slow
def test_a_schedule_is_no_finding_where_another_goes_on() -> None:
    over = {"certainty": "confirmed", "dates": ["2026-03-26"]}
    assert list(schedules.of_service(revised(lambda says: says.update(schedules=[over, MONTHLY])), ON)) == []
    (seen,) = schedules.of_service(revised(lambda says: says.update(schedules=[over])), ON)
    assert (seen.path, seen.code, seen.evidence["last"]) == ("schedules.1", "over", "2026-03-26")
    for status in ("paused", "ended", "planned"):
        gone = revised(lambda says, status=status: says.update(status=status))  # type: ignore[misc]
        assert list(schedules.of_service(gone, ON)) == []
    ended = revised(lambda says: says.update(status="active", until="2026-04"))
    assert list(schedules.of_service(ended, ON)) == [], "the end of the service itself is another finding"


@pytest.mark.parametrize(
    ("cost", "checked", "code"),
    [
        ({"kind": "paid", "as_of": "2025-11-23"}, "", "undated_price"),
        ({"kind": "paid", "as_of": "2025-11-21"}, "", "old_price"),
        ({"kind": "tariff", "as_of": "2020-01-01"}, "2025-11-23", None),
        ({"kind": "flat_fee", "as_of": "2020-01-01"}, "2025-11-21", "old_price"),
        ({"kind": "free", "as_of": "2020-01-01"}, "", None),
        ({"kind": "unknown", "as_of": "2020-01-01"}, "", None),
    ],
)
def test_a_price_is_dated_by_its_source_or_by_a_check(cost: dict[str, str], checked: str, code: str | None) -> None:
    check = {"fields": ["costs"], "by": "X", "how": "called", "on": checked}
    one = revised(
        lambda says: says.update(costs=[{"payer": "user", "source": "x", **cost}], assurance=[check] if checked else [])
    )
    assert [seen.code for seen in prices.of_service(one, ON)] == ([code] if code else [])


def test_values_of_the_law_past_their_horizon_are_those_of_the_command() -> None:
    seen = rules.past_horizon(ON)
    assert {one.record for one in seen if one.code == "past_horizon"} == {one.parameter for one in coverage.stale(ON)}
    first = min(date.fromisoformat(one.evidence["confirmed_until"]) for one in seen)
    before = {one.record: one.code for one in rules.past_horizon(first - timedelta(days=60))}
    day_before = {one.record: one.code for one in rules.past_horizon(first - timedelta(days=61))}
    assert not day_before or "past_horizon" not in day_before.values()
    assert all(code == "near_horizon" for code in before.values())


def test_an_end_that_has_passed_and_a_start_that_has_passed() -> None:
    one = Service.objects.listed().get(pk="SVC-097")

    def codes(**said: str) -> list[str]:
        one.until, one.since, one.status = said.get("until", ""), said.get("since", ""), said.get("status", "active")
        return [seen.code for seen in contradictions.of_service(one, ON)]

    assert codes(until="2026-11") == []
    assert codes(until="2026-10") == ["past_end"]
    assert codes(until="2026-11-21") == ["past_end"]
    assert codes(until="2026") == [], "the year is not over"
    assert codes(until="2025", status="ended") == []
    assert codes(until="2028", status="planned", since="2026-10") == ["past_start"]
    assert codes(until="2028", status="planned", since="2026") == []


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Le service se donne temporairement à distance.", "temporairement"),
        ("À cause de la COVID-19, appelez avant.", "covid"),
        ("Fermé jusqu’à nouvel ordre.", "jusqu a nouvel ordre"),
        ("Une solution durable, sans condition de temps.", ""),
        ("Le Contemporain", ""),
    ],
)
def test_a_passing_state_that_nobody_looked_at_in_a_year(said: str, word: str) -> None:
    one = Service.objects.listed().get(pk="SVC-097")
    one.details_fr = said
    found = [seen for seen in contradictions.of_service(one, ON) if seen.code == "passing_state"]
    assert [seen.evidence["word"] for seen in found] == ([word] if word else [])


def test_a_passing_state_that_somebody_looked_at_is_no_finding() -> None:
    def checked(says: dict[str, Any]) -> None:
        says["details"] = {"fr": "Fermé temporairement.", "en": "Closed temporarily."}
        says["assurance"] = [{"fields": ["details"], "by": "X", "how": "called", "on": "2026-01-01"}]

    assert list(contradictions.of_service(revised(checked), ON)) == [], "somebody looked since"


def body(pk: str, phone: str, parent: str | None = None) -> Organization:
    return Organization(id=pk, phone=phone, parent_id=parent, name_fr=pk, name_en=pk)


def test_a_telephone_of_two_bodies() -> None:
    one, other = body("ORG-1", "418 555-0100"), body("ORG-2", "1 (418) 555-0100 poste 4")
    found = list(contradictions.shared_phones([one, other], []))
    assert [(seen.record, seen.evidence["other"]) for seen in found] == [("ORG-1", "ORG-2"), ("ORG-2", "ORG-1")]
    assert list(contradictions.shared_phones([one, other], [frozenset({"ORG-1", "ORG-2", "ORG-3"})])) == []
    assert list(contradictions.shared_phones([one, body("ORG-2", "418 555-0100", "ORG-1")], [])) == []
    assert list(contradictions.shared_phones([body("ORG-1", "811"), body("ORG-2", "811")], [])) == []
    siblings = [body("ORG-1", "418 555-0100", "ORG-9"), body("ORG-2", "418 555-0100", "ORG-9")]
    assert list(contradictions.shared_phones(siblings, [])) == []


@pytest.mark.slow
def test_the_night_is_idempotent_and_a_corrected_record_settles_its_finding() -> None:
    opened = look_at_records(0)
    assert opened == Finding.objects.count() > 100
    entries = Entry.objects.filter(subject_kind="finding").count()
    assert look_at_records(0) == 0
    assert (Finding.objects.count(), Entry.objects.filter(subject_kind="finding").count()) == (opened, entries)
    assert set(Round.objects.values_list("watcher", "outcome")) == {(name, "done") for name in LOCAL}
    lost = Finding.objects.filter(code="lost_link").order_by("pk")[0]
    revised(lambda says: says.setdefault("access", {}).update(web="https://exemple.test/"), lost.record)
    noted = watch_records("contradictions", at=NOW)
    assert (noted.settled, noted.opened) == (1, 0)
    lost.refresh_from_db()
    assert (lost.state, lost.state_by) == ("settled", "system")


def test_a_round_settles_only_what_it_looked_at() -> None:
    seen = [
        Seen("service", "SVC-001", "a", "dead"),
        Seen("service", "SVC-002", "a", "dead"),
        Seen("service", "SVC-003", "a", "dead"),
    ]
    note_findings("links", seen, at=NOW)
    noted = note_findings("links", [], at=NOW, stay={seen[0].place}, only={seen[0].place, seen[1].place})
    assert noted.settled == 1
    assert list(Finding.objects.filter(state="open").order_by("record").values_list("record", flat=True)) == [
        "SVC-001",
        "SVC-003",
    ]


def test_settled_findings_are_forgotten_in_time() -> None:
    note_findings("links", [Seen("service", "SVC-001", "a", "dead"), Seen("service", "SVC-002", "a", "dead")], at=NOW)
    note_findings("links", [Seen("service", "SVC-002", "a", "dead")], at=NOW)
    assert forget_findings(at=NOW + KEPT - timedelta(days=1)) == 0
    assert forget_findings(at=NOW + KEPT) == 1
    assert Finding.objects.get().record == "SVC-002", "what is open stays, however old"


def queued(status: str, days: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'x', %s) RETURNING id",
            [status],
        )
        (number,) = cursor.fetchone()
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [number])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'deferred', %s)",
            [number, NOW - timedelta(days=days)],
        )
    return int(number)


def test_old_jobs_are_forgotten_and_nothing_else() -> None:
    kept = [
        queued("succeeded", DONE.days - 1),
        queued("failed", FAILED.days - 1),
        queued("todo", 999),
        queued("doing", 999),
    ]
    gone = [queued("succeeded", DONE.days + 1), queued("failed", FAILED.days + 1), queued("cancelled", FAILED.days + 1)]
    assert forget_jobs(at=NOW) == len(gone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE task_name = 'x' ORDER BY id")
        assert [row[0] for row in cursor.fetchall()] == kept
        cursor.execute("SELECT count(*) FROM procrastinate_events WHERE job_id = ANY(%s)", [gone])
        assert cursor.fetchone() == (0,)
    assert forget_old_jobs(0) == 0, "on the worker's side"


def test_the_doctor_tells_where_links_are_not_checked() -> None:
    connection.ensure_connection()
    assert records.watchers(connection.connection).level == OK
    for outcome, level, says in (
        ("off", OK, "PARVIS_WATCH_LINKS=0"),
        ("no_network", CAREFUL, "nothing outside"),
        ("done", OK, "1 findings"),
    ):
        note_round("links", outcome, at=NOW)
        note_findings("links", [Seen("service", "SVC-001", "a", "dead")], at=NOW)
        found = records.watchers(connection.connection)
        assert (found.level, says in found.seen) == (level, True)


@pytest.mark.slow
def test_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr("parvis.cli.setup.database_up", nullcontext)
    out = io.StringIO()
    assert watch.run(["contradictions", "--dry-run"], io.StringIO(), out, io.StringIO()) == 0
    assert "lost_link" in out.getvalue()
    assert "nothing kept" in out.getvalue()
    assert not Finding.objects.exists()
    out = io.StringIO()
    watch.run([], io.StringIO(), out, io.StringIO())
    lines = out.getvalue().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["schedules", "prices", "contradictions", "rules", "links"]
    assert "PARVIS_WATCH_LINKS=1" in lines[-1]
    assert Finding.objects.filter(first_seen=day_of(clock.instant())).exists()
    with pytest.raises(Stop, match="parvis watch"):
        watch.run(["everything"], io.StringIO(), io.StringIO(), io.StringIO())
