"""What the demonstration shows of the people who mediate: a body that acts here, an applicant with an application that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from parvis.cli.demonstration_undertaking import fill_undertaking
from parvis.config.database import side
from parvis.people.models import Person
from parvis.people.models.role import day_of

#: The body that acts through the demonstration.
BODY = "barreau-du-quebec"


def fill_roster(*, at: datetime) -> int:
    """Open their accounts and make what they have; how many were new. Only in a demonstration."""
    from django.conf import settings

    from parvis.journal.capabilities import capability_on, switch_capability
    from parvis.people.actions.accounts import add_person
    from parvis.web.team.demonstration import professionals

    if settings.ENVIRONMENT != "demonstration":
        raise RuntimeError("invented people are for a demonstration only")
    new = []
    with side("door"):
        if not capability_on("certifying_body", BODY):
            switch_capability("certifying_body", body=BODY, on=True, by="demonstration", at=at)
        for one in professionals():
            if Person.objects.at(one["email"]) is None:
                person = add_person(one["email"], name=one["name"], language=one["language"], by="demonstration", at=at)
                new.append(person)
    for person in new:
        if person.email == "nora@exemple.invalid":
            with side("staff"):
                _apply(person, at)
    fill_undertaking(BODY, at=at)
    return len(new)


def _apply(person: Person, at: datetime) -> None:
    """One application that waits since last week, and one that is being prepared."""
    from parvis.roster.actions.applications import add_document, begin_application, save_step, send_application
    from parvis.roster.models import CertifyingBody

    begun = at - timedelta(days=8)
    body = CertifyingBody.objects.get(slug=BODY)
    sent = begin_application(body, "family_mediation", by=person, at=begun)
    for code, values in _answers(begun).items():
        save_step(sent, code, values, version=sent.version, by=person, at=begun)
    for purpose in ("training_attestation", "experience", "affidavit"):
        add_document(sent, blank_page(), purpose, by=person, at=begun)
    send_application(sent, version=sent.version, by=person, at=begun)
    draft = begin_application(body, "small_claims_mediation", by=person, at=at)
    save_step(draft, "profession", {"profession": "lawyer"}, version=draft.version, by=person, at=at)


def _answers(at: datetime) -> dict[str, dict[str, Any]]:
    course = (day_of(at) - timedelta(days=200)).isoformat()
    return {
        "orders": {"memberships": ["barreau"]},
        "member_number": {"member_number": "000000-1"},
        "background": {"background": "legal"},
        "experience": {"experience_months": 52},
        "experience_proof": {},
        "training": {
            "completed": course,
            "hours_economic_legal_tax": 8,
            "hours_psychosocial": 18,
            "hours_process_negotiation": 28,
            "hours_family_violence": 6,
            "awareness": 3,
        },
        "attestation": {},
        "supervisor": {"supervisor_name": "Dominique Exemple", "supervisor_certified": True, "supervisor_mandates": 62},
        "undertaking": {"undertakes": True, "undertaken_by": "Nora Exemple"},
        "fee": {"fee_reference": "VIR-0001"},
        "affidavit": {"sworn_elsewhere": ""},
        "contact": {
            "domicile": "34, rue Exemple, Laval",
            "borough": "",
            "phone": "514-555-0101",
            "other_phone": "",
            "email": "nora@exemple.invalid",
        },
        "public": {"public_phone": "514-555-0101", "public_email": "", "website": "", "place": "Laval"},
        "districts": {"districts": ["laval", "terrebonne"]},
        "languages": {"languages": ["fr", "en"]},
        "meetings": {"meetings": ["in_person", "video"]},
    }


def blank_page() -> bytes:
    """A PDF of one empty page: an invented person has no papers."""
    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(612, 792)
    writer.write(out)
    return out.getvalue()
