"""Invitations: writing to somebody that a role waits for them, and their taking it, once, within fourteen days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, long_date
from parvis.people.actions.accounts import add_person, give_way_in, read_email
from parvis.people.actions.roles import Grant, checked, record_role
from parvis.people.letters import Addresses, Letter, post
from parvis.people.models import Invitation, Membership, Nobody, Person
from parvis.people.models.role import INVITED_FOR, day_of
from parvis.people.models.ticket import digest_of, new_token
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.people.roles import roles, roles_with

#: How many invitations one person sends in a day: far beyond what is needed, far below a nuisance.
A_DAY = 40
_UNKNOWN = Text(
    "Cette invitation n'existe pas, ou son adresse est incomplète. Ouvrez de nouveau le lien du courriel.",
    "This invitation does not exist, or its address is incomplete. Open the link of the e-mail again.",
)
_USED = Text(
    "Cette invitation a déjà servi. Connectez-vous pour voir vos rôles.",
    "This invitation was already used. Sign in to see your roles.",
)
_WITHDRAWN = Text(
    "Cette invitation a été retirée. Demandez-en une autre à qui vous l'a envoyée.",
    "This invitation was withdrawn. Ask whoever sent it for another.",
)
_LATE = Text(
    "Cette invitation a pris fin : elle valait quatorze jours. Demandez-en une autre.",
    "This invitation has ended: it was good for fourteen days. Ask for another.",
)
_PAST = Text(
    "Le rôle de cette invitation a déjà pris fin. Demandez-en une autre.",
    "The role of this invitation is already over. Ask for another.",
)
_SOMEBODY_ELSE = Text(
    "Cette invitation est pour une autre adresse. Fermez cette session et entrez avec le compte de cette adresse.",
    "This invitation is for another address. Sign out, then sign in with the account of that address.",
)
_SIGN_IN = Text(
    "Cette adresse a déjà un compte. Connectez-vous, puis ouvrez de nouveau le lien.",
    "This address already has an account. Sign in, then open the link again.",
)
_NO_LONGER = Text(
    "Qui vous a envoyé cette invitation n'a plus le pouvoir de le faire. Demandez-en une autre.",
    "Whoever sent you this invitation no longer has the power to. Ask for another.",
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """An invitation was taken: by whom, the role, and the token of the way in where the account is new ("" otherwise)."""

    person: Person
    membership: Membership
    way_in: str


@transaction.atomic
def invite_person(
    typed: str, grant: Grant, *, language: str, addresses: Addresses, by: Person, at: datetime
) -> Invitation:
    """Write to an address that a role waits there. The same happens whether the address has an account or not."""
    authorise(by, "team.manage", Scope(grant.organization), at=at)
    address, role = read_email(typed), checked(grant)
    if address == by.email:
        raise Refused(Text("Personne ne s'invite.", "Nobody invites themself."), field="email")
    if language not in ("fr", "en"):
        raise Refused(Text("Choisissez une langue.", "Choose a language."), field="language")
    if grant.to_day is not None and grant.to_day < day_of(at):
        raise Refused(Text("Ce jour est passé.", "This day is past."), field="to_day")
    if Invitation.objects.filter(invited_by=by.code, invited_at__gt=at - timedelta(days=1)).count() >= A_DAY:
        raise Refused(Text("C'est assez pour aujourd'hui.", "That is enough for today."))
    # A new invitation to the same role takes the place of the one before.
    before = Invitation.objects.waiting(at=at).filter(email=address, role=grant.role, organization=grant.organization)
    before.update(withdrawn_at=at)
    token = new_token()
    invitation = Invitation(
        digest=digest_of(token),
        email=address,
        language=language,
        organization=grant.organization,
        role=grant.role,
        districts=sorted(set(grant.districts)),
        from_day=grant.from_day,
        to_day=grant.to_day,
        invited_by=by.code,
        invited_at=at,
        expires_at=at + INVITED_FOR,
    )
    invitation.save(force_insert=True)
    record_entry(
        "person_invited",
        by=by.code,
        at=at,
        subject=("invitation", str(invitation.pk)),
        codes={"role": role.code, "organization": grant.organization or "parvis"},
    )
    _write_to(invitation, token, by, addresses)
    return invitation


def _write_to(invitation: Invitation, token: str, by: Person, addresses: Addresses) -> None:
    role, until = roles()[invitation.role], long_date(day_of(invitation.expires_at))
    where = {lang: addresses(lang, "team_invitation", token) for lang in ("fr", "en")}
    lines = (
        Text(
            "{who} vous invite dans Parvis, dans ce rôle : « {role} ».",
            "{who} invites you to Parvis, in this role: “{role}”.",
        ).fill(who=by.name, role=role.name),
        Text(
            f"Pour accepter, ouvrez ce lien. Il marche une fois, jusqu'au {until.fr} :\n{where['fr']}",
            f"To accept, open this link. It works once, until {until.en}:\n{where['en']}",
        ),
        Text(
            "Vous n'attendiez rien ? Il n'y a rien à faire : sans ce lien, rien ne change.",
            "You were not expecting this? There is nothing to do: without this link nothing changes.",
        ),
    )
    subject = Text("Une invitation dans Parvis", "An invitation to Parvis")
    post(Letter(invitation.email, invitation.language, subject, lines))


def readable(token: str, *, at: datetime) -> Invitation:
    """The invitation that a token opens and that can be accepted now; `Refused` says why not."""
    found = Invitation.objects.filter(digest=digest_of(token)).first() if token and len(token) <= 64 else None
    if found is None:
        raise Refused(_UNKNOWN)
    if found.accepted_at is not None:
        raise Refused(_USED)
    if found.withdrawn_at is not None:
        raise Refused(_WITHDRAWN)
    if found.expires_at <= at:
        raise Refused(_LATE)
    if found.to_day is not None and found.to_day < day_of(at):
        raise Refused(_PAST)
    return found


def has_account(invitation: Invitation) -> bool:
    """Whether the address of an invitation has an account that is open: only whoever holds the token is told."""
    return Person.objects.active().filter(email=invitation.email).exists()


@transaction.atomic
def accept_invitation(
    token: str, *, name: str, language: str, kind: str, by: Person | Nobody, at: datetime
) -> Accepted:
    """Take an invitation: `by` is who is signed in, or nobody, who then gets an account. `kind`: that of the organization in
    the directory today. Twice, by another address or after its end: `Refused`.
    """
    invitation = readable(token, at=at)
    _check_still_sent(invitation, at=at)
    taken = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
    if not taken.update(accepted_at=at):
        raise Refused(_USED)
    person, way_in = _whose(invitation, name=name, language=language, by=by, at=at)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    first = max(invitation.from_day, day_of(at))
    grant = Grant(invitation.role, first, invitation.to_day, invitation.organization, kind, tuple(invitation.districts))
    membership = record_role(person, grant, by=invitation.invited_by, at=at)
    record_entry("invitation_accepted", by=person.code, at=at, subject=("invitation", str(invitation.pk)))
    return Accepted(person, membership, way_in)


def _check_still_sent(invitation: Invitation, *, at: datetime) -> None:
    """Whoever sent it may still give this role: an operator whose role has ended leaves no door open behind."""
    sender = invitation.invited_by.removeprefix("person:")
    senders = Membership.objects.filter(role__in=roles_with("team.operate"), person__is_active=True)
    if not sender.isdigit() or not senders.filter(person_id=int(sender)).in_force(day_of(at)).exists():
        raise Refused(_NO_LONGER)


def _whose(
    invitation: Invitation, *, name: str, language: str, by: Person | Nobody, at: datetime
) -> tuple[Person, str]:
    """Who takes the invitation, and the token by which a new account is entered for the first time."""
    known = Person.objects.at(invitation.email)
    if isinstance(by, Person):
        if known is None or known.pk != by.pk:
            raise Refused(_SOMEBODY_ELSE)
        return by, ""
    if known is None:
        person = add_person(invitation.email, name=name, language=language, by=invitation.invited_by, at=at)
        return person, give_way_in(person, by=invitation.invited_by, at=at)
    if known.is_active:
        raise Refused(_SIGN_IN)
    known.is_active = True
    known.save(update_fields=["is_active"])
    record_entry("account_reopened", by=invitation.invited_by, at=at, subject=("person", str(known.pk)))
    return known, give_way_in(known, by=invitation.invited_by, at=at)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Take an invitation back; `Refused` where it was accepted or withdrawn meanwhile."""
    authorise(by, "team.manage", Scope(invitation.organization), at=at)
    taken = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
    if not taken.update(withdrawn_at=at):
        raise Refused(_USED)
    record_entry("invitation_withdrawn", by=by.code, at=at, subject=("invitation", str(invitation.pk)))


def forget_invitations(*, at: datetime) -> int:
    """Forget invitations thirty days after their end, with the addresses they hold; how many. The journal keeps the acts."""
    return Invitation.objects.filter(expires_at__lt=at - timedelta(days=30)).delete()[0]
