"""Import: a file is sent, its dry run read line by line, then it is taken in as shown, or left. And what can be exported."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.desk.changing import difference, differences
from parvis.directory.desk.dry_run import as_csv
from parvis.directory.desk.importing import Moved, leave_file, look_again, receive_file, take_in
from parvis.directory.exchange.paths import kind_at
from parvis.directory.models import Intake, IntakeLine
from parvis.directory.publication import edition_days
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.desk.edit_shown import field_of
from parvis.web.directory.edition import day_asked
from parvis.web.exchange.words import ACTS, AMONG, FORMS, KINDS, OUTCOMES, STAGES, TONES, WEIGHTS
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered
from parvis.web.uploads import TOO_LARGE

#: Lines of a dry run on one page.
A_PAGE = 25
#: Changes of one line that are shown open; more of them fold.
OPEN_UP_TO = 6
#: The worker takes a file within seconds; after so long without a sign of it, the page says what to do.
NO_SIGN = {"waiting": timedelta(minutes=1), "": timedelta(minutes=10)}
#: Records are published together, and nothing of it can be seen before the end: so long more for each (20 ms on a busy machine).
FOR_EACH = timedelta(milliseconds=60)
_LARGE = Text(
    "Le fichier est trop gros : 64 Mo au plus. Coupez-le en plusieurs parties.",
    "The file is too large: at most 64 MB. Cut it into parts.",
)
_MOVED = Text(
    "Le répertoire a changé depuis cette liste. Rien n’a été pris : voici la liste d’aujourd’hui, à relire.",
    "The directory has changed since this list. Nothing was taken in: here is the list as of now, to read again.",
)


@powered("desk.import")
def exchange(request: HttpRequest) -> HttpResponse:
    """Send a file, or take one away."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    typed = {"form": request.POST.get("form", "")[:20], "lang": request.POST.get("lang", lang)[:2]}
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            held = _received(request, typed, me)
            return see(address(lang, "desk_import", number=held.pk))
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    day, fault = day_asked(request.GET.get("on", "").strip()[:20], day_of(now))
    context = {
        "typed": typed,
        "errors": errors or ([{"field": "on", "message": fault}] if fault else []),
        "faults": {"file": "", "form": "", "lang": "", "on": fault or ""}
        | {one["field"]: one["message"] for one in errors if one["field"]},
        "forms": [{"value": code, "label": name} for code, name in FORMS.items()],
        "langs": [
            {"value": "fr", "label": Text("français", "French")},
            {"value": "en", "label": Text("anglais", "English")},
        ],
        "held": Intake.objects.visible_to(me).without_file().unfinished().first(),
        "last": Intake.objects.visible_to(me).without_file().filter(state="applied").order_by("-pk").first(),
        "left": request.GET.get("done") == "left",
        "day": day,
        "days": list(reversed(edition_days()))[:12],
    }
    return render(request, "exchange/exchange.html", context, status=422 if errors else 200)


def _received(request: HttpRequest, typed: dict[str, str], me: Person) -> Intake:
    if request.META.get(TOO_LARGE):
        raise Refused(_LARGE, field="file")
    sent = request.FILES.get("file")
    content = sent.read() if sent is not None else b""
    name = (sent.name or "") if sent is not None else ""
    lang = typed["lang"] if typed["lang"] in ("fr", "en") else "fr"
    return receive_file(content, name=name, form=typed["form"], lang=lang, by=me, at=clock.instant())


def _held(request: HttpRequest, number: int) -> Intake:
    """The file of this address, where it is this keeper's own."""
    found = Intake.objects.visible_to(person_of(request)).filter(pk=number).defer("content").first()
    if found is None:
        raise Http404
    return found


@powered("desk.import")
def intake(request: HttpRequest, number: int) -> HttpResponse:
    """Where a file stands; its dry run; take it in, or leave it."""
    held, lang = _held(request, number), language_of(request)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            if act == "leave":
                leave_file(held, by=person_of(request), at=clock.instant())
                return see(address(lang, "desk_exchange") + "?done=left")
            errors = _taken(request, held, act)
            if not errors:
                return see(address(lang, "desk_import", number=number))
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
        held = _held(request, number)
    return render(request, "exchange/intake.html", _shown(request, held, errors), status=422 if errors else 200)


def _taken(request: HttpRequest, held: Intake, act: str) -> list[dict[str, Any]]:
    """Take a file in; what is to be said where the directory had changed."""
    if act not in ("take", "rest", "again"):
        raise Http404
    me, now = person_of(request), clock.instant()
    if act == "again":
        look_again(held, by=me, at=now)
        return []
    try:
        take_in(held, seen=request.POST.get("seen", "")[:64], leave_refused=act == "rest", by=me, at=now)
    except Moved:
        look_again(held, by=me, at=now)
        return [{"field": "", "message": _MOVED}]
    return []


def _shown(request: HttpRequest, held: Intake, errors: list[dict[str, Any]]) -> dict[str, Any]:
    counts = held.counts
    chosen = {
        "outcome": one if (one := request.GET.get("outcome", "")) in OUTCOMES else "",
        "kind": one if (one := request.GET.get("kind", "")) in KINDS else "",
    }
    lines = IntakeLine.objects.of(held).narrowed(chosen["outcome"], chosen["kind"]).defer(None)
    told = lines if chosen["outcome"] else lines.telling()
    folded = lines.count() - told.count() if told is not lines else 0
    page = Paginator(told, A_PAGE).get_page(request.GET.get("page"))
    quiet = clock.instant() - held.moved_at
    counted = [
        {"code": code, "label": name, "count": counts[code]} for code, name in OUTCOMES.items() if counts.get(code)
    ]
    return {
        "held": held,
        "errors": errors,
        "form": FORMS.get(held.form),
        "stage": STAGES.get(held.state),
        "no_sign": held.works and quiet > _patience(held),
        "totals": [one for one in counted if one["code"] not in AMONG],
        "among": [one for one in counted if one["code"] in AMONG],
        "lines": [_line(one) for one in page.object_list],
        "page": page,
        "total": page.paginator.count,
        "chosen": chosen,
        "folded": folded,
        "outcomes": [{"value": code, "label": name} for code, name in OUTCOMES.items()],
        "kinds": [{"value": code, "label": name} for code, name in KINDS.items()],
        "takes": sum(held.counts.get(one, 0) for one in ("new", "changed", "proposed")),
        "refused": counts.get("refused", 0),
    }


def _patience(held: Intake) -> timedelta:
    """How long the worker may give no sign before the page says that it does not move."""
    published = (
        sum(held.counts.get(one, 0) for one in ("new", "changed", "proposed")) if held.state == "applying" else 0
    )
    return NO_SIGN.get(held.state, NO_SIGN[""]) + published * FOR_EACH


def _line(one: IntakeLine) -> dict[str, Any]:
    changes = [difference(one.kind, path, before, after) for path, before, after in one.changes]
    if one.outcome == "new" and one.content:
        changes = differences(one.kind, {}, one.content)
    found = [
        {
            **each,
            "word": WEIGHTS[each["weight"]],
            "tone": TONES[each["weight"]],
            "fact": _fact(one.kind, each["column"]),
        }
        for each in one.findings
    ]
    return {
        "at": one,
        "outcome": OUTCOMES[one.outcome],
        "tone": TONES[one.outcome],
        "changes": changes,
        "findings": found,
        "open": len(changes) <= OPEN_UP_TO,
    }


def _fact(kind: str, column: str) -> Text | None:
    """What a column is called at the desk; None for a heading that is no value of the record."""
    return (
        field_of(kind, column) if kind and kind_at(kind, column) is not None and column not in ("id", "slug") else None
    )


@powered("desk.import")
def as_file(request: HttpRequest, number: int) -> HttpResponse:
    """The whole list as CSV: a row for each change and each finding."""
    held, lang = _held(request, number), language_of(request)
    words = {code: name.to(lang) for code, name in (OUTCOMES | WEIGHTS | ACTS).items()}
    text = as_csv(IntakeLine.objects.of(held).iterator(500), lang, words)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{held.pk}-{lang}.csv"'
    return response
