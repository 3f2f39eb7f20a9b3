"""The mandates of one court file: the number is written in more than one way, and a file may pass from hand to hand."""

from __future__ import annotations

from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Upper

from parvis.roster.models import Mandate


def mandates_of_file(kind: str, court_file: str) -> QuerySet[Mandate]:
    """The mandates of a kind on a court file, oldest first, however its number was typed: letters and figures count."""
    bare = Upper(Func(F("court_file"), Value("[^0-9A-Za-z]+"), Value(""), Value("g"), function="regexp_replace"))
    number = "".join(one for one in court_file if one.isascii() and one.isalnum()).upper()
    found = Mandate.objects.filter(kind=kind).exclude(court_file="").alias(bare=bare)
    return found.filter(bare=number).order_by("pk")


def earlier_mandates_of_file(mandate: Mandate) -> QuerySet[Mandate]:
    """The mandates opened before this one on its court file, by whomever: what the law gives once a file may be used up."""
    if not mandate.court_file:
        return Mandate.objects.none()
    return mandates_of_file(mandate.kind, mandate.court_file).filter(pk__lt=mandate.pk)
