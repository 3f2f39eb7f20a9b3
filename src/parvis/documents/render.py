"""From a template and values to a PDF: tagged (PDF/UA-1), made to last (PDF/A-3a), the same bytes for the same input.

The values reach the template as one string of JSON, never as markup: whatever a person types is printed as it is typed.
Only fonts that come with the product are used, so that a document is the same on every machine.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import typst

from parvis.documents.characters import boxed, clean, everywhere

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-3a"]
LANGUAGES = ("fr", "en")

_NO_GLYPH = re.compile(r"the text `\"((?:[^\"\\]|\\.)*)\"` could not be displayed")
#: What a string literal of the compiler may hold here: printable ASCII, with quotes and backslashes escaped.
_ONE_STRING = re.compile(r'(?:[ !#-\[\]-~]|\\["\\])*')
#: Each try finds every sign without a glyph that the one before reached; a document never needs more.
_TRIES = 4


class Unprintable(RuntimeError):
    """The document could not be made: a fault of ours (the template or its values), never of what a person typed."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, and the signs that no font has and that a box stands for (in the order of their code)."""

    pdf: bytes
    replaced: tuple[str, ...] = ()


class _Press(threading.local):
    """One compiler a thread: a compiler refuses two documents at once. The fonts are read once for all."""

    def __init__(self) -> None:
        self.compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


_lock = threading.Lock()
_loaded: list[typst.Fonts] = []


def _fonts() -> typst.Fonts:
    with _lock:
        if not _loaded:
            folders = [FONTS] if FONTS.is_dir() else []
            _loaded.append(typst.Fonts(include_system_fonts=False, font_paths=folders))
        return _loaded[0]


_press = _Press()


def render(template: str, values: Mapping[str, Any], *, lang: str, on: date) -> Rendered:
    """The document `template` (a file of `templates/`) filled with `values`, in `lang`, dated `on` (its creation date).

    `values` holds texts, numbers, truth values, lists and mappings, with `title` and `author`. `Unprintable` where
    the template and the values do not fit; `ValueError` for an unknown language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: expected fr or en")
    written = everywhere(clean, {**values, "lang": lang, "on": [on.year, on.month, on.day]})
    missing: set[str] = set()
    for _ in range(_TRIES):
        signs = tuple(sorted(missing))
        data = everywhere(partial(boxed, missing=frozenset(signs)), written) if signs else dict(written)
        data["replaced"] = len(signs)  # told by their number: the signs themselves cannot be printed
        try:
            return Rendered(_compiled(template, data, on), signs)
        except typst.TypstError as error:
            found = _without_glyph(error) - missing
            if not found:
                raise Unprintable(f"{template}: {getattr(error, 'diagnostic', '') or error}") from error
            missing |= found
    raise Unprintable(f"{template}: signs without a glyph after {_TRIES} tries")


def _compiled(template: str, data: Mapping[str, Any], on: date) -> bytes:
    pdf = _press.compiler.compile(
        _source(template, data),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=datetime.combine(on, time(12), UTC),
    )
    if not isinstance(pdf, bytes):
        raise Unprintable(f"{template}: the compiler gave {type(pdf).__name__}, not a PDF")
    return pdf


def _source(template: str, data: Mapping[str, Any]) -> bytes:
    """The program that is compiled: the template's function called with the values, as one string of JSON.

    Not `sys.inputs`: the compiler forgets all it knows when they change, and takes four times as long. The string is
    ASCII (JSON escapes the rest), and its only two special signs are escaped, so nothing in it can end it or be read.
    """
    literal = json.dumps(data, ensure_ascii=True).replace("\\", "\\\\").replace('"', '\\"')
    if not _ONE_STRING.fullmatch(literal):
        raise Unprintable(f"{template}: values that are not one string")
    return f'#import "{template}": document\n#document(json(bytes("{literal}")))\n'.encode("ascii")


def _without_glyph(error: typst.TypstError) -> set[str]:
    """The signs that the fonts lack, as the compiler names them."""
    said = f"{error}\n{getattr(error, 'diagnostic', '')}"
    signs: set[str] = set()
    for quoted in _NO_GLYPH.findall(said):
        signs.update(re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), quoted).replace("\\", ""))
    return {sign for sign in signs if sign.isascii() is False}
