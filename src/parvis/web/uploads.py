"""Files that are sent: one page takes one, of a bounded size; everywhere else a file is let go as it comes, and never stored."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler

from parvis.directory.exchange.archive import LARGEST_FILE

#: The only pages that take a file.
TAKES_A_FILE = ("desk_exchange",)
#: Where a page finds that what was sent was too large to be taken.
TOO_LARGE = "parvis.too_large"


class OneFile(TemporaryFileUploadHandler):
    """Keeps the first file sent to a page that takes one, up to the largest that an import reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files = 0
        self._size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins: the first of a page that takes one, or nothing."""
        match = getattr(self.request, "resolver_match", None)
        self._files += 1
        if match is None or match.url_name not in TAKES_A_FILE or self._files > 1:
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it: beyond the largest size the rest is let go, and the page says so."""
        self._size += len(raw_data)
        if self._size > LARGEST_FILE:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            self.file.close()
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)
