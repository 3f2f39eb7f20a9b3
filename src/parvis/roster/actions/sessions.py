"""Session sheets and work outside sessions: written down by whoever mediates, refused where the day cannot be so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from parvis.config.clock import QUEBEC
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.mandates import hold_mandate, require_mediator
from parvis.roster.certified import certified_on
from parvis.roster.claimed import require_unclaimed
from parvis.roster.hours import day_span, days_of, later, local, minutes_within
from parvis.roster.kinds import MEETINGS, SESSION_KINDS
from parvis.roster.models import Certification, Mandate, OutOfSessionWork, Presence, SessionSheet
from parvis.roster.models.session import LONGEST

#: No day has more minutes of sessions and work. Not legal: it is the length of a day.
MINUTES_A_DAY = 24 * 60
#: The kinds of session that each kind of mandate has.
KINDS_OF = {
    "family": ("information_individual", "mediation", "absence"),
    "small_claims": ("mediation", "absence"),
    "arbitration": ("arbitration", "absence"),
}
PURPOSES: dict[str, Text] = {
    "summary": Text("Résumé des ententes", "Summary of agreements"),
    "preparation": Text("Préparation", "Preparation"),
    "communication": Text("Communications avec les parties", "Communications with the parties"),
}

_KIND = Text("Ce genre de séance n’est pas de ce mandat.", "This kind of session is not one of this mandate.")
_MEETING = Text("Dites comment la séance s’est tenue.", "Say how the session was held.")
_FUTURE = Text("Cette séance n’a pas encore eu lieu.", "This session has not taken place yet.")
_STILL_WAITING = Text(
    "Ces minutes d’attente ne sont pas encore passées. Inscrivez l’absence une fois l’attente finie.",
    "These minutes of waiting have not passed yet. Record the absence once the waiting is over.",
)
_BEFORE = Text("Le mandat est ouvert depuis le {day} seulement.", "The mandate has been open only since {day}.")
_AFTER = Text("Le mandat est fermé depuis le {day}.", "The mandate has been closed since {day}.")
_MINUTES = Text("Une séance dure de 1 minute à 12 heures.", "A session lasts from 1 minute to 12 hours.")
_NO_LENGTH = Text(
    "Une séance annulée n’a pas de durée : donnez les minutes d’attente.",
    "A session that was cancelled has no length: give the minutes waited.",
)
_WAITED = Text("Donnez les minutes d’attente après l’heure fixée.", "Give the minutes waited after the set time.")
_NOT_CERTIFIED = Text(
    "Le {day}, l’accréditation de {name} n’est pas en vigueur. Une séance ne s’inscrit pas ce jour-là.",
    "On {day}, the certification of {name} is not in force. A session is not recorded for that day.",
)
_NO_CO_MEDIATOR = Text("Ce mandat n’a pas de comédiatrice ou de comédiateur.", "This mandate has no co-mediator.")
_ADDITIONAL = Text(
    "Les parties ne peuvent pas avoir demandé plus de médiateurs que ceux qui étaient là.",
    "The parties cannot have asked for more mediators than those who were there.",
)
_ATTENDED = Text("Dites qui était là, parmi les parties du mandat.", "Say who was there, among the mandate’s parties.")
_A_DAY = Text(
    "Cela ferait {hours} de travail le {day} : une journée en a 24.",
    "That would make {hours} of work on {day}: a day has 24.",
)
_THERE = Text(
    "Cette séance est déjà inscrite, le {day} à {clock}.", "This session is already recorded, on {day} at {clock}."
)
_OVERLAP = Text(
    "Vous êtes déjà dans une autre séance à ce moment : le {day}, de {clock} à {until}, mandat {number}.",
    "You are already in another session at that time: on {day}, from {clock} to {until}, mandate {number}.",
)
_OVERLAP_GROUP = Text(
    "Vous êtes déjà dans une séance de groupe à ce moment : le {day}, de {clock} à {until}.",
    "You are already in a group session at that time: on {day}, from {clock} to {until}.",
)
_OTHER_BUSY = Text(
    "La comédiatrice ou le comédiateur est déjà dans une autre séance à ce moment.",
    "The co-mediator is already in another session at that time.",
)
_RACE = Text(
    "Une autre séance vient d’être inscrite au même moment. Relisez votre liste.",
    "Another session was just recorded for the same time. Read your list again.",
)
_SIGNED = Text(
    "Une partie a signé cette feuille. Demandez au Service une correction : ce qui est signé reste.",
    "A party has signed this sheet. Ask the Service for a correction: what is signed stays.",
)
_GONE = Text("Cette feuille est déjà retirée.", "This sheet is already voided.")
_NOT_YOUR_WORK = Text(
    "Ce travail est inscrit par la personne qui médie avec vous : elle seule le retire.",
    "This work was recorded by the person who mediates with you: only they void it.",
)
_PURPOSE = Text("Dites à quoi ce temps a servi.", "Say what this time was for.")
_WORK_MINUTES = Text("De 1 minute à 12 heures de travail.", "From 1 minute to 12 hours of work.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session as it is told. `minutes`: its length, 0 for one cancelled by an absence, which has `waited` instead."""

    kind: str
    begins_at: datetime
    minutes: int
    meeting: str
    attended: tuple[int, ...] = ()
    co_mediator: bool = False
    additional_requested: int = 0
    waited: int | None = None
    serious_reason: bool | None = None


def record_session(mandate: Mandate, sheet: Sheet, *, by: Person, at: datetime) -> SessionSheet:
    """Write down a session that was held, or cancelled by an absence; `Refused`, with the field, where it cannot be so.

    Norms: r. 0.7, ss. 10 to 12; the mediator is certified on that day. How long a session lasts (s. 11) is never refused: the
    law says it beside the claim. The mandate is held, then read again: somebody may be closing it.
    """
    require_mediator(mandate, by)
    begins = local(sheet.begins_at, field="begins")
    spent = sheet.minutes if sheet.kind != "absence" else sheet.waited or 0
    try:
        with transaction.atomic():
            mandate = hold_mandate(mandate)
            present = _checked(mandate, sheet, spent, at)
            _hold(*present)
            for one in present:
                _free(one, sheet, begins, spent, mandate, by)
            kept = SessionSheet.objects.create(
                mandate=mandate,
                kind=sheet.kind,
                begins_at=begins,
                day=begins.date(),
                minutes=sheet.minutes,
                waited=sheet.waited,
                serious_reason=sheet.serious_reason,
                meeting=sheet.meeting,
                attended=sorted(sheet.attended),
                additional_requested=sheet.additional_requested,
                digest=digest_of(mandate, sheet),
                recorded_by=by.code,
                recorded_at=at,
            )
            Presence.objects.bulk_create(
                Presence(
                    session=kept,
                    certification=one,
                    professional_id=one.professional_id,
                    span=DateTimeTZRange(begins, later(begins, max(spent, 1))),
                )
                for one in present
            )
            record_entry(
                "session.recorded",
                by=by.code,
                at=at,
                subject=("session", str(kept.pk)),
                codes={"mandate": mandate.code, "day": kept.day, "kind": kept.kind, "minutes": kept.minutes},
            )
    except IntegrityError as clash:
        raise Refused(_RACE, field="begins") from clash
    return kept


def digest_of(mandate: Mandate, sheet: Sheet) -> str:
    """What a party signs: the sheet to the last figure, so that nobody signs one and has another paid."""
    said = [
        mandate.number,
        sheet.kind,
        sheet.begins_at.astimezone(QUEBEC).isoformat(),
        sheet.minutes,
        sheet.meeting,
        sorted(sheet.attended),
        sheet.co_mediator,
        sheet.additional_requested,
        sheet.waited,
        sheet.serious_reason,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _checked(mandate: Mandate, sheet: Sheet, spent: int, at: datetime) -> Sequence[Certification]:
    day = sheet.begins_at.astimezone(QUEBEC).date()
    if sheet.kind not in SESSION_KINDS or sheet.kind not in KINDS_OF[mandate.kind]:
        raise Refused(_KIND, field="kind")
    if sheet.meeting not in MEETINGS:
        raise Refused(_MEETING, field="meeting")
    _lasts(sheet)
    if later(sheet.begins_at, spent) > at:
        raise Refused(_FUTURE if sheet.kind != "absence" else _STILL_WAITING, field="day")
    if day < mandate.opened:
        raise Refused(_BEFORE.fill(day=short_date(mandate.opened)), field="day")
    if mandate.closed is not None and day > mandate.closed:
        raise Refused(_AFTER.fill(day=short_date(mandate.closed)), field="day")
    present = [mandate.mediator]
    if sheet.co_mediator:
        if mandate.co_mediator is None:
            raise Refused(_NO_CO_MEDIATOR, field="co_mediator")
        present.append(mandate.co_mediator)
    if not 0 <= sheet.additional_requested < len(present):
        raise Refused(_ADDITIONAL, field="additional_requested")
    known = set(mandate.parties.values_list("position", flat=True))
    once = len(set(sheet.attended)) == len(sheet.attended)
    if not once or not set(sheet.attended) <= known or (sheet.kind != "absence" and not sheet.attended):
        raise Refused(_ATTENDED, field="attended")
    for one in present:
        if not certified_on(one, day):
            raise Refused(_NOT_CERTIFIED.fill(day=short_date(day), name=one.professional.name), field="day")
    return present


def _lasts(sheet: Sheet) -> None:
    if sheet.kind == "absence":
        if sheet.minutes:
            raise Refused(_NO_LENGTH, field="minutes")
        if sheet.waited is None or not 0 <= sheet.waited <= LONGEST:
            raise Refused(_WAITED, field="waited")
    elif not 1 <= sheet.minutes <= LONGEST:
        raise Refused(_MINUTES, field="minutes")


def _free(one: Certification, sheet: Sheet, begins: datetime, spent: int, mandate: Mandate, by: Person) -> None:
    """Whether this mediator can have been there: no other session at that time, no more hours than a day has."""
    until = later(begins, max(spent, 1))
    clash = (
        Presence.objects.filter(professional=one.professional_id, voided=False, span__overlap=(begins, until))
        .select_related("session__mandate", "group_session")
        .first()
    )
    if clash is not None:
        raise Refused(_clash_words(clash, one, begins, spent, mandate, by), field="begins")
    for day in days_of(begins, until) if spent else ():
        _fits(day, _minutes_on(one, day) + minutes_within(day, begins, until))


def _fits(day: date, minutes: int) -> None:
    if minutes > MINUTES_A_DAY:
        hours = Text(f"{minutes // 60} h {minutes % 60:02d}", f"{minutes // 60} h {minutes % 60:02d} min")
        raise Refused(_A_DAY.fill(hours=hours, day=short_date(day)), field="minutes")


def _hold(*present: Certification) -> None:
    """Hold these people's hours until the transaction ends: two who write at once write one after the other."""
    theirs = Certification.objects.filter(professional__in=[one.professional_id for one in present])
    list(theirs.select_for_update().order_by("pk"))


def _clash_words(
    clash: Presence, one: Certification, begins: datetime, spent: int, mandate: Mandate, by: Person
) -> Text:
    """Which session is in the way: only somebody's own; of a co-mediator, nothing but that they are not free."""
    file = getattr(one.professional, "file", None)
    if file is None or file.person_id != by.pk:
        return _OTHER_BUSY
    there = clash.session or clash.group_session
    if there is None:
        return _RACE
    first = there.begins_at.astimezone(QUEBEC)
    words = {"day": short_date(first.date()), "clock": clock_words(first)}
    if clash.session is None:
        return _OVERLAP_GROUP.fill(until=clock_words(later(first, there.minutes)), **words)
    if clash.session.mandate_id == mandate.pk and first == begins and clash.session.minutes == spent:
        return _THERE.fill(**words)
    until = clock_words(clash.span.upper.astimezone(QUEBEC))
    return _OVERLAP.fill(until=until, number=clash.session.mandate.number, **words)


def _minutes_on(one: Certification, day: date) -> int:
    """The minutes of sessions and work that this professional already has on a day; a night is split at midnight."""
    there = Presence.objects.filter(professional=one.professional_id, voided=False, span__overlap=day_span(day))
    held = sum(minutes_within(day, span.lower, span.upper) for span in there.values_list("span", flat=True))
    work = OutOfSessionWork.objects.filter(certification__professional=one.professional_id, day=day, voided_at=None)
    return held + sum(work.values_list("minutes", flat=True))


def clock_words(moment: datetime) -> Text:
    """An hour as people write it."""
    here = moment.astimezone(QUEBEC)
    hour = here.hour % 12 or 12
    half = "a.m." if here.hour < 12 else "p.m."
    return Text(f"{here.hour} h {here.minute:02d}", f"{hour}:{here.minute:02d} {half}")


def void_session(session: SessionSheet, *, by: Person, at: datetime) -> SessionSheet:
    """Take back a sheet that was wrong, before anybody signed or claimed it: another is then made. Else it is corrected."""
    require_mediator(session.mandate, by)
    with transaction.atomic():
        Mandate.objects.select_for_update().get(pk=session.mandate_id)
        held = SessionSheet.objects.select_for_update().get(pk=session.pk)
        if held.voided_at is not None:
            raise Refused(_GONE)
        if held.signatures.filter(state="signed").exists():
            raise Refused(_SIGNED)
        require_unclaimed(held)
        take_back(held, by=by.code, at=at)
    return held


def take_back(session: SessionSheet, *, by: str, at: datetime) -> None:
    """Void a sheet and free its hour; its links are closed. For an act that has asked whether it may."""
    session.voided_at = at
    session.save(update_fields=["voided_at"])
    session.presences.update(voided=True)
    session.signatures.filter(state="asked").update(state="lapsed", answered_at=at)
    record_entry("session.voided", by=by, at=at, subject=("session", str(session.pk)))


def record_work(
    mandate: Mandate, *, day: date, minutes: int, purpose: str, by: Person, at: datetime
) -> OutOfSessionWork:
    """Write down work done outside the sessions, which the tariff by the hour counts."""
    certification = require_mediator(mandate, by)
    if purpose not in PURPOSES:
        raise Refused(_PURPOSE, field="purpose")
    if not 1 <= minutes <= LONGEST:
        raise Refused(_WORK_MINUTES, field="minutes")
    if day > day_of(at):
        raise Refused(Text("Ce jour n’est pas encore venu.", "That day has not come yet."), field="day")
    if day < mandate.opened:
        raise Refused(_BEFORE.fill(day=short_date(mandate.opened)), field="day")
    if not certified_on(certification, day):
        name = certification.professional.name
        raise Refused(_NOT_CERTIFIED.fill(day=short_date(day), name=name), field="day")
    with transaction.atomic():
        mandate = hold_mandate(mandate)
        if mandate.closed is not None and day > mandate.closed:
            raise Refused(_AFTER.fill(day=short_date(mandate.closed)), field="day")
        _hold(certification)
        _fits(day, _minutes_on(certification, day) + minutes)
        work = OutOfSessionWork.objects.create(
            mandate=mandate, certification=certification, day=day, minutes=minutes, purpose=purpose, recorded_at=at
        )
        record_entry(
            "work.recorded",
            by=by.code,
            at=at,
            subject=("work", str(work.pk)),
            codes={"mandate": mandate.code, "day": day, "minutes": minutes, "purpose": purpose},
        )
    return work


def void_work(work: OutOfSessionWork, *, by: Person, at: datetime) -> OutOfSessionWork:
    """Take back one's own work that was written by mistake and that no claim counts; never that of who mediates with one."""
    if require_mediator(work.mandate, by).professional_id != work.certification.professional_id:
        raise Refused(_NOT_YOUR_WORK)
    with transaction.atomic():
        Mandate.objects.select_for_update().get(pk=work.mandate_id)
        require_unclaimed(work)
        take_back_work(work, by=by.code, at=at)
    work.refresh_from_db()
    return work


def take_back_work(work: OutOfSessionWork, *, by: str, at: datetime) -> None:
    """Void work, once. For an act that has asked whether it may."""
    if not OutOfSessionWork.objects.filter(pk=work.pk, voided_at__isnull=True).update(voided_at=at):
        raise Refused(Text("Cette ligne est déjà retirée.", "This line is already voided."))
    record_entry("work.voided", by=by, at=at, subject=("work", str(work.pk)))
