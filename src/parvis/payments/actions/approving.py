"""To approve a claim is to approve what was shown: what changed meanwhile is shown again, and nothing is approved."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.law.kernel.text import Text
from parvis.payments.actions.review import approve_claim, tell_since
from parvis.payments.evidence import evidence_of
from parvis.payments.ledgers import lock_together
from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.models import Signature

CHANGED = Text(
    "La demande, ou ce sur quoi elle repose, a changé depuis que vous l’avez lue. Rien n’est approuvé : relisez-la ici, puis "
    "décidez.",
    "The claim, or what it rests on, has changed since you read it. Nothing is approved: read it again here, then decide.",
)


def approve_shown(claim: FeeClaim, *, seen: str, notes: str = "", by: Person, at: datetime) -> FeeClaim:
    """Approve a claim for payment (s. 12), exactly as it was shown: `seen` is the digest of `evidence_of` on that page.

    What it rests on is held still until the approval is written. `Refused` where anything differs, or where another mandate of
    the same allowance has held a session since: that is written on the claim first.
    """
    if tell_since(claim, by=by, at=at):
        raise Refused(CHANGED)
    with transaction.atomic():
        if claim.mandate_id is not None:
            lock_together([claim.mandate_id])
            signed = Signature.objects.filter(session__fee_lines__claim=claim.pk).values("pk")
            list(
                Signature.objects.select_for_update(of=("self",)).filter(pk__in=signed).order_by("pk").values_list("pk")
            )
        held = FeeClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        if evidence_of(held, at=at).digest != seen:
            raise Refused(CHANGED)
        return approve_claim(held, notes=notes, version=held.version, by=by, at=at)
