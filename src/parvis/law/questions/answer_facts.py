"""small-claims/answer: what a person sued may do, by when, and what follows (CCP 546 to 552; form SJ-871E).

Facts (null is "not known"):

    {"on": "2026-06-01",
     "claim_notified": "2026-05-16",           // see small-claims/service for the day that counts
     "claim_amount": "3200.00",                // what the claim asks, as it stands that day (with the interest it asks)
     "claimant_costs": "108.00",               // what the plaintiff paid to file
     "answered": null,                         // the day the answer reached the court office
     "judgment": null,                         // the day a default judgment was rendered
     "choice": "contest",                      // pay_court_office | pay_claimant | settle | contest
     "also": ["third_party"],                  // with a contestation: mediation | dismissal | other_district |
                                               // other_court | ordinary_rules | third_party | counterclaim | tender
     "done": ["grounds_given"],                // amount_paid | costs_paid | receipt_sent | receipt_has_file_number |
                                               // agreement_sent | grounds_given | court_costs_paid | exhibits_filed |
                                               // request_grounds_given | third_party_grounds_given |
                                               // third_party_named | third_party_address_given | tender_deposited
     "grounds_asked": null,                    // the day the clerk asked for the grounds
     "referral_notified": null}                // the day the plaintiff was told of a request for referral

Outcome:

    {"status": "open",                         // not_notified | open | answered | answered_late | default_possible |
                                               // judged
     "last_day": "2026-06-05", "days": {…}, "moved_by": null,
     "default_from": "2026-06-06",             // the first day on which silence allows a judgment
     "in_time": null,                          // whether the answer came in time; null where there is none
     "silence": {"fr": …, "en": …},            // what silence brings
     "to_pay": "3308.00",                      // what a payment includes; null where a part is not known
     "options": [{"key": "pay_court_office", "norm": …, "cite": {…}, "how": {…}, "effect": {…}, "effect_norm": …,
                  "last_day": "2026-06-05", "only_with_contestation": false,
                  "taken": false, "complete": null,    // complete: true | false; null where it is not taken
                  "missing": [{"act": "grounds_given", "is": {…}}]}],
     "then": {"grounds": null,                 // {"who": "defendant", "last_day": …, "days": {…}, "norm": …} once the
              "transfer_comments": null},      // clerk has asked; the plaintiff's comments, once told of a referral
     "form": "SJ-871E", "needed": []}

An option of the second paragraph of article 547 (`also`) is open only to one who contests: taken without a contestation,
its norm does not hold. A payment counts on the day it reaches the court office or the plaintiff, as `answered`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.facts import Amount, Day, Fault, Field, Items, OneOf, Record, Schema
from parvis.law.kernel.reasons import ONCE
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01.answer import ACTS, CHOICES, WITH_A_CONTESTATION


def _each_once(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A thing that is told twice is a slip."""
    for name in ("also", "done"):
        told = facts[name] or []
        for index, each in enumerate(told):
            if each in told[:index]:
                yield ONCE.at(f"{at}/{name}/{index}", each)


FACTS = Schema(
    Record(
        (
            ON,
            Field("claim_notified", Day(), Text("le jour où la demande est notifiée", "the day of notification"), True),
            Field("claim_amount", Amount(), Text("ce que la demande réclame", "what the claim asks")),
            Field("claimant_costs", Amount(), Text("ce que l'autre partie a payé pour déposer", "what filing cost")),
            Field("answered", Day(), Text("le jour de la réponse au greffe", "the day the answer was received")),
            Field("judgment", Day(), Text("le jour d'un jugement par défaut", "the day of a default judgment")),
            Field("choice", OneOf(CHOICES), Text("ce qui est choisi", "the option chosen")),
            Field(
                "also",
                Items(OneOf(WITH_A_CONTESTATION), most=8),
                Text("ce qui est demandé en plus, avec une contestation", "what is asked besides, with a contestation"),
            ),
            Field("done", Items(OneOf(tuple(ACTS)), most=20), Text("ce qui est déjà fait", "what is already done")),
            Field(
                "grounds_asked",
                Day(),
                Text("le jour où le greffe demande les motifs", "the day the clerk asks for the grounds"),
            ),
            Field(
                "referral_notified",
                Day(),
                Text("le jour où l'autre partie est avisée du renvoi", "the day the referral is notified"),
            ),
        ),
        order=(
            ("claim_notified", "answered"),
            ("claim_notified", "judgment"),
            ("claim_notified", "grounds_asked"),
            ("claim_notified", "referral_notified"),
        ),
        checks=(_each_once,),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "status": Text("où en est la personne poursuivie", "where the defendant stands"),
    "last_day": Text("le dernier jour pour répondre", "the last day to answer"),
    "days": Text("comment ce jour est compté", "how that day is counted"),
    "moved_by": Text("ce qui a déplacé ce jour", "what moved that day"),
    "default_from": Text("le premier jour où le silence permet un jugement", "the first day of a default judgment"),
    "in_time": Text("la réponse est venue à temps", "the answer came in time"),
    "silence": Text("ce qui arrive sans réponse", "what happens without an answer"),
    "to_pay": Text("ce que comprend un paiement", "what a payment includes"),
    "options": Text("chaque choix, ce qu'il faut et ce qui suit", "each option, what it needs and what follows"),
    "then": Text("les délais qui suivent", "the time limits that follow"),
    "form": Text("le formulaire", "the form"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
