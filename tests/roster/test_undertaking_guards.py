"""What a correction undoes, what is once in each undertaking, who is supervised together, which past mandates count."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.law.kernel.money import Money
from parvis.people.refused import Refused
from parvis.roster.actions.completion import affidavit_of, join_affidavit, supervisors_of
from parvis.roster.actions.extensions import (
    Established,
    Inability,
    ask_inability,
    ask_one_year,
    establish_facts,
    grant_request,
)
from parvis.roster.actions.mandates import close_mandate
from parvis.roster.actions.sessions import record_work
from parvis.roster.actions.standing import correct_act, record_act
from parvis.roster.actions.supervision import record_supervision
from parvis.roster.extending import fingerprint
from parvis.roster.models import ExtensionRequest, Mandate, StandingAct, SupervisionSession, Undertaking
from parvis.roster.progress import progress_of
from parvis.roster.supervising import completed_by
from tests.factories.files import jpeg
from tests.factories.mandates import make_mandate, make_session, moment, person_behind
from tests.factories.roster import certified_since, make_certification, make_mediator, make_officer
from tests.factories.undertakings import keep_mandate, keep_sessions, make_supervisor

pytestmark = pytest.mark.django_db
CERTIFIED, FEE = date(2022, 3, 15), Money.dollars(65)
BEGIN = moment(date(2022, 3, 1))


def granted(request: ExtensionRequest, officer, day: date) -> date:  # type: ignore[no-untyped-def]
    """The deadline once the request is granted by the officer."""
    grant_request(request, reason="", seen=fingerprint(request), by=officer, on=day, at=moment(day))
    return Undertaking.objects.get(certification=request.certification).deadline


def test_a_corrected_extension_no_longer_lengthens_the_period_and_is_decided_again() -> None:
    mediator, officer = make_mediator(since=CERTIFIED, at=BEGIN), make_officer(at=BEGIN)
    day, me = date(2022, 9, 15), person_behind(mediator)
    ill = Inability("illness", date(2022, 6, 1), date(2022, 8, 29), FEE)
    asked = ask_inability(mediator, ill, by=me, on=day, at=moment(day))
    found = Established(FEE, True, True, first=ill.first, last=ill.last)
    asked = establish_facts(asked, found, seen=fingerprint(asked), by=officer, at=moment(day))
    assert granted(asked, officer, day) == date(2024, 6, 13)

    act = StandingAct.objects.get(certification=mediator, kind="undertaking_extended")
    correct_act(act, reason="Les jours étaient faux.", by=officer, at=moment(day, 15), key="wrong-days")
    assert Undertaking.objects.get(certification=mediator).deadline == date(2024, 3, 15)
    asked.refresh_from_db()
    assert (asked.state, asked.decision, asked.requested) == ("asked", None, day)

    shorter = Established(FEE, True, True, first=ill.first, last=date(2022, 6, 30))
    asked = establish_facts(asked, shorter, seen=fingerprint(asked), by=officer, at=moment(day, 16))
    assert granted(asked, officer, day) == date(2024, 4, 14)
    assert StandingAct.objects.counted().filter(certification=mediator, kind="undertaking_extended").count() == 1


def test_a_new_undertaking_has_its_own_year_and_its_own_affidavits() -> None:
    """Revoked, then certified again: nothing of the former undertaking is asked or satisfies the new one."""
    mediator, officer = make_mediator(since=CERTIFIED, at=BEGIN), make_officer(at=BEGIN)
    first, second, me = (
        make_supervisor(at=BEGIN),
        make_supervisor(name="Noa Exemple", at=BEGIN),
        person_behind(mediator),
    )

    def year(day: date) -> ExtensionRequest:
        return ask_one_year(mediator, alleges=True, reduced=False, fee=FEE, by=me, on=day, at=moment(day))

    def supervised(opened: date, supervisor) -> Mandate:  # type: ignore[no-untyped-def]
        mandate = keep_mandate(mediator, opened, opened + timedelta(days=30), at=moment(opened))
        keep_sessions(mandate, supervisor, [opened + timedelta(days=7)], at=moment(opened))
        return mandate

    def sworn(day: date) -> dict[str, bool]:
        picture = progress_of(mediator, day)
        return {one.professional.name: affidavit_of(picture, one) is not None for one in supervisors_of(picture)}

    day = date(2022, 9, 15)
    year(day)
    supervised(date(2022, 5, 2), first)
    supervised(date(2022, 5, 3), second)
    join_affidavit(mediator, second, jpeg(), by=me, on=day, at=moment(day))
    assert sworn(day) == {"Sacha Exemple-Superviseur": False, "Noa Exemple": True}

    for kind, on in (("permit_revoked", date(2022, 11, 1)), ("certified", date(2023, 2, 1))):
        record_act(mediator, kind, day=on, reason="Selon le Règlement", by=officer, at=moment(on), key=f"again {kind}")
    again = date(2023, 5, 2)
    supervised(date(2023, 3, 1), second)
    assert progress_of(mediator, again).beginning.day == date(2023, 2, 1)
    assert sworn(again) == {"Noa Exemple": False}
    join_affidavit(mediator, second, jpeg((61, 40)), by=me, on=again, at=moment(again))
    assert sworn(again) == {"Noa Exemple": True}
    assert year(again).began == date(2023, 2, 1)
    with pytest.raises(Refused, match="asked for once"):
        year(again)


def test_two_who_co_mediate_are_supervised_together_and_the_past_is_counted_once() -> None:
    one, two = make_mediator(since=CERTIFIED, at=BEGIN), make_mediator("Noa Exemple", since=CERTIFIED, at=BEGIN)
    supervisor, day = make_supervisor(at=BEGIN), date(2022, 4, 11)
    mandate = keep_mandate(one, date(2022, 4, 4), None, at=BEGIN)
    Mandate.objects.filter(pk=mandate.pk).update(co_mediator=two)
    mandate.refresh_from_db()
    for each in (one, two):
        record_supervision(mandate, supervisor=supervisor, day=day, by=person_behind(each), on=day, at=moment(day, 20))
    assert SupervisionSession.objects.filter(mandate=mandate, day=day).count() == 2
    with pytest.raises(Refused, match="already recorded"):
        record_supervision(mandate, supervisor=supervisor, day=day, by=person_behind(two), on=day, at=moment(day, 20))

    twice = make_supervisor(25, name="Ariane Exemple", at=BEGIN)
    other = make_certification(twice.professional, body="ordre-psychologues", mandates_before=25, at=BEGIN)
    certified_since(other, date(2010, 1, 4), at=BEGIN)
    keep_mandate(twice, date(2022, 1, 10), date(2022, 2, 10), at=BEGIN)
    assert completed_by(twice.professional, day) == 26, "the same past, attested by two certifiers"


def test_a_mandate_that_somebody_has_just_closed_takes_no_session_nor_work_after_that_day() -> None:
    mediator, day = make_mediator(since=CERTIFIED, at=BEGIN), date(2022, 5, 2)
    mandate, me, after = make_mandate(mediator, day), person_behind(mediator), day + timedelta(days=3)
    seen = Mandate.objects.get(pk=mandate.pk)  # as another window read it, before it was closed
    with CaptureQueriesContext(connection) as asked:
        close_mandate(mandate, closed=day, agreed=(), outcome="none", version=1, by=me, at=moment(day, 22))
    first = next(one["sql"] for one in asked if "roster_sessionsheet" in one["sql"] or "FOR UPDATE" in one["sql"])
    assert "FOR UPDATE" in first, "the mandate is held before its sessions are looked at"
    with pytest.raises(Refused, match="closed since"):
        make_session(seen, after)
    with pytest.raises(Refused, match="closed since"):
        record_work(seen, day=after, minutes=60, purpose="summary", by=me, at=moment(after, 22))
