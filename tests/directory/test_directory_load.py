"""Loading: idempotent, never over a keeper's edit, every publication with its versions and its journal entry."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parvis.config.clock import now
from parvis.config.home import Stop
from parvis.directory.actions import answer_proposal, load_directory, restore_version, revise_record
from parvis.directory.files import folder
from parvis.directory.models import Correction, Edition, Location, Organization, Proposal, Service, Statistic, Version
from parvis.journal.models import Entry

pytestmark = pytest.mark.django_db
AT = now()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(str(folder()), tmp_path / "organizations")
    return tmp_path / "organizations"


def change(copied: Path, old: str, new: str, file: str = "barreau-de-laval.toml") -> None:
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def laval() -> Service:
    return Service.objects.listed().get(pk="SVC-097")


def counts() -> tuple[int, ...]:
    models = (Organization, Location, Service, Statistic, Correction, Version, Proposal, Entry)
    return tuple(model.objects.count() for model in models)  # type: ignore[attr-defined]


def test_loading_again_changes_nothing() -> None:
    before, edition = counts(), Edition.current().number
    report = load_directory(at=AT + timedelta(days=1))
    assert (report.made, report.changed, report.proposed, report.absent) == (0, 0, 0, 0)
    assert (counts(), Edition.current().number) == (before, edition)


def test_what_a_file_says_is_what_a_record_says() -> None:
    one = laval()
    assert one.name.en == "Last-Thursday information session – Laval"
    assert next((part.organization_id, part.role) for part in one.involvements.all()) == ("ORG-35", "provider")
    assert one.provider.slug == "barreau-de-laval"
    assert [district.pk for district in one.districts.all()] == ["laval"]
    assert one.roles == ["claimant", "defendant"]
    (schedule,) = one.schedules.all()
    assert (schedule.rrule[:4], schedule.starts.hour, schedule.only_on_sitting_days) == ("FREQ", 15, False)
    assert one.assurance_of("schedules").how == "document_read"
    assert one.represented is None, "what is not said is not known"
    rate = Service.objects.listed().get(pk="SVC-020").costs.exclude(amount_cents=None).first()
    assert rate is None or str(rate.amount) == "110.00"


def test_a_changed_file_makes_a_version_an_edition_and_a_journal_entry(copied: Path) -> None:
    edition, versions = Edition.current().number, Version.objects.of("service", "SVC-097").count()
    change(copied, "En une heure et demie, sans frais,", "En 90 minutes, sans frais,")
    report = load_directory(at=AT, folder=copied)
    assert (report.made, report.changed, report.edition) == (0, 1, edition + 1)
    assert laval().summary.fr.startswith("En 90 minutes")
    newest = Version.objects.of("service", "SVC-097").first()
    assert newest is not None and newest.content["summary"]["fr"].startswith("En 90 minutes")
    assert Version.objects.of("service", "SVC-097").count() == versions + 1
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.kind, entry.by, entry.subject, entry.codes["edition"]) == (
        "directory.published",
        "system",
        "SVC-097",
        edition + 1,
    )


def test_a_faulty_file_changes_nothing_at_all(copied: Path) -> None:
    before = counts()
    change(copied, "En une heure et demie, sans frais,", "En 90 minutes, sans frais,")
    change(copied, 'kind = "information_session"', 'kind = "party"')
    with pytest.raises(Stop, match="not one of"):
        load_directory(at=AT, folder=copied)
    assert counts() == before
    assert laval().summary.fr.startswith("En une heure")


def says(one: Service, **new: object) -> dict[str, object]:
    version = Version.objects.of("service", one.pk).first()
    assert version is not None
    return {**version.content, **new}


def test_a_keepers_edit_is_never_overwritten_and_the_file_becomes_a_proposal(copied: Path) -> None:
    one = laval()
    revise_record(one, says=says(one, status="paused"), by="keeper:1", at=AT)
    change(copied, "En une heure et demie, sans frais,", "En 90 minutes, sans frais,")
    for _ in range(2):
        report = load_directory(at=AT, folder=copied)
        assert laval().status == "paused"
        assert laval().summary.fr.startswith("En une heure")
    assert report.proposed == 0, "the same change is proposed once"
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.answer) == ("SVC-097", "")
    answer_proposal(proposal, take=True, by="keeper:1", at=AT)
    assert (laval().status, laval().edited) == ("active", False)
    assert load_directory(at=AT, folder=copied).changed == 0


def test_a_proposal_left_stays_left_and_is_answered_once(copied: Path) -> None:
    one = laval()
    revise_record(one, says=says(one, status="paused"), by="keeper:1", at=AT)
    change(copied, "En une heure et demie, sans frais,", "En 90 minutes, sans frais,")
    load_directory(at=AT, folder=copied)
    proposal = answer_proposal(Proposal.objects.get(), take=False, by="keeper:1", at=AT)
    again = answer_proposal(proposal, take=True, by="keeper:2", at=AT)
    assert (again.answer, again.answered_by, laval().status) == ("left", "keeper:1", "paused")
    assert load_directory(at=AT, folder=copied).proposed == 0


def test_undo_is_one_more_version() -> None:
    one = laval()
    first = Version.objects.of("service", one.pk).last()
    assert first is not None
    revise_record(one, says=says(one, status="ended"), by="keeper:1", at=AT)
    assert laval().status == "ended"
    restore_version(first, by="keeper:1", at=AT)
    assert laval().status == "active"
    assert Version.objects.of("service", one.pk).count() == 3


def test_an_edit_that_says_the_same_publishes_nothing() -> None:
    before = counts()
    revise_record(laval(), says=says(laval()), by="keeper:1", at=AT)
    assert counts() == before


def test_a_record_that_left_the_files_stays(copied: Path) -> None:
    (copied / "protegez-vous.toml").unlink()
    report = load_directory(at=AT, folder=copied) if not _refers("ORG-52") else None
    if report is None:
        with pytest.raises(Stop, match="no organization 'ORG-52'"):
            load_directory(at=AT, folder=copied)
    else:
        assert report.absent == 1
    assert Organization.objects.filter(pk="ORG-52").exists()


def _refers(key: str) -> bool:
    return Service.objects.filter(involvements__organization=key).exists()


def test_a_name_that_changes_changes_what_finds_its_services(copied: Path) -> None:
    name = 'name = { fr = "Barreau de Laval", en'
    change(copied, name, 'name = { fr = "Barreau de Zanzibar", en')
    load_directory(at=AT, folder=copied)
    assert "SVC-097" in [one.pk for one in Service.objects.search("zanzibar", "fr")]


def test_versions_are_never_rewritten() -> None:
    for act in (
        lambda: Version.objects.update(by="other"),
        lambda: Version.objects.all().delete(),
        lambda: connection.cursor().execute("TRUNCATE directory_version CASCADE"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "party"),
        ("status", ""),
        ("guidance", "maybe"),
        ("summary_en", ""),
        ("details_en", ""),
        ("roles", ["judge"]),
        ("languages", ["xx"]),
        ("amount_max_cents", 0),
        ("people_min", 99),
    ],
)
def test_the_database_refuses_what_cannot_be_shown(field: str, value: object) -> None:
    one = laval()
    setattr(one, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()
    with pytest.raises(ValidationError):
        one.validate_constraints()


def test_a_list_takes_a_constant_number_of_queries() -> None:
    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            for one in Service.objects.listed().by_state("fr")[:count]:
                _ = (
                    one.provider,
                    one.partners,
                    one.assured_on,
                    one.next_occurrences(AT.date()),
                    list(one.corrections.all()),
                )
        return len(captured)

    assert queries(5) == queries(100) <= 9


def test_the_edition_is_one_query() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert Edition.current().number >= 1
    assert len(captured) == 1
    assert isinstance(Edition.current().changed_at, datetime)
