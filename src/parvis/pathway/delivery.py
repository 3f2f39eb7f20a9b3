"""How to file a claim or an answer: which form, where, how, with what. Dossier: sections 4.1 and 4.2 (CCP 545, 548)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parvis.law.kernel.text import Text
from parvis.pathway.parts import CourtPlace, Step, Territory

#: The general line that the Ministry publishes for courthouses with no line of their own (Joliette, Iberville).
GENERAL_LINE = "418 643-5140"

_FORMS = {
    "answer": Text(
        "Remplissez le formulaire de réponse SJ-871E : cherchez « SJ-871 » sur Québec.ca.",
        "Fill out the answer form SJ-871E: look for “SJ-871” on Québec.ca.",
    ),
    "file_claim": Text(
        "Remplissez le formulaire de demande SJ-870E : cherchez « SJ-870 » sur Québec.ca. Vous pouvez la déposer et la "
        "payer en ligne.",
        "Fill out the claim form SJ-870E: look for “SJ-870” on Québec.ca. You can file it and pay for it online.",
    ),
}
_FORMS["claim_allowed"] = _FORMS["file_claim"]
_BRING = Text(
    "Joignez vos pièces, ou des copies : contrat, factures, photos, lettres. Gardez les originaux pour l’audience.",
    "Attach your exhibits, or copies: contract, invoices, pictures, letters. Keep the originals for the hearing.",
)
_ANSWER_ON_PAPER = Text(
    "Nous ne savons pas si la réponse se dépose en ligne : demandez au greffe.",
    "We do not know whether the answer can be filed online: ask the court office.",
)
_OFFICE_UNKNOWN = Text(
    "Le greffe est celui qui est écrit sur la demande, ou celui de votre district.",
    "The court office is the one written on the claim, or that of your district.",
)


def with_how(steps: Iterable[Step], territory: Territory | None) -> tuple[Step, ...]:
    """The steps, those of filing with how to do it; every one that names the court office with its telephone."""
    return tuple(replace(step, how=_how(step, territory)) if step.mine else step for step in steps)


def _how(step: Step, territory: Territory | None) -> tuple[Text, ...]:
    office = _office(territory)
    if step.key in _FORMS:
        paper = (_ANSWER_ON_PAPER,) if step.key == "answer" else ()
        return (_FORMS[step.key], *office, _BRING, *paper)
    said = step.act.fr + (step.if_missed.fr if step.if_missed else "")
    return office if "greffe" in said else ()


def _office(territory: Territory | None) -> tuple[Text, ...]:
    """Where: the courthouse of the file with its telephone, else the general line, said as such."""
    known = [place for place in territory.court_places if place.address] if territory else []
    if not known:
        return (_OFFICE_UNKNOWN, _general())
    return (_counter(known[0]), *(() if known[0].phone else (_general(),)))


def _counter(place: CourtPlace) -> Text:
    where = f"{place.name}, {place.address}" + (f", {place.postal_code}" if place.postal_code else "")
    phone = place.phone
    if phone == GENERAL_LINE:
        return Text(
            f"Le greffe : {where}. Téléphone : {phone} (ligne générale).",
            f"The court office: {where}. Telephone: {phone} (general line).",
        )
    return Text(
        f"Le greffe : {where}." + (f" Téléphone : {phone}." if phone else ""),
        f"The court office: {where}." + (f" Telephone: {phone}." if phone else ""),
    )


def _general() -> Text:
    return Text(
        f"Pour joindre un greffe : {GENERAL_LINE} (ligne générale).",
        f"To reach a court office: {GENERAL_LINE} (general line).",
    )
