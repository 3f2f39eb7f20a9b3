"""What the demonstration shows on the desk of the Service and on that of a body: a couple, referrals, group sessions, courses."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from parvis.config.database import side
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of

BODY, ORDER, SERVICE = "barreau-du-quebec", "ordre-travailleurs-sociaux", "ministere-de-la-justice-du-quebec"
LAVAL = Text("Laval", "Laval")


def fill_service(*, at: datetime) -> None:
    """Once, where the invented mediators are there. Only in a demonstration."""
    from parvis.journal.capabilities import capability_on, switch_capability
    from parvis.roster.models import Certification, GroupSession

    with side("staff"):
        people = {one.email.partition("@")[0]: one for one in Person.objects.filter(email__endswith="@exemple.invalid")}
        found = Certification.objects.filter(kind="family_mediation", professional__file__person=people.get("sacha"))
        teacher = found.select_related("professional__file").exclude(professional__file__person=None).first()
        if teacher is None or GroupSession.objects.exists():
            return
    with side("door"):
        if not capability_on("service", SERVICE):
            switch_capability("service", body=SERVICE, on=True, by="demonstration", at=at)
    with side("staff"):
        _referrals(people["melodie"], at)
        _groups(teacher, _social_worker(at), people["melodie"], at)
        _offers(people["aurele"], at)


def _referrals(officer: Person, at: datetime) -> None:
    """A couple sent by the court last week, and another whose last day to begin is past; whose turn it is, is asked."""
    from parvis.roster.actions.couples import Spouse, give_number
    from parvis.roster.actions.designations import Referral, designate_mediator
    from parvis.roster.rotation import in_turn

    today = day_of(at)
    spouses = (
        (Spouse("Camille Exemple", date(1984, 5, 1)), Spouse("Dominique Exemple", date(1982, 2, 28)), 6),
        (Spouse("Alex Exemple", date(1990, 9, 9)), Spouse("Claude Exemple", date(1991, 3, 3)), 26),
    )
    for one, other, ago in spouses:
        couple = give_number(one, other, used_before=False, by=officer, at=at).couple
        decided = today - timedelta(days=ago)
        next_ = in_turn("laval", on=today, couple=couple, decided=decided).first()
        if next_ is not None:
            designate_mediator(Referral(couple, decided, "laval", LAVAL), next_, by=officer, at=at)


def _social_worker(at: datetime):  # type: ignore[no-untyped-def]
    """A mediator who is neither a lawyer nor a notary, without an account: a group session needs one."""
    from django.db import transaction

    from parvis.roster.actions.standing import enter_act
    from parvis.roster.models import (
        Certification,
        CertificationFile,
        CertifyingBody,
        Professional,
        ProfessionalFile,
        StandingAct,
    )
    from parvis.roster.names import name_key

    professional = Professional.objects.create(
        slug="theo-exemple",
        name="Théo Exemple",
        name_key=name_key("Théo Exemple"),
        profession="social_worker",
        phone="514-555-0103",
        districts=["laval"],
        languages=["fr", "en"],
        remote=True,
        added_at=at,
        added_by="demonstration",
        changed_at=at,
    )
    ProfessionalFile.objects.create(
        professional=professional, domicile="35, rue Exemple, Laval", phones=["514-555-0103"]
    )
    certification = Certification.objects.create(
        professional=professional,
        body=CertifyingBody.objects.get(slug=ORDER),
        kind="family_mediation",
        background="psychosocial",
        added_at=at,
    )
    CertificationFile.objects.create(certification=certification, member_number="000000-3", mandates_before=40)
    act = StandingAct(
        certification=certification,
        kind="certified",
        day=day_of(at) - timedelta(days=900),
        by="demonstration",
        at=at,
        key=f"demonstration:{certification.pk}:certified",
    )
    with transaction.atomic():
        enter_act(act)
    return certification


def _groups(lawyer, other, officer: Person, at: datetime) -> None:  # type: ignore[no-untyped-def]
    """One session to come, one held that each of the two may claim."""
    from parvis.config.clock import QUEBEC
    from parvis.roster.actions.group_sessions import Plan, hold_group_session, plan_group_session

    evening = at.astimezone(QUEBEC).replace(hour=19, minute=0, second=0, microsecond=0)
    for days, meeting in ((10, "video"), (-9, "in_person")):
        begins = evening + timedelta(days=days)
        session = plan_group_session(Plan(begins, 150, "laval", meeting, 20, (lawyer, other)), by=officer, at=at)
        if days < 0:
            hold_group_session(session, couples=9, persons=17, version=session.version, by=officer, at=at)


def _offers(officer: Person, at: datetime) -> None:
    """A course, and access to supervision."""
    from parvis.roster.actions.offers import Announcement, announce_offer
    from parvis.roster.models import CertifyingBody

    body, today = CertifyingBody.objects.get(slug=BODY), day_of(at)
    first = today + timedelta(days=21)
    course = Announcement(
        "course",
        Text("Négocier à partir des intérêts", "Negotiating from interests"),
        first,
        first + timedelta(days=2),
        "process_negotiation",
        15,
    )
    supervision = Announcement(
        "supervision",
        Text("Supervision des premiers mandats", "Supervision of first mandates"),
        today,
        today + timedelta(days=180),
    )
    for one in (course, supervision):
        announce_offer(body, one, by=officer, at=at)
