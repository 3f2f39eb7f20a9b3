"""Where a person stands: the law's decisions, worded for the plan. Nothing is decided here; each has its norm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.text import Text, counted
from parvis.law.texts import LAW
from parvis.pathway.forums import CONTACTS
from parvis.pathway.parts import (
    AccountLine,
    Basis,
    Condition,
    Elsewhere,
    Leaned,
    MediationRoute,
    Prescription,
    Standing,
)
from parvis.pathway.situation import Situation


def basis(norm: Norm) -> Basis:
    """A norm, as a plan shows it."""
    return Basis(norm.id, norm.cite, norm.says, norm.version, norm.address, norm.unconfirmed)


def basis_on(norm_id: str | None, day: date) -> Basis | None:
    """The version of a norm in force on a day; its latest version where none is; None for no norm."""
    if not norm_id:
        return None
    versions = LAW.norms.versions(norm_id)
    return basis(next((each for each in versions if day in each.in_force), versions[-1]))


def leaned_on(decisions: Iterable[Decision]) -> tuple[Leaned, ...]:
    """The decisions that the plan leans on, with what each could not confirm."""
    return tuple(
        Leaned(
            decision.question,
            tuple((str(each["key"]), str(each["chosen"])) for each in decision.readings),
            tuple(each.get("norm") or each.get("parameter") or "" for each in decision.unconfirmed),
            tuple(str(each["parameter"]) for each in decision.past_horizon),
        )
        for decision in decisions
    )


# Is it a small claim? -------------------------------------------------------------------------------------------------

_YES = Text("C'est une petite créance.", "This is a small claim.")
_YES_SUED = Text(
    "Cette demande peut aller à la Division des petites créances.", "This claim may go to the Small Claims Division."
)
_NO = Text(
    "Cette affaire ne va pas à la Division des petites créances, telle que vous la décrivez.",
    "This matter does not go to the Small Claims Division, as you describe it.",
)
_PERHAPS = Text(
    "Rien de ce que vous dites n'empêche que ce soit une petite créance. Il manque encore une réponse pour en être "
    "sûr.",
    "Nothing you say keeps this from being a small claim. An answer is still missing to be sure.",
)
_PERHAPS_MORE = Text(
    "Rien de ce que vous dites n'empêche que ce soit une petite créance. Il manque encore des réponses pour en être "
    "sûr.",
    "Nothing you say keeps this from being a small claim. Some answers are still missing to be sure.",
)
_PERHAPS_UNKNOWN = Text(
    "Rien de ce que vous dites n'empêche que ce soit une petite créance. Nous ne pouvons pas en être sûrs.",
    "Nothing you say keeps this from being a small claim. We cannot be sure of it.",
)
_MISSING: Mapping[str, Text] = {
    "/amount": Text("le montant réclamé", "the amount claimed"),
    "/matter": Text("ce dont il s'agit", "what it is about"),
    "/contract_value": Text("la valeur du contrat", "the value of the contract"),
    "/defendant": Text("qui est l'autre partie", "who the other party is"),
    "/claimant": Text("en quel nom on réclame", "in whose name the claim is made"),
    "/claimant/kind": Text("en quel nom on réclame", "in whose name the claim is made"),
    "/claimant/capacity": Text("pour qui on réclame", "for whom the claim is made"),
    "/claimant/most_employees": Text("le nombre d'employés", "the number of employees"),
    "/accessory_to_small_claim": Text("si de l'argent est aussi réclamé", "whether money is claimed too"),
    "/acquired_for_payment": Text(
        "si la créance a été achetée à quelqu'un", "whether the claim was bought from someone"
    ),
    "/part_of_larger_claim": Text(
        "si la somme réclamée est toute la somme due", "whether the sum claimed is all that is owed"
    ),
    "/rest": Text("ce que devient le reste de la somme", "what becomes of the rest of the sum"),
    "/successive_performance": Text("si le contrat s'étale dans le temps", "whether the contract runs over time"),
}


#: Facts of the one who claims, that the one who is sued is not asked.
_NOT_ASKED_OF_THE_SUED = ("/claimant/capacity", "/acquired_for_payment", "/part_of_larger_claim", "/rest")


def _grouped(conditions: Iterable[Condition]) -> list[Condition]:
    """The conditions, those that lack the very same fact said once."""
    kept: dict[object, Condition] = {}
    for one in conditions:
        kept.setdefault((one.because, id(one) if one.holds is not None else None), one)
    return list(kept.values())


def standing_of(decision: Decision, situation: Situation) -> Standing:
    """Is it a small claim, condition by condition: those that keep it out first, then those not known, the others."""
    outcome = decision.outcome
    verdict = outcome["small_claim"]
    if verdict is None:
        sentence = _PERHAPS
    elif verdict:
        sentence = _YES if situation.is_claimant else _YES_SUED
    else:
        sentence = _NO
    undetermined = set(outcome["undetermined"])
    conditions = [
        Condition(finding.holds, finding.because, basis(finding.norm))
        for finding in decision.findings
        if finding.holds is not None or finding.norm.id in undetermined
    ]
    conditions = _grouped(conditions)
    conditions.sort(key=lambda each: {False: 0, None: 1, True: 2}[each.holds])
    elsewhere = tuple(
        Elsewhere(
            each["forum"],
            each["name"],
            each["why"],
            basis_on(each["norm"], decision.on),
            CONTACTS.get(each["forum"], ()),
        )
        for each in outcome["instead"]
    )
    missing = dict.fromkeys(
        _MISSING[pointer]
        for pointer in outcome["needed"]
        if pointer in _MISSING and (situation.is_claimant or pointer not in _NOT_ASKED_OF_THE_SUED)
    )
    if sentence is _PERHAPS and len(missing) != 1:
        sentence = _PERHAPS_MORE if missing else _PERHAPS_UNKNOWN
    return Standing(verdict, sentence, tuple(conditions), elsewhere, tuple(missing), outcome["reduce_to"])


# Prescription ---------------------------------------------------------------------------------------------------------


def prescription_of(decision: Decision, situation: Situation) -> Prescription:
    """Until which day one may sue, with the account and what could not be confirmed."""
    outcome = decision.outcome
    safe, bounds = outcome["safe_day"], outcome["range"]
    account = tuple(
        AccountLine(each["day"], each["text"], basis_on(each["norm"], decision.on)) for each in outcome["account"]
    )
    main = next((each.basis for each in account if each.basis and each.basis.norm.endswith(("a2925", "a2924"))), None)
    return Prescription(
        _prescription_sentence(outcome, situation, decision.on),
        safe,
        bounds["not_after"] if bounds else outcome["last_day"],
        outcome["prescribed"],
        account,
        main or (account[0].basis if account else None),
        bool(decision.unconfirmed),
        _may_change(situation, decision.on) if seems_over(safe, outcome["prescribed"], situation, decision.on) else (),
    )


def seems_over(safe: date | None, prescribed: bool | None, situation: Situation, on: date) -> bool:
    """Whether the time to sue is over, or may be: for a defendant, on the day the claim was filed, or received."""
    if safe is None or prescribed is not None:
        return bool(prescribed)
    return (situation.filed or situation.notified or on) > safe


#: What could change a day that has passed, for who claims; what it means, for who is sued.
_MAY_CHANGE: Mapping[str, tuple[tuple[str, Text], ...]] = {
    "claimant": (
        (
            "ccp/a7-al2",
            Text(
                "Une entente écrite et signée a pu suspendre le délai, pour six mois au plus.",
                "A signed written agreement may have suspended the time, for six months at most.",
            ),
        ),
        (
            "ccq/a2898",
            Text(
                "L'autre partie a pu reconnaître sa dette avant ce jour : le délai recommence alors.",
                "The other party may have acknowledged the debt before that day: the time then starts again.",
            ),
        ),
        (
            "ccq/a2883",
            Text(
                "L'autre partie peut renoncer à la prescription, même acquise. Rien n'empêche de lui proposer une entente.",
                "The other party may give up prescription, even acquired. Nothing keeps you from offering to settle.",
            ),
        ),
        (
            "ccq/a2878",
            Text(
                "Le juge ne soulève pas la prescription de lui-même : c'est à l'autre partie de le faire.",
                "The judge does not raise prescription alone: it is for the other party to do so.",
            ),
        ),
    ),
    "defendant": (
        (
            "ccq/a2878",
            Text(
                "Le juge ne soulève pas la prescription de lui-même : c'est à vous de le faire.",
                "The judge does not raise prescription alone: it is for you to do so.",
            ),
        ),
        (
            "ccq/a2883",
            Text(
                "On peut renoncer à une prescription acquise. Informez-vous avant de payer ou de promettre de payer.",
                "Acquired prescription can be given up. Get informed before you pay, or promise to pay.",
            ),
        ),
    ),
}


def _may_change(situation: Situation, on: date) -> tuple[AccountLine, ...]:
    return tuple(AccountLine(None, text, basis_on(norm, on)) for norm, text in _MAY_CHANGE[situation.role])


def _prescription_sentence(outcome: Mapping[str, Any], situation: Situation, on: date) -> Text:
    safe, claims = outcome["safe_day"], situation.is_claimant
    if safe is None:
        return Text(
            "Nous ne pouvons pas calculer le dernier jour pour aller au tribunal : il manque le jour où le problème "
            "est arrivé.",
            "We cannot work out the last day to go to court: the day the problem happened is missing.",
        )
    if not claims and situation.stage == "claim_filed" and situation.filed is None:
        return _as_a_defence(safe, situation.notified or on)
    if outcome["prescribed"]:
        return Text(
            "Le délai pour aller au tribunal paraît passé depuis le {safe}. Parlez-en à un avocat avant de conclure."
            if claims
            else "Le délai pour aller au tribunal paraît passé depuis le {safe}. C'est un moyen de défense : le juge "
            "n'en parle "
            "pas de lui-même, c'est à vous de le dire.",
            "The time to go to court seems to have passed on {safe}. Speak to a lawyer before you conclude."
            if claims
            else "The time to go to court seems to have passed on {safe}. That is a ground of defence: the judge "
            "does not raise "
            "it alone, you must say it.",
        ).fill(safe=safe)
    if outcome["interrupted"]:
        return Text(
            "La demande est déposée à temps : le délai est arrêté.",
            "The claim is filed in time: the period has stopped.",
        )
    if outcome["serve_by"] and situation.filed:
        return Text(
            "La demande est déposée. Pour que le dépôt compte, l'autre partie doit l'avoir reçue au plus tard le "
            "{day}.",
            "The claim is filed. For the filing to count, the other party must have received it by {day}.",
        ).fill(day=outcome["serve_by"])
    if outcome["prescribed"] is None and on > safe:
        return Text(
            "Le délai est peut-être passé : il finit entre le {safe} et le {latest}. Parlez-en tout de suite à un "
            "avocat.",
            "The time may have passed: it ends between {safe} and {latest}. Speak to a lawyer right away.",
        ).fill(safe=safe, latest=outcome["range"]["not_after"])
    who = (
        Text("Vous avez jusqu'au {safe} pour déposer votre demande.", "You have until {safe} to file your claim.")
        if claims
        else Text(
            "L'autre partie a jusqu'au {safe} au moins pour aller au tribunal.",
            "The other party has until {safe} at least to go to court.",
        )
    )
    return who.fill(safe=safe)


def _as_a_defence(safe: date, received: date) -> Text:
    """For somebody who received a claim and does not know when it was filed: in time, or perhaps a ground of defence."""
    if received <= safe:
        return Text(
            "L'autre partie avait jusqu'au {safe} au moins pour aller au tribunal : la demande paraît déposée à temps.",
            "The other party had until {safe} at least to go to court: the claim seems to be filed in time.",
        ).fill(safe=safe)
    return Text(
        "Le délai pour aller au tribunal a pu finir le {safe}. Regardez le jour du dépôt sur la demande : s'il est après, "
        "c'est un moyen de défense. Le juge n'en parle pas de lui-même, c'est à vous de le dire.",
        "The time to go to court may have ended on {safe}. Look at the filing day on the claim: if it is later, that is a "
        "ground of defence. The judge does not raise it alone, you must say it.",
    ).fill(safe=safe)


# Mediation ------------------------------------------------------------------------------------------------------------


def route_of(decision: Decision) -> MediationRoute:
    """Whether mediation is mandatory, offered, or not open yet; what it costs; what follows."""
    outcome = decision.outcome
    details = []
    if outcome["route"] in ("not_open", "voluntary", "mandatory", "unknown"):
        hours = counted(outcome["free_minutes"] // 60, Text("heure", "hour"), Text("heures", "hours"))
        details.append(
            Text(
                "La médiation est gratuite jusqu'à {hours} par dossier.", "Mediation is free for up to {hours} a file."
            ).fill(hours=hours)
        )
    if (outcome["would_be"] or outcome["route"]) == "mandatory" and outcome["then"] == "arbitration":
        details.append(
            Text(
                "Sans entente, l'affaire va en arbitrage, gratuit aussi. Vous pouvez le refuser et aller devant un "
                "juge.",
                "With no agreement, the matter goes to arbitration, also free. You can refuse it and go before a "
                "judge.",
            )
        )
    if outcome["premediation"] and outcome["route"] in ("not_open", "voluntary", "mandatory", "unknown"):
        details.append(
            Text(
                "Un centre de justice de proximité offre une rencontre gratuite pour vous y préparer.",
                "A community justice centre offers a free meeting to help you prepare for it.",
            )
        )
    norms = {finding.norm.id: finding.norm for finding in decision.findings if finding.holds is not None}
    first = next((norms[each] for each in norms if "s21" in each), None) or next(iter(norms.values()), None)
    return MediationRoute(
        outcome["route"],
        outcome["summary"],
        tuple(details),
        basis(first) if first else None,
        bool(decision.unconfirmed),
    )
