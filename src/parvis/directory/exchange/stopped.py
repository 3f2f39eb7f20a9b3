"""Why a file as a whole is not read, told to people: the line of the terminal in both languages, with a way out."""

import re

from parvis.directory.exchange.spreadsheet import Told
from parvis.law.kernel.text import Text

_AGAIN = Text(
    "Ouvrez le fichier dans un tableur ou un traitement de texte, enregistrez-le de nouveau, puis envoyez-le.",
    "Open the file in a spreadsheet or a word processor, save it again, then send it.",
)
_CUT = Text("Coupez le fichier en plusieurs parties.", "Cut the file into parts.")
_UTF8 = Text("Enregistrez le fichier en UTF-8, puis envoyez-le.", "Save the file as UTF-8, then send it.")
_ASK = Text("Demandez un autre fichier à qui vous l’a donné.", "Ask whoever gave you the file for another.")
#: A pattern in the line of the terminal → what people are told. The first that fits is taken.
_STOPS: tuple[tuple[str, Told], ...] = (
    (r"is larger than", (
        Text("Le fichier est trop gros : 64 Mo au plus.", "The file is too large: at most 64 MB."), _CUT,
    )),
    (r" is empty", (Text("Le fichier est vide.", "The file is empty."), Text("Choisissez un autre fichier.", "Choose another file."))),
    (r"cannot be read: ", (Text("Le fichier ne se lit pas.", "The file cannot be read."), _AGAIN)),
    (r"form is not recognized", (
        Text("La forme du fichier n’est pas reconnue.", "The form of the file is not recognized."),
        Text("Choisissez la forme dans la liste, ou vérifiez que c’est le bon fichier.", "Choose the form in the list, or check that it is the right file."),
    )),
    (r"zip bomb", (
        Text("Le fichier est petit, mais énorme une fois déplié. Parvis ne l’ouvre pas.", "The file is small but huge once unpacked. Parvis does not open it."), _ASK,
    )),
    (r"XML entities", (
        Text("Le fichier contient une déclaration qui peut en cacher un autre. Parvis ne l’ouvre pas.", "The file holds a declaration that can hide another file. Parvis does not open it."), _AGAIN,
    )),
    (r"locked with a password", (
        Text("Le fichier est protégé par un mot de passe.", "The file is locked with a password."),
        Text("Enlevez le mot de passe, puis envoyez le fichier.", "Take the password off, then send the file."),
    )),
    (r"a part with a path that leaves it|has a part twice|has \d+ parts", (
        Text("Le fichier n’est pas fait comme un vrai document. Parvis ne l’ouvre pas.", "The file is not made as a real document is. Parvis does not open it."), _AGAIN,
    )),
    (r"damaged part|not a whole XLSX|cannot be read as (XLSX|DOCX)|is not an? (XLSX|DOCX) file", (
        Text("Le fichier est abîmé, ou ce n’est pas ce que son nom dit.", "The file is damaged, or is not what its name says."), _AGAIN,
    )),
    (r"tracked changes", (
        Text("Le document contient des modifications suivies : deux textes à la fois.", "The document has tracked changes: two texts at once."),
        Text("Acceptez ou refusez les modifications, enregistrez, puis envoyez.", "Accept or reject the changes, save, then send."),
    )),
    (r"more than \d+ (rows|records|passages)|holds too much text|cells far from the others|columns; at most|a cell of more than", (
        Text("Le fichier est trop long ou trop large pour être lu en une fois.", "The file is too long or too wide to be read at once."), _CUT,
    )),
    (r"merged cells", (
        Text("La feuille a trop de cases fusionnées.", "The sheet has too many merged cells."),
        Text("Défusionnez les cases et remplissez chacune, puis envoyez le fichier.", "Unmerge the cells and fill each of them, then send the file."),
    )),
    (r"UTF-16 and is not|neither UTF-8 nor|NUL characters", (
        Text("Les caractères du fichier ne se lisent pas.", "The characters of the file cannot be read."), _UTF8,
    )),
    (r"header is not correct CSV", (
        Text("La première ligne n’est pas un en-tête correct.", "The first row is not a correct header."),
        Text("Fermez les guillemets de la première ligne.", "Close the quotation marks of the first row."),
    )),
    (r"is not JSON", (
        Text("Le fichier n’est pas du JSON correct.", "The file is not correct JSON."),
        Text("Exportez-le de nouveau de son système d’origine.", "Export it again from the system it comes from."),
    )),
    (r"holds no JSON|holds other files than JSON", (
        Text("L’archive ne contient pas que des fichiers JSON.", "The archive does not hold JSON files only."),
        Text("Mettez dans l’archive les fichiers JSON de HSDS, sans autre fichier.", "Put the JSON files of HSDS in the archive, and no other file."),
    )),
)  # fmt: skip
_OTHER: Told = (Text("Le fichier ne se lit pas.", "The file cannot be read."), _AGAIN)
#: A fault of ours while reading: the file is kept, nothing was changed.
OURS: Told = (
    Text("La lecture s’est arrêtée par notre faute. Rien n’a été changé.", "Reading stopped through a fault of ours. Nothing was changed."),
    Text("Envoyez le fichier de nouveau. Si cela recommence, prévenez l’exploitant.", "Send the file again. If it happens again, tell the operator."),
)  # fmt: skip


def told_of(line: str) -> Told:
    """What people are told of a file that stopped the reading: the reason and the way out."""
    return next((one for pattern, one in _STOPS if re.search(pattern, line)), _OTHER)


def is_told(line: str) -> bool:
    """Whether a line of the terminal has words of its own here."""
    return any(re.search(pattern, line) for pattern, _ in _STOPS)
