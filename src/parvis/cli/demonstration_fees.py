"""What the demonstration shows of fees: a claim to review, and one that waits for a signature."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from parvis.cli.demonstration_undertaking import SERVICE, TEACHER
from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.people.models import Person
from parvis.people.models.role import day_of

#: The body for which the Service acts in the demonstration.
BODY = "ministere-de-la-justice-du-quebec"


def fill_fees(*, at: datetime) -> None:
    """Mandates with sessions, signed or not, and their claims; where the mediator is paid. Once, after the undertaking."""
    from parvis.journal.capabilities import capability_on, switch_capability
    from parvis.roster.models import Certification, Mandate

    with side("door"):
        if not capability_on("service", BODY):
            switch_capability("service", body=BODY, on=True, by="demonstration", at=at)
    with side("staff"):
        mine = Certification.objects.filter(professional__file__person__email=TEACHER, kind="family_mediation")
        certification = mine.select_related("professional__file__person").first()
        if certification is None or Mandate.objects.filter(mediator=certification).exists():
            return
        for place, signed in enumerate((True, False)):
            _mandate(certification, place, signed, at)
        _account(certification, at)


def _mandate(certification, place: int, signed: bool, at: datetime) -> None:  # type: ignore[no-untyped-def]
    """A mandate of last month, two sessions, the report, the claim."""
    from parvis.payments.actions.claims import send_claim
    from parvis.roster.actions.couples import Spouse, give_number
    from parvis.roster.actions.mandates import open_mandate
    from parvis.roster.actions.reports import make_report
    from parvis.roster.actions.sessions import Sheet, record_session
    from parvis.roster.actions.signatures import ask_signature, sign_sheet
    from parvis.roster.opening import Opening

    person, officer = certification.professional.file.person, Person.objects.get(email=SERVICE)
    names = (f"Alix Exemple {place}", f"Lou Exemple {place}")
    opened = day_of(at) - timedelta(days=28 - place)
    spouses = [Spouse(name, opened.replace(year=1984) + timedelta(days=place)) for name in names]
    couple = give_number(*spouses, used_before=False, by=officer, at=at).couple
    opening = Opening(
        kind="family",
        opened=opened,
        parties=names,
        couple=couple.number,
        district="laval",
        request="first_agreement",
        children=True,
        objects=("custody", "support"),
        no_conflict=True,
    )
    mandate = open_mandate(certification, opening, by=person, at=at)
    for week in range(2):
        begins = datetime.combine(opened + timedelta(days=7 * week + 1), time(9 + 3 * place), QUEBEC)
        sheet = Sheet(kind="mediation", begins_at=begins, minutes=90, meeting="video", attended=(1, 2))
        kept = record_session(mandate, sheet, by=person, at=at)
        for position in (1, 2) if signed or week == 0 else (1,):
            sign_sheet(ask_signature(kept, position, by=person, at=at).signature, at=at)
    make_report(mandate, says="held", sessions=2, by=person, at=at)
    send_claim(mandate, by=person, at=at, key="demonstration")


def _account(certification, at: datetime) -> None:  # type: ignore[no-untyped-def]
    """Where the mediator is paid: an invented account."""
    from parvis.payments.actions.accounts import set_payee_account
    from parvis.payments.orders import Account

    person = certification.professional.file.person
    set_payee_account(certification.professional, Account("815", "30000", "1234567"), by=person, at=at)
