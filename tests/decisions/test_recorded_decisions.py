"""A decision is kept as it was taken, is never changed, is forgotten on its day, and says what a replay finds."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.decisions.actions import forget_expired_decisions, record_decision
from parvis.decisions.fingerprint import law_fingerprint
from parvis.decisions.models import DecisionRecord
from parvis.decisions.replay import replay
from parvis.journal.models import Entry
from parvis.law.kernel.facts import Refusal
from parvis.law.kernel.rule import Registered, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01.small_claims import RULEBOOK

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "on": "2026-06-01",
    "claimant": {"kind": "natural_person", "capacity": "own"},
    "defendant": "business",
    "matter": "money",
    "amount": "15000.01",
    "acquired_for_payment": False,
    "part_of_larger_claim": False,
}


def recorded(**changes: Any) -> DecisionRecord:
    facts = {**FACTS, **changes}
    kept = record_decision("small-claims/jurisdiction", facts, by="operator", at=AT, keep_until=date(2027, 6, 1))
    return DecisionRecord.objects.get(pk=kept.pk)


def test_everything_that_the_decision_leaned_on_is_kept() -> None:
    record = recorded()
    assert record.outcome["small_claim"] is False
    amount = next(each for each in record.findings if each["norm"] == "ccp/a536-al1-amount")
    assert amount == {"norm": "ccp/a536-al1-amount", "version": "2016-01-01", "holds": False, "facts": ["/amount"]}
    assert {"ccp/a536-ceiling"} <= {each["parameter"] for each in record.parameters}
    assert next(each["value"] for each in record.parameters if each["parameter"] == "ccp/a536-ceiling") == "15000.00"
    assert any("small_claims:" in where for where in record.rules["ccp/a536-al1-amount"])
    assert len(record.words["fr"]["because"]) == len(record.words["en"]["because"]) == len(record.findings)
    assert record.law == law_fingerprint()
    assert Entry.objects.about("decision", record.reference).get().codes == {"question": "small-claims/jurisdiction"}


def test_facts_that_cannot_be_weighed_are_not_recorded() -> None:
    with pytest.raises(Refusal):
        recorded(amount="-1.00")
    assert not DecisionRecord.objects.exists()


def test_a_record_is_never_changed() -> None:
    record = recorded()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decisionrecord SET question = 'x' WHERE id = %s", [record.pk])


def test_the_same_law_answers_the_same() -> None:
    found = replay(recorded())
    assert found.same and found.same_law and not found.words and not found.parameters and not found.rules


def test_a_corrected_comma_is_not_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    record = recorded()
    rewritten(monkeypatch, Verdict(False, Text("Mieux dit.", "Better said."), ("/amount",)))
    found = replay(record)
    assert found.same
    assert found.words == ("ccp/a536-al1-amount",)


def test_another_finding_is_a_change_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    record = recorded()
    rewritten(monkeypatch, Verdict(True, Text("Admis.", "Admitted."), ("/amount",)))
    found = replay(record)
    assert not found.same
    assert found.outcome["/small_claim"] == (False, True)
    assert found.findings["/ccp:a536-al1-amount/0/holds"] == (False, True)
    assert "/ccp/a536-al1-amount" not in found.words


def test_facts_that_are_refused_today_are_told() -> None:
    record = recorded()
    record.facts = {**record.facts, "matter": "gift"}
    found = replay(record)
    assert not found.same
    assert found.refused and found.refused[0].startswith("/matter: ")


def test_a_law_that_changed_since_is_told() -> None:
    record = recorded()
    record.law = "0" * 64
    assert replay(record).same and not replay(record).same_law


def test_a_record_is_forgotten_the_day_after_its_last() -> None:
    record = recorded()
    last = datetime(2027, 6, 1, 23, 0, tzinfo=UTC)
    assert forget_expired_decisions(by="system", at=last) == 0
    assert forget_expired_decisions(by="system", at=last + timedelta(days=1)) == 1
    assert not DecisionRecord.objects.exists()
    kinds = [entry.kind for entry in Entry.objects.about("decision", record.reference)]
    assert kinds == ["decision.recorded", "decision.forgotten"]


def test_it_is_not_kept_until_a_day_that_has_passed() -> None:
    with pytest.raises(ValueError, match="at least until"):
        record_decision("small-claims/jurisdiction", FACTS, by="operator", at=AT, keep_until=date(2026, 5, 31))


def rewritten(monkeypatch: pytest.MonkeyPatch, verdict: Verdict) -> None:
    """The rule of the amount, answering otherwise."""
    rules = RULEBOOK._rules["ccp/a536-al1-amount"]
    other = [Registered(each.norm, each.since, lambda *_: verdict) for each in rules]
    monkeypatch.setitem(RULEBOOK._rules, "ccp/a536-al1-amount", other)
