"""Applications for certification, answered page by page through the acts themselves. Everybody is of the Exemple family."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parvis.config import clock
from parvis.roster.actions.applications import add_document, save_step
from parvis.roster.models import Application
from tests.factories.files import pdf

#: What somebody who meets every condition of family mediation answers, page by page, but for the supervisor.
FAMILY_ANSWERS: dict[str, dict[str, Any]] = {
    "orders": {"memberships": ["barreau"]},
    "member_number": {"member_number": "123456-1"},
    "background": {"background": "legal"},
    "experience": {"experience_months": 40},
    "experience_proof": {},
    "training": {
        "completed": "2025-05-01",
        "hours_economic_legal_tax": 8,
        "hours_psychosocial": 18,
        "hours_process_negotiation": 28,
        "hours_family_violence": 6,
        "awareness": 3,
    },
    "attestation": {},
    "supervisor": {"supervisor_name": "Dominique Exemple", "supervisor_certified": True, "supervisor_mandates": 45},
    "undertaking": {"undertakes": True, "undertaken_by": "Camille Exemple"},
    "fee": {"fee_reference": "VIR-2026-1"},
    "affidavit": {"sworn_elsewhere": "Devant Me Exemple, commissaire, le 2 novembre 2026, par la poste"},
}
#: What every application says of how somebody is reached, and of what the register shows.
REACHED_ANSWERS: dict[str, dict[str, Any]] = {
    "contact": {
        "domicile": "34, rue Exemple, Laval",
        "borough": "",
        "phone": "514-555-0100",
        "other_phone": "",
        "email": "camille@exemple.invalid",
    },
    "public": {"public_phone": "514-555-0199", "public_email": "", "website": "", "place": "Laval"},
    "districts": {"districts": ["laval"]},
    "languages": {"languages": ["fr", "en"]},
    "meetings": {"meetings": ["in_person", "video"]},
}


def answer_all(
    application: Application, answers: Mapping[str, Mapping[str, Any]] | None = None, *, at: datetime | None = None
) -> Application:
    """The application with every page answered by its applicant, through the act itself; two documents are enclosed."""
    moment, by = at or clock.instant(), application.person
    told = {**(FAMILY_ANSWERS if answers is None else answers), **REACHED_ANSWERS}
    for code, values in told.items():
        save_step(application, code, values, version=application.version, by=by, at=moment)
    for purpose in (
        ("training_attestation", "experience") if application.kind == "family_mediation" else ("training_attestation",)
    ):
        add_document(application, pdf(), purpose, by=by, at=moment)
    return application
