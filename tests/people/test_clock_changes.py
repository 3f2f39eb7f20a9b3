"""The two nights when the clock moves: an hour is an hour, for sessions, proofs, the operator's mode, links and invitations.

On 1 November 2026 the clock shows 1 h 30 twice; on 14 March 2027 it goes from 2 h to 3 h. What lasts counts real time; what is
told in days or in hours to people is told in those of Québec (`test_roles.py` holds the days of a role).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from parvis.config import clock
from parvis.people.actions.accounts import give_way_in
from parvis.people.actions.invitations import invite_person, readable
from parvis.people.actions.notices import moment_words
from parvis.people.actions.operating import start_operator_mode
from parvis.people.actions.roles import Grant
from parvis.people.models import OperatorMode, Session
from parvis.people.models.role import INVITED_FOR, LONGEST_MODE, day_of
from parvis.people.models.visit import FRESH, IDLE, LONGEST
from parvis.people.refused import Refused
from tests.factories.people import make_person, signed_in
from tests.factories.roles import make_operator

pytestmark = pytest.mark.django_db
#: A quarter of an hour before the clock moves.
AUTUMN, SPRING = datetime(2026, 11, 1, 5, 45, tzinfo=UTC), datetime(2027, 3, 14, 6, 45, tzinfo=UTC)
SECOND = timedelta(seconds=1)
nights = pytest.mark.parametrize("night", [AUTUMN, SPRING], ids=["autumn", "spring"])


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the machine's clock, as `config.clock` reads it."""

    def set_to(moment: datetime) -> datetime:
        class Set(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return moment.astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Set)
        return clock.instant()

    return set_to


@nights
def test_an_hour_added_to_an_instant_is_an_hour(night: datetime, now: Any) -> None:
    here = now(night)
    assert here == night
    assert (here + timedelta(hours=1)).timestamp() - here.timestamp() == 3600
    assert (here + timedelta(hours=1) - here) == timedelta(hours=1)


@nights
def test_a_session_goes_on_through_the_night_and_no_longer(night: datetime, now: Any) -> None:
    client = signed_in(make_person(), at=now(night))
    for minutes in (20, 45, 70):
        now(night + timedelta(minutes=minutes))
        assert client.get("/fr/compte/").status_code == 200, f"after {minutes} minutes"
    now(night + timedelta(minutes=70) + IDLE - SECOND)
    assert client.get("/fr/compte/").status_code == 200
    now(night + timedelta(minutes=70) + IDLE + IDLE)
    assert client.get("/fr/compte/").status_code == 303
    held = Session.objects.get()
    assert held.ends_at - held.started_at == LONGEST


@nights
def test_a_proof_is_fresh_for_ten_minutes(night: datetime, now: Any) -> None:
    client = signed_in(make_person(), at=now(night + timedelta(minutes=10)))
    now(night + timedelta(minutes=10) + FRESH - SECOND)
    assert client.get("/fr/compte/mot-de-passe/").status_code == 200
    now(night + timedelta(minutes=10) + FRESH)
    assert client.get("/fr/compte/mot-de-passe/").status_code == 303


@nights
def test_the_operators_mode_lasts_what_was_asked(night: datetime, now: Any) -> None:
    operator = make_operator(at=now(night), mode=False)
    mode = start_operator_mode(operator, reason="Une nuit de garde", minutes=60, by=operator, at=now(night))
    assert mode.ends_at - mode.begins_at == LONGEST_MODE
    kept = OperatorMode.objects.get()
    assert kept.minutes_left(at=now(night + timedelta(minutes=20))) == 40
    assert OperatorMode.objects.open(operator, at=now(night + LONGEST_MODE - SECOND)) is not None
    assert OperatorMode.objects.open(operator, at=now(night + LONGEST_MODE)) is None


@nights
def test_an_invitation_and_a_link_last_whole_days(night: datetime, now: Any) -> None:
    sent: list[str] = []

    def where(lang: str, name: str, token: str) -> str:
        sent.append(token)
        return token

    for start in (night, night - timedelta(days=7)):
        operator = make_operator(at=now(start))
        grant = Grant("analyst", day_of(start))
        invite_person(f"a{start:%d}@exemple.invalid", grant, language="fr", addresses=where, by=operator, at=now(start))
        assert readable(sent[-1], at=now(start + INVITED_FOR - SECOND)).role == "analyst"
        with pytest.raises(Refused, match="has ended"):
            readable(sent[-1], at=now(start + INVITED_FOR))
    token = give_way_in(make_person(), by="system", at=now(night))
    now(night + timedelta(days=3) - SECOND)
    assert Client().get(f"/fr/compte/lien/{token}/").status_code == 200
    now(night + timedelta(days=3))
    assert Client().get(f"/fr/compte/lien/{token}/").status_code == 404


def test_a_letter_tells_the_hour_of_quebec() -> None:
    assert moment_words(AUTUMN).fr.endswith("à 1 h 45")
    assert moment_words(AUTUMN + timedelta(hours=1)).fr.endswith("à 1 h 45"), "that hour comes twice"
    assert moment_words(SPRING + timedelta(minutes=15)).en.endswith("at 3:00")
    late = datetime(2026, 7, 2, 2, 30, tzinfo=UTC)
    assert "1er juillet" in moment_words(late).fr.replace("\u00a0", " "), "the evening before, in Québec"
