"""The faults of the reader and of the checks, told to people: the reason in both languages, and a way out."""

import re

from parvis.directory.exchange.cells import TOLD, Told
from parvis.law.kernel.text import Text

_CHANGE = Text("Corrigez la valeur dans le fichier.", "Correct the value in the file.")
_FILL = Text("Ajoutez cette valeur dans le fichier.", "Add this value to the file.")
#: A pattern in the reader's or the checks' own words → what people are told. The first that fits is taken.
_REASONS: tuple[tuple[str, Told], ...] = (
    (r"^at most (?P<most>\d+) characters", (
        Text("Cette valeur est trop longue : {most} caractères au plus.", "This value is too long: at most {most} characters."),
        Text("Raccourcissez-la.", "Shorten it."),
    )),
    (r"^at most (?P<most>\d+) is expected", (
        Text("Ce nombre est trop grand : {most} au plus.", "This number is too large: at most {most}."), _CHANGE,
    )),
    (r"amount above zero", (
        Text("Un montant limite est plus grand que zéro.", "A largest amount is above zero."),
        Text("Écrivez un montant plus grand que zéro, ou videz la case.", "Write an amount above zero, or empty the cell."),
    )),
    (r"longer than a day", (
        Text("Un rendez-vous dure moins d’un jour.", "An appointment is shorter than a day."),
        Text("Écrivez sa durée en minutes.", "Write how long it lasts, in minutes."),
    )),
    (r"is not a day from \d", (
        Text("Un horaire va de 1990 à 2100.", "A schedule goes from 1990 to 2100."),
        Text("Vérifiez l’année.", "Check the year."),
    )),
    (r"a day such as", TOLD["day"]),
    (r"an amount such as", TOLD["cents"]),
    (r"true or false", TOLD["flag"]),
    (r"a whole number", TOLD["whole"]),
    (r"a time such as", TOLD["clock_time"]),
    (r"control character", TOLD["control"]),
    (r"^is missing$", (Text("Cette valeur manque.", "This value is missing."), _FILL)),
    (r"this language is missing", (
        Text("Le texte manque dans une des deux langues.", "The text is missing in one of the two languages."),
        Text("Écrivez le texte en français et en anglais.", "Write the text in French and in English."),
    )),
    (r"is not one of", (
        Text("Ce code n’est pas dans la liste.", "This code is not in the list."),
        Text("Prenez un code de docs/directory-format.md.", "Take a code of docs/directory-format.md."),
    )),
    (r"an identifier such as", (
        Text("Ce n’est pas un identifiant.", "This is not an identifier."),
        Text("Un identifiant s’écrit ORG-35, SVC-097 ou LOC-barreau-de-laval-1.", "An identifier is written ORG-35, SVC-097 or LOC-barreau-de-laval-1."),
    )),
    (r"kebab-case|snake_case|name of the file", (
        Text("Ce nom court ne prend que des lettres sans accent, des chiffres et des traits.", "This short name takes only plain letters, digits and dashes."),
        Text("Écrivez-le ainsi : barreau-de-laval.", "Write it so: barreau-de-laval."),
    )),
    (r"a number such as", (
        Text("Ce n’est pas un numéro de téléphone.", "This is not a phone number."),
        Text("Écrivez-le ainsi : 418 614-2470.", "Write it so: 418 614-2470."),
    )),
    (r"web address|tracking parameter", (
        Text("Ce n’est pas une adresse web, ou elle suit les gens à la trace.", "This is not a web address, or it tracks people."),
        Text("Collez l’adresse complète, sans ce qui suit gclid ou utm.", "Paste the full address, without what follows gclid or utm."),
    )),
    (r"an e-mail address", (
        Text("Ce n’est pas une adresse de courriel.", "This is not an e-mail address."),
        Text("Écrivez-la ainsi : info@exemple.org.", "Write it so: info@exemple.org."),
    )),
    (r"a postal code", (
        Text("Ce n’est pas un code postal.", "This is not a postal code."),
        Text("Écrivez-le ainsi : H2Y 1B6.", "Write it so: H2Y 1B6."),
    )),
    (r"a percentage such as|more than 100", (
        Text("Ce n’est pas un pourcentage de 0 à 100.", "This is not a percentage from 0 to 100."), _CHANGE,
    )),
    (r'"2017"|is not a date', (
        Text("Ce n’est pas une date.", "This is not a date."),
        Text("Écrivez 2017, 2017-06 ou 2017-06-30.", "Write 2017, 2017-06 or 2017-06-30."),
    )),
    (r"one line of text|a text with fr and en", TOLD["text"]),
    (r"twice|is already in", (
        Text("La même valeur est là deux fois.", "The same value is there twice."),
        Text("Gardez-en une seule.", "Keep only one of them."),
    )),
    (r"there is no (district|courthouse)", (
        Text("Ce district ou ce palais de justice n’existe pas.", "There is no such district or courthouse."),
        Text("Prenez le nom court qui est dans l’adresse de la page du district.", "Take the short name in the address of the district’s page."),
    )),
    (r"there is no", (
        Text("L’organisme, le lieu ou le service nommé n’existe pas.", "The organization, place or service named does not exist."),
        Text("Importez-le d’abord, ou corrigez l’identifiant.", "Import it first, or correct the identifier."),
    )),
    (r"the first organization is the one of the file", (
        Text("Le premier organisme du service n’est pas celui de sa fiche.", "The first organization of the service is not its own."), _CHANGE,
    )),
    (r"RFC 5545|DTSTART|never occurs|a rule or days|needs its first day|is not unknown", (
        Text("L’horaire ne se calcule pas.", "The schedule cannot be computed."),
        Text("Corrigez la règle, ou écrivez l’horaire en mots avec la certitude « unknown ».", "Correct the rule, or write the schedule in words with certainty “unknown”."),
    )),
    (r"is before|is not after|comes before|is less than|people_min|is zero|lasts at least", (
        Text("Deux valeurs se contredisent : l’une devrait suivre ou dépasser l’autre.", "Two values contradict each other: one should follow or exceed the other."), _CHANGE,
    )),
    (r"part of itself", (
        Text("Un organisme ne peut pas faire partie de lui-même.", "An organization cannot be part of itself."), _CHANGE,
    )),
    (r"needs its districts|names no district|needs words", (
        Text("L’étendue du territoire et ses districts ne vont pas ensemble.", "The extent of the territory and its districts do not go together."),
        Text("« districts » veut des districts ; « unnamed » veut des mots ; « province » ne veut ni l’un ni l’autre.", "“districts” needs districts; “unnamed” needs words; “province” needs neither."),
    )),
    (r"a percentage needs its denominator", (
        Text("Un pourcentage dit de quoi il est le pourcentage.", "A percentage says of what it is one."), _FILL,
    )),
    (r"unknown key", (Text("La fiche n’a pas de telle valeur.", "The record has no such value."), _CHANGE)),
    (r"at least|a list is expected|a table is expected", (
        Text("La liste est vide, ou ce n’est pas une liste.", "The list is empty, or it is not a list."), _FILL,
    )),
)  # fmt: skip
_OTHER: Told = (Text("La fiche ne peut pas dire cela.", "The record cannot say this."), _CHANGE)


def told(reason: str) -> Told:
    """What people are told of a fault: its reason and its way out."""
    for pattern, (said, way_out) in _REASONS:
        if found := re.search(pattern, reason):
            return (said.fill(**found.groupdict()), way_out) if found.groupdict() else (said, way_out)
    return _OTHER
