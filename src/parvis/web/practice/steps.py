"""The guided application: one question a page, each kept as it is answered, with what the law says so far beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from parvis.config import clock
from parvis.documents.purposes import PURPOSES
from parvis.journal.capabilities import holders
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.applications import CHANGING, save_step, send_application
from parvis.roster.applying import fee_on
from parvis.roster.guide import Step, step_of, steps_of
from parvis.roster.guide_words import SUPERVISOR_CERTIFIED, SUPERVISOR_MANDATES, SUPERVISOR_NAME
from parvis.roster.models import Application
from parvis.roster.supervisors import LOOKED_AT, supervisors_named
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice import words
from parvis.web.practice.answers import answers_shown
from parvis.web.practice.applications import (
    change_documents,
    documents_shown,
    messages_shown,
    named,
    own_application,
    read_version,
)
from parvis.web.practice.conditions import shown_conditions
from parvis.web.practice.reading import read_fields, shown_field
from parvis.web.typed import few_words, whole_number
from parvis.web.uploads import ACCEPTED

#: What the undertaking is, in the words of our paraphrases (r. 0.7, ss. 1 and 3).
UNDERTAKING = tuple(
    f"c25.01-r0.7/{unit}"
    for unit in (
        "s1-p4-mandates",
        "s1-p4-deadline",
        "s1-p4-supervisor",
        "s1-p4-training",
        "s1-p4-after",
        "s3-al1-agree",
        "s3-al1-cover",
        "s3-al2-p1-count",
        "s3-al2-p1-sess",
        "s3-al2-p2",
        "s3-al2-p3",
        "s3-al3-proh",
    )
)


def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """One page of an application: its question, what is kept of it, what the law says so far."""
    held = own_application(request, slug)
    page = step_of(held, step)
    if page is None:
        raise Http404
    if held.state not in CHANGING:
        return see(address(language_of(request), "practice_application", slug=slug))
    if request.method == "POST":
        return _posted(request, held, page)
    return _page(request, held, page)


def _posted(request: HttpRequest, held: Application, page: Step) -> HttpResponse:
    lang, now = language_of(request), clock.now()
    if request.POST.get("act") == "documents":
        try:
            done = change_documents(request, held)
        except Refused as refused:
            return _page(request, held, page, [{"field": refused.field, "message": refused.reason}], request.POST)
        return see(address(lang, "practice_step", slug=held.number, step=page.code) + f"?done={done}")
    values, errors = _read(page, request.POST, day_of(now))
    if page.kind == "affidavit" and not errors and not values.get("sworn_elsewhere"):
        kept = any(one["document"].purpose == "affidavit" for one in documents_shown(held))
        errors = [] if kept else [{"field": "sworn_elsewhere", "message": words.NOT_SWORN}]
    if not errors:
        try:
            save_step(held, page.code, values, version=read_version(request), by=person_of(request), at=now)
            return see(_after(held, page, lang, checking=request.POST.get("then") == "check"))
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            held.refresh_from_db()
    return _page(request, held, page, errors, request.POST)


def _read(page: Step, typed: QueryDict, on: date) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if page.kind != "supervisor":
        return read_fields(page.fields, typed, on=on)
    chosen = whole_number(typed.get("supervisor", ""))
    if chosen is not None:
        return {"supervisor": chosen}, []
    name, certified = typed.get("supervisor_name", "")[:200].strip(), typed.get("supervisor_certified", "")
    mandates = typed.get("supervisor_mandates", "").strip()
    faults = []
    if not name:
        faults.append({"field": "supervisor_name", "message": words.NO_SUPERVISOR})
    elif certified not in ("yes", "no"):
        faults.append({"field": "supervisor_certified", "message": words.MISSING["yes_no"]})
    elif whole_number(mandates, digits=5) is None:
        faults.append({"field": "supervisor_mandates", "message": words.MISSING["number"]})
    if faults:
        return {}, faults
    return {
        "supervisor_name": name,
        "supervisor_certified": certified == "yes",
        "supervisor_mandates": int(mandates),
    }, []


def _after(held: Application, page: Step, lang: str, *, checking: bool) -> str:
    """The page that follows; that of checking where every page has its answer, or where one came from there."""
    pages = steps_of(held)
    rest = pages[[one.code for one in pages].index(page.code) + 1 :]
    if not checking and rest:
        return address(lang, "practice_step", slug=held.number, step=rest[0].code)
    return address(lang, "practice_check", slug=held.number)


def _page(
    request: HttpRequest,
    held: Application,
    page: Step,
    errors: Sequence[dict[str, Any]] = (),
    typed: QueryDict | None = None,
) -> HttpResponse:
    lang, now = language_of(request), clock.now()
    pages = [one.code for one in steps_of(held)]
    place = pages.index(page.code)
    faults = {one["field"]: one["message"] for one in errors if one["field"]}
    answers = None if typed is None or typed.get("act") == "documents" else typed
    fields = [
        {**shown_field(one, held.answers, answers, lang), "error": faults.get(one.name, "")} for one in page.fields
    ]
    context = {
        "application": held,
        **named(held),
        "step": page,
        "fields": fields,
        "errors": list(errors),
        "single": _alone(page, fields),
        "at": place + 1,
        "of": len(pages),
        "version": held.version,
        "then": request.GET.get("then", ""),
        "back": address(lang, "practice_step", slug=held.number, step=pages[place - 1]) if place else "",
        "conditions": shown_conditions(held, on=day_of(now)),
        "faults": {"file": "", "purpose": ""} | faults,
        "done": words.DONE.get(request.GET.get("done", "")),
        **_special(request, held, page, typed),
    }
    return render(request, "practice/step.html", context, status=422 if errors else 200)


def _alone(page: Step, fields: Sequence[dict[str, Any]]) -> bool:
    """Whether the question of the page is that of its only field; why it is asked then stands in its hint."""
    if len(fields) != 1 or fields[0]["label"] != page.title:
        return False
    hints = [one for one in (page.why, fields[0]["hint"]) if one]
    fields[0]["hint"] = Text(" ".join(one.fr for one in hints), " ".join(one.en for one in hints)) if hints else ""
    return True


def _special(request: HttpRequest, held: Application, page: Step, typed: QueryDict | None) -> dict[str, Any]:
    """What only some pages show: documents, the words of the undertaking, the fee, the people who supervise."""
    on = day_of(clock.now())
    if page.kind in ("documents", "affidavit"):
        there = [one for one in documents_shown(held) if one["document"].purpose in page.documents]
        return {
            "documents": there,
            "accept": ACCEPTED,
            "purposes": [{"value": one, "label": PURPOSES[one]} for one in page.documents],
            "purpose": page.documents[0] if len(page.documents) == 1 else "",
        }
    if page.kind == "undertaking":
        return {"norms": [LAW.norms.at(one, on) for one in UNDERTAKING]}
    if page.kind == "fee":
        return {"fee": fee_on(held, on)}
    return _supervisors(request, held, on, typed) if page.kind == "supervisor" else {}


def _supervisors(request: HttpRequest, held: Application, on: date, typed: QueryDict | None) -> dict[str, Any]:
    told = held.answers
    looked = few_words(request.GET.get("q", ""))
    found = supervisors_named(looked, on=on, but=held.person_id) if looked else []
    options = [
        {"value": str(one.pk), "label": Text(one.professional.name, one.professional.name), "hint": one.body.name}
        for one in found
    ]
    by_hand = {"name": told.get("supervisor_name", ""), "certified": "", "mandates": ""}
    if "supervisor_certified" in told:
        by_hand |= {
            "certified": "yes" if told["supervisor_certified"] else "no",
            "mandates": str(told["supervisor_mandates"]),
        }
    if typed is not None:
        by_hand = {name: typed.get(f"supervisor_{name}", "") for name in by_hand}
    labels = {"name": SUPERVISOR_NAME, "certified": SUPERVISOR_CERTIFIED, "mandates": SUPERVISOR_MANDATES}
    return {
        "q": looked,
        "found": options,
        "many": len(found) >= LOOKED_AT,
        "by_hand": by_hand,
        "labels": labels,
        "chosen": str(told.get("supervisor", "")),
        "chosen_name": told.get("supervisor_name", "") if told.get("supervisor") else "",
        "hand_open": not told.get("supervisor") and bool(told.get("supervisor_name") or typed),
    }


def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Every answer, every document and what the law says of them; then the application is sent."""
    held, lang, now = own_application(request, slug), language_of(request), clock.now()
    if held.state not in CHANGING:
        return see(address(lang, "practice_application", slug=slug))
    errors: list[dict[str, Any]] = []
    message = request.POST.get("message", "")[:5_000]
    if request.method == "POST":
        try:
            send_application(held, message=message, version=read_version(request), by=person_of(request), at=now)
            return see(address(lang, "practice_application", slug=slug) + "?done=sent")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
            held.refresh_from_db()
    context = {
        "application": held,
        **named(held),
        "rows": answers_shown(held, lang),
        "documents": documents_shown(held),
        "conditions": shown_conditions(held, on=day_of(now)),
        "errors": errors,
        "version": held.version,
        "message": message,
        "open": [one for one in steps_of(held) if not one.answered(held.answers)],
        "acts_here": held.body_id in holders("certifying_body"),
        "asked": [one for one in messages_shown(held) if held.state == "more_asked"][-1:],
    }
    return render(request, "practice/check.html", context, status=422 if errors else 200)


for _view in (step, check):
    staff_page(_view)
