"""family-mediation/entitlement: what the Service pays for, by situation and day, and what comes after.

Facts:

    {"on": "2026-06-01",
     "children": true,                        // the interests of the parties and of their children are at stake
     "request": "first_agreement",            // first_agreement | review_of_judgment | change_of_agreement |
                                              // after_separation_judgment (separation from bed and board) |
                                              // adoption_agreement | adoption_review | adoption_dispute
     "earlier_use": false}                    // optional, default false: the couple already had the service

Outcome:

    {"covered": true,                         // the Service pays; null where no source says
     "under": "regulation",                   // regulation | adoption | programme_2021 | null
     "unit": "hour",                          // session | hour | null
     "free_sessions": null, "free_minutes": 300,
     "norm": "c25.01-r0.7/s101-max",          // the norm of that maximum; null where nothing is paid
     "service_rate": "130.00",                // for a session or an hour, for one or two mediators, before tax
     "parties_rate": "130.00",                // what the parties pay beyond, for the same unit
     "group_session_besides": true,           // a group information session is paid in addition
     "unknown": []}                           // the members above that no source gives

An adoption agreement (CCP 442.1; Civil Code 579) is governed by s. 11, whatever the other children; its rate after
2023-10-03 was not found. Couples without children are outside the Regulation: since 2021-02-18 an administrative
programme pays three hours for a first agreement; whether it serves a couple twice, or after a judgment of separation, was
not found and is left to a person. Under the tariff by session an agreement that was never a judgment is a first
application (A-35); whether a request after a judgment of separation from bed and board reviews that judgment is left to a
person, and the higher maximum is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.family_mediation.couple_facts import CHILDREN, EARLIER_USE, FIRST_DAY, REQUEST
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.tariff_account import SESSIONS, duration

AL1 = "c25.01-r0.7/s10-al1"
SIX, THREE = "c25.01-r0.7/s10-al3-cap6", "c25.01-r0.7/s10-al3-cap3"
SESSION_FEE, BEYOND = "c25.01-r0.7/s10-al2-p3", "c25.01-r0.7/s10-al5-p2"
FIVE_HOURS, LESS, HOUR = "c25.01-r0.7/s101-max", "c25.01-r0.7/s101-max-lower", "c25.01-r0.7/s10-al1-hour"
GROUP = "c25.01-r0.7/s10-al2-group"
EXCESS = "c25.01-r0.7/s103-excess"
ADOPTION, ADOPTION_LESS = "c25.01-r0.7/s11-al1-adoption", "c25.01-r0.7/s11-al2-adoption"
ADOPTION_RATE, ADOPTION_BEYOND = "c25.01-r0.7/s11-rate", "c25.01-r0.7/s11-al3-adoption"
SCOPE, MAXIMUM, RATE = "programme-2021/scope", "programme-2021/maximum", "programme-2021/rate"
BY_HOUR = date(2012, 12, 1)

#: What the Service pays for, rule by rule; each adds its findings and returns what it knows of the outcome.
RULES: Rulebook[Callable[[Weighing, Mapping[str, Any]], dict[str, Any] | None]] = Rulebook(LAW.norms)

_CHILDREN, _REQUEST = ("/children",), ("/request",)
_BOTH, _ASKED = ("/children", "/request"), ("/request", "/earlier_use")
_AT_STAKE = Text("L'intérêt des enfants est en jeu.", "The children's interests are at stake.")
_NO_CHILDREN = Text("Les enfants ne sont pas en cause.", "No children are concerned.")
_SESSIONS_FREE = Text("{sessions} au plus, à {fee} chacune.", "At most {sessions}, at {fee} each.")
_HOURS_FREE = Text("{minutes} au plus, à {rate} l'heure.", "At most {minutes}, at {rate} an hour.")
_HOURS_FREE_NO_RATE = Text(
    "{minutes} au plus; le taux de ce jour n'a pas été trouvé.",
    "At most {minutes}; the rate of that day was not found.",
)
_LENGTH_NOT_FOUND = Text(
    "L'article est de 2018, et le jour de son entrée en vigueur n'a pas été trouvé.",
    "The section dates from 2018, and the day on which it came into force was not found.",
)
_SET_ASIDE = Text("Un autre maximum s'applique.", "Another maximum applies.")
_BEYOND = Text("Au-delà, les parties paient {rate}.", "Beyond that, the parties pay {rate}.")
_BEYOND_NOT_FOUND = Text(
    "Au-delà, les parties paient; le taux de ce jour n'a pas été trouvé.",
    "Beyond that, the parties pay; the rate of that day was not found.",
)
_GROUP = Text("Une séance de groupe est payée en plus.", "A group session is paid besides.")
_AFTER_SEPARATION = Text(
    "Si la demande vise à réviser ce que le jugement a décidé, le maximum est plus bas.",
    "Where the request is to review what the judgment decided, the maximum is lower.",
)
_NOT_ADOPTION = Text(
    "Le tarif de ce jour ne vise pas une entente liée à une adoption.",
    "The tariff of that day does not concern an agreement in connection with an adoption.",
)
_NOT_FIRST = Text("Le programme vise une première entente seulement.", "The programme is for a first agreement only.")
_MAYBE = Text(
    "Ce que le programme prévoit dans ce cas n'a pas été trouvé: demandez au Service.",
    "What the programme provides in this case was not found: ask the Service.",
)
_PROGRAMME = Text(
    "Le programme de 2021 s'adresse aux couples sans enfant à charge en commun.",
    "The programme of 2021 is for couples without common dependent children.",
)

_NOTHING: Mapping[str, Any] = {
    "covered": False,
    "under": None,
    "unit": None,
    "free_sessions": None,
    "free_minutes": None,
    "norm": None,
    "service_rate": None,
    "parties_rate": None,
    "group_session_besides": False,
    "unknown": [],
}

FACTS = Schema(
    Record(
        (
            ON,
            CHILDREN,
            REQUEST,
            EARLIER_USE,
        )
    ),
    answers_from=FIRST_DAY,
)

OUTCOME = {
    "covered": Text("le Service paie", "the Service pays"),
    "under": Text("en vertu de quoi", "under what"),
    "unit": Text("à la séance ou à l'heure", "by the session or by the hour"),
    "free_sessions": Text("les séances payées", "the sessions that are paid"),
    "free_minutes": Text("les minutes payées", "the minutes that are paid"),
    "norm": Text("la norme de ce maximum", "the norm of that maximum"),
    "service_rate": Text("ce que le Service paie par unité", "what the Service pays for each unit"),
    "parties_rate": Text("ce que les parties paient au-delà", "what the parties pay beyond"),
    "group_session_besides": Text("une séance de groupe est payée en plus", "a group session is paid besides"),
    "unknown": Text("ce qu'aucune source ne donne", "what no source gives"),
}


def weigh_entitlement(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on what the Service pays for."""
    return weighing.decide(entitled_on(weighing, facts, facts["on"]))


def entitled_on(weighing: Weighing, facts: Mapping[str, Any], day: date) -> dict[str, Any]:
    """What the Service pays for on a day, with the findings that say so: the outcome of this question."""
    facts = {**facts, "on": day}
    if of_adoption(facts["request"]):
        found = RULES.at(ADOPTION, day)(weighing, facts) if weighing.norms.in_force(ADOPTION, day) else None
        if found is None:
            weighing.weigh(AL1, day=day, holds=False, because=_NOT_ADOPTION, facts=_REQUEST)
    elif facts["children"]:
        weighing.weigh(AL1, day=day, holds=True, because=_AT_STAKE, facts=_CHILDREN)
        found = RULES.at(AL1, day)(weighing, facts)
    else:
        weighing.weigh(AL1, day=day, holds=False, because=_NO_CHILDREN, facts=_CHILDREN)
        found = RULES.at(SCOPE, day)(weighing, facts) if weighing.norms.in_force(SCOPE, day) else None
    return {**_NOTHING, **(found or {})}


def of_adoption(request: str) -> bool:
    """Whether a request is about an agreement in connection with an adoption, which section 11 governs."""
    return request.startswith("adoption")


@RULES.encodes(AL1, SIX, THREE, SESSION_FEE, BEYOND)
def by_session(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any]:
    """S. 10 until 2012-11-30: 6 sessions, or 3 to review a judgment; an earlier use changes nothing."""
    day, request = facts["on"], facts["request"]
    review = request == "review_of_judgment"
    applies, aside = (THREE, SIX) if review else (SIX, THREE)
    most = weighing.parameter(applies, day=day)
    fee = weighing.parameter(SESSION_FEE, day=day)
    beyond = weighing.parameter(BEYOND, day=day)
    because = _SESSIONS_FREE.fill(sessions=SESSIONS[cast(int, most)], fee=fee)
    weighing.weigh(applies, day=day, holds=True, because=because, facts=_REQUEST)
    weighing.weigh(aside, day=day, holds=None, because=_SET_ASIDE, facts=_REQUEST)
    weighing.weigh(BEYOND, day=day, holds=True, because=_BEYOND.fill(rate=beyond), facts=_REQUEST)
    if request == "after_separation_judgment":
        weighing.leave_to_a_person(THREE, _AFTER_SEPARATION)
    return {
        "covered": True,
        "under": "regulation",
        "unit": "session",
        "free_sessions": most,
        "norm": applies,
        "service_rate": fee,
        "parties_rate": beyond,
    }


@RULES.encodes(AL1, since=BY_HOUR)
@RULES.encodes(FIVE_HOURS, LESS, HOUR, EXCESS, GROUP)
def by_the_hour(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Ss. 10 to 10.3 since 2012-12-01: 5 hours, or 2.5 for a review, a change, or a couple already served."""
    day = facts["on"]
    again = facts["request"] != "first_agreement" or bool(facts["earlier_use"])
    applies, aside = (LESS, FIVE_HOURS) if again else (FIVE_HOURS, LESS)
    most = weighing.parameter(applies, day=day)
    rate = weighing.parameter(HOUR, day=day)
    because = _HOURS_FREE.fill(minutes=duration(cast(int, most)), rate=rate)
    weighing.weigh(applies, day=day, holds=True, because=because, facts=_ASKED)
    weighing.weigh(aside, day=day, holds=None, because=_SET_ASIDE, facts=_ASKED)
    weighing.weigh(EXCESS, day=day, holds=True, because=_BEYOND.fill(rate=rate), facts=_REQUEST)
    weighing.weigh(GROUP, day=day, holds=True, because=_GROUP, facts=_CHILDREN)
    return {
        "covered": True,
        "under": "regulation",
        "unit": "hour",
        "free_minutes": most,
        "norm": applies,
        "service_rate": rate,
        "parties_rate": rate,
        "group_session_besides": True,
    }


@RULES.encodes(ADOPTION, ADOPTION_LESS, ADOPTION_BEYOND)
def adoption(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any]:
    """S. 11 since 2018: 5 hours for an agreement in connection with an adoption, 2.5 to review it or for a dispute."""
    day = facts["on"]
    first = facts["request"] == "adoption_agreement"
    applies, aside = (ADOPTION, ADOPTION_LESS) if first else (ADOPTION_LESS, ADOPTION)
    most = weighing.parameter_if_known(applies, day=day)
    rate = weighing.parameter_if_known(ADOPTION_RATE, day=day)
    if most is None:
        weighing.weigh(applies, day=day, holds=None, because=_LENGTH_NOT_FOUND, facts=_REQUEST)
        weighing.leave_to_a_person(applies, _LENGTH_NOT_FOUND)
        unknown = ["covered", "free_minutes", "service_rate", "parties_rate"]
        return {"covered": None, "under": "adoption", "unit": "hour", "unknown": unknown}
    minutes = duration(cast(int, most))
    because = _HOURS_FREE_NO_RATE.fill(minutes=minutes)
    beyond = _BEYOND_NOT_FOUND
    if rate is not None:
        because, beyond = _HOURS_FREE.fill(minutes=minutes, rate=rate), _BEYOND.fill(rate=rate)
    weighing.weigh(applies, day=day, holds=True, because=because, facts=_REQUEST)
    weighing.weigh(aside, day=day, holds=None, because=_SET_ASIDE, facts=_REQUEST)
    weighing.weigh(ADOPTION_BEYOND, day=day, holds=True, because=beyond, facts=_REQUEST)
    return {
        "covered": True,
        "under": "adoption",
        "unit": "hour",
        "free_minutes": most,
        "norm": applies,
        "service_rate": rate,
        "parties_rate": rate,
        "unknown": ["service_rate", "parties_rate"] if rate is None else [],
    }


@RULES.encodes(SCOPE, MAXIMUM, RATE)
def programme_of_2021(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The programme of 2021: three hours for the first agreement of a couple without common dependent children."""
    day, request = facts["on"], facts["request"]
    if request in ("review_of_judgment", "change_of_agreement"):
        weighing.weigh(SCOPE, day=day, holds=False, because=_NOT_FIRST, facts=_BOTH)
        return None
    if request == "after_separation_judgment" or facts["earlier_use"]:
        weighing.weigh(SCOPE, day=day, holds=None, because=_MAYBE, facts=_ASKED)
        weighing.leave_to_a_person(SCOPE, _MAYBE)
        unknown = ["covered", "free_minutes", "service_rate", "parties_rate"]
        return {"covered": None, "under": "programme_2021", "unit": "hour", "unknown": unknown}
    most = weighing.parameter(MAXIMUM, day=day)
    rate = weighing.parameter(RATE, day=day)
    because = _HOURS_FREE.fill(minutes=duration(cast(int, most)), rate=rate)
    weighing.weigh(SCOPE, day=day, holds=True, because=_PROGRAMME, facts=_BOTH)
    weighing.weigh(MAXIMUM, day=day, holds=True, because=because, facts=_REQUEST)
    weighing.weigh(RATE, day=day, holds=True, because=_BEYOND.fill(rate=rate), facts=_REQUEST)
    return {
        "covered": True,
        "under": "programme_2021",
        "unit": "hour",
        "free_minutes": most,
        "norm": MAXIMUM,
        "service_rate": rate,
        "parties_rate": rate,
    }


QUESTION = Question(
    id="family-mediation/entitlement",
    title=Text(
        "Ce que le gouvernement paie pour la médiation familiale", "What the government pays for family mediation"
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_entitlement,
)
