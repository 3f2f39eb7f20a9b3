"""A link by which an organization proposes changes to its own records: who holds it can do that, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from parvis.directory.models.organization import Organization
from parvis.people.models import Nobody, Person
from parvis.people.models.ticket import digest_of

#: How long a link can be used, and how long its page tells what became of a proposal once it was sent or the link ended.
OPEN_FOR = timedelta(days=21)
TOLD_FOR = timedelta(days=90)
#: Characters of what an organization says with its proposal, and of a keeper's reason.
LONGEST_WORDS = 2000


class ProposalLinkQuerySet(models.QuerySet["ProposalLink"]):
    """Reads of the links."""

    def visible_to(self, person: Person | Nobody) -> ProposalLinkQuerySet:
        """Those that somebody signed in may know of; whose records are out of their reach is for `reach_of` to say."""
        return self if isinstance(person, Person) and person.is_active else self.none()

    def under(self, token: str) -> ProposalLink | None:
        """The link that a token opens, in whatever state; None where there is none."""
        if not token or len(token) > 64:
            return None
        return self.filter(digest=digest_of(token)).select_related("organization").first()

    def of(self, organization: str) -> ProposalLinkQuerySet:
        """Those of an organization, the latest first."""
        return self.filter(organization=organization).order_by("-pk")

    def open(self, at: datetime) -> ProposalLinkQuerySet:
        """Those by which something can still be proposed."""
        return self.filter(submitted_at=None, ended_at=None, expires_at__gt=at)

    def over(self, at: datetime) -> ProposalLinkQuerySet:
        """Those whose page no longer tells anything."""
        return self.filter(forget_at__lte=at)


class ProposalLink(models.Model):
    """One link. `digest`: of its token, which is kept nowhere; `email`: sealed, until there is nothing more to write;
    `words`: what the organization said with its proposal; `told_to`: whether it asked to be told the answer.
    """

    digest = models.CharField(max_length=64, unique=True)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="proposal_links")
    language = models.CharField(max_length=2)
    email = models.BinaryField(null=True)
    sent_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    told_to = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    forget_at = models.DateTimeField(db_index=True)

    objects = ProposalLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=("fr", "en")),
                name="proposal_link_language_known",
                violation_error_message="A letter is in French or English.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at"), forget_at__gte=F("expires_at")),
                name="proposal_link_ends",
                violation_error_message="A link ends after it was sent, and is forgotten after its end.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="proposal_link_ended_by_somebody",
                violation_error_message="Somebody ends a link, at a moment.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(email=None),
                name="proposal_link_ended_without_address",
                violation_error_message="The address of a link that was ended is erased.",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal link {self.pk}"

    @property
    def code(self) -> str:
        """How the journal and the records name whoever holds it."""
        return f"link:{self.pk}"

    def state(self, *, at: datetime) -> str:
        """`open`, `submitted`, `ended` (by a keeper) or `expired`."""
        if self.ended_at is not None:
            return "ended"
        if self.submitted_at is not None:
            return "submitted"
        return "open" if self.expires_at > at else "expired"
