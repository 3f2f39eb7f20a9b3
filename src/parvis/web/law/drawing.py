"""A form drawn quickly: a field looks the same each time, but for its name and for what is typed in it.

Each look is made once by its template, with a mark where the name, the typed words, the number and the inside go; after that
the marks are only filled. A long file (200 sessions, some thousand fields) is drawn in the time of a few templates.
Nothing that somebody typed is kept: a look knows the choices of the schema, never words. What is wrong is drawn afresh.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from parvis.law.kernel.text import Text
from parvis.web.law.blanks import Blank

#: Signs of no language, which stand for what is filled in: a list's name, a field's own name, words, number, inside.
_LIST, _NAME, _TYPED, _NUMBER, _INSIDE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_MARKS = (_LIST, _NAME, _TYPED, _NUMBER, _INSIDE)
_CHOSEN = ("one", "yes_no", "many", "list")
#: Looks kept: every field of every question, in both languages, with each of its choices.
_LOOKS = 8192


def drawn(top: Blank, lang: str) -> SafeString:
    """The fields of a form, without the form around them."""
    return _safe(_inside(top, lang))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - every part was escaped by a template or by `escape`


def _inside(group: Blank, lang: str) -> str:
    html = _all(group.members, lang)
    if group.apart:
        html += _filled(_apart(lang, group.apart_open), {_INSIDE: _all(group.apart, lang)})
    return html


def _all(blanks: Iterable[Blank], lang: str) -> str:
    return "".join(_drawn(one, lang) for one in blanks)


def _drawn(blank: Blank, lang: str) -> str:
    inside = _all(blank.elements, lang) if blank.what == "list" else _inside(blank, lang)
    if blank.error is not None or blank.meanings:
        return render_to_string("law/_blank.html", {"part": blank, "lang": lang, "inside": _safe(inside)})
    list_name, _, place = blank.name.rpartition("-")
    values = {
        _LIST: list_name,
        _NAME: place if blank.count and blank.what == "group" else blank.name,
        _TYPED: str(escape(blank.value)),
        _NUMBER: str(blank.count),
        _INSIDE: inside,
    }
    return _filled(_look(lang, _Look.of(blank)), values)


Parts = tuple[str, ...]


def _filled(parts: Parts, values: dict[str, str]) -> str:
    return "".join(values.get(part, part) for part in parts)


def _cut(html: str) -> Parts:
    """The html cut at its marks; what a later filling puts in is never looked at for marks."""
    parts, start = [], 0
    for place, sign in enumerate(html):
        if sign in _MARKS:
            parts += [html[start:place], sign]
            start = place + 1
    return (*parts, html[start:])


@dataclasses.dataclass(frozen=True, slots=True)
class _Look:
    """All that makes two fields look different, but for their name and what is typed in them."""

    what: str
    label: Text
    hint: Text | None
    one: Text | None
    add: Text | None
    options: tuple[tuple[str, Text], ...]
    chosen: tuple[str, ...]
    typed: bool
    element: bool
    some: bool
    flags: tuple[bool, ...]

    @classmethod
    def of(cls, blank: Blank) -> _Look:
        """The look of a field without an error."""
        options = tuple((each["value"], each["label"]) for each in blank.options)
        given = (blank.value, *blank.values) if blank.what in _CHOSEN else ()
        element = blank.what == "group" and blank.count > 0
        return cls(
            what=blank.what,
            label=blank.label,
            hint=blank.hint,
            one=blank.one,
            add=blank.add,
            options=options,
            chosen=tuple(value for value, _ in options if value in given and (value or not blank.value)),
            typed=bool(blank.value),
            element=element,
            some=blank.count > 0,
            flags=(blank.open, blank.full, blank.filled or blank.wrong, blank.needed),
        )

    def marked(self) -> Blank:
        """A field of this look, with marks in the place of what is not the same everywhere."""
        open_, full, filled, needed = self.flags
        several = self.what in ("many", "list")
        number: Any = _NUMBER if self.some else 0
        return Blank(
            self.what,
            f"{_LIST}-{_NAME}" if self.element else _NAME,
            self.label,
            hint=self.hint,
            value="" if several else self._value(),
            values=self.chosen if several else (),
            options=[{"value": value, "label": label} for value, label in self.options],
            open=open_,
            count=number,
            full=full,
            one=self.one,
            add=self.add,
            filled=filled,
            needed=needed,
        )

    def _value(self) -> str:
        if self.what in _CHOSEN:
            return self.chosen[0] if self.chosen else _NAME  # a sign that is no choice: nothing is chosen
        return _TYPED if self.typed else ""


@lru_cache(maxsize=_LOOKS)
def _look(lang: str, look: _Look) -> Parts:
    context = {"part": look.marked(), "lang": lang, "inside": _safe(_INSIDE)}
    return _cut(render_to_string("law/_blank.html", context))


@lru_cache(maxsize=4)
def _apart(lang: str, opened: bool) -> Parts:
    return _cut(render_to_string("law/_apart.html", {"lang": lang, "inside": _safe(_INSIDE), "open": opened}))
