"""The directory's periodic duties: each night, old reports are forgotten, and facts that nobody confirmed move up a step."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk.assuring import move_renewals
from parvis.directory.desk.editing import forget_drafts
from parvis.directory.desk.importing import Moved, forget_files, look_through, publish_lines, set_back, stopped_by_us
from parvis.directory.desk.proposing import forget_links
from parvis.directory.desk.reports import forget_reports
from parvis.directory.models import Intake
from parvis.directory.models.intake import WORKING
from parvis.directory.watch import duties  # noqa: F401 - the watchers' own periodic duties


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


@app.periodic(cron="7 * * * *")
@app.task(name="directory.forget_intakes", queueing_lock="directory.forget_intakes", pass_context=False)
def forget_intakes(timestamp: int) -> int:
    """Forget the files brought to the desk whose day has passed; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_files(at=clock.instant())
    logging.getLogger("parvis.directory").info("files brought to the desk forgotten", extra={"count": count})
    return count


@app.periodic(cron="37 4 * * *")
@app.task(name="directory.forget_links", queueing_lock="directory.forget_links", pass_context=False)
def forget_old_links(timestamp: int) -> int:
    """Erase the addresses of links that ended unused, forget the links that tell nothing any more; idempotent. `timestamp` is
    the moment the duty was due.
    """
    with side("worker"):
        count = forget_links(at=clock.instant())
    logging.getLogger("parvis.directory").info("links of proposals forgotten", extra={"count": count})
    return count


@app.periodic(cron="41 4 * * *")
@app.task(name="directory.forget_drafts", queueing_lock="directory.forget_drafts", pass_context=False)
def forget_old_drafts(timestamp: int) -> int:
    """Forget the drafts that nobody has touched for a year; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        count = forget_drafts(at=clock.instant())
    logging.getLogger("parvis.directory").info("drafts forgotten", extra={"count": count})
    return count


@app.task(name="directory.read_intake", lock="directory.intakes", pass_context=False)
def read_intake(number: int) -> None:
    """Look through a file that is too long to be looked through while a keeper waits. One file at a time."""
    held = Intake.objects.filter(pk=number, state="waiting").first()
    if held is not None:
        _look_through(held)


def _look_through(held: Intake) -> None:
    """Each stage is written down at once, in a transaction of its own: a page tells where the work stands."""

    def stage(name: str) -> None:
        with side("worker"):
            Intake.objects.filter(pk=held.pk, state__in=WORKING).update(state=name, moved_at=clock.instant())

    try:
        look_through(held, at=clock.instant(), stage=stage)
    except Exception:
        with side("worker"):
            stopped_by_us(held, at=clock.instant())
        raise


@app.task(name="directory.apply_intake", lock="directory.intakes", pass_context=False)
def apply_intake(number: int) -> None:
    """Publish what a keeper took in, where that is many records; a new dry run where the directory has changed since."""
    held = Intake.objects.filter(pk=number, state="applying").first()
    if held is None:
        return
    try:
        with side("worker"):
            publish_lines(held, at=clock.instant())
    except Moved:
        with side("worker"):
            set_back(held, at=clock.instant())
        _look_through(held)
    except Exception:
        with side("worker"):
            stopped_by_us(held, at=clock.instant())
        raise
