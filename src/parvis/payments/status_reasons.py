"""What a bank's codes mean, in both languages, and who can act on them."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files as resources

from parvis.law.kernel.text import Text


class Mend(StrEnum):
    """Who can act on a rejected payment."""

    PAYEE = "payee"
    SERVICE = "service"
    BANK = "bank"
    NOBODY = "nobody"


class Outcome(StrEnum):
    """What became of one payment. Only REJECTED may be paid again by a new order; PENDING and UNANSWERED wait."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PENDING = "pending"
    UNANSWERED = "unanswered"


OUTCOMES: dict[Outcome, Text] = {
    Outcome.ACCEPTED: Text("Accepté", "Accepted"),
    Outcome.REJECTED: Text("Rejeté", "Rejected"),
    Outcome.PENDING: Text("En attente à la banque", "Pending at the bank"),
    Outcome.UNANSWERED: Text("Sans réponse claire", "No clear answer"),
}
MENDS: dict[Mend, Text] = {
    Mend.PAYEE: Text("Demandez au bénéficiaire ses coordonnées bancaires.", "Ask the payee for their bank details."),
    Mend.SERVICE: Text("Corrigez, puis payez dans un nouvel ordre.", "Correct, then pay in a new order."),
    Mend.BANK: Text("Appelez la banque avant tout nouvel ordre.", "Call the bank before any new order."),
    Mend.NOBODY: Text("Il n’y a rien à faire.", "There is nothing to do."),
}
#: Statuses of ISO 20022 under which the payment is taken in charge (a later report may still reject it), and those
#: under which it will not be made. Under any other, known or not, it waits: received, technically valid, blocked…
_ACCEPTED = frozenset({"ACCP", "ACFC", "ACSP", "ACPD", "ACSC", "ACCC", "ACWC", "ACWP"})
_REJECTED = frozenset({"RJCT", "CANC"})


def outcome_of(status: str) -> Outcome:
    """What a status of a payment (or of a whole batch, PART apart) says of it; UNANSWERED where there is none."""
    if not status:
        return Outcome.UNANSWERED
    if status in _ACCEPTED:
        return Outcome.ACCEPTED
    return Outcome.REJECTED if status in _REJECTED else Outcome.PENDING


@cache
def _table() -> dict[str, tuple[Text, Mend]]:
    said = tomllib.loads(resources("parvis.payments").joinpath("status_reasons.toml").read_text(encoding="utf-8"))
    return {code: (Text(fr=one["fr"], en=one["en"]), Mend(one["mend"])) for code, one in said.items()}


def codes() -> tuple[str, ...]:
    """The codes whose meaning is known."""
    return tuple(_table())


def meaning_of(code: str) -> Text:
    """What a code means; the code itself where its meaning is not known."""
    known = _table().get(code)
    return known[0] if known else Text("Motif de la banque : {code}.", "The bank's reason: {code}.").fill(code=code)


def mend_of(code: str) -> Mend:
    """Who can act on a code; the bank is asked about one that is not known."""
    known = _table().get(code)
    return known[1] if known else Mend.BANK
