"""The payments as a Django application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from parvis.roster.models import OutOfSessionWork, SessionSheet


class PaymentsConfig(AppConfig):
    """Fee claims, ledgers, batches."""

    name = "parvis.payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the roster what is claimed: nobody but the Service then takes it back."""
        from parvis.roster.claimed import ask_before_voiding

        ask_before_voiding(_claimed)


def _claimed(written: SessionSheet | OutOfSessionWork) -> bool:
    return written.fee_lines.filter(live=True).exists()
