"""The directory of an installation as the project's files, byte for byte where nothing changed.

What is written is what the versions say. Where the project has a file of the same organization that says the same, its
bytes are taken as they are; where something changed, only that is written anew, so that a difference can be read.
"""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from parvis.config.home import Stop
from parvis.directory.exchange.layout import laid_out
from parvis.directory.exchange.toml_form import record
from parvis.directory.files import FILE, Content, folder
from parvis.directory.models import Version
from parvis.directory.reader import Faults
from parvis.places.records import written_in

Document = dict[str, Any]


def present() -> list[Content]:
    """What every record says now: its last version; of a withdrawn record, nothing. One query."""
    rows = Version.objects.last_of_each().values_list("kind", "record", "content", "withdrawn")
    return [Content(kind, key, says) for kind, key, says, withdrawn in rows if not withdrawn]


def documents(contents: Iterable[Content]) -> dict[str, Document]:
    """Records put together by organization, as a file has them: identifier of the organization → document."""
    found: dict[str, Document] = {}
    rest: list[Content] = []
    for one in contents:
        if one.kind == "organization":
            own = {key: value for key, value in one.says.items() if key != "locations"}
            places = one.says.get("locations", [])
            found[one.record] = {"organization": own} | ({"locations": places} if places else {})
        else:
            rest.append(one)
    for one in sorted(rest, key=lambda each: (len(each.record), each.record)):
        if one.kind == "service":
            found[one.says["organizations"][0]["id"]].setdefault("services", []).append(one.says)
        else:
            says = {key: value for key, value in one.says.items() if key != "organization"}
            found[one.says["organization"]].setdefault("statistics", []).append(says)
    return found


def toml_files(contents: Iterable[Content], like: Traversable | None = None) -> dict[str, str]:
    """The files: name → text. `like`: the folder whose layout is kept; the project's own where none is given."""
    laid = _laid(like or folder())
    return {
        f"{document['organization']['slug']}.toml": _written(document, laid.get(key))
        for key, document in sorted(documents(contents).items())
    }


def export_toml(target: Path, *, like: Traversable | None = None) -> dict[str, int]:
    """Write every file into `target`; how many there are, and how many differ from those of `like`.

    `Stop` where the folder holds other TOML files: nothing that Parvis did not write is mixed with what it did.
    """
    texts = toml_files(present(), like)
    if target.exists() and not target.is_dir():
        raise Stop(f"{target} is not a folder. Name a folder to write the files into.")
    target.mkdir(parents=True, exist_ok=True)
    others = sorted(one.name for one in target.glob("*.toml") if one.name not in texts)
    if others:
        raise Stop(f"{target} holds other files ({', '.join(others[:5])}). Name an empty folder.")
    base = {one.name: one.read_bytes() for one in (like or folder()).iterdir() if one.name.endswith(".toml")}
    for name, text in texts.items():
        (target / name).write_bytes(text.encode())
    changed = sum(base.get(name) != text.encode() for name, text in texts.items())
    return {"files": len(texts), "changed": changed}


def anew(document: Mapping[str, Any]) -> str:
    """A file written without a model: every record in the order of the declaration."""
    parts = [record("organization", document["organization"])]
    for part in ("locations", "services", "statistics"):
        parts += [record(part, one) for one in document.get(part, [])]
    return "\n".join(parts)


def _laid(source: Traversable) -> dict[str, tuple[str, Document]]:
    """The text of each file and what it says, by organization."""
    found = {}
    for file in source.iterdir():
        if file.name.endswith(".toml"):
            text = written_in(file)
            said = read(text, file.name)
            found[said["organization"]["id"]] = (text, said)
    return found


def read(text: str, name: str) -> Document:
    """What a file says, in the form of the versions. `Stop` with its faults."""
    faults = Faults(name)
    said = FILE(tomllib.loads(text), "", faults)
    if faults.found:
        raise Stop("; ".join(str(one) for one in faults.found))
    return said


def _written(document: Document, laid: tuple[str, Document] | None) -> str:
    if laid is None:
        return anew(document)
    text, said = laid
    kept = laid_out(text, said, document)
    # Whatever the layout, the file says what the versions say: it is read again before it is trusted.
    return kept if _says(read(kept, "")) == _says(document) else anew(document)


def _says(document: Document) -> Document:
    """A document whatever the order of its services and figures."""
    return {
        key: {one["id"]: one for one in value} if key in ("services", "statistics") else value
        for key, value in document.items()
    }
