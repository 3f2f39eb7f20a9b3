"""Coming in and going out: password and code, passkey, sign-out. The same page and words for every address."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.sign_in import check_password, sign_in_with_code, sign_in_with_passkey
from parvis.people.actions.tickets import give_ticket
from parvis.people.actions.visits import end_session
from parvis.people.models import Session, Ticket
from parvis.people.passkeys import ask_for_key
from parvis.people.refused import Refused
from parvis.web.access import account_page, drop_cookie, set_cookie
from parvis.web.account.coming import asked_next, coming_of, faulty, landing, place_of, see, step_token, to, welcome
from parvis.web.account.provider import provider_name
from parvis.web.pages import address, language_of


def _context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    return {"next": asked_next(request), "provider": provider_name(), "mailed_codes": settings.MAILED_CODES, **more}


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and a password, and offer the passkey; on POST examine them."""
    visit: Session | None = request.visit  # type: ignore[attr-defined]
    if request.method != "POST":
        if visit is not None and visit.strong:
            return see(asked_next(request))
        return render(request, "account/sign_in.html", _context(request))
    email = request.POST.get("email", "")[:254]
    try:
        token = check_password(
            email, request.POST.get("password", "")[:1000], coming=coming_of(request), at=clock.instant()
        )
    except Refused as refused:
        return faulty(request, "account/sign_in.html", refused, _context(request, email=email))
    response = to(request, "sign_in_code", next=asked_next(request))
    set_cookie(response, "step", token)
    return response


def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, or a recovery code."""
    if Ticket.objects.open("second", step_token(request), at=clock.instant()) is None:
        return to(request, "sign_in", next=asked_next(request))
    context = _context(request)
    if request.method != "POST":
        return render(request, "account/sign_in_code.html", context)
    try:
        typed = request.POST.get("code", "")[:40]
        entered = sign_in_with_code(step_token(request), typed, coming=coming_of(request), at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/sign_in_code.html", refused, context)
    return welcome(request, entered, landing(request, entered, asked_next(request)))


def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: the first POST asks the browser, the second brings its answer."""
    context = _context(request)
    if request.method != "POST":
        return render(request, "account/sign_in_passkey.html", context)
    if "credential" not in request.POST:
        return asking_key(request, "account/sign_in_passkey.html", context)
    try:
        entered = sign_in_with_passkey(
            place_of(request),
            step_token(request),
            request.POST["credential"],
            coming=coming_of(request),
            at=clock.instant(),
        )
    except Refused as refused:
        return faulty(request, "account/sign_in_passkey.html", refused, context)
    return welcome(request, entered, landing(request, entered, asked_next(request)))


def asking_key(
    request: HttpRequest, template: str, context: dict[str, Any], existing: tuple[bytes, ...] = ()
) -> HttpResponse:
    """The page that asks the browser to show a key; the challenge is good once, for five minutes, in this browser."""
    options, state = ask_for_key(place_of(request), existing)
    response = render(request, template, {**context, "options": json.dumps(options["publicKey"])})
    set_cookie(response, "step", give_ticket("challenge", None, at=clock.instant(), data=state))
    return response


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask once, then end this session."""
    visit: Session | None = request.visit  # type: ignore[attr-defined]
    if request.method == "POST":
        if visit is not None:
            end_session(visit, by=visit.person.code, at=clock.instant())
        response = see(address(language_of(request), "signed_out"))
        for one in ("session", "step"):
            drop_cookie(response, one)
        # What this browser still shows of the account is forgotten with it.
        response["Clear-Site-Data"] = '"cache"'
        return response
    if visit is None:
        return to(request, "sign_in")
    return render(request, "account/sign_out.html")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that nobody is signed in here any more."""
    return render(request, "account/signed_out.html")


for _view in (sign_in, code, passkey, sign_out, signed_out):
    account_page(_view, needs="anybody")
