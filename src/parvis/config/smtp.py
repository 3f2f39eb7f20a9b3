"""The mail server that takes Parvis's messages: its name, its port, how the way there is sealed, and the login.

Messages carry one-time links, so the way to a server of another machine is sealed unless somebody says otherwise, and a
password never leaves in the clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parvis.config.home import Stop

#: How the way is sealed, with the usual port of each: from the first byte, after a plain greeting, not at all.
SEALS = {"tls": 465, "starttls": 587, "none": 25}
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class MailServer:
    """One mail server; no host, no message leaves."""

    host: str = ""
    port: int = 25
    seal: str = "none"
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, given: Mapping[str, str]) -> MailServer:
        """Read `PARVIS_SMTP_HOST`, `_PORT`, `_TLS`, `_USER`, `_PASSWORD` or `_PASSWORD_FILE`; `Stop` with what is wrong."""
        host = given.get("PARVIS_SMTP_HOST", "").strip()
        user, password = given.get("PARVIS_SMTP_USER", ""), _password(given)
        if not host:
            if user or password:
                raise Stop("PARVIS_SMTP_USER and its password need PARVIS_SMTP_HOST: the mail server.")
            return cls()
        here = host in _HERE
        port = _port(given.get("PARVIS_SMTP_PORT", ""))
        usual = {number: seal for seal, number in SEALS.items() if number != 25}
        seal = given.get("PARVIS_SMTP_TLS", "") or usual.get(port, "none" if here else "starttls")
        if seal not in SEALS:
            raise Stop(f"PARVIS_SMTP_TLS is {seal[:40]!r}; it must be {', '.join(SEALS)}.")
        if bool(user) != bool(password):
            raise Stop(
                "PARVIS_SMTP_USER goes with PARVIS_SMTP_PASSWORD_FILE (or PARVIS_SMTP_PASSWORD), and neither alone."
            )
        if user and seal == "none" and not here:
            raise Stop(
                "A password to the mail server never leaves in the clear: PARVIS_SMTP_TLS must be starttls or tls."
            )
        return cls(host, port or (25 if here and seal == "none" else SEALS[seal]), seal, user, password)


def _port(written: str) -> int:
    if not written:
        return 0
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise Stop(f"PARVIS_SMTP_PORT is {written[:40]!r}; it must be a port, such as 587.")
    return int(written)


def _password(given: Mapping[str, str]) -> str:
    """The password, of the environment or of a file that its owner alone reads."""
    plain, file = given.get("PARVIS_SMTP_PASSWORD", ""), given.get("PARVIS_SMTP_PASSWORD_FILE", "")
    if plain and file:
        raise Stop("Give PARVIS_SMTP_PASSWORD or PARVIS_SMTP_PASSWORD_FILE, not both.")
    if not file:
        return plain
    try:
        if Path(file).stat().st_mode & 0o077:
            raise Stop(f"Others on this machine may read {file}, the password of the mail server: chmod go= {file}")
        found = Path(file).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"PARVIS_SMTP_PASSWORD_FILE cannot be read: {type(error).__name__} ({file}).") from error
    if not found:
        raise Stop(f"PARVIS_SMTP_PASSWORD_FILE is empty: {file}.")
    return found
