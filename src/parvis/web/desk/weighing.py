"""A proposal beside what is published, value by value: taken, taken in part, or left; whoever proposed it is told."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.actions import MODELS
from parvis.directory.desk.deciding import Weighed, answer_in_part, demand_ticked, weigh
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Proposal
from parvis.directory.models.proposing import LONGEST_WORDS
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.desk.changes import record_page
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

#: What the page asks for, and what the desk then says was done.
ACTS = ("take", "part", "leave")


@powered("desk.read")
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """What a changed file, an import or an organization proposes: take it, take some values of it, or leave it."""
    me, lang, now = person_of(request), language_of(request), clock.instant()
    held = Proposal.objects.visible_to(me, at=now).select_related("link__organization").filter(pk=number).first()
    if held is None:
        raise Http404
    publishes = may(me, "desk.publish", at=now) and reach_of(me, "desk.publish", at=now).has(held.record)
    typed = {
        "values": request.POST.getlist("value")[:500],
        "reason": request.POST.get("reason", "")[: LONGEST_WORDS * 2],
    }
    errors: list[dict[str, Any]] = []
    weighed = weigh(held)
    if request.method == "POST":
        act = request.POST.get("answer", "")
        if not publishes or act not in ACTS:
            raise Http404
        keys = {"take": [one.key for one in weighed.units], "part": typed["values"], "leave": []}[act]
        try:
            if act == "part":
                demand_ticked(keys)
            answered = answer_in_part(
                held,
                keys=keys,
                reason=str(typed["reason"]),
                seen=request.POST.get("seen", "")[:64],
                by=me,
                at=clock.instant(),
            )
            return see(f"{address(lang, 'desk')}?done={answered.answer}")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            held.refresh_from_db()
            weighed = weigh(held)
    context = _shown(held, weighed, lang) | {
        "publishes": publishes,
        "errors": errors,
        "typed": typed,
        "most": LONGEST_WORDS,
        "faults": {"reason": "", "value": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
    }
    return render(request, "desk/proposal.html", context, status=422 if errors else 200)


def _shown(held: Proposal, weighed: Weighed, lang: str) -> dict[str, Any]:
    row = MODELS[held.kind]._default_manager.filter(pk=held.record).first()
    link = held.link
    return {
        "proposal": held,
        "name": held.content["name"],
        "record": held.record,
        "present": weighed.present,
        "page": record_page(held.kind, held.record, lang),
        "seen": row.digest if row else "",
        "units": weighed.units,
        "link": link,
        "words": link.words if link else "",
    }
