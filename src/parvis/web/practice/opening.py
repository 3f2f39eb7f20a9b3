"""Opening an account as a professional, without an invitation: a letter is sent, its link opens the account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.actions.opening import ask_account, open_account, opening
from parvis.people.refused import Refused
from parvis.web.access import account_page
from parvis.web.account.coming import coming_of, faulty, see
from parvis.web.pages import address, language_of

_PAGE = "practice/account.html"


def ask(request: HttpRequest) -> HttpResponse:
    """Address, name, language; then the same answer whether the address is known or not."""
    if request.method != "POST":
        return render(request, _PAGE, {"language": language_of(request), "faults": {}})
    typed = {name: request.POST.get(name, "")[:300] for name in ("email", "name", "language")}
    try:
        ask_account(
            typed["email"],
            name=typed["name"],
            language=typed["language"],
            coming=coming_of(request),
            at=clock.instant(),
        )
    except Refused as refused:
        return faulty(request, _PAGE, refused, typed)
    return render(request, _PAGE, {"sent": True})


def link(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter leads to. Opening the page does nothing: a button opens the account and leads on to protect it."""
    now, lang = clock.instant(), language_of(request)
    ticket = opening(token, at=now)
    if ticket is None:
        return render(request, "practice/account_gone.html", status=404)
    if request.method != "POST":
        return render(
            request, "practice/account_link.html", {"name": ticket.data["name"], "email": ticket.data["email"]}
        )
    try:
        way_in = open_account(ticket, at=now)
    except Refused:
        return render(request, "practice/account_gone.html", status=404)
    return see(address(lang, "account_link", token=way_in))


for _view in (ask, link):
    account_page(_view, needs="anybody")
