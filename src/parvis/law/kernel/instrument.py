"""Instruments: a folder of data for each legal text, read once, checked whole, refused with the file and the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from parvis.law.kernel.norm import CONFIDENCES, KINDS, SOFTWARE, Norm, Norms
from parvis.law.kernel.parameter import UNITS, DatedValue, Parameter, Parameters, value_in
from parvis.law.kernel.period import Span
from parvis.law.kernel.text import Text, text_of


class FaultyTextError(ValueError):
    """A data file of a legal text is wrong: the message names the file, the entry and the reason."""


_NORM_KEYS = {
    "id",
    "unit",
    "article",
    "says",
    "from",
    "to",
    "confidence",
    "source",
    "address",
    "division",
    "kind",
    "software",
    "version",
}
_PARAMETER_KEYS = {"id", "norm", "unit", "value"}
_VALUE_KEYS = {"from", "to", "value", "unknown", "confirmed_until", "confidence", "source", "known_from"}


@dataclass(frozen=True, slots=True)
class Division:
    """One division of a legal text (a chapter, a section): its key in the data and its title."""

    key: str
    title: Text


@dataclass(frozen=True)
class Instrument:
    """One legal text: its identifier, how it is cited, where its official text is, its norms and its parameters.

    `divisions` are in the order of the text; an instrument that is known only in part may have none.
    """

    id: str
    cite: Text
    norms: tuple[Norm, ...]
    parameters: tuple[Parameter, ...]
    divisions: tuple[Division, ...] = ()
    folder: str = ""
    address: Text | None = None


def toml_of(folder: Traversable, name: str) -> dict[str, Any]:
    """A data file of an instrument; an empty table where the instrument has none of that name."""
    file = folder.joinpath(name)
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise FaultyTextError(f"{folder.name}/{name}: {error}") from error


def read_instrument(folder: Traversable) -> Instrument:
    """The instrument in a folder; FaultyTextError where an entry cannot be right.

    norms.toml has the head, the divisions in the order of the text and norms; norms_<division>.toml has those of one
    division; parameters.toml and parameters_<division>.toml likewise.
    """
    table = toml_of(folder, "norms.toml")
    place = f"{folder.name}/norms.toml"
    try:
        head = table["instrument"]
        divisions = tuple(Division(each["key"], text_of(each["title"])) for each in table.get("division", []))
        norms = tuple(_norms(folder, table, divisions))
        parameters = [*_parameters(head["id"], toml_of(folder, "parameters.toml"), f"{folder.name}/parameters.toml")]
        for division in divisions:
            name = f"parameters_{division.key}.toml"
            parameters.extend(_parameters(head["id"], toml_of(folder, name), f"{folder.name}/{name}"))
        address = _address(head, {})
        return Instrument(head["id"], text_of(head["cite"]), norms, tuple(parameters), divisions, folder.name, address)
    except KeyError as error:
        raise FaultyTextError(f"{place}: {error} is missing") from error


def instrument_of(folder: Traversable, known: Instrument) -> Instrument:
    """What a folder adds to an instrument that is known: new versions of its norms, new values of its parameters."""
    table = toml_of(folder, "norms.toml")
    if foreign := set(table) - {"norm"}:
        raise FaultyTextError(f"{folder.name}/norms.toml: {sorted(foreign)}: a draft has [[norm]] entries only")
    head = {"id": known.id, "cite": known.cite.as_json(), "address": (known.address or known.cite).as_json()}
    norms = tuple(_norm(head, entry, f"{folder.name}/norms.toml") for entry in table.get("norm", []))
    place = f"{folder.name}/parameters.toml"
    parameters = tuple(_parameters(known.id, toml_of(folder, "parameters.toml"), place))
    return Instrument(known.id, known.cite, norms, parameters, known.divisions, known.folder, known.address)


def _norms(folder: Traversable, table: Mapping[str, Any], divisions: tuple[Division, ...]) -> Iterator[Norm]:
    """Every norm of the folder, in the order of the divisions; those without a division come first."""
    head, known = table["instrument"], {division.key for division in divisions}
    place = f"{folder.name}/norms.toml"
    here = [_norm(head, entry, place) for entry in table.get("norm", [])]
    if astray := sorted({norm.division for norm in here if norm.division} - known):
        raise FaultyTextError(f"{place}: no division {astray[0]}; known: {sorted(known)}")
    for file in folder.iterdir():
        key = file.name.removeprefix("norms_").removesuffix(".toml")
        if file.name.startswith("norms_") and file.name.endswith(".toml") and key not in known:
            raise FaultyTextError(f"{folder.name}/{file.name}: no division {key} in norms.toml")
    yield from (norm for norm in here if not norm.division)
    for division in divisions:
        yield from (norm for norm in here if norm.division == division.key)
        name = f"norms_{division.key}.toml"
        for entry in toml_of(folder, name).get("norm", []):
            yield _norm(head, {"division": division.key, **entry}, f"{folder.name}/{name}")


def _norm(head: Mapping[str, Any], entry: Mapping[str, Any], place: str) -> Norm:
    name = f"{place}: {entry.get('id', 'an entry without id')}"
    try:
        if unknown := set(entry) - _NORM_KEYS:
            raise ValueError(f"unknown keys {sorted(unknown)}")
        if entry["confidence"] not in CONFIDENCES:
            raise ValueError(f"confidence {entry['confidence']!r} is none of {CONFIDENCES}")
        if entry.get("kind", "") not in ("", *KINDS):
            raise ValueError(f"kind {entry['kind']!r} is none of {KINDS}")
        if foreign := set(entry.get("software", ())) - set(SOFTWARE):
            raise ValueError(f"software {sorted(foreign)} is none of {SOFTWARE}")
        cite, unit = text_of(head["cite"]), text_of(entry["unit"])
        return Norm(
            id=f"{head['id']}/{entry['id']}",
            cite=Text(fr=f"{cite.fr}, {unit.fr}", en=f"{cite.en}, {unit.en}"),
            says=text_of(entry["says"]),
            in_force=Span(_day(entry["from"]), _day(entry["to"]) if "to" in entry else None),
            confidence=entry["confidence"],
            address=_address(head, entry),
            source=entry.get("source", ""),
            division=entry.get("division", ""),
            kind=entry.get("kind", ""),
            software=tuple(entry.get("software", ())),
            as_known=_day(entry["version"]) if "version" in entry else None,
            article=str(entry.get("article", "")),
        )
    except KeyError as error:
        raise FaultyTextError(f"{name}: {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise FaultyTextError(f"{name}: {error}") from error


def _address(head: Mapping[str, Any], entry: Mapping[str, Any]) -> Text:
    if "address" in entry:
        return _encoded(text_of(entry["address"]))
    if "article" not in entry:
        whole = {lang: written.partition("?")[0] for lang, written in head["address"].items()}
        return _encoded(text_of({lang: written.replace("{article}", "") for lang, written in whole.items()}))
    address, article = text_of(head["address"]), str(entry["article"])
    return _encoded(Text(fr=address.fr.replace("{article}", article), en=address.en.replace("{article}", article)))


def _encoded(address: Text) -> Text:
    """The address as a browser takes it: the spaces of "C-25.01, r. 13" are written %20."""
    return Text(address.fr.replace(" ", "%20"), address.en.replace(" ", "%20"))


def _parameters(instrument: str, table: Mapping[str, Any], place: str) -> Iterator[Parameter]:
    for entry in table.get("parameter", []):
        name = f"{place}: {entry.get('id', 'an entry without id')}"
        try:
            if unknown := set(entry) - _PARAMETER_KEYS:
                raise ValueError(f"unknown keys {sorted(unknown)}")
            if entry["unit"] not in UNITS:
                raise ValueError(f"unit {entry['unit']!r} is none of {UNITS}")
            values = tuple(_dated(entry["unit"], value) for value in entry["value"])
            yield Parameter(f"{instrument}/{entry['id']}", f"{instrument}/{entry['norm']}", values, entry["unit"])
        except KeyError as error:
            raise FaultyTextError(f"{name}: {error} is missing") from error
        except (TypeError, ValueError) as error:
            raise FaultyTextError(f"{name}: {error}") from error


def _dated(unit: str, entry: Mapping[str, Any]) -> DatedValue:
    if unknown := set(entry) - _VALUE_KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    if not entry["source"]:
        raise ValueError("a value needs its source")
    span = Span(_day(entry["from"]), _day(entry["to"]) if "to" in entry else None)
    if "unknown" in entry:
        return _unknown(entry, span)
    if entry["confidence"] not in CONFIDENCES:
        raise ValueError(f"confidence {entry['confidence']!r} is none of {CONFIDENCES}")
    until = _day(entry["confirmed_until"])
    if until < span.first:
        raise ValueError(f"confirmed until {until}, before it is in force ({span.first})")
    known_from = _day(entry["known_from"]) if "known_from" in entry else None
    value = value_in(unit, entry["value"])
    return DatedValue(value, span, until, entry["confidence"], entry["source"], known_from)


def _unknown(entry: Mapping[str, Any], span: Span) -> DatedValue:
    """A stretch that is declared unknown: it has a source (what was looked for), and no value."""
    if entry["unknown"] is not True or "value" in entry or "confidence" in entry:
        raise ValueError("a stretch declared unknown says unknown = true, its days and its source, and no value")
    return DatedValue(None, span, span.last or span.first, "unknown", entry["source"])


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError(f"expected a day, found {value!r}")
    return value


@dataclass(frozen=True)
class Law:
    """All instruments together, and the order of their norms (instrument by instrument, as in each text)."""

    norms: Norms
    parameters: Parameters
    order: Mapping[str, int]
    instruments: tuple[Instrument, ...] = ()


def assembled(instruments: list[Instrument]) -> Law:
    """The instruments as one body; FaultyTextError for a parameter without its norm, or an entry given twice."""
    norms, parameters = Norms(), Parameters()
    order: dict[str, int] = {}
    try:
        for instrument in instruments:
            for norm in instrument.norms:
                norms.add(norm)
            # A division may hold parts of several articles: findings are shown in the order of the text itself.
            for norm in sorted(instrument.norms, key=lambda each: each.place):
                order.setdefault(norm.id, len(order))
            for parameter in instrument.parameters:
                parameters.add(parameter)
    except ValueError as error:
        raise FaultyTextError(str(error)) from error
    for parameter in parameters:
        if parameter.norm not in norms:
            raise FaultyTextError(f"{parameter.id}: its norm {parameter.norm} is unknown")
    return Law(norms, parameters, order, tuple(instruments))
