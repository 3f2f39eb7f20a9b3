"""The courses and the access to supervision that certifying bodies offer (r. 0.7, s. 5), for mediators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.roster.actions.offers import KINDS
from parvis.roster.actions.training import SUBJECT_WORDS
from parvis.roster.models import CertifyingBody, Offer
from parvis.web.access import staff_page
from parvis.web.practice.own import professional_of

#: The subjects of a course: the three of the complementary training, and the basic training.
SUBJECTS: dict[str, Text] = {**SUBJECT_WORDS, "basic": Text("Formation de base", "Basic training")}


def offer_rows(offers: list[Offer], today: date) -> list[dict[str, Any]]:
    """Each offer in words, and whether it is over."""
    return [
        {
            "offer": one,
            "kind": KINDS[one.kind],
            "title": Text(one.title_fr, one.title_en),
            "body": one.body.name,
            "subject": SUBJECTS.get(one.subject),
            "over": one.last_day < today,
            "withdrawn": one.withdrawn_at is not None,
        }
        for one in offers
    ]


def offers(request: HttpRequest) -> HttpResponse:
    """What is offered today and later, by first day; filters stay in the address."""
    professional_of(request)
    today = clock.today()
    bodies = {one.slug: one.name for one in CertifyingBody.objects.order_by("name_fr")}
    chosen = {
        "kind": request.GET.get("kind") if request.GET.get("kind") in KINDS else "",
        "body": request.GET.get("body") if request.GET.get("body") in bodies else "",
    }
    found = Offer.objects.filter(withdrawn_at__isnull=True, last_day__gte=today).select_related("body")
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    context = {
        "rows": offer_rows(list(found.order_by("first_day", "pk")[:200]), today),
        "chosen": chosen,
        "kinds": [{"value": code, "label": words} for code, words in KINDS.items()],
        "bodies": [{"value": slug, "label": name} for slug, name in bodies.items()],
    }
    return render(request, "practice/service/offers.html", context)


staff_page(offers)
