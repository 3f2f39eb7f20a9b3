"""What documents are sent for. A document is called by its purpose: the name of its file may tell who it is about."""

from parvis.law.kernel.text import Text

#: Code → name. A room that asks for another document adds its purpose here.
PURPOSES: dict[str, Text] = {
    "training_attestation": Text("Attestation de formation", "Training attestation"),
    "experience": Text("Preuve d’expérience", "Proof of experience"),
    "membership": Text("Preuve d’inscription au tableau de l’ordre", "Proof of entry on the roll of the order"),
    "employment": Text("Attestation de l’employeur", "Employer’s attestation"),
    "insurance": Text("Preuve d’assurance", "Proof of insurance"),
    "undertaking": Text("Engagement signé", "Signed undertaking"),
    "affidavit": Text("Déclaration sous serment", "Affidavit"),
    "supervision": Text("Attestation de supervision", "Attestation of supervision"),
    "inability": Text("Preuve d’un empêchement", "Proof of an inability to act"),
    "proof_of_payment": Text("Preuve de paiement", "Proof of payment"),
    "decision": Text("Décision signée", "Signed decision"),
    "session_sheet": Text("Feuille de séance signée", "Signed session sheet"),
    "other": Text("Autre document", "Other document"),
}
