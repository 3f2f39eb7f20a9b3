"""Ending a role, and a departure: each page says what it will do before it does it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.desk.leaving import hand_over_drafts
from parvis.directory.models import Draft
from parvis.law.kernel.text import Text
from parvis.people.actions.roles import REASONS, end_role, hand_over
from parvis.people.models import Invitation, Membership, Person
from parvis.people.models.role import by_name, day_of
from parvis.people.policies import may
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.forms import read_last_day
from parvis.web.team.gate import person_shown, powered
from parvis.web.team.shown import membership_rows, organization_kind

_ALONE = Text(
    "Plus personne n'aura ce rôle pour cet organisme.", "Nobody will have this role for this organization any more."
)
_OTHERS = Text(
    "Il reste {count} autre(s) personne(s) dans ce rôle pour cet organisme.",
    "{count} other person(s) will still have this role for this organization.",
)
_LAST_ROLE = Text(
    "C'est le dernier rôle de cette personne : son compte reste, mais n'ouvre plus rien.",
    "This is the person's last role: the account stays, but opens nothing any more.",
)
_MODE = Text("Son mode exploitant s'arrête aussitôt.", "Their operator mode stops at once.")
_AT_ONCE = Text(
    "La fin est immédiate, même au milieu d'une page ouverte : rien de plus ne s'écrit.",
    "The end is immediate, even in the middle of an open page: nothing more is written.",
)


def consequences(held: Membership, *, at: datetime) -> list[Text]:
    """What ending this role will change, in sentences."""
    on = day_of(at)
    others = Membership.objects.in_force(on).filter(
        role=held.role, organization=held.organization, person__is_active=True
    )
    count = others.exclude(person=held.person_id).values("person").distinct().count()
    said = [_AT_ONCE, _OTHERS.fill(count=count) if count else _ALONE]
    if not Membership.objects.not_over(on).filter(person=held.person_id).exclude(pk=held.pk).exists():
        said.append(_LAST_ROLE)
    if held.role == "operator":
        said.append(_MODE)
    return said


@powered("team.read")
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a role: one's own, or anybody's in operator mode."""
    me, now = person_of(request), clock.instant()
    held = (
        Membership.objects.visible_to(me, at=now)
        .not_over(day_of(now))
        .filter(pk=number)
        .select_related("person")
        .first()
    )
    if held is None or not (held.person_id == me.pk or may(me, "team.manage", at=now)):
        raise Http404
    typed = {name: request.POST.get(name, "")[:60] for name in ("reason", "when", "last_day")}
    if request.method != "POST":
        return _end_page(request, held, {"when": "now", "reason": "", "last_day": ""}, {}, at=now)
    faults: dict[str, Text] = {}
    last_day = None
    if typed["when"] == "later":
        last_day, wrong = read_last_day(typed["last_day"], day_of(now))
        if wrong is not None:
            faults["last_day"] = wrong
    elif typed["when"] != "now":
        faults["when"] = Text("Dites quand.", "Say when.")
    if not faults:
        try:
            end_role(held, reason=typed["reason"], last_day=last_day, by=me, at=now)
            done = "end_set" if last_day else "ended"
            return see(_after(request, me, held.person_id, done))
        except Refused as refused:
            faults[refused.field] = refused.reason
    return _end_page(request, held, typed, faults, at=now)


def _after(request: HttpRequest, me: Person, number: int, done: str) -> str:
    """The person's page, where this reader still may open it; their own account otherwise."""
    lang = language_of(request)
    if may(me, "team.read", at=clock.instant()):
        return f"{address(lang, 'team_person', number=number)}?done={done}"
    return address(lang, "account")


def _end_page(
    request: HttpRequest, held: Membership, typed: dict[str, str], faults: dict[str, Text], *, at: datetime
) -> HttpResponse:
    context = {
        "held": membership_rows([held], at=at)[0],
        "typed": typed,
        "consequences": consequences(held, at=at),
        "reasons": [{"value": code, "label": text} for code, text in REASONS.items()],
        "whens": [
            {"value": "now", "label": Text("Tout de suite", "At once")},
            {"value": "later", "label": Text("Après un dernier jour", "After a last day")},
        ],
        "errors": [{"field": name, "message": message} for name, message in faults.items()],
        "faults": {"reason": "", "when": "", "last_day": ""} | faults,
    }
    return render(request, "team/end.html", context, status=422 if faults else 200)


@powered("team.manage")
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody leaves: what will go to whom, then the act itself."""
    me, now, who = person_of(request), clock.instant(), person_shown(request, number)
    held = Membership.objects.filter(person=who).not_over(day_of(now)).select_related("person").order_by("pk")
    typed, faults = request.POST.get("to", "")[:20], {}
    if request.method == "POST":
        to = Person.objects.active().filter(pk=int(typed)).first() if typed.isascii() and typed.isdigit() else None
        if typed != "nobody" and to is None:
            faults["to"] = Text("Choisissez qui reprend, ou personne.", "Choose who takes over, or nobody.")
        else:
            kinds = {one.organization: organization_kind(one.organization) for one in held}
            try:
                hand_over(who, to=to, by=me, at=now, kinds=kinds)
                hand_over_drafts(who, to=to, by=me, at=now)
                return see(_after(request, me, who.pk, "left"))
            except Refused as refused:
                faults["to"] = refused.reason
    context: dict[str, Any] = {
        "who": who,
        "rows": membership_rows(held, at=now),
        "value": typed,
        "faults": {"to": ""} | faults,
        "errors": [{"field": name, "message": message} for name, message in faults.items()],
        "takers": _takers(who, me, now),
        "invitations": Invitation.objects.waiting(at=now).filter(invited_by=who.code).count(),
        "drafts": Draft.objects.held_by(who.code).count(),
    }
    return render(request, "team/leave.html", context, status=422 if faults else 200)


def _takers(who: Person, me: Person, at: datetime) -> list[dict[str, Any]]:
    """Those who can take over: people in a role today, but who leaves and who records it."""
    in_role = Membership.objects.in_force(day_of(at)).values("person")
    people = (
        Person.objects.active().filter(pk__in=in_role).exclude(pk__in=(who.pk, me.pk)).order_by(by_name("name"), "pk")
    )
    nobody = {"value": "nobody", "label": Text("Personne : tout prend fin", "Nobody: everything ends")}
    return [{"value": str(one.pk), "label": one.name} for one in people] + [nobody]
