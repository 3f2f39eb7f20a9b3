"""Random walks from sheets to money: whatever is done, in whatever order, the sums agree and nothing is paid twice."""

import contextlib
from datetime import date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from parvis.law.texts import LAW
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import cancel_batch, make_batch, mark_sent, release_batch
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.corrections import correct_claim
from parvis.payments.actions.review import approve_claim, hold_claim, recheck_open, refuse_claim, withdraw_claim
from parvis.payments.due import account_of
from parvis.payments.models import FeeClaim, FeeLine, Ledger, PaymentBatch, PaymentItem
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import void_session
from parvis.roster.actions.signatures import withdraw_signature
from parvis.roster.models import SessionSheet, Signature
from tests.factories.mandates import (
    SERVICE,
    give_account,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
)
from tests.factories.roster import make_mediator, make_service_officer, switch_on
from tests.payments.answers import answer_of
from tests.walks import walk_settings

START = moment(date(2026, 3, 2), 8)


class Money(RuleBasedStateMachine):
    """A mediator with two mandates, an officer, two payers, a bank; a clock that only goes forward."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at, self.keys = START, iter(range(10**6))
        switch_on(SERVICE, code="service", at=START)
        self.mediator = make_mediator(since=date(2020, 1, 1), at=START)
        give_account(self.mediator, at=START)
        self.person, self.officer = person_behind(self.mediator), make_service_officer(at=START)
        self.payers = make_payer(at=START), make_payer("Paule Exemple", at=START)
        self.mandates = [make_mandate(self.mediator, START.date()) for _ in range(2)]

    def teardown(self) -> None:
        """Forget this walk."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def tick(self) -> datetime:
        """The next day."""
        self.at += timedelta(days=1)
        return self.at

    @rule(which=st.integers(0, 1), minutes=st.integers(20, 200), sign=st.booleans(), back=st.integers(0, 3))
    def hold_session(self, which: int, minutes: int, sign: bool, back: int) -> None:
        at = self.tick()
        day = max((at - timedelta(days=back)).date(), START.date())
        with contextlib.suppress(Refused):
            make_session(
                self.mandates[which], day, minutes, hour=9 + 4 * (back % 3), sign=sign, at=at + timedelta(hours=15)
            )

    @rule(which=st.integers(0, 1), wrong=st.integers(0, 4))
    def report(self, which: int, wrong: int) -> None:
        mandate = self.mandates[which]
        count = mandate.sessions.filter(voided_at=None).count() + (wrong == 4)
        with contextlib.suppress(Refused):
            make_report(mandate, says="held", sessions=count, by=self.person, at=self.at)
        recheck_open(at=self.at)

    @rule(which=st.integers(0, 1))
    def claim(self, which: int) -> None:
        with contextlib.suppress(Refused):
            key = str(next(self.keys))
            first = send_claim(self.mandates[which], by=self.person, at=self.at, key=key)
            assert send_claim(self.mandates[which], by=self.person, at=self.at, key=key) == first

    @rule(act=st.sampled_from(["approve", "approve", "refuse", "hold", "withdraw"]), stale=st.integers(0, 5))
    def decide(self, act: str, stale: int) -> None:
        claim = FeeClaim.objects.filter(state__in=("sent", "held")).order_by("?").first()
        if claim is None:
            return
        version = claim.version - (stale == 5)
        with contextlib.suppress(Refused):
            if act == "approve":
                approve_claim(claim, notes="Vu", version=version, by=self.officer, at=self.at)
            elif act == "refuse":
                refuse_claim(claim, reason="Non", version=version, by=self.officer, at=self.at)
            elif act == "hold":
                hold_claim(claim, reason="À voir", version=version, by=self.officer, at=self.at)
            else:
                withdraw_claim(claim, version=version, by=self.person, at=self.at)

    @rule(pick=st.integers(0, 20))
    def change_a_mind(self, pick: int) -> None:
        signed = list(Signature.objects.filter(state="signed").order_by("pk"))
        if signed:
            with contextlib.suppress(Refused):
                withdraw_signature(signed[pick % len(signed)], at=self.at)
        recheck_open(at=self.at)

    @rule(pick=st.integers(0, 20))
    def void(self, pick: int) -> None:
        sheets = list(SessionSheet.objects.filter(voided_at=None).order_by("pk"))
        if sheets:
            with contextlib.suppress(Refused):
                void_session(sheets[pick % len(sheets)], by=self.person, at=self.at)

    @rule(how=st.sampled_from(["paid", "paid", "rejected", "cancelled", "came back"]))
    def pay(self, how: str) -> None:
        maker, other = self.payers
        with contextlib.suppress(Refused):
            batch = make_batch(execution_day=day_of(self.at), by=maker, at=self.at)
            try:
                release_batch(batch, by=other, at=self.at)
            except Refused:
                how = "cancelled"
            if how == "cancelled":
                cancel_batch(batch, reason="Annulé", by=maker, at=self.at)
                return
            mark_sent(batch, by=maker, at=self.at)
            bad = {one.reference: "AC01" for one in batch.payments.all()}
            answers = {"paid": [{}], "rejected": [bad], "came back": [{}, bad]}[how]
            for rejected in (*answers, answers[-1]):
                record_bank_answer(batch, answer_of(batch, rejected=rejected), by=maker, at=self.at)

    @rule(pick=st.integers(0, 20))
    def correct(self, pick: int) -> None:
        claim = FeeClaim.objects.filter(state="paid", kind="sessions").order_by("pk").first()
        if claim is None:
            return
        sheets = list(SessionSheet.objects.filter(fee_lines__claim=claim, voided_at=None).distinct().order_by("pk"))
        void = (sheets[pick % len(sheets)].pk,) if sheets and pick % 2 else ()
        with contextlib.suppress(Refused):
            correct_claim(claim, void=void, reason="Erreur", by=self.officer, at=self.at, key=str(next(self.keys)))

    @invariant()
    def the_sums_agree(self) -> None:
        connection.check_constraints()
        for ledger in Ledger.objects.all():
            assert 0 <= ledger.used <= ledger.cap
        for claim in FeeClaim.objects.all():
            found = claim.lines.filter(payer="service").aggregate(total=Sum("amount_cents"))["total"] or 0
            assert found == claim.service_cents
        assert all(norm in LAW.norms for norm in FeeLine.objects.values_list("norm", flat=True))
        for batch in PaymentBatch.objects.all():
            assert batch.total_cents == sum(batch.payments.values_list("amount_cents", flat=True))
        live = list(PaymentItem.objects.filter(live=True).values_list("claim_id", flat=True))
        assert len(live) == len(set(live))

    @invariant()
    def no_session_is_paid_more_than_the_law_gives(self) -> None:
        for mandate in self.mandates:
            due = account_of(mandate, on=day_of(self.at)).total("service")
            lines = FeeLine.objects.filter(claim__mandate=mandate, live=True, payer="service")
            voided = lines.filter(session__voided_at__isnull=False).exists()
            claimed = lines.aggregate(total=Sum("amount_cents"))["total"] or 0
            # A cent a line: when a session between two others is taken back, the rounding of those after it may move by one.
            assert voided or claimed <= due + lines.count(), (claimed, due)


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_is_done_the_sums_agree() -> None:
    run_state_machine_as_test(Money, settings=walk_settings(walks=6, steps=25))
