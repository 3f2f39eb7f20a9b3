"""The plan's calendar file: valid, stable, in both languages, without personal data."""

from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from parvis.directory.recurrence import Rule
from parvis.law.kernel.text import Text
from parvis.pathway.calendar import calendar_of, has_dates
from parvis.pathway.offers import Directory, Offer
from parvis.pathway.plan import plan_of
from tests.pathway.situations import ON, SITUATIONS

WEEKLY = Rule(certainty="rule", rrule="FREQ=WEEKLY;BYDAY=MO", first=date(2024, 1, 1), starts=time(12), ends=time(14))
SESSION = Offer(
    "seance",
    "information_session",
    "active",
    Text("Séance, à Montréal", "Session, in Montréal"),
    Text("Vous êtes informé.", "You are informed."),
    None,
    "districts",
    frozenset({"montreal"}),
    "information",
    roles=("claimant",),
    stages=("hearing_convened",),
    rules=(WEEKLY,),
)
DIRECTORY = Directory(
    (SESSION,), {}, {"montreal": "Montréal", "mingan": "Mingan", "gatineau": "Gatineau", "laval": "Laval"}
)


#: Situations of the districts named above.
FAR_AND_NEAR = [
    name
    for name, each in SITUATIONS.items()
    if {one["district"] for one in each.values() if type(one) is dict} <= {*DIRECTORY.district_names, None}
]


def events(name: str, lang: str = "fr") -> list[Calendar]:
    return list(Calendar.from_ical(calendar_of(plan_of(SITUATIONS[name], ON, DIRECTORY), lang)).walk("VEVENT"))


def test_deadlines_are_whole_days_with_their_reminders() -> None:
    found = {str(one["summary"]): one for one in events("convened_in_montreal")}
    documents = found["Dernier jour\u00a0: Déposez au greffe tous vos documents."]
    assert documents.decoded("dtstart") == date(2026, 12, 21) and documents.decoded("dtend") == date(2026, 12, 22)
    alarms = documents.walk("VALARM")
    assert [alarm.decoded("trigger") for alarm in alarms] == [-timedelta(days=7), -timedelta(days=2)]
    assert "554" in str(documents["description"])


def test_a_far_day_has_an_early_reminder_and_none_rings_for_a_moment_gone() -> None:
    found = {each["dtstart"].dt: each for name in FAR_AND_NEAR for each in events(name) if each.walk("VALARM")}
    assert any((day - ON).days > 60 for day in found if type(day) is date)
    for day, event in found.items():
        triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
        assert (-timedelta(days=30) in triggers) == ((day - ON).days > 60)
        assert all(day + before > ON for before in triggers)


def test_next_sessions_have_their_hours_and_are_tentative_where_not_announced() -> None:
    session = next(one for one in events("convened_in_montreal") if "Séance" in str(one["summary"]))
    start = session.decoded("dtstart")
    assert isinstance(start, datetime) and start.hour == 12 and start.utcoffset() == timedelta(hours=-5)
    assert str(session["status"]) == "TENTATIVE"


@pytest.mark.parametrize(
    "name", ["convened_in_montreal", "sued_in_sept_iles", "unpaid_renovation", "refrigerator_in_laval"]
)
def test_identifiers_are_stable_unique_and_the_same_in_both_languages(name: str) -> None:
    french, english = events(name, "fr"), events(name, "en")
    uids = [str(one["uid"]) for one in french]
    assert uids == [str(one["uid"]) for one in english] and len(set(uids)) == len(uids) and uids
    assert {str(one["summary"]) for one in french}.isdisjoint(str(one["summary"]) for one in english)


def test_nothing_personal_is_in_the_file() -> None:
    text = calendar_of(plan_of(SITUATIONS["sued_in_sept_iles"], ON, DIRECTORY), "fr").decode()
    assert "3\u00a0000" not in text and "3000" not in text and "Sept-Îles" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_plan_without_dates_gives_an_empty_calendar() -> None:
    assert events("dwelling_lease") == []
    assert not has_dates(plan_of(SITUATIONS["dwelling_lease"], ON, DIRECTORY))
    assert has_dates(plan_of(SITUATIONS["convened_in_montreal"], ON, DIRECTORY))
