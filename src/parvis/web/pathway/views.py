"""The questions: one a page, the answers to check, and forgetting them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.pathway import place_answers, questions
from parvis.pathway.catalogue import Question, couples, said
from parvis.pathway.inputs import Unclear
from parvis.pathway.separation.questions import UNSAFE
from parvis.pathway.separation.safety import safety_on
from parvis.web.pages import address, language_of
from parvis.web.pathway.answers import answers_of, keep_answers, question_page, to_next, to_page


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The way in: the first question; or, where answers are under way, the choice to go on or to begin again.

    `?role=claimant&stage=notice_sent` answers the first two questions, for links that already know them; either may
    stand alone, and the other is then asked. A link never takes the place of an answer already given.
    """
    if request.method == "POST":
        keep_answers(request, {})
        return to_page(request, question_page(questions.QUESTIONS[0]))
    answers = answers_of(request)
    given = _given_in_address(request, answers)
    if given is not None and all(given.get(key) == value for key, value in answers.items()):
        if given != answers and request.method == "GET":
            keep_answers(request, given)
        return to_next(request, given)
    if answers:
        return render(request, "pathway/resume.html", {"count": len(answers), "exit": couples(answers)})
    return to_page(request, question_page(questions.QUESTIONS[0]))


start.takes_no_side = True  # type: ignore[attr-defined]


def _given_in_address(request: HttpRequest, answers: dict[str, Any]) -> dict[str, Any] | None:
    given: dict[str, Any] | None = None
    for key in ("role", "stage"):
        value = request.GET.get(key)
        question = questions.BY_KEY[key]
        so_far = answers if given is None else given
        if value in {option.value for option in question.offered(so_far)}:
            given = questions.with_answer(question, value, so_far)
    return given


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """One question: shown on GET, answered on POST. One that is not asked of this situation leads to the next."""
    answers = answers_of(request)
    if not question.asked(answers):
        return to_next(request, answers)
    if request.method != "POST":
        return _question(request, question, answers)
    try:
        value = _read(request, question, answers)
    except Unclear as unclear:
        return _question(request, question, answers, unclear)
    answers = questions.with_answer(question, value, answers)
    keep_answers(request, answers)
    if not question.kept and request.POST.get(question.key) in UNSAFE:
        return _safety(request, answers)
    return to_next(request, answers)


def _safety(request: HttpRequest, answers: dict[str, Any]) -> HttpResponse:
    """What one can do where one is afraid. It has no address of its own, so that no history tells what was answered."""
    following = questions.next_question(answers)
    onward = address(language_of(request), question_page(following) if following else "check")
    response = render(request, "pathway/safety.html", {"careful": safety_on(clock.today()), "onward": onward})
    response["Cache-Control"] = "private, no-store"
    return response


def _read(request: HttpRequest, question: Question, answers: dict[str, Any]) -> Any:
    post = request.POST
    if "unknown" in post and question.unknown is not None:
        return None
    text = post.get(question.key, "")
    if question.kind == "place":
        chosen = post.get(f"{question.key}_choice", "") if post.get(f"{question.key}_for") == text else ""
        return place_answers.read_place(
            place_answers.PlaceTyped(text, chosen, post.get(f"{question.key}_district", ""))
        )
    typed = post.getlist(question.key)
    chosen = post.get(f"{question.key}_choice", "")
    if chosen and post.get(f"{question.key}_for") == text:
        typed = [chosen]
    return questions.read_answer(question, typed, answers, on=clock.today(), lang=language_of(request))


def _question(
    request: HttpRequest, question: Question, answers: dict[str, Any], unclear: Unclear | None = None
) -> HttpResponse:
    lang = language_of(request)
    before = questions.question_before(question, answers)
    meanings = _meanings(question, unclear)
    field = f"{question.key}_choice" if meanings else question.key
    context: dict[str, Any] = {
        "question": question,
        "title": said(question.title, answers),
        "hint": _hint(question, answers),
        "progress": questions.progress(question, answers),
        "back": address(lang, question_page(before)) if before else address(lang, "home"),
        "options": _options(question, answers),
        "value": _value(request, question, answers, lang),
        "error": unclear.text if unclear else "",
        "errors": [{"field": field, "message": unclear.text}] if unclear else [],
        "meanings": meanings,
        "official": unclear.official if isinstance(unclear, place_answers.PlaceUnclear) else None,
        "exit": couples(answers),
    }
    if question.kind == "place":
        kept = answers.get(question.key) or {}
        context["districts"] = place_answers.districts()
        context["district"] = request.POST.get(f"{question.key}_district") or (kept.get("picked") and kept["district"])
    return render(request, "pathway/question.html", context, status=422 if unclear else 200)


def _hint(question: Question, answers: dict[str, Any]) -> Text:
    """Why it is asked, then how to answer."""
    why = said(question.why, answers)
    if question.hint is None:
        return why
    how = said(question.hint, answers)
    return Text(f"{why.fr} {how.fr}", f"{why.en} {how.en}")


def _options(question: Question, answers: dict[str, Any]) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = [
        {"value": option.value, "label": said(option.label, answers), "hint": option.hint or ""}
        for option in question.offered(answers)
    ]
    if question.unknown is not None:
        options.append({"value": questions.UNKNOWN, "label": question.unknown, "hint": "", "apart": True})
    return options


def _value(request: HttpRequest, question: Question, answers: dict[str, Any], lang: str) -> Any:
    """What the field holds: what was just typed, else the answer given before."""
    several = question.kind == "several"
    if request.method == "POST":
        return request.POST.getlist(question.key) if several else request.POST.get(question.key, "")
    if question.key not in answers or not question.kept:
        return [] if several else ""
    answer = answers[question.key]
    if question.kind in ("one", "several"):
        shown: Any = questions.UNKNOWN if answer is None else answer
        return shown if not several or isinstance(shown, list) else [shown]
    return questions.typed_again(question, answer, lang)


def _meanings(question: Question, unclear: Unclear | None) -> list[dict[str, Any]]:
    """The meanings among which the person chooses, where what was typed has more than one."""
    if isinstance(unclear, place_answers.PlaceUnclear):
        options = [{"value": one.value, "label": one.label, "hint": one.hint or ""} for one in unclear.options]
        none = Text("Aucun de ceux-ci", "None of these")
        return (
            [*options, {"value": place_answers.NONE_OF_THESE, "label": none, "hint": "", "apart": True}]
            if options
            else []
        )
    return [{"value": one.value, "label": one.label, "hint": ""} for one in unclear.choices] if unclear else []


@require_http_methods(["GET", "HEAD"])
def check(request: HttpRequest) -> HttpResponse:
    """The answers, each with a way to change it, before the plan is made."""
    answers = answers_of(request)
    if not questions.is_complete(answers):
        return to_next(request, answers)
    lang = language_of(request)
    rows = [
        {
            "label": question.short,
            "answer": questions.shown(question, answers[question.key], answers),
            "known": answers[question.key] is not None,
            "change": address(lang, question_page(question)),
        }
        for question in questions.answered(answers)
    ]
    return render(request, "pathway/check.html", {"rows": rows, "exit": couples(answers)})


check.takes_no_side = True  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the answers of this visit, once confirmed. They are in the browser's cookie and nowhere else."""
    if request.method == "POST":
        keep_answers(request, {})
        return render(request, "pathway/forget.html", {"done": True})
    return render(request, "pathway/forget.html", {"done": False, "count": len(answers_of(request))})


forget.takes_no_side = True  # type: ignore[attr-defined]
