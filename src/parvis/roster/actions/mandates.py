"""Acts on a mandate: opened by the mediator, changed, closed. Dates, objects, outcome: never what was said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.conflict import Match
from parvis.roster.court_files import mandates_of_file
from parvis.roster.kinds import OBJECTS, OUTCOMES
from parvis.roster.models import Certification, Couple, Mandate, MandateParty
from parvis.roster.numbers import new_number
from parvis.roster.opening import NOT_YET, Opening, conflicts_found, opening_faults
from parvis.roster.parties import digests_of
from parvis.roster.policies import require_own
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow_mandate

_CO_SUBJECT = Text("Un mandat en comédiation", "A mandate in co-mediation")
_ASKS_YOU = Text(
    "{name} vous demande de médier au mandat {number}. Rien n’est fait sans vous : répondez sur Parvis (Ma pratique, Comédiations).",
    "{name} asks you to mediate on mandate {number}. Nothing is done without you: answer on Parvis (My practice, Co-mediations).",
)
_FILE_HELD = Text(
    "Vous avez déjà un mandat dans ce dossier de la cour : {number}. Continuez dans celui-là ; s’il est fermé, écrivez au Service.",
    "You already have a mandate on this court file: {number}. Go on in that one; if it is closed, write to the Service.",
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
    found = conflicts_found(certification, opening, couple)
    if found and not opening.no_conflict:
        raise _conflict_met(certification, opening, found, by, at)
    with transaction.atomic():
        list(
            Certification.objects.select_for_update().filter(professional=certification.professional_id).order_by("pk")
        )
        _one_open(certification, opening, couple)
        mandate = _written(certification, opening, couple, by, at)
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


def _conflict_met(
    certification: Certification, opening: Opening, found: list[Match], by: Person, at: datetime
) -> Refused:
    """What is told of a conflict that was found; that it was met is in the journal, without a name."""
    record_entry(
        "mandate.conflict_met",
        by=by.code,
        at=at,
        subject=("certification", certification.code),
        codes={"kind": opening.kind, "opened": opening.opened, "names_met": len(found)},
    )
    numbers = ", ".join(sorted({match.number or _ANOTHER.en for match in found}))
    said = ", ".join(sorted({match.number or _ANOTHER.fr for match in found}))
    return Refused(_CONFLICT.fill(numbers=Text(said, numbers)), field="no_conflict")


def _written(
    certification: Certification, opening: Opening, couple: Couple | None, by: Person, at: datetime
) -> Mandate:
    family = opening.kind == "family"
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
        for place, digest in enumerate(digests_of(opening.parties), start=1)
    )
    return mandate


def tell_asked(mandate: Mandate, asked: Certification) -> None:
    """Tell somebody, by letter, that they are asked to mediate with whoever opened the mandate."""
    box = mailbox_of(asked.professional)
    if box is not None:
        said = _ASKS_YOU.fill(name=mandate.mediator.professional.name, number=mandate.number)
        post(Letter(box.email, box.language, _CO_SUBJECT, (said,)))


def check_opening(certification: Certification, opening: Opening, *, by: Person, at: datetime) -> Couple | None:
    """Whether a mandate could be opened, short of the conflict check: for the page that shows the answers before they are sent."""
    require_own(by, own_of(certification))
    return _checked(certification, opening, at)


def _checked(certification: Certification, opening: Opening, at: datetime) -> Couple | None:
    for fault in opening_faults(certification, opening, at=at):
        raise fault
    return Couple.objects.filter(number=opening.couple).first() if opening.kind == "family" else None


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
        raise Refused(NOT_YET, field="closed")
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
