"""The Répertoire as a PDF, as of today or of any past day.

Composing it takes seconds, so it is kept in memory by edition, day and language, one is composed at a time, other readers
are asked to come back rather than hold the site's few threads, and no transaction is held meanwhile. A past day has the
PDF of the edition in force on it: the facts are the same, and no list of days asked for can push out what is kept.
"""

import hashlib
import threading
from collections import OrderedDict
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.http import urlencode

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.models import Edition
from parvis.directory.publication import edition_as_of, edition_days
from parvis.directory.published import PublishedDirectory
from parvis.documents.directory import directory_pdf
from parvis.law.kernel.text import Text
from parvis.web.directory.edition import day_asked
from parvis.web.directory.figures import BASES
from parvis.web.pages import address, language_of

#: How many PDFs are kept: each weighs about 1.5 MB.
MOST_KEPT = 12
#: Seconds that a reader waits for another's PDF before being asked to come back: a thread that waits serves nobody.
LONGEST_WAIT = 0.5
#: Seconds after which to come back: composing takes less.
COME_BACK = 15
FILE_NAME = Text("repertoire-{day}.pdf", "directory-{day}.pdf")
BUSY = Text(
    "Le PDF se prépare. Réessayez dans quelques secondes.", "The PDF is being prepared. Try again in a few seconds."
)

Key = tuple[str, date, str]
_kept: OrderedDict[Key, tuple[bytes, str]] = OrderedDict()
_one_at_a_time = threading.Lock()


def edition_pdf(request: HttpRequest) -> HttpResponseBase:
    """The PDF of `?on=2024-06-01`; of today where no day is given. A day that cannot be: the page says why."""
    lang, today = language_of(request), clock.today()
    written = request.GET.get("on", "").strip()[:20]
    day, fault = day_asked(written, today)
    if fault is not None:
        return redirect(f"{address(lang, 'edition')}?{urlencode({'on': written})}")
    with side("public"):
        number = str(Edition.current())
        shown = day if day == today else max((one for one in edition_days() if one <= day), default=day)
    made = _made((number, shown, lang))
    if made is None:
        busy = HttpResponse(BUSY.to(lang), status=503, content_type="text/plain; charset=utf-8")
        busy["Retry-After"] = str(COME_BACK)
        busy["Cache-Control"] = "no-store"
        return busy
    return _answer(request, made, FILE_NAME.to(lang).replace("{day}", shown.isoformat()))


edition_pdf.takes_no_side = True  # type: ignore[attr-defined]


def _made(key: Key) -> tuple[bytes, str] | None:
    """The PDF and its tag, kept or composed now; None where another is being composed for too long."""
    if (made := _kept.get(key)) is not None:
        return made
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        return None
    try:
        made = _kept.get(key)
        if made is None:
            published = _published(key)
            pdf = directory_pdf(published, published.lang, BASES)
            made = (pdf, f'"{hashlib.sha256(pdf).hexdigest()[:24]}"')
            _kept[key] = made
            if len(_kept) > MOST_KEPT:
                # Past editions give way first: the present one is what most readers ask for.
                del _kept[next((one for one in _kept if one[1] < key[1]), next(iter(_kept)))]
        return made
    finally:
        _one_at_a_time.release()


def _published(key: Key) -> PublishedDirectory:
    _, day, lang = key
    with side("public"):
        return edition_as_of(day, lang)


def _answer(request: HttpRequest, made: tuple[bytes, str], name: str) -> HttpResponseBase:
    pdf, tag = made
    response: HttpResponseBase
    if request.headers.get("If-None-Match", "") == tag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=300"
    return response
