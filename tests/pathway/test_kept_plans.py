"""Kept plans: the database alone cannot read one, an address cannot be guessed, and the night forgets the old ones."""

import json
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.journal.models import Entry
from parvis.pathway.actions import KEPT_DAYS, TooManyPlans, delete_kept_plan, forget_expired_plans, keep_plan
from parvis.pathway.models import KeptPlan, digest_of, new_token
from tests.pathway.situations import SITUATIONS

AT = datetime(2026, 11, 22, 23, 30, tzinfo=QUEBEC)
ANSWERS = SITUATIONS["refrigerator_in_laval"]
pytestmark = pytest.mark.django_db


def test_what_is_kept_is_read_back_with_its_address_only() -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT)
    assert kept.plan.created_on.isoformat() == "2026-11-22" and kept.plan.expires_on == AT.date() + timedelta(
        days=KEPT_DAYS
    )
    found = KeptPlan.objects.found_by(kept.token, on=AT.date())
    assert found is not None and found.opened_with(kept.token) == ANSWERS
    assert found.opened_with(new_token()) == {} and found.opened_with(digest_of(kept.token)) == {}
    assert KeptPlan.objects.found_by(kept.plan.digest, on=AT.date()) is None


def test_the_database_alone_says_nothing() -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT)
    row = KeptPlan.objects.filter(pk=kept.plan.pk).values().get()
    stored = b" ".join(
        bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode() for value in row.values()
    )
    for secret in (b"Laval", b"1722", b"purchase", kept.token.encode()):
        assert secret not in stored
    assert len(kept.token) >= 22 and len({new_token() for _ in range(500)}) == 500  # 22 characters of base64: 132 bits


def test_the_journal_says_that_and_not_whose() -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT)
    delete_kept_plan(kept.plan, by="visitor", at=AT)
    entries = list(Entry.objects.about("kept_plan", str(kept.plan.pk) if kept.plan.pk else "").values("kind", "codes"))
    written = json.dumps(list(Entry.objects.filter(subject_kind="kept_plan").values("kind", "by", "subject", "codes")))
    assert kept.token not in written and "Laval" not in written and kept.plan.digest not in written
    assert [entry["kind"] for entry in entries] == ["plan_kept", "plan_deleted"]


def test_the_journal_keeps_the_day_and_not_the_hour() -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT)
    delete_kept_plan(kept.plan, by="visitor", at=AT + timedelta(minutes=7))
    keep_plan(ANSWERS, by="visitor", at=AT, days=1)
    forget_expired_plans(by="system", at=AT + timedelta(days=2, microseconds=123))
    moments = {entry.at.astimezone(QUEBEC) for entry in Entry.objects.filter(subject_kind="kept_plan")}
    assert {moment.time() for moment in moments} == {time()}
    assert {moment.day for moment in moments} == {22, 24}


def test_a_day_keeps_so_many_plans_and_the_next_day_keeps_more(settings: Any) -> None:
    settings.KEPT_PLANS_A_DAY = 2
    first = keep_plan(ANSWERS, by="visitor", at=AT)
    delete_kept_plan(first.plan, by="visitor", at=AT)
    keep_plan(ANSWERS, by="visitor", at=AT)
    with pytest.raises(TooManyPlans):
        keep_plan(ANSWERS, by="visitor", at=AT)
    assert KeptPlan.objects.count() == 1
    assert keep_plan(ANSWERS, by="visitor", at=AT + timedelta(days=1)).token


def test_deleting_twice_changes_and_records_nothing_more() -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT)
    for _ in range(2):
        delete_kept_plan(kept.plan, by="visitor", at=AT)
    assert KeptPlan.objects.found_by(kept.token, on=AT.date()) is None
    assert Entry.objects.filter(kind="plan_deleted", subject=str(kept.plan.pk)).count() == 1


def test_the_last_day_counts_and_the_night_after_forgets() -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT, days=1)
    last = kept.plan.expires_on
    assert KeptPlan.objects.found_by(kept.token, on=last) is not None
    assert forget_expired_plans(by="system", at=AT + timedelta(days=1)) == 0
    assert KeptPlan.objects.found_by(kept.token, on=last + timedelta(days=1)) is None
    assert forget_expired_plans(by="system", at=AT + timedelta(days=2)) == 1
    assert not KeptPlan.objects.filter(pk=kept.plan.pk).exists()


def test_a_plan_that_expires_before_it_is_made_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_plan(ANSWERS, by="visitor", at=AT, days=0)


@pytest.mark.parametrize("whose", ["public", "worker"])
def test_each_side_may_do_its_part(whose: str) -> None:
    kept = keep_plan(ANSWERS, by="visitor", at=AT, days=1)
    with side(whose):
        if whose == "public":
            assert keep_plan(ANSWERS, by="visitor", at=AT).plan.pk
            delete_kept_plan(kept.plan, by="visitor", at=AT)
        else:
            assert forget_expired_plans(by="system", at=AT + timedelta(days=3)) == 1


def test_the_nightly_duty_is_registered() -> None:
    from procrastinate.contrib.django import app

    import parvis.pathway.tasks  # noqa: F401  (as the worker does)

    assert "pathway.forget_expired_plans" in app.tasks
    assert any(key[0] == "pathway.forget_expired_plans" for key in app.periodic_registry.periodic_tasks)
