"""The page that an invitation's letter leads to. It runs at the door: whoever opens it may have no account yet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.invitations import accept_invitation, has_account, readable
from parvis.people.models import Invitation, Person
from parvis.people.refused import Refused
from parvis.people.roles import roles
from parvis.web.access import account_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.shown import organization_kind, organization_names


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered, and the form that takes it; or why it can no longer be taken, and what to do."""
    now, lang = clock.instant(), language_of(request)
    by: Person = request.person  # type: ignore[attr-defined]
    try:
        found = readable(token, at=now)
    except Refused as refused:
        return render(request, "team/invitation_gone.html", {"reason": refused.reason}, status=404)
    if request.method != "POST":
        return _page(request, found, None, name="", language=found.language)
    name, language = request.POST.get("name", "")[:200], request.POST.get("language", found.language)[:2]
    try:
        kind = organization_kind(found.organization)
        done = accept_invitation(token, name=name, language=language, kind=kind, by=by, at=now)
    except Refused as refused:
        return _page(request, found, refused, name=name, language=language)
    if done.way_in:
        return see(address(lang, "account_link", token=done.way_in))
    return see(address(lang, "account"))


def _page(
    request: HttpRequest, found: Invitation, refused: Refused | None, *, name: str, language: str
) -> HttpResponse:
    here: Person = request.person  # type: ignore[attr-defined]
    lang, role = language_of(request), roles()[found.role]
    known = has_account(found)
    context = {
        "role": role,
        "body": organization_names([found.organization])[found.organization],
        "until": found.expires_at,
        "email": found.email,
        "name": name,
        "language": language,
        "new": not known and not here.is_authenticated,
        "mine": here.is_authenticated and here.email == found.email,
        "other": here.is_authenticated and here.email != found.email,
        "sign_in": f"{address(lang, 'sign_in')}?{urlencode({'next': request.path})}",
        "errors": [{"field": refused.field, "message": refused.reason}] if refused else [],
        "faults": {"name": "", "language": ""} | ({refused.field: refused.reason} if refused and refused.field else {}),
    }
    return render(request, "team/invitation.html", context, status=422 if refused else 200)


account_page(invitation, needs="anybody")
