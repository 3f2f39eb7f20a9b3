"""A reader's report, and the answer to it."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.actions import MODELS
from parvis.directory.desk.reach import reach_of
from parvis.directory.desk.reports import OUTCOME_WORDS, answer_report
from parvis.directory.models import ReaderReport
from parvis.directory.models.report import LONGEST
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.site.reports import about_shown
from parvis.web.team.gate import powered

LANGUAGE_WORDS = {"fr": Text("en français", "in French"), "en": Text("en anglais", "in English")}


@powered("desk.answer")
def report(request: HttpRequest, number: int) -> HttpResponse:
    """What a reader reported, and the form of the answer."""
    me, now, lang = person_of(request), clock.instant(), language_of(request)
    held = ReaderReport.objects.visible_to(me, at=now).filter(pk=number).first()
    if held is None:
        raise Http404
    typed = {"outcome": request.POST.get("outcome", "")[:20], "answer": request.POST.get("answer", "")[: LONGEST * 2]}
    errors = []
    if request.method == "POST":
        try:
            answer_report(
                held,
                outcome=typed["outcome"],
                answer=typed["answer"],
                page=_page(request, held),
                by=me,
                at=clock.instant(),
            )
            return see(address(lang, "desk") + "?done=answered")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    where = about_shown(held.about, lang)
    context = {
        "report": held,
        "typed": typed,
        "errors": errors,
        "most": LONGEST,
        "where": where,
        "faults": {"outcome": "", "answer": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
        "options": [{"value": code, "label": words} for code, words in OUTCOME_WORDS.items()],
        "written": LANGUAGE_WORDS[held.language],
        "outcome": OUTCOME_WORDS.get(held.outcome),
        "by_mail": held.email is not None,
        "record": _record(held.about, me, now, lang),
    }
    return render(request, "desk/report.html", context, status=422 if errors else 200)


def _page(request: HttpRequest, held: ReaderReport) -> Text | None:
    """The name and the whole address of the page that a report is about, in both languages; None for the site as a whole."""
    lines = [_line(request, held.about, lang) for lang in ("fr", "en")]
    return Text(*lines) if all(lines) else None


def _line(request: HttpRequest, about: str, lang: str) -> str:
    where = about_shown(about, lang)
    if where is None:
        return ""
    link = request.build_absolute_uri(where["href"])
    return f"{where['name'].to(lang)}\n{link}" if "id" in where else link


def _record(about: str, me: Person, now: datetime, lang: str) -> dict[str, str] | None:
    """The desk's page of the record that a report is about, and its editor; each where this keeper's role reaches it."""
    for kind, model in MODELS.items():
        record = model._default_manager.filter(pk=about).first()
        if record is not None:
            slug = about if kind == "statistic" else getattr(record, "slug", about)
            reads, edits = (
                may(me, one, at=now) and reach_of(me, one, at=now).has(about) for one in ("desk.read", "desk.edit")
            )
            return {
                "desk": address(lang, f"desk_{kind}", slug=slug) if reads else "",
                "edit": address(lang, "desk_edit", slug=about) if edits else "",
            }
    return None
