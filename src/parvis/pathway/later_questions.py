"""The later questions: the days that matter, the places, and how the person wants to be helped."""

from __future__ import annotations

from parvis.law.kernel.text import Text
from parvis.pathway.catalogue import (
    FIRST_BEGINNING,
    FIRST_STAGES,
    YES_NO,
    Answers,
    Option,
    Question,
    at,
    both,
    both_of,
    chose,
    claims,
    couples,
    goes_elsewhere,
)
from parvis.pathway.situation import BEFORE_FILING

_DAY_HINT = Text("Par exemple : 3 novembre 2026", "For example: November 3, 2026")
_FILED = ("claim_filed", "contested", "mediation", "arbitration", "hearing_convened", "hearing_day", "after_judgment")


def _was_filed(answers: Answers) -> bool:
    return at("contested", "mediation")(answers) or (claims(answers) and at("claim_filed")(answers))


def _lost_by_default(answers: Answers) -> bool:
    return at("after_judgment")(answers) and answers.get("by_default") != "no" and answers.get("winner") != "me"


def _asks_other_place(answers: Answers) -> bool:
    return at(*BEFORE_FILING)(answers) and claims(answers) and answers.get("consumer") != "yes"


def _asks_home(answers: Answers) -> bool:
    before = at(*BEFORE_FILING)(answers)
    return (
        couples(answers) or before or (at(*_FILED)(answers) and not (answers.get("file_place") or {}).get("district"))
    )


# A table of texts: one line a text reads better than the formatter's columns.
# fmt: off
LATER_QUESTIONS = (
    Question(
        "began", Text("debut", "beginning"), "time",
        Text("Quand le problème est-il arrivé?", "When did the problem happen?"),
        Text("C'est ce jour-là que part le délai pour aller au tribunal.",
            "The time limit to go to court runs from that day."),
        at(*FIRST_STAGES),
        Text("Le début du problème", "The beginning of the problem"),
        hint=Text(
            "Le jour où la somme était due, où le dommage est arrivé ou où le défaut a été découvert. Si vous ne "
            "savez que le "
            "mois ou l'année, écrivez « mars 2024 » ou « 2024 ».",
            "The day the sum was due, the damage happened or the defect was discovered. If you only know the month "
            "or the "
            "year, write “March 2024” or “2024”.",
        ),
        earliest=FIRST_BEGINNING,
    ),
    Question(
        "notice_received", Text("reception-mise-en-demeure", "notice-received"), "day",
        both(Text("Quel jour l'autre partie a-t-elle reçu la mise en demeure?",
            "On what day did the other party receive the formal notice?"),
             Text("Quel jour avez-vous reçu la mise en demeure?", "On what day did you receive the formal notice?")),
        Text("Le délai donné dans la lettre part de ce jour-là.", "The delay given in the letter runs from that day."),
        at("notice_sent"),
        Text("Mise en demeure reçue le", "Formal notice received on"),
        hint=_DAY_HINT,
    ),
    Question(
        "notice_days", Text("delai-mise-en-demeure", "notice-delay"), "number",
        Text("Combien de jours la lettre donne-t-elle?", "How many days does the letter give?"),
        Text("Avant la fin de ce délai, aller au tribunal est trop tôt.",
            "Before that delay ends, going to court is too soon."),
        at("notice_sent"),
        Text("Délai de la mise en demeure", "Delay in the formal notice"),
        hint=Text("Un nombre de jours, par exemple 10.", "A number of days, for example 10."),
        unknown=Text("Aucun délai, ou je ne sais pas", "No delay, or I do not know"),
        most=365,
    ),
    Question(
        "filed", Text("depot", "filing"), "day",
        Text("Quel jour la demande a-t-elle été déposée?", "On what day was the claim filed?"),
        Text("Les règles sont celles de ce jour-là.", "The rules are those of that day."),
        _was_filed,
        Text("Demande déposée le", "Claim filed on"),
        hint=Text("Le greffe l'écrit sur la demande. Par exemple : 3 novembre 2026",
            "The court office writes it on the claim. For example: November 3, 2026"),
    ),
    Question(
        "notified", Text("reception-de-la-demande", "claim-received"), "day",
        both(Text("Quel jour l'autre partie a-t-elle reçu la demande?",
            "On what day did the other party receive the claim?"),
             Text("Quel jour avez-vous reçu la demande?", "On what day did you receive the claim?")),
        Text("Le délai pour répondre part de ce jour-là.", "The time to answer runs from that day."),
        at("claim_filed"),
        Text("Demande reçue le", "Claim received on"),
        hint=_DAY_HINT,
        unknown=Text("Pas encore reçue, ou je ne sais pas", "Not received yet, or I do not know"),
        after=("filed",),
    ),
    Question(
        "contested_on", Text("contestation", "contestation"), "day",
        both(Text("Quel jour l'autre partie a-t-elle contesté?", "On what day did the other party contest?"),
             Text("Quel jour avez-vous contesté?", "On what day did you contest?")),
        Text("Ce jour aide à savoir quelle règle de médiation s'applique.",
            "That day helps to know which mediation rule applies."),
        at("contested"),
        Text("Contestation déposée le", "Contestation filed on"),
        hint=_DAY_HINT,
        after=("filed",),
    ),
    Question(
        "mediation_notice", Text("avis-de-mediation", "mediation-notice"), "day",
        Text("Avez-vous reçu un avis que la médiation est obligatoire? Quel jour?",
             "Did you receive a notice that mediation is mandatory? On what day?"),
        Text("Le délai pour demander une exemption part de ce jour-là.",
            "The time to ask for an exemption runs from that day."),
        at("contested", "mediation"),
        Text("Avis de médiation reçu le", "Mediation notice received on"),
        hint=_DAY_HINT,
        unknown=Text("Pas reçu, ou je ne sais pas", "Not received, or I do not know"),
        after=("filed", "contested_on"),
    ),
    Question(
        "mediation_result", Text("resultat-mediation", "mediation-result"), "one",
        Text("Où en est la médiation?", "Where does the mediation stand?"),
        Text("La suite dépend de ce qui s'est passé.", "What comes next depends on what happened."),
        at("mediation"),
        Text("La médiation", "The mediation"),
        (
            Option("not_yet", Text("Elle n'a pas encore eu lieu", "It has not taken place yet")),
            Option("no_agreement", Text("Elle a eu lieu, sans entente", "It took place, with no agreement")),
            Option("settled", Text("Nous avons une entente", "We have an agreement")),
        ),
        unknown=None,
    ),
    Question(
        "last_session", Text("derniere-seance", "last-session"), "day",
        Text("Quel jour était la dernière rencontre de médiation?", "On what day was the last mediation session?"),
        Text("Le médiateur a un délai pour avertir le greffe.",
            "The mediator has a time limit to tell the court office."),
        both_of(at("mediation"), chose("mediation_result", "no_agreement", "settled")),
        Text("Dernière rencontre de médiation", "Last mediation session"),
        hint=_DAY_HINT,
        after=("filed", "mediation_notice"),
    ),
    Question(
        "arbitration_notice", Text("avis-d-arbitrage", "arbitration-notice"), "day",
        Text("Quel jour avez-vous reçu l'avis d'arbitrage?", "On what day did you receive the notice of arbitration?"),
        Text("Ne rien répondre veut dire accepter l'arbitrage.", "Not answering means accepting arbitration."),
        at("arbitration"),
        Text("Avis d'arbitrage reçu le", "Notice of arbitration received on"),
        hint=_DAY_HINT,
    ),
    Question(
        "hearing", Text("audience", "hearing"), "day",
        Text("Quel jour est l'audience?", "On what day is the hearing?"),
        Text("Les pièces et la liste des témoins se déposent avant, à jour fixe.",
             "Exhibits and the list of witnesses must be filed before, by a set day."),
        at("hearing_convened", "hearing_day"),
        Text("Audience le", "Hearing on"),
        hint=_DAY_HINT,
        may_be_later=True,
    ),
    Question(
        "judgment", Text("jugement", "judgment"), "day",
        Text("Quel jour le jugement a-t-il été rendu?", "On what day was the judgment rendered?"),
        Text("Les délais pour payer, se faire payer ou demander une rétractation partent de là.",
             "The time limits to pay, be paid or ask for revocation run from there."),
        at("after_judgment"),
        Text("Jugement rendu le", "Judgment rendered on"),
        hint=_DAY_HINT,
    ),
    Question(
        "winner", Text("qui-doit-payer", "who-pays"), "one",
        Text("Que dit le jugement?", "What does the judgment say?"),
        Text("Celui qui doit être payé et celui qui doit payer n'ont pas les mêmes gestes à faire.",
             "The one to be paid and the one who must pay have different things to do."),
        at("after_judgment"),
        Text("Le jugement", "The judgment"),
        (
            Option("me", Text("L'autre partie doit me payer", "The other party must pay me")),
            Option("other", Text("Je dois payer", "I must pay")),
            Option("nobody", Text("Personne ne doit payer", "Nobody has to pay")),
        ),
    ),
    Question(
        "by_default", Text("par-defaut", "by-default"), "one",
        Text("Le jugement a-t-il été rendu sans que l'autre partie se présente ou réponde?",
             "Was the judgment given without one party answering or attending?"),
        Text("C'est un jugement par défaut. Ses délais sont plus courts.",
            "That is a default judgment. Its time limits are shorter."),
        at("after_judgment"),
        Text("Jugement par défaut", "Default judgment"),
        YES_NO,
    ),
    Question(
        "judgment_known", Text("jugement-connu", "judgment-known"), "day",
        Text("Quel jour avez-vous appris qu'il y avait un jugement?", "On what day did you learn of the judgment?"),
        Text("Le délai pour demander une rétractation part de ce jour-là. Il est strict.",
             "The time to ask for revocation runs from that day. It is strict."),
        _lost_by_default,
        Text("Jugement appris le", "Learned of the judgment on"),
        hint=_DAY_HINT,
        after=("judgment",),
    ),
    Question(
        "other_place", Text("ville-autre-partie", "other-town"), "place",
        Text("Dans quelle municipalité est l'autre partie?", "In which municipality is the other party?"),
        Text("En général, la demande va au palais de justice de son district.",
            "In general the claim goes to the courthouse of its district."),
        _asks_other_place,
        Text("Municipalité de l'autre partie", "The other party's municipality"),
        hint=Text("Par exemple : Gatineau", "For example: Gatineau"),
    ),
    Question(
        "file_place", Text("palais-de-justice", "courthouse"), "place",
        Text("Dans quelle ville est le palais de justice écrit sur vos papiers?",
            "In which town is the courthouse named on your papers?"),
        Text("C'est le greffe de ce palais qui a votre dossier.", "The court office of that courthouse has your file."),
        at(*_FILED),
        Text("Palais de justice de", "Courthouse of"),
        hint=Text("Par exemple : Sept-Îles", "For example: Sept-Îles"),
    ),
    Question(
        "home", Text("votre-ville", "your-town"), "place",
        Text("Dans quelle municipalité habitez-vous?", "In which municipality do you live?"),
        Text("C'est pour trouver l'aide la plus proche.", "This is to find the nearest help."),
        _asks_home,
        Text("Votre municipalité", "Your municipality"),
        hint=Text("Par exemple : Laval", "For example: Laval"),
    ),
    Question(
        "represented", Text("avocat", "lawyer"), "one",
        Text("Un avocat vous aide-t-il déjà dans ce dossier?", "Is a lawyer already helping you with this file?"),
        Text("Certains services sont réservés aux personnes sans avocat.",
            "Some services are only for people without a lawyer."),
        at("contested", "mediation", "arbitration", "hearing_convened", "hearing_day"),
        Text("Aidé par un avocat", "Helped by a lawyer"),
        YES_NO,
    ),
    Question(
        "help", Text("votre-aide", "your-help"), "several",
        Text("Quelle aide vous convient?", "What help suits you?"),
        Text("Les services qui vous conviennent viennent en premier.", "The services that suit you come first."),
        lambda answers: couples(answers) or (bool(answers.get("stage")) and not goes_elsewhere(answers)),
        Text("L'aide qui vous convient", "The help that suits you"),
        (
            Option("fr", Text("En français", "In French")),
            Option("en", Text("En anglais", "In English")),
            Option("in_person", Text("En personne", "In person")),
            Option("phone", Text("Par téléphone", "By phone")),
            Option("online", Text("En ligne ou par vidéo", "Online or by video")),
        ),
        hint=Text("Cochez tout ce qui vous convient.", "Check everything that suits you."),
        unknown=Text("Peu importe", "No preference"),
    ),
)
# fmt: on
