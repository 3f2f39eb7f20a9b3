"""An undertaking from the first mandate to its acknowledgment, with more time asked for: the clock is moved by hand."""

from datetime import date, timedelta

import pytest

from parvis.journal.models import Entry
from parvis.law.kernel.money import Money
from parvis.people.models import Person
from parvis.roster.actions.completion import (
    acknowledge_completion,
    declare_completion,
    join_affidavit,
    record_unmet,
)
from parvis.roster.actions.extensions import (
    Established,
    Inability,
    ask_inability,
    ask_one_year,
    grant_request,
    join_document,
    refuse_request,
    withdraw_request,
)
from parvis.roster.actions.supervision import (
    confirm_supervision,
    record_supervision,
    refuse_supervision,
    withdraw_supervision,
)
from parvis.roster.actions.training import accept_training, refuse_training, withdraw_training
from parvis.roster.extending import answer_to, fingerprint
from parvis.roster.models import (
    Certification,
    ExtensionRequest,
    MinisterNotice,
    StandingAct,
    SupervisionSession,
    Training,
)
from parvis.roster.progress import progress_of
from parvis.roster.standing import status_on
from tests.factories.files import jpeg
from tests.factories.roster import make_mediator
from tests.factories.undertakings import keep_course, keep_mandate, keep_sessions, make_supervisor, suspend
from tests.roster.undertaking_days import BEGIN, CERTIFIED, World, new_world, refused

pytestmark = pytest.mark.django_db
FEE = Money.dollars(65)


@pytest.fixture
def world() -> World:
    return new_world()


@pytest.mark.slow
def test_two_years_with_an_illness_and_the_reduced_undertaking(world: World) -> None:
    """Deadline 2024-03-15; 90 days of illness; the year asked on its last day; five mandates and 21 hours; acknowledged."""
    w = world
    w.on("2022-05-02")
    first = w.open("2022-04-04")
    w.supervise(first, "2022-04-05", "2022-04-12", "2022-04-19", "2022-04-26")
    row = w.row()
    assert (row.status, row.began, row.deadline, row.ask_by) == (
        "open",
        CERTIFIED,
        date(2024, 3, 15),
        date(2023, 12, 15),
    )
    w.close(first, "2022-05-02")
    picture = progress_of(w.mediator, w.day)
    tiers = {one["tier"]: one["mandates"] for one in picture.decision.outcome["tiers"]}
    assert tiers == {"global": [first.number], "three": [], "one": []}
    assert [one["norm"].split("/")[1] for one in picture.missing][:2] == ["s1-p4-mandates", "s2-al2-p1"]

    # Ill for 90 days; asked afterwards, without its documents at first.
    w.on("2022-09-15")
    illness = Inability("illness", date(2022, 6, 1), date(2022, 8, 29), FEE)
    asked = ask_inability(w.mediator, illness, by=w.me, on=w.day, at=w.now)
    answer = answer_to(asked, w.day)
    assert (answer.granted, [norm.split("-", 3)[-1] for norm in answer.unmet]) == (False, ["docs", "aff"])
    may_not = refused(
        lambda: grant_request(asked, reason="", seen=fingerprint(asked), by=w.officer, on=w.day, at=w.now),
        norm="s41-al1-docs",
    )
    assert "cannot be extended" in may_not
    join_document(asked, jpeg(), purpose="inability", by=w.me, at=w.now)
    join_document(asked, jpeg((61, 40)), purpose="affidavit", by=w.me, at=w.now)
    asked = w.established(asked, Established(FEE, True, True, first=date(2022, 6, 1), last=date(2022, 8, 29)))
    assert w.row().deadline == date(2024, 3, 15), "nothing is added before somebody decides"
    assert (answer_to(asked, w.day).granted, answer_to(asked, w.day).after) == (True, date(2024, 6, 13))
    must = refused(
        lambda: refuse_request(asked, reason="Non", seen=fingerprint(asked), by=w.officer, on=w.day, at=w.now),
        norm="s41-al1-duty",
    )
    assert "obliges you" in must
    seen = fingerprint(asked)
    grant_request(asked, reason="", seen=seen, by=w.officer, on=w.day, at=w.now)
    assert "just answered" in refused(
        lambda: refuse_request(asked, reason="Non", seen=seen, by=w.other, on=w.day, at=w.now)
    )
    assert "just answered" in refused(
        lambda: grant_request(asked, reason="", seen=seen, by=w.other, on=w.day, at=w.now)
    )
    assert (w.row().deadline, w.row().ask_by) == (date(2024, 6, 13), date(2024, 3, 13))
    extended = StandingAct.objects.get(certification=w.mediator, kind="undertaking_extended")
    assert MinisterNotice.objects.get(act=extended).kind == "extended"

    # The courses, then the year: one day too late, then on its last day.
    for day, subject, hours in (("2022-10-01", "process_negotiation", 15), ("2023-01-14", "psychosocial", 30)):
        w.on("2023-02-01")
        accept_training(w.course(day, subject, hours), by=w.officer, on=w.day, at=w.now)
    w.on("2024-03-14")
    late = refused(
        lambda: ask_one_year(w.mediator, alleges=True, reduced=True, fee=FEE, by=w.me, on=w.day, at=w.now),
        norm="s41-al2-3m",
    )
    assert "March\u00a013, 2024" in late
    w.on("2024-03-13")
    year = ask_one_year(w.mediator, alleges=True, reduced=True, fee=FEE, by=w.me, on=w.day, at=w.now)
    assert "asked for once" in refused(
        lambda: ask_one_year(w.mediator, alleges=True, reduced=False, fee=FEE, by=w.me, on=w.day, at=w.now)
    )
    assert answer_to(year, w.day).unmet == ("c25.01-r0.7/s41-al3-p2",), "the supervisor's affidavit"
    join_document(year, jpeg((62, 40)), purpose="affidavit", by=w.me, at=w.now)
    year.refresh_from_db()
    w.on("2024-03-20")
    grant_request(year, reason="", seen=fingerprint(year), by=w.officer, on=w.day, at=w.now)
    assert w.row().deadline == date(2025, 6, 13)

    # What is left of the reduced undertaking: four mandates more, 21 hours of practical training.
    w.on("2025-02-03")
    for place, sessions in enumerate((4, 3, 3, 3)):
        opened = date(2024, 5, 6) + timedelta(days=30 * place)
        held = keep_mandate(w.mediator, opened, opened + timedelta(days=60), form="de_facto", at=w.now)
        keep_sessions(held, w.supervisor, [opened + timedelta(days=7 * each) for each in range(sessions)], at=w.now)
    missing = progress_of(w.mediator, w.day).missing
    assert [one["norm"].split("/")[1] for one in missing] == ["s41-al4-21h"]
    assert "Not everything is done" in refused(
        lambda: declare_completion(w.mediator, by=w.me, on=w.day, at=w.now), norm="s7-al1-p3-proof"
    )
    accept_training(w.course("2024-11-04", "", 21, "practical", "2024-11-06"), by=w.officer, on=w.day, at=w.now)
    assert w.row().status == "met"
    sworn = refused(
        lambda: acknowledge_completion(w.mediator, by=w.officer, on=w.day, at=w.now), norm="s7-al1-p3-proof"
    )
    assert "Sacha Exemple-Superviseur" in sworn
    join_affidavit(w.mediator, w.supervisor, jpeg((63, 40)), by=w.me, on=w.day, at=w.now)
    assert declare_completion(w.mediator, by=w.me, on=w.day, at=w.now).declared_on == w.day
    w.on("2025-02-10")
    act = acknowledge_completion(w.mediator, by=w.officer, on=w.day, at=w.now)
    assert "already acknowledged" in refused(lambda: acknowledge_completion(w.mediator, by=w.other, on=w.day, at=w.now))
    assert MinisterNotice.objects.get(act=act).kind == "completed"
    assert (w.row().status, status_on(w.mediator, w.day)[0]) == ("acknowledged", "certified")
    # A mandate after that needs no supervision.
    w.on("2025-06-02")
    keep_mandate(w.mediator, date(2025, 3, 3), date(2025, 5, 5), at=w.now)
    assert progress_of(w.mediator, w.day).without_supervision == []
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {
        "supervision.confirmed",
        "training.accepted",
        "extension.asked",
        "extension.granted",
        "undertaking.declared",
    } <= kinds


def test_what_a_supervision_session_cannot_be(world: World) -> None:
    w = world
    w.on("2022-06-01")
    mandate = w.open("2022-04-04", objects=["custody"])

    def record(day: str, supervisor: Certification = w.supervisor, by: Person = w.me) -> SupervisionSession:
        return record_supervision(
            mandate, supervisor=supervisor, day=date.fromisoformat(day), by=by, on=w.day, at=w.now
        )

    assert "themself" in refused(lambda: record("2022-04-11", w.mediator), field="supervisor", norm="s1-p4-supervisor")
    assert "begins on" in refused(lambda: record("2022-04-03"), field="day", norm="s3-al2-scope")
    assert "not come yet" in refused(lambda: record("2022-06-02"), field="day")
    assert "not yours" in refused(lambda: record("2022-04-11", by=w.they))
    suspend(w.supervisor, date(2022, 5, 1), date(2022, 5, 31))
    assert "not in force" in refused(lambda: record("2022-05-09"), field="supervisor", norm="s1-p4-supervisor")
    young = make_supervisor(39, name="Noa Exemple", at=BEGIN)
    assert "not completed" in refused(lambda: record("2022-04-11", young), field="supervisor", norm="s1-p4-supervisor")
    keep_mandate(young, date(2022, 1, 10), date(2022, 4, 11), at=BEGIN)
    assert record("2022-04-11", young).mandates_completed == 40, "the fortieth, completed that very day"
    session = record("2022-04-11")
    assert "already recorded" in refused(lambda: record("2022-04-11"), field="day")

    assert progress_of(w.mediator, w.day).facts["mandates"][0]["supervision_sessions"] == 0, "nobody has confirmed"
    assert "not yours" in refused(lambda: confirm_supervision(session, by=w.me, on=w.day, at=w.now))
    assert "Say why" in refused(
        lambda: refuse_supervision(session, reason=" ", by=w.they, on=w.day, at=w.now), field="reason"
    )
    refuse_supervision(session, reason="Ce n’était pas ce jour-là.", by=w.they, on=w.day, at=w.now)
    assert "just answered" in refused(lambda: confirm_supervision(session, by=w.they, on=w.day, at=w.now))
    assert withdraw_supervision(session, by=w.me, at=w.now).state == "withdrawn"
    again = record("2022-04-11")
    confirm_supervision(again, by=w.they, on=w.day, at=w.now)
    assert "just answered" in refused(lambda: withdraw_supervision(again, by=w.me, at=w.now))
    assert progress_of(w.mediator, w.day).facts["mandates"][0]["supervision_sessions"] == 1

    w.close(mandate, "2022-04-10")
    mandate.refresh_from_db()
    assert "ended on" in refused(lambda: record("2022-04-12"), field="day", norm="s3-al2-scope")


def test_a_mandate_without_compliant_supervision_is_flagged_at_once(world: World) -> None:
    """None at all; by somebody who turns out to have been suspended that day; and open ones are only watched."""
    w = world
    w.on("2022-06-01")
    alone = w.open("2022-04-04", objects=["custody"])
    helped = w.open("2022-04-04", objects=["support"])
    w.supervise(helped, "2022-05-09")
    picture = progress_of(w.mediator, w.day)
    assert (picture.without_supervision, picture.not_yet_supervised) == ([], [alone.number])
    w.close(alone, "2022-05-20")
    w.close(helped, "2022-05-20")
    assert progress_of(w.mediator, w.day).without_supervision == [alone.number]
    suspend(w.supervisor, date(2022, 5, 1), date(2022, 5, 31))
    picture = progress_of(w.mediator, w.day)
    assert set(picture.without_supervision) == {alone.number, helped.number}
    assert picture.decision.outcome["mandates"]["done"] == 0


def test_courses(world: World) -> None:
    w = world
    w.on("2022-06-01")
    before = refused(
        lambda: w.course("2022-03-01", "psychosocial", 6, last="2022-04-01"), field="first_day", norm="s1-p4-after"
    )
    assert "Only hours taken after it count" in before
    assert refused(lambda: w.course("2022-03-15", "psychosocial", 6), field="first_day", norm="s1-p4-after")
    assert refused(lambda: w.course("2022-06-02", "psychosocial", 6), field="last_day")
    assert refused(lambda: w.course("2022-05-02", "family_violence", 6), field="subject")
    assert refused(lambda: w.course("2022-05-02", "psychosocial", 6, "renewal"), field="kind")
    course = w.course("2022-05-02", "psychosocial", 6)
    assert progress_of(w.mediator, w.day).decision.outcome["hours"]["complementary"]["done"] == 0
    assert "does not allow" in refused(lambda: accept_training(course, by=w.they, on=w.day, at=w.now))
    assert refused(lambda: refuse_training(course, reason="", by=w.officer, on=w.day, at=w.now), field="reason")
    accept_training(course, by=w.officer, on=w.day, at=w.now)
    assert refused(lambda: refuse_training(course, reason="Trop tard", by=w.other, on=w.day, at=w.now))
    assert refused(lambda: withdraw_training(course, by=w.me, at=w.now))
    assert progress_of(w.mediator, w.day).decision.outcome["hours"]["complementary"]["done"] == 6


def test_what_the_text_leaves_to_a_person_is_decided_by_one(world: World) -> None:
    """Another reason: its days count once the certifier accepts it, with its reasons; a stranger decides nothing."""
    w = world
    w.on("2023-01-09")
    other = Inability("other", date(2022, 7, 1), date(2022, 7, 30), FEE)
    asked = ask_inability(w.mediator, other, by=w.me, on=w.day, at=w.now)
    asked = w.established(asked, Established(FEE, True, True, first=date(2022, 7, 1), last=date(2022, 7, 30)))
    answer = answer_to(asked, w.day)
    assert (answer.granted, answer.before, answer.after) == (None, date(2024, 3, 15), date(2024, 4, 14))
    assert [one.norm.split("/")[1] for one in answer.left] == ["s41-al1-reasons"]

    def grant(reason: str, by: Person) -> ExtensionRequest:
        return grant_request(asked, reason=reason, seen=fingerprint(asked), by=by, on=w.day, at=w.now)

    assert refused(lambda: grant("", w.officer), field="reason")
    assert "does not allow" in refused(lambda: grant("Oui", w.they))
    stale = fingerprint(asked)
    asked = w.established(asked, Established(FEE, True, True, first=date(2022, 7, 1), last=date(2022, 7, 20)))
    assert "just changed" in refused(
        lambda: grant_request(asked, reason="Oui", seen=stale, by=w.officer, on=w.day, at=w.now)
    )
    grant("Un proche à soutenir pendant 20 jours.", w.officer)
    assert w.row().deadline == date(2024, 4, 4)
    assert asked.pk and ExtensionRequest.objects.get(pk=asked.pk).decision["granted"] is None
    again = ask_inability(w.mediator, other, by=w.me, on=w.day, at=w.now)
    assert withdraw_request(again, by=w.me, at=w.now).state == "withdrawn"


def test_an_undertaking_that_is_not_met(world: World) -> None:
    """The last day is inside; the day after, the certifier may record it, once; what follows is a person's decision."""
    w = world
    w.on("2024-03-15")
    assert "runs until" in refused(lambda: record_unmet(w.mediator, by=w.officer, on=w.day, at=w.now), norm="s7-al1-p3")
    w.on("2024-03-16")
    act = record_unmet(w.mediator, by=w.officer, on=w.day, at=w.now)
    assert record_unmet(w.mediator, by=w.other, on=w.day, at=w.now).pk == act.pk
    assert (w.row().status, w.row().unmet_on) == ("lapsed", w.day)
    assert status_on(w.mediator, w.day)[0] == "certified", "nothing is suspended by itself"
    assert "expired on" in refused(
        lambda: ask_one_year(w.mediator, alleges=True, reduced=False, fee=FEE, by=w.me, on=w.day, at=w.now),
        norm="s41-al2-3m",
    )


def test_the_training_to_do_again_after_a_long_absence(world: World) -> None:
    """S. 9.1, subpar. 2: completed, cancelled more than 5 years ago, certified again: 45 hours within a year."""
    from parvis.roster.actions.standing import record_act

    w = world
    certification = make_mediator("Rose Exemple", since=date(2012, 1, 10), at=BEGIN)

    def act(kind: str, day: str, **more: object) -> None:
        w.on(max(day, "2022-03-02"))
        record_act(
            certification, kind, day=date.fromisoformat(day), by=w.officer, at=w.now, key=f"again {kind} {day}", **more
        )  # type: ignore[arg-type]

    act("undertaking_completed", "2013-11-01")
    act("ceased_activities", "2015-02-02", informed=date(2015, 2, 2))
    act("certification_requested", "2022-05-02", fee=FEE)
    act("certified", "2022-06-01")
    picture = progress_of(certification, date(2022, 6, 2))
    assert (picture.beginning.kind, picture.deadline, picture.status) == ("renewal", date(2023, 6, 1), "open")
    assert len(picture.missing) == 2
    assert picture.ask_by is None
    keep_course(certification, date(2022, 10, 1), "process_negotiation", 15, kind="renewal", at=w.now)
    keep_course(certification, date(2023, 6, 2), "psychosocial", 30, kind="renewal", at=w.now)
    assert progress_of(certification, date(2023, 6, 2)).status == "lapsed", "the second course came a day too late"
    Training.objects.filter(first_day=date(2023, 6, 2)).update(first_day=date(2023, 6, 1), last_day=date(2023, 6, 1))
    assert progress_of(certification, date(2023, 6, 2)).status == "met"
    w.on("2023-06-05")
    acknowledge_completion(certification, by=w.officer, on=w.day, at=w.now)
    assert progress_of(certification, w.day).status == "acknowledged"
