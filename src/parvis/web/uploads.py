"""Files that are sent: a page that takes one takes one, of a bounded size; everywhere else a file is let go as it comes.

A page that takes a file stands in `TAKES_A_FILE`, by the name of its address, with the most that it takes. Its view reads it
with `sent_file`. A file that is too large is let go too: the other fields of the form are all there, and the page says why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from parvis.documents import content_words as words
from parvis.documents.limits import MEGABYTE
from parvis.documents.tables.archive import LARGEST_FILE
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.roster.exchange.limits import MOST_BYTES


def largest_import() -> int:
    """Bytes of the largest file that the desk's import reads."""
    return LARGEST_FILE


def largest_document() -> int:
    """Bytes of the largest document that is kept."""
    return settings.LARGEST_DOCUMENT


def largest_roster() -> int:
    """Bytes of the largest roster that is read."""
    return MOST_BYTES


#: The only pages that take a file → the most that each takes.
TAKES_A_FILE: dict[str, Callable[[], int]] = {
    "desk_exchange": largest_import,
    "practice_step": largest_document,
    "practice_documents": largest_document,
    "certifying_roster": largest_roster,
    "practice_session": largest_document,
    "serving_batch": largest_document,
    "practice_trainings": largest_document,
    "practice_request": largest_document,
    "practice_completion": largest_document,
    "practice_supervision": largest_document,
}
#: What a field for a document takes (`accept` of `c-file-field`): telephones then make a JPEG of their pictures.
ACCEPTED = ".pdf,.jpg,.jpeg,.png"
#: Where a page finds that what was sent was too large to be taken.
TOO_LARGE = "parvis.too_large"


class OneFile(TemporaryFileUploadHandler):
    """Keeps the first file sent to a page that takes one, up to the most that it takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files = 0
        self._size = 0
        self._most = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins: the first of a page that takes one, or nothing."""
        match = getattr(self.request, "resolver_match", None)
        self._files += 1
        if match is None or match.url_name not in TAKES_A_FILE or self._files > 1:
            raise SkipFile
        self._most = TAKES_A_FILE[match.url_name]()
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it: beyond the most that is taken, the rest of this file is let go, and the page says so."""
        self._size += len(raw_data)
        if self._size > self._most:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def document_hint() -> Text:
    """What is said under a field for a document."""
    return words.HINT.fill(most=largest_document() // MEGABYTE)


def sent_file(request: HttpRequest, field: str = "file") -> bytes:
    """The document sent in this field. `Refused`, at this field, where there is none, or it was too large to be taken."""
    sent = request.FILES.get(field)
    if request.META.get(TOO_LARGE):
        raise Refused(words.TOO_LARGE.fill(most=largest_document() // MEGABYTE), field=field)
    if sent is None:
        raise Refused(words.NO_FILE, field=field)
    return sent.read(largest_document() + 1)
