"""Under which certification a mandate is opened, and which certification is a co-mediator's: chosen, never the first of several."""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.roster.certified import certified_on
from parvis.roster.models import Certification, Designation, StandingPeriod
from parvis.roster.opening import CERTIFIED_FOR
from parvis.web.practice.typed import Typed
from parvis.web.typed import whole_number

_WHO = Text(
    "Nous ne trouvons personne de ce nom qui soit accrédité ce jour-là.",
    "We find nobody of that name who is certified on that day.",
)
_WHICH = Text(
    "Choisissez l’accréditation sous laquelle vous médiez.", "Choose the certification under which you mediate."
)
_WHICH_ONE = Text(
    "Plusieurs accréditations portent ce nom : choisissez laquelle.",
    "Several certifications bear that name: choose which.",
)


def chosen_certification(
    typed: Typed, mine: list[Certification], kind: str, *, opened: date | None, couple: str, person: Person
) -> Certification | None:
    """Their certification for this kind of mandate, in force on the day: that of a designation which they accepted for the couple,
    else the one chosen, else the only one. Where none was in force, any of the kind: the act says why it refuses.
    """
    of_kind = [one for one in mine if kind in CERTIFIED_FOR and one.kind == CERTIFIED_FOR[kind]]
    in_force = [one for one in of_kind if opened is not None and certified_on(one, opened)]
    designated = Designation.objects.own(person).filter(state="accepted", couple__number=couple) if couple else None
    named = set(designated.values_list("mediator", flat=True)) if designated is not None else set()
    said = whole_number(typed.post.get("certification", "")[:12])
    typed.values["certification"] = str(said or "")
    if len(in_force) > 1:
        typed.values["certifications"] = [{"value": str(one.pk), "label": one.body.name} for one in in_force]
    for wanted in (named, {said}):
        if found := next((one for one in in_force if one.pk in wanted), None):
            return found
    if len(in_force) > 1:
        typed.faults["certification"] = _WHICH
        return None
    return next(iter(in_force or of_kind), None)


def chosen_co_mediator(
    typed: Typed, kind: str, *, opened: date | None, but: Certification | None
) -> Certification | None:
    """A co-mediator by their name as the public register has it that day; where several bear it, the one chosen."""
    name, said = typed.text("co_mediator"), whole_number(typed.post.get("co_certification", "")[:12])
    typed.values["co_certification"] = str(said or "")
    if not name or kind not in CERTIFIED_FOR or opened is None:
        return None
    in_force = StandingPeriod.objects.on(opened).filter(status="certified").values("certification")
    there = Certification.objects.filter(kind=CERTIFIED_FOR[kind], professional__name__iexact=name, pk__in=in_force)
    known = list(there.select_related("professional", "body").order_by("professional__name_key", "pk")[:20])
    others = [one for one in known if but is None or one.professional_id != but.professional_id]
    if len(others) > 1:
        typed.values["co_certifications"] = [
            {"value": str(one.pk), "label": one.professional.name, "hint": one.body.name} for one in others
        ]
    if found := next((one for one in others if one.pk == said), None):
        return found
    if len(others) > 1:
        typed.faults["co_certification"] = _WHICH_ONE
        return None
    if not known:
        typed.faults["co_mediator"] = _WHO
    return next(iter(others or known), None)
