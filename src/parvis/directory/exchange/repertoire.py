"""A new edition of the Répertoire, in its own form, as a batch: which bodies it names, which passages are new, which are gone.

Sentences cannot be turned into facts by a program. What it can do is tell what a keeper has to read: a passage that the
edition before had word for word is covered by its records; any other is listed, with the records that it may change.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as resources
from typing import Any
from urllib.parse import urlsplit

from parvis.directory.exchange.batch import Batch, Row, Weight
from parvis.directory.exchange.export import present
from parvis.directory.exchange.passages import Passage, passages_of
from parvis.directory.fault import Told
from parvis.law.kernel.text import Text
from parvis.places.names import words

_NEW = Text("Ce passage n’est pas dans l’édition précédente.", "This passage is not in the edition before.")
_READ = Text("Lisez-le et revoyez les fiches : {records}.", "Read it and look at the records: {records}.")
_NONE = Text("aucune encore", "none yet")
_GONE = Text("Un passage de l’édition précédente n’y est plus.", "A passage of the edition before is no longer there.")
_STRANGER: Told = (
    Text("Cet organisme n’est pas dans le répertoire.", "This organization is not in the directory."),
    Text(
        "Créez sa fiche, ou ajoutez ce nom à ses autres noms (also_known_as).",
        "Create its record, or add this name to its other names (also_known_as).",
    ),
)
_ADDRESS: Told = (
    Text("Le document donne une autre adresse web.", "The document gives another web address."),
    Text("Ouvrez les deux adresses, puis décidez.", "Open both addresses, then decide."),
)
_DAY = re.compile(r"mise à jour\s*:?\s*(\d{4}-\d{2}-\d{2})")


@cache
def mapping() -> dict[str, Any]:
    """The mapping table (repertoire.toml)."""
    return tomllib.loads(_resource("repertoire.toml"))


@cache
def known_passages() -> dict[str, int]:
    """The passages of the edition that the directory was made from: the digest of each → its line there."""
    rows = (line.split("\t") for line in _resource("passages-2024-01-24.tsv").splitlines() if not line.startswith("#"))
    return {digest: int(line) for digest, line in rows}


def _resource(name: str) -> str:
    return resources("parvis.directory.exchange").joinpath(name).read_text(encoding="utf-8")


def _key(text: str) -> str:
    """Words between spaces, so that a name is only found whole."""
    return f" {' '.join(words(text))} "


@dataclass(slots=True)
class _Here:
    """The directory as it is: organizations by what the document may call them, services by organization and by line."""

    says: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: list[tuple[str, str, str]] = field(default_factory=list)
    services: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    by_line: dict[int, list[str]] = field(default_factory=dict)

    def named(self, text: str, under: str) -> Iterator[str]:
        """The organizations that a text names."""
        key, first = _key(text), _key(under)
        yield from (id_ for name, place, id_ in self.names if name in key and place in first)

    def of_kind(self, kind: str, name: str) -> str:
        """The organization of a kind whose name ends with these words: "Laval" among the bar sections."""
        wanted = _key(re.sub(r"\(\d+\)", "", name))
        found = [
            one
            for one, says in self.says.items()
            if says["kind"] == kind and wanted.strip() and self._ends(says, wanted)
        ]
        return found[0] if len(found) == 1 else ""

    @staticmethod
    def _ends(says: dict[str, Any], wanted: str) -> bool:
        names = (_key(one) for one in (says["name"]["fr"], *says.get("also_known_as", [])))
        return any(re.search(rf" (de|du|d|des|la|le|l|cjp){re.escape(wanted)}$", one) for one in names)


def _here() -> _Here:
    here = _Here()
    wide = {_key(one) for one in mapping()["too_wide"]["names"]}
    for one in present():
        for line in one.says.get("source_lines", []):
            here.by_line.setdefault(line, []).append(one.record)
        if one.kind == "organization":
            here.says[one.record] = one.says
            names = {_key(name) for name in (one.says["name"]["fr"], *one.says.get("also_known_as", []))}
            here.names += [(name, " ", one.record) for name in names - wide if name.strip()]
        elif one.kind == "service":
            owner = one.says["organizations"][0]["id"]
            here.services.setdefault(owner, []).append((one.says["kind"], one.record))
    here.names += [
        (_key(one["text"]), _key(one["under"]) if "under" in one else " ", one["id"]) for one in mapping()["aliases"]
    ]
    return here


def read_repertoire(content: bytes, name: str, lang: str = "fr") -> Batch:
    """The document as a batch: a row for each organization that it names, findings for what a keeper has to read."""
    batch, here = Batch(name, "repertoire"), _here()
    passages = passages_of(content, name)
    known = known_passages()
    rows: dict[str, Row] = {}
    for one in passages:
        owner = _owner(one, here)
        for key in _organizations(one, owner, here):
            rows.setdefault(key, Row(one.line, "organization", key))
        if one.digest not in known:
            _new(one, owner, here, batch, rows)
    for stranger in {one.first: one for one in passages if one.first and not _owner(one, here)}.values():
        batch.find(Weight.REFUSED, stranger.line, stranger.table, stranger.first, _STRANGER)
    gone = set(known) - {one.digest for one in passages}
    for digest in sorted(gone, key=lambda each: known[each]):
        records = ", ".join(sorted(here.by_line.get(known[digest], []))) or _NONE
        batch.find(Weight.NOT_UNDERSTOOD, 0, f"l. {known[digest]}", digest, (_GONE, _READ.fill(records=records)))
    batch.rows = sorted(rows.values(), key=lambda row: (row.number, row.record))
    batch.notes += _notes(
        passages, len(passages) - len([one for one in passages if one.digest not in known]), len(gone)
    )
    return batch


def _notes(passages: list[Passage], same: int, gone: int) -> list[Text]:
    day = next((found[1] for one in passages if (found := _DAY.search(one.text))), "")
    notes = [Text(f"Le document est daté du {day}.", f"The document is dated {day}.")] if day else []
    return [
        *notes,
        Text(
            f"Passages : {len(passages)}. Déjà connus : {same}. Nouveaux : {len(passages) - same}. Disparus : {gone}.",
            f"Passages: {len(passages)}. Already known: {same}. New: {len(passages) - same}. Gone: {gone}.",
        ),
    ]


def _owner(one: Passage, here: _Here) -> str:
    """The organization of a row: by the kind that its table is about, else by the name in its first cell."""
    kind = mapping()["tables"].get(one.table.casefold(), "")
    if kind:
        return here.of_kind(kind, one.first)
    found = sorted(here.named(one.first, one.first), key=lambda id_: -max(len(n) for n, _, i in here.names if i == id_))
    return found[0] if found else ""


def _organizations(one: Passage, owner: str, here: _Here) -> Iterable[str]:
    """The organizations that a passage is about or names."""
    found = {owner} if owner else set()
    found |= set(here.named(one.text, one.first))
    for words_, kind in mapping()["members"].items():
        if _key(words_) in _key(one.first) and one.first.endswith(one.text):
            members = re.split(r",| et |:", one.text)
            found |= {here.of_kind(kind, each.replace("/", " ")) for each in members} - {""}
    return sorted(found)


def _new(one: Passage, owner: str, here: _Here, batch: Batch, rows: dict[str, Row]) -> None:
    """A passage to be read, with the records that it may change; another address of the body is proposed."""
    kinds = mapping()["headings"].get(one.heading.casefold().replace("’", "'"), [])
    services = here.services.get(owner, [])
    records = [record for kind, record in services if kind in kinds] or [record for _, record in services] or [owner]
    shown = ", ".join(sorted(filter(None, records))) or _NONE
    batch.find(Weight.NOT_UNDERSTOOD, one.line, one.heading, one.text, (_NEW, _READ.fill(records=shown)), record=owner)
    is_address = len(one.links) == 1 and one.text.removeprefix("http://").removeprefix("https://").startswith("www.")
    if owner and is_address and _host(one.links[0]) != _host(here.says[owner].get("web", "")):
        row = rows[owner]
        row.sets["web"], row.columns["web"] = one.links[0], one.heading
        row.number = one.line
        batch.find(Weight.DOUBTFUL, one.line, one.heading, one.links[0], _ADDRESS, record=owner)


def _host(address: str) -> str:
    return urlsplit(address).netloc.casefold().removeprefix("www.")
