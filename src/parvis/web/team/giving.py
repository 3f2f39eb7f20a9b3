"""Giving a role: to somebody who has an account, or by an invitation to an address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.invitations import invite_person, withdraw_invitation
from parvis.people.actions.roles import grant_role
from parvis.people.models import Invitation
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.people.roles import roles
from parvis.web.access import person_of
from parvis.web.account.coming import coming_of, see
from parvis.web.pages import address, language_of
from parvis.web.team.forms import Typed, blank, choices, read_grant
from parvis.web.team.gate import person_shown, powered


@powered("team.manage")
def invite(request: HttpRequest) -> HttpResponse:
    """Write to somebody that a role waits for them."""
    today = day_of(clock.instant())
    if request.method != "POST":
        return _invite_form(request, blank(today, language_of(request)), "", language_of(request))
    typed = read_grant(request.POST, today)
    email, language = request.POST.get("email", "")[:300], request.POST.get("language", "")[:2]
    if typed.grant is not None:
        try:
            invite_person(
                email,
                typed.grant,
                language=language,
                addresses=coming_of(request).addresses,
                by=person_of(request),
                at=clock.instant(),
            )
            return see(address(language_of(request), "team") + "?invited=1")
        except Refused as refused:
            typed.faults[refused.field or "role"] = refused.reason
    return _invite_form(request, typed, email, language)


def _invite_form(request: HttpRequest, typed: Typed, email: str, language: str) -> HttpResponse:
    return _form(request, "team/invite.html", typed, {"email": email, "language": language})


@powered("team.manage")
def grant(request: HttpRequest, number: int) -> HttpResponse:
    """Give a role to somebody who has an account."""
    who, today = person_shown(request, number), day_of(clock.instant())
    if request.method != "POST":
        return _form(request, "team/grant.html", blank(today, language_of(request)), {"who": who})
    typed = read_grant(request.POST, today)
    if typed.grant is not None:
        try:
            grant_role(who, typed.grant, by=person_of(request), at=clock.instant())
            return see(address(language_of(request), "team_person", number=who.pk) + "?done=granted")
        except Refused as refused:
            typed.faults[refused.field or "role"] = refused.reason
    return _form(request, "team/grant.html", typed, {"who": who})


def _form(request: HttpRequest, template: str, typed: Typed, more: dict[str, Any]) -> HttpResponse:
    empty = dict.fromkeys(("role", "organization", "districts", "from_day", "to_day", "email", "language"), "")
    context = {
        "typed": typed.values,
        "errors": typed.errors,
        "faults": empty | typed.faults,
        "described": list(roles().values()),
        **choices(language_of(request)),
        **more,
    }
    return render(request, template, context, status=422 if typed.faults else 200)


@powered("team.manage")
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an invitation back."""
    me, now = person_of(request), clock.instant()
    found = Invitation.objects.visible_to(me, at=now).waiting(at=now).filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "team/withdraw.html", {"email": found.email, "role": roles()[found.role].name})
    try:
        withdraw_invitation(found, by=me, at=now)
    except Refused as refused:
        errors = [{"field": "", "message": refused.reason}]
        context = {"email": found.email, "role": roles()[found.role].name, "errors": errors}
        return render(request, "team/withdraw.html", context, status=422)
    return see(address(language_of(request), "team") + "#invitations")
