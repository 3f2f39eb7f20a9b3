"""The codes of the roster: kinds of certification, qualities, acts, objects. Each with its words; nothing else lists them."""

from __future__ import annotations

from collections.abc import Mapping

from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.standing_course import TYPES

#: What somebody may be certified for.
CERTIFICATIONS: Mapping[str, Text] = {
    "family_mediation": Text("Médiation familiale", "Family mediation"),
    "small_claims_mediation": Text("Médiation aux petites créances", "Small claims mediation"),
    "small_claims_arbitration": Text("Arbitrage aux petites créances", "Small claims arbitration"),
}
#: The certifiers, as the questions of the law name them.
CERTIFIERS: Mapping[str, Text] = {
    "barreau": Text("Barreau du Québec", "Barreau du Québec"),
    "notaires": Text("Chambre des notaires du Québec", "Chambre des notaires du Québec"),
    "orientation": Text(
        "Ordre des conseillers et conseillères d’orientation du Québec",
        "Ordre des conseillers et conseillères d’orientation du Québec",
    ),
    "psychologues": Text("Ordre des psychologues du Québec", "Ordre des psychologues du Québec"),
    "travailleurs_sociaux": Text(
        "Ordre des travailleurs sociaux et des thérapeutes conjugaux et familiaux du Québec",
        "Ordre des travailleurs sociaux et des thérapeutes conjugaux et familiaux du Québec",
    ),
    "psychoeducateurs": Text(
        "Ordre des psychoéducateurs et psychoéducatrices du Québec",
        "Ordre des psychoéducateurs et psychoéducatrices du Québec",
    ),
    "cpa": Text(
        "Ordre des comptables professionnels agréés du Québec", "Ordre des comptables professionnels agréés du Québec"
    ),
    "cpej": Text("Établissement (protection de la jeunesse)", "Institution (child and youth protection)"),
}
PROFESSIONS: Mapping[str, Text] = {
    "lawyer": Text("Avocate ou avocat", "Lawyer"),
    "retired_lawyer": Text("Avocate ou avocat à la retraite", "Retired lawyer"),
    "notary": Text("Notaire", "Notary"),
    "cpa": Text("CPA", "CPA"),
    "guidance_counsellor": Text("Conseillère ou conseiller d’orientation", "Guidance counsellor"),
    "psychologist": Text("Psychologue", "Psychologist"),
    "social_worker": Text("Travailleuse ou travailleur social", "Social worker"),
    "family_therapist": Text("Thérapeute conjugal et familial", "Couple and family therapist"),
    "psychoeducator": Text("Psychoéducatrice ou psychoéducateur", "Psychoeducator"),
    "institution_employee": Text("À l’emploi d’un établissement", "Employee of an institution"),
}
BACKGROUNDS: Mapping[str, Text] = {
    "legal": Text("Droit", "Law"),
    "psychosocial": Text("Psychologie ou travail social", "Psychology or social work"),
    "both": Text("Droit et psychosocial", "Law and psychosocial"),
    "other": Text("Autre", "Other"),
}
STATUSES: Mapping[str, Text] = {
    "certified": Text("Accréditée", "Certified"),
    "suspended": Text("Suspendue", "Suspended"),
    "revoked": Text("Révoquée", "Revoked"),
    "cancelled": Text("Annulée", "Cancelled"),
}
#: The acts of a family certification are the events of the contract (`family-mediation/standing`); those of a small-claims
#: certification follow r. 0.6.1, ss. 10 and 49.
FAMILY_ACTS = TYPES
SMALL_CLAIMS_ACTS = (
    "certified",
    "certification_cancelled",
    "struck_off",
    "permit_revoked",
    "rights_restricted",
    "rights_suspended",
    "rights_restored",
    "removed_by_clerk",
    "entered_again",
)
ACTS = tuple(dict.fromkeys((*FAMILY_ACTS, *SMALL_CLAIMS_ACTS, "correction")))
OBJECTS: Mapping[str, Text] = {
    "custody": Text("La garde des enfants", "Custody of the children"),
    "access": Text("L’accès aux enfants", "Access to the children"),
    "support": Text("Les aliments", "Support"),
    "patrimony": Text("Le patrimoine ou les biens communs", "The patrimony or common property"),
}
MANDATES: Mapping[str, Text] = {
    "family": Text("Médiation familiale", "Family mediation"),
    "small_claims": Text("Médiation aux petites créances", "Small claims mediation"),
    "arbitration": Text("Arbitrage aux petites créances", "Small claims arbitration"),
}
#: How a mediation ended: all that may be known of it (C.C.P., art. 606; `law/questions/confidentiality`).
OUTCOMES: Mapping[str, Text] = {
    "full": Text("Entente sur tous les objets", "Agreement on all the objects"),
    "partial": Text("Entente sur une partie", "Agreement on part"),
    "none": Text("Sans entente", "No agreement"),
    "not_begun": Text("Non commencée", "Not begun"),
}
REFERRALS: Mapping[str, Text] = {
    "voluntary": Text("Le couple l’a choisie", "The couple’s choice"),
    "court_designated": Text("Le tribunal; le Service désigne", "The court; the Service designates"),
    "court_chosen": Text("Le tribunal; les parties choisissent", "The court; the parties choose"),
}
SESSION_KINDS: Mapping[str, Text] = {
    "information_individual": Text("Séance d’information", "Information session"),
    "mediation": Text("Séance de médiation", "Mediation session"),
    "absence": Text("Séance annulée par une absence", "Session cancelled by an absence"),
    "arbitration": Text("Séance d’arbitrage", "Arbitration session"),
}
MEETINGS: Mapping[str, Text] = {
    "in_person": Text("En personne", "In person"),
    "video": Text("Par vidéo", "By video"),
    "phone": Text("Par téléphone", "By telephone"),
}
#: What a mediator's report to the Service may say, and no more.
REPORTS: Mapping[str, Text] = {
    "held": Text("Des séances ont eu lieu", "Sessions were held"),
    "absence": Text("Une partie ou les deux étaient absentes", "One or both parties were absent"),
    "declaration": Text("Une partie a déclaré ne pas pouvoir participer", "A party declared that it cannot take part"),
    "none_held": Text("Aucune séance n’a eu lieu", "No session was held"),
}
LANGUAGES: Mapping[str, Text] = {
    "fr": Text("français", "French"),
    "en": Text("anglais", "English"),
    "es": Text("espagnol", "Spanish"),
    "ar": Text("arabe", "Arabic"),
    "it": Text("italien", "Italian"),
    "pt": Text("portugais", "Portuguese"),
    "zh": Text("chinois", "Chinese"),
    "ht": Text("créole haïtien", "Haitian Creole"),
    "ru": Text("russe", "Russian"),
    "fa": Text("persan", "Persian"),
    "pa": Text("pendjabi", "Punjabi"),
    "el": Text("grec", "Greek"),
    "ro": Text("roumain", "Romanian"),
    "vi": Text("vietnamien", "Vietnamese"),
    "uk": Text("ukrainien", "Ukrainian"),
    "de": Text("allemand", "German"),
    "he": Text("hébreu", "Hebrew"),
    "iu": Text("inuktitut", "Inuktitut"),
    "cr": Text("cri", "Cree"),
    "moe": Text("innu", "Innu"),
    "lsq": Text("langue des signes québécoise", "Quebec Sign Language"),
    "asl": Text("langue des signes américaine", "American Sign Language"),
}
