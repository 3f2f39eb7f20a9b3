"""Acts of an officer on an application: ask for more, refuse, grant. The law is asked as of the day it was complete.

A grant makes the professional, the certification, its act and the notice to the Minister in one transaction: nobody is
certified without them. A norm that is not met stops a grant; what the text leaves to a person needs that person's reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from parvis.decisions.actions import findings_of, words_of
from parvis.decisions.fingerprint import law_fingerprint
from parvis.law.kernel.decision import plain
from parvis.law.kernel.fault import Refusal
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.actions.applications import CHANGED, CLOSED, TABLE, _change, _journal, _say
from parvis.roster.actions.standing import record_act
from parvis.roster.applying import Weighed, profession_of, weigh
from parvis.roster.models import (
    Application,
    Certification,
    CertificationFile,
    Professional,
    ProfessionalFile,
)
from parvis.roster.names import name_key
from parvis.roster.policies import CERTIFY, is_own
from parvis.roster.supervisors import named_by_hand, perhaps

#: The address of the applicant's page of an application, in a language: what a letter leads to.
Where = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Recognized:
    """Whom of the register an officer recognizes. `file`: a record without an account, that is the applicant's; `supervisor`: who
    the supervisor is that the applicant named by hand.
    """

    file: ProfessionalFile | None = None
    supervisor: Certification | None = None


NOBODY = Recognized()
#: The shortest reason that means something. Not legal.
SHORTEST_REASON = 10

_REASON = Text("Écrivez les motifs : la personne les reçoit.", "Write the reasons: the person receives them.")
_CHECKED = Text(
    "Confirmez que vous avez vérifié les pièces et ce que la personne déclare.",
    "Confirm that you have checked the documents and what the person states.",
)
_UNMET = Text(
    "La loi ne le permet pas : {norms}. Demandez un complément, ou refusez.",
    "The law does not allow it: {norms}. Ask for more, or refuse.",
)
_NOTHING = Text(
    "Au jour de la demande, la loi ne mène pas à une accréditation. Refusez, ou demandez un complément.",
    "On the day of the application, the law does not lead to a certification. Refuse, or ask for more.",
)
_PERSONAL = Text(
    "La loi laisse une partie de cette décision à une personne. Écrivez ce que vous avez jugé, et pourquoi.",
    "The law leaves part of this decision to a person. Write what you judged, and why.",
)
_ONES_OWN = Text(
    "C’est votre propre demande : une autre personne de l’organisme en décide.",
    "This is your own application: another person of the body decides.",
)
_NOT_THAT_FILE = Text(
    "Cette fiche ne peut pas être liée à cette demande.", "This record cannot be tied to this application."
)
_NOT_THAT_SUPERVISOR = Text(
    "Aujourd’hui, cette personne ne peut pas superviser, ou porte un autre nom. Choisissez de nouveau.",
    "Today, that person may not supervise, or bears another name. Choose again.",
)
_CERTIFIED = Text("Vous êtes accréditée ou accrédité", "You are certified")
_ENTER_FIRST = Text(
    "Votre superviseure ou superviseur, {name}, n’est pas au registre de Parvis. Tant que c’est ainsi, aucune séance de "
    "supervision ne peut être inscrite. Demandez à l’organisme qui accrédite cette personne de l’y inscrire avant votre premier "
    "mandat ; sans compte, elle signe ensuite une attestation sur papier, que vous joignez.",
    "Your supervisor, {name}, is not in Parvis’s register. As long as that is so, no supervision session can be recorded. Ask the "
    "body that certifies this person to enter them before your first mandate; without an account, they then sign an attestation "
    "on paper, which you join.",
)


def ask_more(
    application: Application, reason: str, *, where: Where, version: int, by: Person, at: datetime
) -> Application:
    """Ask the applicant for something more, in words that they receive by e-mail."""
    said = _reasons(reason)
    with transaction.atomic():
        _officer(application, by, at)
        _change(application, TABLE.begins("ask_more"), version, state=TABLE.after("ask_more"), changed_at=at)
        _say(application, "asked", said, by, at)
        _journal(application, "application.more_asked", by, at)
        _write(application, Text("On vous demande un complément", "More is asked of you"), said, where)
    return application


def refuse_application(
    application: Application, reason: str, *, where: Where, version: int, by: Person, at: datetime
) -> Application:
    """Refuse an application, with reasons that the applicant receives by e-mail."""
    said = _reasons(reason)
    with transaction.atomic():
        _officer(application, by, at)
        _change(
            application,
            TABLE.begins("refuse"),
            version,
            state=TABLE.after("refuse"),
            changed_at=at,
            decided_at=at,
            decided_by=by.code,
            decision=_recorded_if_any(application),
        )
        _say(application, "refused", said, by, at)
        _journal(application, "application.refused", by, at)
        _write(
            application,
            Text("Votre demande d’accréditation est refusée", "Your application for certification is refused"),
            said,
            where,
        )
    return application


def grant_application(
    application: Application,
    *,
    checked: bool,
    reason: str = "",
    known: Recognized = NOBODY,
    where: Where,
    version: int,
    by: Person,
    at: datetime,
) -> Application:
    """Certify the applicant from this day on. `checked`: the officer has verified the documents and the statements; `known`: whom
    of the register the officer recognizes.
    """
    if not checked:
        raise Refused(_CHECKED, field="checked")
    with transaction.atomic():
        _officer(application, by, at)
        held = Application.objects.select_for_update().filter(pk=application.pk, version=version).first()
        if held is None:
            raise Refused(CHANGED)
        if held.state not in TABLE.begins("grant"):
            raise Refused(CLOSED)
        weighed = _said_by_law(held)
        _allowed(weighed, reason)
        certification = _certified(held, known.file, by, at)
        tied = _supervisor_tied(held, certification, known.supervisor, at)
        _record_acts(held, certification, reason, by, at)
        _change(
            application,
            TABLE.begins("grant"),
            version,
            state=TABLE.after("grant"),
            changed_at=at,
            decided_at=at,
            decided_by=by.code,
            decision=recorded(weighed),
            certification=certification,
        )
        if reason.strip():
            _say(application, "granted", reason, by, at)
        norm = TABLE.transitions["grant"].norm
        _journal(application, "application.granted", by, at, norm, certification=certification.pk, **tied)
        _write(application, _CERTIFIED, reason.strip(), where, *_to_be_entered(held, tied))
    return application


def _record_acts(application: Application, certification: Certification, reason: str, by: Person, at: datetime) -> None:
    """The request of somebody who comes back, and the certification of this day."""
    number = application.number
    if application.again:
        fee, day = Money(application.fee_cents or 0), _received(application)
        key = f"application:{number}:requested"
        record_act(certification, "certification_requested", day=day, fee=fee, by=by, at=at, key=key)
    said, key = reason.strip()[:1000], f"application:{number}:certified"
    record_act(certification, "certified", day=day_of(at), reason=said, by=by, at=at, key=key)


def _officer(application: Application, by: Person, at: datetime) -> None:
    """Hold the role of whoever decides; nobody decides on what they ask for themself."""
    authorise(by, CERTIFY, Scope(organization=application.body_id), at=at)
    if is_own(by, application.person_id):
        raise Refused(_ONES_OWN)


def _said_by_law(application: Application) -> Weighed:
    """What the law says as of the day it was complete; `Refused` where the answers contradict each other by then."""
    try:
        return weigh(application, on=_received(application))
    except Refusal as refusal:
        raise Refused(_NOTHING) from refusal


def _recorded_if_any(application: Application) -> dict[str, Any] | None:
    """What the law said, for a refusal: a person refuses with their own reasons, whatever it says."""
    try:
        return recorded(_said_by_law(application))
    except Refused:
        return None


def _received(application: Application) -> date:
    if application.weighed_on is None:
        raise Refused(CLOSED)
    return application.weighed_on


def _reasons(reason: str) -> str:
    said = reason.strip()
    if len(said) < SHORTEST_REASON:
        raise Refused(_REASON, field="reason")
    return said


def _allowed(weighed: Weighed, reason: str) -> None:
    """What the law says of a grant: nothing against it, a person's judgment with its reason, or a refusal that names the norms."""
    if weighed.verdict == "yes":
        return
    if weighed.verdict == "person":
        if len(reason.strip()) < SHORTEST_REASON:
            raise Refused(_PERSONAL, field="reason")
        return
    if not weighed.unmet:
        raise Refused(_NOTHING)
    cites = [LAW.norms.versions(one)[-1].cite for one in weighed.unmet]
    named = Text("; ".join(one.fr for one in cites), "; ".join(one.en for one in cites))
    raise Refused(_UNMET.fill(norms=named), norm=weighed.unmet[0])


def recorded(weighed: Weighed) -> dict[str, Any]:
    """What the law said, kept with the application: the outcome, each norm in its version, the sentences, the law's mark."""
    decision = weighed.decision
    return {
        "question": decision.question,
        "on": decision.on.isoformat(),
        "outcome": plain(decision.outcome),
        "findings": findings_of(decision),
        "words": words_of(decision),
        "verdict": weighed.verdict,
        "for_a_person": [one.norm for one in decision.for_a_person],
        "law": law_fingerprint(),
    }


def _certified(application: Application, known: ProfessionalFile | None, by: Person, at: datetime) -> Certification:
    """The certification of this applicant with this body, with everything that the register and the notice say."""
    told = application.answers
    file = ProfessionalFile.objects.select_for_update().filter(person=application.person).first()
    if file is None and known is not None:
        file = _tied(application, known)
    professional = (
        file.professional if file else Professional(slug=_slug(application.person.name), added_at=at, added_by=by.code)
    )
    professional.name = application.person.name
    professional.name_key = name_key(professional.name)
    if not professional.profession or not application.again:
        professional.profession = profession_of(application)
    professional.phone, professional.email = told.get("public_phone") or "", told.get("public_email") or ""
    professional.website, professional.place = told.get("website") or "", told.get("place") or ""
    professional.districts, professional.languages = told["districts"], told["languages"]
    professional.in_person = "in_person" in told["meetings"]
    professional.remote = bool({"video", "phone"} & set(told["meetings"]))
    professional.changed_at = at
    professional.save()
    file = file or ProfessionalFile(professional=professional, person=application.person)
    file.domicile, file.borough, file.email = told["domicile"], told.get("borough") or "", told["email"]
    file.phones = [one for one in (told["phone"], told.get("other_phone")) if one]
    file.save()
    return _certification(application, professional, at)


def _certification(application: Application, professional: Professional, at: datetime) -> Certification:
    told = application.answers
    one, _ = Certification.objects.get_or_create(
        professional=professional,
        body=application.body,
        kind=application.kind,
        defaults={"background": told.get("background", ""), "added_at": at},
    )
    file, _ = CertificationFile.objects.get_or_create(certification=one)
    file.member_number = told.get("member_number") or file.member_number
    file.first_supervisor = told.get("supervisor_name") or file.first_supervisor
    file.save()
    return one


def _supervisor_tied(
    application: Application, certification: Certification, supervisor: Certification | None, at: datetime
) -> dict[str, Any]:
    """Keep the name that the register has of the supervisor named by hand; what the journal says of it."""
    if supervisor is None:
        return {}
    if supervisor.pk not in {one.pk for one in perhaps(application.answers, on=day_of(at), but=application.person_id)}:
        raise Refused(_NOT_THAT_SUPERVISOR, field="supervisor")
    CertificationFile.objects.filter(certification=certification).update(first_supervisor=supervisor.professional.name)
    return {"supervisor": supervisor.code}


def _to_be_entered(application: Application, tied: dict[str, Any]) -> tuple[Text, ...]:
    """What the applicant is told where their supervisor is not in the register: no session could be recorded with them."""
    name = named_by_hand(application.answers)
    return (_ENTER_FIRST.fill(name=name),) if name and not tied and application.kind == "family_mediation" else ()


def _tied(application: Application, known: ProfessionalFile) -> ProfessionalFile:
    """A record that an import made, tied to the account of the person it is about."""
    held = ProfessionalFile.objects.select_for_update().filter(pk=known.pk, person=None).first()
    if held is None or held.professional_id not in {one.pk for one in same_name(application)}:
        raise Refused(_NOT_THAT_FILE, field="known")
    held.person = application.person
    return held


def same_name(application: Application) -> list[Professional]:
    """The professionals of the register without an account who have the applicant's name: perhaps the same person."""
    if ProfessionalFile.objects.filter(person=application.person_id).exists():
        return []
    alike = Professional.objects.filter(
        name_key=name_key(application.person.name), file__person=None, file__isnull=False
    )
    return list(alike.order_by("pk")[:10])


def _slug(name: str) -> str:
    base, number = slugify(name)[:70] or "professional", 1
    slug = base
    while Professional.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _write(application: Application, subject: Text, said: str, where: Where, *also: Text) -> None:
    """A letter to the applicant, in their language: what was decided, the officer's own words, where to read it all."""
    lines = [
        Text(
            f"Votre demande {application.number}, auprès de : {application.body.name_fr}.",
            f"Your application {application.number} to: {application.body.name_en}.",
        ),
        TABLE.states[application.state],
    ]
    if said:
        lines.append(Text(f"Ce que l'organisme vous écrit :\n{said}", f"What the body writes to you:\n{said}"))
    lines += also
    lines.append(Text(f"Tout est sur cette page :\n{where('fr')}", f"Everything is on this page:\n{where('en')}"))
    post(Letter(application.person.email, application.person.language, subject, tuple(lines)))
