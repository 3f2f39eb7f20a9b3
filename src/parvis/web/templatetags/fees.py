"""Times and rates as people write them: « 1 h 30 », “1 h 30 min”; « 130 $ l’heure », “$130 an hour”."""

from __future__ import annotations

from django import template

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount
from parvis.law.texts.c25_01_r0_7.tariff_account import duration

register = template.Library()


@register.filter
def lasting(minutes: int | None) -> Text:
    """A length of time in words; an empty text where there is none."""
    return duration(minutes) if minutes is not None else Text("", "")


@register.filter
def hourly(rate: Money | None) -> Text:
    """A rate in words; an empty text where the law gives none."""
    return Text("", "") if rate is None else an_hour(rate)


def an_hour(rate: Money) -> Text:
    """« 130 $ l’heure », “$130 an hour”."""
    said = amount(rate)
    return Text(f"{said.fr} l’heure", f"{said.en} an hour")
