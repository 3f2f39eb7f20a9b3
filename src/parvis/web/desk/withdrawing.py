"""Withdrawing a record that should not be there: what that does, why, and what still leans on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.actions import MODELS
from parvis.directory.desk.reach import reach_of
from parvis.directory.desk.withdrawing import LONGEST, leaning_on, withdraw_record
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.desk.changes import record_page
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered


@powered("desk.publish")
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw a record (its identifier), once the keeper has said why."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    rows = {kind: model._default_manager.filter(pk=slug).first() for kind, model in MODELS.items()}
    found = next(((kind, row) for kind, row in rows.items() if row is not None), None)
    if found is None or not reach_of(me, "desk.publish", at=now).has(slug):
        raise Http404
    kind, record = found
    errors: list[dict[str, Any]] = []
    reason, replaced_by = request.POST.get("reason", "")[: 2 * LONGEST], request.POST.get("replaced_by", "")[:LONGEST]
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")[:64]
            withdraw_record(record, reason=reason, seen=seen, replaced_by=replaced_by, by=me, at=now)
            return see(address(lang, "desk") + "?done=withdrawn")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            record = MODELS[kind]._default_manager.get(pk=slug)
    context = {
        "record": record,
        "kind": kind,
        "page": record_page(kind, slug, lang),
        "leaning": leaning_on(record),
        "reason": reason,
        "replaced_by": replaced_by,
        "most": LONGEST,
        "errors": errors,
        "faults": {"reason": "", "replaced_by": ""} | {one["field"]: one["message"] for one in errors},
    }
    return render(request, "desk/withdraw.html", context, status=422 if errors else 200)
