"""Ways in that an installation may offer beside its own: the organization's sign-in (`PARVIS_OIDC`), a mailed code
(`PARVIS_MAILED_CODES=1`). Where one is off its pages lead to those
that are there.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.attempts import count_attempt
from parvis.people.actions.elsewhere import ask_mailed_code, sign_in_through, sign_in_with_mailed_code
from parvis.people.actions.tickets import give_ticket
from parvis.people.models import Ticket
from parvis.people.models.ticket import digest_of
from parvis.people.oidc import Provider, ProviderFault
from parvis.people.refused import Refused
from parvis.web.access import account_page, local_address, set_cookie
from parvis.web.account.coming import asked_next, coming_of, faulty, landing, step_token, to, welcome
from parvis.web.pages import address, language_of


def provider_of_site() -> Provider | None:
    """The provider that the one setting names, or None."""
    found: Provider | None = settings.OIDC_PROVIDER
    return found


def provider_name() -> str:
    """The provider's name for the button; "" where there is none."""
    found = provider_of_site()
    return found.name if found else ""


def _back(request: HttpRequest) -> str:
    """Where the provider sends people back: one address, to register there, whatever the language."""
    return request.build_absolute_uri(address("fr", "sign_in_provider_back"))


def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider, with what its answer must match."""
    provider, now = provider_of_site(), clock.instant()
    if provider is None:
        return to(request, "sign_in")
    if not count_attempt("client", coming_of(request).client, at=now):
        return _failed(request)
    data = {"nonce": secrets.token_urlsafe(24), "verifier": secrets.token_urlsafe(48), "next": asked_next(request)}
    token = give_ticket("provider", None, at=now, data=data)
    try:
        where = provider.departure(
            back=_back(request), state=digest_of(token), nonce=data["nonce"], verifier=data["verifier"]
        )
    except ProviderFault:
        return _failed(request)
    response = HttpResponseRedirect(where)
    set_cookie(response, "step", token)
    return response


def back(request: HttpRequest) -> HttpResponse:
    """Take whoever comes back, if it is this browser that left."""
    provider, token = provider_of_site(), step_token(request)
    if provider is None:
        return to(request, "sign_in")
    ticket = Ticket.objects.open("provider", token, at=clock.instant())
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if ticket is None or not code or not secrets.compare_digest(state.encode(), digest_of(token).encode()):
        return _failed(request)
    try:
        entered = sign_in_through(
            provider, ticket, code[:2000], back=_back(request), coming=coming_of(request), at=clock.instant()
        )
    except Refused as refused:
        return faulty(request, "account/provider_failed.html", refused, {})
    there = local_address(str(ticket.data["next"]), language_of(request))
    return welcome(request, entered, landing(request, entered, there))


def _failed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/provider_failed.html", status=422)


def mailed(request: HttpRequest) -> HttpResponse:
    """Ask for an address, send a code there."""
    if not settings.MAILED_CODES:
        return to(request, "sign_in")
    if request.method != "POST":
        return render(request, "account/mailed.html")
    email = request.POST.get("email", "")[:300]
    try:
        token = ask_mailed_code(email, coming=coming_of(request), at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/mailed.html", refused, {"email": email})
    response = HttpResponseRedirect(address(language_of(request), "sign_in_mailed_code"))
    response.status_code = 303
    set_cookie(response, "step", token)
    return response


def mailed_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent."""
    if not settings.MAILED_CODES:
        return to(request, "sign_in")
    if request.method != "POST":
        return render(request, "account/mailed_code.html")
    typed, lang = request.POST.get("code", "")[:40], language_of(request)
    try:
        entered = sign_in_with_mailed_code(
            step_token(request), typed, language=lang, coming=coming_of(request), at=clock.instant()
        )
    except Refused as refused:
        return faulty(request, "account/mailed_code.html", refused, {})
    return welcome(request, entered, address(lang, "account"))


for _view in (start, back, mailed, mailed_code):
    account_page(_view, needs="anybody")
