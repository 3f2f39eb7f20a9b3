"""How to choose a mediator, and what is told of the unknown: no advice, what to ask, and what the law says of each."""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.text import Text
from parvis.pathway.parts import Basis, Point, Section
from parvis.pathway.separation.situation import Couple
from parvis.pathway.standing import basis_on

_OFFICIAL = (
    Text(
        "Le répertoire des médiateurs du ministère de la Justice", "The Ministère de la Justice directory of mediators"
    ),
    Text(
        "https://www.quebec.ca/famille-et-soutien-aux-personnes/separation-divorce/mediation-familiale",
        "https://www.quebec.ca/en/family-and-support-for-individuals/separation-divorce/family-mediation",
    ),
)


def choosing_section(couple: Couple, on: date) -> Section:
    """What to look at and what to ask before choosing a mediator together."""
    points = [
        _point(
            "Seul un médiateur accrédité peut mener une médiation familiale. Demandez son accréditation.",
            "Only a certified mediator may conduct a family mediation. Ask about the certification.",
            basis_on("ccp/a616-certified", on),
        ),
        _point(
            "Vous le choisissez ensemble. Il doit vous dire tout ce qui peut faire douter de son impartialité.",
            "You choose the mediator together, who must tell you of anything that may cast doubt on impartiality.",
            basis_on("ccp/a605", on),
        ),
        _background(couple),
        _point(
            "Un médiateur, ou deux si vous le voulez tous les deux : par exemple un juriste et une travailleuse "
            "sociale.",
            "One mediator, or two if you both want it: a lawyer and a social worker, for instance.",
            basis_on("ccp/a617-al1", on),
        ),
        _point(
            "À distance, si vous êtes d'accord tous les deux et que le moyen convient.",
            "At a distance, if you both agree and the means is suitable.",
            basis_on("ccp/a617-al2", on),
        ),
        _point(
            "Questions à poser : travaillez-vous au tarif du gouvernement ? Avez-vous de la place, et quand ? "
            "Dans quelle langue ? Combien d'heures prévoyez-vous ? Rencontrez-vous chacun à part d'abord ?",
            "Questions to ask: do you work at the government's rate? When are you free? In which language? How many "
            "hours do you expect? Do you meet each of us alone first?",
        ),
        _point(
            "Vous pouvez vous retirer en tout temps, sans dire pourquoi.",
            "You may withdraw at any time, without saying why.",
            basis_on("ccp/a614-al1", on),
        ),
    ]
    lead = Text(
        "En principe, une médiation n'a lieu que si vous la voulez tous les deux. Le médiateur ne décide rien et ne prend pas "
        "parti.",
        "In principle a mediation takes place only if you both want it. The mediator decides nothing and takes no side.",
    )
    heading = Text("Choisir un médiateur", "Choosing a mediator")
    return Section("choosing", heading, lead, tuple(points), links=(_OFFICIAL,))


def designated_section(on: date) -> Section:
    """Where the Service designated the mediator: what that person does, and what to do if it does not fit. Nobody to choose."""
    points = [
        _point(
            "Le Service le désigne parce que le tribunal lui a demandé d'intervenir.",
            "The Service designates the mediator because the court asked it to intervene.",
            basis_on("ccp/a422-designated", on),
        ),
        _point(
            "C'est un médiateur accrédité. Il ne décide rien et ne prend pas parti.",
            "It is a certified mediator, who decides nothing and takes no side.",
            basis_on("ccp/a616-certified", on),
        ),
        _point(
            "Il doit vous dire tout ce qui peut faire douter de son impartialité. Vous avez un doute ? Dites-le-lui, ou "
            "dites-le au Service.",
            "The mediator must tell you of anything that may cast doubt on impartiality. Do you have a doubt? Say so to "
            "the mediator, or to the Service.",
            basis_on("ccp/a605", on),
        ),
        _point(
            "La date, la langue ou la personne ne vous convient pas, ou vous ne vous sentez pas en sécurité ? Appelez le "
            "Service : 1 866 536-5140. Aucun texte vu ne dit comment une autre personne est désignée : demandez-le-lui.",
            "Does the date, the language or the person not suit you, or do you not feel safe? Call the Service: "
            "1 866 536-5140. No text seen says how somebody else is designated: ask the Service.",
        ),
        _point(
            "Vous pouvez vous retirer en tout temps, sans dire pourquoi.",
            "You may withdraw at any time, without saying why.",
            basis_on("ccp/a614-al1", on),
        ),
        _point(
            "Le médiateur dit alors au greffe, au Service et à vous deux que la médiation a pris fin, et l'affaire continue.",
            "The mediator then tells the court office, the Service and both of you that it has ended, and the case goes on.",
            basis_on("ccp/a423", on),
        ),
    ]
    lead = Text(
        "Le Service de médiation familiale désigne le médiateur et fixe la première rencontre. Vous n'avez personne à chercher.",
        "The Family Mediation Service designates the mediator and sets the first meeting. You have nobody to look for.",
    )
    heading = Text("Le médiateur désigné", "The designated mediator")
    return Section("choosing", heading, lead, tuple(points))


def _point(fr: str, en: str, basis: Basis | None = None) -> Point:
    return Point(Text(fr, en), basis)


def _background(couple: Couple) -> Point:
    """A certified mediator is a jurist or comes from the psychosocial side; what each tends to be asked about."""
    both = {"property", "spouse_support"} & set(couple.objects) and "parenting" in couple.objects
    if both:
        return _point(
            "Certains sont avocats ou notaires, d'autres viennent du domaine psychosocial. Vous avez des sujets des deux "
            "sortes : demandez qui est à l'aise avec les biens, et avec les enfants.",
            "Some are lawyers or notaries, others come from the psychosocial field. You have matters of both kinds: ask "
            "who is at ease with property, and with children.",
        )
    return _point(
        "Certains sont avocats ou notaires, d'autres viennent du domaine psychosocial. Tous ont suivi la même formation "
        "de base en médiation.",
        "Some are lawyers or notaries, others come from the psychosocial field. All took the same basic training in "
        "mediation.",
    )
