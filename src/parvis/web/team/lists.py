"""The lists: who may do what, a person, what an account did, the yearly review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text
from parvis.people.actions.roles import confirm_role
from parvis.people.models import Invitation, Membership, Person
from parvis.people.models.role import MembershipQuerySet, day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.people.roles import roles
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.desks import desks_of
from parvis.web.team.gate import person_shown, powered
from parvis.web.team.shown import STATES, act_rows, invitation_rows, last_sign_ins, membership_rows, organization_names
from parvis.web.typed import few_words

#: Rows on one page of a list.
A_PAGE = 50


def team(request: HttpRequest) -> HttpResponse:
    """Who may do what, as far as this reader may know, with filters that stay in the address."""
    me, now = person_of(request), clock.instant()
    known = Membership.objects.visible_to(me, at=now)
    chosen = {
        "state": request.GET.get("state") if request.GET.get("state") in (*STATES, "all") else "in_force",
        "role": request.GET.get("role") if request.GET.get("role") in roles() else "",
        "organization": request.GET.get("organization", "")[:120],
        "q": few_words(request.GET.get("q", ""), most=120),
    }
    bodies = organization_names(known.values_list("organization", flat=True).distinct())
    found = _narrowed(known, chosen, at=now).listed()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    waiting = Invitation.objects.visible_to(me, at=now).waiting(at=now).order_by("expires_at", "pk")
    context = {
        "rows": membership_rows(page.object_list, at=now),
        "page": page,
        "total": page.paginator.count,
        "chosen": chosen,
        "manages": may(me, "team.manage", at=now),
        "operates": may(me, "team.operate", at=now),
        "states": [{"value": code, "label": name} for code, name in STATES.items()]
        + [{"value": "all", "label": Text("Tous", "All")}],
        "roles": [{"value": one.code, "label": one.name} for one in roles().values()],
        "bodies": [{"value": slug or "parvis", "label": name} for slug, name in bodies.items()],
        "invited": request.GET.get("invited") == "1" and waiting.filter(invited_by=me.code).order_by("-pk").first(),
        "invitations": invitation_rows(waiting),
        "waiting": waiting.count(),
        "due": Membership.objects.visible_to(me, at=now).to_review(day_of(now)).count(),
        "desks": desks_of(me, language_of(request), at=now),
    }
    return render(request, "team/team.html", context)


staff_page(team)


def _narrowed(known: MembershipQuerySet, chosen: dict[str, Any], *, at: datetime) -> MembershipQuerySet:
    on = day_of(at)
    if chosen["state"] == "in_force":
        known = known.in_force(on)
    elif chosen["state"] == "to_come":
        known = known.not_over(on).filter(from_day__gt=on)
    elif chosen["state"] == "over":
        known = known.over(on)
    if chosen["role"]:
        known = known.filter(role=chosen["role"])
    if chosen["organization"]:
        known = known.filter(organization="" if chosen["organization"] == "parvis" else chosen["organization"])
    if chosen["q"]:
        known = known.filter(person__name__icontains=chosen["q"])
    return known


@powered("team.read")
def person(request: HttpRequest, number: int) -> HttpResponse:
    """A person: their roles, present and past; what can be done about them."""
    me, now = person_of(request), clock.instant()
    who = person_shown(request, number)
    held = (
        Membership.objects.visible_to(me, at=now)
        .filter(person=who)
        .select_related("person")
        .order_by("-from_day", "-pk")
    )
    context = {
        "who": who,
        "own": who.pk == me.pk,
        "rows": membership_rows(held, at=now),
        "manages": may(me, "team.manage", at=now),
        "operates": may(me, "team.operate", at=now),
        "sees_acts": _may_see_acts(me, who),
        "done": request.GET.get("done", "") if request.GET.get("done") in DONE else "",
    }
    return render(request, "team/person.html", context)


#: What the page of a person may say was done.
DONE = ("granted", "ended", "end_set", "left")


def _may_see_acts(me: Person, who: Person) -> bool:
    return me.pk == who.pk or may(me, "team.read_all", at=clock.instant())


@powered("team.read")
def acts(request: HttpRequest, number: int) -> HttpResponse:
    """What an account did, from the journal, newest first. Its owner sees it, and an operator in their mode."""
    who = person_shown(request, number)
    if not _may_see_acts(person_of(request), who):
        raise Http404
    page = Paginator(Entry.objects.filter(by=who.code).order_by("-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"who": who, "rows": act_rows(page.object_list), "page": page, "total": page.paginator.count}
    return render(request, "team/acts.html", context)


@powered("team.manage")
def review(request: HttpRequest) -> HttpResponse:
    """The yearly review as a work list: roles that nobody looked at for a year, each to confirm or end."""
    me, now = person_of(request), clock.instant()
    errors = []
    if request.method == "POST":
        typed = request.POST.get("role", "")
        held = Membership.objects.visible_to(me, at=now).filter(pk=int(typed)).first() if _is_number(typed) else None
        if held is None:
            raise Http404
        try:
            confirm_role(held, by=me, at=now)
            return see(address(language_of(request), "team_review"))
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    due = Membership.objects.visible_to(me, at=now).to_review(day_of(now)).select_related("person")
    page = Paginator(due, A_PAGE).get_page(request.GET.get("page"))
    rows = membership_rows(page.object_list, at=now)
    last_seen = last_sign_ins(one.person_id for one in page.object_list)
    for row in rows:
        row["last_seen"] = last_seen.get(row["person"].pk)
    oldest = due.values_list("reviewed_on", flat=True).first()
    context = {
        "rows": rows,
        "page": page,
        "total": page.paginator.count,
        "oldest": oldest,
        "errors": errors,
        "me": me.pk,
        "today": day_of(now),
    }
    return render(request, "team/review.html", context, status=422 if errors else 200)


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 18
