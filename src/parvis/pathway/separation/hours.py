"""What is free and what the rest costs: the law's words for a couple, each with its norm."""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts.c25_01_r0_7.tariff_account import duration
from parvis.pathway.parts import Point, Section
from parvis.pathway.separation.asked import EXAMPLE_BEYOND, Asked
from parvis.pathway.standing import basis, basis_on

_SHARED_IN_COURT = "ccp/a424"
_SHARED = "ccp/a615"
_REMOTE = "service-notices/remote"
_OUT = "c25.01-r0.7/s10-al1-out"
_TWO = "c25.01-r0.7/s10-al1-two"

_HEADING = Text("Ce qui est gratuit", "What is free")
_COST = Text("Ce que coûte le reste", "What the rest costs")
_ASK = Text(
    "Demandez-le au Service de médiation familiale : 1 866 536-5140.",
    "Ask the Family Mediation Service: 1 866 536-5140.",
)


def free_section(asked: Asked) -> Section:
    """How many hours are free, and what they hold."""
    least = asked.least
    points: list[Point] = []
    if least.outcome["group_session_besides"]:
        text = Text(
            "La séance d'information en groupe est gratuite aussi. Elle ne compte pas dans ces heures.",
            "The information session in a group is free too. It does not count in these hours.",
        )
        points.append(Point(text, basis_on("c25.01-r0.7/s10-al2-group", asked.on)))
    if least.outcome["covered"] or asked.most.outcome["covered"]:
        points.append(
            Point(
                Text(
                    "Le travail hors séance compte aussi : par exemple, écrire le résumé de vos ententes.",
                    "Work outside the sessions counts too: writing the summary of your agreements, for instance.",
                ),
                basis_on(_OUT if asked.couple.children else "programme-2021/maximum", asked.on),
            )
        )
        points.append(
            Point(
                Text(
                    "Ces heures sont pour vous deux ensemble, pas pour chacun.",
                    "These hours are for the two of you together, not for each.",
                ),
            )
        )
    if asked.couple.children and least.outcome["covered"]:
        text = Text("La médiation à distance est payée aussi.", "Mediation at a distance is paid too.")
        points.append(Point(text, basis_on(_REMOTE, asked.on)))
    points += [Point(left.why, basis_on(left.norm, asked.on)) for left in least.for_a_person]
    if note := _checked(least):
        points.append(Point(note))
    return Section(
        "free",
        _HEADING,
        _free(asked),
        tuple(points),
        _account(least),
        unconfirmed=bool(least.unconfirmed),
    )


def _free(asked: Asked) -> Text:
    least, most = asked.least.outcome, asked.most.outcome
    if least["covered"] is None and most["covered"]:
        found = Text(
            "Le gouvernement paie {most}, ou moins : nous ne savons pas ce qui vaut dans votre cas.",
            "The government pays for {most}, or less: we do not know what holds in your case.",
        ).fill(most=duration(most["free_minutes"]))
        return Text(f"{found.fr} {_ASK.fr}", f"{found.en} {_ASK.en}")
    if least["covered"] is None:
        found = Text(
            "Nous ne savons pas si des heures sont payées dans votre cas.",
            "We do not know whether hours are paid in your case.",
        )
        return Text(f"{found.fr} {_ASK.fr}", f"{found.en} {_ASK.en}")
    if not most["covered"]:
        return Text(
            "Le gouvernement ne paie aucune heure : sans enfant à charge en commun, le programme vise seulement une "
            "première entente.",
            "The government pays for no hours: without a dependent child in common, the programme is only for a first "
            "agreement.",
        )
    if least["free_minutes"] == most["free_minutes"]:
        return Text(
            "Le gouvernement paie {minutes} de médiation pour votre couple.",
            "The government pays for {minutes} of mediation for your couple.",
        ).fill(minutes=duration(least["free_minutes"]))
    if not least["covered"]:
        return Text(
            "Le gouvernement paie {most} de médiation si c'est une première entente, et rien sinon.",
            "The government pays for {most} of mediation for a first agreement, and nothing otherwise.",
        ).fill(most=duration(most["free_minutes"]))
    return Text(
        "Comptez sur {least} de médiation payées par le gouvernement ; jusqu'à {most} si c'est votre première entente "
        "et que vous n'en avez jamais eu.",
        "Count on {least} of mediation paid by the government; up to {most} if this is your first agreement and you "
        "never had any.",
    ).fill(least=duration(least["free_minutes"]), most=duration(most["free_minutes"]))


def _checked(decision: Decision) -> Text | None:
    """Until when the amounts were last seen, where the law's own text is older than the day asked."""
    days = [each["confirmed_until"] for each in decision.past_horizon]
    if not days:
        return None
    day = min(each if isinstance(each, date) else date.fromisoformat(str(each)) for each in days)
    return Text(
        "Ces nombres ont été vérifiés pour la dernière fois le {day}. Demandez au médiateur s'ils ont changé.",
        "These numbers were last checked on {day}. Ask the mediator whether they have changed.",
    ).fill(day=short_date(day))


def _account(decision: Decision) -> tuple[Point, ...]:
    """Each norm that was weighed and holds or fails, with its reason."""
    return tuple(
        Point(finding.because, basis(finding.norm)) for finding in decision.findings if finding.holds is not None
    )


def cost_section(asked: Asked) -> Section:
    """What each further hour costs, who pays it, and one worked example."""
    rate = asked.least.outcome["parties_rate"] or asked.most.outcome["parties_rate"]
    referred = asked.couple.referred
    shared = (
        Text(
            "Vous partagez selon vos revenus, ou comme vous en convenez ; le tribunal peut décider autrement.",
            "You share it according to your incomes, or as you agree; the court may decide otherwise.",
        )
        if referred
        else Text(
            "Vous partagez à parts égales, sauf si vous en convenez autrement.",
            "You share it equally, unless you agree otherwise.",
        )
    )
    points = [Point(shared, basis_on(_SHARED_IN_COURT if referred else _SHARED, asked.on))]
    if rate is None:
        return Section(
            "cost",
            _COST,
            Text(
                "Le tarif du gouvernement ne s'applique pas, ou nous n'en savons pas assez : demandez le prix de "
                "l'heure avant de commencer.",
                "The government's tariff does not apply, or we do not know enough: ask for the price of an hour before "
                "you begin.",
            ),
            tuple(points),
        )
    if asked.couple.children:
        text = Text(
            "Un ou deux médiateurs : le gouvernement paie le même taux.",
            "One or two mediators: the government pays the same rate.",
        )
        points.append(Point(text, basis_on(_TWO, asked.on)))
    points.append(
        Point(
            Text(
                "Un médiateur peut refuser de travailler à ce tarif : demandez-le-lui d'abord.",
                "A mediator may decline to work at this rate: ask first.",
            )
        )
    )
    example, account = _example(asked, rate)
    points.append(Point(example))
    return Section("cost", _COST, _beyond(rate), tuple(points), account, unconfirmed=bool(asked.least.unconfirmed))


def _beyond(rate: Money) -> Text:
    return Text(
        "Chaque heure de plus coûte {rate}, avant les taxes. C'est vous deux qui la payez.",
        "Each further hour costs {rate}, before tax. The two of you pay it.",
    ).fill(rate=rate)


def _example(asked: Asked, rate: Money) -> tuple[Text, tuple[Point, ...]]:
    """An example computed by the law's question on fees; where the tariff does not govern, two hours at its rate."""
    decision = asked.example()
    if decision is None:
        hours = EXAMPLE_BEYOND // 60
        text = Text("Exemple : deux heures de plus coûtent {sum}.", "Example: two more hours cost {sum}.")
        return text.fill(sum=rate * hours), (Point(_beyond(rate), basis_on("programme-2021/rate", asked.on)),)
    outcome = decision.outcome
    minutes = int(asked.least.outcome["free_minutes"]) + EXAMPLE_BEYOND
    words = Text(
        "Exemple : pour {minutes} de médiation, le gouvernement paie {service} et vous payez ensemble {parties}.",
        "Example: for {minutes} of mediation, the government pays {service} and you pay {parties} together.",
    )
    text = words.fill(minutes=duration(minutes), service=outcome["service_pays"], parties=outcome["parties_pay"])
    return text, _account(decision)
