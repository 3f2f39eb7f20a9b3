"""small-claims/mediator-fees: who pays what for a mediation of small claims, by each day's rate, line by line.

Facts (a JSON object; null is "not known"):

    {"on": "2024-03-01",
     "known_on": null,                  // optional: what was known of the rates on that day; the answer then has both
     "mandate": "mandatory",            // voluntary | mandatory (since 2023-11-23) | pilot (2015-05-15 to 2018-05-14)
     "sessions": [                      // in the order in which they were set; may be empty
       {"date": "2024-02-01", "kind": "absence",   // held | absence (a party did not come)
        "minutes": null,                // held: its length
        "waited": 30,                   // absence: how long the mediator waited after the set time, in minutes
        "serious_reason": true,         // absence: the mediator finds that it has a serious reason
        "others_consent": null}],       // absence, pilot: the other parties consent to a new session
     "out_of_session": [{"date": "2024-02-03", "minutes": 45}]}   // optional; work of the mandate outside sessions

Outcome:

    {"ministry_pays": "162.50",         // null where a line has no known amount: then see ministry_at_least
     "ministry_at_least": "162.50",     // the sum of its known lines
     "parties_pay": "0.00", "parties_at_least": "0.00",
     "free_minutes": 180,               // paid by the Ministry for the file, by the tariff of `on`
     "minutes_used": 45, "minutes_left": 135,   // of that time; null under the tariff by the session (to 2021-05-12)
     "hour": "130.00",                  // the rate on `on`; null where no source gives it
     "last_known_hour": null,           // where hour is null: {"amount": …, "until": …}, the last rate that is known
     "lines": [{"for": "/sessions/0", "payer": "ministry", "minutes": 30, "hour": "130.00", "amount": "65.00",
                "norm": "c25.01-r0.6.1/s28-al1-fee"},    // payer: ministry | parties | null (not known)
                                                         // with known_on, also "then": the amount as it was known that day
               {"for": "/out_of_session/0", "payer": "ministry", "minutes": 45, "hour": "130.00", "amount": "97.50",
                "norm": "c25.01-r0.6.1/fees-hour"}],
     "unknown": [],                     // pointers of the lines without amount or without payer
     "then": null,                      // with known_on: the totals as they were known that day
     "difference": null,                // with known_on: what is known now, less what was known then
     "needed": []}

How it is counted (where the texts seen are silent):

- Work is taken in the order of its days, sessions before work outside them on one day. Each piece has the rate of its own day;
  a line is rounded to the nearest cent.
- The free time belongs to the file, whatever the number of sessions. Nothing over it is charged to the Ministry.
- `known_on` lies between the last work that is weighed and `on`. Without `known_on` the rates are those known now: an indexing published late holds from its first day.
- `known_on` on a rate whose notice was not found: that rate counts as known from its first day, and a person decides.
- A session paid for an absence (30 minutes) is apart from the free time, because section 28 pays it "in addition": reading
  `r061-absence-time` (apart | inside). Where it changes an amount, a person decides.
- Work before 2021-05-13 counts in the three hours of a file that goes on after it: reading `r06-file-of-2021` (counted | apart).
- The amounts of 2003 to 2021-05-12, the fee for an absence under the regulation of 2003, the fee for an absence in a
  voluntary mediation since 2023 and the rates since 2025-04-01 were not seen: those lines have no amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Day, Fault, Field, Flag, Items, Number, OneOf, Reason, Record, Schema, pointer
from parvis.law.kernel.period import Span
from parvis.law.kernel.reasons import AFTER_THE_QUESTION, ONLY_FOR_ABSENCE
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

KINDS = ("held", "absence")
MANDATES = ("voluntary", "mandatory", "pilot")
REGULATION = date(2023, 11, 23)
PILOT = Span(date(2015, 5, 15), date(2018, 5, 14))
#: A day of work, in minutes: nobody mediates for longer than a day.
MOST_MINUTES = 1440


_HELD_WITHOUT_LENGTH = Reason(
    "held_without_length",
    "the length of a session that was held, in minutes",
    Text("Donnez la durée de la séance, en minutes.", "Give the length of the session, in minutes."),
)
_CANCELLED_WITH_LENGTH = Reason(
    "cancelled_with_length",
    "no length: the session was cancelled",
    Text("La séance est annulée : laissez la durée vide.", "The session was cancelled: leave its length empty."),
)
_BEFORE_THE_LAST_WORK = Reason(
    "before_the_last_work",
    "a day not before the last work ({day})",
    Text(
        "Cette date doit être le {day} ou plus tard : c’est le jour du dernier travail.",
        "This date must be {day} or later: it is the day of the last work.",
    ),
)
_NOT_MANDATORY_YET = Reason(
    "not_mandatory_before",
    "a day from {day} on: mediation was not mandatory before",
    Text("La médiation n’est pas obligatoire avant le {day}.", "Mediation was not mandatory before {day}."),
)
_OUTSIDE_THE_PILOT = Reason(
    "outside_the_pilot_project",
    "a day from {first} to {last}: the days of the pilot project",
    Text("Le projet pilote va du {first} au {last}.", "The pilot project ran from {first} to {last}."),
)


def _one_kind(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A session that was held has its length; one that was cancelled has no length, and has the wait."""
    held = facts["kind"] == "held"
    if held and facts["minutes"] is None:
        yield _HELD_WITHOUT_LENGTH.at(pointer(at, "minutes"), None)
    if not held and facts["minutes"] is not None:
        yield _CANCELLED_WITH_LENGTH.at(pointer(at, "minutes"), facts["minutes"])
    for name in ("waited", "serious_reason", "others_consent"):
        if held and facts[name] is not None:
            yield ONLY_FOR_ABSENCE.at(pointer(at, name), facts[name])


def _known_between(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """What was known is asked of a day between the last work that is weighed and the day of the question."""
    known_on, on = facts["known_on"], facts["on"]
    if known_on is None:
        return
    done = [each["date"] for each in (*facts["sessions"], *(facts["out_of_session"] or ())) if each["date"] <= on]
    if known_on > on:
        yield AFTER_THE_QUESTION.at(f"{at}/known_on", known_on.isoformat(), day=on)
    elif done and known_on < max(done):
        yield _BEFORE_THE_LAST_WORK.at(f"{at}/known_on", known_on.isoformat(), day=max(done))


def _of_its_time(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A mandate of the pilot project or of mandatory mediation has its sessions while those exist."""
    days = [(f"{at}/sessions/{index}/date", each["date"]) for index, each in enumerate(facts["sessions"])]
    days += [
        (f"{at}/out_of_session/{index}/date", each["date"]) for index, each in enumerate(facts["out_of_session"] or ())
    ]
    for where, day in days:
        if facts["mandate"] == "mandatory" and day < REGULATION:
            yield _NOT_MANDATORY_YET.at(where, day.isoformat(), day=REGULATION)
        if facts["mandate"] == "pilot" and day not in PILOT:
            yield _OUTSIDE_THE_PILOT.at(where, day.isoformat(), first=PILOT.first, last=PILOT.last)


SESSION = Record(
    (
        Field("date", Day(), Text("le jour de la séance", "the day of the session"), True, False),
        Field("kind", OneOf(KINDS), Text("tenue, ou annulée par une absence", "held, or absence"), True, False),
        Field("minutes", Number(1, MOST_MINUTES), Text("sa durée, en minutes", "its length, in minutes")),
        Field(
            "waited",
            Number(0, MOST_MINUTES),
            Text("l'attente après l'heure fixée, en minutes", "the wait after the set time, in minutes"),
        ),
        Field("serious_reason", Flag(), Text("l'absence a un motif sérieux", "the absence has a serious reason")),
        Field(
            "others_consent",
            Flag(),
            Text(
                "les autres parties acceptent une nouvelle séance (projet pilote)",
                "the other parties consent to a new session (pilot project)",
            ),
        ),
    ),
    dated_by="date",
    checks=(_one_kind,),
)
WORK = Record(
    (
        Field("date", Day(), Text("le jour du travail", "the day of the work"), True, False),
        Field("minutes", Number(1, MOST_MINUTES), Text("les minutes de travail", "the minutes of work"), True, False),
    ),
    dated_by="date",
)

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "known_on",
                Day(scheduled=True),
                Text(
                    "le jour dont on veut ce qu'on savait des tarifs", "the day whose knowledge of the rates is asked"
                ),
            ),
            Field(
                "mandate",
                OneOf(MANDATES),
                Text("médiation volontaire, obligatoire ou projet pilote", "voluntary, mandatory or pilot mediation"),
                True,
                False,
            ),
            Field(
                "sessions",
                Items(SESSION, ordered_by="date"),
                Text("les séances, dans leur ordre", "the sessions, in their order"),
                True,
                False,
            ),
            Field(
                "out_of_session",
                Items(WORK, ordered_by="date"),
                Text("le travail hors séance", "the work outside sessions"),
            ),
        ),
        checks=(_of_its_time, _known_between),
    ),
    answers_from=date(2003, 10, 16),
)

READINGS = (
    Reading(
        "r061-absence-time",
        ("apart", "inside"),
        Text(
            "Les 30 minutes payées pour une absence (art. 28): en plus des trois heures payées, ou dans ces trois heures.",
            "The 30 minutes paid for an absence (s. 28): on top of the three hours paid, or inside them.",
        ),
    ),
    Reading(
        "r06-file-of-2021",
        ("counted", "apart"),
        Text(
            "Un dossier commencé avant le 13 mai 2021: le temps déjà fait compte dans les trois heures, ou non.",
            "A file begun before May 13, 2021: the time already worked counts in the three hours, or not.",
        ),
    ),
)

OUTCOME = {
    "ministry_pays": Text("ce que paie le ministère de la Justice", "what the Ministry of Justice pays"),
    "ministry_at_least": Text("la somme de ses lignes connues", "the sum of its known lines"),
    "parties_pay": Text("ce que paient les parties", "what the parties pay"),
    "parties_at_least": Text("la somme de leurs lignes connues", "the sum of their known lines"),
    "free_minutes": Text("le temps payé par le ministère", "the time paid by the Ministry"),
    "minutes_used": Text("les minutes utilisées de ce temps", "the minutes used of that time"),
    "minutes_left": Text("les minutes qui restent", "the minutes that are left"),
    "hour": Text("le tarif d'une heure", "the rate of an hour"),
    "last_known_hour": Text("le dernier tarif connu", "the last rate that is known"),
    "lines": Text("chaque montant, avec sa norme", "each amount, with its norm"),
    "unknown": Text("les lignes sans montant connu", "the lines without a known amount"),
    "then": Text("les totaux comme on les connaissait ce jour-là", "the totals as they were known on that day"),
    "difference": Text("ce qui s'y est ajouté depuis", "what has been added since"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
