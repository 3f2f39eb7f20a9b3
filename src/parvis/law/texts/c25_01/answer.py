"""Articles 546 to 552: what a person sued may choose, what each choice needs, and what others then do.

Each rule says whether its option, as taken, is complete: it holds where it is, it does not where something is missing or
where the option is open only to one who contests, and it is null where the option was not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

CHOICES = ("pay_court_office", "pay_claimant", "settle", "contest")
WITH_A_CONTESTATION = (
    "mediation",
    "dismissal",
    "other_district",
    "other_court",
    "ordinary_rules",
    "third_party",
    "counterclaim",
    "tender",
)
_REFERRALS = ("dismissal", "other_district", "other_court", "ordinary_rules")

#: The acts that may have been done, each with its words.
ACTS: Mapping[str, Text] = {
    "amount_paid": Text("le montant réclamé est payé", "the amount claimed is paid"),
    "costs_paid": Text("les frais de la partie demanderesse sont payés", "the plaintiff's costs are paid"),
    "receipt_sent": Text(
        "la preuve du paiement ou la quittance est au greffe", "the proof of payment or acquittance is at the office"
    ),
    "receipt_has_file_number": Text("le reçu porte le numéro du dossier", "the receipt bears the file number"),
    "agreement_sent": Text("l'entente écrite est au greffe", "the written agreement is at the court office"),
    "grounds_given": Text("les motifs de la contestation sont donnés", "the grounds of defence are given"),
    "court_costs_paid": Text("les frais de la contestation sont payés", "the fee of the contestation is paid"),
    "exhibits_filed": Text("les pièces sont déposées", "the exhibits are filed"),
    "request_grounds_given": Text(
        "les motifs du renvoi ou du rejet sont donnés", "the grounds of the request are given"
    ),
    "third_party_grounds_given": Text("les motifs de l'intervention sont donnés", "the grounds to bring in are given"),
    "third_party_named": Text("le nom du tiers est donné", "the third person's name is given"),
    "third_party_address_given": Text(
        "la dernière adresse connue du tiers est donnée", "the third person's last known address is given"
    ),
    "tender_deposited": Text("le montant offert est déposé", "the amount tendered is deposited"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of article 547: the norm, how it is taken, its effect, and what has to be done for it."""

    key: str
    norm: str
    effect_norm: str
    how: Text
    effect: Text
    needs: tuple[str, ...] = ()
    with_contestation: bool = False

    def taken(self, facts: Mapping[str, Any]) -> bool:
        """Whether the defendant has chosen it."""
        return facts["choice"] == self.key or self.key in facts["also"]

    def missing(self, facts: Mapping[str, Any]) -> list[str]:
        """The acts still to be done."""
        return [act for act in self.needs if act not in facts["done"]]


_PAY_EFFECT = Text("Le greffe ferme le dossier.", "The clerk closes the record.")
_REFERRAL_HOW = Text(
    "Dites pourquoi au greffe, avec votre contestation.", "Tell the court office why, with your contestation."
)
_REFERRAL_EFFECT = Text(
    "Le greffe avise l'autre partie, qui a 10 jours pour écrire; puis le tribunal décide sur le vu du dossier.",
    "The clerk tells the other party, who has 10 days to write; then the court decides on the face of the record.",
)

OPTIONS: tuple[Option, ...] = (
    Option(
        "pay_court_office",
        "ccp/a547-al1-p1-pay",
        "ccp/a548-al1-paid",
        Text(
            "Payez au greffe le montant réclamé, plus les frais que l'autre partie a payés pour déposer sa demande.",
            "Pay the court office the amount claimed, plus the fees the other party paid to file the claim.",
        ),
        _PAY_EFFECT,
        ("amount_paid", "costs_paid"),
    ),
    Option(
        "pay_claimant",
        "ccp/a547-al1-p1-pay",
        "ccp/a548-al1-paid",
        Text(
            "Payez à l'autre partie le montant et ses frais de dépôt. Demandez un reçu avec le numéro du dossier, et "
            "envoyez-en une copie au greffe.",
            "Pay the other party the amount and the filing fees. Ask for a receipt with the file number, and send a copy "
            "to the court office.",
        ),
        _PAY_EFFECT,
        ("amount_paid", "costs_paid", "receipt_sent", "receipt_has_file_number"),
    ),
    Option(
        "settle",
        "ccp/a547-al1-p1-settle",
        "ccp/a548-al1-settled",
        Text(
            "Entendez-vous par écrit avec l'autre partie, et envoyez l'entente au greffe.",
            "Settle in writing with the other party, and send the agreement to the court office.",
        ),
        Text(
            "Si l'une des parties le demande, le greffe homologue l'entente: elle vaut un jugement.",
            "Where one of the parties so asks, the clerk homologates the agreement: it stands as a judgment.",
        ),
        ("agreement_sent",),
    ),
    Option(
        "contest",
        "ccp/a547-al1-p2-contest",
        "ccp/a549-al2-notified",
        Text(
            "Remplissez le formulaire SJ-871E: dites pourquoi vous contestez, déposez vos pièces et payez les frais.",
            "Complete form SJ-871E: say why you contest, file your exhibits and pay the fee.",
        ),
        Text(
            "Le greffe envoie votre contestation et la liste de vos pièces à l'autre partie. Un jugement ne peut plus être "
            "rendu contre vous faute de réponse.",
            "The clerk sends your contestation and the list of your exhibits to the other party. Judgment can no longer be "
            "given against you for want of an answer.",
        ),
        ("grounds_given", "court_costs_paid", "exhibits_filed"),
    ),
    Option(
        "mediation",
        "ccp/a547-al2-p1-mediation",
        "ccp/a547-al2-p1-mediation",
        Text("Demandez la médiation avec votre contestation.", "Ask for mediation with your contestation."),
        Text(
            "Elle est sans frais de plus, pour un temps fixé. Selon le district et le montant, elle peut être obligatoire.",
            "It is at no additional cost, for a set time. Depending on the district and the amount, it may be mandatory.",
        ),
        (),
        True,
    ),
    *(
        Option(
            key,
            "ccp/a547-al2-p2-referral",
            "ccp/a548-al2-referral" if key in ("other_district", "other_court") else "ccp/a547-al2-p2-referral",
            _REFERRAL_HOW,
            _REFERRAL_EFFECT
            if key in ("other_district", "other_court")
            else Text("Le tribunal décide.", "The court decides."),
            ("request_grounds_given",),
            True,
        )
        for key in _REFERRALS
    ),
    Option(
        "third_party",
        "ccp/a547-al2-p3-third-party",
        "ccp/a551-notified",
        Text(
            "Donnez au greffe le nom et la dernière adresse connue de cette personne, vos motifs et vos pièces.",
            "Give the court office that person's name and last known address, your grounds and your exhibits.",
        ),
        Text(
            "Le greffe avise l'autre partie et notifie tout à cette personne, qui a les mêmes choix et délais que vous.",
            "The clerk tells the other party and notifies everything to that person, who has the same options and time "
            "limits as you.",
        ),
        ("third_party_grounds_given", "third_party_named", "third_party_address_given"),
        True,
    ),
    Option(
        "counterclaim",
        "ccp/a547-al2-p4-counterclaim",
        "ccp/a550-counterclaim",
        Text(
            "Réclamez à votre tour, dans le même formulaire, jusqu'à la limite.",
            "Claim in turn, on the same form, up to the limit.",
        ),
        Text(
            "Le greffe décide si elle est admissible. S'il la refuse, vous avez 15 jours pour demander la révision.",
            "The clerk decides whether it is admissible. If it is refused, you have 15 days to ask for a review.",
        ),
        (),
        True,
    ),
    Option(
        "tender",
        "ccp/a547-al2-p5-tender",
        "ccp/a548-al3-tender",
        Text(
            "Offrez le montant que vous croyez devoir, et déposez-le au greffe ou dans une société de fiducie.",
            "Tender the amount that you believe you owe, and deposit it with the court office or a trust company.",
        ),
        Text("Le greffe avise l'autre partie.", "The clerk informs the other party."),
        ("tender_deposited",),
        True,
    ),
)

_CHOICE, _ALSO, _DONE = ("/choice",), ("/also",), ("/done",)
_NOT_TAKEN = Verdict(None, Text("Ce choix n'est pas fait.", "This option was not taken."), _CHOICE)
_ONLY_WITH = Verdict(
    False,
    Text("Ce choix n'est ouvert qu'à qui conteste.", "This option is open only to one who contests."),
    (*_ALSO, *_CHOICE),
)
_COMPLETE = Verdict(True, Text("Tout ce qu'il faut est fait.", "Everything needed is done."), (*_CHOICE, *_DONE))
_INCOMPLETE = Verdict(False, Text("Il reste quelque chose à faire.", "Something is still to be done."), _DONE)


def option_verdict(option: Option, facts: Mapping[str, Any]) -> Verdict:
    """Whether an option, as taken, is complete."""
    if not option.taken(facts):
        return _NOT_TAKEN
    if option.with_contestation and facts["choice"] != "contest":
        return _ONLY_WITH
    return _INCOMPLETE if option.missing(facts) else _COMPLETE


def _any_of(norm_id: str) -> ConditionRule:
    """The rule of a norm that several options share: the one that is taken decides (what they need is the same)."""

    def rule(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
        taken = (option for option in OPTIONS if option.norm == norm_id and option.taken(facts))
        return next((option_verdict(option, facts) for option in taken), _NOT_TAKEN)

    return rule


NORMS: tuple[str, ...] = tuple(dict.fromkeys(option.norm for option in OPTIONS))
for _norm_id in NORMS:
    RULES.encodes(_norm_id)(_any_of(_norm_id))

_PAYMENT = Text(
    "Le paiement comprend les frais judiciaires de l'autre partie.",
    "The payment includes the other party's judicial fees.",
)
_NOT_PAYING = Verdict(None, Text("Personne ne paie ici.", "Nobody pays here."), _CHOICE)
_FEES_MISSING = Verdict(
    False, Text("Il manque les frais judiciaires de l'autre partie.", "The other party's fees are missing."), _DONE
)


@RULES.encodes("quebec.ca/payment-includes-fees")
def payment_includes_the_fees(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """justice.gouv.qc.ca: the payment includes the fees of filing; a receipt with the file number goes to the office."""
    if facts["choice"] not in ("pay_court_office", "pay_claimant"):
        return _NOT_PAYING
    return Verdict(True, _PAYMENT, _DONE) if "costs_paid" in facts["done"] else _FEES_MISSING


def received(facts: Mapping[str, Any]) -> bool:
    """Whether a contestation has its grounds and its fee: exhibits that still come do not keep it out."""
    return facts["choice"] == "contest" and {"grounds_given", "court_costs_paid"} <= set(facts["done"])


def _when(norm_ids: tuple[str, ...], applies: Callable[[Mapping[str, Any]], bool], does: Text) -> None:
    """Registers what somebody else does once an option is complete: it holds then, and is null otherwise."""

    def rule(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
        return Verdict(True, does, _CHOICE) if applies(facts) else _NOT_TAKEN

    RULES.encodes(*norm_ids)(rule)


def _done(*keys: str) -> Callable[[Mapping[str, Any]], bool]:
    options = tuple(option for option in OPTIONS if option.key in keys)
    return lambda facts: any(option_verdict(option, facts).holds is True for option in options)


_when(
    ("ccp/a548-al1-paid",),
    _done("pay_court_office", "pay_claimant"),
    Text("Le greffe ferme le dossier.", "The clerk closes the record."),
)
_when(
    ("ccp/a548-al1-settled",),
    _done("settle"),
    Text("Le greffe homologue l'entente si on le demande.", "The clerk homologates the agreement if asked to."),
)
_when(("ccp/a548-al2-referral",), _done("other_district", "other_court"), _REFERRAL_EFFECT)
_when(
    ("ccp/a548-al3-tender",), _done("tender"), Text("Le greffe avise l'autre partie.", "The clerk informs the other.")
)
_when(
    ("ccp/a549-al2-notified",),
    received,
    Text(
        "Le greffe notifie la contestation à l'autre partie.", "The clerk notifies the contestation to the other party."
    ),
)
_when(
    ("ccp/a551-notified", "ccp/a551-third-party"),
    _done("third_party"),
    Text("Le greffe notifie tout au tiers.", "The clerk notifies everything to the third person."),
)
EFFECTS = (
    "ccp/a548-al1-paid",
    "ccp/a548-al1-settled",
    "ccp/a548-al2-referral",
    "ccp/a548-al3-tender",
    "ccp/a549-al2-notified",
    "ccp/a551-notified",
    "ccp/a551-third-party",
)

_GROUNDS = Verdict(
    True, Text("Les motifs et les pièces sont donnés.", "The grounds and the exhibits are given."), _DONE
)
_NO_GROUNDS = Verdict(
    False,
    Text(
        "Sans motifs, le greffe donne 10 jours pour les dire; ensuite, c'est un défaut.",
        "Without grounds, the clerk gives 10 days to state them; after that, it is a default.",
    ),
    _DONE,
)
_NO_EXHIBITS = Verdict(False, Text("Les pièces ne sont pas déposées.", "The exhibits are not filed."), _DONE)


@RULES.encodes("ccp/a549-al1-grounds")
def contests_with_grounds_and_exhibits(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 549, par. 1: who contests states the grounds and files the exhibits or copies."""
    if facts["choice"] != "contest":
        return _NOT_TAKEN
    if "grounds_given" not in facts["done"]:
        return _NO_GROUNDS
    return _GROUNDS if "exhibits_filed" in facts["done"] else _NO_EXHIBITS


_FEE_PAID = Verdict(True, Text("Les frais de la contestation sont payés.", "The fee is paid."), _DONE)
_FEE_DUE = Verdict(
    False,
    Text(
        "La contestation n'est reçue que si les frais sont payés.",
        "The contestation is received only once the fee is paid.",
    ),
    _DONE,
)


@RULES.encodes("quebec.ca/contestation-fees")
def contestation_is_received_once_paid(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Québec.ca: the defence is received only where the judicial fees are paid."""
    if facts["choice"] != "contest":
        return _NOT_TAKEN
    return _FEE_PAID if "court_costs_paid" in facts["done"] else _FEE_DUE
