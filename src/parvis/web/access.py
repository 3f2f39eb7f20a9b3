"""Who may come to a page, and on which side of the database it runs.

`staff_page` marks a page for somebody signed in; `account_page` one of the account's own. Every other page is public: it
never looks at a session, so that it is the same for everybody and a cache may keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from parvis.config import clock
from parvis.people.actions.visits import Opened, session_of
from parvis.people.devices import Device, device_of
from parvis.people.models import Nobody, OperatorMode, Person, Session
from parvis.people.models.visit import REMEMBERED
from parvis.web.pages import address, language_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Gate:
    """What a page asks for: its side, and `anybody`, a `session`, a `strong` one, or a `fresh` proof in it."""

    side: str = "public"
    needs: str = "anybody"


PUBLIC = Gate()


def staff_page(view: View, *, fresh: bool = False) -> View:
    """A page for somebody signed in with two proofs; `fresh`: who proved it in the last ten minutes."""
    view.gate = Gate("staff", "strong_fresh" if fresh else "strong")  # type: ignore[attr-defined]
    return view


def account_page(view: View, *, needs: str = "session") -> View:
    """A page of the account: `anybody`, `session` or `fresh`."""
    view.gate = Gate("door", needs)  # type: ignore[attr-defined]
    return view


def link_page(view: View) -> View:
    """A page of a link that an organization was sent: whoever holds it, and no session is ever looked at."""
    view.gate = Gate("proposer", "anybody")  # type: ignore[attr-defined]
    return view


def cookie_name(purpose: str) -> str:
    """`session`, `device` or `step`. Under https the browser itself refuses one that another site or path planted."""
    return f"__Host-parvis-{purpose}" if settings.PRODUCTION else f"parvis-{purpose}"


def set_cookie(response: HttpResponse, purpose: str, token: str, *, seconds: int | None = None) -> None:
    """Hand a token to the browser."""
    response.set_cookie(
        cookie_name(purpose),
        token,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=settings.PRODUCTION,
    )


def drop_cookie(response: HttpResponse, purpose: str) -> None:
    """Take a token back."""
    response.set_cookie(
        cookie_name(purpose),
        "",
        max_age=0,
        expires="Thu, 01 Jan 1970 00:00:00 GMT",
        path="/",
        httponly=True,
        samesite="Lax",
        secure=settings.PRODUCTION,
    )


def keep_session(response: HttpResponse, opened: Opened) -> HttpResponse:
    """Hand the session's token to the browser; it goes when the browser closes."""
    set_cookie(response, "session", opened.token)
    return response


def keep_device(response: HttpResponse, token: str) -> None:
    """Let this browser be known again."""
    set_cookie(response, "device", token, seconds=int(REMEMBERED.total_seconds()))


def device_from(request: HttpRequest) -> Device:
    """The device of this request."""
    return device_of(request.headers.get("User-Agent", "")[:400], request.COOKIES.get(cookie_name("device"), ""))


def client_of(request: HttpRequest) -> str:
    """From where the request came, to count attempts: an IPv4 address, or the half of an IPv6 one that is a network.

    Behind a proxy that ends TLS it is the last address that the proxy wrote; what the visitor wrote before is not believed.
    """
    near = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        near = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or near
    return ":".join(near.split(":")[:4]) if near.count(":") > 1 else near


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; only in views whose gate has let somebody in."""
    person = request.person  # type: ignore[attr-defined]
    if not isinstance(person, Person):
        raise TypeError("this page has no gate: mark its view with staff_page or account_page")
    return person


def session_in(request: HttpRequest) -> Session:
    """The session of this request; only in views whose gate has let somebody in."""
    session = request.visit  # type: ignore[attr-defined]
    if not isinstance(session, Session):
        raise TypeError("this page has no gate: mark its view with staff_page or account_page")
    return session


def local_address(typed: str, lang: str) -> str:
    """An address of this site that somebody was on their way to; the account's own page where it is not one of ours."""
    known = typed[:500]
    path = known.partition("?")[0]
    safe = (
        known.startswith(("/fr/", "/en/"))
        and url_has_allowed_host_and_scheme(known, allowed_hosts=None)
        and not any(ord(one) < 33 or one == "\\" for one in known)
    )
    try:
        if safe and resolve(path):
            return known
    except Resolver404:
        pass
    return address(lang, "account")


def admit(request: HttpRequest, gate: Gate, *, at: datetime | None = None) -> HttpResponse | None:
    """Say who comes, and send away who may not: to sign in, to finish protecting the account, to prove it again."""
    if gate.side in ("proposer", "signer"):
        request.visit = None  # type: ignore[attr-defined]
        return None
    moment = at or clock.instant()
    session = session_of(request.COOKIES.get(cookie_name("session"), ""), at=moment)
    request.visit = session  # type: ignore[attr-defined]
    request.person = session.person if session else Nobody()  # type: ignore[attr-defined]
    if gate.needs == "anybody":
        return None
    if session is None:
        return _sent(request, "sign_in")
    if gate.needs.startswith("strong") and not session.strong:
        return _sent(request, "account")
    if gate.needs.endswith("fresh") and not session.is_fresh(at=moment):
        return _sent(request, "account_confirm")
    if gate.side == "staff":
        mode = OperatorMode.objects.open(session.person, at=moment)
        request.mode = mode  # type: ignore[attr-defined]
        request.mode_left = mode.minutes_left(at=moment) if mode else 0  # type: ignore[attr-defined]
    return None


def _sent(request: HttpRequest, name: str) -> HttpResponse:
    """To another page of the account, which leads back here."""
    there = address(language_of(request), name)
    response = HttpResponseRedirect(f"{there}?{urlencode({'next': request.get_full_path()})}")
    response.status_code = 303
    return response


def private(response: HttpResponse) -> HttpResponse:
    """A page about somebody: no cache keeps it, no search engine lists it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_vary_headers(response, ["Cookie"])
    return response


def gate_of(view: Callable[..., Any]) -> Gate:
    """The gate of a view: public where it has none."""
    return getattr(view, "gate", PUBLIC)
