"""The closed lists of the directory: every code of the data files with its words for people.

The reader of the files, the database's constraints, the pages' filters and the open formats all take their codes from here.
"""

from parvis.law.kernel.text import Text

Vocabulary = dict[str, Text]

ORGANIZATION_KINDS: Vocabulary = {
    "consultative_body": Text("Comité consultatif", "Consultative body"),
    "court": Text("Tribunal", "Court"),
    "professional_order": Text("Ordre professionnel", "Professional order"),
    "training_school": Text("École professionnelle", "Training school"),
    "government_department": Text("Ministère", "Government department"),
    "network": Text("Réseau", "Network"),
    "cjp": Text("Centre de justice de proximité", "Community justice centre"),
    "legal_aid_agency": Text("Aide juridique", "Legal aid"),
    "nonprofit": Text("Organisme sans but lucratif", "Non-profit organization"),
    "government_agency": Text("Organisme public", "Government agency"),
    "university": Text("Université", "University"),
    "crown_corporation": Text("Société d’État", "Crown corporation"),
    "lawyers_association": Text("Association d’avocats", "Lawyers’ association"),
    "fund": Text("Fonds", "Fund"),
    "consortium": Text("Regroupement", "Consortium"),
    "bar_section": Text("Barreau de section", "Bar section"),
    "young_bar": Text("Jeune barreau", "Young bar association"),
    "referral_platform": Text("Service de référence", "Referral service"),
    "magazine": Text("Revue", "Magazine"),
    "venue": Text("Lieu", "Venue"),
}

SERVICE_KINDS: Vocabulary = {
    "information_session": Text("Séance d’information", "Information session"),
    "legal_information": Text("Information juridique", "Legal information"),
    "legal_assistance": Text("Aide juridique ou clinique", "Legal help or clinic"),
    "hearing_preparation": Text("Préparation à l’audience", "Hearing preparation"),
    "premediation": Text("Prémédiation", "Premediation"),
    "mediation": Text("Médiation", "Mediation"),
    "on_site_mediation": Text("Médiation le jour de l’audience", "Hearing-day mediation"),
    "conciliation": Text("Conciliation par le juge", "Conciliation by the judge"),
    "dispute_resolution": Text("Règlement des litiges en ligne", "Online dispute resolution"),
    "referral": Text("Référence vers un professionnel", "Referral to a professional"),
    "question_answer": Text("Questions et réponses", "Questions and answers"),
    "e_filing": Text("Formulaire et dépôt en ligne", "Form and online filing"),
    "enforcement": Text("Exécution du jugement", "Enforcement of the judgment"),
    "court_service": Text("Service du tribunal", "Court service"),
    "decision_search": Text("Recherche de jugements", "Judgment search"),
    "online_directory": Text("Répertoire en ligne", "Online directory"),
    "calendar": Text("Calendrier", "Calendar"),
    "publication": Text("À lire", "To read"),
    "video": Text("À regarder", "To watch"),
    "website": Text("Site web", "Website"),
    "usual_channels": Text("Aucun service particulier", "No dedicated service"),
    "outreach": Text("Diffusion", "Outreach"),
    "collaboration": Text("Collaboration", "Collaboration"),
    "facility_support": Text("Prêt de locaux", "Loan of rooms"),
    "funding": Text("Financement", "Funding"),
    "governance": Text("Gouvernance", "Governance"),
}
#: Kinds that serve institutions, or that only say that there is nothing: a search for help never offers them.
NEVER_OFFERED = ("governance", "collaboration", "funding", "outreach", "facility_support", "usual_channels")

STATUSES: Vocabulary = {
    "active": Text("En cours", "Active"),
    "paused": Text("En pause", "Paused"),
    "planned": Text("Prévu", "Planned"),
    "unclear": Text("À vérifier", "To be checked"),
    "ended": Text("Terminé", "Ended"),
}
ROLES: Vocabulary = {
    "claimant": Text("Je demande", "I am claiming"),
    "defendant": Text("On me poursuit", "I am being sued"),
}
STAGES: Vocabulary = {
    "before_claim": Text("Avant la demande", "Before the claim"),
    "notice_sent": Text("Mise en demeure envoyée", "Formal notice sent"),
    "claim_filed": Text("Demande déposée", "Claim filed"),
    "contested": Text("Demande contestée", "Claim contested"),
    "mediation": Text("Médiation", "Mediation"),
    "arbitration": Text("Arbitrage", "Arbitration"),
    "hearing_convened": Text("Audience fixée", "Hearing set"),
    "hearing_day": Text("Jour de l’audience", "Hearing day"),
    "after_judgment": Text("Après le jugement", "After the judgment"),
}
#: The one subject of a service that takes no other.
SUBJECTS: Vocabulary = {
    "condominium": Text("Questions de copropriété seulement", "Condominium questions only"),
    "defective_product": Text("Biens défectueux seulement", "Defective products only"),
    "separation": Text("Séparation d’un couple seulement", "Separation of a couple only"),
    "tax": Text("Impôt seulement", "Tax only"),
}
GUIDANCES: Vocabulary = {
    "information": Text("Information", "Information"),
    "advice": Text("Conseil juridique", "Legal advice"),
    "none": Text("Ni information ni conseil", "Neither information nor advice"),
}
LANGUAGES: Vocabulary = {"fr": Text("Français", "French"), "en": Text("Anglais", "English")}
LANGUAGE_BASES: Vocabulary = {"stated": Text("Indiquée", "Stated"), "implied": Text("Déduite", "Implied")}
CHANNELS: Vocabulary = {
    "in_person": Text("En personne", "In person"),
    "phone": Text("Par téléphone", "By phone"),
    "online": Text("En ligne", "Online"),
    "video": Text("En vidéo", "Video"),
    "document": Text("Document", "Document"),
    "mail": Text("Par la poste", "By mail"),
    "radio": Text("À la radio", "On the radio"),
}
BOOKINGS: Vocabulary = {
    "required": Text("Rendez-vous obligatoire", "Appointment required"),
    "not_needed": Text("Sans rendez-vous", "No appointment needed"),
    "contact_first": Text("Communiquez d’abord avec l’organisme", "Contact the organization first"),
}
COST_KINDS: Vocabulary = {
    "free": Text("Gratuit", "Free"),
    "reduced": Text("Prix réduit", "Reduced price"),
    "flat_fee": Text("Prix fixe", "Flat fee"),
    "tariff": Text("Tarif fixé par règlement", "Tariff set by regulation"),
    "legal_aid": Text("Aide juridique", "Legal aid"),
    "paid": Text("Payant", "Paid"),
    "unknown": Text("Prix non précisé", "Price not stated"),
}
COST_UNITS: Vocabulary = {
    "hour": Text("l’heure", "an hour"),
    "session": Text("la séance", "a session"),
    "consultation": Text("la consultation", "a consultation"),
    "file": Text("le dossier", "a file"),
}
PAYERS: Vocabulary = {
    "state": Text("L’État paie", "The State pays"),
    "user": Text("Vous payez", "You pay"),
    "unknown": Text("Qui paie n’est pas précisé", "Who pays is not stated"),
}
SCOPES: Vocabulary = {
    "province": Text("Partout au Québec", "Everywhere in Québec"),
    "districts": Text("Certains districts", "Certain districts"),
    "unnamed": Text("Plusieurs endroits, sans précision", "Several places, not named"),
}
CERTAINTIES: Vocabulary = {
    "confirmed": Text("Dates annoncées", "Announced dates"),
    "rule": Text("Date à confirmer", "Date to be confirmed"),
    "unknown": Text("Date inconnue", "Date not known"),
}
HOLIDAYS: Vocabulary = {
    "skip": Text("Pas les jours fériés", "Not on holidays"),
    "unknown": Text("Jours fériés : non précisé", "Holidays: not stated"),
}
INVOLVEMENTS: Vocabulary = {
    "provider": Text("Offre le service", "Provides the service"),
    "partner": Text("Participe", "Takes part"),
}
ORIGINS: Vocabulary = {
    "repertoire": Text("Répertoire du 24 janvier 2024", "Répertoire of January 24, 2024"),
    "known_since": Text("Connu depuis", "Known since"),
}
CONFIDENCES: Vocabulary = {
    "high": Text("Confirmé", "Confirmed"),
    "medium": Text("À confirmer", "To be confirmed"),
    "low": Text("Peu sûr", "Doubtful"),
}
ASSURANCES: Vocabulary = {
    "called": Text("Vérifié par téléphone", "Checked by phone"),
    "visited": Text("Vérifié sur place", "Checked on site"),
    "page_read": Text("Page web lue", "Web page read"),
    "document_read": Text("Document lu", "Document read"),
    "declared": Text("Déclaré par l’organisme", "Declared by the organization"),
}
NOT_STATED: Vocabulary = {
    "roles": Text("à qui le service s’adresse", "who the service is for"),
    "stages": Text("à quelle étape", "at what stage"),
    "amount": Text("le montant", "the amount"),
    "income": Text("le revenu", "the income"),
    "language": Text("la langue", "the language"),
    "cost": Text("le prix", "the price"),
    "channel": Text("la façon de le recevoir", "how it is given"),
    "schedule": Text("l’horaire", "the schedule"),
    "place": Text("le lieu", "the place"),
    "booking": Text("la prise de rendez-vous", "booking"),
}
MEASURES: Vocabulary = {
    "settlement_rate": Text("Taux d’entente", "Settlement rate"),
    "participation_rate": Text("Taux de participation", "Participation rate"),
    "acceptance_rate": Text("Taux d’acceptation", "Acceptance rate"),
    "satisfaction_rate": Text("Taux de satisfaction", "Satisfaction rate"),
    "count": Text("Nombre", "Count"),
    "mean_duration": Text("Durée moyenne", "Mean duration"),
    "attendance": Text("Participation", "Attendance"),
    "volume": Text("Volume", "Volume"),
}
UNITS: Vocabulary = {
    "file": Text("dossier", "file"),
    "dispute": Text("litige", "dispute"),
    "party": Text("partie", "party"),
    "person": Text("personne", "person"),
    "merchant_file": Text("dossier avec un commerçant", "file with a merchant"),
    "decision": Text("jugement", "judgment"),
    "session": Text("séance", "session"),
    "section": Text("section", "section"),
    "day": Text("jour", "day"),
    "kit": Text("trousse", "kit"),
    "respondent": Text("personne qui a répondu au sondage", "survey respondent"),
}
VERDICTS: Vocabulary = {
    "matches": Text("Le calcul concorde", "The calculation matches"),
    "plausible": Text("Plausible", "Plausible"),
    "derived": Text("Calculé à partir d’autres chiffres", "Derived from other figures"),
    "ambiguous": Text("Deux lectures possibles", "Two possible readings"),
    "conflict": Text("Deux sources se contredisent", "Two sources conflict"),
    "not_run": Text("Le service n’a pas eu lieu", "The service was not run"),
    "cannot_be_checked": Text("Impossible à vérifier", "Cannot be checked"),
}
#: Groups of facts that a correction or an assurance may be about.
FIELDS: Vocabulary = {
    "record": Text("La fiche au complet", "The whole record"),
    "name": Text("Le nom", "Name"),
    "kind": Text("La sorte de service", "Kind of service"),
    "status": Text("L’état", "Status"),
    "summary": Text("Le résumé", "Summary"),
    "details": Text("Les précisions", "Details"),
    "organizations": Text("Les organismes", "Organizations"),
    "territory": Text("Le territoire", "Territory"),
    "guidance": Text("Information ou conseil", "Information or advice"),
    "for_public": Text("Ouvert au public", "Open to the public"),
    "since": Text("Depuis quand", "Since when"),
    "until": Text("Jusqu’à quand", "Until when"),
    "as_of": Text("La date des faits", "Date of the facts"),
    "eligibility": Text("À qui cela s’adresse", "Who it is for"),
    "schedules": Text("L’horaire", "Schedule"),
    "costs": Text("Le prix", "Price"),
    "access": Text("Comment y accéder", "How to reach it"),
    "corrections": Text("Ce que l’on sait depuis", "What is known since"),
    "statistics": Text("Les chiffres", "Figures"),
}
#: Facts of organizations and figures, for the list of what changed.
OTHER_FIELDS: Vocabulary = {
    "checks": Text("Les vérifications", "Checks"),
    "description": Text("La description", "Description"),
    "parent": Text("L’organisme dont il fait partie", "Parent organization"),
    "also_known_as": Text("Les autres noms", "Other names"),
    "web": Text("L’adresse web", "Web address"),
    "phone": Text("Le téléphone", "Phone"),
    "email": Text("Le courriel", "E-mail"),
    "stated": Text("Le chiffre indiqué", "Stated figure"),
    "numerator": Text("Le numérateur", "Numerator"),
    "denominator": Text("Le dénominateur", "Denominator"),
    "percent": Text("Le pourcentage", "Percentage"),
    "period": Text("La période", "Period"),
    "verdict": Text("La vérification du calcul", "Check of the calculation"),
    "recomputation": Text("Le calcul refait", "Recomputation"),
}
OTHER_FIELD = Text("D’autres précisions", "Other particulars")
