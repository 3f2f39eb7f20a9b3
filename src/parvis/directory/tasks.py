"""The directory's periodic duties: each night, readers' reports whose time has passed are forgotten."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk.reports import forget_reports


@app.periodic(cron="23 4 * * *")
@app.task(name="directory.forget_reports", queueing_lock="directory.forget_reports", pass_context=False)
def forget_old_reports(timestamp: int) -> int:
    """Forget the reports whose time has passed; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_reports(at=clock.now())
    logging.getLogger("parvis.directory").info("readers' reports forgotten", extra={"count": count})
    return count
