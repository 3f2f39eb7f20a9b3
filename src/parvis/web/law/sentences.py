"""The answer of a question in a sentence or two, for people. A question without one shows its first member instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, long_date
from parvis.web.law.words import minutes

Sentence = Callable[[Mapping[str, Any]], Text | None]
_NOTHING = Money(0)


def sentence(decision: Decision) -> Text | None:
    """The answer in words; None where this question has no sentence of its own."""
    write = _SENTENCES.get(decision.question)
    summary = decision.outcome.get("summary")
    return write(decision.outcome) if write else summary if isinstance(summary, Text) else None


_ATTESTED = Text(
    "Aucune séance n'est donnée, mais l'attestation en dit {n}. Vérifiez : la réponse ne compte que les séances données.",
    "No session is given, but the attestation says {n}. Check: the answer counts only the sessions given.",
)
_HELD_WITHOUT = Text(
    "Le rapport dit que la médiation a eu lieu, mais aucune séance n'est donnée. Vérifiez : rien n'est donc compté.",
    "The report says that mediation was held, but no session is given. Check: nothing is counted then.",
)
_ATTESTATION = "c25.01-r0.7/s12-attest"


def warnings(decision: Decision, facts: Mapping[str, Any]) -> list[Text]:
    """What does not fit together in the facts told, where the law answers all the same and leaves it to nobody."""
    if decision.question != "family-mediation/fees" or facts.get("sessions"):
        return []
    attested = (facts.get("attestation") or {}).get("sessions")
    if attested and all(left.norm != _ATTESTATION for left in decision.for_a_person):
        return [_ATTESTED.fill(n=attested)]
    return [_HELD_WITHOUT] if facts.get("report") == "held" else []


def _joined(*parts: Text | None) -> Text:
    said = [part for part in parts if part is not None]
    return Text(" ".join(part.fr for part in said), " ".join(part.en for part in said))


def _fees(outcome: Mapping[str, Any]) -> Text | None:
    service, parties = outcome["service_pays"], outcome["parties_pay"]
    if parties is None and service == _NOTHING:
        return Text(
            "Le tarif du Service ne s'applique pas à ce dossier. Une personne doit le vérifier.",
            "The Service's tariff does not apply to this file. Somebody has to check it.",
        )
    paid = (
        Text(
            "Nous ne savons pas tout ce que le Service paie : un montant de cette époque n'a pas été trouvé.",
            "We do not know all that the Service pays: an amount of that time was not found.",
        )
        if service is None
        else Text("Le Service paie {service}.", "The Service pays {service}.").fill(service=service)
    )
    rest = (
        Text("Ce que le couple paie n'est pas connu non plus.", "What the couple pays is not known either.")
        if parties is None
        else Text("Le couple ne paie rien.", "The couple pays nothing.")
        if parties == _NOTHING
        else Text("Le couple paie {parties}.", "The couple pays {parties}.").fill(parties=parties)
    )
    ceiling = outcome["parties_ceiling"]
    more = (
        Text(
            "Pour les médiateurs de plus que le couple demande, on peut lui demander au plus {ceiling}.",
            "For the additional mediators that the couple requires, it can be charged at most {ceiling}.",
        ).fill(ceiling=ceiling)
        if isinstance(ceiling, Money) and ceiling > _NOTHING
        else None
    )
    return _joined(paid, rest, more, _time_paid(outcome))


def _time_paid(outcome: Mapping[str, Any]) -> Text | None:
    if outcome["minutes_paid_by_service"]:
        time = minutes(outcome["minutes_paid_by_service"])
        return Text("Temps payé par le Service : {time}.", "Time paid by the Service: {time}.").fill(time=time)
    if outcome["sessions_paid_by_service"]:
        number = outcome["sessions_paid_by_service"]
        return Text("Séances payées par le Service : {n}.", "Sessions paid by the Service: {n}.").fill(n=number)
    return None


_NOT_KNOWN = Text("Nous ne le savons pas : il manque un fait.", "We do not know: a fact is missing.")
_UNDERTAKING: Mapping[str, Text] = {
    "open": Text("L'engagement est en cours, jusqu'au {day}.", "The undertaking is open, until {day}."),
    "completed": Text(
        "L'engagement est rempli. Le dernier jour était le {day}.",
        "The undertaking is completed. Its last day was {day}.",
    ),
    "lapsed": Text(
        "Le dernier jour, le {day}, est passé, et l'engagement n'est pas rempli.",
        "The last day, {day}, has passed, and the undertaking is not completed.",
    ),
}


def _undertaking(outcome: Mapping[str, Any]) -> Text | None:
    written, day = _UNDERTAKING.get(outcome["status"]), outcome.get("deadline")
    return written.fill(day=long_date(day)) if written and day else None


def _interest(outcome: Mapping[str, Any]) -> Text | None:
    if outcome["interest"] is None:
        return Text(
            "Nous ne pouvons pas calculer l'intérêt : il manque un fait.",
            "The interest cannot be counted: a fact is missing.",
        )
    return Text(
        "Au {until}, l'intérêt est de {interest}. Avec la somme : {total}. Chaque jour de plus ajoute {per_day}.",
        "To {until}, the interest is {interest}. With the sum: {total}. Each further day adds {per_day}.",
    ).fill(
        until=long_date(outcome["until"]),
        interest=outcome["interest"],
        total=outcome["sum_and_interest"],
        per_day=outcome["per_day"],
    )


_ANSWER: Mapping[str, Text] = {
    "open": Text("La réponse peut être donnée jusqu'au {day}.", "The answer may be given until {day}."),
    "default_possible": Text(
        "Le dernier jour pour répondre, le {day}, est passé : un jugement par défaut est possible.",
        "The last day to answer, {day}, has passed: a default judgment is possible.",
    ),
    "answered": Text("La réponse est venue à temps.", "The answer came in time."),
    "answered_late": Text(
        "La réponse est venue après le dernier jour, le {day}.", "The answer came after the last day, {day}."
    ),
    "not_notified": Text(
        "La demande n'est pas encore notifiée : dites le jour où elle l'a été.",
        "The claim is not notified yet: say on which day it was.",
    ),
}


def _answer(outcome: Mapping[str, Any]) -> Text | None:
    written, day = _ANSWER.get(outcome["status"]), outcome["last_day"]
    if written is None or (day is None and "{day}" in written.fr):
        return None
    return written.fill(day=long_date(day)) if day else written


def _prescription(outcome: Mapping[str, Any]) -> Text | None:
    last, safe = outcome["last_day"], outcome["safe_day"] or outcome["last_day"]
    if outcome["interrupted"]:
        return Text("Le dépôt de la demande a arrêté le délai.", "Filing the claim stopped the time limit.")
    if outcome["prescribed"] is False and safe:
        return Text("Déposez la demande au plus tard le {day}.", "File the claim by {day}.").fill(day=long_date(safe))
    if outcome["prescribed"] and last:
        return Text("Le délai a pris fin le {day}.", "The time limit ended on {day}.").fill(day=long_date(last))
    return None if last or safe else _NOT_KNOWN


def _either(key: str, yes: Text, no: Text, unknown: Text) -> Sentence:
    def write(outcome: Mapping[str, Any]) -> Text | None:
        return {True: yes, False: no, None: unknown}.get(outcome.get(key))

    return write


_SENTENCES: Mapping[str, Sentence] = {
    "family-mediation/fees": _fees,
    "family-mediation/undertaking": _undertaking,
    "family-mediation/undertaking-progress": _undertaking,
    "limits/interest": _interest,
    "limits/prescription": _prescription,
    "small-claims/answer": _answer,
    "family-mediation/certification": _either(
        "certify",
        Text(
            "Oui : les conditions de l'accréditation sont remplies.", "Yes: the conditions for certification are met."
        ),
        Text(
            "Non : une condition de l'accréditation n'est pas remplie.", "No: a condition for certification is not met."
        ),
        Text("Nous ne le savons pas : il manque un fait.", "We do not know: a fact is missing."),
    ),
    "small-claims/jurisdiction": _either(
        "small_claim",
        Text(
            "Oui : cette réclamation peut aller à la Division des petites créances.",
            "Yes: this claim can go to the Small Claims Division.",
        ),
        Text(
            "Non : cette réclamation ne va pas à la Division des petites créances.",
            "No: this claim does not go to the Small Claims Division.",
        ),
        Text("Nous ne le savons pas : il manque un fait.", "We do not know: a fact is missing."),
    ),
}
