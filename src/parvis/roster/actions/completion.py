"""The end of an undertaking (r. 0.7, s. 7, par. 1, subpar. 3): shown by the mediator, acknowledged by the certifier, or not met.

The showing is made by course attestations and by an affidavit of each supervisor. Whether everything is met, the law says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction

from parvis.config.clock import QUEBEC
from parvis.documents.actions import store_document
from parvis.documents.models import StoredDocument
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.actions.notices import PAST
from parvis.roster.actions.standing import enter_act, hold, record_act
from parvis.roster.models import Certification, StandingAct, SupervisionSession, Undertaking
from parvis.roster.policies import CERTIFY, require_other, require_own
from parvis.roster.possible import require_office
from parvis.roster.progress import NoUndertaking, Picture, acts_of, progress_of
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow, keep

PROOF_NORM, UNMET_NORM = "c25.01-r0.7/s7-al1-p3-proof", "c25.01-r0.7/s7-al1-p3"

_NONE = Text(
    "Aucun engagement n’est en cours pour cette accréditation.", "This certification has no undertaking under way."
)
_NOT_MET = Text("Tout n’est pas encore fait : voyez ce qui manque.", "Not everything is done yet: see what is missing.")
_DONE = Text("L’engagement est déjà reconnu complété.", "The undertaking is already acknowledged as completed.")
_SWORN = Text("Il manque la déclaration sous serment de {name}.", "The affidavit of {name} is missing.")
_STRANGER = Text(
    "Cette personne n’a confirmé aucune de vos séances de supervision.",
    "This person has confirmed none of your supervision sessions.",
)
_IN_TIME = Text(
    "Le délai va jusqu’au {day} : le constat ne se fait que le lendemain.",
    "The period runs until {day}: this is recorded only from the next day.",
)
_NOT_OF_THE_PAST = Text(
    "Cet engagement ne vient pas d’un registre antérieur : il se reconnaît avec ses preuves.",
    "This undertaking does not come from an earlier register: it is acknowledged with its proofs.",
)
_PAST_DAY = Text(
    "Ce jour vient après l’accréditation ({first}), et au plus tard à l’entrée dans Parvis ({last}).",
    "That day comes after the certification ({first}), and no later than the entry in Parvis ({last}).",
)
_LETTER = Text("Votre engagement", "Your undertaking")
_ACKNOWLEDGED = Text(
    "Votre organisme reconnaît que votre engagement est complété. La supervision n’est plus obligatoire.",
    "Your certifying body acknowledges that your undertaking is completed. Supervision is no longer compulsory.",
)
_UNMET = Text(
    "Votre organisme a constaté que votre engagement n’était pas rempli le {day}. Il doit maintenant décider de la suite. "
    "Communiquez avec lui.",
    "Your certifying body has recorded that your undertaking was not performed by {day}. It now has to decide what follows. "
    "Contact it.",
)


def supervisors_of(picture: Picture) -> Sequence[Certification]:
    """Those who confirmed a supervision session of the mandates of an undertaking: each swears to it (s. 7). A mandate that ended
    before it began is that of a former one.
    """
    if picture.beginning.kind == "renewal":
        return []
    began = picture.beginning.day
    mandates = [one for one in picture.mandates.values() if one.closed is None or one.closed >= began]
    held = SupervisionSession.objects.filter(
        learner=picture.certification.professional, state="confirmed", mandate__in=mandates
    )
    found = Certification.objects.filter(pk__in=held.values("supervisor")).select_related("professional", "body")
    return list(found.order_by("professional__name_key", "pk"))


def affidavit_of(picture: Picture, supervisor: Certification) -> StoredDocument | None:
    """The affidavit that a supervisor gave for an undertaking, where it was joined since it began; the last one."""
    joined = StoredDocument.objects.about("undertaking", _subject(picture.certification, supervisor)).kept()
    return joined.filter(added_at__gte=datetime.combine(picture.beginning.day, time(), QUEBEC)).last()


def _subject(certification: Certification, supervisor: Certification) -> str:
    return f"{certification.pk}.{supervisor.pk}"


def join_affidavit(
    certification: Certification, supervisor: Certification, content: bytes, *, by: Person, on: date, at: datetime
) -> StoredDocument:
    """Join the affidavit of one supervisor; by the mediator."""
    require_own(by, certification.professional.file.person_id)
    picture = _picture(certification, on)
    if supervisor.pk not in {one.pk for one in supervisors_of(picture)}:
        raise Refused(_STRANGER, field="file")
    subject = ("undertaking", _subject(certification, supervisor))
    return store_document(content, purpose="affidavit", subject=subject, by=by.code, at=at)


def declare_completion(certification: Certification, *, by: Person, on: date, at: datetime) -> Undertaking:
    """The mediator says that everything is done and shown; the certifier is asked to acknowledge it."""
    require_own(by, certification.professional.file.person_id)
    with transaction.atomic():
        picture = _shown(certification, on)
        row = keep(picture)
        Undertaking.objects.filter(pk=row.pk, declared_on__isnull=True).update(declared_on=on)
        record_entry(
            "undertaking.declared", by=by.code, at=at, subject=("certification", certification.code), norm=PROOF_NORM
        )
    row.refresh_from_db()
    return row


def acknowledge_completion(certification: Certification, *, by: Person, on: date, at: datetime) -> StandingAct:
    """The certifier acknowledges that the undertaking is completed: the act, its notice to the Minister, a letter.

    `Refused` where the law says that it is not met, or where a supervisor's affidavit is missing. Twice is once.
    """
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        Certification.objects.select_for_update().get(pk=certification.pk)
        picture = _shown(certification, on)
        key = f"completed:{certification.pk}:{picture.beginning.day}"
        act = record_act(certification, "undertaking_completed", day=on, by=by, at=at, key=key)
        follow(certification, on=on)
        _tell(certification, _ACKNOWLEDGED)
    return act


def record_past_completion(
    certification: Certification, day: date, *, by: Person, on: date, at: datetime
) -> StandingAct:
    """The certifier records that it acknowledged, before Parvis, an undertaking of an earlier roster. As for what is imported, no
    notice is made again for the past. `Refused` where that is not what is missing, or where the day cannot be.
    """
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        hold(certification)
        require_office(certification)
        picture = _picture(certification, on)
        if picture.status != "unrecorded":
            raise Refused(_DONE if picture.status == "acknowledged" else _NOT_OF_THE_PAST)
        entered = day_of(next(act.at for act in acts_of(certification) if act.day == picture.beginning.day))
        if not picture.beginning.day < day <= entered:
            span = {"first": short_date(picture.beginning.day), "last": short_date(entered)}
            raise Refused(_PAST_DAY.fill(**span), field="day")
        act = StandingAct(
            certification=certification,
            kind="undertaking_completed",
            day=day,
            reason="import",
            by=by.code,
            at=at,
            key=f"{PAST}completed:{certification.pk}:{picture.beginning.day}",
        )
        enter_act(act)
        follow(certification, on=on)
    return act


def record_unmet(certification: Certification, *, by: Person, on: date, at: datetime) -> StandingAct:
    """The certifier records that the undertaking is not met, from the day after its deadline: to suspend or to revoke is then a
    person's decision (s. 7). `Refused` before, or where it is met. Twice is once.
    """
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        Certification.objects.select_for_update().get(pk=certification.pk)
        picture = _picture(certification, on)
        if picture.status == "acknowledged" or picture.law_status == "completed":
            raise Refused(_DONE)
        if picture.status not in ("lapsed", "unrecorded"):
            raise Refused(_IN_TIME.fill(day=short_date(picture.last_day)), norm=UNMET_NORM)
        key = f"unmet:{certification.pk}:{picture.last_day}"
        act = record_act(certification, "undertaking_unmet", day=on, by=by, at=at, key=key)
        follow(certification, on=on)
        _tell(certification, _UNMET.fill(day=short_date(picture.last_day)))
    return act


def _picture(certification: Certification, on: date) -> Picture:
    try:
        picture = progress_of(certification, on)
    except NoUndertaking as none:
        raise Refused(_NONE) from none
    if picture.status == "ended":
        raise Refused(_NONE)
    return picture


def _shown(certification: Certification, on: date) -> Picture:
    """The picture, where the law says that all is met and each supervisor has sworn to it."""
    picture = _picture(certification, on)
    if picture.status == "acknowledged":
        raise Refused(_DONE)
    if picture.law_status != "completed":
        raise Refused(_NOT_MET, norm=PROOF_NORM)
    for each in supervisors_of(picture):
        if affidavit_of(picture, each) is None:
            raise Refused(_SWORN.fill(name=each.professional.name), norm=PROOF_NORM)
    return picture


def _tell(certification: Certification, body: Text) -> None:
    if (box := mailbox_of(certification.professional)) is not None:
        post(Letter(box.email, box.language, _LETTER, (body,)))
