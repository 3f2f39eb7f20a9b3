"""Roles: giving one, ending one, confirming one once a year, passing on those of somebody who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from parvis.config.database import side
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Invitation, Membership, OperatorMode, Person, Session
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused, constraint_of
from parvis.people.roles import Role, roles
from parvis.places.models import District

#: What people read where the database refuses.
SENTENCES = {
    "membership_no_overlap": Text(
        "Cette personne a déjà ce rôle pour cet organisme, au moins un de ces jours.",
        "This person already has this role for this organization on at least one of these days.",
    ),
    "membership_days_in_order": Text(
        "Le dernier jour vient après le premier, ou c'est le même.",
        "The last day comes after the first, or is the same.",
    ),
    "membership_role_known": Text("Ce rôle n'existe pas.", "This role does not exist."),
    "membership_ended_by_somebody": Text("Un rôle est terminé par quelqu'un.", "A role is ended by somebody."),
    "operator_mode_short": Text("Le mode dure de une à soixante minutes.", "The mode lasts from one to sixty minutes."),
    "operator_mode_has_reason": Text("Écrivez la raison.", "Write the reason."),
    "operator_mode_one_at_a_time": Text("Vous êtes déjà dans ce mode.", "You are already in this mode."),
}
#: Why a role ends: the journal keeps the code.
REASONS = {
    "left": Text("La personne quitte l'organisme", "The person leaves the organization"),
    "duties": Text("Ses tâches changent", "Their duties change"),
    "mistake": Text("Le rôle a été donné par erreur", "The role was granted by mistake"),
    "review": Text("La revue annuelle le demande", "The yearly review asks for it"),
    "safety": Text("Le compte n'est plus sûr", "The account is no longer safe"),
}
_OWN = Text(
    "Personne ne se donne un rôle. Demandez à un autre exploitant.",
    "Nobody grants themself a role. Ask another operator.",
)
_OWN_REVIEW = Text(
    "Personne ne confirme son propre rôle. Demandez à un autre exploitant.",
    "Nobody confirms their own role. Ask another operator.",
)
_CLOSED = Text(
    "Ce compte est fermé. Invitez la personne de nouveau.", "This account is closed. Invite the person again."
)
_OVER = Text("Ce rôle est déjà terminé. Rien n'a changé.", "This role is already over. Nothing has changed.")
_OTHERWISE = Text(
    "Cette personne a déjà ce rôle pour cet organisme, dans d'autres districts et jusqu'à un autre jour. Changez d'abord son rôle, ou choisissez quelqu'un d'autre.",
    "This person already has this role for this organization, in other districts and until another day. Change their role first, or choose somebody else.",
)
_LAST = Text(
    "C'est le dernier exploitant. Donnez d'abord ce rôle à quelqu'un d'autre.",
    "This is the last operator. Grant this role to somebody else first.",
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role to give. `kind`: the kind of the organization in the directory, as whoever calls has read it there ("" for
    Parvis itself); `to_day`: the last day, None where none is set.
    """

    role: str
    from_day: date
    to_day: date | None = None
    organization: str = ""
    kind: str = ""
    districts: tuple[str, ...] = ()


def checked(grant: Grant) -> Role:
    """The role of a grant that can be given; `Refused` with the field that is wrong."""
    role = roles().get(grant.role)
    if role is None:
        raise Refused(SENTENCES["membership_role_known"], field="role")
    if bool(grant.organization) != bool(grant.kind) or not role.is_for(grant.kind):
        raise Refused(
            Text("Ce rôle ne se tient pas pour cet organisme.", "This role is not held for this organization."),
            field="organization",
        )
    if grant.districts and not role.takes_districts:
        raise Refused(Text("Ce rôle vaut partout.", "This role holds everywhere."), field="districts")
    if District.objects.filter(slug__in=grant.districts).count() != len(set(grant.districts)):
        raise Refused(Text("Ce district n'existe pas.", "This district does not exist."), field="districts")
    if grant.to_day is not None and grant.to_day < grant.from_day:
        raise Refused(SENTENCES["membership_days_in_order"], field="to_day")
    return role


def hold_person(person: Person) -> None:
    """Let no other act give this person a role until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"roles of {person.pk}"])


@transaction.atomic
def record_role(person: Person, grant: Grant, *, by: str, at: datetime) -> Membership:
    """Give a role, whoever decided it: for acts that have already asked who may. `Refused` where it cannot be held."""
    role = checked(grant)
    hold_person(person)
    _check_apart(person, role, at=at)
    membership = Membership(
        person=person,
        organization=grant.organization,
        role=grant.role,
        districts=sorted(set(grant.districts)),
        from_day=grant.from_day,
        to_day=grant.to_day,
        granted_by=by,
        granted_at=at,
        reviewed_on=day_of(at),
    )
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence_of(error)) from error
    record_entry("role_granted", by=by, at=at, subject=("person", str(person.pk)), codes=codes_of(membership))
    return membership


def sentence_of(error: IntegrityError) -> Text:
    """What a refusal of the database means; the error itself where it has no sentence."""
    name = constraint_of(error)
    if name not in SENTENCES:
        raise error
    return SENTENCES[name]


def codes_of(membership: Membership) -> dict[str, str | int | bool | date | None]:
    """How the journal tells of a role."""
    return {
        "membership": membership.pk,
        "role": membership.role,
        "organization": membership.organization or "parvis",
        "from": membership.from_day,
        "to": membership.to_day,
        "districts": len(membership.districts),
    }


def _check_apart(person: Person, role: Role, *, at: datetime) -> None:
    held = Membership.objects.filter(person=person).not_over(day_of(at)).values_list("role", flat=True)
    for other in held:
        if other in role.apart_from or role.code in roles()[other].apart_from:
            raise Refused(
                Text(
                    "Cette personne a un rôle qui ne va pas avec celui-ci : « {other} ». Ce qui se dit en médiation ne va jamais à qui juge.",
                    "This person has a role that does not go with this one: “{other}”. What is said in mediation never reaches whoever judges.",
                ).fill(other=roles()[other].name),
                field="role",
            )


@transaction.atomic
def grant_role(person: Person, grant: Grant, *, by: Person, at: datetime) -> Membership:
    """Give a person a role. Only an operator in operator mode does; nobody gives one to themself."""
    authorise(by, "team.manage", Scope(grant.organization), at=at)
    if person.pk == by.pk:
        raise Refused(_OWN)
    if not Person.objects.active().filter(pk=person.pk).exists():
        raise Refused(_CLOSED)
    return record_role(person, grant, by=by.code, at=at)


@transaction.atomic
def end_role(
    membership: Membership, *, reason: str, by: Person, at: datetime, last_day: date | None = None
) -> Membership:
    """End a role: at once, or on a later last day. An operator in operator mode does, or whoever holds the role.

    `Refused` where it is over already, or is that of the last operator.
    """
    if by.pk != membership.person_id:
        authorise(by, "team.manage", Scope(membership.organization), at=at)
    if reason not in REASONS:
        raise Refused(Text("Choisissez la raison.", "Choose the reason."), field="reason")
    return _end(membership, reason=reason, last_day=last_day, by=by, at=at)


def _end(membership: Membership, *, reason: str, last_day: date | None, by: Person, at: datetime) -> Membership:
    today = day_of(at)
    if membership.role == "operator":
        _check_another_operator(membership, on=last_day or today, at=at)
    held = Membership.objects.select_for_update().filter(pk=membership.pk).not_over(today).first()
    if held is None:
        raise Refused(_OVER)
    if last_day is not None:
        _check_last_day(held, last_day, today)
        held.to_day = last_day
        held.save(update_fields=["to_day"])
    else:
        held.to_day, held.ended_at, held.ended_by = max(held.from_day, today), at, by.code
        held.save(update_fields=["to_day", "ended_at", "ended_by"])
        if held.role == "operator":
            OperatorMode.objects.filter(person=held.person_id, stopped_at__isnull=True, ends_at__gt=at).update(
                stopped_at=at
            )
    kind = "role_end_set" if last_day else "role_ended"
    codes = {**codes_of(held), "reason": reason}
    record_entry(kind, by=by.code, at=at, subject=("person", str(held.person_id)), codes=codes)
    return held


def _check_last_day(held: Membership, last_day: date, today: date) -> None:
    if last_day < max(today, held.from_day) or (held.to_day is not None and last_day >= held.to_day):
        raise Refused(
            Text(
                "Le dernier jour est aujourd'hui ou plus tard, et avant la fin déjà prévue.",
                "The last day is today or later, and before the end already set.",
            ),
            field="last_day",
        )


def _check_another_operator(membership: Membership, *, on: date, at: datetime) -> None:
    """Two operators who end each other's role at the same moment do it one after the other: one stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('the last operator', 0))")
    others = Membership.objects.filter(role="operator", person__is_active=True).exclude(pk=membership.pk)
    if not others.in_force(on).filter(to_day__isnull=True).exists():
        raise Refused(_LAST)


@transaction.atomic
def confirm_role(membership: Membership, *, by: Person, at: datetime) -> Membership:
    """Say in the yearly review that a role is still right. Nobody says it of their own."""
    authorise(by, "team.manage", Scope(membership.organization), at=at)
    if by.pk == membership.person_id:
        raise Refused(_OWN_REVIEW)
    held = Membership.objects.select_for_update().filter(pk=membership.pk).not_over(day_of(at)).first()
    if held is None:
        raise Refused(_OVER)
    held.reviewed_on, held.reviewed_by = day_of(at), by.code
    held.save(update_fields=["reviewed_on", "reviewed_by"])
    record_entry("role_confirmed", by=by.code, at=at, subject=("person", str(held.person_id)), codes=codes_of(held))
    return held


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a departure did: roles ended, roles that somebody else has now, invitations withdrawn."""

    ended: int
    passed: int
    withdrawn: int


@transaction.atomic
def hand_over(person: Person, *, to: Person | None, by: Person, at: datetime, kinds: dict[str, str]) -> HandedOver:
    """Somebody leaves: each of their roles goes to another person or ends, their invitations are withdrawn, their account is
    closed and its sessions end. `kinds`: the kind of each organization by its slug. All of it is done, or nothing is.
    """
    authorise(by, "team.manage", at=at)
    if to is not None and to.pk in (person.pk, by.pk):
        raise Refused(_OWN, field="to")
    if to is not None and not Person.objects.active().filter(pk=to.pk).exists():
        raise Refused(_CLOSED, field="to")
    mine = list(Membership.objects.filter(person=person).not_over(day_of(at)).order_by("pk"))
    passed = 0
    for held in mine:
        if to is not None:
            passed += _pass_on(held, to, kinds.get(held.organization, ""), by=by, at=at)
        _end(held, reason="left", last_day=None, by=by, at=at)
    waiting = Invitation.objects.waiting(at=at).filter(invited_by=person.code)
    withdrawn = waiting.update(withdrawn_at=at)
    _close(person, by=by, at=at)
    codes: dict[str, str | int | bool | date | None] = {
        "ended": len(mine),
        "passed": passed,
        "withdrawn": withdrawn,
        "to": to.code if to else None,
    }
    record_entry("handed_over", by=by.code, at=at, subject=("person", str(person.pk)), codes=codes)
    return HandedOver(len(mine), passed, withdrawn)


def _pass_on(held: Membership, to: Person, kind: str, *, by: Person, at: datetime) -> int:
    """Give the same role to somebody else, unless they already have all of it; how many were given.

    Where they have a part of it, in other districts or until another day, one role takes the place of both; `Refused` where
    both differ: no one role is then what the two were.
    """
    first = max(held.from_day, day_of(at))
    theirs = Membership.objects.filter(person=to, role=held.role, organization=held.organization).not_over(first)
    if held.to_day is not None:
        theirs = theirs.filter(from_day__lte=held.to_day)
    last, districts = held.to_day, frozenset(held.districts)
    before = list(theirs.order_by("pk"))
    for one in before:
        there, until = frozenset(one.districts), one.to_day
        reaches = not there or (districts and districts <= there)
        if reaches and one.from_day <= first and _no_later(last, until):
            return 0
        if there != districts and (until != last or one.from_day > first):
            raise Refused(_OTHERWISE, field="to")
        if there != districts:
            districts = there | districts if there and districts else frozenset()
        last = until if _no_later(last, until) else last
    for one in before:
        _end(one, reason="duties", last_day=None, by=by, at=at)
    grant = Grant(held.role, first, last, held.organization, kind, tuple(sorted(districts)))
    record_role(to, grant, by=by.code, at=at)
    return 1


def _no_later(day: date | None, other: date | None) -> bool:
    """Whether a last day is not after another; None is no last day."""
    return other is None or (day is not None and day <= other)


def _close(person: Person, *, by: Person, at: datetime) -> None:
    Session.objects.filter(person=person).delete()
    with side("door"):
        Person.objects.filter(pk=person.pk).update(is_active=False)
    record_entry("account_closed", by=by.code, at=at, subject=("person", str(person.pk)))
