"""Article 82: the holidays of civil procedure. The calendar of the kernel encodes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from parvis.law.kernel.calendar import Holidays, holidays
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[Callable[[int, Holidays], Mapping[date, Text]]] = Rulebook(LAW.norms)
RULES.encodes("ccp/a82")(holidays)
