"""Import of a roster with its dry run, and export of everything that a body keeps."""

from __future__ import annotations

from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.payments import taken_away
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.importing import sealed, take_in_roster
from parvis.roster.exchange.columns import COLUMNS
from parvis.roster.exchange.dry_run import DryRun, read_roster, weigh
from parvis.roster.exchange.export import Reach, everything, table_csv, tables_for
from parvis.roster.exchange.tables import TABLES
from parvis.roster.models import CertifyingBody
from parvis.roster.policies import bodies_of, districts_of, serves
from parvis.web.access import person_of, private
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered
from parvis.web.uploads import TOO_LARGE

#: Faults shown on the page; the rest is counted.
SHOWN = 100
#: The tables that may be taken, in words.
TABLE_WORDS = {
    "roster": Text("Le registre (CSV)", "The register (CSV)"),
    "acts": Text("Les actes (CSV)", "The acts (CSV)"),
    "periods": Text("Les jours (CSV)", "The days (CSV)"),
    "notices": Text("Les avis (CSV)", "The notices (CSV)"),
    "mandates": Text("Les mandats (CSV)", "The mandates (CSV)"),
    "supervision": Text("La supervision (CSV)", "Supervision (CSV)"),
    "professionals": Text("Les personnes (CSV)", "The people (CSV)"),
    "certifications": Text("Les accréditations (CSV)", "The certifications (CSV)"),
    "applications": Text("Les demandes (CSV)", "The applications (CSV)"),
    "messages": Text("Les messages des demandes (CSV)", "The messages of applications (CSV)"),
    "undertakings": Text("Les engagements (CSV)", "The undertakings (CSV)"),
    "extensions": Text("Les délais demandés (CSV)", "More time asked for (CSV)"),
    "trainings": Text("Les formations (CSV)", "Training (CSV)"),
    "offers": Text("Les cours annoncés (CSV)", "Courses announced (CSV)"),
}
_FILE = Text("Choisissez un fichier CSV ou XLSX.", "Choose a CSV or XLSX file.")
_LARGE = Text("Le fichier est trop gros : 8 Mo au plus.", "The file is too large: at most 8 MB.")
_BODY = Text("Choisissez l’organisme.", "Choose the body.")


@powered("roster.certify")
def roster(request: HttpRequest) -> HttpResponse:
    """Send a file and read its dry run, row by row; then take in exactly that. And take everything away."""
    me, now, lang = person_of(request), clock.now(), language_of(request)
    bodies = list(CertifyingBody.objects.filter(slug__in=bodies_of(me, at=now)))
    chosen = request.POST.get("body", bodies[0].slug if len(bodies) == 1 else "")
    errors: list[dict[str, Any]] = []
    run: DryRun | None = None
    kept = ""
    if request.method == "POST":
        try:
            if chosen not in {one.slug for one in bodies}:
                raise Refused(_BODY, field="body")
            if request.POST.get("act") == "take":
                added = take_in_roster(request.POST.get("kept", ""), chosen, by=me, at=now)
                return see(address(lang, "certifying_roster") + f"?done={added}")
            run = _read(request, chosen)
            kept = sealed(run, chosen, by=me) if run.whole else ""
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
    done = request.GET.get("done", "")
    context = {
        "bodies": [{"value": one.slug, "label": one.name} for one in bodies],
        "chosen": chosen,
        "errors": errors,
        "run": run,
        "kept": kept,
        "faults": {"file": "", "body": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
        "shown": run.faults[:SHOWN] if run else [],
        "columns": COLUMNS,
        "tables": list(TABLE_WORDS.items()),
        "done": int(done) if done.isdecimal() and len(done) < 7 else None,
    }
    return render(request, "certifying/register/roster.html", context, status=422 if errors else 200)


def _read(request: HttpRequest, body: str) -> DryRun:
    if request.META.get(TOO_LARGE):
        raise Refused(_LARGE, field="file")
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(_FILE, field="file")
    run = read_roster(sent.read(), sent.name or "")
    weigh(run, body, on=clock.today())
    run.faults.sort(key=lambda one: one.row)
    return run


def _reach(person: Person) -> Reach:
    """Whose tables somebody may take: every body's for the Service, in their districts; one's own for an officer."""
    now = clock.now()
    return Reach(None, districts_of(person, at=now)) if serves(person, at=now) else Reach(bodies_of(person, at=now))


@powered("roster.read")
def export(request: HttpRequest) -> HttpResponse:
    """Everything as one ZIP, or one table as CSV (`?table=`)."""
    reach, name = _reach(person_of(request)), request.GET.get("table", "")
    tables = tables_for({**TABLES, **taken_away.TABLES}, reach)
    if name and name not in tables:
        raise Http404
    if name:
        content, kind, file = table_csv(tables[name], reach), "text/csv; charset=utf-8", f"parvis-{name}.csv"
    else:
        content, kind, file = everything(tables, reach), "application/zip", "parvis-register.zip"
    response = FileResponse(content, as_attachment=True, filename=file, content_type=kind)
    return private(cast(HttpResponse, response))  # a stream, which is private as every page of a desk
