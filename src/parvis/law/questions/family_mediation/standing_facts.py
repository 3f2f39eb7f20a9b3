"""family-mediation/standing: the course of one certification, and what a request for it leads to.

Facts:

    {"on": "2012-06-01",
     "events": [                              // as the certifier recorded them, oldest first; may be empty
       {"type": "certified", "date": "2005-01-10"},
       {"type": "undertaking_completed", "date": "2006-11-01"},
       {"type": "ceased_activities", "date": "2007-05-01", "informed": "2007-06-01"},
       {"type": "certification_requested", "date": "2012-05-31", "fee_paid": "65.00"}]}

Types: certified · undertaking_extended · undertaking_completed · struck_off_temporarily · struck_off_permanently ·
permit_revoked · mediation_suspended · institution_total_suspension · institution_mediation_suspension · dismissed ·
sanction_ended · undertaking_unmet · suspended_by_decision · revoked_by_decision · ceased_activities ·
left_institution · resigned_from_order · certification_requested.

`date` is the day of the certifier's decision. `informed` is needed for ceased_activities, left_institution and
resigned_from_order, where it is the day that counts; `fee_paid` is needed for certification_requested. Neither belongs
to another type.

Outcome:

    {"status": "cancelled",                   // none | certified | suspended | revoked | cancelled
     "since": "2007-06-01",                   // the first day of the present status; null where it is none
     "on_request": "certify_again",           // for the last certification_requested, else null: certify_again |
                                              // certify_with_training | section_4_1 | new_application
     "notices_to_minister": [{"event": 0, "kind": "certified"}, …]}   // in the order of the events

Decisions where the contract is silent:

- An event stands out of order where it comes after another in the list and before it in time, both by `date` and by the
  day that counts: what the certifier learns late may stand where it was recorded, or where it happened.
- The certifier is not informed before the event: an earlier `informed` is refused.
- What cannot have happened is refused at the event's date: a certification where one is in force, an undertaking
  completed or extended without one, an undertaking unmet or a decision before any, the end of a sanction where none runs.
- A sanction, a departure or a resignation that finds no certification in force changes nothing and calls for no notice.
- A permanent sanction revokes what is suspended; a departure cancels it. Nothing cancels what is revoked.
- A request by somebody never certified, or revoked, is a new application (s. 1); while a certification is in force,
  suspended or not, a request leads to nothing: null.
- A fee that is too low leaves its norm unmet and does not change what the request leads to.
- Where a sanction stands when somebody asks to be certified again after a cancellation, s91-scope is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from parvis.law.kernel.facts import ABSENT, Amount, Day, Fault, Field, Items, OneOf, Reason, Record, Schema, pointer
from parvis.law.kernel.reasons import MISSING, OUT_OF_ORDER
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01_r0_7.standing_course import CANCELLING, REQUEST, TYPES, day_of, replayed

#: The first Regulation (O.C. 1686-93): nobody was certified before it, and an act on a certification has no earlier day. Seen on
#: a public page of the certifiers' committee; the text itself was not.
FIRST_REGULATION = date(1993, 12, 30)

_NEEDED = Reason(
    "needed_by_the_event",
    "{name}, which {type} needs",
    MISSING.asked,
    Text("Il manque {name} : un événement {type} en a besoin.", "{name} is missing: an event {type} needs it."),
)
_NOT_NEEDED = Reason(
    "not_of_the_event",
    "no {name} with {type}",
    Text(
        "Cet événement n’en a pas besoin : laissez cette réponse vide.",
        "This event does not need it: leave it empty.",
    ),
)


def _members_of_the_type(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """`informed` for what leads to cancellation and `fee_paid` for a request; neither for another type."""
    for name, needed in (("informed", facts["type"] in CANCELLING), ("fee_paid", facts["type"] == REQUEST)):
        given = facts[name]
        if needed and given is None:
            yield _NEEDED.at(pointer(at, name), ABSENT, name=name, type=facts["type"])
        if not needed and given is not None:
            yield _NOT_NEEDED.at(pointer(at, name), str(given), name=name, type=facts["type"])


def _in_order(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Oldest first; an event that is out of order is told at its date."""
    days = [(event["date"], day_of(event) or event["date"]) for event in facts["events"]]
    for index, ((earlier, as_counted), (happened, counts)) in enumerate(pairwise(days), start=1):
        if happened < earlier and counts < as_counted:
            where = pointer(pointer(pointer(at, "events"), index), "date")
            yield OUT_OF_ORDER.at(where, happened.isoformat(), day=earlier)


def _possible(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """What happened by the day of the question can have happened, one thing after the other."""
    if any(_in_order(facts, at)):
        return
    for index, reason in replayed(facts["events"], facts["on"]).impossible:
        event = facts["events"][index]
        where = pointer(pointer(pointer(at, "events"), index), "date")
        yield reason.at(where, f"{event['type']} on {event['date']}")


EVENT = Record(
    (
        Field("type", OneOf(TYPES), Text("ce qui est arrivé", "what happened"), True, False),
        Field("date", Day(), Text("le jour de la décision", "the day of the decision"), True, False),
        Field(
            "informed",
            Day(),
            Text("le jour où l'accréditeur est informé", "the day the certifier is informed"),
        ),
        Field("fee_paid", Amount(), Text("les frais payés avec la demande", "the fee paid with the request")),
    ),
    dated_by="date",
    order=(("date", "informed"),),
    checks=(_members_of_the_type,),
)

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "events",
                Items(EVENT),
                Text("ce que l'accréditeur a inscrit", "what the certifier recorded"),
                True,
                False,
            ),
        ),
        checks=(_in_order, _possible),
    ),
    answers_from=date(2002, 6, 24),
    only_on=True,
)

OUTCOME = {
    "status": Text(
        "none, certified, suspended, revoked ou cancelled", "none, certified, suspended, revoked or cancelled"
    ),
    "since": Text("le premier jour de cet état", "the first day of that status"),
    "on_request": Text(
        "ce que donne la dernière demande: de nouveau accréditée, avec formation, article 4.1 ou nouvelle demande",
        "what the last request leads to: certified again, with training, section 4.1 or a new application",
    ),
    "notices_to_minister": Text(
        "ce que l'accréditeur dit à la ou au ministre de la Justice, par événement",
        "what the certifier tells the Minister of Justice, by event",
    ),
}
