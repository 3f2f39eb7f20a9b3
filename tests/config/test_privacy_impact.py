"""The privacy assessment knows every table: who adds one says what it holds, why, how long and who sees it."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

from parvis.config.database import grants

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "privacy-impact.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("## 3 ")[2].partition("## 4 ")[0]
NAMED = set(re.findall(r"`([a-z]+_[a-z_*]+)`", SECTION))


def test_every_table_has_its_line_and_no_line_is_of_a_table_that_is_gone() -> None:
    tables = set(grants())
    assert {one for one in tables if not any(fnmatchcase(one, name) for name in NAMED)} == set()
    assert {name for name in NAMED if not any(fnmatchcase(one, name) for one in tables)} == set()


def test_the_tables_of_people_are_named_one_by_one() -> None:
    assert "people_*" not in NAMED
    assert {one for one in grants() if one.startswith("people_")} == {one for one in NAMED if one.startswith("people_")}


def test_every_citation_says_whether_it_was_read() -> None:
    """Each section of an Act or of the Regulation that is leaned on is marked, where it is cited or in the same parenthesis."""
    text = re.sub(r"\s+", " ", TEXT.partition("## 10 ")[0])
    cited = re.findall(r"\(([^()]*(?:P-39\.1|A-2\.1)[^()]*)\)|\[decide:[^\]]*(P-39\.1[^\]]*)\]", text)
    known_elsewhere = {"P-39.1, s. 3.3", "A-2.1, s. 63.5"}
    unmarked = [
        one
        for first, second in cited
        if (one := first or second) not in known_elsewhere and "*read*" not in one and "unconfirmed" not in one
    ]
    assert len(cited) > 12
    assert unmarked == []
