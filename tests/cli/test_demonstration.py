"""The demonstration: invented people, whose answers lead to a plan on any day."""

from datetime import date

import pytest

from parvis.cli.demonstration import answers_of, people
from parvis.pathway.questions import is_complete

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2027, 2, 28), date(2028, 7, 1)])
def test_every_invented_person_reaches_a_plan(on: date) -> None:
    assert len(people()) == 10
    for person in people():
        answers = answers_of(person, on=on)
        assert is_complete(answers), person.who.en
        unused = set(person.typed) - set(answers)
        assert not unused, f"{person.who.en}: never asked {unused}"
