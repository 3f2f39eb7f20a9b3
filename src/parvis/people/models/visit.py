"""Sessions, the devices that are known, and the record of sign-ins. A cookie's value is kept as a digest only."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from parvis.people.models.person import Person

#: How a session was opened. Those of `STRONG` prove two things at once; the others open the account's own pages only.
METHODS = ("passkey", "password", "password_code", "recovery", "link", "provider", "mailed_code", "demonstration")
STRONG = frozenset({"passkey", "password_code", "provider", "demonstration"})
#: A session ends when nothing was asked for this long, and at the latest this long after it began.
IDLE, LONGEST = timedelta(hours=1), timedelta(hours=12)
#: For this long after a proof, sensitive acts need no new one.
FRESH = timedelta(minutes=10)
#: A device that once signed in is remembered this long.
REMEMBERED = timedelta(days=180)


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads of the sessions."""

    def going(self, *, at: datetime) -> SessionQuerySet:
        """Those that have not ended."""
        return self.filter(ends_at__gt=at, seen_at__gt=at - IDLE, person__is_active=True)

    def over(self, *, at: datetime) -> SessionQuerySet:
        """Those that have ended by themselves."""
        return self.filter(models.Q(ends_at__lte=at) | models.Q(seen_at__lte=at - IDLE))


class Session(models.Model):
    """A visit of somebody signed in. `strong`: two things were proved; `proved_at`: when they last were."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions")
    digest = models.CharField(max_length=64, unique=True)
    method = models.CharField(max_length=20)
    strong = models.BooleanField()
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()
    proved_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("started_at")),
                name="session_ends_later",
                violation_error_message="A session ends after it began.",
            ),
            models.CheckConstraint(
                condition=models.Q(method__in=METHODS),
                name="session_method_known",
                violation_error_message="A session is opened in a known way.",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    def is_fresh(self, *, at: datetime) -> bool:
        """Whether what was proved is recent enough for a sensitive act."""
        return at - self.proved_at < FRESH


class KnownDevice(models.Model):
    """A browser from which a person has signed in: what others try elsewhere never shuts it out."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="known_devices")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="known_device_once")]

    def __str__(self) -> str:
        return f"known device {self.pk}"


class SignIn(models.Model):
    """One sign-in, for its owner to recognize or not: when, how, from which kind of device. No network address."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(db_index=True)
    method = models.CharField(max_length=20)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"sign-in {self.pk}"
