"""Services and figures as rows of a table: codes beside words, so that people and programs can both use them."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from parvis.directory import vocabulary
from parvis.directory.models import Service, Statistic

#: A spreadsheet takes a cell that begins so for a formula, and would run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SERVICE_COLUMNS: dict[str, tuple[str, ...]] = {
    "fr": (
        "identifiant",
        "nom",
        "résumé",
        "sorte",
        "état",
        "organisme",
        "partenaires",
        "territoire",
        "districts",
        "palais de justice",
        "information ou conseil",
        "pour le public",
        "rôles",
        "étapes",
        "prix",
        "montant ($)",
        "qui paie",
        "langues",
        "façons",
        "rendez-vous",
        "prochaine date",
        "certitude",
        "web",
        "téléphone",
        "courriel",
        "date des faits",
        "dernière vérification",
        "à revérifier le",
        "corrections",
        "lignes du document",
    ),
    "en": (
        "id",
        "name",
        "summary",
        "kind",
        "status",
        "organization",
        "partners",
        "territory",
        "districts",
        "courthouses",
        "information or advice",
        "for the public",
        "roles",
        "stages",
        "cost",
        "amount ($)",
        "who pays",
        "languages",
        "channels",
        "booking",
        "next date",
        "certainty",
        "web",
        "phone",
        "email",
        "date of the facts",
        "last checked",
        "due again on",
        "corrections",
        "lines of the document",
    ),
}
STATISTIC_COLUMNS: dict[str, tuple[str, ...]] = {
    "fr": (
        "identifiant",
        "nom",
        "chiffre indiqué",
        "mesure",
        "unité",
        "base",
        "numérateur",
        "numérateur au plus",
        "numérateur approximatif",
        "dénominateur",
        "dénominateur en mots",
        "pourcentage",
        "pourcentage recalculé",
        "du",
        "au",
        "période",
        "districts",
        "organisme",
        "service",
        "vérification",
        "calcul refait",
        "lignes du document",
    ),
    "en": (
        "id",
        "name",
        "stated",
        "measure",
        "unit",
        "base",
        "numerator",
        "numerator at most",
        "numerator approximate",
        "denominator",
        "denominator in words",
        "percent",
        "percent recomputed",
        "from",
        "to",
        "period",
        "districts",
        "organization",
        "service",
        "verdict",
        "recomputation",
        "lines of the document",
    ),
}


def _codes(words: vocabulary.Vocabulary, codes: list[str], lang: str) -> str:
    return "; ".join(words[code].to(lang) for code in codes)


def _lines(lines: list[int]) -> str:
    return "; ".join(str(one) for one in lines)


def _yes(value: bool | None, lang: str) -> str:
    if value is None:
        return ""
    return {"fr": ("non", "oui"), "en": ("no", "yes")}[lang][value]


def service_row(one: Service, lang: str, on: date) -> list[object]:
    """A listed service; its next date from `on`."""
    costs = list(one.costs.all())
    dates = one.next_occurrences(on, 1)
    due = min((check.next_due for check in one.assurances.all() if check.next_due), default=None)
    return [
        one.pk,
        one.name.to(lang),
        one.summary.to(lang),
        vocabulary.SERVICE_KINDS[one.kind].to(lang),
        vocabulary.STATUSES[one.status].to(lang),
        one.provider.name.to(lang),
        "; ".join(each.name.to(lang) for each in one.partners),
        vocabulary.SCOPES[one.territory_scope].to(lang),
        "; ".join(each.name for each in one.districts.all()),
        "; ".join(each.name for each in one.courthouses.all()),
        vocabulary.GUIDANCES[one.guidance].to(lang),
        _yes(one.for_public, lang),
        _codes(vocabulary.ROLES, one.roles, lang),
        _codes(vocabulary.STAGES, one.stages, lang),
        _codes(vocabulary.COST_KINDS, [each.kind for each in costs], lang),
        "; ".join(str(each.amount) for each in costs if each.amount is not None),
        _codes(vocabulary.PAYERS, [each.payer for each in costs], lang),
        _codes(vocabulary.LANGUAGES, one.languages, lang),
        _codes(vocabulary.CHANNELS, one.channels, lang),
        vocabulary.BOOKINGS[one.booking].to(lang) if one.booking else "",
        dates[0].day if dates else "",
        vocabulary.CERTAINTIES[dates[0].certainty].to(lang) if dates else "",
        "" if one.web_lost else one.web,
        one.phone,
        one.email,
        one.as_of,
        one.assured_on,
        due,
        len(one.corrections.all()),
        _lines(one.source_lines),
    ]


def statistic_row(one: Statistic, lang: str) -> list[object]:
    """A listed figure."""
    return [
        one.pk,
        one.name.to(lang),
        one.stated.to(lang),
        vocabulary.MEASURES[one.measure].to(lang),
        vocabulary.UNITS[one.unit].to(lang),
        one.base,
        one.numerator,
        one.numerator_max,
        _yes(one.numerator_approximate, lang),
        one.denominator,
        one.denominator_words.to(lang) if one.denominator_words_fr else "",
        one.percent,
        one.ratio,
        one.period_from,
        one.period_to,
        one.period_words.to(lang),
        "; ".join(each.name for each in one.districts.all()),
        one.organization.name.to(lang),
        one.service.name.to(lang) if one.service else "",
        vocabulary.VERDICTS[one.verdict].to(lang),
        one.recomputation.to(lang),
        _lines(one.source_lines),
    ]


def cell(value: object) -> str:
    """A value as a cell: nothing for what is not known, and never a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def services_table(lang: str, on: date) -> str:
    """Every service as CSV; the next dates are those from `on`."""
    return table(SERVICE_COLUMNS[lang], (service_row(one, lang, on) for one in Service.objects.listed().order_by("pk")))


def statistics_table(lang: str) -> str:
    """Every figure as CSV."""
    return table(STATISTIC_COLUMNS[lang], (statistic_row(one, lang) for one in Statistic.objects.listed().in_order()))
