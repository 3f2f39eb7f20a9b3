"""A party reads a session sheet and signs it, refuses, or takes their signature back, by the same link.

The page runs on a side of the database that reaches this sheet and no account, no claim, nobody's name.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.refused import Refused
from parvis.roster.actions.signatures import refuse_to_sign, sign_sheet, signature_of, withdraw_signature
from parvis.roster.kinds import MEETINGS, SESSION_KINDS
from parvis.web.access import Gate
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of

_ACTS = {"sign": sign_sheet, "refuse": refuse_to_sign, "withdraw": withdraw_signature}


def signing(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet that this link is for."""
    signature, now = signature_of(token), clock.now()
    if signature is None:
        raise Http404
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            act(signature, at=now)
            return see(address(language_of(request), "signing", token=token))
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
            signature.refresh_from_db()
    sheet = signature.session
    context = {
        "one": signature,
        "sheet": sheet,
        "kind": SESSION_KINDS[sheet.kind],
        "meeting": MEETINGS[sheet.meeting],
        "mediator": sheet.mandate.mediator.professional.name,
        "errors": errors,
        "together": sheet.presences.filter(voided=False).count() > 1,
        "open": signature.state == "asked" and signature.expires_at > now and sheet.voided_at is None,
        "can_withdraw": signature.state == "signed" and signature.closed_at is None,
    }
    return render(request, "signing/sheet.html", context, status=422 if errors else 200)


signing.gate = Gate("signer", "anybody")  # type: ignore[attr-defined]
