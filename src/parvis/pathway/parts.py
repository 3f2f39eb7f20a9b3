"""What a plan is made of: plain values, in both languages, that a page, a PDF and a calendar file can show.

Every date comes from the law's questions, with the norm it rests on. `unconfirmed` marks what leans on a source that
was not read. A day that is not known is None, and `when` then says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.pathway.separation.situation import Couple
from parvis.pathway.situation import Situation


@dataclass(frozen=True, slots=True)
class Basis:
    """The norm behind a statement: identifier, citation, paraphrase, version (its first day), official address."""

    norm: str
    cite: Text
    says: Text
    version: date
    address: Text
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the law: `holds` is True, False, or None (not known, or not weighed)."""

    holds: bool | None
    because: Text
    basis: Basis


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number, and for whom it is (a territory in words)."""

    number: str
    where: Text


@dataclass(frozen=True, slots=True)
class Contact:
    """A court or tribunal: its official page, its telephones (none: not known), and where that is known from."""

    name: Text
    web: Text
    phones: tuple[Telephone, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the matter goes instead: a court or tribunal, why, and how to reach it."""

    forum: str
    name: Text
    why: Text
    basis: Basis | None
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Is it a small claim? `verdict`: True, False, None (`missing` is not known). `reduce_to`: what would fit."""

    verdict: bool | None
    sentence: Text
    conditions: tuple[Condition, ...]
    elsewhere: tuple[Elsewhere, ...]
    missing: tuple[Text, ...]
    reduce_to: Money | None = None


@dataclass(frozen=True, slots=True)
class CourtPlace:
    """A courthouse or service point; `hours` as words; empty texts are not known."""

    slug: str
    name: str
    designation: Text
    address: str
    postal_code: str
    phone: str
    hours: Text | None
    note: Text | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Territory:
    """In which district the file is or would be; `district` None: not known. `search`: the Ministry's own page."""

    sentence: Text
    district: str | None
    district_name: str
    court_places: tuple[CourtPlace, ...]
    bases: tuple[Basis, ...]
    search: Text
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line of a worked account: the day reached and what was done to get there."""

    day: date | None
    text: Text
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Prescription:
    """Until which day one may sue. `safe_day`: file by then. `prescribed`: True, False or None, as of that day.

    `may_change`: where the time seems over, what could still change that, or what it means; each with its norm.
    """

    sentence: Text
    safe_day: date | None
    latest_day: date | None
    prescribed: bool | None
    account: tuple[AccountLine, ...]
    basis: Basis | None
    unconfirmed: bool
    may_change: tuple[AccountLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MediationRoute:
    """Whether mediation is mandatory, offered or not open yet, and what follows. `route` is the law's word."""

    route: str
    sentence: Text
    details: tuple[Text, ...]
    basis: Basis | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Action:
    """What one can do at once: a page of this site (`page`, a page name; `slug`, where it is one of several)."""

    label: Text
    page: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the file's path. `state`: done · missed · here · next · nothing ("if nothing is done")."""

    label: Text
    state: str
    detail: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One act: who does what, by when, under which norm, and what happens otherwise.

    `mine`: it is for the reader. `last_day`: the safe last day; `first_day`: from when it is allowed; `range`: (not
    before, not after) where only bounds are known. `when`: the same in words, always there. `readings`: (label, last
    day) pairs where the text has two readings. `how`: which form, where, how. `applies`: None where it only applies on a condition.
    """

    key: str
    who: Text
    mine: bool
    act: Text
    when: Text
    last_day: date | None
    first_day: date | None
    range: tuple[date, date] | None
    why: Text
    basis: Basis | None
    strict: bool | None
    applies: bool | None
    if_missed: Text | None
    past: bool
    done: bool
    unconfirmed: bool
    readings: tuple[tuple[Text, date], ...] = ()
    action: Action | None = None
    how: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that matters most now: what must be done by it."""

    day: date
    act: Text
    step: str
    past: bool
    strict: bool | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A next date of a service; `start` and `end`: local instants of Québec, None where the hour is not known.

    `confirmed` False: the rule is known, the date is not announced; `why` says it. `when`: day and hours in words.
    """

    day: date
    start: datetime | None
    end: datetime | None
    confirmed: bool
    why: Text
    when: Text


@dataclass(frozen=True, slots=True)
class Helper:
    """A service that fits: why, what is not known, information or advice, its cost, how to reach it, next dates.

    `group`: near (serves the district) · everywhere (the whole province) · read (to read or watch) · paused.
    `conditions`: others, in the directory's words. `maybe`: it may no longer apply, and why.
    Texts are None where the directory does not know.
    """

    slug: str
    kind: str
    name: Text
    summary: Text
    provider: Text | None
    group: str
    fits: tuple[Text, ...]
    not_known: tuple[Text, ...]
    guidance: Text
    cost: Text | None
    reach: Text | None
    place: Text | None
    phone: str
    web: str
    sittings: tuple[Sitting, ...]
    schedule: Text | None
    conditions: tuple[Text, ...] = ()
    maybe: Text | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """Somebody to call about violence: what they do, when, a number (none: not confirmed), and where that is known from."""

    name: Text
    what: Text
    phone: str
    web: str
    source: str


@dataclass(frozen=True, slots=True)
class Safety:
    """What one can do where one is afraid: what the law allows, each with its norm, and whom to call."""

    points: tuple[Point, ...]
    lines: tuple[SafetyLine, ...]


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the plan takes as true: a question's short name and the answer. `question`: its key, to change it."""

    question: str
    label: Text
    answer: Text
    known: bool


@dataclass(frozen=True, slots=True)
class Leaned:
    """A decision of the law that the plan leans on: its question, and the readings taken of unclear texts."""

    question: str
    readings: tuple[tuple[str, str], ...]
    unconfirmed: tuple[str, ...]
    past_horizon: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a section, with the norm it rests on."""

    text: Text
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of what the law says: the answer in `lead`, what goes with it, and how it was reached, to unfold.

    `key`: its anchor. `account`: the reasons of the law, each with its norm. `unconfirmed`: the lead leans on a source that
    was not read. `links`: (words, address) outside this site.
    """

    key: str
    heading: Text
    lead: Text
    points: tuple[Point, ...] = ()
    account: tuple[Point, ...] = ()
    unconfirmed: bool = False
    links: tuple[tuple[Text, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class NearMediator:
    """A certified mediator as the public register shows one: what is there, and nothing else. `accepting`: new files."""

    name: str
    profession: Text
    certifier: Text
    languages: tuple[Text, ...]
    ways: tuple[Text, ...]
    districts: tuple[str, ...]
    phone: str
    slug: str
    accepting: bool = True


@dataclass(frozen=True, slots=True)
class NearMediators:
    """The certified mediators nearest to somebody, by name: the first ones, and how many there are with those wishes.

    `wider`: none is in their district with those wishes; these work at a distance. `wishes`: the same as filters of the
    register, each a key and its code.
    """

    rows: tuple[NearMediator, ...] = ()
    total: int = 0
    wider: bool = False
    wishes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as of a day. `steps`: the reader's acts now; `later`: those that may come; `others`: what others do.

    `if_nothing`: what happens if the reader does nothing. `helpers`, `to_read` and `paused` are in order of usefulness.
    `safety`: the words on violence, where mediation is near and people face each other; no detail is asked or kept.
    `elsewhere`: another court or tribunal hears the matter: where, comes before what to do.
    `sections` and `mediators`: what is told to a couple; `careful` lists what to do where one is not safe.
    """

    situation: Situation | Couple
    on: date
    summary: Text
    deadline: Deadline | None
    standing: Standing | None
    territory: Territory | None
    prescription: Prescription | None
    route: MediationRoute | None
    path: tuple[Station, ...]
    steps: tuple[Step, ...]
    later: tuple[Step, ...]
    others: tuple[Step, ...]
    if_nothing: Text | None
    helpers: tuple[Helper, ...]
    to_read: tuple[Helper, ...]
    paused: tuple[Helper, ...]
    assumed: tuple[Assumed, ...]
    leaned_on: tuple[Leaned, ...]
    safety: Text | None = None
    notes: tuple[Text, ...] = field(default=())
    elsewhere: bool = False
    sections: tuple[Section, ...] = ()
    mediators: NearMediators | None = None
    careful: Safety | None = None
