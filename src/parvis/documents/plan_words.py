"""The labels of the printed plan; its sentences come with the plan itself."""

from parvis.law.kernel.text import Text

TITLE = Text("Votre plan", "Your plan")
MADE_ON = Text("Fait le {day} avec Parvis.", "Made on {day} with Parvis.")
NOTHING_FILED = Text("Rien n'est déposé au tribunal.", "Nothing is filed in court.")
NOT_ADVICE = Text(
    "Ce plan informe ; il n'arrête aucun délai et ne remplace pas l'avis d'un avocat ou d'un notaire.",
    "This plan informs; it stops no time limit and does not replace the advice of a lawyer or a notary.",
)
LAST_DAY = Text("Le dernier jour qui compte", "The last day that matters")
LAST_DAY_PAST = Text("Le dernier jour est passé", "The last day has passed")
STRICT = Text("Délai de rigueur : après, le droit est perdu.", "Strict time limit: after it, the right is lost.")
UNCONFIRMED = Text("à confirmer", "to be confirmed")
READINGS = Text("Deux lectures du texte : {readings}.", "Two readings of the text: {readings}.")

COLON = Text("\u00a0: ", ": ")
YOUR_STEPS = Text("Ce que vous faites, et pour quand", "What you do, and by when")
PATH = Text("Le chemin de votre dossier", "The path of your file")
IF_NOTHING_SHORT = Text("Si rien n'est fait :", "If nothing is done:")
HERE = Text("vous êtes ici", "you are here")
LATER_STEPS = Text("Ce qui peut venir ensuite", "What may come next")
THEIR_STEPS = Text("Ce que font les autres", "What others do")
WHEN = Text("Pour quand", "By when")
ACT = Text("Quoi", "What")
OTHERWISE = Text("Sinon", "Otherwise")
DONE = Text("fait", "done")
MISSED = Text("délai passé", "time over")
PAST = Text("passé", "past")
IF_IT_APPLIES = Text("si cela s'applique à vous", "if it applies to you")
IF_NOTHING = Text("Si vous ne faites rien", "If you do nothing")

HELPERS = Text("Qui peut vous aider", "Who can help you")
NO_HELPER = Text(
    "Nous n'avons trouvé aucun service qui convient. Demandez au greffe de votre palais de justice.",
    "We found no service that fits. Ask the court office of your courthouse.",
)
PROVIDER = Text("Par", "By")
FITS = Text("Convient parce que", "Fits because")
CONDITIONS_TO_MEET = Text("Conditions", "Conditions")
NOT_KNOWN = Text("Nous ne le savons pas", "We do not know")
COST = Text("Coût", "Cost")
REACH = Text("Comment", "How")
PLACE = Text("Où", "Where")
PHONE = Text("Téléphone", "Phone")
WEB = Text("Sur le Web", "On the Web")
NEXT_DATES = Text("Prochaines dates", "Next dates")
DATES = Text("Dates", "Dates")
NOT_ANNOUNCED = Text("date à confirmer", "date to be confirmed")
MAYBE = Text("Attention", "Careful")
OTHER_HELPERS = Text("D'autres services qui conviennent", "Other services that fit")
PAUSED = Text("En pause en ce moment", "Paused at the moment")
TO_READ = Text("À lire, à regarder", "To read, to watch")

STANDING = Text("Où vous en êtes", "Where you stand")
CONDITIONS = Text("Est-ce une petite créance ?", "Is it a small claim?")
CONDITION = Text("Ce que nous voyons", "What we see")
HOLDS = Text("Respecté ?", "Met?")
YES, NO, NOT_SURE = Text("oui", "yes"), Text("non", "no"), Text("pas connu", "not known")
MISSING = Text("Ce qui manque pour le dire", "What is missing to say so")
INSTEAD = Text("Où va l'affaire", "Where the matter goes")
TERRITORY = Text("Votre palais de justice", "Your courthouse")
OTHER_PLACES = Text(
    "Autres points de service du district, sans adresse connue",
    "Other points of service of the district, no address known",
)
PRESCRIPTION = Text("Jusqu'à quand poursuivre", "Until when one may sue")
ACCOUNT = Text("Le calcul", "The account")
TO_KNOW = Text("Ce qu'il faut savoir", "What to know")
ROUTE = Text("La médiation", "Mediation")
SAFETY = Text("Votre sécurité d'abord", "Your safety first")

ASSUMED = Text("Ce que ce plan tient pour vrai", "What this plan takes as true")
ASSUMED_HOW = Text(
    "Si une de ces réponses est fausse, le plan change. Refaites-le.",
    "If one of these answers is wrong, the plan changes. Make it again.",
)
NORMS = Text("Les textes de loi", "The law relied on")
NORMS_HOW = Text(
    "Les numéros entre crochets y renvoient. « À confirmer » : nous n'avons pas lu le texte officiel.",
    "The numbers in brackets refer to them. “To be confirmed”: we have not read the official text.",
)
VERSION = Text("version du {day}", "version of {day}")
NOTES = Text("À savoir", "To know")

WHERE_FROM = Text("D'où cela vient :", "Where this comes from:")
MEDIATORS = Text("Des médiateurs accrédités près de vous", "Certified mediators near you")
NO_MEDIATOR = Text(
    "Notre registre n'a personne à vous proposer pour l'instant dans votre district et votre langue.",
    "Our register has nobody to suggest for now in your district and your language.",
)
MEDIATORS_WIDER = Text(
    "Personne dans votre district avec ces souhaits. Ces médiateurs travaillent à distance.",
    "Nobody in your district with those wishes. These mediators work remotely.",
)
CERTIFIED_BY = Text("Accréditation", "Certification")
LANGUAGES = Text("Langues", "Languages")
MEETINGS = Text("Rencontres", "Meetings")
NEAR_YOU = Text("Près de chez vous", "Near you")
