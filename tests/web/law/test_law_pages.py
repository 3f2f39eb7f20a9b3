"""The law as pages: each text, norm, parameter and question renders in both languages, as of any day, and links to the rest."""

import gzip
import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.text import capfirst

from parvis.law.cases import by_norm
from parvis.law.questions import QUESTIONS
from parvis.law.texts import LAW
from parvis.web.law import register
from parvis.web.law.days import EARLIEST, LATEST
from parvis.web.pages import LANGUAGES, address

INSTRUMENTS = [each.id for each in LAW.instruments]
#: Bytes, compressed: what the page may weigh beside the sheet and the script (under 60 kB together).
HEAVIEST = 40_000


def page(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    assert len(gzip.compress(answer.content)) < HEAVIEST, path
    return answer.content.decode()


def parts(identifier: str) -> dict[str, str]:
    head, _, unit = identifier.partition("/")
    return {"head": head, "unit": unit}


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("head", INSTRUMENTS)
def test_a_text_shows_every_norm_and_each_has_its_page(head: str, lang: str) -> None:
    text = register.instruments()[head]
    whole = page(address(lang, "law_instrument", head=head))
    for norm_id in register.norm_ids(text):
        here = address(lang, "law_norm", **parts(norm_id))
        assert f'href="{here}"' in whole, norm_id
        shown = page(here)
        for version in LAW.norms.versions(norm_id):
            cite = escape(version.cite.to(lang))
            assert cite in shown or capfirst(cite) in shown or version.in_force.last is not None, (
                "a heading begins high"
            )
        assert escape(register.nearest_version(norm_id, date(2026, 11, 22)).address.to(lang)) in shown
        for parameter in register.parameters_of(norm_id):
            assert address(lang, "law_parameter", **parts(parameter.id)) in shown


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("head", sorted({each.id.partition("/")[0] for each in LAW.parameters}))
def test_a_parameter_shows_every_value(head: str, lang: str) -> None:
    for parameter in (each for each in LAW.parameters if each.id.startswith(f"{head}/")):
        shown = page(address(lang, "law_parameter", **parts(parameter.id)))
        rows = re.search(r"<tbody>(.*?)</tbody>", shown, re.DOTALL)
        assert rows is not None
        assert rows[1].count("<tr") == len(parameter.values)
        for value in parameter.values:
            assert escape(value.source) in rows[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_question_has_its_page_with_its_rules(question: str, lang: str) -> None:
    shown = page(address(lang, "law_question", **parts(question)))
    assert 'id="law-form"' in shown
    for norm_id in register.norms_weighed_by(question):
        assert address(lang, "law_norm", **parts(norm_id)) in shown


def test_a_norm_leads_to_the_questions_that_weigh_it_and_to_the_cases_that_pin_it() -> None:
    shown = page("/fr/loi/normes/ccp/a546-answer/")
    assert "/fr/loi/questions/small-claims/timetable/" in shown
    pinning = by_norm()["ccp/a546-answer"]
    assert pinning
    for case in pinning:
        assert f"?case={case.key}" in shown


def test_a_case_is_told_in_the_language_of_the_page() -> None:
    shown = page("/fr/loi/normes/c25.01-r0.7/s10-al2-p3/")
    assert "La situation" in shown
    assert "<dt>Sorte de séance</dt>" in shown.replace("Séance 1, ", "").replace("Séance 2, ", "")
    assert "<dd>Médiation</dd>" in shown
    assert "Ce que le Service paie" in shown
    assert "<dd>Mediation</dd>" in page("/en/law/norms/c25.01-r0.7/s10-al2-p3/")


@pytest.mark.slow
def test_a_case_is_called_in_the_language_of_the_page() -> None:
    for case in by_norm()["ccp/a546-answer"]:
        for lang, other in (("fr", "en"), ("en", "fr")):
            called, elsewhere = (escape(case.title.to(each)) for each in (lang, other))
            asked = address(lang, "law_question", **parts(case.question))
            for shown in (page(address(lang, "law_norm", **parts("ccp/a546-answer"))), page(asked)):
                assert called in shown
                assert elsewhere not in shown
            assert called in page(f"{asked}?case={case.key}")


def test_a_norm_says_how_it_is_known_in_words() -> None:
    assert "vu dans le texte officiel" in page("/fr/loi/normes/ccp/a7-al2/")
    seen = {norm.confidence for each in LAW.instruments for norm in each.norms}
    from_memory = next(norm for each in LAW.instruments for norm in each.norms if norm.confidence == "M")
    assert "M" in seen
    shown = page(address("fr", "law_norm", **parts(from_memory.id)) + f"?on={from_memory.in_force.first}")
    assert "de mémoire, à confirmer" in shown
    assert "Nous n’avons pas vu ce texte." in shown


def test_the_day_is_kept_in_links_and_changes_what_is_said() -> None:
    before, after = (page(f"/fr/loi/normes/ccp/a35/?on={day}") for day in ("2023-06-29", "2023-06-30"))
    assert "moins de 85\u00a0000\u00a0$ ; au-delà" in before.replace("$\u00a0;", "$ ;")
    assert "à partir de 100\u00a0000\u00a0$" in after
    assert "/fr/loi/parametres/ccp/a35-court-of-quebec/?on=2023-06-29" in before
    assert "/fr/loi/textes/ccp/?on=2023-06-29" in before
    on_the_page = page("/fr/loi/parametres/ccp/a35-court-of-quebec/?on=2023-06-29")
    assert "<strong>85\u00a0000\u00a0$</strong>" in on_the_page
    assert "c’était" in on_the_page


def test_two_versions_stand_side_by_side_with_what_changed_marked() -> None:
    shown = page("/en/law/norms/ccp/a35/")
    assert "<del>" in shown
    assert "<ins>" in shown
    assert "[removed: " in shown


def test_before_a_norm_starts_its_page_says_so() -> None:
    assert "pas encore en vigueur" in page("/fr/loi/normes/ccp/a35/?on=2010-01-01")
    assert "plus en vigueur" in page("/fr/loi/normes/old-ccp/a953-amount/")


def test_the_language_switch_keeps_the_norm_and_the_day() -> None:
    shown = page("/fr/loi/normes/ccp/a35/?on=2020-02-29")
    assert 'href="/en/law/norms/ccp/a35/?on=2020-02-29"' in shown


@pytest.mark.parametrize(
    "path",
    [
        "textes/nowhere/",
        "normes/ccp/nowhere/",
        "normes/nowhere/a1/",
        "parametres/ccp/nowhere/",
        "questions/small-claims/nowhere/",
        "questions/nowhere/timetable/",
        "normes/ccp/..%2F..%2Fetc/",
        "normes/%3Cscript%3E/%00/",
        "questions/family-mediation/%F0%9F%98%80/",
    ],
)
def test_what_does_not_exist_is_404_in_both_languages(path: str) -> None:
    page(f"/fr/loi/{path}", 404)
    english = path.replace("textes", "texts").replace("normes", "norms").replace("parametres", "parameters")
    page(f"/en/law/{english}", 404)


@pytest.mark.parametrize(
    "typed",
    [
        "32 mars 2026",
        "2026-02-30",
        "0000-00-00",
        "9999999999999999",
        "<script>",
        "😀" * 50,
        "2026-13-01",
        "15/10",
        "-1",
        "%00",
    ],
)
def test_a_day_that_is_none_is_said_and_the_page_is_that_of_today(typed: str) -> None:
    answer = Client().get("/fr/loi/normes/ccp/a35/", {"on": typed})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="field-on-error"' in text
    assert 'href="#field-on"' in text
    assert "<script>" not in text.replace("<script src", "")
    assert answer.headers.get("ETag") is None, "a page that an address without end could ask for is not kept"


@pytest.mark.parametrize(
    "day", [EARLIEST.isoformat(), LATEST.isoformat(), "2012-10-15", "15 octobre 2012", "Oct. 15, 2012"]
)
def test_any_day_in_range_is_shown(day: str) -> None:
    for path in ("", "a-confirmer/", "textes/ccp/", "normes/ccp/a35/", "parametres/ccp/a35-court-of-quebec/"):
        answer = Client().get(f"/fr/loi/{path}", {"on": day})
        assert answer.status_code == 200
        assert "field-on-error" not in answer.content.decode()


def test_pages_of_a_day_are_kept_only_where_they_are_few() -> None:
    assert Client().get("/fr/loi/normes/ccp/a35/").headers.get("ETag")
    assert Client().get("/fr/loi/normes/ccp/a35/?on=2023-06-30").headers.get("ETag")
    assert Client().get("/fr/loi/normes/ccp/a35/?on=2023-07-03").headers.get("ETag") is None
    assert Client().get("/fr/loi/?q=delai").headers.get("ETag") is None


# Search -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["mediation", "Médiation", "MÉDIATION"])
def test_search_ignores_accents_and_case(words: str) -> None:
    day = date(2026, 11, 22)
    assert [norm.id for norm in register.search(words, day)] == [norm.id for norm in register.search("médiation", day)]
    assert register.search(words, day)


def test_search_finds_an_article_by_its_number_and_says_when_nothing_is_found() -> None:
    assert "ccp/a546-answer" in [norm.id for norm in register.search("546 greffe", date(2026, 11, 22))]
    assert "/fr/loi/normes/ccp/a546-answer/" in page("/fr/loi/?q=546")
    assert "Aucune règle trouvée" in page("/fr/loi/?q=zzzzzz")
    assert "&lt;script&gt;" in page("/en/law/?q=<script>alert(1)</script>")
    assert Client().get("/fr/loi/", {"q": "é" * 5000, "page": "999"}).status_code == 200


def test_search_puts_what_is_in_force_first() -> None:
    day = date(2026, 11, 22)
    found = [day in norm.in_force for norm in register.search("petites créances", day)]
    assert found == sorted(found, reverse=True)


# What is not certain ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_certain_is_listed_whole(lang: str) -> None:
    day = date(2026, 6, 1)
    shown = page(address(lang, "law_unconfirmed") + f"?on={day}")
    for norm in register.unconfirmed_norms(day):
        assert address(lang, "law_norm", **parts(norm.id)) in shown
    doubtful = [
        *register.unconfirmed_values(day),
        *register.values_past_horizon(day),
        *register.unknown_stretches(),
    ]
    assert doubtful
    assert shown.count('<h3 class="line-title">') == len(doubtful) + len(register.unconfirmed_norms(day))


def test_every_page_leads_to_the_law_and_a_plan_to_its_norms() -> None:
    assert 'href="/fr/loi/"' in page("/fr/a-propos/")
    assert 'href="/en/law/"' in page("/en/about/")
    assert "/fr/loi/normes/ccq/" in Client().get("/fr/mise-en-demeure/").content.decode()
