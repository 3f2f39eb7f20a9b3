"""Addresses of the open formats that the pages lead to, and the description of a service that search engines read."""

import json
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from parvis.directory import jsonld
from parvis.directory.models import Service
from parvis.law.kernel.text import Text

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def feed(of: str, slug: str, lang: str) -> str:
    """The iCalendar address of a service or a district, to subscribe to or to add once."""
    return f"/api/calendar/{of}/{slug}.ics?lang={lang}"


def open_data(lang: str) -> list[dict[str, Any]]:
    """The directory in the open formats: their names, their addresses."""
    return [
        {"name": Text("Services en CSV", "Services as CSV"), "href": f"/api/directory/services.csv?lang={lang}"},
        {"name": Text("Chiffres en CSV", "Figures as CSV"), "href": f"/api/directory/statistics.csv?lang={lang}"},
        {
            "name": Text("Données ouvertes (HSDS 3.1)", "Open data (HSDS 3.1)"),
            "href": f"/api/hsds/services?lang={lang}",
        },
        {"name": Text("Toute l’API", "The whole API"), "href": f"/api/docs?lang={lang}"},
    ]


def json_ld(service: Service, lang: str, url: str, on: date) -> SafeString:
    """The service as schema.org data, safe inside a script element."""
    data: Any = jsonld.service(service, lang, url, on)
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped above
