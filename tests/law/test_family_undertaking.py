"""family-mediation/undertaking: the contract's examples, and what must hold on any facts at all."""

import itertools
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.questions import Refusal, answer
from parvis.law.texts.c25_01_r0_7.undertaking_measure import OBJECTS, SUBJECTS, Mandate, Slot, assigned

QUESTION = "family-mediation/undertaking"
PROGRESS = "family-mediation/undertaking-progress"
R07 = "c25.01-r0.7/"
CERTIFIED = date(2010, 3, 15)
AGGREGATES = {f"{R07}{unit}" for unit in ("s2-al2-scope", "s3-al2-scope", "s41-al4-reqs", "s1-cumul", "s2-al1-scope")}


def test_the_examples_of_the_contract(shared: Path) -> None:
    lines = (shared / "contracts/examples/undertaking.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        example = json.loads(line)
        if "expect_error" in example:
            with pytest.raises(Refusal) as refusal:
                answer(QUESTION, example["facts"])
            assert {fault.at for fault in refusal.value.faults} == set(example["expect_error"]), example["id"]
            continue
        decision = answer(QUESTION, example["facts"])
        expected = dict(example["expect"])
        assert set(expected.pop("missing_includes", [])) <= set(decision["outcome"]["missing"]), example["id"]
        assert {name: decision["outcome"][name] for name in expected} == expected, example["id"]
        holding = {finding["norm"] for finding in decision["findings"] if finding["holds"]}
        assert set(example.get("norms", [])) <= holding, example["id"]
        left = {each["norm"] for each in decision["for_a_person"]}
        assert set(example.get("for_a_person_includes", [])) <= left, example["id"]


# What the facts are drawn from

days = st.integers(-40, 1500).map(lambda number: CERTIFIED + timedelta(days=number))
objects = st.lists(st.sampled_from(OBJECTS), unique=True, min_size=1) | st.just(list(OBJECTS))


@st.composite
def mandates(draw: st.DrawFn) -> dict[str, Any]:
    opened = draw(days)
    entrusted = draw(objects)
    agreed = draw(st.just(entrusted) | st.lists(st.sampled_from(entrusted), unique=True))
    form = draw(st.sampled_from(["marriage", "de_facto"])) if "patrimony" in entrusted else None
    closed = draw(st.none() | st.integers(0, 300).map(lambda number: (opened + timedelta(days=number)).isoformat()))
    return {
        "id": "",
        "opened": opened.isoformat(),
        "closed": closed,
        "objects": entrusted,
        "patrimony_form": form,
        "agreed": agreed,
        "supervision_sessions": draw(st.integers(0, 6)),
        "supervisor": {
            "certified": draw(st.integers(0, 9)) > 0,
            "mandates_completed": draw(st.sampled_from([39, 40, 41])),
        },
    }


@st.composite
def inabilities(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 400)))
    requested = CERTIFIED + timedelta(days=draw(st.integers(0, 1500)))
    return {
        "reason": draw(st.sampled_from(["illness", "pregnancy", "other"])),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "requested": requested.isoformat(),
        "fee_paid": draw(st.sampled_from(["64.99", "65.00"])),
        "documents": draw(st.booleans()),
        "affidavit": True,
    }


courses = st.fixed_dictionaries(
    {"date": days.map(str), "subject": st.sampled_from(SUBJECTS), "hours": st.integers(0, 30)}
)
years = st.fixed_dictionaries(
    {
        "requested": st.integers(0, 1500).map(lambda number: str(CERTIFIED + timedelta(days=number))),
        "fee_paid": st.just("65.00"),
        "supervisor_affidavit": st.booleans(),
        "complementary_training_attested": st.booleans(),
        "alleges_inability": st.just(True),
        "reduced": st.booleans(),
    }
)


def done() -> list[dict[str, Any]]:
    """Ten mandates that meet section 3: two global, three of three sessions, five of one; all agreed."""
    entrusted = [list(OBJECTS)] * 2 + [["custody", "access"]] * 4 + [["support"]] * 4
    sessions = [4, 4, 3, 3, 3, 1, 1, 1, 1, 1]
    return [
        {
            "id": f"done{number}",
            "opened": str(CERTIFIED + timedelta(days=30 * number)),
            "closed": str(CERTIFIED + timedelta(days=30 * number + 60)),
            "objects": named,
            "patrimony_form": "marriage" if "patrimony" in named else None,
            "agreed": named,
            "supervision_sessions": held,
            "supervisor": {"certified": True, "mandates_completed": 40},
        }
        for number, (named, held) in enumerate(zip(entrusted, sessions, strict=True))
    ]


#: Two courses that are enough for any background once the subject is chosen.
TAKEN = [
    {"date": str(CERTIFIED + timedelta(days=90)), "subject": subject, "hours": hours}
    for subject, hours in zip(SUBJECTS, (15, 30, 30), strict=True)
]


@st.composite
def undertakings(draw: st.DrawFn) -> dict[str, Any]:
    found = draw(st.lists(mandates(), max_size=6))
    for number, mandate in enumerate(found):
        mandate["id"] = f"m{number}"
    nearly = done() if draw(st.booleans()) else []
    found += nearly[: draw(st.sampled_from([9, 10, 10]))]
    facts: dict[str, Any] = {
        "on": str(CERTIFIED + timedelta(days=draw(st.integers(0, 2000)))),
        "certified": str(CERTIFIED),
        "background": draw(st.sampled_from(["legal", "psychosocial", "both", "other"])),
        "complementary_training": draw(st.lists(courses, max_size=3)) + (TAKEN if nearly else []),
        "mandates": found,
    }
    if draw(st.booleans()):
        facts["inability"] = draw(st.lists(inabilities(), max_size=3))
    if draw(st.booleans()):
        facts["one_year"] = draw(years)
        facts["practical_training"] = [{"date": str(draw(days)), "hours": draw(st.integers(0, 30))}]
    return facts


# What must hold on any of them


def leads_somewhere(facts: Any, pointer: str) -> bool:
    """Whether a JSON Pointer leads to something in the facts."""
    for name in pointer.split("/")[1:]:
        if isinstance(facts, list):
            facts = dict(enumerate(facts)).get(int(name))
        elif isinstance(facts, dict):
            facts = facts.get(name)
        if facts is None:
            return False
    return True


@settings(max_examples=40, deadline=None)
@given(undertakings())
def test_the_outcome_agrees_with_itself(facts: dict[str, Any]) -> None:
    decision = answer(QUESTION, facts)
    outcome = decision["outcome"]
    missing = set(outcome["missing"])
    assert outcome["missing"] == sorted(missing)
    assert not missing & AGGREGATES
    assert missing <= {finding["norm"] for finding in decision["findings"] if finding["holds"] is False}
    assert len(decision["findings"]) == len({finding["norm"] for finding in decision["findings"]})
    assert all(leads_somewhere(facts, where) for finding in decision["findings"] for where in finding["facts"])
    left = {each["norm"] for each in decision["for_a_person"]}
    assert (outcome["status"] == "lapsed") == (f"{R07}s7-al1-p3" in left)
    on, deadline = date.fromisoformat(facts["on"]), date.fromisoformat(outcome["deadline"])
    assert date(2012, 3, 15) <= deadline <= date(2015, 3, 15)
    assert (outcome["status"] == "lapsed") == (f"{R07}s1-p4-deadline" in missing)
    if outcome["status"] != "completed":
        assert (outcome["status"] == "lapsed") == (deadline < on)
    else:
        assert not {each for each in missing if not each.startswith(f"{R07}s41-al")}
        assert outcome["supervision_met"] and outcome["objects_met"]
    assert (f"{R07}s3-al1-cover" in missing) == (not outcome["objects_met"])


@settings(max_examples=30, deadline=None)
@given(undertakings(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_nothing(facts: dict[str, Any], random: Any) -> None:
    other = json.loads(json.dumps(facts))
    for name in ("mandates", "complementary_training", "inability"):
        random.shuffle(other.get(name, []))
    one, two = answer(QUESTION, facts), answer(QUESTION, other)
    assert one["outcome"] == two["outcome"]
    assert {each["norm"] for each in one["for_a_person"]} == {each["norm"] for each in two["for_a_person"]}
    assert answer(QUESTION, facts) == one


@settings(max_examples=30, deadline=None)
@given(undertakings(), mandates(), courses)
def test_more_done_never_takes_anything_back(facts: dict[str, Any], mandate: dict[str, Any], course: Any) -> None:
    before = answer(QUESTION, facts)["outcome"]
    more = json.loads(json.dumps(facts))
    more["mandates"].append({**mandate, "id": "one more"})
    if "one_year" not in facts:  # with one, hours that nobody attested are a disagreement
        more["complementary_training"].append(course)
    elif not mandate["supervision_sessions"]:
        assert answer(QUESTION, more)["outcome"]["deadline"] == before["deadline"]
    else:
        more["one_year"]["supervisor_affidavit"] = facts["one_year"]["supervisor_affidavit"] = True
        before = answer(QUESTION, facts)["outcome"]
    after = answer(QUESTION, more)["outcome"]
    for name in ("mandates_counted", "full_agreements", "global_mandates", "supervision_met", "objects_met"):
        assert after[name] >= before[name]
    if before["status"] == "completed":
        assert after["status"] == "completed"


@settings(max_examples=40, deadline=None)
@given(st.lists(mandates(), max_size=4), st.lists(courses, max_size=3), st.integers(360, 2000))
def test_completed_stays_completed(more: list[dict[str, Any]], taken: list[Any], days_later: int) -> None:
    facts = {
        "on": str(CERTIFIED + timedelta(days=days_later)),
        "certified": str(CERTIFIED),
        "background": "legal",
        "complementary_training": TAKEN,
        "mandates": done(),
    }
    outcome = answer(QUESTION, facts)["outcome"]
    assert (outcome["status"], outcome["missing"]) == ("completed", [])
    facts["mandates"] = [*({**mandate, "id": f"m{number}"} for number, mandate in enumerate(more)), *done()]
    facts["complementary_training"] = [*taken, *TAKEN]
    outcome = answer(QUESTION, facts)["outcome"]
    assert (outcome["status"], outcome["missing"]) == ("completed", [])


@settings(max_examples=25, deadline=None)
@given(undertakings())
def test_what_comes_after_the_day_of_the_question_changes_nothing(facts: dict[str, Any]) -> None:
    later = str(date.fromisoformat(facts["on"]) + timedelta(days=1))
    more = json.loads(json.dumps(facts))
    more["complementary_training"].append({"date": later, "subject": "psychosocial", "hours": 30})
    more["mandates"].append(
        {
            "id": "later",
            "opened": later,
            "closed": later,
            "objects": list(OBJECTS),
            "patrimony_form": "marriage",
            "agreed": list(OBJECTS),
            "supervision_sessions": 4,
            "supervisor": {"certified": True, "mandates_completed": 40},
        }
    )
    more.setdefault("inability", []).append(
        {
            "reason": "illness",
            "from": str(CERTIFIED),
            "to": str(CERTIFIED),
            "requested": later,
            "fee_paid": "65.00",
            "documents": True,
            "affidavit": True,
        }
    )
    assert answer(QUESTION, more)["outcome"] == answer(QUESTION, facts)["outcome"]


# The tiers


def _mandate(index: int, sessions: int, four: bool, partition: bool) -> Mandate:
    entrusted = frozenset(OBJECTS) if four else frozenset(("patrimony",) if partition else ("custody",))
    day = CERTIFIED + timedelta(days=index)
    return Mandate(index, f"m{index}", day, day, sessions, entrusted, True, four, partition, True)


def _most_filled(slots: tuple[Slot, ...], mandates: tuple[Mandate, ...]) -> int:
    """The most slots that can be filled, by trying everything."""
    padded: tuple[Mandate | None, ...] = (*mandates, *[None] * len(slots))
    return max(
        sum(1 for slot, mandate in zip(slots, chosen, strict=True) if mandate is not None and slot.fits(mandate))
        for chosen in itertools.permutations(padded, len(slots))
    )


@pytest.mark.parametrize("strict", [1, 2], ids=["one_of_two", "both"])
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.booleans()), max_size=4))
def test_the_tiers_are_filled_as_far_as_they_can_be(strict: int, drawn: list[tuple[int, bool, bool]]) -> None:
    slots = (Slot("global", 4, True, True), Slot("global", 4, True, strict == 2), Slot("three", 3), Slot("one", 1))
    found = tuple(_mandate(index, *each) for index, each in enumerate(drawn))
    filled = assigned(slots, found)
    used = [each for each in filled if each is not None]
    assert len(used) == len(set(used))
    assert all(slot.fits(each) for slot, each in zip(slots, filled, strict=True) if each is not None)
    assert len(used) == _most_filled(slots, found)
    for first in range(1, len(slots)):  # and among those that fill as many, the strict ones first
        assert sum(1 for each in filled[:first] if each is not None) == _most_filled(slots[:first], found)


# The picture for the mediator


@settings(max_examples=40, deadline=None)
@given(undertakings())
def test_the_progress_says_what_the_undertaking_says(facts: dict[str, Any]) -> None:
    outcome, progress = answer(QUESTION, facts)["outcome"], answer(PROGRESS, facts)["outcome"]
    assert (progress["deadline"], progress["status"]) == (outcome["deadline"], outcome["status"])
    assert progress["mandates"]["done"] == outcome["mandates_counted"]
    assert progress["full_agreements"]["done"] == outcome["full_agreements"]
    for name in ("process_negotiation", "complementary"):
        assert progress["hours"][name]["done"] == outcome["complementary_hours"][name]
    undecided = {f"{R07}s2-al2-p2"} if outcome["complementary_hours"]["complementary"] is None else set()
    assert {line["norm"] for line in progress["missing"]} <= set(outcome["missing"]) | undecided
    assert outcome["status"] == "completed" or progress["missing"]
    filled = [each for tier in progress["tiers"] for each in tier["mandates"]]
    assert len(filled) == len(set(filled)) and not set(filled) & set(progress["further"])
    assert len(filled) + len(progress["further"]) == outcome["mandates_counted"]
    places = sum(tier["places"] for tier in progress["tiers"])
    assert outcome["supervision_met"] == (len(filled) == places)
    assert not outcome["supervision_met"] or progress["supervision_sessions_left"] == 0
    assert not progress["may_ask"] or facts["on"] <= progress["last_day_to_ask"] < outcome["deadline"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.booleans()), max_size=3))
def test_no_fewer_supervision_sessions_could_be_left(drawn: list[tuple[int, bool, bool]]) -> None:
    found = [_mandate(index, *each) for index, each in enumerate(drawn)]
    facts = {
        "on": str(CERTIFIED + timedelta(days=10)),
        "certified": str(CERTIFIED),
        "background": "legal",
        "complementary_training": [],
        "mandates": [
            {
                "id": each.id,
                "opened": str(each.opened),
                "closed": None,
                "objects": sorted(each.objects),
                "patrimony_form": "marriage" if each.partition else "de_facto",
                "agreed": [],
                "supervision_sessions": each.sessions,
                "supervisor": {"certified": True, "mandates_completed": 40},
            }
            for each in found
        ],
    }
    slots = (
        Slot("global", 4, True, True),
        Slot("global", 4, True),
        *[Slot("three", 3)] * 3,
        *[Slot("one", 1)] * 5,
    )
    taken_off = max(
        sum(
            min(slot.sessions, mandate.sessions)
            for slot, mandate in zip(chosen, found, strict=True)
            if (mandate.four or not slot.four) and (mandate.partition or not slot.partition)
        )
        for chosen in itertools.permutations(slots, len(found))
    )
    assert answer(PROGRESS, facts)["outcome"]["supervision_sessions_left"] == 22 - taken_off


# Nothing but decisions and refusals

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(undertakings(), st.data())
def test_no_json_makes_it_fall_over(facts: dict[str, Any], data: st.DataObject) -> None:
    target: Any = facts
    while True:  # one value anywhere in the facts is replaced by anything
        key = data.draw(st.sampled_from(sorted(target) if isinstance(target, dict) else range(len(target))))
        if isinstance(target[key], dict | list) and target[key] and data.draw(st.booleans()):
            target = target[key]
            continue
        target[key] = data.draw(json_values)
        break
    try:
        decision = answer(QUESTION, facts)
    except Refusal as refusal:
        assert refusal.faults and all(fault.at == "" or fault.at.startswith("/") for fault in refusal.faults)
    else:
        json.dumps(decision)


@given(json_values)
def test_anything_that_is_no_object_of_facts_is_refused(value: Any) -> None:
    with pytest.raises(Refusal):
        answer(QUESTION, value)
