"""Who is there in most tests of the payments: the Service, on the first of April 2026, and a mediator whom it can pay.

What needs Django is imported in the fixtures: this file is read before it is set up.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parvis.people.models import Person
    from parvis.roster.models import Certification

DAY = date(2026, 4, 1)


@pytest.fixture
def service() -> Person:
    """The Service pays here; its officer."""
    from tests.factories.mandates import SERVICE, moment
    from tests.factories.roster import make_service_officer, switch_on

    switch_on(SERVICE, code="service", at=moment(DAY, 12))
    return make_service_officer(at=moment(DAY, 12))


@pytest.fixture
def mediator() -> Certification:
    """A mediator with an account where they are paid."""
    from tests.factories.mandates import give_account, moment
    from tests.factories.roster import make_mediator

    one = make_mediator(since=date(2020, 1, 1))
    give_account(one, at=moment(DAY, 12))
    return one
