"""Sections 37, 38, 38.1 to 38.9, 53 and 228.3, with Civil Code 1726 and 1739: what a buyer may rely on.

A norm holds where the buyer may rely on it on these facts, and is null where another disposes of it, or a person judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

#: What section 38 weighs, and what a used good adds.
FACTORS = ("price", "contract", "conditions_of_use")
WEAR = "wear"

_NOT_A_MERCHANT = Text(
    "Le bien ne vient pas d'un commerçant, pour un usage personnel.",
    "The goods do not come from a merchant, for personal use.",
)
_OTHER_PROBLEM = Text("Ce n'est pas le problème décrit.", "It is not the problem described.")
_UNFIT = Text("Le bien ne peut pas servir à son usage normal.", "The goods cannot serve their normal use.")
_LIFE = Text(
    "Le bien n'a pas duré. La durée raisonnable dépend du prix, du contrat et des conditions d'utilisation.",
    "The goods did not last. A reasonable life depends on the price, the contract and the conditions of use.",
)
_LIFE_IS_JUDGED = Text(
    "Le bien devait-il durer plus longtemps? La loi ne donne aucun nombre d'années: une juge ou un juge en décide, selon le "
    "prix, le contrat et les conditions d'utilisation.",
    "Should the goods have lasted longer? The Act gives no number of years: a judge decides, by the price, the contract and "
    "the conditions of use.",
)
_WEAR_IS_JUDGED = Text(
    "Le bien était usagé: son usure normale compte. Une juge ou un juge en décide.",
    "The goods were used: their normal wear counts. A judge decides.",
)
_MANUFACTURER = Text(
    "Le fabricant répond-il aussi de l'usage normal et de la durée? L'article 54 n'a pas été vu.",
    "Does the manufacturer too answer for normal use and reasonable life? Section 54 was not seen.",
)
_HIDDEN = Text("Un examen ordinaire ne montrait pas le vice.", "An ordinary examination did not show the defect.")
_SEEN = Text("Un examen ordinaire aurait montré le vice.", "An ordinary examination would have shown the defect.")
_MAY_BE_HIDDEN = Text(
    "Un vice caché au moment de la vente peut expliquer ce problème.",
    "A latent defect at the time of the sale may explain this problem.",
)
_WAS_IT_HIDDEN = Text(
    "Le bien avait-il un vice caché au moment de la vente? Une juge ou un juge en décide.",
    "Had the goods a latent defect at the time of the sale? A judge decides.",
)
_FAILED_TOO_EARLY = Text(
    "Un vice est présumé quand le bien vendu par un professionnel se brise trop tôt. Le texte n'a pas été vu.",
    "A defect is presumed where goods sold by a professional fail too early. The text was not seen.",
)
_NOT_KNOWN_IF_SEEN = Text(
    "On ne sait pas si un examen ordinaire aurait montré le vice.",
    "Whether an ordinary examination would have shown the defect is not known.",
)
_NO_INSTRUCTIONS = Text(
    "Il manquait des indications contre un danger que rien ne montrait.",
    "Instructions were lacking against a danger that nothing showed.",
)
_NO_IGNORANCE = Text(
    "Le commerçant et le fabricant ne peuvent pas dire qu'ils l'ignoraient.",
    "The merchant and the manufacturer may not plead that they were unaware.",
)
_FROM_ANOTHER = Text(
    "Le bien a été acquis d'une autre personne: le fabricant peut être poursuivi.",
    "The goods were acquired from somebody else: the manufacturer may be sued.",
)


def _verdict(holds: bool | None, because: Text, *facts: str, needed: tuple[str, ...] = ()) -> Verdict:
    return Verdict(holds, because, facts, needed)


def from_a_merchant(facts: Mapping[str, Any]) -> bool:
    """Whether the Act governs the contract: a consumer, and a merchant."""
    return bool(facts["consumer"]) and facts["seller"] == "merchant"


@RULES.encodes("cpa/s37")
def normal_use(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 37: goods serve their normal use."""
    if not from_a_merchant(facts):
        return _verdict(None, _NOT_A_MERCHANT, "/seller", "/consumer")
    if facts["problem"] != "unfit":
        return _verdict(None, _OTHER_PROBLEM, "/problem")
    weighing.leave_to_a_person("cpa/s54", _MANUFACTURER)
    return _verdict(True, _UNFIT, "/problem")


@RULES.encodes("cpa/s38")
def reasonable_life(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 38: goods last a reasonable time; how long is left to a person."""
    if not from_a_merchant(facts):
        return _verdict(None, _NOT_A_MERCHANT, "/seller", "/consumer")
    if facts["problem"] != "short_life":
        return _verdict(None, _OTHER_PROBLEM, "/problem")
    weighing.leave_to_a_person("cpa/s38", _LIFE_IS_JUDGED)
    weighing.leave_to_a_person("cpa/s54", _MANUFACTURER)
    if facts["new"] is False:
        weighing.leave_to_a_person("cpa/s38", _WEAR_IS_JUDGED)
    return _verdict(None, _LIFE, "/problem", "/new")


@RULES.encodes("ccq/a1726")
def warranty_of_quality(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 1726: no latent defect at the time of the sale. Outside the Act, goods that fail may hide one: a person judges."""
    if from_a_merchant(facts) or facts["problem"] not in ("unfit", "short_life"):
        return latent_defect(weighing, facts, day)
    weighing.leave_to_a_person("ccq/a1726", _WAS_IT_HIDDEN)
    if facts["seller"] == "merchant":
        weighing.leave_to_a_person("ccq/a1729", _FAILED_TOO_EARLY)
    return _verdict(None, _MAY_BE_HIDDEN, "/problem", "/seller", "/consumer")


@RULES.encodes("cpa/s53-al1")
def latent_defect(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 53, par. 1, and CCQ 1726 alike: a defect that an ordinary examination would not have shown."""
    if facts["problem"] != "latent_defect":
        return _verdict(None, _OTHER_PROBLEM, "/problem")
    where = "/ordinary_check_shows"
    if facts["ordinary_check_shows"] is None:
        return _verdict(None, _NOT_KNOWN_IF_SEEN, where, needed=(where,))
    return _verdict(not facts["ordinary_check_shows"], _SEEN if facts["ordinary_check_shows"] else _HIDDEN, where)


@RULES.encodes("cpa/s53-al2")
def missing_instructions(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 53, par. 2: instructions lacking against a risk that the user would not know."""
    lacking = facts["problem"] == "missing_instructions"
    return _verdict(True if lacking else None, _NO_INSTRUCTIONS if lacking else _OTHER_PROBLEM, "/problem")


@RULES.encodes("cpa/s53-al3")
def no_plea_of_ignorance(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 53, par. 3: the merchant or the manufacturer may not plead that it was unaware."""
    in_play = facts["problem"] in ("latent_defect", "missing_instructions")
    return _verdict(True if in_play else None, _NO_IGNORANCE if in_play else _OTHER_PROBLEM, "/problem")


@RULES.encodes("cpa/s53-al4")
def later_buyer(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 53, par. 4: who acquired the goods from somebody else may sue the manufacturer, for what pars. 1 and 2 name."""
    in_play = facts["problem"] in ("latent_defect", "missing_instructions")
    return _verdict(True if in_play else None, _FROM_ANOTHER if in_play else _OTHER_PROBLEM, "/seller", "/problem")


_NOTICE_GIVEN = Text("Le vice a été dénoncé par écrit le {day}.", "Written notice of the defect was given on {day}.")
_NOTICE_LACKING = Text(
    "Le vice n'a pas encore été dénoncé par écrit.", "No written notice of the defect was given yet."
)
_IS_IT_LATE = Text(
    "Le délai de l'avis était-il raisonnable? Une juge ou un juge en décide.",
    "Was the notice given within a reasonable time? A judge decides.",
)
_GIVE_IT_NOW = Text("Dénoncez le vice par écrit sans attendre.", "Give written notice of the defect without waiting.")
_LATENESS_IS_NO_EXCUSE = Text(
    "Le vendeur connaissait le vice ou ne pouvait l'ignorer: il ne peut pas reprocher un avis tardif.",
    "The seller knew of the defect or could not have been unaware of it: it may not complain of a late notice.",
)
_SELLER_DID_NOT_KNOW = Text("Le vendeur ne connaissait pas le vice.", "The seller did not know of the defect.")
_NOT_KNOWN_IF_KNEW = Text(
    "On ne sait pas si le vendeur connaissait le vice.", "Whether the seller knew of the defect is not known."
)


@RULES.encodes("ccq/a1739")
def notice_of_defect(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 1739, par. 1: written notice within a reasonable time, which a person judges."""
    given = facts["notice_given"]
    if given is None:
        weighing.leave_to_a_person("ccq/a1739", _GIVE_IT_NOW)
        return _verdict(False, _NOTICE_LACKING, "/notice_given")
    weighing.leave_to_a_person("ccq/a1739", _IS_IT_LATE)
    return _verdict(None, _NOTICE_GIVEN.fill(day=given), "/notice_given", "/appeared")


@RULES.encodes("ccq/a1739-al2")
def late_notice_is_no_excuse(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCQ 1739, par. 2: one who knew of the defect may not complain; a merchant cannot say it did not (s. 53, par. 3)."""
    if from_a_merchant(facts):
        return _verdict(True, _LATENESS_IS_NO_EXCUSE, "/seller")
    if facts["seller_knew"] is None:
        return _verdict(None, _NOT_KNOWN_IF_KNEW, "/seller_knew", needed=("/seller_knew",))
    because = _LATENESS_IS_NO_EXCUSE if facts["seller_knew"] else _SELLER_DID_NOT_KNOW
    return _verdict(facts["seller_knew"], because, "/seller_knew")


@dataclass(frozen=True, slots=True)
class GoodWorkingOrder:
    """The warranty of good working order: its last day and whether the repair is free on the day of the question."""

    until: date
    free_repair: bool | None


_COVERED_GOODS = Text(
    "Ce bien neuf porte la garantie de bon fonctionnement.", "These new goods carry the warranty of good working order."
)
_LASTS = Text("{period} à partir de la livraison: jusqu'au {until}.", "{period} from delivery: until {until}.")
_IN_TIME = Text(
    "La garantie a été invoquée à temps, ou peut encore l'être.", "The warranty was invoked in time, or still may be."
)
_TOO_LATE = Text("La garantie est finie.", "The warranty is over.")
_ABUSE = Text("Le bien a été utilisé de façon abusive.", "The goods were used abusively.")
_NO_ABUSE = Text("Le bien n'a pas été utilisé de façon abusive.", "The goods were not used abusively.")
_NOT_KNOWN_IF_ABUSE = Text("On ne sait pas si l'usage a été abusif.", "Whether the use was abusive is not known.")


@RULES.encodes("cpa/s38-1-goods", "cpa/s38-1-duration", "cpa/s38-repair", "cpa/s38-exclusions")
def good_working_order(weighing: Weighing, facts: Mapping[str, Any], day: date) -> GoodWorkingOrder | None:
    """Ss. 38.1 and following, on goods delivered on `day`: until when, and whether a repair is free.

    The warranty is invoked before its last day is over. None where the goods carry none.
    """
    if not facts["consumer"] or facts["goods"] == "other" or facts["new"] is not True:
        return None
    weighing.weigh("cpa/s38-1-goods", day=day, holds=True, because=_COVERED_GOODS, facts=("/goods", "/new"))
    period = cast(Period, weighing.parameter(f"cpa/good-working-order-{facts['goods'].replace('_', '-')}", day=day))
    until = period.after(day)
    because = _LASTS.fill(period=period.text(), until=until)
    weighing.weigh("cpa/s38-1-duration", day=day, holds=True, because=because, facts=("/goods", "/delivered"))
    abuse = facts["abusive_use"]
    because = _NOT_KNOWN_IF_ABUSE if abuse is None else _ABUSE if abuse else _NO_ABUSE
    weighing.weigh("cpa/s38-exclusions", day=day, holds=abuse, because=because, facts=("/abusive_use",))
    in_time = (facts["notice_given"] or facts["on"]) <= until
    free = False if not in_time or abuse else None if abuse is None else True
    because = _TOO_LATE if not in_time else because if abuse or abuse is None else _IN_TIME
    weighing.weigh("cpa/s38-repair", day=day, holds=free, because=because, facts=("/notice_given", "/abusive_use"))
    return GoodWorkingOrder(until, free)


_CANCEL_BY = Text("Annulation sans frais jusqu'au {day}.", "May be resolved without cost until {day}.")
_ONE_YEAR = Text(
    "Les renseignements exigés n'ont pas été donnés: un an.", "The required information was not given: one year."
)
_INFORMED = Text("Les renseignements exigés ont été donnés.", "The required information was given.")
_YEAR_NOT_KNOWN = Text(
    "Les renseignements exigés n'ont peut-être pas été donnés: l'Office de la protection du consommateur peut dire si le "
    "délai d'un an valait déjà pour ce contrat.",
    "The required information was perhaps not given: the Office de la protection du consommateur can tell whether the "
    "time of one year already applied to this contract.",
)
_NOT_KNOWN_IF_INFORMED = Text(
    "On ne sait pas si les renseignements exigés ont été donnés.",
    "Whether the required information was given is not known.",
)
_INSURER = Text(
    "Un assureur autorisé est le garant: cet article ne s'applique pas.",
    "An authorized insurer is the underwriter: the section does not apply.",
)
_NO_INSURER = Text("Le garant n'est pas un assureur autorisé.", "The underwriter is not an authorized insurer.")


@RULES.encodes("cpa/s228-3-cancel", "cpa/s228-3-year", "cpa/s228-3-insurer")
def additional_warranty(weighing: Weighing, facts: Mapping[str, Any], day: date) -> dict[str, Any]:
    """S. 228.3: 10 days to resolve a contract of additional warranty made on `day`, or a year; the safe day is kept."""
    extra = facts["additional_warranty"]
    insurer = extra["insurer"]
    because = _INSURER if insurer else _NO_INSURER
    weighing.weigh(
        "cpa/s228-3-insurer", day=day, holds=insurer or None, because=because, facts=("/additional_warranty/insurer",)
    )
    if insurer:
        weighing.weigh(
            "cpa/s228-3-cancel", day=day, holds=None, because=_INSURER, facts=("/additional_warranty/insurer",)
        )
        return {"cancel_by": None, "latest": None, "may_cancel": None}
    ten_days = cast(Period, weighing.parameter("cpa/s228-3-days", day=day)).after(day)
    cancel_by, latest = _extended(weighing, extra["informed"], ten_days, day)
    acted = extra["cancelled"] or facts["on"]
    may = True if acted <= cancel_by else None if latest is None or acted <= latest else False
    weighing.weigh(
        "cpa/s228-3-cancel",
        day=day,
        holds=may,
        because=_CANCEL_BY.fill(day=cancel_by),
        facts=("/additional_warranty/contract", "/additional_warranty/cancelled"),
    )
    return {"cancel_by": cancel_by, "latest": latest, "may_cancel": may}


def _extended(weighing: Weighing, informed: bool | None, ten_days: date, day: date) -> tuple[date, date | None]:
    """The safe last day and the latest one: a year later where the information was not given; None where it is not known
    whether that year applied yet."""
    where = ("/additional_warranty/informed",)
    if informed:
        weighing.weigh("cpa/s228-3-year", day=day, holds=False, because=_INFORMED, facts=where)
        return ten_days, ten_days
    year = cast(Period | None, weighing.parameter_if_known("cpa/s228-3-extended", day=day))
    if year is None:
        weighing.weigh("cpa/s228-3-year", day=day, holds=None, because=_YEAR_NOT_KNOWN, facts=where)
        weighing.leave_to_a_person("cpa/s228-3-year", _YEAR_NOT_KNOWN)
        return ten_days, None
    because = _NOT_KNOWN_IF_INFORMED if informed is None else _ONE_YEAR
    weighing.weigh("cpa/s228-3-year", day=day, holds=None if informed is None else True, because=because, facts=where)
    return (ten_days if informed is None else year.after(day)), year.after(day)
