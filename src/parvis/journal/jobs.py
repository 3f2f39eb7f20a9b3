"""Jobs that are over: the queue keeps a line for each, which is forgotten in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

#: How long a job that went well is kept, and one that failed or was stopped: somebody must have had the time to look.
DONE, FAILED = timedelta(days=14), timedelta(days=90)


def forget_jobs(*, at: datetime) -> int:
    """Delete the jobs that have been over for long, with their events; how many. Doing it twice changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs AS job WHERE job.status IN ('succeeded', 'failed', 'cancelled', 'aborted') "
            "AND NOT EXISTS (SELECT 1 FROM procrastinate_events AS event WHERE event.job_id = job.id "
            "AND event.at > CASE job.status WHEN 'succeeded' THEN %s::timestamptz ELSE %s::timestamptz END)",
            [at - DONE, at - FAILED],
        )
        return cursor.rowcount
