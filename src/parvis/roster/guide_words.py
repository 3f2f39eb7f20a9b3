"""The words of the guided application: titles of its pages, labels, hints, why something is asked."""

from __future__ import annotations

from collections.abc import Mapping

from parvis.law.kernel.text import Text

PROFESSION = Text("Quelle est votre profession ?", "What is your profession?")
MEMBER_NUMBER = Text("Quel est votre numéro de membre ?", "What is your member number?")
EMPLOYEE_NUMBER = Text("Quel est votre numéro d’employée ou d’employé ?", "What is your employee number?")
MEMBER_NUMBER_WHY = Text(
    "L’organisme l’inscrit dans l’avis à la ou au ministre de la Justice. Il n’est pas public.",
    "The body enters it in the notice to the Minister of Justice. It is not public.",
)
EMPLOYED = Text(
    "L’établissement vous emploie-t-il pour faire de la médiation ?",
    "Does the institution employ you to do the work of mediator?",
)
ELIGIBLE = Text("Êtes-vous admissible à un des ordres nommés ?", "Are you eligible for one of the orders named?")
ELIGIBLE_HINT = Text(
    "Vous n’avez pas à en être membre. Joignez l’attestation plus loin.",
    "You need not be a member. Enclose the attestation further on.",
)
ORDERS = Text("De quels ordres êtes-vous membre ?", "Of which orders are you a member?")
BACKGROUND = Text("Dans quel domaine avez-vous étudié à l’université ?", "In which field did you study at university?")
BACKGROUND_WHY = Text(
    "Le nombre d’heures exigé dans deux groupes de sujets du cours de base en dépend.",
    "The number of hours required in two groups of subjects of the basic course depends on it.",
)
EXPERIENCE = Text("Combien de mois d’expérience avez-vous ?", "How many months of experience do you have?")
EXPERIENCE_HINT = Text(
    "Comptez les mois de pratique dans votre domaine. Par exemple, 40.",
    "Count the months of practice in your field. For example, 40.",
)
EXPERIENCE_WHY = Text(
    "La loi exige 3 ans de pratique. Elle ne dit pas comment compter un temps partiel : l’organisme en juge.",
    "The law requires 3 years of practice. It does not say how part-time counts: the body decides.",
)
EXPERIENCE_PROOF = Text("Joignez vos preuves d’expérience", "Enclose the proof of your experience")
DOCUMENTS_WHY = Text(
    "La loi exige des pièces justificatives. Chaque organisme dit lesquelles : s’il en manque une, il vous la demande.",
    "The law requires supporting documents. Each body says which: if one is missing, it asks you for it.",
)
BASIC = Text("Que dit l’attestation de votre cours de base ?", "What does the attestation of your basic course say?")
BASIC_WHY = Text(
    "Copiez les heures de l’attestation, groupe par groupe. Écrivez 0 où il n’y en a pas.",
    "Copy the hours from the attestation, group by group. Write 0 where there are none.",
)
COMPLETED = Text("Jour où le cours s’est terminé", "Day the course ended")
#: The groups of subjects, in the words of the question's facts.
GROUPS: Mapping[str, Text] = {
    "economic_legal_tax": Text(
        "Aspects économiques, légaux et fiscaux (heures)", "Economic, legal and tax aspects (hours)"
    ),
    "psychosocial": Text(
        "Aspects psychologiques et psychosociaux (heures)", "Psychological and psychosocial aspects (hours)"
    ),
    "process_negotiation": Text(
        "Processus de médiation et négociation (heures)", "Mediation process and negotiation (hours)"
    ),
    "family_violence": Text("Violence dans la famille (heures)", "Violence in the family (hours)"),
}
AWARENESS = Text(
    "De ces heures, celles sur la vie après la rupture", "Of those hours, the ones on life after the break-up"
)
AWARENESS_HINT = Text("Elles font partie des aspects psychosociaux.", "They are part of the psychosocial aspects.")
ATTESTATION = Text("Joignez l’attestation de votre formation", "Enclose the attestation of your training")
SUPERVISOR = Text("Qui supervisera votre premier mandat ?", "Who will supervise your first mandate?")
SUPERVISOR_WHY = Text(
    "Cherchez cette personne au registre. Si elle n’y est pas, écrivez son nom : l’organisme vérifie.",
    "Look for this person in the register. If they are not there, write their name: the body checks.",
)
SUPERVISOR_NAME = Text("Nom de la superviseure ou du superviseur", "The supervisor’s name")
SUPERVISOR_CERTIFIED = Text("Cette personne est-elle accréditée en ce moment ?", "Is this person certified at present?")
SUPERVISOR_MANDATES = Text(
    "Combien de mandats de médiation familiale a-t-elle complétés ?",
    "How many family mediation mandates have they completed?",
)
UNDERTAKING = Text("Lisez et signez l’engagement", "Read and sign the undertaking")
UNDERTAKES = Text("Je prends cet engagement.", "I give this undertaking.")
UNDERTAKEN_BY = Text("Écrivez votre nom pour signer", "Write your name to sign")
FEE = Text("Payez les frais d’étude", "Pay the examination fee")
FEE_REFERENCE = Text("Référence de votre paiement", "Reference of your payment")
FEE_REFERENCE_HINT = Text(
    "Le numéro du reçu, du virement ou du chèque. Jamais un numéro de carte.",
    "The number of the receipt, transfer or cheque. Never a card number.",
)
AFFIDAVIT = Text("Joignez votre déclaration sous serment", "Enclose your affidavit")
AFFIDAVIT_WHY = Text(
    "C’est un document que vous signez devant une personne qui reçoit les serments : ce que vous déclarez y est vrai.",
    "It is a document that you sign before a person who may administer oaths: what you state in it is true.",
)
SWORN_ELSEWHERE = Text("Vous la remettez autrement ?", "You hand it in another way?")
SWORN_ELSEWHERE_HINT = Text(
    "Dites devant qui, quel jour et comment elle parvient à l’organisme. Laissez vide si elle est jointe.",
    "Say before whom, on what day and how it reaches the body. Leave blank if it is enclosed.",
)
MEDIATION_TRAINING = Text("Quelle formation en médiation avez-vous suivie ?", "What mediation training did you take?")
ARBITRATION_TRAINING = Text(
    "Quelle formation en arbitrage avez-vous suivie ?", "What arbitration training did you take?"
)
TRAINING_HOURS = Text("Heures en tout", "Hours in all")
UNDER_CERTIFIER = Text(
    "Votre ordre, ou l’organisme qui accrédite, répond-il de cette formation ?",
    "Is your order, or the certifying body, responsible for this training?",
)
SUBJECTS = Text("Sujets couverts", "Subjects covered")
SUBJECT_WORDS: Mapping[str, Text] = {
    "private_modes": Text("Les modes privés de règlement", "Private dispute resolution"),
    "principled_negotiation": Text("La négociation raisonnée", "Principled negotiation"),
    "process": Text("Le processus de médiation", "The mediation process"),
    "helping_to_agree": Text("Aider les parties à s’entendre", "Helping the parties agree"),
    "drafting": Text("La rédaction des ententes", "Drafting agreements"),
    "conduct": Text("La conduite de l’arbitrage", "The conduct of arbitration"),
    "evidence_and_procedure": Text("La preuve et la procédure", "Evidence and procedure"),
    "duties_and_ethics": Text("Les devoirs et l’éthique", "Duties and ethics"),
    "matters_of_the_division": Text(
        "Les matières de la Division des petites créances", "The matters of the Small Claims Division"
    ),
    "award": Text("La sentence et sa rédaction", "The award and its drafting"),
    "small_claims_rules": Text("Les règles propres aux petites créances", "The rules special to small claims"),
    "information_technology": Text("Les technologies de l’information", "Information technology"),
}
DEEMED = Text(
    "Étiez-vous déjà accréditée ou accrédité le 16 octobre 2003 ?", "Were you already certified on October 16, 2003?"
)
MEMBER_SINCE = Text(
    "Depuis quel jour êtes-vous membre de votre ordre ?", "Since what day have you been a member of your order?"
)
INSURED = Text("Êtes-vous assurée ou assuré auprès de votre ordre ?", "Are you insured with your order?")
INSURANCE = Text("Joignez votre preuve d’assurance", "Enclose the proof of your insurance")
CIVIL_ARBITRATOR = Text(
    "Le Barreau vous avait-il déjà accréditée ou accrédité comme arbitre civil ?",
    "Had the Barreau already certified you as an arbitrator in civil matters?",
)
CIVIL_WHY = Text("Laissez la page vide si ce n’est pas le cas.", "Leave the page blank if it had not.")
CIVIL_SINCE = Text("Depuis quel jour ?", "Since what day?")
CIVIL_SINCE_HINT = Text(
    "Avant le 23 novembre 2023, l’accréditation est présumée et une formation d’appoint est due.",
    "Before November 23, 2023, certification is presumed and top-up training is due.",
)
TOP_UP_HOURS = Text("Heures d’appoint suivies", "Hours of top-up training taken")
TOP_UP_COMPLETED = Text("Jour où elles ont été finies", "Day they were completed")
CONTACT = Text("Comment l’organisme vous joint-il ?", "How does the body reach you?")
CONTACT_WHY = Text(
    "L’organisme transmet ces renseignements à la ou au ministre de la Justice. Ils ne sont pas publics.",
    "The body passes this information on to the Minister of Justice. It is not public.",
)
DOMICILE = Text("Votre domicile professionnel", "Your professional domicile")
DOMICILE_HINT = Text("Numéro, rue, ville et code postal.", "Number, street, town and postal code.")
BOROUGH = Text("Arrondissement", "Borough")
BOROUGH_HINT = Text(
    "Dans une ville qui en a. Sinon, laissez vide.", "In a town that has boroughs. Otherwise, leave blank."
)
PHONE = Text("Téléphone", "Telephone")
OTHER_PHONE = Text("Autre téléphone (facultatif)", "Other telephone (optional)")
EMAIL = Text("Courriel", "E-mail")
PUBLIC = Text("Que montre le registre public de vous ?", "What does the public register show of you?")
PUBLIC_WHY = Text(
    "Une fois accréditée ou accrédité, votre nom, votre profession, vos districts, vos langues et ce que vous écrivez ici sont "
    "publics. Tout le monde peut les lire. Le reste de la demande ne l’est jamais.",
    "Once you are certified, your name, profession, districts, languages and what you write here are public. Everybody can read "
    "them. The rest of the application never is.",
)
PUBLIC_TOO = Text(
    "Cette réponse devient publique avec l’accréditation.", "This answer becomes public with certification."
)
PUBLIC_PHONE = Text("Téléphone pour le public (facultatif)", "Telephone for the public (optional)")
PUBLIC_EMAIL = Text("Courriel pour le public (facultatif)", "E-mail for the public (optional)")
WEBSITE = Text("Site Web (facultatif)", "Website (optional)")
WEBSITE_HINT = Text("Par exemple, https://exemple.ca", "For example, https://example.ca")
PLACE = Text("Où vous recevez (facultatif)", "Where you receive people (optional)")
PLACE_HINT = Text("La ville et la rue suffisent.", "The town and street are enough.")
DISTRICTS = Text("Dans quels districts pratiquez-vous ?", "In which districts do you practise?")
DISTRICTS_WHY = Text(
    "Les districts judiciaires où vous recevez des gens. Cette réponse devient publique avec l’accréditation.",
    "The judicial districts where you receive people. This answer becomes public with certification.",
)
LANGUAGES = Text("En quelles langues travaillez-vous ?", "In which languages do you work?")
MEETINGS = Text("Comment rencontrez-vous les gens ?", "How do you meet people?")
