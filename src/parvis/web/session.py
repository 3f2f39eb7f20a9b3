"""What a person answered, kept in one encrypted cookie and nowhere else.

Nothing is stored on the server; closing the browser ends it; after a day it is refused even if the browser kept it.
"""

import base64
import json
import zlib
from collections.abc import Iterator, MutableMapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

COOKIE = "parvis"
#: Seconds after which a cookie is refused.
LONGEST = 24 * 3600
#: Browsers keep 4,096 bytes a cookie, its name and attributes included.
LARGEST = 3_800


def cookie_name() -> str:
    """The cookie of the answers. Under https the browser itself refuses one that another site or path planted."""
    return f"__Host-{COOKIE}" if settings.PRODUCTION else COOKIE


class TooLarge(Exception):
    """The answers do not fit in a cookie: a form let too much through."""


def cipher(purpose: str) -> Fernet:
    """The installation's cipher for one purpose; a key for one never opens another."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))


class Answers(MutableMapping[str, Any]):
    """The answers of this visit. Read from the cookie when first asked for; written back only when changed."""

    def __init__(self, token: str = "") -> None:
        self._token = token
        self._values: dict[str, Any] | None = None
        self.changed = False

    @property
    def read(self) -> bool:
        """Whether this page depends on the answers: it is then of this visit alone."""
        return self._values is not None

    @property
    def _answers(self) -> dict[str, Any]:
        if self._values is None:
            self._values = _open(self._token)
        return self._values

    def __getitem__(self, key: str) -> Any:
        return self._answers[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._answers[key] = value
        self.changed = True

    def __delitem__(self, key: str) -> None:
        del self._answers[key]
        self.changed = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def sealed(self) -> str:
        """The cookie's text; `TooLarge` where a browser would drop it."""
        packed = zlib.compress(json.dumps(self._answers, separators=(",", ":"), ensure_ascii=False).encode(), 9)
        token = cipher("answers").encrypt(packed).decode()
        if len(token) > LARGEST:
            raise TooLarge
        return token


def _open(token: str) -> dict[str, Any]:
    if not token:
        return {}
    try:
        packed = cipher("answers").decrypt(token.encode(), ttl=LONGEST)
        values = json.loads(zlib.decompressobj().decompress(packed, 64 * 1024))
    except (InvalidToken, ValueError, zlib.error):
        return {}
    return values if isinstance(values, dict) else {}


def attach(request: HttpRequest) -> None:
    """Give the request its answers."""
    request.answers = Answers(request.COOKIES.get(cookie_name(), ""))  # type: ignore[attr-defined]


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write changed answers to the response's cookie, or remove it where none are left."""
    answers: Answers = request.answers  # type: ignore[attr-defined]
    if answers.read:
        response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Cookie"])
    if not answers.changed:
        return
    if not answers:
        _set(response, "", max_age=0, expires="Thu, 01 Jan 1970 00:00:00 GMT")
        return
    _set(response, answers.sealed())


def _set(response: HttpResponseBase, value: str, **until: Any) -> None:
    response.set_cookie(cookie_name(), value, httponly=True, samesite="Lax", secure=settings.PRODUCTION, **until)
