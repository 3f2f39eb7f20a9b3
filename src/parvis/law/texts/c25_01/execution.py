"""Articles 565, 566, 656, 688, 694, 700 and 710: when execution may be forced, by whom, on what, and what ends it.

A small-claims judgment waits 30 days; 10 where it is by default for want of an answer, of attendance at a case management
conference or of a defence (656). A party who contested and was absent at the hearing is not in those words: 30 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.judgment import last_day_of

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

#: The time that a judgment waits: the article in force on its day, then the one it replaced.
WAIT = ("ccp/a656-execution", "old-ccp/a986-execution")
_PERIODS = {
    "ccp/a656-execution": ("ccp/a656-execution", "ccp/a656-execution-default"),
    "old-ccp/a986-execution": ("old-ccp/a986-execution", "old-ccp/a986-execution-default"),
}
#: Whether execution may be forced at all, once that time is over.
START = ("ccp/a565-time", "ccp/a656-voluntary", "ccp/a568-stay")
#: Whether this measure may be taken, and by whom.
MEASURE = (
    "ccp/a565-transfer",
    "ccp/a566-income",
    "ccp/a688-examination",
    "ccp/a694-movables",
    "ccp/a700-residence",
    "ccp/a710-release",
    "ccp/modest-claims",
)
READING = "award-execution"

_DAY = timedelta(days=1)
_COURT_SET = Text("Le tribunal a fixé le {day}.", "The court set {day}.")
_COURT_ALLOWED = Text("Le tribunal a permis d'exécuter à partir du {day}.", "The court allowed execution from {day}.")
_NO_ORDER = Text("Le tribunal n'a pas fixé d'autre délai.", "The court set no other time.")
_ORDERED = Text("L'ordre du tribunal remplace ce délai.", "The order of the court replaces this time.")
_MAY_START = Text("L'exécution forcée est permise depuis le {day}.", "Forced execution is allowed since {day}.")
_TOO_SOON = Text("L'exécution forcée est permise à partir du {day}.", "Forced execution is allowed from {day} on.")
_PERHAPS = Text(
    "Permise dès le {early} si le jugement est rendu sans réponse; sinon, à partir du {day}.",
    "Allowed from {early} if the judgment came without an answer; otherwise, from {day}.",
)
_NOT_HOMOLOGATED = Text("La sentence n'est pas homologuée.", "The award is not homologated.")
_AWARD_DELAY = Text(
    "Aucun texte vu ne dit si les 30 ou 10 jours valent pour une sentence: le jour montré les compte, par prudence.",
    "No text seen says whether the 30 or 10 days apply to an award: the day shown counts them, to be safe.",
)
_NOT_PAID = Text("Le jugement n'est pas payé.", "The judgment is not paid.")
_PAID = Text(
    "Le jugement et les frais sont payés le {day}: rien n'est plus à exécuter.",
    "The judgment and the costs are paid on {day}: nothing is left to execute.",
)
_PAID_AFTER_SALE = Text(
    "Payé après la vente du {day}: la mainlevée venait avant.", "Paid after the sale of {day}: release came before it."
)
_MAY_RELEASE = Text(
    "Avant la vente, payer le jugement et les frais donne mainlevée.",
    "Before the sale, paying the judgment and the costs gives release.",
)
_SOLD = Text("Les biens sont vendus: il n'y a plus de mainlevée.", "The property is sold: no release is left.")
_RELEASED = Text("Payé avant la vente: mainlevée.", "Paid before the sale: release.")
_STAYED = Text("Le tribunal a suspendu l'exécution le {day}.", "The court stayed execution on {day}.")
_NOT_STAYED = Text("L'exécution n'est pas suspendue.", "Execution is not stayed.")
_NO_VALUE = Text("La valeur des biens n'est pas connue.", "The value of the property is not known.")
_UNDER = Text("Des biens de {value}: pas plus que {most}.", "Property of {value}: not more than {most}.")
_MAY_TRANSFER = Text(
    "Des biens de {value}, plus que {most}: le tribunal peut renvoyer l'exécution au tribunal compétent.",
    "Property of {value}, more than {most}: the court may transfer the execution to the competent court.",
)
_MEASURE_UNKNOWN = Text("La mesure n'est pas choisie.", "The measure is not chosen.")
_BY_CREDITOR = Text(
    "La saisie des revenus est la seule mesure: vous pouvez préparer l'avis vous-même (formulaire SJ-1103).",
    "The seizure of income is the only measure: you may draw up the notice yourself (form SJ-1103).",
)
_BY_BAILIFF = Text("Cette mesure demande une huissière ou un huissier.", "This measure takes a bailiff.")
_INCOME_UNKNOWN = Text(
    "On ne sait pas si c'est la seule mesure, ou si ces revenus sont déjà saisis.",
    "Whether it is the only measure, or this income is already seized, is not known.",
)
_EXAMINED = Text(
    "La personne condamnée peut être interrogée sur ses revenus et ses biens.",
    "The debtor may be examined on income and property.",
)
_OTHER_MEASURE = Text("Une autre mesure est choisie.", "Another measure is chosen.")
_MOVABLES = Text(
    "La personne saisie peut garder des meubles nécessaires, jusqu'à {most}.",
    "The debtor may keep needed movables, up to {most}.",
)
_AMOUNT_UNKNOWN = Text("La somme due n'est pas connue.", "The sum owed is not known.")
_RESIDENCE_SAFE = Text(
    "{amount} sont dus: c'est moins que {least}, la résidence principale n'est pas saisie.",
    "{amount} are owed: less than {least}, the main residence is not seized.",
)
_RESIDENCE_OPEN = Text("{amount} sont dus; le seuil est de {least}.", "{amount} are owed; the threshold is {least}.")
_SECURED = Text(
    "La protection ne vaut pas pour une pension alimentaire ou une créance garantie sur l'immeuble.",
    "The protection does not cover support or a claim secured on the immovable.",
)
_SECURED_UNKNOWN = Text(
    "On ne sait pas si la créance est garantie sur l'immeuble.",
    "Whether the claim is secured on the immovable is not known.",
)
_MODEST = Text(
    "Personne physique, {amount}, une saisie tentée: le ministère paie l'huissière ou l'huissier.",
    "A natural person, {amount}, a seizure tried: the Ministry pays the bailiff.",
)
_NOT_MODEST = Text("Les conditions de la mesure ne sont pas réunies.", "The conditions of the measure are not met.")
_MODEST_UNKNOWN = Text("Un fait manque pour la mesure.", "A fact is missing for the measure.")
_MODEST_ENDED = Text("La mesure a pris fin le 21 septembre 2020.", "The measure ended on September 21, 2020.")


def first_day(weighing: Weighing, start: date, default: str | None, where: str) -> tuple[date, date]:
    """CCP 656 (former 986): the first day on which execution may be forced, at the earliest and at the latest.

    They differ only where it is not known whether the judgment came without an answer.
    """
    longer, shorter = _PERIODS[cast(str, RULES.in_force(WAIT, start))]
    long = cast(Period, weighing.parameter(longer, day=start))
    after_long = last_day_of(weighing, start, long, where).day + _DAY
    if default in ("absent", "none"):
        return after_long, after_long
    short = cast(Period, weighing.parameter(shorter, day=start))
    after_short = last_day_of(weighing, start, short, where).day + _DAY
    return after_short, after_short if default == "no_answer" else after_long


def executed_from(weighing: Weighing, facts: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first day to force execution, earliest and latest; None for an award that waits for its homologation."""
    if facts["set_by_court"] is not None:
        return facts["set_by_court"], facts["set_by_court"]
    start, where = facts["judgment"], "/judgment"
    if facts["kind"] == "award":
        if weighing.reading(READING) == "homologation":
            start, where = facts["homologated"], "/homologated"
        if start is None:
            return None
        weighing.leave_to_a_person("ccp/a656-execution", _AWARD_DELAY)
    return first_day(weighing, start, facts["default"], where)


@RULES.encodes("ccp/a565-time")
def another_time_set_by_the_court(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 565, par. 1: the court sets another time, or allows earlier execution."""
    set_day, judgment = facts["set_by_court"], facts["judgment"]
    if set_day is None:
        return Verdict(None, _NO_ORDER, ("/set_by_court",))
    early = set_day <= first_day(weighing, judgment, facts["default"], "/judgment")[0]
    return Verdict(True, (_COURT_ALLOWED if early else _COURT_SET).fill(day=set_day), ("/set_by_court",))


@RULES.encodes("ccp/a656-execution", "old-ccp/a986-execution")
def the_time_is_over(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 656, par. 2: after 30 days, or 10; another time set by the court replaces it."""
    start = executed_from(weighing, facts)
    if start is None:
        return Verdict(False, _NOT_HOMOLOGATED, ("/kind", "/homologated"))
    early, late = start
    if facts["set_by_court"] is not None:
        if facts["on"] < late:
            return Verdict(False, _TOO_SOON.fill(day=late), ("/set_by_court",))
        return Verdict(None, _ORDERED, ("/set_by_court",))
    where = ("/judgment", "/default")
    if facts["on"] >= late:
        return Verdict(True, _MAY_START.fill(day=late), where)
    if facts["on"] >= early:
        return Verdict(None, _PERHAPS.fill(early=early, day=late), where, ("/default",))
    return Verdict(False, _TOO_SOON.fill(day=early), where)


@RULES.encodes("ccp/a656-voluntary")
def not_executed_voluntarily(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 656, pars. 1 and 2: execution is forced only where the debtor did not pay."""
    if facts["paid"] is None:
        return Verdict(True, _NOT_PAID, ("/paid",))
    return Verdict(False, _PAID.fill(day=facts["paid"]), ("/paid",))


@RULES.encodes("ccp/a710-release")
def release_before_the_sale(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 710: whoever pays the judgment and the costs before the sale obtains release of the seizure."""
    paid, sold, where = facts["paid"], facts["sold"], ("/paid", "/sold")
    if paid is None:
        return Verdict(None, _SOLD if sold is not None else _MAY_RELEASE, where)
    if sold is not None and sold < paid:
        return Verdict(False, _PAID_AFTER_SALE.fill(day=sold), where)
    return Verdict(True, _RELEASED, where)


@RULES.encodes("ccp/a568-stay")
def execution_not_stayed(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 568: a stay that the court granted stops execution."""
    if facts["stayed"] is not None:
        return Verdict(False, _STAYED.fill(day=facts["stayed"]), ("/stayed",))
    return Verdict(None, _NOT_STAYED, ("/stayed",))


@RULES.encodes("ccp/a565-transfer")
def transfer_for_property_of_value(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 565, par. 3: property worth more than the amount: the court may transfer the execution."""
    value = facts["property_value"]
    if value is None:
        return Verdict(None, _NO_VALUE, ("/property_value",))
    most = cast(Money, weighing.parameter("ccp/a565-transfer", day=day))
    if value <= most:
        return Verdict(None, _UNDER.fill(value=value, most=most), ("/property_value",))
    why = _MAY_TRANSFER.fill(value=value, most=most)
    weighing.leave_to_a_person("ccp/a565-transfer", why)
    return Verdict(None, why, ("/property_value",))


@RULES.encodes("ccp/a566-income")
def creditor_acts_alone(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 566: the creditor draws up the notice where the seizure of income is the only measure; else a bailiff."""
    measure = facts["measure"]
    if measure is None:
        return Verdict(None, _MEASURE_UNKNOWN, ("/measure",), ("/measure",))
    if measure != "income":
        return Verdict(None, _BY_BAILIFF, ("/measure",))
    where = ("/measure", "/only_measure", "/other_income_seizure")
    if facts["only_measure"] is False or facts["other_income_seizure"]:
        return Verdict(None, _BY_BAILIFF, where)
    unknown = tuple(f"/{name}" for name in ("only_measure", "other_income_seizure") if facts[name] is None)
    if unknown:
        return Verdict(None, _INCOME_UNKNOWN, where, unknown)
    return Verdict(True, _BY_CREDITOR, where)


@RULES.encodes("ccp/a688-examination")
def debtor_examined(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 688: the debtor is examined after judgment."""
    if facts["measure"] != "examination":
        return Verdict(None, _OTHER_MEASURE, ("/measure",))
    return Verdict(True, _EXAMINED, ("/measure",))


@RULES.encodes("ccp/a694-movables")
def needed_movables_kept(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 694, par. 1: needed movables of the residence are kept up to a value."""
    if facts["measure"] != "movables":
        return Verdict(None, _OTHER_MEASURE, ("/measure",))
    most = cast(Money, weighing.parameter("ccp/a694-movables", day=day))
    return Verdict(True, _MOVABLES.fill(most=most), ("/measure",))


@RULES.encodes("ccp/a700-residence")
def residence_only_for_a_large_claim(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 700: the main residence is not seized for a claim below the threshold, legal costs excluded."""
    if facts["measure"] != "main_residence":
        return Verdict(None, _OTHER_MEASURE, ("/measure",))
    least = cast(Money, weighing.parameter("ccp/a700-residence", day=day))
    amount, secured = facts["amount"], facts["secured_on_immovable"]
    if amount is None:
        return Verdict(None, _AMOUNT_UNKNOWN, ("/amount",), ("/amount",))
    if amount >= least:
        return Verdict(True, _RESIDENCE_OPEN.fill(amount=amount, least=least), ("/amount",))
    if secured:
        return Verdict(None, _SECURED, ("/secured_on_immovable",))
    if secured is None:
        return Verdict(None, _SECURED_UNKNOWN, ("/secured_on_immovable",), ("/secured_on_immovable",))
    return Verdict(False, _RESIDENCE_SAFE.fill(amount=amount, least=least), ("/amount", "/secured_on_immovable"))


@RULES.encodes("ccp/modest-claims")
def ministry_pays_the_bailiff(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """The measure for modest claims, until 2020-09-20: a natural person, a small judgment, a seizure already tried."""
    most = cast(Money, weighing.parameter("ccp/modest-claims-ceiling", day=day))
    creditor, amount, tried = facts["creditor"], facts["amount"], facts["seizure_tried"]
    where = ("/creditor", "/amount", "/seizure_tried")
    if creditor == "legal_person" or (amount is not None and amount > most) or tried is False:
        return Verdict(None, _NOT_MODEST, where)
    if creditor is None or amount is None or tried is None:
        return Verdict(None, _MODEST_UNKNOWN, where)
    return Verdict(True, _MODEST.fill(amount=amount), where)


@RULES.encodes("ccp/modest-claims", since=date(2020, 9, 21))
def ministry_no_longer_pays(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """The measure ended on 2020-09-21."""
    return Verdict(None, _MODEST_ENDED)
