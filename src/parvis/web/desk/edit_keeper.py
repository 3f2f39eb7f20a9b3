"""The editor's pages for a keeper: starting a draft, a new record, every screen of a draft of theirs, publishing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.actions import MODELS
from parvis.directory.desk.assuring import OLDEST
from parvis.directory.desk.editing import Keeper, start_draft, start_new
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.editing_merge import meanwhile
from parvis.directory.desk.editing_publish import (
    MEANWHILE,
    WAYS,
    WORDING,
    changes_counted,
    changes_of,
    fields_changed,
    publish_draft,
    words_only,
)
from parvis.directory.desk.editing_texts import changed_alone, work_left
from parvis.directory.desk.reach import Reach, reach_of
from parvis.directory.models import Draft
from parvis.directory.vocabulary import ASSURANCES, FIELDS
from parvis.law.kernel.text import Text, listed, short_date
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.desk.edit import Held, addressed, discard_screen, gaps_shown, list_screen, question_screen
from parvis.web.desk.edit_beside import languages_screen, meanwhile_screen, preview_screen
from parvis.web.desk.edit_options import organizations
from parvis.web.desk.edit_shown import draft_name
from parvis.web.desk.edit_values import plain
from parvis.web.directory.shown import choices_said
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

Screen = Callable[[HttpRequest, Held], HttpResponse]
SCREENS = ("list", "question", "languages", "meanwhile", "preview", "finish", "discard")
KINDS = {
    "service": Text("Un service", "A service"),
    "organization": Text("Un organisme", "An organization"),
}
_KIND = Text("Dites ce que vous ajoutez.", "Say what you are adding.")
_NAME = Text("Écrivez le nom dans les deux langues.", "Write the name in both languages.")
_OWNER = Text("Choisissez l’organisme qui donne le service.", "Choose the organization that gives the service.")
_WORDING = Text("Rien n’est vérifié : seuls les mots changent", "Nothing was checked: only the words change")


def held_by(person: Person, draft: Draft, lang: str) -> Held:
    """A keeper's draft on their screens."""
    here = addressed(lambda screen: address(lang, f"desk_draft_{screen}", number=draft.pk))
    return Held(draft, Keeper(person), here, "desk/frame.html", address(lang, "desk"))


def drafting(screen: Screen) -> Callable[..., HttpResponse]:
    """A page of a keeper's own draft. Another's is not there; where the role has ended, the page says so, the draft stays."""

    @wraps(screen)
    def opened(request: HttpRequest, number: int) -> HttpResponse:
        person, now = person_of(request), clock.instant()
        draft = Draft.objects.visible_to(person).filter(pk=number).first()
        if draft is None:
            raise Http404
        held = held_by(person, draft, language_of(request))
        if screen is not discard_screen and not _within(person, draft, now):
            return _ended(request, held)
        return screen(request, held)

    opened.power = "desk.edit"  # type: ignore[attr-defined]
    return staff_page(opened)


def _within(person: Person, draft: Draft, now: Any) -> bool:
    """Whether the keeper's role still reaches the record of a draft."""
    if not may(person, "desk.edit", at=now):
        return False
    reach = reach_of(person, "desk.edit", at=now)
    return draft.is_new or reach.has(draft.record)


def _ended(request: HttpRequest, held: Held) -> HttpResponse:
    """The role has ended: nothing is saved any more; what was typed just now is shown, to be copied."""
    typed = [
        plain(value, lines=True)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "was", "row_was", "act", "seen")
    ]
    context = held.context() | {"typed": [one for one in typed if len(one) > 12]}
    return render(request, "desk/edit_ended.html", context, status=403)


@powered("desk.edit")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to change a record (its identifier), or take up one's own draft of it."""
    me, now, lang = person_of(request), clock.instant(), language_of(request)
    kind = next((kind for kind, model in MODELS.items() if model._default_manager.filter(pk=slug).exists()), None)
    if kind is None or not reach_of(me, "desk.edit", at=now).has(slug):
        raise Http404
    draft = Draft.objects.visible_to(me).filter(kind=kind, record=slug).first()
    if draft is not None and request.method != "POST":
        return see(address(lang, "desk_draft_list", number=draft.pk))
    if request.method == "POST":
        made = start_draft(kind, slug, holder=Keeper(me), at=now)
        return see(address(lang, "desk_draft_list", number=made.pk) + ("" if draft else "?done=started"))
    record = MODELS[kind]._default_manager.get(pk=slug)
    return render(request, "desk/edit_start.html", {"record": record, "kind": kind})


@powered("desk.edit")
def new(request: HttpRequest) -> HttpResponse:
    """A record that does not exist yet: what it is, its name, and the organization of a service."""
    me, now, lang = person_of(request), clock.instant(), language_of(request)
    reach = reach_of(me, "desk.edit", at=now)
    owners = [one for one in organizations(lang) if reach.has(str(one["value"]))]
    kinds = [
        {"value": code, "label": words} for code, words in KINDS.items() if code == "service" or reach.records is None
    ]
    typed = {
        name: request.POST.get(name, request.GET.get(name, ""))[:1000]
        for name in ("kind", "name_fr", "name_en", "owner")
    }
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        if typed["kind"] not in ("", *KINDS) or typed["owner"] not in ("", *(one["value"] for one in owners)):
            raise Http404
        try:
            draft = _started(typed, me, now)
            return see(address(lang, "desk_draft_list", number=draft.pk) + "?done=started")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    context = {
        "typed": typed,
        "errors": errors,
        "kinds": kinds,
        "owners": owners,
        "faults": dict.fromkeys(typed, "") | {one["field"]: one["message"] for one in errors},
    }
    return render(request, "desk/edit_new.html", context, status=422 if errors else 200)


def _started(typed: dict[str, str], me: Person, now: Any) -> Draft:
    names = [plain(typed[f"name_{lang}"]) for lang in ("fr", "en")]
    if not typed["kind"]:
        raise Refused(_KIND, field="kind")
    for lang, name in zip(("fr", "en"), names, strict=True):
        if not name:
            raise Refused(_NAME, field=f"name_{lang}")
    if typed["kind"] == "service" and not typed["owner"]:
        raise Refused(_OWNER, field="owner")
    return start_new(typed["kind"], name=Text(*names), owner=typed["owner"], holder=Keeper(me), at=now)


def finish_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """The end: what changes, which languages will be behind, how it is known; published against what the keeper sees."""
    draft, lang, me, now = held.draft, language_of(request), person_of(request), clock.instant()
    if meanwhile(draft) is not None:
        return see(held.here("meanwhile"))
    publishes = may(me, "desk.publish", at=now)
    today = day_of(now)
    typed = {"how": "", "on": short_date(today).to(lang)}
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        if not publishes:
            raise Http404
        typed = {name: request.POST.get(name, "")[:60] for name in typed}
        try:
            _publish(held, typed, request.POST.get("seen", "")[:64], me)
            return see(held.out + "?done=published")
        except Refused as refused:
            if refused.reason == MEANWHILE:
                return see(held.here("meanwhile"))
            errors = [{"field": refused.field, "message": refused.reason}]
    context = (
        held.context()
        | finish_context(draft)
        | {
            "gaps": gaps_shown(held),
            "typed": typed,
            "errors": errors,
            "publishes": publishes,
            "faults": {"how": "", "on": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
            "ways": _ways(draft),
            "facts": not words_only(draft),
        }
    )
    return render(request, "desk/edit_finish.html", context, status=422 if errors else 200)


def _ways(draft: Draft) -> list[dict[str, Any]]:
    """How a keeper may know what changes; that nothing was checked only where no fact changes."""
    ways = [{"value": one, "label": ASSURANCES[one]} for one in WAYS]
    return [*ways, {"value": WORDING, "label": _WORDING, "apart": True}] if words_only(draft) else ways


def finish_context(draft: Draft) -> dict[str, Any]:
    """What the last screen shows of a draft, whoever ends it."""
    alone = changed_alone(draft.kind, draft.base(), draft.content)
    agreed = [digest for digest, how in draft.agreed.items() if how == "agree"]
    return {
        "differences": changes_of(draft),
        "changed": changes_counted(draft),
        "present": not draft.is_new,
        "seen": draft.against,
        "wrong": len(faults_of(draft.kind, draft.content)) + len(draft.unread),
        "behind": len([one for one in alone if draft.agreed.get(one.pair.digest) != "agree"]),
        "fields": choices_said(fields_changed(draft), FIELDS),
        "agreed": len(agreed),
        "nothing": not draft.is_new and draft.base() == draft.content,
    }


def _publish(held: Held, typed: dict[str, str], seen: str, me: Person) -> None:
    on = None
    today = day_of(clock.instant())
    if typed["how"] in WAYS:
        try:
            on = read_day(typed["on"], on=today, earliest=today - OLDEST, latest=today)
        except Unclear as unclear:
            raise Refused(unclear.text, field="on") from unclear
    elif typed["how"] not in (WORDING, ""):
        raise Http404
    publish_draft(held.draft, seen=seen, how=typed["how"], on=on, by=me, at=clock.instant())


draft_list, draft_question = drafting(list_screen), drafting(question_screen)
draft_languages, draft_meanwhile = drafting(languages_screen), drafting(meanwhile_screen)
draft_preview, draft_finish, draft_discard = drafting(preview_screen), drafting(finish_screen), drafting(discard_screen)


def drafts_shown(person: Person, lang: str) -> list[dict[str, Any]]:
    """A keeper's open drafts, for their desk."""
    return [
        {
            "name": draft_name(one),
            "record": one.record,
            "new": one.is_new,
            "saved": one.saved_at,
            "href": address(lang, "desk_draft_list", number=one.pk),
        }
        for one in Draft.objects.visible_to(person)
    ]


def behind_shown(reach: Reach, lang: str) -> list[dict[str, Any]]:
    """The published records within reach with texts that are older than the other language, the oldest first."""
    return [
        {
            "name": says["name"],
            "record": record,
            "count": len(left),
            "since": min(one.since for one in left),
            "fields": listed(dict.fromkeys(one.pair.field for one in left)),
            "href": address(lang, "desk_edit", slug=record),
        }
        for _, record, says, left in work_left()
        if reach.has(record)
    ]
