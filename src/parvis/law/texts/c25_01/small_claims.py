"""Articles 536 to 539.1: which claims are small, and who may bring one. With the articles of the former Code.

Each rule reads as a condition of entry: it holds where the norm lets the claim in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text, counted
from parvis.law.texts import LAW

RULEBOOK: Rulebook[ConditionRule] = Rulebook(LAW.norms)

AMOUNT = ("ccp/a536-al1-amount", "old-ccp/a953-amount")

#: The conditions, in the order of the text: the article in force, then the one it replaced.
CONDITIONS: tuple[tuple[str, ...], ...] = (
    AMOUNT,
    ("ccp/a536-al1-capacity", "old-ccp/a953-capacity"),
    ("ccp/a536-al1-contract", "old-ccp/a953-contract"),
    ("ccp/a536-al2-employees", "old-ccp/a953-employees"),
    ("ccp/a536-movable-recovery",),
    ("ccp/a537-lease", "old-ccp/a954-lease"),
    ("ccp/a537-support", "old-ccp/a954-support"),
    ("ccp/a537-class-action", "old-ccp/a954-class-action"),
    ("ccp/a537-defamation", "old-ccp/a954-defamation"),
    ("ccp/a537-acquired", "old-ccp/a954-acquired"),
    ("ccp/a538-al1-splitting", "old-ccp/a955-splitting"),
    ("ccp/a538-al2-successive", "old-ccp/a955-successive"),
    ("quebec.ca/government-of-canada",),
    ("quebec.ca/tax-appeal",),
)

REDUCTION = ("ccp/a538-al1-reduction", "old-ccp/a955-reduction")


def ceiling(weighing: Weighing, day: date) -> Money:
    """The ceiling of a small claim on that day, interest excluded (CCP 536, par. 1; 539.1)."""
    return cast(Money, weighing.parameter("ccp/a536-ceiling", day=day))


def _not_known(what: Text, *needed: str) -> Verdict:
    return Verdict(None, what, needed, needed)


@RULEBOOK.encodes("ccp/a536-al1-amount", "old-ccp/a953-amount")
def amount_within_the_ceiling(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 536, par. 1: the sum claimed does not exceed the ceiling, interest excluded."""
    most, claimed = ceiling(weighing, day), facts["amount"]
    if claimed is None:
        return _not_known(Text("La somme réclamée n'est pas connue.", "The sum claimed is not known."), "/amount")
    if claimed <= most:
        because = Text(
            "{claimed} réclamés: le plafond de {most} est respecté.",
            "{claimed} claimed: within the ceiling of {most}.",
        )
    else:
        because = Text(
            "{claimed} réclamés: c'est plus que le plafond de {most}.",
            "{claimed} claimed: more than the ceiling of {most}.",
        )
    return Verdict(claimed <= most, because.fill(claimed=claimed, most=most), ("/amount",))


@RULEBOOK.encodes("ccp/a536-al1-capacity", "old-ccp/a953-capacity")
def claimed_in_a_capacity_the_text_names(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 536, par. 1: in one's own name and for one's own account, or for a person one looks after in law."""
    capacity, where = facts["claimant"]["capacity"], "/claimant/capacity"
    if capacity is None:
        return _not_known(Text("On ne sait pas pour qui la somme est réclamée.", "For whom is not known."), where)
    if capacity == "somebody_else":
        because = Text(
            "La somme est réclamée pour quelqu'un d'autre, sans charge légale.",
            "The sum is claimed for somebody else, without a legal office.",
        )
        return Verdict(False, because, (where,))
    if capacity == "curator" and day >= date(2022, 11, 1):
        why = Text(
            "La curatelle n'existe sans doute plus depuis la réforme du 1er novembre 2022: vérifiez en quelle qualité "
            "vous agissez.",
            "Curatorship has probably not existed since the reform of November 1, 2022: check your capacity.",
        )
        weighing.leave_to_a_person("ccp/a536-al1-capacity", why)
    own = capacity == "own"
    because = (
        Text(
            "La somme est réclamée en son propre nom et pour son propre compte.",
            "The claim is in one's own name and for one's account.",
        )
        if own
        else Text("Le texte nomme cette charge.", "The text names this office.")
    )
    return Verdict(True, because, (where,))


@RULEBOOK.encodes("ccp/a536-al1-contract", "old-ccp/a953-contract")
def contract_within_the_ceiling(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 536, par. 1: to undo a contract, its value does not exceed the ceiling either."""
    matter, value = facts["matter"], facts["contract_value"]
    if matter is None:
        return _not_known(Text("L'objet de la demande n'est pas connu.", "The matter is not known."), "/matter")
    if matter != "contract":
        because = Text("La demande ne vise pas à défaire un contrat.", "The claim does not seek to undo a contract.")
        return Verdict(None, because, ("/matter",))
    if value is None:
        because = Text("La valeur du contrat n'est pas connue.", "The value of the contract is not known.")
        return _not_known(because, "/contract_value")
    most = ceiling(weighing, day)
    because = Text("Contrat de {value}; plafond de {most}.", "Contract of {value}; ceiling of {most}.")
    return Verdict(value <= most, because.fill(value=value, most=most), ("/contract_value",))


@RULEBOOK.encodes("ccp/a536-al2-employees", "old-ccp/a953-employees")
def few_employees_at_all_times(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 536, par. 2: a group may claim if it never had more employees than the limit in the 12 months before."""
    claimant = facts["claimant"]
    if claimant["kind"] is None:
        return _not_known(Text("On ne sait pas qui réclame.", "Who claims is not known."), "/claimant/kind")
    if claimant["kind"] == "natural_person":
        because = Text("La limite ne vise pas une personne physique.", "The limit does not concern a natural person.")
        return Verdict(None, because, ("/claimant/kind",))
    most, employees = cast(int, weighing.parameter("ccp/a536-employees", day=day)), claimant["most_employees"]
    if employees is None:
        because = Text(
            "On ne sait pas combien de personnes étaient employées dans les 12 mois avant la demande.",
            "How many persons were employed in the 12 months before the claim is not known.",
        )
        return _not_known(because, "/claimant/most_employees")
    persons = counted(
        employees, Text("personne employée", "person employed"), Text("personnes employées", "persons employed")
    )
    because = Text(
        "{persons} au plus à un même moment, dans les 12 mois avant la demande; la limite est de {most}.",
        "{persons} at most at any one time in the 12 months before the claim; the limit is {most}.",
    )
    return Verdict(employees <= most, because.fill(persons=persons, most=most), ("/claimant/most_employees",))


@RULEBOOK.encodes("ccp/a536-movable-recovery")
def movable_recovered_with_a_small_claim(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S.Q. 2023, c. 3: movable property is recovered here only where that is accessory to a small claim."""
    accessory, where = facts["accessory_to_small_claim"], "/accessory_to_small_claim"
    if facts["matter"] != "movable_recovery":
        because = Text("Aucun bien meuble n'est revendiqué.", "No movable property is recovered.")
        return Verdict(None, because, ("/matter",))
    if accessory is None:
        because = Text(
            "On ne sait pas si le bien accompagne une petite créance.", "Whether it is accessory is not known."
        )
        return _not_known(because, where)
    because = (
        Text("Le bien est réclamé avec une petite créance.", "The property is claimed along with a small claim.")
        if accessory
        else Text("Le bien est réclamé seul.", "The property is claimed alone.")
    )
    return Verdict(accessory, because, (where,))


def _outside(matters: tuple[str, ...], inside: Text, excluded: Text) -> Any:
    """A rule of exclusion: the condition holds where the matter is none of these."""

    def rule(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
        matter = facts["matter"]
        if matter is None:
            return _not_known(Text("L'objet de la demande n'est pas connu.", "The matter is not known."), "/matter")
        return Verdict(matter not in matters, excluded if matter in matters else inside, ("/matter",))

    return rule


RULEBOOK.encodes("ccp/a537-lease", "old-ccp/a954-lease")(
    _outside(
        ("residential_lease", "land_lease"),
        Text("Il ne s'agit pas d'un bail de logement.", "No lease of a dwelling is at issue."),
        Text(
            "Il s'agit d'un bail de logement ou de terrain de maison mobile.",
            "It is a lease of a dwelling or of land for a mobile home.",
        ),
    )
)
RULEBOOK.encodes("ccp/a537-support", "old-ccp/a954-support")(
    _outside(
        ("support",),
        Text("Il ne s'agit pas d'une pension alimentaire.", "No support is claimed."),
        Text("Il s'agit d'une pension alimentaire.", "Support is claimed."),
    )
)
RULEBOOK.encodes("ccp/a537-class-action", "old-ccp/a954-class-action")(
    _outside(
        ("class_action",),
        Text("Il ne s'agit pas d'une action collective.", "It is not a class action."),
        Text("Il s'agit d'une action collective.", "It is a class action."),
    )
)
RULEBOOK.encodes("ccp/a537-defamation", "old-ccp/a954-defamation")(
    _outside(
        ("defamation",),
        Text("Il ne s'agit pas de diffamation.", "Defamation is not at issue."),
        Text("Il s'agit de diffamation.", "It is an action for defamation."),
    )
)
RULEBOOK.encodes("quebec.ca/tax-appeal")(
    _outside(
        ("tax_appeal",),
        Text("Il ne s'agit pas d'un appel fiscal.", "It is not a tax appeal."),
        Text(
            "Un appel sommaire en matière fiscale se fait avec un autre formulaire; ce n'est pas une petite créance.",
            "A summary tax appeal is made on another form; it is not a small claim.",
        ),
    )
)


@RULEBOOK.encodes("ccp/a537-acquired", "old-ccp/a954-acquired")
def claim_not_bought(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 537: a claim acquired from another for payment stays out."""
    bought, where = facts["acquired_for_payment"], "/acquired_for_payment"
    if bought is None:
        because = Text("On ne sait pas si la créance a été achetée.", "Whether the claim was bought is not known.")
        return _not_known(because, where)
    because = (
        Text("La créance a été achetée à quelqu'un d'autre.", "The claim was bought from somebody else.")
        if bought
        else Text("La créance n'a pas été achetée.", "The claim was not bought.")
    )
    return Verdict(not bought, because, (where,))


def _claimed_in_parts(facts: Mapping[str, Any]) -> bool | None:
    """Whether the claim is a part of a larger one and the rest is claimed apart; None where that is not known."""
    part, rest = facts["part_of_larger_claim"], facts["rest"]
    if part is False or rest == "given_up":
        return False
    if part and rest == "claimed_apart":
        return True
    return None


def _needed_for_parts(facts: Mapping[str, Any]) -> str:
    return "/rest" if facts["part_of_larger_claim"] else "/part_of_larger_claim"


@RULEBOOK.encodes("ccp/a538-al1-splitting", "old-ccp/a955-splitting")
def claim_not_split(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 538, par. 1: a claim may be reduced to fit, never split; par. 2 sets it aside for successive performance."""
    split = _claimed_in_parts(facts)
    if split and facts["successive_performance"]:
        because = Text(
            "Le deuxième alinéa s'applique: ce n'est pas diviser.", "The second paragraph applies: it is not dividing."
        )
        return Verdict(None, because, ("/successive_performance",))
    if split is None:
        because = Text(
            "On ne sait pas si une autre part est réclamée ailleurs.", "Whether the rest is claimed apart is not known."
        )
        return _not_known(because, _needed_for_parts(facts))
    if split and facts["successive_performance"] is None:
        because = Text(
            "La créance est divisée, sauf si le contrat est un crédit à versements ou à exécution successive.",
            "The claim is divided, unless the contract is a credit with instalments or of successive performance.",
        )
        return _not_known(because, "/successive_performance")
    because = (
        Text("Le reste est réclamé à part: la créance est divisée.", "The rest is claimed apart: the claim is divided.")
        if split
        else Text("La créance n'est pas divisée.", "The claim is not divided.")
    )
    return Verdict(not split, because, ("/part_of_larger_claim", "/rest"))


@RULEBOOK.encodes("ccp/a538-al2-successive", "old-ccp/a955-successive")
def successive_performance_is_not_splitting(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 538, par. 2: what is due on a contract of successive performance may be claimed by itself."""
    if _claimed_in_parts(facts) and facts["successive_performance"]:
        because = Text(
            "La somme est due sur un contrat à exécution successive ou un crédit à versements.",
            "The sum is due under a contract of successive performance or a credit with instalments.",
        )
        return Verdict(True, because, ("/successive_performance",))
    because = Text("Cette exception n'est pas en cause.", "This exception is not in play.")
    return Verdict(None, because, ("/successive_performance",))


@RULEBOOK.encodes("quebec.ca/government-of-canada")
def defendant_is_not_canada(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Québec.ca: the Government of Canada cannot be sued in the Division."""
    defendant = facts["defendant"]
    if defendant is None:
        return _not_known(Text("On ne sait pas qui est poursuivi.", "Who is sued is not known."), "/defendant")
    if defendant == "canada_government":
        because = Text("Le gouvernement du Canada est poursuivi.", "The Government of Canada is sued.")
        return Verdict(False, because, ("/defendant",))
    because = Text("Le gouvernement du Canada n'est pas poursuivi.", "The Government of Canada is not sued.")
    return Verdict(True, because, ("/defendant",))
