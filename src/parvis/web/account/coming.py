"""What a request says about who comes, and the answers that sign somebody in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.sign_in import Coming, Entered
from parvis.people.actions.visits import Opened, end_session
from parvis.people.models import Session
from parvis.people.passkeys import Place
from parvis.people.refused import Refused
from parvis.web.access import (
    client_of,
    cookie_name,
    device_from,
    drop_cookie,
    keep_device,
    keep_session,
    local_address,
)
from parvis.web.pages import address, language_of
from parvis.web.team.desks import desks_of


def coming_of(request: HttpRequest) -> Coming:
    """From where, with which device, and how to write addresses of this site."""

    def absolute(lang: str, name: str, token: str) -> str:
        return request.build_absolute_uri(address(lang, name, token=token))

    return Coming(client_of(request), device_from(request), absolute)


def place_of(request: HttpRequest) -> Place:
    """The site that a passkey is for, by the name under which this installation may be reached."""
    name = request.get_host()
    return Place(f"{request.scheme}://{name}", name.rpartition(":")[0] if name.rpartition(":")[2].isdigit() else name)


def step_token(request: HttpRequest) -> str:
    """The token of what this browser has half done."""
    return request.COOKIES.get(cookie_name("step"), "")


def asked_next(request: HttpRequest) -> str:
    """Where somebody was on their way to: only ever a page of this site."""
    return local_address(request.POST.get("next") or request.GET.get("next", ""), language_of(request))


def to(request: HttpRequest, name: str, **query: str) -> HttpResponse:
    """Go on to a page of the account (303)."""
    there = address(language_of(request), name)
    return see(f"{there}?{urlencode(query)}" if query else there)


def see(where: str) -> HttpResponse:
    """Go on to an address of this site (303: the next request is a GET)."""
    response = HttpResponseRedirect(where)
    response.status_code = 303
    return response


def welcome(request: HttpRequest, entered: Entered, where: str) -> HttpResponse:
    """Sign somebody in: a new session, whatever the browser had before; to their account first where it is not protected."""
    before: Session | None = request.visit  # type: ignore[attr-defined]
    if before is not None:
        end_session(before, by=before.person.code, at=clock.instant())
    rotate_token(request)
    strong = entered.opened.session.strong
    response = see(where if strong else address(language_of(request), "account"))
    keep_session(response, entered.opened)
    keep_device(response, entered.device)
    drop_cookie(response, "step")
    return response


def landing(request: HttpRequest, entered: Entered, where: str) -> str:
    """Where somebody lands who was on their way nowhere (`where`, their account): the desk that a role of theirs opens."""
    person, lang = entered.opened.session.person, language_of(request)
    if where != address(lang, "account"):
        return where
    desks = desks_of(person, lang, at=clock.instant())
    return desks[0][0] if desks else where


def renewed(response: HttpResponse, opened: Opened) -> HttpResponse:
    """The same session under a new token."""
    keep_session(response, opened)
    drop_cookie(response, "step")
    return response


def faulty(request: HttpRequest, template: str, refused: Refused, context: dict[str, Any]) -> HttpResponse:
    """The page again, with what is to be mended."""
    errors = [{"field": refused.field, "message": refused.reason}]
    faults = {refused.field: refused.reason} if refused.field else {}
    return render(request, template, {**context, "errors": errors, "faults": faults}, status=422)
