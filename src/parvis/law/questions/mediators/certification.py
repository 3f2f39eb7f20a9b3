"""small-claims/mediator-certification: whether a person may be certified as a mediator of small claims, and by whom.

Facts (null is "not known", and stays unknown; what is left out is unknown too):

    {"on": "2024-01-10",                       // the day on which certification is asked for
     "profession": "cpa",                      // lawyer | retired_lawyer | notary | cpa | other
     "certifier": "cpa",                       // barreau | notaires | cpa | other: the body that is asked
     "training": {"hours": 16,                 // in mediation, finished by `on`
                  "under_certifier": true,     // under the responsibility of the person's order
                  "subjects": ["private_modes", "principled_negotiation", "process", "helping_to_agree", "drafting"]},
     "certified_on_2003_10_16": false}         // the order had certified the person by that day

Outcome:

    {"certify": true,                          // true | false | null (something needed is not known)
     "certifier": "cpa",                       // the body that certifies that profession on `on`; null: none does
     "deemed_trained": false,
     "unmet": [], "undetermined": [],          // identifiers of norms, sorted
     "needed": []}

Until 2023-11-22 the regulation of 2003 applies, since then that of 2023. A person deemed trained under the first who asks
under the second: the transitional provisions were not seen, so a person decides. An accountant acts "within the framework" of
the Tax Administration Act: what that leaves open is for a person, and does not stop certification.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, Items, Number, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.certification import MEDIATION_SUBJECTS, MEDIATOR, R06, R061, RULES, certifier_of

PROFESSIONS = ("lawyer", "retired_lawyer", "notary", "cpa", "other")
CERTIFIERS = ("barreau", "notaires", "cpa", "other")
_TRAINING_NORMS = (f"{R06}/s1-al2-hours", f"{R06}/s1-al2-subjects")
_TRAINING_NORMS_2023 = (f"{R061}/s1-al1-hours", f"{R061}/s1-al1-subjects")
_BEFORE_2023 = ("lawyer", "notary")

FRAMEWORK: Rulebook[Any] = Rulebook(LAW.norms)

_SET_ASIDE = Text("La personne est réputée formée.", "The person is deemed trained.")
_DEEMED_BEFORE = Text(
    "La personne était réputée formée sous le règlement de 2003. Les dispositions transitoires n'ont pas été vues: "
    "l'ordre dit si cela suffit.",
    "The person was deemed trained under the regulation of 2003. The transitional provisions were not seen: the order says "
    "whether that is enough.",
)
_CPA = Text(
    "La comptable ou le comptable agit dans le cadre de la Loi sur l'administration fiscale: l'Ordre dit ce que cela permet.",
    "The accountant acts within the framework of the Tax Administration Act: the Order says what that allows.",
)


def training_of(subjects: tuple[str, ...]) -> Record:
    """The training of a mediator or of an arbitrator, as facts."""
    return Record(
        (
            Field("hours", Number(0, 2000), Text("les heures de formation", "the hours of training")),
            Field(
                "under_certifier",
                Flag(),
                Text(
                    "sous la responsabilité de l'ordre ou de l'organisme qui accrédite",
                    "under the responsibility of the order or body that certifies",
                ),
            ),
            Field("subjects", Items(OneOf(subjects), most=20), Text("les sujets couverts", "the subjects covered")),
        )
    )


FACTS = Schema(
    Record(
        (
            Field("on", Day(scheduled=True), Text("le jour de la demande", "the day of the request"), True, False),
            Field("profession", OneOf(PROFESSIONS), Text("la profession", "the profession"), True, False),
            Field(
                "certifier",
                OneOf(CERTIFIERS),
                Text("l'organisme à qui on demande", "the body that is asked"),
                True,
                False,
            ),
            Field("training", training_of(MEDIATION_SUBJECTS), Text("la formation en médiation", "the training")),
            Field(
                "certified_on_2003_10_16",
                Flag(),
                Text("déjà accréditée le 16 octobre 2003", "already certified on October 16, 2003"),
            ),
        )
    ),
    answers_from=date(2003, 10, 16),
)

OUTCOME = {
    "certify": Text("la personne peut être accréditée", "the person may be certified"),
    "certifier": Text("l'organisme qui accrédite cette profession", "the body that certifies that profession"),
    "deemed_trained": Text("la personne est réputée formée", "the person is deemed trained"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that do not hold"),
    "undetermined": Text("les normes qu'on ne peut pas peser", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


def weigh_certification(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on certification as a mediator on the day of the request."""
    day = facts["on"]
    deemed = _deemed(weighing, facts, day)
    verdicts: dict[str, Verdict] = {}
    for norm_id in filter(None, (RULES.in_force(norms, day) for norms in MEDIATOR)):
        verdict = RULES.at(norm_id, day)(weighing, facts, day)
        if deemed and norm_id in _TRAINING_NORMS:
            verdict = Verdict(None, _SET_ASIDE, ("/certified_on_2003_10_16",))
        elif norm_id in _TRAINING_NORMS_2023 and facts["certified_on_2003_10_16"] and not verdict.holds:
            weighing.leave_to_a_person(norm_id, _DEEMED_BEFORE)
            verdict = Verdict(None, _TRAINING_2003, verdict.facts, verdict.needed or verdict.facts)
        weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
        verdicts[norm_id] = verdict
    framework_of_accountants(weighing, facts, day)
    return weighing.decide({**decided(verdicts), "certifier": _certifier(facts, day), "deemed_trained": deemed})


_TRAINING_2003 = Text(
    "La formation connue ne suffit pas; la personne était réputée formée sous le règlement de 2003.",
    "The known training is not enough; the person was deemed trained under the regulation of 2003.",
)


def decided(verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """Whether certification may be granted, from the verdict on each norm."""
    unmet = sorted(norm_id for norm_id, verdict in verdicts.items() if verdict.holds is False)
    undetermined = sorted(norm_id for norm_id, verdict in verdicts.items() if verdict.holds is None and verdict.needed)
    needed = dict.fromkeys(pointer for verdict in verdicts.values() for pointer in verdict.needed)
    return {
        "certify": False if unmet else None if undetermined else True,
        "unmet": unmet,
        "undetermined": undetermined,
        "needed": list(needed),
    }


def _deemed(weighing: Weighing, facts: Mapping[str, Any], day: date) -> bool:
    """Section 2 of the regulation of 2003, while it is in force."""
    norm_id = RULES.in_force((f"{R06}/s2",), day)
    if norm_id is None:
        return False
    verdict = RULES.at(norm_id, day)(weighing, facts, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return bool(verdict.holds)


def _certifier(facts: Mapping[str, Any], day: date) -> str | None:
    profession = facts["profession"]
    if RULES.in_force((f"{R061}/s2",), day) is None and profession not in _BEFORE_2023:
        return None
    return certifier_of(profession)


@FRAMEWORK.encodes(f"{R061}/s1-al2")
def framework_of_accountants(weighing: Weighing, facts: Mapping[str, Any], day: date) -> None:
    """Section 1, par. 2, of the regulation of 2023: an accountant acts within the framework of another act."""
    norm_id = f"{R061}/s1-al2"
    if facts["profession"] == "cpa" and weighing.norms.in_force(norm_id, day):
        weighing.weigh(norm_id, day=day, holds=None, because=_CPA, facts=("/profession",))
        weighing.leave_to_a_person(norm_id, _CPA)


QUESTION = Question(
    id="small-claims/mediator-certification",
    title=Text(
        "Cette personne peut-elle être accréditée comme médiatrice aux petites créances?",
        "May this person be certified as a mediator of small claims?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_certification,
)
