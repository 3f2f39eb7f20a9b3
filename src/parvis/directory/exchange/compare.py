"""The dry run: what each row of a batch would change in the directory as it is, what is refused, what is doubtful."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from parvis.directory import checks, columns, reasons, reasons_together
from parvis.directory.exchange.batch import (
    Batch,
    Change,
    Difference,
    Differences,
    Finding,
    Row,
    Weight,
    in_order,
    shown,
)
from parvis.directory.exchange.export import documents, present
from parvis.directory.exchange.paths import TABLES, as_cell, flat, path_of, readable, with_sets
from parvis.directory.fault import Fault, Told
from parvis.directory.files import Content
from parvis.directory.models import Organization, Proposal, Service, Statistic, Version
from parvis.directory.reader import Faults
from parvis.law.kernel.text import Text
from parvis.places.models import Courthouse, District

Key = tuple[str, str]
Says = dict[str, Any]
#: Whether somebody may change a record: its identifier, the organization that it is of, whether it is new.
Within = Callable[[str, str, bool], bool]
_PARTS = {"services": "service", "statistics": "statistic"}
_UNWRITABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ud800-\\udfff]")
_AGAIN: Told = (
    Text("Une ligne plus haut parle déjà de cette fiche.", "A row above already speaks of this record."),
    Text("Gardez une seule ligne pour chaque fiche.", "Keep one row for each record."),
)
_OTHER_NAME: Told = (
    Text(
        "Le nom est tout autre : l’identifiant est-il le bon ?", "The name is quite another: is the identifier right?"
    ),
    Text("Un responsable du répertoire décide.", "A keeper of the directory decides."),
)
_ONE_LANGUAGE: Told = (
    Text("Le texte change dans une seule langue.", "The text changes in one language only."),
    Text(
        "Ajoutez l’autre langue, ou laissez un responsable décider.", "Add the other language, or let a keeper decide."
    ),
)
_OLDER: Told = (
    Text("Le fichier parle d’un jour plus ancien que la fiche.", "The file speaks of an earlier day than the record."),
    Text("Vérifiez la date des faits.", "Check the date of the facts."),
)
_SINCE_CHANGED: Told = (
    Text(
        "La fiche a changé depuis que cette feuille a été écrite.",
        "The record has changed since this sheet was written.",
    ),
    Text("Un responsable du répertoire décide.", "A keeper of the directory decides."),
)
_WITHDRAWN: Told = (
    Text("Cette fiche a été retirée du répertoire.", "This record was withdrawn from the directory."),
    Text(
        "Ramenez-la à l’atelier, puis importez. Une autre fiche prend un autre identifiant.",
        "Bring it back at the desk, then import. Another record takes another identifier.",
    ),
)
_BEYOND: Told = (
    Text("Votre rôle ne s’étend pas à cette fiche.", "Your role does not reach this record."),
    Text("Laissez cette ligne à qui tient cette fiche.", "Leave this row to whoever keeps this record."),
)


@dataclass(slots=True)
class _State:
    """The directory as it is, and what the batch has found so far."""

    says: dict[Key, Says]
    edited: set[Key]
    digests: dict[Key, str]
    proposed: set[tuple[str, str, str]]
    withdrawn: set[Key]
    findings: list[Finding] = field(default_factory=list)

    def find(self, weight: Weight, row: Row, path: str, value: object, said: Told) -> None:
        """Write down a finding about a value of a row."""
        path = _set_at(row, path)
        column = row.columns.get(path, path)
        value = row.sets.get(path, value) if value is None else value
        self.findings.append(
            Finding(weight, row.number, column, shown(value), *said, sheet=row.sheet, record=row.record)
        )


def compared(batch: Batch, *, on: date, within: Within | None = None) -> Differences:
    """What the batch would change. Nothing is written; a constant number of queries, whatever its size.

    `within`: whose records may be changed, where that is not everybody's; a row about another is refused.
    """
    state = _present_state()
    rows = _each_once(batch, state)
    refused = {(one.sheet, one.row) for one in batch.findings if one.weight is Weight.REFUSED}
    after: dict[Key, tuple[Row, Says]] = {}
    for row in rows:
        key = (row.kind, row.record)
        says = _after(row, state)
        if says is not None and within is not None and not _reached(row, says, state, within):
            state.find(Weight.REFUSED, row, "id", row.record, _BEYOND)
            says = None
        if says is None or (row.sheet, row.number) in refused:
            refused.add((row.sheet, row.number))
        else:
            after[key] = (row, says)
    if not batch.whole:
        refused |= {(row.sheet, row.number) for row in rows}
        after.clear()
    for key in _together(after, state):
        refused.add((after[key][0].sheet, after[key][0].number))
        del after[key]
    doubtful = {(one.sheet, one.row) for one in batch.findings if one.weight is Weight.DOUBTFUL}
    found = tuple(_difference(row, state, after.get((row.kind, row.record)), doubtful) for row in rows)
    return Differences(batch, on, found, in_order([*batch.findings, *state.findings]))


def _reached(row: Row, says: Says, state: _State, within: Within) -> bool:
    """Whether a change of this record is within reach: where it stands now, and where it would stand."""
    old = state.says.get((row.kind, row.record))
    if old == says:
        return True
    both = [one for one in (old, says) if one is not None]
    return all(within(row.record, owner_of(Content(row.kind, row.record, one)), old is None) for one in both)


def _present_state() -> _State:
    says = {(one.kind, one.record): one.says for one in present()}
    rows = [
        (kind, *row)
        for kind, model in (("organization", Organization), ("service", Service), ("statistic", Statistic))
        for row in model.objects.order_by("pk").values_list("pk", "digest", "loaded_digest")
    ]
    return _State(
        says,
        {(kind, key) for kind, key, digest, loaded in rows if digest != loaded},
        {(kind, key): digest for kind, key, digest, _ in rows},
        set(Proposal.objects.order_by("pk").values_list("kind", "record", "digest")),
        set(Version.objects.withdrawn_now().values_list("kind", "record")),
    )


def _each_once(batch: Batch, state: _State) -> list[Row]:
    """The rows, the kind of record corrected where the identifier is a figure's; a record twice is refused."""
    seen: set[Key] = set()
    kept = []
    for row in batch.rows:
        if (row.kind, row.record) in seen:
            state.find(Weight.REFUSED, row, "id", row.record, _AGAIN)
            continue
        seen.add((row.kind, row.record))
        kept.append(row)
    return kept


def _after(row: Row, state: _State) -> Says | None:
    """What the record would say; None where the row cannot be taken."""
    key = (row.kind, row.record)
    old = state.says.get(key)
    if key in state.withdrawn:
        state.find(Weight.REFUSED, row, "id", row.record, _WITHDRAWN)
        return None
    cells = flat(row.kind, old) if old is not None else {}
    if old is not None and all(_cell(value) == cells.get(path, "") for path, value in row.sets.items()):
        return old
    unwritable = [path for path, value in row.sets.items() if not _writable(value)]
    for path in unwritable:
        state.find(Weight.REFUSED, row, path, row.sets[path], reasons.CONTROL.told)
    if unwritable:
        return None
    table = TABLES[row.kind]
    faults = Faults("")
    said = table(readable(table, with_sets(row.kind, old or {}, row.sets)), "", faults)
    for fault in faults.found:
        path = path_of(fault.at)
        if not any(one == path or one.startswith(f"{path}.") for one in row.unread):  # already told, cell by cell
            state.find(Weight.REFUSED, row, path, None, fault.told)
    if faults.found:
        return None
    if row.kind == "organization":
        said.setdefault("locations", [])
    return said


def _writable(value: Any) -> bool:
    """Whether a text holds no control character and no half of a character: a database or a terminal would stumble."""
    return not _UNWRITABLE.search("".join(map(str, value)) if isinstance(value, list) else str(value))


def _set_at(row: Row, path: str) -> str:
    """The path that the row sets, for a fault at a path above or below it."""
    if path in row.sets:
        return path
    return next((one for one in row.sets if one.startswith(f"{path}.") or path.startswith(f"{one}.")), path)


def _cell(value: Any) -> str:
    return "" if value is None else as_cell(value)


def _together(after: Mapping[Key, tuple[Row, Says]], state: _State) -> set[Key]:
    """The rows that contradict the other records, or themselves: found until those that are left agree."""
    refused: set[Key] = set()
    while True:
        contents = {key: Content(*key, says) for key, says in state.says.items()}
        left = {key: one for key, one in after.items() if key not in refused and one[1] is not state.says.get(key)}
        contents |= {key: Content(*key, says) for key, (_, says) in left.items()}
        more = _contradictions(contents, left, state)
        if not more:
            return refused
        refused |= more


def _contradictions(contents: Mapping[Key, Content], left: Mapping[Key, tuple[Row, Says]], state: _State) -> set[Key]:
    found: set[Key] = set()
    orphans = [key for key in left if not _has_its_organization(contents, key)]
    for key in orphans:
        state.find(Weight.REFUSED, left[key][0], "organizations.1.id", None, reasons_together.NOT_THERE.told)
        found.add(key)
    if not left or found:
        return found
    put = documents(contents.values())
    by_file = {f"{one['organization'].get('slug')}.toml": one for one in put.values()}
    touched = {owner_of(contents[key]) for key in left}
    faults = Faults("")
    for name, document in by_file.items():
        if document["organization"]["id"] in touched:
            faults.file = name
            checks.document(document, name, faults)
    for fault in [*faults.found, *checks.across(by_file, _places())]:
        key, path = _where(by_file[fault.file], fault.at)
        for one in [key] if key in left else _answerable(left, contents, fault, by_file):
            state.find(Weight.REFUSED, left[one][0], path, None, fault.told)
            found.add(one)
    return found


def _answerable(
    left: Mapping[Key, tuple[Row, Says]], contents: Mapping[Key, Content], fault: Fault, by_file: Mapping[str, Any]
) -> list[Key]:
    """The rows behind a fault of a record that the file does not touch: those that wrote the value, else its organization's."""
    wrote = [key for key, (row, _) in left.items() if fault.found and _wrote(row, fault.found)]
    owner = by_file[fault.file]["organization"]["id"]
    return wrote or [key for key in left if owner_of(contents[key]) == owner] or list(left)


def _wrote(row: Row, found: Any) -> bool:
    """Whether a row writes this value, alone or in a list."""
    return any(found == one or (isinstance(one, list) and found in one) for one in row.sets.values())


def _has_its_organization(contents: Mapping[Key, Content], key: Key) -> bool:
    return ("organization", owner_of(contents[key])) in contents


def owner_of(one: Content) -> str:
    """The organization that a record is of."""
    if one.kind == "service":
        return str(one.says["organizations"][0]["id"])
    return one.record if one.kind == "organization" else str(one.says["organization"])


def _where(document: Mapping[str, Any], at: str) -> tuple[Key, str]:
    """The record and the path of a fault in a file: `services[3].costs[0].kind`."""
    part, _, rest = at.partition("[")
    if part in _PARTS:
        number, _, inside = rest.partition("]")
        return (_PARTS[part], document[part][int(number)]["id"]), path_of(inside.lstrip("."))
    return ("organization", document["organization"]["id"]), path_of(at.removeprefix("organization."))


def _places() -> checks.Places:
    courthouses = dict(Courthouse.objects.values_list("slug", "district_id"))
    return checks.Places(frozenset(District.objects.values_list("slug", flat=True)), courthouses)


def _difference(
    row: Row, state: _State, after: tuple[Row, Says] | None, doubtful: Iterable[tuple[str, int]]
) -> Difference:
    key = (row.kind, row.record)
    old = state.says.get(key)
    name = ((after[1] if after else old) or {}).get("name", {}).get("fr", "")
    if after is None:
        return Difference(row.number, row.sheet, "refused", *key, name)
    says = after[1]
    changes = changes_between(row.kind, old or {}, says)
    if not changes and old is not None:
        return Difference(row.number, row.sheet, "same", *key, name)
    doubts = _doubts(row, old, says, changes, state) if old is not None else False
    digest = columns.digest_of(says)
    if (row.kind, row.record, digest) in state.proposed and (doubts or key in state.edited):
        return Difference(row.number, row.sheet, "same", *key, name)  # a keeper has it, or has answered it
    based = row.based_on and row.based_on == state.digests.get(key)
    keeper = doubts or (row.sheet, row.number) in doubtful or (key in state.edited and not based)
    what = "proposed" if keeper else "changed" if old is not None else "new"
    return Difference(row.number, row.sheet, what, *key, name, changes, Content(*key, says))


def changes_between(kind: str, old: Says, new: Says) -> tuple[Change, ...]:
    """Each value that differs, in the order of the record's form."""
    before, after = flat(kind, old) if old else {}, flat(kind, new)
    paths = [*after, *(path for path in before if path not in after)]
    return tuple(
        Change(path, before.get(path, ""), after.get(path, "")) for path in paths if before.get(path) != after.get(path)
    )


def _doubts(row: Row, old: Says, new: Says, changes: Iterable[Change], state: _State) -> bool:
    count = len(state.findings)
    changed = {one.path for one in changes}
    for one in changes:
        if one.path.endswith((".fr", ".en")):
            other = one.path[:-3] + (".en" if one.path.endswith(".fr") else ".fr")
            if other not in changed and one.after:
                state.find(Weight.DOUBTFUL, row, one.path, one.after, _ONE_LANGUAGE)
    if old["name"] != new["name"] and SequenceMatcher(None, old["name"]["fr"], new["name"]["fr"]).ratio() < 0.35:
        state.find(Weight.DOUBTFUL, row, "name.fr", new["name"]["fr"], _OTHER_NAME)
    if new.get("as_of", "") < old.get("as_of", ""):
        state.find(Weight.DOUBTFUL, row, "as_of", new.get("as_of", ""), _OLDER)
    if row.based_on and row.based_on != state.digests.get((row.kind, row.record)):
        state.find(Weight.DOUBTFUL, row, "digest", row.based_on[:12], _SINCE_CHANGED)
    return len(state.findings) > count
