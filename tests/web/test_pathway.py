"""The pathway as a person walks it: one question a page, nothing typed lost, a plan at the end, kept only if asked."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from parvis.config import clock
from parvis.config.logs import JsonLine
from parvis.law.kernel.facts import Refusal
from parvis.law.kernel.reasons import NOT_BEFORE
from parvis.pathway.models import KeptPlan
from parvis.pathway.questions import BY_KEY, QUESTIONS, applicable, typed_again
from parvis.web.pages import address
from parvis.web.pathway import showing
from parvis.web.session import COOKIE
from tests.pathway.situations import SITUATIONS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_TODAY", "2026-11-22")
    assert clock.today().isoformat() == "2026-11-22"


def url(key: str, lang: str = "fr") -> str:
    return address(lang, f"question_{key}")


def typed_for(key: str, answer: Any, lang: str) -> dict[str, Any]:
    question = BY_KEY[key]
    if question.kind in ("one", "several"):
        return {key: "unknown" if answer is None else answer}
    if answer is None:
        return {"unknown": "1"}
    return {key: answer["name"] if question.kind == "place" else typed_again(question, answer, lang)}


def walk(client: Client, name: str, lang: str = "fr") -> str:
    """Answers every question of a situation, page after page; the address reached."""
    answers = SITUATIONS[name]
    at = url("role", lang)
    for question in applicable(answers):
        assert at == url(question.key, lang), f"{question.key} was expected, not {at}"
        assert client.get(at).status_code == 200
        response = client.post(at, typed_for(question.key, answers[question.key], lang))
        assert response.status_code == 303, response.content.decode()
        at = response["Location"]
    return at


def text_of(response: Any) -> str:
    """The page's words, every kind of space made plain."""
    page = re.sub(r"(?s)<(script|style).*?</\1>", " ", response.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " "))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_each_journey_ends_with_a_plan(client: Client, name: str, lang: str) -> None:
    at = walk(client, name, lang)
    if name != "dwelling_lease":
        assert at == address(lang, "check")
        assert client.get(at).status_code == 200
    page = client.get(address(lang, "plan"))
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    assert KeptPlan.objects.count() == 0  # nothing is stored unless asked
    assert len(client.cookies[COOKIE].value) < 2000 and client.cookies[COOKIE]["httponly"]
    missing = re.findall(r"\{[a-z_]+\}|\bNone\b(?! of these)", text_of(page))
    assert not missing, missing


def test_the_plan_says_what_counts(client: Client) -> None:
    walk(client, "sued_in_sept_iles")
    text = text_of(client.get(address("fr", "plan")))
    for expected in (
        "lundi 30 novembre 2026",
        "dans 8",
        "Rien n’est déposé",
        "Sept-Îles",
        "art. 546",
        "Répondez au greffe",
    ):
        assert expected in text, expected
    assert "violence conjugale" not in text  # against a business, nobody to flee from


def test_the_quick_exit_stands_where_people_face_each_other(client: Client) -> None:
    walk(client, "mandatory_in_trois_rivieres")
    page = client.get(address("fr", "plan"))
    assert "violence conjugale" in text_of(page) and "data-quick-exit" in page.content.decode()


def test_another_court_is_named_reached_and_dated(client: Client) -> None:
    walk(client, "company_of_12")
    page = client.get(address("fr", "plan"))
    text, source = text_of(page), page.content.decode()
    assert "lundi 3 janvier 2028" in text and "Déposez votre demande ici : Cour du Québec" in text
    assert 'href="https://courduquebec.ca/"' in source and "version du 30 juin 2023" in text
    assert source.index('id="standing"') < source.index('id="steps"') < source.index('id="help"')
    assert "Consultation payée par l’aide juridique" not in text and "audience et jugement" not in text


def test_a_refrigerator_is_no_condominium(client: Client) -> None:
    walk(client, "refrigerator_in_laval")
    text = text_of(client.get(address("fr", "plan")))
    assert "Info-Experts" not in text and "Consultation payée par l’aide juridique" in text


def test_the_housing_tribunal_can_be_called(client: Client) -> None:
    walk(client, "dwelling_lease", "en")
    source = client.get(address("en", "plan")).content.decode()
    assert 'href="https://www.tal.gouv.qc.ca/en"' in source and 'href="tel:+18006832245"' in source


def test_the_language_link_comes_before_the_menu(client: Client) -> None:
    source = client.get(address("fr", "home")).content.decode()
    assert source.index('class="site-lang"') < source.index('class="site-nav"')


def test_written_steps_are_a_list(client: Client) -> None:
    source = client.get(address("fr", "service", slug="consultation-aide-juridique")).content.decode()
    assert "<ol><li>Trouvez le bureau" in source and "1. Trouvez" not in source


def test_services_of_the_district_come_with_their_dates(client: Client) -> None:
    walk(client, "convened_in_montreal", "en")
    page = client.get(address("en", "plan"))
    names = re.findall(r'<article class="card"><h3><a href="([^"]*)"', page.content.decode())
    assert names and "preparation-a-une-audience-jbm" in names[0]
    assert "Monday, November 23, 2026, 12:00 p.m. to 2:00 p.m." in text_of(page)


def test_on_site_mediation_and_never_offered_kinds(client: Client) -> None:
    for key, value in (
        ("role", "claimant"),
        ("stage", "hearing_day"),
        ("amount", "4000"),
        ("hearing", "22 novembre 2026"),
        ("file_place", "Laval"),
        ("represented", "no"),
        ("help", "unknown"),
    ):
        assert client.post(url(key), {key: value}).status_code == 303
    text = text_of(client.get(address("fr", "plan")))
    assert "Peut-être plus pour votre dossier" in text and "Trouver vous-même un avocat" not in text


def test_a_plan_costs_a_constant_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    walk(client, "unpaid_renovation")
    client.get(address("fr", "plan"))
    with django_assert_max_num_queries(6):
        client.get(address("fr", "plan"))


# Moving about ---------------------------------------------------------------------------------------------------------


def test_a_question_that_is_not_asked_leads_to_the_next_one(client: Client) -> None:
    assert client.get(url("amount"))["Location"] == url("role")
    client.post(url("role"), {"role": "defendant"})
    assert client.get(url("particulars"))["Location"] == url("stage")
    for page in ("check", "plan", "plan_keep", "plan_calendar", "plan_pdf"):
        assert client.get(address("fr", page))["Location"] == url("stage")


def test_back_and_change_keep_the_rest(client: Client) -> None:
    walk(client, "refrigerator_in_laval")
    page = client.get(url("amount")).content.decode()
    assert 'value="1 722,00"' in page and f'href="{url("consumer")}"' in page
    assert client.post(url("amount"), {"amount": "1 800"})["Location"] == address("fr", "check")
    assert "1 800 $" in text_of(client.get(address("fr", "check")))
    assert client.post(url("stage"), {"stage": "before_claim"})["Location"] == address("fr", "check")
    assert "Mise en demeure reçue le" not in text_of(client.get(address("fr", "check")))


def test_the_other_language_keeps_the_place(client: Client) -> None:
    client.post(url("role"), {"role": "claimant"})
    page = client.get(url("stage")).content.decode()
    assert f'href="{url("stage", "en")}"' in page
    assert client.get(url("stage", "en")).status_code == 200


def test_starting_from_a_link_that_knows_the_situation(client: Client) -> None:
    start = address("fr", "start")
    assert client.get(start)["Location"] == url("role")
    assert client.get(start, {"role": "defendant", "stage": "claim_filed"})["Location"] == url("matter")
    assert client.get(start, {"role": "nobody", "stage": "x" * 5000}).status_code == 200  # goes on where one was
    assert client.post(start)["Location"] == url("role") and client.get(start)["Location"] == url("role")


def test_forgetting_empties_the_cookie(client: Client) -> None:
    walk(client, "convened_in_montreal")
    assert client.get(address("fr", "forget")).status_code == 200
    assert client.post(address("fr", "forget")).status_code == 200
    assert client.cookies[COOKIE].value == "" and client.get(address("fr", "plan"))["Location"] == url("role")


# Bad input ------------------------------------------------------------------------------------------------------------

BAD = [
    "",
    "   ",
    "😀",
    "<script>alert(1)</script>",
    '"><img src=x>',
    "\u202eabc",
    "x" * 2_000_000,
    "\x00",
    "%00",
    "{{ 1 }}",
    "-5",
    "2099-01-01",
]


def before(client: Client, key: str, lang: str = "fr") -> None:
    """Goes to the question, with the answers of a situation that is asked it."""
    answers = next(each for each in SITUATIONS.values() if key in each)
    for question in applicable(answers):
        if question.key == key:
            return
        client.post(url(question.key, lang), typed_for(question.key, answers[question.key], lang))


@pytest.mark.parametrize(
    "key", [question.key for question in QUESTIONS if any(question.key in each for each in SITUATIONS.values())]
)
def test_bad_input_gets_a_clear_answer_and_loses_nothing(client: Client, key: str) -> None:
    before(client, key)
    for typed in BAD:
        response = client.post(url(key), {key: typed})
        page = response.content.decode()
        assert response.status_code == 422, (key, typed[:30])
        assert 'class="error-summary"' in page and f'href="#field-{key}"' in page and f'id="field-{key}"' in page
        assert "<script>alert" not in page and "<img src=x>" not in page
        if BY_KEY[key].kind not in ("one", "several") and typed.strip() and len(typed) < 100 and "\x00" not in typed:
            from django.utils.html import escape

            assert f'value="{escape(typed)}"' in page, "what was typed is still in its field"


def test_an_amount_with_two_meanings_is_asked_about_and_chosen(client: Client) -> None:
    before(client, "amount")
    response = client.post(url("amount"), {"amount": "8,400"})
    page = response.content.decode()
    assert response.status_code == 422 and 'value="8400.00"' in page and 'value="8.40"' in page
    chosen = {"amount": "8,400", "amount_for": "8,400", "amount_choice": "8400.00"}
    assert client.post(url("amount"), chosen).status_code == 303
    changed = {"amount": "9 000", "amount_for": "8,400", "amount_choice": "8400.00"}  # typed again: the choice is void
    client.post(url("amount"), changed)
    assert 'value="9 000,00"' in client.get(url("amount")).content.decode()


def test_the_language_of_the_page_settles_what_a_comma_means(client: Client) -> None:
    before(client, "amount")
    assert client.post(url("amount", "en"), {"amount": "8,400"}).status_code == 303
    assert 'value="8,400.00"' in client.get(url("amount", "en")).content.decode()


@pytest.mark.parametrize("stage", ["mediation", "hearing_convened", "after_judgment"])
def test_a_stage_known_from_the_address_is_not_asked_again(client: Client, stage: str) -> None:
    started = client.get(address("fr", "start"), {"stage": stage})
    assert started.status_code == 303 and started["Location"] == url("role")
    assert f"?stage={stage}" in client.get(address("fr", "home")).content.decode()
    assert client.post(url("role"), {"role": "defendant"})["Location"] != url("stage")


def test_a_kept_plan_says_first_until_when_and_at_which_address(client: Client) -> None:
    walk(client, "convened_in_montreal")
    kept = client.post(address("fr", "plan_keep"))["Location"]
    page = client.get(kept).content.decode()
    assert page.index("Votre plan est gardé jusqu’au") < page.index(kept + "</code>") < page.index('id="steps"')


def test_the_calendar_is_offered_only_where_it_has_days(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(client, "convened_in_montreal")
    assert "Ajouter à mon calendrier" in client.get(address("fr", "plan")).content.decode()
    monkeypatch.setattr(showing, "has_dates", lambda _plan: False)
    assert "Ajouter à mon calendrier" not in client.get(address("fr", "plan")).content.decode()


def test_the_letter_leads_back_to_the_plan_of_the_visit(client: Client) -> None:
    from tests.web.test_notice import preview

    assert "Retour à mon plan" not in preview(client, day="2026-11-22").content.decode()
    walk(client, "convened_in_montreal")
    assert "Retour à mon plan" in preview(client, day="2026-11-22").content.decode()


def test_a_municipality_is_found_asked_about_or_not_known(client: Client) -> None:
    before(client, "home")
    several = client.post(url("home"), {"home": "Saint-Denis"})
    assert several.status_code == 422 and 'name="home_choice"' in several.content.decode()
    first = re.search(r'name="home_choice" value="([^"]+)"', several.content.decode())
    assert first and client.post(
        url("home"), {"home": "Saint-Denis", "home_for": "Saint-Denis", "home_choice": first[1]}
    ).status_code in (303, 422)
    unknown = client.post(url("home"), {"home": "Qwertyville"})
    assert unknown.status_code == 422 and "justice.gouv.qc.ca" in unknown.content.decode()
    assert client.post(url("home"), {"home": "Qwertyville", "home_district": "laval"}).status_code == 303
    assert client.post(url("home"), {"home": "Qwertyville", "home_district": "narnia"}).status_code == 422
    assert client.post(url("home"), {"home": "Laval", "home_district": "\x00"}).status_code == 422
    for choice in ("66023:anything", "66023:laval", "66023:\x00", "\x00:laval"):
        sent = {"home": "Montréal", "home_for": "Montréal", "home_choice": choice}
        assert client.post(url("home"), sent).status_code == 422, choice
    assert client.post(url("home"), sent | {"home_choice": "66023:montreal"}).status_code == 303
    assert client.post(url("home"), {"unknown": "1"}).status_code == 303


def test_a_cookie_that_somebody_made_up_is_no_answer(client: Client) -> None:
    client.cookies[COOKIE] = "gAAAAAB" + "x" * 200
    assert client.get(address("fr", "plan"))["Location"] == url("role")


# Files and kept plans -------------------------------------------------------------------------------------------------


def test_the_calendar_and_the_pdf_of_a_plan(client: Client) -> None:
    walk(client, "convened_in_montreal", "en")
    calendar = client.get(address("en", "plan_calendar"))
    assert (
        calendar["Content-Type"].startswith("text/calendar")
        and len(Calendar.from_ical(calendar.content).walk("VEVENT")) >= 3
    )
    pdf = client.get(address("en", "plan_pdf"))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")


def test_keeping_showing_taking_up_again_and_deleting_a_plan(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    walk(client, "sued_in_sept_iles")
    assert "90" in text_of(client.get(address("fr", "plan_keep"))) and KeptPlan.objects.count() == 0
    where = client.post(address("fr", "plan_keep"))["Location"]
    token = where.rstrip("/").rsplit("/", 1)[1]
    somebody_else = Client()
    for lang in ("fr", "en"):
        page = somebody_else.get(address(lang, "kept_plan", token=token))
        assert (
            page.status_code == 200 and page["Referrer-Policy"] == "same-origin" and "noindex" in page["X-Robots-Tag"]
        )
        assert "no-store" in page["Cache-Control"]
    assert "30 novembre 2026" in text_of(somebody_else.get(where)) and "20 février 2027" in text_of(
        somebody_else.get(where)
    )
    assert somebody_else.get(address("fr", "kept_plan_calendar", token=token)).status_code == 200
    assert somebody_else.get(address("fr", "kept_plan_pdf", token=token)).status_code == 200
    assert somebody_else.post(address("fr", "kept_plan_resume", token=token))["Location"] == address("fr", "check")
    assert somebody_else.get(address("fr", "plan")).status_code == 200
    assert (
        somebody_else.get(address("fr", "kept_plan_delete", token=token)).status_code == 200
        and KeptPlan.objects.count() == 1
    )
    assert somebody_else.post(address("fr", "kept_plan_delete", token=token)).status_code == 200
    assert KeptPlan.objects.count() == 0 and somebody_else.get(where).status_code == 404
    assert all(token not in JsonLine().format(record) for record in caplog.records)


@pytest.mark.parametrize("token", ["x", "A" * 32, "é" * 10, "../..", "A" * 5000])
def test_an_address_that_leads_nowhere(client: Client, token: str) -> None:
    for lang in ("fr", "en"):
        for page in ("", "supprimer/" if lang == "fr" else "delete/", "pdf/"):
            assert client.get(f"/{lang}/p/{token}/{page}").status_code == 404


def test_an_expired_plan_is_absent(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(client, "convened_in_montreal")
    where = client.post(address("fr", "plan_keep"))["Location"]
    monkeypatch.setenv("PARVIS_TODAY", "2027-02-20")
    assert client.get(where).status_code == 200
    monkeypatch.setenv("PARVIS_TODAY", "2027-02-21")
    assert client.get(where).status_code == 404


def test_days_that_contradict_each_other_lead_back_to_their_questions(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(client, "mandatory_in_trois_rivieres")

    def refuse(*given: Any) -> None:
        raise Refusal([NOT_BEFORE.at("/events/contested", "2026-08-01", name="claim_filed", day=date(2026, 8, 2))])

    monkeypatch.setattr(showing, "plan_of", refuse)
    page = client.get(address("fr", "plan"))
    assert (
        page.status_code == 422
        and url("filed") in page.content.decode()
        and url("contested_on") in page.content.decode()
    )
    for file in ("plan_calendar", "plan_pdf"):
        assert client.get(address("fr", file))["Location"] == address("fr", "plan")
