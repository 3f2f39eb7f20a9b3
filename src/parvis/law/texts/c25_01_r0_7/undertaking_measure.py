"""What the undertaking asks, and what has been done of it, as numbers: no norm is weighed here.

The tiers of supervision (s. 3, par. 2) are slots, strictest first: two for global mediations, three for mandates with
three sessions, the rest for mandates with one. Whoever fits a strict slot fits every looser one, so that filling them
in that order fills the most slots that can be filled, and the hardest among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing

IN = "c25.01-r0.7/"
OBJECTS = ("custody", "access", "support", "patrimony")
SUBJECTS = ("process_negotiation", "economic_legal_tax", "psychosocial")
#: The subject of the 30 hours, by university background (s. 2, par. 2, subpar. 2); the text names no other background.
COMPLEMENT: Mapping[str, str] = {"legal": "psychosocial", "psychosocial": "economic_legal_tax"}


@dataclass(frozen=True, slots=True)
class Mandate:
    """One mandate as the rules look at it. `index` is its place in the facts; `closed` is None while it is open.

    `four`: it bears on the four objects; `partition`: a family patrimony is among them; `qualified`: its supervisor is.
    """

    index: int
    id: str
    opened: date
    closed: date | None
    sessions: int
    objects: frozenset[str]
    full: bool
    four: bool
    partition: bool
    qualified: bool

    @property
    def pointer(self) -> str:
        """Where it is in the facts."""
        return f"/mandates/{self.index}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a tier of supervision: what a mandate needs to fill it."""

    tier: str
    sessions: int
    four: bool = False
    partition: bool = False

    def fits(self, mandate: Mandate) -> bool:
        """Whether the mandate fills it."""
        if mandate.sessions < self.sessions or (self.four and not mandate.four):
            return False
        return mandate.partition or not self.partition


@dataclass(frozen=True, slots=True)
class Required:
    """The undertaking as it was given, or as s. 4.1, par. 4 reduced it. Hours are whole hours."""

    mandates: int
    agreed: int
    each_object: int
    supervisor: int
    training: int
    process: int
    complementary: int
    practical: int
    reduced: bool
    slots: tuple[Slot, ...]
    cover_by_agreed: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What the mandates that count amount to. `filled` has the mandate of each slot, or None, in the order of slots."""

    mandates: tuple[Mandate, ...]
    full: int
    four: int
    dealt: tuple[int, ...]
    filled: tuple[Mandate | None, ...]
    global_pair: int

    def filled_in(self, required: Required, tier: str) -> tuple[Mandate, ...]:
        """The mandates that fill the slots of a tier."""
        pairs = zip(required.slots, self.filled, strict=True)
        return tuple(mandate for slot, mandate in pairs if slot.tier == tier and mandate is not None)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of training that count, by subject; `complementary` is None where a person has to say which count."""

    process: int
    complementary: int | None
    at_most: int
    practical: int


def required_of(weighing: Weighing, day: date, *, reduced: bool) -> Required:
    """What the undertaking given on `day` asks, read from the parameters of that day."""

    def number(name: str) -> int:
        return cast(int, weighing.parameter(IN + name, day=day))

    mandates = number("s41-al4-5" if reduced else "s1-p4-mandates")
    agreed = number("s3-al1-agree")
    if reduced:
        agreed = int(weighing.reading("reduced_agreement_count"))
    slots = _slots(number, mandates, weighing.reading("global_partition_rule") == "both", reduced=reduced)
    return Required(
        mandates=mandates,
        agreed=agreed,
        each_object=number("s3-al1-cover"),
        supervisor=number("s1-p4-supervisor"),
        training=number("s1-p4-training"),
        process=number("s2-al2-p1"),
        complementary=number("s2-al2-p2"),
        practical=number("s41-al4-21h") if reduced else 0,
        reduced=reduced,
        slots=slots,
        cover_by_agreed=weighing.reading("object_coverage_base") == "agreed5",
    )


def _slots(number: Any, mandates: int, both: bool, *, reduced: bool) -> tuple[Slot, ...]:
    globals_, sessions = number("s3-al2-p1-mandates"), number("s3-al2-p1-sessions")
    first = [Slot("global", sessions, True, partition=both or rank == 0) for rank in range(globals_)]
    second = [Slot("three", number("s3-al2-p2-sessions"))] * number("s3-al2-p2-mandates")
    third = [] if reduced else [Slot("one", number("s3-al2-p3-sessions"))] * (mandates - len(first) - len(second))
    return (*first, *second, *third)


def mandates_of(facts: Mapping[str, Any], supervisor: int) -> tuple[Mandate, ...]:
    """The mandates that are known, a supervisor being qualified who is certified and has completed that many."""
    return tuple(_mandate(index, each, supervisor) for index, each in enumerate(facts["mandates"]) if each is not None)


def _mandate(index: int, fact: Mapping[str, Any], supervisor: int) -> Mandate:
    objects = frozenset(fact["objects"])
    return Mandate(
        index=index,
        id=fact["id"],
        opened=fact["opened"],
        closed=fact["closed"],
        sessions=fact["supervision_sessions"],
        objects=objects,
        full=bool(objects) and objects <= set(fact["agreed"]),
        four=len(objects) == len(OBJECTS),
        partition="patrimony" in objects and fact["patrimony_form"] == "marriage",
        qualified=fact["supervisor"]["certified"] and fact["supervisor"]["mandates_completed"] >= supervisor,
    )


def completed_in(mandates: Iterable[Mandate], first: date, last: date) -> list[Mandate]:
    """The mandates closed in a period, both days included, whatever their supervision."""
    return [each for each in mandates if each.closed is not None and first <= each.closed <= last]


def tallied(counted: Iterable[Mandate], required: Required) -> Tally:
    """What these mandates, all of which count, amount to."""
    mandates = tuple(sorted(counted, key=lambda each: (each.closed or date.max, each.index)))
    dealt = dict.fromkeys(OBJECTS, 0)
    full = four = partitions = 0
    for each in mandates:
        full += each.full
        four += each.four
        partitions += each.four and each.partition
        if each.full or not required.cover_by_agreed:
            for name in each.objects:
                dealt[name] += 1
    pair = [slot for slot in required.slots if slot.tier == "global"]
    strict = sum(slot.partition for slot in pair)
    with_partition = min(strict, partitions)
    return Tally(
        mandates=mandates,
        full=full,
        four=four,
        dealt=tuple(dealt.values()),
        filled=assigned(required.slots, mandates),
        global_pair=with_partition + min(len(pair) - strict, four - with_partition),
    )


def assigned(slots: Sequence[Slot], mandates: Sequence[Mandate]) -> tuple[Mandate | None, ...]:
    """The mandate that fills each slot (None where none is left that does): as many slots as can be filled."""
    free = list(mandates)
    filled: list[Mandate | None] = []
    for slot in slots:
        for index, each in enumerate(free):
            if slot.fits(each):
                filled.append(free.pop(index))
                break
        else:
            filled.append(None)
    return tuple(filled)


def lacking(tally: Tally, required: Required) -> tuple[int, ...]:
    """What is still lacking of the mandates: mandates, agreements, objects, slots. All 0 where nothing is."""
    return (
        max(0, required.mandates - len(tally.mandates)),
        max(0, required.agreed - tally.full),
        sum(max(0, required.each_object - number) for number in tally.dealt),
        tally.filled.count(None),
    )


def hours_of(facts: Mapping[str, Any], after: date, until: date, subject: str | None) -> Hours:
    """The hours of courses taken after a day and not later than another; `subject` is that of the 30 hours.

    "either" counts both subjects; None leaves them to a person: then `at_most` is the most that could count.
    """
    by_subject = dict.fromkeys(SUBJECTS, 0)
    for course in facts["complementary_training"]:
        if course is not None and after < course["date"] <= until:
            by_subject[course["subject"]] += course["hours"]
    both = by_subject["economic_legal_tax"] + by_subject["psychosocial"]
    known = both if subject == "either" else by_subject[subject] if subject is not None else None
    practical = sum(
        course["hours"]
        for course in facts["practical_training"] or ()
        if course is not None and after <= course["date"] <= until
    )
    return Hours(by_subject["process_negotiation"], known, both if known is None else known, practical)


def enough(number: int | None, at_most: int, required: int) -> bool | None:
    """Whether the hours suffice; None where a person has to say which of them count, and that decides."""
    if number is not None:
        return number >= required
    return False if at_most < required else None


def trained(hours: Hours, required: Required) -> bool | None:
    """Whether the complementary training is done: each of its two parts (surplus in one never helps the other)."""
    if hours.process < required.process or hours.process + hours.at_most < required.training:
        return False
    return enough(hours.complementary, hours.at_most, required.complementary)
