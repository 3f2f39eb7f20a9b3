"""Outside production no message leaves: it is caught as a file in PARVIS_HOME and shown on a local page."""

import time
from collections.abc import Sequence
from email import policy
from email.parser import BytesParser

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

KEPT = 200


class CaughtMail(BaseEmailBackend):
    """Writes each message to `PARVIS_HOME/mail`, newest last, at most `KEPT` of them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Catch the messages; their number."""
        folder = settings.HOME.mail
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            (folder / f"{time.time_ns()}.eml").write_bytes(message.message().as_bytes())
        for old in sorted(folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return len(email_messages)


def caught() -> list[dict[str, str]]:
    """The caught messages, newest first: `to`, `subject`, `text`."""
    parser = BytesParser(policy=policy.default)
    found = []
    for file in sorted(settings.HOME.mail.glob("*.eml"), reverse=True):
        message = parser.parsebytes(file.read_bytes())
        body = message.get_body(preferencelist=("plain",))
        found.append(
            {"to": str(message["To"]), "subject": str(message["Subject"]), "text": body.get_content() if body else ""}
        )
    return found
