"""Who mediates with somebody: named by whoever opened the mandate, and in it only once they accept; the conflict check is theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.mandates import hold_mandate, own_of
from parvis.roster.certified import certified_on
from parvis.roster.conflict import known_elsewhere
from parvis.roster.models import Certification, Mandate
from parvis.roster.policies import require_own
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow_professional

_GONE = Text(
    "Cette demande n’attend plus votre réponse : le mandat est fermé, ou la demande est retirée.",
    "This request no longer awaits your answer: the mandate is closed, or the request is withdrawn.",
)
_NOT_CERTIFIED = Text(
    "Le {day}, votre accréditation n’est pas en vigueur.", "On {day}, your certification is not in force."
)
_CONFLICT = Text(
    "Une partie de ce mandat porte le nom d’une personne déjà partie à un de vos mandats. Vérifiez avec la personne qui vous "
    "demande, puis dites qu’il n’y a pas de conflit.",
    "A party of this mandate bears the name of a person who is already a party to one of your mandates. Check with the person "
    "who asks you, then say that there is no conflict.",
)
_SUBJECT = Text("Un mandat en comédiation", "A mandate in co-mediation")
_ACCEPTED = Text(
    "{name} accepte de médier avec vous au mandat {number}.", "{name} agrees to mediate with you on mandate {number}."
)
_DECLINED = Text(
    "{name} ne médie pas avec vous au mandat {number}.", "{name} does not mediate with you on mandate {number}."
)


def accept_co_mediation(mandate: Mandate, *, no_conflict: bool, by: Person, at: datetime) -> Mandate:
    """The person named accepts: they are in the mandate from now on. `Refused` where a name is known to them and `no_conflict` is
    not said; that the check found one is in the journal, by codes.
    """
    asked = _asked(mandate, by)
    if not certified_on(asked, day_of(at)):
        raise Refused(_NOT_CERTIFIED.fill(day=short_date(day_of(at))))
    met = known_elsewhere(mandate, asked.professional)
    if met and not no_conflict:
        record_entry(
            "mandate.conflict_met", by=by.code, at=at, subject=("mandate", mandate.code), codes={"as": asked.code}
        )
        raise Refused(_CONFLICT, field="no_conflict")
    with transaction.atomic():
        held = _still(mandate, asked)
        Mandate.objects.filter(pk=held.pk).update(co_mediator=asked, co_asked=None, version=held.version + 1)
        record_entry(
            "co_mediation.accepted",
            by=by.code,
            at=at,
            subject=("mandate", mandate.code),
            codes={"as": asked.code, "names_met": int(met)},
        )
        follow_professional(asked.professional, on=day_of(at))
        _tell(mandate, asked, _ACCEPTED)
    mandate.refresh_from_db()
    return mandate


def decline_co_mediation(mandate: Mandate, *, by: Person, at: datetime) -> Mandate:
    """The person named declines: they were never in the mandate; whoever named them is told."""
    asked = _asked(mandate, by)
    with transaction.atomic():
        held = _still(mandate, asked)
        Mandate.objects.filter(pk=held.pk).update(co_asked=None, version=held.version + 1)
        record_entry(
            "co_mediation.declined", by=by.code, at=at, subject=("mandate", mandate.code), codes={"as": asked.code}
        )
        _tell(mandate, asked, _DECLINED)
    mandate.refresh_from_db()
    return mandate


def _asked(mandate: Mandate, by: Person) -> Certification:
    asked = mandate.co_asked
    if asked is None:
        raise Refused(_GONE)
    require_own(by, own_of(asked))
    return asked


def _still(mandate: Mandate, asked: Certification) -> Mandate:
    """The mandate, held, where this very request still waits."""
    held = hold_mandate(mandate)
    if held.closed is not None or held.co_asked_id != asked.pk:
        raise Refused(_GONE)
    return held


def _tell(mandate: Mandate, asked: Certification, words: Text) -> None:
    box = mailbox_of(mandate.mediator.professional)
    if box is not None:
        said = words.fill(name=asked.professional.name, number=mandate.number)
        post(Letter(box.email, box.language, _SUBJECT, (said,)))
