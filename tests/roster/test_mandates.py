"""Mandates, sheets, signatures, reports: what is written down, and each bad input with its clear answer."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.backends.postgresql.psycopg_any import DateRange

from parvis.config.database import side
from parvis.people.refused import Refused
from parvis.roster.actions.mandate_changes import Corrected, change_mandate
from parvis.roster.actions.mandates import close_mandate, open_mandate
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import Sheet, record_session, record_work, void_session, void_work
from parvis.roster.actions.signatures import (
    ask_signature,
    record_paper_signatures,
    refuse_to_sign,
    sign_sheet,
    signature_of,
    withdraw_signature,
)
from parvis.roster.models import Mandate, MandateParty, MediatorReport, Signature, StandingPeriod
from parvis.roster.opening import Opening
from tests.factories import files
from tests.factories.mandates import PARTIES, make_mandate, make_session, moment, person_behind
from tests.factories.roster import make_couple, make_mediator

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


def refused(words: str, act: Any, *args: Any, field: str | None = None, **said: Any) -> None:
    """The act is refused with these words, at this field."""
    with pytest.raises(Refused, match=words) as found:
        act(*args, **said)
    assert field is None or found.value.field == field
    assert found.value.reason.fr != found.value.reason.en


def test_a_mandate_is_opened_changed_and_closed_and_no_name_is_kept() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    person, at = person_behind(mediator), moment(DAY, 20)
    good: dict[str, Any] = {
        "kind": "family",
        "opened": DAY,
        "parties": PARTIES,
        "couple": make_couple().number,
        "children": True,
        "request": "first_agreement",
        "objects": ("custody", "patrimony"),
        "patrimony_form": "de_facto",
    }

    def opening(**said: Any) -> Opening:
        return Opening(**good | said)

    bad: list[tuple[str, str, dict[str, Any]]] = [
        ("number that the Service gave", "couple", {"couple": ""}),
        ("number that the Service gave", "couple", {"couple": "C-0"}),
        ("not come yet", "opened", {"opened": DAY + timedelta(days=1)}),
        ("not in force", "opened", {"opened": date(2019, 12, 31)}),
        ("each party", "parties", {"parties": ("Camille Exemple", " ")}),
        ("not for this kind", "kind", {"kind": "small_claims"}),
        ("at least one object", "objects", {"objects": ()}),
        ("de facto spouses", "patrimony_form", {"patrimony_form": ""}),
        ("children", "children", {"children": None}),
        ("asks for", "request", {"request": "other"}),
    ]
    for words, field, said in bad:
        refused(words, open_mandate, mediator, opening(**said), by=person, at=at, field=field)
    mandate = open_mandate(mediator, opening(), by=person, at=at)
    refused("already have this mandate", open_mandate, mediator, opening(no_conflict=True), by=person, at=at)
    other = opening(couple=make_couple().number)
    refused("same|this name", open_mandate, mediator, other, by=person, at=at, field="no_conflict")
    assert open_mandate(mediator, opening(couple=other.couple, no_conflict=True), by=person, at=at).pk
    digests = set(MandateParty.objects.values_list("name_digest", flat=True))
    assert len(digests) == 2 and hashlib.sha256(b"camille exemple").hexdigest() not in digests
    change = Corrected("first_agreement", True, ("custody", "support"), district="laval")
    change_mandate(mandate, change, version=1, by=person, at=at)
    refused("just changed", change_mandate, mandate, change, version=1, by=person, at=at)
    refused("Nothing changes", change_mandate, mandate, change, version=2, by=person, at=at)
    end: dict[str, Any] = {"closed": DAY, "by": person, "at": at}
    refused("all the objects", close_mandate, mandate, agreed=["custody"], outcome="full", version=2, **end)
    refused("among the objects", close_mandate, mandate, agreed=["access"], outcome="full", version=2, **end)
    refused(
        "does not close before",
        close_mandate,
        mandate,
        agreed=[],
        outcome="none",
        version=2,
        by=person,
        at=at,
        closed=DAY - timedelta(days=1),
    )
    close_mandate(mandate, agreed=["custody"], outcome="partial", version=2, **end)
    refused("is closed", close_mandate, mandate, agreed=[], outcome="none", version=3, **end)
    stranger = person_behind(make_mediator("Iris Exemple"))
    refused("not yours", make_report, mandate, says="held", sessions=1, by=stranger, at=at)
    assert not Mandate.objects.of(stranger).exists()


def test_a_sheet_that_cannot_be_so_is_refused_with_its_reason() -> None:
    mediator, second = make_mediator(since=date(2020, 1, 1)), make_mediator("Noé Exemple", since=date(2020, 1, 1))
    person, late = person_behind(mediator), moment(date(2026, 3, 20), 23)
    mandate = make_mandate(mediator, date(2026, 3, 2), co_mediator=second)
    other = make_mandate(mediator, date(2026, 3, 2))
    theirs = make_mandate(second, date(2026, 3, 2))

    def sheet(day: date = DAY, hour: int = 9, minutes: int = 60, **said: Any) -> Sheet:
        facts: dict[str, Any] = {"kind": "mediation", "meeting": "video", "attended": (1, 2)}
        return Sheet(begins_at=moment(day, hour), minutes=minutes, **facts | said)

    record_session(mandate, sheet(), by=person, at=late)
    make_session(theirs, DAY, hour=14, sign=False)
    period = StandingPeriod.objects.get(certification=mediator)
    StandingPeriod.objects.filter(pk=period.pk).update(days=DateRange(date(2020, 1, 1), date(2026, 3, 10)))
    StandingPeriod.objects.create(
        certification=mediator, status="suspended", days=DateRange(date(2026, 3, 10), date(2026, 3, 12)), act=period.act
    )
    bad: list[tuple[str, str, Mandate, Sheet]] = [
        ("already recorded", "begins", mandate, sheet()),
        ("already in another session.*M-2026", "begins", other, sheet(hour=9, minutes=30)),
        ("co-mediator is already", "begins", mandate, sheet(hour=14, co_mediator=True)),
        ("March.10, 2026.*not in force", "day", mandate, sheet(day=date(2026, 3, 10))),
        ("from 1 minute to 12 hours", "minutes", mandate, sheet(minutes=26 * 60)),
        ("from 1 minute to 12 hours", "minutes", mandate, sheet(minutes=0)),
        ("not taken place", "day", mandate, sheet(day=date(2026, 3, 21))),
        ("open only since", "day", mandate, sheet(day=date(2026, 3, 1))),
        ("among the mandate", "attended", mandate, sheet(hour=16, attended=(1, 3))),
        ("more mediators", "additional_requested", mandate, sheet(hour=16, additional_requested=1)),
        ("no co-mediator", "co_mediator", other, sheet(hour=16, co_mediator=True)),
        ("minutes waited", "waited", mandate, sheet(hour=16, minutes=0, kind="absence")),
        ("not one of this mandate", "kind", mandate, sheet(hour=16, kind="arbitration")),
    ]
    for words, field, where, said in bad:
        refused(words, record_session, where, said, by=person, at=late, field=field)
    for hour in (0, 12):
        record_session(other, sheet(date(2026, 3, 5), hour, 12 * 60), by=person, at=late)
    work: dict[str, Any] = {"purpose": "summary", "by": person, "at": late}
    refused("a day has 24", record_work, mandate, day=date(2026, 3, 5), minutes=120, **work, field="minutes")
    refused("12 hours", record_work, mandate, day=DAY, minutes=13 * 60, **work, field="minutes")
    done = record_work(mandate, day=DAY, minutes=45, **work)
    void_work(done, by=person, at=late)
    refused("already voided", void_work, done, by=person, at=late)
    first = mandate.sessions.get()
    void_session(first, by=person, at=late)
    refused("already voided", void_session, first, by=person, at=late)
    assert record_session(other, sheet(hour=9, minutes=30), by=person, at=late).pk, "the hour is free again"
    closed = make_mandate(mediator, date(2026, 3, 2))
    close_mandate(closed, closed=date(2026, 3, 4), agreed=[], outcome="none", version=1, by=person, at=late)
    refused("has been closed", record_session, closed, sheet(date(2026, 3, 6)), by=person, at=late, field="day")


def test_each_party_signs_their_own_link_refuses_withdraws_or_signs_on_paper() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    person, at = person_behind(mediator), moment(DAY, 23)
    mandate = make_mandate(mediator, date(2026, 3, 2))
    sheet = make_session(mandate, DAY, sign=False)
    first = ask_signature(sheet, 1, by=person, at=at)
    second = ask_signature(sheet, 2, by=person, at=at)
    assert first.token != second.token and first.token not in str(Signature.objects.values())
    assert signature_of("nothing") is None
    again = ask_signature(sheet, 1, by=person, at=at)
    first.signature.refresh_from_db()
    assert first.signature.state == "lapsed", "a new link closes the one before"
    refused("no longer works", sign_sheet, first.signature, at=at)
    refused("not at this session", ask_signature, sheet, 3, by=person, at=at)
    refused("not complete", ask_signature, sheet, 1, by=person, at=at, send_to="nowhere", field="send_to")
    late = at + timedelta(days=15)
    refused("no longer works", sign_sheet, again.signature, at=late)
    with side("signer"):
        found = signature_of(again.token)
        assert found is not None
        sign_sheet(found, at=at)
    refused("already signed", ask_signature, sheet, 1, by=person, at=at)
    refused("has signed this sheet", void_session, sheet, by=person, at=at)
    with side("signer"):
        assert withdraw_signature(found, at=at).state == "withdrawn"
    refused("no longer works", withdraw_signature, found, at=at)
    assert refuse_to_sign(second.signature, at=at).state == "refused"
    kept = record_paper_signatures(sheet, (1, 2), files.png(), by=person, at=at)
    assert len(kept) == 2 and len({one.document for one in kept}) == 1
    refused("already signed", record_paper_signatures, sheet, (1,), files.png(), by=person, at=at, field="positions")
    assert sorted(Signature.objects.filter(state="signed").values_list("position", flat=True)) == [1, 2]
    refused("number of sessions", make_report, mandate, says="held", sessions=300, by=person, at=at, field="sessions")
    refused("number is 0", make_report, mandate, says="none_held", sessions=2, by=person, at=at, field="sessions")
    for count in (1, 2):
        make_report(mandate, says="held", sessions=count, by=person, at=at)
    assert [one.sessions for one in MediatorReport.objects.filter(replaced_at=None)] == [2]
    assert mail.outbox == []
