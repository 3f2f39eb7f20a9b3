"""The notices to the Minister at an officer's desk: what waits and since when, the signed file, what was brought, acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.roster.act_words import NOTICES
from parvis.roster.actions.sending import acknowledge_notice, bring_notices, send_again
from parvis.roster.models import MinisterNotice
from parvis.roster.notices import (
    STATES,
    by_email,
    file_of,
    late,
    lines_of,
    notices_of,
    state_of,
    title_of,
    to_acknowledge,
    waiting_for,
)
from parvis.roster.policies import is_officer_of
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered
from parvis.web.typed import whole_number

A_PAGE = 40
#: The most notices of one signed file.
A_FILE = 50
_NONE = Text("Choisissez au moins un avis.", "Choose at least one notice.")


@powered("roster.certify")
def notices(request: HttpRequest) -> HttpResponse:
    """The work list: total, age of the oldest, our target; then every notice, by state. POST: those that were brought."""
    me, now, on = person_of(request), clock.now(), clock.today()
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        chosen = [number for one in request.POST.getlist("notice")[:A_FILE] if (number := whole_number(one, digits=11))]
        known = list(notices_of(me, at=now).filter(pk__in=chosen))
        try:
            if not known:
                raise Refused(_NONE, field="notice")
            bring_notices(known, by=me, at=now)
            return see(address(language_of(request), "certifying_notices") + "?done=brought")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    waiting, informing = (waiting_for(me, at=now, most=A_FILE, mandated=one) for one in (True, False))
    state = request.GET.get("state", "")
    found = notices_of(me, at=now)
    page = Paginator(found.filter(state=state) if state in STATES else found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": waiting,
        "rows": [_row(one, on) for one in waiting.notices],
        "informing": informing,
        "for_information": [_row(one, on) for one in informing.notices],
        "page": page,
        "total": page.paginator.count,
        "all": [_row(one, on) for one in page.object_list],
        "by_email": by_email(),
        "errors": errors,
        "state": state,
        "states": STATES,
        "done": request.GET.get("done", ""),
        "today": on,
    }
    return render(request, "certifying/register/notices.html", context, status=422 if errors else 200)


def _row(one: MinisterNotice, on: Any) -> dict[str, Any]:
    return {"one": one, "words": NOTICES[one.kind], "state": state_of(one), "late": late(one, on)}


def _seen(request: HttpRequest, number: int) -> MinisterNotice:
    """The notice of an address, where this person may read it; `Http404` otherwise, as where there is none."""
    seen = MinisterNotice.objects.visible_to(person_of(request), at=clock.now())
    found = seen.select_related("certification__professional", "certification__body", "act").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@powered("roster.read")
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """One notice: what it says, where it stands; send it again, say that it was brought, or that it is acknowledged."""
    found, me, now = _seen(request, number), person_of(request), clock.now()
    officer = is_officer_of(me, found.certification.body_id, at=now)
    errors: list[dict[str, Any]] = []
    acts: dict[str, Callable[[], object]] = {
        "acknowledge": lambda: acknowledge_notice(found, by=me, at=now),
        "again": lambda: send_again(found, by=me, at=now),
        "brought": lambda: bring_notices([found], by=me, at=now),
    }
    if request.method == "POST" and request.POST.get("do") in acts:
        try:
            acts[request.POST["do"]]()
            return see(f"{request.path}?done={request.POST['do']}")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    context = {
        "notice": found,
        "title": title_of(found),
        "lines": lines_of(found),
        "state": state_of(found),
        "officer": officer,
        "late": late(found, clock.today()),
        "by_email": by_email(),
        "errors": errors,
        "done": request.GET.get("done", ""),
    }
    return render(request, "certifying/register/notice.html", context, status=422 if errors else 200)


@powered("roster.certify")
def file(request: HttpRequest) -> HttpResponse:
    """The notices that wait, as one signed file; `?notice=` for one of them."""
    me, now = person_of(request), clock.now()
    number = whole_number(request.GET.get("notice", ""), digits=11)
    one = notices_of(me, at=now).filter(pk=number) if number is not None else None
    chosen = list(waiting_for(me, at=now, most=A_FILE).notices if one is None else one)
    if not chosen:
        raise Http404
    response = HttpResponse(file_of(chosen).content, content_type="application/json; charset=utf-8")
    name = chosen[0].number if len(chosen) == 1 else f"{chosen[0].number}-{chosen[-1].number}"
    response["Content-Disposition"] = f'attachment; filename="parvis-notices-{name}.json"'
    return response


@powered("roster.serve")
def received(request: HttpRequest) -> HttpResponse:
    """The Service's list: the notices that were sent and are not acknowledged yet."""
    waiting = to_acknowledge(person_of(request), at=clock.now())
    rows = [_row(one, clock.today()) for one in waiting.notices]
    return render(
        request, "certifying/register/received.html", {"waiting": waiting, "rows": rows, "today": clock.today()}
    )
