"""What a certifying body must organize (r. 0.7, s. 5): what the law answers, what it has announced, announcing and withdrawing."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.offers import FURTHEST_YEARS, KINDS, MOST_HOURS, Announcement, announce_offer, withdraw_offer
from parvis.roster.duties import RECENT, duties_of
from parvis.roster.models import CertifyingBody, Offer
from parvis.roster.policies import bodies_of
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.service.offers import SUBJECTS, offer_rows
from parvis.web.practice.typed import Blank, Typed, options
from parvis.web.serving.weighed import weighed
from parvis.web.team.gate import powered
from parvis.web.typed import whole_number

#: How many announcements the page shows.
SHOWN = 100
_TITLE = Text("Donnez le titre dans les deux langues.", "Give the title in both languages.")
DONE = {
    "announced": Text("C’est annoncé. Vos médiateurs le voient.", "It is announced. Your mediators see it."),
    "withdrawn": Text("L’annonce est retirée.", "The announcement is withdrawn."),
}


def _bodies(person: Person) -> list[CertifyingBody]:
    return list(CertifyingBody.objects.filter(slug__in=bodies_of(person, at=clock.now())).order_by("name_fr"))


@powered("roster.certify")
def duties(request: HttpRequest) -> HttpResponse:
    """Each duty with its norm and whether what was announced shows it; the announcements, with a button to withdraw each."""
    me, today = person_of(request), clock.today()
    bodies = _bodies(me)
    errors = []
    if request.method == "POST":
        typed = request.POST.get("offer", "")
        mine = Offer.objects.filter(body__in=bodies)
        found = mine.filter(pk=whole_number(typed) or 0).first()
        if found is None:
            raise Http404
        try:
            withdraw_offer(found, by=me, at=clock.now())
            return see(address(language_of(request), "certifying_duties") + "?done=withdrawn")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    announced = Offer.objects.filter(body__in=bodies).select_related("body").order_by("-first_day", "-pk")[:SHOWN]
    context = {
        "bodies": [{"body": one, "weighed": weighed(duties_of(one, today))} for one in bodies],
        "errors": errors,
        "rows": offer_rows(list(announced), today),
        "done": DONE.get(request.GET.get("done", "")),
        "recent": RECENT.days,
    }
    return render(request, "certifying/duties.html", context, status=422 if errors else 200)


@powered("roster.certify")
def announce(request: HttpRequest) -> HttpResponse:
    """Announce a course or an access to supervision."""
    me, bodies = person_of(request), _bodies(person_of(request))
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        body, told = _announcement(typed, bodies)
        if told is not None and body is not None:
            try:
                announce_offer(body, told, by=me, at=clock.now())
                return see(address(language_of(request), "certifying_duties") + "?done=announced")
            except Refused as refused:
                typed.refused(refused)
    context = {
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "kinds": options(KINDS),
        "subjects": options(SUBJECTS),
        "bodies": [{"value": one.slug, "label": one.name} for one in bodies],
    }
    return render(request, "certifying/announce.html", context, status=422 if typed.faults else 200)


def _announcement(typed: Typed, bodies: list[CertifyingBody]) -> tuple[CertifyingBody | None, Announcement | None]:
    slugs = {one.slug: one for one in bodies}
    slug = next(iter(slugs), "") if len(slugs) == 1 else typed.one_of("body", slugs)
    kind = typed.one_of("kind", KINDS)
    course = kind == "course"
    titles = {lang: typed.text(f"title_{lang}", 201) for lang in ("fr", "en")}
    typed.faults |= {f"title_{lang}": _TITLE for lang, title in titles.items() if not title}
    earliest, latest = typed.today - timedelta(days=365), date(typed.today.year + FURTHEST_YEARS, 12, 31)
    first = typed.day("first_day", earliest=earliest, latest=latest)
    last = typed.day("last_day", earliest=earliest, latest=latest)
    subject = typed.one_of("subject", SUBJECTS, needed=course)
    hours = typed.number("hours", least=1, most=MOST_HOURS, needed=course)
    given_by, where = typed.text("given_by", 120), typed.text("address", 300)
    if typed.faults or first is None or last is None:
        return None, None
    return slugs.get(slug), Announcement(
        kind,
        Text(titles["fr"], titles["en"]),
        first,
        last,
        subject if course else "",
        hours if course else None,
        given_by,
        where,
    )
