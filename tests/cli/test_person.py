"""`parvis person`: what is typed wrong is said in one line; what is done prints a link that opens the account once."""

import io

import pytest

from parvis.cli import person
from parvis.config.home import Stop


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["add", "a@exemple.invalid"], "give the person's name"),
        (["add"], "required"),
        (["close", "x"], "invalid choice"),
        (["add", "a@exemple.invalid", "--name", "A", "--language", "de"], "invalid choice"),
    ],
)
def test_what_is_typed_wrong_is_said_in_one_line(typed: list[str], says: str) -> None:
    with pytest.raises(Stop, match=says) as told:
        person.run(typed, io.StringIO(), io.StringIO(), io.StringIO())
    assert "\n" not in str(told.value)


def test_help_says_what_each_act_does() -> None:
    shown = io.StringIO()
    assert person.run([], io.StringIO(), shown, io.StringIO()) == 0
    for act in ("add", "reset", "end"):
        assert f"parvis person {act}" in shown.getvalue()
