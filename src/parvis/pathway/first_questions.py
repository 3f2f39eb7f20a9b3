"""The first questions: who, where the dispute stands, what it is about, between whom, for how much."""

from __future__ import annotations

from parvis.law.kernel.text import Text
from parvis.pathway.catalogue import (
    DONT_KNOW, FIRST_STAGES, GROUPS, YES_NO, Answers, Option, Question, at, both, both_of, chose, claims,
)  # fmt: skip
from parvis.pathway.situation import BEFORE_FILING


def _may_be_consumer(answers: Answers) -> bool:
    bought = answers.get("matter") in ("works", "purchase", "hidden_defect", "contract", "money_owed")
    person = not claims(answers) or answers.get("own_kind") == "person"
    return bought and person and answers.get("other_kind") == "company" and at(*FIRST_STAGES)(answers)


def _counts_employees(answers: Answers) -> bool:
    kind = answers.get("own_kind") if claims(answers) else answers.get("other_kind")
    return kind in GROUPS and at(*FIRST_STAGES)(answers)


FIRST_QUESTIONS = (
    Question(
        "role", Text("role", "role"), "one",
        Text("Qui êtes-vous dans ce différend?", "Where do you stand in this dispute?"),
        Text("La suite change du tout au tout selon votre rôle.", "What comes next depends entirely on your role."),
        lambda answers: True,
        Text("Votre rôle", "Your role"),
        (
            Option("claimant", Text("Je réclame quelque chose", "I am claiming something"),
                   Text("On vous doit de l'argent, ou on vous a causé un dommage.", "Someone owes you money or caused you harm.")),
            Option("defendant", Text("On me réclame quelque chose", "Something is being claimed from me"),
                   Text("Vous avez reçu une mise en demeure ou une demande, ou un jugement.",
                        "You received a formal notice, a claim or a judgment.")),
        ),
        unknown=None,
    ),
    Question(
        "stage", Text("etape", "stage"), "one",
        Text("Où en êtes-vous?", "Where do things stand?"),
        Text("Chaque étape a ses propres délais. Choisissez la dernière chose qui est arrivée.",
             "Each step has its own time limits. Choose the last thing that happened."),
        lambda answers: True,
        Text("L'étape", "The step"),
        (
            Option("before_claim", both(Text("Rien n'est commencé", "Nothing has started"),
                                        Text("On me réclame quelque chose, sans papier officiel",
                                             "Someone claims something from me, with no official paper")),
                   Text("Aucune mise en demeure, aucune demande au tribunal.", "No formal notice, no claim in court.")),
            Option("notice_sent", both(Text("J'ai envoyé une mise en demeure", "I sent a formal notice"),
                                       Text("J'ai reçu une mise en demeure", "I received a formal notice")),
                   Text("Une lettre qui demande d'agir dans un délai, avant d'aller au tribunal.",
                        "A letter that demands something within a time limit, before going to court.")),
            Option("claim_filed", Text("J'ai déposé ma demande au tribunal", "I filed my claim in court"),
                   Text("L'autre partie n'a pas encore répondu, ou vous ne le savez pas.",
                        "The other party has not answered yet, or you do not know."), roles=("claimant",)),
            Option("claim_filed", Text("J'ai reçu une demande du tribunal", "I received a claim from the court"),
                   Text("Vous n'avez pas encore répondu.", "You have not answered yet."), roles=("defendant",)),
            Option("contested", both(Text("L'autre partie conteste ma demande", "The other party contests my claim"),
                                     Text("J'ai contesté la demande", "I contested the claim")),
                   Text("Personne n'a encore de date de médiation ni d'audience.", "There is no date yet for mediation or a hearing.")),
            Option("mediation", Text("Le dossier est en médiation", "The file is in mediation"),
                   Text("Une rencontre avec un médiateur est offerte, fixée ou a eu lieu.",
                        "A meeting with a mediator is offered, set, or took place.")),
            Option("arbitration", Text("J'ai reçu un avis d'arbitrage", "I received a notice of arbitration"),
                   Text("La médiation n'a pas réglé l'affaire.", "Mediation did not settle the matter.")),
            Option("hearing_convened", Text("J'ai reçu ma convocation à l'audience", "I received my notice of hearing"),
                   Text("La date est fixée devant un juge.", "The date before a judge is set.")),
            Option("hearing_day", Text("L'audience est aujourd'hui, ou elle a eu lieu", "The hearing is today, or it took place"),
                   Text("Vous attendez encore le jugement.", "You are still waiting for the judgment.")),
            Option("after_judgment", Text("Le jugement est rendu", "The judgment has been rendered"),
                   Text("Vous voulez être payé, payer, ou faire annuler un jugement rendu sans vous.",
                        "You want to be paid, to pay, or to have a judgment given without you set aside.")),
        ),
        unknown=None,
    ),
    Question(
        "matter", Text("sujet", "matter"), "one",
        Text("De quoi s'agit-il?", "What is it about?"),
        Text("Certaines affaires vont à un autre tribunal.", "Some matters go to another tribunal."),
        lambda answers: answers.get("stage") in FIRST_STAGES,
        Text("Le sujet", "The matter"),
        (
            Option("money_owed", Text("De l'argent dû", "Money owed"),
                   Text("Prêt, facture, salaire, dépôt, loyer commercial.", "Loan, invoice, wages, deposit, commercial rent.")),
            Option("works", Text("Des travaux ou un service", "Work or a service"),
                   Text("Rénovation, réparation, contrat de service : mal fait, non fait ou non payé.",
                        "Renovation, repair, service contract: badly done, not done or not paid.")),
            Option("purchase", Text("Un achat", "A purchase"),
                   Text("Appareil, meuble, véhicule : brisé, non livré, non conforme.",
                        "Appliance, furniture, vehicle: broken, not delivered, not as promised.")),
            Option("hidden_defect", Text("Un vice caché", "A hidden defect"),
                   Text("Maison ou bien acheté, avec un défaut grave qu'on ne pouvait pas voir.",
                        "A house or property bought with a serious defect that could not be seen.")),
            Option("damage", Text("Un dommage", "Damage"),
                   Text("Accident, dégât, bris, voisinage.", "Accident, damage, breakage, neighbours.")),
            Option("contract", Text("Un contrat à annuler ou à terminer", "A contract to cancel or end")),
            Option("return_of_property", Text("Un bien à me faire rendre", "Property to be given back"),
                   Text("Un objet ou un animal que quelqu'un garde.", "An object or an animal that someone keeps.")),
            Option("dwelling_lease", Text("Le bail d'un logement", "The lease of a dwelling"),
                   Text("Loyer, dépôt, réparations, expulsion, bruit dans un logement loué.",
                        "Rent, deposit, repairs, eviction, noise in a rented dwelling.")),
            Option("land_lease", Text("Le bail d'un terrain de maison mobile", "The lease of land for a mobile home")),
            Option("support", Text("Une pension alimentaire", "Support payments")),
            Option("defamation", Text("Des propos qui nuisent à la réputation", "Words that harm a reputation"),
                   Text("Diffamation, en personne ou en ligne.", "Defamation, in person or online.")),
            Option("tax", Text("Un avis de Revenu Québec", "A notice from Revenu Québec")),
        ),
        unknown=Text("Autre chose, ou je ne sais pas", "Something else, or I do not know"),
    ),
    Question(
        "own_kind", Text("votre-nom", "your-name"), "one",
        Text("En quel nom réclamez-vous?", "In whose name do you claim?"),
        Text("Une entreprise ou un groupe peut réclamer ici seulement à certaines conditions.",
             "A business or a group can claim here only on certain conditions."),
        both_of(at(*FIRST_STAGES), claims),
        Text("Vous réclamez comme", "You claim as"),
        (
            Option("person", Text("En mon propre nom", "In my own name"), Text("Le travail autonome compris.", "Self-employed included.")),
            Option("company", Text("Une compagnie", "A company"), Text("Inc., ltée, coopérative.", "Inc., Ltd., cooperative.")),
            Option("partnership", Text("Une société de personnes", "A partnership"), Text("S.E.N.C., société en commandite.", "General or limited partnership.")),
            Option("association", Text("Une association", "An association")),
            Option("group", Text("Un autre groupement", "Another group"), Text("Syndicat de copropriété, organisme.", "Co-ownership syndicate, organization.")),
        ),
    ),
    Question(
        "other_kind", Text("autre-partie", "other-party"), "one",
        both(Text("De qui réclamez-vous?", "From whom do you claim?"), Text("Qui vous réclame quelque chose?", "Who claims something from you?")),
        Text("La règle n'est pas la même pour tous.", "The rule is not the same for everyone."),
        at(*FIRST_STAGES),
        Text("L'autre partie", "The other party"),
        (
            Option("person", Text("Une personne", "A person"), Text("Le travail autonome compris.", "Self-employed included.")),
            Option("company", Text("Un commerce ou une entreprise", "A store or a business")),
            Option("group", Text("Une association, un syndicat de copropriété, un organisme", "An association, a co-ownership syndicate, an organization")),
            Option("municipality", Text("Une ville ou une municipalité", "A city or a municipality")),
            Option("quebec_government", Text("Le gouvernement du Québec", "The Government of Québec")),
            Option("canada_government", Text("Le gouvernement du Canada", "The Government of Canada")),
        ),
    ),
    Question(
        "employees", Text("employes", "employees"), "number",
        both(Text("Combien d'employés aviez-vous, au plus, en même temps?", "What is the most employees you had at one time?"),
             Text("Combien d'employés a celui qui réclame?", "How many employees does the claimant have?")),
        Text("On compte les 12 mois avant la demande. On compte des personnes, pas des heures.",
             "The 12 months before the claim count. Count persons, not hours."),
        _counts_employees,
        Text("Employés, au plus", "Employees, at most"),
        hint=Text("Un nombre, par exemple 12. Écrivez 0 s'il n'y en a pas.", "A number, for example 12. Write 0 if there are none."),
        least=0,
    ),
    Question(
        "consumer", Text("consommation", "consumer"), "one",
        Text("L'achat ou le contrat était-il pour vous, comme particulier?", "Was the purchase or contract for you, as a private person?"),
        Text("Une personne qui achète pour elle-même d'un commerçant a plus de droits.",
             "A person who buys for themselves from a merchant has more rights."),
        _may_be_consumer,
        Text("Achat comme particulier", "Bought as a private person"),
        (
            Option("yes", Text("Oui", "Yes"), Text("Pour vous, votre famille ou votre maison.", "For you, your family or your home.")),
            Option("no", Text("Non", "No"), Text("Pour une entreprise ou un travail.", "For a business or for work.")),
        ),
    ),
    Question(
        "amount", Text("montant", "amount"), "amount",
        both(Text("Combien réclamez-vous?", "How much do you claim?"), Text("Combien vous réclame-t-on?", "How much is claimed from you?")),
        Text("Le montant dit si c'est une petite créance, et si la médiation est obligatoire.",
             "The amount says whether it is a small claim, and whether mediation is mandatory."),
        lambda answers: at(*FIRST_STAGES, "contested", "mediation", "arbitration", "hearing_convened", "hearing_day")(answers),
        Text("Le montant, sans les intérêts", "The amount, without interest"),
        hint=Text("Sans les intérêts. Par exemple : 8 400,50 $", "Without interest. For example: $8,400.50"),
    ),
    Question(
        "contract_value", Text("valeur-du-contrat", "contract-value"), "amount",
        Text("Combien vaut le contrat en tout?", "How much is the whole contract worth?"),
        Text("La valeur du contrat compte aussi.", "The value of the contract counts too."),
        both_of(at(*FIRST_STAGES), chose("matter", "contract")),
        Text("La valeur du contrat", "The value of the contract"),
        hint=Text("Par exemple : 8 400,50 $", "For example: $8,400.50"),
    ),
    Question(
        "with_small_claim", Text("bien-et-argent", "property-and-money"), "one",
        Text("Réclamez-vous aussi de l'argent, en plus du bien?", "Is money claimed too, besides the property?"),
        Text("Un bien seul ne se réclame pas ici de la même façon.", "Property alone is not claimed here in the same way."),
        both_of(at(*FIRST_STAGES), chose("matter", "return_of_property")),
        Text("De l'argent en plus du bien", "Money besides the property"),
        YES_NO,
    ),
    Question(
        "particulars", Text("particularites", "particulars"), "several",
        Text("Une de ces situations est-elle la vôtre?", "Is one of these situations yours?"),
        Text("Ces cas ont leur propre règle.", "These cases have a rule of their own."),
        both_of(at(*BEFORE_FILING), claims),
        Text("Situations particulières", "Particular situations"),
        (
            Option("part", Text("On me doit plus que ce que je réclame", "I am owed more than what I claim")),
            Option("acquired", Text("J'ai acheté cette créance de quelqu'un d'autre", "I bought this claim from someone else")),
            Option("for_another", Text("Je réclame pour quelqu'un d'autre", "I claim for someone else"),
                   Text("Par exemple comme ami ou parent, sans être tuteur.", "For example as a friend or relative, without being a tutor.")),
            Option("tutor", Text("Je suis tuteur, ou j'ai un mandat de protection", "I am a tutor, or I have a protection mandate")),
            Option("none", Text("Aucune", "None of these")),
        ),
        hint=Text("Cochez tout ce qui s'applique.", "Check everything that applies."),
    ),
    Question(
        "rest", Text("le-reste", "the-rest"), "one",
        Text("Que faites-vous du reste?", "What becomes of the rest?"),
        Text("On peut laisser tomber une partie, mais pas couper une somme en plusieurs demandes.",
             "A part can be given up, but a sum cannot be cut into several claims."),
        both_of(at(*BEFORE_FILING), claims, chose("particulars", "part")),
        Text("Le reste de la somme", "The rest of the sum"),
        (
            Option("given_up", Text("Je le laisse tomber", "I give it up")),
            Option("claimed_apart", Text("Je le réclame dans une autre demande", "I claim it in another claim")),
        ),
        unknown=DONT_KNOW,
    ),
)
