"""Supervision sessions (r. 0.7, ss. 1 and 3): the mediator records one, the supervisor confirms it or says why not; where they
have no account, the certifier reads their attestation on paper.

`on` is the day in Québec on which somebody acts, `at` the moment. A supervisor reads a mandate's number, dates and objects.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from parvis.documents.actions import store_document
from parvis.journal.actions import record_entry
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, short_date
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.certified import certified_on
from parvis.roster.models import Certification, Mandate, Professional, SupervisionSession
from parvis.roster.policies import CERTIFY, require_other, require_own
from parvis.roster.possible import require_office
from parvis.roster.supervising import FAMILY, completed_by, qualifies
from parvis.roster.undertakings import follow_professional

TABLE = state_table("supervision")
SUPERVISOR_NORM, TIERS_NORM = "c25.01-r0.7/s1-p4-supervisor", "c25.01-r0.7/s3-al2-scope"
#: The longest reason that somebody writes.
LONGEST = 1000

_FAMILY_ONLY = Text(
    "La supervision est celle d’un mandat de médiation familiale.", "Supervision is that of a family mediation mandate."
)
_NOT_YET = Text("Ce jour n’est pas encore venu.", "That day has not come yet.")
_BEFORE = Text(
    "Ce mandat commence le {day}. Une séance de supervision a lieu pendant le mandat.",
    "This mandate begins on {day}. A supervision session takes place in the course of the mandate.",
)
_AFTER = Text(
    "Ce mandat est terminé depuis le {day}. Une séance de supervision a lieu pendant le mandat.",
    "This mandate ended on {day}. A supervision session takes place in the course of the mandate.",
)
_ONESELF = Text(
    "Personne ne se supervise. Choisissez une autre médiatrice ou un autre médiateur.",
    "Nobody supervises themself. Choose another mediator.",
)
#: A choice where the text is silent: who mediates a mandate looks at it from within, and cannot be who supervises it.
_IN_IT = Text(
    "Cette personne est médiatrice ou comédiatrice dans ce mandat : elle ne le supervise pas. Choisissez une autre personne.",
    "This person mediates or co-mediates in this mandate: they do not supervise it. Choose somebody else.",
)
_NO_MEDIATOR = Text(
    "Choisissez une personne accréditée en médiation familiale.", "Choose somebody certified in family mediation."
)
_NOT_CERTIFIED = Text(
    "Le {day}, l’accréditation de cette personne n’était pas en vigueur. La séance ne compterait pas.",
    "On {day}, this person’s certification was not in force. The session would not count.",
)
#: How many is theirs to say: whoever records a session learns only that they were too few.
_TOO_FEW = Text(
    "Le {day}, cette personne n’avait pas encore complété assez de mandats pour superviser : le Règlement en demande plus.",
    "On {day}, this person had not completed enough mandates to supervise: the Regulation asks for more.",
)
_HAS_ACCOUNT = Text(
    "Cette personne a un compte sur Parvis : elle confirme elle-même la séance.",
    "This person has an account on Parvis: they confirm the session themself.",
)
_NO_PAPER = Text("Aucune attestation n’est jointe à cette séance.", "No attestation is joined to this session.")
_TWICE = Text(
    "Cette séance est déjà inscrite : même mandat, même personne, même jour.",
    "This session is already recorded: same mandate, same person, same day.",
)
_CHANGED = Text(
    "Quelqu’un vient de répondre pour cette séance. Relisez-la.",
    "Somebody has just answered for this session. Read it again.",
)
_WHY = Text("Dites pourquoi, en une phrase.", "Say why, in a sentence.")
_TO_CONFIRM = Text("Une séance de supervision à confirmer", "A supervision session to confirm")
_TO_CONFIRM_BODY = Text(
    "Une séance de supervision du {day}, pour le mandat {number}, attend votre réponse sur Parvis (Ma pratique, À confirmer).",
    "A supervision session of {day}, for mandate {number}, awaits your answer on Parvis (My practice, To confirm).",
)
_REFUSED = Text("Une séance de supervision n’est pas confirmée", "A supervision session is not confirmed")
_REFUSED_BODY = Text(
    "La séance de supervision du {day}, pour le mandat {number}, n’est pas confirmée. La raison est sur Parvis.",
    "The supervision session of {day}, for mandate {number}, is not confirmed. The reason is on Parvis.",
)


def learner_of(mandate: Mandate, by: Person) -> Professional:
    """Who is supervised in a mandate: whoever mediates in it and acts now; `Refused` for anybody else."""
    for each in (mandate.mediator, mandate.co_mediator):
        file = getattr(each.professional, "file", None) if each is not None else None
        if each is not None and file is not None and file.person_id == by.pk:
            return each.professional
    require_own(by, None)
    return mandate.mediator.professional


def record_supervision(
    mandate: Mandate, *, supervisor: Certification, day: date, by: Person, on: date, at: datetime
) -> SupervisionSession:
    """Record one supervision session in the course of a mandate; the supervisor is asked to confirm it.

    `Refused` where the day is not one of the mandate, where the supervisor is the mediator, was not certified that day, or had
    not completed enough mandates (s. 1, subpar. 4): the law says so, not this function.
    """
    learner = learner_of(mandate, by)
    _within(mandate, day, on)
    _from_outside(mandate, supervisor, learner)
    completed = _supervisor_on(supervisor, learner, day)
    try:
        with transaction.atomic():
            session = SupervisionSession(
                mandate=mandate,
                supervisor=supervisor,
                learner=learner,
                teacher=supervisor.professional,
                day=day,
                mandates_completed=completed,
                supervisor_certified=True,
                recorded_by=by.code,
                recorded_at=at,
            )
            session.save(force_insert=True)
            record_entry(
                "supervision.recorded",
                by=by.code,
                at=at,
                subject=("supervision", str(session.pk)),
                norm=TIERS_NORM,
                codes={"mandate": mandate.code, "supervisor": supervisor.code, "day": day},
            )
            _tell(supervisor.professional, _TO_CONFIRM, _TO_CONFIRM_BODY, session)
    except IntegrityError as clash:
        raise Refused(_TWICE, field="day") from clash
    return session


def _from_outside(mandate: Mandate, supervisor: Certification, learner: Professional) -> None:
    """`Refused` where the supervisor is the other mediator of the mandate; oneself is refused elsewhere."""
    within = {one.professional_id for one in (mandate.mediator, mandate.co_mediator) if one is not None} - {learner.pk}
    if supervisor.professional_id in within:
        raise Refused(_IN_IT, field="supervisor")


def _within(mandate: Mandate, day: date, on: date) -> None:
    if mandate.kind != FAMILY:
        raise Refused(_FAMILY_ONLY)
    if day > on:
        raise Refused(_NOT_YET, field="day")
    if day < mandate.opened:
        raise Refused(_BEFORE.fill(day=short_date(mandate.opened)), field="day", norm=TIERS_NORM)
    if mandate.closed is not None and day > mandate.closed:
        raise Refused(_AFTER.fill(day=short_date(mandate.closed)), field="day", norm=TIERS_NORM)


def _supervisor_on(supervisor: Certification, learner: Professional, day: date) -> int:
    """How many mandates the supervisor had completed on that day; `Refused` where they do not qualify."""
    if supervisor.professional_id == learner.pk:
        raise Refused(_ONESELF, field="supervisor", norm=SUPERVISOR_NORM)
    if supervisor.kind != "family_mediation":
        raise Refused(_NO_MEDIATOR, field="supervisor", norm=SUPERVISOR_NORM)
    if not certified_on(supervisor, day):
        raise Refused(_NOT_CERTIFIED.fill(day=short_date(day)), field="supervisor", norm=SUPERVISOR_NORM)
    completed = completed_by(supervisor.professional, day)
    if not qualifies(True, completed, day):
        raise Refused(_TOO_FEW.fill(day=short_date(day)), field="supervisor", norm=SUPERVISOR_NORM)
    return completed


def confirm_supervision(session: SupervisionSession, *, by: Person, on: date, at: datetime) -> SupervisionSession:
    """The supervisor confirms that the session was held. It counts from now on; whether they qualify is looked at again."""
    _by_supervisor(session, by)
    _from_outside(session.mandate, session.supervisor, session.learner)
    completed = _supervisor_on(session.supervisor, session.learner, session.day)
    with transaction.atomic():
        _become(session, "confirm", by=by, at=at, mandates_completed=completed)
        follow_professional(session.learner, on=on)
    session.refresh_from_db()
    return session


def refuse_supervision(
    session: SupervisionSession, *, reason: str, by: Person, on: date, at: datetime
) -> SupervisionSession:
    """The supervisor does not confirm the session, and says why; the mediator is told."""
    _by_supervisor(session, by)
    with transaction.atomic():
        _become(session, "refuse", by=by, at=at, reason=_reason(reason))
        _tell(session.learner, _REFUSED, _REFUSED_BODY, session)
        follow_professional(session.learner, on=on)
    session.refresh_from_db()
    return session


def join_attestation(session: SupervisionSession, content: bytes, *, by: Person, at: datetime) -> SupervisionSession:
    """The mediator joins what the supervisor attested on paper: `Refused` where the supervisor has an account to confirm with."""
    require_own(by, session.learner.file.person_id)
    if session.teacher.file.person_id is not None:
        raise Refused(_HAS_ACCOUNT, field="file")
    with transaction.atomic():
        held = SupervisionSession.objects.select_for_update().filter(pk=session.pk, state="recorded").first()
        if held is None:
            raise Refused(_CHANGED, field="file")
        subject = ("supervision", str(held.pk))
        held.document = store_document(content, purpose="supervision", subject=subject, by=by.code, at=at).pk
        held.save(update_fields=["document"])
        record_entry(
            "supervision.attested",
            by=by.code,
            at=at,
            subject=subject,
            codes={"mandate": held.mandate.code, "document": held.document.hex},
        )
    session.refresh_from_db()
    return session


def accept_attestation(
    session: SupervisionSession, *, seen: str, by: Person, on: date, at: datetime
) -> SupervisionSession:
    """The mediator's certifier accepts the supervisor's attestation on paper: the session counts, as one confirmed by them.

    `seen`: the code of the document that was read; `Refused` where another was joined since.
    """
    _by_certifier(session, seen, by, at)
    _from_outside(session.mandate, session.supervisor, session.learner)
    completed = _supervisor_on(session.supervisor, session.learner, session.day)
    with transaction.atomic():
        _become(session, "accept_paper", by=by, at=at, mandates_completed=completed, document=session.document)
        follow_professional(session.learner, on=on)
    session.refresh_from_db()
    return session


def refuse_attestation(
    session: SupervisionSession, *, reason: str, seen: str, by: Person, on: date, at: datetime
) -> SupervisionSession:
    """The mediator's certifier refuses the attestation, and says why; the mediator is told."""
    _by_certifier(session, seen, by, at)
    with transaction.atomic():
        _become(session, "refuse_paper", by=by, at=at, reason=_reason(reason), document=session.document)
        _tell(session.learner, _REFUSED, _REFUSED_BODY, session)
        follow_professional(session.learner, on=on)
    session.refresh_from_db()
    return session


def _by_certifier(session: SupervisionSession, seen: str, by: Person, at: datetime) -> None:
    certification = session.under
    authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
    require_other(by, certification)
    require_office(certification)
    if session.document is None:
        raise Refused(_NO_PAPER)
    if session.document.hex != seen:
        raise Refused(_CHANGED)


def withdraw_supervision(session: SupervisionSession, *, by: Person, at: datetime) -> SupervisionSession:
    """The mediator withdraws a session that is not confirmed: it was recorded by mistake."""
    require_own(by, session.learner.file.person_id)
    with transaction.atomic():
        _become(session, "withdraw", by=by, at=at)
    session.refresh_from_db()
    return session


def _by_supervisor(session: SupervisionSession, by: Person) -> None:
    require_own(by, session.teacher.file.person_id)


def _reason(typed: str) -> str:
    reason = typed.strip()
    if not reason or len(reason) > LONGEST:
        raise Refused(_WHY, field="reason")
    return reason


def _become(session: SupervisionSession, name: str, *, by: Person, at: datetime, **also: Any) -> None:
    """Take a transition of the table, once: whoever comes second is told. `document`: the attestation that was read."""
    rows = SupervisionSession.objects.filter(pk=session.pk, state__in=TABLE.begins(name))
    paper = also.pop("document", None)
    if paper is not None:
        rows = rows.filter(document=paper)
    if not rows.update(state=TABLE.after(name), answered_at=at, answered_by=by.code, **also):
        raise Refused(_CHANGED)
    record_entry(
        f"supervision.{TABLE.after(name)}",
        by=by.code,
        at=at,
        subject=("supervision", str(session.pk)),
        norm=TABLE.transitions[name].norm,
        codes={"mandate": session.mandate.code, "act": name},
    )


def _tell(professional: Professional, subject: Text, body: Text, session: SupervisionSession) -> None:
    """A letter to somebody with an account; the words name a mandate by its number, nobody by name."""
    person = professional.file.person
    if person is not None:
        line = body.fill(day=short_date(session.day), number=session.mandate.number)
        post(Letter(person.email, person.language, subject, (line,)))
