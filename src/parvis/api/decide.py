"""`POST /api/decide/<question>`: the same question, the same facts, the same answer as `parvis decide`."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import Router

from parvis.api.answers import ERROR_SCHEMA, Problem, answer, language
from parvis.api.facts_schema import schema_of
from parvis.law import questions
from parvis.law.kernel.facts import Fault, Reason, shown
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.kernel.written import LONGEST, facts_from

router = Router(tags=["decide"])
#: The most faults that an answer lists: a body of a million commas has as many, and the first ones say enough.
MOST_FAULTS = 50
_MORE = Reason(
    "more_faults",
    "none; the first {most} are listed",
    Text("Il y a {count} fautes ; voici les {most} premières.", "There are {count} faults; here are the first {most}."),
)
_LANG = {
    "name": "lang",
    "in": "query",
    "schema": {"type": "string", "enum": ["fr", "en"]},
    "description": "Language of the reasons.",
}
_DECISION = {
    "type": "object",
    "required": ["question", "on", "certain", "outcome", "findings", "for_a_person"],
    "properties": {
        "question": {"type": "string"},
        "on": {"type": "string", "format": "date"},
        "certain": {"type": "boolean"},
        "past_horizon": {"type": "array", "items": {"type": "object"}},
        "unconfirmed": {"type": "array", "items": {"type": "object"}},
        "readings": {"type": "array", "items": {"type": "object"}},
        "outcome": {"type": "object"},
        "findings": {"type": "array", "items": {"type": "object"}},
        "for_a_person": {"type": "array", "items": {"type": "object"}},
    },
}


def _content(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_REFUSALS = {
    404: _content(ERROR_SCHEMA, "There is no such question."),
    413: _content(ERROR_SCHEMA, f"The facts are longer than {LONGEST} characters."),
    422: _content(ERROR_SCHEMA, "The facts are refused: each fault with its JSON Pointer."),
}


def facts_of(request: HttpRequest) -> object:
    """The facts in the body. Problem 413 for too many; `Refusal` for what is not one JSON value written strictly."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > 4 * LONGEST:
        raise Problem.of(413, "", f"{length} bytes", f"at most {LONGEST} characters")
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise Problem.of(413, "", "too many bytes", f"at most {LONGEST} characters") from error
    if len(body) > LONGEST:
        raise Problem.of(413, "", f"{len(body)} bytes", f"at most {LONGEST} characters")
    return facts_from(body)


def readings_of(request: HttpRequest) -> dict[str, str]:
    """The readings chosen: `?reading=KEY=VALUE`, as often as needed."""
    chosen: dict[str, str] = {}
    for one in request.GET.getlist("reading"):
        key, sign, value = one.partition("=")
        if not (key and sign and value):
            raise Problem.of(422, "/readings", one[:80], "KEY=VALUE")
        chosen[key] = value
    return chosen


def _listed(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """The faults as the answer writes them; where there are too many, the first ones and, last, how many there are."""
    listed = [fault.as_json() for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        listed.append(_more(faults).as_json())
    return listed


def _told(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """The same faults by their codes, in a sentence of each language."""
    first = [*faults[:MOST_FAULTS], *([_more(faults)] if len(faults) > MOST_FAULTS else [])]
    return [{"at": fault.at, "code": fault.code, **fault.written.as_json()} for fault in first]


def _more(faults: Sequence[Fault]) -> Fault:
    return _MORE.at("", f"{len(faults)} faults", most=MOST_FAULTS, count=len(faults))


def decide(request: HttpRequest, question: str) -> HttpResponse:
    """One decision. No database, no account, nothing kept."""
    lang = language(request)
    if question not in questions.QUESTIONS:
        raise Problem.of(404, "/question", shown(question), "one of " + ", ".join(questions.QUESTIONS))
    try:
        decision = questions.answer(question, facts_of(request), lang, readings_of(request))
    except questions.Refusal as refusal:
        raise Problem(422, _listed(refusal.faults), _told(refusal.faults)) from refusal
    return answer(decision, lang=lang)


@router.get(
    "",
    operation_id="listQuestions",
    summary="Every question, with the facts it takes and what it answers",
    openapi_extra={
        "parameters": [_LANG],
        "responses": {
            200: _content(
                {"type": "array", "items": {"type": "object", "required": ["question", "facts"]}}, "The questions."
            ),
            422: _REFUSALS[422],
        },
    },
)
def list_questions(request: HttpRequest) -> HttpResponse:
    """Every question that can be asked."""
    lang = language(request)
    return answer(questions.catalogue(lang), lang=lang)


def _declare(question: Question) -> None:
    """One documented route a question, so that its facts stand in the OpenAPI description."""
    parameters: list[dict[str, Any]] = [_LANG]
    if question.readings:
        chosen = [f"{each.key}={value}" for each in question.readings for value in each.alternatives]
        parameters.append(
            {
                "name": "reading",
                "in": "query",
                "explode": True,
                "description": "Another reading of an unclear text.",
                "schema": {
                    "type": "array",
                    "items": {"type": "string", "enum": chosen},
                    "maxItems": len(question.readings),
                },
            }
        )

    def view(request: HttpRequest) -> HttpResponse:
        return decide(request, question.id)

    view.__name__ = "decide_" + question.id.replace("/", "_").replace("-", "_")
    router.post(
        f"/{question.id}",
        operation_id=view.__name__,
        summary=question.title.en,
        openapi_extra={
            "parameters": parameters,
            "requestBody": {"required": True, "content": {"application/json": {"schema": schema_of(question)}}},
            "responses": {200: _content(_DECISION, "The decision."), 413: _REFUSALS[413], 422: _REFUSALS[422]},
        },
    )(view)


for _question in questions.QUESTIONS.values():
    _declare(_question)


@router.post("/{path:question}", include_in_schema=False)
def unknown_question(request: HttpRequest, question: str) -> HttpResponse:
    """Any other question: 404, with those that there are."""
    return decide(request, question)
