"""docs/security.md: every requirement of levels 1 and 2 once, and nothing named in it that does not exist."""

import re
from datetime import date
from pathlib import Path

from parvis.web.proposing.links import NOT_THEIRS, declared

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
#: Number → level, as the standard has them.
ASKED = {
    number: int(level)
    for line in (Path(__file__).parent / "asvs-5.0.0.txt").read_text(encoding="ascii").splitlines()
    if not line.startswith("#")
    for number, level in [line.split()]
}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) ([^|]*) \| ([^|]*) \| ?([^|]*)\|$", re.MULTILINE)
STATES = (
    "Met",
    "n.a.",
    "**Not met**",
    "**Not met** in part",
    "**Not met** to the letter",
    "**Not met** here",
    "**Not met** from a checkout",
)
FILES = dict(re.findall(r"\| ([A-Z]{2}) \| `(tests/[\w/]+\.py)`", TEXT))
NAMED = re.findall(r"`([A-Z]{2})::(\w+)`", TEXT)


def test_the_list_of_numbers_is_whole() -> None:
    assert len(ASKED) == 253
    assert [sum(level == one for level in ASKED.values()) for one in (1, 2)] == [70, 183]
    assert {int(number.split(".")[0]) for number in ASKED} == set(range(1, 18))


def test_every_requirement_has_one_row_in_order_and_in_its_chapter() -> None:
    told = [row[0] for row in ROW.findall(TEXT)]
    assert [one for one in told if told.count(one) > 1] == []
    assert set(ASKED) - set(told) == set(), "a requirement without a row"
    assert set(told) - set(ASKED) == set(), "a number that levels 1 and 2 do not have"
    assert told == sorted(told, key=lambda one: [int(part) for part in one.split(".")])
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        chapter = re.match(r"V(\d+) ", part)
        assert {row[0].split(".")[0] for row in ROW.findall(part)} <= ({chapter[1]} if chapter else set())


def test_every_row_says_what_it_is_and_whether_it_is_met() -> None:
    for number, words, state, shown in ROW.findall(TEXT):
        assert words.strip(), number
        assert state in STATES, f"{number}: {state}"
        if state.startswith("**Not met**"):
            assert len(shown.strip()) > 8, f"{number}: what is missing"
        if state == "Met" and "above" not in shown and "same" not in shown.lower():
            assert re.search(r"`|\w{4}", shown), f"{number}: what shows it"


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 150
    assert {short for short, _ in NAMED} == set(FILES), "an abbreviation without a file, or that nobody uses"
    missing = [
        f"{FILES[short]}::test_{name}"
        for short, name in NAMED
        if not re.search(rf"^def test_{name}\(", (PROJECT / FILES[short]).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:src|tests|script|docs)/[\w./-]+|pyproject\.toml|requirements[\w-]*\.lock)`", TEXT))
    named |= set(re.findall(r"\bdocs/[\w./-]+\.md", TEXT))
    assert len(named) > 40
    assert sorted(one for one in named if not (PROJECT / one).exists()) == []


def test_what_a_link_leaves_out_is_written_value_by_value() -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith("| an organization, by a link |"))
    said = set(re.findall(r"`([\w.]+)`", row))
    assert said == NOT_THEIRS | set(declared(date(2026, 11, 22)))
