"""Acts on a mandate: opened by the mediator, changed, closed. Dates, objects, outcome: never what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import QUESTIONS
from parvis.law.questions.family_mediation.couple_facts import REQUESTS
from parvis.law.questions.mediators.fees_facts import REGULATION
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.certified import certified_on
from parvis.roster.conflict import Match, conflicts
from parvis.roster.court_files import bare_number, mandates_of_file
from parvis.roster.kinds import MANDATES, OBJECTS, OUTCOMES, REFERRALS
from parvis.roster.models import Certification, Couple, Mandate, MandateParty
from parvis.roster.numbers import new_number
from parvis.roster.parties import digests_of
from parvis.roster.policies import require_own
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow_mandate

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
_CO_SUBJECT = Text("Un mandat en comédiation", "A mandate in co-mediation")
_ASKS_YOU = Text(
    "{name} vous demande de médier au mandat {number}. Rien n’est fait sans vous : répondez sur Parvis (Ma pratique, Comédiations).",
    "{name} asks you to mediate on mandate {number}. Nothing is done without you: answer on Parvis (My practice, Co-mediations).",
)
_FILE_HELD = Text(
    "Vous avez déjà un mandat dans ce dossier de la cour : {number}. Continuez dans celui-là ; s’il est fermé, écrivez au Service.",
    "You already have a mandate on this court file: {number}. Go on in that one; if it is closed, write to the Service.",
)
_FUTURE = Text("Ce jour n’est pas encore venu.", "That day has not come yet.")
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
_CONFLICT = Text(
    "Une personne de ce nom est déjà partie à un mandat ({numbers}). Vérifiez, puis dites qu’il n’y a pas de conflit.",
    "A person of this name is already a party to a mandate ({numbers}). Check, then say that there is no conflict.",
)
_ANOTHER = Text("celui d’une autre personne", "somebody else’s")
_TWICE = Text(
    "Vous avez déjà ce mandat ouvert avec ce numéro : {number}.", "You already have this mandate open: {number}."
)
_CHANGED = Text(
    "Ce mandat vient de changer. Relisez-le et recommencez.",
    "This mandate has just changed. Read it again, then retry.",
)
_CLOSED = Text("Ce mandat est fermé.", "This mandate is closed.")
_OUTCOME = Text("Dites comment la médiation a fini.", "Say how the mediation ended.")
_BEFORE = Text("Un mandat ne ferme pas avant son ouverture.", "A mandate does not close before it opens.")
_SESSION_AFTER = Text("Une séance a eu lieu après ce jour.", "A session was held after that day.")
_WORK_AFTER = Text("Du travail est inscrit après ce jour.", "Work is written down after that day.")
_BEGUN = Text(
    "Une séance de médiation, ou du travail, est inscrit : la médiation a commencé. Choisissez une autre fin, ou retirez ce qui "
    "est inscrit par erreur.",
    "A mediation session, or work, is recorded: the mediation has begun. Choose another end, or void what was recorded by "
    "mistake.",
)
_AGREED = Text("Ce qui est convenu est parmi les objets confiés.", "What was agreed is among the objects entrusted.")
_FULL_MEANS_ALL = Text(
    "Une entente complète porte sur tous les objets ; une entente partielle, sur une partie ; sans entente, sur aucun.",
    "A full agreement is on all the objects; a partial one, on some; no agreement, on none.",
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


def own_of(certification: Certification) -> int | None:
    """The account of the professional whose certification it is; None where there is none."""
    file = getattr(certification.professional, "file", None)
    return file.person_id if file else None


def require_mediator(mandate: Mandate, by: Person) -> Certification:
    """The certification under which somebody mediates in a mandate; `Refused` where they do not."""
    for each in (mandate.mediator, mandate.co_mediator):
        if each is not None and own_of(each) == by.pk:
            return each
    require_own(by, None)
    return mandate.mediator


def hold_mandate(mandate: Mandate) -> Mandate:
    """A mandate as it is now, held until the transaction ends: nobody closes it, nor writes a session in it, meanwhile."""
    two = ("mediator__professional__file", "co_mediator__professional__file")
    return Mandate.objects.select_for_update(of=("self",)).select_related(*two).get(pk=mandate.pk)


def open_mandate(certification: Certification, opening: Opening, *, by: Person, at: datetime) -> Mandate:
    """Open a mandate under one's own certification; `Refused` with the field where it is not opened.

    Norms: r. 0.7, ss. 1, 3 and 10 for a couple; r. 0.6.1 for small claims. The certification is in force on the day, the couple
    has the Service's number, no conflict is known. Names give keyed digests and are forgotten.
    """
    require_own(by, own_of(certification))
    couple = _checked(certification, opening, at)
    digests = digests_of(opening.parties)
    found = conflicts_found(certification, opening, couple)
    if found and not opening.no_conflict:
        record_entry(
            "mandate.conflict_met",
            by=by.code,
            at=at,
            subject=("certification", certification.code),
            codes={"kind": opening.kind, "opened": opening.opened, "names_met": len(found)},
        )
        numbers = ", ".join(sorted({match.number or _ANOTHER.en for match in found}))
        said = ", ".join(sorted({match.number or _ANOTHER.fr for match in found}))
        raise Refused(_CONFLICT.fill(numbers=Text(said, numbers)), field="no_conflict")
    family = opening.kind == "family"
    with transaction.atomic():
        list(
            Certification.objects.select_for_update().filter(professional=certification.professional_id).order_by("pk")
        )
        _one_open(certification, opening, couple)
        mandate = Mandate.objects.create(
            number=new_number("M", at=at),
            kind=opening.kind,
            mediator=certification,
            co_asked=opening.co_mediator,
            couple=couple,
            court_file=opening.court_file,
            district=opening.district,
            referral=opening.referral,
            request=opening.request if family else "",
            children_interests=opening.children if family else None,
            mandatory=opening.mandatory,
            opened=opening.opened,
            objects_entrusted=list(opening.objects),
            patrimony_form=opening.patrimony_form,
            added_at=at,
            added_by=by.code,
        )
        MandateParty.objects.bulk_create(
            MandateParty(mandate=mandate, position=place, name_digest=digest)
            for place, digest in enumerate(digests, start=1)
        )
        record_entry(
            "mandate.opened",
            by=by.code,
            at=at,
            subject=("mandate", mandate.code),
            codes={
                "kind": mandate.kind,
                "certification": certification.code,
                "opened": mandate.opened,
                "names_met": len(found),
                "asked": opening.co_mediator.code if opening.co_mediator else "nobody",
            },
        )
        if opening.co_mediator is not None:
            tell_asked(mandate, opening.co_mediator)
    return mandate


def tell_asked(mandate: Mandate, asked: Certification) -> None:
    """Tell somebody, by letter, that they are asked to mediate with whoever opened the mandate."""
    box = mailbox_of(asked.professional)
    if box is not None:
        said = _ASKS_YOU.fill(name=mandate.mediator.professional.name, number=mandate.number)
        post(Letter(box.email, box.language, _CO_SUBJECT, (said,)))


def conflicts_found(certification: Certification, opening: Opening, couple: Couple | None) -> list[Match]:
    """What the conflict check finds among one's other mandates: those of this same couple, or court file, are not a conflict. A
    co-mediator's are looked at when they accept, for them alone.
    """
    matches = conflicts(certification.professional, opening.parties)
    same = Mandate.objects.filter(couple=couple) if couple else mandates_of_file(opening.kind, opening.court_file)
    numbers = set(same.filter(number__in=[one.number for one in matches]).values_list("number", flat=True))
    return [one for one in matches if one.number not in numbers]


def check_opening(certification: Certification, opening: Opening, *, by: Person, at: datetime) -> Couple | None:
    """Whether a mandate could be opened, short of the conflict check: for the page that shows the answers before they are sent."""
    require_own(by, own_of(certification))
    return _checked(certification, opening, at)


def _checked(certification: Certification, opening: Opening, at: datetime) -> Couple | None:
    for fault in opening_faults(certification, opening, at=at):
        raise fault
    return Couple.objects.filter(number=opening.couple).first() if opening.kind == "family" else None


def opening_faults(certification: Certification | None, opening: Opening, *, at: datetime) -> Iterator[Refused]:
    """Everything that stands against opening a mandate, each at its field, short of the conflict check and of what is open already.

    `certification`: None where it is still to be chosen; what depends on it is then not looked at.
    """
    if opening.kind not in MANDATES:
        yield Refused(_KIND, field="kind")
    elif certification is not None and certification.kind != CERTIFIED_FOR[opening.kind]:
        yield Refused(WRONG_CERTIFICATION, field="kind")
    if opening.opened > day_of(at):
        yield Refused(_FUTURE, field="opened")
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


def _one_open(certification: Certification, opening: Opening, couple: Couple | None) -> None:
    """One mandate at a time for a person, under whichever certification; and one a court file, closed or not, once a session
    or work is written in it: closed and opened again, the file would be given its free hours again. Another mediator may take it up.
    """
    mine = Q(mediator__professional=certification.professional_id)
    there = Mandate.objects.filter(couple=couple) if couple else mandates_of_file(opening.kind, opening.court_file)
    theirs = there.filter(mine, kind=opening.kind)
    field = "couple" if couple else "court_file"
    if (found := theirs.filter(closed__isnull=True).first()) is not None:
        raise Refused(_TWICE.fill(number=found.number), field=field)
    used = Q(sessions__voided_at__isnull=True, sessions__isnull=False) | Q(
        work__voided_at__isnull=True, work__isnull=False
    )
    if couple is None and (held := theirs.filter(used).first()) is not None:
        raise Refused(_FILE_HELD.fill(number=held.number), field=field)


def close_mandate(
    mandate: Mandate, *, closed: date, agreed: Collection[str], outcome: str, version: int, by: Person, at: datetime
) -> Mandate:
    """Close a mandate: the objects on which there is an agreement, and the outcome, nothing of what was said (C.C.P., 606)."""
    require_mediator(mandate, by)
    if outcome not in OUTCOMES:
        raise Refused(_OUTCOME, field="outcome")
    if closed > day_of(at):
        raise Refused(_FUTURE, field="closed")
    if closed < mandate.opened:
        raise Refused(_BEFORE, field="closed")
    _agreed_fits(mandate, set(agreed), outcome)
    try:
        with transaction.atomic():
            _nothing_after(hold_mandate(mandate), closed, outcome)
            done = Mandate.objects.filter(pk=mandate.pk, version=version, closed__isnull=True).update(
                closed=closed, agreed=[one for one in OBJECTS if one in agreed], outcome=outcome, version=version + 1
            )
            if not done:
                raise Refused(_CLOSED if Mandate.objects.filter(pk=mandate.pk, closed__isnull=False) else _CHANGED)
            record_entry(
                "mandate.closed",
                by=by.code,
                at=at,
                subject=("mandate", mandate.code),
                codes={"outcome": outcome, "closed": closed},
            )
            follow_mandate(mandate, on=day_of(at))
    except IntegrityError as clash:
        raise Refused(_AGREED, field="agreed") from clash
    mandate.refresh_from_db()
    return mandate


def _nothing_after(mandate: Mandate, closed: date, outcome: str) -> None:
    """`Refused` where something written in a mandate, held now, does not let it end on that day, or so."""
    if mandate.sessions.filter(voided_at__isnull=True, day__gt=closed).exists():
        raise Refused(_SESSION_AFTER, field="closed")
    work = mandate.work.filter(voided_at__isnull=True)
    if work.filter(day__gt=closed).exists():
        raise Refused(_WORK_AFTER, field="closed")
    if outcome == "not_begun" and (work.exists() or mandate.sessions.filter(voided_at=None, kind="mediation").exists()):
        raise Refused(_BEGUN, field="outcome")


def _agreed_fits(mandate: Mandate, agreed: set[str], outcome: str) -> None:
    entrusted = set(mandate.objects_entrusted)
    if not agreed <= entrusted:
        raise Refused(_AGREED, field="agreed")
    if mandate.kind != "family":
        return
    fits = {
        "full": agreed == entrusted,
        "partial": bool(agreed) and agreed < entrusted,
        "none": not agreed,
        "not_begun": not agreed,
    }
    if not fits[outcome]:
        raise Refused(_FULL_MEANS_ALL, field="agreed")
