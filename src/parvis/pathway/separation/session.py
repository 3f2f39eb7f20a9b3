"""The parenting and mediation session: who attends it, who is exempt, how it is held (CCP 417 to 419)."""

from __future__ import annotations

from parvis.law.kernel.text import Text
from parvis.pathway.parts import Point, Section
from parvis.pathway.separation.asked import Asked
from parvis.pathway.standing import basis, basis_on

#: To register; source: COAMF, page « La séance de parentalité ».
PHONE = "1 866 536-5140"
REGISTER = Text(
    "Pour s'inscrire : 1 866 536-5140, option 4. Chacun s'inscrit de son côté.",
    "To register: 1 866 536-5140, option 4. Each of you registers separately.",
)
_HEADING = Text("La séance sur la parentalité et la médiation", "The parenting and mediation session")


def session_section(asked: Asked) -> Section:
    """Whether this person attends the session before a judge hears the case, and how to be exempt."""
    outcome = asked.session.outcome
    points = _how(asked) if asked.couple.children and asked.couple.attended in (None, "none") else []
    if "victim_service" in outcome["open_exemptions"]:
        points.append(
            Point(
                Text(
                    "En cas de violence conjugale, un service d'aide aux victimes peut vous remettre une attestation. "
                    "Déposée au greffe, elle vous exempte. L'autre personne n'a rien à faire.",
                    "In case of spousal violence, a victim assistance service can give you a certificate. Filed with the "
                    "court office, it exempts you. The other person has nothing to do.",
                ),
                basis_on("ccp/a417-al2-victim", asked.on),
            )
        )
    points += [Point(left.why, basis_on(left.norm, asked.on)) for left in asked.session.for_a_person]
    account = tuple(
        Point(finding.because, basis(finding.norm))
        for finding in asked.session.findings
        if finding.holds or finding.norm.id == "ccp/a417-al1-session"
    )
    return Section("session", _HEADING, _lead(asked), tuple(points), account, bool(asked.session.unconfirmed))


def _lead(asked: Asked) -> Text:
    required, couple = asked.session.outcome["required"], asked.couple
    if couple.children is False:
        return Text(
            "Sans enfant à charge en commun, la séance n'est pas exigée. Le greffe peut vous le confirmer.",
            "Without a dependent child in common, the session is not required. The court office can confirm it.",
        )
    if asked.session.outcome["exempt_by"] == "ccp/a417-al2-earlier":
        return Text(
            "Vous l'avez déjà suivie : déposez votre attestation au greffe, et vous en êtes exempté ou exemptée.",
            "You already attended it: file your certificate with the court office, and you are exempt.",
        )
    if couple.attended == "this_dispute":
        return Text("Vous l'avez suivie : gardez votre attestation.", "You attended it: keep your certificate.")
    if couple.dispute is False:
        return Text(
            "Vous demandez ensemble la même chose : la séance n'est pas exigée. Elle reste ouverte à tous les parents.",
            "You ask for the same thing together: the session is not required. It stays open to all parents.",
        )
    if required:
        return Text(
            "Vous devez la suivre avant qu'un juge entende votre affaire. L'autre parent aussi, de son côté.",
            "You must attend it before a judge hears your case. So must the other parent, separately.",
        )
    return Text(
        "Elle devient obligatoire si un juge doit trancher un désaccord entre vous. La suivre avant est possible.",
        "It becomes mandatory if a judge has to decide a dispute between you. It can be attended before.",
    )


def _how(asked: Asked) -> list[Point]:
    return [
        Point(
            Text(
                "C'est de l'information, en groupe, donnée par deux médiateurs. Ce n'est pas une médiation.",
                "It is information, in a group, given by two mediators. It is not a mediation.",
            ),
            basis_on("ccp/a419-al1", asked.on),
        ),
        Point(
            Text(
                "Vous pouvez la suivre sans l'autre personne, à une autre date.",
                "You can attend it without the other person, on another day.",
            ),
            basis_on("ccp/a419-al2", asked.on),
        ),
        Point(REGISTER),
    ]
