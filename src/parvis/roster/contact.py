"""How somebody is reached, as it is typed: a telephone, an e-mail or a page; anything else is refused, so that a link is safe."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from parvis.law.kernel.text import Text

PHONE = Text(
    "Écrivez le numéro avec l’indicatif régional. Par exemple : 514 555-0100.",
    "Write the number with its area code. For example: 514-555-0100.",
)
EMAIL = Text(
    "Écrivez l’adresse au complet. Par exemple : nom@exemple.ca.",
    "Write the whole address. For example: name@example.ca.",
)
WEBSITE = Text(
    "Écrivez l’adresse de la page au complet. Elle commence par https://.",
    "Write the page’s whole address. It begins with https://.",
)
ANY = Text(
    "Écrivez un numéro de téléphone, une adresse courriel ou une page qui commence par https://.",
    "Write a telephone number, an e-mail address or a page that begins with https://.",
)
_PHONE = re.compile(
    r"(?:\+?1[\s.-]?)?\(?[2-9][0-9]{2}\)?[\s.-]?[0-9]{3}[\s.-]?[0-9]{4}(?:,? ?(?:poste|ext\.?|option|x) ?[0-9]{1,6})?",
    re.ASCII | re.IGNORECASE,
)
_WEB = URLValidator(schemes=["http", "https"])


def is_phone(typed: str) -> bool:
    """Whether this is a telephone number of North America, with its extension or option where it has one."""
    return len(typed) <= 30 and _PHONE.fullmatch(typed) is not None


def is_email(typed: str) -> bool:
    """Whether this is an e-mail address."""
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return len(typed) <= 254


def is_website(typed: str) -> bool:
    """Whether this is a page on the web, to which a link may lead."""
    try:
        _WEB(typed)
    except ValidationError:
        return False
    return len(typed) <= 200


def kind_of(typed: str) -> str:
    """`phone`, `email`, `website`, or "" for anything else."""
    checks = (("phone", is_phone), ("email", is_email), ("website", is_website))
    return next((name for name, check in checks if check(typed)), "")
