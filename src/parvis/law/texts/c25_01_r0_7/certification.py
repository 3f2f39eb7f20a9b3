"""Sections 1 (the applicant) and 2, par. 1 (the basic training): who may be certified. Section 4 is in application.py.

Each rule says whether its norm holds on the application. The route follows the certifier (s. 4; dossier A-01): a
professional order, or the board of an institution. A norm of the other route is not weighed, nor is one that an
exception sets aside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts import LAW

R07 = "c25.01-r0.7"
RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)
#: What only says that other norms are cumulative, decided from their verdicts by norm.
AGGREGATES: Rulebook[Callable[[Mapping[str, Verdict]], Verdict]] = Rulebook(LAW.norms)

INSTITUTION = "cpej"
FIVE_ORDERS = ("barreau", "notaires", "orientation", "psychologues", "travailleurs_sociaux")
SIX_ORDERS = (*FIVE_ORDERS, "psychoeducateurs")
#: The first day on which the psychoeducators' order is listed (O.C. 1032-2012).
PSYCHOEDUCATORS = date(2012, 12, 1)

WINDOW_ANCHOR = "basic_course_window_anchor"
TOTAL_KEPT = "total60h_required_when_reduced"
AWARENESS_KEPT = "awareness3h_required_when_reduced"

OTHER_ROUTE = Text(
    "La demande suit l'autre voie: cette condition n'est pas en jeu.",
    "The application takes the other route: this condition is not in play.",
)
_NOT_TAKEN = Text(
    "Le cours n'était pas terminé ce jour-là: ses heures ne comptent pas encore.",
    "The course was not completed by that day: its hours do not count yet.",
)
_SET_ASIDE = Text(
    "L'exception pour la formation universitaire de la personne remplace ce minimum.",
    "The exception for the person's university training replaces this minimum.",
)
_NO_EXCEPTION = Text(
    "La formation universitaire de la personne n'ouvre pas cette exception.",
    "The person's university training does not open this exception.",
)


def by_institution(facts: Mapping[str, Any]) -> bool:
    """Whether the application takes the route of an institution's employees (s. 1, subpar. 1; s. 4, par. 1)."""
    return bool(facts["certifier"] == INSTITUTION)


def legal_background(facts: Mapping[str, Any]) -> bool:
    """Whether the exception for legal university training is open (s. 2, par. 1, subpar. 1)."""
    return facts["background"] in ("legal", "both")


def psychosocial_background(facts: Mapping[str, Any]) -> bool:
    """Whether the exception for psychological or psychosocial training is open (s. 2, par. 1, subpar. 2)."""
    return facts["background"] in ("psychosocial", "both")


def _taken(facts: Mapping[str, Any]) -> bool:
    """Whether the course was completed by the day of the application: a later day reads as None."""
    return facts["basic_training"]["completed"] is not None


_MEMBER = Text("La personne est membre d'un ordre nommé.", "The person is a member of an order named.")
_NO_MEMBER = Text(
    "La personne n'est membre d'aucun des ordres nommés ce jour-là.",
    "The person is a member of none of the orders named on that day.",
)


def _member(facts: Mapping[str, Any], listed: tuple[str, ...]) -> Verdict:
    if by_institution(facts):
        return Verdict(None, OTHER_ROUTE, ("/certifier",))
    holds = any(order in listed for order in facts["memberships"])
    return Verdict(holds, _MEMBER if holds else _NO_MEMBER, ("/memberships",))


@RULES.encodes(f"{R07}/s1-p1-order")
def member_of_one_of_five_orders(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 1: membership of any order named, whichever the certifier is."""
    return _member(facts, FIVE_ORDERS)


@RULES.encodes(f"{R07}/s1-p1-order", since=PSYCHOEDUCATORS)
def member_of_one_of_six_orders(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 1, as amended: the psychoeducators' order is named too."""
    return _member(facts, SIX_ORDERS)


_EMPLOYED = Text(
    "L'établissement emploie la personne comme médiatrice.", "The institution employs the person as a mediator."
)
_NOT_EMPLOYED = Text(
    "L'établissement n'emploie pas la personne comme médiatrice.",
    "The institution does not employ the person as a mediator.",
)


@RULES.encodes(f"{R07}/s1-p1-cpej")
def employed_by_the_institution(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 1: an employee of an institution operating a child and youth protection centre."""
    if not by_institution(facts):
        return Verdict(None, OTHER_ROUTE, ("/certifier",))
    holds = facts["cpej_employee"]
    return Verdict(holds, _EMPLOYED if holds else _NOT_EMPLOYED, ("/cpej_employee",))


_ELIGIBLE = Text("L'admissibilité à un ordre nommé est attestée.", "Eligibility for an order named is attested.")
_NOT_ELIGIBLE = Text(
    "L'admissibilité à un ordre nommé n'est pas attestée.", "Eligibility for an order named is not attested."
)


@RULES.encodes(f"{R07}/s1-p1-cpej-elig")
def eligible_for_an_order(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 1: an attested fact, of which only the presence is checked (A-02); not stated is not attested."""
    if not by_institution(facts):
        return Verdict(None, OTHER_ROUTE, ("/certifier",))
    holds = facts["eligible_for_order"] is True
    return Verdict(holds, _ELIGIBLE if holds else _NOT_ELIGIBLE, ("/eligible_for_order",))


def total_hours(facts: Mapping[str, Any]) -> int:
    """The hours of the basic course, all groups together."""
    return sum(facts["basic_training"]["hours"].values())


_HOURS = Text("{taken}\u00a0h suivies, {least}\u00a0h exigées.", "{taken}\u00a0h taken, {least}\u00a0h required.")


@RULES.encodes(f"{R07}/s1-p2-hours")
def sixty_hours(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 2: the total stays whole where an exception lowers the minimum of a group (A-03)."""
    if not _taken(facts):
        return Verdict(None, _NOT_TAKEN, ("/basic_training/completed",))
    least, taken = _value(weighing, "basic-training-hours", day), total_hours(facts)
    if taken < least and (spared := _spared(weighing, facts, day)) and weighing.reading(TOTAL_KEPT) == "false":
        least -= spared
    because = _HOURS.fill(taken=taken, least=least)
    return Verdict(taken >= least, because, ("/basic_training/hours",))


def _spared(weighing: Weighing, facts: Mapping[str, Any], day: date) -> int:
    """The hours by which the exceptions that are open lower the minima of the groups."""
    spared = 0
    if legal_background(facts):
        spared += _value(weighing, "economic-legal-tax-hours", day)
        spared -= _value(weighing, "economic-legal-tax-hours-legal", day)
    if psychosocial_background(facts):
        spared += _value(weighing, "psychosocial-hours", day)
        spared -= _value(weighing, "psychosocial-hours-psychosocial", day)
    return spared


_IN_WINDOW = Text(
    "Cours terminé le {completed}, dans les {years} qui précèdent (depuis le {first}).",
    "Course completed on {completed}, within the {years} before (since {first}).",
)
_BEFORE_WINDOW = Text(
    "Cours terminé le {completed}: il fallait le {first} ou après, {years} avant la demande.",
    "Course completed on {completed}: it had to be on {first} or later, {years} before the application.",
)
_AFTER_WINDOW = Text(
    "Le cours n'était pas terminé le jour de la demande.", "The course was not completed on the day of the application."
)
_WHOLE_COURSE = Text(
    "Le premier jour du cours n'est pas parmi les faits: l'accréditeur vérifie que tout le cours est dans les 5 ans.",
    "The first day of the course is not among the facts: the certifier checks that the whole course is within the 5 "
    "years.",
)


@RULES.encodes(f"{R07}/s1-p2-window")
def within_five_years(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 2: the day of completion is what counts, both ends of the 5 years included (A-04)."""
    completed = facts["basic_training"]["completed"]
    pointers = ("/basic_training/completed", "/on")
    period = cast(Period, weighing.parameter(f"{R07}/basic-training-window", day=day))
    if completed is None:
        return Verdict(False, _AFTER_WINDOW, pointers)
    first = period.before(day)
    holds = completed >= first
    if holds and weighing.reading(WINDOW_ANCHOR) == "whole_course":
        weighing.leave_to_a_person(f"{R07}/s1-p2-window", _WHOLE_COURSE)
    because = (_IN_WINDOW if holds else _BEFORE_WINDOW).fill(
        completed=short_date(completed), first=short_date(first), years=period.text()
    )
    return Verdict(holds, because, pointers)


_MONTHS = Text("{months}\u00a0mois d'expérience, {least} exigés.", "{months} months of experience, {least} required.")


@RULES.encodes(f"{R07}/s1-p3-exp")
def three_years_of_experience(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 3: months attested in a field of competence; what counts as a month is the certifier's (A-05)."""
    least = cast(Period, weighing.parameter(f"{R07}/experience", day=day)).number * 12
    months = facts["experience_months"]
    return Verdict(months >= least, _MONTHS.fill(months=months, least=least), ("/experience_months",))


_SIGNED = Text("L'engagement est signé.", "The undertaking is signed.")
_NOT_SIGNED = Text("L'engagement n'est pas signé.", "The undertaking is not signed.")


@RULES.encodes(f"{R07}/s1-p4-undertake")
def undertaking_given(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 4: giving the undertaking is the condition of entry; performing it comes later."""
    holds = facts["undertaking_signed"]
    return Verdict(holds, _SIGNED if holds else _NOT_SIGNED, ("/undertaking_signed",))


_SUPERVISOR = Text(
    "La personne qui supervise est accréditée et a complété {mandates} mandats; il en faut {least}.",
    "The supervisor is certified and has completed {mandates} mandates; {least} are needed.",
)
_NOT_CERTIFIED = Text("La personne qui supervise n'est pas accréditée.", "The supervisor is not certified.")


@RULES.encodes(f"{R07}/s1-p4-supervisor")
def first_supervisor_qualified(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 1, subpar. 4: the first supervisor is certified and has completed 40 mandates, as on the day of `on`."""
    supervisor = facts["first_supervisor"]
    least = cast(int, weighing.parameter(f"{R07}/s1-p4-supervisor", day=day))
    if not supervisor["certified"]:
        return Verdict(False, _NOT_CERTIFIED, ("/first_supervisor/certified",))
    mandates = supervisor["mandates_completed"]
    because = _SUPERVISOR.fill(mandates=mandates, least=least)
    pointers = ("/first_supervisor/certified", "/first_supervisor/mandates_completed")
    return Verdict(mandates >= least, because, pointers)


def _value(weighing: Weighing, name: str, day: date) -> int:
    return cast(int, weighing.parameter(f"{R07}/{name}", day=day))


def _group(weighing: Weighing, facts: Mapping[str, Any], day: date, group: str, parameter: str) -> Verdict:
    """A group of subjects has its minimum of hours; a surplus elsewhere never makes up for it."""
    least, taken = _value(weighing, parameter, day), facts["basic_training"]["hours"][group]
    because = _HOURS.fill(taken=taken, least=least)
    return Verdict(taken >= least, because, (f"/basic_training/hours/{group}",))


def _minimum(group: str, parameter: str, open_to: Callable[[Mapping[str, Any]], bool] | None) -> ConditionRule:
    """The rule of a minimum that an exception may replace."""

    def rule(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
        if not _taken(facts):
            return Verdict(None, _NOT_TAKEN, ("/basic_training/completed",))
        if open_to is not None and open_to(facts):
            return Verdict(None, _SET_ASIDE, ("/background",))
        return _group(weighing, facts, day, group, parameter)

    return rule


def _exception(group: str, parameter: str, open_to: Callable[[Mapping[str, Any]], bool]) -> ConditionRule:
    """The rule of an exception: weighed where the university training opens it."""

    def rule(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
        if not open_to(facts):
            return Verdict(None, _NO_EXCEPTION, ("/background",))
        if not _taken(facts):
            return Verdict(None, _NOT_TAKEN, ("/basic_training/completed",))
        return _group(weighing, facts, day, group, parameter)

    return rule


economic_legal_tax = RULES.encodes(f"{R07}/s2-al1-p1")(
    _minimum("economic_legal_tax", "economic-legal-tax-hours", legal_background)
)
economic_legal_tax_for_jurists = RULES.encodes(f"{R07}/s2-al1-p1-exc")(
    _exception("economic_legal_tax", "economic-legal-tax-hours-legal", legal_background)
)
psychosocial = RULES.encodes(f"{R07}/s2-al1-p2")(
    _minimum("psychosocial", "psychosocial-hours", psychosocial_background)
)
psychosocial_for_psychologists = RULES.encodes(f"{R07}/s2-al1-p2-exc")(
    _exception("psychosocial", "psychosocial-hours-psychosocial", psychosocial_background)
)
process_negotiation = RULES.encodes(f"{R07}/s2-al1-p3")(
    _minimum("process_negotiation", "process-negotiation-hours", None)
)
family_violence = RULES.encodes(f"{R07}/s2-al1-p4")(_minimum("family_violence", "family-violence-hours", None))


_AWARENESS_FREED = Text(
    "Selon cette lecture, les 3 heures tombent avec le minimum réduit.",
    "On this reading, the 3 hours go with the lowered minimum.",
)


@RULES.encodes(f"{R07}/s2-al1-p2-sub")
def post_breakup_awareness(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 2, par. 1, subpar. 2: the 3 hours stay within the 6 of the exception (A-11)."""
    if not _taken(facts):
        return Verdict(None, _NOT_TAKEN, ("/basic_training/completed",))
    if psychosocial_background(facts) and weighing.reading(AWARENESS_KEPT) == "false":
        return Verdict(None, _AWARENESS_FREED, ("/background",))
    least, taken = _value(weighing, "post-breakup-hours", day), facts["basic_training"]["post_breakup_awareness"]
    because = _HOURS.fill(taken=taken, least=least)
    return Verdict(taken >= least, because, ("/basic_training/post_breakup_awareness",))


def _together(verdicts: Mapping[str, Verdict], beginnings: tuple[str, ...], all_met: Text, not_met: Text) -> Verdict:
    failing = [verdict for norm, verdict in verdicts.items() if verdict.holds is False and norm.startswith(beginnings)]
    if not failing:
        return Verdict(True, all_met)
    return Verdict(False, not_met, tuple(pointer for verdict in failing for pointer in verdict.facts))


_FOUR_GROUPS = Text("Chaque groupe de sujets a ses heures.", "Each group of subjects has its hours.")
_A_GROUP_LACKS = Text("Il manque des heures dans un groupe de sujets.", "Hours are missing in a group of subjects.")
_FOUR_CONDITIONS = Text("Les conditions de l'article 1 sont remplies.", "The conditions of section 1 are met.")
_A_CONDITION_LACKS = Text(
    "Au moins une condition de l'article 1 n'est pas remplie.", "At least one condition of section 1 is not met."
)


@AGGREGATES.encodes(f"{R07}/s2-al1-scope")
def every_group_covered(verdicts: Mapping[str, Verdict]) -> Verdict:
    """S. 2, par. 1, opening: every group of subjects has its hours; not weighed where the course was not completed."""
    if verdicts[f"{R07}/s2-al1-p3"].holds is None:
        return Verdict(None, _NOT_TAKEN, ("/basic_training/completed",))
    return _together(verdicts, (f"{R07}/s2-al1",), _FOUR_GROUPS, _A_GROUP_LACKS)


@AGGREGATES.encodes(f"{R07}/s1-cumul")
def every_condition_met(verdicts: Mapping[str, Verdict]) -> Verdict:
    """S. 1, opening: the four conditions together, with the distribution of hours of s. 2 that the second refers to."""
    return _together(verdicts, (f"{R07}/s1-", f"{R07}/s2-al1"), _FOUR_CONDITIONS, _A_CONDITION_LACKS)
