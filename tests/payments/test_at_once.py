"""Real transactions at the same moment: two officers, two mediators, a payer, each on a connection of their own."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection

from parvis.payments.actions.approving import approve_shown
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import make_batch, mark_sent, release_batch
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.corrections import correct_claim
from parvis.payments.actions.looking_again import recheck_claim
from parvis.payments.actions.review import resume_claim
from parvis.payments.evidence import evidence_of
from parvis.payments.models import FeeClaim, PaymentBatch, PaymentItem
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.models import Certification, Mandate
from tests.factories.mandates import (
    SERVICE,
    give_account,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
    report,
)
from tests.factories.roster import make_couple, make_mediator, make_service_officer, switch_on
from tests.payments.answers import answer_of
from tests.payments.apart import at_once, own_database

pytestmark = pytest.mark.slow
NOW = moment(date(2026, 4, 1), 12)


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Transactions that end, in a database of their own."""
    with own_database(django_db_blocker):
        switch_on(SERVICE, code="service", at=NOW)
        yield


def ready(mediator: Certification, minutes: int, day: date, *, couple: str = "", hour: int = 9) -> Mandate:
    """A mandate with one signed session and its report."""
    mandate = make_mandate(mediator, day, couple=couple)
    make_session(mandate, day, minutes, hour=hour)
    report(mandate, "held", 1, day)
    return mandate


def _two_mandates(main: Certification, other: Certification, day: date) -> list[FeeClaim]:
    """The claims that two mediators of one couple send at the same moment."""
    couple = make_couple().number
    both = [ready(main, 200, day, couple=couple), ready(other, 180, day, couple=couple, hour=14)]

    def send(mandate: Mandate) -> FeeClaim:
        return send_claim(mandate, by=person_behind(mandate.mediator), at=NOW, key="now")

    found = at_once(lambda: send(both[0]), lambda: send(both[1]))
    assert sorted(one.state for one in found) == ["held", "sent"], "whoever comes second sees the first"
    assert next(one for one in found if one.state == "held").blocked == ["shared_cap"]
    return found


def _approve(claim: FeeClaim, by: Person) -> FeeClaim:
    """As the page of an officer does it."""
    return approve_shown(claim, seen=evidence_of(claim, at=NOW).digest, notes="Vu", by=by, at=NOW)


def test_who_comes_second_is_told_and_the_money_stays_under_what_was_seen(apart: None) -> None:
    main, other = make_mediator(since=date(2020, 1, 1)), make_mediator("Iris Exemple", since=date(2020, 1, 1))
    for one in (main, other):
        give_account(one, at=NOW)
    officers = make_service_officer(at=NOW), make_service_officer("Sacha Exemple", at=NOW)
    # Two officers, two claims of one couple: neither passes while nobody accepted the sum, whatever moment they choose.
    two = _two_mandates(main, other, date(2026, 3, 3))
    found = at_once(*(lambda c=c, o=o: _approve(c, o) for c, o in zip(two, officers, strict=True)))  # type: ignore[misc]
    assert all(isinstance(one, Refused) for one in found)
    assert FeeClaim.objects.filter(state="approved").count() == 0
    held = FeeClaim.objects.get(state="held", pk__in=[one.pk for one in two])
    resume_claim(held, notes="Accepté", version=held.version, by=officers[0], at=NOW)
    two = [recheck_claim(one, at=NOW) for one in two]
    FeeClaim.objects.update(units_seen=0)
    done = at_once(*(lambda c=c: FeeClaim.objects.filter(pk=c.pk).update(state="approved") for c in two))  # type: ignore[misc]
    assert sorted(map(type, done), key=str) == [IntegrityError, int], "the database counts what the other approved"
    FeeClaim.objects.update(state="sent", units_seen=350)
    two = list(FeeClaim.objects.filter(pk__in=[one.pk for one in two]).order_by("pk"))
    found = at_once(*(lambda c=c, o=o: _approve(c, o) for c, o in zip(two, officers, strict=True)))  # type: ignore[misc]
    assert [one.state for one in found] == ["approved", "approved"], "350 minutes were seen"
    # The same claim approved twice: one decides, the other is told.
    single = send_claim(ready(main, 60, date(2026, 3, 5)), by=person_behind(main), at=NOW, key="s")
    found = at_once(*(lambda o=o: _approve(FeeClaim.objects.get(pk=single.pk), o) for o in officers))  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in found) == ["FeeClaim", "Refused"]
    # Two payers: one has the claims, the other nothing to pay.
    payers = make_payer(at=NOW), make_payer("Paule Exemple", at=NOW)
    found = at_once(*(lambda p=p: make_batch(execution_day=NOW.date(), by=p, at=NOW) for p in payers))  # type: ignore[misc]
    batch = next(one for one in found if isinstance(one, PaymentBatch))
    assert [type(one) for one in found if one is not batch] == [Refused]
    release_batch(batch, by=next(one for one in payers if one.code != batch.made_by), at=NOW)
    mark_sent(batch, by=payers[0], at=NOW)
    record_bank_answer(batch, answer_of(batch), by=payers[0], at=NOW)
    _a_batch_while_a_claim_is_corrected(single, main, officers, payers)


def _a_batch_while_a_claim_is_corrected(
    paid: FeeClaim, main: Certification, officers: tuple[Person, Person], payers: tuple[Person, Person]
) -> None:
    """Both are done, the sums agree, and what was claimed meanwhile is not paid before it is decided."""
    following = send_claim(ready(main, 60, date(2026, 3, 6)), by=person_behind(main), at=NOW, key="n")
    _approve(following, officers[0])
    paid.refresh_from_db()
    assert paid.state == "paid" and paid.mandate is not None
    sheet = paid.mandate.sessions.get()
    batch, fix, again = at_once(
        lambda: make_batch(execution_day=NOW.date(), by=payers[0], at=NOW),
        lambda: correct_claim(paid, void=(sheet.pk,), reason="Jamais tenue", by=officers[0], at=NOW, key="c"),
        lambda: correct_claim(paid, void=(sheet.pk,), reason="Jamais tenue", by=officers[1], at=NOW, key="d"),
    )
    assert batch.total_cents == following.service_cents == 13000
    assert sorted(type(one).__name__ for one in (fix, again)) == ["FeeClaim", "Refused"], "it is corrected once"
    made = fix if isinstance(fix, FeeClaim) else again
    assert (made.kind, made.service_cents, made.state) == ("correction", -13000, "sent")
    connection.check_constraints()
    live = list(PaymentItem.objects.filter(live=True).values_list("claim_id", flat=True))
    assert len(live) == len(set(live))
