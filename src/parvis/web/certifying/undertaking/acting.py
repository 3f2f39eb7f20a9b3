"""The officer's acts: a course accepted, a request established and decided, an undertaking acknowledged or found unmet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.people.refused import Refused
from parvis.roster.actions.completion import acknowledge_completion, record_past_completion, record_unmet
from parvis.roster.actions.extensions import (
    LONGEST,
    Established,
    establish_facts,
    grant_request,
    refuse_request,
)
from parvis.roster.actions.returning import FURTHEST, decide_time_left, return_of
from parvis.roster.actions.returning import LONGEST as RETURN_LONGEST
from parvis.roster.actions.training import accept_training, refuse_training
from parvis.roster.extending import fingerprint
from parvis.roster.models import (
    Certification,
    CertificationFile,
    ExtensionRequest,
    SupervisionSession,
    Undertaking,
)
from parvis.roster.progress import NoUndertaking, progress_of
from parvis.roster.proofs import certification_of
from parvis.roster.supervisors import supervisors_named
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.certifying.undertaking.reach import certification_in, my_bodies, request_in, training_in
from parvis.web.documents_stored import serve_stored
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed
from parvis.web.practice.undertaking.more_time import amount_typed, line_of, request_shown
from parvis.web.practice.undertaking.shown import picture_shown, requests_of, swearing, trainings_of
from parvis.web.practice.undertaking.training import training_line
from parvis.web.team.gate import powered

DONE = ("acknowledge", "unmet", "time_left", "completed_before")


@powered("roster.certify")
def undertaking(request: HttpRequest, number: int) -> HttpResponse:
    """One mediator's picture; acknowledge that it is completed, or record that it is not met."""
    held, lang = certification_in(request, number), language_of(request)
    errors: list[dict[str, Any]] = []
    typed = Typed(request.POST, clock.today())
    if request.method == "POST" and request.POST.get("act") == "time_left":
        if _time_left(request, held, typed):
            return see(f"{address(lang, 'certifying_undertaking', number=number)}?done=time_left")
        errors = typed.errors
    elif request.method == "POST" and request.POST.get("act") == "completed_before":
        if _completed_before(request, held, typed):
            return see(f"{address(lang, 'certifying_undertaking', number=number)}?done=completed_before")
        errors = typed.errors
    elif request.method == "POST":
        acts = {"acknowledge": acknowledge_completion, "unmet": record_unmet}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            act(held, by=person_of(request), on=clock.today(), at=clock.now())
            done = request.POST["act"]
            return see(f"{address(lang, 'certifying_undertaking', number=number)}?done={done}")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    try:
        picture = progress_of(held, clock.today())
    except NoUndertaking as none:
        raise Http404 from none
    context = {
        "shown": picture_shown(picture),
        "number": number,
        "errors": errors,
        "swearing": swearing(picture),
        "row": Undertaking.objects.filter(certification=held).first(),
        "requests": [line_of(one) for one in requests_of(number)],
        "courses": [training_line(one) for one in trainings_of(number)],
        "done": request.GET.get("done", "") if request.GET.get("done") in DONE else "",
        "returned": return_of(picture),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "most": RETURN_LONGEST,
    }
    context["by_hand"] = _not_entered(held) if picture.status in ("open", "lapsed") else ""
    context["sworn"] = all(one["affidavit"] for one in swearing(picture))
    return render(request, "certifying/undertaking/undertaking.html", context, status=422 if errors else 200)


def _not_entered(held: Certification) -> str:
    """The supervisor named at the application, where nobody has confirmed a session yet and no such name may supervise today."""
    name = CertificationFile.objects.filter(certification=held).values_list("first_supervisor", flat=True).first() or ""
    if not name or SupervisionSession.objects.filter(learner=held.professional_id).exists():
        return ""
    return "" if supervisors_named(name, on=clock.today()) else name


def _time_left(request: HttpRequest, held: Certification, typed: Typed) -> bool:
    """Decide the time left after a return: whether it was done; the faults are said otherwise."""
    day = typed.day("last_day", latest=clock.today() + FURTHEST)
    seen = typed.number("seen", least=0, most=10**15)
    reason = " ".join(request.POST.get("reason", "")[: RETURN_LONGEST * 2].replace("\x00", " ").split())
    typed.values["reason"] = reason
    if day is None or seen is None:
        return False
    try:
        decide_time_left(held, day, reason=reason, seen=seen, by=person_of(request), on=clock.today(), at=clock.now())
    except Refused as refused:
        typed.refused(refused)
        return False
    return True


def _completed_before(request: HttpRequest, held: Certification, typed: Typed) -> bool:
    """Record the day of a completion acknowledged before Parvis: whether it was done; the faults are said otherwise."""
    day = typed.day("day")
    if day is None:
        return False
    try:
        record_past_completion(held, day, by=person_of(request), on=clock.today(), at=clock.now())
    except Refused as refused:
        typed.refused(refused)
        return False
    return True


@powered("roster.certify")
def course(request: HttpRequest, number: int) -> HttpResponse:
    """One course with its attestation: accept it, or refuse it with a reason."""
    held, lang, me = training_in(request, number), language_of(request), person_of(request)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        reason = _words(typed, "reason")
        try:
            if request.POST.get("act") == "refuse":
                refuse_training(held, reason=reason, by=me, on=clock.today(), at=clock.now())
                return see(address(lang, "certifying_courses") + "?done=refused")
            accept_training(held, by=me, on=clock.today(), at=clock.now())
            return see(address(lang, "certifying_courses") + "?done=accepted")
        except Refused as refused:
            typed.refused(refused)
            held.refresh_from_db()
    context = {
        **training_line(held),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "most": LONGEST,
        "waits": held.state == "declared",
    }
    return render(request, "certifying/undertaking/course.html", context, status=422 if typed.faults else 200)


@powered("roster.certify")
def one_request(request: HttpRequest, number: int) -> HttpResponse:
    """One request for more time: what was established, what the law answers, the decision."""
    held, lang = request_in(request, number), language_of(request)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        try:
            done = _decided(request, held, typed)
            if done == "established":
                return see(address(lang, "certifying_request", number=number) + "?done=established")
            if done:
                return see(f"{address(lang, 'certifying_requests')}?done={done}")
        except Refused as refused:
            typed.refused(refused)
            held.refresh_from_db()
    else:
        typed.values = _established(held)
    context = request_shown(held) | {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "most": LONGEST,
        "seen": fingerprint(held),
        "done": request.GET.get("done", "")[:12],
        "professional": held.certification.professional,
        "number": held.certification_id,
    }
    return render(request, "certifying/undertaking/request.html", context, status=422 if typed.faults else 200)


def _established(held: ExtensionRequest) -> dict[str, Any]:
    facts = held.facts
    return {
        "fee": facts["fee_paid"].replace(".", ","),
        "documents": bool(facts.get("documents")),
        "affidavit": bool(facts.get("affidavit") or facts.get("supervisor_affidavit")),
        "training": bool(facts.get("complementary_training_attested")),
        "first": facts.get("from", ""),
        "last": facts.get("to", ""),
    }


def _decided(request: HttpRequest, held: ExtensionRequest, typed: Typed) -> str:
    """Do what the officer chose: what was done, or "" where something is to be mended."""
    me, seen, act = person_of(request), request.POST.get("seen", "")[:16], request.POST.get("act", "")
    if act == "establish":
        found = _found(held, typed, language_of(request))
        if found is None:
            return ""
        establish_facts(held, found, seen=seen, by=me, at=clock.now())
        return "established"
    typed.values = _established(held)
    reason = _words(typed, "reason")
    decide = {"grant": grant_request, "refuse": refuse_request}.get(act)
    if decide is None:
        raise Http404
    decide(held, reason=reason, seen=seen, by=me, on=clock.today(), at=clock.now())
    return "granted" if act == "grant" else "refused"


def _found(held: ExtensionRequest, typed: Typed, lang: str) -> Established | None:
    fee = amount_typed(typed, "fee", lang)
    documents, affidavit, training = (typed.flag(name) for name in ("documents", "affidavit", "training"))
    first = last = None
    if held.ground == "inability":
        first, last = (
            typed.day("first"),
            typed.day("last", latest=typed.today.replace(year=typed.today.year + 2, day=1)),
        )
    if typed.faults or fee is None:
        return None
    return Established(fee, documents, affidavit, training, first, last)


def _words(typed: Typed, name: str) -> str:
    said = " ".join(typed.post.get(name, "")[: LONGEST * 2].split())
    typed.values[name] = said
    return said


@powered("roster.certify")
def proof(request: HttpRequest, document: UUID) -> HttpResponse:
    """A document joined to an undertaking that one of their bodies follows."""
    held = StoredDocument.objects.kept().filter(pk=document).first()
    about = certification_of(held) if held is not None else None
    if held is None or about is None or about.body_id not in my_bodies(request):
        raise Http404
    return serve_stored(held, lang=language_of(request))
