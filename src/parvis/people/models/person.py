"""A person who acts through this installation: a name, an address, a language. No power: roles give those."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower


class PersonQuerySet(models.QuerySet["Person"]):
    """Reads of the people."""

    def active(self) -> PersonQuerySet:
        """Those who may sign in."""
        return self.filter(is_active=True)

    def at(self, email: str) -> Person | None:
        """The person at this address, however it was typed."""
        return self.filter(email=normal_email(email)).first()


def normal_email(typed: str) -> str:
    """An address as it is kept and compared: without blanks around, in small letters."""
    return typed.strip().lower()


class Person(models.Model):
    """A person with an account. `handle` is what a passkey knows of them: chance, never the address."""

    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=[("fr", "français"), ("en", "English")], default="fr")
    is_active = models.BooleanField(default=True)
    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)

    objects = PersonQuerySet.as_manager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)
    is_authenticated = True
    is_anonymous = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="person_email_small",
                violation_error_message="An address is kept in small letters.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="person_has_name",
                violation_error_message="A person has a name.",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=("fr", "en")),
                name="person_language_known",
                violation_error_message="A person reads French or English.",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def code(self) -> str:
        """How the journal names this person: an identifier, never a name."""
        return f"person:{self.pk}"


class Nobody:
    """Whoever is not signed in: in no role, with no record."""

    pk = None
    code = "visitor"
    is_authenticated = False
    is_anonymous = True
    is_active = False
