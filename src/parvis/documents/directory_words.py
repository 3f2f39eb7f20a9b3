"""The labels of the printed Répertoire; its facts come with the edition."""

from parvis.law.kernel.text import Text

AS_OF = Text("Édition telle que connue le {day}.", "Edition as known on {day}.")
NOT_YET = Text(
    "Ce jour vient avant le document de départ ({day}) : il n'y a rien à montrer.",
    "That day comes before the starting document ({day}): there is nothing to show.",
)
LAST_CHANGE = Text("Dernier changement : {day}.", "Last change: {day}.")
COUNTS = Text(
    "{organizations} organismes, {services} services et outils, {corrections} corrections, {statistics} statistiques.",
    "{organizations} organizations, {services} services and tools, {corrections} corrections, {statistics} statistics.",
)
ABOUT = Text(
    "Il part du Répertoire ({publisher}), dans son état du {day}. Chaque fait garde sa date. Ce qui a changé depuis est "
    "montré à côté de ce que disait le document. C'est de l'information, pas un avis juridique.",
    "It starts from the Répertoire ({publisher}), as it stood on {day}. Each fact keeps its date. What has changed "
    "since is shown beside what the document said. This is information, not legal advice.",
)
CHANGES = Text("Ce qui a changé depuis l'édition du {day}", "What has changed since the edition of {day}")
ADDED = Text("ajouté", "added")
CHANGED = Text("modifié", "changed")
CORRECTED = Text("corrigé", "corrected")
WITHDRAWN = Text("retiré", "withdrawn")

TERRITORY = Text("Où", "Where")
PHONE = Text("Téléphone", "Phone")
EMAIL = Text("Courriel", "Email")
WEB = Text("Sur le Web", "On the Web")
WEB_LOST = Text(
    "Le document montrait un lien dont l'adresse est perdue.", "The document showed a link whose address is lost."
)
PLACES = Text("Adresses", "Addresses")
UNCONFIRMED = Text("à confirmer", "to be confirmed")
NO_SERVICE = Text("Aucun service à son nom dans cette édition.", "No service in its name in this edition.")

WITH = Text("Avec", "With")
FOR = Text("Pour qui", "For whom")
COST = Text("Coût", "Cost")
DATES = Text("Dates", "Dates")
LANGUAGES = Text("Langues", "Languages")
CHANNELS = Text("Par quel moyen", "By what means")
HOW = Text("Comment", "How")
BOOKING = Text("Rendez-vous", "Booking")
PLACE = Text("Lieu", "Place")
PERIOD = Text("Période", "Period")
NOT_STATED = Text("Non précisé par la source", "Not stated by the source")
KNOWN_BY = Text("Comment nous le savons", "How we know it")
DUE = Text("à revérifier", "due for a check")
FACTS_OF = Text("En date du {day}", "As of {day}")
LINES = Text("lignes {lines} du document", "lines {lines} of the document")
NOT_FOR_PUBLIC = Text("Ne s'adresse pas au public.", "Not for the public.")
CORRECTIONS = Text("Corrections", "Corrections")
FIELD = Text("Sur", "About")
SAID = Text("Ce que disait le document", "What the document said")
KNOWN = Text("Ce que l'on sait depuis", "What is known since")
SINCE = Text("Depuis", "Since")

STATISTICS = Text("Statistiques", "Statistics")
STATISTICS_HOW = Text(
    "Deux taux ne se comparent que s'ils mesurent la même chose sur la même base. Ils sont donc groupés ainsi.",
    "Two rates compare only where they measure the same thing on the same base. They are grouped that way.",
)
FIGURE = Text("Chiffre", "Figure")
NUMERATOR = Text("Numérateur", "Numerator")
DENOMINATOR = Text("Dénominateur", "Denominator")
WHEN = Text("Période et lieu", "Period and place")
CHECKED = Text("Vérification", "Check")
NOT_GIVEN = Text("non donné", "not given")
BASE_UNCLEAR = Text("– la base n'est pas claire", "– the base is not clear")
