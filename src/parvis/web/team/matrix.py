"""The permission matrix as a public page: every page and endpoint × every role, read from what the site really enforces.

A page says by itself who comes in (its gate) and by which power; nothing is written here twice, so nothing can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver

from parvis.law.kernel.text import Text
from parvis.people.roles import roles, roles_with
from parvis.web import access
from parvis.web.pages import LANGUAGES, language_of

#: What each power is, in words.
POWERS = {
    "team.read": Text("Voir son équipe", "See one's team"),
    "team.operate": Text("Entrer dans le mode exploitant", "Enter operator mode"),
    "team.read_all": Text(
        "Voir tous les rôles et ce que chaque compte a fait", "See every role and what each account did"
    ),
    "team.manage": Text("Inviter, donner et terminer les rôles", "Invite, grant and end roles"),
    "desk.read": Text("Lire l'atelier du répertoire", "Read the directory's desk"),
    "desk.edit": Text("Modifier une fiche", "Edit a record"),
    "desk.publish": Text("Publier une fiche", "Publish a record"),
    "desk.propose": Text("Proposer un changement", "Propose a change"),
    "desk.import": Text("Importer et exporter", "Import and export"),
    "desk.answer": Text("Répondre aux signalements", "Answer reports"),
    "roster.read": Text("Lire le registre des médiateurs", "Read the register of mediators"),
    "roster.certify": Text("Accréditer et suivre les accréditations", "Certify, and follow certifications"),
    "roster.serve": Text("Tenir le service de médiation", "Run the mediation service"),
    "claims.review": Text("Examiner les demandes d'honoraires", "Review fee claims"),
    "claims.read": Text("Lire les demandes d'honoraires", "Read fee claims"),
    "payments.pay": Text("Payer par lots", "Pay in batches"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One page or endpoint: its name, its addresses by language ("" is for both), its gate and the power that it asks for."""

    name: str
    routes: dict[str, str]
    gate: access.Gate
    power: str


def _walk(found: Iterable[Any], before: str, names: str) -> Iterable[tuple[str, str, Any]]:
    for one in found:
        if isinstance(one, URLPattern):
            yield f"{names}{one.name}", f"/{before}{one.pattern}", one.callback
        elif isinstance(one, URLResolver):
            space = f"{one.namespace}:" if one.namespace and one.namespace not in LANGUAGES else ""
            yield from _walk(one.url_patterns, before + str(one.pattern), names + space)


@cache
def places() -> tuple[Place, ...]:
    """Every page and endpoint of this installation."""
    by_name: dict[str, Place] = {}
    for name, route, view in _walk(get_resolver().url_patterns, "", ""):
        lang = route[1:3] if route.startswith(("/fr/", "/en/")) else ""
        place = by_name.setdefault(name, Place(name, {}, access.gate_of(view), getattr(view, "power", "")))
        place.routes[lang] = re.sub(r"<[^>]*>", "…", route)
    return tuple(by_name.values())


def opened_by(place: Place) -> frozenset[str]:
    """Who may open a place: `visitor`, the roles, and `operator_mode`."""
    everybody = frozenset(("visitor", *roles(), "operator_mode"))
    if place.gate.needs == "anybody":
        return everybody
    if not place.power:
        return everybody - {"visitor"}
    standing, in_mode = roles_with(place.power), roles_with(place.power, in_mode=True)
    return standing | (frozenset({"operator_mode"}) if in_mode or "operator" in standing else frozenset())


COLUMNS = {
    "visitor": Text("Sans compte", "No account"),
    **{one.code: one.name for one in roles().values()},
    "operator_mode": Text("Exploitant, dans son mode", "Operator, in their mode"),
}


def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix, with what each role is."""
    lang = language_of(request)

    def address_in(place: Place) -> str:
        return place.routes.get(lang) or place.routes.get("") or next(iter(place.routes.values()))

    work: list[dict[str, Any]] = [
        {
            "address": address_in(one),
            "power": POWERS.get(one.power) or Text("Son propre compte", "One's own account"),
            "cells": [code in opened_by(one) for code in COLUMNS],
        }
        for one in places()
        if one.gate.needs != "anybody"
    ]
    public = sorted(address_in(one) for one in places() if one.gate.needs == "anybody")
    opened = {code: [one["address"] for one in work if one["cells"][at]] for at, code in enumerate(COLUMNS)}
    shown = [{"name": one.name, "does": one.does, "opens": opened.get(code, [])} for code, one in roles().items()]
    context = {"columns": list(COLUMNS.values()), "work": work, "public": public, "roles": shown}
    return render(request, "team/matrix.html", context)


matrix.takes_no_side = True  # type: ignore[attr-defined]
