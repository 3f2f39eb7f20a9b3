"""Supervision sheets: the mediator records sessions, the supervisor answers. A supervisor sees number, days and objects only."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.supervision import (
    LONGEST,
    confirm_supervision,
    join_attestation,
    record_supervision,
    refuse_supervision,
    withdraw_supervision,
)
from parvis.roster.models import (
    Certification,
    CertificationFile,
    Mandate,
    Professional,
    StandingPeriod,
    SupervisionSession,
)
from parvis.roster.models.undertaking import ANSWER_WITHIN
from parvis.roster.supervisors import supervisors_named
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed
from parvis.web.practice.undertaking.own import own_mandate, session_to_answer
from parvis.web.practice.undertaking.shown import objects_of
from parvis.web.typed import few_words, whole_number
from parvis.web.uploads import ACCEPTED, document_hint, sent_file

STATES = state_table("supervision").states
TAGS = {"recorded": "careful", "confirmed": "go", "refused": "stop", "withdrawn": ""}
A_PAGE = 40
_BY_THE_BODY = Text("À accepter par votre organisme", "To be accepted by your certifying body")
_CHOOSE = Text("Choisissez qui a supervisé.", "Choose who supervised.")


def supervision(request: HttpRequest, number: int) -> HttpResponse:
    """The supervision sheet of one mandate: its sessions, and one more."""
    held, me = own_mandate(request, number), person_of(request)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        try:
            if request.POST.get("act") == "withdraw":
                withdraw_supervision(_own_session(request, held), by=me, at=clock.now())
                return _back(request, number, "withdrawn")
            if request.POST.get("act") == "attest":
                join_attestation(_own_session(request, held), sent_file(request), by=me, at=clock.now())
                return _back(request, number, "attested")
            supervisor, day = _supervisor(request, typed), typed.day_since("day", held.opened)
            if supervisor is not None and day is not None and not typed.faults:
                record_supervision(held, supervisor=supervisor, day=day, by=me, on=clock.today(), at=clock.now())
                return _back(request, number, "recorded")
        except Refused as refused:
            typed.refused(refused)
    sessions = SupervisionSession.objects.own(me).filter(mandate=held).exclude(state="withdrawn")
    first = _first_supervisor(me)
    named = few_words(request.GET.get("q", first), most=120)
    context = {
        "held": held,
        "objects": objects_of(held),
        "named": named,
        "first": first,
        "typed": Blank(typed.values),
        "most": LONGEST,
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "supervisors": _choices(request, held, named),
        "sessions": [
            _line(one) for one in sessions.select_related("supervisor__professional__file", "supervisor__body")
        ],
        "accepted": ACCEPTED,
        "hint": document_hint(),
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "practice/undertaking/supervision.html", context, status=422 if typed.faults else 200)


staff_page(supervision)


def _first_supervisor(me: Person) -> str:
    """Who was named at the application to supervise: looked for first, until a session is recorded."""
    if SupervisionSession.objects.own(me).exists():
        return ""
    files = CertificationFile.objects.filter(
        certification__professional__file__person=me, certification__kind="family_mediation"
    )
    mine = files.exclude(first_supervisor="").order_by("-certification").values_list("first_supervisor", flat=True)
    return mine.first() or ""


def _own_session(request: HttpRequest, held: Mandate) -> SupervisionSession:
    said = request.POST.get("session", "")[:12]
    mine = SupervisionSession.objects.own(person_of(request)).filter(mandate=held)
    found = mine.filter(pk=whole_number(said) or 0).select_related("mandate", "learner__file", "teacher__file").first()
    if found is None:
        raise Http404
    return found


def _supervisor(request: HttpRequest, typed: Typed) -> Certification | None:
    said = typed.post.get("supervisor", "")[:12]
    typed.values["supervisor"] = said
    found = (
        _may_be_chosen(request).filter(pk=whole_number(said) or 0).select_related("professional__file__person").first()
    )
    if found is None:
        typed.faults["supervisor"] = _CHOOSE
    return found


def _may_be_chosen(request: HttpRequest) -> QuerySet[Certification]:
    """Those whom this mediator may read the name of: who supervised them before, and who is on the public register today."""
    earlier = SupervisionSession.objects.own(person_of(request)).values("supervisor")
    today = StandingPeriod.objects.on(clock.today()).filter(status="certified").values("certification")
    return Certification.objects.filter(Q(pk__in=earlier) | Q(pk__in=today), kind="family_mediation")


def _choices(request: HttpRequest, held: Mandate, named: str) -> list[dict[str, Any]]:
    """Those who supervised this mediator before, then those whose name was looked for."""
    me = person_of(request)
    earlier = SupervisionSession.objects.own(me).order_by("-day").values_list("supervisor", flat=True)[:200]
    known = Certification.objects.filter(pk__in=set(earlier)).select_related("professional", "body")
    found = list(known.order_by("professional__name_key", "pk")[:8])
    if named:
        found += [one for one in supervisors_named(named, on=clock.today(), but=me.pk) if one not in found]
    chosen = whole_number(request.POST.get("supervisor", ""))
    if chosen is not None and chosen not in {one.pk for one in found}:
        found += list(_may_be_chosen(request).filter(pk=chosen).select_related("professional", "body"))
    return [{"value": str(one.pk), "label": one.professional.name, "hint": one.body.name} for one in found]


def _line(session: SupervisionSession) -> dict[str, Any]:
    by_paper = session.state == "recorded" and session.supervisor.professional.file.person_id is None
    return {
        "session": session,
        "state": _BY_THE_BODY if by_paper and session.document else STATES[session.state],
        "tag": TAGS[session.state],
        "withdrawn": session.state in ("recorded", "refused"),
        "by_paper": by_paper,
    }


def _back(request: HttpRequest, number: int, done: str) -> HttpResponse:
    return see(f"{address(language_of(request), 'practice_supervision', number=number)}?done={done}")


def to_confirm(request: HttpRequest) -> HttpResponse:
    """The sessions that somebody under an undertaking says this person supervised: those to answer first."""
    mine = SupervisionSession.objects.by_supervisor(person_of(request)).exclude(state="withdrawn")
    if not Professional.objects.filter(file__person=person_of(request)).exists():
        raise Http404
    waiting = mine.filter(state="recorded").select_related("mandate", "learner").order_by("day", "pk")
    answered = mine.exclude(state="recorded").select_related("mandate", "learner").order_by("-day", "-pk")
    page = Paginator(answered, A_PAGE).get_page(request.GET.get("page"))
    first = waiting.first()
    context = {
        "waiting": [_to_answer(one) for one in waiting[: A_PAGE * 2]],
        "total": waiting.count(),
        "page": page,
        "answered": [_to_answer(one) for one in page.object_list],
        "today": clock.today(),
        "oldest": first.day if first else None,
        "done": request.GET.get("done", "") if request.GET.get("done") in ("confirmed", "refused") else "",
    }
    return render(request, "practice/undertaking/to_confirm.html", context)


staff_page(to_confirm)


def _to_answer(session: SupervisionSession) -> dict[str, Any]:
    late = session.state == "recorded" and day_of(session.recorded_at) <= clock.today() - ANSWER_WITHIN
    return {**_line(session), "objects": objects_of(session.mandate), "late": late}


def answer(request: HttpRequest, number: int) -> HttpResponse:
    """One session: confirm that it was held, or say why not."""
    held, lang = session_to_answer(request, number), language_of(request)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        reason = " ".join(request.POST.get("reason", "")[: LONGEST * 2].split())
        typed.values["reason"] = reason
        try:
            if request.POST.get("act") == "refuse":
                refuse_supervision(held, reason=reason, by=person_of(request), on=clock.today(), at=clock.now())
                return see(address(lang, "practice_to_confirm") + "?done=refused")
            confirm_supervision(held, by=person_of(request), on=clock.today(), at=clock.now())
            return see(address(lang, "practice_to_confirm") + "?done=confirmed")
        except Refused as refused:
            typed.refused(refused)
            held.refresh_from_db()
    context = {
        **_to_answer(held),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "most": LONGEST,
        "waits": held.state == "recorded",
    }
    return render(request, "practice/undertaking/answer.html", context, status=422 if typed.faults else 200)


staff_page(answer)
