"""The people of a demonstration: one for each role, each entered by one click. Only there, and only from this machine."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.sign_in import enter
from parvis.people.models import Membership, Person
from parvis.people.models.role import day_of
from parvis.people.roles import roles
from parvis.web.access import account_page
from parvis.web.account.coming import coming_of, landing, welcome
from parvis.web.pages import address, language_of
from parvis.web.team.shown import organization_names

_HERE = ("127.0.0.1", "::1")
_NAMES = ("localhost", "127.0.0.1", "[::1]", "testserver")


def _is_here(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself, by its own name, and through nobody."""
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded") or request.headers.get("Via")
    name, _ = split_domain_port(request.get_host())
    return request.META.get("REMOTE_ADDR", "") in _HERE and not forwarded and name in _NAMES


def people(request: HttpRequest) -> HttpResponse:
    """One invented person for each role; a click signs in as that person. Elsewhere this page does not exist."""
    if settings.ENVIRONMENT != "demonstration" or not _is_here(request):
        raise Http404
    now = clock.instant()
    invented = Person.objects.active().filter(added_by="demonstration")
    if request.method == "POST":
        typed = request.POST.get("person", "")
        chosen = (
            invented.filter(pk=int(typed)).first() if typed.isascii() and typed.isdigit() and len(typed) < 18 else None
        )
        if chosen is None:
            raise Http404
        entered = enter(chosen, method="demonstration", coming=coming_of(request), at=now)
        lang = language_of(request)
        there = landing(request, entered, address(lang, "account"))
        home = "team" if Membership.objects.filter(person=chosen).exists() else "practice"
        return welcome(request, entered, there if there != address(lang, "account") else address(lang, home))
    held = Membership.objects.in_force(day_of(now)).filter(person__in=invented).select_related("person").order_by("pk")
    bodies = organization_names(one.organization for one in held)
    rows: list[dict[str, Any]] = [
        {"person": one.person, "role": roles()[one.role], "organization": bodies[one.organization]} for one in held
    ]
    known = {one.email: one for one in invented}
    own = [{**one, "person": known[one["email"]]} for one in professionals() if one["email"] in known]
    return render(request, "team/demonstration.html", {"rows": rows, "own": own})


@cache
def professionals() -> list[dict[str, Any]]:
    """Those who hold no role: who they are, and what is theirs, in words."""
    data = tomllib.loads(files("parvis.web.team").joinpath("demonstration.toml").read_text(encoding="utf-8"))
    return list(data["professional"])


account_page(people, needs="anybody")
