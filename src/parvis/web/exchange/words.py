"""What the pages of an import call things."""

from parvis.law.kernel.text import Text

#: The forms that are taken in.
FORMS = {
    "csv": Text("CSV", "CSV"),
    "xlsx": Text("Classeur (XLSX)", "Workbook (XLSX)"),
    "hsds": Text("HSDS (JSON, ou JSON dans un ZIP)", "HSDS (JSON, or JSON in a ZIP)"),
    "repertoire": Text("Le Répertoire (DOCX ou Markdown)", "The Répertoire (DOCX or Markdown)"),
}
#: What a line comes to, and what it may hold.
OUTCOMES = {
    "new": Text("Nouvelle fiche", "New record"),
    "changed": Text("Fiche changée", "Record changed"),
    "proposed": Text("Proposée à l’atelier", "Proposed to the desk"),
    "refused": Text("Refusée", "Refused"),
    "doubtful": Text("avec un doute", "with a doubt"),
    "not_understood": Text("pas tout compris", "not all understood"),
    "noted": Text("Remarque", "Remark"),
    "same": Text("Sans changement", "No change"),
}
#: What a line may hold besides what it comes to.
AMONG = ("doubtful", "not_understood")
WEIGHTS = {
    "refused": Text("Refusé", "Refused"),
    "doubtful": Text("Douteux", "Doubtful"),
    "not_understood": Text("Pas compris", "Not understood"),
}
TONES = {
    "new": "accent",
    "changed": "accent",
    "proposed": "careful",
    "refused": "stop",
    "doubtful": "careful",
    "not_understood": "",
    "noted": "",
    "same": "",
}
#: What the list as a file calls a change.
ACTS = {"change": Text("Change", "Changes")}
KINDS = {
    "organization": Text("Organismes", "Organizations"),
    "service": Text("Services", "Services"),
    "statistic": Text("Chiffres", "Figures"),
}
#: Where a file stands while the worker has it.
STAGES = {
    "waiting": Text("Le fichier attend son tour.", "The file waits for its turn."),
    "reading": Text("Le fichier est lu.", "The file is being read."),
    "comparing": Text("Chaque ligne est comparée au répertoire.", "Each row is being compared with the directory."),
    "listing": Text("La liste s’écrit.", "The list is being written."),
    "applying": Text("Les fiches sont publiées.", "The records are being published."),
}
