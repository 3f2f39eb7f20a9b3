"""The register as a table (CSV), with the filters of its page."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse

from parvis.config import clock
from parvis.roster.register import district_names
from parvis.roster.register_table import HEADER, row_of
from parvis.web.pages import language_of
from parvis.web.register import filters

#: The most rows of the table: beyond it, the page says so and the API gives the rest.
MOST = 20_000


def register_csv(request: HttpRequest) -> HttpResponse:
    """Everybody who answers the filters today, one line each."""
    lang, on = language_of(request), clock.today()
    found = filters.chosen(request.GET, district_names()).everybody(on, MOST)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name.to(lang) for name in HEADER])
    writer.writerows(row_of(one, lang) for one in found.rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="parvis-mediators-{on.isoformat()}-{lang}.csv"'
    response["Content-Language"] = lang
    return response
