"""The pathway's answers in this visit's encrypted cookie, and the addresses of its pages."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect

from parvis.pathway.catalogue import Question, goes_elsewhere
from parvis.pathway.questions import is_complete, next_question, standing
from parvis.web.pages import address, language_of

#: The name under which the answers stand in the cookie.
NAME = "plan"


def answers_of(request: HttpRequest) -> dict[str, Any]:
    """The answers given so far, those that still stand. A cookie made by an older version may hold others."""
    kept = request.answers.get(NAME)  # type: ignore[attr-defined]
    if not isinstance(kept, dict):
        return {}
    try:
        return standing(kept)
    except (TypeError, ValueError, KeyError, AttributeError):
        return {}


def keep_answers(request: HttpRequest, answers: dict[str, Any]) -> None:
    """Put these answers in the cookie; none: nothing of the pathway stays in it."""
    if answers:
        request.answers[NAME] = answers  # type: ignore[attr-defined]
    elif NAME in request.answers:  # type: ignore[attr-defined]
        del request.answers[NAME]  # type: ignore[attr-defined]


def question_page(question: Question) -> str:
    """The name of a question's page."""
    return f"question_{question.key}"


def to_page(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponseRedirect:
    """Go to a page in this language; 303, so that coming back never sends a form twice."""
    response = HttpResponseRedirect(address(language_of(request), name, **kwargs))
    response.status_code = 303
    return response


def to_next(request: HttpRequest, answers: dict[str, Any]) -> HttpResponseRedirect:
    """Go on: to the next question, to "check your answers", or to the plan where another tribunal hears the matter."""
    question = next_question(answers)
    if question is not None:
        return to_page(request, question_page(question))
    return to_page(request, "plan" if goes_elsewhere(answers) and is_complete(answers) else "check")
