"""Looking again at claims that are sent: held where something now stops them, resumed where nothing does any more."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from parvis.payments.actions.review import TABLE, hold_for_decision, move_claim
from parvis.payments.blocked import BY_A_PERSON, SIBLING_HELD
from parvis.payments.looks import look_at
from parvis.payments.models import FeeClaim
from parvis.roster.court_files import bare_number, numbers_of_files
from parvis.roster.models import Mandate


def recheck_claim(claim: FeeClaim, *, at: datetime, by: str = "system") -> FeeClaim:
    """Hold a claim that something now stops, resume one that nothing stops any more. Idempotent.

    One that was approved before another mandate of the same allowance held a session is held, and told to who approves it next.
    """
    with transaction.atomic():
        hold_for_decision(claim)
        held = FeeClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        if held.state not in ("sent", "held", "approved"):
            return held
        found = look_at(held, at=at)
        kept = [one for one in BY_A_PERSON if one in held.blocked and one not in found.codes]
        since = [SIBLING_HELD] if found.told and held.state == "approved" else []
        codes, changes = [*found.codes, *kept, *since], dict[str, object]()
        if found.told:
            changes["for_a_person"] = [*held.for_a_person, *found.told]
        if held.state in TABLE.begins("hold") and codes:
            return move_claim(held, "hold", version=held.version, by=by, at=at, blocked=codes, **changes)
        if held.state == "held" and not codes:
            return move_claim(held, "resume", version=held.version, by=by, at=at, blocked=[], **changes)
        if changes or (held.state == "held" and codes != held.blocked):
            blocked = codes if held.state == "held" else held.blocked
            FeeClaim.objects.filter(pk=held.pk).update(blocked=blocked, version=F("version") + 1, **changes)
            held.refresh_from_db()
        return held


def recheck_shared(claims: QuerySet[FeeClaim], *, at: datetime, by: str) -> list[FeeClaim]:
    """Look again at those of some claims whose couple, or court file, has another mandate; those that are held for it."""
    asked = FeeClaim.objects.filter(pk__in=shared_claims(claims)).order_by("pk")
    return [now for claim in asked if (now := recheck_claim(claim, at=at, by=by)).state == "held"]


def shared_claims(claims: QuerySet[FeeClaim]) -> set[int]:
    """Those of some claims whose couple has another mandate for the same request, or whose court file has another mandate."""
    others = Mandate.objects.exclude(pk=OuterRef("mandate"))
    couples = others.filter(couple=OuterRef("mandate__couple"), request=OuterRef("mandate__request"))
    found = set(claims.filter(Exists(couples)).values_list("pk", flat=True))
    small = claims.filter(mandate__kind="small_claims").values_list("pk", "mandate__court_file")
    numbers = {pk: bare_number(number) for pk, number in small}
    there = Counter(numbers_of_files("small_claims", numbers.values()) if numbers else ())
    return found | {pk for pk, number in numbers.items() if there[number] > 1}


def recheck_open(*, at: datetime, mandate: int | None = None) -> int:
    """Look again at the claims that a signature, a report or an act may have changed; how many changed state."""
    asked = FeeClaim.objects.filter(state="held")
    asked |= FeeClaim.objects.filter(state__in=("sent", "approved"), lines__session__signatures__state="withdrawn")
    asked |= FeeClaim.objects.filter(pk__in=shared_claims(FeeClaim.objects.filter(state__in=("sent", "approved"))))
    if mandate is not None:
        asked = asked.filter(mandate=mandate)
    changed = 0
    for claim in FeeClaim.objects.filter(pk__in=asked.values("pk")).order_by("pk"):
        changed += recheck_claim(claim, at=at).state != claim.state
    return changed
