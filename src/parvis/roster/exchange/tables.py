"""The tables of the roster that somebody takes away: whose each is, and what of it stays behind.

A certifying body takes what it keeps of those it certifies; the Service, what it keeps of mandates and sessions, an officer of
some districts those of their districts. `LEFT_OUT`: the tables that nobody takes, with why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q

from parvis.law.kernel.money import Money
from parvis.roster.exchange.columns import COLUMNS
from parvis.roster.exchange.export import CHUNK, Reach, Rows, Table
from parvis.roster.models import (
    Application,
    ApplicationMessage,
    Certification,
    CertifyingBody,
    Couple,
    Designation,
    ExtensionRequest,
    GroupSession,
    Mandate,
    MandateParty,
    MediatorReport,
    MinisterNotice,
    Offer,
    OutOfSessionWork,
    Presence,
    Professional,
    SessionSheet,
    Signature,
    StandingAct,
    StandingPeriod,
    SupervisionSession,
    TimeLeft,
    Training,
    Undertaking,
)


def of_body(path: str, reach: Reach) -> Q:
    """What is a body's, by the path to it; everything for the Service."""
    return Q() if reach.bodies is None else Q(**{f"{path}__in": reach.bodies})


def of_districts(path: str, reach: Reach) -> Q:
    """What is of the districts of an officer of the Service, by the path to one; everything for the others."""
    return Q() if reach.districts is None else Q(**{f"{path}__in": reach.districts})


def listed(model: type[Model], names: str, where: Callable[[Reach], Q], *, whose: str = "all") -> Table:
    """A table of these fields (their names, apart), each row as it is kept, in the order in which they came."""
    fields = names.split()

    def rows(reach: Reach) -> Rows:
        found = model._default_manager.filter(where(reach)).order_by("pk")
        return found.values_list(*fields).iterator(chunk_size=CHUNK)

    return Table(fields, rows, whose, model)


def _roster(reach: Reach) -> Rows:
    """The acts that count, in the form that an import reads again."""
    acts = StandingAct.objects.counted().filter(of_body("certification__body", reach))
    two = ("certification__file", "certification__professional__file")
    ordered = acts.select_related(*two).order_by(
        "certification__professional__name_key", "certification_id", "day", "pk"
    )
    for act in ordered.iterator(chunk_size=CHUNK):
        yield _roster_row(act)


def _roster_row(act: StandingAct) -> Sequence[object]:
    held, one = act.certification, act.certification.professional
    file, own = getattr(held, "file", None), getattr(one, "file", None)
    return [
        one.name,
        one.profession,
        file.member_number if file else "",
        held.kind,
        act.kind,
        act.day,
        act.informed or "",
        Money(act.fee_cents) if act.fee_cents is not None else "",
        held.background,
        "; ".join(one.districts),
        "; ".join(one.languages),
        one.in_person,
        one.remote,
        one.accepting,
        one.phone,
        one.email,
        one.website,
        one.place,
        own.domicile if own else "",
        file.mandates_before if file else 0,
    ]


def _periods(reach: Reach) -> Rows:
    found = StandingPeriod.objects.filter(of_body("certification__body", reach)).order_by("certification_id", "days")
    for one in found.iterator(chunk_size=CHUNK):
        yield one.certification_id, one.status, one.days.lower, one.days.upper or "", one.act_id


def _presences(reach: Reach) -> Rows:
    district = of_districts("session__mandate__district", reach) | of_districts("group_session__district", reach)
    for one in Presence.objects.filter(district).order_by("pk").iterator(chunk_size=CHUNK):
        yield one.session_id, one.group_session_id, one.certification_id, one.span.lower, one.span.upper, one.voided


def _certified(reach: Reach) -> Q:
    mine = Certification.objects.filter(of_body("body", reach))
    return Q(pk__in=mine.values("professional"))


def _mandate(reach: Reach) -> Q:
    """For a body, the mandates in which somebody it certifies mediates; for the Service, by district."""
    if reach.bodies is None:
        return of_districts("district", reach)
    return of_body("mediator__body", reach) | of_body("co_mediator__body", reach)


def _supervised(reach: Reach) -> Q:
    """The supervision of those whom a body certifies; for the Service, by the mandate's district."""
    if reach.bodies is None:
        return of_districts("mandate__district", reach)
    return Q(pk__in=SupervisionSession.objects.of_bodies(reach.bodies).values("pk"))


def _district(path: str) -> Callable[[Reach], Q]:
    return lambda reach: of_districts(path, reach)


def _body(path: str) -> Callable[[Reach], Q]:
    return lambda reach: of_body(path, reach)


def _sent(path: str, body: str) -> Callable[[Reach], Q]:
    """What is about an application that was sent: a draft is its author's alone."""
    return lambda reach: ~Q(**{f"{path}state": "draft"}) & of_body(body, reach)


TABLES: Mapping[str, Table] = {
    "roster": Table([one.code for one in COLUMNS], _roster),
    "bodies": listed(CertifyingBody, "slug certifier name_fr name_en", _body("slug")),
    "professionals": listed(
        Professional,
        "pk slug name profession phone email website place districts languages matters in_person remote"
        " accepting step_free file__domicile file__borough file__phones file__email added_at added_by changed_at",
        _certified,
    ),
    "certifications": listed(
        Certification,
        "pk professional_id body_id kind background file__member_number file__mandates_before"
        " file__first_supervisor added_at",
        _body("body"),
    ),
    "acts": listed(
        StandingAct,
        "pk certification_id certification__body kind day informed fee_cents norm needs_notice reason"
        " corrects_id by at",
        _body("certification__body"),
    ),
    "periods": Table(("certification_id", "status", "from", "until_before", "act_id"), _periods, of=StandingPeriod),
    "notices": listed(
        MinisterNotice,
        "pk certification_id act_id kind mandated content state made_at target sent_at sent_how times_sent"
        " digest acknowledged_at acknowledged_by",
        _body("certification__body"),
    ),
    "applications": listed(
        Application,
        "number body_id kind again state answers begun_at sent_at received_on completed_on fee_cents"
        " fee_reference decided_at decided_by decision certification_id",
        _sent("", "body"),
        whose="body",
    ),
    "messages": listed(
        ApplicationMessage,
        "application__number kind text by at",
        _sent("application__", "application__body"),
        whose="body",
    ),
    "mandates": listed(
        Mandate,
        "number kind mediator_id co_mediator_id district referral opened closed objects_entrusted patrimony_form"
        " agreed outcome added_at added_by",
        _mandate,
    ),
    "supervision": listed(
        SupervisionSession,
        "pk mandate__number supervisor_id learner_id teacher_id day state mandates_completed"
        " supervisor_certified reason document recorded_by recorded_at answered_at answered_by",
        _supervised,
    ),
    "trainings": listed(
        Training,
        "pk certification_id kind subject first_day last_day hours given_by document state reason declared_at"
        " decided_by decided_at",
        _body("certification__body"),
    ),
    "undertakings": listed(
        Undertaking,
        "certification_id kind began deadline ask_by status lines_missing unsupervised declared_on unmet_on"
        " computed_on",
        _body("certification__body"),
    ),
    "extensions": listed(
        ExtensionRequest,
        "pk certification_id ground facts requested began state document reason decision asked_at"
        " decided_by decided_at",
        _body("certification__body"),
        whose="body",
    ),
    "time_left": listed(
        TimeLeft, "pk certification_id returned_on last_day reason decided_by decided_at", _body("certification__body")
    ),
    "offers": listed(
        Offer,
        "body_id kind title_fr title_en subject first_day last_day hours given_by address added_by added_at"
        " withdrawn_at",
        _body("body"),
    ),
    "couples": listed(
        Couple,
        "number used_before given_by given_at",
        lambda reach: Q() if reach.districts is None else Q(pk__in=_couples(reach)),
        whose="service",
    ),
    "mandate_files": listed(
        Mandate,
        "number couple__number court_file request children_interests mandatory co_asked_id version",
        _district("district"),
        whose="service",
    ),
    "designations": listed(
        Designation,
        "pk couple__number district referred_on begin_by mediator_id mandate__number state offered_at answered_at by",
        _district("district"),
        whose="service",
    ),
    "sessions": listed(
        SessionSheet,
        "pk mandate__number kind begins_at day minutes waited serious_reason meeting attended"
        " additional_requested recorded_by recorded_at voided_at",
        _district("mandate__district"),
        whose="service",
    ),
    "presences": Table(
        ("session_id", "group_session_id", "certification_id", "from", "until", "voided"),
        _presences,
        "service",
        Presence,
    ),
    "signatures": listed(
        Signature,
        "pk session_id position how state document asked_at expires_at answered_at withdrawn_at closed_at",
        _district("session__mandate__district"),
        whose="service",
    ),
    "work": listed(
        OutOfSessionWork,
        "pk mandate__number certification_id day minutes purpose recorded_at voided_at",
        _district("mandate__district"),
        whose="service",
    ),
    "reports": listed(
        MediatorReport,
        "mandate__number says sessions made_on made_by made_at replaced_at",
        _district("mandate__district"),
        whose="service",
    ),
    "groups": listed(
        GroupSession,
        "pk begins_at day minutes district meeting places language place enrol couples persons state by at",
        _district("district"),
        whose="service",
    ),
}
#: Nothing of these is taken away: the digests of the parties' names find nothing anywhere else.
LEFT_OUT: frozenset[type[Model]] = frozenset({MandateParty})


def _couples(reach: Reach) -> Any:
    return Mandate.objects.filter(of_districts("district", reach), couple__isnull=False).values("couple")
