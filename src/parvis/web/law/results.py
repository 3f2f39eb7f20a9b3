"""A decision as the page shows it: its outcome as a tree of words, what it weighed, and the other readings beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, plain
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text, amount, long_date
from parvis.law.questions import QUESTIONS, Refusal, decide
from parvis.law.texts import LAW
from parvis.web.law import shown, words
from parvis.web.law.faults import field_of
from parvis.web.law.forms import Form
from parvis.web.law.wording import calculator, capital, code_words, has_words, member_words

Node = dict[str, Any]
#: A table has at most so many columns; a list of larger things is shown thing by thing.
WIDEST = 6
#: Differences between two readings that are shown; how many more there are is said.
MOST_DIFFERENCES = 30

_YES, _NO = Text("Oui", "Yes"), Text("Non", "No")
_UNKNOWN = Text("Pas connu ou sans objet", "Not known or not applicable")
#: Members of an outcome that the page tells apart.
_APART = ("needed", "summary")
#: Members by which an element of a list is called, the first that it has.
_NAMES = ("act", "name", "text", "label")
_CODES = ("key", "what")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DOLLARS = re.compile(r"-?\d+\.\d{2}")
_RATES = ("rate", "percent")
#: Members that hold a place in a list of the facts: people count from one.
_PLACES = ("event", "mandate")


class Words:
    """What the members and codes of one answer are called: the question's own words, then those of everybody."""

    def __init__(
        self, question: Question, form: Form | None, labels: Mapping[str, Text], options: Mapping[str, Text]
    ) -> None:
        self.question, self.form, self.labels, self.options = question, form, labels, options
        self.outcome = {**question.outcome, **calculator(question.id).outcome}

    def member(self, name: str, top: bool = False) -> Text:
        """The label of a member of the outcome."""
        known = self.outcome.get(name) if top else None
        return capital(known or member_words(name))

    def fact(self, at: str) -> Node | None:
        """A fact as a link to its field; None where the form has none."""
        name = field_of(at, self.form) if self.form else ""
        label = self.labels.get(name)
        return {"what": "field", "name": name, "label": label} if label else None


def node(value: Any, said: Words, key: str = "") -> Node:
    """A value of an outcome in words. `what`: text unknown none norm question field items table rows."""
    if value is None:
        return {"what": "unknown"}
    if isinstance(value, Mapping) and set(value) == {"fr", "en"}:
        return _text(Text(value["fr"], value["en"]))
    if isinstance(value, Mapping):
        return {"what": "rows", "rows": _rows(value, said)}
    if isinstance(value, list | tuple):
        return _listed(value, said, key)
    if isinstance(value, str):
        return _named(value, said, key)
    if key in _PLACES and type(value) is int:
        return _text(_simple(value + 1, key))
    return _text(_simple(value, key))


def _rows(value: Mapping[str, Any], said: Words) -> list[Node]:
    """The members of a thing; a norm is named once, and what is not known is told together."""
    rows = [
        {"label": said.member(name), "value": node(each, said, name)}
        for name, each in value.items()
        if name != "cite" or "norm" not in value
    ]
    return together(rows)


def together(rows: list[Node]) -> list[Node]:
    """The rows with a value, then, in one, the labels of those that have none."""
    known = [row for row in rows if row["value"]["what"] != "unknown"]
    unknown = [row["label"] for row in rows if row["value"]["what"] == "unknown"]
    if len(unknown) < 2:
        return rows
    names = Text("; ".join(one.fr for one in unknown), "; ".join(one.en for one in unknown))
    return [*known, {"key": "", "label": _UNKNOWN, "value": _text(names)}]


def _text(text: Text) -> Node:
    return {"what": "text", "text": text}


def _simple(value: Any, key: str) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Money):
        return amount(value)
    if key.startswith("minutes") or key.endswith("minutes"):
        return words.minutes(value)
    return words.value_words(value, "count")


def _named(value: str, said: Words, key: str) -> Node:
    """A string: a norm, another question, a pointer to a fact, a day, an amount, a rate, or a code."""
    if value in LAW.norms:
        return {
            "what": "norm",
            **shown.parts(value),
            "cite": LAW.norms.versions(value)[-1].cite,
            "short": shown.unit_words(value),
        }
    if value in QUESTIONS:
        return {"what": "question", **shown.question_line(value)}
    if value.startswith("/") and (fact := said.fact(value)):
        return fact
    if _ISO_DAY.fullmatch(value):
        return _text(long_date(date.fromisoformat(value)))
    if _DOLLARS.fullmatch(value):
        cents = round_cents(value)
        return _text(words.percent(cents) if key in _RATES else amount(Money(cents)))
    if key == "confidence" and value in words.CONFIDENCES:
        return _text(capital(words.CONFIDENCES[value]))
    if value not in said.options and not has_words(value):  # a name that somebody typed, or the number of a form
        return _text(Text(value, value)) if value.strip() else {"what": "none"}
    return _text(capital(code_words(value, said.options)))


def round_cents(written: str) -> int:
    """ "-12.34" as -1234."""
    return int(written.replace(".", ""))


def _listed(values: Sequence[Any], said: Words, key: str) -> Node:
    if not values:
        return {"what": "none"}
    if told := _in_words(values):
        return {"what": "items", "items": [_text(each) for each in told]}
    if all(isinstance(each, Mapping) and set(each) != {"fr", "en"} for each in values):
        columns = list(dict.fromkeys(name for each in values for name in each))
        if len(columns) <= WIDEST:
            return {
                "what": "table",
                "columns": [said.member(name) for name in columns],
                "rows": [
                    [{"column": said.member(name), "value": node(each.get(name), said, name)} for name in columns]
                    for each in values
                ],
            }
        return {"what": "folds", "items": [_folded(each, place, said) for place, each in enumerate(values)]}
    return {"what": "items", "items": [node(each, said, key) for each in values]}


def _folded(each: Mapping[str, Any], place: int, said: Words) -> Node:
    """A large element of a list, under its name."""
    named = next((name for name in (*_NAMES, *_CODES) if each.get(name)), "")
    value = {"what": "rows", "rows": _rows({name: one for name, one in each.items() if name != named}, said)}
    if named in _CODES:
        return {"title": capital(code_words(each[named], said.options)), "value": value}
    return {"title": capital(_element(each, place, said)), "value": value}


def _in_words(values: Sequence[Any]) -> list[Text]:
    """The sentences of a list whose elements are each told in one; none where they are not."""
    told = [each.get("words") or each.get("is") for each in values if isinstance(each, Mapping)]
    found = [each if isinstance(each, Text) else Text(each["fr"], each["en"]) for each in told if each]
    return found if len(found) == len(values) else []


def outcome(decision: Decision, said: Words) -> list[Node]:
    """The answer, member by member; the facts that would settle it, and its summary, are told apart."""
    return together(
        [
            {"key": name, "label": said.member(name, top=True), "value": node(value, said, name)}
            for name, value in decision.outcome.items()
            if name not in _APART
        ]
    )


def facts_needed(decision: Decision, said: Words) -> list[Node]:
    """The facts that would settle what is not known, each a link to its field."""
    return [fact for at in decision.outcome.get("needed") or () if (fact := said.fact(at))]


def findings(decision: Decision, said: Words) -> list[Node]:
    """Every norm that was weighed, with the facts used."""
    return [
        {
            "norm": finding.norm,
            **shown.parts(finding.norm.id),
            "holds": finding.holds,
            "because": finding.because,
            "facts": [fact for at in finding.facts if (fact := said.fact(at))],
            "on": finding.norm.in_force.first if decision.on not in finding.norm.in_force else "",
        }
        for finding in decision.findings
    ]


def left_to_a_person(decision: Decision) -> list[Node]:
    """What the text leaves to somebody's judgment."""
    return [
        {"why": left.why, **shown.parts(left.norm), "cite": LAW.norms.versions(left.norm)[-1].cite}
        for left in decision.for_a_person
    ]


def doubts(decision: Decision) -> Node:
    """What the answer leans on that nobody confirmed, the values used past their horizon, and those that nobody knows."""
    unknown = [
        _leaned({"parameter": name}) | {"when": shown.span_words(value.in_force.first, value.in_force.last)}
        for name, value in decision.used
        if value.unknown
    ]
    past = [_leaned(each) | {"until": each["confirmed_until"]} for each in decision.past_horizon]
    return {
        "unknown": _once(unknown, "when"),
        "unconfirmed": _once([_leaned(each) for each in decision.unconfirmed]),
        "past_horizon": _once(past, "until"),
    }


def _once(leaned: Sequence[Node], also: str = "cite") -> list[Node]:
    """The same without what would read the same: two values of one norm on the same days."""
    return list({(each["cite"], each[also]): each for each in leaned}.values())


def _leaned(entry: Mapping[str, Any]) -> Node:
    if "norm" in entry:
        norm_id = entry["norm"]
        return {"page": "law_norm", **shown.parts(norm_id), "cite": LAW.norms.versions(norm_id)[-1].cite}
    parameter_id = entry["parameter"]
    if parameter_id not in LAW.parameters:  # a dated fact of the law, such as a day of a roll-out
        return {"page": "", "cite": Text(parameter_id, parameter_id)}
    parameter = LAW.parameters[parameter_id]
    cite = LAW.norms.versions(parameter.norm)[-1].cite
    return {"page": "law_parameter", **shown.parts(parameter_id), "cite": cite}


# Readings -----------------------------------------------------------------------------------------------------------


def other_readings(
    decision: Decision, question: Question, facts: Mapping[str, Any], chosen: Mapping[str, str], said: Words
) -> list[Node]:
    """Each unclear text that was met: what it is about, and what each other reading would change in the answer."""
    known = {each.key: each for each in question.readings}
    found = []
    for used in decision.readings:
        key = used["key"]
        others = [
            _other(decision, question, facts, {**chosen, key: value}, key, value, said)
            for value in used["alternatives"]
            if value != used["chosen"]
        ]
        found.append(
            {
                "key": key,
                "about": known[key].doc,
                "chosen": reading_words(key, used["chosen"]),
                "others": others,
                "changes": any(other["differences"] for other in others),
            }
        )
    return found


def reading_words(key: str, value: str) -> Text:
    """What a reading is called; its own name where nobody said it better."""
    return code_words(f"{key}={value}", {f"{key}={value}": code_words(value)})


def _other(
    decision: Decision,
    question: Question,
    facts: Mapping[str, Any],
    chosen: Mapping[str, str],
    key: str,
    value: str,
    said: Words,
) -> Node:
    try:
        other = decide(question.id, facts, chosen)
    except Refusal:
        return {"value": value, "name": reading_words(key, value), "differences": [], "more": 0}
    here, there = (dict(_flat(plain(each.outcome), said, ())) for each in (decision, other))
    changed = [path for path in dict.fromkeys([*here, *there]) if here.get(path) != there.get(path)]
    rows = [
        {
            "label": Text(" – ".join(one[0] for one in path), " – ".join(one[1] for one in path)),
            "here": node(here.get(path), said, path[-1][2]),
            "there": node(there.get(path), said, path[-1][2]),
        }
        for path in changed[:MOST_DIFFERENCES]
    ]
    return {"value": value, "name": reading_words(key, value), "differences": rows, "more": len(changed) - len(rows)}


Path = tuple[tuple[str, str, str], ...]


def _flat(value: Any, said: Words, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every simple value of an outcome with its path in words; lists of simple values stay whole."""
    if isinstance(value, Mapping) and set(value) != {"fr", "en"}:
        for name, each in value.items():
            label = said.member(name, top=not path)
            yield from _flat(each, said, (*path, (label.fr, label.en, name)))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value) and not _in_words(value):
        for place, each in enumerate(value):
            label = _element(each, place, said)
            yield from _flat(each, said, (*path[:-1], (label.fr, label.en, str(place))))
    else:
        yield path, value


def _element(each: Any, place: int, said: Words) -> Text:
    """What an element of a list is called: its own name, the fact that it is for, or its number."""
    named = next((each[name] for name in _NAMES if isinstance(each.get(name), Mapping | Text)), None)
    if named:
        return named if isinstance(named, Text) else Text(named["fr"], named["en"])
    fact = said.fact(each["for"]) if isinstance(each.get("for"), str) else None
    return fact["label"] if fact else Text(str(place + 1), str(place + 1))
