"""Section 11 until 2012-11-30: how long a session lasts. It never changes a fee; it tells what the Service may look at.

"Approximately" is left to a person outside a quarter of an hour either way (A-39: a tolerance of ours, not of the text).
The average is that of the file (A-40): below it the norm does not hold, for short sessions would be paid as whole ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.tariff_account import (
    GROUP,
    INDIVIDUAL,
    MEDIATION,
    MISSED,
    RULES,
    SESSION,
    SESSIONS,
    Part,
    duration,
)

INDIVIDUALLY, IN_GROUP, AVERAGE = (
    "c25.01-r0.7/s11-al1-indiv",
    "c25.01-r0.7/s11-al1-group",
    "c25.01-r0.7/s11-al2",
)
#: Minutes either way within which a length is plainly "approximate".
TOLERANCE = 15

_ABOUT = Text(
    "La séance d'information dure à peu près {expected}.", "The information session lasts approximately {expected}."
)
_NOT_ABOUT = Text(
    "Une séance d'information dure {found}; le texte dit environ {expected}.",
    "An information session lasts {found}; the text says approximately {expected}.",
)
_ON_AVERAGE = Text(
    "{total} pour {sessions}; à {expected} chacune, ce serait {due}.",
    "{total} for {sessions}; at {expected} each, that would be {due}.",
)
_SHORT = Text(
    "Les séances durent moins de {expected} en moyenne; leur nombre reste celui que les clients attestent.",
    "The sessions last less than {expected} on average; their number is still the one that the clients attest.",
)


def weigh_durations(weighing: Weighing, facts: Mapping[str, Any], part: Part) -> None:
    """Weighs s. 11 on the sessions of a part."""
    missed = facts["report"] in MISSED
    minutes = given = 0
    informed: dict[str, list[tuple[str, int]]] = {}
    for index, session in part.sessions:
        kind = session["kind"]
        if kind == MEDIATION:
            given += 1
            minutes += session["minutes"]
        elif kind == GROUP or not missed:
            informed.setdefault(kind, []).append((SESSION[index], session["minutes"]))
    for kind, norm in ((INDIVIDUAL, INDIVIDUALLY), (GROUP, IN_GROUP)):
        if kind in informed:
            length_of_information(weighing, norm, part.day, informed[kind])
    if given:
        average_length(weighing, part.day, minutes, given)


@RULES.encodes(INDIVIDUALLY, IN_GROUP)
def length_of_information(weighing: Weighing, norm: str, day: date, sessions: list[tuple[str, int]]) -> None:
    """S. 11, par. 1: an information session lasts approximately 75 minutes, or 90 for a group."""
    expected = cast(int, weighing.parameter(norm, day=day))
    because, holds = _ABOUT.fill(expected=duration(expected)), True
    for _, minutes in sessions:
        if abs(minutes - expected) > TOLERANCE:
            because = _NOT_ABOUT.fill(found=duration(minutes), expected=duration(expected))
            weighing.leave_to_a_person(norm, because)
            holds = False
    facts = tuple(f"{where}/minutes" for where, _ in sessions)
    weighing.weigh(norm, day=day, holds=holds or None, because=because, facts=facts)


@RULES.encodes(AVERAGE)
def average_length(weighing: Weighing, day: date, minutes: int, sessions: int) -> None:
    """S. 11, par. 2: the hours of mediation give an average of 75 minutes a session."""
    expected = cast(int, weighing.parameter(AVERAGE, day=day))
    enough = minutes >= expected * sessions
    because = _ON_AVERAGE.fill(
        total=duration(minutes),
        sessions=SESSIONS[sessions],
        expected=duration(expected),
        due=duration(expected * sessions),
    )
    weighing.weigh(AVERAGE, day=day, holds=enough, because=because, facts=("/sessions",))
    if not enough:
        weighing.leave_to_a_person(AVERAGE, _SHORT.fill(expected=duration(expected)))
