"""Who may supervise the first mandate: certified mediators who have completed enough mandates (r. 0.7, s. 1, subpar. 4).

Whether somebody qualifies is `supervising.qualifies`, which asks the law; here they are looked for by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parvis.roster.models import Certification
from parvis.roster.names import name_key
from parvis.roster.standing import status_on
from parvis.roster.supervising import completed_by, qualifies

#: How many names are looked at. Not legal: beyond that, a longer name is asked for.
LOOKED_AT = 24


def supervisors_named(typed: str, *, on: date, but: int | None = None) -> Sequence[Certification]:
    """Those whose name holds each word typed, certified on that day and with enough mandates, by name. `but`: the account of
    whoever looks, since nobody supervises themself.
    """
    found = Certification.objects.filter(
        kind="family_mediation", periods__days__contains=on, periods__status="certified"
    )
    for word in name_key(typed).split()[:6]:
        found = found.filter(professional__name_key__contains=word)
    if but is not None:
        found = found.exclude(professional__file__person=but)
    named = found.select_related("professional", "body").order_by("professional__name_key", "pk")[:LOOKED_AT]
    return [one for one in named if qualifies(True, completed_by(one.professional, on), on)]


def supervisor_facts(certification_id: int, *, on: date) -> dict[str, Any] | None:
    """The supervisor as a fact of `family-mediation/certification`, as things are on that day; None where there is none such."""
    one = (
        Certification.objects.filter(pk=certification_id, kind="family_mediation")
        .select_related("professional")
        .first()
    )
    if one is None:
        return None
    status, _ = status_on(one, on)
    mandates = completed_by(one.professional, on)
    return {"name": one.professional.name, "certified": status == "certified", "mandates_completed": mandates}


def named_by_hand(answers: Mapping[str, Any]) -> str:
    """The supervisor whom an applicant wrote by hand, outside the register; "" where they chose one of it, or named nobody."""
    return "" if answers.get("supervisor") else str(answers.get("supervisor_name") or "").strip()


def perhaps(answers: Mapping[str, Any], *, on: date, but: int | None = None) -> Sequence[Certification]:
    """Those of the register who may be the supervisor that an applicant named by hand: that name, and what section 1 asks for."""
    name = named_by_hand(answers)
    return supervisors_named(name, on=on, but=but) if name_key(name) else []
