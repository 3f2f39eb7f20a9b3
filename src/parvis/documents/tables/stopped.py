"""A file that as a whole is not read: `NotRead` carries the line of the terminal and what people are told, with a way out."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.config.home import Stop
from parvis.law.kernel.text import Text

#: Why something is not taken, and what can be done about it.
Told = tuple[Text, Text]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a file is not read. `code`: its name; `said` and `way_out`: what people are told."""

    code: str
    said: Text
    way_out: Text

    @property
    def told(self) -> Told:
        """The reason and the way out."""
        return self.said, self.way_out


class NotRead(Stop):
    """The reading stops. Its words are one line for the terminal; `cause` is what people are told."""

    def __init__(self, cause: Cause, line: str) -> None:
        super().__init__(line)
        self.cause = cause


_AGAIN = Text(
    "Ouvrez le fichier dans un tableur ou un traitement de texte, enregistrez-le de nouveau, puis envoyez-le.",
    "Open the file in a spreadsheet or a word processor, save it again, then send it.",
)
_CUT = Text("Coupez le fichier en plusieurs parties.", "Cut the file into parts.")
LARGE = Cause("large", Text("Le fichier est trop gros : 64 Mo au plus.", "The file is too large: at most 64 MB."), _CUT)
EMPTY = Cause(
    "empty",
    Text("Le fichier est vide.", "The file is empty."),
    Text("Choisissez un autre fichier.", "Choose another file."),
)
CLOSED = Cause("closed", Text("Le fichier ne se lit pas.", "The file cannot be read."), _AGAIN)
FORM = Cause(
    "form",
    Text("La forme du fichier n’est pas reconnue.", "The form of the file is not recognized."),
    Text(
        "Choisissez la forme dans la liste, ou vérifiez que c’est le bon fichier.",
        "Choose the form in the list, or check that it is the right file.",
    ),
)
BOMB = Cause(
    "bomb",
    Text(
        "Le fichier est petit, mais énorme une fois déplié. Parvis ne l’ouvre pas.",
        "The file is small but huge once unpacked. Parvis does not open it.",
    ),
    Text("Demandez un autre fichier à qui vous l’a donné.", "Ask whoever gave you the file for another."),
)
ENTITIES = Cause(
    "entities",
    Text(
        "Le fichier contient une déclaration qui peut en cacher un autre. Parvis ne l’ouvre pas.",
        "The file holds a declaration that can hide another file. Parvis does not open it.",
    ),
    _AGAIN,
)
LOCKED = Cause(
    "locked",
    Text("Le fichier est protégé par un mot de passe.", "The file is locked with a password."),
    Text("Enlevez le mot de passe, puis envoyez le fichier.", "Take the password off, then send the file."),
)
FORGED = Cause(
    "forged",
    Text(
        "Le fichier n’est pas fait comme un vrai document. Parvis ne l’ouvre pas.",
        "The file is not made as a real document is. Parvis does not open it.",
    ),
    _AGAIN,
)
DAMAGED = Cause(
    "damaged",
    Text(
        "Le fichier est abîmé, ou ce n’est pas ce que son nom dit.",
        "The file is damaged, or is not what its name says.",
    ),
    _AGAIN,
)
TRACKED = Cause(
    "tracked",
    Text(
        "Le document contient des modifications suivies : deux textes à la fois.",
        "The document has tracked changes: two texts at once.",
    ),
    Text(
        "Acceptez ou refusez les modifications, enregistrez, puis envoyez.",
        "Accept or reject the changes, save, then send.",
    ),
)
LONG = Cause(
    "long",
    Text(
        "Le fichier est trop long ou trop large pour être lu en une fois.",
        "The file is too long or too wide to be read at once.",
    ),
    _CUT,
)
MERGED = Cause(
    "merged",
    Text("La feuille a trop de cases fusionnées.", "The sheet has too many merged cells."),
    Text(
        "Défusionnez les cases et remplissez chacune, puis envoyez le fichier.",
        "Unmerge the cells and fill each of them, then send the file.",
    ),
)
CHARACTERS = Cause(
    "characters",
    Text("Les caractères du fichier ne se lisent pas.", "The characters of the file cannot be read."),
    Text("Enregistrez le fichier en UTF-8, puis envoyez-le.", "Save the file as UTF-8, then send it."),
)
HEADER = Cause(
    "header",
    Text("La première ligne n’est pas un en-tête correct.", "The first row is not a correct header."),
    Text("Fermez les guillemets de la première ligne.", "Close the quotation marks of the first row."),
)
JSON = Cause(
    "json",
    Text("Le fichier n’est pas du JSON correct.", "The file is not correct JSON."),
    Text("Exportez-le de nouveau de son système d’origine.", "Export it again from the system it comes from."),
)
OTHER_FILES = Cause(
    "other_files",
    Text("L’archive ne contient pas que des fichiers JSON.", "The archive does not hold JSON files only."),
    Text(
        "Mettez dans l’archive les fichiers JSON de HSDS, sans autre fichier.",
        "Put the JSON files of HSDS in the archive, and no other file.",
    ),
)
#: A fault of ours while reading: the file is kept, nothing was changed.
OURS = Cause(
    "ours",
    Text(
        "La lecture s’est arrêtée par notre faute. Rien n’a été changé.",
        "Reading stopped through a fault of ours. Nothing was changed.",
    ),
    Text(
        "Envoyez le fichier de nouveau. Si cela recommence, prévenez l’exploitant.",
        "Send the file again. If it happens again, tell the operator.",
    ),
)
