"""The sentences of the formal notice and of the sender's page. "i": a person writes; "we": an organization does."""

from collections.abc import Mapping

from parvis.law.kernel.text import Text

Voices = Mapping[str, Text]

TITLE = Text("Mise en demeure", "Formal notice")
FILE_TITLE = Text("Mise en demeure à {name}", "Formal notice to {name}")
PLACE_AND_DAY = Text("{place}, le {day}", "{place}, {day}")
DAY, DAYS = Text("jour", "day"), Text("jours", "days")
SIGNATURE = Text("Signature", "Signature")

SENT: Voices = {
    "registered_mail": Text("Par courrier recommandé", "By registered mail"),
    "hand": Text("Remise en main propre", "Delivered by hand"),
    "email": Text("Par courriel", "By email"),
    "bailiff": Text("Par huissier", "By bailiff"),
}

ASKED = Text("Ce qui est demandé", "What is asked")
ASKED_IN_SHORT: Voices = {
    "pay": Text("Payer {amount}", "Pay {amount}"),
    "refund": Text("Rembourser {amount}", "Refund {amount}"),
    "repair": Text("Réparer ou corriger ce qui est décrit plus bas", "Repair or correct what is described below"),
    "deliver": Text("Livrer ou remettre ce qui est décrit plus bas", "Deliver or hand over what is described below"),
    "stop": Text("Cesser ce qui est décrit plus bas", "Stop what is described below"),
}
DELAY = Text("Le délai", "The time given")
DELAY_IN_SHORT = Text("{days} à partir de la réception de cette lettre", "{days} from receipt of this letter")

FACTS = Text("Les faits", "The facts")
DEMAND = Text("La demande", "The demand")
DEMANDS: Mapping[str, Voices] = {
    "pay": {
        "i": Text("Je vous mets en demeure de me payer {amount}.", "I formally demand that you pay me {amount}."),
        "we": Text(
            "Nous vous mettons en demeure de nous payer {amount}.", "We formally demand that you pay us {amount}."
        ),
    },
    "refund": {
        "i": Text(
            "Je vous mets en demeure de me rembourser {amount}.", "I formally demand that you refund me {amount}."
        ),
        "we": Text(
            "Nous vous mettons en demeure de nous rembourser {amount}.",
            "We formally demand that you refund us {amount}.",
        ),
    },
    "repair": {
        "i": Text(
            "Je vous mets en demeure de réparer ou de corriger ceci :",
            "I formally demand that you repair or correct the following:",
        ),
        "we": Text(
            "Nous vous mettons en demeure de réparer ou de corriger ceci :",
            "We formally demand that you repair or correct the following:",
        ),
    },
    "deliver": {
        "i": Text(
            "Je vous mets en demeure de me livrer ou de me remettre ceci :",
            "I formally demand that you deliver or hand over to me the following:",
        ),
        "we": Text(
            "Nous vous mettons en demeure de nous livrer ou de nous remettre ceci :",
            "We formally demand that you deliver or hand over to us the following:",
        ),
    },
    "stop": {
        "i": Text("Je vous mets en demeure de cesser ceci :", "I formally demand that you stop the following:"),
        "we": Text("Nous vous mettons en demeure de cesser ceci :", "We formally demand that you stop the following:"),
    },
}
DELAY_GIVEN = Text(
    "Vous avez {days} pour le faire, à partir du jour où vous recevez cette lettre.",
    "You have {days} to do so, from the day you receive this letter.",
)
OTHERWISE = Text("Si rien n'est fait", "If nothing is done")
CONSEQUENCE: Mapping[str, Voices] = {
    "small_claims": {
        "i": Text(
            "Si rien n'est fait dans ce délai, je pourrai, sans autre avis, déposer une demande à la Division des petites "
            "créances de la Cour du Québec. Je pourrai demander aussi les intérêts et les frais que la loi permet.",
            "If nothing is done within this time, I may, without further notice, file a claim at the Small Claims Division "
            "of the Court of Québec. I may also ask for the interest and costs that the law allows.",
        ),
        "we": Text(
            "Si rien n'est fait dans ce délai, nous pourrons, sans autre avis, déposer une demande à la Division des petites "
            "créances de la Cour du Québec. Nous pourrons demander aussi les intérêts et les frais que la loi permet.",
            "If nothing is done within this time, we may, without further notice, file a claim at the Small Claims Division "
            "of the Court of Québec. We may also ask for the interest and costs that the law allows.",
        ),
    },
    "court": {
        "i": Text(
            "Si rien n'est fait dans ce délai, je pourrai, sans autre avis, m'adresser au tribunal. Je pourrai demander "
            "aussi les intérêts et les frais que la loi permet.",
            "If nothing is done within this time, I may, without further notice, go to court. I may also ask for the "
            "interest and costs that the law allows.",
        ),
        "we": Text(
            "Si rien n'est fait dans ce délai, nous pourrons, sans autre avis, nous adresser au tribunal. Nous pourrons "
            "demander aussi les intérêts et les frais que la loi permet.",
            "If nothing is done within this time, we may, without further notice, go to court. We may also ask for the "
            "interest and costs that the law allows.",
        ),
    },
}
#: What is claimed in money where the thing itself is not done (a small claim is for a sum).
IN_MONEY: Voices = {
    "i": Text("Je pourrai alors vous réclamer {amount}.", "I may then claim {amount} from you."),
    "we": Text("Nous pourrons alors vous réclamer {amount}.", "We may then claim {amount} from you."),
}
OPEN_TO_MEDIATION: Voices = {
    "i": Text(
        "D'ici là, j'accepte d'en parler avec vous, ou avec l'aide d'une personne neutre (médiation).",
        "Until then, I am willing to talk with you, or with the help of a neutral person (mediation).",
    ),
    "we": Text(
        "D'ici là, nous acceptons d'en parler avec vous, ou avec l'aide d'une personne neutre (médiation).",
        "Until then, we are willing to talk with you, or with the help of a neutral person (mediation).",
    ),
}
PARLE = Text(
    "Si votre commerce y participe, nous pouvons aussi nous entendre en ligne, sans frais, sur Parle consommation, "
    "la plateforme de l'Office de la protection du consommateur.",
    "If your business takes part in it, we can also settle online, free of charge, on Parle consommation, the platform of "
    "the Office de la protection du consommateur.",
)
TO_ANSWER = Text("Pour répondre", "How to answer")
ANSWER_AT: Voices = {
    "i": Text(
        "Écrivez-moi ou appelez-moi : {contact}. Vous pouvez aussi remplir le coupon au bas et me le renvoyer.",
        "Write or call me: {contact}. You can also fill in the slip below and send it back to me.",
    ),
    "we": Text(
        "Écrivez-nous ou appelez-nous : {contact}. Vous pouvez aussi remplir le coupon au bas et nous le renvoyer.",
        "Write or call us: {contact}. You can also fill in the slip below and send it back to us.",
    ),
}
ANSWER_BY_MAIL: Voices = {
    "i": Text(
        "Écrivez-moi à l'adresse en haut de cette lettre, ou remplissez le coupon au bas et renvoyez-le-moi.",
        "Write to me at the address at the top of this letter, or fill in the slip below and send it back to me.",
    ),
    "we": Text(
        "Écrivez-nous à l'adresse en haut de cette lettre, ou remplissez le coupon au bas et renvoyez-le-nous.",
        "Write to us at the address at the top of this letter, or fill in the slip below and send it back to us.",
    ),
}
FREE_HELP = Text(
    "Pour comprendre cette lettre, de l'information juridique gratuite existe : centres de justice de proximité, "
    "justicedeproximite.qc.ca.",
    "To understand this letter, free legal information exists: community justice centres (centres de justice de "
    "proximité), justicedeproximite.qc.ca.",
)
#: Between two enclosed documents.
AND_ALSO = Text("\u00a0; ", "; ")
ENCLOSED = Text("Copies jointes : {list}", "Copies enclosed: {list}")

REPLY_TITLE = Text("Réponse à la mise en demeure de {name} du {day}", "Answer to the formal notice of {name} of {day}")
REPLY_YES_MONEY = Text("Je paie le montant demandé, le :", "I pay the amount asked, on:")
REPLY_YES = Text("Je fais ce qui est demandé, le :", "I do what is asked, on:")
REPLIES = (
    Text("Je propose autre chose :", "I propose something else:"),
    Text("Je ne suis pas d'accord, parce que :", "I do not agree, because:"),
)
REPLY_LINES = (
    Text("Nom et signature :", "Name and signature:"),
    Text("Date :", "Date:"),
    Text("Téléphone ou courriel :", "Phone or email:"),
)

OWN_TITLE = Text("Avant d'envoyer", "Before you send")
OWN_LEAD = Text("Cette page est pour vous. Ne l'envoyez pas.", "This page is for you. Do not send it.")
BEFORE_SENDING = (
    (
        Text("Relisez", "Read it again"),
        Text(
            "Les noms, les adresses, les dates et le montant sont exacts. Chaque fait peut être montré par un papier, une "
            "photo, un message ou un témoin.",
            "The names, addresses, dates and amount are right. Each fact can be shown with a paper, a photo, a message or a "
            "witness.",
        ),
    ),
    (
        Text("Vérifiez le délai", "Check the time given"),
        Text(
            "La loi demande assez de temps pour faire ce qui est demandé, selon la situation (Code civil, art. 1595). En "
            "pratique, on voit souvent 5, 10 ou 15 jours.",
            "The law asks for enough time to do what is demanded, given the situation (Civil Code, art. 1595). In practice, "
            "5, 10 or 15 days are often seen.",
        ),
    ),
    (
        Text("Signez, puis gardez une copie", "Sign, then keep a copy"),
        Text(
            "Gardez la lettre signée et tout ce que vous y joignez. Un juge peut les demander.",
            "Keep the signed letter and everything you enclose. A judge may ask for them.",
        ),
    ),
)
SEND_TITLE = Text("Envoyez, et gardez la preuve", "Send it, and keep the proof")
SEND_HOW: Voices = {
    "registered_mail": Text(
        "Postez la lettre en courrier recommandé. Gardez le reçu, le numéro de suivi et la confirmation de livraison.",
        "Post the letter by registered mail. Keep the receipt, the tracking number and the delivery confirmation.",
    ),
    "hand": Text(
        "Remettez la lettre à la personne. Demandez-lui de signer et de dater votre copie. Si elle refuse, venez avec un témoin.",
        "Hand the letter to the person. Ask them to sign and date your copy. If they refuse, come with a witness.",
    ),
    "email": Text(
        "Envoyez ce PDF (la lettre seulement) en pièce jointe. Demandez une confirmation de réception. Gardez le message "
        "envoyé et toute réponse. Sans réponse, envoyez aussi la lettre par courrier recommandé.",
        "Send this PDF (the letter only) as an attachment. Ask for an acknowledgement of receipt. Keep the message sent "
        "and any answer. Without an answer, also send the letter by registered mail.",
    ),
    "bailiff": Text(
        "Confiez la lettre à un huissier. Demandez son prix avant. Gardez le procès-verbal qu'il vous remet.",
        "Give the letter to a bailiff. Ask for the price first. Keep the certificate of service that you receive.",
    ),
}
AFTER_SENDING = (
    (
        Text("Notez le jour de la réception", "Write down the day it is received"),
        Text("Le délai que vous donnez se compte à partir de ce jour.", "The time you give is counted from that day."),
    ),
    (
        Text("Laissez passer le délai", "Let the time run out"),
        Text(
            "Si vous poursuivez trop tôt, l'autre personne peut encore s'exécuter dans un délai raisonnable, et les frais "
            "sont alors pour vous (Code civil, art. 1596).",
            "If you sue too early, the other person may still perform within a reasonable time, and the costs are then "
            "yours (Civil Code, art. 1596).",
        ),
    ),
    (
        Text("Ensuite, votre plan", "Then, your plan"),
        Text(
            "Parvis vous dit quoi faire ensuite, pour quand, et qui peut aider sans frais. Répondez à quelques questions.",
            "Parvis tells you what to do next, by when, and who can help free of charge. Answer a few questions.",
        ),
    ),
)
OTHER_COURT_TITLE = Text("Ce n'est peut-être pas une petite créance", "This may not be a small claim")
OTHER_COURT = Text(
    "Le montant dépasse le plafond des petites créances. Un autre tribunal s'en occupe, ou vous réduisez votre demande. "
    "Parlez-en à un avocat avant d'envoyer.",
    "The amount is above the small claims ceiling. Another court hears it, or you reduce your claim. Talk to a lawyer "
    "before you send.",
)
CAUTIONS_TITLE = Text("Ce que cette lettre ne fait pas", "What this letter does not do")
CAUTIONS = (
    Text(
        "Rien n'est déposé au tribunal. Parvis n'envoie rien et ne garde rien de ce que vous avez écrit.",
        "Nothing is filed in court. Parvis sends nothing and keeps nothing of what you wrote.",
    ),
    Text(
        "Le temps pour poursuivre (prescription) continue de passer. Ce qui l'arrête : une demande déposée au tribunal avant "
        "la fin du délai, puis signifiée au plus tard 60 jours après cette fin (Code civil, art. 2892). Non confirmé : nous "
        "n'avons pas lu le texte officiel de cet article. Demandez à un avocat.",
        "The time to sue (prescription) keeps running. What stops it: a claim filed in court before the time ends, then "
        "served no later than 60 days after that end (Civil Code, art. 2892). Unconfirmed: we have not read the official "
        "text of this article. Ask a lawyer.",
    ),
    Text(
        "C'est de l'information, pas un avis juridique. Un avocat ou un notaire peut vous conseiller.",
        "This is information, not legal advice. A lawyer or a notary can advise you.",
    ),
)
NOTES_TITLE = Text("À remplir", "To fill in")
NOTES = (
    Text("Lettre envoyée le :", "Letter sent on:"),
    Text("Lettre reçue le :", "Letter received on:"),
    Text("Dernier jour du délai :", "Last day of the time given:"),
    Text("Numéro de suivi ou nom du témoin :", "Tracking number or name of the witness:"),
)
REPLACED = Text(
    "Un carré (□) remplace chaque signe que nous ne pouvons pas imprimer, comme un emoji. Écrivez ces mots autrement.",
    "A box (□) stands for each sign that we cannot print, such as an emoji. Write those words another way.",
)
