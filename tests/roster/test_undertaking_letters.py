"""What the night does of undertakings: worked out again, told once; and ten thousand of them listed by deadline."""

import json
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.people import letters
from parvis.roster.models import Undertaking
from parvis.roster.reminding import follow_undertakings
from parvis.web.pages import address
from tests.factories.people import signed_in
from tests.factories.roster import make_mediator, make_officer
from tests.factories.undertakings import keep_mandate

pytestmark = pytest.mark.django_db
CERTIFIED = date(2022, 3, 15)


def at(day: date) -> datetime:
    return datetime.combine(day, time(4, 27), QUEBEC)


@pytest.fixture
def night(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., object]
) -> Callable[[str], list[str]]:
    """Live a night; the letters that left, as text."""
    monkeypatch.setattr(letters, "later", lambda work: work())

    def lived(iso: str) -> list[str]:
        mail.outbox.clear()
        day = date.fromisoformat(iso)
        with django_capture_on_commit_callbacks(execute=True), side("worker"):  # type: ignore[attr-defined]
            follow_undertakings(on=day, at=at(day))
        return [str(one.body) for one in mail.outbox]

    return lived


def test_each_date_is_told_once_and_again_when_it_moves(night: Callable[[str], list[str]]) -> None:
    """The year is to be asked by 2023-12-15, everything done by 2024-03-15."""
    mediator = make_mediator(since=CERTIFIED, at=at(CERTIFIED))
    assert night("2022-03-16") == []
    row = Undertaking.objects.get(certification=mediator)
    assert (row.status, row.deadline, row.ask_by) == ("open", date(2024, 3, 15), date(2023, 12, 15))
    (first,) = night("2023-09-16")
    assert "15 décembre 2023" in first.replace("\u00a0", " ")
    assert night("2023-09-17") == [], "told once"
    (month,) = night("2023-11-20")
    assert "un an de plus" in month
    (both,) = night("2023-12-16")
    assert "15 mars 2024" in both.replace("\u00a0", " ")
    alone = keep_mandate(mediator, date(2023, 12, 1), date(2023, 12, 20), objects=["custody"], at=at(CERTIFIED))
    (flagged,) = night("2023-12-21")
    assert alone.number in flagged
    assert night("2023-12-22") == []
    assert len(night("2024-02-14")) == 1
    (over,) = night("2024-03-16")
    assert "a pris fin" in over
    assert night("2024-03-17") == []
    assert Undertaking.objects.get(certification=mediator).status == "lapsed"


#: Ten thousand mediators of the Barreau, made by the database itself.
MANY = """
WITH people AS (
    INSERT INTO roster_professional (slug, name, name_key, profession, phone, email, website, place, districts, languages,
        matters, in_person, remote, accepting, added_at, added_by, changed_at)
    SELECT 'p' || n, 'Exemple ' || n, 'exemple ' || n, 'lawyer', '', '', '', '', '{}', '{}', '{}', true, false, true, now(),
        'system', now() FROM generate_series(1, 10000) AS n RETURNING id
), held AS (
    INSERT INTO roster_certification (professional_id, body_id, kind, background, added_at)
    SELECT id, 'barreau-du-quebec', 'family_mediation', 'legal', now() FROM people RETURNING id
)
INSERT INTO roster_undertaking (certification_id, kind, began, deadline, status, lines_missing, unsupervised, told, computed_on)
SELECT id, 'undertaking', '2022-03-15', date '2022-03-15' + (id % 3000)::int, (ARRAY['open', 'met', 'lapsed'])[id % 3 + 1], 2,
    (id % 7 = 0)::int, '{}', '2022-03-15' FROM held
"""


@pytest.mark.slow
def test_ten_thousand_undertakings_are_listed_in_a_tenth_of_a_second() -> None:
    """What the database spends on the officer's page, every query of it: under 100 ms, whatever the page and the filter."""
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        for table in ("professional", "certification", "undertaking"):
            cursor.execute(f"ANALYZE roster_{table}")
    officer, page = signed_in(make_officer()), address("fr", "certifying_undertakings")
    for query in ("", "?page=200", "?state=lapsed", "?state=unsupervised&q=exemple+9"):
        with CaptureQueriesContext(connection) as asked:
            response = officer.get(page + query)
        assert response.status_code == 200
        spent = [explained(one["sql"]) for one in asked.captured_queries if "roster_undertaking" in one["sql"]]
        assert sum(spent) < 100, (query, spent)
    assert "10\u00a0000" in officer.get(page).content.decode()


def explained(sql: str) -> float:
    """Milliseconds that the database takes for a query: the best of five, since other tests run beside this one."""
    times = []
    with connection.cursor() as cursor:
        for _ in range(5):
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.replace("%", "%%"))
            row = cursor.fetchone()
            assert row is not None
            plan = row[0] if not isinstance(row[0], str) else json.loads(row[0])
            times.append(float(plan[0]["Execution Time"] + plan[0]["Planning Time"]))
    return min(times)
