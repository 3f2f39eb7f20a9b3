"""The notices to the Minister as an officer and the Service read them: what waits, what each says, as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Min, QuerySet

from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, long_date, written_in
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.roster.act_words import ACTS, NOTICES, cite_of
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models import MinisterNotice
from parvis.roster.policies import bodies_of
from parvis.roster.signed_file import SignedFile, signed_file

#: The words of each item that a notice gives (r. 0.7, s. 6, par. 1; r. 0.6.1, ss. 3 and 35), in their order.
ITEMS: Mapping[str, Text] = {
    "name": Text("Nom", "Name"),
    "addresses": Text("Adresses", "Addresses"),
    "domicile": Text("Domicile professionnel", "Professional domicile"),
    "borough": Text("Arrondissement", "Borough"),
    "telephones": Text("Téléphones", "Telephones"),
    "email": Text("Courriel", "Email"),
    "member_number": Text("Numéro de membre ou d’employé", "Member or employee number"),
    "certifier": Text("Organisme", "Certifying body"),
    "certification": Text("Accréditation pour", "Certified for"),
    "certified_on": Text("Accrédité le", "Certified on"),
    "districts": Text("Districts", "Districts"),
    "remote_interest": Text("Intérêt pour les séances à distance", "Interest in remote sessions"),
    "matters": Text("Matières", "Matters"),
    "act": Text("Acte", "Act"),
    "day": Text("Jour de la décision", "Day of the decision"),
    "informed": Text("L’organisme l’a appris le", "The body was informed on"),
    "norm": Text("Norme", "Norm"),
    "corrects": Text("Acte corrigé", "Act that is corrected"),
    "corrects_day": Text("Jour de cet acte", "Day of that act"),
}
_OPTIONAL = Text(
    "Aucun texte vu n’exige cet avis ; il est donné pour information.",
    "No text that was seen asks for this notice; it is given for information.",
)
STATES = state_table("notice").states
_INFORMS = Text("Pour information, pas transmis", "For information, not sent")
_TITLE = Text(
    "Avis au ministre de la Justice n° {number} : {kind}", "Notice to the Minister of Justice No. {number}: {kind}"
)
_YES, _NO = Text("oui", "yes"), Text("non", "no")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: how many notices, the moment of the oldest, the first ones."""

    total: int
    oldest: datetime | None
    notices: tuple[MinisterNotice, ...]


def by_email() -> bool:
    """Whether this installation knows where the Minister's desk receives notices by e-mail."""
    return bool(settings.MINISTER_DESK)


def notices_of(person: Person, *, at: datetime) -> QuerySet[MinisterNotice]:
    """The notices of the bodies for which a person certifies, the newest first."""
    return MinisterNotice.objects.filter(certification__body__in=bodies_of(person, at=at)).select_related(
        "certification__professional", "certification__body", "act"
    )


def waiting_for(person: Person, *, at: datetime, most: int = 50, mandated: bool | None = None) -> Waiting:
    """What was not sent yet for an officer's bodies, the oldest first. `mandated`: only what a text asks for (True), which is to be
    sent; only what none does (False), which is given for information.
    """
    found = notices_of(person, at=at).to_send()  # type: ignore[attr-defined]
    return _waiting(found if mandated is None else found.filter(mandated=mandated), most)


def to_acknowledge(person: Person, *, at: datetime, most: int = 50) -> Waiting:
    """What the Service received and has not acknowledged, the oldest first."""
    seen = MinisterNotice.objects.visible_to(person, at=at).filter(state="sent")
    named = seen.select_related("certification__professional", "certification__body", "act")
    return _waiting(named.order_by("sent_at", "pk"), most)


def _waiting(found: QuerySet[MinisterNotice], most: int) -> Waiting:
    oldest = found.order_by().aggregate(oldest=Min("made_at"))["oldest"]
    return Waiting(found.count() if oldest else 0, oldest, tuple(found[:most]) if oldest else ())


def late(notice: MinisterNotice, on: date) -> bool:
    """Whether the day that Parvis aims at is past, where a text asks for the notice. The target is ours: it says "without delay"."""
    return notice.mandated and notice.state in ("made", "failed") and notice.target < on


def state_of(notice: MinisterNotice) -> Text:
    """Where a notice stands, in words: one that no text asks for is never said to be due."""
    return _INFORMS if notice.state == "made" and not notice.mandated else STATES[notice.state]


def title_of(notice: MinisterNotice) -> Text:
    """What a notice is, in one line."""
    return _TITLE.fill(number=notice.number, kind=NOTICES[notice.kind])


def lines_of(notice: MinisterNotice) -> list[tuple[Text, Text]]:
    """Each item that a notice gives, with its value; what is empty is said to be."""
    content = dict(notice.content)
    if content.get("certifier") == notice.certification.body_id:
        content["certifier"] = notice.certification.body.name
    return [(label, _value(name, content[name])) for name, label in ITEMS.items() if name in content]


def _value(name: str, value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, list):
        value = "; ".join(str(one) for one in value)
    words = {"act": ACTS, "corrects": ACTS, "certification": CERTIFICATIONS}.get(name, {})
    if isinstance(value, str) and value in words:
        return words[value]
    if name in ("day", "informed", "certified_on", "corrects_day") and value:
        return long_date(date.fromisoformat(str(value)))
    if name == "norm" and value:
        return cite_of(str(value))
    text = str(value) or "–"
    return Text(text, text)


def written(notice: MinisterNotice, lang: str) -> str:
    """A notice as a text."""
    made = long_date(day_of(notice.made_at)).to(lang)
    lines = [title_of(notice).to(lang), made, ""]
    lines += [
        f"{label.to(lang)} : {value.to(lang)}" if lang == "fr" else f"{label.to(lang)}: {value.to(lang)}"
        for label, value in lines_of(notice)
    ]
    if not notice.mandated:
        lines += ["", written_in(lang, _OPTIONAL)]
    return "\n".join(lines) + "\n"


def told(notice: MinisterNotice) -> dict[str, object]:
    """A notice as the signed file gives it."""
    return {
        "number": notice.number,
        "kind": notice.kind,
        "mandated": notice.mandated,
        "made": day_of(notice.made_at).isoformat(),
        **{name: notice.content[name] for name in ITEMS if name in notice.content},
    }


def file_of(notices: Iterable[MinisterNotice]) -> SignedFile:
    """Some notices as one signed file."""
    kept = list(notices)
    text = {lang: "\n".join(written(one, lang) for one in kept) for lang in ("fr", "en")}
    return signed_file([told(one) for one in kept], text=text)
