"""The mandates of one court file: the number is written in more than one way, and a file may pass from hand to hand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Upper

from parvis.roster.models import Mandate


def bare_number(court_file: str) -> str:
    """The letters and figures of a court file's number, which are all that counts of it."""
    return "".join(one for one in court_file if one.isascii() and one.isalnum()).upper()


def mandates_of_files(kind: str, court_files: Iterable[str]) -> QuerySet[Mandate]:
    """The mandates of a kind on some court files, oldest first, with the `bare` number of each."""
    bare = Upper(Func(F("court_file"), Value("[^0-9A-Za-z]+"), Value(""), Value("g"), function="regexp_replace"))
    found = Mandate.objects.filter(kind=kind).exclude(court_file="").annotate(bare=bare)
    return found.filter(bare__in={bare_number(one) for one in court_files}).order_by("pk")


def mandates_of_file(kind: str, court_file: str) -> QuerySet[Mandate]:
    """The mandates of a kind on a court file, oldest first, however its number was typed: letters and figures count."""
    return mandates_of_files(kind, [court_file])


def numbers_of_files(kind: str, court_files: Iterable[str]) -> list[str]:
    """The bare numbers of the mandates on some court files, one a mandate: a number that comes twice has two mandates."""
    return [bare_number(one) for one in mandates_of_files(kind, court_files).values_list("court_file", flat=True)]


def earlier_mandates_of_file(mandate: Mandate) -> QuerySet[Mandate]:
    """The mandates opened before this one on its court file, by whomever: what the law gives once a file may be used up."""
    if not mandate.court_file:
        return Mandate.objects.none()
    return mandates_of_file(mandate.kind, mandate.court_file).filter(pk__lt=mandate.pk)
