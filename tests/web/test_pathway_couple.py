"""A couple's branch as a person walks it: safety is answered and forgotten, then a plan, its PDF, its calendar, its address."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from parvis.config import clock
from parvis.pathway.models import KeptPlan
from parvis.pathway.offers import directory
from parvis.pathway.plan import plan_of
from parvis.pathway.questions import applicable
from parvis.pathway.separation.help import ALSO
from parvis.pathway.separation.mediators import mediators_near
from parvis.pathway.separation.situation import couple_of
from parvis.roster.models import Professional
from parvis.web.pages import address
from parvis.web.session import COOKIE, Answers
from tests.factories.roster import make_certification, make_mediator, make_professional
from tests.pathway.couples import COUPLES
from tests.pathway.situations import place
from tests.web.test_pathway import text_of, typed_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_TODAY", "2026-11-22")


def walk(client: Client, answers: dict[str, Any], lang: str, safety: str) -> dict[str, Any]:
    """Answers every question in turn; what the cookie then holds."""
    for question in applicable(answers):
        at = address(lang, f"question_{question.key}")
        page = client.get(at)
        assert page.status_code == 200 and (question.key == "role" or "data-quick-exit" in page.content.decode())
        typed = {"safety": safety} if question.key == "safety" else typed_for(question.key, answers[question.key], lang)
        response = client.post(at, typed)
        if question.key == "safety" and safety == "no":
            told = text_of(response)
            assert response.status_code == 200 and "1 800 363-9010" in told and "911" in told
            assert address(lang, "question_union") in response.content.decode()
        else:
            assert response.status_code == 303, response.content.decode()
    kept: dict[str, Any] = Answers(client.cookies[COOKIE].value)["plan"]
    return kept


@pytest.mark.parametrize(("name", "lang"), [("referred", "fr"), ("parents_not_sure", "en"), ("no_child", "fr")])
def test_from_the_home_page_to_the_plan(client: Client, name: str, lang: str) -> None:
    home = client.get(address(lang, "home")).content.decode()
    assert f"{address(lang, 'start')}?role=couple" in home
    assert client.get(f"{address(lang, 'start')}?role=couple")["Location"] == address(lang, "question_safety")
    kept = [walk(Client() if safety == "yes" else client, COUPLES[name], lang, safety) for safety in ("yes", "no")]
    assert kept[0] == kept[1] == COUPLES[name], "whatever was answered, the same is kept"
    assert "checked" not in client.get(address(lang, "question_safety")).content.decode()
    check, plan = (text_of(client.get(address(lang, page))) for page in ("check", "plan"))
    assert "before-going-on" not in check and not re.findall(r"\{[a-z_]+\}|\bNone\b", check + plan)
    page = client.get(address(lang, "plan")).content.decode()
    assert "data-quick-exit" in page and page.index('id="session"') < page.index('id="free"') < page.index('id="cost"')
    assert client.get(address(lang, "plan_pdf")).content.startswith(b"%PDF")
    calendar = client.get(address(lang, "plan_calendar")).content.decode()
    assert calendar.count("BEGIN:VEVENT") == (1 if name == "referred" else 0)
    kept_at = client.post(address(lang, "plan_keep"))["Location"]
    found = text_of(Client().get(kept_at))
    assert KeptPlan.objects.count() == 1 and plan.split("What to do")[0][-200:][:80] in found
    assert client.get(kept_at + "pdf/").status_code == 200
    assert "safety" not in json.dumps({key: value for key, value in kept[1].items() if value != "asked"})
    assert clock.today().isoformat() == "2026-11-22"


def test_the_directory_as_shipped_has_who_helps_a_couple() -> None:
    known = directory()
    district = next(iter(sorted(known.centres)))
    answers = COUPLES["parents"] | {"home": place(known.district_names[district], district)}
    found = plan_of(answers, clock.today(), known).helpers
    assert {one.slug for one in found} >= {"premediation-familiale", *ALSO} and found[
        0
    ].slug == "premediation-familiale"
    assert [one.slug for one in found if one.maybe] == ["information-juridique-cjp"]
    assert next(one for one in found if one.slug == "information-juridique-cjp").place, "the centre of the district"


def test_the_mediators_shown_are_those_certified_that_day_and_nearest(client: Client) -> None:
    on = clock.today()
    in_laval = make_mediator("Maude Exemple-Laval", since=on, districts=("laval",)).professional
    make_certification(make_professional("Noé Exemple-Pas-Encore", districts=("laval",)))
    Professional.objects.filter(pk=in_laval.pk).update(remote=False, in_person=True)
    answers = COUPLES["parents"] | {"help": ["fr", "in_person"]}
    couple = couple_of(answers)
    near = mediators_near(couple, on)
    assert ([one.name for one in near.rows], near.total, near.wider) == (["Maude Exemple-Laval"], 1, False)
    assert mediators_near(couple, on - timedelta(days=1)).total == 0, "not certified yet"
    assert mediators_near(couple_of(answers | {"help": ["en"]}), on).total == 0, "nobody in that language"
    far = couple_of(answers | {"home": place("Gatineau", "gatineau")})
    assert mediators_near(far, on).total == 0
    Professional.objects.filter(pk=in_laval.pk).update(remote=True)
    assert (mediators_near(far, on).total, mediators_near(far, on).wider) == (1, True)
    client.cookies[COOKIE] = _cookie(answers)
    page = client.get(address("fr", "plan"))
    told = text_of(page)
    assert f"{address('fr', 'register')}?district=laval&amp;language=fr&amp;how=in_person" in page.content.decode()
    assert address("fr", "register_person", slug=in_laval.slug) in page.content.decode()
    assert "Maude Exemple-Laval" in told and "514-555-0100" in told and "Noé" not in told


def _cookie(answers: dict[str, Any]) -> str:
    held = Answers()
    held["plan"] = answers
    return held.sealed()
