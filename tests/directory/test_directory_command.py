"""`parvis directory`: the counts of the files, the faults of the command line."""

import io

import pytest

from parvis.cli import directory
from parvis.config.home import Stop


def said(*argv: str) -> str:
    out = io.StringIO()
    assert directory.run(list(argv), io.StringIO(), out, io.StringIO()) == 0
    return out.getvalue()


def test_check_counts_what_the_document_holds() -> None:
    lines = said("check").splitlines()
    assert lines[0].strip().startswith("53 organizations of the Répertoire")
    assert lines[1].strip().startswith("123 services, tools and publications")
    assert lines[2].strip() == "23 figures"


def test_help_says_what_can_be_done() -> None:
    assert "parvis directory check" in said("--help") and said() == said("-h")


@pytest.mark.parametrize(
    "argv", [["nope"], ["export"], ["export", "--csv", "people"], ["export", "--csv", "--lang", "de"]]
)
def test_what_it_does_not_understand_is_one_line(argv: list[str]) -> None:
    with pytest.raises(Stop, match="parvis directory"):
        directory.run(argv, io.StringIO(), io.StringIO(), io.StringIO())
