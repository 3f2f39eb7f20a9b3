"""The tables of the roster. `Professional`, `Certification`, `CertifyingBody`, `Offer` and `StandingPeriod` are public."""

from parvis.roster.models.application import Application, ApplicationMessage
from parvis.roster.models.body import CertifyingBody, Offer
from parvis.roster.models.certification import (
    Certification,
    CertificationFile,
    MinisterNotice,
    StandingAct,
    StandingPeriod,
)
from parvis.roster.models.mandate import Couple, Designation, Mandate, MandateParty
from parvis.roster.models.professional import Professional, ProfessionalFile
from parvis.roster.models.session import (
    GroupSession,
    MediatorReport,
    OutOfSessionWork,
    Presence,
    SessionSheet,
    Signature,
)
from parvis.roster.models.undertaking import ExtensionRequest, SupervisionSession, TimeLeft, Training, Undertaking

__all__ = (
    "Application",
    "ApplicationMessage",
    "Certification",
    "CertificationFile",
    "CertifyingBody",
    "Couple",
    "Designation",
    "ExtensionRequest",
    "GroupSession",
    "Mandate",
    "MandateParty",
    "MediatorReport",
    "MinisterNotice",
    "Offer",
    "OutOfSessionWork",
    "Presence",
    "Professional",
    "ProfessionalFile",
    "SessionSheet",
    "Signature",
    "StandingAct",
    "StandingPeriod",
    "SupervisionSession",
    "TimeLeft",
    "Training",
    "Undertaking",
)
