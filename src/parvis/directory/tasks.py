"""The directory's periodic duties: each night, old reports are forgotten, and facts that nobody confirmed move up a step."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk.assuring import move_renewals
from parvis.directory.desk.reports import forget_reports


@app.periodic(cron="23 4 * * *")
@app.task(name="directory.forget_reports", queueing_lock="directory.forget_reports", pass_context=False)
def forget_old_reports(timestamp: int) -> int:
    """Forget the reports whose time has passed; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_reports(at=clock.instant())
    logging.getLogger("parvis.directory").info("readers' reports forgotten", extra={"count": count})
    return count


@app.periodic(cron="31 4 * * *")
@app.task(name="directory.move_renewals", queueing_lock="directory.move_renewals", pass_context=False)
def ask_again(timestamp: int) -> int:
    """Move overdue facts up the renewal ladder; idempotent within a day. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = move_renewals(at=clock.instant())
    logging.getLogger("parvis.directory").info("overdue facts moved up a step", extra={"count": count})
    return count
