"""The periodic duties of accounts: each hour, what is over is forgotten; each night, old invitations."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.people.actions.invitations import forget_invitations
from parvis.people.actions.keeping import forget_what_is_over


@app.periodic(cron="41 * * * *")
@app.task(name="people.forget_what_is_over", queueing_lock="people.forget_what_is_over", pass_context=False)
def forget_over(timestamp: int) -> int:
    """Forget what is over; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_what_is_over(at=clock.instant())
    logging.getLogger("parvis.people").info("ended sessions and tickets forgotten", extra={"count": count})
    return count


@app.periodic(cron="11 4 * * *")
@app.task(name="people.forget_invitations", queueing_lock="people.forget_invitations", pass_context=False)
def forget_old_invitations(timestamp: int) -> int:
    """Forget invitations whose end is long past; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_invitations(at=clock.instant())
    logging.getLogger("parvis.people").info("old invitations forgotten", extra={"count": count})
    return count
