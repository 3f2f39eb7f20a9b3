"""A question as a page: its form, and the answer with all of its work. Facts are posted; nothing is kept, in no address.

The page holds no secret and changes nothing, so it needs no token against forged requests: a form that was open all day
still answers, and the empty page is the same for everybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt

from parvis.config import clock
from parvis.law.cases import by_key, by_question
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import short_date
from parvis.law.questions import QUESTIONS, Refusal, decide
from parvis.web.cache import cached_by_day, not_kept
from parvis.web.law import designed, faults, forms, register, results, sent, shown, wording
from parvis.web.law.blanks import blanks
from parvis.web.law.days import Day, day_of
from parvis.web.law.drawing import drawn
from parvis.web.law.forms import Form, Typed
from parvis.web.law.sentences import sentence, warnings
from parvis.web.pages import address, language_of, other_language

#: The button that sent the form: decide (nothing), one more, one less, another reading, the other language.
ACT = "act"
_READING = "reading-"
_NO_CASE: dict[str, Any] = {"no_case": "", "case_elsewhere": None}


@csrf_exempt
@cached_by_day
def question(request: HttpRequest, head: str, unit: str) -> HttpResponse:
    """The form of a question: empty, as a case fills it (`?case=`), or as sent, with its answer or what is to be mended."""
    asked = QUESTIONS.get(f"{head}/{unit}")
    if asked is None:
        raise Http404
    if request.method == "POST":
        page = _sent(request, asked)
        page["Cache-Control"] = "private, no-store"
        return page
    key = request.GET.get("case", "").strip()[:80]
    day = day_of(request, "case")
    case = by_key().get(key)
    if case is not None and case.question == asked.id:
        typed = forms.typed_from(asked, case.facts, language_of(request))
        typed |= {f"{_READING}{name}": [value] for name, value in case.choose.items()}
        page = _answered(request, asked, typed, {"case": shown.case_line(case), "day": day}, 200)
        return not_kept(page) if day.unknown or day.typed else page
    page = _empty(request, asked, day, key, shown.question_line(case.question) if case else None)
    return page if day.may_be_kept and not key else not_kept(page)


def _empty(
    request: HttpRequest, asked: Question, day: Day, key: str, elsewhere: Mapping[str, Any] | None
) -> HttpResponse:
    """The form before anything is typed: the day of the address, and lists with as many blanks as they start with."""
    lang = language_of(request)
    words = wording.calculator(asked.id)
    typed: dict[str, Sequence[str]] = {"on": [day.typed if day.fault else short_date(day.day).to(lang)]}
    for name in forms.lists_in(asked.facts.record):
        typed[f"{name}-n"] = [str(words.of(name.replace("-", ".")).start)]
    form = Form(asked, lang, day.today, typed)
    if day.fault:
        form.refuse("on", day.fault)
    return _page(request, asked, typed, {"day": day, "no_case": key, "case_elsewhere": elsewhere}, form)


def _sent(request: HttpRequest, asked: Question) -> HttpResponse:
    try:
        typed, too_many = sent.typed_in(request)
    except sent.TooLong:
        return _page(request, asked, {}, {"errors": [{"field": "", "message": sent.TOO_LONG}]}, None, 413)
    if too_many:
        return _page(request, asked, typed, {"errors": [{"field": "", "message": sent.TOO_MANY}]}, None, 413)
    act, _, about = (typed.get(ACT) or ("",))[0][:200].partition(":")
    if act == "add":
        return _page(request, asked, forms.with_one_more(typed, about))
    if act == "remove":
        return _page(request, asked, forms.without(typed, about))
    if act == "read":
        key, _, value = about.partition("=")
        typed = {**typed, f"{_READING}{key}": [value]}
    return _answered(request, asked, typed, {}, 422, quietly=act == "language")


def _readings(asked: Question, typed: Typed) -> dict[str, str]:
    """The readings chosen; what is no reading of this question is passed over."""
    chosen = {each.key: (typed.get(f"{_READING}{each.key}") or ("",))[0] for each in asked.readings}
    return {each.key: chosen[each.key] for each in asked.readings if chosen[each.key] in each.alternatives}


def _answered(
    request: HttpRequest, asked: Question, typed: Typed, more: dict[str, Any], refused: int, quietly: bool = False
) -> HttpResponse:
    """The page with the answer to what was typed; or the form, with what is to be mended (unless `quietly`)."""
    lang = language_of(request)
    form = forms.read(asked, typed, lang=lang, today=clock.today())
    chosen = _readings(asked, typed)
    decision = None
    if not form.faults:
        try:
            decision = decide(asked.id, form.facts, chosen)
        except Refusal as refusal:
            faults.collect(form, refusal.faults)
    if decision is None:
        return _page(request, asked, typed, more, None if quietly else form, 200 if quietly else refused)
    words = wording.calculator(asked.id)
    top = blanks(form, words)
    labels = dict(top.labels())
    said = results.Words(asked, form, labels, wording.options_of(words))
    template, picture = designed.DESIGNED.get(asked.id, ("", None))
    weighed = results.findings(decision, said)
    readings = results.other_readings(decision, asked, form.facts, chosen, said)
    answer = {
        "quiet_readings": [each for each in readings if not each["changes"]],
        "special": template,
        "picture": picture(decision.outcome) if picture else None,
        "sentence": sentence(decision),
        "outcome": results.outcome(decision, said),
        "findings": [one for one in weighed if one["holds"] is not None],
        "set_aside": [one for one in weighed if one["holds"] is None],
        "needed": results.facts_needed(decision, said),
        "warnings": warnings(decision, form.facts),
        "for_a_person": results.left_to_a_person(decision),
        "doubts": results.doubts(decision),
        "readings": readings,
        "certain": decision.certain,
        "decided_on": decision.on,
        "facts": json.dumps(form.facts, ensure_ascii=False, indent=1),
        **_elsewhere(asked, lang, chosen),
    }
    return _page(request, asked, typed, {**more, "answer": answer}, form)


def _elsewhere(asked: Question, lang: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The same question asked of the program and of the API, the facts beside."""
    flags = "".join(f" --reading {key}={value}" for key, value in chosen.items())
    query = "".join(f"&reading={key}={value}" for key, value in chosen.items())
    return {
        "command": f"parvis decide {asked.id} --lang {lang}{flags}",
        "call": f"POST /api/decide/{asked.id}?lang={lang}{query}",
    }


def _page(
    request: HttpRequest,
    asked: Question,
    typed: Typed,
    more: Mapping[str, Any] | None = None,
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    lang = language_of(request)
    words = wording.calculator(asked.id)
    form = form or Form(asked, lang, clock.today(), typed)
    top = blanks(form, words)
    labels = dict(top.labels())
    day = (more or {}).get("day") or day_of(request)
    context = {
        **_NO_CASE,
        "asked": asked,
        "day": day,
        **shown.parts(asked.id),
        "title": words.title or asked.title,
        "intro": words.intro,
        "fields": drawn(top, lang),
        "top_error": form.faults.get(""),
        "errors": faults.summary(form, labels) if status != 200 or form.faults else [],
        "readings": _kept_readings(asked, typed),
        "elsewhere": address(other_language(lang), "law_question", **shown.parts(asked.id)),
        "about": _about(asked.id, lang, day.query if day.may_be_kept else ""),
        "answer": None,
        "case": None,
        **(more or {}),
    }
    return render(request, "law/question.html", context, status=status)


@lru_cache(maxsize=512)
def _about(question_id: str, lang: str, query: str) -> str:
    """What a question weighs and reads, and its cases: the same for everybody, on a day that may be kept."""
    context = {
        "lang": lang,
        "query": query,
        **shown.parts(question_id),
        "norms": [shown.norm_link(each, lang) for each in register.norms_weighed_by(question_id)],
        "parameters": [shown.parts(each) | {"id": each} for each in register.parameters_used_by(question_id)],
        "cases": [shown.case_line(each) for each in by_question().get(question_id, ())],
    }
    return render_to_string("law/_about.html", context)


def _kept_readings(asked: Question, typed: Typed) -> list[dict[str, Any]]:
    """The readings chosen, which travel in the form."""
    chosen = _readings(asked, typed)
    return [
        {"name": f"{_READING}{each.key}", "key": each.key, "value": chosen.get(each.key, ""), "about": each.doc}
        for each in asked.readings
    ]


vars(question)["takes_no_side"] = True
