"""The faults of a whole draft: what the reader of files and the checks find, in words, at the question that they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.directory import checks
from parvis.directory.desk.editing_pages import Field, Question, questions
from parvis.directory.exchange.export import documents, present
from parvis.directory.exchange.paths import TABLES, path_of, readable
from parvis.directory.exchange.reasons import told
from parvis.directory.exchange.toml_form import raw
from parvis.directory.files import Content
from parvis.directory.reader import Faults
from parvis.law.kernel.text import Text
from parvis.places.models import Courthouse, District

#: A reason in the reader's or the checks' own words → what is said at the field. The first that fits is taken.
_WORDS: tuple[tuple[str, Text], ...] = (
    (r"^is missing$", Text("Cette réponse est nécessaire.", "This answer is needed.")),
    (r"this language is missing", Text("Écrivez ce texte dans les deux langues.", "Write this text in both languages.")),
    (r"needs its districts", Text("Cochez au moins un district.", "Tick at least one district.")),
    (r"names no district", Text(
        "Des districts sont cochés : choisissez « Certains districts », ou décochez-les.",
        "Districts are ticked: choose “Certain districts”, or untick them.",
    )),
    (r'scope "unnamed" needs words', Text("Dites en mots de quels endroits il s’agit.", "Say in words which places these are.")),
    (r"people_min is more", Text("Le plus petit nombre dépasse le plus grand.", "The smallest number is above the largest.")),
    (r"is not after \d", Text("La fin vient après le début, le même jour.", "The end comes after the start, on the same day.")),
    (r"is before", Text("Cette date vient avant le début.", "This date comes before the start.")),
    (r'"unknown" needs words', Text("Dites cet horaire en mots, dans les deux langues.", "Put this schedule in words, in both languages.")),
    (r"it is not unknown", Text("Des jours sont donnés : les dates ne sont donc pas inconnues.", "Days are given: so the dates are not unknown.")),
    (r"a rule or days are needed", Text("Dites quels jours, ou choisissez « Sur rendez-vous, ou sans jour connu ».", "Say on what days, or choose “By appointment, or no known day”.")),
    (r"lasts at least a minute", Text("Un rendez-vous dure au moins une minute.", "An appointment lasts at least a minute.")),
    (r"needs its first day", Text("Dites à partir de quel jour.", "Say from what day.")),
    (r"never occurs", Text("Avec cette règle, le service n’a jamais lieu. Vérifiez les jours, les mois et la fin.", "With this rule the service never takes place. Check the days, the months and the end.")),
    (r"RFC 5545|DTSTART", Text("Cette règle ne se calcule pas.", "This rule cannot be computed.")),
    (r"is less than value", Text("Ce nombre est plus petit que le premier.", "This number is smaller than the first.")),
    (r"is zero", Text("Ce nombre ne peut pas être zéro.", "This number cannot be zero.")),
    (r"more than 100", Text("Un pourcentage va de 0 à 100.", "A percentage goes from 0 to 100.")),
    (r"needs its denominator", Text(
        "Un pourcentage dit de quoi il est le pourcentage : dites « sur combien », ou que ce n’est pas précisé.",
        "A percentage says of what it is one: say out of how many, or that this is not stated.",
    )),
    (r"is not a day from \d", Text("Écrivez un jour entre 1990 et 2100.", "Write a day between 1990 and 2100.")),
    (r"an organization twice|twice", Text("La même réponse est là deux fois.", "The same answer is there twice.")),
    (r"is already in", Text("Ce nom court est déjà pris.", "This short name is already taken.")),
    (r"one line of text", Text("Écrivez un texte sur une seule ligne.", "Write a text on a single line.")),
    (r"amount above zero", Text("Écrivez un montant plus grand que zéro, ou rien.", "Write an amount above zero, or nothing.")),
    (r"longer than a day", Text("Un rendez-vous dure moins d’un jour.", "An appointment is shorter than a day.")),
    (r"snake_case", Text("Écrivez un code : des lettres sans accent et des traits de soulignement.", "Write a code: plain letters and underscores.")),
    (r"at least 1", Text("Il en faut au moins un.", "At least one is needed.")),
)  # fmt: skip
#: What a new record gets when it is published.
_BY_THE_SYSTEM = ("slug",)


@dataclass(frozen=True, slots=True)
class Found:
    """One fault. `question` and `row`: its page (None where no page is about it); `field`: the field's name, or ""."""

    question: Question | None
    row: int
    field: str
    message: Text

    @property
    def key(self) -> str:
        """How a draft names the page."""
        return self.question.key(self.row) if self.question else ""


def said_of(reason: str) -> Text:
    """What people are told of a fault at its field."""
    return next((words for pattern, words in _WORDS if re.search(pattern, reason)), None) or told(reason)[0]


def faults_of(kind: str, content: Mapping[str, Any]) -> list[Found]:
    """Every fault of a record by itself, in the order of the questions."""
    faults = Faults("")
    table = TABLES[kind]
    table(readable(table, raw(table, content)), "", faults)
    found = [(path_of(one.at), one.reason) for one in faults.found if one.at not in _BY_THE_SYSTEM]
    found = found or _checked(kind, content)
    placed = [_placed(kind, path, reason) for path, reason in found]
    order = {one.code: number for number, one in enumerate(questions(kind))}
    once = {(one.key, one.field, one.message): one for one in placed}.values()
    return sorted(once, key=lambda one: (order[one.question.code] if one.question else -1, one.row, one.field))


def _checked(kind: str, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the checks of a file find in this record, by its own paths."""
    faults = Faults("")
    if kind == "organization":
        checks.document({"organization": dict(content)}, f"{content.get('slug')}.toml", faults)
        return [(path_of(one.at.removeprefix("organization").lstrip(".")), one.reason) for one in faults.found]
    part = "services" if kind == "service" else "statistics"
    owner = content["organizations"][0]["id"] if kind == "service" else content["organization"]
    checks.document({"organization": {"id": owner, "slug": "x"}, part: [dict(content)]}, "x.toml", faults)
    return [(path_of(one.at.removeprefix(f"{part}[0]").lstrip(".")), one.reason) for one in faults.found]


def _placed(kind: str, path: str, reason: str) -> Found:
    """A fault at the field that it is about: the field itself, one above or below it, else the first page of its list."""
    head, _, rest = path.partition(".")
    number, _, inside = rest.partition(".")
    in_row = number.isdigit()
    best: tuple[int, Question, Field] | None = None
    for question in questions(kind):
        here = inside if question.rows == head and in_row else path
        if bool(question.rows) != (in_row and question.rows == head):
            continue
        for field in question.fields:
            fits = _fit(field, here, reason)
            if fits and (best is None or fits > best[0]):
                best = (fits, question, field)
    if best is None:
        return Found(None, 0, "", said_of(reason))
    _, question, field = best
    name = _name(field, inside if question.rows else path)
    return Found(question, int(number) if question.rows else 0, name, said_of(reason))


def _name(field: Field, path: str) -> str:
    """The form field that a fault is shown at: of a text its language, of short rows inside a page the value of the row."""
    if field.widget == "pair":
        return f"{field.name}-{'en' if path.endswith('.en') else 'fr'}"
    if field.widget in ("organizations", "pauses"):
        first = {"organizations": "1.id", "pauses": "1.from"}[field.widget]
        return (path if path.count(".") > 1 else f"{field.path}.{first}").replace(".", "-")
    return field.name


def _fit(field: Field, path: str, reason: str) -> int:
    """How well a field fits a path: 5 named by the reason, 4 itself, 3 a part of it, 2 above it and of its kind, 1 above it."""
    if field.path.startswith(path) and field.path.rpartition(".")[2] == reason.partition(" ")[0]:
        return 5
    if field.path == path:
        return 4
    if path.startswith(f"{field.path}."):
        return 3
    if not path or field.path.startswith(f"{path}."):
        named = ("words" in reason) == field.path.endswith("words")
        return 2 if named else 1
    return 0


def contradictions_of(kind: str, record: str, content: Mapping[str, Any]) -> list[Text]:
    """What the record contradicts in the others: a short name already taken, a reference to nothing."""
    others = [one for one in present() if (one.kind, one.record) != (kind, record)]
    put = documents(sorted([*others, Content(kind, record, dict(content))], key=lambda one: one.kind != "organization"))
    by_file = {f"{one['organization'].get('slug')}.toml": one for one in put.values()}
    if len(by_file) != len(put):
        return [said_of("is already in")]
    found = checks.across(by_file, _places())
    return list(dict.fromkeys(said_of(one.reason) for one in found))


def _places() -> checks.Places:
    courthouses = dict(Courthouse.objects.values_list("slug", "district_id"))
    return checks.Places(frozenset(District.objects.values_list("slug", flat=True)), courthouses)
