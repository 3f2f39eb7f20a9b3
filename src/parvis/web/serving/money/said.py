"""What the bank says without a file, by telephone or on its own site: paid or refused, by somebody else than who made the batch."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount
from parvis.payments.actions.settling import OUTCOMES, REASON, REFERENCE, WHICH, Word, in_doubt, record_bank_word
from parvis.payments.models import PaymentBatch
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.serving.money.batches import PAY, PAYMENT_STATES, found_batch
from parvis.web.team.gate import powered

A_PAGE = 50
#: The most that is read of a text: the act says which is too long, and nothing typed is lost.
WHOLE = 20_000
#: The value of the box that takes every payment that waits.
ALL = "all"


@powered(PAY, fresh=True)
def said(request: HttpRequest, number: int) -> HttpResponse:
    """Record what the bank says of some payments of a batch, or of all that wait."""
    held = found_batch(number)
    if held.sent_at is None:
        raise Http404
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        try:
            if _record(request, held, typed):
                return see(address(language_of(request), "serving_batch", number=held.pk) + "?done=said")
        except Refused as refused:
            typed.refused(refused)
    doubtful = set(in_doubt(held).values_list("pk", flat=True))
    there = held.payments.filter(Q(state__in=("pending", "paid")) | Q(pk__in=doubtful)).select_related("payee")
    page = Paginator(there.order_by("-state", "pk"), A_PAGE).get_page(request.GET.get("page"))
    outcomes = {code: words for code, words in OUTCOMES.items() if doubtful or code != "paid_after_all"}
    waiting = held.payments.filter(state="pending").count()
    context = {
        "batch": held,
        "page": page,
        "waiting": waiting,
        "mine": held.made_by == person_of(request).code,
        "payments": _choices(page.object_list, waiting),
        "outcomes": options(outcomes),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
    }
    return render(request, "serving/money/said.html", context, status=422 if typed.faults else 200)


def _choices(payments: Any, waiting: int) -> list[dict[str, Any]]:
    """Every payment that waits in one box, then each with its payee, its amount and its state."""
    every = Text(f"Tous ceux qui attendent : {waiting}", f"All those that wait: {waiting}")
    rows = [{"value": ALL, "label": every}] if waiting > 1 else []
    for one in payments:
        sum_, state = amount(Money(one.amount_cents)), PAYMENT_STATES[one.state]
        label = Text(f"{one.payee.name} – {sum_.fr}", f"{one.payee.name} – {sum_.en}")
        rows.append(
            {
                "value": one.reference,
                "label": label,
                "hint": Text(f"{one.reference}, {state.fr}", f"{one.reference}, {state.en}"),
            }
        )
    return rows


def _record(request: HttpRequest, held: PaymentBatch, typed: Typed) -> bool:
    chosen = [one[:35] for one in request.POST.getlist("payments")[:1000]]
    typed.values["payments"] = chosen
    outcome = typed.one_of("outcome", OUTCOMES)
    released = day_of(held.released_at) if held.released_at else clock.today()
    day = typed.day("day", earliest=min(released, clock.today()))
    reference, reason = typed.text("reference", WHOLE), typed.text("reason", WHOLE)
    asked = ((chosen, "payments", WHICH), (reference, "reference", REFERENCE), (reason, "reason", REASON))
    typed.faults |= {name: words for given, name, words in asked if not given}
    if typed.faults or day is None:
        return False
    if ALL in chosen:
        waiting = held.payments.filter(state="pending").values_list("reference", flat=True)
        chosen = [*waiting, *(one for one in chosen if one != ALL)]
    record_bank_word(held, set(chosen), Word(outcome, day, reference, reason), by=person_of(request), at=clock.now())
    return True
