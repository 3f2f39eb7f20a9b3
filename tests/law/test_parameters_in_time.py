"""Two clocks and what nobody knows: in force on a day, known on a day, declared unknown."""

from datetime import date
from pathlib import Path

import pytest

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.instrument import FaultyTextError, Law, assembled, read_instrument
from parvis.law.kernel.money import Money
from parvis.law.kernel.parameter import UnknownParameterError, Value, value_in
from parvis.law.kernel.period import Period
from parvis.law.kernel.text import Text

NORMS = """
[instrument]
id = "x"
cite = { fr = "Loi", en = "Act" }
address = { fr = "https://exemple.ca/fr/{article}", en = "https://exemple.ca/en/{article}" }

[[division]]
key = "second"
title = { fr = "Deux", en = "Two" }
[[division]]
key = "first"
title = { fr = "Un", en = "One" }

[[norm]]
id = "s2"
unit = { fr = "art. 2", en = "s. 2" }
article = "2"
says = { fr = "Une règle.", en = "A rule." }
from = 2016-01-01
version = 2018-06-01
confidence = "S"
division = "first"
kind = "amount"
software = ["compute"]
"""
OTHER = NORMS[NORMS.index("[[norm]]") :].replace('"s2"', '"s1"').replace('division = "first"\n', "")
VALUES = """
[[parameter]]
id = "hour"
norm = "s2"
unit = "money"
[[parameter.value]]
from = 2016-01-01
to = 2019-12-31
unknown = true
source = "looked for in the official text and not found"
[[parameter.value]]
from = 2020-01-01
to = 2022-03-31
value = "110.00"
confirmed_until = 2022-03-31
confidence = "S"
source = "s. 2"
[[parameter.value]]
from = 2022-04-01
to = 2023-03-31
value = "114.00"
confirmed_until = 2023-03-31
confidence = "S"
source = "notice"
known_from = 2022-04-23
[[parameter.value]]
from = 2023-04-01
value = "121.00"
confirmed_until = 2023-08-17
confidence = "S"
source = "notice"
"""


@pytest.fixture
def law(tmp_path: Path) -> Law:
    return law_of(tmp_path)


def law_of(folder: Path, values: str = VALUES) -> Law:
    (folder / "norms.toml").write_text(NORMS, encoding="utf-8")
    (folder / "norms_second.toml").write_text(OTHER, encoding="utf-8")
    (folder / "parameters_first.toml").write_text(values, encoding="utf-8")
    return assembled([read_instrument(folder)])


def weighing(law: Law) -> Weighing:
    return Weighing("x/y", date(2022, 6, 1), law.norms, law.parameters, {})


def test_the_norms_stand_in_the_order_of_the_divisions(law: Law) -> None:
    assert [division.key for division in law.instruments[0].divisions] == ["second", "first"]
    assert list(law.order) == ["x/s1", "x/s2"]
    assert law.norms.at("x/s1", date(2020, 1, 1)).division == "second"


def test_a_version_is_named_by_the_consolidation_in_which_it_was_read(law: Law) -> None:
    assert law.norms.at("x/s2", date(2016, 1, 1)).version == date(2018, 6, 1)


@pytest.mark.parametrize(
    ("day", "known_on", "hour"),
    [
        (date(2022, 3, 31), None, "110.00"),
        (date(2022, 4, 1), None, "114.00"),
        (date(2022, 4, 1), date(2022, 4, 22), "110.00"),
        (date(2022, 4, 1), date(2022, 4, 23), "114.00"),
        (date(2022, 3, 31), date(2022, 4, 22), "110.00"),
        (date(2023, 4, 1), date(2022, 4, 22), "121.00"),
        (date(2023, 3, 31), date(2022, 1, 1), "110.00"),
    ],
)
def test_what_was_in_force_and_what_was_known(law: Law, day: date, known_on: date | None, hour: str) -> None:
    assert weighing(law).parameter("x/hour", day=day, known_on=known_on) == Money.parse(hour)


def test_a_stretch_that_is_declared_unknown_has_no_value_and_says_so(law: Law) -> None:
    scales = weighing(law)
    assert scales.parameter_if_known("x/hour", day=date(2019, 12, 31)) is None
    decision = scales.decide({})
    assert decision.unconfirmed == ({"parameter": "x/hour", "confidence": "unknown"},)
    with pytest.raises(UnknownParameterError, match="x/hour is declared unknown on 2019-12-31"):
        scales.parameter("x/hour", day=date(2019, 12, 31))


def test_after_its_last_day_and_under_another_name_a_parameter_has_no_value(tmp_path: Path) -> None:
    ended = VALUES[: VALUES.index("[[parameter.value]]\nfrom = 2023")]
    scales = weighing(law_of(tmp_path, ended))
    assert scales.parameter("x/hour", day=date(2023, 3, 31)) == Money.parse("114.00")
    with pytest.raises(UnknownParameterError, match="x/hour has no value on 2023-04-01"):
        scales.parameter("x/hour", day=date(2023, 4, 1))
    with pytest.raises(UnknownParameterError, match="no parameter x/day"):
        scales.parameter("x/day", day=date(2023, 3, 31))


def test_what_a_finding_is_founded_on_is_told_once(law: Law) -> None:
    scales = weighing(law)
    said = Text("Les deux membres sont lus.", "Both members are read.")
    for facts in (("/a", "/a"), ("/b", "/a", "/b")):
        scales.weigh("x/s2", day=date(2022, 4, 1), holds=True, because=said, facts=facts)
    assert [finding.facts for finding in scales.decide({}).findings] == [("/a",), ("/b", "/a")]


def test_what_was_read_is_kept_with_the_decision(law: Law) -> None:
    scales = weighing(law)
    for _ in range(2):
        scales.parameter("x/hour", day=date(2022, 4, 1))
    scales.parameter("x/hour", day=date(2020, 1, 1))
    assert scales.decide({}).unconfirmed == ()  # seen in the text
    used = [(name, str(dated.value)) for name, dated in scales.decide({}).used]
    assert used == [("x/hour", "110.00"), ("x/hour", "114.00")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('unknown = true\nsource = "looked', 'unknown = true\nvalue = "1.00"\nsource = "looked', "and no value"),
        ("unknown = true", "unknown = false", "unknown = true"),
        ("to = 2019-12-31\n", "to = 2019-12-30\n", "no value between 2019-12-30 and 2020-01-01"),
        ("to = 2019-12-31\n", "to = 2020-01-01\n", "two values on 2020-01-01"),
        ("known_from = 2022-04-23", 'known_from = "soon"', "expected a day, found 'soon'"),
    ],
)
def test_a_value_that_cannot_be_right_stops_the_import(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in VALUES
    with pytest.raises(FaultyTextError, match=reason):
        law_of(tmp_path, VALUES.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('division = "first"', 'division = "third"', "no division third"),
        ('kind = "amount"', 'kind = "price"', "kind 'price'"),
        ('software = ["compute"]', 'software = ["guess"]', "guess"),
    ],
)
def test_a_norm_that_cannot_be_right_stops_the_import(tmp_path: Path, old: str, new: str, reason: str) -> None:
    (tmp_path / "norms.toml").write_text(NORMS.replace(old, new), encoding="utf-8")
    with pytest.raises(FaultyTextError, match=reason):
        read_instrument(tmp_path)


def test_a_file_of_a_division_that_is_not_listed_stops_the_import(tmp_path: Path) -> None:
    (tmp_path / "norms_third.toml").write_text(OTHER, encoding="utf-8")
    with pytest.raises(FaultyTextError, match=r"norms_third.toml: no division third"):
        law_of(tmp_path)


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [("count", 0, 0), ("basis_points", 500, 500), ("days", 0, Period(0, "days")), ("money", "0.00", Money(0))],
)
def test_a_value_may_be_nothing_and_fits_its_unit(unit: str, written: object, value: Value) -> None:
    assert value_in(unit, written) == value


@pytest.mark.parametrize(("unit", "written"), [("count", -1), ("count", True), ("days", "3"), ("money", 3), ("x", 3)])
def test_what_does_not_fit_its_unit(unit: str, written: object) -> None:
    with pytest.raises(ValueError, match="is no value in"):
        value_in(unit, written)
