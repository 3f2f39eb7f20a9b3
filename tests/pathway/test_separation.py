"""A couple's plan against the rule: what is free, what the rest costs, the session, the days; and safety kept nowhere."""

import json
from datetime import date
from typing import Any

import pytest

from parvis.documents.plan import plan_blocks
from parvis.law.questions import answer
from parvis.pathway.calendar import calendar_of, has_dates
from parvis.pathway.catalogue import ASKED
from parvis.pathway.offers import Directory, Offer
from parvis.pathway.parts import NearMediator, NearMediators, Plan, Section
from parvis.pathway.plan import plan_of
from parvis.pathway.questions import BY_KEY, applicable, is_complete, read_answer, standing, with_answer
from parvis.pathway.separation.safety import safety_on
from tests.pathway.couples import COUPLES
from tests.pathway.situations import ON

SHORT = BY_KEY["home"].short
PREPARE = Offer(
    "premediation-familiale",
    "premediation",
    "active",
    BY_KEY["home"].short,
    BY_KEY["home"].short,
    None,
    "province",
    frozenset(),
    "information",
    subject="separation",
    free=True,
)
OTHER = Offer(
    "autre",
    "premediation",
    "active",
    BY_KEY["home"].short,
    BY_KEY["home"].short,
    None,
    "province",
    frozenset(),
    "information",
    roles=("claimant",),
    stages=("contested",),
)
DIRECTORY = Directory((PREPARE, OTHER), {}, {"laval": "Laval"})


def plan(name: str) -> Plan:
    return plan_of(COUPLES[name], ON, DIRECTORY)


def section(of: Plan, key: str) -> Section:
    return next(each for each in of.sections if each.key == key)


def words(of: Section) -> str:
    return " ".join([of.lead.en, *(point.text.en for point in of.points)]).replace("\u00a0", " ")


@pytest.mark.parametrize("name", COUPLES)
def test_each_couple_answers_exactly_what_is_asked_and_has_a_plan(name: str) -> None:
    answers = COUPLES[name]
    assert is_complete(answers) and standing(answers) == answers
    assert {question.key for question in applicable(answers)} == set(answers)
    made = plan_of(json.loads(json.dumps(answers)), ON, DIRECTORY)
    assert made == plan(name)
    assert [each.slug for each in made.helpers] == ["premediation-familiale"]
    assert made.careful == safety_on(ON) and made.safety is not None and made.steps[0].basis is not None
    assert "safety" not in {one.question for one in made.assumed}
    for lang in ("fr", "en"):
        assert plan_blocks(made, lang) and calendar_of(made, lang)
    assert has_dates(made) == (name == "referred")
    for each in made.sections:
        bases = [point.basis for point in (*each.points, *each.account)]
        assert any(bases), f"{each.key} shows no norm"


@pytest.mark.parametrize(
    ("name", "facts", "minutes"),
    [
        ("parents", {"children": True, "request": "first_agreement", "earlier_use": False}, "5 h"),
        ("parents_again", {"children": True, "request": "first_agreement", "earlier_use": True}, "2 h 30 min"),
        ("change_of_agreement", {"children": True, "request": "change_of_agreement"}, "2 h 30 min"),
        ("review", {"children": True, "request": "review_of_judgment"}, "2 h 30 min"),
        ("divorce_after_separation", {"children": True, "request": "after_separation_judgment"}, "2 h 30 min"),
        ("no_child", {"children": False, "request": "first_agreement"}, "3 h"),
    ],
)
def test_what_is_free_is_what_the_rule_says_of_the_situation(name: str, facts: dict[str, Any], minutes: str) -> None:
    outcome = answer("family-mediation/entitlement", {"on": ON.isoformat(), **facts})["outcome"]
    made = plan(name)
    hours, rest = divmod(outcome["free_minutes"], 60)
    assert minutes == (f"{hours} h {rest} min" if rest else f"{hours} h")
    assert f"pays for {minutes} of mediation" in words(section(made, "free"))
    assert f"${outcome['parties_rate'].removesuffix('.00')}, before tax" in words(section(made, "cost"))
    held = {point.basis.norm for point in section(made, "free").account if point.basis}
    expected = "programme-2021/maximum" if not facts["children"] else "c25.01-r0.7/s101-max"
    assert expected + ("-lower" if minutes == "2 h 30 min" else "") in held


def test_an_answer_that_is_not_known_gives_the_safe_number_and_says_the_other() -> None:
    lead = section(plan("parents_not_sure"), "free").lead.en.replace("\u00a0", " ")
    assert "Count on 2 h 30 min" in lead and "up to 5 h" in lead
    lead = section(plan("no_child_not_sure"), "free").lead.en.replace("\u00a0", " ")
    assert "3 h, or less: we do not know" in lead and "1 866 536-5140" in lead
    none = plan("no_child_change")
    assert "pays for no hours" in none.summary.en and "does not apply" in section(none, "cost").lead.en


@pytest.mark.parametrize(
    ("name", "service", "parties"), [("parents", "$650", "$260"), ("parents_again", "$325", "$260")]
)
def test_the_example_is_computed_by_the_question_on_fees(name: str, service: str, parties: str) -> None:
    cost = section(plan(name), "cost")
    assert f"the government pays {service} and you pay {parties} together" in words(cost)
    assert {"c25.01-r0.7/s10-al1-hour", "c25.01-r0.7/s103-excess"} <= {
        one.basis.norm for one in cost.account if one.basis
    }


@pytest.mark.parametrize(
    ("name", "lead", "step", "exemption"),
    [
        ("parents", "becomes mandatory if a judge", "session", True),
        ("review", "You must attend it", "session", True),
        ("divorce_after_separation", "not required", None, False),
        ("referred", "you are exempt", "certificate", False),
        ("referred_long_ago", "You must attend it", "session", True),
        ("no_child", "not required", None, False),
        ("parents_not_sure", "becomes mandatory if a judge", "session", True),
    ],
)
def test_who_attends_the_session(name: str, lead: str, step: str | None, exemption: bool) -> None:
    made = plan(name)
    told = section(made, "session")
    assert lead in told.lead.en
    assert [each.key for each in made.steps if each.key in ("session", "certificate")] == ([step] if step else [])
    assert ("victim assistance service" in words(told)) is exemption


def test_the_days_after_a_referral_are_the_laws_and_none_is_made_up() -> None:
    made = plan("referred")
    assert made.deadline is not None and made.deadline.day == date(2026, 11, 30) and not made.deadline.past
    stay = next(each for each in made.others if each.key == "stay")
    assert stay.last_day == date(2027, 2, 10) and stay.basis is not None and stay.basis.norm == "ccp/a421-stay"
    over = plan("referred_long_ago")
    assert over.deadline is not None and over.deadline.past and over.deadline.day == date(2026, 7, 22)
    assert "call the court office" in over.steps[0].when.en
    unknown = plan("referred_no_day")
    assert unknown.deadline is None and "see its date" in unknown.steps[0].when.en and unknown.territory is None
    assert plan("parents").deadline is None


def test_safety_is_asked_first_and_what_is_answered_is_kept_nowhere() -> None:
    asked = [question.key for question in applicable({"role": "couple"})]
    assert asked[:2] == ["role", "safety"] and "stage" not in asked
    kept = [
        with_answer(BY_KEY["safety"], read_answer(BY_KEY["safety"], [one], {}, on=ON), {"role": "couple"})
        for one in ("yes", "no", "not_said")
    ]
    assert kept == [{"role": "couple", "safety": ASKED}] * 3
    assert "safety" not in standing({"role": "couple", "safety": "no"}), "an answer itself never stands"
    told = " ".join(point.text.en for point in safety_on(ON).points)
    assert "withdraw from a mediation at any time" in told and all(point.basis for point in safety_on(ON).points)


def test_nobody_is_pushed_to_mediation() -> None:
    for name in COUPLES:
        steps = {each.key: each for each in plan(name).steps}
        assert list(steps).index("suits") < list(steps).index("gather")
        assert "choose" not in steps or "both want" in steps["choose"].when.en


def test_the_mediators_given_are_those_shown_on_paper_too() -> None:
    near = NearMediators((NearMediator("Camille Exemple", SHORT, SHORT, (), (), ("Laval",), "450 555-0100", "c"),), 7)
    made = plan_of(COUPLES["parents"], ON, DIRECTORY, near)
    assert made.mediators == near and plan("parents").mediators == NearMediators()
    assert "Camille Exemple" in str(plan_blocks(made, "fr"))
    assert "n’a personne à vous proposer" in str(plan_blocks(plan("parents"), "fr"))


def test_nobody_chooses_where_the_service_designated() -> None:
    couple = {**COUPLES["referred"], "referred_to": "designated"}
    near = NearMediators((NearMediator("Camille Exemple", SHORT, SHORT, (), (), ("Laval",), "450 555-0100", "c"),), 7)
    made = plan_of(couple, ON, DIRECTORY, near)
    told = section(made, "choosing")
    assert "nobody to look for" in told.lead.en and "withdraw at any time" in words(told)
    assert "You choose" not in words(told) and made.mediators is None
    assert "Camille Exemple" not in str(plan_blocks(made, "fr"))
