"""HSDS 3.1 (JSON) as a batch: one record or many, a page or one a line; services and organizations.

A record is known by its UUID (ours follow from our identifiers), by its identifier where it carries ours, else by its name.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as resources
from typing import Any

from parvis.directory import vocabulary
from parvis.directory.exchange.batch import Batch, Row, Weight
from parvis.directory.exchange.export import present
from parvis.directory.exchange.hsds_words import COMPOSED, found_in
from parvis.directory.exchange.paths import flat
from parvis.directory.fault import Told
from parvis.directory.identity import uuid_of
from parvis.documents.tables import archive, stopped
from parvis.documents.tables.spreadsheet import MOST_ROWS, decoded
from parvis.documents.tables.stopped import NotRead
from parvis.law.kernel.text import Text
from parvis.places.models import District
from parvis.places.names import fold_for_order

_SERVICE = frozenset(
    {"status", "organization_id", "fees_description", "application_process", "eligibility_description"}
)
_ORGANIZATION = frozenset({"website", "organization_identifiers", "parent_organization_id", "legal_status"})
#: Our closed lists as the taxonomies of the export: their codes have UUIDs too.
_LISTS = {
    "kind": vocabulary.SERVICE_KINDS,
    "role": vocabulary.ROLES,
    "stage": vocabulary.STAGES,
    "guidance": vocabulary.GUIDANCES,
    "channel": vocabulary.CHANNELS,
    "booking": vocabulary.BOOKINGS,
}
_UNKNOWN: Told = (
    Text("Aucune fiche d’ici ne correspond.", "No record here corresponds."),
    Text(
        "Créez la fiche dans une feuille (docs/exchange.md), ou donnez-lui le nom que porte la fiche d’ici.",
        "Create the record in a sheet (docs/exchange.md), or give it the name that the record here has.",
    ),
)
_NOT_A_RECORD: Told = (
    Text("Ce n’est ni un service ni un organisme.", "This is neither a service nor an organization."),
    Text("Importez les services et les organismes.", "Import services and organizations."),
)
_NOT_KEPT: Told = (
    Text("Le répertoire ne garde pas cette donnée.", "The directory does not keep this value."),
    Text("Écrivez ce qui compte dans les précisions de la fiche.", "Write what matters in the details of the record."),
)
_COMPOSED: Told = (
    Text(
        "Ce texte réunit plusieurs valeurs de la fiche, et il diffère.",
        "This text puts several values together, and it differs.",
    ),
    Text("Comparez-le à {path} et corrigez la fiche.", "Compare it with {path} and correct the record."),
)
_GUESSED: Told = (
    Text("La fiche a été reconnue par son nom seulement.", "The record was recognized by its name only."),
    Text("Un responsable du répertoire décide.", "A keeper of the directory decides."),
)


@cache
def mapping() -> dict[str, Any]:
    """The mapping table (hsds.toml)."""
    said = resources("parvis.directory.exchange").joinpath("hsds.toml").read_text(encoding="utf-8")
    return tomllib.loads(said)


@cache
def _terms() -> dict[str, tuple[str, str]]:
    return {uuid_of("taxonomy_term", key, code): (key, code) for key, words in _LISTS.items() for code in words}


@dataclass(slots=True)
class _Here:
    """The directory as it is, to recognize what a file speaks of."""

    lang: str
    says: dict[tuple[str, str], dict[str, Any]]
    districts: Mapping[str, str]
    by_uuid: dict[str, tuple[str, str]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], str] = field(default_factory=dict)

    def index(self) -> "_Here":
        """Every record by its UUID, and by its names; a name that two records have is none."""
        for (kind, key), says in self.says.items():
            self.by_uuid[uuid_of(kind, key)] = (kind, key)
            for name in {*says["name"].values(), *says.get("also_known_as", [])}:
                place = (kind, fold_for_order(name))
                self.by_name[place] = "" if self.by_name.get(place, key) != key else key
        return self


def read_hsds(content: bytes, name: str, lang: str) -> Batch:
    """An HSDS file as a batch; `lang` is the language of its texts, where its terms do not say it."""
    batch = Batch(name, "hsds")
    records: list[Any] = []
    for part, said in _parts(content, name):
        text, note = decoded(said, part)
        batch.notes += [note] if note else []
        records += _records(text, part)
    if len(records) > MOST_ROWS:
        raise NotRead(stopped.LONG, f"{name} has more than {MOST_ROWS} records. Cut it in parts.")
    here = _Here(
        _language(records) or lang,
        {(one.kind, one.record): one.says for one in present() if one.kind != "statistic"},
        dict(District.objects.values_list("slug", "name")),
    ).index()
    batch.notes.append(Text(f"Langue des textes : {here.lang}.", f"Language of the texts: {here.lang}."))
    for number, record in enumerate(records, start=1):
        _record(number, record, here, batch)
    return batch


def _parts(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The JSON files of an archive, in the order of their names; a file that is no archive is its own only part."""
    if not content.startswith(b"PK"):
        yield name, content
        return
    held = archive.checked(content, name)
    if archive.contents_of(held) != "json":
        raise NotRead(stopped.OTHER_FILES, f"{name} holds no JSON file.")
    names = sorted(one for one in held.namelist() if not one.endswith("/"))
    if not all(one.lower().endswith((".json", ".ndjson")) for one in names):
        raise NotRead(stopped.OTHER_FILES, f"{name} holds other files than JSON. Leave only those of HSDS in it.")
    for one in names:
        if said := held.read(one).strip():
            yield one[-60:], said


def _records(text: str, name: str) -> Iterator[Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as fault:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise NotRead(stopped.JSON, f"{name} is not JSON: {fault}.") from fault
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as broken:
                raise NotRead(stopped.JSON, f"{name}: line {number} is not JSON: {broken}.") from broken
        return
    if isinstance(said, dict) and isinstance(said.get("contents"), list):
        said = said["contents"]
    yield from said if isinstance(said, list) else [said]


def _language(records: list[Any]) -> str:
    for record in records:
        attributes = record.get("attributes") if isinstance(record, dict) else None
        for one in attributes if isinstance(attributes, list) else []:
            term = one.get("taxonomy_term") if isinstance(one, dict) else None
            found = term.get("language") if isinstance(term, dict) else None
            if found in ("fr", "en"):
                return str(found)
    return ""


def _record(number: int, record: Any, here: _Here, batch: Batch) -> None:
    kind = _kind(record)
    if not kind:
        shown = record.get("name", "") if isinstance(record, dict) else record
        batch.find(Weight.NOT_UNDERSTOOD, number, "", shown, _NOT_A_RECORD)
        return
    key, guessed = _recognized(kind, record, here)
    if not key:
        batch.find(Weight.REFUSED, number, "id", record.get("name") or record.get("id"), _UNKNOWN)
        return
    row = Row(number, kind, key)
    if guessed:
        batch.find(Weight.DOUBTFUL, number, "name", record.get("name"), _GUESSED, record=key)
    _fields(row, record, here, batch)
    batch.rows.append(row)


def _kind(record: Any) -> str:
    if not isinstance(record, dict):
        return ""
    if _SERVICE & record.keys():
        return "service"
    known = _ORGANIZATION & record.keys() or (
        "description" in record and not {"taxonomy", "location_type"} & record.keys()
    )
    return "organization" if known and "version" not in record and "code" not in record else ""


def _recognized(kind: str, record: Mapping[str, Any], here: _Here) -> tuple[str, bool]:
    found = here.by_uuid.get(str(record.get("id", "")).lower())
    if found and found[0] == kind:
        return found[1], False
    identifiers = record.get("organization_identifiers")
    for one in identifiers if isinstance(identifiers, list) else []:
        if (
            isinstance(one, dict)
            and one.get("identifier_scheme") == "parvis"
            and (kind, one.get("identifier")) in here.says
        ):
            return str(one["identifier"]), False
    return here.by_name.get((kind, fold_for_order(str(record.get("name", "")))), ""), True


def _fields(row: Row, record: Mapping[str, Any], here: _Here, batch: Batch) -> None:
    said, says, known = mapping(), here.says[row.kind, row.record], mapping()[row.kind]
    cells = flat(row.kind, says)
    for name, value in record.items():
        if name in said["ignored"][row.kind] or value in (None, "", []):
            continue
        if name in known["values"]:
            path = known["values"][name].format(lang=here.lang)
            if isinstance(value, str) and not (path == "access.web" and not cells.get(path)):
                _set(row, path, name, value)
            continue
        if name in known["composed"]:
            if found_in(name, value) != COMPOSED[name](says, here.lang, here.districts):
                path = known["composed"][name].format(lang=here.lang)
                told = (_COMPOSED[0], _COMPOSED[1].fill(path=path))
                shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:400]
                batch.find(Weight.DOUBTFUL, row.number, name, shown, told, record=row.record)
            continue
        if not _other(row, name, value, says):
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:400]
            batch.find(Weight.NOT_UNDERSTOOD, row.number, name, shown, _NOT_KEPT, record=row.record)


def _set(row: Row, path: str, name: str, value: Any) -> None:
    row.sets[path] = value
    row.columns[path] = name


def _other(row: Row, name: str, value: Any, says: Mapping[str, Any]) -> bool:
    """The fields that need a turn of hand: the state, the phone, the languages, the terms."""
    if name == "status" and row.kind == "service":
        ours = mapping()["status"].get(str(value))
        if ours and says["status"] not in ours:
            _set(row, "status", name, ours[0])
        return bool(ours)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    if name == "phones":
        extension = value[0].get("extension")
        number = f"{value[0].get('number', '')}" + (f" poste {extension}" if extension else "")
        _set(row, "phone" if row.kind == "organization" else "access.phone", name, number)
        return len(value) == 1
    if name == "languages" and row.kind == "service":
        codes = [str(one.get("code", "")) for one in value]
        if set(codes) != set(says.get("access", {}).get("languages", [])):
            _set(row, "access.languages", name, codes)
        return True
    return name == "attributes" and _attributes(row, value, says)


def _attributes(row: Row, value: list[dict[str, Any]], says: Mapping[str, Any]) -> bool:
    """Our terms become codes again; the terms of others are not understood."""
    found: dict[str, list[str]] = {}
    strangers = 0
    for one in value:
        term = _terms().get(str(one.get("taxonomy_term_id", "")).lower())
        if term:
            found.setdefault(term[0], []).append(term[1])
        elif one.get("link_type") != "cost":
            strangers += 1
    cells = flat(row.kind, says)
    for key, codes in found.items():
        path = mapping()["taxonomies"][key]
        several = path.startswith(("eligibility.", "access.channels"))
        if "; ".join(codes) != cells.get(path, ""):
            _set(row, path, "attributes", codes if several else codes[0])
    return not strangers
