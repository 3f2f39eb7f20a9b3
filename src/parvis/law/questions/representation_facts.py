"""small-claims/representation: who may act for a party in a small claim (CCP 542; old CCP 959 until 2015).

Facts (null is "not known", and stays unknown; what is left out is unknown too):

    {"on": "2026-06-01",                      // the day on which the representative acts
     "party": "natural_person",               // natural_person | state | legal_person | partnership | association |
                                              // other_group
     "representative": {
        "kind": "friend",                     // self (a natural person only) | spouse | relative | connected_person
                                              // (by marriage or civil union) | friend | officer | employee | other
        "profession": "none",                 // none | lawyer | retired_lawyer | law_student | collection_agent
        "paid": false,                        // for a mandate given by a natural person
        "sole_service": null},                // for an employee: in the sole service of the party
     "mandate": {"in_writing": true, "names_mandatary": true, "gives_reasons": true, "signed": true,
                 "filed": "before_hearing"},  // before_hearing | hearing_day | not_filed
     "professional_fees_of_the_firm": null,   // the claim is for professional fees owed to the partnership (the party)
                                              // to which the lawyer or collection agent belongs
     "complex_point_of_law": null,            // the case raises a complex point of law
     "leave_granted": null,                   // the court has allowed lawyers
     "chief_judge_consents": null,            // the chief judge of the Court of Québec consents
     "could_be_plaintiff": null}              // the party could be a plaintiff in small claims: tells who pays lawyers

Outcome:

    {"may_represent": true,                   // true | false | null (a fact is not known, or a person decides)
     "unmet": [], "undetermined": [],         // norms that keep the representative out / cannot be weighed
     "needed": [],                            // JSON Pointers of the facts that would settle it
     "form": "SJ-838",                        // the form of the mandate; null where none is needed
     "judge_decides": false,                  // the mandate is filed on the day of the hearing
     "leave": "none",                         // lawyers: none | may_be_asked | granted
     "minister_pays": null,                   // who pays lawyers allowed by the court; null where none are
     "may_consult_lawyer": true}              // null before 2016: the text seen says nothing of it

Where the texts are silent: a mandate filed on the day of the hearing, and a retired lawyer or a law student, are left
to a person (two readings); an officer or employee who is a lawyer before 2016 is a reading, excluded unless chosen
otherwise. A mandate not filed yet is no obstacle: it may be given at any stage. A lawyer who acts for himself or
herself represents nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Fault, Field, Flag, OneOf, Reason, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

PARTIES = ("natural_person", "state", "legal_person", "partnership", "association", "other_group")
KINDS = ("self", "spouse", "relative", "connected_person", "friend", "officer", "employee", "other")
PROFESSIONS = ("none", "lawyer", "retired_lawyer", "law_student", "collection_agent")

_REPRESENTATIVE = Record(
    (
        Field("kind", OneOf(KINDS), Text("qui elle est pour la partie", "who it is to the party"), required=True),
        Field("profession", OneOf(PROFESSIONS), Text("sa profession", "that person's profession"), required=True),
        Field("paid", Flag(), Text("elle est payée pour représenter", "it is paid to represent")),
        Field(
            "sole_service",
            Flag(),
            Text("salariée au seul service de la partie", "an employee in the sole service of the party"),
        ),
    )
)

_MANDATE = Record(
    (
        Field("in_writing", Flag(), Text("le mandat est écrit", "the mandate is in writing")),
        Field("names_mandatary", Flag(), Text("il nomme qui représente", "it names the mandatary")),
        Field(
            "gives_reasons",
            Flag(),
            Text("il dit pourquoi la partie ne peut pas agir", "it states why the party cannot act"),
        ),
        Field("signed", Flag(), Text("la partie l'a signé", "the party has signed it")),
        Field(
            "filed",
            OneOf(("before_hearing", "hearing_day", "not_filed")),
            Text("quand il est déposé", "when it is filed"),
        ),
    )
)


_A_GROUP_ALONE = Reason(
    "group_acting_alone",
    "somebody else than self: the party is not a natural person",
    Text(
        "Un groupe agit par quelqu’un : choisissez qui le représente.",
        "A group acts through somebody: choose who represents it.",
    ),
)


def _only_a_person_acts_alone(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A group acts only through somebody: "self" is for a natural person."""
    if facts["representative"]["kind"] == "self" and facts["party"] != "natural_person":
        yield _A_GROUP_ALONE.at(f"{at}/representative/kind", "self")


FACTS = Schema(
    Record(
        (
            ON,
            Field("party", OneOf(PARTIES), Text("ce qu'est la partie", "what the party is"), True, False),
            Field("representative", _REPRESENTATIVE, Text("qui agit pour elle", "who acts for it"), True, False),
            Field("mandate", _MANDATE, Text("le mandat de représentation", "the mandate to represent")),
            Field(
                "professional_fees_of_the_firm",
                Flag(),
                Text(
                    "la demande vise des honoraires dus à la société dont cette personne est membre",
                    "the claim is for professional fees owed to the partnership of which that person is a member",
                ),
            ),
            Field(
                "complex_point_of_law",
                Flag(),
                Text("l'affaire soulève une question de droit complexe", "the case raises a complex point of law"),
            ),
            Field("leave_granted", Flag(), Text("le tribunal a permis des avocats", "the court has allowed lawyers")),
            Field(
                "chief_judge_consents",
                Flag(),
                Text("la juge ou le juge en chef est d'accord", "the chief judge consents"),
            ),
            Field(
                "could_be_plaintiff",
                Flag(),
                Text(
                    "la partie pourrait demander aux petites créances",
                    "the party could be a plaintiff in small claims",
                ),
            ),
        ),
        checks=(_only_a_person_acts_alone,),
    ),
    answers_from=date(2003, 1, 1),
)

OUTCOME = {
    "may_represent": Text(
        "vrai, faux, ou null quand un fait manque ou qu'une personne décide",
        "true, false, or null where a fact is missing or a person decides",
    ),
    "unmet": Text("les normes qui font obstacle", "the norms that keep the representative out"),
    "undetermined": Text(
        "les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed on what is known"
    ),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
    "form": Text("le formulaire du mandat", "the form of the mandate"),
    "judge_decides": Text(
        "la juge ou le juge décide si le mandat est accepté", "the judge decides whether to accept the mandate"
    ),
    "leave": Text("la permission d'avoir des avocats", "the leave to have lawyers"),
    "minister_pays": Text("la ministre ou le ministre paie les avocats", "the Minister pays the lawyers"),
    "may_consult_lawyer": Text("chacun peut consulter un avocat", "anyone may consult a lawyer"),
}

READINGS = (
    Reading(
        "a542-retired-lawyer",
        ("undecided", "may_represent", "may_not_represent"),
        Text(
            "Un avocat à la retraite peut-il représenter? Aucun texte vu ne le dit.",
            "May a retired lawyer represent? No text that was seen says so.",
        ),
    ),
    Reading(
        "a542-law-student",
        ("undecided", "may_represent", "may_not_represent"),
        Text(
            "Une personne qui étudie le droit peut-elle représenter? Aucun texte vu ne le dit.",
            "May a law student represent? No text that was seen says so.",
        ),
    ),
    Reading(
        "a959-employed-lawyer",
        ("excluded", "admitted"),
        Text(
            "Avant 2016, un dirigeant ou un salarié avocat pouvait-il représenter? Les décisions se contredisaient.",
            "Before 2016, could an officer or employee who is a lawyer represent? Decisions went both ways.",
        ),
    ),
)
