"""The directory's tables."""

from parvis.directory.models.draft import Concordance, Draft
from parvis.directory.models.facts import Assurance, Correction, Cost, Schedule
from parvis.directory.models.finding import Finding, Look, Round
from parvis.directory.models.history import Edition, Proposal, Version
from parvis.directory.models.intake import Intake, IntakeLine
from parvis.directory.models.organization import Location, Organization
from parvis.directory.models.proposing import ProposalLink
from parvis.directory.models.renewal import Attempt, Renewal
from parvis.directory.models.report import ReaderReport
from parvis.directory.models.service import Involvement, Service
from parvis.directory.models.statistic import Statistic

__all__ = [
    "Assurance",
    "Attempt",
    "Concordance",
    "Correction",
    "Cost",
    "Draft",
    "Edition",
    "Finding",
    "Intake",
    "IntakeLine",
    "Involvement",
    "Location",
    "Look",
    "Organization",
    "Proposal",
    "ProposalLink",
    "ReaderReport",
    "Renewal",
    "Round",
    "Schedule",
    "Service",
    "Statistic",
    "Version",
]
