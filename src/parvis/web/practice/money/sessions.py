"""A session sheet: written down, shown, signed by a link or on paper, taken back; and work outside sessions."""

from __future__ import annotations

from typing import Any

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.payments.actions.looking_again import recheck_open
from parvis.payments.models import FeeLine
from parvis.people.refused import Refused
from parvis.roster.actions.sessions import (
    KINDS_OF,
    PURPOSES,
    Sheet,
    record_session,
    record_work,
    void_session,
    void_work,
)
from parvis.roster.actions.signatures import Asked, ask_signature, record_paper_signatures
from parvis.roster.kinds import MEETINGS, SESSION_KINDS
from parvis.roster.models import Mandate, OutOfSessionWork, SessionSheet
from parvis.roster.models.session import LONGEST
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import coming_of, see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.mandates import YES_NO
from parvis.web.practice.own import mandate_of, rows_of, session_of
from parvis.web.practice.typed import Blank, Typed, moment_of, options
from parvis.web.uploads import ACCEPTED, document_hint, sent_file

_LANGUAGES = {"fr": Text("français", "French"), "en": Text("anglais", "English")}


def _party(position: int) -> Text:
    return Text(f"Partie {position}", f"Party {position}")


def new(request: HttpRequest, number: int) -> HttpResponse:
    """Write a session down."""
    held = mandate_of(request, number)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        sheet = _read_sheet(typed, held)
        if sheet is not None:
            try:
                kept = record_session(held, sheet, by=person_of(request), at=clock.now())
                return see(address(language_of(request), "practice_session", number=kept.pk) + "?done=recorded")
            except Refused as refused:
                typed.refused(refused)
    else:
        typed.values = {"kind": KINDS_OF[held.kind][-2], "meeting": "in_person", "attended": ["1", "2"]}
    positions = list(held.parties.values_list("position", flat=True))
    context = {
        "held": held,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "kinds": options({code: SESSION_KINDS[code] for code in KINDS_OF[held.kind]}),
        "meetings": options(MEETINGS),
        "parties": [{"value": str(one), "label": _party(one)} for one in positions],
        "yes_no": YES_NO,
    }
    return render(request, "practice/money/session_new.html", context, status=422 if typed.faults else 200)


staff_page(new)


def _read_sheet(typed: Typed, held: Mandate) -> Sheet | None:
    kind = typed.one_of("kind", KINDS_OF[held.kind])
    absence = kind == "absence"
    day, begins = typed.day_since("day", held.opened), typed.hour("begins")
    minutes = typed.minutes("minutes", least=1, most=10_000, needed=not absence)
    waited = typed.number("waited", least=0, most=LONGEST, needed=absence)
    meeting = typed.one_of("meeting", MEETINGS)
    positions = [str(one) for one in held.parties.values_list("position", flat=True)]
    attended = tuple(int(one) for one in typed.several("attended", positions))
    together = typed.flag("co_mediator")
    asked = typed.flag("additional")
    serious = typed.yes_no("serious_reason", needed=False)
    if typed.faults or day is None or begins is None:
        return None
    return Sheet(
        kind=kind,
        begins_at=moment_of(day, begins),
        minutes=0 if absence else minutes or 0,
        meeting=meeting,
        attended=attended,
        co_mediator=together,
        additional_requested=1 if asked and together else 0,
        waited=waited if absence else None,
        serious_reason=serious if absence else None,
    )


def session(request: HttpRequest, number: int) -> HttpResponse:
    """One sheet: what it says, who signed it; ask for a signature, keep a scanned page, take it back."""
    held = session_of(request, number)
    typed = Typed(request.POST, clock.today())
    asked: Asked | None = None
    if request.method == "POST":
        try:
            done = _act(request, held, typed)
            if isinstance(done, str):
                return see(address(language_of(request), "practice_session", number=held.pk) + f"?done={done}")
            asked = done
        except Refused as refused:
            typed.refused(refused)
    return _shown(request, held, typed, asked)


staff_page(session)


def _act(request: HttpRequest, held: SessionSheet, typed: Typed) -> Asked | str:
    act, person, now = request.POST.get("act", ""), person_of(request), clock.now()
    if act == "ask":
        position = typed.number("position", least=1, most=100) or 0
        send_to, lang = typed.text("send_to", 254), typed.one_of("lang", _LANGUAGES, needed=False) or "fr"
        return ask_signature(
            held, position, by=person, at=now, send_to=send_to, lang=lang, addresses=coming_of(request).addresses
        )
    if act == "paper":
        positions = tuple(int(one) for one in typed.several("positions", [str(one) for one in held.attended]))
        record_paper_signatures(held, positions, sent_file(request), by=person, at=now)
        recheck_open(at=now, mandate=held.mandate_id)
        return "paper"
    if act == "void":
        void_session(held, by=person, at=now)
        return "voided"
    raise Http404


def _shown(request: HttpRequest, held: SessionSheet, typed: Typed, asked: Asked | None) -> HttpResponse:
    rows = rows_of(held)
    left = [str(row["position"]) for row in rows if not row["signature"] or row["signature"].state != "signed"]
    claimed = FeeLine.objects.filter(session=held, live=True).select_related("claim").first()
    context: dict[str, Any] = {
        "held": held,
        "kind": SESSION_KINDS[held.kind],
        "meeting": MEETINGS[held.meeting],
        "rows": rows,
        "to_sign": [{"value": one, "label": _party(int(one))} for one in left],
        "asked": asked,
        "languages": options(_LANGUAGES),
        "accepted": ACCEPTED,
        "file_hint": document_hint(),
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "claimed": claimed,
        "signed": any(row["signature"] and row["signature"].state == "signed" for row in rows),
        "done": request.GET.get("done", "")[:20],
        "co": held.presences.filter(voided=False).count() > 1,
    }
    if asked is not None:
        lang = typed.values.get("lang") or "fr"
        link = request.build_absolute_uri(address(lang, "signing", token=asked.token))
        context |= {"link": link, "mailed": typed.values.get("send_to", ""), **picture_of(link)}
    return render(request, "practice/money/session.html", context, status=422 if typed.faults else 200)


def picture_of(link: str) -> dict[str, Any]:
    """A link as squares to photograph with another telephone."""
    matrix = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    matrix.add_data(link)
    rows = matrix.get_matrix()
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"squares": squares, "size": len(rows)}


def work(request: HttpRequest, number: int) -> HttpResponse:
    """Write down work outside sessions; take back a line written by mistake."""
    held = mandate_of(request, number)
    typed = Typed(request.POST, clock.today())
    if request.method == "POST":
        try:
            if _worked(request, held, typed):
                return see(address(language_of(request), "practice_mandate", number=held.pk) + "?done=work")
        except Refused as refused:
            typed.refused(refused)
    rows = held.work.filter(voided_at__isnull=True, certification__professional__file__person=person_of(request))
    context = {
        "held": held,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
        "purposes": options(PURPOSES),
        "rows": [{"work": one, "purpose": PURPOSES[one.purpose]} for one in rows],
    }
    return render(request, "practice/money/work.html", context, status=422 if typed.faults else 200)


staff_page(work)


def _worked(request: HttpRequest, held: Mandate, typed: Typed) -> bool:
    person, now = person_of(request), clock.now()
    if request.POST.get("act") == "void":
        number = typed.number("work", least=1, most=10**15) or 0
        found = OutOfSessionWork.objects.filter(pk=number, mandate=held).first()
        if found is None:
            raise Http404
        void_work(found, by=person, at=now)
        return True
    day, purpose = typed.day_since("day", held.opened), typed.one_of("purpose", PURPOSES)
    minutes = typed.minutes("minutes", least=1, most=10_000)
    if typed.faults or day is None or minutes is None:
        return False
    record_work(held, day=day, minutes=minutes, purpose=purpose, by=person, at=now)
    return True
