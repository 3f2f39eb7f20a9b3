"""The editor's screens that put texts side by side: the two languages, the draft and the published page, three texts where
somebody published meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from parvis.config import clock
from parvis.directory import rows
from parvis.directory.actions import MODELS
from parvis.directory.columns import digest_of
from parvis.directory.desk import editing_merge
from parvis.directory.desk.changing import difference, differences
from parvis.directory.desk.editing import say_agreement, take_in
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.editing_publish import changes_counted, changes_of
from parvis.directory.desk.editing_texts import behind_of, changed_alone
from parvis.directory.exchange.paths import as_cell, flat, kind_at
from parvis.directory.exchange.toml_form import raw
from parvis.directory.files import Content
from parvis.directory.models import Draft, Organization, Service, Statistic
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.web.account.coming import see
from parvis.web.desk.edit import Held
from parvis.web.desk.edit_shown import field_of, page_of
from parvis.web.directory import figures, records
from parvis.web.pages import language_of

_AGREE = {
    "en": Text("Le texte anglais est encore juste", "The English text still holds"),
    "fr": Text("Le texte français est encore juste", "The French text still holds"),
}
_BEHIND = Text("Je le laisse pour plus tard", "I leave it for later")
_MARKED = Text(
    "Les lecteurs verront que ce texte est plus ancien, et il restera à revoir.",
    "Readers will see that this text is older, and it stays to be looked at again.",
)
_NOTHING = Text("rien", "nothing")
_COLUMNS = [
    {"label": Text("Renseignement", "Fact")},
    {"label": Text("Avant", "Before")},
    {"label": Text("Publié entre-temps", "Published meanwhile")},
]
_KEEP = [
    {"value": "mine", "label": Text("Le vôtre", "Yours")},
    {"value": "theirs", "label": Text("Celui qui est publié", "The published one")},
]


def languages_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """The other language: of each text that changed in one alone (or was left behind), whether the other still holds."""
    draft = held.draft
    asked = _texts(draft)
    if request.method == "POST":
        said = {one["digest"]: request.POST.get(one["name"], "")[:10] for one in asked}
        say_agreement(draft, said, holder=held.holder, at=clock.instant())
        return see(held.here("list", done="said"))
    for one in asked:
        one["href"] = _question_of(held, one["path"])
        one["options"] = [
            {"value": "agree", "label": _AGREE[one["older"]]},
            {"value": "behind", "label": _BEHIND, "hint": _MARKED},
        ]
    context = held.context() | {"texts": asked, "done": request.GET.get("done") == "saved"}
    return render(request, "desk/edit_languages.html", context)


def _texts(draft: Draft) -> list[dict[str, Any]]:
    """The texts that are asked about, with what each language said before."""
    found: list[dict[str, Any]] = [
        {
            "path": one.pair.path,
            "digest": one.pair.digest,
            "older": one.older,
            "fr": one.pair.fr,
            "en": one.pair.en,
            "was": one.was.to("fr" if one.older == "en" else "en"),
            "dated": None,
        }
        for one in changed_alone(draft.kind, draft.base(), draft.content)
    ]
    known = {one["digest"] for one in found}
    if not draft.is_new:
        found += [
            {
                "path": one.pair.path,
                "digest": one.pair.digest,
                "older": one.older,
                "fr": one.pair.fr,
                "en": one.pair.en,
                "was": "",
                "dated": one.dated,
            }
            for one in behind_of(draft.kind, draft.record, draft.content)
            if one.pair.digest not in known
        ]
    for number, one in enumerate(found, start=1):
        one |= {
            "name": f"text-{number}",
            "field": field_of(draft.kind, str(one["path"])),
            "said": draft.agreed.get(str(one["digest"]), ""),
        }
    return found


def _question_of(held: Held, path: str) -> str:
    """The page on which a text is changed."""
    asked, row = page_of(held.draft.kind, path)
    return held.here("question", q=asked, row=row)


def preview_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """The page as readers would see it, beside the published one; what differs, value by value, under them."""
    draft, lang = held.draft, language_of(request)
    wrong = faults_of(draft.kind, draft.content)
    context = held.context() | {
        "wrong": len(wrong),
        "mine": "" if wrong else _page_of(draft, request),
        "published": _published(draft, request),
        "differences": changes_of(draft),
        "changed": changes_counted(draft),
        "present": not draft.is_new,
        "lang": lang,
    }
    return render(request, "desk/edit_preview.html", context)


class _Back(Exception):
    """Takes back what the preview wrote."""


def _page_of(draft: Draft, request: HttpRequest) -> str:
    """The draft through the public template: its rows are written, the page is made from them, and all is taken back."""
    says = {**draft.content}
    says.setdefault("slug", f"brouillon-{draft.pk}")
    if draft.kind == "statistic":
        says.pop("slug")
    html = ""
    stamp = {"digest": digest_of(says), "changed_at": clock.instant()}
    try:
        with transaction.atomic():
            rows.write(draft.kind, [(Content(draft.kind, says["id"], says), stamp)])
            html = _rendered(draft.kind, says["id"], request)
            raise _Back
    except _Back:
        return html


def _published(draft: Draft, request: HttpRequest) -> str:
    """The page as readers see it; "" where there is none: a new record, or one that was withdrawn meanwhile."""
    if not MODELS[draft.kind]._default_manager.filter(pk=draft.record).exists():
        return ""
    return _rendered(draft.kind, draft.record, request)


def _rendered(kind: str, record: str, request: HttpRequest) -> str:
    lang, on = language_of(request), clock.today()
    if kind == "service":
        service = Service.objects.listed().get(pk=record)
        return render_to_string("directory/_service.html", records.service_context(service, lang, on), request)
    if kind == "organization":
        body = Organization.objects.listed().get(pk=record)
        return render_to_string("directory/_organization.html", records.organization_context(body, lang, on), request)
    figure = Statistic.objects.listed().get(pk=record)
    return render_to_string("directory/_figure.html", {"row": figures.row(figure)}, request)


def meanwhile_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """Somebody published while the draft was open: three texts, value by value; what must be chosen, and what merges itself."""
    meeting = editing_merge.meanwhile(held.draft)
    if meeting is None:
        return see(held.here("list"))
    errors: list[dict[str, Any]] = []
    chosen = {one.path: request.POST.get(_name(one.path), "")[:10] for one in meeting.clashes}
    if request.method == "POST":
        try:
            take_in(held.draft, chosen, seen=request.POST.get("seen", "")[:64], holder=held.holder, at=clock.instant())
            return see(held.here("list", done="taken_in"))
        except Refused as refused:
            errors = [{"field": _name(refused.field) if refused.field else "", "message": refused.reason}]
            meeting = editing_merge.meanwhile(held.draft) or meeting
    kind = held.draft.kind
    clashes = [
        {
            "name": _name(one.path),
            "path": one.path,
            "field": field_of(kind, one.path),
            "was": _cells(kind, one.path, one.was),
            "theirs": _cells(kind, one.path, one.theirs),
            "mine": _cells(kind, one.path, one.mine),
            "chosen": chosen.get(one.path, ""),
            "error": next((each["message"] for each in errors if each["field"] == _name(one.path)), ""),
        }
        for one in meeting.clashes
    ]
    theirs = [one for one in differences(kind, meeting.base, meeting.theirs) if _among(one.path, meeting.taken)]
    rows_ = [[field_of(kind, one.path), one.was or _NOTHING, one.becomes or _NOTHING] for one in theirs]
    context = held.context() | {
        "clashes": clashes,
        "theirs": rows_,
        "columns": _COLUMNS,
        "keep": _KEEP,
        "seen": meeting.digest,
        "errors": errors,
    }
    return render(request, "desk/edit_meanwhile.html", context, status=422 if errors else 200)


def _name(path: str) -> str:
    return "keep-" + path.replace(".", "-")


def _among(path: str, taken: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}.") for one in taken)


def _cells(kind: str, path: str, value: Any) -> Text | str:
    """A value of any size, as people can read it: nothing, a text, or a line for each value in it."""
    if value is editing_merge.ABSENT or value in (None, [], {}):
        return ""
    if not isinstance(value, Mapping | list):
        known = kind_at(kind, path)
        return difference(kind, path, as_cell(raw(known, value) if known else value), "").was
    parts = path.split(".")
    tree: Any = value
    for part in reversed(parts):
        tree = {part: tree} if not part.isdigit() else [tree]
    try:
        found = flat(kind, tree)
    except (KeyError, TypeError, AttributeError):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return "\n".join(found.values())
