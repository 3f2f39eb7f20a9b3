"""family-mediation/undertaking-progress: the same facts, as a mediator looks at them: what fills what, what is left.

Facts: those of family-mediation/undertaking. Outcome (texts in both languages, hours and counts as whole numbers):

    {"deadline": "2012-11-15", "status": "open",           // as family-mediation/undertaking answers
     "reduced": false,
     "mandates": {"done": 1, "required": 10, "left": 9}, "full_agreements": {…},
     "objects": {"custody": {"done": 1, "required": 2, "left": 1}, …},
     "hours": {"process_negotiation": {…}, "complementary": {"done": null, …}, "practical": null},
     "tiers": [{"tier": "global", "name": {"fr": …, "en": …}, "norm": "c25.01-r0.7/s3-al2-p1-sess",
                "sessions": 4, "places": 2, "filled": 1, "mandates": ["m1"]}],          // global | three | one
     "further": [],                                        // mandates that count beyond the places
     "open": ["m5"],                                       // mandates that are not closed
     "not_counted": [{"id": "m3", "norm": "c25.01-r0.7/s1-p4-supervisor", "why": {"fr": …, "en": …}}],
     "missing": [{"norm": "c25.01-r0.7/s1-p4-mandates", "words": {"fr": …, "en": …}}],  // in the order of the text
     "last_day_to_ask": "2012-08-15",                      // for one more year; null once asked for, completed or lapsed
     "may_ask": true,                                      // whether that day is still to come
     "supervision_sessions_left": 18}                      // at least: sessions held in open mandates are taken off

`missing` says each thing once, at its most precise unit: no line for a whole whose parts have one. Where the hours that
count are for a person to choose, `done` and `left` are null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text, counted, short_date
from parvis.law.questions.family_mediation.undertaking import READINGS
from parvis.law.questions.family_mediation.undertaking_facts import FACTS
from parvis.law.texts.c25_01_r0_7.extension import WORDS, last_day_to_ask
from parvis.law.texts.c25_01_r0_7.undertaking import MANDATES as MANY_MANDATES
from parvis.law.texts.c25_01_r0_7.undertaking import ONE_MANDATE, weigh_undertaking
from parvis.law.texts.c25_01_r0_7.undertaking_case import Case, case_of
from parvis.law.texts.c25_01_r0_7.undertaking_measure import IN, OBJECTS, Mandate

_TIERS: Mapping[str, tuple[str, Text]] = {
    "global": (
        "s3-al2-p1-sess",
        Text("Médiations globales, au moins 4 séances chacune", "Global mediations, at least 4 sessions each"),
    ),
    "three": (
        "s3-al2-p2",
        Text("Autres mandats, au moins 3 séances chacun", "Other mandates, at least 3 sessions each"),
    ),
    "one": (
        "s3-al2-p3",
        Text("Mandats restants, au moins une séance chacun", "Remaining mandates, at least one session each"),
    ),
}
_HOUR, _HOURS = Text("heure", "hour"), Text("heures", "hours")
_TIME, _TIMES = Text("fois", "time"), Text("fois", "times")
_SESSION, _SESSIONS = Text("séance", "session"), Text("séances", "sessions")
_GLOBAL, _GLOBALS = Text("médiation globale", "global mediation"), Text("médiations globales", "global mediations")

_LEFT_MANDATES = Text(
    "Encore {mandates} à compléter sous supervision.", "Still needed: {mandates} completed under supervision."
)
_LEFT_AGREED = Text(
    "Encore {mandates} à terminer par une entente sur tous les objets confiés.",
    "Still needed: {mandates} ending in an agreement on all the objects entrusted.",
)
_LEFT_OBJECT: Mapping[str, Text] = {
    "custody": Text("La garde des enfants, encore {times}.", "Custody of the children, {times} more."),
    "access": Text("L'accès aux enfants, encore {times}.", "Access to the children, {times} more."),
    "support": Text("Les aliments, encore {times}.", "Support, {times} more."),
    "patrimony": Text(
        "Le partage du patrimoine ou des biens communs, encore {times}.",
        "Partition of the patrimony or common property, {times} more.",
    ),
}
_LEFT_GLOBAL = Text(
    "Encore {globals} avec au moins {sessions} de supervision.",
    "Still needed: {globals} with at least {sessions} of supervision.",
)
_LEFT_PARTITION = Text(
    "Il manque le partage d'un patrimoine familial dans une médiation globale.",
    "The partition of a family patrimony, in a global mediation, is missing.",
)
_LEFT_TIER = Text(
    "Encore {mandates} avec au moins {sessions} de supervision.",
    "Still needed: {mandates} with at least {sessions} of supervision.",
)
_LEFT_PROCESS = Text(
    "Encore {hours} sur le processus de médiation et la négociation.",
    "Still needed: {hours} on the mediation process and negotiation.",
)
_LEFT_SUBJECT: Mapping[str | None, Text] = {
    "psychosocial": Text(
        "Encore {hours} sur les aspects psychologiques et psychosociaux.",
        "Still needed: {hours} on psychological and psychosocial aspects.",
    ),
    "economic_legal_tax": Text(
        "Encore {hours} sur les aspects économiques, légaux et fiscaux.",
        "Still needed: {hours} on economic, legal and tax aspects.",
    ),
    "either": Text(
        "Encore {hours} sur les sujets qui complètent la formation universitaire.",
        "Still needed: {hours} on the subjects that complement the university education.",
    ),
    None: Text(
        "Encore {hours} au moins sur les sujets que l'accréditeur choisit.",
        "Still needed: at least {hours} on the subjects that the certifier chooses.",
    ),
}
_CHOOSE = Text(
    "Demandez à l'accréditeur quels sujets complètent votre formation: {most} h peuvent compter.",
    "Ask the certifier which subjects complement your education: {most} h may count.",
)
_LEFT_PRACTICAL = Text("Encore {hours} de formation pratique.", "Still needed: {hours} of practical training.")
_OVER = Text("Le délai a pris fin le {day}.", "The period ended on {day}.")
_TOO_LATE = Text(
    "L'année de plus a été demandée moins de 3 mois avant la fin du délai.",
    "The extra year was asked for less than 3 months before the period expired.",
)
_UNSUPERVISED = Text("Aucune séance de supervision.", "No supervision session.")
_UNQUALIFIED = Text("La personne qui supervise ne remplit pas les conditions.", "The supervisor does not qualify.")
_OUTSIDE_BEFORE = Text("Terminé avant l'accréditation.", "Ended before certification.")
_OUTSIDE_AFTER = Text("Terminé après la fin du délai.", "Ended after the period expired.")


def sessions_left(case: Case) -> int:
    """The fewest supervision sessions still to be held: 22 at the start, 17 where the undertaking is reduced.

    What was held in a mandate that is still open serves the strictest place that it can fill.
    """
    free = [each for each in case.mandates if each.closed is None and each.qualified]
    free.sort(key=lambda each: (-each.sessions, each.index))
    left = 0
    for slot, mandate in zip(case.required.slots, case.tally.filled, strict=True):
        if mandate is not None:
            continue
        fitting = (each for each in free if each.four or not slot.four)
        found = next((each for each in fitting if each.partition or not slot.partition), None)
        if found is not None:
            free.remove(found)
        left += slot.sessions - min(slot.sessions, found.sessions if found else 0)
    return left


def _measure(done: int | None, required: int) -> dict[str, int | None]:
    return {"done": done, "required": required, "left": None if done is None else max(0, required - done)}


def _hours(number: int) -> Text:
    return counted(number, _HOUR, _HOURS)


def _mandates(number: int) -> Text:
    return counted(number, ONE_MANDATE, MANY_MANDATES)


def _tiers(case: Case) -> Iterator[dict[str, Any]]:
    for tier, (unit, name) in _TIERS.items():
        places = case.places(tier)
        if places:
            filling = case.tally.filled_in(case.required, tier)
            yield {
                "tier": tier,
                "name": name,
                "norm": IN + unit,
                "sessions": _sessions_of(case, tier),
                "places": places,
                "filled": len(filling),
                "mandates": [each.id for each in filling],
            }


def _sessions_of(case: Case, tier: str) -> int:
    return next(slot.sessions for slot in case.required.slots if slot.tier == tier)


def _not_counted(case: Case) -> Iterator[dict[str, Any]]:
    for each in case.mandates:
        if each.closed is None or each in case.tally.mandates:
            continue
        unit, why = _why_not(case, each)
        yield {"id": each.id, "norm": IN + unit, "why": why}


def _why_not(case: Case, mandate: Mandate) -> tuple[str, Text]:
    if mandate not in case.in_period:
        before = mandate.closed is not None and mandate.closed < case.certified
        return "s1-p4-deadline", _OUTSIDE_BEFORE if before else _OUTSIDE_AFTER
    if not mandate.sessions:
        return "s3-al3-proh", _UNSUPERVISED
    return "s1-p4-supervisor", _UNQUALIFIED


def _lines(case: Case) -> Iterator[tuple[str, Text]]:
    """What is missing, each thing once, in the order of the text."""
    required, tally = case.required, case.tally
    short = required.mandates - len(tally.mandates)
    if short > 0 and not required.reduced:
        yield "s1-p4-mandates", _LEFT_MANDATES.fill(mandates=_mandates(short))
    if case.status == "lapsed":
        yield "s1-p4-deadline", _OVER.fill(day=short_date(case.term.deadline))
    yield from _lines_of_training(case)
    if tally.full < required.agreed:
        yield "s3-al1-agree", _LEFT_AGREED.fill(mandates=_mandates(required.agreed - tally.full))
    for name, done in zip(OBJECTS, tally.dealt, strict=True):
        if done < required.each_object:
            more = counted(required.each_object - done, _TIME, _TIMES)
            yield "s3-al1-cover", _LEFT_OBJECT[name].fill(times=more)
    yield from _lines_of_supervision(case)
    yield from _lines_of_requests(case)
    if short > 0 and required.reduced:
        yield "s41-al4-5", _LEFT_MANDATES.fill(mandates=_mandates(short))
    if case.hours.practical < required.practical:
        yield "s41-al4-21h", _LEFT_PRACTICAL.fill(hours=_hours(required.practical - case.hours.practical))


def _lines_of_training(case: Case) -> Iterator[tuple[str, Text]]:
    hours, required = case.hours, case.required
    if hours.process < required.process:
        yield "s2-al2-p1", _LEFT_PROCESS.fill(hours=_hours(required.process - hours.process))
    if hours.at_most < required.complementary:
        yield "s2-al2-p2", _LEFT_SUBJECT[case.subject].fill(hours=_hours(required.complementary - hours.at_most))
    elif hours.complementary is None:
        yield "s2-al2-p2", _CHOOSE.fill(most=hours.at_most)


def _lines_of_supervision(case: Case) -> Iterator[tuple[str, Text]]:
    if IN + "s3-al2-p1-def" in case.missing:
        yield "s3-al2-p1-def", _LEFT_PARTITION
    for tier, (unit, _) in _TIERS.items():
        short = case.places(tier) - len(case.tally.filled_in(case.required, tier))
        if short <= 0 or tier == "one":
            continue  # the remaining mandates are told as mandates under supervision
        sessions = counted(_sessions_of(case, tier), _SESSION, _SESSIONS)
        if tier == "global":
            yield unit, _LEFT_GLOBAL.fill(globals=counted(short, _GLOBAL, _GLOBALS), sessions=sessions)
        else:
            yield unit, _LEFT_TIER.fill(mandates=_mandates(short), sessions=sessions)


def _lines_of_requests(case: Case) -> Iterator[tuple[str, Text]]:
    for unit in case.term.failed:
        yield unit, WORDS[unit][1] if unit in WORDS else _TOO_LATE


def progress_of(case: Case) -> dict[str, Any]:
    """The live picture of an undertaking, once every unit has been weighed; `last_day_to_ask` is added by the rule."""
    required, tally, hours = case.required, case.tally, case.hours
    used = {each.index for each in tally.filled if each is not None}
    dealt = zip(OBJECTS, tally.dealt, strict=True)
    return {
        "deadline": case.term.deadline,
        "status": case.status,
        "reduced": required.reduced,
        "mandates": _measure(len(tally.mandates), required.mandates),
        "full_agreements": _measure(tally.full, required.agreed),
        "objects": {name: _measure(done, required.each_object) for name, done in dealt},
        "hours": {
            "process_negotiation": _measure(hours.process, required.process),
            "complementary": _measure(hours.complementary, required.complementary),
            "practical": _measure(hours.practical, required.practical) if required.reduced else None,
        },
        "tiers": list(_tiers(case)),
        "further": [each.id for each in tally.mandates if each.index not in used],
        "open": [each.id for each in case.mandates if each.closed is None],
        "not_counted": list(_not_counted(case)),
        "missing": [{"norm": IN + unit, "words": words} for unit, words in _lines(case)],
        "supervision_sessions_left": sessions_left(case),
    }


def decide_progress(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on how far the undertaking is, on the day of the question."""
    case = case_of(weighing, facts)
    weigh_undertaking(weighing, case)
    asking = case.status == "open" and facts["one_year"] is None
    last = last_day_to_ask(weighing, case.term.deadline, case.on) if asking else None
    return weighing.decide(
        {**progress_of(case), "last_day_to_ask": last, "may_ask": last is not None and case.on <= last}
    )


OUTCOME = {
    "deadline": Text("le dernier jour de l'engagement", "the last day of the undertaking"),
    "status": Text("où en est l'engagement: en cours, complété ou échu", "where it stands: open, completed or lapsed"),
    "reduced": Text("l'engagement est réduit (article 4.1)", "the undertaking is reduced (section 4.1)"),
    "mandates": Text("les mandats: faits, requis, restants", "the mandates: done, required, left"),
    "full_agreements": Text("les ententes sur tous les objets", "the agreements on every object"),
    "objects": Text("chaque objet: traité, requis, restant", "each object: dealt with, required, left"),
    "hours": Text("les heures de formation", "the hours of training"),
    "tiers": Text("les paliers de supervision et qui les remplit", "the tiers of supervision and what fills them"),
    "further": Text("les mandats qui comptent en plus", "the mandates that count beyond the places"),
    "open": Text("les mandats en cours", "the mandates still open"),
    "not_counted": Text("les mandats qui ne comptent pas, et pourquoi", "the mandates that do not count, and why"),
    "missing": Text("ce qui manque, en mots", "what is missing, in words"),
    "last_day_to_ask": Text("le dernier jour pour demander un an de plus", "the last day to ask for one more year"),
    "may_ask": Text("l'année peut encore être demandée", "the year may still be asked for"),
    "supervision_sessions_left": Text(
        "les séances de supervision à tenir, au moins", "the supervision sessions still to be held, at least"
    ),
}

QUESTION = Question(
    id="family-mediation/undertaking-progress",
    title=Text(
        "Que reste-t-il à faire pour compléter l'engagement?",
        "What is left to do to complete the undertaking?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=decide_progress,
    readings=READINGS,
)
