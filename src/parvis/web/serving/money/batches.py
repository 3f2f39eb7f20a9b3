"""Batches: what would be paid, made by one person, released by another, handed to the bank, answered payment by payment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, amount
from parvis.pathway.inputs import Unclear, read_day
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import (
    cancel_batch,
    make_batch,
    mark_sent,
    order_of,
    payees_named,
    release_batch,
    take_file,
    waiting,
)
from parvis.payments.csv_file import write_csv
from parvis.payments.days import FARTHEST, payment_day_hint
from parvis.payments.models import PaymentBatch
from parvis.payments.payee import debtor_account
from parvis.payments.status_reasons import meaning_of
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.claims import DAYS_FROM
from parvis.web.practice.typed import Blank, options
from parvis.web.team.gate import powered
from parvis.web.uploads import sent_file

A_PAGE = 50
PAY = "payments.pay"
_UNWRITABLE = Text("son nom ne peut pas être dans le fichier de la banque", "the bank’s file cannot carry this name")
#: Years that a slip of the pen can be off: such a day is read, then refused for what it is.
_YEARS = timedelta(days=3653)
STATES = state_table("batch").states
#: The fields of an act that this page calls otherwise.
FIELDS = {"answer": "file"}
TONES = {"settled": "go", "partly_settled": "careful", "failed": "stop", "cancelled": "", "sent": "accent"}
PAYMENT_STATES = {
    "pending": Text("En attente", "Pending"),
    "paid": Text("Payé", "Paid"),
    "returned": Text("Revenu", "Returned"),
    "cancelled": Text("Annulé", "Cancelled"),
}


@powered(PAY)
def batches(request: HttpRequest) -> HttpResponse:
    """The batches, and what would be in the next one."""
    state = request.GET.get("state") if request.GET.get("state") in STATES else ""
    found = PaymentBatch.objects.filter(state=state) if state else PaymentBatch.objects.all()
    page = Paginator(found.order_by("-pk"), A_PAGE).get_page(request.GET.get("page"))
    coming = waiting()
    context = {
        "rows": [_row(one) for one in page.object_list],
        "page": page,
        "total": page.paginator.count,
        "state": state,
        "states": options(dict(STATES)),
        "coming": amount(Money(coming.total())),
        "payees": len(coming.payable),
        "no_account": [(one.name, amount(Money(cents))) for one, cents in payees_named(coming.no_account)]
        + [
            (f"{one.name} ({getattr(_UNWRITABLE, language_of(request))})", amount(Money(cents)))
            for one, cents in payees_named(coming.unwritable)
        ],
        "carried": [(one.name, amount(Money(cents))) for one, cents in payees_named(coming.carried)],
        "today": clock.today(),
        "payer": debtor_account() is not None,
    }
    return render(request, "serving/money/batches.html", context)


def _row(batch: PaymentBatch) -> dict[str, Any]:
    return {
        "batch": batch,
        "amount": amount(Money(batch.total_cents)),
        "state": STATES[batch.state],
        "tone": TONES.get(batch.state, ""),
        "late": batch.state == "draft" and batch.execution_day < clock.today(),
    }


@powered(PAY, fresh=True)
def make(request: HttpRequest) -> HttpResponse:
    """Make a batch of all that is approved: on a day, after a fresh proof."""
    faults: dict[str, Text] = {}
    meanings: list[dict[str, Any]] = []
    typed = (request.POST.get("execution_day_choice") or request.POST.get("execution_day", ""))[:60]
    if request.method == "POST":
        try:
            made = make_batch(execution_day=_day_asked(typed), by=person_of(request), at=clock.now())
            return see(address(language_of(request), "serving_batch", number=made.pk))
        except Unclear as unclear:
            faults["execution_day"] = unclear.text
            meanings = [{"value": one.value, "label": one.label} for one in unclear.choices]
        except Refused as refused:
            faults[refused.field] = refused.reason
    coming = waiting()
    context = {
        "typed": typed,
        "faults": Blank(faults),
        "coming": amount(Money(coming.total())),
        "payees": len(coming.payable),
        "errors": [{"field": name, "message": words} for name, words in faults.items()],
        "hint": payment_day_hint(clock.today()),
        "meanings": meanings,
    }
    return render(request, "serving/money/make.html", context, status=422 if faults else 200)


def _day_asked(typed: str) -> date:
    """The day of payment that is typed, whatever its year: one that cannot be is refused with why by who makes the batch."""
    today = clock.today()
    try:
        day = read_day(typed, on=today, earliest=today, latest=today + FARTHEST)
    except Unclear as unclear:
        if unclear.choices:
            raise
        day = read_day(typed, on=today, earliest=today - _YEARS, latest=today + _YEARS)
    return day


def found_batch(number: int) -> PaymentBatch:
    """A batch; `Http404` where there is none."""
    batch = PaymentBatch.objects.filter(pk=number).first()
    if batch is None:
        raise Http404
    return batch


@powered(PAY)
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """One batch: its payments and what became of each; the file's handing over, the bank's answer, the end."""
    held, errors = found_batch(number), list[dict[str, Any]]()
    if request.method == "POST":
        try:
            _act(request, held)
            return see(address(language_of(request), "serving_batch", number=held.pk))
        except Refused as refused:
            errors = [{"field": FIELDS.get(refused.field, refused.field), "message": refused.reason}]
            held.refresh_from_db()
    return _shown(request, held, errors)


def _shown(request: HttpRequest, held: PaymentBatch, errors: list[dict[str, Any]]) -> HttpResponse:
    payments = held.payments.select_related("payee").order_by("pk")
    page = Paginator(payments, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_row(held),
        "page": page,
        "errors": errors,
        "mine": held.made_by == person_of(request).code,
        "faults": Blank({one["field"]: one["message"] for one in errors if one["field"]}),
        "rows": [
            {
                "payment": one,
                "amount": amount(Money(one.amount_cents)),
                "state": PAYMENT_STATES[one.state],
                "why": meaning_of(one.reason_code) if one.reason_code else None,
                "day_from": DAYS_FROM[one.day_from] if one.state == "paid" else None,
            }
            for one in page.object_list
        ],
        "may": {one.name for one in state_table("batch").open_to("service_payer", held.state)},
        "has_file": bool(held.digest) and held.state not in ("cancelled", "failed"),
        "sent": held.sent_at is not None,
        "reason": request.POST.get("reason", ""),
        "taken": held.taken_at is not None,
        "sure": request.POST.get("nothing_executed") == "1",
        "cancelling": request.POST.get("act") == "cancel",
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "serving/money/batch.html", context, status=422 if errors else 200)


def _act(request: HttpRequest, held: PaymentBatch) -> None:
    act, by, now = request.POST.get("act", ""), person_of(request), clock.now()
    if act == "sent":
        mark_sent(held, by=by, at=now)
    elif act == "answer":
        record_bank_answer(held, sent_file(request), by=by, at=now)
    elif act == "cancel":
        sure = request.POST.get("nothing_executed") == "1"
        cancel_batch(held, reason=request.POST.get("reason", ""), nothing_executed=sure, by=by, at=now)
    else:
        raise Http404


@powered(PAY, fresh=True)
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Release a batch that somebody else made, after a fresh proof."""
    held, errors = found_batch(number), list[dict[str, Any]]()
    if request.method == "POST":
        try:
            release_batch(held, by=person_of(request), at=clock.now())
            return see(address(language_of(request), "serving_batch", number=held.pk))
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    context = {**_row(held), "errors": errors, "mine": held.made_by == person_of(request).code}
    return render(request, "serving/money/release.html", context, status=422 if errors else 200)


@powered(PAY, fresh=True)
def batch_file(request: HttpRequest, number: int) -> HttpResponse:
    """The file for the bank: byte for byte the one that was released."""
    held = _released(number)
    try:
        content = take_file(held, by=person_of(request), at=clock.now())
    except Refused as refused:
        return _shown(request, held, [{"field": "", "message": refused.reason}])
    response = HttpResponse(content, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{held.number}.xml"'
    return response


@powered(PAY, fresh=True)
def batch_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The same payments as a table for a spreadsheet."""
    held = _released(number)
    try:
        take_file(held, by=person_of(request), at=clock.now())
    except Refused as refused:
        return _shown(request, held, [{"field": "", "message": refused.reason}])
    response = HttpResponse(write_csv(order_of(held), language_of(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{held.number}.csv"'
    return response


def _released(number: int) -> PaymentBatch:
    held = found_batch(number)
    if not held.digest:
        raise Http404
    return held
