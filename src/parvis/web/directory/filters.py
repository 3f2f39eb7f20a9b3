"""The filters of the search: each a key of the address, its codes, its words. An unknown code is left out, and never shown as in force."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from parvis.directory import vocabulary as words
from parvis.directory.models.service_reads import ServiceQuerySet
from parvis.directory.search import Asked, asked
from parvis.law.kernel.text import Text
from parvis.places.models import District

OFFERED_KINDS = {code: text for code, text in words.SERVICE_KINDS.items() if code not in words.NEVER_OFFERED}
#: Key of the address → (label, codes with their words, name of the read of the QuerySet).
LISTS: dict[str, tuple[Text, dict[str, Text], str]] = {
    "role": (Text("Votre rôle", "Your role"), words.ROLES, "for_role"),
    "stage": (Text("Où en est le dossier", "Where the case stands"), words.STAGES, "at_stage"),
    "kind": (Text("Sorte d’aide", "Kind of help"), OFFERED_KINDS, "of_kind"),
    "guidance": (Text("Information ou conseil", "Information or advice"), words.GUIDANCES, "with_guidance"),
    "channel": (Text("Comment", "How"), words.CHANNELS, "by_channel"),
    "language": (Text("Langue du service", "Language of the service"), words.LANGUAGES, "in_language"),
    "cost": (Text("Prix", "Price"), words.COST_KINDS, "at_cost"),
    "status": (Text("État", "Status"), words.STATUSES, "with_status"),
}


@dataclass(frozen=True)
class Chosen:
    """What a reader asked for: the words typed, the district, and a code for each filter in force."""

    question: Asked
    district: str
    codes: dict[str, str]
    everything: bool

    def narrow(
        self, services: ServiceQuerySet, lang: str, near: Collection[str] = (), rest: Asked | None = None
    ) -> ServiceQuerySet:
        """The services asked for, best first; those of the districts of `near` before. `rest`: the question without places."""
        found = services if self.everything else services.public()
        found = found.in_district(self.district)
        for key, code in self.codes.items():
            found = getattr(found, LISTS[key][2])(code)
        return found.search(rest or self.question, lang, near) if self.question else found.by_state(lang)

    def address_without(self, key: str) -> str:
        """The query without one filter; without any where the key is empty."""
        query = {
            "q": self.question.text,
            "district": self.district,
            **self.codes,
            "all": "1" if self.everything else "",
        }
        kept = {name: value for name, value in query.items() if value and name != key} if key else {}
        return f"?{urlencode(kept)}"

    def words(self, districts: dict[str, str]) -> list[dict[str, Any]]:
        """The filters in force, as words that one tap removes."""
        found: list[dict[str, Any]] = []
        if self.question.text:
            quoted = Text(f"« {self.question.text} »", f"“{self.question.text}”")
            found.append({"label": quoted, "href": self.address_without("q")})
        if self.district:
            found.append({"label": districts[self.district], "href": self.address_without("district")})
        for key, code in self.codes.items():
            found.append({"label": LISTS[key][1][code], "href": self.address_without(key)})
        if self.everything:
            label = Text("même ce qui n’est pas pour le public", "even what is not for the public")
            found.append({"label": label, "href": self.address_without("all")})
        return found


def chosen(query: QueryDict, districts: dict[str, str]) -> Chosen:
    """Read the address's query: codes of the lists only."""
    codes = {key: str(query[key]) for key, (_, codes, _read) in LISTS.items() if query.get(key) in codes}
    district = query.get("district", "")
    return Chosen(
        question=asked(query.get("q", "")),
        district=district if district in districts else "",
        codes=codes,
        everything=query.get("all") == "1",
    )


def district_names() -> dict[str, str]:
    """Every district's slug with its name, in alphabetical order."""
    return dict(District.objects.in_order().values_list("slug", "name"))


def fields(chosen_: Chosen, districts: dict[str, str]) -> list[dict[str, Any]]:
    """The filters as the form shows them."""
    everywhere = {"name": "district", "label": Text("District", "District"), "value": chosen_.district}
    everywhere["options"] = [{"value": slug, "label": name} for slug, name in districts.items()]
    found: list[dict[str, Any]] = [everywhere]
    for key, (label, codes, _read) in LISTS.items():
        options = [{"value": code, "label": text} for code, text in codes.items()]
        found.append({"name": key, "label": label, "value": chosen_.codes.get(key, ""), "options": options})
    return found
