"""What the pages of an application say when something is missing, and how its states are called."""

from __future__ import annotations

from collections.abc import Mapping

from parvis.law.kernel.text import Text

MISSING: Mapping[str, Text] = {
    "text": Text("Remplissez ce champ.", "Fill in this field."),
    "area": Text("Remplissez ce champ.", "Fill in this field."),
    "number": Text("Écrivez un nombre. Écrivez 0 s’il n’y en a pas.", "Write a number. Write 0 if there are none."),
    "day": Text("Écrivez une date.", "Write a date."),
    "one": Text("Choisissez une réponse.", "Choose an answer."),
    "yes_no": Text("Répondez oui ou non.", "Answer yes or no."),
    "several": Text("Cochez au moins une case.", "Tick at least one box."),
    "districts": Text("Cochez au moins un district.", "Tick at least one district."),
    "tick": Text("Cochez la case pour prendre l’engagement.", "Tick the box to give the undertaking."),
}
TOO_LONG = Text("C’est trop long : {most} caractères au plus.", "This is too long: {most} characters at most.")
WEB_ADDRESS = Text("Écrivez une adresse qui commence par https://", "Write an address that begins with https://")
NO_SUPERVISOR = Text(
    "Choisissez une personne dans la liste, ou écrivez son nom.", "Choose a person in the list, or write their name."
)
NOT_SWORN = Text(
    "Joignez la déclaration, ou dites comment vous la remettez.", "Enclose the affidavit, or say how you hand it in."
)
#: The kind of tag of each state.
TONES: Mapping[str, str] = {
    "draft": "",
    "sent": "accent",
    "more_asked": "careful",
    "granted": "go",
    "refused": "stop",
    "withdrawn": "",
}
MESSAGES: Mapping[str, Text] = {
    "asked": Text("L’organisme demande un complément", "The body asks for more"),
    "answered": Text("Réponse de la personne qui demande", "The applicant’s answer"),
    "granted": Text("L’organisme accorde", "The body grants"),
    "refused": Text("L’organisme refuse", "The body refuses"),
    "withdrawn": Text("Demande retirée", "Application withdrawn"),
}
DONE: Mapping[str, Text] = {
    "sent": Text("Votre demande est envoyée.", "Your application is sent."),
    "withdrawn": Text("Votre demande est retirée.", "Your application is withdrawn."),
    "added": Text("Le document est joint.", "The document is enclosed."),
    "removed": Text("Le document est retiré.", "The document is removed."),
    "asked": Text(
        "Le complément est demandé. La personne reçoit un courriel.", "More is asked for. The person gets an e-mail."
    ),
    "refused": Text(
        "La demande est refusée. La personne reçoit vos motifs.",
        "The application is refused. The person gets your reasons.",
    ),
    "granted": Text(
        "L’accréditation est accordée. L’avis à la ou au ministre est fait.",
        "Certification is granted. The notice to the Minister is made.",
    ),
}
