"""A return before the end of an undertaking: the certifier says how much time is left. And supervision that nobody answers."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail

from parvis.config import clock
from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.law.texts import LAW
from parvis.people import letters
from parvis.people.refused import Refused
from parvis.roster.actions.completion import record_unmet
from parvis.roster.actions.returning import decide_time_left, return_of
from parvis.roster.actions.standing import record_act
from parvis.roster.models import TimeLeft, Undertaking
from parvis.roster.progress import progress_of
from parvis.roster.reminding import follow_undertakings, remind_supervisors
from parvis.web.pages import address
from tests.factories.mandates import person_behind
from tests.factories.people import signed_in
from tests.factories.roster import make_mediator, make_officer
from tests.factories.undertakings import keep_mandate, keep_sessions, make_supervisor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sent(monkeypatch: Any) -> None:
    monkeypatch.setattr(letters, "later", lambda work: work())
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())


@pytest.mark.slow
def test_the_certifier_says_how_much_time_is_left_after_a_return() -> None:
    today, now = clock.today(), clock.now()
    certified, left = today - timedelta(days=900), today - timedelta(days=700)
    officer, mine = make_officer(), make_mediator(since=certified)
    client, page = signed_in(officer), address("fr", "certifying_undertaking", number=mine.pk)
    assert "Le temps qui reste" not in client.get(page).content.decode(), "nothing to say without a return"
    with pytest.raises(Refused, match="No time"):
        decide_time_left(mine, today, reason="x" * 20, seen=0, by=officer, on=today, at=now)
    record_act(mine, "ceased_activities", day=left, informed=left, by=officer, at=now, key="gone")
    fee = LAW.parameters["c25.01-r0.7/examination-fee"].at(today - timedelta(days=3)).value
    back = today - timedelta(days=3)
    record_act(mine, "certification_requested", day=back, fee=fee, by=officer, at=now, key="asked")  # type: ignore[arg-type]
    record_act(mine, "certified", day=back, by=officer, at=now, key="again")
    picture = progress_of(mine, today)
    found = return_of(picture)
    assert found is not None and (found.day, found.cancelled) == (back, left)
    assert found.remained == (picture.deadline - left).days and found.leads_to == back + timedelta(days=found.remained)
    assert picture.status == "lapsed", "the period of the text does not stop for a cancellation"
    form = {
        "act": "time_left",
        "seen": "0",
        "last_day": found.leads_to.isoformat(),
        "reason": "Ce qui restait à l’annulation.",
    }
    bad = ({"last_day": "hier <b>"}, {"last_day": "2019-01-01"}, {"reason": "court"}, {"seen": "²"}, {"seen": "7"})
    for wrong in bad:
        assert client.post(page, form | wrong).status_code == 422, wrong
    other = signed_in(make_officer("ordre-psychologues", name="Paule Exemple"))
    assert other.post(page, form).status_code == 404
    assert client.post(page, form)["Location"] == page + "?done=time_left"
    assert client.post(page, form).status_code == 422, "another officer, or the back button"
    assert [one.subject for one in mail.outbox] == ["Le temps qui reste à votre engagement"]
    picture = progress_of(mine, today)
    assert (picture.status, picture.last_day) == ("open", found.leads_to)
    assert Undertaking.objects.get(certification=mine).deadline == found.leads_to
    own = signed_in(person_behind(mine)).get(address("fr", "practice_undertaking_one", number=mine.pk)).content.decode()
    assert "la décision d’une personne, pas un calcul" in own and "Ce qui restait" in own
    with pytest.raises(Refused, match="only from the next day"):
        record_unmet(mine, by=officer, on=today, at=now)
    shorter = {"last_day": (today - timedelta(days=1)).isoformat(), "seen": str(TimeLeft.objects.get().pk)}
    assert client.post(page, form | shorter).status_code == 303
    assert progress_of(mine, today).status == "lapsed" and "remplacé" in client.get(page).content.decode()
    assert record_unmet(mine, by=officer, on=today, at=now).kind == "undertaking_unmet"


def test_supervision_that_nobody_answers_is_told_once_to_both() -> None:
    day = date(2023, 3, 1)
    then = datetime.combine(day, time(12), QUEBEC)
    mine = make_mediator(since=date(2022, 3, 15), at=then)
    supervisor = make_supervisor(at=then)
    mandate = keep_mandate(mine, date(2023, 1, 9), date(2023, 2, 20), at=then)
    keep_sessions(mandate, supervisor, [date(2023, 2, 1), date(2023, 2, 8)], state="recorded", at=then)

    def night(on: date) -> list[str]:
        mail.outbox.clear()
        with side("worker"):
            follow_undertakings(on=on, at=datetime.combine(on, time(4), QUEBEC))
        with side("worker"):
            remind_supervisors(on=on, at=datetime.combine(on, time(4), QUEBEC))
        return [f"{one.to[0]} {one.body}" for one in mail.outbox]

    told = [one for one in night(day + timedelta(days=29)) if "30 jours" in one]
    assert told == [], "not yet"
    both = [one for one in night(day + timedelta(days=30)) if "30 jours" in one]
    assert len(both) == 2 and sum("réponse depuis plus de 30 jours\xa0: 2" in one for one in both) == 1
    assert not [one for one in night(day + timedelta(days=31)) if "30 jours" in one], "once"
    picture = progress_of(mine, day + timedelta(days=31))
    assert picture.unanswered == (mandate.number,) and picture.without_supervision == []
    shown = signed_in(person_behind(supervisor)).get(address("fr", "practice_to_confirm")).content.decode()
    assert shown.count("attend depuis plus de 30 jours") == 2
    own = signed_in(person_behind(mine)).get(address("fr", "practice_undertaking_one", number=mine.pk)).content.decode()
    assert "pas un délai de la loi" in own
