"""The information sessions on parenting and mediation that are announced: when, where, in which language, how to register."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.pathway.separation.session import PHONE
from parvis.roster.kinds import LANGUAGES, MEETINGS
from parvis.roster.models import GroupSession
from parvis.roster.models.session import GROUP_LANGUAGES
from parvis.roster.register import district_names
from parvis.web.directory.feeds import feed
from parvis.web.pages import language_of
from parvis.web.practice.typed import options
from parvis.web.serving.groups import contact_of

A_PAGE = 20
#: How a session is held, as people look for it.
WAYS = {"in_person": Text("En personne", "In person"), "remote": Text("À distance", "Remotely")}
_LANGUAGES = {code: LANGUAGES[code] for code in GROUP_LANGUAGES}


def information_sessions(request: HttpRequest) -> HttpResponse:
    """Those to come, the nearest first; what is unknown in the address is left out."""
    lang, now, names = language_of(request), clock.now(), district_names()
    asked = {
        key: request.GET.get(key, "") if request.GET.get(key) in known else ""
        for key, known in (("district", names), ("language", _LANGUAGES), ("how", WAYS))
    }
    found = GroupSession.objects.announced(at=now)
    total = found.count()
    if asked["district"]:
        found = found.filter(district=asked["district"])
    if asked["language"]:
        found = found.filter(language=asked["language"])
    if asked["how"]:
        found = found.filter(meeting="in_person") if asked["how"] == "in_person" else found.exclude(meeting="in_person")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "found": page.paginator.count,
        "total": total,
        "asked": asked,
        "phone": PHONE,
        "on": clock.today(),
        "rows": [_row(one, names, lang) for one in page.object_list],
        "norm": LAW.norms.versions("ccp/a417-al1-session")[-1],
        "districts": [{"value": slug, "label": name} for slug, name in names.items()],
        "languages": options(_LANGUAGES),
        "ways": options(WAYS),
        "name": names.get(asked["district"], ""),
    }
    context["api"] = "/api/information-sessions?" + urlencode({"lang": lang, "district": asked["district"]})
    context["feed"] = feed("information-sessions", asked["district"] or "all", lang) if total else ""
    return render(request, "register/sessions.html", context)


def _row(one: GroupSession, names: Any, lang: str) -> dict[str, Any]:
    return {
        "one": one,
        "district": names.get(one.district, one.district),
        "meeting": MEETINGS[one.meeting],
        "language": LANGUAGES[one.language],
        "contact": contact_of(one.enrol),
        "cancelled": one.state == "cancelled",
        "calendar": feed("information-session", str(one.pk), lang),
    }
