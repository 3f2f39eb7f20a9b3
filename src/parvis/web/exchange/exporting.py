"""The directory as files to take away: those of the project byte for byte, the sheets to edit, the Répertoire of a day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse

from parvis.config import clock
from parvis.directory.exchange.edition import markdown
from parvis.directory.exchange.export import present, toml_files
from parvis.directory.exchange.sheets import SHEETS, records_csv, records_xlsx
from parvis.directory.publication import edition_as_of
from parvis.people.models.role import day_of
from parvis.web.directory.edition import day_asked
from parvis.web.pages import language_of
from parvis.web.team.gate import powered

#: A file, what it is, how it is called.
Made = tuple[bytes, str, str]
#: The parts of an archive carry no moment of their own: the same directory gives the same bytes.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def _files(lang: str, on: date) -> Made:
    """The project's files: what has not changed is byte for byte the project's own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(toml_files(present()).items()):
            part = zipfile.ZipInfo(f"organizations/{name}", _NO_MOMENT)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(part, text.encode())
    return out.getvalue(), "application/zip", f"parvis-{on}.zip"


def _sheets(lang: str, on: date) -> Made:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return records_xlsx(), kind, f"parvis-{on}.xlsx"


def _rows(name: str, lang: str, on: date) -> Made:
    return records_csv(SHEETS[name]).encode(), "text/csv; charset=utf-8", f"parvis-{name}-{on}.csv"


def _edition(lang: str, on: date) -> Made:
    text = markdown(edition_as_of(on, lang))
    return text.encode(), "text/markdown; charset=utf-8", f"repertoire-{on}-{lang}.md"


#: What can be taken away, by the name in the address.
FORMS: dict[str, Callable[[str, date], Made]] = {
    "files": _files,
    "xlsx": _sheets,
    **{name: partial(_rows, name) for name in SHEETS},
    "edition": _edition,
}


@powered("desk.import")
def export(request: HttpRequest) -> HttpResponse:
    """One file: `?form=files` (the one where none is named), `xlsx`, `services`…, or `edition` with `&on=2024-06-01`."""
    make = FORMS.get(request.GET.get("form", "files"))
    if make is None:
        raise Http404
    today = day_of(clock.instant())
    day, fault = day_asked(request.GET.get("on", "").strip()[:20], today)
    if fault is not None:
        raise Http404
    content, kind, name = make(language_of(request), day)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
