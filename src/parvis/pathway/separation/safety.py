"""What one can do where one is afraid: the same for everybody, whatever was answered, because no answer is kept.

It never pushes to mediation. Numbers are read once from `safety.toml`; KeyError at import where an entry lacks something.
"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

from parvis.law.kernel.text import Text, text_of
from parvis.pathway.parts import Point, Safety, SafetyLine
from parvis.pathway.standing import basis_on

#: One sentence, for the top of a plan.
SAFETY = Text(
    "Si vous avez peur de l'autre personne, parlez à quelqu'un qui peut vous aider avant toute médiation. Vous pouvez "
    "vous en retirer en tout temps. Ce que vous avez répondu à ce sujet n'est gardé nulle part.",
    "If you are afraid of the other person, speak to somebody who can help before any mediation. You may withdraw from "
    "it at any time. What you answered about this is kept nowhere.",
)
_POINTS = (
    (
        Text(
            "Vous pouvez vous retirer d'une médiation en tout temps, sans dire pourquoi.",
            "You may withdraw from a mediation at any time, without saying why.",
        ),
        "ccp/a614-al1",
    ),
    (
        Text(
            "La séance d'information se suit sans l'autre personne, à une autre date.",
            "The information session is attended without the other person, on another day.",
        ),
        "ccp/a419-al2",
    ),
    (
        Text(
            "Un service d'aide aux victimes reconnu peut vous remettre une attestation. Déposée au greffe, elle vous "
            "exempte de la séance. Un tribunal peut quand même la demander, dans l'intérêt de l'enfant.",
            "A recognized victim assistance service can give you a certificate. Filed with the court office, it exempts "
            "you from the session. A court may still ask for it, in the child's interest.",
        ),
        "ccp/a417-al2-victim",
    ),
    (
        Text(
            "Avant d'envoyer un couple en médiation, un tribunal tient compte de la violence. Dites-le à votre avocat ou "
            "au juge.",
            "Before it refers a couple to mediation, a court considers violence. Tell your lawyer or the judge.",
        ),
        "ccp/a420-al2",
    ),
    (
        Text(
            "Si vous choisissez une médiation, demandez à parler seul ou seule au médiateur, ou à rester à distance.",
            "If you choose a mediation, ask to speak to the mediator alone, or to stay at a distance.",
        ),
        "ccp/a611-al1",
    ),
)


def _lines() -> tuple[SafetyLine, ...]:
    source = resources.files(__package__).joinpath("safety.toml").read_text(encoding="utf-8")
    return tuple(
        SafetyLine(text_of(each["name"]), text_of(each["what"]), each["phone"], each["web"], each["source"])
        for each in tomllib.loads(source)["line"]
    )


_LINES = _lines()


def safety_on(on: date) -> Safety:
    """What the law allows on a day to who is afraid, and whom to call."""
    return Safety(tuple(Point(text, basis_on(norm, on)) for text, norm in _POINTS), _LINES)
