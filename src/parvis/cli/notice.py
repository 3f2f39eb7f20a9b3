"""`parvis notice verify FILE | key`: check a signed file of notices to the Minister, or print the key that checks it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TextIO

from parvis.config.home import Stop

USAGE = "usage: parvis notice verify FILE | parvis notice key"


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """0: signed here, unchanged; 1: not signed here, or changed; 2: a mistake in the command."""
    if argv not in (["key"],) and not (len(argv) == 2 and argv[0] == "verify"):
        print(USAGE, file=stderr)
        return 2
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from parvis.roster.signed_file import LARGEST, checked, public_key

    if argv == ["key"]:
        print(json.dumps(public_key(), indent=2), file=stdout)
        return 0
    try:
        with Path(argv[1]).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise Stop(f"{argv[1]} cannot be read ({fault.strerror}).") from fault
    said = checked(content)
    if said is None:
        print("not signed by this installation, or changed since", file=stderr)
        return 1
    for notice in said["notices"]:
        print(f"{notice['number']}\t{notice['kind']}\t{notice.get('day', '')}\t{notice['name']}", file=stdout)
    print("signed by this installation; nothing was changed since", file=stdout)
    return 0
