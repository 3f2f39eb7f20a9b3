"""A difference between two texts of a record, as people read it: which fact, and its two values, never a code."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import template

from parvis.directory import files
from parvis.directory.desk.changing import Difference
from parvis.directory.desk.changing import field_of as group_of
from parvis.directory.desk.deciding import Unit
from parvis.directory.desk.editing_schedule import RHYTHMS
from parvis.directory.exchange.paths import kind_at, parts_of
from parvis.directory.models import Location, Organization, Service, Statistic
from parvis.directory.reader import Several, cents, clock_time, day, flag, partial_day, percentage
from parvis.directory.vocabulary import OTHER_FIELD
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, short_date
from parvis.places.models import Courthouse, District
from parvis.web.desk.edit_options import NO, YES
from parvis.web.desk.edit_schedule_words import sentence_of
from parvis.web.desk.edit_shown import field_of
from parvis.web.directory.shown import partial_date
from parvis.web.templatetags.parvis import clock

register = template.Library()

#: The values of a check, which no question of the editor asks for.
_CHECKS = {
    "fields": Text("ce qui est vérifié", "what is checked"),
    "by": Text("par qui", "by whom"),
    "how": Text("comment", "how"),
    "on": Text("quel jour", "on what day"),
    "next_due": Text("à revoir le", "due again on"),
}
_KEPT = {
    "id": Text("L’identifiant", "Identifier"),
    "slug": Text("Le nom court dans l’adresse", "Short name in the address"),
}


@register.filter
def fact_name(one: Difference | Unit) -> Text:
    """Which fact differs: the editor's label, the number of its row, the language of a text."""
    if isinstance(one, Unit):
        return _name(one.shown[0].kind, one.key) if one.shown else OTHER_FIELD
    return _name(one.kind, one.path)


def _name(kind: str, path: str) -> Text:
    head, _, rest = path.partition(".")
    if path in _KEPT:
        return _KEPT[path]
    if head == "assurance":
        number, _, inside = rest.partition(".")
        group, part = group_of(path), _CHECKS.get(inside)
        return Text(f"{group.fr} ({number}) – {part.fr}", f"{group.en} ({number}) – {part.en}") if part else group
    words = field_of(kind, path)
    return words if words != OTHER_FIELD else group_of(path)


@register.filter
def fact_was(one: Difference) -> Text | str:
    """The value before."""
    return _value(one.kind, one.path, one.before, one.was)


@register.filter
def fact_becomes(one: Difference) -> Text | str:
    """The value after."""
    return _value(one.kind, one.path, one.after, one.becomes)


def _value(kind: str, path: str, cell: str, said: Text | str) -> Text | str:
    """A cell in words; as it is where it cannot be read (a file may hold anything)."""
    if not cell or isinstance(said, Text):
        return said
    if path.endswith(".rrule"):
        return _rule(cell)
    known = kind_at(kind, path)
    of = known.of if isinstance(known, Several) else known
    try:
        found = [_plain(of, path, one) for one in (parts_of(cell) if of is not known else [cell])]
    except (ValueError, ArithmeticError):
        return cell
    texts = [one if isinstance(one, Text) else Text(one, one) for one in found]
    return Text("; ".join(one.fr for one in texts), "; ".join(one.en for one in texts))


def _rule(cell: str) -> Text:
    """A rule of days as a sentence; one that the editor's choices cannot say, as it is written."""
    other = RHYTHMS["other"]
    return sentence_of({"rrule": cell}) or Text(f"{other.fr} ({cell})", f"{other.en} ({cell})")


def _plain(of: Any, path: str, cell: str) -> Text | str:
    if of is day:
        return short_date(date.fromisoformat(cell))
    if of is partial_day:
        return partial_date(cell) or cell
    if of is clock_time:
        at = time.fromisoformat(cell)
        return Text(clock(at, "fr"), clock(at, "en"))
    if of is flag:
        return {"true": YES, "false": NO}.get(cell, cell)
    if of is cents:
        return amount(Money.parse(cell))
    if of is percentage:
        return Text(f"{cell.replace('.', ',')}\u00a0%", f"{cell}%")
    return _record(of, path, cell)


def _record(of: Any, path: str, cell: str) -> Text | str:
    """A place or another record by its name; anything else as it is."""
    models: Mapping[Any, Any] = {files.organization_id: Organization, files.location_id: Location}
    if of is files.service_id:
        found: Any = Service.objects.filter(pk=cell).first() or Statistic.objects.filter(pk=cell).first()
        return found.name if found else cell
    if of in models:
        found = models[of]._default_manager.filter(pk=cell).first()
        name = (found.name or found.address) if of is files.location_id and found else found and found.name
        return name or cell
    if of is files.slug and path != "slug":
        place = District if "district" in path else Courthouse
        found = place.objects.filter(slug=cell).first()
        return str(found.name) if found else cell
    return cell
