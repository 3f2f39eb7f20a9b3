"""Pages that a role opens. "Absent" and "forbidden" give the same answer; an operator is sent to enter their mode first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from parvis.config import clock
from parvis.people.actions.attempts import log_refused
from parvis.people.models import Membership, Person
from parvis.people.policies import may
from parvis.people.roles import roles_with
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of

View = Callable[..., HttpResponse]


def powered(power: str, *, fresh: bool = False) -> Callable[[View], View]:
    """Mark a page that a power opens (a code of `roles.toml`). `fresh`: who proved who they are in the last ten minutes.

    The power is asked for here so that nobody sees a page they cannot use; the action that writes asks again.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            person, now = person_of(request), clock.instant()
            if may(person, power, at=now):
                return view(request, *args, **kwargs)
            if roles_with(power, in_mode=True) and may(person, "team.operate", at=now):
                there = address(language_of(request), "team_mode")
                return see(f"{there}?{urlencode({'next': request.get_full_path()})}")
            log_refused(f"power.{power}", by=person.code)
            raise Http404

        opened.power = power  # type: ignore[attr-defined]
        return staff_page(opened, fresh=fresh)

    return marked


def person_shown(request: HttpRequest, number: int) -> Person:
    """The person of a page, whom this reader may know of; `Http404` otherwise, as where there is none."""
    me, now = person_of(request), clock.instant()
    known = Membership.objects.visible_to(me, at=now).filter(person=number).exists()
    found = Person.objects.filter(pk=number).first()
    if found is None or not (known or found.pk == me.pk or may(me, "team.read_all", at=now)):
        raise Http404
    return found
