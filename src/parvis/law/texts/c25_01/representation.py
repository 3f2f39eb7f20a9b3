"""Article 542: who may act for whom in a small claim. With article 959 of the former Code.

Each rule reads as a condition: it holds where the norm lets the representative act. An exception that applies holds,
and the norm that it sets aside is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01.representation_lawyers import (
    ALONE,
    COMPLEX,
    FIRM,
    KIND,
    PROFESSION,
    PROFESSION_UNKNOWN,
    RULES,
    STATE_PAYS,
    leave_aside,
    recovers_the_firms_fees,
    unknown,
    unsettled_profession,
)

#: What decides whether the representative may act, in the order of the text.
CONDITIONS: tuple[tuple[str, ...], ...] = (
    ("ccp/a542-al1-self", "old-ccp/a959-al1-self"),
    ("ccp/a542-al1-mandatary", "old-ccp/a959-al1-mandatary"),
    ("ccp/a542-al1-unpaid", "old-ccp/a959-al1-unpaid"),
    ("ccp/a542-al1-document", "old-ccp/a959-al1-document"),
    ("ccp/a542-al2-representative", "old-ccp/a959-al2-representative"),
    ("ccp/a542-al2-not-lawyer",),
    ("ccp/a542-al3-lawyers", "old-ccp/a959-al3-lawyers"),
    COMPLEX,
)
#: What is told beside, and decides nothing by itself.
BESIDE: tuple[tuple[str, ...], ...] = (("ccp/a542-al3-fees",), STATE_PAYS, ("ccp/a542-al3-consult",))

MANDATARIES = ("spouse", "relative", "connected_person", "friend")
_SOLE, _PAID = "/representative/sole_service", "/representative/paid"


_KIND_UNKNOWN = unknown(Text("On ne sait pas qui représente.", "Who represents is not known."), KIND)
_GROUP = Verdict(None, Text("La règle vise une personne physique.", "The rule concerns a natural person."), ("/party",))
_NATURAL = Verdict(
    None,
    Text("La règle ne vise pas une personne physique.", "The rule does not concern a natural person."),
    ("/party",),
)


_SELF_HOLDS = Verdict(True, ALONE.because, (KIND,))
_SELF_NOT = Verdict(
    None, Text("Une autre personne agit, par mandat.", "Another person acts, under a mandate."), (KIND,)
)


@RULES.encodes("ccp/a542-al1-self", "old-ccp/a959-al1-self")
def acts_in_person(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 1: a natural person acts in person; a mandate is the exception, and then this norm is null."""
    kind = facts["representative"]["kind"]
    if facts["party"] != "natural_person":
        return _GROUP
    if kind is None:
        return _KIND_UNKNOWN
    return _SELF_HOLDS if kind == "self" else _SELF_NOT


def _under_a_mandate(facts: Mapping[str, Any]) -> Verdict | None:
    """Why the conditions of a mandate are not weighed; None where they are."""
    kind = facts["representative"]["kind"]
    if facts["party"] != "natural_person":
        return _GROUP
    if kind == "self":
        return ALONE
    if (leave := leave_aside(facts)) is not None:
        return leave
    return _KIND_UNKNOWN if kind is None else None


_MANDATARY = Verdict(
    True,
    Text("Le texte permet de donner mandat à cette personne.", "The text allows a mandate to this person."),
    (KIND,),
)
_NOT_MANDATARY = Verdict(
    False,
    Text(
        "Seuls un conjoint, un parent, un allié ou un ami peuvent représenter une personne physique.",
        "Only a spouse, a relative, a connected person or a friend may represent a natural person.",
    ),
    (KIND,),
)


@RULES.encodes("ccp/a542-al1-mandatary", "old-ccp/a959-al1-mandatary")
def mandate_to_somebody_close(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 1: the mandate goes to a spouse, a relative, a connected person or a friend."""
    aside = _under_a_mandate(facts)
    if aside is not None:
        return aside
    return _MANDATARY if facts["representative"]["kind"] in MANDATARIES else _NOT_MANDATARY


_UNPAID = Verdict(True, Text("Le mandat est gratuit.", "The mandate is not paid."), (_PAID,))
_IS_PAID = Verdict(False, Text("Le mandat est payé.", "The mandate is paid."), (_PAID,))
_PAY_UNKNOWN = unknown(
    Text("On ne sait pas si le mandat est payé.", "Whether the mandate is paid is not known."), _PAID
)


@RULES.encodes("ccp/a542-al1-unpaid", "old-ccp/a959-al1-unpaid")
def mandate_is_unpaid(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 1: the mandate is not remunerated."""
    aside = _under_a_mandate(facts)
    if aside is not None:
        return aside
    paid = facts["representative"]["paid"]
    return _PAY_UNKNOWN if paid is None else _IS_PAID if paid else _UNPAID


_COMPLETE = Text("Le mandat est écrit, motivé et signé.", "The mandate is written, gives reasons and is signed.")
_LACKS = Text("Le mandat n’a pas tout ce que le texte demande.", "The mandate lacks something that the text requires.")
_DOCUMENT_UNKNOWN = Text("On ne sait pas tout du mandat.", "Not everything about the mandate is known.")
_PARTS_SINCE_2016 = ("in_writing", "names_mandatary", "gives_reasons", "signed")
_PARTS_BEFORE = ("in_writing", "gives_reasons", "signed")


def _document(facts: Mapping[str, Any], parts: tuple[str, ...]) -> Verdict:
    aside = _under_a_mandate(facts)
    if aside is not None:
        return aside
    mandate = facts["mandate"]
    if mandate is None:
        return unknown(_DOCUMENT_UNKNOWN, "/mandate")
    lacking = tuple(f"/mandate/{part}" for part in parts if mandate[part] is False)
    if lacking:
        return Verdict(False, _LACKS, lacking)
    untold = tuple(f"/mandate/{part}" for part in parts if mandate[part] is None)
    return unknown(_DOCUMENT_UNKNOWN, *untold) if untold else Verdict(True, _COMPLETE, ("/mandate",))


@RULES.encodes("ccp/a542-al1-document")
def mandate_in_a_document(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 1: a document that names the mandatary, states why the mandator cannot act, and is signed."""
    return _document(facts, _PARTS_SINCE_2016)


@RULES.encodes("old-ccp/a959-al1-document")
def mandate_in_a_signed_writing(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Old CCP 959, par. 1: a signed writing that states the reasons; nothing was said of naming the mandatary."""
    return _document(facts, _PARTS_BEFORE)


_OFFICER = Verdict(True, Text("Un dirigeant représente.", "An officer represents."), (KIND,))
_EMPLOYEE = Verdict(True, Text("Un salarié à son seul service.", "An employee in its sole service."), (KIND, _SOLE))
_SHARED = Verdict(
    False, Text("Ce salarié sert aussi quelqu’un d’autre.", "This employee serves somebody else too."), (_SOLE,)
)
_SOLE_UNKNOWN = unknown(
    Text("On ne sait pas si ce salarié est à son seul service.", "Whether the service is exclusive is not known."),
    _SOLE,
)
_OUTSIDER = Verdict(
    False,
    Text(
        "Seul un dirigeant, ou un salarié à son seul service, peut la représenter.",
        "Only an officer, or an employee in its sole service, may represent it.",
    ),
    (KIND,),
)


@RULES.encodes("ccp/a542-al2-representative", "old-ccp/a959-al2-representative")
def officer_or_employee(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 2: the State or a group is represented by an officer, or by an employee in its sole service."""
    kind = facts["representative"]["kind"]
    if facts["party"] == "natural_person":
        return _NATURAL
    if (leave := leave_aside(facts)) is not None:
        return leave
    if kind is None:
        return _KIND_UNKNOWN
    if kind == "employee":
        sole = facts["representative"]["sole_service"]
        return _SOLE_UNKNOWN if sole is None else _EMPLOYEE if sole else _SHARED
    return _OFFICER if kind == "officer" else _OUTSIDER


_NO_LAWYER = Verdict(True, Text("Cette personne n’est pas avocate.", "That person is not a lawyer."), (PROFESSION,))
_A_LAWYER = Verdict(
    False,
    Text(
        "Depuis 2016, le dirigeant ou le salarié qui représente n’est pas avocat.",
        "Since 2016, the officer or employee who represents is not a lawyer.",
    ),
    (PROFESSION,),
)


@RULES.encodes("ccp/a542-al2-not-lawyer")
def officer_is_not_a_lawyer(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 2: the officer or employee is not a lawyer (the former Code did not say so)."""
    profession = facts["representative"]["profession"]
    if facts["party"] == "natural_person":
        return _NATURAL
    if (leave := leave_aside(facts)) is not None:
        return leave
    if recovers_the_firms_fees(facts):
        return FIRM
    if profession is None:
        return PROFESSION_UNKNOWN
    if profession == "retired_lawyer":
        return unsettled_profession(weighing, "ccp/a542-al2-not-lawyer", profession)
    return _A_LAWYER if profession == "lawyer" else _NO_LAWYER
