"""The dry run of a roster: each row read, each fault told with its row and column, what would be taken in. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from parvis.documents.tables import stopped
from parvis.documents.tables.spreadsheet import Sheet, csv_sheet, xlsx_sheets
from parvis.documents.tables.stopped import NotRead, Told
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.roster.course import course_of
from parvis.roster.exchange.cells import Unread, read_cell
from parvis.roster.exchange.columns import BY_CODE, BY_HEADING, COLUMNS
from parvis.roster.exchange.limits import MOST_BYTES, MOST_ROWS
from parvis.roster.models import CertificationFile, StandingAct
from parvis.roster.names import name_key
from parvis.roster.possible import acts_for
from parvis.roster.progress import beginning_of
from parvis.roster.unrecorded import never_completed

IMPORTED = "import"

_NEEDED: Told = (Text("La case est vide.", "The cell is empty."), Text("Remplissez-la.", "Fill it."))
_COLUMN: Told = (
    Text("Cette colonne manque.", "This column is missing."),
    Text("Ajoutez-la avec son en-tête.", "Add it with its heading."),
)
_UNKNOWN: Told = (
    Text("Cette colonne n’est pas connue : elle est laissée de côté.", "This column is not known: it is left out."),
    Text("Nommez-la comme dans le modèle.", "Name it as in the template."),
)
_ACT: Told = (
    Text("Cet acte n’existe pas pour cette accréditation.", "This act does not exist for this certification."),
    Text("Choisissez un autre acte.", "Choose another act."),
)
_LATER: Told = (
    Text("Ce jour n’est pas encore venu.", "That day has not come yet."),
    Text("Corrigez le jour.", "Correct the day."),
)
_OTHER_NAME: Told = (
    Text("Ce numéro de membre est déjà celui d’une autre personne.", "This member number is already another person’s."),
    Text("Vérifiez le numéro et le nom.", "Check the number and the name."),
)
_TWICE: Told = (
    Text("Cette ligne est déjà plus haut.", "This row is already above."),
    Text("Retirez-la.", "Remove it."),
)
#: A doubt, which stops nothing: the earlier register may simply not say it.
_NOT_COMPLETED: Told = (
    Text(
        "Le délai de l’engagement est passé, et aucune ligne ne dit qu’il a été complété.",
        "The period of the undertaking has expired, and no row says that it was completed.",
    ),
    Text(
        "Si vous l’avez reconnu, ajoutez une ligne « Engagement complété » avec son jour. Sinon, Parvis dira « fin non inscrite ».",
        "If you acknowledged it, add a row “Undertaking completed” with its day. Otherwise Parvis will say “completion not recorded”.",
    ),
)
_IMPOSSIBLE = Text("Corrigez l’ordre ou le jour des actes.", "Correct the order or the days of the acts.")
_MANY = Text("Le fichier a plus de {most} lignes.", "The file has more than {most} rows.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the row of the file, the heading of the column ("" for the whole row), what was found, why, what to do."""

    row: int
    column: str
    found: str
    told: Told
    stops: bool = True


@dataclass(slots=True)
class DryRun:
    """What a file would do. `rows`: those without fault, as JSON, with their number; `new`: acts that are not there yet."""

    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: int = 0
    new: int = 0
    there: int = 0
    people: int = 0

    @property
    def whole(self) -> bool:
        """Whether there is something to take in and nothing stops it: a file is taken in whole or not at all."""
        return bool(self.rows) and not any(one.stops for one in self.faults)


def read_roster(content: bytes, name: str) -> DryRun:
    """Read a CSV or XLSX file; `Refused` with the reason and the way out where it is not read at all."""
    run = DryRun(name[:120])
    try:
        if len(content) > MOST_BYTES:
            raise NotRead(stopped.LARGE, f"{name} has {len(content)} bytes.")
        if not content:
            raise NotRead(stopped.EMPTY, f"{name} is empty.")
        sheets = xlsx_sheets(content, name) if content.startswith(b"PK") else [csv_sheet(content, name)]
        sheet = next(iter(sheets), None)
        if sheet is None:
            raise NotRead(stopped.EMPTY, f"{name} is empty.")
        _read(sheet, run)
    except NotRead as stop:
        raise Refused(
            Text(f"{stop.cause.said.fr} {stop.cause.way_out.fr}", f"{stop.cause.said.en} {stop.cause.way_out.en}"),
            field="file",
        ) from stop
    return run


def _read(sheet: Sheet, run: DryRun) -> None:
    codes = [BY_HEADING.get(name_key(heading), "") for heading in sheet.header]
    for heading, code in zip(sheet.header, codes, strict=True):
        if heading and not code:
            run.faults.append(Fault(1, heading, heading, _UNKNOWN, stops=False))
    missing = [one for one in COLUMNS if one.needed and one.code not in codes]
    run.faults += [Fault(1, one.heading.fr, "", _COLUMN) for one in missing]
    if missing:
        return
    for line in sheet.lines:
        run.read += 1
        if run.read > MOST_ROWS:
            raise Refused(_MANY.fill(most=MOST_ROWS), field="file")
        faults = [
            Fault(line.number, sheet.header[at] if 0 <= at < len(sheet.header) else "", found, told)
            for at, found, told in line.faults
        ]
        row: dict[str, Any] = {"row": line.number}
        for code, heading, cell in zip(codes, sheet.header, line.cells, strict=False):
            if not code or cell is None or not str(cell).strip():
                continue
            try:
                row[code] = read_cell(code, cell)
            except Unread as unread:
                faults.append(Fault(line.number, heading, str(cell)[:60], unread.told))
        named = {fault.column for fault in faults}
        faults += [
            Fault(line.number, sheet.header[codes.index(one.code)], "", _NEEDED)
            for one in COLUMNS
            if one.needed and one.code not in row and sheet.header[codes.index(one.code)] not in named
        ]
        run.faults += faults
        if not faults:
            run.rows.append(row)


def weigh(run: DryRun, body: str, *, on: date) -> None:
    """Weigh the rows against the law and what the body already keeps: faults are added, new acts are counted."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in run.rows:
        groups.setdefault((row["member_number"], row["kind"]), []).append(row)
    known = known_files(body, [number for number, _ in groups])
    for (number, kind), rows in groups.items():
        run.people += 1
        held = known.get((number, kind))
        others = {file.certification.professional.name_key for (other, _), file in known.items() if other == number}
        for row in rows:
            if len({name_key(each["name"]) for each in rows} | others) > 1 and (row is rows[0] or others):
                run.faults.append(_fault(row, "name", _OTHER_NAME))
            if row["act"] not in acts_for(kind) or row["act"] == "correction":
                run.faults.append(_fault(row, "act", _ACT))
            if max(row["day"], row.get("informed", "")) > on.isoformat():
                run.faults.append(_fault(row, "day", _LATER))
        _weigh_acts(run, kind, rows, list(held.certification.acts.counted()) if held else [], on)


def _weigh_acts(run: DryRun, kind: str, rows: Sequence[dict[str, Any]], there: list[StandingAct], on: date) -> None:
    said = {(act.kind, act.day) for act in there}
    seen: set[tuple[str, date]] = set()
    acts = list(there)
    for row in rows:
        act = act_of(row)
        if (act.kind, act.day) in seen:
            run.faults.append(_fault(row, "act", _TWICE))
        seen.add((act.kind, act.day))
        if (act.kind, act.day) in said:
            run.there += 1
        else:
            run.new += 1
            acts.append(act)
    if any(fault.row in {row["row"] for row in rows} for fault in run.faults if fault.stops):
        return
    acts.sort(key=lambda one: one.day)
    try:
        course = course_of(kind, acts)
    except Refused as refused:
        run.faults.append(Fault(rows[0]["row"], "", rows[0]["name"], (refused.reason, _IMPOSSIBLE)))
        return
    if kind == "family_mediation" and course.status in ("certified", "suspended"):
        _doubt_completion(run, rows, acts, on)


def _doubt_completion(run: DryRun, rows: Sequence[dict[str, Any]], acts: Sequence[StandingAct], on: date) -> None:
    """A doubt on the row of the certification that began an undertaking long over, of which nothing says how it ended."""
    begun = beginning_of(acts, on)
    if begun is None or begun.kind != "undertaking" or not never_completed(acts, begun.day, on):
        return
    row = next((one for one in rows if one["act"] == "certified" and one["day"] == begun.day.isoformat()), None)
    if row is not None:
        run.faults.append(replace(_fault(row, "act", _NOT_COMPLETED), stops=False))


def act_of(row: dict[str, Any]) -> StandingAct:
    """The act of a row, not written."""
    informed = row.get("informed")
    return StandingAct(
        kind=row["act"],
        day=date.fromisoformat(row["day"]),
        informed=date.fromisoformat(informed) if informed else None,
        fee_cents=Money.parse(row["fee"]).cents if row.get("fee") else None,
        reason=IMPORTED,
    )


def known_files(body: str, numbers: Iterable[str]) -> dict[tuple[str, str], CertificationFile]:
    """What a body already keeps under these member numbers, by number and kind."""
    found = CertificationFile.objects.filter(certification__body=body, member_number__in=set(numbers))
    return {
        (one.member_number, one.certification.kind): one for one in found.select_related("certification__professional")
    }


def _fault(row: dict[str, Any], code: str, told: Told) -> Fault:
    return Fault(row["row"], BY_CODE[code].heading.fr, str(row.get(code, ""))[:60], told)
