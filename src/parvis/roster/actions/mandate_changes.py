"""What is corrected of a mandate that is open: what the couple asks, its objects, its district, who mediates with one.

The couple, the court file, the day of opening and a court's referral are not corrected here: others were told of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.family_mediation.couple_facts import REQUESTS
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.actions.mandates import require_mediator, tell_asked
from parvis.roster.certified import certified_on
from parvis.roster.claimed import require_unclaimed
from parvis.roster.kinds import OBJECTS
from parvis.roster.models import (
    Certification,
    Mandate,
    OutOfSessionWork,
    Presence,
    SessionSheet,
    SupervisionSession,
)
from parvis.roster.opening import CERTIFIED_FOR, PATRIMONY_FORMS, require_reached
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow_mandate, follow_professional

_CLOSED = Text("Ce mandat est fermé : il ne se corrige plus.", "This mandate is closed: it is no longer corrected.")
_CHANGED = Text(
    "Ce mandat vient de changer. Relisez-le et recommencez.",
    "This mandate has just changed. Read it again, then retry.",
)
_NOTHING = Text(
    "Rien ne change : vos réponses sont celles du mandat.", "Nothing changes: your answers are the mandate’s."
)
_OBJECTS = Text("Choisissez au moins un objet.", "Choose at least one object.")
_FORM = Text(
    "Dites si le patrimoine est celui d’un mariage ou d’une union civile, ou celui de conjoints de fait.",
    "Say whether the property is that of a marriage or civil union, or of de facto spouses.",
)
_REQUEST = Text("Dites ce que le couple demande.", "Say what the couple asks for.")
_CHILDREN = Text(
    "Dites si l’intérêt des parties et de leurs enfants est en jeu.",
    "Say whether the interests of the parties and their children are at stake.",
)
_DISTRICT = Text("Choisissez un district de la liste.", "Choose a district of the list.")
_CLAIMED = Text(
    "Une demande d’honoraires compte ce mandat : ce qui fixe ce que le Service paie ne change plus. Retirez la demande, "
    "ou demandez au Service une correction.",
    "A fee claim counts this mandate: what settles what the Service pays no longer changes. Withdraw the claim, or ask the "
    "Service for a correction.",
)
_ONESELF = Text("La comédiatrice ou le comédiateur est une autre personne.", "The co-mediator is somebody else.")
_OTHER_KIND = Text(
    "L’accréditation de cette personne n’est pas pour ce genre de mandat.",
    "This person’s certification is not for this kind of mandate.",
)
_NOT_CERTIFIED = Text(
    "Le {day}, l’accréditation de cette personne n’est pas en vigueur.",
    "On {day}, this person’s certification is not in force.",
)
_WAS_THERE = Text(
    "{name} était dans une séance de ce mandat, ou y a été supervisé. Son nom y reste.",
    "{name} was in a session of this mandate, or was supervised in it. Their name stays.",
)
_NOT_YOURS_TO_LEAVE = Text(
    "Seule la personne qui a ouvert le mandat change qui médie avec elle.",
    "Only the person who opened the mandate changes who mediates with them.",
)
_SUBJECT = Text("Un mandat en comédiation", "A mandate in co-mediation")
_LEFT = Text("{name} vous retire du mandat {number}.", "{name} removed you from mandate {number}.")


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a mandate is to say. For a small claim, `request`, `children`, `objects` and `patrimony_form` stay empty.

    `co_mediator`: who mediates with one, or is asked to; somebody new is asked, and comes in once they accept.
    """

    request: str = ""
    children: bool | None = None
    objects: tuple[str, ...] = ()
    patrimony_form: str = ""
    district: str = ""
    co_mediator: Certification | None = None

    def differs(self, mandate: Mandate) -> list[str]:
        """What changes, by its name, in the order of the form."""
        now, then = _values(self, mandate.kind), _present(mandate)
        return [name for name in now if now[name] != then[name]]


def _values(wanted: Corrected, kind: str) -> dict[str, object]:
    family = kind == "family"
    objects = [one for one in OBJECTS if family and one in wanted.objects]
    return {
        "request": wanted.request if family else "",
        "children_interests": wanted.children if family else None,
        "objects_entrusted": objects,
        "patrimony_form": wanted.patrimony_form if "patrimony" in objects else "",
        "district": wanted.district,
        "co_mediator_id": wanted.co_mediator.pk if wanted.co_mediator else None,
    }


def _present(mandate: Mandate) -> dict[str, object]:
    return {
        "request": mandate.request,
        "children_interests": mandate.children_interests,
        "objects_entrusted": [one for one in OBJECTS if one in mandate.objects_entrusted],
        "patrimony_form": mandate.patrimony_form,
        "district": mandate.district,
        "co_mediator_id": mandate.co_mediator_id or mandate.co_asked_id,
    }


def check_change(mandate: Mandate, wanted: Corrected, *, by: Person, at: datetime) -> list[str]:
    """What would change; `Refused`, with the field, where it may not. For the page that shows it before it is done."""
    mine = require_mediator(mandate, by)
    if mandate.closed is not None:
        raise Refused(_CLOSED)
    changes = wanted.differs(mandate)
    if not changes:
        raise Refused(_NOTHING)
    if mandate.kind == "family":
        _family(wanted)
    if wanted.district and not District.objects.filter(slug=wanted.district).exists():
        raise Refused(_DISTRICT, field="district")
    if {"request", "children_interests"} & set(changes) and is_claimed(mandate):
        raise Refused(_CLAIMED, field="request" if "request" in changes else "children")
    if "co_mediator_id" in changes:
        if mine.pk != mandate.mediator_id:
            raise Refused(_NOT_YOURS_TO_LEAVE, field="co_mediator")
        _together(mandate, wanted, at)
    return changes


def _family(wanted: Corrected) -> None:
    if wanted.request not in REQUESTS:
        raise Refused(_REQUEST, field="request")
    if wanted.children is None:
        raise Refused(_CHILDREN, field="children")
    if not wanted.objects or not set(wanted.objects) <= set(OBJECTS):
        raise Refused(_OBJECTS, field="objects")
    if "patrimony" in wanted.objects and wanted.patrimony_form not in PATRIMONY_FORMS:
        raise Refused(_FORM, field="patrimony_form")


def is_claimed(mandate: Mandate) -> bool:
    """Whether a live claim counts a session or work of this mandate."""
    written: list[SessionSheet | OutOfSessionWork] = [
        *mandate.sessions.filter(voided_at__isnull=True),
        *mandate.work.filter(voided_at__isnull=True),
    ]
    try:
        for each in written:
            require_unclaimed(each)
    except Refused:
        return True
    return False


def _together(mandate: Mandate, wanted: Corrected, at: datetime) -> None:
    other, before = wanted.co_mediator, mandate.co_mediator
    if before is not None:
        present = Presence.objects.filter(session__mandate=mandate, professional=before.professional_id, voided=False)
        supervised = SupervisionSession.objects.filter(mandate=mandate, learner=before.professional_id)
        if present.exists() or supervised.filter(state__in=("recorded", "confirmed")).exists():
            raise Refused(_WAS_THERE.fill(name=before.professional.name), field="co_mediator")
    if other is None:
        return
    if other.professional_id == mandate.mediator.professional_id:
        raise Refused(_ONESELF, field="co_mediator")
    if other.kind != CERTIFIED_FOR[mandate.kind]:
        raise Refused(_OTHER_KIND, field="co_mediator")
    if not certified_on(other, day_of(at)):
        raise Refused(_NOT_CERTIFIED.fill(day=short_date(day_of(at))), field="co_mediator")
    require_reached(other)


def change_mandate(mandate: Mandate, wanted: Corrected, *, version: int, by: Person, at: datetime) -> Mandate:
    """Correct a mandate that is open; two who do it at once: the second is told. Who joins or leaves it is told by letter."""
    with transaction.atomic():
        held = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if held.version != version:
            raise Refused(_CLOSED if held.closed else _CHANGED)
        changes = check_change(held, wanted, by=by, at=at)
        before, values = held.co_mediator or held.co_asked, _values(wanted, held.kind)
        named = values.pop("co_mediator_id")
        if "co_mediator_id" in changes:
            values |= {"co_mediator_id": None, "co_asked_id": named}
        Mandate.objects.filter(pk=held.pk).update(**values, version=version + 1)
        record_entry(
            "mandate.changed",
            by=by.code,
            at=at,
            subject=("mandate", held.code),
            codes={"version": version + 1, **dict.fromkeys(changes, 1)},
        )
        mandate.refresh_from_db()
        follow_mandate(mandate, on=day_of(at))
        if "co_mediator_id" in changes:
            if before is not None:
                follow_professional(before.professional, on=day_of(at))
                _tell(before, _LEFT, mandate)
            if mandate.co_asked is not None:
                tell_asked(mandate, mandate.co_asked)
    return mandate


def _tell(one: Certification, words: Text, mandate: Mandate) -> None:
    box = mailbox_of(one.professional)
    if box is not None:
        said = words.fill(name=mandate.mediator.professional.name, number=mandate.number)
        post(Letter(box.email, box.language, _SUBJECT, (said,)))
