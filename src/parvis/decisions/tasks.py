"""The periodic duty of the recorded decisions: each night, those whose last day has passed are forgotten."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.decisions.actions import forget_expired_decisions


@app.periodic(cron="27 4 * * *")
@app.task(name="decisions.forget_expired", queueing_lock="decisions.forget_expired", pass_context=False)
def forget_expired(timestamp: int) -> int:
    """Forget the expired decisions; idempotent. `timestamp` is the moment the duty was due; the day is Québec's own."""
    with side("worker"):
        count = forget_expired_decisions(by="system", at=clock.now())
    logging.getLogger("parvis.decisions").info("expired decisions forgotten", extra={"count": count})
    return count
