"""The roster as a Django application."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """The people who mediate."""

    name = "parvis.roster"
    default_auto_field = "django.db.models.BigAutoField"
