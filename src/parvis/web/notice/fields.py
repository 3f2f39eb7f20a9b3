"""The fields of the formal notice: their labels, what may be typed in each, the choices."""

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.law.kernel.text import Text

#: Days that a notice may give, and the days of a letter around today.
FEWEST_DAYS, MOST_DAYS = 1, 90
OLDEST_LETTER, LATEST_LETTER = 60, 60


@dataclass(frozen=True, slots=True)
class Written:
    """A field in which people write: the most characters, and what is said where nothing is written (None: may be empty)."""

    most: int
    empty: Text | None = None


WRITTEN: Mapping[str, Written] = {
    "sender_name": Written(
        120, Text("Écrivez votre nom, ou celui de l'organisation.", "Write your name, or the organization's.")
    ),
    "signatory": Written(120),
    "sender_address": Written(300, Text("Écrivez votre adresse.", "Write your address.")),
    "sender_contact": Written(160),
    "recipient_name": Written(
        120,
        Text(
            "Écrivez le nom de la personne ou de l'entreprise qui recevra la lettre.",
            "Write the name of the person or business that will receive the letter.",
        ),
    ),
    "recipient_address": Written(
        300,
        Text("Écrivez l'adresse de la personne ou de l'entreprise.", "Write the address of the person or business."),
    ),
    "facts": Written(4000, Text("Racontez ce qui s'est passé.", "Tell what happened.")),
    "details": Written(1500),
    "enclosed": Written(600),
    "place": Written(80, Text("Écrivez la ville d'où vous écrivez.", "Write the town you are writing from.")),
}

#: Where lines are kept as they are written.
SEVERAL_LINES = ("recipient_address", "sender_address", "sender_contact", "facts", "details", "enclosed")

Options = tuple[Mapping[str, object], ...]


def _options(**labels: Text) -> Options:
    return tuple({"value": value, "label": label} for value, label in labels.items())


LANGUAGE = _options(fr=Text("En français", "In French"), en=Text("En anglais", "In English"))
SENDER = _options(
    person=Text("Vous-même", "Yourself"),
    organization=Text("Une entreprise ou un organisme", "A business or an organization"),
)
ASK = _options(
    pay=Text("Payer une somme", "Pay a sum"),
    refund=Text("Rembourser une somme", "Refund a sum"),
    repair=Text("Réparer ou corriger quelque chose", "Repair or correct something"),
    deliver=Text("Livrer ou remettre quelque chose", "Deliver or hand over something"),
    stop=Text("Cesser de faire quelque chose", "Stop doing something"),
)
DAYS = _options(
    **{
        "5": Text("5 jours", "5 days"),
        "10": Text("10 jours", "10 days"),
        "15": Text("15 jours", "15 days"),
        "other": Text("Un autre nombre de jours", "Another number of days"),
    }
)
WAY: Options = (
    {
        "value": "registered_mail",
        "label": Text("Par courrier recommandé", "By registered mail"),
        "hint": Text("Preuve : la confirmation de livraison.", "Proof: the delivery confirmation."),
    },
    {
        "value": "hand",
        "label": Text("En main propre", "By hand"),
        "hint": Text(
            "Preuve : votre copie signée et datée, ou un témoin.", "Proof: your copy, signed and dated, or a witness."
        ),
    },
    {
        "value": "email",
        "label": Text("Par courriel", "By email"),
        "hint": Text(
            "Preuve : la réponse ou l'accusé de réception.", "Proof: the answer or the acknowledgement of receipt."
        ),
    },
    {
        "value": "bailiff",
        "label": Text("Par huissier", "By bailiff"),
        "hint": Text("Preuve : le procès-verbal. C'est payant.", "Proof: the certificate of service. It costs money."),
    },
)
ALSO: Options = (
    {
        "value": "mediation",
        "label": Text("J'accepte d'en discuter ou d'aller en médiation", "I am willing to talk or to go to mediation"),
        "hint": Text(
            "Une entente coûte souvent moins de temps qu'un procès.", "An agreement often takes less time than a trial."
        ),
    },
    {
        "value": "consumer",
        "label": Text(
            "J'écris à un commerce, comme consommatrice ou consommateur", "I am a consumer writing to a business"
        ),
        "hint": Text(
            "La lettre parle alors de Parle consommation, gratuit, en français, si le commerce y participe.",
            "The letter then mentions Parle consommation, free, in French, if the business takes part in it.",
        ),
    },
)
#: One choice must be made in each; what is said where none is.
CHOSEN: Mapping[str, tuple[Options, Text]] = {
    "language": (
        LANGUAGE,
        Text(
            "Choisissez la langue de la personne qui recevra la lettre.",
            "Choose the language of the person who will receive the letter.",
        ),
    ),
    "sender": (SENDER, Text("Dites pour qui vous écrivez.", "Say for whom you are writing.")),
    "ask": (ASK, Text("Choisissez ce que vous demandez.", "Choose what you ask for.")),
    "days": (DAYS, Text("Choisissez le délai que vous donnez.", "Choose the time you give.")),
    "way": (WAY, Text("Choisissez comment vous enverrez la lettre.", "Choose how you will send the letter.")),
}
#: Every name that the form sends; `also` may be sent several times.
NAMES = (*WRITTEN, *CHOSEN, "amount", "amount_meant", "days_other", "day", "day_meant", "also")
TOO_LONG = Text(
    "Ce texte a {found} caractères : {most} au plus. Raccourcissez-le, ou joignez une feuille à la lettre.",
    "This text has {found} characters: {most} at most. Shorten it, or attach a sheet to the letter.",
)
NO_SIGNATORY = Text(
    "Écrivez le nom de la personne qui signe pour l'organisation.",
    "Write the name of the person who signs for the organization.",
)
NO_AMOUNT = Text(
    "Écrivez la somme que vous demandez, par exemple 8 400,50 $.", "Write the sum you ask for, for example $8,400.50."
)
NO_DETAILS = Text("Dites exactement ce que vous demandez.", "Say exactly what you ask for.")
NO_DAYS = Text("Écrivez le nombre de jours que vous donnez.", "Write the number of days you give.")
NO_DAY = Text("Écrivez la date de la lettre.", "Write the date of the letter.")
UNREADABLE = Text(
    "Ce texte n'a que des signes que nous ne pouvons pas imprimer.", "This text has only signs that we cannot print."
)

LABELS: Mapping[str, Text] = {
    "language": Text("Langue de la lettre", "Language of the letter"),
    "recipient_name": Text("Son nom", "Their name"),
    "recipient_address": Text("Son adresse", "Their address"),
    "sender": Text("Vous écrivez pour", "You are writing for"),
    "sender_name": Text("Votre nom, ou celui de l'organisation", "Your name, or the organization's"),
    "signatory": Text("Qui signe pour l'organisation", "Who signs for the organization"),
    "sender_address": Text("Votre adresse", "Your address"),
    "sender_contact": Text("Téléphone ou courriel, pour la réponse", "Phone or email, for the answer"),
    "facts": Text("Ce qui s'est passé", "What happened"),
    "ask": Text("Ce que vous demandez", "What you ask for"),
    "amount": Text("La somme", "The sum"),
    "amount_meant": Text("Quelle somme voulez-vous dire ?", "Which sum do you mean?"),
    "details": Text("Votre demande en détail", "Your demand in detail"),
    "enclosed": Text("Les copies que vous joignez", "The copies you enclose"),
    "days": Text("Le délai que vous donnez", "The time you give"),
    "days_other": Text("Un autre nombre de jours", "Another number of days"),
    "also": Text("À ajouter à la lettre", "To add to the letter"),
    "way": Text("Comment vous l'enverrez", "How you will send it"),
    "place": Text("La ville d'où vous écrivez", "The town you are writing from"),
    "day": Text("La date de la lettre", "The date of the letter"),
    "day_meant": Text("Quelle date voulez-vous dire ?", "Which date do you mean?"),
}
HINTS: Mapping[str, Text] = {
    "language": Text(
        "Choisissez celle de la personne qui la recevra.", "Choose that of the person who will receive it."
    ),
    "recipient_name": Text(
        "Pour une entreprise : son nom exact, comme sur le contrat ou la facture.",
        "For a business: its exact name, as on the contract or the invoice.",
    ),
    "signatory": Text(
        "Seulement si vous écrivez pour une organisation.", "Only if you are writing for an organization."
    ),
    "sender_contact": Text("Facultatif. La lettre le montre.", "Optional. The letter shows it."),
    "facts": Text(
        "Dans vos mots, dans l'ordre : qui, quoi, quand, combien. Seulement ce que vous pouvez montrer. Une phrase par ligne suffit.",
        "In your own words, in order: who, what, when, how much. Only what you can show. One sentence a line is enough.",
    ),
    "amount": Text(
        "Par exemple 8 400,50 $. Nécessaire pour payer ou rembourser. Sinon, ce que vous pourriez réclamer, si vous le savez.",
        "For example $8,400.50. Needed to pay or refund. Otherwise, what you could claim, if you know it.",
    ),
    "details": Text(
        "Nécessaire pour réparer, livrer ou cesser. Dites exactement quoi. Pour une somme : comment vous la calculez.",
        "Needed to repair, deliver or stop. Say exactly what. For a sum: how you work it out.",
    ),
    "enclosed": Text(
        "Facultatif. Une par ligne : contrat, facture, photos, messages.",
        "Optional. One a line: contract, invoice, photos, messages.",
    ),
    "days": Text(
        "Il doit suffire pour faire ce que vous demandez. En pratique, on voit souvent 5, 10 ou 15 jours. Il part du jour où la lettre est reçue.",
        "It must be enough to do what you ask. In practice, 5, 10 or 15 days are often seen. It starts on the day the letter is received.",
    ),
    "days_other": Text("De 1 à 90. Seulement si vous l'avez choisi.", "From 1 to 90. Only if you chose it."),
}
