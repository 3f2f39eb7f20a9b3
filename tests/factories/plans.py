"""A plan with every part filled, in the values of the pathway, about the invented Exemple family."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from parvis.law.kernel.text import Text
from parvis.pathway import parts
from parvis.pathway.situation import Situation

QUEBEC = ZoneInfo("America/Toronto")


def said(fr: str, en: str) -> Text:
    return Text(fr, en)


BASIS = parts.Basis(
    norm="ccp/a546-answer",
    cite=said("Code de procédure civile, art. 546", "Code of Civil Procedure, a. 546"),
    says=said("La partie défenderesse répond dans les 20 jours.", "The defendant answers within 20 days."),
    version=date(2016, 1, 1),
    address=said(
        "https://www.legisquebec.gouv.qc.ca/fr/version/lc/C-25.01?code=se:546",
        "https://www.legisquebec.gouv.qc.ca/en/version/cs/C-25.01?code=se:546",
    ),
    unconfirmed=False,
)
GUESS = parts.Basis(
    norm="ccq/a2926",
    cite=said("Code civil du Québec, art. 2926", "Civil Code of Québec, a. 2926"),
    says=said("Le délai part du premier signe.", "The period runs from the first sign."),
    version=date(1994, 1, 1),
    address=said(
        "https://www.legisquebec.gouv.qc.ca/fr/version/lc/CCQ-1991?code=se:2926",
        "https://www.legisquebec.gouv.qc.ca/en/version/cs/CCQ-1991?code=se:2926",
    ),
    unconfirmed=True,
)


def step(number: int, *, mine: bool = True) -> parts.Step:
    return parts.Step(
        key=f"answer-{number}",
        who=said("Vous", "You") if mine else said("Le greffe", "The court office"),
        mine=mine,
        act=said(f"Répondez à la demande ({number}).", f"Answer the claim ({number})."),
        when=said("au plus tard le jeudi 3 décembre 2026", "no later than Thursday, December 3, 2026"),
        last_day=date(2026, 12, 3),
        first_day=None,
        range=None,
        why=said("Vous avez reçu la demande le 13 novembre.", "You received the claim on November 13."),
        basis=BASIS,
        strict=number == 1,
        applies=None if number == 2 else True,
        if_missed=said("Un jugement peut être rendu sans vous.", "A judgment may be given without you."),
        past=number == 4,
        done=number == 3,
        unconfirmed=number == 2,
        readings=((said("30 jours", "30 days"), date(2026, 12, 3)), (said("21 jours", "21 days"), date(2026, 12, 12)))
        if number == 5
        else (),
    )


def helper(number: int, group: str = "near") -> parts.Helper:
    sitting = parts.Sitting(
        date(2026, 11, 26),
        datetime(2026, 11, 26, 15, 30, tzinfo=QUEBEC),
        datetime(2026, 11, 26, 17, tzinfo=QUEBEC),
        number == 1,
        said("annoncée", "announced"),
        said("jeudi 26 novembre 2026, de 15 h 30 à 17 h", "Thursday, November 26, 2026, 3:30 to 5 p.m."),
    )
    return parts.Helper(
        slug=f"service-{number}",
        kind="information_session",
        name=said(f"Séance d’information Exemple {number}", f"Exemple information session {number}"),
        summary=said("Un avocat vous explique le déroulement.", "A lawyer explains how it goes."),
        provider=said("Barreau Exemple", "Exemple Bar"),
        group=group,
        fits=(
            said("Elle est pour les personnes poursuivies.", "It is for people who are sued."),
            said("Elle est dans votre district.", "It is in your district."),
        ),
        not_known=(said("La langue", "The language"),),
        guidance=said("Information, pas un avis.", "Information, not advice."),
        cost=said("Gratuit", "Free"),
        reach=said("Inscrivez-vous en ligne.", "Register online."),
        place=said("Palais de justice de Sept-Îles", "Sept-Îles courthouse"),
        phone="418 555-0100",
        web="https://exemple.quebec/seances/",
        sittings=(sitting,),
        schedule=None,
        maybe=said("Ce service a peut-être changé.", "This service may have changed.") if number == 2 else None,
        as_of=date(2024, 1, 24),
    )


def full_plan(steps: int = 6, helpers: int = 8) -> parts.Plan:
    return parts.Plan(
        situation=Situation(role="defendant", stage="claim_filed"),
        on=date(2026, 11, 22),
        summary=said(
            "Vous êtes poursuivie : répondez d’ici le 3 décembre.", "You are being sued: answer by December 3."
        ),
        deadline=parts.Deadline(
            date(2026, 12, 3), said("Répondre à la demande.", "Answer the claim."), "answer-1", False, True, True
        ),
        standing=parts.Standing(
            True,
            said("C’est une petite créance.", "It is a small claim."),
            (
                parts.Condition(True, said("4 200 $ : sous le plafond.", "$4,200: under the ceiling."), BASIS),
                parts.Condition(
                    None, said("Le nombre d’employés n’est pas connu.", "The number of employees is not known."), GUESS
                ),
            ),
            (
                parts.Elsewhere(
                    "tal",
                    said("Tribunal administratif du logement", "Administrative Housing Tribunal"),
                    said("C’est un bail.", "It is a lease."),
                    BASIS,
                ),
            ),
            (said("Le nombre d’employés", "The number of employees"),),
        ),
        territory=parts.Territory(
            said("Votre dossier est à Sept-Îles.", "Your file is in Sept-Îles."),
            "mingan",
            "Mingan",
            (
                parts.CourtPlace(
                    "sept-iles",
                    "Palais de justice de Sept-Îles",
                    said("palais", "courthouse"),
                    "425, boulevard Exemple",
                    "G4R 1A1",
                    "418 555-0101",
                    said("8 h 30 à 16 h 30", "8:30 to 4:30"),
                    None,
                    False,
                ),
            ),
            (BASIS,),
            said("La page du Ministère", "The Ministry’s page"),
            False,
        ),
        prescription=parts.Prescription(
            said("Le droit de poursuivre finit le 20 mai 2027.", "The right to sue ends on May 20, 2027."),
            date(2027, 5, 20),
            date(2027, 5, 20),
            False,
            (parts.AccountLine(date(2024, 5, 20), said("Le droit est né.", "The right arose."), GUESS),),
            BASIS,
            True,
        ),
        route=parts.MediationRoute(
            "mandatory",
            said("La médiation est obligatoire.", "Mediation is mandatory."),
            (said("Elle est gratuite.", "It is free."),),
            BASIS,
            False,
        ),
        path=(
            parts.Station(said("Demande déposée", "Claim filed"), "done"),
            parts.Station(said("Réponse", "Answer"), "here"),
            parts.Station(
                said("Jugement sans vous", "Judgment without you"),
                "nothing",
                said("Le 20e jour passé.", "Once 20 days have passed."),
            ),
        ),
        later=(step(8),),
        steps=tuple(step(n) for n in range(1, steps + 1)),
        others=(step(1, mine=False), step(2, mine=False)),
        if_nothing=said(
            "Le tribunal peut vous condamner sans vous entendre.", "The court may find against you without hearing you."
        ),
        helpers=tuple(helper(n) for n in range(1, helpers + 1)),
        to_read=(helper(90, "read"), helper(91, "read")),
        paused=(helper(92, "paused"),),
        assumed=(
            parts.Assumed(
                "role", said("Votre rôle", "Your role"), said("Vous êtes poursuivie", "You are being sued"), True
            ),
        ),
        leaned_on=(),
        safety=said(
            "Si vous vivez de la violence, la médiation n’est pas obligatoire.",
            "If you live with violence, mediation is not mandatory.",
        ),
        notes=(said("Le greffe ne donne pas d’avis.", "The court office gives no advice."),),
    )
