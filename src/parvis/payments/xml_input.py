"""XML that comes from outside, read within bounds: UTF-8 only, no document type, no entity, no network, no huge tree."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

#: Far over a batch of 5,000 payments (about 4 MB).
MOST_BYTES = 30_000_000
#: In UTF-8 a document type can be written in no other way, and no payment file has one.
_DOCUMENT_TYPE = b"<!DOCTYPE"


class UnreadableXml(ValueError):
    """What was given is not XML that is read. `code`: too-large, document-type or not-xml; `line` from 1, or 0."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(f"{code} at line {line}" if line else code)
        self.code = code
        self.line = line


def parsed(content: bytes) -> Any:
    """The root element. UnreadableXml where it is too large, has a document type, or is not well-formed UTF-8 XML."""
    if len(content) > MOST_BYTES:
        raise UnreadableXml("too-large")
    if _DOCUMENT_TYPE in content:
        raise UnreadableXml("document-type")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadableXml("not-xml", fault.lineno or 0) from None
