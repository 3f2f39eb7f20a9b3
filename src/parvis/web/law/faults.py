"""What the law refuses, tied to the field of a form where it can be mended."""

from __future__ import annotations

from typing import Any

from parvis.law.kernel.facts import Fault
from parvis.law.kernel.text import Text
from parvis.web.law.forms import Form

__all__ = ["collect", "field_of", "summary"]

#: What a label ends with, before a colon takes its place.
_END = " \u00a0\u202f?:."


def field_of(at: str, form: Form) -> str:
    """The name of the field at a pointer, or of the nearest group that holds it; empty for none."""
    while at:
        if at in form.at:
            return form.at[at]
        at = at.rpartition("/")[0]
    return ""


def collect(form: Form, faults: tuple[Fault, ...]) -> None:
    """Ties what the law refused to the fields of the form."""
    for fault in faults:
        form.refuse(field_of(fault.at, form), fault.asked)


def summary(form: Form, labels: dict[str, Text]) -> list[dict[str, Any]]:
    """The faults for the top of the page, in the order of the form, each with the name of its field."""
    order = {name: place for place, name in enumerate(labels)}
    found = sorted(form.faults.items(), key=lambda one: order.get(one[0], len(order)))
    return [{"field": name, "message": _named(labels.get(name), message)} for name, message in found]


def _named(label: Text | None, message: Text) -> Text:
    if label is None:
        return message
    return Text(f"{label.fr.rstrip(_END)} : {message.fr}", f"{label.en.rstrip(_END)}: {message.en}")
