"""Short letters about an account, in the language of whoever receives them; sent once what they tell is done.

They leave from a thread of their own: how long a page takes never tells whether an address is known.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.core.mail import send_mail
from django.db import connection, transaction

from parvis.law.kernel.text import Text

#: Absolute address of a page of the account, by language, name and token.
Addresses = Callable[[str, str, str], str]
_SENDERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: to whom, in which language, about what, its paragraphs."""

    to: str
    lang: str
    subject: Text
    lines: tuple[Text, ...]

    def body(self) -> str:
        """The letter's text."""
        return "\n\n".join(line.to(self.lang) for line in self.lines) + "\n\nParvis\n"


def post(letter: Letter) -> None:
    """Send a letter when the present transaction has ended well, and never otherwise."""
    transaction.on_commit(lambda: later(lambda: _send(letter)))


def later(work: Callable[[], None]) -> None:
    """Do something after the page has been answered."""
    _SENDERS.submit(_do, work)


def _do(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        logging.getLogger("parvis.people").exception("a letter was not sent")
    finally:
        connection.close()


def _send(letter: Letter) -> None:
    send_mail(letter.subject.to(letter.lang), letter.body(), None, [letter.to])
