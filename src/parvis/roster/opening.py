"""What is said to open a mandate, and everything that stands against it: read before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import QUESTIONS
from parvis.law.questions.family_mediation.couple_facts import REQUESTS
from parvis.law.questions.mediators.fees_facts import REGULATION
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.certified import certified_on
from parvis.roster.conflict import Match, conflicts
from parvis.roster.court_files import bare_number, mandates_of_file
from parvis.roster.kinds import MANDATES, OBJECTS, REFERRALS
from parvis.roster.models import Certification, Couple, Mandate
from parvis.roster.telling import mailbox_of

#: The certification that each kind of mandate asks for.
CERTIFIED_FOR = {
    "family": "family_mediation",
    "small_claims": "small_claims_mediation",
    "arbitration": "small_claims_arbitration",
}
#: Which patrimony is dealt with, in the words of `family-mediation/undertaking`.
PATRIMONY_FORMS = ("marriage", "de_facto")
#: The most parties of one mandate. Not legal: more than that is a mistake in the form.
MOST_PARTIES = 12

_KIND = Text("Ce genre de mandat n’existe pas.", "This kind of mandate does not exist.")
WRONG_CERTIFICATION = Text(
    "Cette accréditation n’est pas pour ce genre de mandat.", "This certification is not for this kind of mandate."
)
_NOT_CERTIFIED = Text(
    "Le {day}, votre accréditation n’est pas en vigueur. Un mandat ne s’ouvre pas ce jour-là.",
    "On {day}, your certification is not in force. A mandate is not opened on that day.",
)
_CO_NOT_CERTIFIED = Text(
    "Le {day}, l’accréditation de la comédiatrice ou du comédiateur n’est pas en vigueur.",
    "On {day}, the co-mediator’s certification is not in force.",
)
_CO_OTHER_KIND = Text(
    "L’accréditation de cette personne n’est pas pour ce genre de mandat.",
    "This person’s certification is not for this kind of mandate.",
)
_CO_ONESELF = Text(
    "La comédiatrice ou le comédiateur est une autre personne que vous.", "The co-mediator is somebody else than you."
)
_CO_UNREACHED = Text(
    "{name} n’a ni compte ni courriel ici, et ne peut donc pas accepter. Laissez ce champ vide pour l’instant. Une fois son compte "
    "ouvert, vous ajoutez son nom en corrigeant le mandat.",
    "{name} has no account and no e-mail here, and so cannot accept. Leave this field empty for now. Once their account is "
    "open, you add their name by correcting the mandate.",
)
NOT_YET = Text("Ce jour n’est pas encore venu.", "That day has not come yet.")
_NO_COUPLE = Text(
    "Inscrivez le numéro que le Service a donné au couple. Sans lui, rien ne peut être réclamé. Le couple, ou vous, le "
    "demandez au Service.",
    "Enter the number that the Service gave the couple. Without it nothing can be claimed. The couple, or you, ask the "
    "Service for it.",
)
_DISTRICT = Text("Choisissez un district de la liste.", "Choose a district of the list.")
_NO_FILE = Text("Inscrivez le numéro du dossier de la cour.", "Enter the number of the court file.")
_BEFORE_THE_LAW = Text(
    "Pour une petite créance, Parvis connaît la loi depuis le {day} : rien ne peut être compté avant.",
    "For a small claim, Parvis knows the law since {day}: nothing can be counted before.",
)
_NOT_MANDATORY = Text(
    "Aucune médiation des petites créances n’était obligatoire avant le {day}.",
    "No mediation of small claims was mandatory before {day}.",
)
_REQUEST = Text("Dites ce que le couple demande.", "Say what the couple asks for.")
_CHILDREN = Text(
    "Dites si l’intérêt des parties et de leurs enfants est en jeu.",
    "Say whether the interests of the parties and their children are at stake.",
)
_OBJECTS = Text("Choisissez au moins un objet.", "Choose at least one object.")
_FORM = Text(
    "Dites si le patrimoine est celui d’un mariage ou d’une union civile, ou celui de conjoints de fait.",
    "Say whether the property is that of a marriage or civil union, or of de facto spouses.",
)
_REFERRAL = Text("Dites comment la médiation commence.", "Say how the mediation comes about.")
_TWO_PARTIES = Text(
    "Inscrivez le nom de chaque partie, deux au moins. Les noms ne sont pas gardés.",
    "Enter each party’s name, at least two. Names are not kept.",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is said to open a mandate. `couple`: the number that the Service gave; `parties`: names, never kept; `no_conflict`: who
    opens it looked at what the conflict check found, and says that there is none.
    """

    kind: str
    opened: date
    parties: tuple[str, ...] = ()
    couple: str = ""
    court_file: str = ""
    district: str = ""
    referral: str = "voluntary"
    request: str = ""
    children: bool | None = None
    mandatory: bool = False
    objects: tuple[str, ...] = ()
    patrimony_form: str = ""
    co_mediator: Certification | None = None
    no_conflict: bool = False


def conflicts_found(certification: Certification, opening: Opening, couple: Couple | None) -> list[Match]:
    """What the conflict check finds among one's other mandates: those of this same couple, or court file, are not a conflict. A
    co-mediator's are looked at when they accept, for them alone.
    """
    matches = conflicts(certification.professional, opening.parties)
    same = Mandate.objects.filter(couple=couple) if couple else mandates_of_file(opening.kind, opening.court_file)
    numbers = set(same.filter(number__in=[one.number for one in matches]).values_list("number", flat=True))
    return [one for one in matches if one.number not in numbers]


def opening_faults(certification: Certification | None, opening: Opening, *, at: datetime) -> Iterator[Refused]:
    """Everything that stands against opening a mandate, each at its field, short of the conflict check and of what is open already.

    `certification`: None where it is still to be chosen; what depends on it is then not looked at.
    """
    if opening.kind not in MANDATES:
        yield Refused(_KIND, field="kind")
    elif certification is not None and certification.kind != CERTIFIED_FOR[opening.kind]:
        yield Refused(WRONG_CERTIFICATION, field="kind")
    if opening.opened > day_of(at):
        yield Refused(NOT_YET, field="opened")
    elif certification is not None and not certified_on(certification, opening.opened):
        yield Refused(_NOT_CERTIFIED.fill(day=short_date(opening.opened)), field="opened")
    yield from _together(certification, opening)
    names = [name for name in opening.parties if name.strip()]
    if not 2 <= len(names) <= MOST_PARTIES or not all(any(sign.isalnum() for sign in name) for name in names):
        yield Refused(_TWO_PARTIES, field="parties")
    if opening.district and not District.objects.filter(slug=opening.district).exists():
        yield Refused(_DISTRICT, field="district")
    if opening.kind == "family":
        yield from _family(opening)
    elif opening.kind in MANDATES:
        if not any(sign.isdigit() for sign in bare_number(opening.court_file)):
            yield Refused(_NO_FILE, field="court_file")
        if opening.opened < (first := QUESTIONS["small-claims/mediator-fees"].facts.answers_from):
            yield Refused(_BEFORE_THE_LAW.fill(day=short_date(first)), field="opened")
        if opening.mandatory and opening.opened < REGULATION:
            yield Refused(_NOT_MANDATORY.fill(day=short_date(REGULATION)), field="mandatory")


def _together(certification: Certification | None, opening: Opening) -> Iterator[Refused]:
    other = opening.co_mediator
    if other is None:
        return
    if certification is not None and other.professional_id == certification.professional_id:
        yield Refused(_CO_ONESELF, field="co_mediator")
    elif other.kind != CERTIFIED_FOR.get(opening.kind):
        yield Refused(_CO_OTHER_KIND, field="co_mediator")
    elif not certified_on(other, opening.opened):
        yield Refused(_CO_NOT_CERTIFIED.fill(day=short_date(opening.opened)), field="co_mediator")
    elif mailbox_of(other.professional) is None:
        yield _unreached(other)


def require_reached(asked: Certification) -> None:
    """`Refused` where nobody could ever answer: no account, and no e-mail by which to be asked."""
    if mailbox_of(asked.professional) is None:
        raise _unreached(asked)


def _unreached(asked: Certification) -> Refused:
    return Refused(_CO_UNREACHED.fill(name=asked.professional.name), field="co_mediator")


def _family(opening: Opening) -> Iterator[Refused]:
    if not (opening.couple and Couple.objects.filter(number=opening.couple).exists()):
        yield Refused(_NO_COUPLE, field="couple")
    if opening.request not in REQUESTS:
        yield Refused(_REQUEST, field="request")
    if opening.children is None:
        yield Refused(_CHILDREN, field="children")
    if opening.referral not in REFERRALS:
        yield Refused(_REFERRAL, field="referral")
    if not opening.objects or not set(opening.objects) <= set(OBJECTS):
        yield Refused(_OBJECTS, field="objects")
    if "patrimony" in opening.objects and opening.patrimony_form not in PATRIMONY_FORMS:
        yield Refused(_FORM, field="patrimony_form")
