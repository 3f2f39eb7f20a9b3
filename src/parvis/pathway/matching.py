"""Which services fit a situation, and why: a pure function over loaded values.

What the directory does not say never excludes a service: it is said to be not known. What excludes is only what the
directory states and the person has answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from parvis.directory import vocabulary
from parvis.directory.recurrence import Occurrence, Rule, next_of
from parvis.law.kernel.text import Text, amount, listed
from parvis.pathway.hours import sitting_text
from parvis.pathway.offers import Centre, Directory, Offer
from parvis.pathway.parts import Helper, Sitting
from parvis.pathway.situation import STAGES, Situation

#: To read, to watch or to browse: useful, after those who answer.
READING = ("publication", "video", "website")
#: To look things up in: shown with what there is to read.
TOOLS = ("decision_search", "online_directory", "calendar")
#: The court's own work, and its forms: no help to choose. A form stands with the step that uses it.
NOT_HELP = ("court_service", "conciliation", "e_filing")
#: Who is not a person for a service that takes people only; an association or a group is not known.
NOT_A_PERSON = ("company", "partnership", "municipality", "quebec_government")
#: The matters that may be about the one subject of a service; others exclude it. Not listed: no matter of small claims.
_MATTERS_OF: Mapping[str, tuple[str, ...]] = {
    "condominium": ("money_owed", "works", "damage", "contract", "hidden_defect"),
    "defective_product": ("purchase", "hidden_defect"),
    "tax": ("tax",),
}
#: Where the matter says it all: no doubt is left.
_SAME_MATTER: Mapping[str, tuple[str, ...]] = {"tax": ("tax",)}
#: Help that does not depend on the small claims track: all that is offered where another tribunal hears the matter.
GENERAL = ("legal_information", "legal_assistance", "referral", "question_answer")
#: Done on the day of the hearing, by it or before it.
UP_TO_HEARING = ("on_site_mediation", "hearing_preparation", "information_session")
#: How many next dates are shown.
DATES = 3

_ORDER = (
    "hearing_preparation",
    "legal_assistance",
    "premediation",
    "enforcement",
    "information_session",
    "legal_information",
    "dispute_resolution",
    "mediation",
    "on_site_mediation",
    "question_answer",
    "referral",
    *TOOLS,
    *READING,
)
#: What is most to the point at a stage, among what is as near and as well dated.
_FIRST_AT: Mapping[str, tuple[str, ...]] = {
    "contested": ("premediation",),
    "mediation": ("premediation", "mediation"),
    "hearing_convened": ("hearing_preparation",),
    "after_judgment": ("enforcement",),
}
#: Services for these stages also serve somebody at the stage on the left.
_ALSO_AT: Mapping[str, tuple[str, ...]] = {
    "notice_sent": ("before_claim",),
    "mediation": ("contested",),
    "arbitration": ("contested",),
}  # a mediation or premediation only at the stages that it states
_NOT_STATED = {
    **vocabulary.NOT_STATED,
    "amount": Text("si un montant limite s'applique", "whether an amount limit applies"),
    "income": Text("si une condition de revenu s'applique", "whether an income condition applies"),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A service that fits: reasons, what is not known, a doubt (`maybe`), and whether it suits the person's wishes."""

    offer: Offer
    near: bool
    fits: tuple[Text, ...]
    not_known: tuple[Text, ...]
    maybe: Text | None
    suits: bool


def fit(offer: Offer, situation: Situation, on: date, *, mandatory: bool | None, elsewhere: bool = False) -> Fit | None:
    """Whether and why a service fits; None where something stated keeps it out.

    `mandatory`: whether mediation is mandatory in this file (None: not known). `elsewhere`: another tribunal hears it.
    """
    if not may_be_offered(offer) or (elsewhere and offer.kind not in GENERAL):
        return None
    if not _serves(offer, situation, on) or _is_excluded(offer, situation):
        return None
    near = offer.scope == "districts"
    if near and not offer.districts & {situation.district, situation.home_district}:
        return None
    suitable, wish = suits(offer, situation.languages, situation.channels)
    if not suitable and offer.kind in READING:
        return None
    return Fit(
        offer,
        near,
        tuple(_reasons(offer, situation, near)),
        tuple(dict.fromkeys(_not_known(offer, situation))),
        _doubt(offer, situation, mandatory) or _subject_doubt(offer, situation) or wish,
        suitable,
    )


def may_be_offered(offer: Offer) -> bool:
    """Whether a service is one that people can be sent to."""
    never = offer.kind in (*vocabulary.NEVER_OFFERED, *NOT_HELP) or offer.status in ("ended", "planned")
    return offer.for_public and not never


def _serves(offer: Offer, situation: Situation, on: date) -> bool:
    """The role and the stage are among those that the directory states."""
    if not offer.roles and not offer.stages:  # about no party's file: another field, or a report
        return False
    if offer.roles and situation.role not in offer.roles:
        return False
    also = () if offer.kind in ("mediation", "premediation") else _ALSO_AT.get(situation.stage, ())
    if offer.stages and not {situation.stage, *also} & set(offer.stages):
        return False
    heard = situation.stage == "hearing_day" and situation.hearing is not None and situation.hearing < on
    return not (heard and offer.kind in UP_TO_HEARING)


def _is_excluded(offer: Offer, situation: Situation) -> bool:
    """Something that the directory requires is answered otherwise."""
    too_much = offer.amount_max is not None and situation.amount is not None and situation.amount > offer.amount_max
    early = offer.filed_from is not None and situation.filed is not None and situation.filed < offer.filed_from
    stage = STAGES.index(situation.stage)
    no_notice = offer.notice_received and situation.stage not in ("hearing_convened", "hearing_day")
    not_contested = offer.contested and not STAGES.index("contested") <= stage < STAGES.index("after_judgment")
    has_lawyer = offer.represented is False and situation.represented is True
    not_consumer = offer.consumer and (situation.consumer is False or _no_consumer(situation))
    not_a_person = offer.persons_only and situation.own_kind in NOT_A_PERSON
    return bool(
        too_much
        or early
        or no_notice
        or not_contested
        or has_lawyer
        or not_consumer
        or not_a_person
        or _is_another_subject(offer, situation)
    )


def _is_another_subject(offer: Offer, situation: Situation) -> bool:
    """Whether the one subject of a service is not that of this dispute, as far as the answers tell."""
    if not offer.subject:
        return False
    possible = _MATTERS_OF.get(offer.subject)
    return possible is None or (situation.matter is not None and situation.matter not in possible)


def _subject_doubt(offer: Offer, situation: Situation) -> Text | None:
    """What the answers do not tell: whether the dispute is about the one subject of the service."""
    if not offer.subject or situation.matter in _SAME_MATTER.get(offer.subject, ()):
        return None
    return vocabulary.SUBJECTS[offer.subject]


def _no_consumer(situation: Situation) -> bool:
    """Whether the answers leave no room for a consumer contract: it was not even asked at a stage where it is."""
    asked_here = STAGES.index(situation.stage) <= STAGES.index("claim_filed")
    return asked_here and situation.consumer is None and "consumer" not in situation.unknown


def suits(offer: Offer, wanted: tuple[str, ...], ways: tuple[str, ...]) -> tuple[bool, Text | None]:
    """Whether it is given in a language and a way that suit; otherwise what to know. Nothing said: everything suits."""
    if wanted and offer.languages and not set(wanted) & set(offer.languages):
        names = listed([IN_LANGUAGE[one] for one in offer.languages])
        return False, Text("Ce service est offert {names} seulement.", "This service is offered {names} only.").fill(
            names=names
        )
    channels = {"online" if one == "video" else one for one in offer.channels}
    if ways and channels and not set(ways) & channels:
        names = listed([_lower(vocabulary.CHANNELS[one]) for one in offer.channels])
        return False, Text(
            "Ce service se donne autrement : {names}.", "This service is given in another way: {names}."
        ).fill(names=names)
    return True, None


IN_LANGUAGE = {"fr": Text("en français", "in French"), "en": Text("en anglais", "in English")}


def _lower(text: Text) -> Text:
    return Text(text.fr[0].lower() + text.fr[1:], text.en[0].lower() + text.en[1:])


def _reasons(offer: Offer, situation: Situation, near: bool) -> Iterator[Text]:
    if near:
        yield Text("dans votre district", "in your district")
    elif offer.scope == "province":
        yield Text("partout au Québec", "everywhere in Québec")
    if offer.roles == (situation.role,):
        claims = situation.is_claimant
        yield (
            Text("pour qui réclame", "for those who claim")
            if claims
            else Text("pour qui est poursuivi", "for those who are sued")
        )
    if situation.stage in offer.stages:
        yield Text("à votre étape", "at your stage")
    for lang in situation.languages:
        if lang in offer.languages and not offer.languages_implied:
            yield IN_LANGUAGE[lang]
    for channel in situation.channels:
        if channel in offer.channels:
            yield _lower(vocabulary.CHANNELS[channel])
    if offer.free:
        yield Text("gratuit", "free")


def _not_known(offer: Offer, situation: Situation) -> Iterator[Text]:
    if offer.amount_max is not None and situation.amount is None:
        yield Text("si le montant convient (au plus {most})", "whether the amount fits (at most {most})").fill(
            most=amount(offer.amount_max)
        )
    if offer.represented is False and situation.represented is None:
        yield Text(
            "si vous avez un avocat (ce service est pour qui n'en a pas)",
            "whether you have a lawyer (this service is for those who do not)",
        )
    if offer.filed_from is not None and situation.filed is None and not situation.before_filing:
        yield Text("le jour du dépôt de la demande", "the day the claim was filed")
    if offer.consumer and situation.consumer is None:
        yield Text("si c'est un contrat de consommation", "whether it is a consumer contract")
    if offer.low_income:
        yield Text("si votre revenu le permet", "whether your income allows it")
    if offer.persons_only and situation.own_kind in ("association", "group"):
        yield Text("si le service prend un groupe", "whether the service takes a group")
    yield from _not_known_of(offer, situation)


def _not_known_of(offer: Offer, situation: Situation) -> Iterator[Text]:
    """What the directory leaves unsaid, whatever the answers."""
    if offer.conditions:
        yield Text("si vous remplissez ses autres conditions", "whether you meet its other conditions")
    if offer.selected:
        yield Text("si le service retient votre demande", "whether the service takes your request")
    if offer.scope == "unnamed":
        yield Text("les endroits où il se donne", "the places where it is given")
    if situation.languages and not offer.languages:
        yield vocabulary.NOT_STATED["language"]
    for code in offer.not_stated:
        if not (code == "income" and offer.low_income):
            yield _NOT_STATED[code]


def _doubt(offer: Offer, situation: Situation, mandatory: bool | None) -> Text | None:
    """Why the service may no longer apply to this file."""
    if offer.kind == "on_site_mediation" and mandatory is not False:
        return (
            Text(
                "Peut-être plus pour votre dossier : à ce montant, la médiation est en principe obligatoire avant "
                "l'audience. "
                "Demandez au greffe.",
                "Perhaps no longer for your file: for this amount mediation is in principle mandatory before the hearing. "
                "Ask the court office.",
            )
            if mandatory
            else Text(
                "Peut-être plus pour votre dossier, si la médiation y est obligatoire. Demandez au greffe.",
                "Perhaps no longer for your file, if mediation is mandatory in it. Ask the court office.",
            )
        )
    if offer.status == "unclear":
        return Text(
            "Nous ne savons pas si ce service existe encore. Communiquez avec l'organisme d'abord.",
            "We do not know whether this service still exists. Contact the organization first.",
        )
    return None


# From fits to helpers -------------------------------------------------------------------------------------------------


def helpers(
    directory: Directory, situation: Situation, on: date, *, mandatory: bool | None, elsewhere: bool = False
) -> list[Helper]:
    """The services that fit, most useful first: local, dated, advice and preparation before tools and reading."""
    fits = (fit(offer, situation, on, mandatory=mandatory, elsewhere=elsewhere) for offer in directory.offers)
    centres = directory.centres.get(situation.home_district or situation.district or "", ())
    made = [(each, _helper(each, situation, on, centres)) for each in fits if each]
    made.sort(key=lambda pair: _usefulness(pair[0], pair[1], situation.stage))
    return [helper for _, helper in made]


def _usefulness(fit: Fit, helper: Helper, stage: str) -> tuple[object, ...]:
    kind = fit.offer.kind
    apart = 2 if kind in TOOLS else 1 if kind in READING else 0
    doubtful = fit.maybe is not None
    rank = -1 if kind in _FIRST_AT.get(stage, ()) else _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    return (apart, doubtful, not fit.near, not helper.sittings, rank, fit.offer.name.fr)


def _helper(fit: Fit, situation: Situation, on: date, centres: tuple[Centre, ...]) -> Helper:
    offer = fit.offer
    centre = centres[0] if offer.of_centres and centres else None
    group = (
        "paused"
        if offer.status == "paused"
        else "read"
        if offer.kind in (*READING, *TOOLS)
        else "near"
        if fit.near
        else "everywhere"
    )
    return Helper(
        slug=offer.slug,
        kind=offer.kind,
        name=offer.name,
        summary=offer.summary,
        provider=offer.provider,
        group=group,
        fits=fit.fits,
        not_known=fit.not_known,
        guidance=GUIDANCE[offer.guidance],
        cost=offer.cost,
        reach=offer.how,
        place=at_centre(centre) if centre else offer.place,
        phone=centre.phone if centre and centre.phone else offer.phone,
        web=offer.web,
        sittings=_sittings(offer, situation, on),
        schedule=offer.schedule,
        conditions=offer.conditions,
        maybe=fit.maybe,
        as_of=offer.as_of,
    )


def at_centre(centre: Centre) -> Text:
    """The centre of the district, as a place; its territory is inferred from its name, so it is to be confirmed."""
    where = f", {centre.where}" if centre.where else ""
    return Text(
        f"{centre.name.fr}{where}. Confirmez que c'est le centre de votre district.",
        f"{centre.name.en}{where}. Confirm that it is the centre of your district.",
    )


GUIDANCE = {
    "information": Text("De l'information, pas un avis sur votre cas", "Information, not an opinion on your case"),
    "advice": Text("Un conseil sur votre cas", "Advice on your case"),
    "none": Text("Ni information ni conseil", "Neither information nor advice"),
}


def _sittings(offer: Offer, situation: Situation, on: date) -> tuple[Sitting, ...]:
    """The next dates; where a hearing is set, only those that come in time for it."""
    return next_sittings(offer, on, _before_hearing(offer, situation))


def next_sittings(offer: Offer, on: date, before: date | None = None) -> tuple[Sitting, ...]:
    """The next dates of a service, none after `before`."""
    if offer.status not in ("active", "unclear"):
        return ()
    last = min((day for day in (offer.until, before) if day), default=date.max)
    return tuple(
        Sitting(
            one.day,
            one.start,
            one.end,
            one.certainty == "confirmed",
            one.why,
            sitting_text(one.day, one.start, one.end),
        )
        for one in _next_dates(offer.rules, on)
        if one.day <= last
    )


@lru_cache(maxsize=1024)
def _next_dates(rules: tuple[Rule, ...], on: date) -> tuple[Occurrence, ...]:
    """The next dates of these schedules: the same for everybody on a day, so they are worked out once."""
    return tuple(next_of(rules, on, DATES))


def _before_hearing(offer: Offer, situation: Situation) -> date | None:
    return situation.hearing if offer.kind in UP_TO_HEARING else None


def kept_apart(found: Iterable[Helper]) -> tuple[tuple[Helper, ...], tuple[Helper, ...], tuple[Helper, ...]]:
    """Those who help now, what there is to read, and what is paused; each in its order."""
    every = list(found)
    reading = [one for one in every if one.group == "read"]
    paused = [replace(one, sittings=()) for one in every if one.group == "paused"]
    return tuple(one for one in every if one.group not in ("read", "paused")), tuple(reading), tuple(paused)
