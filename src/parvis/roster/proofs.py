"""The documents that an undertaking leans on: to which certification each belongs."""

from __future__ import annotations

from collections.abc import Sequence

from parvis.documents.models import StoredDocument
from parvis.roster.models import Certification, ExtensionRequest, SupervisionSession, Training


def certification_of(document: StoredDocument) -> Certification | None:
    """The certification that a document is about: an attestation of training or of supervision, a request for more time, an
    affidavit.
    """
    number = document.subject.partition(".")[0]
    if not number.isdigit():
        return None
    if document.subject_kind == "training":
        training = Training.objects.filter(pk=int(number)).select_related("certification").first()
        return training.certification if training else None
    if document.subject_kind == "extension":
        request = ExtensionRequest.objects.filter(pk=int(number)).select_related("certification").first()
        return request.certification if request else None
    if document.subject_kind == "supervision":
        two = ("mandate__mediator", "mandate__co_mediator")
        session = SupervisionSession.objects.filter(pk=int(number)).select_related(*two).first()
        return session.under if session else None
    if document.subject_kind == "undertaking":
        return Certification.objects.filter(pk=int(number)).first()
    return None


def documents_of_request(request: ExtensionRequest) -> Sequence[StoredDocument]:
    """What was joined to a request for more time, in the order in which it came."""
    return list(StoredDocument.objects.about("extension", str(request.pk)).kept().order_by("added_at"))
