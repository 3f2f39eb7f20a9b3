"""A professional changes how they are reached: what the register shows, and what only their certifier reads.

The Minister is told where a text asks for it (r. 0.6.1, s. 35: any change); for the others the notice is given for information,
and says so (dossier A-23).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.fault import Refusal
from parvis.law.kernel.text import Text
from parvis.law.questions import decide
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.actions.notices import content_of, make_notice_of_change
from parvis.roster.contact import EMAIL, PHONE, WEBSITE, is_email, is_phone, is_website
from parvis.roster.kinds import LANGUAGES
from parvis.roster.models import Certification, MinisterNotice, Professional, ProfessionalFile, StandingPeriod
from parvis.roster.policies import require_own

#: The text that was seen and that asks for a change to be told; section 3 of the same regulation was not seen whole.
_ANY_CHANGE = {"small_claims_arbitration": "c25.01-r0.6.1/s35"}

_DOMICILE = Text(
    "Écrivez votre domicile professionnel, en 300 caractères au plus.",
    "Write your professional domicile, in 300 characters at most.",
)
_LONG = Text("C’est trop long.", "This is too long.")
_DISTRICTS = Text("Choisissez au moins un district.", "Choose at least one district.")
_LANGUAGES = Text("Choisissez au moins une langue.", "Choose at least one language.")
_WAYS = Text("Choisissez au moins une façon de rencontrer les gens.", "Choose at least one way to meet people.")
_CHANGED = Text(
    "Ces renseignements ont changé pendant que vous écriviez. Relisez-les et recommencez.",
    "This information changed while you were writing. Read it again, then retry.",
)
_NOTHING = Text("Rien ne change.", "Nothing changes.")
_SUBJECT = Text("Vos coordonnées ont changé", "Your contact details have changed")
_TOLD = Text(
    "Vos coordonnées de médiatrice ou de médiateur viennent de changer dans Parvis. Votre organisme le voit.",
    "Your contact details as a mediator have just changed in Parvis. Your certifying body sees it.",
)
_NOT_YOU = Text(
    "Ce n’est pas vous ? Entrez dans Parvis, fermez vos autres sessions, et écrivez à votre organisme.",
    "Was it not you? Sign in to Parvis, close your other sessions, and write to your certifying body.",
)


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody is reached. The first five are private (the certifier, the Service, the Minister); the others are public."""

    domicile: str
    borough: str
    phone: str
    other_phone: str
    email: str
    public_phone: str
    public_email: str
    website: str
    place: str
    districts: tuple[str, ...]
    languages: tuple[str, ...]
    in_person: bool
    remote: bool
    accepting: bool
    step_free: bool | None


def contact_of(file: ProfessionalFile) -> Contact:
    """How a professional is reached now."""
    one, phones = file.professional, [*file.phones, "", ""]
    return Contact(
        domicile=file.domicile,
        borough=file.borough,
        phone=phones[0],
        other_phone=phones[1],
        email=file.email,
        public_phone=one.phone,
        public_email=one.email,
        website=one.website,
        place=one.place,
        districts=tuple(one.districts),
        languages=tuple(one.languages),
        in_person=one.in_person,
        remote=one.remote,
        accepting=one.accepting,
        step_free=one.step_free,
    )


def fingerprint(contact: Contact) -> str:
    """What was shown: who changes it says that it is still what they read."""
    return hashlib.sha256(json.dumps(asdict(contact), sort_keys=True).encode()).hexdigest()[:16]


def change_contact(
    file: ProfessionalFile, wanted: Contact, *, read: str, by: Person, at: datetime
) -> list[MinisterNotice]:
    """Change how one is reached; the notices that were made. `read`: the fingerprint of what the page showed.

    The person is told by letter at the address of their account: a change that is not theirs does not pass unseen.
    """
    require_own(by, file.person_id)
    for fault in contact_faults(wanted):
        raise fault
    with transaction.atomic():
        one = Professional.objects.select_for_update().get(pk=file.professional_id)
        held = ProfessionalFile.objects.select_for_update().get(pk=file.pk)
        held.professional = one
        present = contact_of(held)
        if fingerprint(present) != read:
            raise Refused(_CHANGED)
        if wanted == present:
            raise Refused(_NOTHING)
        certifications = _in_force(one, at)
        before = {each.pk: content_of(each, None) for each in certifications}
        _write(one, held, wanted, at)
        changed = [name for name, value in asdict(wanted).items() if value != getattr(present, name)]
        record_entry(
            "professional.contact_changed",
            by=by.code,
            at=at,
            subject=("professional", one.code),
            codes=dict.fromkeys(changed, 1),
        )
        again = _in_force(one, at)
        notices = [_notice(each, by, at) for each in again if content_of(each, None) != before[each.pk]]
        post(Letter(by.email, by.language, _SUBJECT, (_TOLD, _NOT_YOU)))
    return notices


def contact_faults(wanted: Contact) -> Iterator[Refused]:
    """Everything that stands against this contact, each at its field, in the order in which the page asks."""
    yield from _reached(wanted, (("public_phone", False),), (("public_email", False),))
    if wanted.website and not is_website(wanted.website):
        yield Refused(WEBSITE, field="website")
    if len(wanted.place) > 200:
        yield Refused(_LONG, field="place")
    yield from _chosen(wanted)
    if not 0 < len(wanted.domicile) <= 300:
        yield Refused(_DOMICILE, field="domicile")
    if len(wanted.borough) > 100:
        yield Refused(_LONG, field="borough")
    yield from _reached(wanted, (("phone", True), ("other_phone", False)), (("email", True),))


def _reached(
    wanted: Contact, phones: tuple[tuple[str, bool], ...], emails: tuple[tuple[str, bool], ...]
) -> Iterator[Refused]:
    for name, needed in phones:
        if (getattr(wanted, name) or needed) and not is_phone(getattr(wanted, name)):
            yield Refused(PHONE, field=name)
    for name, needed in emails:
        if (getattr(wanted, name) or needed) and not is_email(getattr(wanted, name)):
            yield Refused(EMAIL, field=name)


def _chosen(wanted: Contact) -> Iterator[Refused]:
    if not (wanted.in_person or wanted.remote):
        yield Refused(_WAYS, field="ways")
    if not wanted.languages or not set(wanted.languages) <= set(LANGUAGES):
        yield Refused(_LANGUAGES, field="languages")
    known: Collection[str] = set(District.objects.values_list("slug", flat=True))
    if not wanted.districts or not set(wanted.districts) <= set(known):
        yield Refused(_DISTRICTS, field="districts")


def _write(one: Professional, file: ProfessionalFile, wanted: Contact, at: datetime) -> None:
    Professional.objects.filter(pk=one.pk).update(
        phone=wanted.public_phone,
        email=wanted.public_email,
        website=wanted.website,
        place=wanted.place,
        districts=list(wanted.districts),
        languages=list(wanted.languages),
        in_person=wanted.in_person,
        remote=wanted.remote,
        accepting=wanted.accepting,
        step_free=wanted.step_free,
        changed_at=at,
    )
    ProfessionalFile.objects.filter(pk=file.pk).update(
        domicile=wanted.domicile,
        borough=wanted.borough,
        email=wanted.email,
        contact_changed_at=at,
        phones=[each for each in (wanted.phone, wanted.other_phone) if each],
    )


def _in_force(one: Professional, at: datetime) -> list[Certification]:
    """Those that are certified or suspended: the Minister knows of them."""
    held = StandingPeriod.objects.on(day_of(at)).filter(status__in=("certified", "suspended"))
    found = Certification.objects.filter(professional=one, pk__in=held.values("certification"))
    return list(found.select_related("professional", "body", "file").order_by("pk"))


def _notice(certification: Certification, by: Person, at: datetime) -> MinisterNotice:
    norm = _ANY_CHANGE.get(certification.kind, "")
    return make_notice_of_change(
        certification, mandated=bool(norm) or _due(certification, at), norm=norm, by=by.code, at=at
    )


def _due(certification: Certification, at: datetime) -> bool:
    """Whether section 6 asks for it: asked of `family-mediation/certifier-duties`."""
    if certification.kind != "family_mediation":
        return False
    on = day_of(at).isoformat()
    act = {"kind": "address_changed", "date": on, "told": None}
    facts = {"on": on, "certifier": certification.body.certifier, "act": act}
    try:
        return bool(decide("family-mediation/certifier-duties", facts).outcome["notice_due"])
    except Refusal:
        return False
