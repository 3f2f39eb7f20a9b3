"""How a professional is reached: what is public beside what is not, changed by themself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.roster.actions.contact import Contact, change_contact, contact_faults, contact_of, fingerprint
from parvis.roster.kinds import LANGUAGES
from parvis.roster.models import ProfessionalFile
from parvis.roster.register import district_names, entry
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed, options

WAYS = {"in_person": Text("En personne", "In person"), "remote": Text("À distance", "Remotely")}
STEP_FREE = {
    "yes": Text("Oui", "Yes"),
    "no": Text("Non", "No"),
    "": Text("Je ne le dis pas", "I do not say"),
}
YES_NO = {"yes": Text("Oui", "Yes"), "no": Text("Non", "No")}
#: The fields as the page asks them.
ORDER = (
    "accepting",
    "public_phone",
    "public_email",
    "website",
    "place",
    "step_free",
    "ways",
    "languages",
    "districts",
    "domicile",
    "borough",
    "phone",
    "other_phone",
    "email",
)
#: What is read of a line: more than any field takes, so that what is too long is shown again whole and told.
_LINE = 400
_SAID = {True: "yes", False: "no", None: ""}


def contact(request: HttpRequest) -> HttpResponse:
    """The form as things stand; the change, with the notices to the Minister that it makes."""
    me, now = person_of(request), clock.now()
    file = ProfessionalFile.objects.of(me).select_related("professional").first()
    if file is None:
        raise Http404
    typed = Typed(request.POST, clock.today())
    present = contact_of(file)
    if request.method == "POST":
        wanted = _read(typed)
        typed.all_refused(contact_faults(wanted), order=ORDER)
        if not typed.faults:
            try:
                made = change_contact(file, wanted, read=request.POST.get("read", "")[:32], by=me, at=now)
                return see(address(language_of(request), "practice_contact") + f"?done={'told' if made else 'changed'}")
            except Refused as refused:
                typed.refused(refused)
    else:
        typed.values = _values(present)
    done = request.GET.get("done", "")
    context = {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "read": fingerprint(present),
        "districts": [{"value": slug, "label": name} for slug, name in district_names().items()],
        "languages": options(LANGUAGES),
        "ways": options(WAYS),
        "step_free": options(STEP_FREE),
        "yes_no": options(YES_NO),
        "done": done if done in ("told", "changed") else "",
        "one": file.professional,
        "listed": entry(file.professional.slug, clock.today()) is not None,
    }
    return render(request, "practice/contact.html", context, status=422 if typed.faults else 200)


staff_page(contact)


def _values(held: Contact) -> dict[str, Any]:
    names = ("domicile", "borough", "phone", "other_phone", "email", "public_phone", "public_email", "website", "place")
    said: dict[str, Any] = {name: getattr(held, name) for name in names}
    return said | {
        "districts": held.districts,
        "languages": held.languages,
        "accepting": _SAID[held.accepting],
        "ways": [code for code in WAYS if getattr(held, code)],
        "step_free": _SAID[held.step_free],
    }


def _read(typed: Typed) -> Contact:
    ways = typed.several("ways", WAYS)
    step_free = typed.one_of("step_free", STEP_FREE, needed=False)
    lines = ("domicile", "borough", "phone", "other_phone", "email", "public_phone", "public_email", "website", "place")
    return Contact(
        **{name: typed.text(name, _LINE) for name in lines},
        districts=tuple(typed.several("districts", district_names())),
        languages=tuple(typed.several("languages", LANGUAGES)),
        in_person="in_person" in ways,
        remote="remote" in ways,
        accepting=typed.one_of("accepting", YES_NO) == "yes",
        step_free={"yes": True, "no": False}.get(step_free),
    )
