"""The designation of a mediator by the Service after a court referral (C.C.P., arts. 420 to 424).

The last day to begin is the law's answer (`family-mediation/court-referral`). The mediator accepts or declines; nothing begun
by that day is recorded by the night's duty, and the Service may then designate somebody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from parvis.journal.actions import record_entry
from parvis.law.kernel.decision import Decision
from parvis.law.kernel.fault import Refusal
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import decide
from parvis.people.letters import Letter, post
from parvis.people.models import Membership, Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.people.roles import roles_with
from parvis.roster.actions.mandates import own_of
from parvis.roster.certified import certified_on
from parvis.roster.models import Certification, Couple, Designation, Mandate
from parvis.roster.policies import SERVE, districts_of, require_own

TABLE = state_table("designation")

_FUTURE = Text("Cette ordonnance n’est pas encore rendue.", "That order has not been made yet.")
_KIND = Text(
    "Cette personne n’est pas accréditée en médiation familiale.", "This person is not certified for family mediation."
)
_NOT_CERTIFIED = Text(
    "Aujourd’hui, cette accréditation n’est pas en vigueur.", "Today, this certification is not in force."
)
_NO_LONGER = Text(
    "Votre accréditation n’est pas en vigueur aujourd’hui : vous ne pouvez pas accepter ce mandat. Déclinez-le ; le Service "
    "désigne quelqu’un d’autre.",
    "Your certification is not in force today: you cannot accept this mandate. Decline it; the Service designates somebody "
    "else.",
)
_NOT_THAT_DAY = Text(
    "Votre accréditation n’était pas en vigueur le jour où ce dossier a été ouvert.",
    "Your certification was not in force on the day when this file was opened.",
)
_ELSEWHERE = Text("Cette personne ne travaille pas dans ce district.", "This person does not work in this district.")
_ALREADY = Text(
    "Quelqu’un est déjà désigné pour cette ordonnance. Retirez d’abord cette désignation.",
    "Somebody is already designated for this order. Withdraw that designation first.",
)
_CHANGED = Text("Cette désignation vient de changer. Relisez-la.", "This designation has just changed. Read it again.")
_REASON = Text("Dites pourquoi.", "Say why.")
_OTHER_COUPLE = Text("Ce mandat est celui d’un autre couple.", "This mandate is another couple’s.")
_SUBJECT = Text("Le Service de médiation vous désigne", "The Mediation Service designates you")
_OFFERED = Text(
    "Le Service de médiation familiale vous propose un mandat envoyé par le tribunal, dans le district de {district}.",
    "The Family Mediation Service offers you a mandate referred by the court, in the district of {district}.",
)
_BY = Text(
    "La première rencontre se tient au plus tard le {day}. Ce délai court déjà.",
    "The first meeting is held by {day} at the latest. That time is already running.",
)
_GONE = Text(
    "La première rencontre devait se tenir au plus tard le {day} : ce jour est passé. Demandez au Service si le tribunal donne "
    "plus de temps, avant d’accepter.",
    "The first meeting was to be held by {day} at the latest: that day has passed. Ask the Service whether the court gives more "
    "time, before you accept.",
)
_LAPSED = Text("Médiations non commencées à temps", "Mediations not begun in time")
_LAPSED_COUNT = Text(
    "Désignations dont le dernier jour est passé sans que la médiation commence : {count}.",
    "Designations whose last day has passed without the mediation beginning: {count}.",
)
_LAPSED_WHERE = Text(
    "Elles sont dans Parvis, à « Désignations », parmi celles à reprendre.",
    "They are in Parvis, under “Designations”, among those to take up again.",
)
_ANSWER = Text(
    "Répondez dès que possible dans Parvis, à « Mes désignations ».",
    "Answer as soon as you can in Parvis, under “My designations”.",
)


#: The absolute address of a designation’s page for its mediator, in a language; the pages give it.
Linked = Callable[[Designation, str], str]


@dataclass(frozen=True, slots=True)
class Referral:
    """A court's decision that sends a couple to mediation: the day of the decision, the couple, the district (its slug)."""

    couple: Couple
    decided: date
    district: str
    district_name: Text


def referral_answer(decided: date, on: date) -> Decision | None:
    """What the law says of a court's decision on a day; None where it does not answer (a decision before the Code)."""
    facts = {"on": on.isoformat(), "decided": decided.isoformat(), "mediator": "designated", "begun": None}
    try:
        return decide("family-mediation/court-referral", facts)
    except Refusal:
        return None


def begin_by(decided: date, on: date) -> date | None:
    """The last day for the first meeting after a court's decision, as the law counts it; None where it does not answer."""
    answer = referral_answer(decided, on)
    return answer.outcome["first_meeting_by"] if answer else None


def designate_mediator(
    referral: Referral, mediator: Certification, *, by: Person, at: datetime, link: Linked | None = None
) -> Designation:
    """Offer a couple sent by the court to a certified mediator of the district, who is told; one at a time for an order."""
    today = day_of(at)
    if referral.decided > today:
        raise Refused(_FUTURE, field="referred_on")
    if mediator.kind != "family_mediation":
        raise Refused(_KIND, field="mediator")
    if not certified_on(mediator, today):
        raise Refused(_NOT_CERTIFIED, field="mediator")
    if referral.district not in mediator.professional.districts:
        raise Refused(_ELSEWHERE, field="mediator")
    try:
        with transaction.atomic():
            authorise(by, SERVE, Scope(district=referral.district), at=at)
            designation = Designation.objects.create(
                couple=referral.couple,
                district=referral.district,
                referred_on=referral.decided,
                begin_by=begin_by(referral.decided, today),
                mediator=mediator,
                offered_at=at,
                by=by.code,
            )
            _recorded(designation, "offered", by.code, at)
            _tell(designation, referral.district_name, link)
    except IntegrityError as twice:
        raise Refused(_ALREADY, field="couple") from twice
    return designation


def _tell(designation: Designation, district: Text, link: Linked | None) -> None:
    file = getattr(designation.mediator.professional, "file", None)
    if file is None or not file.email:
        return
    lang = file.person.language if file.person else "fr"
    lines = [_OFFERED.fill(district=district)]
    if designation.begin_by is not None:
        said = _GONE if designation.begin_by < day_of(designation.offered_at) else _BY
        lines.append(said.fill(day=short_date(designation.begin_by)))
    lines.append(_ANSWER)
    if link is not None:
        lines.append(Text(link(designation, "fr"), link(designation, "en")))
    post(Letter(file.email, lang, _SUBJECT, tuple(lines)))


def _recorded(designation: Designation, what: str, by: str, at: datetime, norm: str = "") -> None:
    record_entry(
        f"designation.{what}",
        by=by,
        at=at,
        subject=("designation", str(designation.pk)),
        norm=norm,
        codes={"couple": designation.couple.number, "mediator": designation.mediator.code},
    )


def _passed(designation: Designation, name: str, by: str, at: datetime, **values: object) -> Designation:
    """Take a transition of the table, unless somebody has just taken another."""
    table = TABLE.transitions[name]
    waiting = Designation.objects.filter(pk=designation.pk, state__in=table.begins)
    if not waiting.update(state=table.ends, answered_at=at, **values):
        raise Refused(_CHANGED)
    _recorded(designation, table.ends, by, at, table.norm)
    designation.refresh_from_db()
    return designation


@transaction.atomic
def accept_designation(designation: Designation, *, by: Person, at: datetime) -> Designation:
    """The mediator takes the mandate; nobody does whose certification is not in force that day."""
    require_own(by, own_of(designation.mediator))
    if not certified_on(designation.mediator, day_of(at)):
        raise Refused(_NO_LONGER)
    return _passed(designation, "accept", by.code, at)


@transaction.atomic
def decline_designation(designation: Designation, *, by: Person, at: datetime) -> Designation:
    """The mediator does not take it, or gives it back: the Service designates somebody else. No reason is asked."""
    require_own(by, own_of(designation.mediator))
    return _passed(designation, "decline", by.code, at)


@transaction.atomic
def begin_designation(designation: Designation, mandate: Mandate, *, by: Person, at: datetime) -> Designation:
    """The mediator opened the file: the mandate of that couple, on a day when the certification was in force."""
    require_own(by, own_of(designation.mediator))
    if mandate.couple_id != designation.couple_id or mandate.mediator_id != designation.mediator_id:
        raise Refused(_OTHER_COUPLE, field="mandate")
    if not certified_on(designation.mediator, mandate.opened):
        raise Refused(_NOT_THAT_DAY, field="mandate")
    return _passed(designation, "begin", by.code, at, mandate=mandate)


@transaction.atomic
def begin_accepted(mandate: Mandate, *, by: Person, at: datetime) -> Designation | None:
    """The file that a mediator has just opened is that of a designation which they accepted: it begins with it. None else."""
    mine = Designation.objects.own(by).filter(state="accepted", couple=mandate.couple_id, mediator=mandate.mediator_id)
    found = mine.select_related("couple", "mediator__professional__file").order_by("referred_on", "pk").first()
    return None if found is None else begin_designation(found, mandate, by=by, at=at)


@transaction.atomic
def withdraw_designation(
    designation: Designation, *, reason: str, by: Person, at: datetime, link: Linked | None = None
) -> Designation:
    """The Service takes a designation back, with a reason that the mediator is told."""
    authorise(by, SERVE, Scope(district=designation.district), at=at)
    if not reason.strip():
        raise Refused(_REASON, field="reason")
    file = getattr(designation.mediator.professional, "file", None)
    passed = _passed(designation, "withdraw", by.code, at)
    if file is not None and file.email:
        words = Text(f"Désignation retirée : {reason.strip()}", f"Designation withdrawn: {reason.strip()}")
        lines = (words, Text(link(designation, "fr"), link(designation, "en"))) if link else (words,)
        post(Letter(file.email, file.person.language if file.person else "fr", _SUBJECT, lines))
    return passed


def lapse_designations(*, at: datetime) -> int:
    """Record, for each designation whose last day is past, that nothing began, and tell the Service; how many. For the night.

    One made after that day (somebody else had not begun) is left as it is: the Service knew, and the court may give more time.
    """
    open_ = Designation.objects.filter(state__in=TABLE.begins("lapse"), begin_by__lt=day_of(at))
    late = open_.filter(offered_at__date__lte=F("begin_by")).select_related("couple", "mediator")
    done: list[Designation] = []
    for designation in late:
        with transaction.atomic():
            try:
                done.append(_passed(designation, "lapse", "system", at))
            except Refused:  # answered meanwhile
                continue
    if done:
        _tell_service(done, at)
    return len(done)


def _tell_service(lapsed: list[Designation], at: datetime) -> None:
    """Write to each officer of the Service how many referrals of their districts wait for another mediator."""
    held = Membership.objects.filter(role__in=roles_with(SERVE), person__is_active=True).in_force(day_of(at))
    officers = {one.person_id: one.person for one in held.select_related("person").order_by("pk")}
    for person in officers.values():
        places = districts_of(person, at=at)
        theirs = sum(places is None or one.district in places for one in lapsed)
        if theirs and person.email:
            post(Letter(person.email, person.language, _LAPSED, (_LAPSED_COUNT.fill(count=theirs), _LAPSED_WHERE)))
