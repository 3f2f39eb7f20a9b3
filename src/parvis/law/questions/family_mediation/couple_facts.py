"""What several questions ask of a couple, in the same words: what it asks for, what it had before, the work done for it."""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.facts import Day, Field, Flag, Items, Number, OneOf, Record
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.tariff_account import MOST

#: The first day of which a question on a couple is answered.
FIRST_DAY = date(2002, 6, 24)
REQUESTS = (
    "first_agreement",
    "review_of_judgment",
    "change_of_agreement",
    "after_separation_judgment",
    "adoption_agreement",
    "adoption_review",
    "adoption_dispute",
)
CHILDREN = Field(
    "children",
    Flag(),
    Text(
        "l'intérêt des parties et celui de leurs enfants sont en jeu",
        "the interests of the parties and of their children are at stake",
    ),
    True,
    False,
)
REQUEST = Field("request", OneOf(REQUESTS), Text("ce que le couple demande", "what the couple asks for"), True, False)
EARLIER_USE = Field(
    "earlier_use",
    Flag(),
    Text("le couple a déjà eu ce service", "the couple already had the service"),
    nullable=False,
)

#: From one minute to a day.
MINUTES = Number(1, 24 * 60)
WORK = Record(
    (
        Field("date", Day(), Text("le jour du travail", "the day of the work"), True, False),
        Field("minutes", MINUTES, Text("la durée, en minutes", "how long it took, in minutes"), True, False),
    ),
    dated_by="date",
)
OUT_OF_SESSION = Field(
    "out_of_session",
    Items(WORK, most=MOST),
    Text("le travail hors séance", "the work outside the sessions"),
    nullable=False,
)
SESSION_DAY = Field("date", Day(), Text("le jour de la séance", "the day of the session"), True, False)
SESSION_MINUTES = Field("minutes", MINUTES, Text("la durée, en minutes", "how long it lasted, in minutes"), True, False)
