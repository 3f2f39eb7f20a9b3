"""What a certifying body must organize for its mediators (r. 0.7, s. 5), as the law answers from what it has announced."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from parvis.law.kernel.decision import Decision
from parvis.law.questions import decide
from parvis.roster.models import CertifyingBody, Offer

#: An offer tells that its body organizes something until so long after its last day. Not legal: section 5 gives no time.
RECENT = timedelta(days=365)


def recent_offers(body: CertifyingBody, on: date) -> QuerySet[Offer]:
    """What a body announced, and did not withdraw, for the last year and for what comes."""
    return Offer.objects.filter(body=body, withdrawn_at__isnull=True, last_day__gte=on - RECENT)


def duties_of(body: CertifyingBody, on: date) -> Decision:
    """What the law says of the standing duties of a body. What is not announced here is not known, not missing."""
    announced = set(recent_offers(body, on).values_list("kind", flat=True))
    facts = {
        "on": on.isoformat(),
        "certifier": body.certifier,
        "act": None,
        "organizes_training": True if "course" in announced else None,
        "organizes_supervision": True if "supervision" in announced else None,
    }
    return decide("family-mediation/certifier-duties", facts)
