"""The kept state of each undertaking: worked out again from the law, for the lists and the letters."""

from __future__ import annotations

from datetime import date
from typing import Any

from parvis.roster.models import Certification, Mandate, Professional, StandingAct, Undertaking
from parvis.roster.progress import NoUndertaking, Picture, progress_of


def follow(certification: Certification, *, on: date) -> Undertaking | None:
    """Ask the law where an undertaking stands and keep the answer; None where there is none. Idempotent."""
    if certification.kind != "family_mediation":
        return None
    try:
        return keep(progress_of(certification, on))
    except NoUndertaking:
        return None


def follow_professional(professional: Professional, *, on: date) -> None:
    """The same for each family certification of a professional: their mandates count for all of them."""
    for each in Certification.objects.filter(professional=professional, kind="family_mediation"):
        follow(each, on=on)


def follow_mandate(mandate: Mandate, *, on: date) -> None:
    """The same for whoever mediates in a mandate."""
    for each in (mandate.mediator, mandate.co_mediator):
        if each is not None:
            follow_professional(each.professional, on=on)


def keep(picture: Picture) -> Undertaking:
    """Keep what a picture shows."""
    began: dict[str, Any] = {"kind": picture.beginning.kind, "began": picture.beginning.day}
    values: dict[str, Any] = {
        **began,
        "deadline": picture.last_day,
        "ask_by": picture.ask_by,
        "status": picture.status,
        "lines_missing": len(picture.missing),
        "unsupervised": len(picture.without_supervision),
        "unmet_on": _unmet_on(picture),
        "computed_on": picture.on,
    }
    there = Undertaking.objects.filter(certification=picture.certification).first()
    if there is not None and (there.kind, there.began) != (began["kind"], began["began"]):
        values |= {"declared_on": None, "told": []}
    row, _ = Undertaking.objects.update_or_create(certification=picture.certification, defaults=values)
    return row


def _unmet_on(picture: Picture) -> date | None:
    """The day on which the certifier recorded that the undertaking was not met, if that was since the present deadline."""
    acts = StandingAct.objects.counted().filter(certification=picture.certification, kind="undertaking_unmet")
    last = acts.filter(day__gt=picture.last_day, day__lte=picture.on).last()
    return last.day if last else None
