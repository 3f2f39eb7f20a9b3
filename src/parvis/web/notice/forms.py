"""What a person wrote for a formal notice, read: the notice, or every fault tied to its field. Nothing typed is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from parvis.documents.characters import paragraphs
from parvis.documents.notice import ASKS_FOR_MONEY, FormalNotice, Party
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, short_date
from parvis.law.kernel.text import amount as written_amount
from parvis.law.questions import answer
from parvis.pathway.inputs import Choice, Unclear, read_amount, read_day, read_number
from parvis.web.notice import fields

Fault = Mapping[str, object]


@dataclass
class Reading:
    """One reading of the form: what was typed, as typed; the faults; the meanings to choose from; the notice."""

    typed: Mapping[str, str]
    also: Sequence[str]
    errors: list[Fault] = field(default_factory=list)
    meanings: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)
    notice: FormalNotice | None = None
    from_plan: bool = False

    @property
    def faults(self) -> dict[str, Text]:
        """The first fault of each field."""
        found: dict[str, Text] = {}
        for one in self.errors:
            found.setdefault(str(one["field"]), one["message"])  # type: ignore[arg-type]
        return found

    def refuse(self, name: str, message: Text) -> None:
        """Record a fault of a field."""
        self.errors.append({"field": name, "message": message})

    def pairs(self) -> list[tuple[str, str]]:
        """Everything typed, to be carried in the page and nowhere else."""
        return [(name, value) for name, value in self.typed.items() if value] + [("also", one) for one in self.also]


def empty(lang: str, on: date, answers: Mapping[str, Any]) -> Reading:
    """The form before anything is typed: today's date and ten days, and what a claimant's plan already knows.

    Everything can be changed; nothing is taken from the plan of a person who is sued.
    """
    typed = {"days": "10", "day": short_date(on).to(lang)}
    if answers.get("role") != "claimant":
        return Reading(typed, ())
    if answers.get("amount"):
        typed["amount"] = (
            written_amount(Money.parse(answers["amount"])).to(lang).strip("$\u00a0")
        )  # the field has its $
    if answers.get("own_kind"):
        typed["sender"] = "person" if answers["own_kind"] == "person" else "organization"
    return Reading(typed, ("consumer",) if answers.get("consumer") == "yes" else (), from_plan=len(typed) > 2)


def typed_in(form: QueryDict) -> Reading:
    """What was sent, exactly as typed, without reading it."""
    values = {name: form.get(name, "") for name in fields.NAMES if name != "also"}
    known = [str(each["value"]) for each in fields.ALSO]
    return Reading(values, [one for one in known if one in form.getlist("also")])


def read(form: QueryDict, *, on: date, lang: str = "fr") -> Reading:
    """Read the form. `on` is today in Québec, `lang` the page's language. The notice is there only where nothing is to be mended."""
    reading = typed_in(form)
    chosen = {name: _chosen(reading, name) for name in fields.CHOSEN}
    written = {name: _written(reading, name) for name in fields.WRITTEN}
    if chosen["sender"] == "organization" and not written["signatory"]:
        reading.refuse("signatory", fields.NO_SIGNATORY)
    amount = _amount(reading, chosen["ask"], lang)
    if chosen["ask"] in ("repair", "deliver", "stop") and not written["details"]:
        reading.refuse("details", fields.NO_DETAILS)
    days = _days(reading, chosen["days"])
    day = _day(reading, on)
    _in_order_of_the_page(reading)
    if not reading.errors and days and day:
        reading.notice = _notice(reading, chosen, written, amount, days, day)
    return reading


def _chosen(reading: Reading, name: str) -> str:
    options, message = fields.CHOSEN[name]
    value = reading.typed.get(name, "")
    if value in {str(each["value"]) for each in options}:
        return value
    reading.refuse(name, message)
    return ""


def _written(reading: Reading, name: str) -> str:
    limits, typed = fields.WRITTEN[name], reading.typed.get(name, "")
    if len(typed) > limits.most:
        reading.refuse(name, fields.TOO_LONG.fill(found=len(typed), most=limits.most))
        return typed[: limits.most]
    text = "\n".join(paragraphs(typed))
    if limits.empty is not None and not text:
        reading.refuse(name, fields.UNREADABLE if typed.strip() else limits.empty)
    return text if name in fields.SEVERAL_LINES else " ".join(text.split())


def _meant(reading: Reading, name: str, unclear: Unclear) -> str | None:
    """The meaning chosen among those offered for what was typed; None where there is still to choose."""
    chosen = reading.typed.get(f"{name}_meant", "")
    if chosen in {one.value for one in unclear.choices}:
        return chosen
    reading.refuse(name, unclear.text)
    if unclear.choices:
        reading.meanings[name] = [_option(one) for one in unclear.choices]
    return None


def _option(choice: Choice) -> Mapping[str, object]:
    return {"value": choice.value, "label": choice.label}


def _amount(reading: Reading, ask: str, lang: str) -> Money | None:
    """The amount; None where none is given, or where it is to be mended (the reading then has a fault)."""
    typed = reading.typed.get("amount", "")
    if not typed.strip():
        if ask in ASKS_FOR_MONEY:
            reading.refuse("amount", fields.NO_AMOUNT)
        return None
    try:
        return read_amount(typed, lang=lang)
    except Unclear as unclear:
        meant = _meant(reading, "amount", unclear)
        return Money.parse(meant) if meant else None


def _days(reading: Reading, chosen: str) -> int | None:
    if chosen != "other":
        return int(chosen) if chosen else None
    typed = reading.typed.get("days_other", "")
    if not typed.strip():
        reading.refuse("days_other", fields.NO_DAYS)
        return None
    try:
        return read_number(typed, least=fields.FEWEST_DAYS, most=fields.MOST_DAYS)
    except Unclear as unclear:
        reading.refuse("days_other", unclear.text)
        return None


def _day(reading: Reading, on: date) -> date | None:
    typed = reading.typed.get("day", "")
    if not typed.strip():
        reading.refuse("day", fields.NO_DAY)
        return None
    earliest, latest = on - timedelta(days=fields.OLDEST_LETTER), on + timedelta(days=fields.LATEST_LETTER)
    try:
        return read_day(typed, on=on, earliest=earliest, latest=latest)
    except Unclear as unclear:
        meant = _meant(reading, "day", unclear)
        return date.fromisoformat(meant) if meant else None


def _in_order_of_the_page(reading: Reading) -> None:
    order = {name: place for place, name in enumerate(PAGE_ORDER)}
    reading.errors.sort(key=lambda one: order.get(str(one["field"]), len(order)))


#: The order in which the page asks, and so the order of its faults.
PAGE_ORDER = (
    "language",
    "recipient_name",
    "recipient_address",
    "sender",
    "sender_name",
    "signatory",
    "sender_address",
    "sender_contact",
    "facts",
    "ask",
    "amount",
    "details",
    "enclosed",
    "days",
    "days_other",
    "also",
    "way",
    "place",
    "day",
)


def _notice(
    reading: Reading, chosen: Mapping[str, str], written: Mapping[str, str], amount: Money | None, days: int, day: date
) -> FormalNotice:
    money = amount if chosen["ask"] != "stop" else None
    organization = chosen["sender"] == "organization"
    return FormalNotice(
        lang=chosen["language"],
        sender=Party(
            written["sender_name"],
            written["sender_address"],
            written["sender_contact"],
            written["signatory"] if organization else "",
        ),
        recipient=Party(written["recipient_name"], written["recipient_address"]),
        facts=written["facts"],
        ask=chosen["ask"],
        days=days,
        way=chosen["way"],
        place=written["place"],
        day=day,
        amount=money,
        details=written["details"],
        enclosed=written["enclosed"],
        by_organization=organization,
        open_to_mediation="mediation" in reading.also,
        consumer="consumer" in reading.also and not organization,
        court=_court(chosen["ask"], money, days, day),
    )


def _court(ask: str, amount: Money | None, days: int, day: date) -> str:
    """Where the law says that the claim could go; the law room answers, this only asks."""
    facts = {
        "on": day.isoformat(),
        "in_writing": True,
        "says": ["facts", "demand", "time", "consequence"],
        "ask": ask,
        "amount": str(amount) if amount is not None else None,
        "days": days,
    }
    return str(answer("small-claims/formal-notice", facts)["outcome"]["court"])
