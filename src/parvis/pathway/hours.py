"""Hours as people write them: "15 h 30", "3:30 p.m."."""

from __future__ import annotations

from datetime import date, datetime, time

from parvis.law.kernel.text import NO_BREAK_SPACE, Text, long_date


def clock(moment: time) -> Text:
    """An hour of the day."""
    french = f"{moment.hour}{NO_BREAK_SPACE}h" + (f"{NO_BREAK_SPACE}{moment.minute:02d}" if moment.minute else "")
    half = "a.m." if moment.hour < 12 else "p.m."
    return Text(french, f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02d}{NO_BREAK_SPACE}{half}")


def sitting_text(day: date, start: datetime | None, end: datetime | None) -> Text:
    """A date with its hours, as far as they are known."""
    on = long_date(day)
    if start is None:
        return on
    if end is None:
        at = clock(start.timetz())
        return Text(f"{on.fr}, à {at.fr}", f"{on.en}, at {at.en}")
    first, last = clock(start.timetz()), clock(end.timetz())
    return Text(f"{on.fr}, de {first.fr} à {last.fr}", f"{on.en}, {first.en} to {last.en}")
