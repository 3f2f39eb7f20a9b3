"""The tables that only one text has: an entry that cannot be right stops the reading, and is named."""

from typing import Any

import pytest

from parvis.law.kernel.instrument import FaultyTextError
from parvis.law.texts.c25_01_r0_6_1 import roll_out
from parvis.law.texts.c25_01_r13 import tariff
from parvis.law.texts.orders_2020 import suspension

LAVAL = {
    "district": "laval",
    "not_before": roll_out.roll_out()["laval"].not_before,
    "not_after": roll_out.roll_out()["laval"].not_after,
    "confidence": "2",
    "source": "a notice",
}
FILING = {
    "fee": "filing",
    "person": "natural_person",
    "order": 1,
    "when": {"fr": "mars 2022", "en": "March 2022"},
    "about": {"fr": "le dépôt", "en": "filing"},
    "lowest": "108.00",
    "highest": "217.00",
    "confidence": "2",
    "source": {"fr": "la presse", "en": "press"},
}
DAYS = {"first": suspension.suspension().first, "last": suspension.suspension().last, "norm": suspension.NORM}


def tables(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, entries: list[dict[str, Any]]) -> None:
    monkeypatch.setattr(module, "toml_of", lambda *_: {name: entries})


def test_a_district_of_the_roll_out_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    tables(monkeypatch, roll_out, "district", [LAVAL])
    assert list(roll_out.roll_out.__wrapped__()) == ["laval"]


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([{**LAVAL, "confidence": "sure"}], "laval: confidence"),
        ([{**LAVAL, "not_before": LAVAL["not_after"].replace(year=2030)}], "laval: confidence, order of the bounds"),
        ([LAVAL, LAVAL], "laval: confidence, order of the bounds or a district given twice"),
        ([{**LAVAL, "note": "x"}], "laval: expected exactly"),
        ([{"district": "laval"}], "laval: expected exactly"),
        ([{}], "an entry without district: expected exactly"),
    ],
)
def test_a_faulty_district_of_the_roll_out_is_named(
    monkeypatch: pytest.MonkeyPatch, entries: list[dict[str, Any]], reason: str
) -> None:
    tables(monkeypatch, roll_out, "district", entries)
    with pytest.raises(FaultyTextError, match=reason):
        roll_out.roll_out.__wrapped__()


def test_an_amount_seen_elsewhere_may_have_one_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    tables(monkeypatch, tariff, "seen", [{**FILING, "highest": "108.00"}])
    (found,) = tariff.seen.__wrapped__()
    assert found.lowest == found.highest


@pytest.mark.parametrize(
    "changed",
    [
        {"confidence": "sure"},
        {"highest": "107.99"},
        {"person": "partnership"},
        {"lowest": "much"},
        {"note": "x"},
        {"when": None},
        {"source": {"fr": "la presse"}},
    ],
)
def test_a_faulty_amount_seen_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any]) -> None:
    tables(monkeypatch, tariff, "seen", [{**FILING, **changed}])
    with pytest.raises(FaultyTextError, match=r"seen\.toml: filing 1"):
        tariff.seen.__wrapped__()


def test_an_amount_without_its_day_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tables(monkeypatch, tariff, "seen", [{key: value for key, value in FILING.items() if key != "when"}])
    with pytest.raises(FaultyTextError, match=r"seen\.toml: filing 1"):
        tariff.seen.__wrapped__()


def test_the_suspension_of_2020_is_one_span_of_its_own_norm(monkeypatch: pytest.MonkeyPatch) -> None:
    tables(monkeypatch, suspension, "suspension", [DAYS])
    assert suspension.suspension.__wrapped__() == suspension.suspension()
    for entries in ([], [DAYS, DAYS], [{**DAYS, "norm": "ccp/a83"}], [{**DAYS, "note": "x"}]):
        tables(monkeypatch, suspension, "suspension", entries)
        with pytest.raises(FaultyTextError, match="expected one suspension"):
            suspension.suspension.__wrapped__()
