"""The payments as a Django application."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Fee claims, ledgers, batches."""

    name = "parvis.payments"
    default_auto_field = "django.db.models.BigAutoField"
