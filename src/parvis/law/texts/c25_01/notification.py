"""Articles 110 to 136, as a small claim needs them: when a notification counts, and on which day.

Each rule says whether its norm makes the notification count (or lets it), and the day that it gives, if any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, holidays, is_working_day, name_of_closed_day, next_working_day
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

METHODS = ("registered_mail", "mail", "bailiff", "courier", "technological", "public_notice")
RESULTS = ("delivered", "notice_of_visit", "refused", "unclaimed", "wrong_address", "not_found")

_PROCEDURE = Holidays.CIVIL_PROCEDURE
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a norm says of a notification: whether it holds, the day it gives, and what would settle it."""

    holds: bool | None
    because: Text
    facts: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    day: date | None = None


ArrivalRule = Callable[[Weighing, Mapping[str, Any]], Arrival]
RULES: Rulebook[ArrivalRule] = Rulebook(LAW.norms)

_ACKNOWLEDGED = Text(
    "La partie défenderesse reconnaît avoir reçu le document le {day}: elle est valablement notifiée.",
    "The defendant admits having received the document on {day}: the notification is valid.",
)
_NO_DAY = Text(
    "Le texte dit la notification valable, sans en fixer le jour: le jour admis est retenu.",
    "The text holds the notification valid, and sets no day for it: the day admitted is taken.",
)
_NOT_ACKNOWLEDGED = Arrival(
    None, Text("Personne ne dit avoir reçu le document.", "Nobody says the document was received."), ("/acknowledged",)
)


@RULES.encodes("ccp/a110-al3-acknowledged")
def receipt_acknowledged(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 110, par. 3: a person who admits having received the document is validly notified, whatever the method."""
    day = facts["acknowledged"]
    if day is None:
        return _NOT_ACKNOWLEDGED
    weighing.leave_to_a_person("ccp/a110-al3-acknowledged", _NO_DAY)
    return Arrival(True, _ACKNOWLEDGED.fill(day=day), ("/acknowledged",), day=day)


_SIGNED = Text("L'avis de réception est signé le {day}.", "The receipt notice was signed on {day}.")
_LEFT = Text("L'avis de livraison est du {day}.", "The delivery notice is of {day}.")
_BOTH = Text(
    "Le texte date la notification de l'un ou de l'autre avis, selon le cas: le premier des deux est retenu.",
    "The text dates the notification from one notice or the other, as applicable: the earlier is taken.",
)
_NEITHER = Text(
    "On n'a ni avis de réception signé, ni avis de livraison.",
    "Neither a signed receipt notice nor a delivery notice is known.",
)
_RECEIPT_SIGNED, _DELIVERY_NOTICE = ("/delivery/receipt_signed",), ("/delivery/delivery_notice",)
_RECEIPTS = (*_RECEIPT_SIGNED, *_DELIVERY_NOTICE)


@RULES.encodes("ccp/a131-al2-date")
def dated_by_the_notice(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 131, par. 2: the day the receipt notice was signed or, as applicable, that of the delivery notice."""
    signed, left = facts["delivery"]["receipt_signed"], facts["delivery"]["delivery_notice"]
    if signed is None and left is None:
        return Arrival(None, _NEITHER, _RECEIPTS, _RECEIPTS)
    if signed is not None and left is not None and signed != left:
        weighing.leave_to_a_person("ccp/a131-al2-date", _BOTH)
        return Arrival(True, _BOTH, _RECEIPTS, day=min(signed, left))
    if signed is not None:
        return Arrival(True, _SIGNED.fill(day=signed), _RECEIPT_SIGNED, day=signed)
    return Arrival(True, _LEFT.fill(day=left), _DELIVERY_NOTICE, day=left)


_RECEIPT = Text("Le récépissé est du {day}.", "The receipt is of {day}.")
_DELIVERED = ("/delivery/delivered",)
_NO_RECEIPT = Arrival(None, Text("Aucun récépissé n'est connu.", "No receipt is known."), _DELIVERED, _DELIVERED)


@RULES.encodes("ccp/a132-al2-date")
def dated_by_the_couriers_receipt(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 132, par. 2: the receipt proves the day on which the notification is presumed to have been made."""
    day = facts["delivery"]["delivered"]
    return _NO_RECEIPT if day is None else Arrival(True, _RECEIPT.fill(day=day), _DELIVERED, day=day)


_HANDED = Text("Le document est remis le {day}.", "The document was delivered on {day}.")
_NOT_HANDED = Arrival(
    None,
    Text("On ne sait pas quand le document est remis.", "When it was delivered is not known."),
    _DELIVERED,
    _DELIVERED,
)
_NO_PROOF = Arrival(
    None,
    Text(
        "La poste ordinaire ne prouve pas la livraison: le jour n'est pas connu.",
        "Ordinary mail does not prove delivery: the day is not known.",
    ),
    ("/delivery/method",),
    ("/acknowledged",),
)


@RULES.encodes("ccp/a110-al1-method")
def method_gives_proof(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 110, par. 1: any method that gives proof of delivery, sending or publication."""
    delivery = facts["delivery"]
    if delivery["method"] == "mail":
        return _NO_PROOF
    if delivery["method"] != "bailiff":
        proof = Text("Ce moyen donne une preuve.", "This method gives a proof.")
        return Arrival(True, proof, ("/delivery/method",))
    day = delivery["delivered"]
    return _NOT_HANDED if day is None else Arrival(True, _HANDED.fill(day=day), _DELIVERED, day=day)


_CLOSED = Text(
    "Le {day} est {why}: une remise par huissier ou par messager n'est pas permise ce jour-là. Parlez-en au greffe.",
    "{day} is {why}: delivery by bailiff or courier is not allowed on that day. Tell the court office.",
)
_HOUR = Text(
    "La remise se fait de 7 h à 21 h: celle-ci est faite à une autre heure. Parlez-en au greffe.",
    "Delivery is made from 7 a.m. to 9 p.m.: this one was made at another time. Tell the court office.",
)
_IN_HOURS = Text(
    "La remise est faite un jour permis, à une heure permise.", "The delivery was on an allowed day and hour."
)


@RULES.encodes("ccp/a111-al1-hours")
def delivered_on_an_allowed_day_and_hour(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 111, par. 1: by bailiff or courier, never on a holiday (a Saturday is none), nor before 7 or after 21 h."""
    day, hour = facts["delivery"]["delivered"], facts["delivery"]["hour"]
    if day is None:
        return _NOT_HANDED
    if day.weekday() == _SUNDAY or day in holidays(day.year, _PROCEDURE):
        because = _CLOSED.fill(day=day, why=cast(Text, name_of_closed_day(day, _PROCEDURE)))
        weighing.leave_to_a_person("ccp/a111-al1-hours", because)
        return Arrival(False, because, _DELIVERED)
    if hour is not None and not 7 <= hour < 21:
        weighing.leave_to_a_person("ccp/a111-al1-hours", _HOUR)
        return Arrival(False, _HOUR, ("/delivery/hour",))
    return Arrival(True, _IN_HOURS, _DELIVERED)


_SENT = ("/delivery/sent",)
_NOT_SENT = Arrival(
    None, Text("On ne sait pas quand le document est envoyé.", "When it was sent is not known."), _SENT, _SENT
)
_NEXT_DAY = Text(
    "Envoyé un samedi, un jour férié ou après 17 h: la notification vaut le {day}.",
    "Sent on a Saturday, a holiday or after 5 p.m.: the notification counts on {day}.",
)
_SAME_DAY = Text(
    "La notification vaut le jour de l'envoi, le {day}.", "The notification counts on the day it was sent, {day}."
)


@RULES.encodes("ccp/a111-al2-technological")
def sent_outside_hours_counts_later(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 111, par. 2: on a Saturday, a holiday or after 5 p.m., it counts on the next working day."""
    sent, hour = facts["delivery"]["sent"], facts["delivery"]["hour"]
    if sent is None:
        return _NOT_SENT
    if not is_working_day(sent, _PROCEDURE):
        day = next_working_day(sent, _PROCEDURE)
    elif hour is not None and hour >= 17:
        day = next_working_day(date.fromordinal(sent.toordinal() + 1), _PROCEDURE)
    else:
        return Arrival(None, _SAME_DAY.fill(day=sent), _SENT, day=sent)
    return Arrival(True, _NEXT_DAY.fill(day=day), (*_SENT, "/delivery/hour"), day=day)


_CONSENT = ("/delivery/consented",)
_CONSENTED = Arrival(
    True,
    Text("La partie y consent, ou le tribunal l'ordonne.", "The party consents, or the court so orders."),
    _CONSENT,
)
_NOT_CONSENTED = Arrival(
    False,
    Text(
        "Sans avocat, une partie n'est notifiée par voie électronique que si elle y consent.",
        "A party without a lawyer is notified by technological means only with that party's consent.",
    ),
    _CONSENT,
)
_CONSENT_UNKNOWN = Arrival(
    None, Text("On ne sait pas si la partie y consent.", "Whether the party consents is not known."), _CONSENT, _CONSENT
)


@RULES.encodes("ccp/a133-al2-consent")
def consent_to_technological_means(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 133, par. 2: only with the consent of a party who has no lawyer, or where the court orders it."""
    consented = facts["delivery"]["consented"]
    return _CONSENT_UNKNOWN if consented is None else _CONSENTED if consented else _NOT_CONSENTED


_PUBLIC = Text(
    "Le texte vu fixe la publication, non le jour où elle vaut notification: demandez-le au greffe.",
    "The text seen sets the publication, not the day on which it counts: ask the court office.",
)


@RULES.encodes("ccp/a136-public-notice")
def public_notice(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 136: how a public notice is published; the day on which it counts was not seen."""
    weighing.leave_to_a_person("ccp/a136-public-notice", _PUBLIC)
    return Arrival(None, _PUBLIC, ("/delivery/method",))


_VISIT = Text(
    "L'huissier a laissé un avis de visite; le jour où il vaut notification n'a pas été vu.",
    "The bailiff left a notice of visit; the day on which it counts as notification was not seen.",
)


@RULES.encodes("ccp/a129-notice-of-visit")
def notice_of_visit(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """CCP 129: the bailiff leaves a notice of visit; when that counts is in an article that was not seen."""
    weighing.leave_to_a_person("ccp/a129-notice-of-visit", _VISIT)
    return Arrival(None, _VISIT, ("/delivery/result",))


_REFUSED = Arrival(
    True,
    Text(
        "Le document est refusé ou n'est pas réclamé: le greffe le fait remettre par un huissier, avec frais.",
        "The document is refused or not claimed: the clerk has it delivered by a bailiff, at a cost.",
    ),
    ("/delivery/result",),
)


@RULES.encodes("quebec.ca/refused-delivery")
def refused_or_unclaimed(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """justice.gouv.qc.ca: where the document is refused or not claimed, a bailiff delivers it."""
    return _REFUSED


_NOT_FOUND = Arrival(
    True,
    Text(
        "La partie défenderesse est introuvable: le greffe diffuse un avis public de notification.",
        "The defendant cannot be found: the clerk publishes a public notice of notification.",
    ),
    ("/delivery/result",),
)
_ADDRESS = Arrival(
    None,
    Text(
        "L'adresse est fausse: le greffe demande une nouvelle adresse à la partie demanderesse.",
        "The address is wrong: the clerk asks the plaintiff for a new one.",
    ),
    ("/delivery/result",),
)


@RULES.encodes("quebec.ca/cannot-be-found")
def cannot_be_found(weighing: Weighing, facts: Mapping[str, Any]) -> Arrival:
    """justice.gouv.qc.ca: a new address is asked for; where the defendant cannot be found, a public notice follows."""
    return _NOT_FOUND if facts["delivery"]["result"] == "not_found" else _ADDRESS
