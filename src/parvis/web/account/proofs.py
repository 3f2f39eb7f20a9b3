"""Adding and removing what proves a person: passkeys, the password, the app, the recovery codes."""

from __future__ import annotations

import binascii
import json
from typing import Any

import qrcode
from cryptography.fernet import InvalidToken
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.actions.notices import tell_of_change
from parvis.people.actions.proofs import (
    add_app,
    add_passkey,
    make_recovery_codes,
    recovery_codes_left,
    remove_app,
    remove_passkey,
    set_password,
)
from parvis.people.actions.tickets import give_ticket, use_ticket
from parvis.people.actions.visits import end_sessions, renew_session
from parvis.people.codes import app_address, new_app_secret, written_secret
from parvis.people.devices import device_words
from parvis.people.models import AuthenticatorApp, Password, Person, Ticket
from parvis.people.passkeys import NotProved, ask_for_new_key, read_new_key
from parvis.people.refused import Refused
from parvis.people.sealing import cipher
from parvis.web.access import account_page, device_from, person_of, session_in, set_cookie
from parvis.web.account.coming import coming_of, faulty, place_of, renewed, step_token, to
from parvis.web.pages import language_of

#: Seconds that a page with a new app's secret stays good.
APP_PAGE = 15 * 60


def _tell(request: HttpRequest, change: str) -> None:
    tell_of_change(person_of(request), change, addresses=coming_of(request).addresses, at=clock.instant())


def _protected_now(request: HttpRequest, done: str) -> HttpResponse:
    """After a proof was added: the session under a new token, strong now; to the recovery codes where there are none."""
    person, here = person_of(request), session_in(request)
    response = to(request, "account", done=done) if recovery_codes_left(person) else to(request, "account_codes")
    return renewed(response, renew_session(here, by=person.code, at=clock.instant(), strong=True))


def passkey_add(request: HttpRequest) -> HttpResponse:
    """Make a passkey in this device: the first POST asks the browser, the second brings the key."""
    person, now = person_of(request), clock.instant()
    name = request.POST.get("name", "")[:60]
    if request.method != "POST":
        device = device_from(request)
        named = device_words(device.browser, device.system).to(language_of(request))
        return render(request, "account/passkey_add.html", {"name": named if device.system else ""})
    if "credential" not in request.POST:
        return _ask_new_key(request, person, name)
    ticket = Ticket.objects.open("challenge", step_token(request), at=now)
    try:
        if ticket is None or ticket.person_id != person.pk or not use_ticket(ticket):
            raise NotProved
        key = read_new_key(place_of(request), ticket.data, request.POST["credential"])
        add_passkey(person, key, name=name, by=person.code, at=now)
    except NotProved:
        refused = Refused(
            Text("La clé d'accès n'a pas été faite. Recommencez.", "The passkey was not made. Start again.")
        )
        return faulty(request, "account/passkey_add.html", refused, {"name": name})
    except Refused as refused:
        return faulty(request, "account/passkey_add.html", refused, {"name": name})
    _tell(request, "passkey_added")
    return _protected_now(request, "passkey")


def _ask_new_key(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    existing = [bytes(one.credential) for one in person.passkeys.all()]
    options, state = ask_for_new_key(
        place_of(request), handle=person.handle.bytes, email=person.email, name=person.name, existing=existing
    )
    context = {"name": name, "options": json.dumps(options["publicKey"])}
    response = render(request, "account/passkey_add.html", context)
    set_cookie(response, "step", give_ticket("challenge", person, at=clock.instant(), data=state))
    return response


def passkey_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Remove one of one's own passkeys, once confirmed."""
    person = person_of(request)
    passkey = person.passkeys.filter(pk=number).first()
    if passkey is None:
        raise Http404
    if request.method != "POST":
        return render(request, "account/passkey_remove.html", {"passkey": passkey})
    try:
        remove_passkey(passkey, by=person.code, at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/passkey_remove.html", refused, {"passkey": passkey})
    _tell(request, "passkey_removed")
    return to(request, "account", done="passkey_removed")


def password(request: HttpRequest) -> HttpResponse:
    """Choose a password. Every other session ends."""
    person, here, now = person_of(request), session_in(request), clock.instant()
    app = AuthenticatorApp.objects.filter(person=person).exists()
    context = {"app": app, "email": person.email}
    if request.method != "POST":
        return render(request, "account/password.html", context)
    new, again = request.POST.get("new_password", "")[:1000], request.POST.get("again", "")[:1000]
    try:
        if new != again:
            raise Refused(Text("Les deux ne sont pas pareils.", "The two are not the same."), field="again")
        set_password(person, new, by=person.code, at=now)
    except Refused as refused:
        return faulty(request, "account/password.html", refused, context)
    end_sessions(person, by=person.code, at=now, but=here)
    _tell(request, "password")
    response = to(request, "account", done="password") if app else to(request, "account_app")
    return renewed(response, renew_session(here, by=person.code, at=now))


def app(request: HttpRequest) -> HttpResponse:
    """Tie an authenticator app: a picture or a key to type, then the code that the app shows."""
    person, now = person_of(request), clock.instant()
    if not Password.objects.filter(person=person).exists():
        return to(request, "account_password")
    secret = _secret_of_page(request, person) if request.method == "POST" else None
    if secret is None:
        return render(request, "account/app.html", _app_context(person, new_app_secret()))
    try:
        add_app(person, secret, request.POST.get("code", "")[:20], by=person.code, at=now)
    except Refused as refused:
        return faulty(request, "account/app.html", refused, _app_context(person, secret))
    _tell(request, "app_added")
    return _protected_now(request, "app")


def _app_context(person: Person, secret: bytes) -> dict[str, Any]:
    matrix = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    matrix.add_data(app_address(secret, account=person.email, issuer="Parvis"))
    rows = matrix.get_matrix()
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    sealed = cipher(f"app page {person.pk}").encrypt(secret).decode()
    return {"squares": squares, "size": len(rows), "written": written_secret(secret), "sealed": sealed}


def _secret_of_page(request: HttpRequest, person: Person) -> bytes | None:
    """The secret that this person's page was made with; None where it is not one, or too old."""
    try:
        sealed = request.POST.get("sealed", "")[:400].encode("ascii")
        return cipher(f"app page {person.pk}").decrypt(sealed, ttl=APP_PAGE)
    except (InvalidToken, ValueError, binascii.Error):
        return None


def app_remove(request: HttpRequest) -> HttpResponse:
    """Untie the app, once confirmed."""
    person = person_of(request)
    if request.method != "POST":
        return render(request, "account/app_remove.html")
    try:
        remove_app(person, by=person.code, at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/app_remove.html", refused, {})
    _tell(request, "app_removed")
    return to(request, "account", done="app_removed")


def codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes; they are shown once, on the page that answers."""
    person = person_of(request)
    context: dict[str, Any] = {"left": recovery_codes_left(person)}
    if request.method == "POST":
        context["codes"] = make_recovery_codes(person, by=person.code, at=clock.instant())
        if context["left"]:
            _tell(request, "codes")
    return render(request, "account/codes.html", context)


for _view in (passkey_add, passkey_remove, password, app, app_remove, codes):
    account_page(_view, needs="fresh")
