"""Cards of the directory kept ready: a card changes only with the directory's edition, or with the day.

What is kept is public, and holds nothing of the search that showed it: every search, whatever its words, shows the same card.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from parvis.directory.models import Service
from parvis.web.cache import KEPT
from parvis.web.directory import beside
from parvis.web.directory.filters import district_names
from parvis.web.directory.shown import card


def cards_of(keys: Sequence[str], lang: str, on: date, edition: int, district: str = "") -> list[SafeString]:
    """The cards of these services, in their order, as HTML. Asks the database only for those that are not ready.

    In a district whose centre has a telephone, the cards of its network begin with it: they are kept apart.
    """
    centres = beside.centres(district, edition)
    names = {f"card:{edition}:{on}:{lang}:{district if centres else ''}:{key}": key for key in keys}
    ready: dict[str, str] = cache.get_many(names)
    lacking = [key for name, key in names.items() if name not in ready]
    if lacking:
        made = {one.pk: _card(one, lang, on, centres) for one in Service.objects.filter(pk__in=lacking).listed()}
        new = {name: made[key] for name, key in names.items() if key in made}
        cache.set_many(new, KEPT)
        ready |= new
    return [mark_safe(ready[name]) for name in names if name in ready]  # noqa: S308 - rendered by our own template


def _card(service: Service, lang: str, on: date, centres: Mapping[str, Any]) -> str:
    said = card(service, lang, on, centres)
    return str(render_to_string("directory/_card.html", {"card": said, "level": 3, "lang": lang}))


def kept_district_names(edition: int) -> dict[str, str]:
    """Every district's slug with its name, in alphabetical order. Districts are loaded with the directory's edition."""
    found: dict[str, str] | None = cache.get_or_set(f"districts:{edition}", district_names, KEPT)
    return found or {}
