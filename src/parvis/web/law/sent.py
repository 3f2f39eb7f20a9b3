"""What a form sends, read with room for the longest file that a question takes; the limit is said where it is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest

from parvis.law.kernel.text import Text

#: The most fields of one form: the longest question has some 5,500 where each of its lists is full.
MOST_FIELDS = 8_000
TOO_MANY = Text(
    f"Le formulaire a plus de {MOST_FIELDS // 1000} 000 réponses. Nous montrons les premières. Retirez-en, ou passez par l'API.",
    f"The form has more than {MOST_FIELDS:,} answers. The first ones are shown. Remove some, or use the API.",
)
TOO_LONG = Text(
    "Ce que vous envoyez est trop long : plus de 4 millions de signes. Revenez à la page d'avant, et raccourcissez.",
    "What you send is too long: more than 4 million characters. Go back to the page before, and shorten it.",
)


class TooLong(Exception):
    """What was sent is longer than what is read: it cannot even be shown again."""


def typed_in(request: HttpRequest) -> tuple[Mapping[str, Sequence[str]], bool]:
    """Every field with what was typed in it, and whether there were too many: the first ones are then kept."""
    if request.content_type != "application/x-www-form-urlencoded":
        try:
            return {key: request.POST.getlist(key) for key in request.POST}, False
        except (TooManyFieldsSent, RequestDataTooBig) as error:
            raise TooLong from error
    try:
        body = request.body.decode("utf-8", "replace")
    except RequestDataTooBig as error:
        raise TooLong from error
    pairs = body.split("&", MOST_FIELDS)
    typed: dict[str, list[str]] = {}
    for name, value in parse_qsl("&".join(pairs[:MOST_FIELDS]), keep_blank_values=True, errors="replace"):
        typed.setdefault(name, []).append(value)
    return typed, len(pairs) > MOST_FIELDS
