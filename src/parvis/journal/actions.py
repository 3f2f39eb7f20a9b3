"""Writing in the journal."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from parvis.journal.models import Entry

#: What a code may look like: an identifier, a number, a date; never a sentence.
CODE = re.compile(r"[A-Za-z0-9_.:/+-]{1,80}")
Code = str | int | bool | date | None


def record_entry(
    kind: str, *, by: str, at: datetime, subject: tuple[str, str], norm: str = "", codes: dict[str, Code] | None = None
) -> Entry:
    """Record a fact in the transaction of the act that made it true.

    `by` is an identifier (`system`, `visitor`, an account), `subject` a kind and an identifier, `codes` identifiers,
    numbers and dates. Words are refused (`ValueError`): the journal outlives what they would reveal.
    """
    _in_a_transaction()
    entry = entry_of(kind, by=by, at=at, subject=subject, norm=norm, codes=codes)
    entry.save(force_insert=True)
    return entry


def record_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Record the facts of an act on many things, each made by `entry_of`, in the order in which they are given."""
    _in_a_transaction()
    return Entry.objects.bulk_create(entries, batch_size=500)


def entry_of(
    kind: str, *, by: str, at: datetime, subject: tuple[str, str], norm: str = "", codes: dict[str, Code] | None = None
) -> Entry:
    """A fact as it will be recorded; `ValueError` where there are words in it."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in (codes or {}).items()}
    for value in (kind, by, *subject, *(text for text in plain.values() if isinstance(text, str))):
        if not CODE.fullmatch(value):
            raise ValueError("the journal takes identifiers and codes, never words")
    return Entry(kind=kind, at=at, by=by, subject_kind=subject[0], subject=subject[1], norm=norm, codes=plain)


def _in_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a fact is recorded in the transaction of its act")
