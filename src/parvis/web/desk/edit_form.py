"""One page of the editor as a form: what its fields show, and what was typed in them read back. A field that says what it
said before sets nothing, so that saving a page without a change leaves the record as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, QueryDict

from parvis.directory.desk import editing_content
from parvis.directory.desk.editing_content import Answers, Fault, Says
from parvis.directory.desk.editing_pages import Field, Question
from parvis.directory.reader import day
from parvis.directory.vocabulary import INVOLVEMENTS
from parvis.law.kernel.text import Text
from parvis.pathway.inputs import Unclear
from parvis.web.desk import edit_rhythm
from parvis.web.desk.edit_options import Options, options_of, organizations
from parvis.web.desk.edit_values import plain, read, read_pair, shown

Typed = dict[str, list[str]]
#: Characters of one value that are taken in: more than any field allows, so that a fault shows what was typed.
MOST = 20_000
#: Empty rows offered under a short list inside a page.
BLANK = {"organizations": 2, "pauses": 1}
_PROVIDER = Text("Choisissez l’organisme qui donne le service.", "Choose the organization that gives the service.")


@dataclass
class Reading:
    """What is read of a page while it is read."""

    question: Question
    content: Mapping[str, Any]
    row: int
    typed: Typed
    lang: str
    on: date
    sets: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def first(self, name: str) -> str:
        """What was typed in a field of one value."""
        return (self.typed.get(name) or [""])[0]

    def refuse(self, name: str, words: Text) -> None:
        """Write down a fault of a field."""
        self.faults.append((name, words))


def shown_in(question: Question, content: Mapping[str, Any], row: int, lang: str) -> Typed:
    """What every field of a page shows of the draft."""
    values = editing_content.values_of(question, content, row)
    found: Typed = {}
    for one in question.fields:
        value = values[one.path]
        if one.widget == "pair":
            found |= {f"{one.name}-{tongue}": [(value or {}).get(tongue, "")] for tongue in ("fr", "en")}
        elif one.widget == "organizations":
            found |= _organizations_shown(value or [])
        elif one.widget == "pauses":
            found |= _pauses_shown(value or [], lang)
        elif one.widget == "rhythm":
            found |= edit_rhythm.shown(editing_content.part_of(question, content, row))
        else:
            said = shown(one, value, lang)
            found[one.name] = said if isinstance(said, list) else [said]
    return found


def _organizations_shown(rows: Sequence[Mapping[str, str]]) -> Typed:
    blank = [{"id": "", "role": "partner"}] * BLANK["organizations"]
    found: Typed = {}
    for number, one in enumerate([*rows, *blank], start=1):
        found |= {f"organizations-{number}-id": [one["id"]], f"organizations-{number}-role": [one["role"]]}
    return found


def _pauses_shown(rows: Sequence[Mapping[str, Any]], lang: str) -> Typed:
    found: Typed = {}
    for number, one in enumerate([*rows, *([{}] * BLANK["pauses"])], start=1):
        for key in ("from", "to"):
            found[f"pauses-{number}-{key}"] = [str(shown(_DAY, one.get(key), lang))]
        for tongue in ("fr", "en"):
            found[f"pauses-{number}-why-{tongue}"] = [one.get("why", {}).get(tongue, "")]
    return found


#: A day on its own, for rows inside a page.
_DAY = Field("day", "day", "day", day, False, Text("Jour", "Day"), None)


def typed_in(question: Question, post: QueryDict, before: Typed) -> Typed:
    """What was sent for the fields of a page, as it was typed. What a page did not send is nothing."""
    return {
        name: [one.replace("\x00", "")[:MOST] for one in post.getlist(name)[:200]]
        for name in [*before, *(edit_rhythm.NAMES if _has_rhythm(question) else ())]
    }


def _has_rhythm(question: Question) -> bool:
    return any(one.widget == "rhythm" for one in question.fields)


def answers_of(
    question: Question, content: Mapping[str, Any], row: int, typed: Typed, *, lang: str, on: date
) -> Answers:
    """Read a page. `Http404` for a choice that is not offered: nobody can have made it in the form."""
    reading = Reading(question, content, row, typed, lang, on)
    before = shown_in(question, content, row, lang)
    values = editing_content.values_of(question, content, row)
    for one in question.fields:
        names = _names(one, before)
        asked_first = one.widget == "rhythm" and not editing_content.part_of(question, content, row)
        if not asked_first and all(_same(typed.get(name, []), before.get(name, [])) for name in names):
            continue
        _READERS.get(one.widget, _single)(reading, one, values[one.path])
    if _has_rhythm(question):
        edit_rhythm.settle(reading, editing_content.part_of(question, content, row))
    return Answers(reading.sets, typed, lang, reading.faults)


def _names(one: Field, before: Typed) -> list[str]:
    if one.widget == "rhythm":
        return list(edit_rhythm.NAMES)
    if one.widget in ("pair", "organizations", "pauses"):
        return [name for name in before if name.startswith(f"{one.name}-")]
    return [one.name]


def _same(typed: Sequence[str], before: Sequence[str]) -> bool:
    return [plain(one, lines=True) for one in typed or [""]] == [plain(one, lines=True) for one in before or [""]]


def untouched(typed: Typed, displayed: Typed) -> bool:
    """Whether a page was sent as it was shown: no field says anything else."""
    return all(_same(typed.get(name, []), displayed.get(name, [])) for name in {*typed, *displayed})


def _set(reading: Reading, one: Field, value: Any, now: Any) -> None:
    """Set what differs; an empty list that stands in the record stays as it is where nothing is typed."""
    if value != now and not (value is None and now == []):
        reading.sets[one.path] = value


def _single(reading: Reading, one: Field, now: Any) -> None:
    try:
        _set(reading, one, read(one, reading.first(one.name), lang=reading.lang, on=reading.on), now)
    except Unclear as unclear:
        reading.refuse(one.name, unclear.text)


def _pair(reading: Reading, one: Field, now: Any) -> None:
    texts = [reading.first(f"{one.name}-{tongue}") for tongue in ("fr", "en")]
    try:
        _set(reading, one, read_pair(*texts, long=one.long, lines=one.long), now)
    except Unclear as unclear:
        # The language that is missing is the one to mend; where both are there, it is the longer.
        missing = [not plain(text) for text in texts]
        tongue = "en" if missing[1] or (not any(missing) and len(texts[1]) > len(texts[0])) else "fr"
        reading.refuse(f"{one.name}-{tongue}", unclear.text)


def _chosen(reading: Reading, one: Field, now: Any) -> None:
    value = reading.first(one.name)
    known = {str(each["value"]) for each in options_of(one, reading.content, reading.lang)}
    if value and value not in known and value != now:
        raise Http404
    _set(reading, one, value or None, now)


def _flag(reading: Reading, one: Field, now: Any) -> None:
    value = reading.first(one.name)
    if value not in ("yes", "no", ""):
        raise Http404
    _set(reading, one, {"yes": True, "no": False}.get(value), now)


def _ticked(reading: Reading, one: Field, now: Any) -> None:
    known = [str(each["value"]) for each in options_of(one, reading.content, reading.lang)]
    typed = [value for value in reading.typed.get(one.name, []) if value]
    if not set(typed) <= {*known, *(now or [])}:
        raise Http404
    if set(typed) != set(now or []):
        kept = [value for value in now or [] if value in typed]
        _set(reading, one, [*kept, *(value for value in known if value in typed and value not in kept)] or None, now)


def _organizations(reading: Reading, one: Field, now: Any) -> None:
    known = {str(each["value"]) for each in organizations(reading.lang)}
    rows = []
    for name in [each for each in reading.typed if each.startswith("organizations-") and each.endswith("-id")]:
        key, role = reading.first(name), reading.first(name.removesuffix("id") + "role") or "partner"
        if (key and key not in known) or role not in INVOLVEMENTS:
            raise Http404
        if key:
            rows.append({"id": key, "role": role})
    if not rows or not reading.first("organizations-1-id"):
        reading.refuse("organizations-1-id", _PROVIDER)
        return
    _set(reading, one, rows, now)


def _pauses(reading: Reading, one: Field, now: Any) -> None:
    rows = []
    for number in range(1, len([name for name in reading.typed if name.endswith("-to")]) + 1):
        try:
            row = _pause(reading, number)
        except Unclear:
            continue
        if row:
            rows.append(row)
    if not reading.faults:
        _set(reading, one, rows or None, now)


def _pause(reading: Reading, number: int) -> Says:
    row: Says = {}
    stem = f"pauses-{number}"
    why = [reading.first(f"{stem}-why-{tongue}") for tongue in ("fr", "en")]
    if not any(plain(one) for one in (*why, reading.first(f"{stem}-from"), reading.first(f"{stem}-to"))):
        return row
    for key in ("from", "to"):
        value = _pause_value(
            reading, f"{stem}-{key}", lambda name: read(_DAY, reading.first(name), lang=reading.lang, on=reading.on)
        )
        if value is None:
            reading.refuse(f"{stem}-{key}", _NEEDED)
        row[key] = value
    text = _pause_value(reading, f"{stem}-why-fr", lambda _: read_pair(*why, long=False, lines=False))
    return {**row, "why": text} if text else row


_NEEDED = Text("Cette réponse est nécessaire.", "This answer is needed.")


def _pause_value(reading: Reading, name: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(name)
    except Unclear as unclear:
        reading.refuse(name, unclear.text)
        raise


_READERS: dict[str, Callable[[Reading, Field, Any], None]] = {
    "pair": _pair,
    "choice": _chosen,
    "one": _chosen,
    "flag": _flag,
    "codes": _ticked,
    "several": _ticked,
    "organizations": _organizations,
    "pauses": _pauses,
    "rhythm": edit_rhythm.read,
}


def options_in(question: Question, content: Mapping[str, Any], lang: str) -> dict[str, Options]:
    """The choices of every field of a page."""
    found = {one.name: options_of(one, content, lang) for one in question.fields}
    return {name: options for name, options in found.items() if options}
