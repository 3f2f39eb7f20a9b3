"""The Service's claims: the work list, one claim to decide, the totals by month."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, amount
from parvis.pathway.inputs import Unclear, read_amount
from parvis.payments.actions.corrections import correct_claim, index_fees
from parvis.payments.actions.looking_again import recheck_claim
from parvis.payments.actions.review import (
    decide_amounts,
    hold_claim,
    made_by,
    refuse_claim,
    resume_claim,
    unknown_lines,
)
from parvis.payments.blocked import BLOCKS
from parvis.payments.evidence import evidence_of, may_review
from parvis.payments.models import FeeClaim
from parvis.payments.models.claim import KINDS as CLAIM_KINDS
from parvis.payments.statements import totals_by_month
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.roster.models import OutOfSessionWork, SessionSheet
from parvis.roster.names import name_key
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.claim_shown import KINDS, claim_rows, line_rows, oldest_day, owed_of, person_items_kept
from parvis.web.practice.money.claims import month_words, plain_amount, table_csv
from parvis.web.practice.typed import Blank, options
from parvis.web.serving.money.rests import readings_of, shown
from parvis.web.team.gate import powered
from parvis.web.typed import few_words, whole_number

A_PAGE = 50
TABLE = state_table("claim")
READ, REVIEW = "claims.read", "claims.review"
#: The fields of an act that this page calls otherwise.
FIELDS = {"reason": "notes"}
#: What waits for somebody: the state of the list as it opens.
FIRST = "sent"


@powered(READ)
def claims(request: HttpRequest) -> HttpResponse:
    """The work list: what is to be reviewed, the oldest first; every other state one filter away."""
    now = clock.now()
    known = FeeClaim.objects.visible_to(person_of(request), at=now)
    asked = request.GET.get("state", FIRST)
    state = asked if asked in (*TABLE.states, "all") else FIRST
    kind = request.GET.get("kind") if request.GET.get("kind") in CLAIM_KINDS else ""
    name = few_words(request.GET.get("q", ""), most=60)
    found = known if state == "all" else known.filter(state=state)
    found = found.filter(kind=kind) if kind else found
    if name:
        found = found.filter(payee__name_key__contains=name_key(name)) | found.filter(number__iexact=name)
    listed = found.select_related("mandate", "group_session", "payee").order_by("sent_at", "pk")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": claim_rows(page.object_list),
        "page": page,
        "total": page.paginator.count,
        "state": state,
        "kind": kind,
        "q": name,
        "states": [*options(dict(TABLE.states)), {"value": "all", "label": Text("Toutes", "All")}],
        "kinds": options(KINDS),
        "today": clock.today(),
        "oldest": oldest_day(found),
        "reviews": may(person_of(request), REVIEW, at=now),
    }
    return render(request, "serving/money/claims.html", context)


@powered(READ)
def claim(request: HttpRequest, number: int) -> HttpResponse:
    """One claim: its lines, what the law leaves to a person, what stops it; the acts of an officer."""
    now, lang = clock.now(), language_of(request)
    known = FeeClaim.objects.visible_to(person_of(request), at=now)
    held = known.select_related(
        "mandate__mediator", "mandate__co_mediator", "mandate__couple", "payee__file", "group_session", "corrects"
    ).filter(pk=number)
    found = held.first()
    if found is None:
        raise Http404
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            there = _act(request, found)
            return see(address(lang, "serving_claim", number=there.pk) + "?done=1")
        except Refused as refused:
            errors = [{"field": FIELDS.get(refused.field, refused.field), "message": refused.reason}]
            found.refresh_from_db()
    return render(request, "serving/money/claim.html", _shown(request, found, errors), status=422 if errors else 200)


def _act(request: HttpRequest, held: FeeClaim) -> FeeClaim:
    post, person, now = request.POST, request.POST.get("notes", ""), clock.now()
    by, version = person_of(request), whole_number(post.get("version", ""), digits=9) or 0
    act = post.get("act", "")
    if act == "hold":
        return hold_claim(held, reason=person, version=version, by=by, at=now)
    if act == "resume":
        return resume_claim(held, notes=person, version=version, by=by, at=now)
    if act == "refuse":
        return refuse_claim(held, reason=person, version=version, by=by, at=now)
    if act == "recheck" and may_review(held, by, at=now):
        return recheck_claim(held, at=now, by=by.code)
    if act == "amounts":
        amounts = _amounts(request, held)
        return decide_amounts(held, amounts, reason=person, version=version, by=by, at=now)
    if act == "correct":
        void = [whole_number(one) or 0 for one in post.getlist("void")]
        works = [whole_number(one) or 0 for one in post.getlist("works")]
        return correct_claim(held, void=void, works=works, reason=person, by=by, at=now, key=post.get("key", "")[:60])
    raise Http404


def _amounts(request: HttpRequest, held: FeeClaim) -> dict[int, Money]:
    found = {}
    for line in unknown_lines(held):
        name = f"amount-{line.pk}"
        try:
            found[line.pk] = read_amount(request.POST.get(name, "")[:60], lang=language_of(request), least=Money(0))
        except Unclear as unclear:
            raise Refused(unclear.text, field=name) from unclear
    return found


def _shown(request: HttpRequest, held: FeeClaim, errors: list[dict[str, Any]]) -> dict[str, Any]:
    lang, now = language_of(request), clock.now()
    reviews = may_review(held, person_of(request), at=now)
    unknown = {line.pk for line in unknown_lines(held)} if "tariff_unknown" in held.blocked else set()
    rows = line_rows(held, lang)
    sheets = SessionSheet.objects.filter(fee_lines__claim=held, voided_at=None).distinct().order_by("begins_at", "pk")
    works = OutOfSessionWork.objects.filter(fee_lines__claim=held, voided_at=None).distinct().order_by("day", "pk")
    rests = shown(evidence_of(held, at=now)) if reviews else {}
    return {
        "claim": held,
        "rows": rows,
        "kind": KINDS[held.kind],
        "state": TABLE.states[held.state],
        "errors": errors,
        "faults": Blank({one["field"]: one["message"] for one in errors if one["field"]}),
        **owed_of(held),
        "blocked": [BLOCKS[code] for code in held.blocked if code in BLOCKS],
        "reviews": reviews,
        "persons": person_items_kept(held, lang),
        "readings": readings_of(held),
        "unknown": [row for row in rows if row["pk"] in unknown],
        "may": {one.name for one in TABLE.open_to("mediation_officer", held.state)},
        "done": request.GET.get("done"),
        "sheets": sheets if held.state == "paid" and held.mandate_id else [],
        "works": works if held.state == "paid" and held.mandate_id else [],
        "taken_back": held.kind == "group" and held.state == "paid" and not held.corrections.live().exists(),
        "key": secrets.token_urlsafe(12),
        "corrections": held.corrections.order_by("pk"),
        "notes": request.POST.get("notes", ""),
        "mine": made_by(held, person_of(request)),
        "correcting": request.POST.get("act") == "correct",
        "ticked": {name: {whole_number(one) for one in request.POST.getlist(name)} for name in ("void", "works")},
        **rests,
    }


@powered(READ)
def totals(request: HttpRequest) -> HttpResponse:
    """What was paid by month, for the Ministry; indexing published late, asked for here."""
    errors: list[dict[str, Any]] = []
    now = clock.now()
    if request.method == "POST":
        try:
            made = index_fees(by=person_of(request), at=now)
            return see(address(language_of(request), "serving_totals") + f"?indexed={len(made)}")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    found = totals_by_month()
    page = Paginator(found, 24).get_page(request.GET.get("page"))
    rows = [
        {
            "month": month_words(one.month),
            "claims": one.claims,
            "payees": one.payees,
            "sums": [
                amount(Money(cents))
                for cents in (
                    one.sessions_cents,
                    one.group_cents,
                    one.corrections_cents,
                    one.indexation_cents,
                    one.total_cents,
                )
            ],
        }
        for one in page.object_list
    ]
    indexed = request.GET.get("indexed", "")
    context = {
        "rows": rows,
        "page": page,
        "errors": errors,
        "total": amount(Money(sum(one.total_cents for one in found))),
        "indexed": whole_number(indexed, digits=6),
        "reviews": may(person_of(request), REVIEW, at=now),
    }
    return render(request, "serving/money/totals.html", context, status=422 if errors else 200)


@powered(READ)
def totals_csv(request: HttpRequest) -> HttpResponse:
    """The totals as a table for a spreadsheet."""
    lang = language_of(request)
    heads = {
        "fr": ("mois", "demandes", "bénéficiaires", "mandats", "groupes", "corrections", "indexation", "total"),
        "en": ("month", "claims", "payees", "mandates", "groups", "corrections", "indexing", "total"),
    }[lang]
    rows: list[tuple[Any, ...]] = [
        (
            one.month.strftime("%Y-%m"),
            one.claims,
            one.payees,
            plain_amount(one.sessions_cents, lang),
            plain_amount(one.group_cents, lang),
            plain_amount(one.corrections_cents, lang),
            plain_amount(one.indexation_cents, lang),
            plain_amount(one.total_cents, lang),
        )
        for one in totals_by_month()
    ]
    return table_csv(heads, rows, lang, "parvis-totals.csv")
