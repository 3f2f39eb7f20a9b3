"""`parvis jobs`: the worker. Runs jobs and periodic duties from the queue in PostgreSQL."""

import os
from typing import TextIO


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Work until told to stop."""
    os.environ["PARVIS_PROCESS"] = "jobs"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from parvis.config import logs

    logs.configure()
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the queue of Parvis is in its own database")
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(concurrency=2)
    return 0
