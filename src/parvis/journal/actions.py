"""Writing in the journal."""

import re
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
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a fact is recorded in the transaction of its act")
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in (codes or {}).items()}
    for value in (kind, by, *subject, *(text for text in plain.values() if isinstance(text, str))):
        if not CODE.fullmatch(value):
            raise ValueError("the journal takes identifiers and codes, never words")
    entry = Entry(kind=kind, at=at, by=by, subject_kind=subject[0], subject=subject[1], norm=norm, codes=plain)
    entry.save(force_insert=True)
    return entry
