"""An organization and a figure as their keepers see them: what is said about each, its versions, what waits, what depends on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.desk.assuring import OLDEST
from parvis.directory.desk.changing import reaches
from parvis.directory.desk.confirming import confirm_record, confirmations_of
from parvis.directory.desk.proposing import address_shown, end_link, open_own_link, send_link
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Organization, Proposal, ProposalLink, ReaderReport, Service, Statistic, Version
from parvis.directory.models.proposing import OPEN_FOR
from parvis.directory.vocabulary import ASSURANCES
from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import coming_of, see
from parvis.web.desk.changes import WAYS, page_within
from parvis.web.desk.findings import findings_about
from parvis.web.desk.searching import search_shown
from parvis.web.directory.shown import reached_at
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

Faults = list[dict[str, Any]]
#: What a page of a record may say was done, after a redirect.
DONE = ("confirmed", "link_sent", "link_ended")
LINK_STATES = {
    "open": Text("ouvert", "open"),
    "submitted": Text("proposition reçue", "proposal received"),
    "ended": Text("fermé", "closed"),
    "expired": Text("échu", "expired"),
}


@powered("desk.read")
def organizations(request: HttpRequest) -> HttpResponse:
    """Every organization within reach, with its services that are due, its proposals and its open links."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    reach, on = reach_of(me, "desk.read", at=now), day_of(now)
    late = dict(
        Service.objects.filter(involvements__position=0, assurances__next_due__lte=on)
        .exclude(status="ended")
        .order_by()
        .values_list("involvements__organization")
        .annotate(count=Count("pk", distinct=True))
    )
    links = Counter(ProposalLink.objects.visible_to(me).open(now).values_list("organization", flat=True))
    rows = [
        {"organization": one, "late": late.get(one.pk, 0), "links": links[one.pk]}
        for one in Organization.objects.by_name(lang)
        if reach.has(one.pk)
    ]
    figures = [one for one in Statistic.objects.in_order() if reach.has(one.pk)]
    withdrawn = [
        {"pk": one.pk, "record": one.record, "name": one.content["name"], "on": one.valid_from, "reason": one.reason}
        for one in Version.objects.withdrawn_now()
        if reaches(reach, one)
    ]
    context = {"rows": rows, "figures": figures, "withdrawn": withdrawn} | search_shown(request, reach)
    return render(request, "desk/organizations.html", context)


@powered("desk.read")
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an organization: whom to call, its services and figures, its versions, the links sent to it."""
    found = Organization.objects.listed().filter(slug=slug)
    return _page(request, "desk/organization.html", slug, found, _of_organization)


@powered("desk.read")
def statistic(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a figure."""
    return _page(request, "desk/statistic.html", slug, Statistic.objects.listed().filter(pk=slug), _of_figure)


def _page(
    request: HttpRequest, template: str, slug: str, found: Any, more: Callable[[HttpRequest, Any], dict[str, Any]]
) -> HttpResponse:
    """The page of a record within reach, and what is sent from it; `more`: what only this kind of record shows."""
    me = person_of(request)
    record, kind = found.first(), template.removeprefix("desk/").removesuffix(".html")
    if record is None or not reach_of(me, "desk.read", at=clock.instant()).has(record.pk):
        raise Http404
    typed, errors = _typed(request), list[dict[str, Any]]()
    if request.method == "POST":
        if request.POST.get("act") == "propose" and isinstance(record, Organization):
            return _proposing(request, record, me)
        done, errors = _acted(request, record, typed, me)
        if done:
            return see(f"{address(language_of(request), f'desk_{kind}', slug=slug)}?done={done}")
        record = found.get()
    context = _shown(request, kind, record, typed, errors) | {kind: record} | more(request, record)
    return render(request, template, context, status=422 if errors else 200)


def _proposing(request: HttpRequest, record: Organization, me: Person) -> HttpResponse:
    """Somebody who acts for an organization goes on to the page of a link of their own; back with the reason where not."""
    lang, now = language_of(request), clock.instant()
    if not (may(me, "desk.propose", at=now) and reach_of(me, "desk.propose", at=now).has(record.pk)):
        raise Http404
    try:
        _, token = open_own_link(record, addresses=coming_of(request).addresses, by=me, at=now)
    except Refused as refused:
        errors = [{"field": "", "message": refused.reason}]
        context = _shown(request, "organization", record, _typed(request), errors)
        context |= {"organization": record} | _of_organization(request, record)
        return render(request, "desk/organization.html", context, status=422)
    return see(address(lang, "proposal_link", token=token))


def _of_figure(request: HttpRequest, record: Statistic) -> dict[str, Any]:
    """Where the organization and the service of a figure are read."""
    reach, lang = reach_of(person_of(request), "desk.read", at=clock.instant()), language_of(request)
    return {
        "body_href": page_within(record.organization, reach, lang),
        "service_href": page_within(record.service, reach, lang) if record.service else "",
    }


def _of_organization(request: HttpRequest, record: Organization) -> dict[str, Any]:
    me, lang, now = person_of(request), language_of(request), clock.instant()
    services = (
        Service.objects.listed().filter(involvements__organization=record).distinct().order_by(f"name_{lang}", "pk")
    )
    reach = reach_of(me, "desk.read", at=now)
    figures = Statistic.objects.filter(organization=record).order_by("pk")
    parts = Organization.objects.filter(parent=record).by_name(lang)
    return {
        "reached": reached_at(record),
        "services": [one | {"href": page_within(one["service"], reach, lang)} for one in _services(services, record)],
        "figures": [{"figure": one, "href": page_within(one, reach, lang)} for one in figures],
        "parts": [{"name": one.name, "href": page_within(one, reach, lang)} for one in parts],
        "parent_href": page_within(record.parent, reach, lang) if record.parent else "",
        "links": [
            {"link": one, "state": (state := one.state(at=now)), "words": LINK_STATES[state], "to": address_shown(one)}
            for one in ProposalLink.objects.visible_to(me).of(record.pk)
        ],
        "link_days": OPEN_FOR.days,
    }


def _services(services: Any, record: Organization) -> list[dict[str, Any]]:
    """Each service, whether it is this organization's own, and whether something of it is due."""
    on = day_of(clock.instant())
    return [
        {
            "service": one,
            "own": one.provider.pk == record.pk,
            "late": any(each.is_due(on) for each in one.assurances.all()),
        }
        for one in services
    ]


def _typed(request: HttpRequest) -> dict[str, str]:
    today = short_date(day_of(clock.instant())).to(language_of(request))
    return {
        "how": request.POST.get("how", "")[:20],
        "on": request.POST.get("on", today)[:60],
        "email": request.POST.get("email", "")[:300],
        "language": request.POST.get("language", language_of(request))[:2],
    }


def _acted(
    request: HttpRequest, record: Organization | Statistic, typed: dict[str, str], me: Person
) -> tuple[str, Faults]:
    """Do what was asked on the page of a record: what was done, or what is to be mended."""
    act, now = request.POST.get("act", "confirm"), clock.instant()
    power = "desk.edit" if act == "confirm" else "desk.publish"
    if act not in ("confirm", "link") or not (may(me, power, at=now) and reach_of(me, power, at=now).has(record.pk)):
        raise Http404
    try:
        if act == "confirm":
            _confirm(record, typed, request.POST.get("seen", "")[:64], me)
            return "confirmed", []
        if not isinstance(record, Organization):
            raise Http404
        send_link(
            record,
            email=typed["email"],
            language=typed["language"],
            addresses=coming_of(request).addresses,
            by=me,
            at=now,
        )
        return "link_sent", []
    except Refused as refused:
        return "", [{"field": refused.field, "message": refused.reason}]


def _confirm(record: Organization | Statistic, typed: dict[str, str], seen: str, me: Person) -> None:
    today = day_of(clock.instant())
    try:
        on = read_day(typed["on"], on=today, earliest=today - OLDEST, latest=today)
    except Unclear as unclear:
        raise Refused(unclear.text, field="on") from unclear
    if typed["how"] not in (*WAYS, ""):
        raise Http404
    confirm_record(record, how=typed["how"], on=on, seen=seen, by=me, at=clock.instant())


def _shown(
    request: HttpRequest, kind: str, record: Organization | Statistic, typed: dict[str, str], errors: Faults
) -> dict[str, Any]:
    """What the pages of an organization and of a figure both show."""
    me, now = person_of(request), clock.instant()
    versions = list(Version.objects.of(kind, record.pk))

    def can(power: str) -> bool:
        return may(me, power, at=now) and reach_of(me, power, at=now).has(record.pk)

    return {
        "record": record,
        "kind": kind,
        "typed": typed,
        "errors": errors,
        "edits": can("desk.edit"),
        "publishes": can("desk.publish"),
        "proposes": kind == "organization" and can("desk.propose"),
        "answers": may(me, "desk.answer", at=now),
        "faults": {"how": "", "on": "", "email": "", "language": ""}
        | {one["field"]: one["message"] for one in errors if one["field"]},
        "ways": [{"value": one, "label": ASSURANCES[one]} for one in WAYS],
        "confirmed": confirmations_of(kind, record.pk),
        "versions": versions,
        "present": versions[0] if versions else None,
        "proposed": proposed_among(versions),
        "reports": list(ReaderReport.objects.visible_to(me, at=now).waiting().filter(about=record.pk)),
        "findings": findings_about(record.pk, me, now),
        "proposals": list(Proposal.objects.visible_to(me, at=now).waiting().filter(kind=kind, record=record.pk)),
        "done": done if (done := request.GET.get("done", "")) in DONE else "",
    }


def proposed_among(versions: Sequence[Version]) -> set[int]:
    """Which of these versions of a record a proposal made: those recorded at the moment at which one was taken."""
    if not versions:
        return set()
    answered = Proposal.objects.filter(kind=versions[0].kind, record=versions[0].record, answer__in=("taken", "part"))
    moments = set(answered.values_list("answered_at", flat=True))
    return {one.pk for one in versions if one.recorded_at in moments}


@powered("desk.publish")
def link_end(request: HttpRequest, number: int) -> HttpResponse:
    """Close a link that an organization was sent."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    held = ProposalLink.objects.visible_to(me).select_related("organization").filter(pk=number).first()
    if held is None or not reach_of(me, "desk.publish", at=now).has(held.organization_id):
        raise Http404
    errors: Faults = []
    if request.method == "POST":
        try:
            end_link(held, by=me, at=now)
            return see(address(lang, "desk_organization", slug=held.organization.slug) + "?done=link_ended")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    context = {"held": held, "organization": held.organization, "errors": errors, "open": held.state(at=now) == "open"}
    return render(request, "desk/link_end.html", context, status=422 if errors else 200)
