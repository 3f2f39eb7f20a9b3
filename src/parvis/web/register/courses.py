"""The courses and the access to supervision that certifying bodies announce: for who wants to be certified, and who is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.roster.actions.offers import KINDS
from parvis.roster.models import CertifyingBody, Offer
from parvis.web.practice.service.offers import SUBJECTS, offer_rows

A_PAGE = 40


def courses(request: HttpRequest) -> HttpResponse:
    """What is announced today and later, by first day; what is unknown in the address is left out."""
    today = clock.today()
    bodies = {one.slug: one.name for one in CertifyingBody.objects.order_by("name_fr")}
    chosen = {
        key: request.GET.get(key, "") if request.GET.get(key) in known else ""
        for key, known in (("kind", KINDS), ("subject", SUBJECTS), ("body", bodies))
    }
    found = Offer.objects.filter(withdrawn_at__isnull=True, last_day__gte=today).select_related("body")
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    page = Paginator(found.order_by("first_day", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "rows": offer_rows(list(page.object_list), today),
        "page": page,
        "total": page.paginator.count,
        "chosen": chosen,
        "kinds": [{"value": code, "label": words} for code, words in KINDS.items()],
        "subjects": [{"value": code, "label": words} for code, words in SUBJECTS.items()],
        "bodies": [{"value": slug, "label": name} for slug, name in bodies.items()],
    }
    return render(request, "register/courses.html", context)
