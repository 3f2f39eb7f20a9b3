"""A role that an act leans on cannot end before the act is whole: proved with two connections of their own."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.config import clock
from parvis.people.policies import authorise
from tests.factories.roles import make_in_role

pytestmark = pytest.mark.django_db
NUMBER = 987_654_321
PERSON = (
    "INSERT INTO people_person (id, email, name, language, is_active, handle, added_at, added_by) "
    "VALUES (%s, 'verrou@exemple.invalid', 'Verrou Exemple', 'fr', true, gen_random_uuid(), now(), 'test')"
)
HELD = (
    "INSERT INTO people_membership (person_id, organization, role, districts, from_day, granted_by, granted_at, ended_by, "
    "reviewed_on, reviewed_by) VALUES (%s, '', 'directory_editor', '{}', '2020-01-01', 'test', now(), '', now(), '')"
)
ENDS = "UPDATE people_membership SET ended_at = now(), ended_by = 'test' WHERE person_id = %s"


@pytest.fixture
def two() -> Iterator[tuple[Any, Any]]:
    """Two connections to this test's database, and somebody whom both of them see."""
    settings = connection.settings_dict
    where = {"host": settings["HOST"], "user": settings["USER"], "dbname": settings["NAME"]}
    with psycopg.connect(**where) as first, psycopg.connect(**where) as second:
        first.execute(PERSON, [NUMBER])
        first.execute(HELD, [NUMBER])
        first.commit()
        yield first, second
        first.rollback()
        second.rollback()
        first.execute("DELETE FROM people_membership WHERE person_id = %s", [NUMBER])
        first.execute("DELETE FROM people_person WHERE id = %s", [NUMBER])
        first.commit()


def test_ending_waits_for_the_act_that_leans_on_the_role(two: tuple[Any, Any]) -> None:
    person = make_in_role("directory_editor")
    with CaptureQueriesContext(connection) as asked:
        authorise(person, "desk.edit", at=clock.instant())
    question = next(one["sql"] for one in asked.captured_queries if "FOR UPDATE" in one["sql"])
    first, second = two
    held = first.execute(question.replace(f'"person_id" = {person.pk}', f'"person_id" = {NUMBER}')).fetchall()
    assert len(held) == 1, question
    second.execute("SET lock_timeout = '200ms'")
    with pytest.raises(psycopg.errors.LockNotAvailable):
        second.execute(ENDS, [NUMBER])
    second.rollback()
    first.rollback()
    second.execute("SET lock_timeout = '200ms'")
    assert second.execute(ENDS, [NUMBER]).rowcount == 1
