"""The mediator's report to the Service: what the law lets it say, and no more (r. 0.7, s. 12; C.C.P., art. 606)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.mandates import require_mediator
from parvis.roster.kinds import REPORTS
from parvis.roster.models import Mandate, MediatorReport

#: No mandate has more. Not legal.
MOST_SESSIONS = 200

_SAYS = Text("Dites ce qui s’est passé.", "Say what happened.")
_SESSIONS = Text("Donnez le nombre de séances, de 0 à 200.", "Give the number of sessions, from 0 to 200.")
_NONE_MEANS_ZERO = Text(
    "Si aucune séance n’a eu lieu, leur nombre est 0 ; si des séances ont eu lieu, il est de 1 au moins.",
    "If no session was held, their number is 0; if sessions were held, it is at least 1.",
)
_MEANWHILE = Text("Un rapport vient d’être fait. Relisez le mandat.", "A report was just made. Read the mandate again.")


def make_report(mandate: Mandate, *, says: str, sessions: int, by: Person, at: datetime) -> MediatorReport:
    """Report to the Service: held or not, an absence, and how many sessions; an earlier report is replaced, and stays."""
    require_mediator(mandate, by)
    if says not in REPORTS:
        raise Refused(_SAYS, field="says")
    if not 0 <= sessions <= MOST_SESSIONS:
        raise Refused(_SESSIONS, field="sessions")
    if (says == "held" and sessions == 0) or (says == "none_held" and sessions):
        raise Refused(_NONE_MEANS_ZERO, field="sessions")
    try:
        with transaction.atomic():
            MediatorReport.objects.filter(mandate=mandate, replaced_at__isnull=True).update(replaced_at=at)
            report = MediatorReport.objects.create(
                mandate=mandate, says=says, sessions=sessions, made_on=day_of(at), made_by=by.code, made_at=at
            )
            record_entry(
                "report.made",
                by=by.code,
                at=at,
                subject=("mandate", mandate.code),
                norm="c25.01-r0.7/s12-report",
                codes={"says": says, "sessions": sessions},
            )
    except IntegrityError as clash:
        raise Refused(_MEANWHILE) from clash
    return report
