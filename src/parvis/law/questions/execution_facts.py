"""small-claims/execution: on a day, whether execution may be forced, by whom, on what, at what known cost, until when.

Facts (null, or left out where it may be, is "not known" or "has not happened"):

    {"on": "2026-07-01",
     "kind": "judgment",                   // judgment | award (an arbitrator's)
     "judgment": "2026-05-20",             // the day of the judgment, of the award, or of the confirmed settlement
     "default": "none",                    // no_answer | absent (at the hearing, after contesting) | none
     "homologated": null,                  // an award: the day the court homologated it
     "amount": "4200.00",                  // what is owed, legal costs excluded
     "creditor": "natural_person",         // natural_person | legal_person
     "measure": "income",                  // income | movables | held_by_third | immovable | main_residence | examination
     "only_measure": true,                 // no other measure of execution
     "other_income_seizure": false,        // this income is already seized
     "secured_on_immovable": null,         // support, or a claim secured on the immovable
     "property_value": null,
     "seizure_tried": null,                // the bailiff tried movables or sums (measure of modest claims, to 2020-09-20)
     "first_notice": true,                 // no notice of execution was filed in this file
     "set_by_court": null,                 // the first day of execution, where the court set another (CCP 565)
     "stayed": null,                       // the day the court stayed execution (CCP 568)
     "paid": null, "sold": null,           // judgment and costs are paid; the seized property is sold
     "garnishee_notified": null,           // the notice of execution was notified to who owes the income
     "last_seizure": null,                 // the last seizure, which starts the ten years again
     "instalments": null}                  // or {"granted_by": "court" | "bailiff", "from", "last", "creditor_approves",
                                           //  "missed", "cured", "other_execution"}

Outcome:

    {"may_execute": true,                  // null where a fact is not known, or a person decides
     "first_day": "2026-06-20",            // the safe first day; null for an award that waits for homologation
     "earliest_day": "2026-06-20",         // earlier than first_day only where "default" is not known
     "by": "creditor",                     // creditor (alone, with the clerk) | bailiff | null
     "barred_by": [],                      // the norms that keep execution, or this measure, from being taken
     "court_cost": {"due": true, "notice": "49.50", "search": "6.00"},   // r. 13, s. 4: once; claimable from the debtor
     "instalment_fee": null,               // the bailiff's fee for an instalment agreement, where one is made
     "ministry_pays_bailiff": false,
     "movables_kept": null,                // the value of movables the debtor may keep
     "instalments": null,                  // {"stand", "cure_by", "no_later_than"}
     "garnishee_declares_by": null,
     "prescribed_after": "2036-05-20",     // the last day to execute
     "undetermined": [], "needed": []}

A judgment of the former Code (from 2006-01-01 on) waits as that Code says (986); it is executed under the present one. That
Code's 10 days are for a default; of an absence at the hearing it says nothing more, so the safe day is counted with 30.

Reading: `award-execution` (homologation | filing): whether an award needs homologation before its execution is forced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Amount, Day, Fault, Field, Flag, OneOf, Reason, Record, Schema, pointer
from parvis.law.kernel.reasons import BEFORE_THE_LAW
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

MEASURES = ("income", "movables", "held_by_third", "immovable", "main_residence", "examination")
DEFAULTS = ("no_answer", "absent", "none")

AWARD_EXECUTION = Reading(
    "award-execution",
    ("homologation", "filing"),
    Text(
        "Exécuter une sentence: après son homologation par le tribunal, comme le dit l'article 645 lu en 2026, ou dès "
        "son dépôt au greffe. L'homologation est le parti sûr.",
        "To execute an award: once the court has homologated it, as article 645, read in 2026, says, or on its filing "
        "with the court office. Homologation is the safe course.",
    ),
)


_FIRST_DAY, _FORMER_CODE = date(2016, 1, 1), date(2006, 1, 1)


_JUDGMENT_HOMOLOGATED = Reason(
    "judgment_homologated",
    "no day: a judgment needs none",
    Text(
        "Un jugement n’a pas à être homologué : laissez cette date vide.",
        "A judgment needs no homologation: leave this date empty.",
    ),
)


def _only_a_judgment_is_older(facts: Mapping[str, Any], at: str) -> Iterable[Fault]:
    """Execution is that of the present Code: of what is told, only a judgment may lie before it."""
    plan = facts["instalments"] or {}
    days = [*facts.items(), *((f"instalments/{name}", day) for name, day in plan.items())]
    kept = () if facts["kind"] == "award" else ("judgment",)
    early = [(day, name) for name, day in days if isinstance(day, date) and day < _FIRST_DAY and name not in kept]
    if early:
        day, name = min(early)
        yield BEFORE_THE_LAW.at(f"{at}/{name}", day.isoformat(), day=_FIRST_DAY)


def _only_an_award_is_homologated(facts: Mapping[str, Any], at: str) -> Iterable[Fault]:
    if facts["homologated"] is not None and facts["kind"] == "judgment":
        yield _JUDGMENT_HOMOLOGATED.at(pointer(at, "homologated"), facts["homologated"].isoformat())


_INSTALMENTS = Record(
    (
        Field("granted_by", OneOf(("court", "bailiff")), Text("par qui", "by whom"), True, False),
        Field("from", Day(), Text("le début des versements", "the start of the instalments"), True, False),
        Field("last", Day(scheduled=True), Text("le dernier versement prévu", "the last instalment")),
        Field("creditor_approves", Flag(), Text("la personne qui a gagné accepte", "the creditor approves")),
        Field("missed", Day(), Text("le versement manqué", "the instalment missed")),
        Field("cured", Day(), Text("le jour où il est payé", "the day it is paid")),
        Field("other_execution", Day(), Text("quelqu'un d'autre fait exécuter", "another creditor executes")),
    ),
    dated_by="from",
    order=(("from", "last"), ("from", "missed"), ("missed", "cured"), ("from", "other_execution")),
)

_FIELDS = (
    ON,
    Field("kind", OneOf(("judgment", "award")), Text("jugement ou sentence", "judgment or award"), True, False),
    Field("judgment", Day(scheduled=True), Text("le jour du jugement ou de la sentence", "its day"), True, False),
    Field(
        "default",
        OneOf(DEFAULTS),
        Text("sans réponse, absent à l'audience, ou pas par défaut", "no answer, absent, or not by default"),
        required=True,
    ),
    Field("homologated", Day(), Text("l'homologation de la sentence", "the award is homologated")),
    Field("amount", Amount(), Text("la somme due, sans les frais de justice", "what is owed, legal costs excluded")),
    Field(
        "creditor",
        OneOf(("natural_person", "legal_person")),
        Text("la personne qui a gagné", "the creditor"),
    ),
    Field("measure", OneOf(MEASURES), Text("la mesure d'exécution", "the measure of execution")),
    Field("only_measure", Flag(), Text("c'est la seule mesure", "it is the only measure")),
    Field("other_income_seizure", Flag(), Text("ces revenus sont déjà saisis", "this income is already seized")),
    Field(
        "secured_on_immovable",
        Flag(),
        Text("pension alimentaire ou créance garantie sur l'immeuble", "support, or secured on the immovable"),
    ),
    Field("property_value", Amount(), Text("la valeur des biens visés", "the value of the property")),
    Field("seizure_tried", Flag(), Text("une saisie a été tentée", "a seizure was tried")),
    Field("first_notice", Flag(), Text("c'est le premier avis d'exécution", "it is the first notice of execution")),
    Field(
        "set_by_court",
        Day(scheduled=True),
        Text("le premier jour d'exécution fixé par le tribunal", "the first day of execution set by the court"),
    ),
    Field("stayed", Day(), Text("le tribunal suspend l'exécution", "the court stays execution")),
    Field("paid", Day(), Text("le jugement et les frais sont payés", "the judgment and costs are paid")),
    Field("sold", Day(), Text("les biens saisis sont vendus", "the seized property is sold")),
    Field("garnishee_notified", Day(), Text("l'avis est notifié au tiers saisi", "the garnishee is notified")),
    Field("last_seizure", Day(), Text("la dernière saisie", "the last seizure")),
    Field("instalments", _INSTALMENTS, Text("les versements", "the instalments")),
)

_LATER = ("on", "homologated", "set_by_court", "paid", "sold", "garnishee_notified", "last_seizure", "stayed")

FACTS = Schema(
    Record(
        _FIELDS,
        order=tuple(("judgment", each) for each in _LATER),
        checks=(_only_an_award_is_homologated, _only_a_judgment_is_older),
    ),
    answers_from=_FORMER_CODE,
)

OUTCOME = {
    "may_execute": Text("l'exécution peut être forcée ce jour-là", "execution may be forced on that day"),
    "first_day": Text("le premier jour sûr", "the safe first day"),
    "earliest_day": Text("le premier jour, au plus tôt", "the first day, at the earliest"),
    "by": Text("par qui: creditor ou bailiff", "by whom: creditor or bailiff"),
    "barred_by": Text("les normes qui l'empêchent", "the norms that bar it"),
    "court_cost": Text("les frais du greffe, une seule fois", "the court costs, once"),
    "instalment_fee": Text("les honoraires d'une entente de versements", "the fee of an instalment agreement"),
    "ministry_pays_bailiff": Text("le ministère paie l'huissier", "the Ministry pays the bailiff"),
    "movables_kept": Text("la valeur des meubles gardés", "the value of the movables kept"),
    "instalments": Text("si les versements tiennent, et jusqu'à quand", "whether instalments stand, and until when"),
    "garnishee_declares_by": Text("le dernier jour du tiers saisi pour déclarer", "the garnishee declares by"),
    "prescribed_after": Text("le dernier jour pour exécuter", "the last day to execute"),
    "undetermined": Text("les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
