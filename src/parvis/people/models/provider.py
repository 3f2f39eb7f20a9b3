"""Who a person is at an organization's own sign-in (OpenID Connect)."""

from __future__ import annotations

from django.db import models

from parvis.people.models.person import Person


class ProviderIdentity(models.Model):
    """The provider's lasting name for a person: an address can pass to somebody else, this cannot."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="provider_identity")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    tied_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="provider_identity_once")]

    def __str__(self) -> str:
        return f"provider identity of {self.person_id}"
