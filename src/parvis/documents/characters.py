"""What people type, made safe to print: one form for each letter, no invisible signs, a box where there is no glyph."""

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Any

#: Stands for a sign that no font of the document has.
BOX = "□"
#: Control characters, marks that reverse the reading order, private signs, halves of pairs: they print nothing, or something else.
_NOT_WRITING = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\t", "\u200c", "\u200d"}
_JOINERS = {"\u200c", "\u200d"}
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")


#: Variation selectors and skin tones: they change the sign before them and print nothing alone.
_NEVER = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def clean(text: str) -> str:
    """The text in composed form (NFC), line ends as newlines, signs that print nothing left out."""
    if text.replace("\u00a0", "").isprintable() and not _NEVER.search(text):
        return unicodedata.normalize("NFC", text)  # nearly every text: no sign to leave out
    lines = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return "".join(sign for sign in lines if _prints(sign))


def _prints(sign: str) -> bool:
    if sign in _KEPT:
        return True
    return not _NEVER.match(sign) and unicodedata.category(sign) not in _NOT_WRITING


def boxed(text: str, missing: Collection[str]) -> str:
    """The text with each sign of `missing` replaced by a box; one box for signs that a joiner makes into one."""
    if not any(sign in missing for sign in text):
        return text
    written: list[str] = []
    for sign in text:
        if sign in _JOINERS and written and written[-1] == BOX:
            continue
        written.append(BOX if sign in missing else sign)
    return "".join(written)


def everywhere(change: Callable[[str], str], value: Any) -> Any:
    """The value with every text in it changed, however deep in lists and mappings; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: everywhere(change, each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [everywhere(change, each) for each in value]
    return value


def paragraphs(text: str) -> list[str]:
    """The paragraphs that a person wrote, without empty lines."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]
