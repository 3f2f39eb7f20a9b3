"""The time left to a mediator who came back before the end of an undertaking (r. 0.7, s. 9.1, subpar. 3): a person decides it.

The text refers to section 4.1 with "necessary adaptations". What remained when the certification was cancelled is worked out and
shown (dossier A-30), never applied: no question of the law has a fact for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.models import Certification, StandingPeriod, TimeLeft
from parvis.roster.policies import CERTIFY, require_other
from parvis.roster.progress import NoUndertaking, Picture, acts_of, progress_of
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow

NORM = "c25.01-r0.7/s91-p3-case"
#: No more than so long after the return. Not legal: two years and as much again is a mistake in the form.
FURTHEST = timedelta(days=4 * 366)
#: The fewest and the most characters of the reasons.
SHORTEST, LONGEST = 10, 1000

_NOTHING = Text(
    "Aucun temps n’est à fixer : cet engagement ne reprend pas après une annulation.",
    "No time is to be set: this undertaking does not resume after a cancellation.",
)
_DAY = Text(
    "Donnez un jour depuis le retour, le {first}, et au plus tard le {last}.",
    "Give a day since the return, {first}, and by {last} at the latest.",
)
_REASON = Text("Écrivez vos motifs, de 10 à 1000 caractères.", "Write your reasons, from 10 to 1000 characters.")
_CHANGED = Text(
    "Quelqu’un vient de décider. Relisez la décision et recommencez.", "Somebody has just decided. Read it, then retry."
)
_SUBJECT = Text("Le temps qui reste à votre engagement", "The time left to your undertaking")
_TOLD = Text(
    "Votre organisme a décidé que votre engagement se termine le {day}, ce jour compris. Ses motifs sont dans Parvis.",
    "Your certifying body decided that your undertaking ends on {day}, that day included. Its reasons are in Parvis.",
)


@dataclass(frozen=True, slots=True)
class Return:
    """A return: its day, the day of the cancellation, the days that then remained (None where the law gives none), the day that
    they lead to, and what was decided so far.
    """

    day: date
    cancelled: date
    remained: int | None
    leads_to: date | None
    decided: tuple[TimeLeft, ...]

    @property
    def seen(self) -> int:
        """What a page showed of the decisions: whoever decides says that it is still so."""
        return self.decided[-1].pk if self.decided else 0


def return_of(picture: Picture) -> Return | None:
    """The return of which the time left is to be said; None where there is none."""
    if not picture.beginning.left_to_say:
        return None
    certification = picture.certification
    days = [act.day for act in acts_of(certification) if act.kind == "certified" and act.day <= picture.on]
    before = StandingPeriod.objects.filter(
        certification=certification, status="cancelled", days__startswith__lte=days[-1]
    )
    last = before.order_by("days").last()
    if last is None:
        return None
    remained = (picture.deadline - last.days.lower).days
    left = remained if remained >= 0 else None
    decided = TimeLeft.objects.filter(certification=certification, returned_on=days[-1])
    leads = days[-1] + timedelta(days=left) if left is not None else None
    return Return(days[-1], last.days.lower, left, leads, tuple(decided))


def decide_time_left(
    certification: Certification, last_day: date, *, reason: str, seen: int, by: Person, on: date, at: datetime
) -> TimeLeft:
    """Decide until when the undertaking runs after a return; the mediator is told. A later decision takes this one's place."""
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        Certification.objects.select_for_update().get(pk=certification.pk)
        held = _return(certification, on)
        if held.seen != seen:
            raise Refused(_CHANGED)
        if not held.day <= last_day <= held.day + FURTHEST:
            bounds = {"first": short_date(held.day), "last": short_date(held.day + FURTHEST)}
            raise Refused(_DAY.fill(**bounds), field="last_day")
        said = reason.strip()
        if not SHORTEST <= len(said) <= LONGEST:
            raise Refused(_REASON, field="reason")
        made = TimeLeft.objects.create(
            certification=certification,
            returned_on=held.day,
            last_day=last_day,
            reason=said,
            decided_by=by.code,
            decided_at=at,
        )
        record_entry(
            "undertaking.time_left",
            by=by.code,
            at=at,
            subject=("certification", certification.code),
            norm=NORM,
            codes={"returned": held.day, "last_day": last_day},
        )
        follow(certification, on=on)
        if (box := mailbox_of(certification.professional)) is not None:
            post(Letter(box.email, box.language, _SUBJECT, (_TOLD.fill(day=short_date(last_day)),)))
    return made


def _return(certification: Certification, on: date) -> Return:
    try:
        found = return_of(progress_of(certification, on))
    except NoUndertaking as none:
        raise Refused(_NOTHING) from none
    if found is None:
        raise Refused(_NOTHING)
    return found
