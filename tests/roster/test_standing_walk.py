"""Random walks over acts and corrections: one status a day, each act its norm and its notice, periods equal to the law's answer,
the register shows exactly those who are certified."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from parvis.config.clock import QUEBEC
from parvis.law.kernel.money import Money
from parvis.law.questions import decide
from parvis.people.refused import Refused
from parvis.roster.actions.standing import correct_act, record_act
from parvis.roster.course import FAMILY, INFORMED_ACTS, course_of
from parvis.roster.models import MinisterNotice, StandingAct, StandingPeriod
from parvis.roster.possible import acts_for, counted_acts
from parvis.roster.register import certified_on_day, search_register
from parvis.roster.standing import status_on
from tests.factories.roster import make_certification, make_officer, make_professional
from tests.walks import walk_settings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = datetime(2026, 11, 20, 9, 30, tzinfo=QUEBEC)
LAST = AT.date()
DAYS = some.integers(0, 900).map(lambda back: LAST - timedelta(days=back))
_keys = count()


class Acts(RuleBasedStateMachine):
    """Two people, one for couples and one for small claims; whatever an officer may try."""

    def __init__(self) -> None:
        super().__init__()
        self.officer = make_officer(at=AT)
        self.held = [
            make_certification(make_professional(f"Maude Exemple {next(_keys)}", at=AT), kind=kind, at=AT)
            for kind in ("family_mediation", "small_claims_mediation", "small_claims_arbitration")
        ]

    @rule(which=some.integers(0, 2), choice=some.integers(0, 40), day=DAYS, later=some.integers(0, 60))
    def record(self, which: int, choice: int, day: date, later: int) -> None:
        held = self.held[which]
        kinds = ("certified", "certified", *acts_for(held.kind))
        kind = kinds[choice % len(kinds)]
        informed = min(day + timedelta(days=later), LAST) if kind in INFORMED_ACTS else None
        fee = Money(6500) if kind == "certification_requested" else None
        key = f"walk-{next(_keys)}"
        given: dict[str, Any] = {
            "day": day,
            "informed": informed,
            "fee": fee,
            "reason": "Motifs",
            "by": self.officer,
            "at": AT,
        }
        try:
            first = record_act(held, kind, key=key, **given)
        except Refused:
            assert not StandingAct.objects.filter(key=key).exists()
        else:
            assert record_act(held, kind, key=key, **given) == first

    @rule(which=some.integers(0, 2), choice=some.integers(0, 40))
    def correct(self, which: int, choice: int) -> None:
        acts = counted_acts(self.held[which])
        if acts:
            try:
                correct_act(
                    acts[choice % len(acts)], reason="Erreur", by=self.officer, at=AT, key=f"walk-{next(_keys)}"
                )
            except Refused:
                pass

    @invariant()
    def every_act_has_its_norm_and_its_notice(self) -> None:
        for act in StandingAct.objects.filter(certification__in=self.held):
            assert act.norm
            assert not act.needs_notice or MinisterNotice.objects.get(act=act).kind == act.needs_notice
        for held in self.held:
            course = course_of(held.kind, counted_acts(held))
            for place in course.notices:
                assert MinisterNotice.objects.filter(act=course.acts[place]).exists()

    @invariant()
    def periods_are_what_the_law_answers(self) -> None:
        for held in self.held:
            periods = list(StandingPeriod.objects.filter(certification=held).order_by("days"))
            for one, after in pairwise(periods):
                assert one.days.upper == after.days.lower and one.status != after.status
        family = self.held[0]
        acts = counted_acts(family)
        days = {act.counts_from for act in acts} | {LAST, LAST - timedelta(days=317)}
        for day in days:
            facts = {
                "on": day.isoformat(),
                "events": [
                    {"type": act.kind, "date": act.day.isoformat()}
                    | ({"informed": act.informed.isoformat()} if act.informed else {})
                    | ({"fee_paid": "65.00"} if act.fee_cents else {})
                    for act in acts
                    if act.counts_from <= day
                ],
            }
            assert status_on(family, day)[0] == decide(FAMILY, facts).outcome["status"]

    @invariant()
    def the_register_shows_exactly_those_certified(self) -> None:
        for day in (LAST, LAST - timedelta(days=100), LAST - timedelta(days=700)):
            names = {held.professional.slug for held in self.held}
            there = {one.slug for one in search_register(on=day, kind="", limit=1000).rows} & names
            certified = {held.professional.slug for held in self.held if status_on(held, day)[0] == "certified"}
            assert there == certified
            for held in self.held:
                known = certified_on_day(held.professional.name, day)
                assert bool(known) == (held.professional.slug in certified)


def test_no_walk_over_acts_breaks_what_must_hold() -> None:
    run_state_machine_as_test(Acts, settings=walk_settings(walks=8, steps=12))
