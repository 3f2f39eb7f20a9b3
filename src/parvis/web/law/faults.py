"""What the law refuses, told to people: each fault in both languages, tied to the field where it can be mended."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from parvis.law.kernel.facts import ABSENT, Fault
from parvis.law.kernel.text import Text, short_date
from parvis.web.law.forms import Form

_MISSING = Text("Répondez à cette question.", "Answer this question.")
_CHOOSE = Text("Choisissez une des réponses proposées.", "Choose one of the answers given.")
_ORDER = Text(
    "Cette date doit être le {day} ou plus tard : elle suit une autre date.",
    "This date must be {day} or later: it follows another date.",
)
_EARLIER = Text(
    "Mettez-les dans l'ordre des dates : celle-ci vient avant le {day}.",
    "Put them in the order of their dates: this one comes before {day}.",
)
_TOO_OLD = Text(
    "Parvis connaît cette loi à partir du {day}. Il ne devine pas ce qu'elle était avant.",
    "Parvis knows this law from {day} on. It does not guess what it was before.",
)
_NO_FIT = Text("Cette réponse ne va pas avec les autres.", "This answer does not fit the others.")
_DAY = r"(\d{4}-\d{2}-\d{2})"
_PATTERNS = (
    (re.compile(rf"a day not before that of an earlier element \({_DAY}\)"), _EARLIER),
    (re.compile(rf"a day not before .*\({_DAY}\)"), _ORDER),
    (re.compile(rf"a day from {_DAY} on: the law before it is not known here"), _TOO_OLD),
)


def told(fault: Fault) -> Text:
    """A fault in words. What a rule says only in English is added to the English sentence."""
    if fault.found == ABSENT:
        return _MISSING
    for pattern, text in _PATTERNS:
        if match := pattern.fullmatch(fault.expected):
            return text.fill(day=short_date(date.fromisoformat(match[1])))
    if fault.expected.startswith("one of "):
        return _CHOOSE
    expected = fault.expected[:200]
    return Text(f"{_NO_FIT.fr} (Attendu, en anglais : {expected}.)", f"{_NO_FIT.en} Expected: {expected}.")


def field_of(at: str, form: Form) -> str:
    """The name of the field at a pointer, or of the nearest group that holds it; empty for none."""
    while at:
        if at in form.at:
            return form.at[at]
        at = at.rpartition("/")[0]
    return ""


def collect(form: Form, faults: tuple[Fault, ...]) -> None:
    """Ties what the law refused to the fields of the form."""
    for fault in faults[:50]:
        form.refuse(field_of(fault.at, form), told(fault))


def summary(form: Form, labels: dict[str, Text]) -> list[dict[str, Any]]:
    """The faults for the top of the page, in the order of the form, each with the name of its field."""
    order = {name: place for place, name in enumerate(labels)}
    found = sorted(form.faults.items(), key=lambda one: order.get(one[0], len(order)))
    return [{"field": name, "message": _named(labels.get(name), message)} for name, message in found]


def _named(label: Text | None, message: Text) -> Text:
    if label is None:
        return message
    return Text(f"{label.fr.rstrip(' ?:')} : {message.fr}", f"{label.en.rstrip(' ?:')}: {message.en}")
