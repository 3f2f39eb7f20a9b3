"""What the law refuses, told to people: each fault in a sentence of each language, for the pages, the API and the commands."""

from __future__ import annotations

import re
from datetime import date

from parvis.law.kernel.facts import ABSENT, Fault
from parvis.law.kernel.text import Text, short_date

_MISSING = Text("Répondez à cette question.", "Answer this question.")
_CHOOSE = Text("Choisissez une des réponses proposées.", "Choose one of the answers given.")
_ORDER = Text(
    "Cette date doit être le {day} ou plus tard : elle suit une autre date.",
    "This date must be {day} or later: it follows another date.",
)
_EARLIER = Text(
    "Mettez-les dans l'ordre des dates : celle-ci vient avant le {day}.",
    "Put them in the order of their dates: this one comes before {day}.",
)
_TOO_OLD = Text(
    "Parvis connaît cette loi à partir du {day}. Il ne devine pas ce qu'elle était avant.",
    "Parvis knows this law from {day} on. It does not guess what it was before.",
)
_NO_FIT = Text("Cette réponse ne va pas avec les autres.", "This answer does not fit the others.")
_DAY = r"(\d{4}-\d{2}-\d{2})"
_PATTERNS = (
    (rf"a day not before that of the element before \({_DAY}\)", _EARLIER),
    (rf"a day not before .*\({_DAY}\)", _ORDER),
    (rf"a day from {_DAY} on: the law before it is not known here", _TOO_OLD),
    (
        rf"a day not after on \({_DAY}\)",
        Text("Cette date doit être le {day} au plus tard: c'est la date de la question.",
             "This date must be {day} at the latest: it is the date of the question."),
    ),
    (
        rf"a day from {_DAY} on: no arbitrators before",
        Text("Il n'y a pas d'arbitre des petites créances avant le {day}.", "There are no arbitrators before {day}."),
    ),
    (
        rf"a day from {_DAY} on: mediation was not mandatory before",
        Text("La médiation n'est pas obligatoire avant le {day}.", "Mediation was not mandatory before {day}."),
    ),
    (
        rf"a day from {_DAY} to .*: the days of the pilot project",
        Text("Le projet pilote va du 15 mai 2015 au 14 mai 2018.", "The pilot project ran from May 15, 2015 to May 14, 2018."),
    ),
    (
        r"at most \d+: the mediators present besides the first",
        Text("C'est plus que le nombre de médiateurs présents, sans compter le premier.",
             "This is more than the mediators present besides the first."),
    ),
    (
        r"at most the psychosocial hours of which they are part \(\d+\)",
        Text("Ces heures font partie des heures psychosociales: elles ne peuvent pas être plus nombreuses.",
             "These hours are part of the psychosocial hours: they cannot be more."),
    ),
    (r"each (?:object|element) once", Text("C'est déjà choisi: une fois suffit.", "It is chosen already: once is enough.")),
    (
        r"one of the objects of this mandate",
        Text("L'entente porte sur un objet que le mandat ne contient pas.",
             "The agreement is on an object that the mandate does not have."),
    ),
    (
        r"marriage or de_facto, as patrimony is among the objects",
        Text("Dites si les conjoints sont mariés ou non: le patrimoine fait partie du mandat.",
             "Say whether the spouses are married: patrimony is part of the mandate."),
    ),
    (
        r"an identifier that no other mandate has",
        Text("Un autre mandat porte déjà ce nom.", "Another mandate has this name already."),
    ),
    (r"at least one of .*", Text("Choisissez au moins une réponse.", "Choose at least one answer.")),
    (
        r"no day: a judgment needs none",
        Text("Un jugement n'a pas à être homologué: laissez cette date vide.",
             "A judgment needs no homologation: leave this date empty."),
    ),
    (
        r"null: it is admissible",
        Text("La demande est recevable: laissez cette date vide.", "The claim is admissible: leave this date empty."),
    ),
    (
        r"the length of a session that was held, in minutes",
        Text("Donnez la durée de la séance, en minutes.", "Give the length of the session, in minutes."),
    ),
    (
        r"no length: the session was cancelled",
        Text("La séance est annulée: laissez la durée vide.", "The session was cancelled: leave its length empty."),
    ),
    (
        r"only for an absence",
        Text("Répondez à cette question seulement pour une absence.", "Answer this only for an absence."),
    ),
    (
        r"null: no party is in default",
        Text("Personne n'est en défaut: laissez cette réponse vide.", "No party is in default: leave this empty."),
    ),
    (
        r"somebody else than self: the party is not a natural person",
        Text("Un groupe agit par quelqu'un: choisissez qui le représente.",
             "A group acts through somebody: choose who represents it."),
    ),
    (
        r"no (?:informed|fee_paid) with .*",
        Text("Cet événement n'en a pas besoin: laissez cette réponse vide.", "This event does not need it: leave it empty."),
    ),
    (
        r"a decision on a certification that was granted",
        Text("Aucune accréditation n'a été accordée avant cette date.", "No certification was granted before this date."),
    ),
    (
        r"no certification where one is already in force",
        Text("Une accréditation est déjà en vigueur à cette date.", "A certification is already in force on this date."),
    ),
    (
        r"an undertaking of a certification in force",
        Text("Aucune accréditation n'est en vigueur à cette date.", "No certification is in force on this date."),
    ),
    (
        r'a yearly rate in percent such as "24.00", from 0.00 to 100.00',
        Text("Écrivez un taux par an, de 0 à 100. Par exemple: 24,00.", "Write a rate a year, from 0 to 100. For example: 24.00."),
    ),
    (
        r"a temporary sanction that has not ended",
        Text("Aucune sanction n'est en cours à cette date.", "No sanction is running on this date."),
    ),
)  # fmt: skip


_KINDS = (
    (r"one of (.*)", Text("Choisissez une de ces réponses : {a}.", "Choose one of these answers: {a}.")),
    (r"a list of at most (\d+) elements", Text("Une liste d'au plus {a} éléments.", "A list of at most {a} elements.")),
    (r"a whole number from (-?\d+) to (\d+)", Text("Un nombre entier, de {a} à {b}.", "A whole number, from {a} to {b}.")),
    (r"a date such as .*", Text("Une date comme 2026-03-15, de 1900 à 2199.", "A date such as 2026-03-15, from 1900 to 2199.")),
    (r"an amount such as .*", Text("Un montant comme \"95.00\", pas négatif.", 'An amount such as "95.00", not negative.')),
    (r"true or false", Text("Vrai ou faux (true ou false).", "True or false.")),
    (r"an object", Text("Un objet, avec ses membres.", "An object, with its members.")),
    (r"no member of that name", Text("Aucun membre ne porte ce nom.", "No member has that name.")),
    (r"each member once", Text("Chaque membre une seule fois.", "Each member once.")),
    (r"text of (\d+) to (\d+) characters", Text("Un texte de {a} à {b} signes.", "A text of {a} to {b} characters.")),
)  # fmt: skip
#: The longest list of answers that is repeated.
_LONGEST = 600


def told(fault: Fault) -> Text:
    """A fault in words, for a form. What a rule says only in English is said to be in English."""
    if fault.found == ABSENT:
        return _MISSING
    for pattern, text in _PATTERNS:
        if match := re.fullmatch(pattern, fault.expected):
            days = match.groups()
            return text.fill(day=short_date(date.fromisoformat(days[0]))) if days else text
    if fault.expected.startswith("one of "):
        return _CHOOSE
    expected = fault.expected[:200]
    return Text(f"{_NO_FIT.fr} (Attendu, en anglais : {expected}.)", f"{_NO_FIT.en} Expected: {expected}.")


def said(fault: Fault) -> Text:
    """A fault in words, for who writes the facts as JSON: what may stand there is listed."""
    if fault.found != ABSENT:
        for pattern, text in _KINDS:
            if match := re.fullmatch(pattern, fault.expected[:_LONGEST]):
                return text.fill(**dict(zip("ab", match.groups(), strict=False))) if match.groups() else text
    return told(fault)
