"""What is typed on a page of an application, read into values; and values shown again as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict

from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day, read_number
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.contact import EMAIL, PHONE, is_email, is_phone, is_website
from parvis.roster.guide import YES_NO, Field
from parvis.web.practice import words

#: The earliest day that a page takes as meant. Not legal: an earlier one is a slip of the keys.
EARLIEST = date(1950, 1, 1)


def read_fields(fields: Sequence[Field], typed: QueryDict, *, on: date) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The values of a page, and what is to be mended, each fault at its field."""
    values: dict[str, Any] = {}
    faults: list[dict[str, Any]] = []
    for field in fields:
        try:
            values[field.name] = _read(field, typed, on)
        except Refused as refused:
            faults.append({"field": field.name, "message": refused.reason})
    return values, faults


def _read(field: Field, typed: QueryDict, on: date) -> Any:
    if field.kind in ("several", "districts"):
        return _several(field, typed.getlist(field.name))
    sent = typed.get(field.name, "")[: field.longest + 1_000].strip()
    if not sent and field.kind != "tick":
        if field.optional:
            return None if field.kind in ("day", "number") else ""
        raise Refused(words.MISSING[field.kind], field=field.name)
    if field.kind == "tick":
        if sent != "1":
            raise Refused(words.MISSING["tick"], field=field.name)
        return True
    if field.kind in ("one", "yes_no"):
        if sent not in (field.options or YES_NO):
            raise Refused(words.MISSING["one"], field=field.name)
        return sent == "yes" if field.kind == "yes_no" else sent
    try:
        if field.kind == "number":
            return read_number(sent, least=field.least, most=field.most)
        if field.kind == "day":
            return read_day(sent, on=on, earliest=EARLIEST, latest=on).isoformat()
    except Unclear as unclear:
        raise Refused(unclear.text, field=field.name) from unclear
    if len(sent) > field.longest:
        raise Refused(words.TOO_LONG.fill(most=field.longest), field=field.name)
    return _reached(field, sent)


#: How somebody is reached, by the name of the field: what it has to be, and how it is asked for where it is not.
_REACHED = {
    **dict.fromkeys(("phone", "other_phone", "public_phone"), (is_phone, PHONE)),
    **dict.fromkeys(("email", "public_email"), (is_email, EMAIL)),
    "website": (is_website, words.WEB_ADDRESS),
}


def _reached(field: Field, sent: str) -> str:
    """A telephone, an e-mail or a page that can be reached, as when contact details are changed; other fields hold text."""
    check, asked = _REACHED.get(field.name, (None, None))
    if check and asked and not check(sent):
        raise Refused(asked, field=field.name)
    return sent


def _several(field: Field, sent: Sequence[str]) -> list[str]:
    known = set(options_of(field))
    chosen = [one for one in dict.fromkeys(sent) if one in known]
    if not chosen and not field.optional:
        raise Refused(words.MISSING["several"], field=field.name)
    return chosen


def options_of(field: Field) -> dict[str, Text]:
    """What may be chosen at a field, in its order."""
    if field.kind == "districts":
        return {one.slug: Text(one.name, one.name) for one in District.objects.in_order()}
    return dict(field.options or (YES_NO if field.kind == "yes_no" else {}))


def shown_field(field: Field, answers: Mapping[str, Any], typed: QueryDict | None, lang: str) -> dict[str, Any]:
    """A field as its component takes it, with what was typed, or what is kept."""
    options = [{"value": code, "label": label} for code, label in options_of(field).items()]
    if field.kind == "tick":
        options = [{"value": "1", "label": field.label}]
    value: Any
    if typed is not None:
        value = (
            typed.getlist(field.name) if field.kind in ("several", "districts", "tick") else typed.get(field.name, "")
        )
    else:
        value = _kept(field, answers.get(field.name), lang)
    return {
        "name": field.name,
        "kind": "several" if field.kind == "districts" else field.kind,
        "label": field.label,
        "hint": field.hint or "",
        "options": options,
        "value": value,
        "longest": field.longest,
    }


def _kept(field: Field, value: Any, lang: str) -> Any:
    if field.kind in ("several", "districts"):
        return value or []
    if field.kind == "tick":
        return ["1"] if value else []
    if value is None:
        return ""
    if field.kind == "yes_no":
        return "yes" if value else "no"
    if field.kind == "day":
        return short_date(date.fromisoformat(value)).to(lang)
    return str(value)


def said(field: Field, value: Any) -> Text | None:
    """An answer in words; None where there is none."""
    if value in (None, "", []):
        return None
    if field.kind == "yes_no":
        return YES_NO["yes" if value else "no"]
    if field.kind == "tick":
        return YES_NO["yes"]
    if field.kind == "day":
        return short_date(date.fromisoformat(value))
    if field.kind in ("one", "several", "districts"):
        named = options_of(field)
        known = [named[one] for one in (value if isinstance(value, list) else [value]) if one in named]
        return Text(", ".join(one.fr for one in known), ", ".join(one.en for one in known)) if known else None
    return Text(str(value), str(value))
