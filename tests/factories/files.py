"""Files as people send them, and as they should not: PDF, JPEG, PNG, made here."""

import io
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject


def jpeg(size: tuple[int, int] = (60, 40), *, turned: int = 1, with_place: bool = True) -> bytes:
    """A photograph: red on its left half; with the place and the device in it, and its way up (EXIF orientation)."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = turned
    if with_place:
        exif[0x010F] = "Exemple"
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"Camille Exemple")
    return out.getvalue()


def png(size: tuple[int, int] = (60, 40)) -> bytes:
    """A small image that one sees through."""
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 255, 128)).save(out, "PNG")
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large: a few kilobytes that fill a memory."""
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    head = out.getvalue()
    sizes = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    chunk = b"IHDR" + sizes + head[24:29]
    return head[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + head[33:]


def pdf(pages: int = 1, **root: object) -> bytes:
    """A PDF of so many empty pages. `root`: more entries of its catalogue."""
    return written(_with_pages(pages), root)


def pdf_with_program() -> bytes:
    """One that runs a script when it opens, its name disguised and packed away."""
    writer = _with_pages(1)
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    return written(writer, {"OpenAction": action}).replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS", b"/J#53")


def pdf_with_launch() -> bytes:
    """One whose page starts a program."""
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    return written(_with_pages(1), {"AA": DictionaryObject({NameObject("/O"): action})})


def pdf_with_file() -> bytes:
    """One that carries another file."""
    writer = _with_pages(1)
    writer.add_attachment("lettre.txt", b"a file of the Exemple family")
    return written(writer, {})


def pdf_protected() -> bytes:
    """One that asks for a password."""
    writer = _with_pages(1)
    writer.encrypt("exemple", algorithm="AES-256")
    return written(writer, {})


def pdf_with_link() -> bytes:
    """One that leads to a page of the web, and opens on its first page: nothing in it acts."""
    link = DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://exemple.invalid/")}
    )
    note = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): link}
    )
    writer = _with_pages(1)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    return written(writer, {})


def written(writer: PdfWriter, root: dict[str, object]) -> bytes:
    """The bytes of a PDF, with these entries in its catalogue."""
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _with_pages(pages: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(200, 200)
        stream = DecodedStreamObject()
        stream.set_data(b"0 0 100 100 re f")
        page[NameObject("/Contents")] = writer._add_object(stream)
    return writer
