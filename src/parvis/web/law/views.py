"""The pages that are read: the way in with its search, a text, a norm, a parameter, and what is not confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.law.cases import by_norm, cases
from parvis.law.kernel.deadline import Deadline
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS
from parvis.law.texts import LAW
from parvis.law.texts.deadlines import deadlines
from parvis.law.texts.successions import predecessors, successors
from parvis.web.cache import cached_by_day, not_kept
from parvis.web.law import charts, register, shown, situations, words
from parvis.web.law.days import Day, day_of
from parvis.web.law.designed import person_words
from parvis.web.pages import language_of

#: Results of a search on one page.
A_PAGE = 20
#: Longest search; what is beyond is cut, and the page says so.
LONGEST_SEARCH = 200
#: What the address of a text says where only the norms in force on the day are shown (`?only=`).
IN_FORCE = "in-force"
#: The areas of the questions, in the order in which they are listed.
AREAS: Mapping[str, Text] = {
    "small-claims": Text("Petites créances", "Small claims"),
    "limits": Text("Prescription et intérêts", "Prescription and interest"),
    "consumer": Text("Consommation", "Consumers"),
    "family-mediation": Text("Médiation familiale", "Family mediation"),
}
_OTHER_AREA = Text("Autres questions", "Other questions")


def _shown(request: HttpRequest, template: str, day: Day, context: dict[str, Any]) -> HttpResponse:
    """A page of the law as of a day, with its chooser; kept only where it is one of few."""
    errors = [{"field": "on", "message": day.fault}] if day.fault else []
    page = render(request, template, {"day": day, "errors": errors, **context})
    return page if day.may_be_kept else not_kept(page)


@cached_by_day
def law(request: HttpRequest) -> HttpResponse:
    """The way in: texts, questions, a search over citations and paraphrases."""
    day = day_of(request, "q", "page")
    asked = request.GET.get("q", "").strip()
    found = register.search(asked[:LONGEST_SEARCH], day.day)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked[:LONGEST_SEARCH],
        "cut": len(asked) > LONGEST_SEARCH,
        "total": len(found),
        "page": page,
        "found": [shown.norm_line(one.id, day.day) for one in page],
        "texts": [_text_line(each, day) for each in register.instruments()],
        "areas": areas(),
        "numbers": _numbers(day),
    }
    return _shown(request, "law/law.html", day, context)


def areas() -> list[dict[str, Any]]:
    """Every question, by area."""
    names = [*AREAS, *sorted({each.partition("/")[0] for each in QUESTIONS} - AREAS.keys())]
    listed = [
        {
            "name": AREAS.get(area, _OTHER_AREA),
            "questions": [shown.question_line(each) for each in QUESTIONS if each.startswith(f"{area}/")],
        }
        for area in names
    ]
    return [area for area in listed if area["questions"]]


def _text_line(head: str, day: Day) -> dict[str, Any]:
    instrument = register.instruments()[head]
    ids = register.norm_ids(instrument)
    return {
        "head": head,
        "cite": shown.title_of(instrument),
        "norms": len(ids),
        "in_force": sum(1 for each in ids if register.version_on(each, day.day)),
    }


def _numbers(day: Day) -> dict[str, int]:
    return {
        "texts": len(LAW.instruments),
        "norms": len({norm.id for each in LAW.instruments for norm in each.norms}),
        "parameters": sum(1 for _ in LAW.parameters),
        "questions": len(QUESTIONS),
        "cases": len(cases()),
        "unconfirmed": len(register.unconfirmed_norms(day.day)) + len(register.unconfirmed_values(day.day)),
        "past_horizon": len(register.values_past_horizon(day.day)),
        "unknown": len(register.unknown_stretches()),
    }


@cached_by_day
def unconfirmed(request: HttpRequest) -> HttpResponse:
    """Everything that is not confirmed on the day: norms, values, values past their horizon, unknown stretches. All of it."""
    day = day_of(request)
    context = {
        "norms": [
            shown.norm_line(each.id, day.day) | shown.version_facts(each)
            for each in register.unconfirmed_norms(day.day)
        ],
        "values": _value_rows(register.unconfirmed_values(day.day), day),
        "past": _value_rows(register.values_past_horizon(day.day), day),
        "unknown": _value_rows(register.unknown_stretches(), day),
        "numbers": _numbers(day),
    }
    return _shown(request, "law/unconfirmed.html", day, context)


def _value_rows(found: list[Any], day: Day) -> list[dict[str, Any]]:
    return [
        shown.parts(parameter.id)
        | {
            "norm": shown.norm_line(parameter.norm, value.in_force.first),
            "of": shown.value_facts(parameter, value, day.day),
        }
        for parameter, value in found
    ]


@cached_by_day
def instrument(request: HttpRequest, head: str) -> HttpResponse:
    """One text: its divisions and norms in its order, as of a day; those in force on it alone (`?only=in-force`)."""
    text = register.instruments().get(head)
    if text is None:
        raise Http404
    day = day_of(request, "only")
    only = request.GET.get("only", "") == IN_FORCE
    every = [shown.norm_line(each, day.day) for each in register.norm_ids(text)]
    lines = [line for line in every if line["in_force"] or not only]
    division_of = {norm.id: norm.division for norm in text.norms}
    titles = [("", None), *((each.key, each.title) for each in text.divisions)]
    divisions = [
        {"key": key, "title": title, "norms": [line for line in lines if division_of[line["id"]] == key]}
        for key, title in titles
    ]
    context = {
        "text": text,
        "title": shown.title_of(text),
        "head": head,
        "divisions": [each for each in divisions if each["norms"]],
        "total": len(every),
        "in_force": sum(line["in_force"] for line in every),
        "only": only,
        "kept": f"&only={IN_FORCE}" if only else "",
        "fewer": f"{day.query}{'&' if day.query else '?'}only={IN_FORCE}",
        "days": sorted({norm.in_force.first for norm in text.norms if norm.in_force.first <= day.today}, reverse=True),
    }
    return _shown(request, "law/instrument.html", day, context)


@cached_by_day
def norm(request: HttpRequest, head: str, unit: str) -> HttpResponse:
    """One norm: what it says on a day, its versions, what hangs on it, who weighs it, the cases that pin it."""
    norm_id = f"{head}/{unit}"
    if norm_id not in LAW.norms:
        raise Http404
    day, lang = day_of(request), language_of(request)
    versions = LAW.norms.versions(norm_id)
    version = register.nearest_version(norm_id, day.day)
    text = register.instrument_of(norm_id)
    context = {
        "norm_id": norm_id,
        **shown.parts(norm_id),
        "text": text,
        "title": shown.title_of(text),
        "division": next((each.title for each in text.divisions if each.key == version.division), None),
        "norm": version,
        "label": register.unit_of(version),
        "in_force": day.day in version.in_force,
        "not_yet": day.day < version.in_force.first,
        "ended": versions[-1].in_force.last,
        "after": [shown.norm_on(each, day.today) for each in successors().get(norm_id, ())],
        "before": [shown.norm_on(each, day.today) for each in predecessors().get(norm_id, ())],
        **shown.version_facts(version),
        "versions": [shown.version_facts(each) for each in reversed(versions)],
        "changes": shown.changes(versions, lang),
        "bar": charts.version_bar(versions, day.day, day.today),
        "parameters": [shown.value_line(each, day.day) for each in register.parameters_of(norm_id)],
        "deadlines": [_deadline_line(each) for each in deadlines() if each.norm == norm_id],
        "questions": [shown.question_line(each) for each in register.questions_weighing(norm_id)],
        "readings": [
            {"reading": reading, "question": shown.question_line(question)}
            for question, reading in register.readings_of(norm_id)
        ],
        "cases": [
            situations.told(each, lang, day.today) for each in by_norm().get(norm_id, ()) if each.question in QUESTIONS
        ],
    }
    return _shown(request, "law/norm.html", day, context)


def _deadline_line(deadline: Deadline) -> dict[str, Any]:
    return {
        "who": person_words(deadline.who),
        "act": deadline.act_other or deadline.act,
        "if_missed": deadline.if_missed_other or deadline.if_missed,
    }


@cached_by_day
def parameter(request: HttpRequest, head: str, unit: str) -> HttpResponse:
    """One parameter: its values over time, the one of the day, who reads it."""
    parameter_id = f"{head}/{unit}"
    if parameter_id not in LAW.parameters:
        raise Http404
    day = day_of(request)
    known = LAW.parameters[parameter_id]
    line = shown.value_line(known, day.day)
    first, last = known.values[0].in_force.first, known.values[-1].in_force.last
    context = {
        "parameter": line,
        "norm": shown.norm_line(known.norm, day.day),
        "text": register.instrument_of(known.norm),
        "chart": charts.step_chart(known, day.day, day.today),
        "before": first if day.day < first else None,
        "after": last if last and day.day > last else None,
        "questions": [shown.question_line(each) for each in register.questions_using(parameter_id)],
        "late": any(value["known_from"] for value in line["values"]),
        "unit": words.value_words(known.values[-1].value, known.unit),
    }
    return _shown(request, "law/parameter.html", day, context)


for _view in (law, unconfirmed, instrument, norm, parameter):
    vars(_view)["takes_no_side"] = True
