"""What the editor's screens show of a draft: its questions with what stands now, the fields of a page, the next dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.directory.desk import editing_content
from parvis.directory.desk.editing_checks import Found, faults_of
from parvis.directory.desk.editing_content import Fault
from parvis.directory.desk.editing_merge import meanwhile
from parvis.directory.desk.editing_pages import Field, Question, groups, questions
from parvis.directory.desk.editing_schedule import (
    COVERS,
    DAYS,
    EVERY,
    MONTHS,
    RHYTHMS,
    WHICH,
    Coming,
    coming,
    plan_of,
)
from parvis.directory.desk.editing_texts import Alone, Behind, behind_of, changed_alone
from parvis.directory.models import Draft, Organization
from parvis.directory.vocabulary import FIELDS, OTHER_FIELD, OTHER_FIELDS
from parvis.law.kernel.text import Text, short_date
from parvis.web.desk.edit_form import Typed, shown_in
from parvis.web.desk.edit_options import Options, options_of, organizations, roles
from parvis.web.desk.edit_rhythm import ASKED_WITH
from parvis.web.directory.shown import moment

_NEW = {
    "service": Text("Nouveau service", "New service"),
    "organization": Text("Nouvel organisme", "New organization"),
    "statistic": Text("Nouveau chiffre", "New figure"),
}
NOTHING = Text("Rien n’est dit", "Nothing is said")
#: Characters of a text that the list shows.
_SHORT = 180


def draft_name(draft: Draft) -> Text:
    """The name of the record, as the draft has it."""
    name = draft.content.get("name")
    return Text(name["fr"], name["en"]) if name else _NEW[draft.kind]


def page_of(kind: str, path: str) -> tuple[str, int]:
    """The question on which a value is changed, and its row: `costs.2.words` → (`cost`, 2)."""
    head, _, rest = path.partition(".")
    number, _, inside = rest.partition(".")
    for asked in questions(kind):
        here = inside if asked.rows == head and number.isdigit() else path
        if (asked.rows == head) != bool(asked.rows):
            continue
        if any(here == one.path or here.startswith(f"{one.path}.") for one in asked.fields):
            return asked.code, int(number) if asked.rows else 0
    return questions(kind)[0].code, 0


def field_of(kind: str, path: str) -> Text:
    """A value by its label, with the number of its row: `costs.2.words` → "Le prix (2) – En mots"."""
    code, row = page_of(kind, path)
    asked = next(one for one in questions(kind) if one.code == code)
    here = path.split(".", 2)[2] if row and path.count(".") > 1 else path
    field_ = next((one for one in asked.fields if here == one.path or here.startswith(f"{one.path}.")), None)
    if field_ is None:
        head = path.partition(".")[0]
        return FIELDS.get(head) or OTHER_FIELDS.get(head) or OTHER_FIELD
    number = f" ({row})" if row else ""
    tongue = _TONGUES.get(path.rpartition(".")[2], ("", ""))
    if len(asked.fields) == 1 or asked.label == field_.label:
        return Text(f"{asked.label.fr}{number}{tongue[0]}", f"{asked.label.en}{number}{tongue[1]}")
    return Text(
        f"{asked.label.fr}{number} – {field_.label.fr}{tongue[0]}",
        f"{asked.label.en}{number} – {field_.label.en}{tongue[1]}",
    )


_TONGUES = {"fr": (", en français", ", in French"), "en": (", en anglais", ", in English")}


@dataclass
class Shown:
    """The list of questions. `wrong`: how many are to be corrected; `loose`: faults that
    no page is about.
    """

    groups: list[dict[str, Any]] = field(default_factory=list)
    wrong: int = 0
    loose: list[Text] = field(default_factory=list)
    alone: list[Alone] = field(default_factory=list)
    behind: list[Behind] = field(default_factory=list)
    meanwhile: bool = False


def groups_shown(draft: Draft, here: Callable[..., str], lang: str, without: frozenset[str] = frozenset()) -> Shown:
    """Every question of a draft, by group, with what stands now; `without`: groups that are left out."""
    base, found = draft.base(), faults_of(draft.kind, draft.content)
    names = _Names(lang)
    by_key: dict[str, list[Found]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    shown = Shown(loose=[one.message for one in by_key.pop("", [])], meanwhile=meanwhile(draft) is not None)
    by_group: dict[str, list[dict[str, Any]]] = {}
    for asked in questions(draft.kind):
        if (asked.rows and asked.code not in _FIRST_OF_ROWS) or asked.group in without:
            continue
        rows = _rows(draft, asked, base, by_key, here, names)
        if draft.is_new:  # all of it is new: there is nothing to tell apart
            rows = [one | {"changed": False} for one in rows]
        by_group.setdefault(asked.group, []).extend(rows)
        shown.wrong += sum(bool(one["faults"] or one["unread"]) for one in rows)
    shown.groups = [{"code": code, "name": groups()[code], "rows": rows} for code, rows in by_group.items()]
    shown.alone = [one for one in changed_alone(draft.kind, base, draft.content) if one.pair.digest not in draft.agreed]
    shown.behind = behind_of(draft.kind, draft.record, draft.content) if not draft.is_new else []
    return shown


#: The first question of each list: its rows stand in the list under it.
_FIRST_OF_ROWS = ("schedule-rhythm", "cost", "correction", "location")
_ADD = {
    "schedules": Text("Ajouter un horaire", "Add a schedule"),
    "costs": Text("Ajouter un prix", "Add a price"),
    "corrections": Text("Ajouter ce que l’on sait depuis", "Add what is known since"),
    "locations": Text("Ajouter une adresse", "Add an address"),
}


def _rows(
    draft: Draft,
    asked: Question,
    base: Mapping[str, Any],
    faults: Mapping[str, Sequence[Found]],
    here: Callable[..., str],
    names: _Names,
) -> list[dict[str, Any]]:
    """The rows of a question in the list: one, or one for each row of its list and one to add."""
    if not asked.rows:
        values = editing_content.values_of(asked, draft.content, 0)
        return [
            _row(
                asked,
                0,
                asked.label,
                _said(asked, values, draft.content, names),
                here,
                draft,
                editing_content.changed(asked, draft.content, base),
                faults,
            )
        ]
    before = base.get(asked.rows, [])
    found = []
    steps = [one for one in questions(draft.kind) if one.rows == asked.rows]
    parts = draft.content.get(asked.rows, [])
    for number, part in enumerate(parts, start=1):
        label = asked.label if len(parts) == 1 else Text(f"{asked.label.fr} ({number})", f"{asked.label.en} ({number})")
        row = _row(
            asked, number, label, _row_said(asked, part, draft.content, names), here, draft, part not in before, faults
        )
        for step in steps[1:]:
            row["faults"] = [*row["faults"], *(one.message for one in faults.get(step.key(number), []))]
            row["unread"] = row["unread"] or step.key(number) in draft.unread
        row["steps"] = [{"label": step.label, "href": here("question", q=step.code, row=number)} for step in steps[1:]]
        found.append(row)
    gone = [one for one in before if one not in parts] if len(before) > len(parts) else []
    return [*found, _to_add(asked, len(parts) + 1, len(gone), here, draft)]


def _to_add(asked: Question, number: int, gone: int, here: Callable[..., str], draft: Draft) -> dict[str, Any]:
    """The line that adds one more row to a list; it says how many are gone from it."""
    key = asked.key(number)
    return {
        "key": key.replace(".", "-"),
        "label": _ADD[asked.rows],
        "href": here("question", q=asked.code, row=number),
        "add": True,
        "said": [],
        "changed": bool(gone),
        "gone": gone,
        "faults": [],
        "unread": key in draft.unread,
        "steps": [],
    }


def _row(
    asked: Question,
    number: int,
    label: Text,
    said: list[Text | str],
    here: Callable[..., str],
    draft: Draft,
    changed: bool,
    faults: Mapping[str, Sequence[Found]],
) -> dict[str, Any]:
    key = asked.key(number)
    return {
        "key": key.replace(".", "-"),
        "label": label,
        "href": here("question", q=asked.code, row=number),
        "said": said,
        "changed": changed,
        "faults": list(dict.fromkeys(one.message for one in faults.get(key, []))),
        "unread": key in draft.unread,
        "add": False,
        "steps": [],
    }


class _Names:
    """The names of places and records, each list asked for once."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._kept: dict[str, dict[str, Any]] = {}

    def of(self, one: Field, content: Mapping[str, Any]) -> dict[str, Any]:
        """The words of each value that a field may take."""
        key = one.whole_path if one.codes else one.whole_path.rpartition(".")[2]
        if key not in self._kept:
            self._kept[key] = {str(each["value"]): each["label"] for each in options_of(one, content, self.lang)}
        return self._kept[key]

    def organizations(self) -> dict[str, Text]:
        """Every organization by its identifier."""
        if "all" not in self._kept:
            self._kept["all"] = {one.pk: one.name for one in Organization.objects.order_by("pk")}
        return self._kept["all"]


def _said(asked: Question, values: Mapping[str, Any], content: Mapping[str, Any], names: _Names) -> list[Text | str]:
    """What stands now, one line a value; with its label where the page has several."""
    found: list[Text | str] = []
    several = len(asked.fields) > 1
    for one in asked.fields:
        said = _value_said(one, values[one.path], content, names)
        if said is None:
            continue
        words = said if isinstance(said, str) else said.to(names.lang)
        label = one.label.to(names.lang)
        colon = "\u00a0:" if names.lang == "fr" and not label.endswith("?") else ("" if label.endswith("?") else ":")
        found.append(f"{label}{colon} {words}" if several and one.widget != "organizations" else words)
    return found


def _row_said(asked: Question, part: Mapping[str, Any], content: Mapping[str, Any], names: _Names) -> list[Text | str]:
    """A row in a line or two: a schedule by its words, the others by their first values."""
    if asked.rows == "schedules":
        words = part.get("words")
        plan = plan_of(part)
        return [_short(words[names.lang])] if words else [RHYTHMS[plan.rhythm]] if plan else []
    found: list[Text | str] = []
    for one in asked.fields:
        said = _value_said(one, editing_content.at(part, one.path), content, names)
        if said is not None and one.path not in ("as_of", "source", "confidence"):
            found.append(said)
    return found[:4]


def _value_said(one: Field, value: Any, content: Mapping[str, Any], names: _Names) -> Text | str | None:
    """A value in words; None where there is none."""
    lang = names.lang
    if value in (None, [], {}):
        return None
    if one.widget == "pair":
        return _short(value.get(lang, ""))
    if one.widget == "organizations":
        known = names.organizations()
        return ", ".join(known[each["id"]].to(lang) if each["id"] in known else each["id"] for each in value)
    if one.widget in ("choice", "one"):
        found = names.of(one, content).get(str(value), value)
        return found if isinstance(found, Text | str) else str(found)
    if one.widget in ("codes", "several"):
        known_names = names.of(one, content)
        words = [known_names.get(each, each) for each in value]
        return ", ".join(each.to(lang) if isinstance(each, Text) else str(each) for each in words)
    if one.widget == "flag":
        return Text("Oui", "Yes") if value else Text("Non", "No")
    typed = shown_in(Question("", "", "", "", one.label, one.label, None, (one,)), _nested(one.path, value), 0, lang)
    plain = "; ".join("; ".join(each).replace("\n", ", ") for each in typed.values())
    return (
        f"{plain}\u00a0$" if one.widget == "cents" and lang == "fr" else f"${plain}" if one.widget == "cents" else plain
    )


def _nested(path: str, value: Any) -> dict[str, Any]:
    head, _, rest = path.partition(".")
    return {head: _nested(rest, value) if rest else value}


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def fields_shown(
    asked: Question, content: Mapping[str, Any], typed: Typed, faults: Sequence[Fault], lang: str
) -> list[dict[str, Any]]:
    """The fields of a page, ready for their components."""
    wrong: dict[str, Text] = {}
    for name, words in faults:
        wrong.setdefault(name, words)
    builds = "rhythm" in typed
    found = []
    for one in asked.fields:
        if one.widget == "rhythm":
            continue
        values = typed.get(one.name, [])
        shown: dict[str, Any] = {
            "widget": one.widget,
            "with": " ".join(ASKED_WITH.get(one.name, ())) if builds else "",
            "name": one.name,
            "path": one.whole_path,
            "label": one.label,
            "hint": one.hint or "",
            "long": one.long,
            "needed": one.needed,
            "value": values[0] if values else "",
            "values": values,
            "error": wrong.get(one.name, ""),
            "options": options_of(one, content, lang),
        }
        if one.widget == "pair":
            shown["texts"] = [
                {
                    "name": f"{one.name}-{tongue}",
                    "lang": tongue,
                    "value": (typed.get(f"{one.name}-{tongue}") or [""])[0],
                    "error": wrong.get(f"{one.name}-{tongue}", ""),
                }
                for tongue in ("fr", "en")
            ]
        if one.widget in ("organizations", "pauses"):
            shown["rows"] = _inside(one.name, typed, wrong)
            shown["options"], shown["roles"] = organizations(lang) if one.widget == "organizations" else [], roles()
        found.append(shown)
    return found


def _inside(name: str, typed: Typed, wrong: Mapping[str, Text]) -> list[dict[str, Any]]:
    """The short rows inside a page: their number, and what was typed in each with its fault."""
    numbers = sorted({int(key.split("-")[1]) for key in typed if key.startswith(f"{name}-")})
    return [
        {
            "number": number,
            "typed": {key: (values or [""])[0] for key, values in _of_row(typed, name, number)},
            "faults": dict(_of_row(wrong, name, number)),
        }
        for number in numbers
    ]


def _of_row(found: Mapping[str, Any], name: str, number: int) -> list[tuple[str, Any]]:
    stem = f"{name}-{number}-"
    return [(key.removeprefix(stem).replace("-", "_"), value) for key, value in found.items() if key.startswith(stem)]


def builder_context(content: Mapping[str, Any], schedule: Mapping[str, Any], typed: Typed, on: date) -> dict[str, Any]:
    """What the schedule builder shows: its plain choices where its page asks for them, and the next dates as saved."""
    found: Coming = coming(schedule, content, on)
    context: dict[str, Any] = {
        "coming": [{"said": moment(one), "of": one} for one in found.dates],
        "days_known": found.known,
        "ended": short_date(found.ended) if found.ended else None,
        "ends": short_date(found.ends) if found.ends else None,
        "builder": {},
    }
    if typed:
        context["builder"] = {
            name: _listed(words)
            for name, words in (
                ("rhythms", _offered(typed)),
                ("every", EVERY),
                ("days", DAYS),
                ("which", WHICH),
                ("months", MONTHS),
                ("covers", COVERS),
            )
        } | {
            "typed": {name: (values or [""])[0] for name, values in typed.items()},
            "ticked": dict(typed),
            "with": {name: " ".join(known) for name, known in ASKED_WITH.items()},
        }
    return context


def _offered(typed: Typed) -> dict[str, Text]:
    """The rhythms; `other` only where the schedule has such a rule."""
    return (
        RHYTHMS if (typed.get("rhythm") or [""])[0] == "other" else {k: v for k, v in RHYTHMS.items() if k != "other"}
    )


def _listed(words: Mapping[str, Text]) -> Options:
    return [{"value": code, "label": label} for code, label in words.items()]
