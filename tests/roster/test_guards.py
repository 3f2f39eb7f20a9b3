"""What the roster refuses although each step is allowed by itself: each case was once possible."""

from datetime import date
from typing import Any

import pytest

from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.review import withdraw_claim
from parvis.people.refused import Refused
from parvis.roster.actions.sessions import record_work, void_session, void_work
from tests.factories.mandates import SERVICE, make_mandate, make_session, moment, person_behind, report
from tests.factories.roster import make_mediator, switch_on

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
NOW = moment(date(2026, 4, 1), 12)


def refused(words: str, act: Any, *args: Any, field: str | None = None, **said: Any) -> None:
    """The act is refused with these words, at this field."""
    with pytest.raises(Refused, match=words) as found:
        act(*args, **said)
    assert field is None or found.value.field == field
    assert found.value.reason.fr != found.value.reason.en


def test_what_a_claim_counts_is_not_voided_by_who_wrote_it() -> None:
    switch_on(SERVICE, code="service", at=NOW)
    small = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
    by: dict[str, Any] = {"by": person_behind(small), "at": NOW}
    file = make_mandate(small, DAY, kind="small_claims")
    unsigned = make_session(file, DAY, sign=False)
    claim = send_claim(file, key="small", **by)
    refused("in a fee claim", void_session, unsigned, **by)
    withdraw_claim(claim, version=claim.version, **by)
    assert void_session(unsigned, **by).voided_at, "nothing counts it any more"
    mediator = make_mediator(since=date(2020, 1, 1))
    by["by"] = person_behind(mediator)
    mandate = make_mandate(mediator, DAY)
    make_session(mandate, DAY)
    work = record_work(mandate, day=DAY, minutes=60, purpose="summary", **by)
    report(mandate, "held", 1, DAY)
    send_claim(mandate, key="family", **by)
    refused("in a fee claim", void_work, work, **by)
