"""Checks of the machine and the settings: nothing here needs the database."""

import ctypes
import os
import shutil
import smtplib
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import parvis
from parvis.cli.backup import backups_folder, backups_in
from parvis.cli.keeping import archive
from parvis.cli.keeping.findings import CAREFUL, OK, WRONG, Finding
from parvis.config.home import LEAST_FREE, Home
from parvis.people.breached import Unreadable, examine

#: Bytes free under which a keeper should act; a backup and an upgrade each need room for a copy.
LITTLE_FREE = 2 * 1024**3
#: A backup a day, and a day of grace; after a week, a loss is no longer a day's.
BACKUP_DUE, BACKUP_LATE = timedelta(hours=49), timedelta(days=8)
CLOCK_NOT_SYNCHRONISED = 5


def machine(home: Home, settings: Any) -> Iterator[Finding]:
    """Every check of the machine."""
    yield versions()
    yield disk(home)
    yield from permissions(home)
    yield from site(settings, os.environ.get("PARVIS_KEEPER", ""))
    yield mail(settings)
    yield stolen_passwords(settings)
    yield clock_of_the_machine()
    yield time_zone(settings.TIME_ZONE)
    yield from backups(home, datetime.now(UTC), production=settings.PRODUCTION)


def versions() -> Finding:
    """Which Parvis, on which Python."""
    python = ".".join(map(str, sys.version_info[:3]))
    return Finding("versions", OK, f"Parvis {parvis.__version__}, Python {python}")


def disk(home: Home) -> Finding:
    """Room on the disk of the home."""
    free = shutil.disk_usage(home.root).free
    seen = f"{free / 1e9:.1f} GB free on the disk of {home.root}"
    if free < LEAST_FREE:
        return Finding("disk", WRONG, seen, "free some room now: without it the database stops")
    if free < LITTLE_FREE:
        return Finding(
            "disk", CAREFUL, seen, "free some room: a backup and an upgrade each need a copy of the database"
        )
    return Finding("disk", OK, seen)


def permissions(home: Home) -> Iterator[Finding]:
    """Who may read the home: the key and the backups are their owner's only."""
    open_to_others = [
        path
        for name in (*archive.KEYS, "backups", "postgres", "files", "mail", "replaced")
        if (path := home.root / name).exists() and path.stat().st_mode & 0o077
    ]
    if open_to_others:
        names = " ".join(map(str, open_to_others))
        yield Finding("home", WRONG, f"others on this machine may read {names}", f"chmod go= {names}")
    if home.root.stat().st_mode & 0o022:
        yield Finding("home", WRONG, f"others may write in {home.root}", f"chmod go-w {home.root}")
    if unknown := archive.strangers(home):
        yield Finding(
            "home",
            CAREFUL,
            f"{home.root} holds what Parvis does not know, and no backup takes: {', '.join(unknown)}",
            "move it elsewhere, or remove it",
        )
    if not open_to_others and not unknown:
        yield Finding("home", OK, f"{home.root} is its owner's only")


def site(settings: Any, keeper: str) -> Iterator[Finding]:
    """The settings under which the public reaches the site."""
    if not settings.PRODUCTION:
        do = "for the public: PARVIS_ENV=production, PARVIS_SECRET, PARVIS_HOSTS (docs/operations.md)"
        yield Finding("site", CAREFUL, f"this is a {settings.ENVIRONMENT}, not a production", do)
        return
    yield Finding("site", OK, f"reached as {', '.join(settings.ALLOWED_HOSTS)}")
    if settings.SECURE_SSL_REDIRECT:
        yield Finding("tls", OK, "plain requests are sent to https")
    elif getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        do = "make sure that the proxy sets X-Forwarded-Proto itself, and that nobody reaches this process but through it"
        yield Finding("tls", CAREFUL, "TLS ends at a proxy (PARVIS_TLS_ELSEWHERE=1)", do)
    if not keeper:
        do = "set PARVIS_KEEPER to an address that somebody reads: it is shown beside the form of a report"
        yield Finding("site", CAREFUL, "readers who find an error see no address to write to", do)
    if not settings.OPERATOR:
        do = "set PARVIS_OPERATOR to the address of whoever keeps this machine"
        yield Finding("site", CAREFUL, "nobody is told when the directory's files change something", do)


def mail(settings: Any, patience: float = 5) -> Finding:
    """Whether the mail server answers; nothing is sent."""
    if not settings.PRODUCTION:
        return Finding("mail", OK, f"messages are caught in {settings.HOME.mail}, none leaves")
    if not settings.EMAIL_HOST:
        return Finding("mail", WRONG, "no mail server is named: no message leaves", "set PARVIS_SMTP_HOST")
    port, seal = getattr(settings, "EMAIL_PORT", 25), _seal(settings)
    where = f"{settings.EMAIL_HOST}:{port} ({seal})"
    user = getattr(settings, "EMAIL_HOST_USER", "")
    try:
        with _mail_server(settings, port, patience) as server:
            if user:
                server.login(user, settings.EMAIL_HOST_PASSWORD)
            server.noop()
    except smtplib.SMTPAuthenticationError:
        do = "check PARVIS_SMTP_USER and its password"
        return Finding("mail", WRONG, f"the mail server {where} does not accept the login", do)
    except ssl.SSLError as error:
        do = "check that PARVIS_SMTP_HOST is the name on the server's certificate, and PARVIS_SMTP_TLS and _PORT go together"
        return Finding("mail", WRONG, f"no sealed way to the mail server {where} ({type(error).__name__})", do)
    except (OSError, smtplib.SMTPException) as error:
        do = "check PARVIS_SMTP_HOST, _PORT and _TLS, the network, and the mail server itself"
        return Finding("mail", WRONG, f"the mail server {where} does not answer ({type(error).__name__})", do)
    logged = ", and accepts the login" if user else ""
    if seal == "none" and settings.EMAIL_HOST not in ("localhost", "127.0.0.1", "::1"):
        do = "set PARVIS_SMTP_TLS=starttls or tls: messages carry links that let somebody in"
        return Finding("mail", CAREFUL, f"the mail server {where} answers, over a way that others may read", do)
    return Finding("mail", OK, f"the mail server {where} answers{logged}")


def stolen_passwords(settings: Any) -> Finding:
    """Whether new passwords are held against those that were stolen elsewhere: a file of this machine, asked of nobody."""
    path = settings.BREACHED_PASSWORDS
    if path is None:
        level = CAREFUL if settings.PRODUCTION else OK
        do = "set PARVIS_BREACHED_PASSWORDS (docs/operations.md)" if level != OK else ""
        return Finding("passwords", level, "new ones are held against the common ones only, no list of stolen ones", do)
    try:
        size = examine(path)
    except Unreadable as error:
        return Finding("passwords", WRONG, f"{error}; nobody can choose a password", "bring the file back, or unset it")
    return Finding("passwords", OK, f"new ones are held against {path} ({size / 1e9:.1f} GB)")


def _seal(settings: Any) -> str:
    if getattr(settings, "EMAIL_USE_SSL", False):
        return "tls"
    return "starttls" if getattr(settings, "EMAIL_USE_TLS", False) else "none"


def _mail_server(settings: Any, port: int, patience: float) -> smtplib.SMTP:
    """A connection, sealed as messages are, with the same trust."""
    seal = _seal(settings)
    if seal == "tls":
        return smtplib.SMTP_SSL(settings.EMAIL_HOST, port, timeout=patience, context=ssl.create_default_context())
    server = smtplib.SMTP(settings.EMAIL_HOST, port, timeout=patience)
    if seal == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except Exception:
            server.close()
            raise
    return server


def clock_of_the_machine() -> Finding:
    """Whether the kernel says that its clock follows a time server. Time limits and codes lean on it."""
    if _clock_state() == CLOCK_NOT_SYNCHRONISED:
        do = "have it follow a time server (Debian: apt install systemd-timesyncd); in a container, look at its host"
        return Finding("clock", CAREFUL, "the kernel does not know that its clock is right", do)
    return Finding("clock", OK, f"the clock is kept right ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC)")


def _clock_state() -> int:
    try:
        return int(ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)))
    except (OSError, AttributeError):
        return 0


def time_zone(name: str) -> Finding:
    """Whether Québec's time is known here, with its summer time."""
    try:
        zone = ZoneInfo(name)
        offsets = {datetime(2026, month, 1, 12, tzinfo=zone).utcoffset() for month in (1, 7)}
    except ZoneInfoNotFoundError:
        offsets = set()
    if offsets != {timedelta(hours=-5), timedelta(hours=-4)}:
        do = "install the time zones (Debian: apt install tzdata), then start Parvis again"
        return Finding("time zone", WRONG, f"{name} is not known here: days would begin at the wrong hour", do)
    return Finding("time zone", OK, f"days are those of {name}, whatever the machine's own time zone is")


def backups(home: Home, at: datetime, *, production: bool) -> Iterator[Finding]:
    """How old the newest backup is, and whether it would survive the loss of the disk."""
    folder = backups_folder(home)
    found = backups_in(folder) if folder.is_dir() else []
    command = "script/parvis backup --keep 14, each night (docs/operations.md)"
    if not found:
        yield Finding("backup", WRONG if production else CAREFUL, f"there is no backup in {folder}", command)
        return
    newest = _moment(found[-1])
    age = at - newest
    seen = f"the newest of {len(found)} is of {newest:%Y-%m-%d %H:%M} UTC ({folder})"
    level = OK if age < BACKUP_DUE else CAREFUL if age < BACKUP_LATE else WRONG
    yield Finding("backup", level, seen, "" if level == OK else command)
    if production and folder.stat().st_dev == home.root.stat().st_dev:
        do = "copy them to another machine, or set PARVIS_BACKUPS to a folder on another disk"
        yield Finding("backup", CAREFUL, "the backups are on the disk of what they are to save", do)


def _moment(file: Path) -> datetime:
    return datetime.strptime(file.name, "parvis-%Y%m%dT%H%M%S.tar").replace(tzinfo=UTC)
