"""Acts of an applicant: begin an application, answer its pages, send it, take it back, enclose documents.

Each asks that the file is the applicant's own, and each that changes it gives the version that was read: whoever answers on
two devices at once learns of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from parvis.documents.actions import remove_document, store_document
from parvis.documents.models import StoredDocument
from parvis.journal.actions import record_entry
from parvis.journal.capabilities import capability_on
from parvis.law.kernel.fault import Refusal
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.applying import certification_of, documents_of, fee_on, kinds_of, weigh
from parvis.roster.guide import Step, step_of, steps_of
from parvis.roster.models import Application, ApplicationMessage, CertifyingBody, ProfessionalFile
from parvis.roster.numbers import new_number
from parvis.roster.policies import require_own
from parvis.roster.supervisors import supervisor_facts

TABLE = state_table("application")
#: The states in which an applicant may still change what they say.
CHANGING = TABLE.begins("send")
#: What an application may be sent with, whatever the page: the purposes of documents.
ANYWHERE = ("other", "proof_of_payment")

_KIND = Text("Cet organisme n’accrédite pas pour cela.", "This body does not certify for that.")
_ALREADY_OPEN = Text(
    "Vous avez déjà une demande ouverte de ce genre auprès de cet organisme. Continuez-la.",
    "You already have an open application of this kind with this body. Continue it.",
)
_STILL_CERTIFIED = Text(
    "Cette accréditation existe déjà et n’est pas annulée. Une nouvelle demande ne mène à rien.",
    "This certification already exists and is not cancelled. A new application leads to nothing.",
)
_NOTHING_TO_RETURN_TO = Text(
    "Aucune accréditation annulée n’est à votre nom auprès de cet organisme. Faites une nouvelle demande.",
    "No cancelled certification is in your name with this body. Make a new application.",
)
CHANGED = Text(
    "Cette demande vient de changer ailleurs. Relisez-la et recommencez : rien n’est perdu.",
    "This application has just changed elsewhere. Read it again, then retry: nothing is lost.",
)
CLOSED = Text(
    "Cette demande ne se change plus dans l’état où elle est.",
    "This application can no longer be changed in its present state.",
)
_UNKNOWN = Text("Cette page ne fait pas partie de votre demande.", "This page is not part of your application.")
_NOT_TAKEN = Text("Cette réponse n’est pas possible ici.", "This answer is not possible here.")
_CONTRADICTION = Text(
    "Ces réponses ne vont pas ensemble. Vérifiez les heures et les dates.",
    "These answers do not agree. Check the hours and the dates.",
)
_OPEN_PAGES = Text("Il reste à répondre à ces pages : {titles}", "These pages are still to be answered: {titles}")
_OFF = Text(
    "{body} ne reçoit pas de demande dans ce site. Rien n’est envoyé. Imprimez votre demande et remettez-la à l’organisme.",
    "{body} does not receive applications on this site. Nothing is sent. Print your application and hand it to the body.",
)
_NO_PURPOSE = Text("Ce genre de document n’est pas demandé ici.", "This kind of document is not asked for here.")


def begin_application(body: CertifyingBody, kind: str, *, again: bool = False, by: Person, at: datetime) -> Application:
    """Open a draft of an application to a body. `again`: a return after a cancellation (s. 9.1).

    `Refused` where the body does not certify for that, where one is already open, or where a certification still runs.
    """
    if kind not in kinds_of(body.certifier, on=day_of(at)):
        raise Refused(_KIND, field="kind")
    draft = Application(
        number=new_number("A", at=at), person=by, body=body, kind=kind, again=again, begun_at=at, changed_at=at
    )
    require_own(by, draft.person_id)
    held = certification_of(draft)
    status = held.periods.filter(days__contains=day_of(at)).values_list("status", flat=True).first() if held else None
    if again and (kind != "family_mediation" or status != "cancelled"):
        raise Refused(_NOTHING_TO_RETURN_TO, field="kind")
    if not again and status in ("certified", "suspended"):
        raise Refused(_STILL_CERTIFIED, field="kind")
    draft.answers = _known_of(draft)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            _journal(draft, "application.begun", by, at, of=kind, body=body.slug, again=again)
    except IntegrityError as error:
        raise Refused(_ALREADY_OPEN, field="kind") from error
    return draft


def _known_of(draft: Application) -> dict[str, Any]:
    """What their file already says, so that nobody types it twice: each page still shows it."""
    file = ProfessionalFile.objects.filter(person=draft.person).select_related("professional").first()
    if file is None:
        return {}
    one = file.professional
    meetings = [code for code, does in (("in_person", one.in_person), ("video", one.remote)) if does]
    known = {
        "domicile": file.domicile,
        "borough": file.borough,
        "phone": (file.phones or [""])[0],
        "email": file.email,
        "other_phone": (file.phones or ["", ""])[1] if len(file.phones) > 1 else "",
        "public_phone": one.phone,
        "public_email": one.email,
        "website": one.website,
        "place": one.place,
        "districts": one.districts,
        "languages": one.languages,
        "meetings": meetings,
    }
    fields = {field.name: field for step in steps_of(draft) for field in step.fields}
    return {name: value for name, value in known.items() if name in fields and fields[name].takes(value)}


def save_step(
    application: Application, code: str, values: Mapping[str, Any], *, version: int, by: Person, at: datetime
) -> Application:
    """Keep the answers of one page. `Refused` where it is not theirs, not open, or was changed since it was read."""
    require_own(by, application.person_id)
    step = step_of(application, code)
    if step is None:
        raise Refused(_UNKNOWN)
    taken = _taken(step, values, by=by, at=at)
    answers = {name: value for name, value in application.answers.items() if name not in _given_by(step)} | taken
    trial = Application(
        number=application.number,
        person=application.person,
        body=application.body,
        kind=application.kind,
        again=application.again,
        answers=answers,
    )
    try:
        weigh(trial, on=day_of(at), enclosed=())
    except Refusal as refusal:
        raise Refused(_CONTRADICTION) from refusal
    paid: dict[str, Any] = {}
    if step.kind == "fee":
        # The amount of that day: what was paid does not change when the fee does.
        fee = fee_on(application, day_of(at))
        paid = {"fee_cents": fee.cents if fee else None, "fee_reference": str(taken["fee_reference"])[:60]}
    _change(application, CHANGING, version, answers=answers, changed_at=at, **paid)
    return application


_OF_SUPERVISOR = frozenset({"supervisor", "supervisor_name", "supervisor_certified", "supervisor_mandates"})


def _given_by(step: Step) -> frozenset[str]:
    return _OF_SUPERVISOR if step.kind == "supervisor" else step.names() | {"undertaken_at"}


def _taken(step: Step, values: Mapping[str, Any], *, by: Person, at: datetime) -> dict[str, Any]:
    """The values that this page holds, and nothing else that was sent with them."""
    if step.kind == "supervisor":
        return _supervisor_taken(values, by=by, at=at)
    taken: dict[str, Any] = {}
    for field in step.fields:
        if not field.takes(value := values.get(field.name)):
            raise Refused(_NOT_TAKEN, field=field.name)
        taken[field.name] = value
    if step.kind == "undertaking":
        if taken["undertakes"] is not True:
            raise Refused(_NOT_TAKEN, field="undertakes")
        taken["undertaken_at"] = at.isoformat()
    if step.kind in ("documents", "affidavit"):
        taken[step.seen] = True
    return taken


def _supervisor_taken(values: Mapping[str, Any], *, by: Person, at: datetime) -> dict[str, Any]:
    chosen = values.get("supervisor")
    if chosen is not None:
        known = supervisor_facts(chosen, on=day_of(at)) if type(chosen) is int else None
        if known is None:
            raise Refused(_NOT_TAKEN, field="supervisor")
        return {"supervisor": chosen, "supervisor_name": known["name"]}
    name, certified, mandates = (values.get(f"supervisor_{one}") for one in ("name", "certified", "mandates"))
    if not (isinstance(name, str) and 0 < len(name.strip()) <= 120):
        raise Refused(_NOT_TAKEN, field="supervisor_name")
    if type(certified) is not bool:
        raise Refused(_NOT_TAKEN, field="supervisor_certified")
    if type(mandates) is not int or not 0 <= mandates <= 100_000:
        raise Refused(_NOT_TAKEN, field="supervisor_mandates")
    return {"supervisor_name": name.strip(), "supervisor_certified": certified, "supervisor_mandates": mandates}


def send_application(
    application: Application, *, message: str = "", version: int, by: Person, at: datetime
) -> Application:
    """Send a draft, or answer what more was asked for: the body has received the complete application on that day.

    The day of the first sending stays: the age of what waits counts from it.

    `Refused` where a page is still open, or where the body's office does not act here: nothing is then sent.
    """
    require_own(by, application.person_id)
    if application.state not in CHANGING:
        raise Refused(CLOSED)
    if waiting := [step for step in steps_of(application) if not step.answered(application.answers)]:
        titles = Text("; ".join(one.title.fr for one in waiting), "; ".join(one.title.en for one in waiting))
        raise Refused(_OPEN_PAGES.fill(titles=titles), field=waiting[0].code)
    if not capability_on("certifying_body", application.body_id):
        raise Refused(_OFF.fill(body=application.body.name))
    with transaction.atomic():
        if application.state == "more_asked" and message.strip():
            _say(application, "answered", message, by, at)
        first = {} if application.sent_at else {"sent_at": at, "received_on": day_of(at)}
        _change(
            application,
            CHANGING,
            version,
            state=TABLE.after("send"),
            completed_on=day_of(at),
            changed_at=at,
            **first,
        )
        _journal(
            application,
            "application.sent",
            by,
            at,
            TABLE.transitions["send"].norm,
            documents=len(documents_of(application)),
        )
    return application


def withdraw_application(application: Application, *, version: int, by: Person, at: datetime) -> Application:
    """Take an application back: nothing more comes of it."""
    require_own(by, application.person_id)
    with transaction.atomic():
        _change(application, TABLE.begins("withdraw"), version, state=TABLE.after("withdraw"), changed_at=at)
        _journal(application, "application.withdrawn", by, at)
    return application


def add_document(application: Application, content: bytes, purpose: str, *, by: Person, at: datetime) -> StoredDocument:
    """Enclose a document with an application that is still open."""
    require_own(by, application.person_id)
    asked = {one for step in steps_of(application) for one in step.documents}
    if purpose not in (*asked, *ANYWHERE):
        raise Refused(_NO_PURPOSE, field="purpose")
    if not Application.objects.filter(pk=application.pk, state__in=CHANGING).exists():
        raise Refused(CLOSED)
    return store_document(content, purpose=purpose, subject=("application", application.number), by=by.code, at=at)


def take_document_back(application: Application, document: StoredDocument, *, by: Person, at: datetime) -> None:
    """Remove a document from an application that is still open. Once an officer has seen it, it stays."""
    require_own(by, application.person_id)
    if (document.subject_kind, document.subject) != ("application", application.number):
        raise Refused(_UNKNOWN)
    if application.state not in CHANGING or not may_come_back(application, document):
        raise Refused(CLOSED)
    remove_document(document, by=by.code, at=at)


def may_come_back(application: Application, document: StoredDocument) -> bool:
    """Whether no officer has read this document yet: it came after the last time that more was asked."""
    asked = application.messages.filter(kind="asked").order_by("pk").last()
    seen = asked.at if asked else application.sent_at
    return seen is None or document.added_at > seen


def _change(application: Application, states: tuple[str, ...], version: int, **values: Any) -> None:
    """Write values where the application is still in one of these states and as it was read; `Refused` otherwise."""
    now = Application.objects.filter(pk=application.pk, state__in=states, version=version)
    if not now.update(version=F("version") + 1, **values):
        there = Application.objects.filter(pk=application.pk, version=version).exists()
        raise Refused(CLOSED if there else CHANGED)
    application.refresh_from_db()


def _say(application: Application, kind: str, text: str, by: Person, at: datetime) -> None:
    said = "\n".join(line.strip() for line in text.strip().splitlines())[:4000]
    ApplicationMessage(application=application, kind=kind, text=said, by=by.code, at=at).save(force_insert=True)


def _journal(application: Application, kind: str, by: Person, at: datetime, norm: str = "", **codes: Any) -> None:
    record_entry(kind, by=by.code, at=at, subject=("application", application.number), norm=norm, codes=codes)
