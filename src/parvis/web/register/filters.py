"""The filters of the register: each a key of the address, its codes, its words. What is unknown is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from parvis.law.kernel.text import Text
from parvis.places.resolve import Found as Place
from parvis.places.resolve import resolve_place
from parvis.roster.kinds import BACKGROUNDS, CERTIFICATIONS, LANGUAGES
from parvis.roster.register import Found, search_register

#: Rows of a page.
A_PAGE = 20
HOW = {"in_person": Text("En personne", "In person"), "remote": Text("À distance", "Remotely")}
#: Key of the address → its label, its codes with their words.
LISTS: Mapping[str, tuple[Text, Mapping[str, Text]]] = {
    "kind": (Text("Pour", "For"), CERTIFICATIONS),
    "language": (Text("Langue", "Language"), LANGUAGES),
    "how": (Text("Rencontres", "Meetings"), HOW),
    "background": (Text("Formation de base", "Background"), BACKGROUNDS),
}
DEFAULT_KIND = "family_mediation"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader asked for. `places`: those that a town may mean, where it is not one; `unknown`: a town that is not known."""

    text: str
    town: str
    district: str
    codes: Mapping[str, str]
    places: tuple[tuple[str, str], ...] = ()
    unknown: bool = False

    @property
    def anywhere(self) -> bool:
        """Whether the district does not count: a meeting at a distance is held from anywhere."""
        return self.codes["how"] == "remote"

    @property
    def nowhere(self) -> bool:
        """Whether a place was typed that is not one that is known: nothing is shown as if for it."""
        return bool(self.town) and not self.district and not self.anywhere

    def found(self, on: date, page: int) -> Found:
        """One page of the register."""
        return self._search(on, limit=A_PAGE, offset=(page - 1) * A_PAGE)

    def everybody(self, on: date, most: int) -> Found:
        """Everybody, for a table."""
        return self._search(on, limit=most, offset=0)

    def _search(self, on: date, *, limit: int, offset: int) -> Found:
        if self.nowhere:
            return Found(0, ())
        how = self.codes["how"]
        return search_register(
            on=on,
            kind=self.codes["kind"],
            district="" if self.anywhere else self.district,
            language=self.codes["language"],
            remote=None if not how else how == "remote",
            text=self.text,
            background=self.codes["background"],
            limit=limit,
            offset=offset,
        )

    def query(self, *, without: str = "") -> str:
        """The query of these choices, without one of them."""
        said = {"q": self.text, "district": self.district, **self.codes}
        return urlencode({key: value for key, value in said.items() if value and key != without})

    def words(self, districts: Mapping[str, str]) -> list[dict[str, Any]]:
        """What is chosen, as words that one tap removes."""
        found: list[dict[str, Any]] = []
        if self.text:
            found.append({"label": Text(f"« {self.text} »", f"“{self.text}”"), "href": f"?{self.query(without='q')}"})
        if self.district:
            found.append({"label": districts[self.district], "href": f"?{self.query(without='district')}"})
        for key, code in self.codes.items():
            if code and not (key == "kind" and code == DEFAULT_KIND):
                found.append({"label": LISTS[key][1][code], "href": f"?{self.query(without=key)}"})
        return found


def chosen(query: QueryDict, districts: Mapping[str, str]) -> Chosen:
    """Read the query of the address."""
    codes = {key: query.get(key, "") if query.get(key) in words else "" for key, (_, words) in LISTS.items()}
    codes["kind"] = codes["kind"] or DEFAULT_KIND
    text, town = (" ".join(query.get(key, "")[:80].replace("\x00", " ").split()) for key in ("q", "town"))
    district = query.get("district", "")
    district = district if district in districts else ""
    if not town:
        return Chosen(text, "", district, codes)
    found, places = _placed(town, districts)
    return Chosen(text, town, found, codes, places, not found and not places)


def _placed(town: str, districts: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The district of a town, or what it may mean: (the place in words, the slug of its district)."""
    answer = resolve_place(town)
    if answer.found is Place.ONE:
        return answer.municipalities[0].belongings.all()[0].district_id, ()
    near = answer.municipalities or answer.others
    told = [
        (f"{place.name} – {belonging.district.name}", belonging.district_id)
        for place in near
        for belonging in place.belongings.all()
    ]
    return "", tuple(told[:12])


def fields(asked: Chosen, districts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The filters as the form shows them."""
    options: list[dict[str, Any]] = [{"value": slug, "label": name} for slug, name in districts.items()]
    label = Text("District judiciaire", "Judicial district")
    found: list[dict[str, Any]] = [
        {"name": "district", "label": label, "value": asked.district, "options": options, "any": True}
    ]
    for key, (label, words) in LISTS.items():
        options = [{"value": code, "label": text} for code, text in words.items()]
        found.append({"name": key, "label": label, "value": asked.codes[key], "options": options, "any": key != "kind"})
    return found
