"""The ten situations, from answers to plan: the plan says what the law decided, and its dates are the timetable's."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from parvis.law.kernel.text import Text
from parvis.law.questions import Refusal, decide
from parvis.pathway import facts
from parvis.pathway.offers import Directory
from parvis.pathway.parts import CourtPlace, Plan
from parvis.pathway.plan import compose_plan, plan_of
from parvis.pathway.situation import situation_of
from tests.pathway.situations import ON, SITUATIONS, place

NAMES = {"gatineau": "Gatineau", "mingan": "Mingan", "montreal": "Montréal", "laval": "Laval", "longueuil": "Longueuil",
         "abitibi": "Abitibi", "rimouski": "Rimouski", "trois-rivieres": "Trois-Rivières",
             "quebec": "Québec"}  # fmt: skip


def court(name: str) -> CourtPlace:
    return CourtPlace(name.lower(), name, Text("palais de justice", "courthouse"), "", "", "", None, None, True)


DIRECTORY = Directory((), {"abitibi": (court("Amos"), court("Kuujjuaq"))}, NAMES)


def plan(name: str, on: date = ON, **changes: Any) -> Plan:
    return plan_of({**SITUATIONS[name], **changes}, on, DIRECTORY)


def keys(found: Plan) -> list[str]:
    return [step.key for step in found.steps]


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_date_of_a_step_is_the_timetables_own(name: str) -> None:
    found = plan(name)
    if not found.steps:
        assert found.standing is not None and found.standing.elsewhere
        return
    timetable = decide("small-claims/timetable", facts.timetable(found.situation, ON)).outcome["items"]
    by_key = {item["key"]: item for item in timetable}
    for step in (*found.steps, *found.later, *found.others):
        if step.key == "mediation":
            assert step.last_day is None and step.basis is not None
            continue
        item = by_key[step.key]
        assert (step.last_day, step.first_day, step.act) == (item["last_day"], item["first_day"], item["act"])
        assert step.basis is not None and step.basis.norm == item["norm"] and step.when.fr and step.when.en
    assert {step.key for step in found.steps}.isdisjoint(step.key for step in found.later)
    assert all(step.mine for step in found.steps) and not any(step.mine for step in found.others)
    assert found.if_nothing is not None and [station.state for station in found.path].count("here") == 1


def test_unpaid_renovation_in_gatineau() -> None:
    found = plan("unpaid_renovation")
    assert "$8,400" in found.summary.en and "Gatineau" in found.summary.en
    assert found.standing is not None and found.standing.verdict is True and found.standing.conditions
    assert (
        found.territory is not None
        and found.territory.district == "gatineau"
        and found.territory.bases[0].norm == "ccp/a41"
    )
    assert found.prescription is not None and found.prescription.safe_day == date(2028, 3, 1)
    assert found.prescription.latest_day == date(2028, 3, 31) and found.prescription.prescribed is False
    assert found.deadline is not None and found.deadline.day == date(2028, 3, 1) and found.deadline.step == "file_claim"
    assert keys(found)[:2] == ["send_notice", "file_claim"] and found.steps[0].action is not None
    assert found.route is not None and found.route.route == "not_open"


def test_sued_in_sept_iles() -> None:
    found = plan("sued_in_sept_iles")
    assert found.deadline is not None and (found.deadline.step, found.deadline.day) == ("answer", date(2026, 11, 30))
    assert (
        "30\u00a0novembre 2026" in found.summary.fr
        and found.territory is not None
        and found.territory.district == "mingan"
    )
    assert "file_claim" not in keys(found) and found.safety is not None
    late = plan("sued_in_sept_iles", on=date(2026, 12, 8))
    assert late.deadline is not None and late.deadline.past and "appelez le greffe" in late.summary.fr
    unknown = plan("sued_in_sept_iles", notified=None)
    assert unknown.deadline is None and unknown.steps[0].key == "answer" and "20\u00a0jours" in unknown.steps[0].when.fr


def test_hearing_convened_in_montreal() -> None:
    found = plan("convened_in_montreal")
    assert found.standing is None and found.prescription is None
    assert found.deadline is not None and found.deadline.step == "documents"
    assert [day for _, day in found.steps[0].readings] == [date(2026, 12, 21), date(2026, 12, 30)]
    assert found.deadline.day == date(2026, 12, 21)  # the safe one
    assert plan("convened_in_montreal", hearing=None).summary.fr.startswith("Votre audience est fixée")


def test_consumers_refrigerator_in_laval() -> None:
    found = plan("refrigerator_in_laval")
    assert found.territory is not None and found.territory.district == "laval"
    assert "ccp/a43" in [basis.norm for basis in found.territory.bases]
    assert {"claim_allowed", "file_claim"} <= set(keys(found))  # the last day to sue stays in sight
    assert found.deadline is not None and found.deadline.step == "file_claim"


def test_company_of_12_employees() -> None:
    found = plan("company_of_12")
    assert found.standing is not None and found.standing.verdict is False
    assert (
        found.standing.conditions[0].basis.norm == "ccp/a536-al2-employees"
        and found.standing.conditions[0].holds is False
    )
    assert found.standing.elsewhere[0].forum == "court_of_quebec" and not found.steps and found.deadline is None
    ten = plan("company_of_12", employees=10)
    assert ten.standing is not None and ten.standing.verdict is True and ten.steps


def test_dwelling_lease_names_its_tribunal() -> None:
    found = plan("dwelling_lease")
    assert found.standing is not None and found.standing.elsewhere[0].forum == "tal"
    assert "Tribunal administratif du logement" in found.summary.fr and not found.steps


def test_kuujjuaq_has_its_own_courthouse_first_and_says_what_is_missing() -> None:
    found = plan("kuujjuaq")
    assert found.territory is not None and [one.name for one in found.territory.court_places] == ["Kuujjuaq", "Amos"]
    assert found.standing is not None and found.standing.verdict is None and found.standing.missing
    assert found.prescription is not None and found.prescription.safe_day is None
    unsure = plan("kuujjuaq", home=place("Kuujjuaq", "abitibi", sure=False))
    assert unsure.territory is not None and unsure.territory.unconfirmed
    nowhere = plan("kuujjuaq", home=place("Nulle-Part", None, sure=False))
    assert nowhere.territory is not None and nowhere.territory.district is None
    assert "justice.gouv.qc.ca" in nowhere.territory.search.fr and any("district" in note.fr for note in nowhere.notes)


def test_default_judgment_in_rimouski() -> None:
    found = plan("default_judgment_in_rimouski")
    assert found.deadline is not None and found.deadline.step == "revocation" and found.deadline.strict
    assert found.deadline.day == date(2026, 12, 15) and "annuler" in found.summary.fr
    paid = plan("default_judgment_in_rimouski", winner="me")
    assert "revocation" not in keys(paid) and "execution" in keys(paid)


def test_mandatory_mediation_in_trois_rivieres() -> None:
    found = plan("mandatory_in_trois_rivieres")
    assert found.route is not None and found.route.route == "mandatory" and found.route.basis is not None
    assert keys(found) == ["mediation", "exemption_request"] and found.safety is not None
    assert found.deadline is not None and found.deadline.day == date(2026, 11, 30) and found.deadline.strict
    above = plan("mandatory_in_trois_rivieres", amount="5000.01", mediation_notice=None)
    assert above.route is not None and above.route.route == "voluntary"


def test_prescription_with_the_suspension_of_2020() -> None:
    eve = date(2023, 7, 21)
    found = plan("prescription_almost_over", on=eve)
    assert found.prescription is not None and found.prescription.prescribed is False
    assert found.prescription.safe_day == date(2023, 7, 24)  # three years, 170 days, and a Sunday
    assert any("170" in line.text.fr for line in found.prescription.account)
    over = plan("prescription_almost_over", on=date(2023, 7, 25))
    assert over.prescription is not None and over.prescription.prescribed is True and "avocat" in over.summary.fr


def test_an_amount_above_the_ceiling_says_that_it_can_be_reduced() -> None:
    found = plan("unpaid_renovation", amount="15000.01")
    assert (
        found.standing is not None and found.standing.verdict is False and str(found.standing.reduce_to) == "15000.00"
    )
    assert "15\u00a0000\u00a0$" in found.summary.fr and found.steps
    assert plan("unpaid_renovation", amount="15000.00").standing.verdict is True  # type: ignore[union-attr]


def test_what_is_unconfirmed_is_said() -> None:
    found = plan("unpaid_renovation")
    leaned = {one.question: one for one in found.leaned_on}
    assert set(leaned) == {"small-claims/jurisdiction", "small-claims/territory", "limits/prescription",
                           "small-claims/mediation-route", "small-claims/timetable"}  # fmt: skip
    assert "ccp/a42" in leaned["small-claims/territory"].unconfirmed


def test_days_that_contradict_each_other_are_refused_not_planned() -> None:
    wrong = replace(
        situation_of(SITUATIONS["mandatory_in_trois_rivieres"]), contested_on=date(2026, 8, 1), filed=date(2026, 9, 1)
    )
    with pytest.raises(Refusal):
        compose_plan(replace(wrong, notified=date(2026, 8, 15)), ON, DIRECTORY)


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_plan_is_the_same_each_time_and_moves_with_the_day(name: str) -> None:
    assert plan(name) == plan(name)
    tomorrow = plan(name, on=ON + timedelta(days=1))
    assert tomorrow.on == ON + timedelta(days=1)
