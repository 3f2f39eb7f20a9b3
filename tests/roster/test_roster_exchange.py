"""Rosters taken in from a table: the dry run tells each row's faults; what it showed is taken in, once; everything comes back."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.people.refused import Refused
from parvis.roster.actions.importing import sealed, take_in_roster
from parvis.roster.exchange.dry_run import DryRun, read_roster, weigh
from parvis.roster.exchange.export import Reach, everything, table_csv
from parvis.roster.exchange.tables import TABLES
from parvis.roster.models import Certification, MinisterNotice, StandingAct
from parvis.roster.register import search_register
from parvis.roster.standing import status_on
from tests.factories.roster import BARREAU, make_officer

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 30, tzinfo=QUEBEC)
HEAD = "nom,profession,numéro de membre,accréditation,acte,jour,appris le,districts,langues,téléphone\n"
GOOD = HEAD + (
    "Maude Exemple,Avocate ou avocat,111-1,Médiation familiale,Accréditation,2019-02-01,,Laval; montreal,français;en,514-555-0100\n"
    "Maude Exemple,lawyer,111-1,family_mediation,struck_off_temporarily,2020-01-01,,,,\n"
    "Maude Exemple,lawyer,111-1,family_mediation,sanction_ended,2020-06-01,,,,\n"
    "Camille Exemple,lawyer,222-2,family_mediation,certified,2018-03-05,,,,\n"
    "Camille Exemple,lawyer,222-2,family_mediation,ceased_activities,2021-01-01,2021-02-01,,,\n"
)


def _weighed(text: str | bytes) -> DryRun:
    run = read_roster(text.encode() if isinstance(text, str) else text, "registre.csv")
    weigh(run, BARREAU, on=date(2026, 11, 20))
    return run


def test_a_roster_is_taken_in_as_shown_and_given_back() -> None:
    officer = make_officer(at=AT)
    run = _weighed(GOOD)
    assert (run.read, run.people, run.new, run.there) == (5, 2, 5, 0) and run.whole
    doubts = [(one.row, one.column, one.stops) for one in run.faults]
    assert doubts == [(2, "acte", False)], (
        "certified long ago, in force, and no row says that the undertaking was completed"
    )
    told = (
        HEAD
        + "".join(GOOD.splitlines(keepends=True)[1:4])
        + "Maude Exemple,lawyer,111-1,family_mediation,undertaking_completed,2020-12-01,,,,\n"
    )
    assert not _weighed(told).faults and not _weighed(told.replace("2019-02-01", "1999-02-01")).faults
    assert [one.stops for one in _weighed(GOOD.replace("2019-02-01", "1999-02-01")).faults] == [False]
    kept = sealed(run, BARREAU, by=officer)
    with pytest.raises(Refused):
        take_in_roster(kept, BARREAU, by=make_officer("chambre-des-notaires", name="Claude Exemple", at=AT), at=AT)
    with pytest.raises(Refused):
        take_in_roster(kept[:-4] + "AAAA", BARREAU, by=officer, at=AT)
    with side("staff"):
        assert take_in_roster(kept, BARREAU, by=officer, at=AT) == 5
        assert take_in_roster(kept, BARREAU, by=officer, at=AT) == 0  # the same file again adds nothing
    maude = Certification.objects.get(file__member_number="111-1")
    assert maude.professional.districts == ["laval", "montreal"] and maude.professional.languages == ["fr", "en"]
    days = [
        status_on(maude, date.fromisoformat(day))[0] for day in ("2019-01-31", "2019-02-01", "2020-03-01", "2020-06-01")
    ]
    assert days == ["none", "certified", "suspended", "certified"]
    camille = Certification.objects.get(file__member_number="222-2")
    assert [status_on(camille, date(2021, month, 1))[0] for month in (1, 2)] == ["certified", "cancelled"]
    assert not MinisterNotice.objects.exists()
    acts = StandingAct.objects.all()
    assert {act.reason for act in acts} == {"import"} and all(act.norm and not act.needs_notice for act in acts)
    assert [one.name for one in search_register(on=AT.date()).rows] == ["Maude Exemple"]
    # What is exported is what an import reads again, and finds already there.
    mine = Reach({BARREAU})
    with table_csv(TABLES["roster"], mine) as file:
        again = _weighed(file.read())
    assert ([one.stops for one in again.faults], again.new, again.there) == ([False], 0, 5)
    with everything(TABLES, mine) as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [f"{name}.csv" for name, one in TABLES.items() if one.whose != "service"]
        assert len(list(csv.reader(io.StringIO(archive.read("acts.csv").decode("utf-8-sig"))))) == 6
    with table_csv(TABLES["acts"], Reach({"chambre-des-notaires"})) as file:
        assert file.read().count(b"\r\n") == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Maude Exemple,lawyer,1,family_mediation,certified,2019-13-01,,,,", "jour"),
        ("Maude Exemple,jongleur,1,family_mediation,certified,2019-01-01,,,,", "profession"),
        (",lawyer,1,family_mediation,certified,2019-01-01,,,,", "nom"),
        ("Maude Exemple,lawyer,1,family_mediation,certified,2031-01-01,,,,", "jour"),
        ("Maude Exemple,lawyer,1,family_mediation,struck_off,2019-01-01,,,,", "acte"),
        ("Maude Exemple,lawyer,1,family_mediation,sanction_ended,2019-01-01,,,,", ""),
        ("Maude Exemple,lawyer,1,family_mediation,ceased_activities,2019-01-01,,,,", ""),
        ("Maude Exemple,lawyer,1,family_mediation,certified,2019-01-01,,Atlantide,,", "districts"),
        ("Maude Exemple,lawyer,1,family_mediation,certified,2019-01-01", ""),
    ],
)
def test_each_fault_is_told_with_its_row_and_column(row: str, column: str) -> None:
    run = _weighed(HEAD + row + "\n")
    assert not run.whole and (run.faults[0].row, run.faults[0].column) == (2, column)
    assert all(fault.told[0].fr and fault.told[1].en for fault in run.faults)


def test_a_spreadsheet_is_read_a_formula_and_an_odd_file_are_not() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in csv.reader(io.StringIO(GOOD)):
        sheet.append(line)
    sheet["F2"] = datetime(2019, 2, 1)  # noqa: DTZ001 - as a spreadsheet writes a day
    sheet["A3"] = '=HYPERLINK("x")'
    out = io.BytesIO()
    book.save(out)
    run = _weighed(out.getvalue())
    assert run.read == 5 and not run.whole and (run.faults[0].row, run.faults[0].column) == (3, "nom")
    for odd in (b"", b"PK\x03\x04rubbish", b"a\x00b"):
        with pytest.raises(Refused):
            read_roster(odd, "x")
    missing = _weighed("nom,jour\nMaude,2019-01-01\n")
    assert {fault.column for fault in missing.faults} == {"profession", "numéro de membre", "accréditation", "acte"}
