"""A mediator half way through an undertaking, and who supervises them: made by the acts, as people would have made it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from parvis.config.database import side
from parvis.people.models import Person
from parvis.people.models.role import day_of

if TYPE_CHECKING:
    from parvis.roster.models import Certification, Mandate

LEARNER, TEACHER = "maude@exemple.invalid", "sacha@exemple.invalid"
OFFICER, SERVICE = "aurele@exemple.invalid", "melodie@exemple.invalid"
#: Of each mandate: begun so many days ago, ended so many days ago (0: still open), its objects, supervision confirmed.
_FOUR = ("custody", "access", "support", "patrimony")
_MANDATES = (
    (330, 260, _FOUR, 4),
    (300, 240, ("custody", "support"), 3),
    (240, 190, ("access", "custody"), 3),
    (200, 150, _FOUR, 1),
    (150, 90, ("patrimony",), 0),
    (60, 0, ("custody", "access", "support"), 2),
)
#: Hours of a course taught in one day, at most.
_TAUGHT_IN_A_DAY = 6


def fill_undertaking(body: str, *, at: datetime) -> None:
    """The two professionals, their certifications, five mandates and one open, their supervision, one course accepted. Once."""
    from parvis.roster.actions.supervision import confirm_supervision, record_supervision
    from parvis.roster.models import Professional
    from parvis.roster.undertakings import follow

    on = day_of(at)
    with side("staff"):
        people = {one.email: one for one in Person.objects.filter(email__in=(LEARNER, TEACHER, OFFICER, SERVICE))}
        if Professional.objects.filter(file__person=people[LEARNER]).exists():
            return
        learner = _certified(people[LEARNER], body, on - timedelta(days=400), 0, people[OFFICER], at)
        teacher = _certified(people[TEACHER], body, on - timedelta(days=4000), 62, people[OFFICER], at)
        for place, (began, ended, objects, sessions) in enumerate(_MANDATES):
            mandate = _mandate(learner, place, on - timedelta(days=began), objects, people, at)
            for each in range(sessions):
                day = mandate.opened + timedelta(days=5 + 7 * each)
                session = record_supervision(mandate, supervisor=teacher, day=day, by=people[LEARNER], on=on, at=at)
                if ended or each == 0:  # the last of the open mandate waits for the supervisor
                    confirm_supervision(session, by=people[TEACHER], on=on, at=at)
            if ended:
                _close(mandate, on - timedelta(days=ended), people[LEARNER], at)
        _course(learner, people, on, at)
        follow(learner, on=on)


def _certified(person: Person, body: str, day: date, before: int, officer: Person, at: datetime) -> Certification:
    """A professional with their file, certified since a day by the act of an officer."""
    from django.utils.text import slugify

    from parvis.roster.actions.standing import record_act
    from parvis.roster.models import (
        Certification,
        CertificationFile,
        CertifyingBody,
        Professional,
        ProfessionalFile,
    )
    from parvis.roster.names import name_key

    place = "4" if before else "2"  # the supervisor's, the learner's: nobody else's in the demonstration
    professional = Professional.objects.create(
        slug=slugify(person.name),
        name=person.name,
        name_key=name_key(person.name),
        profession="lawyer",
        phone=f"514-555-010{place}",
        districts=["laval"],
        languages=["fr"],
        added_at=at,
        added_by="demonstration",
        changed_at=at,
    )
    ProfessionalFile.objects.create(
        professional=professional,
        person=person,
        domicile=f"3{place}, rue Exemple, Laval",
        phones=[f"514-555-010{place}"],
        email=person.email,
    )
    certification = Certification.objects.create(
        professional=professional,
        body=CertifyingBody.objects.get(slug=body),
        kind="family_mediation",
        background="legal",
        added_at=at,
    )
    CertificationFile.objects.create(
        certification=certification, member_number=f"000000-{place}", mandates_before=before
    )
    acts = [("certified", day), *([("undertaking_completed", day + timedelta(days=600))] if before else [])]
    for kind, on in acts:
        record_act(certification, kind, day=on, by=officer, at=at, key=f"demonstration:{certification.pk}:{kind}")
    return certification


def _mandate(
    certification: Certification,
    place: int,
    opened: date,
    objects: tuple[str, ...],
    people: dict[str, Person],
    at: datetime,
) -> Mandate:
    from parvis.roster.actions.couples import Spouse, give_number
    from parvis.roster.actions.mandates import open_mandate
    from parvis.roster.opening import Opening

    names = (f"Camille Exemple {place}", f"Dominique Exemple {place}")
    spouses = [Spouse(name, date(1985, 1, 1) + timedelta(days=place)) for name in names]
    couple = give_number(*spouses, used_before=False, by=people[SERVICE], at=at).couple
    opening = Opening(
        kind="family",
        opened=opened,
        parties=names,
        couple=couple.number,
        district="laval",
        request="first_agreement",
        children=True,
        objects=objects,
        patrimony_form="marriage" if "patrimony" in objects else "",
        no_conflict=True,
    )
    return open_mandate(certification, opening, by=people[LEARNER], at=at)


def _close(mandate: Mandate, closed: date, by: Person, at: datetime) -> None:
    from parvis.roster.actions.mandates import close_mandate

    close_mandate(
        mandate, closed=closed, agreed=mandate.objects_entrusted, outcome="full", version=mandate.version, by=by, at=at
    )


def _course(certification: Certification, people: dict[str, Person], on: date, at: datetime) -> None:
    """One course accepted, one that waits for the officer; each over several days, as six hours or so are taught in one."""
    from parvis.cli.demonstration_roster import blank_page
    from parvis.roster.actions.training import Course, accept_training, declare_training

    for days, subject, hours, accepted in ((220, "process_negotiation", 15, True), (30, "psychosocial", 18, False)):
        day = on - timedelta(days=days)
        last = day + timedelta(days=(hours - 1) // _TAUGHT_IN_A_DAY)
        course = Course("complementary", subject, day, last, hours, "École Exemple")
        declared = declare_training(certification, course, attestation=blank_page(), by=people[LEARNER], on=on, at=at)
        if accepted:
            accept_training(declared, by=people[OFFICER], on=on, at=at)
