"""Why a document that somebody sent is not kept, and what to do instead."""

from parvis.law.kernel.text import Text

_AGAIN = Text(
    "Imprimez-le en PDF, ou photographiez-le, puis envoyez le nouveau fichier.",
    "Print it to PDF, or take a picture of it, and send the new file.",
)


def _with_what_to_do(fr: str, en: str) -> Text:
    return Text(f"{fr} {_AGAIN.fr}", f"{en} {_AGAIN.en}")


HINT = Text("PDF, JPEG ou PNG, {most}\u00a0Mo au plus.", "PDF, JPEG or PNG, at most {most} MB.")
NO_FILE = Text("Choisissez un fichier.", "Choose a file.")
EMPTY = Text("Ce fichier est vide. Choisissez-en un autre.", "This file is empty. Choose another.")
TOO_LARGE = Text(
    "Ce fichier est trop gros : {most}\u00a0Mo au plus. Numérisez-le en noir et blanc, ou avec moins de détail.",
    "This file is too large: at most {most} MB. Scan it in black and white, or with less detail.",
)
TOO_MANY = Text(
    "Il y a déjà {most} documents ici. Retirez-en un avant d’en ajouter un autre.",
    "There are already {most} documents here. Remove one before adding another.",
)
INFECTED = Text(
    "L’antivirus a trouvé un programme nuisible dans ce fichier. Il n’est pas gardé. Faites vérifier l’appareil d’où il vient.",
    "The antivirus found malware in this file. It is not kept. Have the device that it comes from checked.",
)
BUSY = Text(
    "D’autres documents sont en cours de lecture. Rien n’est gardé : envoyez ce fichier de nouveau dans une minute.",
    "Other documents are being read. Nothing is kept: send this file again in a minute.",
)

#: Code of `content.Unsound` → what is said.
REASONS: dict[str, Text] = {
    "kind": Text(
        "Ce fichier n’est ni un PDF, ni une image JPEG ou PNG. Envoyez l’un de ces trois.",
        "This file is neither a PDF nor a JPEG or PNG image. Send one of these three.",
    ),
    "heic": Text(
        "Cette photo est au format HEIC. Enregistrez-la en JPEG, ou photographiez le document depuis cette page.",
        "This picture is in the HEIC format. Save it as JPEG, or take a picture of the document from this page.",
    ),
    "office": Text(
        "C’est un document de traitement de texte, un tableur ou une archive. Enregistrez-le en PDF, puis envoyez le PDF.",
        "This is a word-processing document, a spreadsheet or an archive. Save it as PDF, then send the PDF.",
    ),
    "damaged": _with_what_to_do(
        "Ce fichier est abîmé ou incomplet : il ne peut pas être lu.",
        "This file is damaged or incomplete: it cannot be read.",
    ),
    "points": Text(
        "Cette image a trop de points. Photographiez le document de nouveau, ou réduisez l’image.",
        "This image has too many points. Take a new picture of the document, or make the image smaller.",
    ),
    "protected": _with_what_to_do(
        "Ce PDF est protégé par un mot de passe ou des restrictions : il ne peut pas être vérifié.",
        "This PDF is protected by a password or restrictions: it cannot be checked.",
    ),
    "program": _with_what_to_do(
        "Ce PDF contient un programme ou une action automatique. Il n’est pas gardé.",
        "This PDF holds a program or an automatic action. It is not kept.",
    ),
    "file_inside": _with_what_to_do(
        "Ce PDF contient un autre fichier. Il n’est pas gardé.",
        "This PDF holds another file. It is not kept.",
    ),
    "too_much": _with_what_to_do(
        "Ce document est trop long ou trop compliqué pour être vérifié.",
        "This document is too long or too complicated to be checked.",
    ),
}

#: Media type → what people call it.
KINDS: dict[str, Text] = {
    "application/pdf": Text("PDF", "PDF"),
    "image/jpeg": Text("Image JPEG", "JPEG image"),
    "image/png": Text("Image PNG", "PNG image"),
}
PAGES = (Text("page", "page"), Text("pages", "pages"))
KILOBYTES, MEGABYTES = Text("{size}\u00a0ko", "{size}\u00a0kB"), Text("{size}\u00a0Mo", "{size}\u00a0MB")
#: What the antivirus said → what is said of it beside the document.
SCANS: dict[str, Text] = {
    "clean": Text("Vérifié par un antivirus", "Checked by an antivirus"),
    "not_scanned": Text("Pas encore vérifié par un antivirus", "Not yet checked by an antivirus"),
    "infected": Text(
        "Détruit : l’antivirus y a trouvé un programme nuisible", "Destroyed: the antivirus found malware in it"
    ),
}
