"""A service as its keepers see it: how each fact is known, its versions; an earlier version beside what is published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.actions import MODELS
from parvis.directory.desk.assuring import OLDEST, confirm_facts
from parvis.directory.desk.changing import bring_back, differences, published_of, reaches
from parvis.directory.desk.reach import Reach, reach_of
from parvis.directory.models import Proposal, ReaderReport, Service, Version
from parvis.directory.models.organization import Record
from parvis.directory.vocabulary import ASSURANCES, FIELDS
from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.desk.attempts import TRIED, attempt_said, attempt_typed, noted
from parvis.web.desk.findings import findings_about
from parvis.web.desk.published import published_words
from parvis.web.directory.records import assurances
from parvis.web.directory.shown import reached_at
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

#: Ways of checking that a keeper may name; the document of 2024 was read once.
WAYS = ("called", "visited", "page_read", "declared")
#: Kinds of facts that a check may always be of; the others of `FIELDS` where a check of the record already is.
CHECKED = (
    "name",
    "summary",
    "details",
    "status",
    "access",
    "schedules",
    "costs",
    "eligibility",
    "territory",
    "organizations",
    "corrections",
)


@powered("desk.read")
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """The record page: confirm what was checked; every version, newest first."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    record = Service.objects.listed().filter(slug=slug).first()
    if record is None or not reach_of(me, "desk.read", at=now).has(record.pk):
        raise Http404
    edits = may(me, "desk.edit", at=now) and reach_of(me, "desk.edit", at=now).has(record.pk)
    typed: dict[str, Any] = {"fields": [], "how": "", "on": short_date(day_of(clock.instant())).to(lang)}
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        if not edits:
            raise Http404
        tries = request.POST.get("act") == "attempt"
        if not tries:
            typed = {
                "fields": request.POST.getlist("fields")[:30],
                "how": request.POST.get("how", "")[:20],
                "on": request.POST.get("on", "")[:60],
            }
        try:
            if tries:
                noted(request, record, attempt_typed(request))
                return see(address(lang, "desk_service", slug=slug) + "?done=attempted")
            _confirm(record, typed, request.POST.get("seen", "")[:64], me)
            return see(address(lang, "desk_service", slug=slug) + "?done=confirmed")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            record = Service.objects.listed().get(pk=record.pk)
    context = _record_context(record, me, now) | {
        "edits": edits,
        "typed": typed,
        "errors": errors,
        "reached": reached_at(record),
        "publishes": may(me, "desk.publish", at=now) and reach_of(me, "desk.publish", at=now).has(record.pk),
        "provider_href": page_within(record.provider, reach_of(me, "desk.read", at=now), lang),
        "proposes": reach_of(me, "desk.propose", at=now).has(record.provider.pk),
        "provider_reached": reached_at(record.provider),
        "attempt": attempt_typed(request),
        "attempts": [attempt_said(one) for one in record.attempts.order_by("-pk")],
        "tried": [{"value": code, "label": words} for code, words in TRIED.items()],
        "faults": dict.fromkeys(("fields", "how", "on", "tried", "tried_on", "again_on"), "")
        | {one["field"]: one["message"] for one in errors if one["field"]},
        "answers": may(me, "desk.answer", at=now),
        "done": done if (done := request.GET.get("done", "")) in ("confirmed", "attempted") else "",
    }
    return render(request, "desk/service.html", context, status=422 if errors else 200)


def _record_context(record: Service, me: Person, now: datetime) -> dict[str, Any]:
    versions = list(Version.objects.of("service", record.pk))
    return {
        "service": record,
        "assurances": assurances(record, day_of(clock.instant())),
        "fields": _fields(record),
        "ways": [{"value": one, "label": ASSURANCES[one]} for one in WAYS],
        "versions": versions,
        "present": versions[0] if versions else None,
        "reports": list(ReaderReport.objects.visible_to(me, at=now).waiting().filter(about=record.pk)),
        "findings": findings_about(record.pk, me, now),
        "proposals": list(Proposal.objects.visible_to(me, at=now).waiting().filter(kind="service", record=record.pk)),
    }


def _fields(record: Service) -> list[dict[str, Any]]:
    """The kinds of facts that may be confirmed: what is published of each, those to look at again first."""
    on = day_of(clock.instant())
    late: dict[str, date] = {}
    for check in record.assurances.all():
        if (day := check.next_due) is not None and check.is_due(on):
            late |= {field: min(day, late.get(field, day)) for field in check.fields}
    known = {field for check in record.assurances.all() for field in check.fields}
    offered = [one for one in FIELDS if one in CHECKED or one in known]
    return [
        {"value": one, "label": _label(one, late.get(one)), "hint": published_words(record, one)}
        for one in sorted(offered, key=lambda one: one not in late)
    ]


def _label(field: str, due: date | None) -> Text:
    name = FIELDS[field]
    if due is None:
        return name
    day = short_date(due)
    return Text(f"{name.fr} – à revoir depuis le {day.fr}", f"{name.en} – due since {day.en}")


def _confirm(record: Service, typed: dict[str, Any], seen: str, me: Person) -> None:
    today = day_of(clock.instant())
    try:
        on = read_day(typed["on"], on=today, earliest=today - OLDEST, latest=today)
    except Unclear as unclear:
        raise Refused(unclear.text, field="on") from unclear
    if not set(typed["fields"]) <= set(FIELDS) or typed["how"] not in (*WAYS, ""):
        raise Http404
    confirm_facts(record, fields=typed["fields"], how=typed["how"], on=on, seen=seen, by=me, at=clock.instant())


@powered("desk.read")
def version(request: HttpRequest, number: int) -> HttpResponse:
    """An earlier version beside the published one; brought back, it becomes one more version."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    held = Version.objects.filter(pk=number).first()
    if held is None or not reaches(reach_of(me, "desk.read", at=now), held):
        raise Http404
    publishes = may(me, "desk.publish", at=now) and reaches(reach_of(me, "desk.publish", at=now), held)
    errors = []
    if request.method == "POST":
        if not publishes:
            raise Http404
        try:
            bring_back(held, seen=request.POST.get("seen", "")[:64], by=me, at=clock.instant())
            return see(address(lang, "desk") + "?done=brought_back")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    present = published_of(held.kind, held.record)
    context = _beside(held.kind, held.record, held.content, lang) | {
        "version": held,
        "publishes": publishes,
        "errors": errors,
        "is_present": present is not None and present.pk == held.pk and not held.withdrawn,
        "versions": list(Version.objects.of(held.kind, held.record)),
    }
    return render(request, "desk/version.html", context, status=422 if errors else 200)


def _beside(kind: str, record: str, content: dict[str, Any], lang: str) -> dict[str, Any]:
    """A text beside the published one: the values that differ, and the digest that the keeper saw."""
    present = published_of(kind, record)
    withdrawn = present if present is not None and present.withdrawn else None
    row = MODELS[kind]._default_manager.filter(pk=record).first()
    return {
        "name": content["name"],
        "record": record,
        "page": record_page(kind, record, lang),
        "present": present,
        "withdrawn": withdrawn,
        "seen": row.digest if row else "",
        "differences": differences(kind, present.content if present else {}, content) if present else [],
    }


def record_page(kind: str, record: str, lang: str) -> str:
    """The keepers' page of a record; "" for one that is not published."""
    row = MODELS[kind]._default_manager.filter(pk=record).first()
    if row is None:
        return ""
    return address(lang, f"desk_{kind}", slug=record if kind == "statistic" else getattr(row, "slug", ""))


def page_within(record: Record, reach: Reach, lang: str) -> str:
    """Where a record that another one names is read: its keepers' page where it is within reach, else its published page."""
    kind = next(code for code, model in MODELS.items() if isinstance(record, model))
    slug = str(record.pk) if kind == "statistic" else str(getattr(record, "slug", ""))
    if reach.has(str(record.pk)):
        return address(lang, f"desk_{kind}", slug=slug)
    return address(lang, "figures") + f"#{record.pk}" if kind == "statistic" else address(lang, kind, slug=slug)
