"""Roles: who holds what on a day, what it opens, who gives and ends it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.journal.models import Entry
from parvis.people.actions.operating import start_operator_mode, stop_operator_mode
from parvis.people.actions.roles import REASONS, SENTENCES, Grant, confirm_role, end_role, grant_role, hand_over
from parvis.people.models import Invitation, Membership, OperatorMode, Session
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise, may
from parvis.people.refused import Refused
from parvis.people.roles import CODES, powers, roles
from tests.factories.people import make_person, signed_in
from tests.factories.roles import BODIES, enter_mode, give_role, make_in_role, make_operator

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=QUEBEC)
TODAY = day_of(AT)
EDITOR = Grant("directory_editor", TODAY)


def test_the_file_and_the_database_name_the_same_roles() -> None:
    assert tuple(roles()) == CODES
    for role in roles().values():
        assert role.apart_from <= set(roles())
    assert "team.manage" not in {power for role in roles().values() for power in role.powers}, "no standing power"


def test_every_constraint_has_its_sentence_for_people() -> None:
    named = {
        one.name
        for model in (Membership, OperatorMode, Invitation)
        for one in model._meta.constraints
        if one.violation_error_message != one.default_violation_error_message
    }
    assert {one.name for model in (Membership, OperatorMode, Invitation) for one in model._meta.constraints} == named
    assert {one.name for model in (Membership, OperatorMode) for one in model._meta.constraints} == set(SENTENCES)


def test_the_database_refuses_the_same_role_twice_on_a_day() -> None:
    person = make_person()
    first = give_role(person, "analyst", at=AT, last=TODAY + timedelta(days=9))
    with pytest.raises(Refused, match="already has this role"):
        give_role(person, "analyst", at=AT, first=TODAY + timedelta(days=9))
    give_role(person, "analyst", at=AT, first=TODAY + timedelta(days=10))
    give_role(person, "analyst", at=AT, kind="cjp")
    with pytest.raises(IntegrityError, match="membership_days_in_order"), transaction.atomic():
        Membership.objects.filter(pk=first.pk).update(to_day=TODAY - timedelta(days=1))
    with pytest.raises(IntegrityError, match="membership_role_known"), transaction.atomic():
        Membership.objects.filter(pk=first.pk).update(role="superuser")


@pytest.mark.parametrize(
    ("grant", "field"),
    [
        (Grant("superuser", TODAY), "role"),
        (Grant("judge", TODAY), "organization"),
        (Grant("judge", TODAY, None, BODIES["cjp"], "cjp"), "organization"),
        (Grant("operator", TODAY, None, BODIES["cjp"], "cjp"), "organization"),
        (Grant("directory_editor", TODAY, None, "made-up", ""), "organization"),
        (Grant("directory_editor", TODAY, districts=("atlantis",)), "districts"),
        (Grant("operator", TODAY, districts=("laval",)), "districts"),
        (Grant("directory_editor", TODAY, TODAY - timedelta(days=1)), "to_day"),
    ],
)
def test_a_grant_that_cannot_be_held_is_refused_by_its_field(grant: Grant, field: str) -> None:
    with pytest.raises(Refused) as refused:
        grant_role(make_person(), grant, by=make_operator(at=AT), at=AT)
    assert refused.value.field == field
    assert refused.value.reason.fr != refused.value.reason.en


def test_whoever_judges_has_no_part_in_mediation() -> None:
    for first, second in (("judge", "mediation_officer"), ("mediation_officer", "judge"), ("cjp_agent", "judge")):
        person = make_in_role(first, at=AT)
        with pytest.raises(Refused, match="never reaches whoever judges"):
            give_role(person, second, at=AT)


def test_what_is_in_force_on_a_day() -> None:
    person = make_person()
    held = give_role(person, "analyst", at=AT, first=TODAY, last=TODAY + timedelta(days=1))
    found = {
        shift: Membership.objects.filter(pk=held.pk).in_force(TODAY + timedelta(days=shift)).exists()
        for shift in (-1, 0, 1, 2)
    }
    assert found == {-1: False, 0: True, 1: True, 2: False}
    end_role(held, reason="duties", by=person, at=AT + timedelta(hours=1))
    assert not Membership.objects.in_force(TODAY).filter(pk=held.pk).exists()
    assert Membership.objects.over(TODAY).filter(pk=held.pk).exists()


def test_midnight_is_that_of_quebec_and_follows_the_hour_that_changes() -> None:
    """A role of one day lasts that day in Québec, also on the two days that have not twenty-four hours."""
    for day in (date(2026, 11, 1), date(2027, 3, 14)):
        person = make_person()
        give_role(person, "analyst", at=AT, first=day, last=day)
        start = datetime(day.year, day.month, day.day, tzinfo=QUEBEC)
        after = datetime(day.year, day.month, day.day + 1, tzinfo=QUEBEC)
        assert not may(person, "desk.read", at=start - timedelta(seconds=1))
        assert may(person, "desk.read", at=start)
        assert may(person, "desk.read", at=after - timedelta(seconds=1))
        assert not may(person, "desk.read", at=after)


@pytest.mark.parametrize("code", CODES)
def test_a_role_opens_what_the_file_says_and_nothing_else(code: str) -> None:
    person = make_in_role(code, at=AT)
    assert {power for power in powers() if may(person, power, at=AT)} == roles()[code].powers
    if code == "operator":
        enter_mode(person, at=AT)
        assert {power for power in powers() if may(person, power, at=AT)} == (
            roles()[code].powers | roles()[code].mode_powers
        )


def test_nobody_has_no_power_and_a_power_that_does_not_exist_is_a_fault() -> None:
    from parvis.people.models import Nobody

    assert not any(may(Nobody(), power, at=AT) for power in powers())
    assert not any(may(make_person(), power, at=AT) for power in powers())
    closed = make_in_role("directory_editor", at=AT)
    closed.is_active = False
    assert not may(closed, "desk.edit", at=AT)
    with pytest.raises(KeyError):
        may(closed, "desk.everything", at=AT)


def test_a_role_reaches_its_organization_and_its_districts_only() -> None:
    person = make_person()
    give_role(person, "directory_editor", at=AT, kind="cjp", districts=("laval",))
    here = BODIES["cjp"]
    assert may(person, "desk.edit", Scope(here, "laval"), at=AT)
    assert not may(person, "desk.edit", Scope(here, "gatineau"), at=AT)
    assert not may(person, "desk.edit", Scope(BODIES["court"], "laval"), at=AT)
    everywhere = make_in_role("directory_editor", at=AT)
    assert may(everywhere, "desk.edit", Scope(BODIES["court"], "gatineau"), at=AT)


def test_an_operator_has_no_standing_power_and_the_mode_runs_out() -> None:
    operator = make_operator(at=AT, mode=False)
    with pytest.raises(Refused):
        grant_role(make_person(), EDITOR, by=operator, at=AT)
    mode = start_operator_mode(operator, reason="Accueil d'une éditrice", minutes=30, by=operator, at=AT)
    assert [mode.minutes_left(at=AT + timedelta(seconds=n)) for n in (0, 1, 1740, 1741, 1800)] == [30, 30, 1, 1, 0]
    assert may(operator, "team.manage", at=AT + timedelta(minutes=29))
    assert not may(operator, "team.manage", at=AT + timedelta(minutes=30))
    with pytest.raises(Refused, match="already in this mode"):
        start_operator_mode(operator, reason="Accueil d'une éditrice", minutes=30, by=operator, at=AT)
    stop_operator_mode(operator, by=operator, at=AT + timedelta(minutes=5))
    assert not may(operator, "team.manage", at=AT + timedelta(minutes=5))
    start_operator_mode(operator, reason="Une autre raison", minutes=60, by=operator, at=AT + timedelta(minutes=6))
    kinds = list(Entry.objects.filter(by=operator.code).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["operator_mode_started", "operator_mode_stopped", "operator_mode_started"]


@pytest.mark.parametrize(
    ("reason", "minutes", "field"),
    [("court", 10, "reason"), ("Une bonne raison", 61, "minutes"), ("Une bonne raison", 0, "minutes")],
)
def test_the_mode_is_short_and_has_a_reason(reason: str, minutes: int, field: str) -> None:
    operator = make_operator(at=AT, mode=False)
    with pytest.raises(Refused) as refused:
        start_operator_mode(operator, reason=reason, minutes=minutes, by=operator, at=AT)
    assert refused.value.field == field
    with pytest.raises(Refused, match="does not allow"):
        editor = make_in_role("directory_editor", at=AT)
        start_operator_mode(editor, reason="Une bonne raison", minutes=5, by=editor, at=AT)


def test_a_granted_role_stands_in_the_journal_in_codes_only() -> None:
    operator, person = make_operator(at=AT), make_person("Aude Exemple")
    held = grant_role(person, EDITOR, by=operator, at=AT)
    entry = Entry.objects.about("person", str(person.pk)).get(kind="role_granted")
    assert (entry.by, entry.codes["role"], entry.codes["membership"]) == (operator.code, "directory_editor", held.pk)
    assert "Aude" not in str(entry.codes)
    with pytest.raises(Refused, match="themself"):
        grant_role(operator, EDITOR, by=operator, at=AT)


def test_a_role_that_ends_in_the_middle_of_a_request_writes_nothing() -> None:
    operator, other = make_operator(at=AT), make_operator(at=AT, name="Alix Exemple")
    assert may(operator, "team.manage", at=AT)
    end_role(Membership.objects.get(person=operator), reason="safety", by=other, at=AT)
    person = make_person()
    with pytest.raises(Refused, match="it has just ended"):
        grant_role(person, EDITOR, by=operator, at=AT)
    assert not Membership.objects.filter(person=person).exists()


def test_ending_a_role_twice_or_without_power_is_refused() -> None:
    operator, person = make_operator(at=AT), make_person()
    held = give_role(person, "analyst", at=AT)
    with pytest.raises(Refused, match="does not allow"):
        end_role(held, reason="duties", by=make_in_role("directory_editor", at=AT), at=AT)
    with pytest.raises(Refused, match="Choose the reason"):
        end_role(held, reason="because", by=operator, at=AT)
    end_role(held, reason="duties", by=operator, at=AT)
    with pytest.raises(Refused, match="already over"):
        end_role(held, reason="duties", by=operator, at=AT)
    grant_role(person, Grant("analyst", TODAY), by=operator, at=AT)  # the same day, anew
    assert set(REASONS) >= {"left", "duties"}


def test_a_last_day_can_be_set_ahead_but_not_behind() -> None:
    operator, person = make_operator(at=AT), make_person()
    held = give_role(person, "analyst", at=AT, last=TODAY + timedelta(days=30))
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=30)):
        with pytest.raises(Refused) as refused:
            end_role(held, reason="duties", last_day=day, by=operator, at=AT)
        assert refused.value.field == "last_day"
    end_role(held, reason="duties", last_day=TODAY + timedelta(days=3), by=operator, at=AT)
    assert may(person, "desk.read", at=AT + timedelta(days=3))
    assert not may(person, "desk.read", at=AT + timedelta(days=4))


def test_the_last_operator_stays() -> None:
    operator = make_operator(at=AT)
    held = Membership.objects.get(person=operator)
    with pytest.raises(Refused, match="last operator"):
        end_role(held, reason="left", by=operator, at=AT)
    with pytest.raises(Refused, match="last operator"):
        hand_over(operator, to=None, by=operator, at=AT, kinds={})
    operator.refresh_from_db()
    assert operator.is_active
    make_operator(at=AT, mode=False)
    end_role(held, reason="left", by=operator, at=AT)
    assert not may(operator, "team.manage", at=AT)


def test_somebody_who_leaves_leaves_nothing_behind() -> None:
    operator, person, next_one = make_operator(at=AT), make_person(), make_person("Alix Exemple")
    give_role(person, "directory_editor", at=AT)
    give_role(person, "cjp_agent", at=AT, districts=("laval",))
    give_role(next_one, "directory_editor", at=AT)
    signed_in(person, at=AT)
    done = hand_over(person, to=next_one, by=operator, at=AT, kinds={BODIES["cjp"]: "cjp"})
    assert (done.ended, done.passed) == (2, 1)
    agent = Membership.objects.in_force(TODAY).get(person=next_one, role="cjp_agent")
    assert (agent.organization, agent.districts) == (BODIES["cjp"], ["laval"])
    assert not Membership.objects.in_force(TODAY).filter(person=person).exists()
    assert not Session.objects.filter(person=person).exists()
    person.refresh_from_db()
    assert not person.is_active
    with pytest.raises(Refused, match="closed"):
        grant_role(person, EDITOR, by=operator, at=AT)


def test_a_hand_over_that_cannot_be_whole_does_nothing() -> None:
    operator, person, judge = make_operator(at=AT), make_person(), make_in_role("judge", at=AT)
    give_role(person, "analyst", at=AT)
    give_role(person, "cjp_agent", at=AT)
    with pytest.raises(Refused, match="never reaches"):
        hand_over(person, to=judge, by=operator, at=AT, kinds={BODIES["cjp"]: "cjp"})
    assert Membership.objects.in_force(TODAY).filter(person=person).count() == 2


def test_who_takes_over_gets_all_of_the_role_where_they_had_a_part_of_it() -> None:
    """One who serves Laval takes over from one who serves Montréal: they serve both, and nothing is lost on the way."""
    operator, soon = make_operator(at=AT), TODAY + timedelta(days=30)
    cases: list[tuple[dict[str, Any], dict[str, Any], tuple[list[str], date | None]]] = [
        ({"districts": ("montreal",)}, {"districts": ("laval",)}, (["laval", "montreal"], None)),
        ({}, {"districts": ("laval",)}, ([], None)),
        ({"districts": ("laval",)}, {"districts": ("laval",), "last": soon}, (["laval"], None)),
        ({"districts": ("laval",)}, {"districts": ("laval",), "first": soon}, (["laval"], None)),
        ({"districts": ("laval",), "last": soon}, {}, ([], None)),
    ]
    for leaving, taking, (districts, last) in cases:
        person, next_one = make_person(), make_person("Alix Exemple")
        give_role(person, "cjp_agent", at=AT, **leaving)
        give_role(next_one, "cjp_agent", at=AT, **taking)
        hand_over(person, to=next_one, by=operator, at=AT, kinds={BODIES["cjp"]: "cjp"})
        held = Membership.objects.in_force(TODAY).get(person=next_one, role="cjp_agent")
        assert (held.districts, held.to_day) == (districts, last), (leaving, taking)
    person, next_one = make_person(), make_person("Alix Exemple")
    give_role(person, "cjp_agent", at=AT, districts=("montreal",))
    give_role(next_one, "cjp_agent", at=AT, districts=("laval",), last=soon)
    with pytest.raises(Refused, match="in other districts and until another day"):
        hand_over(person, to=next_one, by=operator, at=AT, kinds={BODIES["cjp"]: "cjp"})
    assert Membership.objects.in_force(TODAY).filter(person=person).exists()


def test_roles_come_back_for_review_after_a_year() -> None:
    operator, person = make_operator(at=AT), make_person()
    held = give_role(person, "analyst", at=AT)
    year = AT + timedelta(days=365)
    assert not Membership.objects.to_review(TODAY + timedelta(days=364)).exists()
    assert held in Membership.objects.to_review(day_of(year))
    enter_mode(operator, at=year)
    confirm_role(held, by=operator, at=year)
    assert held not in Membership.objects.to_review(day_of(year))
    with pytest.raises(Refused, match="their own"):
        confirm_role(Membership.objects.get(person=operator), by=operator, at=year)


def test_who_may_know_of_which_roles() -> None:
    operator = make_operator(at=AT, mode=False)
    here, there, alone = (make_person() for _ in range(3))
    give_role(here, "cjp_agent", at=AT)
    colleague = give_role(there, "analyst", at=AT, kind="cjp")
    give_role(alone, "directory_editor", at=AT, kind="court")

    def seen(person: Any) -> set[int]:
        return set(Membership.objects.visible_to(person, at=AT).values_list("person", flat=True))

    assert seen(here) == {here.pk, there.pk}
    assert seen(alone) == {alone.pk}
    assert seen(operator) == {operator.pk}
    enter_mode(operator, at=AT)
    assert {here.pk, there.pk, alone.pk} <= seen(operator)
    end_role(colleague, reason="duties", by=there, at=AT)
    assert seen(there) == {there.pk}


def test_the_work_side_can_do_all_of_this_and_not_erase_it() -> None:
    operator, person, other = make_operator(at=AT), make_person(), make_person()
    with side("staff"):
        held = grant_role(person, EDITOR, by=operator, at=AT)
        confirm_role(held, by=operator, at=AT)
        hand_over(person, to=other, by=operator, at=AT, kinds={})
        authorise(operator, "team.manage", at=AT)
        stop_operator_mode(operator, by=operator, at=AT)
    for table in ("people_membership", "people_operatormode", "people_invitation"):
        with pytest.raises(Exception, match="permission denied"), side("staff"), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
