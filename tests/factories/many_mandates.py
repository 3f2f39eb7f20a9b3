"""Thousands of mandates with signed sheets and reports, written at once: for measures, not for what an act refuses."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from parvis.payments.models import PayeeAccount
from parvis.payments.orders import Account
from parvis.payments.payee import seal_account
from parvis.people.models import Person
from parvis.roster.models import (
    Certification,
    CertifyingBody,
    Couple,
    Mandate,
    MandateParty,
    MediatorReport,
    Presence,
    Professional,
    ProfessionalFile,
    SessionSheet,
    Signature,
    StandingAct,
    StandingPeriod,
)
from tests.factories.mandates import SERVICE, make_payer, moment
from tests.factories.roster import BARREAU, make_service_officer, switch_on

AT = moment(date(2026, 4, 1), 12)
#: Mandates of one mediator: one or two a day, so that no two of their sessions meet.
EACH = 10
SESSIONS = 3


@dataclass
class Made:
    """What was written: each mandate with its mediator's account; who decides and who pays."""

    mandates: list[tuple[Person, Mandate]]
    officer: Person
    payers: tuple[Person, Person]


def many_mandates(count: int) -> Made:
    """So many mandates, of a tenth as many mediators, each with signed sessions of 80 minutes and its report."""
    switch_on(SERVICE, code="service", at=AT)
    certifications = _mediators(count // EACH)
    couples = Couple.objects.bulk_create(
        Couple(number=f"C-2026-B{n:06d}", digest=f"b{n:063d}", given_by="system", given_at=AT) for n in range(count)
    )
    mandates = Mandate.objects.bulk_create(
        Mandate(
            number=f"M-2026-B{n:06d}",
            kind="family",
            mediator=certifications[n // EACH],
            couple=couples[n],
            request="first_agreement",
            children_interests=True,
            opened=date(2026, 3, 1),
            objects_entrusted=["custody", "support"],
            added_at=AT,
            added_by="system",
        )
        for n in range(count)
    )
    MandateParty.objects.bulk_create(
        MandateParty(mandate=one, position=place, name_digest="0" * 64) for one in mandates for place in (1, 2)
    )
    _sheets(mandates)
    MediatorReport.objects.bulk_create(
        MediatorReport(mandate=one, says="held", sessions=SESSIONS, made_on=AT.date(), made_by="system", made_at=AT)
        for one in mandates
    )
    people = {one.pk: one.professional.file.person for one in certifications}
    return Made(
        [(people[one.mediator_id], one) for one in mandates],
        make_service_officer(at=AT),
        (make_payer(at=AT), make_payer("Paule Exemple", at=AT)),
    )


def _mediators(count: int) -> list[Certification]:
    people = Person.objects.bulk_create(
        Person(email=f"b{n}@exemple.invalid", name="Maude Exemple", language="fr", added_at=AT, added_by="system")
        for n in range(count)
    )
    professionals = Professional.objects.bulk_create(
        Professional(
            slug=f"exemple-b{n}",
            name=f"Maude Exemple {n}",
            name_key=f"maude exemple {n}",
            profession="lawyer",
            added_at=AT,
            added_by="system",
            changed_at=AT,
        )
        for n in range(count)
    )
    ProfessionalFile.objects.bulk_create(
        ProfessionalFile(professional=one, person=person) for one, person in zip(professionals, people, strict=True)
    )
    sealed = seal_account(Account("815", "30000", "1234567"))
    PayeeAccount.objects.bulk_create(
        PayeeAccount(professional=one, sealed=sealed, ends_with="567", changed_at=AT, changed_by="system")
        for one in professionals
    )
    body = CertifyingBody.objects.get(slug=BARREAU)
    certifications = Certification.objects.bulk_create(
        Certification(professional=one, body=body, kind="family_mediation", added_at=AT) for one in professionals
    )
    acts = StandingAct.objects.bulk_create(
        StandingAct(
            certification=one,
            kind="certified",
            day=date(2020, 1, 1),
            norm="c25.01-r0.7/s1-cumul",
            key=f"bench-{one.pk}",
            by="system",
            at=AT - timedelta(days=60),
        )
        for one in certifications
    )
    for one, act in zip(certifications, acts, strict=True):
        StandingPeriod(certification=one, status="certified", days=DateRange(date(2020, 1, 1), None), act=act).save(
            force_insert=True
        )
    return certifications


def _begins(place: int, session: int) -> datetime:
    return moment(date(2026, 3, 2) + timedelta(days=session * 5 + place % 5), 9 + 3 * (place // 5))


def _sheets(mandates: list[Mandate]) -> None:
    sheets = SessionSheet.objects.bulk_create(
        SessionSheet(
            mandate=one,
            kind="mediation",
            begins_at=_begins(n % EACH, session),
            day=_begins(n % EACH, session).date(),
            minutes=80,
            meeting="video",
            attended=[1, 2],
            digest=f"{n:060d}{session:04d}",
            recorded_by="system",
            recorded_at=AT,
        )
        for n, one in enumerate(mandates)
        for session in range(SESSIONS)
    )
    Presence.objects.bulk_create(
        Presence(
            session=one,
            certification=one.mandate.mediator,
            professional=one.mandate.mediator.professional,
            span=DateTimeTZRange(one.begins_at, one.ends_at),
        )
        for one in sheets
    )
    Signature.objects.bulk_create(
        Signature(
            session=one,
            position=place,
            how="phone",
            state="signed",
            token_digest=f"{one.pk:060d}{place:04d}",
            digest=one.digest,
            asked_at=AT,
            expires_at=AT,
            answered_at=AT,
        )
        for one in sheets
        for place in (1, 2)
    )
