"""Random walks from sheets to money: whatever is done, in whatever order, the sums agree and nothing is paid twice."""

import contextlib
from datetime import date, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis.stateful import rule, run_state_machine_as_test

from parvis.law.kernel.calendar import next_working_day
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import cancel_batch, make_batch, mark_sent, release_batch
from parvis.payments.actions.claims import claim_group_session, send_claim
from parvis.payments.actions.corrections import correct_claim, index_claims
from parvis.payments.actions.looking_again import recheck_claim, recheck_open
from parvis.payments.actions.review import approve_claim, hold_claim, refuse_claim, resume_claim, withdraw_claim
from parvis.payments.actions.settling import Word, record_bank_word
from parvis.payments.days import CALENDAR
from parvis.payments.due import account_of, key_of
from parvis.payments.ledgers import net_of
from parvis.payments.models import FeeClaim, PaymentBatch
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.couples import change_earlier_use
from parvis.roster.actions.mandates import close_mandate
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import record_work, void_session, void_work
from parvis.roster.actions.signatures import withdraw_signature
from parvis.roster.models import (
    Certification,
    GroupSession,
    Mandate,
    OutOfSessionWork,
    Presence,
    SessionSheet,
    Signature,
)
from tests.factories.mandates import (
    SERVICE,
    give_account,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
)
from tests.factories.roster import make_couple, make_mediator, make_service_officer, switch_on
from tests.payments.answers import answer_of
from tests.payments.sums import Sums
from tests.walks import walk_settings

#: A month before the indexing of 2022 comes into force, and is published later.
START = moment(date(2022, 3, 28), 8)
#: Which of the mandates: two mediators of one couple, another couple, a court file of which two mediators each have a mandate.
WHICH = st.sampled_from([0, 0, 1, 2, 3, 3, 4])


class Money(Sums):
    """Mandates of couples and of a court file, two officers, two payers, a bank; a clock that only goes forward."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at, self.keys, self.told = START, iter(range(10**6)), set[int]()
        switch_on(SERVICE, code="service", at=START)
        self.officer, self.other = make_service_officer(at=START), make_service_officer("Sacha Exemple", at=START)
        self.payers = make_payer(at=START), make_payer("Paule Exemple", at=START)
        family = [self.mediator(name, "family_mediation") for name in ("Alix Exemple", "Brune Exemple")]
        small = [self.mediator(name, "small_claims_mediation") for name in ("Chloé Exemple", "Denis Exemple")]
        one, two = make_couple(at=START).number, make_couple(at=START).number
        self.certified = [*family, family[0], *small]
        self.about = [
            {"couple": one},
            {"couple": one},
            {"couple": two},
            {"kind": "small_claims"},
            {"kind": "small_claims"},
        ]
        self.mandates = [self.open(place) for place in range(len(self.about))]
        self.groups = [self.group(one) for one in family]

    def mediator(self, name: str, kind: str) -> Certification:
        made = make_mediator(name, since=date(2020, 1, 1), at=START, kind=kind)
        give_account(made, at=START)
        return made

    def open(self, place: int) -> Mandate:
        return make_mandate(self.certified[place], day_of(self.at), **self.about[place])

    def group(self, mediator: Certification) -> GroupSession:
        begins = START - timedelta(hours=5)
        made = GroupSession.objects.create(
            begins_at=begins,
            day=begins.date(),
            minutes=90,
            district="laval",
            meeting="in_person",
            places=9,
            couples=1,
            persons=2,
            state="held",
            by="system",
            at=START,
        )
        Presence.objects.create(
            group_session=made,
            certification=mediator,
            professional=mediator.professional,
            span=(begins, begins + timedelta(minutes=90)),
        )
        return made

    def teardown(self) -> None:
        """Forget this walk."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def tick(self) -> datetime:
        """Two days later."""
        self.at += timedelta(days=2)
        return self.at

    @rule(
        which=WHICH,
        minutes=st.integers(20, 200),
        odd=st.integers(0, 63),
        back=st.integers(0, 3),
        then=st.sampled_from(["", "report", "claim", "claim", "claim"]),
    )
    def write_down(self, which: int, minutes: int, odd: int, back: int, then: str) -> None:
        """A session, or work; then perhaps the report and the claim. `odd`: unsigned, one party only, work: one in four each."""
        if odd % 4 == 0:
            self.work(which, minutes)
        else:
            self.hold_session(which, minutes, odd // 4 % 4, back, odd // 16)
        if then:
            self.report(which, odd % 5)
        if then == "claim":
            self.claim(which)

    def hold_session(self, which: int, minutes: int, sign: int, back: int, both: int) -> None:
        at, mandate = self.tick(), self.mandates[which]
        day = max((at - timedelta(days=back)).date(), mandate.opened)
        with contextlib.suppress(Refused):
            make_session(
                mandate,
                day,
                minutes,
                hour=9 + 4 * (back % 3),
                sign=bool(sign),
                at=at + timedelta(hours=15),
                attended=(1, 2) if both else (1,),
            )

    def work(self, which: int, minutes: int) -> None:
        mandate = self.mandates[which]
        with contextlib.suppress(Refused):
            record_work(
                mandate,
                day=day_of(self.at),
                minutes=minutes,
                purpose="summary",
                by=person_behind(mandate.mediator),
                at=self.at,
            )

    def report(self, which: int, wrong: int) -> None:
        mandate = self.mandates[which]
        count = mandate.sessions.filter(voided_at=None).count() + (wrong == 4)
        with contextlib.suppress(Refused):
            says = "held" if count else "none_held"
            make_report(mandate, says=says, sessions=count, by=person_behind(mandate.mediator), at=self.at)
        recheck_open(at=self.at)

    def claim(self, which: int) -> None:
        mandate, key = self.mandates[which], str(next(self.keys))
        by = person_behind(mandate.mediator)
        with contextlib.suppress(Refused):
            first = send_claim(mandate, by=by, at=self.at, key=key)
            assert send_claim(mandate, by=by, at=self.at, key=key) == first

    def claim_group(self, which: int) -> None:
        with contextlib.suppress(Refused):
            key = str(next(self.keys))
            claim_group_session(self.groups[which], by=person_behind(self.certified[which]), at=self.at, key=key)

    def begin_again(self, which: int, outcome: str) -> None:
        """Close, and open for the same couple, or on the same court file."""
        mandate = self.mandates[which]
        mandate.refresh_from_db()
        with contextlib.suppress(Refused):
            if mandate.closed is None:
                close_mandate(
                    mandate,
                    closed=day_of(self.at),
                    agreed=(),
                    outcome=outcome,
                    version=mandate.version,
                    by=person_behind(mandate.mediator),
                    at=self.at,
                )
            self.mandates[which] = self.open(which)

    def learn_of_a_use(self, which: int, used: bool) -> None:
        couple = self.mandates[which].couple
        assert couple is not None
        change_earlier_use(couple, used=used, by=self.officer, at=self.at)
        self.told.add(couple.pk)

    @rule(
        act=st.sampled_from(["approve", "approve", "approve", "refuse", "hold", "resume", "recheck", "withdraw"]),
        stale=st.integers(0, 5),
    )
    def decide(self, act: str, stale: int) -> None:
        claim = FeeClaim.objects.filter(state__in=("sent", "held")).order_by("pk").last()
        if claim is None:
            return
        version = claim.version - (stale == 5)
        with contextlib.suppress(Refused):
            if act == "approve":
                approve_claim(claim, notes="Vu", version=version, by=self.officer, at=self.at)
                self.is_what_the_law_gives(claim)
            elif act == "refuse":
                refuse_claim(claim, reason="Non", version=version, by=self.officer, at=self.at)
            elif act == "hold":
                hold_claim(claim, reason="À voir", version=version, by=self.officer, at=self.at)
            elif act == "resume":
                resume_claim(claim, notes="Accepté", version=version, by=self.officer, at=self.at)
            elif act == "recheck":
                recheck_claim(claim, at=self.at)
            else:
                withdraw_claim(claim, version=version, by=person_behind(self.mediator_of(claim)), at=self.at)

    def mediator_of(self, claim: FeeClaim) -> Certification:
        return next(one for one in self.certified if one.professional_id == claim.payee_id)

    def is_what_the_law_gives(self, claim: FeeClaim) -> None:
        """What has just been approved: each piece as the law gives it that day, and seen by a person where no client attests it."""
        if claim.kind != "sessions" or claim.mandate is None:
            return
        account, net = account_of(claim.mandate, on=day_of(self.at)), net_of(claim.mandate)
        due = {one.key: one.cents for one in account.lines}
        for line in claim.lines.filter(live=True, corrects=None):
            key = key_of(line.session_id, line.work_id, line.payer)
            assert abs(net[key].cents - (due.get(key) or 0)) <= 1, key
        family = claim.mandate.kind == "family"
        alone = claim.lines.filter(session__kind="mediation", session__attended__len=1).exists()
        assert not (family and alone) or "one_party" in claim.for_a_person
        assert account.file.sheets or not claim.lines.exclude(work=None).exists() or "work_only" in claim.for_a_person

    def change_a_mind(self, pick: int) -> None:
        signed = list(Signature.objects.filter(state="signed").order_by("pk"))
        if signed:
            with contextlib.suppress(Refused):
                withdraw_signature(signed[pick % len(signed)], at=self.at)
        recheck_open(at=self.at)

    def void(self, pick: int) -> None:
        sheets = list(SessionSheet.objects.filter(voided_at=None).order_by("pk"))
        works = list(OutOfSessionWork.objects.filter(voided_at=None).order_by("pk"))
        with contextlib.suppress(Refused):
            if works and pick % 2:
                work = works[pick % len(works)]
                void_work(work, by=person_behind(work.certification), at=self.at)
            elif sheets:
                sheet = sheets[pick % len(sheets)]
                void_session(sheet, by=person_behind(sheet.mandate.mediator), at=self.at)

    @rule(which=WHICH, wrong=st.integers(0, 4))
    def claim_late(self, which: int, wrong: int) -> None:
        self.report(which, wrong)
        self.claim(which)

    @rule(what=st.sampled_from(["mind", "void", "group", "again", "use", "index", "index"]), pick=st.integers(0, 20))
    def seldom(self, what: str, pick: int) -> None:
        """What happens less often."""
        if what == "mind":
            self.change_a_mind(pick)
        elif what == "void":
            self.void(pick)
        elif what == "group":
            self.claim_group(pick % 2)
        elif what == "again":
            self.begin_again(pick % len(self.mandates), "none" if pick % 3 else "not_begun")
        elif what == "use" and pick % 3 == 0:
            self.learn_of_a_use(pick % 3, bool(pick % 2))
        else:
            self.index()

    @rule(
        how=st.sampled_from(["paid", "paid", "paid", "rejected", "cancelled", "came back", "after all"]),
        first=st.booleans(),
    )
    def pay(self, how: str, first: bool) -> None:
        maker, other = self.payers
        for claim in FeeClaim.objects.filter(state="sent").order_by("pk") if first else ():
            with contextlib.suppress(Refused):
                approve_claim(claim, notes="Vu", version=claim.version, by=self.officer, at=self.at)
                self.is_what_the_law_gives(claim)
        for claim in FeeClaim.objects.filter(state="approved").order_by("pk"):
            recheck_claim(claim, at=self.at)
        with contextlib.suppress(Refused):
            day = next_working_day(day_of(self.at), CALENDAR)
            batch = make_batch(execution_day=day, by=maker, at=self.at)
            try:
                release_batch(batch, by=other, at=self.at)
            except Refused:
                how = "cancelled"
            if how == "cancelled":
                cancel_batch(batch, reason="Annulé", by=maker, at=self.at)
                return
            mark_sent(batch, by=maker, at=self.at)
            bad = {one.reference: "AC01" for one in batch.payments.all()}
            answers: dict[str, list[dict[str, str]]] = {
                "paid": [{}],
                "rejected": [bad],
                "came back": [{}, bad],
                "after all": [bad],
            }
            for rejected in (*answers[how], answers[how][-1]):
                record_bank_answer(batch, answer_of(batch, rejected=rejected), by=maker, at=self.at)
            if how == "after all":
                self.pays_after_all(batch)

    def pays_after_all(self, batch: PaymentBatch) -> None:
        """The bank says paid what it had rejected: the claims wait, then a second payer records that the money left."""
        with pytest.raises(Refused):
            record_bank_answer(batch, answer_of(batch), by=self.payers[0], at=self.at)
        word = Word("paid_after_all", day_of(self.at), "AVIS", "Appel")
        with contextlib.suppress(Refused):  # nothing is said paid on a Sunday
            record_bank_word(
                batch, list(batch.payments.values_list("reference", flat=True)), word, by=self.payers[1], at=self.at
            )

    @rule(pick=st.integers(0, 20))
    def correct(self, pick: int) -> None:
        claims = list(FeeClaim.objects.filter(state="paid", kind__in=("sessions", "group")).order_by("pk"))
        if not claims:
            return
        claim = claims[pick % len(claims)]
        sheets = list(SessionSheet.objects.filter(fee_lines__claim=claim, voided_at=None).distinct().order_by("pk"))
        works = list(OutOfSessionWork.objects.filter(fee_lines__claim=claim, voided_at=None).distinct().order_by("pk"))
        by = self.other if pick % 4 else self.officer
        said: dict[str, Any] = {"reason": "Erreur", "by": by, "at": self.at, "key": str(next(self.keys))}
        with contextlib.suppress(Refused):
            correct_claim(
                claim,
                void=[one.pk for one in sheets[:1] if pick % 2],
                works=[one.pk for one in works[:1] if pick % 3],
                **said,
            )

    def index(self) -> None:
        made = index_claims(by="system", at=self.at)
        assert all(one.service_cents >= 0 for one in made), "the rate of 2022 is higher"
        assert index_claims(by="system", at=self.at) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_is_done_the_sums_agree() -> None:
    run_state_machine_as_test(Money, settings=walk_settings(walks=6, steps=25))
