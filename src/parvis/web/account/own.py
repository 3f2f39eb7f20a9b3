"""The account's own pages: what protects it, its sessions, its name and address, proving it again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.accounts import ask_new_email, confirm_email, set_details
from parvis.people.actions.notices import method_words
from parvis.people.actions.proofs import is_protected, recovery_codes_left
from parvis.people.actions.sign_in import prove_with_password, shown_passkey
from parvis.people.actions.visits import end_session, end_sessions, renew_session
from parvis.people.devices import device_words
from parvis.people.models import AuthenticatorApp, Password, Session, SignIn
from parvis.people.refused import Refused
from parvis.web.access import account_page, drop_cookie, person_of, session_in
from parvis.web.account.coming import asked_next, coming_of, faulty, place_of, renewed, see, step_token, to
from parvis.web.account.provider import provider_name
from parvis.web.account.sign_in import asking_key

#: Sign-ins that the page lists; it says how many there are.
LISTED = 20


def account(request: HttpRequest) -> HttpResponse:
    """What protects this account, and what can be changed."""
    person = person_of(request)
    context = {
        "person": person,
        "passkeys": list(person.passkeys.all()),
        "password": Password.objects.filter(person=person).first(),
        "app": AuthenticatorApp.objects.filter(person=person).first(),
        "codes_left": recovery_codes_left(person),
        "protected": is_protected(person),
        "strong": session_in(request).strong,
        "mailed": session_in(request).method == "mailed_code",
        "done": request.GET.get("done", "") if request.GET.get("done") in DONE else "",
    }
    return render(request, "account/account.html", context)


#: What a page may say was done, after a redirect.
DONE = ("passkey", "passkey_removed", "password", "app", "app_removed", "details", "email")


def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of this account, each of which its owner can end, and the last sign-ins."""
    person, here = person_of(request), session_in(request)
    now = clock.instant()
    if request.method == "POST":
        return _end(request, here)
    going = Session.objects.going(at=now).filter(person=person).order_by("-seen_at")
    sign_ins = SignIn.objects.filter(person=person)
    context = {
        "sessions": [_shown(one, here=one.pk == here.pk) for one in going],
        "sign_ins": [
            {"at": one.at, "how": method_words(one.method), "device": device_words(one.browser, one.system)}
            for one in sign_ins[:LISTED]
        ],
        "count": sign_ins.count(),
        "listed": LISTED,
    }
    return render(request, "account/sessions.html", context)


def _shown(one: Session, *, here: bool) -> dict[str, Any]:
    device = device_words(one.browser, one.system)
    return {
        "pk": one.pk,
        "device": device,
        "how": method_words(one.method),
        "started_at": one.started_at,
        "seen_at": one.seen_at,
        "here": here,
    }


def _end(request: HttpRequest, here: Session) -> HttpResponse:
    """End one session, or all the others. Whoever ends another than their own proves again who they are."""
    now, person = clock.instant(), here.person
    which = request.POST.get("session", "")
    if which != str(here.pk) and not here.is_fresh(at=now):
        return to(request, "account_confirm", next=request.path)
    if which == "others":
        end_sessions(person, by=person.code, at=now, but=here)
        return to(request, "account_sessions")
    found = Session.objects.filter(person=person, pk=int(which)).first() if _is_number(which) else None
    if found is None:
        raise Http404
    end_session(found, by=person.code, at=now)
    if found.pk != here.pk:
        return to(request, "account_sessions")
    response = to(request, "signed_out")
    drop_cookie(response, "session")
    return response


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 18


def details(request: HttpRequest) -> HttpResponse:
    """How this person is called, and in which language we write."""
    person = person_of(request)
    if request.method != "POST":
        return render(request, "account/details.html", {"name": person.name, "language": person.language})
    name, language = request.POST.get("name", "")[:200], request.POST.get("language", "")
    try:
        set_details(person, name=name, language=language, by=person.code, at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/details.html", refused, {"name": name, "language": language})
    return to(request, "account", done="details")


def email(request: HttpRequest) -> HttpResponse:
    """Ask for another address; it is taken once a letter sent there was answered."""
    person = person_of(request)
    if request.method != "POST":
        return render(request, "account/email.html", {"present": person.email})
    typed = request.POST.get("email", "")[:300]
    try:
        sent = ask_new_email(person, typed, addresses=coming_of(request).addresses, by=person.code, at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/email.html", refused, {"present": person.email, "email": typed})
    return render(request, "account/email.html", {"present": person.email, "sent": sent})


def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Take the new address, once its owner says so in their own session."""
    person = person_of(request)
    if request.method != "POST":
        return render(request, "account/email_confirm.html", {"present": person.email})
    try:
        confirm_email(person, token, addresses=coming_of(request).addresses, by=person.code, at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/email_confirm.html", refused, {"present": person.email})
    return to(request, "account", done="email")


def confirm(request: HttpRequest) -> HttpResponse:
    """Prove again who is here, before something that matters."""
    here = session_in(request)
    person, now = here.person, clock.instant()
    keys = tuple(bytes(one.credential) for one in person.passkeys.all())
    has_password = Password.objects.filter(person=person).exists() and (
        AuthenticatorApp.objects.filter(person=person).exists() or recovery_codes_left(person) > 0
    )
    context = {"next": asked_next(request), "has_passkey": bool(keys), "has_password": has_password}
    context["provider"] = provider_name() if here.method == "provider" else ""
    context["invented"] = here.method == "demonstration"
    if request.method != "POST":
        return render(request, "account/confirm.html", context)
    if request.POST.get("with") == "passkey" and "credential" not in request.POST:
        return asking_key(request, "account/confirm.html", context, keys)
    try:
        if "credential" in request.POST:
            shown_passkey(place_of(request), step_token(request), request.POST["credential"], at=now, of=person)
        else:
            password, code = request.POST.get("password", "")[:1000], request.POST.get("code", "")[:40]
            prove_with_password(here, password, code, coming=coming_of(request), at=now)
    except Refused as refused:
        return faulty(request, "account/confirm.html", refused, context)
    return renewed(see(asked_next(request)), renew_session(here, by=person.code, at=now))


for _view in (account, sessions, details, email_confirm, confirm):
    account_page(_view)
account_page(email, needs="fresh")
