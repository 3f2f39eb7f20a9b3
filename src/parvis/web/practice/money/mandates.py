"""A mediator's mandates: the list, one of them with what the couple has left, its opening, report and end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.payments.actions.looking_again import recheck_open
from parvis.payments.due import Allowance, account_of, allowance_of
from parvis.payments.ledgers import earlier_of, left_of
from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.actions.designations import begin_accepted
from parvis.roster.actions.mandates import check_opening, close_mandate, open_mandate
from parvis.roster.actions.reports import MOST_SESSIONS, make_report
from parvis.roster.certified import under_undertaking
from parvis.roster.kinds import MANDATES, MEETINGS, OBJECTS, OUTCOMES, REFERRALS, REPORTS, SESSION_KINDS
from parvis.roster.models import Certification, Couple, Designation, Mandate
from parvis.roster.opening import CERTIFIED_FOR, WRONG_CERTIFICATION, Opening, conflicts_found, opening_faults
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.chosen import chosen_certification, chosen_co_mediator
from parvis.web.practice.own import certifications_of, mandate_of, professional_of, rows_of, supervised_in
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.typed import whole_number

A_PAGE = 50
REQUESTS: dict[str, Text] = {
    "first_agreement": Text("Une première entente", "A first agreement"),
    "review_of_judgment": Text("La révision d’un jugement", "The review of a judgment"),
    "change_of_agreement": Text("Le changement d’une entente", "The change of an agreement"),
    "after_separation_judgment": Text(
        "Une entente après un jugement de séparation de corps", "An agreement after a separation from bed and board"
    ),
    "adoption_agreement": Text("Une entente liée à une adoption", "An agreement in connection with an adoption"),
    "adoption_review": Text("La révision d’une telle entente", "The review of such an agreement"),
    "adoption_dispute": Text("Un différend sur une telle entente", "A dispute about such an agreement"),
}
FORMS: dict[str, Text] = {
    "marriage": Text("D’un mariage ou d’une union civile", "Of a marriage or a civil union"),
    "de_facto": Text("De conjoints de fait", "Of de facto spouses"),
}
YES_NO = [{"value": "yes", "label": Text("Oui", "Yes")}, {"value": "no", "label": Text("Non", "No")}]
#: The fields of an opening as its page asks them; the two names are one thing for the act.
_ORDER = (
    "kind",
    "certification",
    "opened",
    "party_1",
    "couple",
    "request",
    "children",
    "objects",
    "patrimony_form",
    "referral",
    "court_file",
    "mandatory",
    "district",
    "co_mediator",
    "co_certification",
)
_NAMED = {"parties": "party_1"}
STATES = {
    "open": Text("Ouverts", "Open"),
    "closed": Text("Fermés", "Closed"),
    "all": Text("Tous", "All"),
}


def mandates(request: HttpRequest) -> HttpResponse:
    """Their mandates, with filters that stay in the address."""
    professional_of(request)
    mine = Mandate.objects.of(person_of(request))
    chosen = {
        "state": request.GET.get("state") if request.GET.get("state") in STATES else "open",
        "kind": request.GET.get("kind") if request.GET.get("kind") in MANDATES else "",
    }
    found = mine
    if chosen["state"] != "all":
        found = found.filter(closed__isnull=chosen["state"] == "open")
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    page = Paginator(found.select_related("couple").order_by("-opened", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "total": page.paginator.count,
        "chosen": chosen,
        "kinds": MANDATES,
        "states": options(STATES),
        "kind_options": options(MANDATES),
        "today": clock.today(),
        "oldest": found.order_by("opened").values_list("opened", flat=True).first(),
    }
    return render(request, "practice/money/mandates.html", context)


staff_page(mandates)


def mandate(request: HttpRequest, number: int) -> HttpResponse:
    """One mandate: what is left, its sessions with their signatures, its report, its claims."""
    held, today = mandate_of(request, number), clock.today()
    account = account_of(held, on=today)
    left = left_of(account)
    sheets = [
        {"sheet": one, "kind": SESSION_KINDS[one.kind], "meeting": MEETINGS[one.meeting], "parties": rows_of(one)}
        for one in account.file.sheets
    ]
    context = {
        "held": held,
        "kind": MANDATES[held.kind],
        "request_words": REQUESTS.get(held.request),
        "left": left,
        "objects": [OBJECTS[one] for one in held.objects_entrusted],
        "agreed": [OBJECTS[one] for one in held.agreed],
        "outcome": OUTCOMES.get(held.outcome),
        "sheets": sheets,
        "work": account.file.work,
        "report": account.file.report,
        "says": REPORTS[account.file.report.says] if account.file.report else None,
        "claims": FeeClaim.objects.filter(mandate=held, payee__file__person=person_of(request)).order_by("-pk"),
        **supervised_in(held, person_of(request), today),
        "referral": REFERRALS[held.referral],
        "payee": held.mediator.professional.file.person_id == person_of(request).pk,
        "unsure": account.for_a_person,
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "practice/money/mandate.html", context)


staff_page(mandate)


def open_new(request: HttpRequest) -> HttpResponse:
    """Open a mandate: the form, then the answers to check with what the couple has left, then the act."""
    professional_of(request)
    mine = certifications_of(person_of(request))
    typed = Typed(request.POST, clock.today())
    if request.method != "POST":
        return _open_form(request, typed, mine)
    person, now = person_of(request), clock.now()
    opening, certification = _read_opening(typed, mine, person)
    typed.all_refused(opening_faults(certification, opening, at=now), order=_ORDER, names=_NAMED)
    if typed.faults or certification is None:
        return _open_form(request, typed, mine)
    try:
        couple = check_opening(certification, opening, by=person, at=now)
        if request.POST.get("act") == "open":
            made = open_mandate(certification, opening, by=person, at=now)
            begin_accepted(made, by=person, at=now)
            return see(address(language_of(request), "practice_mandate", number=made.pk) + "?done=opened")
    except Refused as refused:
        typed.refused(refused, _NAMED)
        if refused.field != "no_conflict":
            return _open_form(request, typed, mine)
        couple = Couple.objects.filter(number=opening.couple).first()
    if request.POST.get("act") not in ("check", "open"):  # "change": the form again, with what was typed
        return _open_form(request, typed, mine)
    return _open_check(request, typed, opening, certification, couple)


staff_page(open_new)


def _open_form(request: HttpRequest, typed: Typed, mine: list[Certification]) -> HttpResponse:
    if request.method != "POST":
        typed.values = {"kind": next((k for k, v in CERTIFIED_FOR.items() if mine and v == mine[0].kind), "family")}
        typed.values |= {"referral": "voluntary", "opened": clock.today().isoformat()} | _designated(request)
    kinds = {code: words for code, words in MANDATES.items() if any(c.kind == CERTIFIED_FOR[code] for c in mine)}
    context = {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "yes_no": YES_NO,
        "kinds": options(kinds),
        "requests": options(REQUESTS),
        "referrals": options(REFERRALS),
        "objects": options(OBJECTS),
        "forms": options(FORMS),
        "districts": [{"value": one.slug, "label": one.name} for one in District.objects.in_order()],
    }
    return render(request, "practice/money/open.html", context, status=422 if typed.faults else 200)


def _designated(request: HttpRequest) -> dict[str, str]:
    """What a designation that this mediator accepted already says of the file: the couple, the district, the referral."""
    number = whole_number(request.GET.get("designation", ""))
    mine = Designation.objects.own(person_of(request)).filter(state="accepted")
    found = mine.filter(pk=number or 0).select_related("couple").first()
    if found is None:
        return {}
    return {"kind": "family", "couple": found.couple.number, "district": found.district, "referral": "court_designated"}


def _read_opening(typed: Typed, mine: list[Certification], person: Person) -> tuple[Opening, Certification | None]:
    """What was typed, with its faults; a day that is not read stands as today, so that the rest is looked at all the same."""
    kind = typed.one_of("kind", MANDATES)
    family = kind == "family"
    couple, court_file = typed.text("couple", 20).upper(), typed.text("court_file", 40)
    request, children = typed.one_of("request", REQUESTS, needed=family), typed.yes_no("children", needed=family)
    referral = typed.one_of("referral", REFERRALS, needed=family) or "voluntary"
    objects, form = tuple(typed.several("objects", OBJECTS)), typed.one_of("patrimony_form", FORMS, needed=False)
    opened, parties = typed.day("opened"), (typed.text("party_1"), typed.text("party_2"))
    mandatory, district = typed.flag("mandatory"), typed.text("district", 60)
    certification = chosen_certification(
        typed, mine, kind, opened=opened, couple=couple if family else "", person=person
    )
    co_mediator = chosen_co_mediator(typed, kind, opened=opened, but=certification)
    if certification is None and kind and "certification" not in typed.faults:
        typed.faults["kind"] = WRONG_CERTIFICATION
    no_conflict = typed.flag("no_conflict")
    return Opening(
        kind=kind,
        opened=opened or typed.today,
        parties=parties,
        couple=couple if family else "",
        court_file="" if family else court_file,
        district=district,
        referral=referral,
        request=request,
        children=children,
        mandatory=mandatory and not family,
        objects=objects if family else (),
        patrimony_form=form if "patrimony" in objects else "",
        co_mediator=co_mediator,
        no_conflict=no_conflict,
    ), certification


def _open_check(
    request: HttpRequest, typed: Typed, opening: Opening, certification: Certification, couple: Couple | None
) -> HttpResponse:
    allowance = _allowance(opening, couple)
    sent = [
        (name, value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "act", "objects")
    ]
    context = {
        "opening": opening,
        "certification": certification,
        "kind": MANDATES[opening.kind],
        "request_words": REQUESTS.get(opening.request),
        "objects": [OBJECTS[one] for one in opening.objects],
        "object_codes": opening.objects,
        "sent": sent,
        "allowance": allowance,
        "earlier": earlier_of(couple),
        "couple": couple,
        "matches": conflicts_found(certification, opening, couple),
        "errors": typed.errors,
        "faults": Blank(typed.faults),
        "supervise": under_undertaking(certification, opening.opened),
        "referral": REFERRALS[opening.referral],
        "form": FORMS.get(opening.patrimony_form),
        "district": District.objects.filter(slug=opening.district).values_list("name", flat=True).first(),
    }
    return render(request, "practice/money/open_check.html", context, status=422 if typed.faults else 200)


def _allowance(opening: Opening, couple: Couple | None) -> Allowance | None:
    if couple is None:
        return None
    soon = Mandate(couple=couple, opened=opening.opened, request=opening.request)
    return allowance_of(
        opening.request, children=bool(opening.children), couple=couple, mandate=soon, on=opening.opened
    )


def report(request: HttpRequest, number: int) -> HttpResponse:
    """The report to the Service: held or not, an absence, how many sessions."""
    held = mandate_of(request, number)
    typed = Typed(request.POST, clock.today())
    count, differs = len(account_of(held, on=clock.today()).file.held()), False
    if request.method == "POST":
        says = typed.one_of("says", REPORTS)
        sessions = typed.number("sessions", least=0, most=MOST_SESSIONS)
        differs = sessions is not None and sessions != count and not typed.flag("differs")
        if not typed.faults and sessions is not None and not differs:
            try:
                now = clock.now()
                make_report(held, says=says, sessions=sessions, by=person_of(request), at=now)
                recheck_open(at=now, mandate=held.pk)
                return see(address(language_of(request), "practice_mandate", number=held.pk) + "?done=report")
            except Refused as refused:
                typed.refused(refused)
    context = {
        "held": held,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "says": options(REPORTS),
        "count": count,
        "differs": differs,
    }
    return render(request, "practice/money/report.html", context, status=422 if typed.faults or differs else 200)


staff_page(report)


def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close a mandate: the day, the outcome, the objects agreed on."""
    held = mandate_of(request, number)
    if held.closed is not None and request.method != "POST":
        raise Http404
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        day: date | None = typed.day("closed", earliest=held.opened)
        outcome = typed.one_of("outcome", OUTCOMES)
        agreed = typed.several("agreed", held.objects_entrusted)
        version = typed.number("version", least=1, most=10**9)
        if not typed.faults and day is not None and version is not None:
            try:
                close_mandate(
                    held,
                    closed=day,
                    agreed=agreed,
                    outcome=outcome,
                    version=version,
                    by=person_of(request),
                    at=clock.now(),
                )
                return see(address(language_of(request), "practice_mandate", number=held.pk) + "?done=closed")
            except Refused as refused:
                typed.refused(refused)
    context: dict[str, Any] = {
        "held": held,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "outcomes": options(OUTCOMES),
        "objects": options({one: OBJECTS[one] for one in held.objects_entrusted}),
    }
    return render(request, "practice/money/close.html", context, status=422 if typed.faults else 200)


staff_page(close)
