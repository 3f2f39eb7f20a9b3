"""What the roster refuses although each step is allowed by itself: each case was once possible."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import translation

from parvis.law.kernel.money import Money
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.review import withdraw_claim
from parvis.people.actions.roles import Grant, record_role
from parvis.people.refused import Refused
from parvis.roster.actions.completion import acknowledge_completion
from parvis.roster.actions.extensions import Established, establish_facts, grant_request, refuse_request
from parvis.roster.actions.mandates import close_mandate
from parvis.roster.actions.sessions import Sheet, record_session, record_work, void_session, void_work
from parvis.roster.actions.signatures import (
    ask_signature,
    record_paper_signatures,
    refuse_to_sign,
    sign_sheet,
    withdraw_signature,
)
from parvis.roster.actions.standing import correct_act, record_act
from parvis.roster.actions.supervision import record_supervision
from parvis.roster.actions.training import accept_training
from parvis.roster.court_files import earlier_mandates_of_file
from parvis.roster.models import Certification, ExtensionRequest, Mandate, MinisterNotice, SessionSheet, Training
from parvis.roster.refusals import refusals_of
from parvis.web.practice.own import rows_of
from tests.factories import files
from tests.factories.mandates import SERVICE, make_mandate, make_session, moment, person_behind, report
from tests.factories.roster import (
    BARREAU,
    certified_since,
    make_certification,
    make_couple,
    make_mediator,
    make_officer,
    switch_on,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
NOW = moment(date(2026, 4, 1), 12)


def refused(words: str, act: Any, *args: Any, field: str | None = None, **said: Any) -> None:
    """The act is refused with these words, at this field."""
    with pytest.raises(Refused, match=words) as found:
        act(*args, **said)
    assert field is None or found.value.field == field
    assert found.value.reason.fr != found.value.reason.en


def test_what_a_claim_counts_is_not_voided_by_who_wrote_it() -> None:
    switch_on(SERVICE, code="service", at=NOW)
    small = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
    by: dict[str, Any] = {"by": person_behind(small), "at": NOW}
    file = make_mandate(small, DAY, kind="small_claims")
    unsigned = make_session(file, DAY, sign=False)
    claim = send_claim(file, key="small", **by)
    refused("in a fee claim", void_session, unsigned, **by)
    withdraw_claim(claim, version=claim.version, **by)
    assert void_session(unsigned, **by).voided_at, "nothing counts it any more"
    mediator = make_mediator(since=date(2020, 1, 1))
    by["by"] = person_behind(mediator)
    mandate = make_mandate(mediator, DAY)
    make_session(mandate, DAY)
    work = record_work(mandate, day=DAY, minutes=60, purpose="summary", **by)
    report(mandate, "held", 1, DAY)
    send_claim(mandate, key="family", **by)
    refused("in a fee claim", void_work, work, **by)


def test_a_typed_reason_never_silences_a_notice_nor_does_a_key() -> None:
    officer, mediator = make_officer(at=NOW), make_mediator(since=date(2020, 1, 1))
    said: dict[str, Any] = {"day": DAY, "reason": "import", "by": officer, "at": NOW}
    refused("already been used", record_act, mediator, "struck_off_temporarily", key="import:mine", **said)
    act = record_act(mediator, "struck_off_temporarily", key="typed", **said)
    assert act.needs_notice and MinisterNotice.objects.get().act_id == act.pk, "one for it, none for what was imported"


def test_nobody_decides_on_their_own_file() -> None:
    mediator = make_mediator(since=date(2020, 1, 1), at=NOW)
    officer, other = person_behind(mediator), make_officer(at=NOW)
    grant = Grant("certifier_officer", NOW.date(), None, BARREAU, "professional_order", ())
    record_role(officer, grant, by="system", at=NOW)
    say: dict[str, Any] = {"by": officer, "at": NOW}
    struck: dict[str, Any] = {"day": DAY, "reason": "Ordre", "key": "s"}
    refused("their own file", record_act, mediator, "struck_off_temporarily", **struck, **say)
    act = record_act(mediator, "struck_off_temporarily", **struck, by=other, at=NOW)
    refused("their own file", correct_act, act, reason="Erreur", key="c", **say)
    refused("their own file", acknowledge_completion, mediator, on=DAY, **say)
    course = Training(certification=mediator, first_day=DAY, last_day=DAY)
    refused("their own file", accept_training, course, on=DAY, **say)
    asked = ExtensionRequest(certification=mediator, ground="inability")
    refused("their own file", grant_request, asked, reason="", seen="", on=DAY, **say)
    refused("their own file", refuse_request, asked, reason="Non", seen="", on=DAY, **say)
    refused("their own file", establish_facts, asked, Established(Money(0)), seen="", **say)
    assert not mail.outbox


def test_a_mandate_is_shared_with_somebody_else_of_its_kind_who_does_not_supervise_it() -> None:
    mediator, small = (
        make_mediator(since=date(2020, 1, 1), kind=kind) for kind in ("family_mediation", "small_claims_mediation")
    )
    own = make_certification(mediator.professional, body="ordre-psychologues")
    certified_since(own, date(2020, 1, 1))
    refused("somebody else than you", make_mandate, mediator, DAY, co_mediator=own, field="co_mediator")
    refused("not for this kind", make_mandate, mediator, DAY, co_mediator=small, field="co_mediator")
    couple = make_couple().number
    co = make_mediator("Iris Exemple", since=date(2010, 1, 1), mandates_before=100)
    mandate = make_mandate(mediator, DAY, couple=couple, co_mediator=co)
    refused("already have this mandate", make_mandate, own, DAY, couple=couple, field="couple")
    said: dict[str, Any] = {"day": DAY, "by": person_behind(mediator), "on": NOW.date(), "at": NOW}
    refused("do not supervise", record_supervision, mandate, supervisor=co, **said, field="supervisor")
    said["by"] = person_behind(co)
    refused("do not supervise", record_supervision, mandate, supervisor=mediator, **said, field="supervisor")


def test_a_court_file_is_not_opened_again_for_more_free_hours() -> None:
    one, other = (
        make_mediator(f"{name} Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
        for name in ("Iris", "Noé")
    )

    def opened(by: Certification, number: str) -> Mandate:
        return make_mandate(by, DAY, kind="small_claims", court_file=number)

    def closed(held: Mandate) -> None:
        close_mandate(held, closed=DAY, agreed=(), outcome="none", version=1, by=person_behind(held.mediator), at=NOW)

    first = opened(one, "540-32-000001-261")
    refused("already have this mandate", opened, one, "540 32 000001 261", field="court_file")
    closed(first)
    second = opened(one, "54032000001261")
    make_session(second, DAY, sign=False)
    closed(second)
    refused(f"court file: {second.number}", opened, one, "540-32-000001-261", field="court_file")
    third = opened(other, "540-32-000001-261")
    assert list(earlier_mandates_of_file(third)) == [first, second] and not earlier_mandates_of_file(first)
    assert not earlier_mandates_of_file(make_mandate(make_mediator("Zoé Exemple", since=date(2020, 1, 1)), DAY))


def test_hours_are_those_that_pass_and_each_day_has_its_own() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    by: dict[str, Any] = {"by": person_behind(mediator), "at": moment(date(2026, 12, 1))}
    mandate = make_mandate(mediator, DAY)

    def sheet(day: date, hour: int, minutes: int, **said: Any) -> SessionSheet:
        facts: dict[str, Any] = {"kind": "mediation", "meeting": "video", "attended": (1, 2)}
        return record_session(mandate, Sheet(begins_at=moment(day, hour, **said), minutes=minutes, **facts), **by)

    refused("does not exist", sheet, date(2026, 3, 8), 2, 60, minute=30, field="begins")
    sheet(date(2026, 3, 8), 1, 60)
    sheet(date(2026, 3, 8), 3, 60)  # at 3, one hour after 1, the first is over
    sheet(date(2026, 11, 1), 0, 180)  # midnight to 2 by the clock: three hours
    refused("another session", sheet, date(2026, 11, 1), 1, 30, field="begins")
    assert sheet(date(2026, 11, 1), 2, 30)
    sheet(date(2026, 5, 4), 20, 12 * 60)  # 4 hours that day, 8 the next one
    work: dict[str, Any] = {"purpose": "summary", **by}
    for day, rest in ((date(2026, 5, 4), 12 * 60), (date(2026, 5, 5), 12 * 60)):
        record_work(mandate, day=day, minutes=rest, **work)
    refused("a day has 24", record_work, mandate, day=date(2026, 5, 5), minutes=4 * 60 + 1, **work, field="minutes")
    refused("a day has 24", sheet, date(2026, 5, 4), 11, 8 * 60 + 1, field="minutes")
    assert record_work(mandate, day=date(2026, 5, 5), minutes=4 * 60, **work)
    end: dict[str, Any] = {"agreed": (), "outcome": "none", "version": 1, **by}
    record_work(mandate, day=date(2026, 11, 20), minutes=10, **work)
    refused("Work is written", close_mandate, mandate, closed=date(2026, 11, 19), **end, field="closed")
    closed = close_mandate(mandate, closed=date(2026, 11, 20), **end)
    refused("has been closed", record_work, closed, day=date(2026, 11, 21), minutes=10, **work, field="day")


def test_a_refusal_to_sign_stays_listed_and_is_asked_over_once() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    sheet = make_session(make_mandate(mediator, DAY), DAY, sign=False)
    by: dict[str, Any] = {"by": person_behind(mediator), "at": moment(DAY, 23)}
    refuse_to_sign(ask_signature(sheet, 1, **by).signature, at=by["at"])
    assert [(one.position, one.refused_on, one.asked_again_on) for one in refusals_of(sheet)] == [(1, DAY, None)]
    ask_signature(sheet, 1, **by)
    again = ask_signature(sheet, 1, **by).signature  # nobody answered: the link is replaced
    sign_sheet(again, at=by["at"])
    assert [(one.refused_on, one.asked_again_on) for one in refusals_of(sheet)] == [(DAY, DAY)]
    withdraw_signature(again, at=by["at"])
    refused("when asked again", ask_signature, sheet, 1, **by, field="position")
    refused("when asked again", record_paper_signatures, sheet, (1,), files.png(), **by)
    row = rows_of(sheet)[0]
    for lang, words in (("fr", "a refusé le 3 mars 2026, demandé de nouveau le"), ("en", "asked again on")):
        with translation.override(lang):
            said = render_to_string("practice/money/_signed.html", {"row": row, "lang": lang})
        assert words in said.replace("\N{NO-BREAK SPACE}", " ") and said.count("refus") == 1
