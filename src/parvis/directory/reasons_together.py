"""The reasons for which the checks refuse values that do not go together, each with its words: terminal, import, editor."""

from parvis.directory.fault import Reason
from parvis.directory.reasons import ANSWER_TWICE, CHANGE, FILL, PERCENT, SAME_TWICE, SHORT_NAME
from parvis.law.kernel.text import Text

_CONTRADICT = Text(
    "Deux valeurs se contredisent : l’une devrait suivre ou dépasser l’autre.",
    "Two values contradict each other: one should follow or exceed the other.",
)
_EXTENT = (
    Text(
        "L’étendue du territoire et ses districts ne vont pas ensemble.",
        "The extent of the territory and its districts do not go together.",
    ),
    Text(
        "« Certains districts » veut des districts ; « Plusieurs endroits, sans précision » veut des mots ; "
        "« Partout au Québec » ne veut ni l’un ni l’autre.",
        "“Certain districts” needs districts; “Several places, not named” needs words; “Everywhere in Québec” needs neither.",
    ),
)
_NOT_COMPUTED = (
    Text("L’horaire ne se calcule pas.", "The schedule cannot be computed."),
    Text(
        "Corrigez la règle, ou écrivez l’horaire en mots avec la certitude « Date inconnue ».",
        "Correct the rule, or write the schedule in words with certainty “Date not known”.",
    ),
)
_PLACE = (
    Text("Ce district ou ce palais de justice n’existe pas.", "There is no such district or courthouse."),
    Text(
        "Prenez le nom court qui est dans l’adresse de la page du district.",
        "Take the short name in the address of the district’s page.",
    ),
)
_OWN_PART = Text("Un organisme ne peut pas faire partie de lui-même.", "An organization cannot be part of itself.")
_RULE = Text("Cette règle ne se calcule pas.", "This rule cannot be computed.")

# The values of one record.
NAME_OF_FILE = Reason("name_of_file", "{found} is not the name of the file", *SHORT_NAME)
OWN_PARENT = Reason("own_parent", "an organization is not part of itself", _OWN_PART, CHANGE)
NO_DISTRICTS = Reason(
    "no_districts",
    'scope "districts" needs its districts',
    *_EXTENT,
    Text("Cochez au moins un district.", "Tick at least one district."),
)
DISTRICTS = Reason(
    "districts",
    "scope {found} names no district",
    *_EXTENT,
    Text(
        "Des districts sont cochés : choisissez « Certains districts », ou décochez-les.",
        "Districts are ticked: choose “Certain districts”, or untick them.",
    ),
)
TERRITORY_WORDS = Reason(
    "territory_words",
    'scope "unnamed" needs words',
    *_EXTENT,
    Text("Dites en mots de quels endroits il s’agit.", "Say in words which places these are."),
)
OWNER = Reason(
    "owner",
    "the first organization is the one of the file, {owner}",
    Text(
        "Le premier organisme du service n’est pas celui de sa fiche.",
        "The first organization of the service is not its own.",
    ),
    CHANGE,
)
ORGANIZATION_TWICE = Reason("organization_twice", "names an organization twice", *SAME_TWICE, ANSWER_TWICE)
BEFORE = Reason(
    "before",
    "{found} is before {start}",
    _CONTRADICT,
    CHANGE,
    Text("Cette date vient avant le début.", "This date comes before the start."),
)
NOT_AFTER = Reason(
    "not_after",
    "{found} is not after {start}",
    _CONTRADICT,
    CHANGE,
    Text("La fin vient après le début, le même jour.", "The end comes after the start, on the same day."),
)
PEOPLE = Reason(
    "people",
    "people_min is more than people_max",
    _CONTRADICT,
    CHANGE,
    Text("Le plus petit nombre dépasse le plus grand.", "The smallest number is above the largest."),
)
AMOUNT_ZERO = Reason(
    "amount_zero",
    "an amount above zero is expected",
    Text("Un montant limite est plus grand que zéro.", "A largest amount is above zero."),
    Text("Écrivez un montant plus grand que zéro, ou videz la case.", "Write an amount above zero, or empty the cell."),
    Text("Écrivez un montant plus grand que zéro, ou rien.", "Write an amount above zero, or nothing."),
)
DUE_BEFORE = Reason(
    "due_before",
    "comes before the check itself",
    Text("La prochaine vérification vient avant la vérification.", "The next check comes before the check itself."),
    CHANGE,
)

# A schedule.
SCHEDULE_WORDS = Reason(
    "schedule_words",
    'certainty "unknown" needs words',
    *_NOT_COMPUTED,
    Text("Dites cet horaire en mots, dans les deux langues.", "Put this schedule in words, in both languages."),
)
NOT_UNKNOWN = Reason(
    "not_unknown",
    "a rule or days are given: it is not unknown",
    *_NOT_COMPUTED,
    Text(
        "Des jours sont donnés : les dates ne sont donc pas inconnues.", "Days are given: so the dates are not unknown."
    ),
)
NO_DAYS = Reason(
    "no_days",
    "a rule or days are needed, or certainty “unknown”",
    *_NOT_COMPUTED,
    Text(
        "Dites quels jours, ou choisissez « Sur rendez-vous, ou sans jour connu ».",
        "Say on what days, or choose “By appointment, or no known day”.",
    ),
)
MINUTE = Reason(
    "minute",
    "an appointment lasts at least a minute",
    Text("Un rendez-vous dure au moins une minute.", "An appointment lasts at least a minute."),
    Text("Écrivez sa durée en minutes.", "Write how long it lasts, in minutes."),
)
LONG_DAY = Reason(
    "long_day",
    "is longer than a day",
    Text("Un rendez-vous dure moins d’un jour.", "An appointment is shorter than a day."),
    Text("Écrivez sa durée en minutes.", "Write how long it lasts, in minutes."),
)
YEAR = Reason(
    "year",
    "{found} is not a day from {earliest} to {latest}",
    Text("Un horaire va de {earliest} à {latest}.", "A schedule goes from {earliest} to {latest}."),
    Text("Vérifiez l’année.", "Check the year."),
    Text("Écrivez un jour entre {earliest} et {latest}.", "Write a day between {earliest} and {latest}."),
)
RULE_AND_DAYS = Reason("rule_and_days", "a rule or days, not both", *_NOT_COMPUTED)
FIRST_DAY = Reason(
    "first_day",
    "needs its first day (first)",
    *_NOT_COMPUTED,
    Text("Dites à partir de quel jour.", "Say from what day."),
)
BOUNDS_IN_RULE = Reason(
    "bounds_in_rule", "is written without DTSTART and UNTIL: see first and last", *_NOT_COMPUTED, _RULE
)
RULE = Reason("rule", "is not a rule of RFC 5545: {why}", *_NOT_COMPUTED, _RULE)
NEVER = Reason(
    "never",
    "never occurs",
    *_NOT_COMPUTED,
    Text(
        "Avec cette règle, le service n’a jamais lieu. Vérifiez les jours, les mois et la fin.",
        "With this rule the service never takes place. Check the days, the months and the end.",
    ),
)

# A figure.
LESS = Reason(
    "less",
    "is less than value",
    _CONTRADICT,
    CHANGE,
    Text("Ce nombre est plus petit que le premier.", "This number is smaller than the first."),
)
ZERO = Reason("zero", "is zero", Text("Ce nombre ne peut pas être zéro.", "This number cannot be zero."), CHANGE)
MORE_THAN_ALL = Reason(
    "more_than_all",
    "is more than 100",
    PERCENT,
    CHANGE,
    Text("Un pourcentage va de 0 à 100.", "A percentage goes from 0 to 100."),
)
DENOMINATOR = Reason(
    "denominator",
    "a percentage needs its denominator, or the words that it is not given",
    Text("Un pourcentage dit de quoi il est le pourcentage.", "A percentage says of what it is one."),
    FILL,
    Text(
        "Un pourcentage dit de quoi il est le pourcentage : dites « sur combien », ou que ce n’est pas précisé.",
        "A percentage says of what it is one: say out of how many, or that this is not stated.",
    ),
)

# The records together.
NOT_THERE = Reason(
    "not_there",
    "there is no {what} {found}",
    Text(
        "L’organisme, le lieu ou le service nommé n’existe pas.",
        "The organization, place or service named does not exist.",
    ),
    Text("Importez-le d’abord, ou corrigez l’identifiant.", "Import it first, or correct the identifier."),
)
NO_PLACE = Reason("no_place", "there is no {what} {found}", *_PLACE)
TAKEN = Reason(
    "taken",
    "{found} is already in {other}",
    *SAME_TWICE,
    Text("Ce nom court est déjà pris.", "This short name is already taken."),
)
CIRCLE = Reason("circle", "is, further up, part of itself", _OWN_PART, CHANGE)
