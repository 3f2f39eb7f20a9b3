"""The plan: from a situation to what the law says, what to do by when, and who helps.

A plan decides nothing: the law's questions decide, the directory knows the services, and this module puts their answers
in order. It reads no clock and no table: the day and the directory are arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.text import Text
from parvis.law.questions import Refusal, decide
from parvis.pathway import detours, facts, matching
from parvis.pathway.catalogue import couples
from parvis.pathway.delivery import with_how
from parvis.pathway.offers import Directory
from parvis.pathway.parts import (
    Assumed,
    Deadline,
    MediationRoute,
    NearMediators,
    Plan,
    Prescription,
    Standing,
    Step,
    Territory,
)
from parvis.pathway.questions import answered, shown
from parvis.pathway.separation.plan import plan_of_couple
from parvis.pathway.separation.situation import couple_of
from parvis.pathway.situation import Situation, situation_of
from parvis.pathway.standing import leaned_on, prescription_of, route_of, standing_of
from parvis.pathway.steps import Timetable, mediation_step
from parvis.pathway.summary import summary
from parvis.pathway.territory import territory_of

__all__ = ["Plan", "compose_plan", "plan_of"]

FIRST_STAGES = ("before_claim", "notice_sent", "claim_filed")
SAFETY = Text(
    "Si l'autre partie vous fait vivre de la violence conjugale ou sexuelle, la médiation n'est pas obligatoire. Un "
    "service "
    "d'aide aux victimes peut vous remettre une attestation à déposer au greffe. Le greffe ne dit à personne "
    "pourquoi. Nous ne "
    "vous demandons rien à ce sujet, et rien n'est noté ici.",
    "If the other party subjects you to domestic or sexual violence, mediation is not mandatory. A victims' "
    "assistance service "
    "can give you a certificate to file at the court office. The court office tells no one why. We ask you nothing "
    "about it, "
    "and nothing is noted here.",
)


def plan_of(answers: Mapping[str, Any], on: date, directory: Directory, mediators: NearMediators | None = None) -> Plan:
    """The plan of kept answers. `law.questions.Refusal` where the days given contradict each other.

    `mediators`: those of the register near this person, for a couple.
    """
    if couples(answers):
        return plan_of_couple(couple_of(answers), on, directory, assumed(answers), mediators)
    return compose_plan(situation_of(answers), on, directory, assumed(answers))


def assumed(answers: Mapping[str, Any]) -> tuple[Assumed, ...]:
    """What the plan takes as true: every question asked, with its answer."""
    return tuple(
        Assumed(one.key, one.short, shown(one, answers[one.key], answers), answers[one.key] is not None)
        for one in answered(answers)
    )


def compose_plan(situation: Situation, on: date, directory: Directory, taken: tuple[Assumed, ...] = ()) -> Plan:
    """The plan of a situation as of a day, with the services and places of a directory."""
    asked = _Asked(situation, on)
    elsewhere = asked.elsewhere
    standing = standing_of(asked.jurisdiction, situation) if asked.jurisdiction else None
    timetable = Timetable(asked.timetable, situation)
    prescription = prescription_of(asked.prescription, situation) if asked.prescription else None
    route = route_of(asked.route) if asked.route else None
    territory = None if elsewhere else _territory(situation, asked.territory, directory)
    mandatory = _mandatory(asked.route)
    doing = _doing(timetable, situation, standing, prescription, route, elsewhere)
    usual = not elsewhere and not detours.is_too_late(prescription, situation)
    found = matching.helpers(directory, situation, on, mandatory=mandatory, elsewhere=elsewhere)
    helpers, to_read, paused = matching.kept_apart(found)
    return Plan(
        situation=situation,
        on=on,
        summary=summary(situation, timetable, standing, territory, prescription, route, elsewhere=elsewhere),
        deadline=doing.deadline,
        standing=standing,
        territory=territory,
        prescription=prescription,
        route=route,
        path=timetable.path(mandatory) if usual else (),
        steps=doing.steps if elsewhere else with_how(doing.steps, territory),
        later=doing.later,
        others=doing.others,
        if_nothing=timetable.if_nothing() if usual else None,
        helpers=helpers,
        to_read=to_read,
        paused=paused,
        assumed=taken,
        leaned_on=leaned_on(asked.decisions()),
        safety=SAFETY if _mediation_is_near(situation, route) and _between_people(situation) else None,
        notes=(*_notes(situation, prescription, elsewhere), *_left_to_a_person(asked.prescription, situation)),
        elsewhere=elsewhere,
    )


@dataclass(frozen=True, slots=True)
class _Doing:
    """What is done now, what may come later, what others do, and the day that matters most."""

    steps: tuple[Step, ...]
    later: tuple[Step, ...]
    others: tuple[Step, ...]
    deadline: Deadline | None


def _doing(
    timetable: Timetable,
    situation: Situation,
    standing: Standing | None,
    prescription: Prescription | None,
    route: MediationRoute | None,
    elsewhere: bool,
) -> _Doing:
    on = timetable.on
    if prescription and detours.is_too_late(prescription, situation):
        return _Doing(detours.too_late_steps(prescription, on), (), (), detours.too_late_deadline(prescription))
    if elsewhere and standing:
        steps = detours.with_warning(
            detours.elsewhere_steps(timetable, standing, situation), prescription, situation, on
        )
        return _Doing(steps, (), (), timetable.deadline(steps))
    steps, later, others = timetable.steps()
    before = (mediation_step(timetable, route), detours.reduction_step(standing, situation))
    steps = (*(step for step in before if step), *detours.with_warning(steps, prescription, situation, on))
    return _Doing(steps, later, others, timetable.deadline(steps))


class _Asked:
    """The law's answers to this situation; a question that has no bearing on its stage is not asked."""

    def __init__(self, situation: Situation, on: date) -> None:
        first = situation.stage in FIRST_STAGES
        self.jurisdiction = decide("small-claims/jurisdiction", facts.jurisdiction(situation, on)) if first else None
        excluded = self.jurisdiction is not None and self.jurisdiction.outcome["small_claim"] is False
        #: Outside the Division, unless it can be mended (a reduction) or a claim already runs there.
        self.elsewhere = excluded and situation.before_filing and not _can_be_reduced(self.jurisdiction)
        self.prescription = self.route = self.territory = None
        self.timetable = decide("small-claims/timetable", facts.timetable(situation, on))
        if first and not (self.elsewhere and detours.has_its_own_limits(situation)):
            self.prescription = decide("limits/prescription", facts.prescription(situation, on))
        if self.elsewhere:
            return
        if situation.stage not in ("hearing_day", "after_judgment"):
            self.route = decide("small-claims/mediation-route", facts.mediation_route(situation, on))
        if situation.before_filing:
            self.territory = decide("small-claims/territory", facts.territory(situation, on))

    def decisions(self) -> list[Decision]:
        """Every decision made, in the order of the plan."""
        every = (self.jurisdiction, self.territory, self.prescription, self.route, self.timetable)
        return [each for each in every if each is not None]


def _can_be_reduced(decision: Decision | None) -> bool:
    return decision is not None and decision.outcome["reduce_to"] is not None


def _mandatory(decision: Decision | None) -> bool | None:
    """Whether mediation is, or would be, mandatory in this file."""
    if decision is None:
        return None
    route = decision.outcome["would_be"] or decision.outcome["route"]
    return None if route == "unknown" else route in ("mandatory", "arbitration")


def _territory(situation: Situation, decision: Decision | None, directory: Directory) -> Territory:
    slug = decision.outcome["district"] if decision else situation.district
    named = situation.forum.name if situation.forum else ""
    places = tuple(sorted(directory.court_places.get(slug or "", ()), key=lambda place: place.name != named))
    return territory_of(situation, decision, places, directory.district_names.get(slug or "", ""))


def _left_to_a_person(decision: Decision | None, situation: Situation) -> tuple[Text, ...]:
    """What the law on time leaves to somebody's judgment, said to the one whose right it is."""
    if decision is None or not situation.is_claimant:
        return ()
    return tuple(left.why for left in decision.for_a_person)


def _mediation_is_near(situation: Situation, route: MediationRoute | None) -> bool:
    return route is not None and situation.stage in ("claim_filed", "contested", "mediation", "arbitration")


def _between_people(situation: Situation) -> bool:
    """Whether both may be people: only then may one of them fear the other at home. Not known is not "no"."""
    return situation.own_kind in (None, "person") and situation.other_kind in (None, "person")


def _notes(situation: Situation, prescription: Prescription | None, elsewhere: bool) -> tuple[Text, ...]:
    notes = []
    if not elsewhere and situation.stage in ("contested", "mediation") and situation.filed is None:
        notes.append(
            Text(
                "Nous ne savons pas quand la demande a été déposée. Nous appliquons la règle d'aujourd'hui : une "
                "demande plus "
                "ancienne peut en suivre une autre.",
                "We do not know when the claim was filed. Today's rule is applied: an older claim may follow another.",
            )
        )
    if not elsewhere and situation.district is None:
        notes.append(
            Text(
                "Sans le district, nous ne montrons que les services offerts partout au Québec.",
                "Without the district, only services offered everywhere in Québec are shown.",
            )
        )
    if situation.before_filing and prescription and not prescription.may_change:
        notes.append(
            Text(
                "Ce plan suppose qu'il n'y a ni entente écrite qui suspend le délai, ni reconnaissance de la dette "
                "depuis. Si c'est le "
                "cas, le dernier jour peut être plus tard.",
                "This plan assumes that no written agreement suspends the time and that the debt was not "
                "acknowledged since. If so, "
                "the last day may be later.",
            )
        )
    return tuple(notes)


def contradicts(refusal: Refusal) -> tuple[str, ...]:
    """The pointers of the facts that the law refused, for a page that asks to check the days."""
    return tuple(fault.at for fault in refusal.faults)
