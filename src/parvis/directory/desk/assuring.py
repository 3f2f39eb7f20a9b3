"""Confirming facts: who looked, how, on what day; and the nightly step of asking again for what nobody has confirmed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from parvis.directory.actions import directory_lock, publish_together, revise_record
from parvis.directory.desk.ladder import due_together, next_step
from parvis.directory.desk.reach import reach_of
from parvis.directory.files import Content
from parvis.directory.models import Assurance, Organization, Renewal, Service, Version
from parvis.directory.vocabulary import ASSURANCES, FIELDS
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Membership, Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.people.roles import roles_with

#: A check older than this is no longer news.
OLDEST = timedelta(days=365)
_FIELDS = Text("Choisissez ce que vous avez vérifié.", "Choose what you have checked.")
_HOW = Text("Dites comment vous avez vérifié.", "Say how you have checked.")
_DAY = Text(
    "Donnez le jour de la vérification : aujourd’hui, ou un jour de la dernière année.",
    "Give the day of the check: today, or a day of the last year.",
)
CHANGED = Text(
    "Quelqu’un a changé cette fiche pendant que vous la regardiez. Rien n’est enregistré : relisez-la ci-dessous.",
    "Somebody changed this record while you were looking at it. Nothing is saved: read it again below.",
)


@transaction.atomic
def confirm_facts(
    service: Service, *, fields: Collection[str], how: str, on: date, seen: str, by: Person, at: datetime
) -> Service:
    """Confirm kinds of facts of a service: a new version says who looked, how, when, and when they are due again.

    `seen`: the digest of the record that the keeper was looking at; `Refused` where it has changed since.
    """
    authorise(by, "desk.edit", at=at)
    reach_of(by, "desk.edit", at=at).demand(service.pk)
    directory_lock()
    service.refresh_from_db()
    if service.digest != seen:
        raise Refused(CHANGED)
    chosen = _chosen(fields)
    _allowed(how, on, at)
    version = Version.objects.of("service", service.pk).first()
    if version is None:
        raise Refused(CHANGED)
    says = {**version.content, "assurance": assured(version.content, chosen, how, on, acting_for(by, at))}
    revise_record(service, says=says, by=by.code, at=at)
    _recorded(service.pk, chosen, how=how, on=on, by=by, at=at)
    service.refresh_from_db()
    return service


@dataclass(frozen=True, slots=True)
class Check:
    """One service of a call: the kinds of facts that hold, and the digest of the record that the keeper was looking at."""

    service: Service
    fields: tuple[str, ...]
    seen: str


@transaction.atomic
def confirm_together(checks: Sequence[Check], *, how: str, on: date, by: Person, at: datetime) -> int:
    """Confirm facts of several services that one call or one visit settled, as one edition; its number. All, or none.

    `Refused` names the first service that has changed since it was looked at.
    """
    authorise(by, "desk.edit", at=at)
    reach, name = reach_of(by, "desk.edit", at=at), acting_for(by, at)
    _allowed(how, on, at)
    directory_lock()
    contents = []
    for one in checks:
        reach.demand(one.service.pk)
        version = Version.objects.of("service", one.service.pk).first()
        if version is None or version.digest != one.seen:
            raise Refused(_named(one.service))
        chosen = _chosen(one.fields)
        says = {**version.content, "assurance": assured(version.content, chosen, how, on, name)}
        contents.append(Content("service", one.service.pk, says))
    edition, _ = publish_together(contents, [], by=by.code, at=at)
    for one in checks:
        _recorded(one.service.pk, _chosen(one.fields), how=how, on=on, by=by, at=at)
    return edition


def _named(service: Service) -> Text:
    return Text(
        f"Quelqu’un a changé la fiche « {service.name.fr} » pendant que vous la regardiez. Rien n’est enregistré, "
        "pour aucun service : relisez la liste ci-dessous, puis recommencez.",
        f"Somebody changed the record “{service.name.en}” while you were looking at it. Nothing is saved, for any "
        "service: read the list below again, then start over.",
    )


def _allowed(how: str, on: date, at: datetime) -> None:
    if how not in ASSURANCES:
        raise Refused(_HOW, field="how")
    if not day_of(at) - OLDEST <= on <= day_of(at):
        raise Refused(_DAY, field="on")


def _chosen(fields: Collection[str]) -> list[str]:
    chosen = [one for one in FIELDS if one in set(fields)]
    if not chosen or len(chosen) != len(set(fields)):
        raise Refused(_FIELDS, field="fields")
    return chosen


def _recorded(service: str, fields: Sequence[str], *, how: str, on: date, by: Person, at: datetime) -> None:
    record_entry(
        "assurance.confirmed",
        by=by.code,
        at=at,
        subject=("service", service),
        codes={"fields": "+".join(fields)[:80], "how": how, "on": on},
    )


def assured(says: dict[str, Any], chosen: list[str], how: str, on: date, by: str) -> list[dict[str, Any]]:
    """The checks of a record once somebody has looked: those of other facts, then the new one, each with its next day."""
    kept = []
    for one in says.get("assurance", []):
        left = [field for field in one["fields"] if field not in chosen]
        if left:
            kept.append({**one, "fields": left})
    for due, fields in due_together(chosen, on).items():
        kept.append({"fields": fields, "by": by, "how": how, "on": on.isoformat(), "next_due": due.isoformat()})
    return kept


def acting_for(person: Person, at: datetime) -> str:
    """What readers are told of who checked: the body, never the person."""
    held = Membership.objects.filter(person=person, role__in=roles_with("desk.edit")).in_force(day_of(at))
    slugs = list(held.order_by("organization").values_list("organization", flat=True))
    body = Organization.objects.filter(slug=slugs[0]).first() if slugs and slugs[0] else None
    return body.name.fr if body else "Parvis"


@transaction.atomic
def move_renewals(*, at: datetime) -> int:
    """Move each overdue group of facts up one step of the ladder where its time has come; how many moved. Idempotent.

    A service that has ended is not asked for again. No letter leaves by itself: the step is the keeper's next act.
    """
    on = day_of(at)
    due = Assurance.objects.filter(next_due__lte=on).exclude(service__status="ended").order_by("service_id", "next_due")
    keys = list(dict.fromkeys((one.service_id, one.next_due) for one in due if one.next_due is not None))
    latest = Renewal.objects.latest_of({service for service, _ in keys})
    made = []
    for service, day in keys:
        last = latest.get((service, day))
        step = next_step(last.step if last else "", last.reached_on if last else day, on)
        if step is not None:
            made.append(Renewal(service_id=service, due=day, step=step.code, reached_on=on))
    Renewal.objects.bulk_create(made)
    for one in made:
        record_entry(
            f"renewal.{one.step}", by="system", at=at, subject=("service", one.service_id), codes={"due": one.due}
        )
    return len(made)
