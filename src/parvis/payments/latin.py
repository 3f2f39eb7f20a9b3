"""The letters that every bank takes, and how a name is written in them: the rule `basic-latin/1`.

ISO 20022 files are UTF-8, but what clears in Canada keeps the unaccented letters, the figures and a few signs that the
field has agreed on. The rule: an accent is dropped; a letter that has no bare form is spelled (æ → ae, ß → ss); a sign
has its nearest agreed one, or a full stop; a space of any kind is a space; an invisible sign goes. A letter of another
alphabet is refused: nobody is paid under a guessed name.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

RULE = "basic-latin/1"
SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ")
_SPELLED = {
    "Æ": "AE",
    "æ": "ae",
    "Œ": "OE",
    "œ": "oe",
    "ß": "ss",
    "ẞ": "SS",
    "Ø": "O",
    "ø": "o",
    "Ð": "D",
    "ð": "d",
    "Đ": "D",
    "đ": "d",
    "Þ": "TH",
    "þ": "th",
    "Ł": "L",
    "ł": "l",
    "Ħ": "H",
    "ħ": "h",
    "ı": "i",
    "Ŋ": "NG",
    "ŋ": "ng",
    "ĸ": "k",
    "Ŧ": "T",
    "ŧ": "t",
    "ʼ": "'",
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "“": "'",
    "”": "'",
    '"': "'",
    "«": "'",
    "»": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "_": "-",
    "~": "-",
    "&": "+",
    ";": ",",
    "…": "...",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
    "<": "(",
    ">": ")",
    "|": "/",
    "\\": "/",
}
_INVISIBLE = {"Cf", "Mn", "Me"}
_ANY_OTHER_SIGN = "."


@dataclass(frozen=True, slots=True)
class Replaced:
    """One sign of a text that the file writes otherwise: where (from 0), what it was, what it is now."""

    at: int
    was: str
    became: str


class NotLatin(ValueError):
    """A letter, figure or control character that the rule has no writing for; `at` says where (from 0)."""

    def __init__(self, at: int) -> None:
        super().__init__(f"the sign at place {at} cannot be written in the letters that banks take")
        self.at = at


def written_in_latin(text: str) -> tuple[str, tuple[Replaced, ...]]:
    """The text as the file writes it, without spaces at its ends or doubled, and each sign that was replaced.

    Places are those of the text in its composed form (NFC). NotLatin where a sign has no writing.
    """
    composed = unicodedata.normalize("NFC", text)
    signs = [one if one in SAFE else _written(one, at) for at, one in enumerate(composed)]
    replaced = tuple(
        Replaced(at, was, became) for at, (was, became) in enumerate(zip(composed, signs, strict=True)) if was != became
    )
    return " ".join("".join(signs).split()), replaced


def _written(sign: str, at: int) -> str:
    became = _writing_of(sign)
    if became is None:
        raise NotLatin(at)
    return became


@lru_cache(maxsize=1024)
def _writing_of(sign: str) -> str | None:
    category = unicodedata.category(sign)
    if sign in _SPELLED:
        return _SPELLED[sign]
    if sign.isspace():
        return " "
    if category in _INVISIBLE:
        return ""
    bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if unicodedata.category(one) not in _INVISIBLE)
    if bare.strip() and SAFE.issuperset(bare):
        return bare
    return _ANY_OTHER_SIGN if category[0] in "PS" else None
