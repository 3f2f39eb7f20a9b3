"""Reading a file of any of the forms that the directory takes in."""

from collections.abc import Callable
from pathlib import Path

from parvis.directory.exchange.batch import Batch
from parvis.directory.exchange.hsds import read_hsds
from parvis.directory.exchange.repertoire import read_repertoire
from parvis.directory.exchange.tabular import read_csv, read_xlsx
from parvis.documents.tables import archive, stopped
from parvis.documents.tables.stopped import NotRead

Read = Callable[[bytes, str, str], Batch]
#: The forms that are taken in. Only HSDS needs to be told its language.
READERS: dict[str, Read] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "hsds": read_hsds,
    "repertoire": read_repertoire,
}


def read_import(file: Path | bytes, form: str = "", *, name: str = "", lang: str = "fr") -> Batch:
    """A file as a batch of rows, to be compared and then taken in. `file` is a path, or what was sent with its `name`.

    `form` is one of `READERS`; where none is said, the content tells. `lang`: the language of
    a form that has only one. `NotRead` where the file as a whole cannot be read.
    """
    name = Path(name or (file.name if isinstance(file, Path) else "file")).name[:120]
    content = _content(file, name)
    form = form or form_of(content, name)
    if form not in READERS:
        raise NotRead(stopped.FORM, f"{name}: the form is not recognized; say one of {', '.join(READERS)}.")
    return READERS[form](content, name, lang)


def _content(file: Path | bytes, name: str) -> bytes:
    if isinstance(file, Path):
        try:
            if file.stat().st_size > archive.LARGEST_FILE:
                raise NotRead(stopped.LARGE, _too_large(name))
            file = file.read_bytes()
        except OSError as fault:
            raise NotRead(stopped.CLOSED, f"{name} cannot be read: {fault.strerror}.") from fault
    if len(file) > archive.LARGEST_FILE:
        raise NotRead(stopped.LARGE, _too_large(name))
    if not file.strip():
        raise NotRead(stopped.EMPTY, f"{name} is empty.")
    return file


def _too_large(name: str) -> str:
    return f"{name} is larger than {archive.LARGEST_FILE // 1024 // 1024} MB. Cut it in parts."


def form_of(content: bytes, name: str) -> str:
    """The form of a file, by what it holds before what it is called."""
    if content.startswith(b"PK"):
        return {"docx": "repertoire", "json": "hsds"}.get(
            kind := archive.contents_of(archive.checked(content, name)), kind
        )
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"{", b"[")):
        return "hsds"
    if name.lower().endswith((".md", ".markdown")) or start.startswith((b"**", b"#")):
        return "repertoire"
    return "csv" if name.lower().endswith((".csv", ".tsv", ".txt")) or any(one in start for one in b",;\t") else ""
