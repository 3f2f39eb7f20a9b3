"""Pages that a letter leads to, and the one that asks for a letter. A link that opens nothing says so, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.accounts import ask_way_back, come_in_by_link, disown, way_in
from parvis.people.actions.proofs import is_protected
from parvis.people.models import Ticket
from parvis.people.refused import Refused
from parvis.web.access import account_page, drop_cookie
from parvis.web.account.coming import coming_of, faulty, welcome
from parvis.web.pages import address, language_of


def recover(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same whether or not the address has an account."""
    if request.method != "POST":
        return render(request, "account/recover.html")
    email = request.POST.get("email", "")[:300]
    try:
        ask_way_back(email, coming=coming_of(request), at=clock.instant())
    except Refused as refused:
        return faulty(request, "account/recover.html", refused, {"email": email})
    return render(request, "account/recover.html", {"sent": True})


def link(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a link: at once for a new account, with a recovery code for one that is protected. Opening it does nothing."""
    ticket = way_in(token, at=clock.instant())
    if ticket is None or ticket.person is None:
        return _gone(request)
    context = {"protected": is_protected(ticket.person), "kind": ticket.kind}
    if request.method != "POST":
        return render(request, "account/link.html", context)
    try:
        code = request.POST.get("code", "")[:40]
        entered = come_in_by_link(ticket, code, coming=coming_of(request), at=clock.instant())
    except Refused as refused:
        if not refused.field:
            return _gone(request)
        return faulty(request, "account/link.html", refused, context)
    return welcome(request, entered, address(language_of(request), "account"))


def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """« This was not me »: close every session and take back what was changed, once confirmed."""
    ticket = Ticket.objects.open("not_me", token, at=clock.instant())
    if ticket is None:
        return _gone(request)
    if request.method != "POST":
        return render(request, "account/not_me.html")
    try:
        disown(ticket, at=clock.instant())
    except Refused:
        return _gone(request)
    response = render(request, "account/not_me.html", {"done": True})
    for one in ("session", "device", "step"):
        drop_cookie(response, one)
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "account/gone.html", status=404)


for _view in (recover, link, not_me):
    account_page(_view, needs="anybody")
