"""Group information sessions on parenting and mediation (C.C.P., art. 419): planned, changed, held, cancelled.

Two certified mediators give one, and only one of the two is a lawyer or a notary. Each claims the session once, whatever the number
of couples (r. 0.7, s. 10). Nobody's name is kept: how many came is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from parvis.config.clock import QUEBEC
from parvis.journal.actions import record_entry
from parvis.law.kernel.fault import Refusal
from parvis.law.kernel.text import Text
from parvis.law.questions import decide
from parvis.law.questions.family_mediation.group_session import PROFESSIONS
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.certified import certified_on
from parvis.roster.contact import ANY, kind_of
from parvis.roster.hours import later, local
from parvis.roster.kinds import MEETINGS
from parvis.roster.models import Certification, GroupSession, Presence
from parvis.roster.models.session import GROUP_LANGUAGES, LONGEST
from parvis.roster.policies import SERVE
from parvis.roster.telling_groups import tell_mediators

#: The most places of one session. Not legal: more is a mistake in the form.
MOST_PLACES = 500

_TWO = Text("Choisissez deux personnes différentes.", "Choose two different people.")
_DAY = Text("Donnez un jour depuis 2016.", "Give a day since 2016.")
_NOT_CERTIFIED = Text(
    "Ce jour-là, l’accréditation de {name} n’est pas en vigueur.",
    "On that day, the certification of {name} is not in force.",
)
_KIND = Text("{name} n’est pas en médiation familiale.", "{name} is not in family mediation.")
_MINUTES = Text("Une séance dure de 1 minute à 12 heures.", "A session lasts from 1 minute to 12 hours.")
_PLACES = Text("Donnez le nombre de places, de 1 à 500.", "Give the number of places, from 1 to 500.")
_MEETING = Text("Dites comment la séance se tient.", "Say how the session is held.")
_LANGUAGE = Text("Dites en quelle langue la séance se tient.", "Say in which language the session is held.")
_PLACE = Text("Écrivez l’adresse en 200 caractères au plus.", "Write the address in 200 characters at most.")
_BEGUN = Text("Cette séance est commencée : elle ne change plus.", "This session has begun: it no longer changes.")
_PAST = Text("Donnez un jour et une heure à venir.", "Give a day and a time to come.")
_BUSY = Text(
    "Une des deux personnes est déjà dans une autre séance à ce moment.",
    "One of the two people is already in another session at that time.",
)
_CHANGED = Text("Cette séance vient de changer. Relisez-la.", "This session has just changed. Read it again.")
_NOT_YET = Text("Cette séance n’est pas encore finie.", "This session is not over yet.")
_COUNT = Text(
    "Donnez combien de couples et de personnes sont venus : des nombres entiers, au plus deux personnes par couple.",
    "Give how many couples and people came: whole numbers, at most two people for each couple.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A group session as it is planned. `district`: its slug; `place`: the address of the room; `enrol`: a telephone, an e-mail or
    a page, "" where people register with the Service in the usual way.
    """

    begins_at: datetime
    minutes: int
    district: str
    meeting: str
    places: int
    mediators: tuple[Certification, ...]
    language: str = "fr"
    place: str = ""
    enrol: str = ""

    def said(self) -> dict[str, object]:
        """What is written down of it, its moment and its mediators apart."""
        return {
            "minutes": self.minutes,
            "district": self.district,
            "meeting": self.meeting,
            "places": self.places,
            "language": self.language,
            "place": self.place if self.meeting == "in_person" else "",
            "enrol": self.enrol,
        }


def plan_group_session(plan: Plan, *, by: Person, at: datetime) -> GroupSession:
    """Plan a session with its two mediators, who are told; the database refuses one who is elsewhere at that time."""
    begins = local(plan.begins_at, field="hour")
    _checked(plan)
    try:
        with transaction.atomic():
            authorise(by, SERVE, Scope(district=plan.district), at=at)
            session = GroupSession.objects.create(begins_at=begins, day=begins.date(), by=by.code, at=at, **plan.said())
            Presence.objects.bulk_create(
                Presence(
                    group_session=session, certification=one, professional_id=one.professional_id, span=_span(session)
                )
                for one in plan.mediators
            )
            _recorded(session, "planned", by, at)
            tell_mediators(session, "planned")
    except IntegrityError as clash:
        raise Refused(_BUSY, field="mediators") from clash
    return session


def change_group_session(session: GroupSession, plan: Plan, *, version: int, by: Person, at: datetime) -> GroupSession:
    """Move a session that has not begun, or change how it is held or who gives it; those who give it, or gave it, are told."""
    begins = local(plan.begins_at, field="hour")
    _checked(plan)
    if begins <= at:
        raise Refused(_PAST, field="day")
    try:
        with transaction.atomic():
            for district in {session.district, plan.district}:
                authorise(by, SERVE, Scope(district=district), at=at)
            there = (
                GroupSession.objects.select_for_update().filter(pk=session.pk, state="planned", version=version).first()
            )
            if there is None:
                raise Refused(_CHANGED)
            if there.begins_at <= at:
                raise Refused(_BEGUN)
            GroupSession.objects.filter(pk=there.pk).update(
                begins_at=begins, day=begins.date(), version=version + 1, **plan.said()
            )
            session.refresh_from_db()
            entered, left = _reseat(session, plan)
            _recorded(session, "changed", by, at)
            tell_mediators(session, "changed", new=entered)
            tell_mediators(session, "released", only=left)
    except IntegrityError as clash:
        raise Refused(_BUSY, field="mediators") from clash
    return session


def _span(session: GroupSession) -> DateTimeTZRange:
    return DateTimeTZRange(session.begins_at, later(session.begins_at, session.minutes))


def _reseat(session: GroupSession, plan: Plan) -> tuple[list[Certification], list[Certification]]:
    """Put the two in the session as it now is; who came in, and who left."""
    seats = list(session.presences.filter(voided=False).select_related("certification__professional").order_by("pk"))
    before, wanted = {one.certification_id for one in seats}, {one.pk for one in plan.mediators}
    entered = [one for one in plan.mediators if one.pk not in before]
    left = [one.certification for one in seats if one.certification_id not in wanted]
    coming = iter(entered)
    for seat in seats:
        if seat.certification_id not in wanted:
            seat.certification = next(coming)
            seat.professional_id = seat.certification.professional_id
        seat.span = _span(session)
        seat.save(update_fields=["certification", "professional", "span"])
    return entered, left


def _checked(plan: Plan) -> None:
    if not 1 <= plan.minutes <= LONGEST:
        raise Refused(_MINUTES, field="minutes")
    if not 1 <= plan.places <= MOST_PLACES:
        raise Refused(_PLACES, field="places")
    if plan.meeting not in MEETINGS:
        raise Refused(_MEETING, field="meeting")
    if plan.language not in GROUP_LANGUAGES:
        raise Refused(_LANGUAGE, field="language")
    if len(plan.place) > 200:
        raise Refused(_PLACE, field="place")
    if plan.enrol and (not kind_of(plan.enrol) or len(plan.enrol) > 200):
        raise Refused(ANY, field="enrol")
    _pair(plan.mediators, plan)


def _pair(mediators: Sequence[Certification], plan: Plan) -> None:
    if len({one.professional_id for one in mediators}) != len(mediators) or not mediators:
        raise Refused(_TWO, field="mediators")
    day = plan.begins_at.astimezone(QUEBEC).date()
    for one in mediators:
        if one.kind != "family_mediation":
            raise Refused(_KIND.fill(name=one.professional.name), field="mediators")
        if not certified_on(one, day):
            raise Refused(_NOT_CERTIFIED.fill(name=one.professional.name), field="mediators")
    told = [{"profession": _profession(one), "certified": certified_on(one, day)} for one in mediators]
    try:
        answer = decide("family-mediation/group-session", {"on": day.isoformat(), "mediators": told})
    except Refusal as before:  # a day before the Code
        raise Refused(_DAY, field="day") from before
    if not answer.outcome["may_be_given"]:
        unmet = answer.findings[0]
        raise Refused(unmet.because, norm=unmet.norm.id, field="mediators")


def _profession(certification: Certification) -> str:
    """A profession in the words of the question: those that it does not name are `other`."""
    known = certification.professional.profession
    return known if known in PROFESSIONS else "other"


def _recorded(session: GroupSession, what: str, by: Person, at: datetime) -> None:
    record_entry(
        f"group_session.{what}",
        by=by.code,
        at=at,
        subject=("group_session", str(session.pk)),
        codes={"day": session.day, "district": session.district},
    )


@transaction.atomic
def hold_group_session(
    session: GroupSession, *, couples: int, persons: int, version: int, by: Person, at: datetime
) -> GroupSession:
    """Write down that it was held and how many came. Each mediator may then claim it, once."""
    authorise(by, SERVE, Scope(district=session.district), at=at)
    if later(session.begins_at, session.minutes) > at:
        raise Refused(_NOT_YET)
    if couples < 0 or persons < 0 or persons > 2 * couples or couples > persons:
        raise Refused(_COUNT, field="couples")
    changed = GroupSession.objects.filter(pk=session.pk, state="planned", version=version)
    if not changed.update(state="held", couples=couples, persons=persons, version=version + 1):
        raise Refused(_CHANGED)
    session.refresh_from_db()
    _recorded(session, "held", by, at)
    return session


@transaction.atomic
def cancel_group_session(session: GroupSession, *, version: int, by: Person, at: datetime) -> GroupSession:
    """Cancel a session that was planned: its mediators, who are told, are free at that time again. One held stays held."""
    authorise(by, SERVE, Scope(district=session.district), at=at)
    changed = GroupSession.objects.filter(pk=session.pk, state="planned", version=version)
    if not changed.update(state="cancelled", version=version + 1):
        raise Refused(_CHANGED)
    giving = [one.certification for one in session.presences.filter(voided=False).select_related("certification")]
    Presence.objects.filter(group_session=session).update(voided=True)
    session.refresh_from_db()
    _recorded(session, "cancelled", by, at)
    tell_mediators(session, "cancelled", only=giving)
    return session
