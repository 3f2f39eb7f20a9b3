"""Reading the files: every fault is refused, with its file, its key path and its reason."""

import re
import shutil
from pathlib import Path

import pytest

from parvis.config.home import Stop
from parvis.directory.checks import Places
from parvis.directory.files import folder, read_directory
from parvis.places.records import read_places

LAVAL = "barreau-de-laval.toml"
DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "directory-format.md"


@pytest.fixture(scope="module")
def places() -> Places:
    known = read_places()
    courthouses = {one.slug: one.district for one in known.courthouses}
    return Places(frozenset(one.slug for one in known.districts), courthouses)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(str(folder()), tmp_path / "organizations")
    return tmp_path / "organizations"


def test_the_files_hold_the_whole_directory(places: Places) -> None:
    """53 organizations, 123 services and tools and 23 figures of the document, and what is known since."""
    published = read_directory(places)
    organizations, services, statistics = (published.of(kind) for kind in ("organization", "service", "statistic"))
    assert len([one for one in organizations if one.says["origin"] == "repertoire"]) == 53
    assert len([one for one in services if one.says.get("source_lines")]) == 123
    assert len(statistics) == 23
    ids = {one.record for one in services} | {one.record for one in statistics}
    assert {f"SVC-{number:03d}" for number in range(1, 147)} <= ids
    assert {f"ORG-{number:02d}" for number in range(1, 54)} <= {one.record for one in organizations}


def test_parents_come_before_their_parts(places: Places) -> None:
    seen: set[str] = set()
    for one in read_directory(places).of("organization"):
        assert one.says.get("parent") is None or one.says["parent"] in seen
        seen.add(one.record)


#: What is changed in the file of Laval: pattern, replacement, key path told, word of the reason.
FAULTS = [
    (r'kind = "bar_section"', 'kind = "bar"', "organization.kind", "not one of"),
    (r'slug = "barreau-de-laval"', 'slug = "laval"', "organization.slug", "name of the file"),
    (r'parent = "ORG-03"', 'parent = "ORG-99"', "organization.parent", "there is no organization"),
    (r'parent = "ORG-03"', 'parent = "ORG-35"', "organization.parent", "part of itself"),
    (
        r'web = "https://www.barreaudelaval.qc.ca"\nsource',
        'web = "barreaudelaval"\nsource',
        "organization.web",
        "full web address",
    ),
    (
        r"as_of = 2024-01-24\n\n\[\[services",
        'as_of = "2024-01-24"\n\n[[services',
        "organization.as_of",
        "without quotes",
    ),
    (r"as_of = 2024-01-24\n\n\[\[services", "as_of = 2024-01-24T10:00:00\n\n[[services", "organization.as_of", "a day"),
    (
        r"as_of = 2024-01-24\n\n\[\[services",
        "colour = 1\nas_of = 2024-01-24\n\n[[services",
        "organization.colour",
        "unknown key",
    ),
    (r'guidance = "information"\n', "", "services[0].guidance", "is missing"),
    (r'id = "SVC-097"', 'id = "SVC-083"', "services[0].id", "already in"),
    (r'slug = "seance-information-laval"', 'slug = "Séance"', "services[0].slug", "kebab-case"),
    (
        r'districts = \["laval"\], courthouses',
        'districts = ["lavall"], courthouses',
        "services[0].territory.districts[0]",
        "no district",
    ),
    (r'courthouses = \["laval"\]', 'courthouses = ["lavall"]', "services[0].territory.courthouses[0]", "no courthouse"),
    (
        r'scope = "districts", districts = \["laval"\], courthouses',
        'scope = "province", districts = ["laval"], courthouses',
        "services[0].territory",
        "names no district",
    ),
    (
        r'id = "ORG-46", role = "partner"',
        'id = "ORG-98", role = "partner"',
        "services[0].organizations[1].id",
        "no organization",
    ),
    (
        r'id = "ORG-35", role = "provider"',
        'id = "ORG-02", role = "provider"',
        "services[0].organizations[0].id",
        "of the file",
    ),
    (
        r'rrule = "[^"]+"',
        'rrule = "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2"',
        "services[0].schedules[0].rrule",
        "never occurs",
    ),
    (r'rrule = "[^"]+"', 'rrule = "FREQ=NEVER"', "services[0].schedules[0].rrule", "RFC 5545"),
    (r'rrule = "[^"]+"', 'rrule = "FREQ=DAILY;INTERVAL=0"', "services[0].schedules[0].rrule", "INTERVAL is"),
    (r'rrule = "[^"]+"', 'rrule = "FREQ=SECONDLY"', "services[0].schedules[0].rrule", "FREQ is one of"),
    (r'rrule = "[^"]+"', 'rrule = "FREQ=WEEKLY;UNTIL=20270101"', "services[0].schedules[0].rrule", "without DTSTART"),
    (r"first = 2024-01-25\n", "", "services[0].schedules[0].rrule", "first day"),
    (r'ends = "17:00"', 'ends = "15:00"', "services[0].schedules[0].ends", "not after"),
    (r'starts = "15:30"', 'starts = "15h30"', "services[0].schedules[0].starts", "a time"),
    (r"first = 2024-01-25", "first = 2024-01-25\nlast = 2023-01-01", "services[0].schedules[0].last", "before"),
    (r'certainty = "rule"', 'certainty = "unknown"', "services[0].schedules[0].certainty", "not unknown"),
    (r'payer = "unknown"', 'payer = "unknown"\namount = "110"', "services[0].costs[0].amount", "110.00"),
    (r"people_min = 15", "people_min = 35", "services[0].access.capacity", "more than"),
    (
        r'roles = \["claimant", "defendant"\]',
        'roles = ["claimant", "claimant"]',
        "services[0].eligibility.roles",
        "twice",
    ),
    (r"next_due = 2025-01-24", "next_due = 2024-01-24", "services[0].assurance[0].next_due", "before the check"),
    (r'(summary = \{ fr = "[^"]+"), en = "[^"]+"', r'\1, en = ""', "services[0].summary.en", "language is missing"),
    (r'(summary = \{ fr = "[^"]+"), en = "[^"]+"', r"\1", "services[0].summary.en", "language is missing"),
    (r'service = "SVC-097"', 'service = "SVC-999"', "statistics[0].service", "no service"),
    (r'service = "SVC-097"', 'service = "SVC-104"', "statistics[0].service", "no service"),
    (r'percent = "50"', 'percent = "150"', "statistics[1].percent", "more than 100"),
    (r"value_max = 30", "value_max = 3", "statistics[0].numerator.value_max", "less than"),
    (r"\[organization\]", "[organization", "", "is not TOML"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("pattern", "replacement", "at", "reason"), FAULTS, ids=[f"{f[2]} {f[3]}" for f in FAULTS])
def test_a_fault_is_told_with_its_file_its_key_and_its_reason(
    copied: Path, places: Places, pattern: str, replacement: str, at: str, reason: str
) -> None:
    file = copied / LAVAL
    text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1)
    assert count == 1, "the file no longer holds what this test changes"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Stop) as stop:
        read_directory(places, copied)
    told = [line for line in str(stop.value).splitlines() if line.strip().startswith(f"{LAVAL}: {at}: ")]
    assert any(reason in line for line in told), str(stop.value)


def test_the_first_twenty_faults_are_shown_and_the_others_counted(copied: Path, places: Places) -> None:
    for file in copied.iterdir():
        file.write_text(
            file.read_text(encoding="utf-8").replace("for_public = true", "for_public = 1"), encoding="utf-8"
        )
    with pytest.raises(Stop) as stop:
        read_directory(places, copied)
    lines = str(stop.value).splitlines()
    assert len(lines) == 22
    total = int(re.search(r"have (\d+) faults", lines[0])[1])  # type: ignore[index]
    assert total > 80 and lines[-1].strip() == f"… and {total - 20} more"


def test_an_empty_folder_is_a_fault(tmp_path: Path, places: Places) -> None:
    with pytest.raises(Stop, match="holds no file"):
        read_directory(places, tmp_path)


def test_a_folder_a_byte_order_mark_and_another_encoding_are_told(copied: Path, places: Places) -> None:
    (copied / "dossier.toml").mkdir()
    (copied / "marked.toml").write_bytes(b"\xef\xbb\xbf" + (copied / LAVAL).read_bytes())
    (copied / "latin.toml").write_bytes("name = 'é'".encode("latin-1"))
    with pytest.raises(Stop) as stop:
        read_directory(places, copied)
    told = str(stop.value)
    assert "dossier.toml" in told and "byte-order mark" in told and "not UTF-8 at byte 8" in told


def test_french_typography_is_applied_once(copied: Path, places: Places) -> None:
    file = copied / LAVAL
    file.write_text(
        file.read_text(encoding="utf-8").replace("Sans frais.", "Sans frais : c'est gratuit !", 1), encoding="utf-8"
    )
    session = next(one for one in read_directory(places, copied).of("service") if one.record == "SVC-097")
    assert session.says["costs"][0]["words"]["fr"] == "Sans frais\u00a0: c’est gratuit\u00a0!"


def test_every_code_of_the_lists_is_documented() -> None:
    from parvis.directory import vocabulary

    text = DOCUMENTED.read_text(encoding="utf-8")
    lists = [
        vocabulary.ORGANIZATION_KINDS,
        vocabulary.SERVICE_KINDS,
        vocabulary.STAGES,
        vocabulary.STATUSES,
        vocabulary.UNITS,
    ]
    lists += [vocabulary.MEASURES, vocabulary.VERDICTS, vocabulary.COST_KINDS, vocabulary.CHANNELS, vocabulary.BOOKINGS]
    assert [code for words in lists for code in words if code not in text] == []
