"""The two who give a group session are told by letter: it is planned, it changes, it is cancelled, somebody takes their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parvis.config.clock import QUEBEC
from parvis.law.kernel.text import Text, long_date
from parvis.people.letters import Letter, post
from parvis.places.models import District
from parvis.roster.actions.sessions import clock_words
from parvis.roster.kinds import LANGUAGES, MEETINGS
from parvis.roster.models import Certification, GroupSession
from parvis.roster.telling import mailbox_of

_SUBJECT: Mapping[str, Text] = {
    "planned": Text("Une séance de groupe est prévue avec vous", "A group session is planned with you"),
    "changed": Text("Votre séance de groupe change", "Your group session changes"),
    "cancelled": Text("Votre séance de groupe est annulée", "Your group session is cancelled"),
    "released": Text("Vous ne donnez plus cette séance de groupe", "You no longer give this group session"),
}
_FIRST: Mapping[str, Text] = {
    "planned": Text(
        "Le Service de médiation familiale prévoit une séance de groupe avec vous : parentalité et médiation.",
        "The Family Mediation Service plans a group session with you: parenting and mediation.",
    ),
    "changed": Text(
        "Le Service de médiation familiale a changé une séance de groupe que vous donnez. Voici ce qu’elle est maintenant.",
        "The Family Mediation Service changed a group session that you give. Here is what it is now.",
    ),
    "cancelled": Text(
        "Le Service de médiation familiale annule une séance de groupe que vous deviez donner.",
        "The Family Mediation Service cancels a group session that you were to give.",
    ),
    "released": Text(
        "Le Service de médiation familiale a confié à une autre personne une séance de groupe que vous deviez donner.",
        "The Family Mediation Service gave somebody else a group session that you were to give.",
    ),
}
_WHEN = Text("Le {day}, de {begins} à {ends}.", "From {begins} to {ends}, on {day}.")
_WHERE = Text(
    "District : {district}. Comment : {meeting}. Langue : {language}.",
    "District: {district}. How: {meeting}. Language: {language}.",
)
_PLACE = Text("Adresse : {place}", "Address: {place}")
_FREE = Text("Vous êtes libre à cette heure.", "You are free at that time.")
_SEE = Text(
    "Elle est dans Parvis, à « Mes séances de groupe ». Si vous ne pouvez pas venir, écrivez au Service dès que possible.",
    "It is in Parvis, under “My group sessions”. If you cannot come, write to the Service as soon as you can.",
)


def tell_mediators(
    session: GroupSession,
    what: str,
    *,
    only: Sequence[Certification] | None = None,
    new: Sequence[Certification] = (),
) -> None:
    """Write to those who give a session, once the present transaction has ended well. `what`: planned, changed, cancelled, released.

    `only`: to these alone; `new`: those for whom a session that changes is one that is planned.
    """
    giving = [one.certification for one in session.presences.filter(voided=False).select_related("certification")]
    told = {one.pk for one in new}
    for one in giving if only is None else only:
        box = mailbox_of(one.professional)
        if box is not None:
            kind = "planned" if one.pk in told else what
            post(Letter(box.email, box.language, _SUBJECT[kind], _lines(session, kind)))


def _lines(session: GroupSession, kind: str) -> tuple[Text, ...]:
    district = District.objects.filter(slug=session.district).first()
    begins, ends = session.begins_at.astimezone(QUEBEC), session.ends_at.astimezone(QUEBEC)
    lines = [
        _FIRST[kind],
        _WHEN.fill(day=long_date(begins.date()), begins=clock_words(begins), ends=clock_words(ends)),
        _WHERE.fill(
            district=district.name if district else session.district,
            meeting=MEETINGS[session.meeting],
            language=LANGUAGES[session.language],
        ),
    ]
    if session.place:
        lines.append(_PLACE.fill(place=session.place))
    lines.append(_SEE if kind in ("planned", "changed") else _FREE)
    return tuple(lines)
