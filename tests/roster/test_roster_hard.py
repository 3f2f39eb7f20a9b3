"""What somebody would try in order to break the rooms: odd spreadsheets, exact days, two officers at once, what a link may reach."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from openpyxl import Workbook

from parvis.config import clock
from parvis.config.database import SIDES, side
from parvis.law.texts import LAW
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.applications import begin_application, send_application
from parvis.roster.actions.applications_deciding import ask_more, grant_application, refuse_application
from parvis.roster.course import course_of
from parvis.roster.exchange.dry_run import read_roster, weigh
from parvis.roster.models import Application, CertifyingBody, MinisterNotice, StandingAct
from parvis.roster.models.session import Presence
from tests.factories.applications import answer_all
from tests.factories.people import make_person
from tests.factories.roster import make_officer
from tests.payments.apart import at_once, own_database

FEE = LAW.parameters["c25.01-r0.7/examination-fee"]
#: What each side of a link may do, and nothing else: a party's link reaches its sheet, an organization's its records.
SIGNER = {
    "journal_entry": "INSERT,SELECT",
    "roster_certification": "SELECT",
    "roster_mandate": "SELECT",
    "roster_presence": "SELECT",
    "roster_professional": "SELECT",
    "roster_sessionsheet": "SELECT",
    "roster_signature": "SELECT,UPDATE",
}


def acts(done: bool, informed: date, asked: date) -> list[StandingAct]:
    """Certified in 2012, the undertaking met in time where `done`; resigned; certification asked for again."""
    made = [StandingAct(kind="certified", day=date(2012, 12, 3))]
    if done:
        made.append(StandingAct(kind="undertaking_completed", day=date(2014, 6, 2)))
    cents = FEE.at(asked).value.cents  # type: ignore[union-attr]
    return [
        *made,
        StandingAct(kind="resigned_from_order", day=informed, informed=informed),
        StandingAct(kind="certification_requested", day=asked, fee_cents=cents),
    ]


@pytest.mark.parametrize(
    ("done", "informed", "asked", "leads"),
    [
        (True, date(2016, 2, 29), date(2021, 2, 27), "certify_again"),
        (True, date(2016, 3, 1), date(2021, 3, 1), "certify_again"),  # the very day of the five years (dossier A-29)
        (True, date(2016, 3, 1), date(2021, 3, 2), "certify_with_training"),
        (False, date(2014, 3, 1), date(2016, 3, 1), "section_4_1"),  # two years, inclusive (dossier A-30)
        (False, date(2014, 3, 1), date(2016, 3, 2), "new_application"),
    ],
)
def test_a_return_is_weighed_to_the_day(done: bool, informed: date, asked: date, leads: str) -> None:
    assert course_of("family_mediation", acts(done, informed, asked)).request == leads


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def workbook(**extra: bytes) -> bytes:
    """A workbook of this product's own making, with members added or put in the place of its own."""
    book, out = Workbook(), io.BytesIO()
    book.save(out)
    added = {name.replace("__", "/").replace("_dot_", "."): content for name, content in extra.items()}
    with zipfile.ZipFile(out) as made:
        kept = {name: made.read(name) for name in made.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (kept | added).items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        workbook(xl__vbaProject_dot_bin=b"macro"),  # a macro
        workbook(xl__worksheets__sheet1_dot_xml=b"<" * (60 * 1024 * 1024)),  # a bomb
        archive(**{"[Content_Types]_dot_xml": b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}),
        archive(xl__workbook_dot_xml=b"\x00" * (80 * 1024 * 1024)),
        b"\xff\xfe" + "nom;profession\n".encode("utf-16-le"),
        b"nom,profession\n" + b"a,b\n" * 300_000,
    ],
    ids=["macro", "bomb", "entity", "zeros", "utf-16", "long"],
)
def test_a_file_that_is_no_roster_is_refused_in_words_or_row_by_row(sent: bytes) -> None:
    try:
        run = read_roster(sent, "roster.xlsx")
        weigh(run, "barreau-du-quebec", on=clock.today())
    except Refused as refused:
        assert refused.reason.fr and refused.field == "file"
    else:
        assert not run.whole and run.faults


@pytest.mark.django_db
def test_the_sides_of_the_links_may_do_what_they_need_and_no_more() -> None:
    with connection.cursor() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute(
            "SELECT table_name, string_agg(privilege_type, ',' ORDER BY privilege_type) FROM information_schema.role_table_grants "
            "WHERE grantee = %s AND table_schema = 'public' GROUP BY 1",
            [f"{name}_signer"],
        )
        assert dict(cursor.fetchall()) == SIGNER
    assert "signer" in SIDES
    with pytest.raises(Exception, match="permission denied"), side("signer"):
        Person.objects.count()
    with pytest.raises(Exception, match="permission denied"), side("public"):
        Presence.objects.count()


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Transactions that end, in a database of their own."""
    with own_database(django_db_blocker):
        yield


@pytest.mark.slow
def test_two_officers_who_decide_at_the_same_moment_decide_once(apart: None) -> None:
    now, one, two = clock.instant(), make_officer(), make_officer(name="Aurore Exemple")

    def where(lang: str) -> str:
        return f"https://exemple.invalid/{lang}/"

    for round_, pair in enumerate((("grant", "grant"), ("grant", "refuse"), ("grant", "ask"))):
        camille = make_person(f"Camille Exemple-{round_}")
        body = CertifyingBody.objects.get(slug="barreau-du-quebec")
        draft = answer_all(begin_application(body, "family_mediation", by=camille, at=now), at=now)
        send_application(draft, version=draft.version, by=camille, at=now)

        def act(how: str, by: Any, held: Any, version: int = draft.version) -> Any:
            mine = Application.objects.get(pk=held)
            if how == "grant":
                return grant_application(mine, checked=True, where=where, version=version, by=by, at=now)
            decide = refuse_application if how == "refuse" else ask_more
            return decide(mine, "Des motifs assez longs pour un refus.", where=where, version=version, by=by, at=now)

        made = at_once(partial(act, pair[0], one, draft.pk), partial(act, pair[1], two, draft.pk))
        assert sum(isinstance(each, Refused) for each in made) == 1, made
        held = Application.objects.get(pk=draft.pk)
        granted = held.state == "granted"
        certified = StandingAct.objects.filter(kind="certified", certification__professional__file__person=camille)
        assert certified.count() == (1 if granted else 0)
        assert MinisterNotice.objects.filter(act__in=certified).count() == certified.count()
        assert held.changed_at - now < timedelta(days=1)
