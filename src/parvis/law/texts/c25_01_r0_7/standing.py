"""Sections 7 (suspension, revocation), 9 (cancellation) and 9.1 (certified again): one rule a norm.

A rule of sections 7 and 9 reads one step of the course of a certification; a rule of section 9.1 reads one request,
with what there was on its day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.application import fee_verdict
from parvis.law.texts.c25_01_r0_7.certification import R07
from parvis.law.texts.c25_01_r0_7.standing_course import DECISIONS, Asked, Step

#: Rules of sections 7 and 9: one step of the course.
STEPS: Rulebook[Callable[[Step], Verdict]] = Rulebook(LAW.norms)

EXACTLY_5_YEARS = "cancelled_exactly_5_years"

_GROUND = Text("Le motif est inscrit le {day}.", "The ground is recorded on {day}.")
_DECIDED = {
    "suspended": Text(
        "Le {day}, l'accréditeur décide de suspendre, car l'engagement n'est pas respecté.",
        "On {day}, the certifier decides to suspend, because the undertaking is not complied with.",
    ),
    "revoked": Text(
        "Le {day}, l'accréditeur décide de révoquer, car l'engagement n'est pas respecté.",
        "On {day}, the certifier decides to revoke, because the undertaking is not complied with.",
    ),
}
_NOTHING_TO_ACT_ON = Text(
    "Le {day}, il n'y a pas d'accréditation à suspendre ou à révoquer.",
    "On {day}, there is no certification to suspend or revoke.",
)


def _on_record(step: Step) -> Verdict:
    """The certifier recorded it; without a certification in force there is nothing to act on."""
    text = _NOTHING_TO_ACT_ON
    if step.effect:
        text = _DECIDED[step.effect] if step.type in DECISIONS else _GROUND
    return Verdict(True if step.effect else None, text.fill(day=short_date(step.day)), (step.pointer,))


@STEPS.encodes(
    f"{R07}/s7-al1-p1-temp",
    f"{R07}/s7-al1-p1-perm",
    f"{R07}/s7-al1-p1-permit",
    f"{R07}/s7-al1-p1-susp",
    f"{R07}/s7-al1-p2-total",
    f"{R07}/s7-al1-p2-susp",
    f"{R07}/s7-al1-p2-dism",
    f"{R07}/s7-al1-p3",
)
def ground_on_record(step: Step) -> Verdict:
    """S. 7, par. 1, subpars 1 to 3: the ground, as recorded by the certifier (A-24, A-25)."""
    return _on_record(step)


_MUST = Text(
    "Un motif existe le {day}: l'accréditeur suspend ou révoque.",
    "A ground exists on {day}: the certifier suspends or revokes.",
)


@STEPS.encodes(f"{R07}/s7-al1-duty")
def suspends_or_revokes(step: Step) -> Verdict:
    """S. 7, par. 1, opening: the certifier has no choice once there is a ground, save which of the two for subpar. 3."""
    if not step.effect:
        return _on_record(step)
    return Verdict(True, _MUST.fill(day=short_date(step.day)), (step.pointer,))


_PROVED = Text(
    "Le {day}, la personne a montré qu'elle a complété son engagement.",
    "On {day}, the person has shown that the undertaking is completed.",
)
_NOT_PROVED = Text(
    "Le {day}, la personne n'a pas montré qu'elle a respecté son engagement.",
    "On {day}, the person has not shown compliance with the undertaking.",
)


@STEPS.encodes(f"{R07}/s7-al1-p3-proof")
def undertaking_shown(step: Step) -> Verdict:
    """S. 7, par. 1, subpar. 3: whether the attestation and the supervisor's affidavit came in, as the record tells."""
    shown = step.type == "undertaking_completed"
    return Verdict(shown, (_PROVED if shown else _NOT_PROVED).fill(day=short_date(step.day)), (step.pointer,))


_SUSPENDED = Text("L'accréditation est suspendue le {day}.", "The certification is suspended on {day}.")
_LIFTED = Text(
    "Le {day}, plus rien ne suspend l'accréditation: elle reprend effet.",
    "On {day}, nothing suspends the certification any more: it takes effect again.",
)
_REVOKED = Text("L'accréditation est révoquée le {day}.", "The certification is revoked on {day}.")


@STEPS.encodes(f"{R07}/s7-al2-temp")
def suspended_for_a_time(step: Step) -> Verdict:
    """S. 7, par. 2: a temporary sanction suspends, for as long as it runs (A-24)."""
    text = _LIFTED if step.effect == "lifted" else _SUSPENDED
    return Verdict(True, text.fill(day=short_date(step.day)), (step.pointer,))


@STEPS.encodes(f"{R07}/s7-al2-perm")
def revoked_for_good(step: Step) -> Verdict:
    """S. 7, par. 2: a permanent sanction revokes."""
    return Verdict(True, _REVOKED.fill(day=short_date(step.day)), (step.pointer,))


_INFORMED = Text("L'accréditeur est informé le {day}.", "The certifier is informed on {day}.")
_NOTHING_TO_CANCEL = Text(
    "Le {day}, il n'y a pas d'accréditation à annuler.", "On {day}, there is no certification to cancel."
)
_CANCELLED = Text("L'annulation a effet le {day}.", "The cancellation takes effect on {day}.")


@STEPS.encodes(f"{R07}/s9-al1-cease", f"{R07}/s9-al1-employ", f"{R07}/s9-al1-resign", f"{R07}/s9-al1-timing")
def cancels_once_informed(step: Step) -> Verdict:
    """S. 9, par. 1: the certifier cancels as soon as it is informed (A-26)."""
    text = _INFORMED if step.effect else _NOTHING_TO_CANCEL
    return Verdict(True if step.effect else None, text.fill(day=short_date(step.day)), (f"{step.pointer}/informed",))


@STEPS.encodes(f"{R07}/s9-al2")
def in_effect_when_informed(step: Step) -> Verdict:
    """S. 9, par. 2: the day the certifier was informed, not the day of the event."""
    return Verdict(True, _CANCELLED.fill(day=short_date(step.day)), (f"{step.pointer}/informed",))


@dataclass(frozen=True, slots=True)
class Return:
    """A request as section 9.1 looks at it, with the two days that part its cases.

    `five_years` and `two_years` are the same day of the year that many years after the cancellation took effect.
    """

    asked: Asked
    day: date
    five_years: date | None
    two_years: date | None

    @property
    def again(self) -> bool:
        """Whether certification comes back without new training, apart from the very day of 5 years."""
        return self.five_years is not None and self.asked.day < self.five_years


#: Rules of section 9.1: one request.
REQUESTS: Rulebook[Callable[[Weighing, Return], Verdict]] = Rulebook(LAW.norms)

_AFTER_CANCELLATION = Text(
    "Demande faite après l'annulation du {cancelled}.", "Request made after the cancellation of {cancelled}."
)
_AFTER_REVOCATION = Text(
    "L'accréditation est révoquée, non annulée: il faut une nouvelle demande.",
    "The certification is revoked, not cancelled: a new application is needed.",
)
_NOT_CANCELLED = Text("L'accréditation n'est pas annulée.", "The certification is not cancelled.")


def returning(weighing: Weighing, asked: Asked, day: date) -> Return:
    """The request with the days that part the cases of s. 9.1; `day` is the one whose law is applied."""
    if asked.cancelled is None:
        return Return(asked, day, None, None)
    unit, name = ("s91-p1-case", "certified-again-years") if asked.completed else ("s91-p3-2y", "section-4-1-years")
    after = cast(Period, weighing.parameter(f"{R07}/{name}", day=day)).after(asked.cancelled)
    return Return(asked, day, after, None) if unit == "s91-p1-case" else Return(asked, day, None, after)


@REQUESTS.encodes(f"{R07}/s91-scope")
def after_a_cancellation(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, opening: a cancellation only; who was revoked makes a new application."""
    asked = request.asked
    pointers = (f"/events/{asked.index}",)
    if asked.status == "cancelled" and asked.cancelled is not None:
        return Verdict(True, _AFTER_CANCELLATION.fill(cancelled=short_date(asked.cancelled)), pointers)
    return Verdict(False, _AFTER_REVOCATION if asked.status == "revoked" else _NOT_CANCELLED, pointers)


_NOT_COMPLETED = Text("L'engagement n'était pas complété.", "The undertaking had not been completed.")
_COMPLETED = Text("L'engagement était complété.", "The undertaking had been completed.")
_WITHIN_5 = Text(
    "Engagement complété; demande faite avant le {limit}.", "Undertaking completed; request made before {limit}."
)
_BEYOND_5 = Text(
    "Engagement complété; demande faite après le {limit}.", "Undertaking completed; request made after {limit}."
)
_VERY_DAY = Text(
    "Demande faite le jour même des 5 ans, le {limit}.", "Request made on the very day of 5 years, {limit}."
)


def _very_day(weighing: Weighing, request: Return) -> bool | None:
    """On the very day of 5 years, whether the lighter case applies; None on any other day (A-29)."""
    if request.asked.day != request.five_years:
        return None
    return weighing.reading(EXACTLY_5_YEARS) == "certify_again"


@REQUESTS.encodes(f"{R07}/s91-p1-case")
def less_than_five_years(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpar. 1: completed, and cancelled for less than 5 years; the very day is read with it (A-29)."""
    pointers = (f"/events/{request.asked.index}/date",)
    if request.five_years is None:
        return Verdict(None, _NOT_COMPLETED, pointers)
    limit = short_date(request.five_years)
    lighter = _very_day(weighing, request)
    if lighter is not None:
        return Verdict(lighter, _VERY_DAY.fill(limit=limit), pointers)
    return Verdict(request.again, (_WITHIN_5 if request.again else _BEYOND_5).fill(limit=limit), pointers)


@REQUESTS.encodes(f"{R07}/s91-p2-case")
def more_than_five_years(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpar. 2: completed, and cancelled for more than 5 years: the complementary training again."""
    first = less_than_five_years(weighing, request)
    return Verdict(None if first.holds is None else not first.holds, first.because, first.facts)


_ONE_YEAR = Text(
    "La formation complémentaire est à suivre au plus tard {period} après la nouvelle accréditation.",
    "The complementary training is to be done within {period} of the new certification.",
)


@REQUESTS.encodes(f"{R07}/s91-p2-dead")
def training_within_a_year(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpar. 2: the training is to be completed within one year."""
    period = cast(Period, weighing.parameter(f"{R07}/training-again-period", day=request.day))
    return Verdict(True, _ONE_YEAR.fill(period=period.text()), (f"/events/{request.asked.index}",))


@REQUESTS.encodes(f"{R07}/s91-p1-fee", f"{R07}/s91-p2-fee")
def fee_with_the_request(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpars 1 and 2: the fee for the examination of the request."""
    pointer = f"/events/{request.asked.index}/fee_paid"
    return fee_verdict(weighing, request.asked.fee_paid, request.day, pointer)


_WITHIN_2 = Text(
    "Demande faite à temps: le dernier jour est le {limit}.", "Request made in time: the last day is {limit}."
)
_BEYOND_2 = Text(
    "Demande faite trop tard: le dernier jour était le {limit}.", "Request made too late: the last day was {limit}."
)


@REQUESTS.encodes(f"{R07}/s91-p3-2y")
def within_two_years(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpar. 3: not more than 2 years since the cancellation, the last day included (A-30)."""
    pointers = (f"/events/{request.asked.index}/date",)
    if request.two_years is None:
        return Verdict(None, _COMPLETED, pointers)
    within = request.asked.day <= request.two_years
    return Verdict(within, (_WITHIN_2 if within else _BEYOND_2).fill(limit=short_date(request.two_years)), pointers)


@REQUESTS.encodes(f"{R07}/s91-p3-case")
def section_4_1_with_adaptations(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpar. 3: not completed: the conditions of s. 4.1, while that route is open."""
    within = within_two_years(weighing, request)
    holds = True if within.holds else None
    because = _NOT_COMPLETED if within.holds else within.because
    return Verdict(holds, because, (f"/events/{request.asked.index}",))


@REQUESTS.encodes(f"{R07}/s91-p3-else")
def new_application(weighing: Weighing, request: Return) -> Verdict:
    """S. 9.1, subpar. 3: after the 2 years, a new application for certification."""
    within = within_two_years(weighing, request)
    return Verdict(True if within.holds is False else None, within.because, within.facts)
