"""Article 542, paragraph 3: lawyers and collection agents, who is excluded, and when the court allows them.

With article 959, paragraph 3, of the former Code. An exception that applies holds, and the norm that it sets aside is
null. Retired lawyers and law students are named by no text that was seen: a reading, and a person where none is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

COMPLEX = ("ccp/a542-al3-complex", "old-ccp/a959-al3-complex")
STATE_PAYS = ("ccp/a542-al3-state-pays", "old-ccp/a959-al3-state-pays")

KIND, PROFESSION, _FEES = "/representative/kind", "/representative/profession", "/professional_fees_of_the_firm"
_UNSETTLED = {"retired_lawyer": "a542-retired-lawyer", "law_student": "a542-law-student"}


def unknown(what: Text, *needed: str) -> Verdict:
    """Not known: those facts would settle it."""
    return Verdict(None, what, needed, needed)


PROFESSION_UNKNOWN = unknown(
    Text("On ne sait pas si cette personne est avocate.", "Whether that person is a lawyer is not known."), PROFESSION
)
ALONE = Verdict(None, Text("La personne agit elle-même.", "The person acts in person."), (KIND,))
LEAVE = Verdict(
    None,
    Text("Le tribunal a permis des avocats dans cette affaire.", "The court has allowed lawyers in this case."),
    ("/leave_granted",),
)
FIRM = Verdict(
    None, Text("L’exception des honoraires s’applique.", "The exception for professional fees applies."), (_FEES,)
)


def leave_in_force(facts: Mapping[str, Any]) -> bool:
    """Whether the court, with the consent of the chief judge, has allowed lawyers (par. 3)."""
    return facts["leave_granted"] is True and facts["chief_judge_consents"] is True


def by_leave(facts: Mapping[str, Any]) -> bool:
    """Whether the representative is a lawyer whom the court has allowed."""
    return facts["representative"]["profession"] == "lawyer" and leave_in_force(facts)


_LEAVE_UNKNOWN = Verdict(
    None,
    Text(
        "Le tribunal a permis des avocats; reste à savoir si la juge ou le juge en chef est d'accord.",
        "The court has allowed lawyers; whether the chief judge consents is still to be known.",
    ),
    ("/chief_judge_consents",),
)


def leave_aside(facts: Mapping[str, Any]) -> Verdict | None:
    """Why a condition is not weighed where the court has allowed lawyers, or may have; None where it is weighed."""
    if by_leave(facts):
        return LEAVE
    granted = facts["representative"]["profession"] == "lawyer" and facts["leave_granted"]
    return _LEAVE_UNKNOWN if granted and facts["chief_judge_consents"] is None else None


def recovers_the_firms_fees(facts: Mapping[str, Any]) -> bool:
    """Par. 3: a lawyer or a collection agent who recovers what is owed to the partnership he or she belongs to."""
    excluded = facts["representative"]["profession"] in ("lawyer", "collection_agent")
    return excluded and facts["party"] == "partnership" and facts["professional_fees_of_the_firm"] is True


_ADMITTED = Verdict(
    True,
    Text("Lecture choisie: ce n’est pas une avocate ni un avocat.", "Reading chosen: not a lawyer."),
    (PROFESSION,),
)
_EXCLUDED = Verdict(
    False, Text("Lecture choisie: exclu comme un avocat.", "Reading chosen: excluded as a lawyer is."), (PROFESSION,)
)
_ASK = Verdict(
    None,
    Text(
        "Le texte ne dit pas si un avocat à la retraite, ou une personne qui étudie le droit, peut représenter une partie.",
        "The text does not say whether a retired lawyer or a law student may represent a party.",
    ),
    (PROFESSION,),
)


def unsettled_profession(weighing: Weighing, norm_id: str, profession: str) -> Verdict:
    """What the text does not settle: a reading, and a person where none is chosen."""
    chosen = weighing.reading(_UNSETTLED[profession])
    if chosen == "undecided":
        weighing.leave_to_a_person(norm_id, _ASK.because)
        return _ASK
    return _ADMITTED if chosen == "may_represent" else _EXCLUDED


def unsettled(weighing: Weighing, facts: Mapping[str, Any]) -> bool:
    """Whether the profession of the representative is one of which the text says nothing, and no reading is chosen."""
    who = facts["representative"]
    return _is_unsettled(who) and weighing.reading(_UNSETTLED[who["profession"]]) == "undecided"


def _is_unsettled(who: Mapping[str, Any]) -> bool:
    """A retired lawyer, or a law student who is not an officer or employee of the party."""
    if who["profession"] == "law_student":
        return who["kind"] not in ("self", "officer", "employee")
    return who["profession"] == "retired_lawyer" and who["kind"] != "self"


_BARRED = Verdict(
    False,
    Text(
        "Un avocat ou un agent de recouvrement ne peut pas représenter une partie.",
        "A lawyer or a collection agent cannot represent a party.",
    ),
    (PROFESSION,),
)
_NOT_BARRED = Verdict(
    True,
    Text("Ni avocat, ni agent de recouvrement.", "Neither a lawyer nor a collection agent."),
    (PROFESSION,),
)


def _not_excluded(weighing: Weighing, facts: Mapping[str, Any], norm_id: str) -> Verdict:
    profession = facts["representative"]["profession"]
    if facts["representative"]["kind"] == "self":
        return ALONE
    if (leave := leave_aside(facts)) is not None:
        return leave
    if profession is None:
        return PROFESSION_UNKNOWN
    if _is_unsettled(facts["representative"]):
        return unsettled_profession(weighing, norm_id, profession)
    return _BARRED if profession in ("lawyer", "collection_agent") else _NOT_BARRED


@RULES.encodes("ccp/a542-al3-lawyers")
def neither_lawyer_nor_collection_agent(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: a lawyer or a collection agent is no mandatary, but for the fees of the partnership."""
    if recovers_the_firms_fees(facts):
        return FIRM
    return _not_excluded(weighing, facts, "ccp/a542-al3-lawyers")


@RULES.encodes("old-ccp/a959-al3-lawyers")
def neither_advocate_nor_collection_agent(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Old CCP 959, par. 3; whether it barred an officer or employee who is a lawyer was disputed: a reading."""
    employed = facts["representative"]["kind"] in ("officer", "employee")
    if employed and facts["party"] != "natural_person" and facts["representative"]["profession"] == "lawyer":
        return _ADMITTED if weighing.reading("a959-employed-lawyer") == "admitted" else _BARRED
    return _not_excluded(weighing, facts, "old-ccp/a959-al3-lawyers")


def fees_of_a_company(facts: Mapping[str, Any]) -> bool:
    """Fees owed to a company, not a partnership: whether the exception of par. 3 reaches that far is left open."""
    excluded = facts["representative"]["profession"] in ("lawyer", "collection_agent")
    return excluded and facts["party"] == "legal_person" and facts["professional_fees_of_the_firm"] is True


_FEES_HOLD = Verdict(
    True,
    Text(
        "Les honoraires réclamés sont dus à la société dont cette personne est membre.",
        "The fees claimed are owed to the partnership of which that person is a member.",
    ),
    (_FEES, "/party"),
)
_FEES_ASIDE = Verdict(
    None, Text("L’exception des honoraires n’est pas en cause.", "The exception for fees is not in play."), (_FEES,)
)
_NOT_A_PARTNERSHIP = Text(
    "Le texte parle de la société dont l’avocat est membre; ici, la partie n’est pas une société de personnes.",
    "The text speaks of the partnership to which the lawyer belongs; here the party is no partnership.",
)


@RULES.encodes("ccp/a542-al3-fees")
def fees_of_the_partnership(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: a lawyer or a collection agent may recover what is owed to the partnership he or she belongs to."""
    if recovers_the_firms_fees(facts):
        return _FEES_HOLD
    if fees_of_a_company(facts):
        weighing.leave_to_a_person("ccp/a542-al3-fees", _NOT_A_PARTNERSHIP)
        return Verdict(None, _NOT_A_PARTNERSHIP, (_FEES, "/party"))
    return _FEES_ASIDE


_LEAVE_HOLDS = Verdict(
    True,
    Text("Le tribunal permet des avocats, avec l’accord requis.", "The court allows lawyers, with the consent needed."),
    ("/leave_granted", "/chief_judge_consents"),
)
_NO_CONSENT = Verdict(
    False,
    Text(
        "Il manque l’accord de la juge ou du juge en chef de la Cour du Québec.",
        "The consent of the chief judge of the Court of Québec is missing.",
    ),
    ("/chief_judge_consents",),
)
_CONSENT_UNKNOWN = unknown(
    Text(
        "On ne sait pas si la juge ou le juge en chef est d’accord.", "Whether the chief judge consents is not known."
    ),
    "/chief_judge_consents",
)
_MAY_ASK = Verdict(
    None,
    Text(
        "La question de droit est complexe: le tribunal peut permettre des avocats, de lui-même ou sur demande.",
        "The point of law is complex: the court may allow lawyers, of its own motion or on request.",
    ),
    ("/complex_point_of_law",),
)
_NOT_ASKED = Verdict(
    None, Text("Aucune permission n’est en cause.", "No leave is in play."), ("/complex_point_of_law",)
)


@RULES.encodes("ccp/a542-al3-complex", "old-ccp/a959-al3-complex")
def lawyers_by_leave(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: on a complex point of law, the court may allow lawyers with the consent of the chief judge."""
    if facts["representative"]["profession"] != "lawyer" or facts["representative"]["kind"] == "self":
        return _NOT_ASKED
    if facts["leave_granted"]:
        consents = facts["chief_judge_consents"]
        return _CONSENT_UNKNOWN if consents is None else _LEAVE_HOLDS if consents else _NO_CONSENT
    if facts["complex_point_of_law"]:
        weighing.leave_to_a_person(cast(str, RULES.in_force(COMPLEX, day)), _MAY_ASK.because)
        return _MAY_ASK
    return _NOT_ASKED


_PAYS = Verdict(
    True,
    Text(
        "Le ministère de la Justice paie les avocats, dans les limites du tarif d’aide juridique.",
        "The Minister of Justice pays the lawyers, within the legal-aid tariff.",
    ),
    ("/could_be_plaintiff",),
)
_PAYS_NOT = Verdict(
    False,
    Text(
        "Cette partie n’aurait pas pu demander aux petites créances: elle paie ses avocats.",
        "This party could not be a plaintiff in small claims: it pays its own lawyers.",
    ),
    ("/could_be_plaintiff",),
)
_PLAINTIFF_UNKNOWN = unknown(
    Text(
        "On ne sait pas si cette partie pourrait demander aux petites créances.",
        "Whether this party could be a plaintiff in small claims is not known.",
    ),
    "/could_be_plaintiff",
)
_NOLEAVE = Verdict(None, Text("Aucun avocat n’est permis ici.", "No lawyer is allowed here."), ("/leave_granted",))


@RULES.encodes("ccp/a542-al3-state-pays", "old-ccp/a959-al3-state-pays")
def the_state_pays_the_lawyers(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: the Minister pays, except for a party that could not be a plaintiff in small claims."""
    if not by_leave(facts):
        return _NOLEAVE
    could = facts["could_be_plaintiff"]
    return _PLAINTIFF_UNKNOWN if could is None else _PAYS if could else _PAYS_NOT


_MAY_CONSULT = Verdict(True, Text("Chacun peut consulter un avocat.", "Anyone may consult a lawyer."), ("/party",))


@RULES.encodes("ccp/a542-al3-consult")
def anyone_may_consult_a_lawyer(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Par. 3: natural and legal persons may consult a lawyer, including to prepare the case."""
    return _MAY_CONSULT


_ON_THE_DAY = Text(
    "Le mandat est déposé le jour de l’audience: la juge ou le juge décide de l’accepter ou non.",
    "The mandate is filed on the day of the hearing: the judge decides whether to accept it.",
)
_ANOTHER_DAY = Text(
    "Aucun mandat n’est déposé le jour de l’audience.", "No mandate is filed on the day of the hearing."
)


@RULES.encodes("quebec.ca/mandate-day")
def mandate_filed_on_the_day(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """justice.gouv.qc.ca: a mandate may be given at any stage; on the day of the hearing the judge decides."""
    where = ("/mandate/filed",)
    mandate, who = facts["mandate"], facts["representative"]["kind"]
    if facts["party"] != "natural_person" or who == "self" or mandate is None or mandate["filed"] != "hearing_day":
        return Verdict(None, _ANOTHER_DAY, where)
    weighing.leave_to_a_person("quebec.ca/mandate-day", _ON_THE_DAY)
    return Verdict(True, _ON_THE_DAY, where)


def left_to_the_judge(weighing: Weighing, facts: Mapping[str, Any], day: date) -> bool:
    """Whether the judge decides on the mandate; the page that says so is of the present Code."""
    norm_id = RULES.in_force(("quebec.ca/mandate-day",), day)
    if norm_id is None:
        return False
    verdict = RULES.at(norm_id, day)(weighing, facts, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return verdict.holds is True
