"""The day of a payment: the day that one may ask of the bank, and the day on which the money reached the payee.

The calendar is that of Québec's holidays (Interpretation Act, s. 61(23)), which the Service and its bank keep. Not legal: no
text seen says on which days the Service pays, and a bank may be closed on others; its answer then gives the day.
"""

from __future__ import annotations

from datetime import date, timedelta

from parvis.law.kernel.calendar import Holidays, name_of_closed_day, next_working_day
from parvis.law.kernel.text import Text, long_date, short_date
from parvis.payments.read_status import Answer
from parvis.people.refused import Refused

#: Not legal: an order waits weeks, never a season; a day farther off is a wrong year or a slip.
FARTHEST = timedelta(days=60)
#: Not legal: how long after the day asked, or the day of reading, a settlement may be written for and still be believed.
_LATE = timedelta(days=60)
CALENDAR = Holidays.EVERY_ACT

_PAST = Text(
    "Le {day} est passé : la banque ne paie pas à rebours. Choisissez aujourd’hui ou plus tard : le premier jour ouvrable est "
    "le {next}.",
    "{day} is past: the bank does not pay backwards. Choose today or later: the first working day is {next}.",
)
_CLOSED = Text(
    "Le {day} est {why} : aucun versement ne se fait ce jour-là. Choisissez par exemple le {next}.",
    "{day} is {why}: no payment is made on that day. Choose for example {next}.",
)
_FAR = Text(
    "Le {day} est dans plus de {most} jours. Un lot se paie plus tôt : vérifiez l’année, ou choisissez un jour au plus tard le "
    "{last}.",
    "{day} is more than {most} days away. A batch is paid sooner: check the year, or choose a day no later than {last}.",
)
_TO_COME = Text(
    "Le {day} n’est pas encore venu : un versement se note quand il est fait.",
    "{day} has not come yet: a payment is recorded once it is made.",
)
_BEFORE = Text(
    "Le {day} précède l’autorisation du lot, le {first} : la banque ne pouvait pas avoir payé.",
    "{day} is before the batch was released, on {first}: the bank cannot have paid.",
)
_EARLY = Text(
    "Le {day} précède le jour du versement demandé, le {asked}. Relisez ce que la banque a dit.",
    "{day} is before the day of payment that was asked for, {asked}. Read again what the bank said.",
)
_NO_PAYMENT = Text(
    "Le {day} est {why} : aucun versement ne se fait ce jour-là. Relisez ce que la banque a dit, ou lisez ici son fichier.",
    "{day} is {why}: no payment is made on that day. Read again what the bank said, or have its file read here.",
)
_HINT = Text(
    "Un jour ouvrable, dans les {most} jours. Par exemple : {next}. La banque peut être fermée d’autres jours : vérifiez auprès "
    "d’elle.",
    "A working day, within {most} days. For example: {next}. The bank may be closed on other days: check with it.",
)


def payment_day_hint(today: date) -> Text:
    """What is said of the day before it is typed."""
    return _HINT.fill(most=FARTHEST.days, next=short_date(next_working_day(today, CALENDAR)))


def require_payment_day(day: date, *, today: date) -> None:
    """`Refused`, at `execution_day`, where no payment can be asked for that day: why, and which day can be."""
    first = next_working_day(today, CALENDAR)
    if day < today:
        raise Refused(_PAST.fill(day=long_date(day), next=long_date(first)), field="execution_day")
    if day > today + FARTHEST:
        last = long_date(today + FARTHEST)
        raise Refused(_FAR.fill(day=long_date(day), most=FARTHEST.days, last=last), field="execution_day")
    if why := name_of_closed_day(day, CALENDAR):
        following = long_date(next_working_day(day, CALENDAR))
        raise Refused(_CLOSED.fill(day=long_date(day), why=why, next=following), field="execution_day")


def require_day_paid(day: date, *, asked: date, released: date, today: date) -> None:
    """`Refused`, at `day`, where a person says paid on a day on which it cannot be: before the day asked for, or on a closed one."""
    require_day_said(day, released=released, today=today)
    if day < asked:
        raise Refused(_EARLY.fill(day=long_date(day), asked=long_date(asked)), field="day")
    if why := name_of_closed_day(day, CALENDAR):
        raise Refused(_NO_PAYMENT.fill(day=long_date(day), why=why), field="day")


def require_day_said(day: date, *, released: date, today: date) -> None:
    """`Refused`, at `day`, where the bank cannot have acted then on what was released on a day: it may refuse on any day since."""
    if day > today:
        raise Refused(_TO_COME.fill(day=long_date(day)), field="day")
    if day < released:
        raise Refused(_BEFORE.fill(day=long_date(day), first=long_date(released)), field="day")


def day_of_payment(answer: Answer, *, asked: date, released: date, read: date) -> tuple[date, str]:
    """The day on which a payment that the bank accepts is made, and where it comes from: `bank`, or `asked`.

    The day of settlement where the bank gives it; else the day on which it took the order, where that is not before the day
    asked for (a bank takes an order days ahead); else the day asked for. A day that cannot be (before the release, or far
    after everything) is not believed.
    """
    latest = max(asked, read) + _LATE
    if answer.settled is not None and released <= answer.settled <= latest:
        return answer.settled, "bank"
    if answer.accepted is not None and max(asked, released) <= answer.accepted <= read:
        return answer.accepted, "bank"
    return asked, "asked"
