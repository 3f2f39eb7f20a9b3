"""Standing: acts recorded once, what the law makes of them, notices made with them, corrections."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import count

import pytest

from parvis.config.clock import QUEBEC
from parvis.journal.models import Entry
from parvis.people.models import Person
from parvis.roster.actions.standing import record_act
from parvis.roster.models import Certification, MinisterNotice, StandingAct, StandingPeriod
from parvis.roster.standing import chain, status_on
from tests.factories.roster import make_certification, make_officer, make_professional

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=QUEBEC)
_keys = count()
Act = Callable[..., StandingAct]


@pytest.fixture
def officer() -> Person:
    return make_officer(at=AT)


@pytest.fixture
def certification() -> Certification:
    return make_certification(make_professional(at=AT), at=AT)


@pytest.fixture
def act(officer: Person, certification: Certification) -> Act:
    def recorded(kind: str, day: str, **more: object) -> StandingAct:
        given = {"by": officer, "at": AT, "key": f"k{next(_keys)}", **more}
        on = given.pop("of", certification)
        return record_act(on, kind, day=date.fromisoformat(day), **given)  # type: ignore[arg-type]

    return recorded


def spans(certification: Certification) -> list[tuple[str, str, str | None]]:
    found = StandingPeriod.objects.filter(certification=certification).order_by("days")
    return [(one.status, str(one.days.lower), str(one.days.upper) if one.days.upper else None) for one in found]


def test_a_certification_from_first_to_last_day(act: Act, certification: Certification) -> None:
    """Granted, suspended, lifted, cancelled on the day the body was informed: a status a day, a notice an act, each its norm."""
    granted = act("certified", "2024-01-10")
    act("struck_off_temporarily", "2024-05-01")
    lifted = act("sanction_ended", "2024-08-01")
    left = act("ceased_activities", "2025-02-01", informed=date(2025, 3, 1))
    assert spans(certification) == [
        ("certified", "2024-01-10", "2024-05-01"),
        ("suspended", "2024-05-01", "2024-08-01"),
        ("certified", "2024-08-01", "2025-03-01"),
        ("cancelled", "2025-03-01", None),
    ]
    assert status_on(certification, date(2025, 2, 28))[0] == "certified"
    status, period = status_on(certification, date(2025, 3, 1))
    assert (status, period and period.act) == ("cancelled", left)
    assert status_on(certification, date(2024, 1, 9)) == ("none", None)
    assert [link.act.kind for link in chain(certification, date(2025, 2, 28))] == [
        "certified",
        "struck_off_temporarily",
        "sanction_ended",
    ]
    notices = MinisterNotice.objects.filter(certification=certification).order_by("pk")
    assert [(one.kind, one.mandated) for one in notices] == [
        ("certified", True),
        ("suspended", True),
        ("lifted", False),
        ("cancelled", True),
    ]
    assert lifted.needs_notice == "lifted" and granted.norm == "c25.01-r0.7/s6-al1-cert"
    assert left.norm == "c25.01-r0.7/s9-al1-cease"
    content = granted.notice.content
    assert content["name"] == "Maude Exemple-Médiatrice" and content["member_number"] == "000000-0"
    assert content["addresses"] == ["34, rue Exemple, Laval"] and content["telephones"] == ["514-555-0100"]
    assert notices[0].target == date(2026, 11, 23)
    facts = Entry.objects.about("certification", certification.code)
    assert [entry.codes["kind"] for entry in facts] == [
        "certified",
        "struck_off_temporarily",
        "sanction_ended",
        "ceased_activities",
    ]
