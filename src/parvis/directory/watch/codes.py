"""Every finding by its code: what it is called, what it means, what to do next; and what each answer of a site is in words."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.law.kernel.text import Text

WATCHER_NAMES: dict[str, Text] = {
    "links": Text("Liens", "Links"),
    "schedules": Text("Horaires", "Schedules"),
    "prices": Text("Prix", "Prices"),
    "contradictions": Text("Contradictions", "Contradictions"),
    "rules": Text("Valeurs de la loi", "Values of the law"),
}
WATCHER_LOOKS: dict[str, Text] = {
    "links": Text(
        "les adresses web que donnent les fiches, la loi et les lieux",
        "the web addresses given by the records, the law and the places",
    ),
    "schedules": Text("les dernières dates des horaires", "the last dates of the schedules"),
    "prices": Text(
        "l’âge des prix que quelqu’un peut avoir à payer", "the age of the prices that somebody may have to pay"
    ),
    "contradictions": Text(
        "ce qui ne tient pas ensemble dans les fiches", "what does not hold together in the records"
    ),
    "rules": Text(
        "le jour jusqu’auquel chaque montant et chaque délai de la loi est confirmé",
        "the day until which each amount and each time limit of the law is confirmed",
    ),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its name, what it means, the next act."""

    name: Text
    means: Text
    do: Text


_CHANGE = Text("Trouver la bonne adresse, puis changer la fiche.", "Find the right address, then change the record.")
_CALL = Text("Appeler l’organisme, puis changer la fiche.", "Call the organization, then change the record.")
KINDS: dict[str, Kind] = {
    "moved": Kind(
        Text("Page déplacée", "Page moved"),
        Text(
            "Le site dit que cette page a changé d’adresse pour de bon.",
            "The site says that this page has changed address for good.",
        ),
        Text("Ouvrir la nouvelle page, puis prendre son adresse.", "Open the new page, then take its address."),
    ),
    "dead": Kind(
        Text("Lien mort", "Dead link"),
        Text(
            "Plusieurs jours de suite, cette adresse n’a mené à rien.",
            "Several days in a row, this address led nowhere.",
        ),
        _CHANGE,
    ),
    "unwell": Kind(
        Text("Site en panne", "Site down"),
        Text(
            "Cinq jours de suite ou plus, ce site n’a pas pu répondre.",
            "Five days in a row or more, this site could not answer.",
        ),
        Text(
            "Essayer l’adresse ; si elle ne mène à rien, appeler l’organisme.",
            "Try the address; if it leads nowhere, call the organization.",
        ),
    ),
    "not_there": Kind(
        Text("Page qui dit ne plus exister", "Page that says it no longer exists"),
        Text(
            "Le site répond, mais le titre de la page dit qu’elle est introuvable.",
            "The site answers, but the page’s title says that it cannot be found.",
        ),
        _CHANGE,
    ),
    "to_home": Kind(
        Text("Lien qui mène à l’accueil", "Link that leads to a home page"),
        Text(
            "L’adresse d’une page précise mène maintenant à la page d’accueil.",
            "The address of a given page now leads to the home page.",
        ),
        _CHANGE,
    ),
    "silent": Kind(
        Text("Page qui ne parle plus du service", "Page that no longer speaks of the service"),
        Text(
            "La page ne donne ni le téléphone, ni le nom de l’organisme, ni la moitié des mots qui nomment le service, en français ou en anglais.",
            "The page gives neither the telephone, nor the name of the organization, nor half of the words that name the service, in French or in English.",
        ),
        Text(
            "Lire la page : le service existe-t-il encore, et où ?",
            "Read the page: does the service still exist, and where?",
        ),
    ),
    "lost": Kind(
        Text("Mots disparus de la page", "Words gone from the page"),
        Text(
            "La page nommait le service. Elle nomme encore l’organisme, mais plus le service.",
            "The page used to name the service. It still names the organization, but no longer the service.",
        ),
        Text(
            "Lire la page : le service existe-t-il encore, et où ?",
            "Read the page: does the service still exist, and where?",
        ),
    ),
    "by_hand": Kind(
        Text("Page qu’une machine ne peut pas vérifier", "Page that a machine cannot check"),
        Text(
            "Le site demande aux programmes de ne pas lire cette page, les refuse, ou n’écrit sa page qu’avec un script.",
            "The site asks programs not to read this page, refuses them, or only writes its page with a script.",
        ),
        Text(
            "Ouvrir la page vous-même, puis mettre ce constat de côté jusqu’à la prochaine visite.",
            "Open the page yourself, then set this finding aside until the next visit.",
        ),
    ),
    "unsafe": Kind(
        Text("Adresse que l’on ne peut pas suivre", "Address that cannot be followed"),
        Text(
            "L’adresse est mal écrite, ou mène à un réseau privé ou à un port inhabituel. Personne ne l’a suivie.",
            "The address is badly written, or leads to a private network or an unusual port. Nobody has followed it.",
        ),
        _CHANGE,
    ),
    "over": Kind(
        Text("Plus aucune date", "No date left"),
        Text(
            "L’horaire n’a plus de date à venir : les lecteurs n’en voient aucune.",
            "The schedule has no date to come: readers see none.",
        ),
        _CALL,
    ),
    "ends": Kind(
        Text("Dernière date proche", "Last date near"),
        Text(
            "La dernière date de l’horaire tombe dans les trente prochains jours.",
            "The last date of the schedule falls within the next thirty days.",
        ),
        Text("Demander la suite à l’organisme.", "Ask the organization what comes next."),
    ),
    "old_price": Kind(
        Text("Prix de plus d’un an", "Price more than a year old"),
        Text("Personne n’a confirmé ce prix depuis un an.", "Nobody has confirmed this price in a year."),
        Text(
            "Demander le prix, puis confirmer ou changer la fiche.",
            "Ask for the price, then confirm or change the record.",
        ),
    ),
    "undated_price": Kind(
        Text("Prix que personne n’a vérifié", "Price that nobody checked"),
        Text("Aucune vérification de la fiche ne porte sur le prix.", "No check of the record is about the price."),
        Text(
            "Demander le prix, puis confirmer ou changer la fiche.",
            "Ask for the price, then confirm or change the record.",
        ),
    ),
    "shared_phone": Kind(
        Text("Téléphone de deux organismes", "Telephone of two organizations"),
        Text(
            "Deux organismes sans lien connu donnent le même numéro.",
            "Two organizations with no known link give the same number.",
        ),
        _CALL,
    ),
    "past_end": Kind(
        Text("Fin passée, service présenté comme en cours", "End passed, service shown as current"),
        Text(
            "La fiche donne une dernière date qui est passée, et ne dit pas que le service est terminé.",
            "The record gives a last date that has passed, and does not say that the service has ended.",
        ),
        _CALL,
    ),
    "past_start": Kind(
        Text("Début passé, service encore « prévu »", "Start passed, service still “planned”"),
        Text("La fiche annonce un début qui est passé.", "The record announces a start that has passed."),
        _CALL,
    ),
    "lost_link": Kind(
        Text("Lien perdu à la source", "Link lost at the source"),
        Text(
            "Le Répertoire montrait un lien dont la destination est perdue, et la fiche n’en a pas d’autre.",
            "The Répertoire showed a link whose target is lost, and the record has no other.",
        ),
        Text("Chercher la page, puis ajouter son adresse.", "Look for the page, then add its address."),
    ),
    "passing_state": Kind(
        Text("Situation passagère qui dure", "Passing state that lasts"),
        Text(
            "Le texte parle d’une situation passagère (temporaire, pandémie…) que personne n’a revue depuis un an.",
            "The text tells of a passing state (temporary, pandemic…) that nobody has looked at again in a year.",
        ),
        _CALL,
    ),
    "past_horizon": Kind(
        Text("Valeur de la loi à relire", "Value of the law to read again"),
        Text(
            "Le jour jusqu’auquel cette valeur était confirmée est passé. Elle sert encore, et chaque réponse le dit.",
            "The day until which this value was confirmed has passed. It is still used, and each answer says so.",
        ),
        Text(
            "Relire le texte officiel (docs/encoding-a-norm.md).",
            "Read the official text again (docs/encoding-a-norm.md).",
        ),
    ),
    "near_horizon": Kind(
        Text("Valeur de la loi bientôt à relire", "Value of the law soon to read again"),
        Text(
            "Le jour jusqu’auquel cette valeur est confirmée passe dans les soixante jours.",
            "The day until which this value is confirmed passes within sixty days.",
        ),
        Text(
            "Relire le texte officiel (docs/encoding-a-norm.md).",
            "Read the official text again (docs/encoding-a-norm.md).",
        ),
    ),
}

#: What an answer was, in words, for the days of the evidence.
ANSWERS: dict[str, Text] = {
    "ok": Text("la page répond", "the page answers"),
    "moved": Text("déplacée pour de bon", "moved for good"),
    "gone": Text("page absente", "page absent"),
    "no_name": Text("nom inconnu du réseau", "name unknown to the network"),
    "refused": Text("connexion refusée", "connection refused"),
    "tls": Text("certificat refusé", "certificate not accepted"),
    "loop": Text("renvois sans fin", "redirects without end"),
    "server": Text("panne du site", "fault of the site"),
    "slow": Text("trop lent", "too slow"),
    "broken": Text("réponse illisible", "unreadable answer"),
    "not_there": Text("dit qu’elle n’existe pas", "says that it does not exist"),
    "to_home": Text("mène à l’accueil", "leads to the home page"),
    "silent": Text("ne parle pas du service", "does not speak of the service"),
    "lost": Text("ne nomme plus le service", "no longer names the service"),
    "robots": Text("robots.txt demande de ne pas lire", "robots.txt asks not to read"),
    "closed": Text("refuse les programmes", "refuses programs"),
    "too_often": Text("demande d’attendre", "asks to wait"),
    "script": Text("écrite par un script", "written by a script"),
    "unsafe": Text("non suivie", "not followed"),
}
#: Why an address was not followed.
REASONS: dict[str, Text] = {
    "malformed": Text("adresse mal écrite", "badly written address"),
    "scheme": Text("ni http ni https", "neither http nor https"),
    "userinfo": Text("contient un nom d’utilisateur", "contains a user name"),
    "port": Text("port inhabituel", "unusual port"),
    "private": Text("mène à un réseau privé", "leads to a private network"),
}
