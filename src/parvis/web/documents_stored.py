"""A document that somebody sent, given back: to be kept or looked at, never to be run. Who may see it, the view has asked."""

from __future__ import annotations

import logging

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from parvis.documents.actions import Lost, content_of
from parvis.documents.models import StoredDocument
from parvis.documents.sound import JPEG, PDF, PNG
from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of

#: Media type → the ending of its name. Nothing else is ever given.
ENDINGS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
#: What the browser may do with it: show it, by itself, and nothing more.
POLICY = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_LOST = Text(
    "Ce document ne peut pas être ouvert en ce moment. Les responsables du site doivent le remettre en place.",
    "This document cannot be opened at the moment. Those who run the site must put it back.",
)


def serve_stored(document: StoredDocument, *, lang: str = "fr", inline: bool = False) -> HttpResponse:
    """The document as it was stored. `inline`: an image may be shown in the browser; a PDF is always a file to open.

    `Http404` for one that was removed, or in which malware was found. Its name is ours: its purpose and its day.
    """
    if document.removed_at is not None:
        raise Http404
    try:
        content = content_of(document)
    except Lost:
        logging.getLogger("parvis.documents").exception("a document is not in the store, or does not open")
        lost = HttpResponse(_LOST.to(lang), status=503, content_type="text/plain; charset=utf-8")
        lost["Cache-Control"] = "private, no-store"
        return lost
    response = HttpResponse(content, content_type=document.media_type)
    how = "inline" if inline and document.media_type != PDF else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{file_name(document, lang)}"'
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(document: StoredDocument, lang: str) -> str:
    """« attestation-de-formation-2026-11-22.pdf »: letters, digits and hyphens."""
    name = slugify(document.label.to(lang).replace("’", " "))
    return f"{name}-{day_of(document.added_at):%Y-%m-%d}.{ENDINGS[document.media_type]}"
