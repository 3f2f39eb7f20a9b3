"""Section 3, pars. 2 and 3: the three tiers of supervision, and no mandate without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, counted, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.undertaking_case import Case
from parvis.law.texts.c25_01_r0_7.undertaking_measure import IN, Mandate

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

_ONE, _MANY = Text("mandat", "mandate"), Text("mandats", "mandates")
_PATTERN = Text("Les trois paliers de supervision sont remplis.", "The three tiers of supervision are filled.")
_PATTERN_NOT = Text(
    "Les trois paliers de supervision ne sont pas tous remplis.", "The three tiers of supervision are not all filled."
)
_GLOBALS = Text(
    "Mandats sur les quatre objets: {four}; médiations globales: {pair} sur {needed}.",
    "Mandates on the four objects: {four}; global mediations: {pair} of {needed}.",
)
_PARTITION = Text(
    "Le partage d'un patrimoine familial est dans une médiation globale.",
    "A global mediation includes the partition of a family patrimony.",
)
_PARTITION_NOT = Text(
    "Le partage d'un patrimoine familial manque: des conjoints de fait n'en ont pas.",
    "The partition of a family patrimony is missing: de facto spouses have none.",
)
_NO_GLOBAL = Text("Aucun mandat ne porte sur les quatre objets.", "No mandate bears on the four objects.")
_TIER = Text(
    "Mandats qui remplissent ce palier, avec au moins {sessions} de supervision: {filled} sur {needed}.",
    "Mandates that fill this tier, with at least {sessions} of supervision: {filled} of {needed}.",
)
_SESSION, _SESSIONS = Text("séance", "session"), Text("séances", "sessions")
_SET_ASIDE = Text(
    "L'engagement réduit écarte ce palier (article 4.1).", "The reduced undertaking sets this tier aside (section 4.1)."
)
_ALL_SUPERVISED = Text("Aucun mandat terminé n'est sans supervision.", "No completed mandate is without supervision.")
_UNSUPERVISED = Text(
    "{mandates} sans séance de supervision: c'est interdit, et cela ne compte pas.",
    "{mandates} without a supervision session: that is prohibited, and it does not count.",
)
_ASK_CERTIFIER = Text(
    "Un mandat s'est fait sans supervision. L'accréditeur en juge les suites.",
    "A mandate was carried out without supervision. The certifier judges what follows.",
)
_STILL = Text("La supervision reste obligatoire.", "Supervision is still compulsory.")
_ENDED = Text("Toutes les exigences sont remplies le {day}.", "All the requirements are met on {day}.")


@RULES.encodes(IN + "s3-al2-scope")
def supervised_in_three_tiers(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 2: the pattern as a whole. It only gathers its three subparagraphs: it is never missing by itself."""
    holds = case.supervision_met
    because = _PATTERN if holds else _PATTERN_NOT
    weighing.weigh(IN + "s3-al2-scope", day=case.certified, holds=holds, because=because, facts=("/mandates",))


@RULES.encodes(IN + "s3-al2-p1-count", IN + "s3-al2-p1-def")
def two_global_mediations(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 2, subpar. 1: two mandates on the four objects, a family patrimony being partitioned (A-15)."""
    tally, needed = case.tally, case.places("global")
    because = _GLOBALS.fill(four=tally.four, pair=tally.global_pair, needed=needed)
    four = tuple(each.pointer for each in tally.mandates if each.four)
    case.weigh(weighing, "s3-al2-p1-count", tally.global_pair >= needed, because, four or ("/mandates",))
    if not four:
        case.weigh(weighing, "s3-al2-p1-def", None, _NO_GLOBAL, ("/mandates",))
        return
    strict = sum(1 for slot in case.required.slots if slot.partition)
    found = sum(1 for each in tally.mandates if each.four and each.partition)
    partitioned = found >= min(strict, len(four))
    because = _PARTITION if partitioned else _PARTITION_NOT
    case.weigh(weighing, "s3-al2-p1-def", partitioned, because, tuple(f"{each}/patrimony_form" for each in four))


@RULES.encodes(IN + "s3-al2-p1-sess")
def four_sessions_in_each_global(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 2, subpar. 1: at least four supervision sessions in each of the two (A-16: per mandate)."""
    _weigh_tier(weighing, case, "s3-al2-p1-sess", "global")


@RULES.encodes(IN + "s3-al2-p2")
def three_sessions_in_three_others(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 2, subpar. 2: three other mandates with at least three supervision sessions each."""
    _weigh_tier(weighing, case, "s3-al2-p2", "three")


@RULES.encodes(IN + "s3-al2-p3")
def one_session_in_the_rest(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 2, subpar. 3: one supervision session in each of the rest; the reduced undertaking sets it aside."""
    if case.required.reduced:
        case.weigh(weighing, "s3-al2-p3", None, _SET_ASIDE, ("/one_year/reduced",))
    else:
        _weigh_tier(weighing, case, "s3-al2-p3", "one")


def _weigh_tier(weighing: Weighing, case: Case, unit: str, tier: str) -> None:
    filling = case.tally.filled_in(case.required, tier)
    needed = case.places(tier)
    sessions = next(slot.sessions for slot in case.required.slots if slot.tier == tier)
    because = _TIER.fill(filled=len(filling), sessions=counted(sessions, _SESSION, _SESSIONS), needed=needed)
    where = tuple(f"{each.pointer}/supervision_sessions" for each in filling) or ("/mandates",)
    case.weigh(weighing, unit, len(filling) >= needed, because, where)


@RULES.encodes(IN + "s3-al3-proh")
def no_mandate_without_supervision(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 3: a mandate carried out without supervision breaches the section, until the undertaking is met.

    It is missing only where the mandate would have helped: once everything is met, nothing is left to do.
    """
    breaches = [each for each in case.ended if each.sessions == 0 and _bound(case, each)]
    if not breaches:
        case.weigh(weighing, "s3-al3-proh", True, _ALL_SUPERVISED, ("/mandates",))
        return
    because = _UNSUPERVISED.fill(mandates=counted(len(breaches), _ONE, _MANY))
    where = tuple(f"{each.pointer}/supervision_sessions" for each in breaches)
    in_period = [each for each in breaches if each in case.in_period]
    case.weigh(weighing, "s3-al3-proh", False, because, where, missing=case.would_help(in_period))
    weighing.leave_to_a_person(IN + "s3-al3-proh", _ASK_CERTIFIER)


def _bound(case: Case, mandate: Mandate) -> bool:
    """Whether the mandate was begun before the requirements were met (s. 3, par. 3, end)."""
    return case.completed_on is None or mandate.opened <= case.completed_on


@RULES.encodes(IN + "s3-al3-until")
def until_the_requirements_are_met(weighing: Weighing, case: Case) -> None:
    """S. 3, par. 3: supervision is compulsory until the last requirement is met, training included (A-17)."""
    because = _STILL if case.completed_on is None else _ENDED.fill(day=short_date(case.completed_on))
    case.weigh(weighing, "s3-al3-until", True, because, ("/mandates", "/complementary_training"))


def weigh_supervision(weighing: Weighing, case: Case) -> None:
    """Every unit of section 3, pars. 2 and 3."""
    for unit in ("s3-al2-scope", "s3-al2-p1-count", "s3-al2-p1-sess", "s3-al2-p2", "s3-al2-p3", "s3-al3-proh"):
        RULES.at(IN + unit, case.certified)(weighing, case)
    RULES.at(IN + "s3-al3-until", case.certified)(weighing, case)
