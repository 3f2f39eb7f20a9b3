"""What was typed, read without trusting it: in an address or a hidden field, a whole number or a few words; a length of time."""

import re

from parvis.law.kernel.text import Text
from parvis.pathway.inputs import Unclear, short_enough

#: A bare number up to this one may be hours as well as minutes: which is asked, never guessed. Not legal.
DOUBTFUL = 12
_NO_LENGTH = Text("Écrivez la durée : 1 h 30, 1:30 ou 90.", "Write the length: 1 h 30, 1:30 or 90.")
_NOT_A_LENGTH = Text(
    "Nous ne comprenons pas cette durée. Écrivez-la ainsi : 1 h 30, 1:30, 90 min ou 90.",
    "We do not understand this length. Write it like this: 1 h 30, 1:30, 90 min or 90.",
)
_SIXTY = Text(
    "Après les heures, les minutes vont de 0 à 59. Écrivez, par exemple, 1 h 30.",
    "After the hours, minutes go from 0 to 59. Write, for example, 1 h 30.",
)
_WHICH = Text(
    "Dites si ce sont des heures ou des minutes : {number} h, ou {number} min.",
    "Say whether these are hours or minutes: {number} h, or {number} min.",
)
_TOO_SHORT = Text("La durée est d’au moins {least} min.", "The length is at least {least} min.")
_TOO_LONG = Text(
    "Cette durée paraît trop longue : {found}. Vérifiez-la.", "This length seems too long: {found}. Check it."
)
_HOURS = r"(?:h|hr|hrs|hres|heure|heures|hour|hours)\.?"
_MINUTES = r"(?:m|mn|min|mins|minute|minutes)\.?"
_FORMS = (
    re.compile(
        rf"(?P<hours>[0-9]{{1,4}}) ?{_HOURS}(?: ?(?:et |and )?(?P<minutes>[0-9]{{1,2}}) ?(?:{_MINUTES})?)?", re.ASCII
    ),
    re.compile(r"(?P<hours>[0-9]{1,4}) ?: ?(?P<minutes>[0-9]{2})", re.ASCII),
    re.compile(rf"(?P<alone>[0-9]{{1,6}}) ?{_MINUTES}", re.ASCII),
    re.compile(rf"(?P<hours>[0-9]{{1,4}})[.,](?P<part>5|25|50|75) ?{_HOURS}", re.ASCII),
)
_BARE = re.compile(r"[0-9]{1,6}", re.ASCII)
_PARTS = {"5": 30, "50": 30, "25": 15, "75": 45}


def whole_number(typed: str, *, digits: int = 15) -> int | None:
    """A whole number written in plain digits, at most this many; None for anything else (`²` is a digit to Python)."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else None


def few_words(typed: str, *, most: int = 80) -> str:
    """The words of a search, at most this many characters; what no database can hold is left out."""
    return " ".join(typed[:most].replace("\x00", " ").split())


def minutes_of(typed: str, *, least: int, most: int) -> int:
    """A length of time in minutes: "1 h 30", "1:30", "1,5 h", "90 min", "90"; `Unclear` where it is none, or outside the limits.

    A bare number is minutes; one so small that it may be hours is asked about.
    """
    plain = short_enough(typed, _NO_LENGTH)
    if _BARE.fullmatch(plain):
        found = int(plain)
        if 0 < found <= DOUBTFUL:
            raise Unclear(_WHICH.fill(number=found))
    else:
        found = _in_words(plain)
    if found < least:
        raise Unclear(_TOO_SHORT.fill(least=least))
    if found > most:
        raise Unclear(_TOO_LONG.fill(found=f"{found // 60} h {found % 60:02d}"))
    return found


def _in_words(plain: str) -> int:
    for form in _FORMS:
        if match := form.fullmatch(plain):
            said = match.groupdict()
            if said.get("alone"):
                return int(said["alone"])
            minutes = _PARTS[said["part"]] if said.get("part") else int(said.get("minutes") or 0)
            if minutes > 59:
                raise Unclear(_SIXTY)
            return 60 * int(said["hours"]) + minutes
    raise Unclear(_NOT_A_LENGTH)


def length_written(minutes: int) -> str:
    """A length as it is typed again in a form, in either language: « 1 h 30 », « 45 min »."""
    hours, rest = divmod(minutes, 60)
    return f"{rest} min" if not hours else f"{hours} h {rest:02d}" if rest else f"{hours} h"
