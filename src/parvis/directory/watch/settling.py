"""What a keeper does with a finding: set it aside until a day, with a reason; take the address that a site gives for a moved page."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from parvis.directory.actions import MODELS, directory_lock, publish_together
from parvis.directory.desk.assuring import CHANGED, acting_for, assured
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.reach import reach_of
from parvis.directory.files import Content
from parvis.directory.models import Finding, Version
from parvis.directory.models.finding import FindingQuerySet
from parvis.directory.watch.links import OWN_PAGE, addresses_in, with_address
from parvis.directory.watch.noting import settle_finding
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused

#: How long a finding may be set aside at most.
LONGEST = timedelta(days=366)
MOST = 500
_REASON = Text("Dites pourquoi, en quelques mots.", "Say why, in a few words.")
_LONG = Text(f"Écrivez {MOST} caractères au plus.", f"Write at most {MOST} characters.")
_DAY = Text(
    "Donnez un jour à venir, dans l’année au plus.",
    "Give a day to come, within a year at most.",
)
_SETTLED = Text(
    "Ce constat s’est réglé pendant que vous le regardiez. Rien n’est enregistré.",
    "This finding settled while you were looking at it. Nothing is saved.",
)
_NOTHING = Text(
    "Le site ne donne pas de nouvelle adresse pour cette page.", "The site gives no new address for this page."
)


@transaction.atomic
def set_aside_finding(finding: Finding, *, until: date, reason: str, by: Person, at: datetime) -> Finding:
    """Set a finding aside until a day: it is not on the desk's list before then, unless it settles and comes back."""
    authorise(by, "desk.edit", at=at)
    reach_of(by, "desk.edit", at=at).demand(finding.record)
    said = " ".join("".join(one for one in reason if one.isprintable() or one.isspace()).split())
    if len(said) < 3:
        raise Refused(_REASON, field="reason")
    if len(said) > MOST:
        raise Refused(_LONG, field="reason")
    if not day_of(at) < until <= day_of(at) + LONGEST:
        raise Refused(_DAY, field="until")
    held = _open(finding)
    held.state, held.aside_until, held.reason = "aside", until, said
    held.state_at, held.state_by = at, by.code
    held.save()
    record_entry(
        "finding.set_aside",
        by=by.code,
        at=at,
        subject=("finding", str(held.pk)),
        codes={"code": held.code, "until": until},
    )
    return held


@transaction.atomic
def take_address(finding: Finding, *, seen: str, everywhere: bool = False, by: Person, at: datetime) -> int:
    """Publish the address that the site gives for a moved page, as new versions in one edition; how many values changed.

    The keeper has read that page. `seen`: the digest of the record that they were looking at. `everywhere`: in every
    other value within their reach that gives the same moved address, too. A service's own page counts as a check of how to
    reach it.
    """
    authorise(by, "desk.publish", at=at)
    reach = reach_of(by, "desk.publish", at=at)
    reach.demand(finding.record)
    directory_lock()
    held = _open(finding)
    if held.code != "moved" or not held.evidence.get("proposed") or held.kind not in MODELS:
        raise Refused(_NOTHING)
    record = MODELS[held.kind]._default_manager.filter(pk=held.record).first()
    if record is None or record.digest != seen:
        raise Refused(CHANGED)
    name, texts, taken = acting_for(by, at), dict[tuple[str, str], dict[str, Any]](), 0
    for one in [held, *(same_elsewhere(held, reach.records) if everywhere else ())]:
        version = Version.objects.of(one.kind, one.record).first()
        says = texts.setdefault((one.kind, one.record), deepcopy(version.content) if version else {})
        if not _replaced(says, one.path.partition("#")[0], one.evidence["address"], one.evidence["proposed"]):
            if one.pk == held.pk:
                raise Refused(CHANGED)
            continue
        if one.kind == "service" and one.path == OWN_PAGE["service"]:
            says["assurance"] = assured(says, ["access"], "page_read", day_of(at), name)
        settle_finding(one, by=by.code, at=at)
        taken += 1
    contents = [Content(*key, says) for key, says in texts.items() if says]
    _without_fault(contents)
    publish_together(contents, [], by=by.code, at=at)
    return taken


def _without_fault(contents: Sequence[Content]) -> None:
    """Refuse what could not be published from the pages of the record either, and say what is wrong in which record."""
    for one in contents:
        faults = faults_of(one.kind, one.says)
        if faults:
            raise Refused(
                Text(
                    f"La fiche {one.record} ne peut pas prendre cette adresse telle quelle : {faults[0].message.fr} "
                    "Rien n’est enregistré. Changez la fiche.",
                    f"The record {one.record} cannot take this address as it is: {faults[0].message.en} "
                    "Nothing is saved. Change the record.",
                )
            )


def same_elsewhere(finding: Finding, records: frozenset[str] | None) -> FindingQuerySet:
    """The other findings of the same page, moved to the same address, in records within reach."""
    same = {
        "evidence__address": finding.evidence.get("address"),
        "evidence__proposed": finding.evidence.get("proposed"),
    }
    others = Finding.objects.about_records(records).filter(code="moved", kind__in=list(MODELS), **same)
    return others.exclude(pk=finding.pk).exclude(state="settled").order_by("record", "path")


def _open(finding: Finding) -> Finding:
    held = Finding.objects.select_for_update().get(pk=finding.pk)
    if held.state == "settled":
        raise Refused(_SETTLED)
    return held


def _replaced(says: dict[str, Any], path: str, old: str, new: str) -> bool:
    """Put the new address in the place of the old one in the value at a path; False where it is not there any more."""
    here: Any = says
    *parts, last = path.split(".")
    for part in parts:
        if isinstance(here, list):
            here = here[int(part) - 1] if part.isdigit() and 1 <= int(part) <= len(here) else None
        else:
            here = here.get(part) if isinstance(here, dict) else None
    value = here.get(last) if isinstance(here, dict) else None
    if not isinstance(value, str) or old not in addresses_in(value):
        return False
    here[last] = with_address(value, old, new)
    return True
