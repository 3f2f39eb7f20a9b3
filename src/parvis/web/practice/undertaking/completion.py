"""The end of an undertaking: the affidavit of each supervisor, then the certifier is asked to acknowledge it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.refused import Refused
from parvis.roster.actions.completion import declare_completion, join_affidavit, supervisors_of
from parvis.roster.models import Undertaking
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.law import shown
from parvis.web.pages import address, language_of
from parvis.web.practice.undertaking.own import own_picture
from parvis.web.practice.undertaking.shown import STATUS_WORDS, swearing
from parvis.web.uploads import sent_file


def completion(request: HttpRequest, number: int) -> HttpResponse:
    """What is to be shown, and the request to acknowledge it."""
    picture, lang, me = own_picture(request, number), language_of(request), person_of(request)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            if request.POST.get("act") == "declare":
                declare_completion(picture.certification, by=me, on=clock.today(), at=clock.now())
                return see(address(lang, "practice_undertaking_one", number=number) + "?done=declared")
            said = request.POST.get("supervisor", "")[:12]
            known = {str(one.pk): one for one in supervisors_of(picture)}
            if said not in known:
                raise Http404
            join_affidavit(
                picture.certification, known[said], sent_file(request), by=me, on=clock.today(), at=clock.now()
            )
            return see(address(lang, "practice_completion", number=number) + "?done=joined")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    row = Undertaking.objects.filter(certification=number).first()
    people = swearing(picture)
    context = {
        "number": number,
        "picture": picture,
        "swearing": people,
        "errors": errors,
        "sworn": all(one["affidavit"] for one in people),
        "status_words": STATUS_WORDS[picture.status],
        "declared_on": row.declared_on if row else None,
        "done": request.GET.get("done", "")[:10],
        "norm": shown.norm_line("c25.01-r0.7/s7-al1-p3-proof", picture.beginning.day),
    }
    return render(request, "practice/undertaking/completion.html", context, status=422 if errors else 200)


staff_page(completion)
