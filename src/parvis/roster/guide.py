"""What an application asks, page by page: one question each, in the order in which they are asked.

Nothing here decides: a page fills facts of a question of the law (`applying`), and the law says what they are worth. What is
asked for the register and for the notice to the Minister (r. 0.7, s. 6; r. 0.6.1, ss. 3 and 35) is asked on pages of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_6_1.certification import ARBITRATION_SUBJECTS, MEDIATION_SUBJECTS
from parvis.law.texts.c25_01_r0_7.certification import SIX_ORDERS
from parvis.roster import guide_words as words
from parvis.roster.kinds import BACKGROUNDS, CERTIFIERS, LANGUAGES, MEETINGS, PROFESSIONS
from parvis.roster.models import Application

#: The professions of each certifier's members: asked only where there are several.
PROFESSIONS_OF: Mapping[str, tuple[str, ...]] = {
    "barreau": ("lawyer", "retired_lawyer"),
    "notaires": ("notary",),
    "orientation": ("guidance_counsellor",),
    "psychologues": ("psychologist",),
    "travailleurs_sociaux": ("social_worker", "family_therapist"),
    "psychoeducateurs": ("psychoeducator",),
    "cpa": ("cpa",),
    "cpej": ("institution_employee",),
}
#: Ticked by whoever undertakes, with their name typed.
YES_NO: Mapping[str, Text] = {"yes": Text("Oui", "Yes"), "no": Text("Non", "No")}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is typed or chosen. kind: text area number day amount one several yes_no tick districts.

    `options`: code → words of a choice; `least`, `most`: of a number; `longest`: of a text.
    """

    name: str
    kind: str
    label: Text
    hint: Text | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    least: int = 0
    most: int = 5_000
    longest: int = 120
    optional: bool = False

    def takes(self, value: Any) -> bool:
        """Whether a value is one that this field holds: the form reads what is typed, the act takes nothing else."""
        if value is None:
            return self.optional
        if self.kind in ("number", "yes_no", "tick"):
            return (
                type(value) is int and self.least <= value <= self.most
                if self.kind == "number"
                else type(value) is bool
            )
        if self.kind == "several":
            known = isinstance(value, list) and all(isinstance(one, str) for one in value)
            return known and set(value) <= set(self.options) and (bool(value) or self.optional)
        if self.kind == "districts":
            return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
        if self.kind == "one":
            return value in self.options
        if self.kind == "day":
            return _is_day(value)
        return isinstance(value, str) and len(value) <= self.longest and (bool(value.strip()) or self.optional)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Step:
    """One page. kind: fields documents supervisor undertaking fee affidavit. `facts`: what it fills, as JSON Pointers of the
    question's facts; `documents`: the purposes of what may be enclosed there; `needs`: whether one is needed to go on.
    """

    code: str
    title: Text
    fields: tuple[Field, ...] = ()
    why: Text | None = None
    facts: tuple[str, ...] = ()
    kind: str = "fields"
    documents: tuple[str, ...] = ()

    def answered(self, answers: Mapping[str, Any]) -> bool:
        """Whether this page was answered. One that only takes documents is, once it was gone through."""
        if self.kind in ("documents", "affidavit"):
            return answers.get(self.seen) is True
        if self.kind == "supervisor":
            return bool(answers.get("supervisor") or answers.get("supervisor_name"))
        return all(one.name in answers for one in self.fields)

    @property
    def seen(self) -> str:
        """Under which name it is written that a page without fields was gone through."""
        return f"{self.code}_seen"

    def names(self) -> frozenset[str]:
        """The names of the answers that this page gives."""
        return frozenset(one.name for one in self.fields) | {self.seen}


def steps_of(application: Application) -> tuple[Step, ...]:
    """The pages of an application, in order."""
    certifier = application.body.certifier
    if application.again:
        asked: Sequence[Step] = (_FEE,)
    elif application.kind == "family_mediation":
        asked = _family(certifier)
    elif application.kind == "small_claims_mediation":
        asked = (
            *_profession(certifier, "/profession"),
            _member_number(certifier),
            _MEDIATION_TRAINING,
            _DEEMED,
            _ATTESTATION,
        )
    else:
        asked = (*_profession(certifier, "/profession"), _member_number(certifier), *_ARBITRATION)
    return (*asked, *_REACHED)


def step_of(application: Application, code: str) -> Step | None:
    """One of its pages by its code; None where this application has no such page."""
    return next((one for one in steps_of(application) if one.code == code), None)


def first_open(application: Application) -> Step | None:
    """The first page that has no answer yet; None where every page has one."""
    return next((one for one in steps_of(application) if not one.answered(application.answers)), None)


def _profession(certifier: str, *facts: str) -> tuple[Step, ...]:
    offered = PROFESSIONS_OF[certifier]
    if len(offered) < 2:
        return ()
    options = {code: PROFESSIONS[code] for code in offered}
    asked = Field("profession", "one", words.PROFESSION, options=options)
    return (Step("profession", words.PROFESSION, (asked,), facts=facts),)


def _member_number(certifier: str) -> Step:
    title = words.EMPLOYEE_NUMBER if certifier == "cpej" else words.MEMBER_NUMBER
    return Step("member_number", title, (Field("member_number", "text", title, longest=40),), words.MEMBER_NUMBER_WHY)


def _documents(code: str, title: Text, *documents: str) -> Step:
    """A page that takes documents, each by its purpose."""
    facts = ("/supporting_documents",)
    return Step(code, title, kind="documents", facts=facts, documents=documents, why=words.DOCUMENTS_WHY)


def _yes_no(code: str, field: str, title: Text, hint: Text | None = None) -> Step:
    """A page of one question that is answered yes or no."""
    return Step(code, title, (Field(field, "yes_no", title, hint),), facts=(f"/{field}",))


def _family(certifier: str) -> tuple[Step, ...]:
    quality: tuple[Step, ...]
    if certifier == "cpej":
        quality = (
            _yes_no("employment", "cpej_employee", words.EMPLOYED),
            _yes_no("eligible", "eligible_for_order", words.ELIGIBLE, words.ELIGIBLE_HINT),
        )
        proofs = _documents("experience_proof", words.EXPERIENCE_PROOF, "experience", "employment")
    else:
        orders = Field("memberships", "several", words.ORDERS, options={code: CERTIFIERS[code] for code in SIX_ORDERS})
        profession = () if certifier == "barreau" else _profession(certifier)
        quality = (*profession, Step("orders", words.ORDERS, (orders,), facts=("/memberships",)))
        proofs = _documents("experience_proof", words.EXPERIENCE_PROOF, "experience", "membership")
    return (
        *quality,
        _member_number(certifier),
        _BACKGROUND,
        _EXPERIENCE,
        proofs,
        _BASIC,
        _documents("attestation", words.ATTESTATION, "training_attestation"),
        _SUPERVISOR,
        _UNDERTAKING,
        _FEE,
        _AFFIDAVIT,
    )


_BACKGROUND = Step(
    "background",
    words.BACKGROUND,
    (Field("background", "one", words.BACKGROUND, options=BACKGROUNDS),),
    words.BACKGROUND_WHY,
    ("/background",),
)
_EXPERIENCE = Step(
    "experience",
    words.EXPERIENCE,
    (Field("experience_months", "number", words.EXPERIENCE, words.EXPERIENCE_HINT, most=1_200),),
    words.EXPERIENCE_WHY,
    ("/experience_months",),
)
_BASIC = Step(
    "training",
    words.BASIC,
    (
        Field("completed", "day", words.COMPLETED),
        *(Field(f"hours_{group}", "number", label) for group, label in words.GROUPS.items()),
        Field("awareness", "number", words.AWARENESS, words.AWARENESS_HINT),
    ),
    words.BASIC_WHY,
    ("/basic_training",),
)
_SUPERVISOR = Step(
    "supervisor", words.SUPERVISOR, kind="supervisor", why=words.SUPERVISOR_WHY, facts=("/first_supervisor",)
)
_UNDERTAKING = Step(
    "undertaking",
    words.UNDERTAKING,
    (Field("undertakes", "tick", words.UNDERTAKES), Field("undertaken_by", "text", words.UNDERTAKEN_BY)),
    facts=("/undertaking_signed",),
    kind="undertaking",
)
_FEE = Step(
    "fee",
    words.FEE,
    (Field("fee_reference", "text", words.FEE_REFERENCE, words.FEE_REFERENCE_HINT, longest=60),),
    facts=("/fee_paid",),
    kind="fee",
)
_AFFIDAVIT = Step(
    "affidavit",
    words.AFFIDAVIT,
    (Field("sworn_elsewhere", "text", words.SWORN_ELSEWHERE, words.SWORN_ELSEWHERE_HINT, optional=True, longest=200),),
    words.AFFIDAVIT_WHY,
    ("/affidavit",),
    "affidavit",
    ("affidavit",),
)


def _training(code: str, title: Text, subjects: Sequence[str]) -> Step:
    return Step(
        code,
        title,
        (
            Field("training_hours", "number", words.TRAINING_HOURS, most=2_000),
            Field("under_certifier", "yes_no", words.UNDER_CERTIFIER),
            Field("subjects", "several", words.SUBJECTS, options={one: words.SUBJECT_WORDS[one] for one in subjects}),
        ),
        facts=("/training",),
    )


_MEDIATION_TRAINING = _training("mediation_training", words.MEDIATION_TRAINING, MEDIATION_SUBJECTS)
_DEEMED = Step(
    "deemed",
    words.DEEMED,
    (Field("certified_on_2003_10_16", "yes_no", words.DEEMED),),
    facts=("/certified_on_2003_10_16",),
)
_ATTESTATION = Step(
    "attestation", words.ATTESTATION, kind="documents", documents=("training_attestation", "membership")
)
_ARBITRATION = (
    Step(
        "member_since",
        words.MEMBER_SINCE,
        (Field("member_since", "day", words.MEMBER_SINCE),),
        facts=("/member_since",),
    ),
    Step("insured", words.INSURED, (Field("insured", "yes_no", words.INSURED),), facts=("/insured",)),
    Step("insurance", words.INSURANCE, kind="documents", documents=("insurance",)),
    _training("arbitration_training", words.ARBITRATION_TRAINING, ARBITRATION_SUBJECTS),
    Step(
        "civil_arbitrator",
        words.CIVIL_ARBITRATOR,
        (
            Field("civil_arbitrator_since", "day", words.CIVIL_SINCE, words.CIVIL_SINCE_HINT, optional=True),
            Field("top_up_hours", "number", words.TOP_UP_HOURS, most=2_000, optional=True),
            Field("top_up_completed", "day", words.TOP_UP_COMPLETED, optional=True),
        ),
        words.CIVIL_WHY,
        ("/civil_arbitrator_since", "/top_up"),
    ),
    Step("attestation", words.ATTESTATION, kind="documents", documents=("training_attestation", "membership")),
)
#: For every application: what the notice to the Minister says, then what the register shows.
_REACHED = (
    Step(
        "contact",
        words.CONTACT,
        (
            Field("domicile", "area", words.DOMICILE, words.DOMICILE_HINT, longest=300),
            Field("borough", "text", words.BOROUGH, words.BOROUGH_HINT, longest=100, optional=True),
            Field("phone", "text", words.PHONE, longest=30),
            Field("other_phone", "text", words.OTHER_PHONE, longest=30, optional=True),
            Field("email", "text", words.EMAIL, longest=254),
        ),
        words.CONTACT_WHY,
    ),
    Step(
        "public",
        words.PUBLIC,
        (
            Field("public_phone", "text", words.PUBLIC_PHONE, longest=30, optional=True),
            Field("public_email", "text", words.PUBLIC_EMAIL, longest=254, optional=True),
            Field("website", "text", words.WEBSITE, words.WEBSITE_HINT, longest=200, optional=True),
            Field("place", "text", words.PLACE, words.PLACE_HINT, longest=200, optional=True),
        ),
        words.PUBLIC_WHY,
    ),
    Step("districts", words.DISTRICTS, (Field("districts", "districts", words.DISTRICTS),), words.DISTRICTS_WHY),
    Step(
        "languages",
        words.LANGUAGES,
        (Field("languages", "several", words.LANGUAGES, options=LANGUAGES),),
        words.PUBLIC_TOO,
    ),
    Step(
        "meetings", words.MEETINGS, (Field("meetings", "several", words.MEETINGS, options=MEETINGS),), words.PUBLIC_TOO
    ),
)
