"""The ten situations, from answers to plan: the plan says what the law decided, and its dates are the timetable's."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from parvis.law.kernel.text import Text
from parvis.law.questions import Refusal, decide
from parvis.pathway import facts
from parvis.pathway.offers import Directory, directory
from parvis.pathway.parts import CourtPlace, Plan
from parvis.pathway.plan import compose_plan, plan_of
from parvis.pathway.situation import situation_of
from parvis.pathway.steps import when
from tests.pathway.situations import ON, SITUATIONS, place

NAMES = {
    "gatineau": "Gatineau",
    "mingan": "Mingan",
    "montreal": "Montréal",
    "laval": "Laval",
    "longueuil": "Longueuil",
    "abitibi": "Abitibi",
    "rimouski": "Rimouski",
    "trois-rivieres": "Trois-Rivières",
    "quebec": "Québec",
}


def court(name: str) -> CourtPlace:
    return CourtPlace(name.lower(), name, Text("palais de justice", "courthouse"), "", "", "", None, None, True)


DIRECTORY = Directory((), {"abitibi": (court("Amos"), court("Kuujjuaq"))}, NAMES)


def plan(name: str, on: date = ON, **changes: Any) -> Plan:
    return plan_of({**SITUATIONS[name], **changes}, on, DIRECTORY)


@pytest.mark.parametrize("name", ["sued_in_sept_iles", "unpaid_renovation"])
def test_what_is_not_known_is_said_once_and_counted_right(name: str) -> None:
    found = plan(name, matter=None, other_kind=None).standing
    assert found is not None and found.verdict is None
    unknown = [one.because for one in found.conditions if one.holds is None]
    assert len(unknown) == len(set(unknown)) and len(set(found.missing)) > 1
    assert "des réponses" in found.sentence.fr
    if name == "sued_in_sept_iles":
        assert not any("en son propre nom" in one.because.fr for one in found.conditions)
        assert not any("pour qui" in one.fr or "achetée" in one.fr for one in found.missing)


def test_an_answer_that_was_missed_is_never_shown_as_done() -> None:
    late = plan("sued_in_sept_iles", ON + timedelta(days=60))
    assert [station.state for station in late.path][:2] == ["missed", "here"]


@pytest.mark.parametrize(("name", "form"), [("sued_in_sept_iles", "SJ-871E"), ("unpaid_renovation", "SJ-870E")])
def test_filing_says_which_form_and_how_to_reach_the_court_office(name: str, form: str) -> None:
    found = plan(name)
    said = " ".join(one.en for step in found.steps for one in step.how)
    assert form in said and "418 643-5140 (general line)" in said and "exhibits" in said
    house = replace(court("Sept-Îles"), address="425, boulevard Laure", phone="418 962-2154")
    there = plan_of(SITUATIONS["sued_in_sept_iles"], ON, replace(DIRECTORY, court_places={"mingan": (house,)}))
    answer = next(step for step in there.steps if step.key == "answer")
    assert any("425, boulevard Laure" in one.en and "418 962-2154" in one.en for one in answer.how)
    assert "643-5140" not in " ".join(one.en for one in answer.how)


def keys(found: Plan) -> list[str]:
    return [step.key for step in found.steps]


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_date_of_a_step_is_the_timetables_own(name: str) -> None:
    found = plan(name)
    timetable = decide("small-claims/timetable", facts.timetable(found.situation, ON)).outcome["items"]
    by_key = {item["key"]: item for item in timetable}
    for step in (*found.steps, *found.later, *found.others):
        if step.key not in by_key:  # an act without a day of its own
            assert step.last_day is None and step.first_day is None and step.act.fr and step.act.en
            continue
        item = by_key[step.key]
        first = by_key["claim_allowed"]["first_day"] if step.key == "file_claim" else item["first_day"]
        assert step.last_day == item["last_day"] and step.first_day in (item["first_day"], first)
        assert step.act in (item["act"], item["act_other"]) or found.elsewhere
        assert step.basis is not None and step.basis.norm == item["norm"] and step.when.fr and step.when.en
    assert {step.key for step in found.steps}.isdisjoint(step.key for step in found.later)
    assert all(step.mine for step in found.steps) and not any(step.mine for step in found.others)
    if name in ("company_of_12", "dwelling_lease", "prescription_almost_over"):
        assert found.if_nothing is None and not found.path and found.steps
        return
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
    assert "file_claim" not in keys(found) and found.safety is None  # a business: nobody to flee from
    assert plan("sued_in_sept_iles", other_kind="person", employees=None).safety is not None
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
    assert found.deadline is not None and found.deadline.step == "file_claim"
    assert keys(found).count("file_claim") == 1 and "claim_allowed" not in keys(found)
    filing = next(step for step in found.steps if step.key == "file_claim")
    assert filing.first_day is not None and filing.last_day is not None and filing.first_day < filing.last_day
    assert filing.when.fr.startswith("Dès maintenant, et au plus tard le")
    early = next(step for step in plan("refrigerator_in_laval", on=date(2026, 11, 5)).steps if step.key == "file_claim")
    assert early.when.fr.startswith("À partir du") and "et au plus tard le" in early.when.fr
    assert "jours" not in filing.when.fr  # years away: a count of days says nothing
    unknown = plan("refrigerator_in_laval", began=None)
    assert "dernier jour" in next(step for step in unknown.steps if step.key == "file_claim").when.fr


def test_company_of_12_employees() -> None:
    found = plan("company_of_12")
    assert found.standing is not None and found.standing.verdict is False
    assert (
        found.standing.conditions[0].basis.norm == "ccp/a536-al2-employees"
        and found.standing.conditions[0].holds is False
    )
    assert found.standing.elsewhere[0].forum == "court_of_quebec" and found.elsewhere
    assert found.prescription is not None and found.prescription.safe_day == date(2028, 1, 3)
    assert found.deadline is not None and (found.deadline.step, found.deadline.day) == ("file_claim", date(2028, 1, 3))
    assert keys(found) == ["send_notice", "lawyer", "file_claim"] and not found.route and not found.territory
    assert "SJ-870" not in str(found.steps[-1].how)  # the form of the Division is not the one to use elsewhere
    filing = found.steps[2]
    assert "Cour du Québec" in filing.act.fr and filing.action is None  # not the form of the Division
    assert str(found.standing.elsewhere[0].contacts[0].web.fr).startswith("https://courduquebec.ca")
    assert found.standing.elsewhere[0].basis is not None
    assert found.standing.elsewhere[0].basis.version == date(2023, 6, 30)
    ten = plan("company_of_12", employees=10)
    assert ten.standing is not None and ten.standing.verdict is True and ten.steps


def test_dwelling_lease_names_its_tribunal() -> None:
    found = plan("dwelling_lease")
    assert found.standing is not None and found.standing.elsewhere[0].forum == "tal"
    assert "Tribunal administratif du logement" in found.summary.fr and keys(found) == ["other_place", "lawyer"]
    assert found.prescription is None and found.deadline is None  # its time limits are its own
    contact = found.standing.elsewhere[0].contacts[0]
    assert "tal.gouv.qc.ca" in contact.web.fr and contact.phones and contact.source


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
    bailiff = next(step.action for step in paid.steps if step.key == "execution")
    assert bailiff is not None and bailiff.slug == "bottin-des-huissiers"


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
    assert keys(over) == ["lawyer", "gather_proof"] and not over.later and not over.others
    assert over.steps[0].action is not None and over.steps[0].action.page == "advice"
    assert over.deadline is not None and over.deadline.past and over.deadline.day == date(2023, 7, 24)
    norms = [line.basis.norm for line in over.prescription.may_change if line.basis]
    assert norms == ["ccp/a7-al2", "ccq/a2898", "ccq/a2883", "ccq/a2878"]


def test_who_is_sued_too_late_is_told_to_say_so() -> None:
    found = plan("sued_in_sept_iles", began=["2020-01-06", "2020-01-06"], filed="2026-11-02")
    assert keys(found)[:2] == ["answer", "raise_prescription"]
    assert found.steps[1].basis is not None and found.steps[1].basis.norm == "ccq/a2878"
    assert found.prescription is not None and [
        line.basis.norm for line in found.prescription.may_change if line.basis
    ] == [
        "ccq/a2878",
        "ccq/a2883",
    ]
    in_time = plan("sued_in_sept_iles", began=["2026-01-06", "2026-01-06"], filed="2026-11-02")
    assert "raise_prescription" not in keys(in_time)


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_others_do_is_not_said_with_you(name: str) -> None:
    party = [step for step in plan(name).others if step.who.en == "The other party"]
    for step in party:
        assert not re.search(r"\b[Vv](ous|otre|os)\b", step.act.fr) and not re.search(r"\byour?\b", step.act.en, re.I)


def test_a_judgment_that_is_not_paid_in_time_can_still_be_paid() -> None:
    found = plan("default_judgment_in_rimouski", judgment="2026-09-01", judgment_known="2026-09-10", by_default="no")
    paying = next(step for step in found.steps if step.key == "pay_judgment")
    assert paying.past and "encore payer" in paying.when.fr and "saisie est possible depuis le" in paying.when.fr
    assert found.deadline is None or found.deadline.step != "pay_judgment"


def test_a_matter_of_the_federal_court_shows_no_day_of_ours() -> None:
    found = plan("unpaid_renovation", other_kind="canada_government")
    assert found.elsewhere and found.prescription is None and keys(found) == ["other_place", "lawyer"]


def test_an_amount_above_the_ceiling_says_that_it_can_be_reduced() -> None:
    found = plan("unpaid_renovation", amount="15000.01")
    assert (
        found.standing is not None and found.standing.verdict is False and str(found.standing.reduce_to) == "15000.00"
    )
    assert "15\u00a0000\u00a0$" in found.summary.fr and keys(found)[0] == "reduce_claim"
    assert found.steps[0].basis is not None and found.steps[0].basis.norm == "ccp/a538-al1-reduction"
    assert "0,01" in found.steps[0].act.fr  # what is given up
    assert found.deadline is not None and found.deadline.step == "file_claim"
    sued = plan("kuujjuaq", amount="20000.00")
    assert "reduce_claim" not in keys(sued) and "votre demande" not in sued.summary.fr
    assert plan("unpaid_renovation", amount="15000.00").standing.verdict is True  # type: ignore[union-attr]


def test_what_is_unconfirmed_is_said() -> None:
    found = plan("unpaid_renovation")
    leaned = {one.question: one for one in found.leaned_on}
    assert set(leaned) == {
        "small-claims/jurisdiction",
        "small-claims/territory",
        "limits/prescription",
        "small-claims/mediation-route",
        "small-claims/timetable",
    }
    assert "c25.01-r0.6.1/hour" in leaned["small-claims/mediation-route"].unconfirmed
    assert leaned["small-claims/territory"].unconfirmed == ()  # the choice of article 42 was read


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


@pytest.mark.django_db
def test_what_the_law_leaves_to_a_person_is_said_to_the_consumer() -> None:
    """Section 273 of the Consumer Protection Act was not seen: the day may be earlier, and the plan says so."""
    from parvis.cli.demonstration import answers_of, people

    on = date(2026, 11, 23)
    consumer = next(person for person in people() if person.typed.get("consumer") == "yes")
    notes = [note.fr for note in plan_of(answers_of(consumer, on=on), on, directory()).notes]
    assert any("273" in note and "agissez sans attendre" in note for note in notes), notes


@pytest.mark.parametrize(("day", "words"), [(20, "Today"), (22, "may still be in time until"), (24, "It was due by")])
def test_a_day_brought_forward_is_late_only_once_its_range_is_over(day: int, words: str) -> None:
    """The thirtieth day to refuse arbitration is Sunday, November 22, 2026: nothing is late on that day."""
    on, event = date(2026, 11, day), {"arbitration_notice_notified": "2026-10-23", "contested": "2026-09-25"}
    told = {"on": on.isoformat(), "district": "montreal", "claim_amount": "4800.00", "claim": None, "events": event}
    items = decide("small-claims/timetable", told).outcome["items"]
    assert words in when(next(item for item in items if item["key"] == "refuse_arbitration"), on).en


def test_no_notice_was_received() -> None:
    told = {"role": "defendant", "matter": "debt", "amount": "4200.00"}
    acts = {
        stage: {
            step.key: step.act.en for step in compose_plan(situation_of({**told, "stage": stage}), ON, DIRECTORY).steps
        }
        for stage in ("before_claim", "notice_sent")
    }
    assert acts["before_claim"]["perform"].startswith("If a formal notice comes")
    assert acts["notice_sent"]["perform"].startswith("Pay, perform or answer the formal notice")
