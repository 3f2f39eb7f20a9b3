"""A couple's plan: what the law says to one of the two, what is free, what to do, who helps. It decides nothing.

The mediators of the register are an argument, like the directory: this module reads no table and no clock.
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.text import Text
from parvis.pathway.offers import Directory
from parvis.pathway.parts import Assumed, NearMediators, Plan, Section, Territory
from parvis.pathway.separation import steps
from parvis.pathway.separation.asked import Asked
from parvis.pathway.separation.choosing import choosing_section, designated_section
from parvis.pathway.separation.help import helpers_for
from parvis.pathway.separation.hours import cost_section, free_section
from parvis.pathway.separation.safety import SAFETY, safety_on
from parvis.pathway.separation.session import session_section
from parvis.pathway.separation.situation import Couple
from parvis.pathway.standing import leaned_on
from parvis.places.models import OFFICIAL_SEARCH

#: Nothing of the act of 2025 on the unified family tribunal was found in the Code as copied in 2026: it is said, not guessed.
_NEW_COURT = Text(
    "Depuis le 30 juin 2025, la Cour du Québec entend les couples en union civile ou parentale. La réforme prévoit "
    "une médiation avant l'audience dans ces dossiers. Nous n'avons pas trouvé l'article ni le jour : demandez au greffe.",
    "Since June 30, 2025 the Court of Québec hears couples in a civil or parental union. The reform provides for "
    "mediation before the hearing in those files. We found neither the article nor the day: ask the court office.",
)


def plan_of_couple(
    couple: Couple,
    on: date,
    directory: Directory,
    taken: tuple[Assumed, ...] = (),
    mediators: NearMediators | None = None,
) -> Plan:
    """The plan of a couple as of a day. `law.questions.Refusal` where a day given cannot be."""
    asked = Asked(couple, on)
    todo = steps.steps_of(asked)
    free = free_section(asked)
    designated = couple.referred_to == "designated"
    chosen = designated_section(on) if designated else choosing_section(couple, on)
    sections: tuple[Section, ...] = (session_section(asked), free, cost_section(asked), chosen)
    return Plan(
        situation=couple,
        on=on,
        summary=_summary(asked, free),
        deadline=steps.deadline_of(todo, on),
        standing=None,
        territory=_territory(couple, directory),
        prescription=None,
        route=None,
        path=steps.path_of(asked),
        steps=todo,
        later=steps.later_of(asked),
        others=steps.others_of(asked),
        if_nothing=None,
        helpers=helpers_for(couple, on, directory),
        to_read=(),
        paused=(),
        assumed=taken,
        leaned_on=leaned_on(asked.decisions()),
        safety=SAFETY,
        notes=(_NEW_COURT,) if _may_be_before_the_new_court(couple) else (),
        sections=sections,
        mediators=None if designated else mediators or NearMediators(),
        careful=safety_on(on),
    )


def _may_be_before_the_new_court(couple: Couple) -> bool:
    """A civil union, or de facto spouses with a child: a parental union, where the child was born since 2025-06-30."""
    return couple.union in (None, "civil_union") or (couple.union == "de_facto" and couple.children is not False)


def _summary(asked: Asked, free: Section) -> Text:
    day = asked.referral.outcome["first_meeting_by"] if asked.referral else None
    if day is not None and day >= asked.on:
        start = Text(
            "Le tribunal a suspendu votre dossier : la première rencontre de médiation a lieu au plus tard le {day}.",
            "The court stayed your file: the first mediation meeting is held by {day}.",
        ).fill(day=day)
        return Text(f"{start.fr} {free.lead.fr}", f"{start.en} {free.lead.en}")
    return free.lead


def _territory(couple: Couple, directory: Directory) -> Territory | None:
    """The courthouse of where this person lives: to ask, and to file a certificate; which court hears the case is not said."""
    slug = couple.district
    if slug is None:
        return None
    name = directory.district_names.get(slug, "")
    sentence = Text(
        "Vous habitez dans le district de {name}. Si un dossier est ouvert, c'est le greffe écrit sur vos papiers qui compte.",
        "You live in the district of {name}. Where a file is open, the court office named on your papers is the one.",
    ).fill(name=name)
    unsure = not (couple.home and couple.home.sure)
    return Territory(sentence, slug, name, directory.court_places.get(slug, ()), (), OFFICIAL_SEARCH, unsure)
