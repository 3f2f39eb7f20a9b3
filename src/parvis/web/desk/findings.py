"""What the watchers found, as a work list: each row with its evidence and its next act; set aside with a reason, or mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.actions import MODELS
from parvis.directory.desk.reach import Reach, reach_of
from parvis.directory.models import Finding, Organization, Round, Service, Statistic
from parvis.directory.models.finding import FindingQuerySet
from parvis.directory.watch.codes import KINDS, WATCHER_LOOKS, WATCHER_NAMES
from parvis.directory.watch.settling import LONGEST, MOST, same_elsewhere, set_aside_finding, take_address
from parvis.law.kernel.text import Text
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.desk.evidence import evidence_shown, pages_of, short_evidence
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

#: Rows of a page of the list.
A_PAGE = 40
#: What settled by itself is shown for so long.
SETTLED = timedelta(days=30)
DONE = ("aside", "taken")
STATES = {
    "open": Text("À faire", "To do"),
    "aside": Text("Mis de côté", "Set aside"),
    "settled": Text("Réglés depuis 30 jours", "Settled in the last 30 days"),
}


@powered("desk.read")
def findings(request: HttpRequest) -> HttpResponse:
    """The list: by watcher and by state, its total and its oldest first, and when each watcher last looked."""
    me, now = person_of(request), clock.instant()
    reach, on = reach_of(me, "desk.read", at=now), day_of(now)
    state = request.GET.get("state", "") if request.GET.get("state") in STATES else "open"
    everything = sorted(in_state(state, on).visible_to(me, at=now), key=_law_last)
    counts = Counter(one.watcher for one in everything)
    watcher = request.GET.get("of", "") if request.GET.get("of") in WATCHER_NAMES else ""
    chosen = [one for one in everything if watcher in ("", one.watcher)]
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "today": on,
        "rows": rows_shown(page.object_list),
        "page": page,
        "total": len(chosen),
        "state": state,
        "oldest": min((one.first_seen for one in chosen), default=None) if state == "open" else None,
        "watcher": watcher,
        "law_total": counts["rules"] if not watcher else 0,
        "directory_total": len(everything) - counts["rules"],
        "fields": _fields(state, watcher, counts),
        "rounds": rounds_shown(reach),
        "done": request.GET.get("done", "") if request.GET.get("done") in DONE else "",
    }
    return render(request, "desk/findings.html", context)


def in_state(state: str, on: date) -> FindingQuerySet:
    """The findings in one of the states of the list."""
    if state == "aside":
        return Finding.objects.set_aside_on(on)
    return Finding.objects.settled_since(on - SETTLED) if state == "settled" else Finding.objects.open_on(on)


def _law_last(one: Finding) -> bool:
    """The directory first: values of the law are many, and for whoever encodes it."""
    return one.watcher == "rules"


def _fields(state: str, watcher: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The two choices of the list, each watcher with its count in the chosen state."""
    watchers = [
        {"value": code, "label": Text(f"{name.fr} ({counts.get(code, 0)})", f"{name.en} ({counts.get(code, 0)})")}
        for code, name in WATCHER_NAMES.items()
    ]
    return [
        {
            "name": "of",
            "label": Text("Ce qui est surveillé", "What is watched"),
            "value": watcher,
            "any": True,
            "options": watchers,
        },
        {
            "name": "state",
            "label": Text("Où c’en est", "Where it stands"),
            "value": state,
            "any": False,
            "options": [{"value": code, "label": name} for code, name in STATES.items()],
        },
    ]


def rows_shown(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Each finding as a row: of what record, what is wrong, since when, the next act."""
    held = list(found)
    names = names_of(held)
    return [
        {"finding": one, "kind": KINDS[one.code], "name": names.get(one.record), "short": short_evidence(one)}
        for one in held
    ]


def names_of(found: Iterable[Finding]) -> dict[str, Text]:
    """The names of the records that findings are about; values of the law and sources go by their identifier."""
    held, names = list(found), dict[str, Text]()
    wanted = {one.record for one in held}
    for model in (Organization, Service, Statistic):
        names |= {one.pk: one.name for one in model._default_manager.filter(pk__in=wanted)}
    return names


def rounds_shown(reach: Reach) -> list[dict[str, Any]]:
    """When each watcher last looked, and why it did not; those of the law for whoever reaches everything."""
    rounds = Round.objects.in_bulk()
    return [
        {"name": name, "looks": WATCHER_LOOKS[code], "round": rounds.get(code)}
        for code, name in WATCHER_NAMES.items()
        if code != "rules" or reach.records is None
    ]


def desk_summary(me: Person, now: datetime, first: int) -> dict[str, Any]:
    """What the desk itself shows: the number of findings, the oldest, the first of them; whether links are watched here."""
    everything = list(Finding.objects.visible_to(me, at=now).open_on(day_of(now)))
    found = [one for one in everything if not _law_last(one)]
    links = Round.objects.filter(pk="links").first()
    return {
        "findings": rows_shown(found[:first]),
        "findings_total": len(found),
        "oldest_finding": found[0].first_seen if found else None,
        "links_outcome": links.outcome if links else "never",
        "law_findings": len(everything) - len(found),
        "findings_all": len(everything),
    }


def findings_about(record: str, me: Person, now: datetime) -> list[dict[str, Any]]:
    """What waits about one record, for its page of the desk."""
    found = Finding.objects.visible_to(me, at=now).open_on(day_of(now)).filter(record=record, kind__in=list(MODELS))
    return [{"pk": one.pk, "name": KINDS[one.code].name, "short": short_evidence(one)} for one in found]


@powered("desk.read")
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """One finding with its evidence: what it means, what to do; take the address that the site gives, or set it aside."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    held = Finding.objects.visible_to(me, at=now).filter(pk=number).first()
    if held is None:
        raise Http404
    edits = _may(me, "desk.edit", held)
    publishes = _may(me, "desk.publish", held)
    typed = {"until": "", "reason": ""}
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        act = request.POST.get("act", "")
        if not {"aside": edits, "take": publishes, "take_all": publishes}.get(act, False):
            raise Http404
        typed = {"until": request.POST.get("until", "")[:60], "reason": request.POST.get("reason", "")[: MOST * 2]}
        try:
            done = _acted(held, act, typed, request.POST.get("seen", "")[:64], me)
            return see(f"{address(lang, 'desk_findings')}?done={done}")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            held.refresh_from_db()
    record = MODELS[held.kind]._default_manager.filter(pk=held.record).first() if held.kind in MODELS else None
    context = {
        "finding": held,
        "kind": KINDS[held.code],
        "today": day_of(now),
        "edits": edits,
        "publishes": publishes,
        "name": getattr(record, "name", None),
        "seen": record.digest if record else "",
        "typed": typed,
        "errors": errors,
        "most": MOST,
        "faults": {"until": "", "reason": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
        "waits": held.state == "open" or (held.aside_until is not None and held.aside_until <= day_of(now)),
        "evidence": evidence_shown(held),
        "pages": pages_of(held, record, lang, edits=edits),
        "elsewhere": _elsewhere(held, me) if publishes else [],
    }
    return render(request, "desk/finding.html", context, status=422 if errors else 200)


def _elsewhere(held: Finding, me: Person) -> list[dict[str, Any]]:
    """The other values that give the same moved address, of records that this keeper may publish."""
    if held.code != "moved" or not held.evidence.get("proposed"):
        return []
    found = list(same_elsewhere(held, reach_of(me, "desk.publish", at=clock.instant()).records))
    names = names_of(found)
    return [{"name": names.get(one.record), "record": one.record, "path": one.path} for one in found]


def _may(me: Person, power: str, held: Finding) -> bool:
    now = clock.instant()
    return may(me, power, at=now) and reach_of(me, power, at=now).has(held.record)


def _acted(held: Finding, act: str, typed: Mapping[str, str], seen: str, me: Person) -> str:
    """Do what the keeper chose; what the list then says was done."""
    now = clock.instant()
    if act != "aside":
        take_address(held, seen=seen, everywhere=act == "take_all", by=me, at=now)
        return "taken"
    today = day_of(now)
    try:
        until = read_day(typed["until"], on=today, earliest=today + timedelta(days=1), latest=today + LONGEST)
    except Unclear as unclear:
        raise Refused(unclear.text, field="until") from unclear
    set_aside_finding(held, until=until, reason=typed["reason"], by=me, at=now)
    return "aside"
