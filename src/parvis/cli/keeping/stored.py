"""Checks of the documents that people sent: the table and the store go together, the keys open them, the antivirus answers."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.utils import ProgrammingError

from parvis.cli.keeping.findings import CAREFUL, OK, WRONG, Finding

#: How long malware that was found is told of.
TOLD_FOR = timedelta(days=30)
INSTALL = "Debian: apt install clamav-daemon, with clamav-freshclam (docs/operations.md)"


def stored(settings: Any, at: datetime) -> Iterator[Finding]:
    """Every check of the documents."""
    from parvis.documents.keeping import compared, openable
    from parvis.documents.models import StoredDocument

    try:
        count = StoredDocument.objects.kept().count()
    except ProgrammingError:
        yield Finding("documents", CAREFUL, "this database is of an earlier version", "script/parvis upgrade")
        return
    found = compared(at=at)
    if found.without:
        do = "put back PARVIS_HOME/files from the last backup that has them; those added since are lost: tell who sent them"
        yield Finding("documents", WRONG, f"{len(found.without)} of {count} are not in the store", do)
    if found.nobodys:
        do = "the night's sweep removes them; if they stay, look at the worker"
        yield Finding("documents", CAREFUL, f"{len(found.nobodys)} contents in the store are no document's", do)
    if not all(openable()):
        do = f"put back {settings.HOME.document_keys}, from where backup --keys-to wrote it"
        yield Finding("documents", WRONG, "the last ones that were added cannot be opened", do)
    elif not found.without and not found.nobodys:
        yield Finding("documents", OK, f"{count} kept, each with its content; the last ones open")
    named = bool(os.environ.get("PARVIS_CLAMAV_SOCKET"))
    yield antivirus(settings, StoredDocument.objects.unscanned().count(), named=named)
    bad = StoredDocument.objects.filter(scan="infected", scanned_at__gt=at - TOLD_FOR).count()
    if bad:
        do = "whoever opened one meanwhile has their device checked; the journal (document.infected) says which"
        yield Finding("antivirus", CAREFUL, f"malware was found in {bad} documents after they were kept", do)


def antivirus(settings: Any, waiting: int, *, named: bool) -> Finding:
    """Whether ClamAV's daemon answers, and how many documents it has not seen. `named`: the settings say that there is one."""
    from parvis.documents.scanning import antivirus_answers, antivirus_there

    path = settings.CLAMAV_SOCKET
    unseen = f"{waiting} documents are marked as not scanned"
    if not antivirus_there(path):
        if named:
            do = "start clamav-daemon, or correct PARVIS_CLAMAV_SOCKET"
            return Finding("antivirus", WRONG, f"there is no socket {path}; {unseen}", do)
        level = CAREFUL if settings.PRODUCTION or waiting else OK
        return Finding("antivirus", level, f"there is none here; {unseen}", INSTALL)
    if not antivirus_answers(path):
        return Finding("antivirus", WRONG, f"{path} does not answer; {unseen}", "look at clamav-daemon, and start it")
    return Finding(
        "antivirus", OK, f"ClamAV answers; {unseen}, and wait for the next hour" if waiting else "ClamAV answers"
    )
