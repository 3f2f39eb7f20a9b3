"""Section 21, the roll-out and the pilot project of 2015-2018: which claims are subject to mandatory mediation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Span
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.roll_out import RollOut, roll_out

R061 = "c25.01-r0.6.1"
REGULATION = date(2023, 11, 23)
#: The day on which the Ministry announced that every judicial district has it (newswire.ca, release of 2026-03-11).
EVERYWHERE = date(2026, 3, 11)
PILOT_DISTRICTS = ("gatineau", "terrebonne")
PILOT = Span(date(2015, 5, 15), date(2018, 5, 14))

#: The rules of section 21, of the roll-out and of the pilot project's section 1.
RULES: Rulebook[Any] = Rulebook(LAW.norms)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whether the claim is subject to mandatory mediation (None: not known), and what that rests on."""

    mandatory: bool | None
    excluded: bool = False
    pilot: bool = False
    needed: tuple[str, ...] = ()
    bounds: Span | None = None
    ceiling: Money | None = None


def subject_of(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Subject:
    """Whether a claim of that day is subject to mandatory mediation: the pilot project, or the regulation of 2023."""
    return (pilot_project if day in PILOT else mandatory_mediation)(weighing, facts, day)


def mandatory_mediation(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Subject:
    """Regulation of 2023, s. 21: the roll-out in the district, the value in dispute, and the cases set apart."""
    reached = _trigger_day(weighing, facts)
    if reached < REGULATION:
        return Subject(False)
    ceiling = cast(Money, weighing.parameter(f"{R061}/s21-ceiling", day=max(day, REGULATION)))
    district = facts["district"]
    entry = None if district is None else roll_out()[district]
    bounds = None if entry is None else Span(entry.not_before, entry.not_after)
    excluded = _excluded(weighing, facts, reached)
    small = _value_within(weighing, facts, ceiling, reached, set_aside=excluded)
    in_force = None if entry is None else _rolled_out(weighing, facts, entry, reached)
    if small is False or in_force is False:
        return Subject(False, bounds=bounds, ceiling=ceiling)
    if excluded:
        return Subject(False, excluded=True, bounds=bounds, ceiling=ceiling)
    needed = (("/district",) if district is None else ()) + (("/claim_amount",) if small is None else ())
    mandatory = True if small and in_force else None
    return Subject(mandatory, needed=needed, bounds=bounds, ceiling=ceiling)


def _trigger_day(weighing: Weighing, facts: Mapping[str, Any]) -> date:
    """The day that the roll-out looks at: filing, or contestation (the texts seen do not say)."""
    filed = facts["claim_filed"] or facts["on"]
    contested = facts["contested"] or facts["on"]
    district = facts["district"]
    if _agree(filed, contested, None if district is None else roll_out()[district]):
        return cast(date, filed)
    if weighing.reading("r061-trigger") == "contested":
        filed = contested
    why = Text(
        "La demande et la contestation tombent de chaque côté du déploiement dans le district: le greffe dit si le "
        "dossier est soumis à la médiation obligatoire.",
        "The claim and the contestation fall on either side of the roll-out in the district: the clerk says whether "
        "the file is subject to mandatory mediation.",
    )
    weighing.leave_to_a_person(f"{R061}/roll-out", why)
    return cast(date, filed)


def _agree(filed: date, contested: date, entry: RollOut | None) -> bool:
    if entry is None:
        return (filed < REGULATION) == (contested < REGULATION)
    return entry.applies(filed) == entry.applies(contested)


@RULES.encodes(f"{R061}/roll-out")
def _rolled_out(weighing: Weighing, facts: Mapping[str, Any], entry: RollOut, reached: date) -> bool | None:
    """Whether mandatory mediation had come to the district; None between two bounds."""
    applies = entry.applies(reached)
    # Whatever is supposed of its first day, a release of the Ministry says that every district has it by then.
    confidence = entry.confidence if reached < EVERYWHERE else "2"
    weighing.lean_on_fact(f"{R061}/roll-out/{entry.district}", confidence)
    since = short_date(entry.not_after)
    if entry.not_before == entry.not_after:
        because = Text("Dans ce district, depuis le {since}.", "In this district, since {since}.").fill(since=since)
    else:
        because = Text(
            "Dans ce district, depuis un jour qui n'est pas connu, au plus tard le {since}.",
            "In this district, since a day that is not known, at the latest {since}.",
        ).fill(since=since)
    weighing.weigh(f"{R061}/roll-out", day=reached, holds=applies, because=because, facts=("/district",))
    if applies is None:
        why = Text(
            "Le jour exact du déploiement n'est pas connu: le greffe dit si le dossier y est soumis.",
            "The exact day of the roll-out is not known: the clerk says whether the file is subject to it.",
        )
        weighing.leave_to_a_person(f"{R061}/roll-out", why)
    return applies


@RULES.encodes(f"{R061}/s21-al1")
def _value_within(
    weighing: Weighing, facts: Mapping[str, Any], ceiling: Money, reached: date, *, set_aside: bool
) -> bool | None:
    """Whether the value in dispute is within the ceiling; two readings where only the counterclaim is above it.

    Where paragraph 2 sets the paragraph aside, a value within the ceiling is not weighed: it makes nothing mandatory.
    """
    claim, counterclaim = facts["claim_amount"], facts["counterclaim_amount"]
    if claim is None:
        because = Text("La somme réclamée n'est pas connue.", "The sum claimed is not known.")
        weighing.weigh(f"{R061}/s21-al1", day=reached, holds=None, because=because, facts=("/claim_amount",))
        return None
    value, pointers = claim, ("/claim_amount",)
    if claim <= ceiling and counterclaim is not None and counterclaim > ceiling:
        if weighing.reading("r061-s21-value") == "highest":
            value, pointers = counterclaim, ("/counterclaim_amount",)
        why = Text(
            "Seule la demande reconventionnelle dépasse le plafond: le greffe dit quelle valeur il retient.",
            "Only the counterclaim is above the ceiling: the clerk says which value counts.",
        )
        weighing.leave_to_a_person(f"{R061}/s21-al1", why)
    because = Text(
        "{value} en litige, sans les intérêts; le plafond est de {ceiling}.",
        "{value} in dispute, interest excluded; the ceiling is {ceiling}.",
    ).fill(value=value, ceiling=ceiling)
    within = bool(value <= ceiling)
    holds = None if within and set_aside else within
    weighing.weigh(f"{R061}/s21-al1", day=reached, holds=holds, because=because, facts=pointers)
    return within


@RULES.encodes(f"{R061}/s21-al2")
def _excluded(weighing: Weighing, facts: Mapping[str, Any], reached: date) -> bool:
    """Section 21, par. 2, an exception: it holds or it is not in play.

    Which case it is never appears: the victims' certificate is confidential.
    """
    exclusions = facts["exclusions"] or {}
    excluded = any(exclusions.values())
    because = (
        Text(
            "La demande n'est pas soumise à la médiation obligatoire.",
            "The claim is not subject to mandatory mediation.",
        )
        if excluded
        else Text("Aucun des cas mis à part n'est signalé.", "None of the cases set apart is reported.")
    )
    weighing.weigh(f"{R061}/s21-al2", day=reached, holds=excluded or None, because=because, facts=("/exclusions",))
    return excluded


@RULES.encodes("c25.01-r1/s1")
def pilot_project(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Subject:
    """The pilot project of 2015-2018: consumer contracts in Gatineau and Terrebonne, save professional fees."""
    district = facts["district"]
    if day not in PILOT or district not in (*PILOT_DISTRICTS, None):
        return Subject(False)
    consumer, fees = facts["consumer_contract"], facts["professional_fees"]
    if consumer is False or fees:
        mandatory: bool | None = False
    else:
        mandatory = True if consumer and fees is False and district is not None else None
    needed = tuple(
        pointer
        for pointer, known in (
            ("/district", district),
            ("/consumer_contract", consumer),
            ("/professional_fees", fees),
        )
        if known is None
    )
    because = Text(
        "Projet pilote: contrat de consommation, districts de Gatineau et de Terrebonne.",
        "Pilot project: consumer contract, districts of Gatineau and Terrebonne.",
    )
    pointers = ("/district", "/consumer_contract", "/professional_fees")
    weighing.weigh("c25.01-r1/s1", day=day, holds=mandatory, because=because, facts=pointers)
    if mandatory is not False and facts["on"] not in PILOT:
        why = Text(
            "Le projet pilote a pris fin le 15 mai 2018: pour un dossier encore ouvert ce jour-là, le greffe dit ce "
            "qui s'applique.",
            "The pilot project ended on May 15, 2018: for a file still open on that day, the clerk says what applies.",
        )
        weighing.leave_to_a_person("c25.01-r1/s1", why)
    return Subject(mandatory, pilot=True, needed=needed if mandatory is None else (), bounds=PILOT)
