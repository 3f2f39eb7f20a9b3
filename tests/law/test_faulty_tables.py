"""The tables that only one text has: an entry that cannot be right stops the reading, and is named."""

from dataclasses import replace
from typing import Any

import pytest

from parvis.law.kernel.instrument import FaultyTextError
from parvis.law.kernel.period import Span
from parvis.law.texts.c25_01 import confidentiality
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


SAID = confidentiality.table().at("judge", "said", confidentiality.FIRST_DAY)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (replace(SAID, norms=("ccp/a556-arbitration",)), r"\['ccp/a556-arbitration'\] not known on 2016-01-01"),
        (replace(SAID, unless=("a_word",)), r"\('a_word',\) not known on 2016-01-01"),
    ],
)
def test_a_cell_on_a_norm_or_a_condition_that_is_not_known_is_named(cell: confidentiality.Cell, reason: str) -> None:
    rows = {("said", "judge"): ((Span(confidentiality.FIRST_DAY), cell),)}
    with pytest.raises(FaultyTextError, match=reason):
        confidentiality._check_norms(replace(confidentiality.table(), cells=rows))


@pytest.mark.parametrize("row", [[], [{"id": "x", "may_know": "yes", "unless": ["agreement"], "norms": ["ccp/a4"]}]])
def test_a_table_without_its_parts_or_with_a_wrong_row_names_its_file(
    monkeypatch: pytest.MonkeyPatch, row: list[dict[str, Any]]
) -> None:
    parts = {"who": [], "what": [], "condition": [], "row": row} if row else {"row": row}
    monkeypatch.setattr(confidentiality, "toml_of", lambda *_: parts)
    with pytest.raises(FaultyTextError, match=r"confidentiality\.toml: "):
        confidentiality.table.__wrapped__()


def test_of_several_conditions_that_are_met_the_first_of_the_cell_is_told() -> None:
    conditions = confidentiality.table().conditions
    told = confidentiality.reason_of(SAID, ("safety", "agreement"))
    assert SAID.met(("safety", "agreement")) == ("agreement", "safety")
    assert conditions["agreement"].name.en in told.en and conditions["safety"].name.en not in told.en
