"""The periodic duty of the queue itself: each night, jobs that have been over for long are forgotten."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.journal.jobs import forget_jobs


@app.periodic(cron="51 4 * * *")
@app.task(name="journal.forget_jobs", queueing_lock="journal.forget_jobs", pass_context=False)
def forget_old_jobs(timestamp: int) -> int:
    """Forget old jobs; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_jobs(at=clock.instant())
    logging.getLogger("parvis.journal").info("old jobs forgotten", extra={"count": count})
    return count
