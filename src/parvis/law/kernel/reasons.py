"""Why a fact is refused, whatever the question: of the wrong kind, missing, twice, out of order, before the law that is known.

A question that refuses for a reason of its own has it beside the check that finds it.
"""

from __future__ import annotations

from parvis.law.kernel.fault import Reason
from parvis.law.kernel.text import Text

# Members ------------------------------------------------------------------------------------------------------------

MISSING = Reason(
    "missing",
    "{doc}",
    Text("Répondez à cette question.", "Answer this question."),
    Text("Il manque ce membre : {doc}.", "This member is missing: {doc}."),
)
MISSING_OR_NULL = Reason(
    "missing_or_null",
    "{doc} (null where it is not known)",
    MISSING.asked,
    Text(
        "Il manque ce membre : {doc}. Écrivez null si vous ne le savez pas.",
        "This member is missing: {doc}. Write null where it is not known.",
    ),
)
NO_SUCH_MEMBER = Reason(
    "no_such_member",
    "no member of that name",
    Text("Aucune question ne porte ce nom.", "No question has that name."),
    Text("Aucun membre ne porte ce nom.", "No member has that name."),
)
MEMBER_TWICE = Reason(
    "member_twice",
    "each member once",
    Text("Répondez une seule fois à cette question.", "Answer this question once only."),
    Text("Chaque membre une seule fois.", "Each member once."),
)
OBJECT = Reason(
    "not_an_object",
    "an object",
    MISSING.asked,
    Text("Un objet, avec ses membres.", "An object, with its members."),
)
LIST = Reason(
    "not_a_list_of_that_length",
    "a list of at most {most} elements",
    Text("Il y en a trop : {most} au plus.", "There are too many: {most} at most."),
    Text("Une liste d’au plus {most} éléments.", "A list of at most {most} elements."),
)
ONCE = Reason(
    "element_twice",
    "each element once",
    Text("C’est déjà choisi : une fois suffit.", "It is chosen already: once is enough."),
)

# Values -------------------------------------------------------------------------------------------------------------

DATE = Reason(
    "not_a_date",
    "a date such as 2026-03-15, from 1900 to 2199",
    Text("Écrivez une date comme 2026-03-15, de 1900 à 2199.", "Write a date such as 2026-03-15, from 1900 to 2199."),
)
AMOUNT = Reason(
    "not_an_amount",
    'an amount such as "95.00", not negative',
    Text(
        "Écrivez un montant, comme 95,00. Il n’est pas négatif.", "Write an amount, such as 95.00. It is not negative."
    ),
    Text('Un montant comme "95.00", pas négatif.', 'An amount such as "95.00", not negative.'),
)
WHOLE_NUMBER = Reason(
    "not_a_whole_number_in_range",
    "a whole number from {least} to {most}",
    Text("Écrivez un nombre entier, de {least} à {most}.", "Write a whole number, from {least} to {most}."),
)
FLAG = Reason(
    "not_a_yes_or_no",
    "true or false",
    Text("Répondez par oui ou par non.", "Answer yes or no."),
    Text("Vrai ou faux (true ou false).", "True or false."),
)
ONE_OF = Reason(
    "not_one_of",
    "one of {values}",
    Text("Choisissez une des réponses proposées.", "Choose one of the answers given."),
    Text("Choisissez une de ces réponses : {values}.", "Choose one of these answers: {values}."),
)
WORDS = Reason(
    "not_words_of_that_length",
    "text of {least} to {most} characters",
    Text("Écrivez de {least} à {most} signes.", "Write {least} to {most} characters."),
    Text("Un texte de {least} à {most} signes.", "A text of {least} to {most} characters."),
)
RATE = Reason(
    "not_a_rate",
    'a yearly rate in percent such as "24.00", from 0.00 to 100.00',
    Text(
        "Écrivez un taux par an, de 0 à 100. Par exemple : 24,00.",
        "Write a rate a year, from 0 to 100. For example: 24.00.",
    ),
)

# Days ---------------------------------------------------------------------------------------------------------------

NOT_BEFORE = Reason(
    "before_another_day",
    "a day not before {name} ({day})",
    Text(
        "Cette date doit être le {day} ou plus tard : elle suit une autre date.",
        "This date must be {day} or later: it follows another date.",
    ),
    Text(
        "Cette date doit être le {day} ou plus tard : elle suit {name}.",
        "This date must be {day} or later: it follows {name}.",
    ),
)
OUT_OF_ORDER = Reason(
    "out_of_order",
    "a day not before that of the element before ({day})",
    Text(
        "Mettez-les dans l’ordre des dates : celle-ci vient avant le {day}.",
        "Put them in the order of their dates: this one comes before {day}.",
    ),
)
AFTER_THE_QUESTION = Reason(
    "after_the_question",
    "a day not after on ({day})",
    Text(
        "Cette date doit être le {day} au plus tard : c’est la date de la question.",
        "This date must be {day} at the latest: it is the date of the question.",
    ),
)
BEFORE_THE_LAW = Reason(
    "before_the_law_known_here",
    "a day from {day} on: the law before it is not known here",
    Text(
        "Parvis connaît cette loi à partir du {day}. Il ne devine pas ce qu’elle était avant.",
        "Parvis knows this law from {day} on. It does not guess what it was before.",
    ),
)

# An absence, in more than one question ------------------------------------------------------------------------------

ONLY_FOR_ABSENCE = Reason(
    "only_for_an_absence",
    "only for an absence",
    Text("Répondez à cette question seulement pour une absence.", "Answer this only for an absence."),
)
