"""A mediator's fees: what could be claimed, line by line with its norm, before it is sent; the claims, the statement, the account."""

from __future__ import annotations

import csv
import io
import secrets
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.journal.capabilities import capability_on
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, amount
from parvis.payments.actions.accounts import set_payee_account
from parvis.payments.actions.claims import OFFICE, claim_group_session, computed, send_claim
from parvis.payments.actions.looking_again import recheck_claim
from parvis.payments.actions.review import withdraw_claim
from parvis.payments.blocked import BLOCKS, words_of
from parvis.payments.ledgers import left_of
from parvis.payments.models import FeeClaim, PayeeAccount
from parvis.payments.orders import Account, OrderRefused
from parvis.payments.payee import account_kept
from parvis.payments.statements import statement_of
from parvis.people.refused import Refused
from parvis.roster.models import GroupSession, Professional
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.claim_shown import (
    KINDS,
    claim_rows,
    fresh_rows,
    line_rows,
    oldest_day,
    owed_by,
    owed_of,
    person_items,
)
from parvis.web.practice.own import claim_of, mandate_of, professional_of
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.typed import whole_number

A_PAGE = 50
STATES = state_table("claim").states
#: The states of a claim that no account will pay, or pay again.
_OVER = ("paid", "refused", "withdrawn")
#: Where the day of a payment comes from, in words.
DAYS_FROM = {
    "bank": Text("Jour donné par la banque.", "Day given by the bank."),
    "asked": Text(
        "La banque n’a pas dit le jour : c’est celui que le Service a demandé.",
        "The bank did not give the day: it is the one that the Service asked for.",
    ),
    "person": Text("Jour noté par le Service, selon la banque.", "Day recorded by the Service, from the bank."),
}


def _no_account(professional: Professional) -> bool:
    return not PayeeAccount.objects.filter(professional=professional).exists()


def preview(request: HttpRequest, number: int) -> HttpResponse:
    """What could be claimed for a mandate: each line unfolds; then the claim is sent, once."""
    held, now = mandate_of(request, number), clock.now()
    if held.mediator.professional.file.person_id != person_of(request).pk:
        raise Http404
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            made = send_claim(held, by=person_of(request), at=now, key=request.POST.get("key", "")[:100])
            return see(address(language_of(request), "practice_claim", number=made.pk) + "?done=sent")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    found = computed(held, at=now)
    context = {
        "held": held,
        "found": found,
        "rows": fresh_rows(found, language_of(request)),
        "left": left_of(found.account),
        **owed_by(found),
        "blocked": words_of(found.blocked),
        "persons": person_items(found.account.decision, found.account.for_a_person),
        "key": secrets.token_urlsafe(18),
        "errors": errors,
        "office": capability_on(OFFICE),
        "no_account": _no_account(held.mediator.professional),
        "can_send": any(one.due.payer == "service" for one in found.fresh) and found.service_cents >= 0,
    }
    return render(request, "practice/money/preview.html", context, status=422 if errors else 200)


staff_page(preview)


def groups_to_claim(professional: Professional) -> QuerySet[GroupSession]:
    """The group sessions that they gave and have not claimed yet, by day."""
    mine = FeeClaim.objects.filter(payee=professional).live()
    held = GroupSession.objects.filter(state="held", presences__professional=professional, presences__voided=False)
    return held.exclude(claims__in=mine).order_by("day", "pk")


def claims(request: HttpRequest) -> HttpResponse:
    """Their claims, and the group sessions that they have not claimed yet."""
    professional, now = professional_of(request), clock.now()
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        typed = request.POST.get("group", "")
        group = GroupSession.objects.filter(
            pk=whole_number(typed) or 0, presences__professional=professional, presences__voided=False
        ).first()
        if group is None:
            raise Http404
        try:
            made = claim_group_session(group, by=person_of(request), at=now, key=f"group-{group.pk}")
            return see(address(language_of(request), "practice_claim", number=made.pk) + "?done=sent")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    state = request.GET.get("state") if request.GET.get("state") in STATES else ""
    mine = FeeClaim.objects.filter(payee=professional)
    found = mine.filter(state=state) if state else mine
    page = Paginator(found.select_related("mandate", "group_session").order_by("-sent_at", "-pk"), A_PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "rows": claim_rows(shown.object_list),
        "page": shown,
        "total": shown.paginator.count,
        "state": state,
        "states": options(dict(STATES)),
        "groups": groups_to_claim(professional),
        "errors": errors,
        "account": PayeeAccount.objects.filter(professional=professional).first(),
        "today": clock.today(),
        "oldest": oldest_day(found),
        "sent": whole_number(request.GET.get("sent", ""), digits=4),
        "no_account": _no_account(professional),
    }
    return render(request, "practice/money/claims.html", context, status=422 if errors else 200)


staff_page(claims)


def claim(request: HttpRequest, number: int) -> HttpResponse:
    """One of their claims: its lines, its state, why it is on hold; taken back before it is decided."""
    now = clock.now()
    held = claim_of(request, number, at=now)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            if request.POST.get("act") == "withdraw":
                typed = request.POST.get("version", "")
                version = whole_number(typed, digits=9) or 0
                withdraw_claim(held, version=version, by=person_of(request), at=now)
            elif request.POST.get("act") == "recheck":
                recheck_claim(held, at=now, by=person_of(request).code)
            return see(address(language_of(request), "practice_claim", number=held.pk))
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
            held.refresh_from_db()
    context = {
        "claim": held,
        "rows": line_rows(held, language_of(request)),
        "kind": KINDS[held.kind],
        "state": STATES[held.state],
        **owed_of(held),
        "blocked": [BLOCKS[code] for code in held.blocked if code in BLOCKS],
        "errors": errors,
        "done": request.GET.get("done", "")[:20],
        "can_withdraw": held.state in ("sent", "held"),
        "notes": held.officer_notes if held.reviewed_by else "",
        "no_account": held.state not in _OVER and _no_account(held.payee),
    }
    return render(request, "practice/money/claim.html", context, status=422 if errors else 200)


staff_page(claim)


def account(request: HttpRequest) -> HttpResponse:
    """Where they are paid: changed after a fresh proof, told by mail."""
    professional = professional_of(request)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        parts = [typed.text(name, 20).replace(" ", "") for name in ("institution", "transit", "number")]
        try:
            set_payee_account(professional, Account(*parts), by=person_of(request), at=clock.now())
            return see(address(language_of(request), "practice_payee") + "?done=changed")
        except OrderRefused as refused:
            typed.faults[refused.field] = refused.reason
        except Refused as refused:
            typed.refused(refused)
    kept = PayeeAccount.objects.filter(professional=professional).first()
    context = {
        "kept": kept,
        "masked": account_kept(kept).masked if kept else "",
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "practice/money/account.html", context, status=422 if typed.faults else 200)


staff_page(account, fresh=True)


def _month(request: HttpRequest) -> date:
    typed = request.GET.get("month", "")[:7]
    try:
        found = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return clock.today().replace(day=1)
    return min(max(found, date(2002, 1, 1)), clock.today().replace(day=1))


def statement(request: HttpRequest) -> HttpResponse:
    """The statement of a month: what was paid, claim by claim, what waits."""
    professional, month = professional_of(request), _month(request)
    said = statement_of(professional, month)
    paid = [
        {
            "payment": one.payment,
            "amount": amount(Money(one.payment.amount_cents)),
            "claims": claim_rows(one.claims),
            "day_from": DAYS_FROM[one.payment.day_from],
        }
        for one in said.paid
    ]
    before = month.replace(day=1).toordinal() - 1
    context = {
        "said": said,
        "paid": paid,
        "paid_total": amount(Money(said.paid_cents)),
        "waiting": claim_rows(said.waiting),
        "waiting_total": amount(Money(said.waiting_cents)),
        "returned": said.returned,
        "month": month,
        "month_words": month_words(month),
        "before": date.fromordinal(before).strftime("%Y-%m"),
        "code": month.strftime("%Y-%m"),
        "no_account": _no_account(professional),
    }
    return render(request, "practice/money/statement.html", context)


staff_page(statement)

_MONTHS = (
    Text("janvier", "January"),
    Text("février", "February"),
    Text("mars", "March"),
    Text("avril", "April"),
    Text("mai", "May"),
    Text("juin", "June"),
    Text("juillet", "July"),
    Text("août", "August"),
    Text("septembre", "September"),
    Text("octobre", "October"),
    Text("novembre", "November"),
    Text("décembre", "December"),
)


def month_words(month: date) -> Text:
    """A month as people say it."""
    name = _MONTHS[month.month - 1]
    return Text(f"{name.fr} {month.year}", f"{name.en} {month.year}")


def statement_csv(request: HttpRequest) -> HttpResponse:
    """The statement of a month as a table for a spreadsheet."""
    professional, month, lang = professional_of(request), _month(request), language_of(request)
    said = statement_of(professional, month)
    heads = {
        "fr": ("versement", "jour", "demande", "genre", "mandat", "montant"),
        "en": ("payment", "day", "claim", "kind", "mandate", "amount"),
    }[lang]
    rows = [
        (
            one.payment.reference,
            one.payment.paid_on.isoformat() if one.payment.paid_on else "",
            each.number,
            KINDS[each.kind].to(lang),
            each.mandate.number if each.mandate else "",
            plain_amount(each.service_cents, lang),
        )
        for one in said.paid
        for each in one.claims
    ]
    return table_csv(heads, rows, lang, f"parvis-{month:%Y-%m}.csv")


staff_page(statement_csv)


def plain_amount(cents: int, lang: str) -> str:
    """An amount as a spreadsheet of that language reads a number."""
    written = str(Money(cents))
    return written.replace(".", ",") if lang == "fr" else written


def table_csv(heads: tuple[str, ...], rows: list[tuple[Any, ...]], lang: str, name: str) -> HttpResponse:
    """A table as CSV: the separators of each language's spreadsheets, UTF-8 with its mark."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    writer.writerows([heads, *rows])
    response = HttpResponse(out.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
