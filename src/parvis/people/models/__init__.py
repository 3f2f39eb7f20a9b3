"""People and what proves them. What proves a person stands apart from the person: the staff side never reads it."""

from parvis.people.models.person import Nobody, Person
from parvis.people.models.proof import AuthenticatorApp, Passkey, Password, RecoveryCode
from parvis.people.models.provider import ProviderIdentity
from parvis.people.models.role import Invitation, Membership, OperatorMode
from parvis.people.models.ticket import Attempt, Ticket
from parvis.people.models.visit import KnownDevice, Session, SignIn

__all__ = (
    "Attempt",
    "AuthenticatorApp",
    "Invitation",
    "KnownDevice",
    "Membership",
    "Nobody",
    "OperatorMode",
    "Passkey",
    "Password",
    "Person",
    "ProviderIdentity",
    "RecoveryCode",
    "Session",
    "SignIn",
    "Ticket",
)
