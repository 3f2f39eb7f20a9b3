"""More time: what the law allows, each request with its conditions as they stand, the documents to join."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.extension import REASONS
from parvis.pathway.inputs import Unclear, read_amount
from parvis.people.refused import Refused
from parvis.roster.actions.extensions import (
    ASKED,
    DOCUMENTS,
    Inability,
    ask_inability,
    ask_one_year,
    join_document,
    withdraw_request,
)
from parvis.roster.extending import Answer, answer_to, nothing_to_extend, too_late_for_the_year
from parvis.roster.models import ExtensionRequest
from parvis.roster.progress import Picture
from parvis.roster.proofs import documents_of_request
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.law import shown
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.practice.undertaking.own import own_picture, own_request
from parvis.web.practice.undertaking.shown import requests_of
from parvis.web.uploads import sent_file

STATES = state_table("extension").states
TAGS = {"asked": "careful", "granted": "go", "refused": "stop", "withdrawn": ""}
GROUNDS: dict[str, Text] = {
    "inability": Text("Le temps d’une incapacité", "The time of an inability"),
    "one_year": Text("Un an de plus", "One more year"),
}
REASON_WORDS: dict[str, Text] = {
    "illness": Text("Une maladie", "Illness"),
    "accident": Text("Un accident", "An accident"),
    "pregnancy": Text("Une grossesse", "Pregnancy"),
    "parental_leave": Text("Un congé parental", "Parental leave"),
    "absence_from_quebec": Text("Un séjour hors du Québec", "An absence from Québec"),
    "career_change": Text("Un changement de carrière", "A change of career"),
    "other": Text("Un autre motif", "Another reason"),
}
DOCUMENT_WORDS: dict[str, Text] = {
    "inability": Text("La preuve de l’incapacité", "The proof of the inability"),
    "affidavit": Text("La déclaration sous serment", "The affidavit"),
}
_WHOLE = Text("Garder l’engagement entier : {mandates} mandats", "Keep the whole undertaking: {mandates} mandates")
_REDUCED = Text(
    "Prendre l’engagement réduit : {mandates} mandats et {hours} heures de formation pratique",
    "Take the reduced undertaking: {mandates} mandates and {hours} hours of practical training",
)
SUPERVISORS = Text(
    "La déclaration sous serment de qui vous supervise, pour les mandats déjà supervisés",
    "The affidavit of your supervisor, for the mandates already supervised",
)


def more_time(request: HttpRequest, number: int) -> HttpResponse:
    """The two ways to have more time, what each asks for, and what was asked."""
    return _ways(request, number, own_picture(request, number))


staff_page(more_time)


def _ways(request: HttpRequest, number: int, picture: Picture, *, refused: Text | None = None) -> HttpResponse:
    """The page of the two ways; `refused`: why the form that was opened by its address cannot be."""
    context = {
        "number": number,
        "picture": picture,
        "requests": [line_of(one) for one in requests_of(number)],
        "norms": [
            shown.norm_line(f"c25.01-r0.7/{unit}", picture.beginning.day) for unit in ("s41-al1-duty", "s41-al2-duty")
        ],
        "asked_year": any(
            one.ground == "one_year" and one.state in ("asked", "granted") for one in requests_of(number)
        ),
        "why_not": nothing_to_extend(picture),
        "why_no_year": too_late_for_the_year(picture),
        "today": picture.on,
        "refused": refused,
    }
    return render(request, "practice/undertaking/more_time.html", context, status=409 if refused else 200)


def line_of(one: ExtensionRequest) -> dict[str, Any]:
    """A request in a list."""
    return {"request_held": one, "ground": GROUNDS[one.ground], "state": STATES[one.state], "tag": TAGS[one.state]}


def inability(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the time of an inability."""
    picture, lang = own_picture(request, number), language_of(request)
    if why := nothing_to_extend(picture):
        return _ways(request, number, picture, refused=why)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        reason = typed.one_of("reason", REASONS)
        first = typed.day("first", earliest=picture.beginning.day - timedelta(days=730), latest=picture.deadline)
        last = typed.day("last", earliest=picture.beginning.day, latest=picture.deadline + timedelta(days=730))
        fee = amount_typed(typed, "fee", lang)
        if not typed.faults and first is not None and last is not None and fee is not None:
            try:
                made = ask_inability(
                    picture.certification,
                    Inability(reason, first, last, fee),
                    by=person_of(request),
                    on=clock.today(),
                    at=clock.now(),
                )
                return see(address(lang, "practice_request", number=made.pk) + "?done=asked")
            except Refused as refused:
                typed.refused(refused)
    context = _form(number, typed) | {
        "reasons": [{"value": code, "label": REASON_WORDS[code]} for code in REASONS],
        "norm": shown.norm_line("c25.01-r0.7/s41-al1-duty", picture.beginning.day),
    }
    return render(request, "practice/undertaking/inability.html", context, status=422 if typed.faults else 200)


staff_page(inability)


def one_year(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for one more year, with the whole undertaking or the reduced one."""
    picture, lang = own_picture(request, number), language_of(request)
    if why := nothing_to_extend(picture) or _no_year(picture, number):
        return _ways(request, number, picture, refused=why)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        alleges, fee = typed.flag("alleges"), amount_typed(typed, "fee", lang)
        reduced = typed.one_of("reduced", ("whole", "reduced"))
        if not typed.faults and fee is not None:
            try:
                made = ask_one_year(
                    picture.certification,
                    alleges=alleges,
                    reduced=reduced == "reduced",
                    fee=fee,
                    by=person_of(request),
                    on=clock.today(),
                    at=clock.now(),
                )
                return see(address(lang, "practice_request", number=made.pk) + "?done=asked")
            except Refused as refused:
                typed.refused(refused)
    context = _form(number, typed) | {
        "choices": options(_sizes(picture)),
        "ask_by": picture.ask_by,
        "today": picture.on,
        "norm": shown.norm_line("c25.01-r0.7/s41-al2-duty", picture.beginning.day),
        "reduced_norm": shown.norm_line("c25.01-r0.7/s41-al4-opt", picture.beginning.day),
    }
    return render(request, "practice/undertaking/one_year.html", context, status=422 if typed.faults else 200)


staff_page(one_year)


def _no_year(picture: Picture, number: int) -> Text | None:
    """Why the year is not asked for: it was already, or its last day has passed."""
    asked = any(one.ground == "one_year" and one.state in ("asked", "granted") for one in requests_of(number))
    return ASKED if asked else too_late_for_the_year(picture)


def _sizes(picture: Picture) -> dict[str, Text]:
    """The two undertakings, with the numbers that the law asks of each."""
    day = picture.beginning.day
    whole = LAW.parameters["c25.01-r0.7/s1-p4-mandates"].at(day).value
    fewer, hours = (LAW.parameters[f"c25.01-r0.7/s41-al4-{unit}"].at(day).value for unit in ("5", "21h"))
    return {"whole": _WHOLE.fill(mandates=whole), "reduced": _REDUCED.fill(mandates=fewer, hours=hours)}


def amount_typed(typed: Typed, name: str, lang: str) -> Money | None:
    """An amount of dollars, 0 included: what was paid, whatever it is."""
    said = typed.post.get(name, "")[:80]
    typed.values[name] = said
    try:
        return read_amount(said, lang=lang, least=Money(0))
    except Unclear as unclear:
        typed.faults[name] = unclear.text
        return None


def _form(number: int, typed: Typed) -> dict[str, Any]:
    return {
        "number": number,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
    }


def one_request(request: HttpRequest, number: int) -> HttpResponse:
    """One request: where it stands, each condition as the law sees it today, the documents, withdrawing it."""
    held, lang, me = own_request(request, number), language_of(request), person_of(request)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            if request.POST.get("act") == "withdraw":
                withdraw_request(held, by=me, at=clock.now())
                return see(address(lang, "practice_more_time", number=held.certification_id))
            purpose = request.POST.get("purpose", "")[:20]
            join_document(held, sent_file(request), purpose=purpose, by=me, at=clock.now())
            return see(address(lang, "practice_request", number=held.pk) + "?done=joined")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            held.refresh_from_db()
    done = request.GET.get("done", "") if request.GET.get("done") in ("asked", "joined") else ""
    context = request_shown(held) | {"errors": errors, "done": done}
    return render(request, "practice/undertaking/request.html", context, status=422 if errors else 200)


staff_page(one_request)


def request_shown(held: ExtensionRequest) -> dict[str, Any]:
    """A request with what the law answers to it: today while it waits, else on the day of the decision."""
    waits = held.state == "asked"
    answer = answer_to(held, clock.today()) if waits else None
    joined = documents_of_request(held)
    names = {
        code: SUPERVISORS if held.ground == "one_year" else DOCUMENT_WORDS[code] for code in DOCUMENTS[held.ground]
    }
    return {
        **line_of(held),
        "waits": waits,
        "answer": answer,
        "conditions": conditions_shown(answer) if answer else [],
        "left": [{"why": one.why, "norm": shown.norm_line(one.norm, held.requested)} for one in answer.left]
        if answer
        else [],
        "documents": joined,
        "facts": facts_shown(held),
        "decision": decision_shown(held),
        "wanted": [
            {"purpose": code, "label": words, "there": any(one.purpose == code for one in joined)}
            for code, words in names.items()
        ],
    }


def conditions_shown(answer: Answer) -> list[dict[str, Any]]:
    """Each condition: met or not, why, its norm."""
    return [
        {"holds": one.holds, "because": one.because, "norm": shown.norm_line(one.norm.id, one.norm.in_force.first)}
        for one in answer.conditions
    ]


def facts_shown(held: ExtensionRequest) -> dict[str, Any]:
    """What was said of a request, in words."""
    facts = held.facts
    return {
        "fee": facts["fee_paid"],
        "reason": REASON_WORDS.get(str(facts.get("reason"))),
        "first": _day(facts.get("from")),
        "last": _day(facts.get("to")),
        "reduced": facts.get("reduced"),
    }


def decision_shown(held: ExtensionRequest) -> dict[str, Any] | None:
    """What was decided: the two days, as they were on the day of the decision."""
    kept = held.decision
    return None if kept is None else {name: _day(kept[name]) for name in ("before", "after", "on")}


def _day(written: object) -> date | None:
    return date.fromisoformat(str(written)) if written else None
