"""Mandates with their sheets, signed and reported: through the acts, as a mediator does it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from parvis.config.clock import QUEBEC
from parvis.payments.models import FeeClaim, PayeeAccount
from parvis.payments.orders import Account
from parvis.payments.payee import seal_account
from parvis.people.actions.roles import Grant, record_role
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.roster.actions.co_mediation import accept_co_mediation
from parvis.roster.actions.mandates import open_mandate
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import Sheet, record_session
from parvis.roster.actions.signatures import ask_signature, sign_sheet
from parvis.roster.models import Certification, Mandate, SessionSheet
from parvis.roster.opening import Opening
from tests.factories.people import make_person
from tests.factories.roster import make_couple

PARTIES = ("Camille Exemple", "Dominique Exemple")
SERVICE = "ministere-de-la-justice-du-quebec"


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day in Québec."""
    return datetime.combine(day, time(hour, minute), QUEBEC)


def person_behind(certification: Certification) -> Person:
    """The account of a mediator."""
    person = certification.professional.file.person
    assert person is not None
    return person


def make_mandate(certification: Certification, opened: date, **said: Any) -> Mandate:
    """A mandate opened that day by the mediator, where the co-mediator, if any, accepts: a couple with children, a first agreement, unless told otherwise."""
    kind = said.pop("kind", "family")
    family: dict[str, Any] = {
        "couple": "",
        "request": "first_agreement",
        "children": True,
        "objects": ("custody", "support"),
    }
    facts = (family if kind == "family" else {"court_file": "540-32-000000-000"}) | said
    if kind == "family" and not facts["couple"]:
        facts["couple"] = make_couple().number
    opening = Opening(kind=kind, opened=opened, parties=PARTIES, no_conflict=True, **facts)
    held = open_mandate(certification, opening, by=person_behind(certification), at=moment(opened, 20))
    if held.co_asked is not None:
        accept_co_mediation(held, no_conflict=True, by=person_behind(held.co_asked), at=moment(opened, 20))
    return held


def make_session(
    mandate: Mandate,
    day: date,
    minutes: int = 60,
    *,
    hour: int = 9,
    sign: bool = True,
    at: datetime | None = None,
    **said: Any,
) -> SessionSheet:
    """A session of a mandate, recorded that evening and signed by everybody who was there."""
    person = person_behind(mandate.mediator)
    kind = said.pop("kind", "mediation")
    sheet = Sheet(
        kind=kind,
        begins_at=moment(day, hour),
        minutes=minutes,
        meeting="in_person",
        attended=said.pop("attended", (1, 2)),
        **said,
    )
    evening = at or moment(day, 23)
    kept = record_session(mandate, sheet, by=person, at=evening)
    if sign:
        sign_all(kept, at=evening)
    return kept


def sign_all(sheet: SessionSheet, *, at: datetime) -> None:
    """Every party who was there signs by their own link."""
    person = person_behind(sheet.mandate.mediator)
    for position in sheet.attended:
        sign_sheet(ask_signature(sheet, position, by=person, at=at).signature, at=at + timedelta(minutes=1))


def report(mandate: Mandate, says: str, sessions: int, day: date) -> None:
    """The mediator's report."""
    make_report(mandate, says=says, sessions=sessions, by=person_behind(mandate.mediator), at=moment(day, 23, 30))


def make_payer(name: str = "Pascale Exemple", *, at: datetime) -> Person:
    """Somebody who pays for the Service."""
    person = make_person(name, at=at)
    grant = Grant("service_payer", day_of(at), None, SERVICE, "government_department", ())
    record_role(person, grant, by="system", at=at)
    return person


def give_account(certification: Certification, number: str = "1234567", *, at: datetime) -> PayeeAccount:
    """Where a mediator is paid."""
    account = Account("815", "30000", number)
    return PayeeAccount.objects.create(
        professional=certification.professional,
        sealed=seal_account(account),
        ends_with=number[-3:],
        changed_at=at,
        changed_by="system",
    )


def lines_of(claim: FeeClaim) -> list[tuple[str, int, int, str]]:
    """The lines of a claim: who pays, cents, units, norm."""
    return [(one.payer, one.amount_cents, one.units, one.norm) for one in claim.lines.order_by("pk")]
