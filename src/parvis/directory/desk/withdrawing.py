"""Withdrawing a record that should not be there (added by mistake, or twice): gone from every list, still in its history.

A service that ends is not withdrawn: it has a status for that, and readers are told.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.directory.actions import MODELS, directory_lock, take_out
from parvis.directory.desk.assuring import CHANGED
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Finding, Organization, ProposalLink, Service, Statistic, Version
from parvis.directory.models.organization import Record
from parvis.directory.watch.noting import settle_finding
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.policies import authorise
from parvis.people.refused import Refused

#: Characters of a reason.
LONGEST = 500
_WHY = Text("Dites pourquoi, en une phrase : l’historique le garde.", "Say why, in a sentence: the history keeps it.")
_LONG = Text(f"Écrivez {LONGEST} caractères au plus.", f"Write at most {LONGEST} characters.")


def leaning_on(record: Record) -> list[Text]:
    """What leans on a record, a sentence each: while there is any, it is not withdrawn."""
    found: list[tuple[int, str, str]] = []
    if isinstance(record, Organization):
        found = [
            (record.involvements.count(), "Services qui la nomment : {n}.", "Services that name it: {n}."),
            (record.statistics.count(), "Chiffres qui en viennent : {n}.", "Figures that come from it: {n}."),
            (record.parts.count(), "Organismes qui en font partie : {n}.", "Organizations that are part of it: {n}."),
            (
                Service.objects.filter(location__organization=record).count(),
                "Services donnés à l’une de ses adresses : {n}.",
                "Services given at one of its addresses: {n}.",
            ),
            (
                ProposalLink.objects.filter(organization=record).count(),
                "Liens envoyés à cet organisme : {n}.",
                "Links sent to this organization: {n}.",
            ),
        ]
    elif isinstance(record, Service):
        found = [
            (
                Statistic.objects.filter(service=record).count(),
                "Chiffres qui en parlent : {n}.",
                "Figures about it: {n}.",
            )
        ]
    return [Text(fr, en).fill(n=count) for count, fr, en in found if count]


@transaction.atomic
def withdraw_record(record: Record, *, reason: str, seen: str, by: Person, at: datetime) -> Version:
    """Withdraw a record: a version says since when and why; lists, pages, exports and the search no longer have it.

    `seen`: the digest of the record that the keeper was looking at. `Refused` where it has changed since, without a reason,
    or while another record leans on it. `changing.bring_back` undoes it.
    """
    authorise(by, "desk.publish", at=at)
    reach_of(by, "desk.publish", at=at).demand(str(record.pk))
    said = " ".join("".join(sign for sign in reason if sign.isprintable() or sign.isspace()).split())
    if len(said) < 3:
        raise Refused(_WHY, field="reason")
    if len(said) > LONGEST:
        raise Refused(_LONG, field="reason")
    directory_lock()
    kind = next(code for code, model in MODELS.items() if isinstance(record, model))
    held = MODELS[kind]._default_manager.filter(pk=record.pk).first()
    if held is None or held.digest != seen:
        raise Refused(CHANGED)
    leaning = leaning_on(held)
    if leaning:
        raise Refused(leaning[0])
    version = take_out(held, reason=said, by=by.code, at=at)
    for one in Finding.objects.filter(kind=kind, record=version.record).exclude(state="settled").order_by("pk"):
        settle_finding(one, by=by.code, at=at)
    return version
