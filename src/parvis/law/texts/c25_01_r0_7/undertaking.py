"""The undertaking of a certified mediator: s. 1, subpar. 4, s. 2, par. 2, s. 3, par. 1, and the reduced one of s. 4.1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, counted, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.supervision import weigh_supervision
from parvis.law.texts.c25_01_r0_7.undertaking_case import Case
from parvis.law.texts.c25_01_r0_7.undertaking_measure import IN, OBJECTS, Hours, enough, trained

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

ONE_MANDATE, MANDATES = Text("mandat", "mandate"), Text("mandats", "mandates")
_MANDATES = Text(
    "Mandats qui comptent: {done}; il en faut {needed}.", "Mandates that count: {done}; {needed} are needed."
)
_REPLACED = Text("L'engagement réduit remplace ce nombre.", "The reduced undertaking replaces this number.")
_MEETS = Text("Ces mandats respectent l'article 3.", "These mandates meet section 3.")
_MEETS_NOT = Text("Ces mandats ne respectent pas encore l'article 3.", "These mandates do not meet section 3 yet.")
_NOT_REDUCED = Text("L'engagement n'est pas réduit.", "The undertaking is not reduced.")
_PRIOR = Text(
    "Un mandat a commencé avant l'accréditation et s'est terminé après. Il est compté; l'accréditeur peut en juger "
    "autrement.",
    "A mandate began before certification and ended after it. It is counted; the certifier may judge otherwise.",
)
_RUNS = Text("Le délai court jusqu'au {deadline}.", "The period runs until {deadline}.")
_OVER = Text("Le délai a pris fin le {deadline}.", "The period ended on {deadline}.")
_UNMET = Text(
    "Le délai a pris fin et l'engagement n'est pas complété. L'accréditeur choisit entre suspendre et révoquer "
    "l'accréditation. Une prolongation pour incapacité peut se demander jusqu'à sa décision.",
    "The period has ended and the undertaking is not completed. The certifier chooses between suspending and revoking "
    "the certification. An extension for inability may be asked for until that decision.",
)
_IN_TIME = Text("L'engagement est complété le {day}, dans le délai.", "The undertaking is completed on {day}, in time.")
_QUALIFIED = Text("La personne qui supervise remplit les conditions.", "The supervisor meets the conditions.")
_NONE_SUPERVISED = Text(
    "Aucun mandat supervisé n'est encore terminé dans le délai.",
    "No supervised mandate is completed in the period yet.",
)
_UNQUALIFIED = Text(
    "{mandates} sous la supervision d'une personne non accréditée, ou qui a complété moins de {needed} mandats.",
    "{mandates} supervised by a person who is not certified, or who has completed fewer than {needed} mandates.",
)
_HOURS = Text("Heures qui comptent: {done}; il en faut {needed}.", "Hours that count: {done}; {needed} are needed.")
_AT_MOST = Text(
    "Heures qui comptent: entre {least} et {most}, selon les sujets retenus; il en faut {needed}.",
    "Hours that count: between {least} and {most}, by the subjects chosen; {needed} are needed.",
)
_AFTER = Text("Les cours ont été suivis après l'accréditation.", "The courses were taken after certification.")
_NO_COURSE = Text("Aucun cours n'est inscrit.", "No course is listed.")
_SUBJECTS = Text(
    "Chaque cours porte sur un sujet du cours de base.", "Each course is on a subject of the basic training."
)
_BEFORE = Text(
    "{hours} h suivies le jour de l'accréditation ou avant: elles ne comptent pas.",
    "{hours} h taken on the day of certification or before: they do not count.",
)
_OTHER_EDUCATION = Text("Les études sont d'un autre domaine.", "The education is in another field.")
_BOTH_EDUCATIONS = Text(
    "Les études sont des deux domaines: le texte n'en choisit pas un.",
    "The education is in both fields: the text does not choose one.",
)
_AGREED = Text(
    "Mandats terminés par une entente sur tous les objets: {done}; il en faut {needed}.",
    "Mandates that end in an agreement on every object: {done}; {needed} are needed.",
)
_FOUR_OBJECTS = Text(
    "Les quatre objets: la garde, l'accès, les aliments, le partage des biens.",
    "The four objects: custody, access, support, partition of property.",
)
_DEALT = Text(
    "Garde: {custody}; accès: {access}; aliments: {support}; patrimoine: {patrimony}. Il en faut {needed} de chaque.",
    "Custody: {custody}; access: {access}; support: {support}; patrimony: {patrimony}. {needed} of each are needed.",
)
_DE_FACTO = Text(
    "Des conjoints de fait ont réglé leurs intérêts communs: le quatrième objet est traité.",
    "De facto spouses settled their common interests: the fourth object is dealt with.",
)
_NO_DE_FACTO = Text("Aucun mandat de conjoints de fait ne compte.", "No mandate of de facto spouses counts.")


@RULES.encodes(IN + "s1-p4-mandates")
def ten_supervised_mandates(weighing: Weighing, case: Case) -> None:
    """S. 1, subpar. 4: 10 mandates completed under supervision; the reduced undertaking sets the number aside."""
    if case.required.reduced:
        case.weigh(weighing, "s1-p4-mandates", None, _REPLACED, ("/one_year/reduced",))
    else:
        _weigh_number(weighing, case, "s1-p4-mandates")
    if any(each.opened < case.certified for each in case.tally.mandates):
        weighing.leave_to_a_person(IN + "s1-p4-mandates", _PRIOR)


@RULES.encodes(IN + "s41-al4-5")
def five_mandates_if_reduced(weighing: Weighing, case: Case) -> None:
    """S. 4.1, par. 4: 5 mandates in all, those already supervised included (A-22)."""
    if case.required.reduced:
        _weigh_number(weighing, case, "s41-al4-5")
    else:
        case.weigh(weighing, "s41-al4-5", None, _NOT_REDUCED, ())


def _weigh_number(weighing: Weighing, case: Case, unit: str) -> None:
    done, needed = len(case.tally.mandates), case.required.mandates
    because = _MANDATES.fill(done=done, needed=needed)
    where = tuple(each.pointer for each in case.tally.mandates) or ("/mandates",)
    case.weigh(weighing, unit, done >= needed, because, where)


@RULES.encodes(IN + "s1-p4-deadline")
def within_the_period(weighing: Weighing, case: Case) -> None:
    """S. 1, subpar. 4: all of it within two years of certification, as extended; the last day is inside.

    What follows an undertaking that lapsed is the certifier's to choose (s. 7, par. 1, subpar. 3; A-25).
    """
    deadline = short_date(case.term.deadline)
    lapsed = case.status == "lapsed"
    because = _OVER.fill(deadline=deadline) if lapsed else _RUNS.fill(deadline=deadline)
    if case.completed_on is not None:
        because = _IN_TIME.fill(day=short_date(case.completed_on))
    if lapsed:
        weighing.leave_to_a_person(IN + "s7-al1-p3", _UNMET)
    longer = (*(("/inability",) if case.term.days else ()), *(("/one_year",) if case.term.year else ()))
    case.weigh(weighing, "s1-p4-deadline", not lapsed, because, ("/certified", *longer))


@RULES.encodes(IN + "s1-p4-supervisor")
def supervised_by_the_experienced(weighing: Weighing, case: Case) -> None:
    """S. 1, subpar. 4: a certified supervisor who has completed 40 mandates (A-08); otherwise the mandate is lost."""
    supervised = [each for each in case.in_period if each.sessions]
    lost = [each for each in supervised if not each.qualified]
    if lost:
        because = _UNQUALIFIED.fill(mandates=counted(len(lost), ONE_MANDATE, MANDATES), needed=case.required.supervisor)
        where = tuple(f"{each.pointer}/supervisor" for each in lost)
        case.weigh(weighing, "s1-p4-supervisor", False, because, where, missing=case.would_help(lost))
    elif supervised:
        where = tuple(f"{each.pointer}/supervisor" for each in supervised)
        case.weigh(weighing, "s1-p4-supervisor", True, _QUALIFIED, where)
    else:
        case.weigh(weighing, "s1-p4-supervisor", None, _NONE_SUPERVISED, ("/mandates",))


@RULES.encodes(IN + "s1-p4-training")
def complementary_training(weighing: Weighing, case: Case) -> None:
    """S. 1, subpar. 4: 45 hours in the period; its two parts are each a minimum, so that it holds where both do."""
    hours, required = case.hours, case.required
    holds = trained(hours, required)
    because = _taken(hours.process, hours, required.training)
    case.weigh(weighing, "s1-p4-training", holds, because, ("/complementary_training",))


def _taken(others: int, hours: Hours, needed: int) -> Text:
    """The hours that count, those of the complementary subjects with `others`; a range where a person chooses subjects."""
    if hours.complementary is not None or not hours.at_most:
        return _HOURS.fill(done=others + (hours.complementary or 0), needed=needed)
    return _AT_MOST.fill(least=others, most=others + hours.at_most, needed=needed)


@RULES.encodes(IN + "s1-p4-after")
def taken_after_certification(weighing: Weighing, case: Case) -> None:
    """S. 1, subpar. 4, last sentence: a course on the very day of certification is not after it (A-09)."""
    courses = [(index, each) for index, each in enumerate(case.facts["complementary_training"]) if each is not None]
    early = [(index, each) for index, each in courses if each["date"] <= case.certified and each["hours"]]
    if not early:
        case.weigh(
            weighing,
            "s1-p4-after",
            True if courses else None,
            _AFTER if courses else _NO_COURSE,
            ("/certified", "/complementary_training"),
        )
        return
    short = {"process_negotiation"} if case.hours.process < case.required.process else set()
    if not enough(case.hours.complementary, case.hours.at_most, case.required.complementary):
        chosen = case.subject in (None, "either")
        short.update(("economic_legal_tax", "psychosocial") if chosen else (case.subject or "",))
    because = _BEFORE.fill(hours=sum(each["hours"] for _, each in early))
    where = ("/certified", *(f"/complementary_training/{index}/date" for index, _ in early))
    helped = any(each["subject"] in short for _, each in early)
    case.weigh(weighing, "s1-p4-after", False, because, where, missing=helped)


@RULES.encodes(IN + "s2-al2-scope")
def same_subjects_as_the_basic_training(weighing: Weighing, case: Case) -> None:
    """S. 2, par. 2: each course is on a subject of the basic training, the facts admitting no other."""
    listed = any(each is not None for each in case.facts["complementary_training"])
    because = _SUBJECTS if listed else _NO_COURSE
    case.weigh(weighing, "s2-al2-scope", listed or None, because, ("/complementary_training",))


@RULES.encodes(IN + "s2-al2-p1")
def hours_on_process(weighing: Weighing, case: Case) -> None:
    """S. 2, par. 2, subpar. 1: 15 hours on process and negotiation, at least (A-12)."""
    done, needed = case.hours.process, case.required.process
    because = _HOURS.fill(done=done, needed=needed)
    case.weigh(weighing, "s2-al2-p1", done >= needed, because, ("/complementary_training",))


@RULES.encodes(IN + "s2-al2-p2", IN + "s2-al2-p2-psy", IN + "s2-al2-p2-jur")
def hours_on_what_complements(weighing: Weighing, case: Case) -> None:
    """S. 2, par. 2, subpar. 2: 30 hours on what complements the university education, at least (A-10, A-12)."""
    hours, needed = case.hours, case.required.complementary
    holds = enough(hours.complementary, hours.at_most, needed)
    because = _taken(0, hours, needed)
    where = ("/background", "/complementary_training")
    case.weigh(weighing, "s2-al2-p2", holds, because, where)
    for unit, background in (("s2-al2-p2-psy", "psychosocial"), ("s2-al2-p2-jur", "legal")):
        if case.facts["background"] == background:
            case.weigh(weighing, unit, holds, because, where)
        else:
            aside = _BOTH_EDUCATIONS if case.facts["background"] == "both" else _OTHER_EDUCATION
            case.weigh(weighing, unit, None, aside, ("/background",))


@RULES.encodes(IN + "s3-al1-agree")
def full_agreements(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 1: mandates that end in an agreement on every object entrusted in that mandate."""
    done, needed = case.tally.full, case.required.agreed
    because = _AGREED.fill(done=done, needed=needed)
    where = tuple(f"{each.pointer}/agreed" for each in case.tally.mandates if each.full) or ("/mandates",)
    case.weigh(weighing, "s3-al1-agree", done >= needed, because, where)


@RULES.encodes(IN + "s3-al1-cover", IN + "s3-al1-objects")
def each_object_twice(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 1: each of the four objects dealt with in at least two mandates, agreed or not (A-13, A-14)."""
    because = _DEALT.fill(needed=case.required.each_object, **dict(zip(OBJECTS, case.tally.dealt, strict=True)))
    case.weigh(weighing, "s3-al1-cover", case.objects_met, because, ("/mandates",))
    case.weigh(weighing, "s3-al1-objects", True, _FOUR_OBJECTS, ("/mandates",))


@RULES.encodes(IN + "s3-al1-obj4-alt")
def common_interests_of_de_facto_spouses(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 1: what the fourth object is for spouses who are neither married nor in a civil union."""
    found = [each for each in case.tally.mandates if "patrimony" in each.objects and not each.partition]
    where = tuple(f"{each.pointer}/patrimony_form" for each in found) or ("/mandates",)
    because = _DE_FACTO if found else _NO_DE_FACTO
    case.weigh(weighing, "s3-al1-obj4-alt", bool(found) or None, because, where)


@RULES.encodes(IN + "s41-al4-21h")
def practical_training_if_reduced(weighing: Weighing, case: Case) -> None:
    """S. 4.1, par. 4: 21 hours of practical training by the end of the extended period."""
    if not case.required.reduced:
        case.weigh(weighing, "s41-al4-21h", None, _NOT_REDUCED, ())
        return
    done, needed = case.hours.practical, case.required.practical
    because = _HOURS.fill(done=done, needed=needed)
    where = "/one_year/reduced" if case.facts["practical_training"] is None else "/practical_training"
    case.weigh(weighing, "s41-al4-21h", done >= needed, because, (where,))


@RULES.encodes(IN + "s41-al4-reqs")
def the_five_meet_section_3(weighing: Weighing, case: Case) -> None:
    """S. 4.1, par. 4, end: it only sends back to section 3, so that it is never missing by itself."""
    holds = (
        case.supervision_met and case.objects_met and case.tally.full >= case.required.agreed
        if case.required.reduced
        else None
    )
    because = _NOT_REDUCED if holds is None else _MEETS if holds else _MEETS_NOT
    where = () if holds is None else ("/mandates",)
    case.weigh(weighing, "s41-al4-reqs", holds, because, where, missing=False)


_IN_ORDER = (
    "s1-p4-mandates",
    "s1-p4-deadline",
    "s1-p4-supervisor",
    "s1-p4-training",
    "s1-p4-after",
    "s2-al2-scope",
    "s2-al2-p1",
    "s2-al2-p2",
    "s3-al1-agree",
    "s3-al1-cover",
    "s3-al1-obj4-alt",
    "s41-al4-5",
    "s41-al4-21h",
    "s41-al4-reqs",
)


def weigh_undertaking(weighing: Weighing, case: Case) -> None:
    """Every unit of the undertaking, on the case; `case.missing` then holds those that do not hold."""
    for unit in _IN_ORDER:
        RULES.at(IN + unit, case.certified)(weighing, case)
    weigh_supervision(weighing, case)
