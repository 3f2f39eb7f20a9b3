"""The desks of whoever reads a page, for the menus of the pages of work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.web.team.desks import desks_of

register = template.Library()


@register.simple_tag(takes_context=True)
def own_desks(context: template.Context) -> Sequence[tuple[str, Text, Text]]:
    """The address, the name and the short name of each desk that the reader's roles open; none for whoever is not signed in."""
    request: Any = context.get("request")
    person = getattr(request, "person", None)
    if not isinstance(person, Person):
        return ()
    return desks_of(person, str(context.get("lang", "fr")), at=clock.instant())
