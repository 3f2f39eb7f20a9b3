"""What a field of the editor offers to choose from: the words of a closed list, or the places and records of the directory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.directory.desk.editing_pages import Field
from parvis.directory.models import Location, Organization, Service
from parvis.directory.vocabulary import INVOLVEMENTS
from parvis.law.kernel.text import Text
from parvis.places.models import Courthouse, District

Options = list[dict[str, Any]]
NOT_SAID = Text("Sans réponse", "No answer")
YES, NO = Text("Oui", "Yes"), Text("Non", "No")
#: What the visitor's own choice says in the first person is said of somebody else here.
_ROLES = {
    "claimant": Text("La personne qui réclame", "The person who claims"),
    "defendant": Text("La personne poursuivie", "The person sued"),
}


def options_of(field: Field, content: Mapping[str, Any], lang: str) -> Options:
    """The choices of a field; empty where it takes anything."""
    if field.widget == "flag":
        return [{"value": "yes", "label": YES}, {"value": "no", "label": NO}, *_not_said(field)]
    if field.codes:
        own = _ROLES if field.whole_path == "eligibility.roles" else {}
        found = [{"value": code, "label": own.get(code, words)} for code, words in field.codes.items()]
        return [*found, *(_not_said(field) if field.widget == "choice" else [])]
    if field.widget in ("one", "several"):
        return _records(field, content, lang)
    return []


def _not_said(field: Field) -> Options:
    return [] if field.needed else [{"value": "", "label": NOT_SAID, "apart": True}]


def _records(field: Field, content: Mapping[str, Any], lang: str) -> Options:
    name = field.path.rpartition(".")[2].removesuffix("s")
    if name == "district":
        return _named(District.objects.order_by("key", "pk").values_list("slug", "name"))
    if name == "courthouse":
        return _named(Courthouse.objects.order_by("key", "pk").values_list("slug", "name"))
    if name == "location":
        return _locations(content, lang)
    if name == "service":
        services = Service.objects.of_organization(str(content.get("organization"))).by_name(lang)
        return [{"value": one.pk, "label": one.name} for one in services]
    return [one for one in organizations(lang) if one["value"] != content.get("id")]


def _named(rows: Any) -> Options:
    return [{"value": key, "label": name} for key, name in rows]


def organizations(lang: str) -> Options:
    """Every organization, in the alphabet of the page."""
    return [{"value": one.pk, "label": one.name} for one in Organization.objects.by_name(lang)]


def _locations(content: Mapping[str, Any], lang: str) -> Options:
    """The addresses of the organizations behind a service, and the one that it already has."""
    behind = [one.get("id") for one in content.get("organizations", [])]
    present = content.get("access", {}).get("location")
    rows = Location.objects.listed()
    found = [one for one in rows if one.organization_id in behind or one.pk == present]
    return [{"value": one.pk, "label": _address(one, lang)} for one in found]


def _address(one: Location, lang: str) -> str:
    name = one.name.to(lang) if one.name else one.organization.name.to(lang)
    return f"{name} – {one.address}" if one.address else name


def roles() -> Options:
    """The parts that an organization takes in a service."""
    return [{"value": code, "label": words} for code, words in INVOLVEMENTS.items()]
