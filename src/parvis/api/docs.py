"""The API's own page: every operation of its description, from local files only, without JavaScript, in both languages."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.api.answers import Problem, language, needs_no_side, refused
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS

_TAGS: dict[str, Text] = {
    "decide": Text("Poser une question de droit", "Ask a question of law"),
    "hsds": Text("Le répertoire au format HSDS 3.1", "The directory in HSDS 3.1"),
    "directory": Text("Le répertoire en tableaux", "The directory as tables"),
    "calendar": Text("Les dates en calendriers", "The dates as calendars"),
    "mediators": Text("Le registre des médiateurs", "The register of mediators"),
    "information sessions": Text("Les séances d’information pour les parents", "Information sessions for parents"),
}
_OPERATIONS: dict[str, Text] = {
    "listQuestions": Text("Toutes les questions, avec les faits à donner", "Every question, with the facts to give"),
    "getApi": Text("La version de ce format", "The version of this format"),
    "listServices": Text("Les services", "Services"),
    "getService": Text("Un service", "One service"),
    "listOrganizations": Text("Les organismes", "Organizations"),
    "getOrganization": Text("Un organisme", "One organization"),
    "listLocations": Text("Les lieux", "Places"),
    "getLocation": Text("Un lieu", "One place"),
    "listServiceAtLocations": Text("Les services à chaque endroit", "Services at their places"),
    "getServiceAtLocation": Text("Un service à un endroit", "One service at one place"),
    "listTaxonomies": Text("Les listes de codes", "Taxonomies"),
    "getTaxonomy": Text("Une liste de codes", "One taxonomy"),
    "listTaxonomyTerms": Text("Les codes", "Terms"),
    "getTaxonomyTerm": Text("Un code", "One term"),
    "servicesCsv": Text("Tous les services, en tableau", "All services, as a table"),
    "statisticsCsv": Text("Tous les chiffres, en tableau", "All figures, as a table"),
    "serviceCalendar": Text("Les dates d’un service", "The dates of a service"),
    "districtCalendar": Text("Les dates d’un district", "The dates of a district"),
    "mediators": Text("Qui est accrédité aujourd’hui", "Who is certified today"),
    "mediatorsHsds": Text(
        "Qui est accrédité aujourd’hui, en services HSDS", "Who is certified today, as HSDS services"
    ),
    "informationSessions": Text("Les séances à venir", "Sessions to come"),
    "informationSessionCalendar": Text("Une séance, en calendrier", "One session, as a calendar"),
    "informationSessionsCalendar": Text(
        "Les séances d’un district, en calendrier", "The sessions of a district, as a calendar"
    ),
}
_PARAMETERS: dict[str, Text] = {
    "lang": Text("La langue des mots", "Language of the words"),
    "reading": Text("Une autre lecture d’un texte qui n’est pas clair", "Another reading of an unclear text"),
    "page": Text("Le numéro de la page", "Page number"),
    "per_page": Text("Le nombre de fiches par page", "Records on a page"),
    "format": Text("ndjson : toutes les fiches, une par ligne", "ndjson: all records, one a line"),
    "search": Text("Des mots ; les accents ne comptent pas", "Words; accents make no difference"),
    "taxonomy_term_id": Text("Avec ce code", "With this term"),
    "taxonomy_id": Text("Avec un code de cette liste", "With any term of this taxonomy"),
    "organization_id": Text("De cet organisme", "Of this organization"),
    "modified_after": Text("Changées à ce moment ou après", "Changed at or after this moment"),
    "minimal": Text(
        "L’identifiant et le moment du changement, sans plus", "Only the identifier and the moment of change"
    ),
    "full": Text("Avec tout ce qui se rattache à chaque fiche", "With everything that hangs on each record"),
    "full_service": Text("Avec ses services au complet", "With its services in full"),
    "parent_id": Text("Sous ce code", "Under this term"),
    "top_only": Text("Les codes qui ne sont sous aucun autre", "Terms under no other"),
    "id": Text("L’identifiant", "The identifier"),
    "kind": Text("Pour quoi ; vide : tout", "What for; empty: all"),
    "district": Text("Le nom court d’un district judiciaire", "The short name of a judicial district"),
    "language": Text("Le code d’une langue", "Code of a language"),
    "remote": Text("true : à distance ; false : en personne", "true: at a distance; false: in person"),
    "background": Text("La formation de base", "Background of the certification"),
    "number": Text("Le numéro de la séance", "The number of the session"),
    "q": Text("Des mots du nom", "Words of the name"),
    "slug": Text("Le nom court, comme dans l’adresse de la page", "The short name, as in the page’s address"),
}


@cache
def operations(lang: str) -> list[dict[str, Any]]:
    """The operations of the description, by group, each with its address, its parameters and its answers."""
    from parvis.api.urls import api

    groups: dict[str, list[dict[str, Any]]] = {tag: [] for tag in _TAGS}
    for address, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            groups[operation["tags"][0]].append(
                {
                    "method": method.upper(),
                    "address": address,
                    "anchor": operation["operationId"],
                    "summary": _summary(address, operation, lang),
                    "parameters": [_parameter(one, lang) for one in operation.get("parameters", [])],
                    "facts": _facts(address, lang),
                    "answers": sorted(str(status) for status in operation["responses"]),
                }
            )
    return [{"title": _TAGS[tag].to(lang), "operations": found} for tag, found in groups.items()]


def _question(address: str) -> Question | None:
    return QUESTIONS.get(address.removeprefix("/api/decide/"))


def _summary(address: str, operation: dict[str, Any], lang: str) -> str:
    question = _question(address)
    if question is not None:
        return question.title.to(lang)
    return _OPERATIONS[operation["operationId"]].to(lang)


def _parameter(one: dict[str, Any], lang: str) -> dict[str, Any]:
    schema = one.get("schema", {})
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return {"name": one["name"], "about": _PARAMETERS[one["name"]].to(lang), "values": values}


def _facts(address: str, lang: str) -> list[dict[str, Any]]:
    question = _question(address)
    return question.described(lang)["facts"] if question is not None else []


@needs_no_side
def docs(request: HttpRequest) -> HttpResponse:
    """The page. `?lang=en` for English."""
    try:
        lang = language(request)
    except Problem as problem:
        return refused(problem)
    other = "en" if lang == "fr" else "fr"
    context = {
        "lang": lang,
        "other_lang": other,
        "other_lang_url": f"{request.path}?lang={other}",
        "groups": operations(lang),
    }
    response = render(request, "api/docs.html", context)
    response["Content-Language"] = lang
    response["Vary"] = "Accept-Language"
    return response
