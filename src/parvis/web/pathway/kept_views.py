"""Kept plans: keeping one under an unguessable address, showing it, taking it up again, deleting it.

Whoever has the address may read and delete; it is in no log and in no other page. Absent, expired and deleted give
the same answer.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from parvis.config import clock
from parvis.law.questions import Refusal
from parvis.pathway.actions import KEPT_DAYS, TooManyPlans, delete_kept_plan, keep_plan
from parvis.pathway.catalogue import couples
from parvis.pathway.models import KeptPlan
from parvis.pathway.questions import is_complete, standing
from parvis.web.pages import address, language_of
from parvis.web.pathway import showing
from parvis.web.pathway.answers import answers_of, keep_answers, to_next, to_page


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Say what keeping means; on POST keep the plan and go to its address."""
    answers = answers_of(request)
    if not is_complete(answers):
        return to_next(request, answers)
    if request.method == "POST":
        try:
            kept_now = keep_plan(answers, by="visitor", at=clock.now())
        except TooManyPlans:
            return _full(request)
        return _private(to_page(request, "kept_plan", token=kept_now.token))
    return render(request, "pathway/keep.html", {"days": KEPT_DAYS, "exit": couples(answers)})


def _full(request: HttpRequest) -> HttpResponse:
    """The day's number of plans is reached: said, with the other ways to keep this one."""
    response = render(request, "pathway/keep.html", {"days": KEPT_DAYS, "full": True}, status=503)
    response["Retry-After"] = "3600"
    return _private(response)


def _found(token: str) -> tuple[KeptPlan, dict[str, Any]]:
    """The kept plan at this address and its answers; 404 where there is none."""
    found = KeptPlan.objects.found_by(token, on=clock.today()) if len(token) <= 64 else None
    answers = standing(found.opened_with(token)) if found else {}
    if found is None or not is_complete(answers):
        raise Http404
    return found, answers


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the key: it is not passed on, kept by a cache or listed by a search engine."""
    response["Referrer-Policy"] = "same-origin"  # "no-referrer" would hide the origin of our own forms too
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def kept(request: HttpRequest, token: str) -> HttpResponse:
    """A kept plan, as of today."""
    found, answers = _found(token)
    lang = language_of(request)
    context = {
        "kept": found,
        "kept_address": request.build_absolute_uri(),
        "pdf_url": address(lang, "kept_plan_pdf", token=token),
        "calendar_url": address(lang, "kept_plan_calendar", token=token),
        "delete_url": address(lang, "kept_plan_delete", token=token),
        "resume_url": address(lang, "kept_plan_resume", token=token),
    }
    return _private(showing.as_page(request, answers, context))


@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF of a kept plan."""
    return _file(request, token, showing.as_pdf)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file of a kept plan."""
    return _file(request, token, showing.as_calendar)


def _file(
    request: HttpRequest, token: str, show: Callable[[HttpRequest, dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """A file of a kept plan; back to its page where its days contradict each other."""
    _, answers = _found(token)
    try:
        return _private(show(request, answers))
    except Refusal:
        return _private(to_page(request, "kept_plan", token=token))


@require_http_methods(["POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Take the answers of a kept plan up in this visit, to change them. The kept plan itself stays as it is."""
    _, answers = _found(token)
    keep_answers(request, answers)
    return _private(to_page(request, "check"))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Delete a kept plan, once confirmed."""
    found, _ = _found(token)
    if request.method == "POST":
        delete_kept_plan(found, by="visitor", at=clock.now())
        return _private(render(request, "pathway/deleted.html"))
    back = address(language_of(request), "kept_plan", token=token)
    return _private(render(request, "pathway/delete.html", {"kept": found, "back": back}))
