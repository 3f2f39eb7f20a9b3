"""family-mediation/fees: what the Service and the parties pay for a family mediation file (r. 0.7, ss. 10 to 12).

The facts and the outcome are those of the `decide` contract. Where it is silent:

- Each session has the tariff and the rate of its own day. In a file that began before 2012-12-01 and went on after it,
  the sessions before are counted against the 6 or 3, the minutes after against the 5 h or 2.5 h, both whole: the rules
  of transition were not seen, so that is left to a person, and both counters are given.
- What the report states is tied to the first session (an information session missed) or to the last one (none held).
- An absence or a declaration gives one fee of 50 $, outside the maximum; the individual information sessions listed with
  such a report are those that were missed (A-36; reading `attended_alone`). For that fee the report suffices.
- A report that no session was held, with mediation sessions listed, gives no fee of 50 $: the sessions are paid, the
  documents disagree and `payable` is false.
- An information session beyond the maximum is paid by nobody that the text names: a person says.
- A mediator whom the parties require is one who is present: more `additional_requested` than mediators beyond the
  first are refused. A session without a mediator, of 0 minutes or of more than a day, is refused too.
- Under the tariff by session the work outside the sessions is not paid apart. Under the tariff by the hour it counts with
  the sessions, by day, the sessions of a day before the work of that day; a report of 50 $ counts no minutes.
- From 2012-12-01 to 2015-12-31 the fee of an individual information session, and what an absence gives, were not
  found: `service_pays` is null, and the minutes of such a session count. Since 2016 there is none in the tariff: it is
  worth 0.00 and counts no minutes. What an additional mediator may charge since 2012-12-01 was not seen: the ceiling is
  null.
- Without children's interests since 2012-12-01 the tariff applies to nobody: `parties_pay` is null for the court's
  referrals too. An information session given to a couple whom a designated mediator serves without children is in no
  item of the tariff: a person says.
- Work outside the sessions never brings the counter of sessions by itself: with no session at all, the day of the
  question says which counter is 0.
- Where no session was held the report suffices, even if the clients attest some: `payable` is true, and a person is told.
- `lines` follow the sessions; under the tariff by the hour, the days, the sessions of a day before its work.
- Outside the tariff `parties_ceiling` is "0.00" where no additional mediator is required, else null.
- `attestation` may be null (not stated), `earlier_use` and `out_of_session` may not.

Readings: `info_individual_counts` and `info_group_counts` (A-34), `attended_alone` (A-36), `hourly_rounding` (no text
rounds the cents of an hourly fee: the total of the file once, or each line).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Fault, Field, Flag, Items, Number, OneOf, Reason, Record, Schema, pointer
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.family_mediation.couple_facts import (
    EARLIER_USE,
    FIRST_DAY,
    OUT_OF_SESSION,
    SESSION_DAY,
    SESSION_MINUTES,
)
from parvis.law.texts.c25_01_r0_7.tariff_account import MOST

KINDS = ("information_individual", "information_group", "mediation")
REFERRALS = ("voluntary", "court_designated", "court_chosen")
REPORTS = ("held", "absence", "declaration", "none_held")
_MEDIATORS = 20


_MORE_THAN_PRESENT = Reason(
    "more_mediators_than_present",
    "at most {most}: the mediators present besides the first",
    Text(
        "C’est plus que le nombre de médiateurs présents, sans compter le premier.",
        "This is more than the mediators present besides the first.",
    ),
)


def _required_mediators_are_present(session: Mapping[str, Any], at: str) -> Iterator[Fault]:
    if session["additional_requested"] > session["mediators"] - 1:
        where, found = pointer(at, "additional_requested"), session["additional_requested"]
        yield _MORE_THAN_PRESENT.at(where, found, most=session["mediators"] - 1)


SESSION = Record(
    (
        SESSION_DAY,
        Field("kind", OneOf(KINDS), Text("la nature de la séance", "the nature of the session"), True, False),
        SESSION_MINUTES,
        Field(
            "mediators", Number(1, _MEDIATORS), Text("les médiateurs présents", "the mediators present"), True, False
        ),
        Field(
            "additional_requested",
            Number(0, _MEDIATORS - 1),
            Text(
                "parmi eux, ceux que les parties ont demandés en plus du premier",
                "among them, those whom the parties required besides the first",
            ),
            True,
            False,
        ),
    ),
    dated_by="date",
    checks=(_required_mediators_are_present,),
)

ATTESTATION = Record(
    (
        Field("signed_by_all", Flag(), Text("tous les clients ont signé", "all the clients signed"), True, False),
        Field(
            "sessions",
            Number(0, MOST),
            Text("le nombre de séances attesté", "the number of sessions attested"),
            True,
            False,
        ),
    )
)

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "children_interests",
                Flag(),
                Text(
                    "l'intérêt des parties et celui de leurs enfants sont en jeu",
                    "the interests of the parties and of their children are at stake",
                ),
                True,
                False,
            ),
            Field(
                "referral",
                OneOf(REFERRALS),
                Text("comment la médiation commence", "how the mediation comes about"),
                True,
                False,
            ),
            Field(
                "review_of_judgment",
                Flag(),
                Text(
                    "la demande vise à réviser un jugement entre les parties",
                    "an application to review a judgment between the parties",
                ),
                True,
                False,
            ),
            EARLIER_USE,
            Field("report", OneOf(REPORTS), Text("ce que dit le rapport", "what the report states"), True, False),
            Field(
                "sessions",
                Items(SESSION, most=MOST, ordered_by="date"),
                Text("les séances, dans l'ordre", "the sessions, in their order"),
                True,
                False,
            ),
            OUT_OF_SESSION,
            Field("attestation", ATTESTATION, Text("ce que les clients attestent", "what the clients attest")),
        )
    ),
    answers_from=FIRST_DAY,
)

OUTCOME = {
    "service_pays": Text("ce que le Service paie", "what the Service pays"),
    "parties_pay": Text("ce que les parties paient", "what the parties pay"),
    "parties_ceiling": Text(
        "le plus que les médiateurs additionnels peuvent demander aux parties",
        "the most that additional mediators may charge the parties",
    ),
    "sessions_paid_by_service": Text("les séances que le Service paie", "the sessions that the Service pays"),
    "minutes_paid_by_service": Text("les minutes que le Service paie", "the minutes that the Service pays"),
    "payable": Text("les documents permettent le paiement", "the documents allow payment"),
    "lines": Text("qui paie quoi, séance par séance", "who pays what, session by session"),
}

READINGS = (
    Reading(
        "info_individual_counts",
        ("true", "false"),
        Text(
            "La séance d'information individuelle compte-t-elle dans le maximum de séances?",
            "Does the individual information session count in the maximum of sessions?",
        ),
    ),
    Reading(
        "info_group_counts",
        ("true", "false"),
        Text(
            "La séance d'information de groupe compte-t-elle dans le maximum de séances?",
            "Does the group information session count in the maximum of sessions?",
        ),
    ),
    Reading(
        "attended_alone",
        ("absence", "session"),
        Text(
            "Une seule partie vient à la séance d'information: absence (50 $) ou séance payée?",
            "One party alone comes to the information session: an absence ($50) or a session that is paid?",
        ),
    ),
    Reading(
        "hourly_rounding",
        ("file", "line"),
        Text(
            "Les fractions de cent s'arrondissent-elles une fois pour le dossier, ou à chaque ligne?",
            "Are fractions of a cent rounded once for the file, or on each line?",
        ),
    ),
)
