"""The ten situations of the Répertoire's readers, and one more; today is Monday, November 23, 2026."""

from tests.e2e.journeys import Journey

RENOVATION = Journey(
    "gatineau-renovation",
    "en",
    {
        "Where do you stand in this dispute?": "I am claiming something",
        "Where do things stand?": "I sent a formal notice",
        "What is it about?": "Work or a service",
        "In whose name do you claim?": "In my own name",
        "From whom do you claim?": "A person",
        "How much do you claim?": "$8,400.00",
        "Is one of these situations yours?": ("None of these",),
        "When did the problem happen?": "March 12, 2026",
        "On what day did the other party receive the formal notice?": "November 10, 2026",
        "How many days does the letter give?": "10",
        "In which municipality is the other party?": "Gatineau",
        "In which municipality do you live?": "Gatineau",
        "What help suits you?": ("In English", "By phone", "Online or by video"),
    },
    last_day="March 12, 2029",
    says=("$8,400", "district of Gatineau", "17, rue Laurier", "This is a small claim"),
    never=("mediation is mandatory",),
)
SUED = Journey(
    "sept-iles-sued",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "On me réclame quelque chose",
        "Où en êtes-vous?": "J'ai reçu une demande du tribunal",
        "De quoi s'agit-il?": "Un dommage",
        "Qui vous réclame quelque chose?": "Une personne",
        "Combien vous réclame-t-on?": "3 200 $",
        "Quand le problème est-il arrivé?": "juin 2026",
        "Quel jour avez-vous reçu la demande?": "16 novembre 2026",
        "Dans quelle ville est le palais de justice écrit sur vos papiers?": "Sept-Îles",
        "Quelle aide vous convient?": ("En français", "Par téléphone"),
    },
    last_day="lundi 7 décembre 2026",
    first_step="Répondez au greffe",
    says=(
        "Vous avez jusqu'au lundi 7 décembre 2026 pour répondre",
        "3 200 $",
        "dans 14 jours",
        "Si rien n'est fait",
        "sans autre avis et sans audience",
        "Mingan",
        "425, boulevard Laure",
        "médiation est obligatoire",
        "Votre sécurité d'abord",
    ),
)
HEARING = Journey(
    "montreal-hearing",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "Je réclame quelque chose",
        "Où en êtes-vous?": "J'ai reçu ma convocation à l'audience",
        "Combien réclamez-vous?": "6 500,00 $",
        "Quel jour est l'audience?": "14 janvier 2027",
        "Dans quelle ville est le palais de justice écrit sur vos papiers?": "Montréal",
        "Un avocat vous aide-t-il déjà dans ce dossier?": "Non",
        "Quelle aide vous convient?": ("En français", "Par téléphone", "En personne"),
    },
    says=("Votre audience est le jeudi 14 janvier 2027", "témoins", "12 h", "14 h", "Prochaines dates"),
    helpers=("Préparation",),
)
REFRIGERATOR = Journey(
    "laval-refrigerator",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "Je réclame quelque chose",
        "Où en êtes-vous?": "J'ai déposé ma demande au tribunal",
        "De quoi s'agit-il?": "Un achat",
        "En quel nom réclamez-vous?": "En mon propre nom",
        "De qui réclamez-vous?": "Un commerce ou une entreprise",
        "L'achat ou le contrat était-il pour vous, comme particulier?": "Oui",
        "Combien réclamez-vous?": "1 899,99 $",
        "Quand le problème est-il arrivé?": "2 février 2026",
        "Quel jour la demande a-t-elle été déposée?": "26 octobre 2026",
        "Quel jour l'autre partie a-t-elle reçu la demande?": "4 novembre 2026",
        "Dans quelle ville est le palais de justice écrit sur vos papiers?": "Laval",
        "Quelle aide vous convient?": ("En français", "En personne"),
    },
    says=(
        "L'autre partie a jusqu'au mardi 24 novembre 2026 pour répondre", "district de Laval", "2800, boulevard Saint-Martin",
        "jeudi 26 novembre 2026", "15 h 30", "à confirmer",
    ),
    helpers=("Séance d'information du dernier jeudi du mois",),
)  # fmt: skip
COMPANY = Journey(
    "company-of-twelve",
    "en",
    {
        "Where do you stand in this dispute?": "I am claiming something",
        "Where do things stand?": "Nothing has started",
        "What is it about?": "Money owed",
        "In whose name do you claim?": "A company",
        "From whom do you claim?": "A store or a business",
        "What is the most employees you had at one time?": "12",
        "How much do you claim?": "6,200.00",
        "Is one of these situations yours?": ("None of these",),
        "When did the problem happen?": "2025",
        "In which municipality is the other party?": "Drummondville",
        "In which municipality do you live?": "Drummondville",
        "What help suits you?": ("No preference",),
    },
    says=("does not go to small claims", "12 persons employed", "the limit is 10", "Court of Québec"),
    never=("You can claim", "Last-Thursday"),
)
LEASE = Journey(
    "dwelling-lease",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "Je réclame quelque chose",
        "Où en êtes-vous?": "Rien n'est commencé",
        "De quoi s'agit-il?": "Le bail d'un logement",
    },
    says=("Tribunal administratif du logement", "ne va pas aux petites créances"),
    never=("Vous pouvez réclamer",),
)
KUUJJUAQ = Journey(
    "kuujjuaq",
    "en",
    {
        "Where do you stand in this dispute?": "I am claiming something",
        "Where do things stand?": "Nothing has started",
        "What is it about?": "Damage",
        "In whose name do you claim?": "In my own name",
        "From whom do you claim?": "A person",
        "How much do you claim?": "2,750.25",
        "Is one of these situations yours?": ("None of these",),
        "When did the problem happen?": "2026-05-04",
        "In which municipality is the other party?": "Kuujjuaq",
        "In which municipality do you live?": "Kuujjuaq",
        "What help suits you?": ("In English", "By phone"),
    },
    says=("$2,750.25", "Abitibi", "Kuujjuaq"),
)
DEFAULT_JUDGMENT = Journey(
    "rimouski-default-judgment",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "On me réclame quelque chose",
        "Où en êtes-vous?": "Le jugement est rendu",
        "Quel jour le jugement a-t-il été rendu?": "13 octobre 2026",
        "Que dit le jugement?": "Je dois payer",
        "Le jugement a-t-il été rendu sans que l'autre partie se présente ou réponde?": "Oui",
        "Quel jour avez-vous appris qu'il y avait un jugement?": "9 novembre 2026",
        "Dans quelle ville est le palais de justice écrit sur vos papiers?": "Rimouski",
        "Quelle aide vous convient?": ("Peu importe",),
    },
    last_day="mercredi 9 décembre 2026",
    first_step="demandez la rétractation",
    says=("rétractation", "9 décembre 2026", "sans vous", "Rimouski", "Délai strict"),
)
CONTESTED = Journey(
    "trois-rivieres-contested",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "Je réclame quelque chose",
        "Où en êtes-vous?": "L'autre partie conteste ma demande",
        "Combien réclamez-vous?": "4 000,00 $",
        "Quel jour la demande a-t-elle été déposée?": "8 septembre 2026",
        "Quel jour l'autre partie a-t-elle contesté?": "12 octobre 2026",
        "Avez-vous reçu un avis que la médiation est obligatoire? Quel jour?": "Pas reçu, ou je ne sais pas",
        "Dans quelle ville est le palais de justice écrit sur vos papiers?": "Trois-Rivières",
        "Un avocat vous aide-t-il déjà dans ce dossier?": "Non",
        "Quelle aide vous convient?": ("En français",),
    },
    says=("La demande est contestée", "médiation est obligatoire", "Votre sécurité d'abord"),
)
NEARLY_TOO_LATE = Journey(
    "nearly-prescribed",
    "fr",
    {
        "Qui êtes-vous dans ce différend?": "Je réclame quelque chose",
        "Où en êtes-vous?": "Rien n'est commencé",
        "De quoi s'agit-il?": "De l'argent dû",
        "En quel nom réclamez-vous?": "En mon propre nom",
        "De qui réclamez-vous?": "Une personne",
        "Combien réclamez-vous?": "5 000,00 $",
        "Une de ces situations est-elle la vôtre?": ("Aucune",),
        "Quand le problème est-il arrivé?": "2 décembre 2023",
        "Dans quelle municipalité est l'autre partie?": "Québec",
        "Dans quelle municipalité habitez-vous?": "Lévis",
        "Quelle aide vous convient?": ("Peu importe",),
    },
    last_day="mercredi 2 décembre 2026",
    first_step="Déposez votre demande",
    says=(
        "N'attendez pas la réponse à une mise en demeure",
        "au plus tard le mercredi 2 décembre 2026",
        "dans 9 jours",
        "district de Québec",
        "3 ans plus tard",
    ),
)
SUSPENDED_IN_2020 = Journey(
    "prescribed-after-the-suspension-of-2020",
    "fr",
    {**NEARLY_TOO_LATE.answers, "Quand le problème est-il arrivé?": "2 mars 2020"},
    says=("2020", "suspen", "août 2023"),
    never=("Vous pouvez réclamer",),
)

JOURNEYS = (
    RENOVATION, SUED, HEARING, REFRIGERATOR, COMPANY, LEASE, KUUJJUAQ, DEFAULT_JUDGMENT, CONTESTED, NEARLY_TOO_LATE,
    SUSPENDED_IN_2020,
)  # fmt: skip
