"""What is typed in an address: never a fault of the page."""

import pytest

from parvis.web.typed import few_words, whole_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("007", 7), ("", None), ("²", None), ("٣", None), ("-1", None), ("1" * 16, None), ("1 ", None)],
)
def test_a_whole_number(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


def test_a_few_words() -> None:
    assert few_words("  Maude \x00 Exemple  ") == "Maude Exemple"
    assert few_words("a" * 200, most=5) == "aaaaa"
