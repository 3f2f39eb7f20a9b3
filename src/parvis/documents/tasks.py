"""The periodic duties of documents: each hour, the antivirus looks again and what was removed is destroyed; each night, a sweep."""

import logging

from procrastinate.contrib.django import app

from parvis.config import clock
from parvis.config.database import side
from parvis.documents.keeping import destroy_removed, scan_again, sweep


@app.periodic(cron="19 * * * *")
@app.task(name="documents.look_again", queueing_lock="documents.look_again", pass_context=False)
def look_again(timestamp: int) -> int:
    """Scan what was not scanned, then destroy what was removed; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        counts = scan_again(at=clock.instant())
    with side("worker"):
        destroyed = destroy_removed(at=clock.instant())
    told = logging.getLogger("parvis.documents")
    told.info("documents looked at again by the antivirus", extra={"count": counts["clean"] + counts["infected"]})
    told.info("removed documents destroyed", extra={"count": destroyed})
    return counts["infected"]


@app.periodic(cron="27 4 * * *")
@app.task(name="documents.sweep", queueing_lock="documents.sweep", pass_context=False)
def sweep_store(timestamp: int) -> int:
    """Clear the store of what is nobody's; idempotent. `timestamp` is the moment the duty was due."""
    with side("worker"):
        counts = sweep(at=clock.instant())
    told = logging.getLogger("parvis.documents")
    told.info("contents that were nobody's destroyed", extra={"count": counts["nobodys"]})
    if counts["without"]:
        told.error("documents without their content", extra={"count": counts["without"]})
    return counts["nobodys"]
