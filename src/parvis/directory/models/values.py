"""What the directory's tables share: texts in two columns, codes held to their list, dates known in part."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, overload

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.law.kernel.text import Text


class Both:
    """A text in two columns, `<name>_fr` and `<name>_en`, read as one `Text`; None where it is not known."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.fr, self.en = f"{name}_fr", f"{name}_en"

    @overload
    def __get__(self, instance: None, owner: type) -> "Both": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Any: ...
    def __get__(self, instance: object | None, owner: type) -> Any:
        """The text of this record."""
        if instance is None:
            return self
        fr = getattr(instance, self.fr)
        return Text(fr, getattr(instance, self.en)) if fr else None


def codes(blank: bool = True) -> "ArrayField[Any, Any]":
    """A column that holds several codes of a list; empty: not known."""
    return ArrayField(models.CharField(max_length=40), default=list, blank=blank)


def one_of(field: str, allowed: Iterable[str], name: str, *, or_unknown: bool = False) -> models.CheckConstraint:
    """The column holds a code of its list: another could not be shown to anybody."""
    values = [*allowed, *([""] if or_unknown else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=name, violation_error_message=f"{field}: unknown code."
    )


def some_of(field: str, allowed: Iterable[str], name: str) -> models.CheckConstraint:
    """The column holds only codes of its list."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__contained_by": list(allowed)}),
        name=name,
        violation_error_message=f"{field}: unknown code.",
    )


def both_or_neither(field: str, name: str) -> models.CheckConstraint:
    """A text for people stands in both languages or in none: a reader of English must not lose it."""
    fr, en = f"{field}_fr", f"{field}_en"
    return models.CheckConstraint(
        condition=models.Q(**{fr: "", en: ""}) | (~models.Q(**{fr: ""}) & ~models.Q(**{en: ""})),
        name=name,
        violation_error_message=f"{field}: a text needs both languages.",
    )


def both_said(field: str, name: str) -> models.CheckConstraint:
    """A text that may not be empty, in both languages."""
    return models.CheckConstraint(
        condition=~models.Q(**{f"{field}_fr": ""}) & ~models.Q(**{f"{field}_en": ""}),
        name=name,
        violation_error_message=f"{field}: needed in both languages.",
    )


def first_day_of(known: str) -> date | None:
    """The first day that a date known in part may be: "2017" → 2017-01-01, "2017-06" → 2017-06-01; "" → None."""
    if not known:
        return None
    year, month, day = (int(part) for part in f"{known}-01-01".split("-")[:3])
    return date(year, month, day)


def last_day_of(known: str) -> date | None:
    """The last day that a date known in part may be: "2017" → 2017-12-31; "" → None."""
    first = first_day_of(known)
    if first is None or len(known) == 10:
        return first
    if len(known) == 4:
        return date(first.year, 12, 31)
    return date(first.year, first.month, monthrange(first.year, first.month)[1])
