"""The fact that every question asks in the same words: the day of which it is asked."""

from __future__ import annotations

from parvis.law.kernel.facts import Day, Field
from parvis.law.kernel.text import Text

#: The day on which the law is read; a text already published for a later day counts from that day.
ON = Field("on", Day(scheduled=True), Text("le jour de la question", "the day of the question"), True, False)
