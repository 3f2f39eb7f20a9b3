"""The record editor's screens, whoever holds the draft: the list of questions, one question, throwing a draft away.

Each screen is a function of a request and of a `Held`: the draft, its holder, the addresses of the screens, the template
that they extend. A keeper's pages (`edit_keeper.py`) and an organization's link each make their own `Held`; the screens
never ask who it is. Languages, preview and what was published meanwhile: `edit_beside.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from parvis.config import clock
from parvis.directory.desk import editing_content
from parvis.directory.desk.editing import (
    Holder,
    discard_draft,
    page_faults,
    put_back,
    remove_row,
    save_answers,
)
from parvis.directory.desk.editing_content import Answers, Fault
from parvis.directory.desk.editing_gaps import gaps_of
from parvis.directory.desk.editing_pages import Question, question, questions_of
from parvis.directory.desk.editing_publish import changes_counted
from parvis.directory.desk.editing_schedule import words_left_behind
from parvis.directory.desk.editing_texts import changed_alone
from parvis.directory.models import Draft
from parvis.people.refused import Refused
from parvis.web.account.coming import see
from parvis.web.desk import edit_form
from parvis.web.desk.edit_schedule_words import sentence_of
from parvis.web.desk.edit_shown import builder_context, draft_name, fields_shown, groups_shown
from parvis.web.pages import language_of


@dataclass(frozen=True, slots=True)
class Held:
    """A draft on the screen. `here(screen, **query)`: the address of a screen in the page's language (`list`, `question`,
    `languages`, `meanwhile`, `preview`, `finish`, `discard`); `frame`: the template that screens extend; `out`: where one
    leaves to; `finish`: the words of the last step are those of `publish`, or of `send` to a keeper; `without`: groups of
    questions that are not this holder's to answer; `declares`: what is not asked of somebody who speaks of what is theirs (where
    it is known from, whether it is certain), by the path of the field, with the value that it takes once they say something.
    """

    draft: Draft
    holder: Holder
    here: Callable[..., str]
    frame: str
    out: str
    finish: str = "publish"
    without: frozenset[str] = frozenset()
    declares: Mapping[str, Any] = field(default_factory=dict)

    def context(self) -> dict[str, Any]:
        """What every screen shows."""
        return {
            "held": self,
            "sends": self.finish == "send",
            "frame": self.frame,
            "draft": self.draft,
            "name": draft_name(self.draft),
            "out": self.out,
            "list_href": self.here("list"),
            "finish_href": self.here("finish"),
            "preview_href": self.here("preview"),
            "languages_href": self.here("languages"),
            "meanwhile_href": self.here("meanwhile"),
            "discard_href": self.here("discard"),
        }


def addressed(address_of: Callable[[str], str]) -> Callable[..., str]:
    """`Held.here` from the address of each screen: what is asked for besides goes into the query."""

    def here(screen: str, **query: object) -> str:
        path = address_of(screen)
        said = {key: str(value) for key, value in query.items() if value not in ("", 0, None)}
        return f"{path}?{urlencode(said)}" if said else path

    return here


#: What the list may say was done, after a redirect.
DONE = ("started", "saved", "kept", "removed", "put_back", "taken_in", "said")


def list_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """What do you want to change? Every question with what stands now, what changed, what is to be corrected."""
    lang = language_of(request)
    done = request.GET.get("done", "")
    found = groups_shown(held.draft, held.here, lang, held.without)
    context = held.context() | {
        "groups": found.groups,
        "changed": changes_counted(held.draft),
        "wrong": found.wrong,
        "loose": found.loose,
        "gaps": gaps_shown(held),
        "alone": found.alone,
        "behind": found.behind,
        "meanwhile": found.meanwhile,
        "done": done if done in DONE else "",
    }
    return render(request, "desk/edit_list.html", context)


def gaps_shown(held: Held) -> list[dict[str, Any]]:
    """What the draft leaves readers without, each with the page that asks for it."""
    return [
        {"words": one.words, "href": held.here("question", q=one.question, row=one.row)} for one in gaps_of(held.draft)
    ]


def question_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """One question: its fields as the draft has them, or as they were typed when they could not be read."""
    asked, row = _asked(request, held.draft)
    if asked.group in held.without:
        raise Http404
    lang, on = language_of(request), clock.today()
    if request.method == "POST":
        return _answered(request, held, asked, row, lang, on)
    unread = held.draft.unread.get(asked.key(row))
    if not unread:
        return _question(request, held, asked, row, _displayed(held.draft, asked, row, lang), [])
    answers = _read(held, asked, row, unread["typed"], unread["lang"], on)
    faults = page_faults(held.draft, asked, row, answers)
    return _question(request, held, asked, row, unread["typed"], faults)


def _displayed(draft: Draft, asked: Question, row: int, lang: str) -> edit_form.Typed:
    """What the fields of a page show when it is opened: what could not be read as it was typed, else what the draft says."""
    unread = draft.unread.get(asked.key(row))
    typed: edit_form.Typed = unread["typed"] if unread else edit_form.shown_in(asked, draft.content, row, lang)
    return typed if unread else _offered(asked, draft, row, typed)


def _offered(asked: Question, draft: Draft, row: int, typed: edit_form.Typed) -> edit_form.Typed:
    """The words of a schedule that has none yet: the sentence that its days say, for its keeper to keep or to better."""
    if asked.code != "schedule-words" or any(typed["words-fr"]):
        return typed
    said = sentence_of(editing_content.part_of(asked, draft.content, row))
    return typed | {"words-fr": [said.fr], "words-en": [said.en]} if said else typed


def _asked(request: HttpRequest, draft: Draft) -> tuple[Question, int]:
    """The question of the address, and the row: one that there is, or the next."""
    found = question(draft.kind, request.GET.get("q", "")[:40])
    typed = request.GET.get("row", "") or "0"
    if found is None or not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        raise Http404
    row = int(typed)
    if found.rows:
        if not 1 <= row <= min(len(draft.content.get(found.rows, [])) + 1, editing_content.MOST_ROWS):
            raise Http404
    elif row:
        raise Http404
    return found, row


def _answered(request: HttpRequest, held: Held, asked: Question, row: int, lang: str, on: date) -> HttpResponse:
    """What was sent: save it, take the row out, or put back what is published."""
    act, was = request.POST.get("act", "save"), request.POST.get("was", "")[:64]
    shown = edit_form.shown_in(asked, held.draft.content, row, lang)
    typed = edit_form.typed_in(asked, request.POST, shown)
    typed |= {one.name: shown[one.name] for one in asked.fields if one.whole_path in held.declares}
    at = clock.instant()
    try:
        if act == "remove" and asked.rows:
            remove_row(held.draft, asked.rows, row, was=request.POST.get("row_was", "")[:64], holder=held.holder, at=at)
            return see(held.here("list", done="removed"))
        if act == "put_back":
            put_back(held.draft, asked, holder=held.holder, at=at)
            return see(held.here("list", done="put_back"))
        if act == "back" and edit_form.untouched(typed, _displayed(held.draft, asked, row, lang)):
            return see(held.here("list"))
        answers = _read(held, asked, row, typed, lang, on)
        faults = save_answers(held.draft, asked, row, answers, was=was, holder=held.holder, at=at)
    except Refused as refused:
        return _question(request, held, asked, row, typed, [], refused=refused)
    if act == "back":
        return see(held.here("list", done="kept" if faults else "saved") + f"#q-{asked.key(row).replace('.', '-')}")
    if faults:
        return _question(request, held, asked, row, typed, faults)
    return see(_next(held, asked, row, act))


def _read(held: Held, asked: Question, row: int, typed: edit_form.Typed, lang: str, on: date) -> Answers:
    """A page as it was read, with what its holder declares by saying it; nothing of that where the page says nothing more."""
    answers = edit_form.answers_of(asked, held.draft.content, row, typed, lang=lang, on=on)
    declared = {one.path: held.declares[one.whole_path] for one in asked.fields if one.whole_path in held.declares}
    if not (answers.sets and declared):
        return answers
    after = editing_content.values_of(asked, held.draft.content, row) | dict(answers.sets)
    if all(value in (None, [], {}) for path, value in after.items() if path not in declared):
        declared = dict.fromkeys(declared)
    return replace(answers, sets={**answers.sets, **declared})


def _next(held: Held, asked: Question, row: int, act: str) -> str:
    """Where one goes once a page is saved: the other language first, where one changed alone; then on, or to the list."""
    alone = [
        one
        for one in changed_alone(held.draft.kind, held.draft.base(), held.draft.content)
        if one.pair.digest not in held.draft.agreed
    ]
    steps = questions_of(held.draft.kind, asked.rows) if asked.rows else [asked]
    place = [one.code for one in steps].index(asked.code)
    if act == "stay":
        return held.here("question", q=asked.code, row=row, done="saved")
    if act == "on" and place + 1 < len(steps):
        return held.here("question", q=steps[place + 1].code, row=row)
    if asked.code != "schedule-words" and _stale_words(held.draft, asked, row):
        return held.here("question", q="schedule-words", row=row, done="saved")
    if alone:
        return held.here("languages", done="saved")
    return held.here("list", done="saved") + f"#q-{asked.key(row).replace('.', '-')}"


def _stale_words(draft: Draft, asked: Question, row: int) -> bool:
    """Whether the words of this schedule were left as they were while its days changed."""
    part = editing_content.part_of(asked, draft.content, row)
    return asked.rows == "schedules" and words_left_behind(part, draft.base().get("schedules", []))


def _question(
    request: HttpRequest,
    held: Held,
    asked: Question,
    row: int,
    typed: edit_form.Typed,
    faults: list[Fault],
    *,
    refused: Refused | None = None,
) -> HttpResponse:
    lang, content = language_of(request), held.draft.content
    steps = questions_of(held.draft.kind, asked.rows) if asked.rows else [asked]
    part = editing_content.part_of(asked, content, row)
    errors = [{"field": "rhythm" if name == "rrule" else name, "message": words} for name, words in faults]
    if refused is not None:
        errors = [{"field": "", "message": refused.reason}]
    context = held.context() | {
        "asked": asked,
        "row": row,
        "errors": errors,
        "faults": _first_faults(faults),
        "fields": [
            one for one in fields_shown(asked, content, typed, faults, lang) if one["path"] not in held.declares
        ],
        "declares": any(one.whole_path in held.declares for one in asked.fields),
        "was": editing_content.mark(asked, content, row),
        "row_was": editing_content.mark_of(part),
        "is_row": bool(asked.rows and part),
        "more": asked.code != steps[-1].code,
        "steps": [{"label": one.label, "here": one.code == asked.code} for one in steps] if len(steps) > 1 else [],
        "published": not held.draft.is_new and editing_content.changed(asked, content, held.draft.base()),
        "done": request.GET.get("done") == "saved",
    }
    if asked.rows == "schedules":
        context["stale"] = asked.code == "schedule-words" and _stale_words(held.draft, asked, row)
        context["sentence"] = sentence_of(part) if asked.code == "schedule-words" else None
        context |= builder_context(content, part, typed if "rhythm" in typed else {}, clock.today())
    return render(request, "desk/edit_question.html", context, status=422 if errors else 200)


#: The builder's own fields, which stand beside those of the record.
_BUILDER = ("rhythm", "days", "which", "months", "monthday", "rule")


def _first_faults(faults: list[Fault]) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(_BUILDER, "")
    for name, words in faults:
        # What the checks say of a rule is said at the rhythm that makes it.
        key = "rhythm" if name == "rrule" else name
        found[key] = found.get(key) or words
    return found


def discard_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """Throw the draft away, once it is said what that does."""
    if request.method == "POST":
        discard_draft(held.draft, holder=held.holder, at=clock.instant())
        return see(held.out)
    return render(request, "desk/edit_discard.html", held.context())
