"""family-mediation/fees: the worked examples of the contract, and what holds of every file."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.kernel.written import facts_from
from parvis.law.questions import QUESTIONS, Refusal, answer, decide
from parvis.law.registry import encodings

QUESTION = "family-mediation/fees"
EXAMPLES = Path(__file__).parents[3] / "shared" / "contracts" / "examples" / "fees.jsonl"


def examples() -> list[Any]:
    """The examples of the contract; they stand beside the checkout, not in it."""
    if not EXAMPLES.is_file():
        return [pytest.param(None, id="absent")]
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["id"]) for line in lines if line.strip()]


@pytest.mark.parametrize("example", examples())
def test_an_example_of_the_contract_is_answered_as_it_says(example: dict[str, Any] | None) -> None:
    if example is None:
        pytest.skip("../shared is not beside this checkout: nothing to compare with")
    if "expect_error" in example:
        with pytest.raises(Refusal) as refusal:
            answer(QUESTION, example["facts"])
        assert {fault.at for fault in refusal.value.faults} == set(example["expect_error"])
        return
    decision = answer(QUESTION, example["facts"])
    assert {key: decision["outcome"][key] for key in example["expect"]} == example["expect"]
    holding = {finding["norm"] for finding in decision["findings"] if finding["holds"]}
    assert set(example["norms"]) <= holding


def files(first: date, last: date) -> st.SearchStrategy[dict[str, Any]]:
    """Files whose sessions lie between two days, children concerned."""
    session = st.fixed_dictionaries(
        {
            "date": st.dates(first, last).map(date.isoformat),
            "kind": st.sampled_from(("mediation", "mediation", "information_individual", "information_group")),
            "minutes": st.integers(1, 1440),
            "mediators": st.integers(1, 3),
            "additional_requested": st.just(0),
        }
    )
    work = st.fixed_dictionaries(
        {"date": st.dates(first, last).map(date.isoformat), "minutes": st.integers(1, 1440)},
    )
    return st.fixed_dictionaries(
        {
            "on": st.just(last.isoformat()),
            "children_interests": st.just(True),
            "referral": st.sampled_from(("voluntary", "court_designated", "court_chosen")),
            "review_of_judgment": st.booleans(),
            "earlier_use": st.booleans(),
            "report": st.sampled_from(("held", "held", "absence", "declaration", "none_held")),
            "sessions": st.lists(session, max_size=12).map(lambda them: sorted(them, key=lambda each: each["date"])),
            "out_of_session": st.lists(work, max_size=4),
        }
    )


BY_SESSION = files(date(2002, 6, 24), date(2012, 11, 30))
BY_HOUR = files(date(2016, 1, 1), date(2025, 12, 31))
ANY_DAY = files(date(2012, 10, 1), date(2016, 3, 1))


def cents(amount: str | None) -> int:
    assert amount is not None
    return int(amount.replace(".", ""))


@settings(max_examples=150, deadline=None)
@given(st.one_of(BY_SESSION, BY_HOUR, ANY_DAY))
def test_the_totals_are_the_sum_of_the_lines(facts: dict[str, Any]) -> None:
    outcome = answer(QUESTION, facts)["outcome"]
    for payer, total in (("service", outcome["service_pays"]), ("parties", outcome["parties_pay"])):
        amounts = [line["amount"] for line in outcome["lines"] if line["payer"] == payer]
        if None in amounts:
            assert total is None
        else:
            assert cents(total) == sum(cents(amount) for amount in amounts)


@settings(max_examples=150, deadline=None)
@given(st.one_of(BY_SESSION, BY_HOUR), st.sampled_from(("mediation", "information_individual", "information_group")))
def test_one_session_more_never_lowers_what_the_service_pays(facts: dict[str, Any], kind: str) -> None:
    if facts["report"] == "none_held":
        facts = {**facts, "report": "held"}
    more = {"date": facts["on"], "kind": kind, "minutes": 75, "mediators": 1, "additional_requested": 0}
    before = answer(QUESTION, facts)["outcome"]
    after = answer(QUESTION, {**facts, "sessions": [*facts["sessions"], more]})["outcome"]
    assert cents(after["service_pays"]) >= cents(before["service_pays"])
    assert cents(after["parties_pay"]) >= cents(before["parties_pay"])


@settings(max_examples=150, deadline=None)
@given(BY_SESSION)
def test_the_service_never_pays_more_sessions_than_the_maximum(facts: dict[str, Any]) -> None:
    decision = answer(QUESTION, facts)
    outcome = decision["outcome"]
    most = 3 if facts["review_of_judgment"] else 6
    assert outcome["sessions_paid_by_service"] <= most
    assert outcome["minutes_paid_by_service"] is None
    without_groups = sum(
        cents(line["amount"])
        for line in outcome["lines"]
        if line["payer"] == "service" and not line["norm"].endswith("s10-al2-p2")
    )
    assert without_groups <= most * 95_00 + 50_00


@settings(max_examples=150, deadline=None)
@given(BY_HOUR)
def test_the_service_never_pays_more_minutes_than_the_maximum(facts: dict[str, Any]) -> None:
    outcome = answer(QUESTION, facts)["outcome"]
    again = facts["review_of_judgment"] or facts["earlier_use"]
    worked = [each for each in facts["sessions"] if each["kind"] == "mediation"] + facts["out_of_session"]
    assert outcome["minutes_paid_by_service"] == min(150 if again else 300, sum(each["minutes"] for each in worked))


@settings(max_examples=60, deadline=None)
@given(st.one_of(BY_SESSION, BY_HOUR, ANY_DAY), st.randoms())
def test_the_order_of_the_members_changes_nothing(facts: dict[str, Any], random: Any) -> None:
    names = list(facts)
    random.shuffle(names)
    shuffled = {name: facts[name] for name in names}
    shuffled["sessions"] = [dict(reversed(each.items())) for each in facts["sessions"]]
    assert answer(QUESTION, shuffled) == answer(QUESTION, facts)


@settings(max_examples=60, deadline=None)
@given(st.one_of(BY_SESSION, BY_HOUR, ANY_DAY), st.booleans())
def test_each_finding_speaks_both_languages_and_points_at_facts_that_were_given(facts: Any, bare: bool) -> None:
    if bare:
        facts = {name: value for name, value in facts.items() if name not in ("earlier_use", "attestation")}
    decision = decide(QUESTION, facts)
    for lang in ("fr", "en"):
        for finding in decision.as_json(lang)["findings"]:
            assert finding["because"].strip()
            assert "{" not in finding["because"]
            for pointer in finding["facts"]:
                leads_to(facts, pointer)
    for line in answer(QUESTION, facts)["outcome"]["lines"]:
        leads_to(facts, line["for"])


def leads_to(facts: Any, pointer: str) -> Any:
    place = facts
    for step in pointer.removeprefix("/").split("/"):
        place = place[int(step)] if isinstance(place, list) else place[step]
    return place


def test_each_payer_is_told_the_rate_that_they_pay() -> None:
    sessions = [
        {"date": "2023-11-01", "kind": "mediation", "minutes": 300, "mediators": 1, "additional_requested": 0},
        {"date": "2023-11-23", "kind": "mediation", "minutes": 120, "mediators": 1, "additional_requested": 0},
    ]
    facts = {
        "on": "2023-12-15",
        "children_interests": True,
        "referral": "voluntary",
        "review_of_judgment": False,
        "report": "held",
        "sessions": sessions,
    }
    said = {each["norm"]: each["because"] for each in answer(QUESTION, facts, "en")["findings"]}
    assert said["c25.01-r0.7/s10-al1-hour"] == "The Service pays for 5\u00a0h, at $110 an hour."
    assert said["c25.01-r0.7/s103-excess"] == "The parties pay for 2\u00a0h beyond the maximum, at $130 an hour."


def test_an_hour_whose_price_was_not_found_has_no_price() -> None:
    session = {"date": "2014-03-01", "kind": "information_individual", "minutes": 60, "mediators": 1}
    facts = {
        "on": "2014-04-01",
        "children_interests": True,
        "referral": "voluntary",
        "review_of_judgment": False,
        "report": "held",
        "sessions": [{**session, "additional_requested": 0}],
    }
    decision = answer(QUESTION, facts, "en")
    assert decision["outcome"]["service_pays"] is None
    assert not [each for each in decision["findings"] if "$110" in each["because"]]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("2012-03-01"),
    lambda each: (
        st.lists(each, max_size=4)
        | st.dictionaries(
            st.sampled_from(["on", "sessions", "date", "kind", "minutes", "mediators", "report", "attestation", "x~/"]),
            each,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_is_refused_with_pointers_or_answered(data: Any) -> None:
    try:
        answer(QUESTION, data)
    except Refusal as refusal:
        assert refusal.faults
        assert all(fault.at == "" or fault.at.startswith("/") for fault in refusal.faults)
        json.dumps([fault.as_json() for fault in refusal.faults], allow_nan=False)


@settings(max_examples=100, deadline=None)
@given(BY_SESSION, JSON, st.sampled_from(("sessions", "attestation", "earlier_use", "out_of_session", "report", "on")))
def test_a_file_with_one_member_spoilt_never_crashes(facts: dict[str, Any], spoilt: Any, name: str) -> None:
    try:
        answer(QUESTION, {**facts, name: spoilt})
    except Refusal as refusal:
        assert all(fault.at == f"/{name}" or fault.at.startswith(f"/{name}/") for fault in refusal.faults) or (
            name == "on"
        )


def test_a_member_written_twice_is_refused_at_its_pointer() -> None:
    written = (
        '{"on": "2012-10-01", "children_interests": true, "referral": "voluntary", "review_of_judgment": false,'
        ' "report": "held", "report": "none_held", "sessions": []}'
    )
    with pytest.raises(Refusal) as refusal:
        answer(QUESTION, facts_from(written))
    assert [fault.at for fault in refusal.value.faults] == ["/report"]


def test_the_catalogue_says_the_readings_and_the_first_day() -> None:
    described = QUESTIONS[QUESTION].described("fr")
    assert described["answers_from"] == "2002-06-24"
    keys = {each["key"] for each in described["readings"]}
    assert keys == {"info_individual_counts", "info_group_counts", "attended_alone", "hourly_rounding"}


@pytest.mark.parametrize("on", ["2010-03-01", "2012-11-30", "2012-12-01", "2018-05-01", "2023-11-23", "2026-06-01"])
@pytest.mark.parametrize("request_made", ["first_agreement", "review_of_judgment"])
@pytest.mark.parametrize("earlier_use", [False, True])
def test_what_a_couple_is_entitled_to_is_what_a_long_file_is_paid(
    on: str, request_made: str, earlier_use: bool
) -> None:
    entitled = {"on": on, "children": True, "request": request_made, "earlier_use": earlier_use}
    entitlement = answer("family-mediation/entitlement", entitled)["outcome"]
    session = {"date": on, "kind": "mediation", "minutes": 60, "mediators": 1, "additional_requested": 0}
    facts = {
        "on": on,
        "children_interests": True,
        "referral": "voluntary",
        "review_of_judgment": request_made == "review_of_judgment",
        "earlier_use": earlier_use,
        "report": "held",
        "sessions": [session] * 9,
    }
    paid = answer(QUESTION, facts)["outcome"]
    assert paid["sessions_paid_by_service"] == entitlement["free_sessions"]
    assert paid["minutes_paid_by_service"] == entitlement["free_minutes"]
    rate = cents(entitlement["service_rate"])
    units = entitlement["free_sessions"] or entitlement["free_minutes"] / 60
    assert cents(paid["service_pays"]) == rate * units
    assert cents(paid["parties_pay"]) == cents(entitlement["parties_rate"]) * (9 - units)


def long_file(sessions: int, on: str, **told: Any) -> dict[str, Any]:
    """A file with that many mediation sessions, all held on the day before."""
    day = (date.fromisoformat(on) - timedelta(days=1)).isoformat()
    session = {"date": day, "kind": "mediation", "minutes": 75, "mediators": 1, "additional_requested": 0}
    facts = {"on": on, "children_interests": True, "referral": "voluntary", "review_of_judgment": False}
    return {**facts, "report": "held", "sessions": [session] * sessions, **told}


def test_a_file_of_two_hundred_sessions_is_decided_and_one_more_is_refused() -> None:
    served = answer(QUESTION, long_file(200, "2012-10-31"))["outcome"]
    assert (served["service_pays"], served["parties_pay"]) == ("570.00", "18430.00")  # 6 and 194, at 95 $
    alone = long_file(200, "2012-10-31", children_interests=False, referral="court_designated")
    assert answer(QUESTION, alone)["outcome"]["parties_pay"] == "19000.00"
    work = [{"date": "2022-10-30", "minutes": 1}] * 200
    by_hour = answer(QUESTION, long_file(200, "2022-10-31", out_of_session=work))["outcome"]
    assert by_hour["service_pays"] == "550.00"
    assert len(by_hour["lines"]) == 400
    attested = {"signed_by_all": True, "sessions": 200}
    assert answer(QUESTION, long_file(200, "2012-10-31", attestation=attested))["outcome"]["payable"] is True
    for told, at in (
        (long_file(201, "2012-10-31"), "/sessions"),
        (long_file(1, "2022-10-31", out_of_session=[*work, work[0]]), "/out_of_session"),
    ):
        with pytest.raises(Refusal) as refusal:
            answer(QUESTION, told)
        assert [fault.at for fault in refusal.value.faults] == [at]


@pytest.mark.parametrize(
    ("minutes", "listed"), [(60, False), (30, False), (3, False), (50, True), (61, True), (1, True)]
)
def test_the_reading_on_cents_is_listed_only_where_there_are_fractions_of_a_cent(minutes: int, listed: bool) -> None:
    """At 110 $ an hour, three minutes are 5.50 $; one minute is 1.8333… $."""
    facts = long_file(1, "2022-10-31")
    facts["sessions"] = [{**facts["sessions"][0], "minutes": minutes}]
    assert any(each["key"] == "hourly_rounding" for each in answer(QUESTION, facts)["readings"]) is listed


def test_the_tariff_is_told_in_the_version_of_the_first_day_of_the_file() -> None:
    facts = long_file(1, "2016-03-01", out_of_session=[{"date": "2015-12-20", "minutes": 30}])
    versions = [
        each["version"] for each in answer(QUESTION, facts)["findings"] if each["norm"] == "c25.01-r0.7/s10-al1"
    ]
    assert versions == ["2012-12-01"]
    facts["out_of_session"] = [{"date": "2016-01-20", "minutes": 30}]
    versions = [
        each["version"] for each in answer(QUESTION, facts)["findings"] if each["norm"] == "c25.01-r0.7/s10-al1"
    ]
    assert versions == ["2016-01-01"]


@pytest.mark.parametrize(
    ("norm", "rule"),
    [
        ("s101-max", "tariff_hours:up_to_a_maximum"),
        ("s101-max-lower", "tariff_hours:up_to_a_maximum"),
        ("s103-excess", "tariff_hours:beyond_the_maximum"),
        ("s10-al5-p2", "tariff_sessions:beyond_the_maximum"),
    ],
)
def test_the_tariff_is_told_among_what_encodes_its_norms_as_the_entitlement_is(norm: str, rule: str) -> None:
    encoded = [each.where.rpartition(".")[2] for each in encodings()[f"c25.01-r0.7/{norm}"]]
    assert rule in encoded
    assert any(each.startswith("entitlement:") for each in encoded)
