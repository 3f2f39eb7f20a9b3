"""The questions asked of who separates, as data. Safety comes first; what is answered there is kept nowhere.

Nothing here is law: what an answer means is decided by `family-mediation/*`. No question asks what was said or done.
"""

from __future__ import annotations

from parvis.law.kernel.text import Text
from parvis.pathway.catalogue import YES_NO, Answers, Option, Question, both_of, chose, couples

#: What a court could be asked to settle, and what a mediation may be about.
OBJECTS = ("parenting", "child_support", "spouse_support", "property", "other")
#: The answers that lead to the page on safety.
UNSAFE = ("no",)


def _married(answers: Answers) -> bool:
    return answers.get("union") == "married"


# A table of texts: one line a text reads better than the formatter's columns.
# fmt: off
SEPARATION_QUESTIONS = (
    Question(
        "safety", Text("avant-de-continuer", "before-going-on"), "one",
        Text("Vous sentez-vous en sécurité avec l'autre personne?", "Do you feel safe with the other person?"),
        Text("Répondez seul ou seule. Votre réponse n'est gardée nulle part et personne ne la voit. Elle décide "
             "seulement de la page qui suit.",
             "Answer alone. Your answer is kept nowhere and nobody sees it. It only decides which page comes next."),
        couples,
        Text("Votre sécurité", "Your safety"),
        (
            Option("yes", Text("Oui", "Yes")),
            Option("no", Text("Non, ou pas toujours", "No, or not always"),
                   Text("Peur, menaces, contrôle de l'argent ou des sorties, coups, pour vous ou un enfant.",
                        "Fear, threats, control over money or going out, blows, for you or a child.")),
            Option("not_said", Text("Je préfère ne pas répondre", "I would rather not answer")),
        ),
        unknown=None,
        kept=False,
    ),
    Question(
        "union", Text("votre-union", "your-union"), "one",
        Text("Quelle est, ou était, votre union?", "What is, or was, your union?"),
        Text("Les biens à partager ne sont pas les mêmes.", "The property to divide is not the same."),
        couples,
        Text("Votre union", "Your union"),
        (
            Option("married", Text("Nous sommes mariés", "We are married")),
            Option("civil_union", Text("Nous sommes en union civile", "We are in a civil union")),
            Option("de_facto", Text("Nous vivons en union de fait", "We live in a de facto union"),
                   Text("Sans mariage ni union civile, une union parentale comprise.",
                        "With no marriage or civil union, a parental union included.")),
        ),
    ),
    Question(
        "children", Text("enfants", "children"), "one",
        Text("Avez-vous ensemble un enfant à charge?", "Do you have a dependent child together?"),
        Text("Le nombre d'heures gratuites en dépend.", "The number of free hours depends on it."),
        couples,
        Text("Enfant à charge en commun", "Dependent child in common"),
        (
            Option("yes", Text("Oui", "Yes"), Text("Mineur, ou majeur qui dépend encore de vous.",
                                                   "A minor, or an adult who still depends on you.")),
            Option("no", Text("Non", "No")),
        ),
        unknown=None,
    ),
    Question(
        "request", Text("votre-demande", "your-request"), "one",
        Text("Que voulez-vous régler?", "What do you want to settle?"),
        Text("Une première entente donne plus d'heures gratuites qu'un changement.",
             "A first agreement gives more free hours than a change."),
        couples,
        Text("Ce que vous voulez régler", "What you want to settle"),
        (
            Option("first_agreement", Text("Une première entente", "A first agreement"),
                   Text("Nous nous séparons et rien n'est encore convenu.",
                        "We are separating and nothing is agreed yet.")),
            Option("change_of_agreement", Text("Changer une entente", "Change an agreement"),
                   Text("Aucun tribunal ne l'a approuvée.", "No court approved it.")),
            Option("review_of_judgment", Text("Changer un jugement", "Change a judgment"),
                   Text("Un tribunal a déjà décidé, ou approuvé notre entente.",
                        "A court already decided, or approved our agreement.")),
            Option("after_separation_judgment", Text("Divorcer après un jugement de séparation de corps",
                                                     "Divorce after a judgment of separation from bed and board"),
                   where=_married),
        ),
    ),
    Question(
        "objects", Text("sujets-a-regler", "matters-to-settle"), "several",
        Text("De quoi voulez-vous parler?", "What do you want to talk about?"),
        Text("Le plan dit quels papiers réunir.", "The plan says which papers to gather."),
        couples,
        Text("Les sujets", "The matters"),
        (
            Option("parenting", Text("Le temps et les décisions pour les enfants", "Time with and decisions for the children"),
                   where=chose("children", "yes")),
            Option("child_support", Text("La pension alimentaire d'un enfant", "Child support"),
                   where=chose("children", "yes")),
            Option("spouse_support", Text("La pension alimentaire entre vous", "Support between you")),
            Option("property", Text("La maison, les biens, les dettes, les régimes de retraite",
                                    "The house, property, debts, pension plans")),
            Option("other", Text("Autre chose", "Something else")),
        ),
        hint=Text("Cochez tout ce qui s'applique.", "Check everything that applies."),
    ),
    Question(
        "earlier_use", Text("mediation-anterieure", "earlier-mediation"), "one",
        Text("Avez-vous déjà eu ensemble des heures de médiation payées par le gouvernement?",
             "Did you already have, together, hours of mediation paid by the government?"),
        Text("Un couple qui en a déjà eu a droit à moins d'heures.", "A couple who already had some has fewer hours."),
        couples,
        Text("Heures déjà payées par le gouvernement", "Hours already paid by the government"),
        YES_NO,
    ),
    Question(
        "attended", Text("seance-parentalite", "parenting-session"), "one",
        Text("Avez-vous déjà suivi la séance sur la parentalité et la médiation?",
             "Did you already attend the parenting and mediation session?"),
        Text("C'est une séance d'information gratuite, en groupe. Elle peut être obligatoire avant de voir un juge.",
             "It is a free information session, in a group. It may be required before seeing a judge."),
        both_of(couples, chose("children", "yes")),
        Text("Séance sur la parentalité et la médiation", "Parenting and mediation session"),
        (
            Option("this_dispute", Text("Oui, pour ce désaccord", "Yes, for this disagreement")),
            Option("earlier_dispute", Text("Oui, pour un désaccord plus ancien", "Yes, for an earlier disagreement")),
            Option("none", Text("Non", "No")),
        ),
    ),
    Question(
        "proceedings", Text("au-tribunal", "in-court"), "one",
        Text("Une demande est-elle déposée au tribunal?", "Is an application filed in court?"),
        Text("Certains délais partent de la décision d'un juge.", "Some time limits run from a judge's decision."),
        couples,
        Text("Au tribunal", "In court"),
        (
            Option("none", Text("Non, rien n'est déposé", "No, nothing is filed")),
            Option("joint", Text("Oui, une demande conjointe", "Yes, a joint application"),
                   Text("Nous demandons ensemble la même chose.", "We ask for the same thing together.")),
            Option("contested", Text("Oui, et nous ne sommes pas d'accord", "Yes, and we disagree")),
            Option("referred", Text("Oui, et le tribunal a suspendu le dossier pour une médiation",
                                    "Yes, and the court has stayed the file for mediation")),
        ),
    ),
    Question(
        "referred_on", Text("jour-de-la-suspension", "day-of-the-stay"), "day",
        Text("Quel jour le tribunal a-t-il suspendu le dossier?", "On what day did the court stay the file?"),
        Text("La première rencontre et la suspension se comptent de ce jour-là.",
             "The first meeting and the stay are counted from that day."),
        both_of(couples, chose("proceedings", "referred")),
        Text("Dossier suspendu le", "File stayed on"),
        hint=Text("Par exemple : 3 novembre 2026", "For example: November 3, 2026"),
    ),
    Question(
        "referred_to", Text("choix-du-mediateur", "choice-of-mediator"), "one",
        Text("Qui choisit le médiateur?", "Who chooses the mediator?"),
        Text("Ce n'est pas la même personne qui fixe la première rencontre.",
             "It is not the same person who sets the first meeting."),
        both_of(couples, chose("proceedings", "referred")),
        Text("Le choix du médiateur", "The choice of the mediator"),
        (
            Option("chosen", Text("Nous deux", "The two of us")),
            Option("designated", Text("Le Service de médiation familiale", "The Family Mediation Service"),
                   Text("Le tribunal lui a demandé de désigner quelqu'un.", "The court asked it to designate somebody.")),
        ),
    ),
)
# fmt: on
