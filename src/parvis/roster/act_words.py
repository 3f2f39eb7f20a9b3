"""The acts, the notices and the norms in words: what an officer reads and chooses."""

from __future__ import annotations

from collections.abc import Mapping

from parvis.law.kernel.norm import UnknownNormError
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

ACTS: Mapping[str, Text] = {
    "certified": Text("Accréditation", "Certification"),
    "undertaking_extended": Text("Engagement prolongé", "Undertaking extended"),
    "undertaking_completed": Text("Engagement complété", "Undertaking completed"),
    "struck_off_temporarily": Text("Radiation temporaire", "Temporary striking off"),
    "struck_off_permanently": Text("Radiation permanente", "Permanent striking off"),
    "permit_revoked": Text("Révocation du permis", "Permit revoked"),
    "mediation_suspended": Text(
        "Droit de faire de la médiation suspendu par l’ordre", "Right to mediate suspended by the order"
    ),
    "institution_total_suspension": Text(
        "Suspension totale par l’établissement", "Total suspension by the institution"
    ),
    "institution_mediation_suspension": Text(
        "Suspension des fonctions de médiation par l’établissement", "Suspension of mediation duties by the institution"
    ),
    "dismissed": Text("Congédiement", "Dismissal"),
    "sanction_ended": Text("Fin d’une sanction temporaire", "End of a temporary sanction"),
    "undertaking_unmet": Text("Engagement non respecté : constat", "Undertaking not complied with: finding"),
    "suspended_by_decision": Text("Suspension décidée par l’organisme", "Suspension decided by the body"),
    "revoked_by_decision": Text("Révocation décidée par l’organisme", "Revocation decided by the body"),
    "ceased_activities": Text("Cessation des activités de médiation", "Mediation activities ceased"),
    "left_institution": Text("Départ de l’établissement", "Left the institution"),
    "resigned_from_order": Text("Démission de l’ordre", "Resignation from the order"),
    "certification_requested": Text(
        "Demande d’accréditation après une annulation", "Request for certification after a cancellation"
    ),
    "certification_cancelled": Text("Accréditation annulée par l’ordre", "Certification cancelled by the order"),
    "struck_off": Text("Radiation", "Striking off"),
    "rights_restricted": Text("Droit d’exercer limité", "Right to practise restricted"),
    "rights_suspended": Text("Droit d’exercer suspendu", "Right to practise suspended"),
    "rights_restored": Text("Droit d’exercer rétabli", "Right to practise restored"),
    "removed_by_clerk": Text("Retrait du registre par le greffier", "Removal from the register by the clerk"),
    "entered_again": Text("Réinscription au registre", "Entered again on the register"),
    "correction": Text("Correction d’un acte", "Correction of an act"),
}
NOTICES: Mapping[str, Text] = {
    "certified": Text("Accréditation", "Certification"),
    "extended": Text("Engagement prolongé", "Undertaking extended"),
    "completed": Text("Engagement complété", "Undertaking completed"),
    "suspended": Text("Suspension", "Suspension"),
    "revoked": Text("Révocation", "Revocation"),
    "cancelled": Text("Annulation", "Cancellation"),
    "lifted": Text("Retour en vigueur", "In force again"),
    "address_changed": Text("Changement de coordonnées", "Change of contact details"),
    "corrected": Text("Correction d’un acte", "Correction of an act"),
}
STATUS_WORDS: Mapping[str, Text] = {
    "none": Text("Pas accréditée", "Not certified"),
    "certified": Text("Accréditée", "Certified"),
    "suspended": Text("Suspendue", "Suspended"),
    "revoked": Text("Révoquée", "Revoked"),
    "cancelled": Text("Annulée", "Cancelled"),
}
#: What the last request leads to (r. 0.7, s. 9.1).
REQUESTS: Mapping[str, Text] = {
    "certify_again": Text(
        "Elle peut être accréditée de nouveau, sur paiement des frais (art. 9.1, 1°).",
        "Certification may be granted again, on payment of the fee (s. 9.1, subpar. 1).",
    ),
    "certify_with_training": Text(
        "Elle peut être accréditée de nouveau si elle s’engage à suivre la formation demandée (art. 9.1, 2°).",
        "Certification may be granted again with an undertaking to take the training asked for (s. 9.1, subpar. 2).",
    ),
    "section_4_1": Text(
        "L’article 4.1 s’applique, avec les adaptations nécessaires : l’organisme dit lesquelles (art. 9.1, 3°).",
        "Section 4.1 applies with the necessary adaptations: the body says which (s. 9.1, subpar. 3).",
    ),
    "new_application": Text(
        "Une nouvelle demande complète est nécessaire (art. 1 et 4).", "A full new application is needed (ss. 1 and 4)."
    ),
}
#: The requests after which the certification may be recorded from the file itself.
RETURNS = ("certify_again", "certify_with_training", "section_4_1")


def cite_of(norm: str) -> Text:
    """How a norm is cited: « art. 7, al. 1 »; its identifier where no text that was read has it."""
    try:
        return LAW.norms.versions(norm)[-1].cite
    except UnknownNormError:
        return Text(norm, norm)
