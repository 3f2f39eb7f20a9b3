"""Each unit of the law has its rule, or is only there to be read; each rule its unit; each day of a parameter its value."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from parvis.law import coverage, registry
from parvis.law.kernel.parameter import DatedValue, Parameter
from parvis.law.kernel.period import Span
from parvis.law.kernel.rule import Rulebook
from parvis.law.texts import LAW
from parvis.law.texts.c25_01 import small_claims

DAY = timedelta(days=1)


def test_nothing_is_missing_nothing_is_astray_nothing_overlaps() -> None:
    assert coverage.faults() == []


def test_no_decision_weighs_a_norm_that_has_no_rule() -> None:
    assert coverage.weighed_without_rule() == []


def _norms_weighed_by_name(module: ModuleType) -> Iterator[str]:
    """The norms whose names stand in the calls to weigh(…) of a module."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    known = defaultdict(str, vars(module))
    texts = ["", *(f"{value}/" for value in known.values() if isinstance(value, str))]
    for prefix, written, constant in re.findall(r'\bweigh\(\s*(?:(f?)"([^"]+)"|([A-Z_0-9]+)),', source):
        named = known[constant] if constant else written.format_map(known) if prefix else written
        yield from (text + named for text in texts if text + named in LAW.norms)


def _norms_with_a_rule_near(module: ModuleType) -> set[str]:
    """The norms whose rules stand in a rulebook of the module, or of a module from which it imports."""
    values = list(vars(module).values())
    named = {getattr(each, "__module__", None) for each in values if callable(each)}
    near = [module, *(each for each in values if isinstance(each, ModuleType))]
    near += [sys.modules[name] for name in named if name in sys.modules]
    books = [value for each in near for value in vars(each).values() if isinstance(value, Rulebook)]
    return {registered.norm for book in books for registered in book}


def test_a_module_that_weighs_a_norm_by_its_name_has_the_rule_at_hand() -> None:
    registry.encodings()  # every module is imported
    astray = set()
    for name, module in sorted(sys.modules.items()):
        ours = name.startswith(("parvis.law.texts.", "parvis.law.questions."))
        if ours and (weighed := set(_norms_weighed_by_name(module))):
            astray |= {f"{name} weighs {norm}" for norm in weighed - _norms_with_a_rule_near(module)}
    assert not astray, "and no rule is registered for it there, nor in what it imports"


def test_every_decided_unit_is_pinned_by_a_case() -> None:
    unpinned = {unit.norm.id for unit in coverage.units() if unit.state == "encoded" and not unit.pinned_by}
    assert unpinned == set()


def test_the_whole_seed_regulation_is_covered() -> None:
    units = {unit.norm.id for unit in coverage.units(date(2012, 9, 1)) if unit.norm.id.startswith("c25.01-r0.7/")}
    assert len(units) >= 128


def test_a_unit_without_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {norm: each for norm, each in registry.encodings().items() if norm != "ccp/a536-al1-amount"}
    monkeypatch.setattr(registry, "encodings", lambda: kept)
    assert [
        fault for fault in coverage.faults() if fault.startswith("ccp/a536-al1-amount, in force from 2016-01-01: no")
    ]


def test_a_rule_without_unit_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    astray = registry.Encoding("ccp/a9999", date(2016, 1, 1), "texts.c25_01.small_claims:gone")
    kept = {**registry.encodings(), "ccp/a9999": (astray,)}
    monkeypatch.setattr(registry, "encodings", lambda: kept)
    expected = "ccp/a9999: encoded by texts.c25_01.small_claims:gone, and there is no such unit"
    assert expected in coverage.faults()


def test_a_rule_registered_too_early_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    early = registry.Encoding("ccp/a536-al1-amount", date(1990, 1, 1), "x:early")
    kept = {**registry.encodings(), "ccp/a536-al1-amount": (early,)}
    monkeypatch.setattr(registry, "encodings", lambda: kept)
    assert any("registered from 1990-01-01, before its first day" in fault for fault in coverage.faults())


def dated(first: date, last: date | None) -> DatedValue:
    return DatedValue(3, Span(first, last), last or date(2024, 1, 1), "S", "a test")


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (date(2020, 1, 1), []),
        (date(2020, 1, 3), ["x: no value from 2020-01-01 to 2020-01-02; declare it unknown"]),
        (date(2019, 12, 31), ["x: two values on 2019-12-31"]),
    ],
)
def test_a_gap_and_an_overlap_of_a_day_are_found(second: date, found: list[str]) -> None:
    parameter = object.__new__(Parameter)
    for name, value in (("id", "x"), ("norm", "n"), ("unit", "count")):
        object.__setattr__(parameter, name, value)
    object.__setattr__(parameter, "values", (dated(date(2016, 1, 1), date(2019, 12, 31)), dated(second, None)))
    assert list(coverage.gaps(parameter)) == found


def test_a_change_of_the_law_is_a_rule_from_its_day_on() -> None:
    book: Rulebook[Any] = Rulebook(LAW.norms)
    norm = "ccp/a536-al1-amount"
    first = LAW.norms.versions(norm)[0].in_force.first

    @book.encodes(norm)
    def before(weighing: Any) -> str:
        return "before"

    @book.encodes(norm, since=date(2030, 1, 1))
    def after(weighing: Any) -> str:
        return "after"

    assert book.at(norm, date(2029, 12, 31)) is before
    assert book.at(norm, date(2030, 1, 1)) is after
    assert [each.since for each in book] == [first, date(2030, 1, 1)]
    with pytest.raises(ValueError, match="two rules from 2030-01-01"):
        book.encodes(norm, since=date(2030, 1, 1))(before)


def test_what_encodes_a_norm_is_named_by_its_module() -> None:
    found = registry.in_force("ccp/a537-acquired", date(2020, 1, 1))
    assert [each.where for each in found] == [f"texts.c25_01.small_claims:{small_claims.claim_not_bought.__name__}"]
    assert registry.in_force("ccp/a537-acquired", date(1990, 1, 1)) == ()


def test_a_deadline_as_data_encodes_its_norm() -> None:
    assert "deadline:answer" in {each.where for each in registry.in_force("ccp/a546-answer", date(2020, 1, 1))}


def test_what_is_past_its_horizon_is_listed_with_its_age_the_oldest_first() -> None:
    rows = coverage.stale(date(2026, 6, 1))
    assert rows == sorted(rows, key=lambda each: (each.confirmed_until, each.parameter))
    for row in rows:
        dated_value = LAW.parameters[row.parameter].at(date(2026, 6, 1))
        assert dated_value.confirmed_until + row.days * DAY == date(2026, 6, 1)
        assert row.days > 0 and not dated_value.unknown
    assert not {row.parameter for row in coverage.stale(date(2016, 1, 2))} & {"ccp/a536-ceiling"}


def test_a_stretch_declared_unknown_is_listed_with_what_was_looked_for() -> None:
    stretches = coverage.unknown_stretches()
    assert stretches
    for parameter, first, _, source in stretches:
        assert LAW.parameters[parameter].at(first).unknown
        assert len(source) > 10


def test_a_unit_that_is_only_shown_needs_no_rule() -> None:
    only = next(unit for unit in coverage.units() if unit.norm.only_shown)
    assert only.state == "document"
    assert replace(only, norm=replace(only.norm, software=("decide",))).state == "missing"
