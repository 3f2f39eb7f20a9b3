"""A couple's situation as one of the two told it. What was not asked or is not known stays None.

Neither safety nor the other person is in it: what was answered about safety is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.pathway.situation import Place, place_of


@dataclass(frozen=True, slots=True)
class Couple:
    """Where a couple stands. `request`, `referred_to`, `attended` and `proceedings` are the words of the questions."""

    union: str | None = None
    children: bool | None = None
    request: str | None = None
    objects: tuple[str, ...] = ()
    earlier_use: bool | None = None
    attended: str | None = None
    proceedings: str | None = None
    referred_on: date | None = None
    referred_to: str | None = None
    home: Place | None = None
    help: tuple[str, ...] = ()

    @property
    def referred(self) -> bool:
        """Whether a court stayed the file for mediation."""
        return self.proceedings == "referred"

    @property
    def dispute(self) -> bool | None:
        """Whether a court is to decide a disagreement; None before anything is filed."""
        return {"joint": False, "contested": True, "referred": True}.get(self.proceedings or "")

    @property
    def district(self) -> str | None:
        """The judicial district where this person lives, a slug."""
        return self.home.district if self.home else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which this person wants to meet; none where it was not said."""
        return tuple(one for one in self.help if one in ("fr", "en"))

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways to meet that suit this person; none where it was not said."""
        return tuple(one for one in self.help if one not in ("fr", "en"))


def couple_of(answers: Mapping[str, Any]) -> Couple:
    """The situation that kept answers tell. KeyError or ValueError where they were not made by the questions."""
    on = answers.get("referred_on")
    home = answers.get("home")
    return Couple(
        union=answers.get("union"),
        children=_yes(answers.get("children")),
        request=answers.get("request"),
        objects=tuple(answers.get("objects") or ()),
        earlier_use=_yes(answers.get("earlier_use")),
        attended=answers.get("attended"),
        proceedings=answers.get("proceedings"),
        referred_on=date.fromisoformat(on) if on else None,
        referred_to=answers.get("referred_to"),
        home=place_of(home) if home else None,
        help=tuple(answers.get("help") or ()),
    )


def _yes(answer: object) -> bool | None:
    return None if answer is None else answer == "yes"
