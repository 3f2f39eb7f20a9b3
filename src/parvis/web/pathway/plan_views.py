"""The plan of this visit: page, PDF, calendar file. Its answers are in the cookie; nothing is stored."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parvis.law.questions import Refusal
from parvis.pathway.questions import is_complete
from parvis.web.pages import address, language_of
from parvis.web.pathway import showing
from parvis.web.pathway.answers import answers_of, to_next, to_page


def _of_this_visit(
    show: Callable[[HttpRequest, dict[str, Any]], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A view of a complete plan; an incomplete one leads to the question that is missing."""

    def view(request: HttpRequest) -> HttpResponse:
        answers = answers_of(request)
        if not is_complete(answers):
            return to_next(request, answers)
        try:
            return show(request, answers)
        except Refusal:
            return to_page(request, "plan")

    view.__doc__ = show.__doc__
    return require_safe(view)


@_of_this_visit
def plan(request: HttpRequest, answers: dict[str, Any]) -> HttpResponse:
    """The plan as a page."""
    lang = language_of(request)
    files = {
        "pdf_url": address(lang, "plan_pdf"),
        "calendar_url": address(lang, "plan_calendar"),
        "keep_url": address(lang, "plan_keep"),
    }
    return showing.as_page(request, answers, files)


@_of_this_visit
def pdf(request: HttpRequest, answers: dict[str, Any]) -> HttpResponse:
    """The plan as a PDF to print."""
    return showing.as_pdf(request, answers)


@_of_this_visit
def calendar(request: HttpRequest, answers: dict[str, Any]) -> HttpResponse:
    """The plan as a calendar file."""
    return showing.as_calendar(request, answers)
