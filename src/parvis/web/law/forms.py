"""A form for any question: what was typed, read by the question's own schema into the facts that the law weighs.

A field's name is its path: `events-claim_filed`, `sessions-0-date`; `sessions-n` says how many elements a list shows. What
is left empty is not known: it is left out, or null where the schema wants the member. Nothing typed is changed or kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.law.kernel.facts import Amount, Day, Field, Flag, Items, Kind, Number, OneOf, Record, pointer
from parvis.law.kernel.kinds import Percent, Words
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.pathway.inputs import Choice, Unclear, plainly, read_amount, read_day, read_number, short_enough

Typed = Mapping[str, Sequence[str]]
#: The most elements that one list shows: as many as any list of the facts may hold.
MOST_ELEMENTS = 200
#: The longest line that is kept as typed; nobody's answer is longer.
LONGEST = 1200
#: Says that a list has nothing in it, where nothing ticked would be "not known".
NONE_OF_THEM = "-none-"
YES, NO = "yes", "no"

_ABSENT = object()
_NO_RATE = Text("Écrivez un taux, par exemple 5 ou 5,25.", "Write a rate, for example 5 or 5.25.")


@dataclass
class Form:
    """One reading of a form. `facts` are ready for the law; `at` leads from a JSON Pointer to the field's name."""

    question: Question
    lang: str
    today: date
    typed: Typed
    facts: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Text] = field(default_factory=dict)
    meanings: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """What was typed in a field, once."""
        values = self.typed.get(name) or ("",)
        return values[0][:LONGEST]

    def count(self, name: str, most: int) -> int:
        """How many elements a list shows."""
        written = self.first(f"{name}-n")
        return (
            min(int(written), most, MOST_ELEMENTS)
            if written.isascii() and written.isdigit() and len(written) < 4
            else 0
        )

    def refuse(self, name: str, message: Text, choices: tuple[Choice, ...] = ()) -> None:
        """Record the first fault of a field, and the meanings among which one may choose."""
        self.faults.setdefault(name, message)
        if choices:
            self.meanings[name] = choices


def read(question: Question, typed: Typed, *, lang: str, today: date) -> Form:
    """What was typed, read. Where `faults` is empty, `facts` can be weighed (the law may still refuse them)."""
    form = Form(question, lang, today, typed)
    facts = _record(form, question.facts.record, "", "")
    form.facts = facts if isinstance(facts, dict) else {}
    return form


def _join(parent: str, name: str) -> str:
    return f"{parent}-{name}" if parent else name


def _record(form: Form, kind: Record, name: str, at: str) -> Any:
    facts: dict[str, Any] = {}
    for each in kind.fields:
        value = _member(form, each, _join(name, each.name), pointer(at, each.name))
        if value is not _ABSENT:
            facts[each.name] = value
        elif each.required and each.nullable:
            facts[each.name] = None
        elif each.required and isinstance(each.kind, Words) and not each.kind.least:
            facts[each.name] = ""
    return facts


def _member(form: Form, each: Field, name: str, at: str) -> Any:
    form.at[at] = name
    if isinstance(each.kind, Record):
        blank = not any(filled(form, each.kind, name))
        if blank and (not each.required or each.nullable):
            return _ABSENT
        return _record(form, each.kind, name, at)
    if isinstance(each.kind, Items):
        found = _items(form, each.kind, name, at)
        return (
            _ABSENT
            if found == [] and not (each.required and not each.nullable) and not _none_of_them(form, name)
            else found
        )
    return _scalar(form, each.kind, name)


def _none_of_them(form: Form, name: str) -> bool:
    return NONE_OF_THEM in form.typed.get(name, ())


def _items(form: Form, kind: Items, name: str, at: str) -> list[Any]:
    if isinstance(kind.of, OneOf):
        return [value for value in form.typed.get(name, ()) if value in kind.of.values]
    found: list[Any] = []
    for place in range(form.count(name, kind.most)):
        element = _join(name, str(place))
        where = pointer(at, len(found))
        form.at[where] = element
        if not any(filled(form, kind.of, element)):
            continue
        value = (
            _record(form, kind.of, element, where) if isinstance(kind.of, Record) else _scalar(form, kind.of, element)
        )
        found.append(None if value is _ABSENT else value)
    return found


def _element(form: Form, kind: Kind, name: str, at: str, place: int) -> Any:
    """One element of a list; where it wants an identifier and none was typed, its number serves."""
    if not isinstance(kind, Record):
        return _scalar(form, kind, name)
    facts = _record(form, kind, name, at)
    if any(each.name == "id" and each.required for each in kind.fields):
        facts.setdefault("id", str(place + 1))
    return facts


def filled(form: Form, kind: Kind, name: str) -> Iterator[bool]:
    """Whether something was typed, field by field."""
    if isinstance(kind, Record):
        for each in kind.fields:
            yield from filled(form, each.kind, _join(name, each.name))
    elif isinstance(kind, Items) and not isinstance(kind.of, OneOf):
        for place in range(form.count(name, kind.most)):
            yield from filled(form, kind.of, _join(name, str(place)))
    else:
        yield any(one.strip() for one in form.typed.get(name, ()))


def _scalar(form: Form, kind: Kind, name: str) -> Any:
    typed = form.first(name)
    if not typed.strip():
        return _ABSENT
    if isinstance(kind, Flag):
        return {YES: True, NO: False}.get(typed, typed)
    try:
        return _understood(form, kind, typed)
    except Unclear as unclear:
        meant = form.first(f"{name}-meant")
        if meant in {one.value for one in unclear.choices}:
            return meant
        form.refuse(name, unclear.text, unclear.choices)
        return _ABSENT


def _understood(form: Form, kind: Kind, typed: str) -> Any:
    if isinstance(kind, Day):
        return read_day(typed, on=form.today, earliest=kind.not_before, latest=kind.not_after).isoformat()
    if isinstance(kind, Amount):
        return str(read_amount(typed, lang=form.lang, least=Money(0)))
    if isinstance(kind, Number):
        return read_number(typed, least=kind.least, most=kind.most)
    if isinstance(kind, Percent):
        return _rate(typed)
    return typed


def _rate(typed: str) -> str:
    """A rate typed as people write it ("5", "5,25 %"), with two decimals."""
    bare = plainly(short_enough(typed, _NO_RATE)).rstrip("% ").replace(",", ".")
    whole, _, decimals = bare.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 3 and len(decimals) <= 2):
        raise Unclear(_NO_RATE)
    if decimals and not (decimals.isascii() and decimals.isdigit()):
        raise Unclear(_NO_RATE)
    return f"{int(whole)}.{decimals.ljust(2, '0')}"


# From facts to what one would have typed ----------------------------------------------------------------------------


def typed_from(question: Question, facts: Mapping[str, Any], lang: str) -> dict[str, list[str]]:
    """What one would have typed to give these facts: a case opened as a form."""
    typed: dict[str, list[str]] = {}
    _write(question.facts.record, facts, "", lang, typed)
    return typed


def _write(kind: Kind, value: Any, name: str, lang: str, typed: dict[str, list[str]]) -> None:
    if value is None:
        return
    if isinstance(kind, Record) and isinstance(value, Mapping):
        for each in kind.fields:
            _write(each.kind, value.get(each.name), _join(name, each.name), lang, typed)
            if value.get(each.name) == [] and (each.nullable or not each.required):
                typed[_join(name, each.name)] = [NONE_OF_THEM]
    elif isinstance(kind, Items) and isinstance(value, list):
        _write_items(kind, value, name, lang, typed)
    elif isinstance(value, bool):
        typed[name] = [YES if value else NO]
    elif isinstance(kind, Amount) and lang == "fr":
        typed[name] = [str(value).replace(".", ",")]
    else:
        typed[name] = [str(value)]


def _write_items(kind: Items, value: Sequence[Any], name: str, lang: str, typed: dict[str, list[str]]) -> None:
    if isinstance(kind.of, OneOf):
        if value:
            typed[name] = [str(one) for one in value]
        return
    typed[f"{name}-n"] = [str(len(value))]
    for place, element in enumerate(value):
        _write(kind.of, element, _join(name, str(place)), lang, typed)


# Lists grow and shrink without a script -----------------------------------------------------------------------------


def with_one_more(typed: Typed, name: str) -> dict[str, Sequence[str]]:
    """The same with one more element in a list."""
    changed = dict(typed)
    written = (typed.get(f"{name}-n") or ("0",))[0]
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0
    changed[f"{name}-n"] = [str(min(number + 1, MOST_ELEMENTS))]
    return changed


def without(typed: Typed, element: str) -> dict[str, Sequence[str]]:
    """The same without one element of a list (`sessions-2`): those after it take its place."""
    name, _, written = element.rpartition("-")
    if not (name and written.isascii() and written.isdigit() and len(written) < 4):
        return dict(typed)
    gone, changed = int(written), {}
    for key, values in typed.items():
        rest = key.removeprefix(f"{name}-")
        place, dash, member = rest.partition("-")
        if rest == key or not (place.isascii() and place.isdigit() and len(place) < 4):
            changed[key] = values
        elif int(place) != gone:
            changed[f"{name}-{int(place) - (int(place) > gone)}{dash}{member}"] = values
    number = (typed.get(f"{name}-n") or ("0",))[0]
    if number.isascii() and number.isdigit() and len(number) < 4:
        changed[f"{name}-n"] = [str(max(int(number) - 1, 0))]
    return changed


def lists_in(kind: Kind, name: str = "") -> Iterable[str]:
    """The names of the lists of a schema that stand outside any other list."""
    if isinstance(kind, Record):
        for each in kind.fields:
            if isinstance(each.kind, Items) and not isinstance(each.kind.of, OneOf):
                yield _join(name, each.name)
            else:
                yield from lists_in(each.kind, _join(name, each.name))
