"""The family fee in zen-engine: a decision model (JDM) that computes the totals, with a table for the tariff.

It does less than the others: no refusal of a wrong fact, no finding for a norm, no file that straddles two rates.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import zen

#: Days are numbers: the engine compares no text.
_HOURLY = date(2012, 12, 1).toordinal()
_RAISED = date(2023, 11, 23).toordinal()


def _expressions(pairs: dict[str, str]) -> dict[str, Any]:
    return {
        "expressions": [{"id": key, "key": key, "value": value} for key, value in pairs.items()],
        "passThrough": True,
    }


def _table() -> dict[str, Any]:
    rows = [
        (f">= {_RAISED}", "true", "true", '"hour"', "150", "130", "330"),
        (f">= {_RAISED}", "true", "", '"hour"', "300", "130", "330"),
        (f">= {_HOURLY}", "true", "true", '"hour"', "150", "110", "225"),
        (f">= {_HOURLY}", "true", "", '"hour"', "300", "110", "225"),
        ("", "", "", '"session"', "review_of_judgment ? 3 : 6", "95", "125"),
    ]
    names = ("latest", "hourly", "lower")
    outputs = ("unit", "maximum", "rate", "group_rate")
    return {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": name, "name": name, "type": "expression", "field": name} for name in names],
        "outputs": [{"id": name, "name": name, "type": "expression", "field": name} for name in outputs],
        "rules": [
            {"_id": str(number), **dict(zip((*names, *outputs), row, strict=True))} for number, row in enumerate(rows)
        ],
    }


_FACTS = {
    "hourly": f"latest >= {_HOURLY}",
    "lower": "review_of_judgment or earlier_use",
    "mediation": "filter(sessions, #.kind == 'mediation')",
    "group": "filter(sessions, #.kind == 'information_group')",
    "ceiling_units": "sum(map(sessions, #.kind == 'mediation' ? #.additional_requested : 0))",
    "minutes": "sum(map(sessions, #.kind == 'information_group' ? 0 : #.minutes)) + outside",
}
_SESSION = {
    "paid": "len(sessions) > 0 ? sessions[0:min([maximum, len(sessions)]) - 1] : []",
    "rest": "len(sessions) > maximum ? sessions[maximum:len(sessions) - 1] : []",
}
_AMOUNTS = {
    "by_session": "sum(map(paid, #.kind == 'information_group' ? group_rate * #.mediators : rate))",
    "beyond": "rate * len(filter(rest, #.kind == 'mediation'))",
    "by_hour": "min([minutes, maximum]) * rate / 60 + sum(map(group, group_rate * #.mediators))",
    "beyond_hours": "max([minutes - maximum, 0]) * rate / 60",
    "reduced": "report == 'absence' or report == 'declaration' or (report == 'none_held' and referral != 'voluntary') ? 50 : 0",
    "parties_ceiling": "unit == 'session' ? 95 * ceiling_units : 0",
}
_OUTCOME = {
    "service_pays": "not children_interests ? 0 : report != 'held' ? reduced : unit == 'hour' ? by_hour : by_session",
    "parties_pay": (
        "children_interests ? (unit == 'hour' ? beyond_hours : beyond)"
        " : referral == 'court_designated' ? (report == 'none_held' ? 50 : 95 * len(mediation)) : -1"
    ),
}


def decision() -> Any:
    """The model, ready to be evaluated."""
    contents = [("facts", "expressionNode", _expressions(_FACTS)), ("tariff", "decisionTableNode", _table())]
    contents += [
        (name, "expressionNode", _expressions(pairs))
        for name, pairs in (
            ("session", _SESSION),
            ("amounts", _AMOUNTS),
            ("outcome", _OUTCOME),
        )
    ]
    nodes: list[dict[str, Any]] = [{"id": "in", "type": "inputNode", "name": "in"}]
    nodes += [{"id": name, "type": kind, "name": name, "content": content} for name, kind, content in contents]
    nodes.append({"id": "out", "type": "outputNode", "name": "out"})
    names = [node["id"] for node in nodes]
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in zip(names, names[1:], strict=False)
    ]
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """One file as this model takes it."""
    outside = case.get("out_of_session", ())
    days = [each["date"] for each in (*case["sessions"], *outside)]
    latest = date.fromisoformat(max(days, default=case["on"])).toordinal()
    return {**case, "outside": sum(each["minutes"] for each in outside), "latest": latest}
