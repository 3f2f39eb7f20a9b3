"""A person's situation: what was answered, typed; and the same said as the facts of the law's questions.

No law here. What was not asked or is not known stays `None` and is passed on as null: the law says what it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Span

ROLES = ("claimant", "defendant")
STAGES = (
    "before_claim",
    "notice_sent",
    "claim_filed",
    "contested",
    "mediation",
    "arbitration",
    "hearing_convened",
    "hearing_day",
    "after_judgment",
)
#: Stages at which nothing is filed at the court office yet.
BEFORE_FILING = ("before_claim", "notice_sent")

#: What the dispute is about, as people say it → the law's matter (`small-claims/jurisdiction`).
MATTERS: Mapping[str, str] = {
    "money_owed": "money",
    "works": "money",
    "purchase": "money",
    "hidden_defect": "money",
    "damage": "money",
    "contract": "contract",
    "return_of_property": "movable_recovery",
    "dwelling_lease": "residential_lease",
    "land_lease": "land_lease",
    "support": "support",
    "defamation": "defamation",
    "tax": "tax_appeal",
}
_AS_DEFENDANT = {
    "person": "natural_person",
    "company": "business",
    "group": "other",
    "municipality": "municipality",
    "quebec_government": "quebec_government",
    "canada_government": "canada_government",
}
_AS_CLAIMANT = {
    "person": "natural_person",
    "company": "legal_person",
    "partnership": "partnership",
    "association": "association",
    "group": "other_group",
    "municipality": "legal_person",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as somebody named it, and its judicial district where it is known (a slug).

    `sure`: a published source says the district, or the person chose it. `picked`: the district itself was named.
    """

    name: str
    district: str | None
    sure: bool = True
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a person stands. `None`: not asked or not known; which of the two is in `unknown`.

    Days are local days of Québec; `began` is a span where only the month or the year is known.
    """

    role: str
    stage: str
    matter: str | None = None
    own_kind: str | None = None
    other_kind: str | None = None
    employees: int | None = None
    consumer: bool | None = None
    amount: Money | None = None
    contract_value: Money | None = None
    with_small_claim: bool | None = None
    particulars: tuple[str, ...] | None = None
    rest: str | None = None
    began: Span | None = None
    notice_received: date | None = None
    notice_days: int | None = None
    filed: date | None = None
    notified: date | None = None
    contested_on: date | None = None
    mediation_notice: date | None = None
    mediation_result: str | None = None
    last_session: date | None = None
    arbitration_notice: date | None = None
    convened: date | None = None
    hearing: date | None = None
    judgment: date | None = None
    by_default: bool | None = None
    judgment_known: date | None = None
    winner: str | None = None
    other_place: Place | None = None
    file_place: Place | None = None
    home: Place | None = None
    represented: bool | None = None
    help: tuple[str, ...] | None = None
    unknown: frozenset[str] = frozenset()

    @property
    def is_claimant(self) -> bool:
        """Whether this person is the one who claims."""
        return self.role == "claimant"

    @property
    def before_filing(self) -> bool:
        """Whether nothing is filed at the court office yet."""
        return self.stage in BEFORE_FILING

    @property
    def forum(self) -> Place | None:
        """The place whose court office has, or would have, the file, as far as the answers tell."""
        if not self.before_filing:
            return self.file_place
        if self.is_claimant and not self.consumer:
            return self.other_place
        return self.home

    @property
    def district(self) -> str | None:
        """The judicial district of the file, a slug."""
        return self.forum.district if self.forum else None

    @property
    def home_district(self) -> str | None:
        """The judicial district where this person lives; the one of the file where that was not asked."""
        if self.home and self.home.district:
            return self.home.district
        return self.district if self.home is None and not self.before_filing else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which this person wants help; none where it was not said."""
        return tuple(one for one in self.help or () if one in ("fr", "en"))

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that suit this person; none where it was not said."""
        return tuple(one for one in self.help or () if one not in ("fr", "en"))

    @property
    def claimant_kind(self) -> str | None:
        """What the one who claims is, in the law's words."""
        return _AS_CLAIMANT.get((self.own_kind if self.is_claimant else self.other_kind) or "")

    @property
    def defendant_kind(self) -> str | None:
        """What the one who is sued is, in the law's words."""
        return _AS_DEFENDANT.get((self.other_kind if self.is_claimant else self.own_kind or "person") or "")


_DAYS = (
    "notice_received",
    "filed",
    "notified",
    "contested_on",
    "mediation_notice",
    "last_session",
    "arbitration_notice",
    "convened",
    "hearing",
    "judgment",
    "judgment_known",
)


def place_of(kept: Mapping[str, Any]) -> Place:
    """A place as it is kept by `place_answers`."""
    return Place(kept["name"], kept["district"], kept["sure"], kept.get("picked", False))


def situation_of(answers: Mapping[str, Any]) -> Situation:
    """The situation that kept answers tell. KeyError or ValueError where they were not made by the questions."""
    values: dict[str, Any] = {name: value for name, value in answers.items() if value is not None}
    for name in _DAYS:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in ("amount", "contract_value"):
        if name in values:
            values[name] = Money.parse(values[name])
    for name in ("particulars", "help"):
        if name in values:
            values[name] = tuple(values[name])
    for name in ("consumer", "by_default", "represented", "with_small_claim"):
        if name in values:
            values[name] = values[name] == "yes"
    for name in ("other_place", "file_place", "home"):
        if name in values:
            values[name] = place_of(values[name])
    if "began" in values:
        values["began"] = Span(*(date.fromisoformat(day) for day in values["began"]))
    known = {each.name for each in fields(Situation)}
    return Situation(
        **{name: value for name, value in values.items() if name in known},
        unknown=frozenset(name for name, value in answers.items() if value is None),
    )
