"""The answers of an application in words, page by page: for whoever checks them, and for the officer who reads them."""

from __future__ import annotations

from typing import Any

from parvis.law.kernel.text import Text
from parvis.roster.applying import documents_of
from parvis.roster.guide import Step, steps_of
from parvis.roster.models import Application
from parvis.web.pages import address
from parvis.web.practice.reading import said


def answers_shown(
    application: Application, lang: str = "fr", *, page: str = "practice_document"
) -> list[dict[str, Any]]:
    """Every answer in words, page by page, with the page where it is changed.

    A page that only takes documents shows them; `page`: the name of the page that gives one back.
    """
    rows: list[dict[str, Any]] = []
    enclosed = documents_of(application)
    for one in steps_of(application):
        change = address(lang, "practice_step", slug=application.number, step=one.code) + "?then=check"
        if one.kind == "supervisor":
            rows.append({"label": one.title, "answer": _supervisor_said(application), "change": change})
        elif one.documents:
            there = [
                {"label": each.label, "href": address(lang, page, slug=application.number, document=each.pk)}
                for each in enclosed
                if each.purpose in one.documents
            ]
            rows.append(
                {"label": one.title, "answer": _in_words(one, application), "documents": there, "change": change}
            )
            continue
        for field in one.fields:
            label = one.title if len(one.fields) == 1 else field.label
            rows.append({"label": label, "answer": said(field, application.answers.get(field.name)), "change": change})
    return rows


def _in_words(step: Step, application: Application) -> Text | None:
    """What was said on a page that takes documents, beside them."""
    told = [answer for one in step.fields if (answer := said(one, application.answers.get(one.name)))]
    return Text(", ".join(one.fr for one in told), ", ".join(one.en for one in told)) if told else None


def _supervisor_said(application: Application) -> Text | None:
    name = application.answers.get("supervisor_name", "")
    return Text(name, name) if name else None
