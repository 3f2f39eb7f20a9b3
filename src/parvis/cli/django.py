"""`parvis django …`: Django's own commands, as the owner of the database (makemigrations, dbshell, check)."""

import os
from typing import TextIO


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run a Django command with the database up."""
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    from django.core.management import execute_from_command_line

    from parvis.cli.setup import database_up

    with database_up():
        execute_from_command_line(["parvis django", *argv])
    return 0
