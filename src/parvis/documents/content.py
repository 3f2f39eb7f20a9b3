"""What somebody sent, looked at by its content alone and made safe. Pure: bytes in, bytes out.

An image is decoded and written anew: where it was taken, by which device, its comments and whatever was hidden behind it are
gone. A PDF stays byte for byte what was sent, so that a signature in it can still be verified; one that could do something
by itself (a program, a file inside, an action that starts or sends something) is refused, never mended in silence.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from parvis.documents.limits import LARGEST_IMAGE, LONGEST_SIDE, MOST_OBJECTS, MOST_PAGES
from parvis.documents.sound import JPEG, PDF, PNG, Sound, Unsound

#: How each kind begins. A PDF that begins with something else is two files in one.
BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
#: Actions of a PDF that run, start, send or play something. Going to a page or to an address on the web is none of them.
ACTS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
#: Entries and kinds that hold a program, a file or a form that is a program.
HOLDS_PROGRAM, HOLDS_FILE = {"/JS", "/JavaScript", "/XFA"}, {"/EF", "/EmbeddedFile"}
KINDS_OF_FILE = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
#: The same, where another reader could see what ours does not (a part that no table names).
_PROGRAM_WRITTEN = re.compile(rb"/(?:JavaScript|Launch)[\s/<>\[\]()]")
_FILE_WRITTEN = re.compile(rb"/(?:EmbeddedFile|RichMedia)[\s/<>\[\]()]")
#: How well a photograph is written anew, of 100: beyond this, larger without being clearer.
JPEG_QUALITY = 90


def made_safe(content: bytes) -> Sound:
    """What may be kept of what was sent. `Unsound` where nothing may. Bounded but by time and memory: see `content_apart`."""
    media_type = kind_of(content)
    if media_type == PDF:
        return Sound(content, PDF, _looked_through(content))
    return Sound(_written_anew(content, "JPEG" if media_type == JPEG else "PNG"), media_type)


def kind_of(content: bytes) -> str:
    """The media type that the first bytes tell. `Unsound`, with what it seems to be, where it is none that is taken."""
    for beginning, media_type in BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc"):
        raise Unsound("heic")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Unsound("office")
    raise Unsound("kind")


def _written_anew(content: bytes, form: str) -> bytes:
    """An image, decoded and encoded again, upright, with nothing but its points."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=[form]) as sent:
                width, height = sent.size
                if width * height > LARGEST_IMAGE or max(width, height) > LONGEST_SIDE:
                    raise Unsound("points")
                sent.load()
                return _encoded(ImageOps.exif_transpose(sent), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unsound("points") from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        KeyError,
        TypeError,
        IndexError,
        EOFError,
        OverflowError,
        Warning,
    ) as error:
        raise Unsound("damaged") from error


def _encoded(picture: Image.Image, form: str) -> bytes:
    if form == "JPEG":
        plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        options: dict[str, Any] = {"quality": JPEG_QUALITY}
    else:
        see_through = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA")
        plain = picture.convert("RGBA") if see_through else picture
        if plain.mode not in ("1", "L", "RGB", "RGBA", "P", "I;16"):
            plain = plain.convert("RGB")
        options = {"compress_level": 6}
    bare = plain.copy()
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, form, **options)
    return out.getvalue()


def _looked_through(content: bytes) -> int:
    """How many pages a PDF has, once each of its objects was looked at."""
    if _PROGRAM_WRITTEN.search(content):
        raise Unsound("program")
    if _FILE_WRITTEN.search(content):
        raise Unsound("file_inside")
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Unsound("protected")
        if sum(map(len, reader.xref.values())) + len(reader.xref_objStm) > MOST_OBJECTS:
            raise Unsound("too_much")
        for each in _dictionaries(reader):
            _refuse_what_acts(each)
        pages = len(reader.pages)
    except (Unsound, MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever a broken file makes the reader raise: it is broken
        raise Unsound("damaged") from error
    if pages == 0:
        raise Unsound("damaged")
    if pages > MOST_PAGES:
        raise Unsound("too_much")
    return pages


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of every object that the file's tables name, the streams' own included."""
    numbers = {(number, generation) for generation, places in reader.xref.items() for number in places}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[Any] = [reader.trailer]
    for number, generation in sorted(numbers):
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            each = waiting.pop()
            if isinstance(each, DictionaryObject):
                yield each
                waiting.extend(each.values())
            elif isinstance(each, ArrayObject):
                waiting.extend(each)


def _refuse_what_acts(each: DictionaryObject) -> None:
    action, kind, subtype = (_name(each.get(key)) for key in ("/S", "/Type", "/Subtype"))
    if HOLDS_PROGRAM & each.keys() or action in ACTS:
        raise Unsound("program")
    if HOLDS_FILE & each.keys() or kind in KINDS_OF_FILE or subtype in KINDS_OF_FILE:
        raise Unsound("file_inside")


def _name(value: Any) -> str:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return str(found) if isinstance(found, str) else ""
