"""A couple's situations as kept answers, one for each way that the law answers. Seen from 2026-11-22; all invented."""

from typing import Any

from tests.pathway.situations import place

LAVAL = place("Laval", "laval")
_PARENTS: dict[str, Any] = {
    "role": "couple",
    "safety": "asked",
    "union": "married",
    "children": "yes",
    "request": "first_agreement",
    "objects": ["parenting", "property"],
    "earlier_use": "no",
    "attended": "none",
    "proceedings": "none",
    "home": LAVAL,
    "help": ["fr", "online"],
}
_NO_CHILD = {key: value for key, value in _PARENTS.items() if key != "attended"} | {
    "children": "no",
    "objects": ["property"],
    "union": "de_facto",
    "help": None,
}
_REFERRED = {"proceedings": "referred", "referred_on": "2026-11-10", "referred_to": "designated"}

COUPLES: dict[str, dict[str, Any]] = {
    "parents": _PARENTS,
    "parents_again": _PARENTS | {"earlier_use": "yes"},
    "parents_not_sure": _PARENTS | {"earlier_use": None, "request": None, "union": None, "attended": None},
    "change_of_agreement": _PARENTS | {"request": "change_of_agreement", "union": "civil_union"},
    "review": _PARENTS | {"request": "review_of_judgment", "proceedings": "contested"},
    "divorce_after_separation": _PARENTS | {"request": "after_separation_judgment", "proceedings": "joint"},
    "referred": _PARENTS | _REFERRED | {"attended": "earlier_dispute"},
    "referred_long_ago": _PARENTS | _REFERRED | {"referred_on": "2026-07-02", "referred_to": "chosen"},
    "referred_no_day": _PARENTS | _REFERRED | {"referred_on": None, "referred_to": None, "home": None},
    "no_child": _NO_CHILD,
    "no_child_not_sure": _NO_CHILD | {"earlier_use": None},
    "no_child_change": _NO_CHILD | {"request": "review_of_judgment"},
}
