"""All that a mediator can claim, sent at once: the same claims as one by one, a few statements for hundreds."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.config import clock
from parvis.payments.actions.claims import computed, send_claim
from parvis.payments.actions.sending import send_due, to_send
from parvis.payments.models import FeeClaim, Ledger
from parvis.people.refused import Refused
from parvis.roster.models import Mandate
from parvis.web.pages import address
from tests.factories.mandates import SERVICE, make_mandate, make_session, moment, person_behind, report
from tests.factories.people import signed_in
from tests.factories.roster import make_couple, make_mediator, switch_on

pytestmark = pytest.mark.django_db
NOW = moment(date(2026, 4, 1), 12)
DAY = date(2026, 3, 3)


def test_what_is_ready_is_sent_at_once_as_it_would_be_one_by_one() -> None:
    mediator, couple = make_mediator(since=date(2020, 1, 1)), make_couple()
    person = person_behind(mediator)
    mandates = []
    for place in range(5):
        mandate = make_mandate(mediator, DAY, couple=couple.number if place < 2 else "")
        make_session(mandate, DAY + timedelta(days=place), 200, sign=place != 4)
        report(mandate, "held", 1, DAY + timedelta(days=place))
        if place == 0:
            Mandate.objects.filter(pk=mandate.pk).update(closed=DAY, outcome="none")
        mandates.append(mandate)
    sibling = make_mandate(make_mediator("Iris Exemple", since=date(2020, 1, 1)), DAY, couple=couple.number)
    make_session(sibling, DAY, 120, hour=15)
    with pytest.raises(Refused):
        send_due(by=person, at=NOW, key="month")
    switch_on(SERVICE, code="service", at=NOW)
    send_claim(sibling, by=person_behind(sibling.mediator), at=NOW, key="s")
    expected = {one.pk: computed(one, at=NOW) for one in (mandates[0], *mandates[2:])}
    asked = to_send(person, at=NOW)
    assert [one.account.file.mandate.pk for one in asked.waiting] == [mandates[4].pk]
    made = send_due(by=person, at=NOW, key="month")
    assert send_due(by=person, at=NOW, key="month") == []
    assert sorted(one.mandate_id or 0 for one in made) == [one.pk for one in mandates[:4]]
    assert sum(one.service_cents for one in made) == asked.service_cents
    for claim in made:
        assert claim.mandate is not None
        if claim.mandate.pk == mandates[1].pk:  # it saw what the one before had just used
            assert claim.blocked == ["shared_cap"]
            continue
        one = expected[claim.mandate.pk]
        assert (claim.service_cents, claim.parties_cents) == (one.service_cents, one.parties_cents)
        assert tuple(claim.blocked) == one.blocked and claim.facts == one.account.facts
        assert claim.lines.count() == len(one.fresh)
        assert Ledger.objects.get(mandate=claim.mandate).used == sum(line.units for line in one.fresh)
    assert [one.state for one in made] == ["sent", "sent", "held", "held"], "over one allowance for one request"
    connection.check_constraints()
    assert not to_send(person, at=NOW).ready


def test_ten_mandates_take_no_more_statements_than_two() -> None:
    switch_on(SERVICE, code="service", at=NOW)
    counts = []
    for many in (2, 10):
        mediator = make_mediator(f"Maude Exemple {many}", since=date(2020, 1, 1))
        for place in range(many):
            mandate = make_mandate(mediator, DAY)
            make_session(mandate, DAY + timedelta(days=place), 60)
            report(mandate, "held", 1, DAY + timedelta(days=place))
        with CaptureQueriesContext(connection) as asked:
            assert len(send_due(by=person_behind(mediator), at=NOW, key="k")) == many
        counts.append(len(asked))
    assert counts[0] == counts[1] < 30
    assert FeeClaim.objects.filter(state="sent").count() == 12


def test_the_page_sends_what_it_showed_once() -> None:
    now, today = clock.now(), clock.today()
    switch_on(SERVICE, code="service", at=now)
    mediator = make_mediator(since=today - timedelta(days=900))
    desk, opened = signed_in(person_behind(mediator)), today - timedelta(days=20)
    for place in range(3):
        mandate = make_mandate(mediator, opened)
        make_session(mandate, opened + timedelta(days=place), 60, sign=place != 2)
        report(mandate, "held", 1, opened + timedelta(days=place))
    there = address("en", "practice_send")
    page = desk.get(there).content.decode()
    assert "$260" in page and "Send these 2 claims" in page and "A signature is missing" in page
    assert "Envoyer ces 2 demandes" in desk.get(address("fr", "practice_send")).content.decode()
    form = dict(re.findall(r'name="(key|cents)" value="([^"]+)"', page))
    assert desk.post(there, form | {"cents": "13000"}).status_code == 422
    assert not FeeClaim.objects.exists()
    done = desk.post(there, form)
    assert done.status_code == 303 and done.headers["Location"].endswith("?sent=2")
    assert "2 claims are sent" in desk.get(done.headers["Location"]).content.decode()
    assert desk.post(there, form).status_code == 422
    assert FeeClaim.objects.filter(state="sent").count() == 2
    assert "Nothing is ready" in desk.get(there).content.decode()
