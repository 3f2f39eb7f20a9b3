"""The fields of a form as the templates show them: a tree of plain values made from the schema and what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from parvis.law.kernel.facts import Amount, Day, Field, Flag, Items, Kind, Number, OneOf, Record
from parvis.law.kernel.kinds import Percent, Words
from parvis.law.kernel.text import Text
from parvis.web.law import forms
from parvis.web.law.forms import Form
from parvis.web.law.wording import Calculator, FieldWords, capital, code_words, label_of

#: So many choices stand open; more go in a list that unfolds.
OPEN_CHOICES = 4
_YES, _NO = Text("Oui", "Yes"), Text("Non", "No")
_UNKNOWN = Text("Je ne sais pas", "I do not know")
_EMPTY_LIST = Text("Il n'y en a aucun", "There are none")
_TO_CHOOSE = Text("Choisissez", "Choose")
_NOTHING = Text("Rien de tout cela", "None of these")
_NEEDED = Text("{label} (nécessaire)", "{label} (needed)")
_UNITS = {Amount: "amount", Day: "date", Number: "number", Percent: "rate"}


@dataclass
class Blank:
    """One field, or a group of them. `what`: date amount number rate text one many list group.

    `needed` says that no answer is given without it, wherever it is asked.
    """

    what: str
    name: str
    label: Text
    hint: Text | None = None
    value: str = ""
    values: tuple[str, ...] = ()
    options: list[dict[str, Any]] = field(default_factory=list)
    open: bool = False
    error: Text | None = None
    meanings: list[dict[str, Any]] = field(default_factory=list)
    members: list[Blank] = field(default_factory=list)
    apart: list[Blank] = field(default_factory=list)
    elements: list[Blank] = field(default_factory=list)
    count: int = 0
    full: bool = False
    one: Text | None = None
    add: Text | None = None
    filled: bool = False
    needed: bool = False

    def labels(self, before: Text | None = None) -> Iterator[tuple[str, Text]]:
        """Every field's name with its label, in the order of the page; in a list, after the element's own name."""
        own = self.title if self.count and self.what == "group" else self.label
        label = own if before is None else Text(f"{before.fr}, {own.fr}", f"{before.en}, {own.en}")
        if self.name:
            yield self.name, label
        inside = label if self.count and self.what == "group" else before
        for part in (*self.members, *self.apart, *self.elements):
            yield from part.labels(inside)

    @property
    def title(self) -> Text:
        """What an element of a list is called: "Séance 2"; the list's label with the number where it has no name."""
        named = self.one or self.label
        return Text(f"{named.fr} {self.count}", f"{named.en} {self.count}")

    @property
    def asked(self) -> Text:
        """The label as the page shows it: what is needed is marked."""
        return _NEEDED.fill(label=self.label) if self.needed else self.label

    @property
    def list_name(self) -> str:
        """The list in which an element stands."""
        return self.name.rpartition("-")[0]

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The options of a list that unfolds, without the one that says nothing: that is its first line."""
        return [each for each in self.options if each["value"]]

    @property
    def empty(self) -> Text:
        """The first line of a list that unfolds."""
        return _UNKNOWN if len(self.choices) < len(self.options) else _TO_CHOOSE

    @property
    def apart_open(self) -> bool:
        """Whether what stands apart must be seen: something is typed or wrong in it."""
        return any(one.wrong or one.filled or one.value or one.values for one in self.apart)

    @property
    def wrong(self) -> bool:
        """Whether something in it is to be mended."""
        return self.error is not None or any(one.wrong for one in (*self.members, *self.apart, *self.elements))


def blanks(form: Form, words: Calculator) -> Blank:
    """The whole form, as a group without a name."""
    top = Blank("group", "", Text("?", "?"))
    _members(form, form.question.facts.record, top, "", words)
    return top


def _members(form: Form, kind: Record, group: Blank, path: str, words: Calculator) -> None:
    for each in kind.fields:
        under = f"{path}.{each.name}" if path else each.name
        name = f"{group.name}-{each.name}" if group.name else each.name
        one = _field(form, each, name, under, words)
        (group.apart if words.of(under).apart else group.members).append(one)


def _field(form: Form, each: Field, name: str, path: str, words: Calculator) -> Blank:
    said = words.of(path)
    unsure = each.nullable or not each.required
    blank = _blank(form, each.kind, name, path, words, label_of(each, path, words), unsure)
    blank.hint, blank.error = said.hint, form.faults.get(name)
    blank.needed = not unsure and not _may_stay_empty(each.kind)
    blank.meanings = [{"value": one.value, "label": one.label} for one in form.meanings.get(name, ())]
    return blank


def _may_stay_empty(kind: Kind) -> bool:
    """Whether what the schema requires is given by itself: a group, a list without elements, words that may be none."""
    return isinstance(kind, Items | Record) or (isinstance(kind, Words) and not kind.least)


def _blank(form: Form, kind: Kind, name: str, path: str, words: Calculator, label: Text, unsure: bool) -> Blank:
    said = words.of(path)
    if isinstance(kind, Record):
        group = Blank("group", name, label, filled=any(forms.filled(form, kind, name)))
        group.open = not unsure
        _members(form, kind, group, path, words)
        return group
    if isinstance(kind, Items):
        return _list(form, kind, name, path, words, label, unsure)
    if isinstance(kind, Flag):
        options = [{"value": forms.YES, "label": _YES}, {"value": forms.NO, "label": _NO}]
        return _one(form, name, label, options, unsure, inline=True)
    if isinstance(kind, OneOf):
        options = [{"value": code, "label": _option(code, said)} for code in kind.values]
        return _one(form, name, label, options, unsure)
    what = next((what for unit, what in _UNITS.items() if isinstance(kind, unit)), "text")
    return Blank(what, name, label, value=form.first(name))


def _option(code: str, said: FieldWords) -> Text:
    return capital(code_words(code, said.options))


def _one(
    form: Form, name: str, label: Text, options: list[dict[str, Any]], unsure: bool, inline: bool = False
) -> Blank:
    blank = Blank("yes_no" if inline else "one", name, label, value=form.first(name))
    blank.open = len(options) <= OPEN_CHOICES
    if unsure:
        options = [*options, {"value": "", "label": _UNKNOWN}]
    blank.options = options
    return blank


def _list(form: Form, kind: Items, name: str, path: str, words: Calculator, label: Text, unsure: bool) -> Blank:
    said = words.of(path)
    if isinstance(kind.of, OneOf):
        options = [{"value": code, "label": _option(code, said)} for code in kind.of.values]
        if unsure:
            options.append({"value": forms.NONE_OF_THEM, "label": _NOTHING})
        return Blank("many", name, label, values=tuple(form.typed.get(name, ())), options=options)
    count = form.count(name, kind.most)
    blank = Blank("list", name, label, values=tuple(form.typed.get(name, ())), count=count, one=said.one, add=said.add)
    blank.options = [{"value": forms.NONE_OF_THEM, "label": _EMPTY_LIST}] if unsure and not count else []
    blank.full = count >= min(kind.most, forms.MOST_ELEMENTS)
    for place in range(count):
        element = f"{name}-{place}"
        one = _blank(form, kind.of, element, path, words, label, False)
        one.count, one.one, one.error = place + 1, said.one, form.faults.get(element)
        blank.elements.append(one)
    blank.filled = count > 0
    return blank
