"""The printed plan says all that the plan says, in both languages, with its marks."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from parvis.documents.plan import bases, plan_pdf
from tests.factories.plans import full_plan, helper

DAY = date(2026, 11, 22)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_text_of_the_plan_is_lost(lang: str) -> None:
    plan = full_plan()
    text = text_of(plan_pdf(plan, lang, DAY))
    said = [
        plan.summary,
        plan.if_nothing,
        plan.safety,
        plan.deadline.act,
        plan.route.sentence,
        plan.prescription.sentence,
    ]
    said += [each.act for each in (*plan.steps, *plan.later, *plan.others)]
    said += [each.name for each in (*plan.helpers, *plan.to_read, *plan.paused)]
    said += [each.because for each in plan.standing.conditions]
    said += [each.answer for each in plan.assumed]
    said += [each.cite for each in bases(plan)]
    missing = [each.to(lang) for each in said if each and " ".join(each.to(lang).split()) not in text]
    assert missing == []


def test_the_last_day_and_the_caution_come_first() -> None:
    first = " ".join(PdfReader(io.BytesIO(plan_pdf(full_plan(), "fr", DAY))).pages[0].extract_text().split())
    assert first.index("jeudi 3 décembre 2026") < first.index("Ce que vous faites")
    assert "Rien n’est déposé au tribunal." in first
    assert "Page 1 de" in first


def test_what_is_not_confirmed_is_marked_and_norms_are_listed_once() -> None:
    plan = full_plan()
    text = text_of(plan_pdf(plan, "fr", DAY))
    assert "Code civil du Québec, art. 2926 (version du 1er janvier 1994)" in text
    assert text.count("Code de procédure civile, art. 546 (version") == 1
    assert "(version du 1er janvier 1994). (à confirmer)" in text
    assert "1. Code de procédure civile, art. 546" in text
    assert "Répondez à la demande (1). Vous avez reçu la demande le 13 novembre. [1]" in text
    assert len(bases(plan)) == 2


def test_a_date_not_announced_is_said_so() -> None:
    plan = replace(full_plan(), helpers=(helper(1), helper(2)))
    text = text_of(plan_pdf(plan, "fr", DAY))
    assert text.count("de 15 h 30 à 17 h") == 2
    assert text.count("(date à confirmer)") == 1


def test_a_bare_plan_still_prints() -> None:
    bare = replace(
        full_plan(),
        deadline=None,
        standing=None,
        territory=None,
        prescription=None,
        route=None,
        path=(),
        steps=(),
        later=(),
        others=(),
        if_nothing=None,
        helpers=(),
        to_read=(),
        paused=(),
        assumed=(),
        safety=None,
        notes=(),
    )
    text = text_of(plan_pdf(bare, "en", DAY))
    assert "We found no service that fits." in text
    assert "By when" not in text


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_pdf(full_plan(), "fr", DAY) == plan_pdf(full_plan(), "fr", DAY)
