"""What a service would leave its readers without: a way to reach it, a price, a time. Said before it is published, never refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.directory.desk.editing_content import at
from parvis.directory.models import Draft, Organization
from parvis.law.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that nothing is said of. `question` and `row`: the page that asks for it."""

    code: str
    words: Text
    question: str
    row: int = 0


_REACH = Gap(
    "reach",
    Text(
        "Comment joindre le service : ni téléphone, ni courriel, ni site.",
        "How to reach the service: no telephone, e-mail or site.",
    ),
    "contact",
)
_COST = Gap("cost", Text("Ce qu’il coûte, ou qu’il est gratuit.", "What it costs, or that it is free."), "cost", 1)
_TIME = Gap(
    "schedule",
    Text("Quand il a lieu, ou qu’on prend rendez-vous.", "When it takes place, or that one makes an appointment."),
    "schedule-rhythm",
    1,
)


def gaps_of(draft: Draft) -> list[Gap]:
    """What the draft of a service leaves unsaid and the published record did not: of a new one, all that it leaves unsaid."""
    if draft.kind != "service":
        return []
    before = {one.code for one in _gaps(draft.base())} if not draft.is_new else set()
    return [one for one in _gaps(draft.content) if one.code not in before]


def _gaps(says: Mapping[str, Any]) -> list[Gap]:
    """What is not said, and of which it is not said either that nobody knows it."""
    unknown = at(says, "eligibility.not_stated") or []
    found = [] if _reached(says) else [_REACH]
    found += [_COST] if not says.get("costs") and "cost" not in unknown else []
    return found + ([_TIME] if not says.get("schedules") and "schedule" not in unknown else [])


def _reached(says: Mapping[str, Any]) -> bool:
    """Whether a reader finds a telephone, an e-mail or a site: the service's own, else its organization's."""
    access = says.get("access", {})
    if access.get("phone") or access.get("email") or (access.get("web") and not access.get("web_lost")):
        return True
    owner = (says.get("organizations") or [{}])[0].get("id", "")
    body = Organization.objects.filter(pk=owner).first()
    return body is not None and bool(body.phone or body.email or body.web)
