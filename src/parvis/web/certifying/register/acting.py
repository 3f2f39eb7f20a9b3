"""Recording an act on a certification, and taking one back: typed, read again with what the law makes of it, then done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.questions.family_mediation.standing_facts import FIRST_REGULATION
from parvis.pathway.inputs import Unclear, read_amount, read_day
from parvis.people.refused import Refused
from parvis.roster.act_words import ACTS, NOTICES, STATUS_WORDS, cite_of
from parvis.roster.actions.standing import correct_act, record_act
from parvis.roster.course import INFORMED_ACTS
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models import Certification, StandingAct
from parvis.roster.possible import course_with, open_acts, require_possible
from parvis.roster.telling import told_of_change
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.certifying.register.people import followed
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

MOST = 1000
FIELDS = ("kind", "day", "informed", "fee", "reason")
_CHOOSE = Text("Choisissez l’acte.", "Choose the act.")
_DAY = Text("Écrivez le jour de la décision.", "Write the day of the decision.")
_INFORMED = Text(
    "Écrivez le jour où l’organisme l’a appris : c’est lui qui compte (art. 9).",
    "Write the day on which the body was informed: that day counts (s. 9).",
)
_FEE = Text(
    "Écrivez les frais payés avec la demande ; 0 s’il n’y en a pas.", "Write the fee paid with the request; 0 if none."
)


@dataclass
class Typed:
    """The form of an act as it was typed, its faults, and the act where there are none."""

    values: dict[str, str]
    key: str
    faults: dict[str, Text] = field(default_factory=dict)
    act: StandingAct | None = None


def _read(query: QueryDict, held: Certification, lang: str) -> Typed:
    values = {name: query.get(name, "")[: MOST * 2].strip() for name in FIELDS}
    typed = Typed(values, query.get("key", "")[:64] or uuid4().hex)
    on, now, kind = clock.today(), clock.now(), values["kind"]
    if kind not in open_acts(held, on, now):
        typed.faults["kind"] = _CHOOSE
        return typed
    day = _day(typed, "day", on, _DAY)
    informed = _day(typed, "informed", on, _INFORMED) if kind in INFORMED_ACTS else None
    fee = _fee(typed, lang) if kind == "certification_requested" else None
    if typed.faults or day is None:
        return typed
    act = StandingAct(
        certification=held,
        kind=kind,
        day=day,
        informed=informed,
        fee_cents=fee,
        reason=values["reason"][:MOST],
        key=typed.key,
    )
    try:
        require_possible(act, now)
        course_with(act)
        typed.act = act
    except Refused as refused:
        typed.faults[refused.field or "kind"] = refused.reason
    return typed


def _day(typed: Typed, name: str, on: date, absent: Text) -> date | None:
    if not typed.values[name]:
        typed.faults[name] = absent
        return None
    try:
        return read_day(typed.values[name][:60], on=on, earliest=FIRST_REGULATION, latest=on)
    except Unclear as unclear:
        typed.faults[name] = unclear.text
        return None


def _fee(typed: Typed, lang: str) -> int | None:
    try:
        return read_amount(typed.values["fee"][:40] or "x", lang=lang, least=Money(0)).cents
    except Unclear as unclear:
        typed.faults["fee"] = unclear.text if typed.values["fee"] else _FEE
        return None


@powered("roster.certify")
def record(request: HttpRequest, number: int) -> HttpResponse:
    """The form of an act; then the same read again, with its periods and its notice; then it is done."""
    held, lang = followed(request, number), language_of(request)
    typed = (
        _read(request.POST, held, lang) if request.method == "POST" else Typed(dict.fromkeys(FIELDS, ""), uuid4().hex)
    )
    act = typed.act
    if act is not None and request.POST.get("step") == "done":
        try:
            fee = Money(act.fee_cents) if act.fee_cents is not None else None
            with told_of_change(held, on=clock.today()):
                record_act(
                    held,
                    act.kind,
                    day=act.day,
                    informed=act.informed,
                    fee=fee,
                    reason=act.reason,
                    by=person_of(request),
                    at=clock.now(),
                    key=typed.key,
                )
            return see(address(lang, "certifying_person", number=held.pk) + "?done=act")
        except Refused as refused:
            typed.faults[refused.field or "kind"] = refused.reason
            act = None
    checking = act is not None and request.POST.get("step") in ("check", "done")
    options = [{"value": code, "label": ACTS[code]} for code in open_acts(held, clock.today(), clock.now())]
    context: dict[str, Any] = {
        "held": held,
        "kind": CERTIFICATIONS[held.kind],
        "values": typed.values,
        "key": typed.key,
        "options": options,
        "faults": dict.fromkeys(FIELDS, "") | typed.faults,
        "most": MOST,
        "errors": [{"field": name, "message": text} for name, text in typed.faults.items()],
    }
    if checking and act is not None:
        return render(request, "certifying/register/check.html", context | _made(act))
    return render(request, "certifying/register/act.html", context, status=422 if typed.faults else 200)


def _made(act: StandingAct) -> dict[str, Any]:
    """What the law makes of an act, shown before it is done."""
    course = course_with(act)
    place = next(index for index, one in enumerate(course.acts) if one is act)
    called = course.notices.get(place)
    return {
        "act": act,
        "words": ACTS[act.kind],
        "norm": cite_of(course.norms[place]),
        "status": STATUS_WORDS[course.status],
        "periods": [
            (STATUS_WORDS[one.status], one.begins, one.ends - timedelta(days=1) if one.ends else None)
            for one in course.periods
        ],
        "notice": NOTICES[called.kind] if called else None,
        "mandated": called.mandated if called else False,
        "left": [one.why for one in course.decision.for_a_person] if course.decision else [],
        "fee": Money(act.fee_cents) if act.fee_cents is not None else None,
    }


@powered("roster.certify")
def correct(request: HttpRequest, number: int, act: int) -> HttpResponse:
    """Take an act back by a correction, with its reasons."""
    held, lang = followed(request, number), language_of(request)
    found = StandingAct.objects.counted().filter(certification=held, pk=act).first()
    if found is None:
        raise Http404
    errors: list[dict[str, Any]] = []
    reason, key = request.POST.get("reason", "")[: MOST * 2], request.POST.get("key", "")[:64] or uuid4().hex
    if request.method == "POST":
        try:
            with told_of_change(held, on=clock.today(), corrected=True):
                correct_act(found, reason=reason[:MOST], by=person_of(request), at=clock.now(), key=key)
            return see(address(lang, "certifying_person", number=held.pk) + "?done=corrected")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    faults = {"reason": ""} | {one["field"]: one["message"] for one in errors if one["field"]}
    context = {
        "held": held,
        "act": found,
        "words": ACTS[found.kind],
        "errors": errors,
        "faults": faults,
        "reason": reason,
        "key": key,
        "most": MOST,
    }
    return render(request, "certifying/register/correct.html", context, status=422 if errors else 200)
