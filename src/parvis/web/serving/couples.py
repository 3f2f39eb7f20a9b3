"""The couple's number: given, found again, with what the couple has used and what is left. No name is on a page once it is given."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.tariff_account import duration
from parvis.payments.due import account_of, entitlement_of
from parvis.payments.file_facts import used_before
from parvis.payments.ledgers import left_of
from parvis.people.refused import Refused
from parvis.roster.actions.couples import OLDEST, Spouse, change_earlier_use, find_couple, give_number
from parvis.roster.models import Couple, Designation, Mandate
from parvis.roster.policies import districts_of
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.mandates import REQUESTS
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.serving.weighed import weighed
from parvis.web.team.gate import powered

#: How long the page of a couple of other districts stays open to the officer who was told its number. Not legal: a meeting.
KNOWN_FOR = timedelta(hours=1)
_PROOF = TimestampSigner(salt="parvis.couple")
_NAME = Text("Inscrivez le nom.", "Enter the name.")
YES_NO = [{"value": "yes", "label": Text("Oui", "Yes")}, {"value": "no", "label": Text("Non", "No")}]
DONE = {
    "given": Text(
        "Le numéro est donné. Les noms et les dates de naissance ne sont pas gardés.",
        "The number is given. The names and dates of birth are not kept.",
    ),
    "known": Text("Ce couple avait déjà son numéro. Le voici.", "This couple already had its number. Here it is."),
    "changed": Text(
        "La correction est faite. Elle vaut pour les demandes à venir.",
        "The correction is made. It holds for claims to come.",
    ),
}


@powered("roster.serve")
def couples(request: HttpRequest) -> HttpResponse:
    """Two ways in: give a couple its number, or find a couple by its number."""
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        act = request.POST.get("act")
        if act not in ("give", "find"):
            raise Http404
        try:
            found = _given(request, typed) if act == "give" else _found(request, typed)
            if found is not None:
                return found
        except Refused as refused:
            typed.refused(refused)
    context = {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "yes_no": YES_NO,
    }
    return render(request, "serving/couples.html", context, status=422 if typed.faults else 200)


def _given(request: HttpRequest, typed: Typed) -> HttpResponse | None:
    names = [typed.text(f"name_{place}") for place in (1, 2)]
    days = [typed.day(f"born_{place}", earliest=OLDEST) for place in (1, 2)]
    used = typed.yes_no("used")
    for place, name in enumerate(names, start=1):
        if not name:
            typed.faults[f"name_{place}"] = _NAME
    if typed.faults or days[0] is None or days[1] is None:
        return None
    one, other = Spouse(names[0], days[0]), Spouse(names[1], days[1])
    given = give_number(one, other, used_before=bool(used), by=person_of(request), at=clock.now())
    return _to(request, given.couple, "known" if given.known else "given")


def _found(request: HttpRequest, typed: Typed) -> HttpResponse:
    couple = find_couple(typed.text("number", 20), by=person_of(request), at=clock.now())
    return _to(request, couple)


def _to(request: HttpRequest, couple: Couple, done: str = "") -> HttpResponse:
    """Their page; where their mandates are in other districts, with the proof that this officer was told who they are."""
    there = address(language_of(request), "serving_couple", number=couple.pk)
    said = {"done": done} if done else {}
    if not _in_reach(request, couple):
        said["known"] = _PROOF.sign(_told(request, couple))
    return see(there + (f"?{urlencode(said)}" if said else ""))


def _told(request: HttpRequest, couple: Couple) -> str:
    return f"{person_of(request).pk}:{couple.pk}"


def _in_reach(request: HttpRequest, couple: Couple) -> bool:
    """Whether an officer reads about a couple: one of their districts has a mandate or a referral of it, or none has."""
    places = districts_of(person_of(request), at=clock.now())
    if places is None:
        return True
    rows = (Mandate.objects.filter(couple=couple), Designation.objects.filter(couple=couple))
    theirs = {district for one in rows for district in one.order_by().values_list("district", flat=True).distinct()}
    return not theirs - {""} or bool(theirs & places)


def _knows(request: HttpRequest, couple: Couple) -> bool:
    """Whether they have just found this couple by its number, or by who they are."""
    try:
        return bool(_PROOF.unsign(request.GET.get("known", "")[:300], max_age=KNOWN_FOR) == _told(request, couple))
    except BadSignature:
        return False


@powered("roster.serve")
def couple(request: HttpRequest, number: int) -> HttpResponse:
    """The number, large, with its slip to print; what was used, mandate by mandate; what a new request would have."""
    held = Couple.objects.filter(pk=number).first()
    if held is None or not (_in_reach(request, held) or _knows(request, held)):
        raise Http404
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        used = typed.yes_no("used")
        if used is not None:
            change_earlier_use(held, used=used, by=person_of(request), at=clock.now())
            return _to(request, held, "changed")
    asked = request.GET.get("request") if request.GET.get("request") in REQUESTS else "first_agreement"
    children = request.GET.get("children") != "no"
    answer = entitlement_of(str(asked), children=children, earlier_use=used_before(held, None), on=clock.today())
    minutes = answer.outcome["free_minutes"]
    context = {
        "free_time": None if minutes is None else duration(minutes),
        "held": held,
        "mandates": _mandates(held),
        "asked": asked,
        "children": "yes" if children else "no",
        "requests": options(REQUESTS),
        "yes_no": YES_NO,
        "free": answer.outcome,
        "weighed": weighed(answer),
        "done": DONE.get(request.GET.get("done", "")),
        "errors": typed.errors,
        "faults": Blank(typed.faults),
        "known": request.GET.get("known", "")[:300],
        "used": "yes" if held.used_before else "no",
        "any_use": used_before(held, None),
    }
    return render(request, "serving/couple.html", context, status=422 if typed.faults else 200)


def _mandates(held: Couple) -> list[dict[str, Any]]:
    """What each mandate of the couple has used, as its sheets stand today."""
    found = Mandate.objects.filter(couple=held).select_related("mediator__professional__file", "couple")
    rows: list[dict[str, Any]] = []
    for one in found.order_by("opened", "pk"):
        left = left_of(account_of(one, on=clock.today()))
        row: dict[str, Any] = {"mandate": one, "request": REQUESTS.get(one.request), "left": left}
        if left.allowance is not None:
            row |= {"used": duration(left.recorded), "cap": duration(left.allowance.cap), "rest": duration(left.left)}
        rows.append(row)
    return rows
