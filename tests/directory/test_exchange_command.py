"""`parvis directory import` and the exports, as a keeper types them; the Répertoire of a past day in Markdown."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from parvis.cli import directory as command
from parvis.cli import setup
from parvis.config.home import Stop
from parvis.directory.exchange.edition import markdown
from parvis.directory.models import Edition, Proposal, Service
from parvis.directory.publication import edition_as_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def up() -> Iterator[None]:
        yield

    monkeypatch.setattr(setup, "database_up", up)


def said(*argv: str, status: int = 0) -> str:
    out = io.StringIO()
    assert command.run(list(argv), io.StringIO(), out, io.StringIO()) == status
    return out.getvalue()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "fiches.csv"
    file.write_text("id,status,summary.fr\nSVC-097,paused,\nSVC-099,,Un texte neuf.\n", encoding="utf-8")
    return file


def test_a_dry_run_is_the_rule(sheet: Path) -> None:
    before = Edition.present_number()
    out = said("import", str(sheet), "--lang", "en")
    assert "[2] changed: SVC-097" in out and "status: “active” -> “paused”" in out
    assert "[3] doubtful: summary.fr “Un texte neuf.”: The text changes in one language only." in out
    assert out.splitlines()[-1] == "1 changed, 1 findings_doubtful, 1 proposed"
    assert (Edition.present_number(), Proposal.objects.count()) == (before, 0)


def test_taking_it_in_says_what_was_done_and_needs_a_name(sheet: Path) -> None:
    for argv in (["--apply"], ["--apply", "--by", "deux mots"], ["--apply", "--dry-run", "--by", "k"]):
        with pytest.raises(Stop, match="parvis directory import"):
            said("import", str(sheet), *argv)
    edition = Edition.present_number() + 1
    assert f"1 published, 1 proposed to a keeper, 0 refused; edition {edition}" in said(
        "import", str(sheet), "--apply", "--by", "keeper:1"
    )
    assert Service.objects.get(pk="SVC-097").status == "paused"


def test_a_refused_row_stops_everything_and_shows_in_the_exit_status(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("id;status\nSVC-097;paused\nSVC-098;oups\n", encoding="utf-8")
    out = said("import", str(file), status=1)
    assert "[3] refused: status “oups”" in out and "Ce mot n’est pas dans la liste." in out
    with pytest.raises(Stop, match="ligne refusée"):
        said("import", str(file), "--apply", "--by", "keeper:1")
    assert Service.objects.get(pk="SVC-097").status == "active"
    assert "1 published" in said("import", str(file), "--apply", "--by", "keeper:1", "--leave-refused")


@pytest.mark.slow
def test_what_is_exported_is_imported_without_a_difference(tmp_path: Path) -> None:
    file = tmp_path / "tout.xlsx"
    said("export", "--xlsx", str(file))
    assert said("import", str(file)).splitlines()[-1] == "203 same"
    rows = tmp_path / "services.csv"
    rows.write_text(said("export", "--rows", "services"), encoding="utf-8")
    assert re.fullmatch(r"\d+ same", said("import", str(rows)).splitlines()[-1])
    assert next(csv.reader(io.StringIO(rows.read_text(encoding="utf-8-sig"))))[0] == "id"
    assert said("export", "--toml", str(tmp_path / "toml")) == "56 files written; 0 differ from the project's own.\n"


@pytest.mark.parametrize("argv", [["import"], ["import", "absent.csv"], ["export", "--csv", "--xlsx", "a"], ["export"]])
def test_what_it_does_not_understand_is_one_line(argv: list[str]) -> None:
    with pytest.raises(Stop) as stop:
        said(*argv)
    assert "\n" not in str(stop.value)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_repertoire_of_a_past_day_says_what_changed_before_it(lang: str) -> None:
    out = said("export", "--edition", "2026-03-11", "--lang", lang)
    published = edition_as_of(date(2026, 3, 11), lang)
    assert out == markdown(published)
    changes = out.split("\n## ")[1]
    assert f"({len(published.changes)})" in changes.splitlines()[0]
    assert all(f"({one.id}, " in changes for one in published.changes)
    for section in published.sections:
        for one in section.organizations:
            assert f" ({one.id})\n" in out
            assert all(f" ({each.id})\n" in out for each in one.services)
    assert all(f" ({one.id}) " in out for one in published.statistics)


def test_a_day_before_the_document_says_so_and_markup_is_text() -> None:
    assert "le Répertoire commence le" in markdown(edition_as_of(date(2023, 1, 1), "fr"))
    for line in markdown(edition_as_of(date(2024, 1, 24), "fr")).splitlines():
        assert not re.search(r"(?<!\\)<(?!https?://)", line), line
