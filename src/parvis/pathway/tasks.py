"""The pathway's periodic duty: each night, plans whose last day has passed are forgotten."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.pathway.actions import forget_expired_plans


@app.periodic(cron="17 4 * * *")
@app.task(name="pathway.forget_expired_plans", queueing_lock="pathway.forget_expired_plans", pass_context=False)
def forget_expired(timestamp: int) -> int:
    """Forget the expired plans; idempotent. `timestamp` is the moment the duty was due; the day is Québec's own."""
    with side("worker"):
        count = forget_expired_plans(by="system", at=clock.now())
    logging.getLogger("parvis.pathway").info("expired plans forgotten", extra={"count": count})
    return count
