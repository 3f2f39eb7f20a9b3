"""Import of a roster with its dry run, and export of everything that a body keeps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.importing import sealed, take_in_roster
from parvis.roster.exchange.columns import COLUMNS
from parvis.roster.exchange.dry_run import DryRun, read_roster, weigh
from parvis.roster.exchange.export import TABLES, everything, table_csv
from parvis.roster.models import CertifyingBody
from parvis.roster.policies import bodies_of, serves
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered
from parvis.web.uploads import TOO_LARGE

#: Faults shown on the page; the rest is counted.
SHOWN = 100
#: The tables that may be taken, in words.
TABLE_WORDS = {
    "roster": Text("Le registre (CSV)", "The register (CSV)"), "acts": Text("Les actes (CSV)", "The acts (CSV)"),
    "periods": Text("Les jours (CSV)", "The days (CSV)"), "notices": Text("Les avis (CSV)", "The notices (CSV)"),
    "mandates": Text("Les mandats (CSV)", "The mandates (CSV)"), "supervision": Text("La supervision (CSV)", "Supervision (CSV)"),
    "trainings": Text("Les formations (CSV)", "Training (CSV)"), "offers": Text("Les cours annoncés (CSV)", "Courses announced (CSV)"),
}  # fmt: skip
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
        "bodies": [{"value": one.slug, "label": one.name} for one in bodies], "chosen": chosen, "errors": errors, "run": run,
        "kept": kept, "faults": {"file": "", "body": ""} | {one["field"]: one["message"] for one in errors if one["field"]},
        "shown": run.faults[:SHOWN] if run else [], "columns": COLUMNS, "tables": list(TABLE_WORDS.items()),
        "done": int(done) if done.isdecimal() and len(done) < 7 else None,
    }  # fmt: skip
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


def _scope(person: Person) -> frozenset[str] | None:
    """Whose tables somebody may take: every body's for the Service, one's own for an officer."""
    now = clock.now()
    return None if serves(person, at=now) else bodies_of(person, at=now)


@powered("roster.read")
def export(request: HttpRequest) -> HttpResponse:
    """Everything as one ZIP, or one table as CSV (`?table=`)."""
    bodies, table = _scope(person_of(request)), request.GET.get("table", "")
    if table and table not in TABLES:
        raise Http404
    if table:
        content: str | bytes = "\ufeff" + table_csv(table, bodies)
        kind, name = "text/csv; charset=utf-8", f"parvis-{table}.csv"
    else:
        content, kind, name = everything(bodies), "application/zip", "parvis-register.zip"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
