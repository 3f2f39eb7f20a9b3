"""What to do where the usual path is closed: the matter goes elsewhere, the amount is too high, the time seems over.

These acts have no day of their own: a day comes from `small-claims/timetable` and `limits/prescription` only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from parvis.law.kernel.text import Text
from parvis.pathway.catalogue import OUTSIDE
from parvis.pathway.parts import Action, Basis, Deadline, Prescription, Standing, Step
from parvis.pathway.situation import Situation
from parvis.pathway.standing import basis_on, seems_over
from parvis.pathway.steps import Timetable

_YOU = Text("Vous", "You")
_ADVICE = Action(Text("Qui peut me conseiller", "Who can advise me"), "advice")
#: The formal notice and the claim itself: the law asks for them before any court, not only before this one.
_BEFORE_ANY_COURT = ("send_notice", "perform", "file_claim")
#: What there is no more sense in doing, once the time to sue seems over.
_BEFORE_FILING = ("send_notice", "claim_allowed", "file_claim")


def has_its_own_limits(situation: Situation) -> bool:
    """Whether the place that hears the matter has time limits that Parvis does not compute."""
    return situation.matter in OUTSIDE or situation.defendant_kind == "canada_government"


def _own(key: str, act: Text, when: Text, why: Text, basis: Basis | None, action: Action | None = None) -> Step:
    return Step(
        key=key,
        who=_YOU,
        mine=True,
        act=act,
        when=when,
        last_day=None,
        first_day=None,
        range=None,
        why=why,
        basis=basis,
        strict=None,
        applies=True,
        if_missed=None,
        past=False,
        done=False,
        unconfirmed=bool(basis and basis.unconfirmed),
        action=action,
    )


def _lawyer(act: Text, when: Text) -> Step:
    why = Text(
        "Un avocat peut vous donner un avis sur votre cas. Parvis vous informe seulement.",
        "A lawyer can advise you on your own case. Parvis only informs you.",
    )
    return _own("lawyer", act, when, why, None, _ADVICE)


# The matter goes elsewhere --------------------------------------------------------------------------------------------


def elsewhere_steps(timetable: Timetable, standing: Standing, situation: Situation) -> tuple[Step, ...]:
    """What to do where another court or tribunal hears the matter; the last day to sue stays in sight."""
    now, _, _ = timetable.steps()
    kept = [step for step in now if step.key in _BEFORE_ANY_COURT]
    if has_its_own_limits(situation):
        kept = [step for step in kept if step.key == "perform"]
    lawyer = _lawyer(_lawyer_where_elsewhere(situation), Text("Dès maintenant.", "From now on."))
    place = _place(standing, situation)
    if place is None or not has_its_own_limits(situation):
        before = [step for step in kept if step.key != "file_claim"]
        filing = [_at_the_right_court(step, standing) for step in kept if step.key == "file_claim"]
        return (*before, lawyer, *filing)  # the court is chosen, with advice, before anything is filed
    return (*kept, place, lawyer)


def _lawyer_where_elsewhere(situation: Situation) -> Text:
    if not situation.is_claimant:
        return Text(
            "Parlez à un avocat si l'autre partie va plus loin.", "Speak to a lawyer if the other party goes on."
        )
    if has_its_own_limits(situation):
        return Text("Si vous hésitez, parlez à un avocat.", "If you are in doubt, speak to a lawyer.")
    return Text("Parlez à un avocat avant de choisir un tribunal.", "Speak to a lawyer before you choose a court.")


_NOT_ITS_FORM = Text(
    "Le formulaire des petites créances ne sert pas ici. Demandez au greffe de ce tribunal, ou à un avocat, ce qu'il "
    "faut déposer.",
    "The small claims form does not serve here. Ask that court's office, or a lawyer, what has to be filed.",
)


def _at_the_right_court(step: Step, standing: Standing) -> Step:
    """Filing, said with the name of the court; the form of the Division is not the one to use there."""
    act = Text("Déposez votre demande au bon tribunal.", "File your claim with the right court.")
    if standing.elsewhere:
        named = Text("Déposez votre demande ici : {name}.", "File your claim here: {name}.")
        act = named.fill(name=standing.elsewhere[0].name)
    return replace(step, act=act, action=None, how=(_NOT_ITS_FORM,))


def _place(standing: Standing, situation: Situation) -> Step | None:
    if not standing.elsewhere:
        return None
    first = standing.elsewhere[0]
    act = (
        Text("Adressez-vous ici : {name}.", "Turn to: {name}.")
        if situation.is_claimant
        else Text("Si l'affaire continue, elle va ici : {name}.", "If the matter goes on, it goes here: {name}.")
    ).fill(name=first.name)
    when = Text(
        "Sans attendre : ses délais sont à part, et nous ne les calculons pas.",
        "Without waiting: its time limits are its own, and they are not worked out here.",
    )
    return _own("other_place", act, when, first.why, first.basis)


# The amount is too high -----------------------------------------------------------------------------------------------


def reduction_step(standing: Standing | None, situation: Situation) -> Step | None:
    """Reducing the claim to the ceiling, and what is then given up; None where it does not arise."""
    if standing is None or standing.reduce_to is None or situation.amount is None or not situation.is_claimant:
        return None
    words = Text(
        "Choisissez : réduire votre demande à {most}, ou aller devant l'autre tribunal. Si vous réduisez, vous "
        "abandonnez {rest}.",
        "Choose: reduce your claim to {most}, or go to the other court. If you reduce it, you give up {rest}.",
    )
    act = words.fill(most=standing.reduce_to, rest=situation.amount - standing.reduce_to)
    basis = next((each.basis for each in standing.elsewhere if each.forum == "reduced_small_claim"), None)
    why = Text(
        "Les petites créances ne reçoivent pas une demande plus élevée.",
        "The Small Claims Division does not hear a larger claim.",
    )
    return _own("reduce_claim", act, Text("Avant de déposer.", "Before you file."), why, basis)


# The time seems over --------------------------------------------------------------------------------------------------


def too_late_steps(prescription: Prescription, on: date) -> tuple[Step, ...]:
    """What to do before any claim where the time to sue seems over: advice first, then what could change it."""
    lawyer = _lawyer(
        Text(
            "Parlez à un avocat : le délai pour aller au tribunal paraît passé.",
            "Speak to a lawyer: the time to go to court seems to be over.",
        ),
        Text("Avant toute autre démarche.", "Before anything else."),
    )
    gather = _own(
        "gather_proof",
        Text(
            "Rassemblez ce qui peut changer ce jour : une entente écrite, un écrit où l'autre partie reconnaît sa dette.",
            "Gather what may change that day: a written agreement, a writing in which the other party acknowledges the "
            "debt.",
        ),
        Text("Avant de voir l'avocat.", "Before you see the lawyer."),
        Text(
            "Une entente écrite suspend le délai ; une dette reconnue le fait recommencer.",
            "A written agreement suspends the time; a debt acknowledged starts it again.",
        ),
        basis_on("ccq/a2898", on),
    )
    return lawyer, gather


def is_too_late(prescription: Prescription | None, situation: Situation) -> bool:
    """Whether who claims, and has filed nothing, seems to have no time left."""
    over = prescription is not None and prescription.prescribed is True
    return over and situation.is_claimant and situation.before_filing


def too_late_deadline(prescription: Prescription) -> Deadline | None:
    """The day that seems to have been the last one to sue."""
    if prescription.safe_day is None:
        return None
    act = Text("Dernier jour pour aller au tribunal", "Last day to go to court")
    return Deadline(prescription.safe_day, act, "lawyer", True, None, prescription.unconfirmed)


def with_warning(
    steps: tuple[Step, ...], prescription: Prescription | None, situation: Situation, on: date
) -> tuple[Step, ...]:
    """The steps, with what to do where the time to sue may be over: see a lawyer, or raise it as a defence."""
    if prescription is None or not seems_over(prescription.safe_day, prescription.prescribed, situation, on):
        return steps
    if situation.is_claimant:
        if not situation.before_filing:
            return steps
        act = Text(
            "Parlez tout de suite à un avocat : le délai est peut-être passé.",
            "Speak to a lawyer right away: the time may be over.",
        )
        return (_lawyer(act, Text("Aujourd'hui.", "Today.")), *steps)
    defence = _own(
        "raise_prescription",
        Text(
            "Dites vous-même que le délai pour vous poursuivre paraît passé (prescription).",
            "Say yourself that the time to sue you seems to be over (prescription).",
        ),
        Text("Dans votre réponse.", "In your answer."),
        prescription.sentence,
        basis_on("ccq/a2878", on),
    )
    return (*steps[:1], defence, *steps[1:])
