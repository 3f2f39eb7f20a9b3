"""What people send: told by its content, an image made anew, a PDF kept as it is or refused."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from parvis.documents import content, content_apart
from parvis.documents.content import made_safe
from parvis.documents.content_apart import made_safe_apart
from parvis.documents.content_words import REASONS
from parvis.documents.sound import Sound, Unsound
from tests.factories import files

WHOLE = {"jpeg": files.jpeg(), "png": files.png(), "pdf": files.pdf(2), "link": files.pdf_with_link()}


def why(sent: bytes) -> str:
    with pytest.raises(Unsound) as told:
        made_safe(sent)
    assert REASONS[told.value.why].fr and REASONS[told.value.why].en
    return told.value.why


def test_a_photograph_keeps_its_points_and_nothing_else() -> None:
    kept = made_safe(files.jpeg(turned=6))
    assert kept.media_type == "image/jpeg" and kept.pages is None
    assert b"Exemple" not in kept.content and b"Exif" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert picture.size == (40, 60), "upright"
        assert not dict(picture.getexif()) and not picture.info.get("comment")
        top, bottom = picture.getpixel((20, 5)), picture.getpixel((20, 55))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[1] < 60 < 200 < bottom[1], "red above, white below"


def test_what_is_hidden_behind_an_image_is_gone() -> None:
    for sent in (files.jpeg() + b"<script>alert(1)</script>", files.png() + files.pdf()):
        kept = made_safe(sent).content
        assert b"script" not in kept and b"%PDF" not in kept
    see_through = Image.open(io.BytesIO(made_safe(files.png()).content))
    assert see_through.mode == "RGBA" and see_through.getpixel((1, 1)) == (0, 0, 255, 128)


def test_a_pdf_stays_byte_for_byte_and_its_pages_are_counted() -> None:
    assert made_safe(WHOLE["pdf"]) == Sound(WHOLE["pdf"], "application/pdf", 2)
    assert made_safe(WHOLE["link"]).content == WHOLE["link"], "an address of the web does nothing by itself"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"GIF89a" + b"\0" * 60, "kind"),
        (b"<html><script>1</script>", "kind"),
        (b"\n%PDF-1.7 two files in one", "kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "heic"),
        (b"PK\x03\x04" + b"\0" * 40, "office"),
        (files.jpeg()[:-200], "damaged"),
        (files.png()[:50], "damaged"),
        (b"%PDF-1.7\nnothing in it\n%%EOF", "damaged"),
        (files.pdf(0), "damaged"),
        (files.png_of(20_000, 20_000), "points"),
        (files.png_of(2, 30_000), "points"),
        (files.pdf_protected(), "protected"),
        (files.pdf_with_program(), "program"),
        (files.pdf_with_launch(), "program"),
        (files.pdf_with_launch().replace(b"/Launch", b"/L#61unch"), "program"),
        (files.pdf() + b"\n9 0 obj <</S /JavaScript/JS (1)>> endobj", "program"),
        (files.pdf_with_file(), "file_inside"),
    ],
)
def test_what_is_not_kept_says_why(sent: bytes, reason: str) -> None:
    assert why(sent) == reason


def test_a_thick_pdf_has_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST_PAGES", 1)
    assert why(files.pdf(2)) == "too_much"
    monkeypatch.setattr(content, "MOST_OBJECTS", 2)
    assert why(files.pdf(1)) == "too_much"


@settings(max_examples=60)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_no_damage_makes_the_reading_fall(name: str, data: st.DataObject) -> None:
    sent = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 6))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = made_safe(bytes(sent))
    except Unsound as unsound:
        assert unsound.why in REASONS
    else:
        assert kept.content and kept.media_type in ("application/pdf", "image/jpeg", "image/png")


@pytest.mark.slow
def test_reading_apart_gives_the_same_and_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_SECRET", "not for that process")
    assert made_safe_apart(WHOLE["pdf"]) == made_safe(WHOLE["pdf"])
    assert made_safe_apart(WHOLE["jpeg"]).content == made_safe(WHOLE["jpeg"]).content
    with pytest.raises(Unsound, match="program"):
        made_safe_apart(files.pdf_with_program())
    monkeypatch.setattr(content_apart, "LONGEST_READING", 0.001)
    with pytest.raises(Unsound, match="too_much"):
        made_safe_apart(WHOLE["pdf"])
    monkeypatch.setattr(content_apart, "PATIENCE", 0)
    for _ in range(content_apart.AT_ONCE):
        content_apart._turns.acquire()
    try:
        with pytest.raises(content_apart.Busy):
            made_safe_apart(WHOLE["pdf"])
    finally:
        content_apart._turns.release(content_apart.AT_ONCE)
