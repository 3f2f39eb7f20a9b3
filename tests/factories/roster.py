"""The roster of the tests: officers, certifying bodies that act here, professionals. Everybody is of the Exemple family.

Shared: add functions, do not rewrite others'.
"""

from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from parvis.config import clock
from parvis.journal.capabilities import capability_on, switch_capability
from parvis.people.actions.roles import Grant, record_role
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.roster.models import (
    Certification,
    CertificationFile,
    CertifyingBody,
    Couple,
    Professional,
    ProfessionalFile,
    StandingAct,
    StandingPeriod,
)
from tests.factories.people import make_person

_count = iter(range(1, 1_000_000))
BARREAU = "barreau-du-quebec"


def switch_on(body: str = BARREAU, *, code: str = "certifying_body", at: datetime | None = None) -> None:
    """This body acts through this installation."""
    if not capability_on(code, body):
        switch_capability(code, body=body, on=True, by="system", at=at or clock.instant())


def make_officer(body: str = BARREAU, *, name: str = "Aurèle Exemple", at: datetime | None = None) -> Person:
    """An officer of a certifying body that acts here."""
    moment = at or clock.instant()
    switch_on(body, at=moment)
    person = make_person(name, at=moment)
    record_role(
        person, Grant("certifier_officer", day_of(moment), None, body, "professional_order", ()), by="system", at=moment
    )
    return person


def make_professional(
    name: str = "Maude Exemple-Médiatrice",
    *,
    person: Person | None = None,
    profession: str = "lawyer",
    districts: tuple[str, ...] = ("laval",),
    at: datetime | None = None,
) -> Professional:
    """A professional with their file; certified for nothing yet. `person`: their account, where they have one."""
    moment = at or clock.instant()
    one = Professional(
        slug=f"{slugify(name)}-{next(_count)}",
        name=name,
        name_key=slugify(name).replace("-", " "),
        profession=profession,
        phone="514-555-0100",
        email="maude@exemple.invalid",
        districts=list(districts),
        languages=["fr"],
        added_at=moment,
        added_by="system",
        changed_at=moment,
    )
    one.save(force_insert=True)
    ProfessionalFile(
        professional=one,
        person=person,
        domicile="34, rue Exemple, Laval",
        phones=["514-555-0100"],
        email="maude@exemple.invalid",
    ).save(force_insert=True)
    return one


def make_certification(
    professional: Professional,
    *,
    body: str = BARREAU,
    kind: str = "family_mediation",
    background: str = "legal",
    mandates_before: int = 0,
    at: datetime | None = None,
) -> Certification:
    """A certification without any act yet: nobody is certified by it until an act says so (`record_act`)."""
    one = Certification(
        professional=professional,
        body=CertifyingBody.objects.get(slug=body),
        kind=kind,
        background=background,
        added_at=at or clock.instant(),
    )
    one.save(force_insert=True)
    CertificationFile(certification=one, member_number="000000-0", mandates_before=mandates_before).save(
        force_insert=True
    )
    return one


def make_mediator(
    name: str = "Maude Exemple-Médiatrice",
    *,
    since: date | None = None,
    districts: tuple[str, ...] = ("laval",),
    profession: str = "lawyer",
    body: str = BARREAU,
    kind: str = "family_mediation",
    mandates_before: int = 0,
    account: bool = True,
    at: datetime | None = None,
) -> Certification:
    """Somebody certified since a day (a year ago where none is given), with their account unless `account` is false."""
    moment = at or clock.instant()
    person = make_person(name, at=moment) if account else None
    professional = make_professional(name, person=person, profession=profession, districts=districts, at=moment)
    certification = make_certification(professional, body=body, kind=kind, mandates_before=mandates_before, at=moment)
    certified_since(certification, since or day_of(moment) - timedelta(days=365), at=moment)
    return certification


def certified_since(certification: Certification, day: date, *, at: datetime | None = None) -> StandingAct:
    """The act and the period that make a certification in force from a day, without a notice: a course begun elsewhere."""
    act = StandingAct(
        certification=certification,
        kind="certified",
        day=day,
        norm="c25.01-r0.7/s1-cumul",
        reason="import",
        key=f"import:factory-{next(_count)}",
        by="system",
        at=at or clock.instant(),
    )
    act.save(force_insert=True)
    StandingPeriod(certification=certification, status="certified", days=DateRange(day, None), act=act).save(
        force_insert=True
    )
    return act


def make_service_officer(name: str = "Solange Exemple", *, at: datetime | None = None) -> Person:
    """An officer of the Family Mediation Service."""
    moment = at or clock.instant()
    person = make_person(name, at=moment)
    grant = Grant(
        "mediation_officer", day_of(moment), None, "ministere-de-la-justice-du-quebec", "government_department", ()
    )
    record_role(person, grant, by="system", at=moment)
    return person


def make_couple(*, used_before: bool = False, at: datetime | None = None) -> Couple:
    """A couple with a number of the Service; its digest is of nobody."""
    number = next(_count)
    return Couple.objects.create(
        number=f"C-2026-{number:07d}",
        digest=f"{number:064d}",
        used_before=used_before,
        given_by="system",
        given_at=at or clock.instant(),
    )
