"""The couple's number: given by the Service, so that what a couple has used of the programme is known (r. 0.7, s. 10).

Who they are is not kept. Two names and two days of birth give one keyed digest: it finds the number again, whoever of the two
asks and in whatever order, and it cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.people.sealing import keyed_digest
from parvis.roster.models import Couple
from parvis.roster.numbers import new_number
from parvis.roster.parties import name_digest
from parvis.roster.policies import SERVE

#: Nobody older than this separates here. Not legal: a year of birth before it is a mistake in the form.
OLDEST = date(1900, 1, 1)

_NAME = Text("Inscrivez le nom des deux personnes.", "Enter the names of both people.")
_BORN = Text("Inscrivez la date de naissance des deux personnes.", "Enter the dates of birth of both people.")
_SAME = Text("Ce sont deux fois la même personne.", "This is the same person twice.")
_UNKNOWN = Text("Ce numéro de couple n’existe pas.", "This couple’s number does not exist.")


@dataclass(frozen=True, slots=True)
class Spouse:
    """One of the two, as they are told: forgotten once the digest is made."""

    name: str
    born: date


@dataclass(frozen=True, slots=True)
class Given:
    """A couple, and whether it already had its number."""

    couple: Couple
    known: bool


def couple_digest(one: Spouse, other: Spouse) -> str:
    """The keyed digest of two people, in whatever order, accents and capitals aside."""
    each = sorted(f"{name_digest(spouse.name)}:{spouse.born.isoformat()}" for spouse in (one, other))
    return keyed_digest("roster couple", *each)


def _checked(one: Spouse, other: Spouse, today: date) -> None:
    for place, spouse in enumerate((one, other), start=1):
        if not any(letter.isalnum() for letter in spouse.name):
            raise Refused(_NAME, field=f"name_{place}")
        if spouse.born < OLDEST or spouse.born >= today:
            raise Refused(_BORN, field=f"born_{place}")
    if (name_digest(one.name), one.born) == (name_digest(other.name), other.born):
        raise Refused(_SAME, field="name_2")


def give_number(one: Spouse, other: Spouse, *, used_before: bool, by: Person, at: datetime) -> Given:
    """The number of a couple: a new one, or the one that it has. `used_before`: the Service knows of a use that was not
    counted here; it is added to what is known, never taken away by asking again. `Refused`, with the field.
    """
    _checked(one, other, day_of(at))
    digest = couple_digest(one, other)
    with transaction.atomic():
        authorise(by, SERVE, at=at)
        couple, known = _found_or_added(digest, used_before, by, at)
        if known and used_before and not couple.used_before:
            _used_before(couple, True, by, at)
        record_entry(
            "couple.number_found" if known else "couple.number_given",
            by=by.code,
            at=at,
            subject=("couple", couple.number),
        )
    return Given(couple, known)


def _found_or_added(digest: str, used_before: bool, by: Person, at: datetime) -> tuple[Couple, bool]:
    found = Couple.objects.filter(digest=digest).first()
    if found is not None:
        return found, True
    couple = Couple(
        number=new_number("C", at=at), digest=digest, used_before=used_before, given_by=by.code, given_at=at
    )
    try:
        with transaction.atomic():
            couple.save(force_insert=True)
    except IntegrityError:  # somebody else has just given it, or the number drawn was taken
        return Couple.objects.get(digest=digest), True
    return couple, False


def _used_before(couple: Couple, used: bool, by: Person, at: datetime) -> None:
    Couple.objects.filter(pk=couple.pk).update(used_before=used)
    couple.used_before = used
    record_entry("couple.earlier_use", by=by.code, at=at, subject=("couple", couple.number), codes={"used": used})


@transaction.atomic
def change_earlier_use(couple: Couple, *, used: bool, by: Person, at: datetime) -> Couple:
    """Correct what the Service knows of an earlier use. Claims already decided keep what they were decided with."""
    authorise(by, SERVE, at=at)
    if couple.used_before != used:
        _used_before(couple, used, by, at)
    return couple


def find_couple(number: str, *, by: Person, at: datetime) -> Couple:
    """The couple of a number, for the Service; `Refused` where there is none."""
    authorise(by, SERVE, Scope(), at=at)
    found = Couple.objects.filter(number=number.strip().upper()).first()
    if found is None:
        raise Refused(_UNKNOWN, field="number")
    return found
