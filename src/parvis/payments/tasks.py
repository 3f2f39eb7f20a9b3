"""The periodic duties of the payments: claims that a signature, a report or an act changed are looked at again; mediators are
told by mail what became of theirs.
"""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.payments.actions.looking_again import recheck_open
from parvis.payments.telling import tell_claims


@app.periodic(cron="*/10 * * * *")
@app.task(name="payments.recheck_claims", queueing_lock="payments.recheck_claims", pass_context=False)
def recheck_claims(timestamp: int) -> int:
    """Hold what is to be held, resume what is complete; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = recheck_open(at=clock.now())
    logging.getLogger("parvis.payments").info("claims looked at again", extra={"count": count})
    return count


@app.periodic(cron="*/5 * * * *")
@app.task(name="payments.tell_claims", queueing_lock="payments.tell_claims", pass_context=False)
def tell_mediators(timestamp: int) -> int:
    """Tell mediators what became of their claims; idempotent: a letter is sent once. `timestamp` is when the duty was due."""
    with side("worker"):
        count = tell_claims(at=clock.now())
    logging.getLogger("parvis.payments").info("letters about claims", extra={"count": count})
    return count
