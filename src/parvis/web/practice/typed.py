"""What is typed on the pages of a mandate: days, hours, minutes, choices; each fault tied to its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict

from parvis.config.clock import QUEBEC
from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day, read_number
from parvis.people.refused import Refused
from parvis.web.typed import minutes_of

#: No mandate of the programme is older (the tariff that the law knows begins in 2002).
EARLIEST = date(2002, 6, 24)
_CHOOSE = Text("Choisissez une réponse.", "Choose an answer.")
_HOUR = Text("Écrivez l’heure ainsi : 9 h 30 ou 14:15.", "Write the time like this: 9:30 or 14:15.")
_SINCE = Text(
    "Le mandat est ouvert depuis le {day} : ce jour est avant.",
    "The mandate has been open since {day}: that day is before it.",
)
_AHEAD_OF_IT = Text(
    "Ce jour n’est pas encore venu. Ce qui se fait dans un mandat s’inscrit après : une séance, une fois tenue.",
    "That day has not come yet. What is done in a mandate is recorded afterwards: a session, once held.",
)
#: How far ahead a day is still read as one, to say what is wrong with it. Not legal.
_AHEAD = timedelta(days=3660)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])\s*(?:[:hH]\s*([0-5][0-9])?)?", re.ASCII)


@dataclass
class Typed:
    """A form as it was typed, and its faults."""

    post: QueryDict
    today: date
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Text] = field(default_factory=dict)

    @property
    def errors(self) -> list[dict[str, Any]]:
        """For the summary."""
        return [{"field": name, "message": message} for name, message in self.faults.items()]

    def text(self, name: str, most: int = 120) -> str:
        """A line of text, spaces tidied."""
        said = " ".join(self.post.get(name, "")[: most * 2].replace("\x00", " ").split())[:most]
        self.values[name] = said
        return said

    def one_of(self, name: str, known: Iterable[str], *, needed: bool = True) -> str:
        """One of some codes."""
        said = self.post.get(name, "")[:60]
        self.values[name] = said
        if said not in set(known):
            if needed:
                self.faults[name] = _CHOOSE
            return ""
        return said

    def several(self, name: str, known: Iterable[str]) -> list[str]:
        """Some of some codes."""
        wanted = set(self.post.getlist(name)[:60])
        said = [one for one in known if one in wanted]
        self.values[name] = said
        return said

    def flag(self, name: str) -> bool:
        """A box that is ticked."""
        self.values[name] = self.post.get(name) == "1"
        return bool(self.values[name])

    def yes_no(self, name: str, *, needed: bool = True) -> bool | None:
        """Yes, no, or nothing said."""
        said = self.one_of(name, ("yes", "no"), needed=needed)
        return {"yes": True, "no": False}.get(said)

    def day(self, name: str, *, earliest: date = EARLIEST, latest: date | None = None) -> date | None:
        """A day up to today, unless told otherwise."""
        said = self.post.get(name, "")[:80]
        self.values[name] = said
        try:
            return read_day(said, on=self.today, earliest=earliest, latest=latest or self.today)
        except Unclear as unclear:
            self.faults[name] = unclear.text
            return None

    def day_since(self, name: str, opened: date) -> date | None:
        """A day of a mandate: since it was opened, up to today; outside of that, what is wrong is said of the mandate."""
        day = self.day(name, earliest=opened)
        if day is not None:
            return day
        try:
            meant = read_day(self.values[name], on=self.today, earliest=EARLIEST, latest=self.today + _AHEAD)
        except Unclear:
            return None
        if meant < opened:
            self.faults[name] = _SINCE.fill(day=short_date(opened))
        elif meant > self.today:
            self.faults[name] = _AHEAD_OF_IT
        return None

    def number(self, name: str, *, least: int, most: int, needed: bool = True) -> int | None:
        """A whole number."""
        said = self.post.get(name, "")[:80]
        self.values[name] = said
        if not said.strip() and not needed:
            return None
        try:
            return read_number(said, least=least, most=most)
        except Unclear as unclear:
            self.faults[name] = unclear.text
            return None

    def minutes(self, name: str, *, least: int, most: int, needed: bool = True) -> int | None:
        """A length of time in minutes, however it is written: « 1 h 30 », “1:30”, “90”."""
        said = self.post.get(name, "")[:80]
        self.values[name] = said
        if not said.strip() and not needed:
            return None
        try:
            return minutes_of(said, least=least, most=most)
        except Unclear as unclear:
            self.faults[name] = unclear.text
            return None

    def hour(self, name: str) -> time | None:
        """An hour of the day: « 9 h 30 », “14:15”."""
        said = " ".join(self.post.get(name, "")[:20].split())
        self.values[name] = said
        found = _CLOCK.fullmatch(said)
        if found is None:
            self.faults[name] = _HOUR
            return None
        return time(int(found[1]), int(found[2] or 0))

    def refused(self, refused: Refused, names: Mapping[str, str] | None = None) -> None:
        """Tie the reason of an action to its field."""
        name = (names or {}).get(refused.field, refused.field)
        self.faults[name] = refused.reason

    def all_refused(
        self, found: Iterable[Refused], *, order: Iterable[str] = (), names: Mapping[str, str] | None = None
    ) -> None:
        """Tie everything that stands against a form to its fields at once, where nothing more precise is said; in the page's order."""
        for each in found:
            name = (names or {}).get(each.field, each.field)
            # The act says which answer is asked for: two sentences alike in a summary say nothing.
            if self.faults.get(name, _CHOOSE) is _CHOOSE:
                self.faults[name] = each.reason
        places = {name: place for place, name in enumerate(order)}
        self.faults = dict(sorted(self.faults.items(), key=lambda fault: places.get(fault[0], len(places))))


def moment_of(day: date, hour: time) -> datetime:
    """A moment in Québec's time."""
    return datetime.combine(day, hour, QUEBEC)


def options(known: Mapping[str, Text]) -> list[dict[str, Any]]:
    """What a choice offers."""
    return [{"value": code, "label": words} for code, words in known.items()]


class Blank(dict[str, Any]):
    """Values or faults by field, empty where there is none: a template asks for any."""

    def __missing__(self, key: str) -> str:
        return ""
