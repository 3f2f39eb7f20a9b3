"""What an application is worth in law on a day: its answers as facts of a question, and what the question decides.

An answer that is still to be given is no fact: until then each norm that reads it is neither met nor unmet. A return under
s. 9.1 is a request of `family-mediation/standing`; any other application is a question of certification.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.documents.models import StoredDocument
from parvis.law.kernel.decision import Decision, Finding
from parvis.law.kernel.money import Money
from parvis.law.questions import decide
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.certification import INSTITUTION, SIX_ORDERS
from parvis.roster.guide import PROFESSIONS_OF, steps_of
from parvis.roster.models import Application, Certification, CertifyingBody, StandingAct
from parvis.roster.supervisors import supervisor_facts

QUESTIONS: Mapping[str, str] = {
    "family_mediation": "family-mediation/certification",
    "small_claims_mediation": "small-claims/mediator-certification",
    "small_claims_arbitration": "small-claims/arbitrator-certification",
}
STANDING = "family-mediation/standing"
EXAMINATION_FEE = "c25.01-r0.7/examination-fee"
#: What has to be enclosed for the supporting documents to count as there. Not legal: each certifier sets its own list (s. 4,
#: par. 2), and asks for more; these two are what the text cannot be checked without.
ENCLOSED = ("training_attestation", "experience")
#: What a return leads to that is granted without more, and what a person decides (`on_request` of the question).
GRANTED_AGAIN, DECIDED_AGAIN = ("certify_again", "certify_with_training"), ("section_4_1",)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the law says of an application. `verdict`: `yes`; `person`: what the text leaves to somebody is all that is
    left; `no`. `unmet`: the norms that do not hold, in the order of the text; `pending`: those that wait for an answer.
    """

    decision: Decision
    verdict: str
    unmet: tuple[str, ...]
    pending: tuple[str, ...]

    def is_aggregate(self, finding: Finding) -> bool:
        """Whether a norm only says that others are cumulative: it is not told beside them."""
        return finding.holds is False and finding.norm.id not in self.unmet and finding.norm.id not in self.pending


def documents_of(application: Application) -> list[StoredDocument]:
    """What was enclosed with an application and is still there, oldest first."""
    return list(StoredDocument.objects.about("application", application.number).kept())


def fee_on(application: Application, on: date) -> Money | None:
    """The examination fee of that day; None where no text that was seen sets one (small claims)."""
    if application.kind != "family_mediation":
        return None
    value = LAW.parameters[EXAMINATION_FEE].at(on).value
    return value if isinstance(value, Money) else None


def weigh(application: Application, *, on: date, enclosed: Collection[str] | None = None) -> Weighed:
    """What the law says of an application on a day. `enclosed`: the purposes of its documents, where they are known.

    `Refusal` where the answers contradict each other.
    """
    purposes = {one.purpose for one in documents_of(application)} if enclosed is None else set(enclosed)
    open_facts = [
        fact for step in steps_of(application) if not step.answered(application.answers) for fact in step.facts
    ]
    if application.again:
        return _weigh_return(application, on, open_facts)
    question = QUESTIONS[application.kind]
    facts = _FACTS[application.kind](application, on, purposes)
    decision = decide(question, facts)
    pending = tuple(one.norm.id for one in decision.findings if _waits(one, open_facts))
    unmet = tuple(one for one in _in_order(decision) if one in decision.outcome["unmet"] and one not in pending)
    return Weighed(decision, _verdict(decision, unmet, pending), unmet, pending)


def _in_order(decision: Decision) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.norm.id for one in decision.findings))


def _waits(finding: Finding, open_facts: Collection[str]) -> bool:
    """Whether a norm reads an answer that is still to be given; one that another norm set aside waits for nothing."""
    single = (
        len({fact.split("/")[1] for fact in finding.facts}) <= 2
    )  # a norm that says others are cumulative reads them all
    return single and any(
        fact == each or fact.startswith(f"{each}/") or each.startswith(f"{fact}/")
        for fact in finding.facts
        for each in open_facts
    )


def _verdict(decision: Decision, unmet: Collection[str], pending: Collection[str]) -> str:
    certify = decision.outcome["certify"]
    if certify is True and not pending:
        return "yes"
    left = {one.norm for one in decision.for_a_person}
    undetermined = set(decision.outcome.get("undetermined", ())) | set(pending)
    if certify is not None or unmet or not undetermined:
        return "no"
    return "person" if undetermined <= left else "no"


def _weigh_return(application: Application, on: date, open_facts: Collection[str]) -> Weighed:
    """A return under s. 9.1: what the acts of the certification lead a request of that day to."""
    events = [
        *events_of(application, on),
        {"type": "certification_requested", "date": on.isoformat(), "fee_paid": _paid(application)},
    ]
    decision = decide(STANDING, {"on": on.isoformat(), "events": events})
    here = f"/events/{len(events) - 1}"
    waits = bool(open_facts)
    about = [one for one in decision.findings if any(fact.startswith(here) for fact in one.facts)]
    fee = [one.norm.id for one in about if one.holds is False and f"{here}/fee_paid" in one.facts]
    pending, unmet = (tuple(fee), ()) if waits else ((), tuple(fee))
    leads = decision.outcome["on_request"]
    if unmet or pending or leads not in (*GRANTED_AGAIN, *DECIDED_AGAIN):
        verdict = "no"
    else:
        verdict = "person" if leads in DECIDED_AGAIN or decision.for_a_person else "yes"
    shown = Decision(
        decision.question,
        decision.on,
        decision.outcome,
        tuple(about),
        decision.for_a_person,
        decision.past_horizon,
        decision.unconfirmed,
        decision.readings,
        decision.used,
    )
    return Weighed(shown, verdict, unmet, pending)


def certification_of(application: Application) -> Certification | None:
    """The certification that this body already follows for this person, of this kind; None where there is none."""
    return Certification.objects.filter(
        professional__file__person=application.person_id, body=application.body_id, kind=application.kind
    ).first()


def events_of(application: Application, on: date) -> list[dict[str, Any]]:
    """The acts of that certification, as events of `family-mediation/standing`."""
    held = certification_of(application)
    if held is None:
        return []
    return [_event(act) for act in StandingAct.objects.counted().filter(certification=held, day__lte=on)]


def _event(act: StandingAct) -> dict[str, Any]:
    event: dict[str, Any] = {"type": act.kind, "date": act.day.isoformat()}
    if act.informed is not None:
        event["informed"] = act.informed.isoformat()
    if act.fee_cents is not None:
        event["fee_paid"] = str(Money(act.fee_cents))
    return event


def _paid(application: Application) -> str:
    return str(Money(application.fee_cents or 0)) if application.answers.get("fee_reference") else "0.00"


def profession_of(application: Application) -> str:
    """The profession under which somebody applies: the one they chose, or the only one of that certifier's members."""
    return str(application.answers.get("profession") or PROFESSIONS_OF[application.body.certifier][0])


def _family_facts(application: Application, on: date, enclosed: Collection[str]) -> dict[str, Any]:
    told = application.answers
    return {
        "on": on.isoformat(),
        "certifier": application.body.certifier,
        "memberships": told.get("memberships", []),
        "cpej_employee": told.get("cpej_employee", False),
        "eligible_for_order": told.get("eligible_for_order"),
        "background": told.get("background", "other"),
        "experience_months": told.get("experience_months", 0),
        "basic_training": {
            "completed": told.get("completed", on.isoformat()),
            "hours": {
                group: told.get(f"hours_{group}", 0)
                for group in ("economic_legal_tax", "psychosocial", "process_negotiation", "family_violence")
            },
            "post_breakup_awareness": told.get("awareness", 0),
        },
        "undertaking_signed": bool(told.get("undertakes") and told.get("undertaken_by")),
        "first_supervisor": _supervisor(told, on),
        "fee_paid": _paid(application),
        "supporting_documents": set(ENCLOSED) <= set(enclosed),
        "affidavit": "affidavit" in enclosed or bool(told.get("sworn_elsewhere")),
    }


def _supervisor(told: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Whom they chose in the register, as the register has them; or whom they named, as they say."""
    if (chosen := told.get("supervisor")) and (known := supervisor_facts(int(chosen), on=on)) is not None:
        return known
    return {
        "name": str(told.get("supervisor_name", "")),
        "certified": told.get("supervisor_certified", False),
        "mandates_completed": told.get("supervisor_mandates", 0),
    }


def _training_facts(told: Mapping[str, Any]) -> dict[str, Any] | None:
    if "training_hours" not in told:
        return None
    return {"hours": told["training_hours"], "under_certifier": told["under_certifier"], "subjects": told["subjects"]}


def _mediator_facts(application: Application, on: date, _enclosed: Collection[str]) -> dict[str, Any]:
    told = application.answers
    return {
        "on": on.isoformat(),
        "profession": profession_of(application),
        "certifier": application.body.certifier,
        "training": _training_facts(told),
        "certified_on_2003_10_16": told.get("certified_on_2003_10_16"),
    }


def _arbitrator_facts(application: Application, on: date, _enclosed: Collection[str]) -> dict[str, Any]:
    told = application.answers
    top_up = None
    if told.get("top_up_hours") is not None and told.get("top_up_completed"):
        top_up = {"hours": told["top_up_hours"], "completed": told["top_up_completed"]}
    return {
        "on": on.isoformat(),
        "profession": profession_of(application),
        "certifier": application.body.certifier,
        "member_since": told.get("member_since"),
        "insured": told.get("insured"),
        "training": _training_facts(told),
        "civil_arbitrator_since": told.get("civil_arbitrator_since"),
        "top_up": top_up,
    }


_FACTS = {
    "family_mediation": _family_facts,
    "small_claims_mediation": _mediator_facts,
    "small_claims_arbitration": _arbitrator_facts,
}
#: The professions that each question of small claims weighs.
_PROFESSIONS = ("lawyer", "retired_lawyer", "notary", "cpa")


def kinds_of(certifier: str, *, on: date) -> tuple[str, ...]:
    """What a body certifies for on that day, by the law: the kinds for which it turns nobody of its own away."""
    return tuple(kind for kind in QUESTIONS if _certifies(kind, certifier, on))


def _certifies(kind: str, certifier: str, on: date) -> bool:
    if kind == "family_mediation":
        if certifier not in (*SIX_ORDERS, INSTITUTION):
            return False
        return decide(QUESTIONS[kind], _asked_by_a_member(certifier, on)).outcome["competent_certifier"] is True
    if certifier not in ("barreau", "notaires", "cpa"):
        return False
    asked = ({"on": on.isoformat(), "profession": one, "certifier": certifier} for one in _PROFESSIONS)
    return any(not decide(QUESTIONS[kind], facts).outcome["unmet"] for facts in asked)


def _asked_by_a_member(certifier: str, on: date) -> dict[str, Any]:
    """Facts of somebody whose certifier it is: a member of the order, or an employee of the institution."""
    told = {"memberships": [] if certifier == INSTITUTION else [certifier], "cpej_employee": certifier == INSTITUTION}
    body = CertifyingBody(slug=certifier, certifier=certifier)
    return _family_facts(Application(body=body, kind="family_mediation", answers=told), on, ())
