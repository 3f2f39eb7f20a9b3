"""What was typed in the search field, made safe and comparable."""

import re
from dataclasses import dataclass

from parvis.places.names import fold_for_order

#: Only so much of what is pasted is read, and only so many words: the rest is cut, and the page says so.
LONGEST_QUESTION = 200
MOST_WORDS = 12
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: the text as kept, its words, its accent-folded key, and whether something was cut."""

    text: str
    words: tuple[str, ...]
    key: str
    cut: bool

    def __bool__(self) -> bool:
        return bool(self.words)


def asked(text: str) -> Asked:
    """Read a search of any size: megabytes, control characters and markup included."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST_QUESTION * 2]).strip()
    short = kept[:LONGEST_QUESTION]
    found = list(dict.fromkeys(_WORD.findall(short)))
    # A letter alone ("à", the d of "d’audience") tells nothing, unless it is all there is.
    words = tuple(word for word in found if len(word) > 1 or word.isdigit()) or tuple(found)
    cut = len(kept) > LONGEST_QUESTION or len(text) > LONGEST_QUESTION * 2 or len(words) > MOST_WORDS
    return Asked(short, words[:MOST_WORDS], fold_for_order(short), cut)
