"""What somebody writes in their own words beside an act: tidied, never cut in silence, never what no database can hold."""

from __future__ import annotations

from parvis.law.kernel.text import Text
from parvis.people.refused import Refused

#: The most characters of a reason. Not legal: what the pages announce under the field.
LONGEST = 1000
_LONG = Text(
    "C’est trop long : {most} caractères au plus, et il y en a {count}. Rien n’a été fait : raccourcissez.",
    "This is too long: {most} characters at most, and there are {count}. Nothing was done: shorten it.",
)


def written(typed: str, *, field: str, most: int = LONGEST, missing: Text | None = None) -> str:
    """The words, spaces tidied. `Refused`, at `field`, where there are more than `most` characters, or none and `missing` says why."""
    said = " ".join(typed.replace("\x00", " ").split())
    if len(said) > most:
        raise Refused(_LONG.fill(most=most, count=len(said)), field=field)
    if missing is not None and not said:
        raise Refused(missing, field=field)
    return said
