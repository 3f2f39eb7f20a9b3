"""The desk: what readers reported, what waits for an answer, what is due for confirmation; each row with its next act."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.desk.due import due_services
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Organization, Proposal, ReaderReport, Service, Statistic, Version
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import may
from parvis.web.access import person_of
from parvis.web.desk.due import due_rows
from parvis.web.desk.edit_keeper import behind_shown, drafts_shown
from parvis.web.desk.findings import desk_summary
from parvis.web.desk.searching import search_shown
from parvis.web.pages import language_of
from parvis.web.site.reports import about_shown
from parvis.web.team.gate import powered

#: Rows of what is due that the desk itself shows; the list has them all.
FIRST = 5


@powered("desk.read")
def desk(request: HttpRequest) -> HttpResponse:
    """A keeper's morning: three lists, each with its total and the age of its oldest."""
    me, now = person_of(request), clock.instant()
    on = day_of(now)
    reach = reach_of(me, "desk.read", at=now)
    answers, publishes = may(me, "desk.answer", at=now), may(me, "desk.publish", at=now)
    waiting = list(ReaderReport.objects.visible_to(me, at=now).waiting())
    proposals = list(Proposal.objects.visible_to(me, at=now).waiting())
    due = due_services(reach, on)
    first_due = due_rows(list(due.values_list("pk", flat=True)[:FIRST]), on)
    edits = may(me, "desk.edit", at=now)
    done = request.GET.get("done", "") if request.GET.get("done") in DONE else ""
    behind = behind_shown(reach_of(me, "desk.edit", at=now), language_of(request)) if edits else []
    context = {
        "imports": may(me, "desk.import", at=now),
        "today": on,
        "answers": answers,
        "publishes": publishes,
        "edits": edits,
        "drafts": drafts_shown(me, language_of(request)) if edits else [],
        "behind": behind,
        "behind_total": sum(one["count"] for one in behind),
        "reports": [_report(one, language_of(request)) for one in waiting],
        "oldest_report": day_of(waiting[0].filed_at) if waiting else None,
        "proposals": _proposals(proposals),
        "oldest_proposal": day_of(proposals[0].made_at) if proposals else None,
        "due": first_due,
        "due_total": due.count(),
        "oldest_due": first_due[0]["due"] if first_due else None,
        "done": done,
        "just_done": _just_done(me, done, now, language_of(request)),
    }
    context |= desk_summary(me, now, FIRST) | search_shown(request, reach)
    return render(request, "desk/desk.html", context)


#: What the desk may say was done, after a redirect.
DONE = ("answered", "confirmed", "taken", "part", "left", "brought_back", "published", "withdrawn")

#: The acts after which the desk leads to the page that they published, when it is still fresh.
PUBLISHED, FRESH = ("taken", "brought_back", "published"), timedelta(minutes=10)


def _just_done(me: Person, done: str, now: datetime, lang: str) -> dict[str, Any] | None:
    """The published page of the record that this keeper has just published; None where nothing was."""
    if done not in PUBLISHED:
        return None
    version = Version.objects.filter(by=me.code, recorded_at__gte=now - FRESH).order_by("-pk").first()
    where = about_shown(version.record, lang) if version else None
    return where if where and "id" in where else None


def _report(one: ReaderReport, lang: str) -> dict[str, Any]:
    first = one.words.partition("\n")[0]
    return {
        "pk": one.pk,
        "where": about_shown(one.about, lang),
        "filed": day_of(one.filed_at),
        "language": one.language,
        "words": first if len(first) <= 120 else first[:119] + "…",
        "by_mail": one.email is not None,
    }


def _proposals(proposals: list[Proposal]) -> list[dict[str, Any]]:
    wanted = {one.record for one in proposals}
    names: dict[str, Text] = {}
    for model in (Organization, Service, Statistic):
        names |= {one.pk: one.name for one in model._default_manager.filter(pk__in=wanted)}
    return [
        {
            "pk": one.pk,
            "record": one.record,
            "name": names.get(one.record) or one.content.get("name"),
            "made": day_of(one.made_at),
            "new": one.record not in names,
            "by_link": one.link_id is not None,
        }
        for one in proposals
    ]
