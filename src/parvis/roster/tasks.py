"""The periodic duties of the roster: every five minutes, notices that wait for the Minister are sent, and failed ones again;
each night, the designations that did not begin in time, where each undertaking stands, and drafts that nobody touched for a year.
"""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.roster.actions.applications_keeping import forget_drafts
from parvis.roster.actions.designations import lapse_designations
from parvis.roster.actions.sending import numbers_to_send, send_notice
from parvis.roster.reminding import follow_undertakings, remind_supervisors


@app.periodic(cron="*/5 * * * *")
@app.task(name="roster.send_notices", queueing_lock="roster.send_notices", pass_context=False)
def send_notices(timestamp: int) -> int:
    """Send what waits; idempotent: a notice that left is no longer waiting. `timestamp` is the moment the duty was due."""
    with side("worker"):
        numbers = numbers_to_send()
    counts = {True: 0, False: 0, None: 0}
    for number in numbers:
        with side("worker"):
            counts[send_notice(number, at=clock.now())] += 1
    told = logging.getLogger("parvis.roster")
    told.info("notices to the Minister sent", extra={"count": counts[True]})
    if counts[False]:
        told.error("notices to the Minister that could not be sent", extra={"count": counts[False]})
    return counts[True]


@app.periodic(cron="9 4 * * *")
@app.task(name="roster.lapse_designations", queueing_lock="roster.lapse_designations", pass_context=False)
def lapse_late(timestamp: int) -> int:
    """Record what did not begin in time, and tell the Service; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = lapse_designations(at=clock.now())
    logging.getLogger("parvis.roster").info("designations not begun in time", extra={"count": count})
    return count


@app.periodic(cron="27 4 * * *")
@app.task(name="roster.follow_undertakings", queueing_lock="roster.follow_undertakings", pass_context=False)
def follow_every_undertaking(timestamp: int) -> int:
    """Work out where undertakings stand and tell what is due, once; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = follow_undertakings(on=clock.today(), at=clock.now())
    with side("worker"):
        count += remind_supervisors(on=clock.today(), at=clock.now())
    logging.getLogger("parvis.roster").info("letters about undertakings", extra={"count": count})
    return count


@app.periodic(cron="41 4 * * *")
@app.task(name="roster.forget_drafts", queueing_lock="roster.forget_drafts", pass_context=False)
def forget_old_drafts(timestamp: int) -> int:
    """Forget applications that were never sent; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_drafts(at=clock.now())
    logging.getLogger("parvis.roster").info("drafts of applications forgotten", extra={"count": count})
    return count
