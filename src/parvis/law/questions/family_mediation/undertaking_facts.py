"""family-mediation/undertaking: the facts of an undertaking, and what is answered.

Facts (a JSON object; `inability`, `one_year` and `practical_training` may be left out; only `closed` and
`patrimony_form` may be null):

    {"on": "2012-02-01",
     "certified": "2010-03-15",
     "background": "legal",                 // legal | psychosocial | both | other (university education)
     "inability": [                         // s. 4.1, par. 1; reason: illness | accident | pregnancy | parental_leave
                                            // | absence_from_quebec | career_change | other
       {"reason": "parental_leave", "from": "2010-06-01", "to": "2011-01-31", "requested": "2011-02-15",
        "fee_paid": "65.00", "documents": true, "affidavit": true}],
     "one_year": {"requested": "2012-08-15",                     // s. 4.1, pars. 2 to 4
       "fee_paid": "65.00", "supervisor_affidavit": true, "complementary_training_attested": true,
       "alleges_inability": true, "reduced": false},
     "complementary_training": [{"date": "2010-09-01", "subject": "process_negotiation", "hours": 15}],
                                            // process_negotiation | economic_legal_tax | psychosocial
     "practical_training": [{"date": "2012-09-01", "hours": 21}],
     "mandates": [
       {"id": "m1", "opened": "2010-05-01", "closed": "2010-09-01",    // null while it is open
        "objects": ["custody", "access", "support", "patrimony"],      // entrusted and dealt with
        "patrimony_form": "marriage",       // marriage | de_facto; null only where patrimony is not an object
        "agreed": ["custody", "access", "support", "patrimony"],
        "supervision_sessions": 4,
        "supervisor": {"certified": true, "mandates_completed": 45}}]}

Outcome:

    {"deadline": "2012-11-15", "status": "open", "mandates_counted": 1, "full_agreements": 1, "global_mandates": 1,
     "supervision_met": false, "objects_met": false,
     "complementary_hours": {"process_negotiation": 15, "complementary": 0}, "missing": ["c25.01-r0.7/s1-p4-mandates"]}

Decisions where the contract is silent:

- Certification dated after `on` is not known on that day, and everything hangs on it: refused at `/certified`.
- The lists are in no order. An identifier is used once; an object is named once; what is agreed is one of the objects.
- A request dated before certification, a mandate closed before it opened, an inability that ends before it starts are
  refused at the later member. A course or a mandate from before certification is a fact like another: it is weighed.
- A mandate closed before certification is not completed within the period, and does not count. One opened before and
  closed after counts, and a person is told (s1-p4-mandates).
- Days of inability after `on` are not counted yet. Late (after the expiry then in force), a request of s. 4.1, par. 1 is
  accepted and flagged (s41-al1-duty). Another reason than those of the text adds no day until a person decides.
- Where attestation and listed hours disagree, a person decides (s41-al3-p3), and until then the year is not added and
  the undertaking is not reduced: null where the hours fall short of what is attested; false, and missing, where the hours
  suffice and the attestations that the text asks for are not there. Hours listed by the day of the request count here.
- Once lapsed, whether to suspend or to revoke is for a person (s7-al1-p3). The duty to extend for inability (s41-al1-duty)
  is weighed once for all the requests: it holds where one of them at least meets every condition.
- Requests are weighed in the order of their days (inability first on one day), each against the expiry then in force.
- With a background for which the text names no subjects, `complementary` is null and a person says (s2-al2-p2), unless
  the reading `complementary_subject` says which were chosen. Too few hours of both subjects together fail all the same.
  What a person has still to choose does not complete the undertaking: it is then open or lapsed by its deadline.
- `accepted`, which may be left out, records what the certifier decided of a request where the text leaves it to them: a
  reason that it does not name, an attestation that the listed hours do not bear out. It changes nothing elsewhere.
- Practical training counts from the day of certification on; the text does not ask that it follow the request.
- A mandate without supervision, a supervisor who does not qualify, a course before certification always show as findings
  that do not hold; they are in `missing` only where the lack that they leave is still there.
- `global_mandates` counts the four objects under both readings of the partition; the tiers follow the reading chosen.
- Where the tiers cannot all be filled, as many slots as can be are, the strictest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.facts import (
    Amount,
    Day,
    Fault,
    Field,
    Flag,
    Items,
    Kind,
    Number,
    OneOf,
    Reason,
    Record,
    Schema,
    pointer,
)
from parvis.law.kernel.kinds import Words
from parvis.law.kernel.reasons import AFTER_THE_QUESTION, NOT_BEFORE, ONCE
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01_r0_7.extension import REASONS
from parvis.law.texts.c25_01_r0_7.undertaking_measure import OBJECTS, SUBJECTS

_MOST_HOURS = 5_000


_OBJECT_TWICE = Reason("object_twice", "each object once", ONCE.asked)
_NOT_AN_OBJECT_OF_IT = Reason(
    "not_an_object_of_the_mandate",
    "one of the objects of this mandate",
    Text(
        "L’entente porte sur un objet que le mandat ne contient pas.",
        "The agreement is on an object that the mandate does not have.",
    ),
)
_FORM_NOT_SAID = Reason(
    "patrimony_without_its_form",
    "marriage or de_facto, as patrimony is among the objects",
    Text(
        "Dites si les conjoints sont mariés ou non : le patrimoine fait partie du mandat.",
        "Say whether the spouses are married: patrimony is part of the mandate.",
    ),
)
_SAME_IDENTIFIER = Reason(
    "same_identifier",
    "an identifier that no other mandate has",
    Text("Un autre mandat porte déjà ce nom.", "Another mandate has this name already."),
)


def _agreed_among_the_objects(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """An object is named once, and nothing can be agreed that was not dealt with."""
    entrusted = set(facts["objects"])
    for name in ("objects", "agreed"):
        found = facts[name]
        once = set(found)
        if len(once) == len(found) and once <= entrusted:
            continue
        for index, each in enumerate(found):
            where = pointer(pointer(at, name), index)
            if each in found[:index]:
                yield _OBJECT_TWICE.at(where, each)
            elif name == "agreed" and each not in facts["objects"]:
                yield _NOT_AN_OBJECT_OF_IT.at(where, each)


def _form_of_the_patrimony(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Where patrimony is an object, whether a family patrimony was partitioned is needed (s. 3, par. 2, subpar. 1)."""
    if "patrimony" in facts["objects"] and facts["patrimony_form"] is None:
        yield _FORM_NOT_SAID.at(pointer(at, "patrimony_form"), None)


def _after_certification(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Certification is known on the day of the question, and comes before any request for more time."""
    certified = facts["certified"]
    if certified > facts["on"]:
        yield AFTER_THE_QUESTION.at(pointer(at, "certified"), certified.isoformat(), day=facts["on"])
    asked = [(f"/inability/{index}", each) for index, each in enumerate(facts["inability"] or ())]
    if facts["one_year"] is not None:
        asked.append(("/one_year", facts["one_year"]))
    for where, each in asked:
        if each["requested"] < certified:
            yield NOT_BEFORE.at(
                f"{at}{where}/requested", each["requested"].isoformat(), name="certified", day=certified
            )


def _each_identifier_once(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A mandate counts once."""
    seen: set[str] = set()
    for index, each in enumerate(facts["mandates"]):
        if each["id"] in seen:
            yield _SAME_IDENTIFIER.at(f"{at}/mandates/{index}/id", each["id"])
        seen.add(each["id"])


def _required(name: str, kind: Kind, fr: str, en: str) -> Field:
    return Field(name, kind, Text(fr, en), required=True, nullable=False)


_REQUESTED = _required("requested", Day(), "le jour de la demande", "the day of the request")
_FEE = _required("fee_paid", Amount(), "les frais payés", "the fee paid")

#: What a person has decided where the text leaves it to them; left out as long as nobody has.
_ACCEPTED = Field(
    "accepted",
    Flag(),
    Text("l'accréditeur l'a accepté, là où il en juge", "the certifier accepted it, where that is for them to judge"),
    nullable=False,
)

_INABILITY = Record(
    (
        _required("reason", OneOf(REASONS), "le motif", "the reason"),
        _required("from", Day(), "le premier jour d'incapacité", "the first day of inability"),
        _required("to", Day(), "le dernier jour d'incapacité", "the last day of inability"),
        _REQUESTED,
        _FEE,
        _required("documents", Flag(), "les pièces prouvent le motif", "documents prove the reason"),
        _required("affidavit", Flag(), "un affidavit appuie la demande", "an affidavit supports the request"),
        _ACCEPTED,
    ),
    dated_by="requested",
    order=(("from", "to"),),
)

_ONE_YEAR = Record(
    (
        _REQUESTED,
        _FEE,
        _required("supervisor_affidavit", Flag(), "l'affidavit du superviseur est joint", "the supervisor's affidavit"),
        _required(
            "complementary_training_attested",
            Flag(),
            "la formation complémentaire est attestée",
            "the complementary training is attested",
        ),
        _required("alleges_inability", Flag(), "l'incapacité est affirmée", "inability is alleged"),
        _required("reduced", Flag(), "l'engagement réduit est choisi", "the reduced undertaking is chosen"),
        _ACCEPTED,
    ),
    dated_by="requested",
)

_COURSE_DAY = _required("date", Day(), "le jour du cours", "the day of the course")
_COURSE_HOURS = _required("hours", Number(0, _MOST_HOURS), "les heures", "the hours")
_COMPLEMENTARY = Record(
    (_COURSE_DAY, _required("subject", OneOf(SUBJECTS), "le sujet", "the subject"), _COURSE_HOURS), dated_by="date"
)
_PRACTICAL = Record((_COURSE_DAY, _COURSE_HOURS), dated_by="date")

_SUPERVISOR = Record(
    (
        _required("certified", Flag(), "accréditée pendant le mandat", "certified during the mandate"),
        _required("mandates_completed", Number(0, 100_000), "mandats complétés", "mandates completed"),
    )
)

_MANDATE = Record(
    (
        _required("id", Words(least=1), "le nom du mandat au dossier", "what the mandate is called in the file"),
        _required("opened", Day(), "le jour où il commence", "the day it begins"),
        Field("closed", Day(), Text("le jour où il se termine", "the day it ends"), required=True),
        _required(
            "objects",
            Items(OneOf(OBJECTS), most=20),
            "les objets confiés et traités",
            "the objects entrusted and dealt with",
        ),
        Field(
            "patrimony_form",
            OneOf(("marriage", "de_facto")),
            Text(
                "la forme du quatrième objet: mariage ou union civile, ou conjoints de fait",
                "the form of the fourth object: marriage or civil union, or de facto spouses",
            ),
            required=True,
        ),
        _required(
            "agreed", Items(OneOf(OBJECTS), most=20), "les objets qui ont une entente", "the objects agreed upon"
        ),
        _required(
            "supervision_sessions",
            Number(0, 1_000),
            "les séances de supervision pendant le mandat",
            "the supervision sessions in the course of the mandate",
        ),
        _required("supervisor", _SUPERVISOR, "qui supervise", "the supervisor"),
    ),
    dated_by="opened",
    order=(("opened", "closed"),),
    checks=(_agreed_among_the_objects, _form_of_the_patrimony),
)

_BACKGROUND = OneOf(("legal", "psychosocial", "both", "other"))

FACTS = Schema(
    Record(
        (
            ON,
            _required("certified", Day(), "le jour de l'accréditation", "the day of certification"),
            _required("background", _BACKGROUND, "la formation universitaire", "the university education"),
            Field(
                "inability",
                Items(_INABILITY),
                Text("les demandes de prolongation pour incapacité", "the requests for time for inability"),
                nullable=False,
            ),
            Field("one_year", _ONE_YEAR, Text("la demande d'un an de plus", "the one-year request"), nullable=False),
            _required(
                "complementary_training",
                Items(_COMPLEMENTARY),
                "les cours de formation complémentaire",
                "the courses of complementary training",
            ),
            Field(
                "practical_training",
                Items(_PRACTICAL),
                Text("les cours de formation pratique", "the courses of practical training"),
                nullable=False,
            ),
            _required("mandates", Items(_MANDATE), "les mandats de médiation", "the mediation mandates"),
        ),
        checks=(_after_certification, _each_identifier_once),
    ),
    answers_from=date(2002, 6, 24),
)

OUTCOME = {
    "deadline": Text("le dernier jour de l'engagement", "the last day of the undertaking"),
    "status": Text("en cours, complété ou échu (open, completed, lapsed)", "open, completed or lapsed"),
    "mandates_counted": Text("les mandats qui comptent", "the mandates that count"),
    "full_agreements": Text("ceux qui ont une entente sur tous les objets", "those with an agreement on every object"),
    "global_mandates": Text("ceux qui portent sur les quatre objets", "those that bear on the four objects"),
    "supervision_met": Text("les trois paliers de supervision sont remplis", "the tiers of supervision are filled"),
    "objects_met": Text("chaque objet a été traité deux fois", "each object was dealt with twice"),
    "complementary_hours": Text(
        "les heures de formation complémentaire qui comptent; null quand une personne doit les choisir",
        "the hours of complementary training that count; null where a person has to choose them",
    ),
    "missing": Text("les normes qui ne sont pas respectées", "the norms that do not hold"),
}
