"""What a couple's plan says to do, in order. Days come from `family-mediation/court-referral` only; nothing is counted here.

No step pushes to mediation: whether it suits comes first, and each may stop at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.text import Text
from parvis.pathway.parts import Action, Basis, Deadline, Station, Step
from parvis.pathway.separation.asked import Asked
from parvis.pathway.separation.session import REGISTER
from parvis.pathway.standing import basis_on

_YOU, _BOTH = Text("Vous", "You"), Text("Vous deux", "The two of you")
_SERVICE = Text("Le Service de médiation familiale", "The Family Mediation Service")
_MEDIATOR, _COURT = Text("Le médiateur", "The mediator"), Text("Le tribunal", "The court")
_NOW = Text("Quand vous voulez.", "Whenever you want.")
PREPARE = Action(Text("Me préparer gratuitement", "Prepare for free"), "service", "premediation-familiale")
ADVICE = Action(Text("Qui peut me conseiller", "Who can advise me"), "advice")

#: The papers that each matter calls for. Usual practice of mediators, not a rule: said as such in the plan.
PAPERS: Mapping[str, Text] = {
    "parenting": Text(
        "Enfants : horaires d'école, de garde et de travail, suivis médicaux.",
        "Children: school, care and work schedules, medical follow-up.",
    ),
    "child_support": Text(
        "Pension d'un enfant : déclarations de revenus et avis de cotisation, talons de paie, frais de "
        "garde et d'études.",
        "Child support: tax returns and notices of assessment, pay slips, child care and school costs.",
    ),
    "spouse_support": Text(
        "Pension entre vous : vos revenus et vos dépenses de chaque mois.",
        "Support between you: your income and your expenses each month.",
    ),
    "property": Text(
        "Biens : évaluation de la maison, hypothèque, comptes, dettes, relevés de régimes de retraite, contrat "
        "de mariage ou de vie commune.",
        "Property: valuation of the house, mortgage, accounts, debts, pension statements, marriage or "
        "cohabitation contract.",
    ),
}


def _step(key: str, act: Text, when: Text, why: Text, basis: Basis | None, **more: Any) -> Step:
    """One act of this person; `more` is what else the step says."""
    told: dict[str, Any] = {
        "who": _YOU,
        "mine": True,
        "last_day": None,
        "first_day": None,
        "range": None,
        "strict": None,
        "applies": True,
        "if_missed": None,
        "past": False,
        "done": False,
        "unconfirmed": bool(basis and basis.unconfirmed),
        **more,
    }
    return Step(key=key, act=act, when=when, why=why, basis=basis, **told)


def steps_of(asked: Asked) -> tuple[Step, ...]:
    """What this person does, in order."""
    found = (_first_meeting(asked), _suits(asked), _session(asked), _choose(asked), _gather(asked), _read_again(asked))
    return tuple(step for step in found if step is not None)


def _first_meeting(asked: Asked) -> Step | None:
    couple, on = asked.couple, asked.on
    if not couple.referred:
        return None
    norm = "ccp/a422-chosen" if couple.referred_to == "chosen" else "ccp/a422-designated"
    act = {
        "chosen": Text(
            "Première rencontre de médiation, avec le médiateur que vous avez choisi.",
            "First mediation meeting, with the mediator whom you chose.",
        ),
        "designated": Text(
            "Première rencontre de médiation, à la date que fixe le Service de médiation familiale.",
            "First mediation meeting, on the date that the Family Mediation Service sets.",
        ),
    }.get(couple.referred_to or "", Text("Première rencontre de médiation.", "First mediation meeting."))
    why = Text(
        "La première rencontre a lieu dans les 20 jours de la décision du tribunal.",
        "The first meeting is held within 20 days of the court's decision.",
    )
    if_missed = Text(
        "Si la médiation ne commence pas à temps, le médiateur le dit au greffe et l'affaire continue.",
        "If the mediation does not begin in time, the mediator tells the court office and the case goes on.",
    )
    by = asked.referral.outcome["first_meeting_by"] if asked.referral else None
    return _step(
        "first_meeting",
        act,
        _by(by, on),
        why,
        basis_on(norm, on),
        who=_BOTH,
        last_day=by,
        past=bool(by and by < on),
        if_missed=if_missed,
        how=(
            Text(
                "Une date vous manque ? Appelez le Service : 1 866 536-5140, ou le greffe.",
                "Is a date missing? Call the Service: 1 866 536-5140, or the court office.",
            ),
        ),
    )


def _by(day: date | None, on: date) -> Text:
    if day is None:
        return Text(
            "Dans les 20 jours de la décision : regardez sa date.", "Within 20 days of the decision: see its date."
        )
    if day < on:
        return Text(
            "C'était au plus tard le {day}. Si elle n'a pas eu lieu, appelez le greffe.",
            "It was due by {day}. If it was not held, call the court office.",
        ).fill(day=day)
    return Text("Au plus tard le {day}.", "By {day}.").fill(day=day)


def _suits(asked: Asked) -> Step:
    act = Text("Voyez si la médiation vous convient, à vous.", "See whether mediation suits you.")
    why = Text(
        "En principe, elle n'a lieu que si vous la voulez tous les deux. Chacun peut s'en retirer en tout temps.",
        "In principle it takes place only if you both want it. Either of you may withdraw at any time.",
    )
    how = (
        Text(
            "Une rencontre gratuite et séparée vous aide à le savoir et à vous préparer.",
            "A free meeting, on your own, helps you find out and prepare.",
        ),
    )
    basis = basis_on("ccp/a614-al1", asked.on)
    return _step("suits", act, Text("Avant tout.", "Before anything else."), why, basis, action=PREPARE, how=how)


def _session(asked: Asked) -> Step | None:
    outcome, couple = asked.session.outcome, asked.couple
    if couple.children is False or couple.attended == "this_dispute":
        return None
    if outcome["exempt_by"] == "ccp/a417-al2-earlier":
        act = Text(
            "Déposez au greffe votre attestation de la séance.", "File your certificate of the session in court."
        )
        why = Text("Elle vous exempte de suivre la séance de nouveau.", "It exempts you from attending again.")
        return _step("certificate", act, _before_trial(), why, basis_on("ccp/a417-al2-earlier", asked.on))
    if outcome["required"] is False:
        return None
    must = outcome["required"] is True
    act = (
        Text(
            "Inscrivez-vous à la séance sur la parentalité et la médiation.",
            "Register for the parenting and mediation session.",
        )
        if must
        else Text(
            "Suivez la séance sur la parentalité et la médiation, si vous le voulez maintenant.",
            "Attend the parenting and mediation session, if you want to now.",
        )
    )
    why = (
        Text(
            "Sans elle, un juge n'entend pas l'affaire. Elle n'oblige pas à la médiation.",
            "Without it, a judge does not hear the case. It does not oblige you to mediate.",
        )
        if must
        else Text(
            "Elle est gratuite. Elle devient obligatoire si un juge doit trancher.",
            "It is free. It becomes mandatory if a judge has to decide.",
        )
    )
    missed = Text(
        "L'affaire n'est pas instruite tant que vous ne l'avez pas suivie.",
        "The case is not tried until you have attended it.",
    )
    return _step(
        "session",
        act,
        _before_trial() if must else _NOW,
        why,
        basis_on("ccp/a417-al1-session", asked.on),
        how=(REGISTER,),
        if_missed=missed if must else None,
    )


def _before_trial() -> Text:
    return Text("Avant qu'un juge entende l'affaire.", "Before a judge hears the case.")


def _choose(asked: Asked) -> Step | None:
    if asked.couple.referred_to == "designated":
        return None
    act = Text("Choisissez ensemble un médiateur accrédité.", "Choose a certified mediator together.")
    why = Text("Vous devez être d'accord tous les deux sur la personne.", "You must both agree on the person.")
    action = Action(Text("Choisir un médiateur", "Choose a mediator"), "#choosing")
    when = Text("Si vous voulez tous les deux une médiation.", "If you both want a mediation.")
    return _step("choose", act, when, why, basis_on("ccp/a605", asked.on), who=_BOTH, action=action)


def _gather(asked: Asked) -> Step:
    wanted = [PAPERS[each] for each in asked.couple.objects if each in PAPERS]
    act = Text("Réunissez vos papiers.", "Gather your papers.")
    why = Text(
        "Ce sont les papiers d'usage. Le médiateur vous dit ce qu'il lui faut.",
        "These are the usual papers. The mediator tells you what is needed.",
    )
    when = Text("Avant la première rencontre.", "Before the first meeting.")
    return _step("gather", act, when, why, None, how=tuple(wanted) or tuple(PAPERS.values()))


def _read_again(asked: Asked) -> Step:
    act = Text(
        "Avant de signer une entente, faites-la relire.", "Before you sign an agreement, have it read by somebody."
    )
    why = Text(
        "Le médiateur ne conseille ni l'un ni l'autre. Un avocat ou un notaire vous dit ce qu'elle change pour vous.",
        "The mediator advises neither of you. A lawyer or a notary tells you what it changes for you.",
    )
    when = Text("Quand le médiateur vous remet un projet.", "When the mediator gives you a draft.")
    return _step("read_again", act, when, why, basis_on("ccp/a618", asked.on), action=ADVICE)


def others_of(asked: Asked) -> tuple[Step, ...]:
    """What others do, and by when."""
    on = asked.on
    found = [
        _step(
            "report",
            Text(
                "Remet au Service un rapport qui dit seulement qui est venu et sur quoi vous êtes d'accord.",
                "Files with the Service a report that says only who came and what you agree on.",
            ),
            Text("À la fin de la médiation.", "At the end of the mediation."),
            Text("Rien de ce qui s'y est dit n'y figure.", "Nothing that was said is in it."),
            basis_on("ccp/a617-al3", on),
            who=_MEDIATOR,
            mine=False,
        ),
    ]
    if asked.referral and (ends := asked.referral.outcome["stay_ends_by"]):
        when = Text("Au plus tard le {day}, sauf si vous consentez à plus.", "By {day}, unless you consent to more.")
        found.insert(
            0,
            _step(
                "stay",
                Text(
                    "Reprend l'affaire à la fin de la suspension, ou avant si la médiation s'arrête.",
                    "Takes the case up again when the stay ends, or before if the mediation stops.",
                ),
                when.fill(day=ends),
                Text(
                    "La suspension dure au plus trois mois ; la décision peut donner moins.",
                    "The stay lasts at most three months; the decision may give less.",
                ),
                basis_on("ccp/a421-stay", on),
                who=_COURT,
                mine=False,
                last_day=ends,
                past=ends < on,
            ),
        )
    return tuple(found)


def later_of(asked: Asked) -> tuple[Step, ...]:
    """What may come later for this person: an agreement, and what it takes for a court to approve it."""
    act = Text(
        "Si vous vous entendez, demandez s'il faut faire approuver l'entente par un tribunal.",
        "If you agree, ask whether a court has to approve the agreement.",
    )
    why = Text(
        "Le tribunal vérifie que chacun consent librement et que l'entente protège assez l'intérêt des enfants.",
        "The court checks that each consents freely and that the agreement sufficiently protects the children.",
    )
    return (
        _step("approve", act, Text("Après la médiation.", "After the mediation."), why, basis_on("ccp/a415", asked.on)),
    )


def deadline_of(steps: Iterable[Step], on: date) -> Deadline | None:
    """The one day that is known: the first meeting after a court's decision."""
    found = next((step for step in steps if step.last_day), None)
    if found is None or found.last_day is None:
        return None
    act = Text("Première rencontre de médiation", "First mediation meeting")
    return Deadline(found.last_day, act, found.key, found.last_day < on, None, found.unconfirmed)


def path_of(asked: Asked) -> tuple[Station, ...]:
    """The way from here: what is behind, where one stands, what may come. Mediation is one way, never the only one."""
    attended = asked.couple.attended in ("this_dispute", "earlier_dispute")
    session = Text("Séance d'information", "Information session")
    here = (
        Text("Dossier suspendu pour une médiation", "File stayed for mediation")
        if asked.couple.referred
        else Text("Vous vous renseignez", "You are finding out")
    )
    stations = [Station(session, "done")] if attended else []
    stations.append(Station(here, "here"))
    if not attended and asked.couple.children is not False and asked.session.outcome["required"] is not False:
        stations.append(Station(session, "next"))
    stations.append(
        Station(Text("Médiation, si vous la voulez tous les deux", "Mediation, if you both want it"), "next")
    )
    stations.append(
        Station(
            Text(
                "Entente relue par un juriste, ou décision d'un juge",
                "Agreement read by a jurist, or a judge's decision",
            ),
            "next",
        )
    )
    return tuple(stations)
