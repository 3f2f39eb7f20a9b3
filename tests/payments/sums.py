"""What holds of the money whatever was done, in whatever order: looked at after each step of a walk."""

from collections import defaultdict
from datetime import datetime

from django.db import connection
from django.db.models import F, Sum
from hypothesis.stateful import RuleBasedStateMachine, invariant

from parvis.law.texts import LAW
from parvis.payments.due import account_of
from parvis.payments.models import FeeClaim, FeeLine, Ledger, Payment, PaymentBatch, PaymentItem
from parvis.people.models.role import day_of
from parvis.roster.models import (
    Mandate,
)

#: The most that an hour costs in that month, in cents: a piece paid twice is over it.
HOUR = 121_00


class Sums(RuleBasedStateMachine):
    """The sums agree, no piece is paid twice, nobody is paid more than the law gives.

    `at`: the clock of the walk; `told`: couples whose earlier use was learned of late, by their key.
    """

    at: datetime
    told: set[int]

    @invariant()
    def the_sums_agree(self) -> None:
        connection.check_constraints()
        for ledger in Ledger.objects.all():
            assert 0 <= ledger.used <= ledger.cap
        for claim in FeeClaim.objects.all():
            found = dict.fromkeys(("service", "parties"), 0)
            found |= dict(claim.lines.order_by().values_list("payer").annotate(Sum("amount_cents")))
            assert found == {"service": claim.service_cents, "parties": claim.parties_cents}
        assert all(norm in LAW.norms for norm in FeeLine.objects.values_list("norm", flat=True))
        for batch in PaymentBatch.objects.all():
            assert batch.total_cents == sum(batch.payments.values_list("amount_cents", flat=True))
        for payment in Payment.objects.annotate(whole=Sum("items__amount_cents")):
            assert payment.amount_cents == payment.whole
        assert not PaymentItem.objects.exclude(amount_cents=F("claim__service_cents")).exists()
        live = list(PaymentItem.objects.filter(live=True).values_list("claim_id", flat=True))
        assert len(live) == len(set(live))
        alone = FeeClaim.objects.filter(kind="correction", state__in=("approved", "batched", "paid"))
        assert not alone.filter(sent_by=F("reviewed_by")).exists(), "nobody approves their own correction"
        for group in FeeClaim.objects.filter(kind="group"):
            assert group.corrections.live().count() <= 1

    @invariant()
    def no_piece_is_paid_twice(self) -> None:
        """Whoever pays, and whatever was corrected or indexed: an hour costs no more than an hour."""
        found: dict[tuple[int | None, int | None], int] = defaultdict(int)
        longs = {}
        for line in FeeLine.objects.filter(live=True).select_related("session", "work"):
            piece = line.session or line.work
            if piece is not None:
                found[line.session_id, line.work_id] += line.amount_cents
                longs[line.session_id, line.work_id] = piece.minutes
        for key, cents in found.items():
            assert -2 <= cents <= longs[key] * HOUR / 60 + 2, key

    @invariant()
    def no_mandate_is_paid_more_than_the_law_gives(self) -> None:
        """Of what stands. A couple whose use changed, or who began again, is asked at each approval (`is_what_the_law_gives`)."""
        for mandate in Mandate.objects.select_related("couple"):
            again = mandate.couple is not None and mandate.couple.mandates.count() > 1
            if again or mandate.couple_id in self.told:
                continue
            due = account_of(mandate, on=day_of(self.at)).total("service")
            lines = FeeLine.objects.filter(claim__mandate=mandate, live=True, payer="service")
            lines = lines.exclude(session__voided_at__isnull=False).exclude(work__voided_at__isnull=False)
            claimed = lines.aggregate(total=Sum("amount_cents"))["total"] or 0
            # A late session takes hours at the rate of its own day. A cent a line: the rounding of those after it may move by one.
            most = due * 11 // 10 if mandate.kind == "small_claims" else due
            assert claimed <= most + lines.count(), (claimed, due)
