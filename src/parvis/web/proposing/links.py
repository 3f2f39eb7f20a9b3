"""What whoever holds a link sees: the organization's records, each to change with the editor's screens, then all to send once.

The pages run on a side of the database of their own: they reach no account, no report and nobody's work but the link's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.desk.editing import start_draft
from parvis.directory.desk.editing_publish import changes_counted, changes_of
from parvis.directory.desk.outcomes import outcome_of
from parvis.directory.desk.proposing import OVER, LinkHolder, kind_of, records_of, submit_proposals
from parvis.directory.desk.telling import ANSWERS
from parvis.directory.models import Draft, Proposal, ProposalLink
from parvis.directory.models.organization import Record
from parvis.directory.models.proposing import LONGEST_WORDS
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.web.access import link_page
from parvis.web.account.coming import see
from parvis.web.desk import edit, edit_beside
from parvis.web.desk.edit import Held, addressed
from parvis.web.pages import address, language_of

#: What one link may save in an hour: far beyond what a person types.
SAVES, WITHIN = 400, 3600
_WAIT = Text(
    "Ce lien a servi très souvent en peu de temps. Rien n’est perdu : essayez dans une heure.",
    "This link was used very often in a short time. Nothing is lost: try again in an hour.",
)


@link_page
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: its records and what is changed so far; once sent, what became of it; once over, why."""
    held, now, lang = _held(token), clock.instant(), language_of(request)
    state = held.state(at=now)
    typed = {
        "words": request.POST.get("words", "")[: LONGEST_WORDS * 2],
        "told": request.POST.get("told") == "1",
        "right": request.POST.get("right") == "1",
    }
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            _counted(held)
            done = _acted(request, held, token, typed)
            return see(done)
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            state = held.state(at=now)
    context = {
        "held": held,
        "state": state,
        "token": token,
        "typed": typed,
        "errors": errors,
        "most": LONGEST_WORDS,
        "faults": {"words": "", "right": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
        "over": OVER.get(state),
        "organization": held.organization,
    }
    if state == "open":
        context |= _open(held, lang)
    elif state == "submitted":
        context |= {"proposals": _proposals(held, lang), "sent": request.GET.get("done") == "sent"}
    template = "proposing/link.html" if state in ("open", "submitted") else "proposing/over.html"
    status = 422 if errors else 200 if state in ("open", "submitted") else 404
    return render(request, template, context, status=status)


def _held(token: str) -> ProposalLink:
    found = ProposalLink.objects.under(token)
    if found is None:
        raise Http404
    return found


def _counted(held: ProposalLink) -> None:
    """Count one more change by this link, in the memory of this process; `Refused` beyond what a person does."""
    key = f"proposal-link:{held.pk}"
    cache.add(key, 0, WITHIN)
    if cache.incr(key) > SAVES:
        raise Refused(_WAIT)


def _acted(request: HttpRequest, held: ProposalLink, token: str, typed: dict[str, Any]) -> str:
    """Start changing a record, or send everything; where one goes on to."""
    lang, now = language_of(request), clock.instant()
    if request.POST.get("act") == "send":
        submit_proposals(held, words=typed["words"], told=typed["told"], right=typed["right"], at=now)
        return address(lang, "proposal_link", token=token) + "?done=sent"
    record = _own(held, request.POST.get("record", "")[:20], lang)
    start_draft(kind_of(record), record.pk, holder=LinkHolder(held), at=now)
    return address(lang, "proposal_list", token=token, slug=record.pk)


def _own(held: ProposalLink, wanted: str, lang: str) -> Record:
    """A record of this organization; any other is not there."""
    found = next((one for one in records_of(held.organization, lang) if one.pk == wanted), None)
    if found is None:
        raise Http404
    return found


def _open(held: ProposalLink, lang: str) -> dict[str, Any]:
    drafts = {one.record: one for one in Draft.objects.held_by(held.code)}
    rows = []
    for one in records_of(held.organization, lang):
        draft = drafts.get(one.pk)
        rows.append(
            {
                "record": one,
                "kind": kind_of(one),
                "draft": draft,
                "changed": draft is not None and (changes_counted(draft) > 0 or bool(draft.unread)),
            }
        )
    return {"rows": rows, "changed": sum(one["changed"] for one in rows)}


def _proposals(held: ProposalLink, lang: str) -> list[dict[str, Any]]:
    tones = {"": "", "taken": "go", "part": "careful", "left": "stop"}
    return [
        {
            "name": one.content["name"],
            "record": one.record,
            "answer": ANSWERS[one.answer],
            "tone": tones[one.answer],
            "reason": one.reason,
            "answered": one.answered_at,
            "differences": (became := outcome_of(one)).shown,
            "parts": became.words(),
            "caption": _caption(one.content["name"]),
        }
        for one in Proposal.objects.filter(link=held).order_by("pk")
    ]


def _caption(name: dict[str, str]) -> Text:
    return Text(f"Ce que vous avez proposé : {name['fr']}", f"What you proposed: {name['en']}")


def changes_screen(request: HttpRequest, held: Held) -> HttpResponse:
    """What the draft changes, value by value. No preview of the page: a link's side of the database writes nothing published."""
    context = held.context() | {
        "differences": changes_of(held.draft),
        "changed": changes_counted(held.draft),
        "present": True,
    }
    return render(request, "proposing/changes.html", context)


#: Groups of questions that are the keepers' work: where a fact is known from, and which organizations are behind it.
NOT_THEIRS = frozenset({"known", "behind"})
#: What an organization is not asked of its own facts: they are known from it, as of the day that it says them.
DECLARED_FROM = "Déclaré par l’organisme (declared by the organization), {day}"


def declared(on: date) -> dict[str, Any]:
    """What a link's answers take for their source and their certainty, by the path of the field."""
    source = DECLARED_FROM.format(day=on.isoformat())
    return {
        "locations.source": source,
        "locations.confidence": "high",
        "costs.source": source,
        "costs.as_of": on.isoformat(),
        "access.languages_basis": "stated",
    }


#: The editor's screens that a link opens; the last step is the page of the link.
SCREENS: dict[str, Callable[[HttpRequest, Held], HttpResponse]] = {
    "list": edit.list_screen,
    "question": edit.question_screen,
    "discard": edit.discard_screen,
    "languages": edit_beside.languages_screen,
    "meanwhile": edit_beside.meanwhile_screen,
    "preview": changes_screen,
}


def opening(name: str) -> Callable[..., HttpResponse]:
    """The page of one of the editor's screens, on a draft that a link holds."""

    def opened(request: HttpRequest, token: str, slug: str) -> HttpResponse:
        return _screen(request, token, slug, SCREENS[name])

    opened.__name__ = f"proposal_{name}"
    return link_page(opened)


def _screen(
    request: HttpRequest, token: str, record: str, shown: Callable[[HttpRequest, Held], HttpResponse]
) -> HttpResponse:
    held, lang = _held(token), language_of(request)
    home = address(lang, "proposal_link", token=token)
    if held.state(at=clock.instant()) != "open":
        return see(home)
    draft = Draft.objects.held_by(held.code).filter(record=record).first()
    if draft is None:
        raise Http404
    if request.method == "POST":
        try:
            _counted(held)
        except Refused as refused:
            return render(request, "proposing/over.html", {"over": refused.reason}, status=429)

    def address_of(name: str) -> str:
        return home if name == "finish" else address(lang, f"proposal_{name}", token=token, slug=record)

    screen = Held(
        draft,
        LinkHolder(held),
        addressed(address_of),
        "proposing/frame.html",
        home,
        "send",
        NOT_THEIRS,
        declared(clock.today()),
    )
    return shown(request, screen)
