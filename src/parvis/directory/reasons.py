"""The reasons for which the reader refuses a value, each with its words: for the terminal, for an import, for the editor."""

from parvis.directory.fault import Reason
from parvis.law.kernel.text import Text

CHANGE = Text("Corrigez la valeur dans le fichier.", "Correct the value in the file.")
FILL = Text("Ajoutez cette valeur dans le fichier.", "Add this value to the file.")
_LIST = Text("La liste est vide, ou ce n’est pas une liste.", "The list is empty, or it is not a list.")
_TWO_TEXTS = (
    Text("Un texte est attendu ici.", "A text is expected here."),
    Text("Mettez la colonne en format texte.", "Format the column as text."),
)
SAME_TWICE = (
    Text("La même valeur est là deux fois.", "The same value is there twice."),
    Text("Gardez-en une seule.", "Keep only one of them."),
)
ANSWER_TWICE = Text("La même réponse est là deux fois.", "The same answer is there twice.")
SHORT_NAME = (
    Text(
        "Ce nom court ne prend que des lettres sans accent, des chiffres et des traits.",
        "This short name takes only plain letters, digits and dashes.",
    ),
    Text("Écrivez-le ainsi : barreau-de-laval.", "Write it so: barreau-de-laval."),
)
PERCENT = Text("Ce n’est pas un pourcentage de 0 à 100.", "This is not a percentage from 0 to 100.")

# The form of a file and of its tables.
NOT_TOML = Reason(
    "not_toml", "is not TOML: {why}", Text("Ce fichier n’est pas du TOML.", "This file is not TOML."), CHANGE
)
UNREADABLE = Reason(
    "unreadable", "cannot be read: {why}", Text("Ce fichier ne se lit pas.", "This file cannot be read."), CHANGE
)
NO_FILE = Reason("no_file", "holds no file", Text("Le dossier est vide.", "The folder is empty."), FILL)
TABLE = Reason("table", "a table is expected, found {found}", _LIST, FILL)
UNKNOWN_KEY = Reason(
    "unknown_key",
    "unknown key; the keys are {keys}",
    Text("La fiche n’a pas de telle valeur.", "The record has no such value."),
    CHANGE,
)
MISSING = Reason(
    "missing",
    "is missing",
    Text("Cette valeur manque.", "This value is missing."),
    FILL,
    Text("Cette réponse est nécessaire.", "This answer is needed."),
)
ROWS = Reason("rows", "a list is expected, found {found}", _LIST, FILL)
FEW = Reason(
    "few", "at least {least} is expected", _LIST, FILL, Text("Il en faut au moins un.", "At least one is needed.")
)
TWICE = Reason("twice", "holds a value twice", *SAME_TWICE, ANSWER_TWICE)

# A value by itself.
NOT_ONE_OF = Reason(
    "not_one_of",
    "{found} is not one of {codes}",
    Text("Ce code n’est pas dans la liste.", "This code is not in the list."),
    Text("Choisissez l’un de : {words}.", "Choose one of: {words}."),
    Text("Choisissez une réponse de la liste.", "Choose an answer of the list."),
)
LONG = Reason(
    "long",
    "at most {most} characters are kept, found {length}",
    Text(
        "Cette valeur est trop longue : {most} caractères au plus.",
        "This value is too long: at most {most} characters.",
    ),
    Text("Raccourcissez-la.", "Shorten it."),
)
LARGE = Reason(
    "large",
    "at most {most} is expected, found {found}",
    Text("Ce nombre est trop grand : {most} au plus.", "This number is too large: at most {most}."),
    CHANGE,
)
TEXT = Reason("text", "a text with fr and en is expected, found {found}", *_TWO_TEXTS)
MALFORMED = Reason("malformed", "{why}", *_TWO_TEXTS)
LANGUAGE = Reason(
    "language",
    "this language is missing",
    Text("Le texte manque dans une des deux langues.", "The text is missing in one of the two languages."),
    Text("Écrivez le texte en français et en anglais.", "Write the text in French and in English."),
    Text("Écrivez ce texte dans les deux langues.", "Write this text in both languages."),
)
CONTROL = Reason(
    "control",
    "holds a control character",
    Text("La case contient un caractère invisible.", "The cell holds a control character."),
    Text("Tapez de nouveau le texte de la case.", "Type the text of the cell again."),
    Text(
        "Ce texte contient un caractère invisible. Tapez-le de nouveau.",
        "This text holds a control character. Type it again.",
    ),
)
LINE = Reason(
    "line",
    "one line of text is expected, found {found}",
    *_TWO_TEXTS,
    Text("Écrivez un texte sur une seule ligne.", "Write a text on a single line."),
)
FLAG = Reason(
    "flag",
    "true or false is expected, found {found}",
    Text("Ce n’est ni oui ni non.", "This is neither yes nor no."),
    Text("Écrivez oui ou non, ou laissez la case vide.", "Write yes or no, or leave the cell empty."),
)
WHOLE = Reason(
    "whole",
    "a whole number, zero or more, is expected, found {found}",
    Text("Ce n’est pas un nombre entier.", "This is not a whole number."),
    Text("Écrivez un nombre entier, zéro ou plus.", "Write a whole number, zero or more."),
)
DAY = Reason(
    "day",
    "a day such as 2024-01-24, without quotes, is expected, found {found}",
    Text("Ce n’est pas un jour.", "This is not a day."),
    Text("Écrivez l’année, le mois et le jour : 2024-01-24.", "Write the year, the month and the day: 2024-01-24."),
)
PARTIAL_DAY = Reason(
    "partial_day",
    '"2017", "2017-06" or "2021-05-13" is expected, found {found}',
    Text("Ce n’est pas une date.", "This is not a date."),
    Text("Écrivez 2017, 2017-06 ou 2017-06-30.", "Write 2017, 2017-06 or 2017-06-30."),
)
NO_SUCH_DAY = Reason(
    "no_such_day",
    "{found} is not a date",
    Text("Ce jour n’est pas au calendrier.", "This day is not in the calendar."),
    Text("Vérifiez le mois et le jour.", "Check the month and the day."),
)
CLOCK_TIME = Reason(
    "clock_time",
    'a time such as "15:30" is expected, found {found}',
    Text("Ce n’est pas une heure.", "This is not a time of day."),
    Text("Écrivez l’heure ainsi : 15:30.", "Write the time so: 15:30."),
)
CENTS = Reason(
    "cents",
    'an amount such as "110.00" is expected, found {found}',
    Text("Ce n’est pas un montant.", "This is not an amount."),
    Text("Écrivez les dollars et les cents : 110.00.", "Write dollars and cents: 110.00."),
)
PERCENTAGE = Reason("percentage", 'a percentage such as "22" is expected, found {found}', PERCENT, CHANGE)
WEB = Reason(
    "web",
    "a full web address is expected, found {found}",
    Text("Ce n’est pas une adresse web complète.", "This is not a full web address."),
    Text("Collez l’adresse complète, avec https:// au début.", "Paste the full address, with https:// at its start."),
)
TRACKING = Reason(
    "tracking",
    "holds a tracking parameter",
    Text("Cette adresse suit les gens à la trace.", "This address tracks people."),
    Text("Collez l’adresse sans ce qui suit gclid ou utm.", "Paste the address without what follows gclid or utm."),
)
EMAIL = Reason(
    "email",
    "an e-mail address is expected, found {found}",
    Text("Ce n’est pas une adresse de courriel.", "This is not an e-mail address."),
    Text("Écrivez-la ainsi : info@exemple.org.", "Write it so: info@exemple.org."),
)
POSTAL_CODE = Reason(
    "postal_code",
    'a postal code such as "H2Y 1B6" is expected, found {found}',
    Text("Ce n’est pas un code postal.", "This is not a postal code."),
    Text("Écrivez-le ainsi : H2Y 1B6.", "Write it so: H2Y 1B6."),
)
IDENTIFIER = Reason(
    "identifier",
    "an identifier such as ORG-35, SVC-097 or LOC-barreau-de-laval-1 is expected, found {found}",
    Text("Ce n’est pas un identifiant.", "This is not an identifier."),
    Text(
        "Un identifiant s’écrit ORG-35, SVC-097 ou LOC-barreau-de-laval-1.",
        "An identifier is written ORG-35, SVC-097 or LOC-barreau-de-laval-1.",
    ),
)
SLUG = Reason("slug", "kebab-case ASCII is expected, found {found}", *SHORT_NAME)
SNAKE_CASE = Reason(
    "snake_case",
    "a code in snake_case is expected, found {found}",
    *SHORT_NAME,
    Text(
        "Écrivez un code : des lettres sans accent et des traits de soulignement.",
        "Write a code: plain letters and underscores.",
    ),
)
PHONE = Reason(
    "phone",
    "a number such as 418 614-2470 is expected, found {found}",
    Text("Ce n’est pas un numéro de téléphone.", "This is not a phone number."),
    Text("Écrivez-le ainsi : 418 614-2470.", "Write it so: 418 614-2470."),
)
