"""Correcting a mandate that is open: the form as the mandate stands, what would change, then the act."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.payments.due import Allowance, allowance_of
from parvis.people.refused import Refused
from parvis.roster.actions.mandate_changes import Corrected, change_mandate, check_change, is_claimed
from parvis.roster.kinds import OBJECTS
from parvis.roster.models import Certification, Mandate
from parvis.roster.register import district_names
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.chosen import chosen_co_mediator
from parvis.web.practice.money.mandates import FORMS, REQUESTS, YES_NO
from parvis.web.practice.own import mandate_of, supervised_in
from parvis.web.practice.typed import Blank, Typed, options

_LABELS = {
    "request": Text("Ce que le couple demande", "What the couple asks for"),
    "children_interests": Text("Intérêt d’enfants en jeu", "Children’s interests at stake"),
    "objects_entrusted": Text("Objets confiés", "Objects entrusted"),
    "patrimony_form": Text("Patrimoine", "Property"),
    "district": Text("District", "District"),
    "co_mediator_id": Text("Comédiation", "Co-mediation"),
}
_NONE = Text("rien", "nothing")
_ASKED = Text("{name} (demandé)", "{name} (asked)")
#: What follows from each change, in words; the money is shown beside, as the law works it out.
_FOLLOWS = {
    "objects_entrusted": Text(
        "Votre engagement est compté de nouveau avec ces objets, si vous en avez un.",
        "Your undertaking is counted again with these objects, if you have one.",
    ),
    "patrimony_form": Text(
        "Votre engagement est compté de nouveau avec ce patrimoine, si vous en avez un.",
        "Your undertaking is counted again with this property, if you have one.",
    ),
    "district": Text(
        "Les prochaines demandes d’honoraires vont au Service de ce district.",
        "The next fee claims go to the Service of this district.",
    ),
    "co_mediator_id": Text(
        "La personne demandée ou retirée reçoit une lettre. Une fois qu’elle accepte, elle voit ce mandat et y inscrit des séances.",
        "Whoever is asked or removed receives a letter. Once they accept, they see this mandate and record sessions in it.",
    ),
}


def change(request: HttpRequest, number: int) -> HttpResponse:
    """The form; what would change, said; the act. A mandate that is closed has no such page."""
    held = mandate_of(request, number)
    if held.closed is not None and request.method != "POST":
        raise Http404
    typed = Typed(request.POST, clock.today())
    if request.method != "POST":
        typed.values = _values(held)
        return _form(request, typed, held)
    wanted, act = _read(typed, held), request.POST.get("act")
    version = typed.number("version", least=1, most=10**9)
    if typed.faults or version is None or act not in ("check", "change"):
        return _form(request, typed, held)
    me, now = person_of(request), clock.now()
    changes = wanted.differs(held)
    try:
        check_change(held, wanted, by=me, at=now)
        if act == "change":
            change_mandate(held, wanted, version=version, by=me, at=now)
            return see(address(language_of(request), "practice_mandate", number=held.pk) + "?done=changed")
    except Refused as refused:
        typed.refused(refused)
        if refused.field != "no_conflict":
            return _form(request, typed, held)
    return _check(request, typed, held, wanted, changes)


staff_page(change)


def _values(held: Mandate) -> dict[str, Any]:
    children = {True: "yes", False: "no"}.get(held.children_interests) if held.children_interests is not None else ""
    return {
        "request": held.request,
        "children": children,
        "objects": held.objects_entrusted,
        "version": held.version,
        "patrimony_form": held.patrimony_form,
        "district": held.district,
        "co_mediator": beside.professional.name if (beside := held.co_mediator or held.co_asked) else "",
    }


def _read(typed: Typed, held: Mandate) -> Corrected:
    family = held.kind == "family"
    objects = tuple(typed.several("objects", OBJECTS)) if family else ()
    return Corrected(
        request=typed.one_of("request", REQUESTS, needed=family),
        children=typed.yes_no("children", needed=family),
        objects=objects,
        patrimony_form=typed.one_of("patrimony_form", FORMS, needed=False) if "patrimony" in objects else "",
        district=typed.one_of("district", district_names(), needed=bool(typed.post.get("district"))),
        co_mediator=_co_mediator(typed, held),
    )


def _co_mediator(typed: Typed, held: Mandate) -> Certification | None:
    """By their name exactly as the public register has it; the present one stays whoever else has the same name."""
    beside = held.co_mediator or held.co_asked
    if beside is not None and beside.professional.name == typed.text("co_mediator"):
        return beside
    return chosen_co_mediator(typed, held.kind, opened=clock.today(), but=held.mediator)


def _form(request: HttpRequest, typed: Typed, held: Mandate) -> HttpResponse:
    context = {
        "held": held,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "requests": options(REQUESTS),
        "yes_no": YES_NO,
        "objects": options(OBJECTS),
        "forms": options(FORMS),
        "districts": [{"value": slug, "label": name} for slug, name in district_names().items()],
        "claimed": is_claimed(held),
        "family": held.kind == "family",
        "opened_it": held.mediator.professional.file.person_id == person_of(request).pk,
    }
    return render(request, "practice/mandate_change.html", context, status=422 if typed.faults else 200)


def _check(request: HttpRequest, typed: Typed, held: Mandate, wanted: Corrected, changes: list[str]) -> HttpResponse:
    before, after = _words(held, _as_wanted(held)), _words(held, wanted)
    rows = [
        {"label": _LABELS[name], "before": before[name], "after": after[name], "follows": _FOLLOWS.get(name)}
        for name in changes
    ]
    money = {"request", "children_interests"} & set(changes)
    sent = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in ("csrfmiddlewaretoken", "act", "no_conflict")
    ]
    context = {
        "held": held,
        "rows": rows,
        "sent": sent,
        "errors": typed.errors,
        "faults": Blank(typed.faults),
        "money": bool(money),
        "allowance": _allowance(held, wanted) if money else None,
        **supervised_in(held, person_of(request), clock.today()),
    }
    return render(request, "practice/mandate_change_check.html", context, status=422 if typed.faults else 200)


def _as_wanted(held: Mandate) -> Corrected:
    return Corrected(
        held.request,
        held.children_interests,
        tuple(held.objects_entrusted),
        held.patrimony_form,
        held.district,
        held.co_mediator or held.co_asked,
    )


def _words(held: Mandate, said: Corrected) -> dict[str, list[Text | str]]:
    yes_no = {True: Text("oui", "yes"), False: Text("non", "no"), None: _NONE}
    names = district_names()
    return {
        "request": [REQUESTS.get(said.request, _NONE)],
        "children_interests": [yes_no[said.children]],
        "objects_entrusted": [OBJECTS[one] for one in OBJECTS if one in said.objects],
        "patrimony_form": [FORMS.get(said.patrimony_form, _NONE)],
        "district": [names.get(said.district, Text("sans district", "no district"))],
        "co_mediator_id": [_beside(held, said.co_mediator)],
    }


def _beside(held: Mandate, one: Certification | None) -> Text | str:
    """Who mediates with one; who is only asked to is told apart."""
    if one is None:
        return _NONE
    return one.professional.name if one.pk == held.co_mediator_id else _ASKED.fill(name=one.professional.name)


def _allowance(held: Mandate, wanted: Corrected) -> Allowance | None:
    """What the Service would pay for, as the law answers with the answers corrected."""
    if held.couple is None:
        return None
    soon = Mandate(pk=held.pk, couple=held.couple, opened=held.opened, request=wanted.request)
    return allowance_of(
        wanted.request, children=bool(wanted.children), couple=held.couple, mandate=soon, on=held.opened
    )
