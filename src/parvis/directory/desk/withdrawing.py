"""Withdrawing a record that should not be there (added by mistake, or twice): gone from every list, still in its history.

A service that ends is not withdrawn: it has a status for that, and readers are told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from parvis.places.names import words

#: Characters of a reason.
LONGEST = 500
_WHY = Text("Dites pourquoi, en une phrase : l’historique le garde.", "Say why, in a sentence: the history keeps it.")
_LONG = Text(f"Écrivez {LONGEST} caractères au plus.", f"Write at most {LONGEST} characters.")
_NO_SUCH_RECORD = Text(
    "Aucune fiche de cette sorte n’a ce nom ou ce numéro. Écrivez-le comme la fiche le dit.",
    "No record of this kind has that name or number. Write it as the record says it.",
)
_SEVERAL = Text(
    "Plus d’une fiche a ce nom. Donnez son numéro, comme SVC-097.",
    "More than one record has that name. Give its number, such as SVC-097.",
)
_ITSELF = Text(
    "C’est la fiche que vous retirez. Nommez l’autre.", "This is the record that you withdraw. Name the other one."
)


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


def standing_in_for(record: Record, typed: str) -> str:
    """The identifier of the record of the same kind that a keeper names, by its number, its name, its short name or the
    address of its page; "" where nothing was typed. `Refused` where none has it, several have, or it is the record itself.
    """
    named = typed.strip()
    if not named:
        return ""
    key = named.partition("?")[0].rstrip("/").rpartition("/")[2].casefold()
    rows: list[Any] = list(type(record)._default_manager.order_by("pk"))
    found = [one.pk for one in rows if key in (one.pk.casefold(), getattr(one, "slug", ""))] or [
        one.pk for one in rows if words(named) in (words(one.name.fr), words(one.name.en))
    ]
    others = [pk for pk in found if pk != record.pk]
    if not others:
        raise Refused(_ITSELF if found else _NO_SUCH_RECORD, field="replaced_by")
    if len(others) > 1:
        raise Refused(_SEVERAL, field="replaced_by")
    return str(others[0])


@transaction.atomic
def withdraw_record(
    record: Record, *, reason: str, seen: str, replaced_by: str = "", by: Person, at: datetime
) -> Version:
    """Withdraw a record: a version says since when and why; lists, pages, exports and the search no longer have it.

    `seen`: the digest of the record that the keeper was looking at; `replaced_by`: the record that stands in its place, as the
    keeper names it (`standing_in_for`). `Refused` where it has changed since, without a reason, or while another record leans
    on it. `changing.bring_back` undoes it.
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
    version = take_out(held, reason=said, replaced_by=standing_in_for(held, replaced_by), by=by.code, at=at)
    for one in Finding.objects.filter(kind=kind, record=version.record).exclude(state="settled").order_by("pk"):
        settle_finding(one, by=by.code, at=at)
    return version
