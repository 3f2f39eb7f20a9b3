"""What proves that a person is who they say: passkeys, a password with an authenticator app, recovery codes.

Only the door (the pages of an account) may read these tables; work pages run on another side of the database.
"""

from __future__ import annotations

from django.db import models

from parvis.people.models.person import Person


class Password(models.Model):
    """The hash of a person's password (Argon2id)."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="password")
    encoded = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"password of {self.person_id}"


class Passkey(models.Model):
    """A public key whose private half is in a person's device. `credential`: as the device attested it (WebAuthn)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class AuthenticatorApp(models.Model):
    """An app that shows a code (TOTP, RFC 6238). `secret` is sealed; `last_step` is the step of the last code taken,
    so that no code is taken twice, by whichever process.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="authenticator_app")
    secret = models.BinaryField()
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"authenticator app of {self.person_id}"


class RecoveryCode(models.Model):
    """The digest of a code that works once, for whoever lost everything else. `salt`: that of the codes made with it, which
    are hashed as slowly as a password; "" for those made before they were.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True, default="")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"
