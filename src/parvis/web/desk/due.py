"""What is due for confirmation, as a work list: narrowed and sorted by its address; several services confirmed by one call."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.desk.assuring import OLDEST, Check, confirm_together
from parvis.directory.desk.due import CONFIRM, bodies_of, due_services, facts_of, in_order, narrowed, oldest_of
from parvis.directory.desk.ladder import due_together, ladder, next_step
from parvis.directory.desk.reach import Reach, reach_of
from parvis.directory.models import Assurance, Attempt, Renewal, Service
from parvis.directory.vocabulary import ASSURANCES, FIELDS
from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.models.role import day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.desk.attempts import attempt_said
from parvis.web.desk.published import phone_of, published_words
from parvis.web.directory.shown import choices_said
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

#: Rows of a page of the list.
A_PAGE = 40
#: Services that one call may confirm: what a keeper can read again on one page.
MOST = 40
#: Ways of checking that a keeper may name; the document of 2024 was read once.
WAYS = ("called", "visited", "page_read", "declared")
STEPS = {one.code: one.name for one in ladder()}
_CONFIRM = Text("Confirmer", "Confirm")
SORTS = {
    "oldest": Text("Le plus ancien d’abord", "Oldest first"),
    "body": Text("Par organisme", "By organization"),
    "name": Text("Par nom", "By name"),
}
_SEVERAL = Text("Cochez au moins un service.", "Tick at least one service.")
_MANY = Text(f"Cochez {MOST} services au plus.", f"Tick at most {MOST} services.")

_OVER = Text(
    "Quelqu’un vient de confirmer une partie de ces services. Rien n’est enregistré : voici ceux qui restent.",
    "Somebody has just confirmed some of these services. Nothing is saved: here are those that are left.",
)


@powered("desk.read")
def due(request: HttpRequest) -> HttpResponse:
    """The list: its total and its oldest first, filters and order in the address, each row with its next act and its date."""
    me, now, lang = person_of(request), clock.instant(), language_of(request)
    on = day_of(now)
    reach = reach_of(me, "desk.read", at=now)
    everything = due_services(reach, on)
    bodies, facts = {one.slug: one.name for one in bodies_of(reach, on)}, facts_of(reach, on)
    chosen = _chosen(request.GET, bodies, facts)
    found = narrowed(everything, on, body=chosen["body"], fact=chosen["fact"], step=chosen["next"])
    keys = in_order(found, chosen["sort"], lang).values_list("pk", flat=True)
    page = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    done = request.GET.get("done", "")
    context = {
        "today": on,
        "rows": due_rows(list(page.object_list), on),
        "page": page,
        "total": page.paginator.count,
        "all_total": everything.count(),
        "oldest": oldest_of(found),
        "fields": _fields(bodies, facts, chosen),
        "words": _words(request.GET, bodies, chosen),
        "edits": may(me, "desk.edit", at=now),
        "done": int(done) if done.isascii() and done.isdecimal() and len(done) < 4 else 0,
        "error": _SEVERAL if request.GET.get("none") == "1" else "",
    }
    return render(request, "desk/due.html", context)


def due_rows(keys: Sequence[str], on: date) -> list[dict[str, Any]]:
    """A row for each of these services, in their order: which facts are due, since when, what comes next and when."""
    services = {one.pk: one for one in Service.objects.listed().filter(pk__in=keys)}
    late = {key: sorted((one for one in services[key].assurances.all() if one.is_due(on)), key=_due) for key in keys}
    steps, calls = Renewal.objects.latest_of(keys), Attempt.objects.latest_of(keys)
    return [
        _row(services[key], checks, steps.get((key, checks[0].next_due)), calls.get(key))
        for key, checks in late.items()
        if checks
    ]


def _due(check: Assurance) -> date:
    return check.next_due or date.max


def _row(
    service: Service, checks: Sequence[Assurance], reached: Renewal | None, call: Attempt | None
) -> dict[str, Any]:
    late = {field for one in checks for field in one.fields}
    codes = [one for one in FIELDS if one in late]
    after = next_step(reached.step, reached.reached_on, date.max) if reached else None
    return {
        "service": service,
        "provider": service.provider,
        "due": checks[0].next_due,
        "codes": codes,
        "fields": choices_said(codes, FIELDS),
        "step": reached.step if reached else CONFIRM,
        "next": STEPS[reached.step] if reached else _CONFIRM,
        "since": reached.reached_on if reached else None,
        "then": after.name if after else None,
        "then_on": reached.reached_on + after.after if reached and after else None,
        "call": attempt_said(call) if call is not None and call.on >= _due(checks[0]) else None,
    }


def _chosen(query: QueryDict, bodies: Collection[str], facts: Collection[str]) -> dict[str, str]:
    """The codes of the address that mean something; what does not is left out, and never shown as in force."""
    known = {"body": set(bodies), "fact": set(facts), "next": {*STEPS, CONFIRM}, "sort": set(SORTS)}
    found = {key: query.get(key, "") if query.get(key) in codes else "" for key, codes in known.items()}
    return found | {"sort": found["sort"] or "oldest"}


def _fields(bodies: Mapping[str, Text], facts: Sequence[str], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    offered: list[tuple[str, Text, Mapping[str, Text]]] = [
        ("body", Text("Organisme", "Organization"), bodies),
        ("fact", Text("Ce qui est à confirmer", "What is to be confirmed"), {code: FIELDS[code] for code in facts}),
        ("next", Text("Prochain geste", "Next act"), {CONFIRM: _CONFIRM, **STEPS}),
        ("sort", Text("Ordre", "Order"), SORTS),
    ]
    return [
        {
            "name": name,
            "label": label,
            "value": chosen[name],
            "any": name != "sort",
            "options": [{"value": code, "label": text} for code, text in codes.items()],
        }
        for name, label, codes in offered
    ]


def _words(query: QueryDict, bodies: Mapping[str, Text], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The filters in force, as words that one tap removes."""
    said = {
        "body": bodies.get(chosen["body"]),
        "fact": FIELDS.get(chosen["fact"]),
        "next": {CONFIRM: _CONFIRM, **STEPS}.get(chosen["next"]),
    }
    found = []
    for key, label in said.items():
        if chosen[key] and label is not None:
            rest = query.copy()
            for gone in (key, "page", "done", "none"):
                rest.pop(gone, None)
            found.append({"label": label, "href": f"?{rest.urlencode()}"})
    return found


@powered("desk.edit")
def together(request: HttpRequest) -> HttpResponse:
    """Several services confirmed by one call: chosen on the list, then what each would say, then done, all or none."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    asked = request.POST if request.method == "POST" else request.GET
    reach, on = reach_of(me, "desk.edit", at=now), day_of(now)
    slugs = list(dict.fromkeys(asked.getlist("service")))
    if not slugs:
        return see(address(lang, "desk_due") + "?none=1")
    rows = _rows_of(slugs, reach, on)
    slugs, over = _still_due(slugs, rows, reach)
    typed: dict[str, Any] = {"how": asked.get("how", "")[:20], "on": asked.get("on", short_date(on).to(lang))[:60]}
    errors: list[dict[str, Any]] = []
    checked = None
    if request.method == "POST":
        confirms = request.POST.get("step") == "confirm"
        rows = {one: _as_shown(rows[one], request.POST) if confirms else rows[one] for one in slugs}
        try:
            checked = _checked(typed, on)
            if len(slugs) > MOST:
                raise Refused(_MANY)
            if confirms:
                if over:
                    raise Refused(_OVER)
                checks = [Check(one["service"], tuple(one["codes"]), one["seen"]) for one in rows.values()]
                confirm_together(checks, how=typed["how"], on=checked, by=me, at=clock.instant())
                return see(address(lang, "desk_due") + f"?done={len(slugs)}")
        except Refused as refused:
            errors, checked = [{"field": refused.field, "message": refused.reason}], None
            rows = _rows_of(slugs, reach, on)
            slugs = [one for one in slugs if one in rows]
    context = {
        "rows": [_previewed(rows[one], checked) for one in slugs],
        "over": over,
        "typed": typed,
        "errors": errors,
        "checked": checked,
        "ways": [{"value": one, "label": ASSURANCES[one]} for one in WAYS],
        "how_said": ASSURANCES.get(typed["how"]),
        "bodies": {rows[one]["provider"].pk for one in slugs},
        "faults": {"how": "", "on": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
    }
    return render(request, "desk/together.html", context, status=422 if errors else 200)


def _rows_of(slugs: Sequence[str], reach: Reach, on: date) -> dict[str, dict[str, Any]]:
    """The rows of the services that were chosen and are still due, by their short names."""
    keys = due_services(reach, on).filter(slug__in=slugs).values_list("pk", flat=True)
    return {one["service"].slug: one for one in due_rows(list(keys), on)}


def _checked(typed: Mapping[str, str], today: date) -> date:
    """The day of the check, once the way and the day can be read."""
    if typed["how"] not in WAYS:
        raise Refused(Text("Dites comment vous avez vérifié.", "Say how you have checked."), field="how")
    try:
        return read_day(typed["on"], on=today, earliest=today - OLDEST, latest=today)
    except Unclear as unclear:
        raise Refused(unclear.text, field="on") from unclear


def _still_due(slugs: Sequence[str], rows: Mapping[str, Any], reach: Reach) -> tuple[list[str], list[Service]]:
    """Of the services chosen, those with facts due, and those that a colleague has confirmed since; `Http404` for others."""
    gone = [one for one in slugs if one not in rows]
    over = list(Service.objects.filter(slug__in=gone).order_by("slug"))
    if len(over) != len(gone) or not all(reach.has(one.pk) for one in over):
        raise Http404
    return [one for one in slugs if one in rows], over


def _as_shown(row: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """The row as the keeper saw it: the text and the facts that the form named, and no others; nothing where it named none."""
    slug = row["service"].slug
    named = set(sent.get(f"facts-{slug}", "").split("+"))
    return {**row, "codes": [one for one in FIELDS if one in named], "seen": sent.get(f"seen-{slug}", "")[:64]}


def _previewed(row: Mapping[str, Any], on: date | None) -> dict[str, Any]:
    """What a confirmation on that day would say of the service: which facts are due again, and when."""
    again = due_together(row["codes"], on) if on else {}
    return {
        **row,
        "seen": row.get("seen", row["service"].digest),
        "shown": "+".join(row["codes"]),
        "again": [{"day": day, "fields": choices_said(codes, FIELDS)} for day, codes in again.items()],
        "facts": [{"name": FIELDS[code], "said": published_words(row["service"], code)} for code in row["codes"]],
        "phone": phone_of(row["service"]),
    }
