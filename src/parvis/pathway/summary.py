"""The sentence that sums a plan up, from what the law decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from parvis.law.kernel.text import Text, amount, long_date
from parvis.pathway.parts import MediationRoute, Prescription, Standing, Territory
from parvis.pathway.situation import Situation
from parvis.pathway.steps import SOON, Timetable


def summary(
    situation: Situation,
    timetable: Timetable,
    standing: Standing | None,
    territory: Territory | None,
    prescription: Prescription | None,
    route: MediationRoute | None,
    *,
    elsewhere: bool = False,
) -> Text:
    """One or two sentences: where the person stands, and the day that counts."""
    if standing and situation.before_filing and (elsewhere or standing.reduce_to is not None):
        where = _elsewhere(standing, situation)
        if prescription is None or prescription.safe_day is None or not situation.is_claimant:
            return where
        by = prescription.sentence
        return Text(f"{where.fr} {by.fr}", f"{where.en} {by.en}")
    if situation.before_filing and situation.is_claimant:
        return _before_claiming(situation, standing, territory, prescription, timetable.on)
    if timetable.stage == "settled":
        return Text(
            "Vous avez une entente. Faites-la déposer au greffe pour qu'elle vaille un jugement.",
            "You have an agreement. Have it filed at the court office so that it counts as a judgment.",
        )
    words = _BY_STAGE.get(timetable.stage)
    return words(situation, timetable, route) if words else (route.sentence if route else _NOTHING_KNOWN)


_NOTHING_KNOWN = Text("Voici ce que vous pouvez faire maintenant.", "Here is what you can do now.")


def _elsewhere(standing: Standing, situation: Situation) -> Text:
    if standing.reduce_to is not None and not situation.is_claimant:
        return Text(
            "Le montant dépasse la limite des petites créances. L'autre partie ne peut y aller qu'en le réduisant à "
            "{most}.",
            "The amount is above the small claims limit. The other party can go there only by reducing it to {most}.",
        ).fill(most=standing.reduce_to)
    if standing.reduce_to is not None:
        return Text(
            "Le montant dépasse la limite des petites créances. Réduite à {most}, votre demande peut y aller ; vous "
            "perdez alors le reste.",
            "The amount is above the small claims limit. Reduced to {most}, your claim can go there; you then lose "
            "the rest.",
        ).fill(most=standing.reduce_to)
    if standing.elsewhere:
        first = standing.elsewhere[0]
        return Text(
            "Cette affaire ne va pas aux petites créances, mais ici : {name}.",
            "This matter does not go to small claims, but here: {name}.",
        ).fill(name=first.name)
    return standing.sentence


def _before_claiming(
    situation: Situation,
    standing: Standing | None,
    territory: Territory | None,
    prescription: Prescription | None,
    on: date,
) -> Text:
    if prescription and prescription.prescribed:
        return prescription.sentence
    what = (
        amount(situation.amount)
        if situation.amount and situation.amount.cents
        else Text("ce que vous demandez", "what you ask")
    )
    where = (
        Text(f"dans le district de {territory.district_name}", f"in the district of {territory.district_name}")
        if territory and territory.district
        else Text("dans le district que le ministère vous dira", "in the district that the Ministère will tell you")
    )
    can = (
        Text(
            "Vous pouvez réclamer {what} aux petites créances, {where}.",
            "You can claim {what} in small claims, {where}.",
        )
        if standing and standing.verdict
        else Text(
            "Rien n'empêche, jusqu'ici, de réclamer {what} aux petites créances, {where}.",
            "Nothing so far keeps you from claiming {what} in small claims, {where}.",
        )
    ).fill(what=what, where=where)
    if prescription is None or prescription.safe_day is None:
        return can
    by = Text("Déposez votre demande au plus tard le {day}.", "File your claim by {day}.").fill(
        day=prescription.safe_day
    )
    if prescription.safe_day - on <= SOON:
        by = Text(
            f"{by.fr} N'attendez pas la réponse à une mise en demeure : seule une demande déposée arrête ce délai.",
            f"{by.en} Do not wait for an answer to a formal notice: only a claim that is filed stops this time limit.",
        )
    return Text(f"{can.fr} {by.fr}", f"{can.en} {by.en}")


def _received(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    return Text(
        "On vous réclame quelque chose, mais rien n'est déposé au tribunal, à ce que vous dites. Vous pouvez encore "
        "vous entendre.",
        "Something is claimed from you, but nothing is filed in court, from what you say. You can still settle.",
    )


def _notice(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    item = timetable.item("perform")
    if item and item["last_day"] and not item["past"]:
        return Text(
            "Vous avez jusqu'au {day} pour répondre à la mise en demeure, avant une poursuite possible.",
            "You have until {day} to answer the formal notice, before a possible claim in court.",
        ).fill(day=item["last_day"])
    return Text(
        "Vous avez reçu une mise en demeure. Répondez avant la fin de son délai pour éviter une poursuite.",
        "You received a formal notice. Answer before its delay ends, to avoid a claim in court.",
    )


def _filed(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    item = timetable.item("answer")
    day = item["last_day"] if item else None
    if situation.is_claimant:
        if day is None:
            return Text(
                "Votre demande est déposée. L'autre partie a un délai pour répondre, à partir du jour où elle la "
                "reçoit.",
                "Your claim is filed. The other party has a time limit to answer, from the day it receives it.",
            )
        return Text(
            "Votre demande est déposée. L'autre partie a jusqu'au {day} pour répondre.",
            "Your claim is filed. The other party has until {day} to answer.",
        ).fill(day=day)
    what = amount(situation.amount) if situation.amount else Text("ce qui vous est réclamé", "what is claimed from you")
    if day is None:
        return Text(
            "Vous devez répondre à une demande ({what}). Le délai part du jour où vous l'avez reçue : faites-le vite.",
            "You must answer a claim ({what}). The time runs from the day you received it: act quickly.",
        ).fill(what=what)
    if day < timetable.on:
        return Text(
            "Le délai pour répondre est passé depuis le {day}. Un jugement peut être rendu sans vous : appelez le "
            "greffe aujourd'hui.",
            "The time to answer passed on {day}. A judgment may be given without you: call the court office today.",
        ).fill(day=day)
    return Text(
        "Vous avez jusqu'au {day} pour répondre à la demande ({what}).",
        "You have until {day} to answer the claim ({what}).",
    ).fill(day=day, what=what)


def _contested(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    start = (
        Text("Votre dossier est en médiation.", "Your file is in mediation.")
        if timetable.stage == "mediation" and situation.stage == "mediation"
        else Text("La demande est contestée.", "The claim is contested.")
    )
    return Text(f"{start.fr} {route.sentence.fr}", f"{start.en} {route.sentence.en}") if route else start


def _arbitration(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    item = timetable.item("refuse_arbitration")
    day = item["last_day"] if item else None
    if day and day >= timetable.on:
        return Text(
            "Vous avez jusqu'au {day} pour refuser l'arbitrage. Ne rien répondre, c'est l'accepter.",
            "You have until {day} to refuse arbitration. Not answering means accepting it.",
        ).fill(day=day)
    if day:
        return Text(
            "Le délai pour refuser l'arbitrage est passé : votre affaire va à l'arbitrage.",
            "The time to refuse arbitration has passed: your matter goes to arbitration.",
        )
    return Text(
        "Ne rien répondre à l'avis d'arbitrage, c'est accepter l'arbitrage. Regardez la date de l'avis.",
        "Not answering the notice of arbitration means accepting it. Look at the date of the notice.",
    )


def _hearing(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    if situation.hearing is None:
        return Text(
            "Votre audience est fixée. Sa date est sur votre convocation.",
            "Your hearing is set. Its date is on your notice.",
        )
    if situation.hearing == timetable.on:
        return Text(
            "Votre audience est aujourd'hui. Présentez-vous avec vos documents et vos témoins.",
            "Your hearing is today. Attend with your documents and your witnesses.",
        )
    start = Text("Votre audience est le {day}.", "Your hearing is on {day}.").fill(day=long_date(situation.hearing))
    item = timetable.item("documents")
    if item is None or item["last_day"] is None:
        return start
    end = (
        Text(
            "Déposez vos documents au greffe au plus tard le {day}.",
            "File your documents at the court office by {day}.",
        )
        if item["last_day"] >= timetable.on
        else Text(
            "Le jour pour déposer vos documents est passé ({day}) : appelez le greffe.",
            "The day to file your documents has passed ({day}): call the court office.",
        )
    ).fill(day=item["last_day"])
    return Text(f"{start.fr} {end.fr}", f"{start.en} {end.en}")


def _waiting(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    return Text(
        "L'audience a eu lieu. Le jugement vient par écrit.", "The hearing took place. The judgment comes in writing."
    )


def _judgment(situation: Situation, timetable: Timetable, route: MediationRoute | None) -> Text:
    if situation.winner == "me":
        item = timetable.item("execution")
        if item and item["first_day"] and item["first_day"] > timetable.on:
            return Text(
                "Si on ne vous paie pas, vous pouvez faire exécuter le jugement à partir du {day}.",
                "If you are not paid, you can have the judgment enforced from {day}.",
            ).fill(day=item["first_day"])
        return Text(
            "Si on ne vous a pas payé, vous pouvez faire exécuter le jugement. Personne ne le fait à votre place.",
            "If you were not paid, you can have the judgment enforced. Nobody does it for you.",
        )
    item = timetable.item("revocation")
    if (
        situation.by_default
        and situation.winner != "nobody"
        and item
        and item["last_day"]
        and item["last_day"] >= timetable.on
    ):
        return Text(
            "Le jugement a été rendu sans vous. "
            "Vous avez jusqu'au {day} pour demander au tribunal de l'annuler (rétractation).",
            "The judgment was given without you. You have until {day} to ask the court to set it aside (revocation).",
        ).fill(day=item["last_day"])
    if situation.winner == "other":
        item = timetable.item("pay_judgment")
        if item and item["last_day"] and item["last_day"] >= timetable.on:
            return Text(
                "Payez, ou proposez des versements, au plus tard le {day} pour éviter une saisie.",
                "Pay, or offer instalments, by {day} to avoid a seizure.",
            ).fill(day=item["last_day"])
        return Text(
            "Payez, ou proposez des versements : une saisie est maintenant possible.",
            "Pay, or offer instalments: a seizure is now possible.",
        )
    return Text("Le jugement est rendu. Il est sans appel.", "The judgment is rendered. It cannot be appealed.")


_BY_STAGE: dict[str, Callable[[Situation, Timetable, MediationRoute | None], Text]] = {
    "before_claim": _received,
    "notice_sent": _notice,
    "claim_filed": _filed,
    "claim_notified": _filed,
    "default": _filed,
    "contested": _contested,
    "mediation": _contested,
    "arbitration": _arbitration,
    "hearing_convened": _hearing,
    "hearing_day": _hearing,
    "advisement": _waiting,
    "after_judgment": _judgment,
}
