"""The answers of an application in words, page by page: for whoever checks them, and for the officer who reads them."""

from __future__ import annotations

from typing import Any

from parvis.law.kernel.text import Text
from parvis.roster.guide import steps_of
from parvis.roster.models import Application
from parvis.web.pages import address
from parvis.web.practice.reading import said


def answers_shown(application: Application, lang: str = "fr") -> list[dict[str, Any]]:
    """Every answer in words, page by page, with the page where it is changed."""
    rows: list[dict[str, Any]] = []
    for one in steps_of(application):
        change = address(lang, "practice_step", slug=application.number, step=one.code) + "?then=check"
        if one.kind == "supervisor":
            rows.append({"label": one.title, "answer": _supervisor_said(application), "change": change})
        elif not one.fields:
            continue
        for field in one.fields:
            label = one.title if len(one.fields) == 1 else field.label
            rows.append({"label": label, "answer": said(field, application.answers.get(field.name)), "change": change})
    return rows


def _supervisor_said(application: Application) -> Text | None:
    name = application.answers.get("supervisor_name", "")
    return Text(name, name) if name else None
