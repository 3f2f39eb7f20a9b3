"""The people whom a body follows: the list, and the file of one certification with its acts, its days and its notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.pathway.inputs import Unclear, read_day
from parvis.roster.act_words import ACTS, NOTICES, REQUESTS, STATUS_WORDS, cite_of
from parvis.roster.course import course_of, first_day
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models import Certification, StandingAct, StandingPeriod
from parvis.roster.names import name_key
from parvis.roster.policies import bodies_of, is_officer_of
from parvis.roster.possible import counted_acts, returns
from parvis.roster.progress import beginning_of
from parvis.roster.standing import chain, status_on
from parvis.roster.telling import mailbox_of, words_of
from parvis.roster.unrecorded import period_ends, unrecorded
from parvis.web.access import person_of
from parvis.web.team.gate import powered

A_PAGE = 40
#: How long a change of contact details is pointed out. Not legal: an officer comes back to the list within a month.
RECENT = timedelta(days=30)


def followed(request: HttpRequest, number: int) -> Certification:
    """The certification of an address, of a body whose officer this is; `Http404` otherwise, as where there is none."""
    found = Certification.objects.select_related("professional", "body").filter(pk=number).first()
    if found is None or not is_officer_of(person_of(request), found.body_id, at=clock.now()):
        raise Http404
    return found


@powered("roster.certify")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whom the bodies of this officer follow, by name; where each stands today."""
    now = clock.now()
    bodies, on = bodies_of(person_of(request), at=now), clock.today()
    today = StandingPeriod.objects.on(on).filter(certification=OuterRef("pk")).values("status")[:1]
    found = Certification.objects.filter(body__in=bodies).select_related("professional__file", "body")
    found = found.annotate(status=Coalesce(Subquery(today), Value("none"))).order_by("professional__name_key", "pk")
    status, text = request.GET.get("status", ""), " ".join(request.GET.get("q", "")[:80].replace("\x00", " ").split())
    status = status if status in STATUS_WORDS else ""
    if status:
        found = found.filter(status=status)
    changed = found.filter(professional__file__contact_changed_at__gte=now - RECENT)
    recent = request.GET.get("changed") == "1"
    moved, found = changed.count(), changed.order_by("-professional__file__contact_changed_at") if recent else found
    for word in name_key(text).split()[:6]:
        found = found.filter(professional__name_key__contains=word)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "one": one,
            "kind": CERTIFICATIONS[one.kind],
            "status": STATUS_WORDS[vars(one)["status"]],
            "moved": _moved(one, now),
        }
        for one in page
    ]
    options = [{"value": code, "label": words} for code, words in STATUS_WORDS.items()]
    return render(
        request,
        "certifying/register/people.html",
        {
            "rows": rows,
            "page": page,
            "total": page.paginator.count,
            "text": text,
            "status": status,
            "options": options,
            "moved": moved,
            "recent": recent,
        },
    )


def _moved(one: Certification, now: datetime) -> datetime | None:
    """When this person changed how they are reached, where that is recent."""
    file = getattr(one.professional, "file", None)
    when = file.contact_changed_at if file else None
    return when if when is not None and when >= now - RECENT else None


@powered("roster.certify")
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody without an account is to be told of their certification, to print and send by post."""
    held, on = followed(request, number), clock.today()
    status, period = status_on(held, on)
    own = getattr(held.professional, "file", None)
    context = {"held": held, "own": own, "on": on, "lines": words_of(held, status, period)}
    return render(request, "certifying/register/letter.html", context)


def _unrecorded(held: Certification, acts: Sequence[StandingAct], on: date) -> str:
    """Where an earlier register does not say how the undertaking ended: `page` where its page records it, else `import`."""
    begun = beginning_of(acts, on) if held.kind == "family_mediation" else None
    if begun is None or begun.kind != "undertaking" or not unrecorded(acts, begun.day):
        return ""
    return "import" if period_ends(begun.day) is None else "page"


@powered("roster.certify")
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One certification: where it stands, where it stood on a day, its acts each with its norm, its notices."""
    held, on = followed(request, number), clock.today()
    typed = " ".join(request.GET.get("day", "")[:60].split())
    day, fault = on, None
    if typed:
        try:
            day = read_day(typed, on=on, earliest=first_day(held.kind), latest=on)
        except Unclear as unclear:
            fault = unclear.text
    status, period = status_on(held, day)
    acts = counted_acts(held)
    course = course_of(held.kind, acts)
    context: dict[str, Any] = {
        "held": held,
        "kind": CERTIFICATIONS[held.kind],
        "file": getattr(held, "file", None),
        "own": getattr(held.professional, "file", None),
        "reached": mailbox_of(held.professional),
        "typed": typed,
        "day": day,
        "fault": fault,
        "status": STATUS_WORDS[status],
        "code": status,
        "period": period,
        "last": period.days.upper - timedelta(days=1) if period and period.days.upper else None,
        "is_today": day == on,
        "links": [
            {
                "link": one,
                "words": ACTS[one.act.kind],
                "norm": cite_of(one.act.norm),
                "notice": getattr(one.act, "notice", None),
                "status": STATUS_WORDS[one.period.status] if one.period else None,
            }
            for one in chain(held, on if not typed else day)
        ],
        "notices": [
            {"notice": one, "words": NOTICES[one.kind]} for one in held.notices.select_related("act").order_by("pk")
        ],
        "left": [one.why for one in course.decision.for_a_person] if course.decision else [],
        "asked_again": REQUESTS.get(course.request or "") if course.status == "cancelled" else None,
        "unrecorded": _unrecorded(held, acts, on) if course.status in ("certified", "suspended") else "",
        "returns": returns(held),
        "done": request.GET.get("done", ""),
        "errors": [{"field": "day", "message": fault}] if fault else [],
    }
    return render(request, "certifying/register/person.html", context, status=422 if fault else 200)
