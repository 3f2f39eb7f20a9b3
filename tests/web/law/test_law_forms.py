"""The forms of the questions: any facts can be typed, sent without a script, and give the same decision; nothing is kept."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.cases import Case, cases
from parvis.law.kernel.facts import Items, Kind, OneOf, Record
from parvis.law.questions import QUESTIONS, Refusal, answer
from parvis.web.law import forms, wording
from parvis.web.law.blanks import blanks
from parvis.web.pages import address
from tests.web.law.test_law_pages import parts

FEES = address("fr", "law_question", head="family-mediation", unit="fees")
TIMETABLE = address("fr", "law_question", head="small-claims", unit="timetable")
INTEREST = address("fr", "law_question", head="limits", unit="interest")
WEIGHED = [case for case in cases() if case.refused is None and case.question in QUESTIONS]


def by_question() -> Iterator[Any]:
    for question in QUESTIONS:
        found = [case for case in WEIGHED if case.question == question]
        yield pytest.param(found, id=question)


def fits(kind: Kind, facts: Any) -> bool:
    """Whether a form can show these facts: it has a bounded number of elements, and an empty list says nothing."""
    if isinstance(kind, Items) and isinstance(facts, list):
        return len(facts) <= forms.MOST_ELEMENTS and all(fits(kind.of, each) for each in facts)
    if isinstance(kind, Record) and isinstance(facts, dict):
        return all(fits(each.kind, facts.get(each.name)) for each in kind.fields)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("found", list(by_question()))
def test_a_case_typed_in_the_form_gives_the_decision_of_the_case(found: list[Case], lang: str) -> None:
    for case in found:
        question = QUESTIONS[case.question]
        if not fits(question.facts.record, case.facts):
            continue
        typed = forms.typed_from(question, case.facts, lang)
        form = forms.read(question, typed, lang=lang, today=date(2026, 11, 22))
        assert form.faults == {}, case.key
        try:
            expected = answer(case.question, case.facts, lang, case.choose)
        except Refusal:
            continue
        assert answer(case.question, form.facts, lang, case.choose) == expected, case.key


@pytest.mark.slow
@pytest.mark.parametrize("found", list(by_question()))
def test_every_field_typed_has_its_place_in_the_page(found: list[Case]) -> None:
    for case in found[:6]:
        question = QUESTIONS[case.question]
        typed = forms.typed_from(question, case.facts, "fr")
        shown = Client().get(address("fr", "law_question", **parts(case.question)), {"case": case.key})
        assert shown.status_code == 200, case.key
        names = set(re.findall(r'\sname="([^"]+)"', shown.content.decode()))
        if fits(question.facts.record, case.facts):
            assert set(typed) <= names, case.key
        top = blanks(forms.Form(question, "fr", date(2026, 11, 22), typed), wording.calculator(question.id))
        labels = [name for name, _ in top.labels()]
        assert len(labels) == len(set(labels))


def sent(client: Client, path: str, text: str, **more: str) -> Any:
    """Sends the form of a page as a browser without script does: every field that the page holds, and a button."""
    data = QueryDict(mutable=True)
    for tag in re.findall(r"<(?:input|select)[^>]*>(?:.*?</select>)?", text, re.DOTALL):
        name = re.search(r'\sname="([^"]*)"', tag)
        if not name:
            continue
        if tag.startswith("<select"):
            chosen = re.search(r'<option value="([^"]*)" selected', tag)
            data.appendlist(name[1], chosen[1] if chosen else "")
        elif ("radio" not in tag and "checkbox" not in tag) or " checked" in tag:
            value = re.search(r'\svalue="([^"]*)"', tag)
            data.appendlist(name[1], value[1] if value else "")
    for name_, value_ in more.items():
        data[name_.replace("__", "-")] = value_
    return client.post(path, data.urlencode(), content_type="application/x-www-form-urlencoded")


ONE_SESSION = {
    "on": "2012-10-15",
    "children_interests": "yes",
    "referral": "voluntary",
    "review_of_judgment": "no",
    "report": "held",
    "sessions__0__date": "1er mars 2012",
    "sessions__0__kind": "mediation",
    "sessions__0__minutes": "75",
    "sessions__0__mediators": "1",
    "sessions__0__additional_requested": "0",
}


def test_one_session_of_2012_is_paid_95_dollars_by_the_service() -> None:
    client = Client()
    text = sent(client, FEES, client.get(FEES).content.decode(), **ONE_SESSION).content.decode()
    assert "Le Service paie 95\u00a0$." in text
    assert "Le couple ne paie rien." in text
    assert "/fr/loi/normes/c25.01-r0.7/" in text
    assert 'href="#field-sessions-0"' in text


def test_a_session_is_added_and_removed_without_losing_what_is_typed() -> None:
    client = Client()
    first = sent(client, FEES, client.get(FEES).content.decode(), act="add:sessions", **ONE_SESSION).content.decode()
    assert 'name="sessions-n" value="2"' in first
    assert 'value="1er mars 2012"' in first
    assert "La réponse" not in first
    second = {f"sessions__1__{key}": value for key, value in (("date", "2 avril 2012"), ("minutes", "60"))}
    both = sent(client, FEES, first, act="add:sessions", **second).content.decode()
    assert 'value="2 avril 2012"' in both
    gone = sent(client, FEES, both, act="remove:sessions-0").content.decode()
    assert 'value="1er mars 2012"' not in gone
    assert re.search(r'name="sessions-0-date"[^>]*value="2 avril 2012"', gone)
    assert 'name="sessions-n" value="2"' in gone


def test_what_the_law_refuses_is_tied_to_its_field() -> None:
    client = Client()
    wrong = {**ONE_SESSION, "on": "2001-01-01"}
    answered = sent(client, FEES, client.get(FEES).content.decode(), **wrong)
    text = answered.content.decode()
    assert answered.status_code == 422
    assert 'href="#field-on"' in text
    assert "Parvis connaît cette loi à partir du 24\u00a0juin 2002." in text
    assert "<title>Erreur\u00a0:" in text
    assert 'value="1er mars 2012"' in text


def test_a_missing_answer_and_dates_out_of_order_are_told_in_both_languages() -> None:
    for lang, missing in (("fr", "Répondez à cette question."), ("en", "Answer this question.")):
        path = address(lang, "law_question", head="small-claims", unit="timetable")
        typed = {"on": "2026-06-01", "events-claim_filed": "2026-05-16", "events-claim_notified": "2026-05-04"}
        text = Client().post(path, typed).content.decode()
        assert 'href="#field-events-claim_notified"' in text
        fees = address(lang, "law_question", head="family-mediation", unit="fees")
        assert missing in Client().post(fees, {"on": "2012-10-15"}).content.decode()


def test_a_day_with_two_meanings_is_asked_about_then_understood() -> None:
    typed = {"on": "2026-06-01", "events-claim_filed": "2026-01-02", "events-claim_notified": "03/05/2026"}
    asked = Client().post(TIMETABLE, typed)
    text = asked.content.decode()
    assert asked.status_code == 422
    assert 'name="events-claim_notified-meant"' in text
    assert 'value="2026-05-03"' in text
    answered = Client().post(TIMETABLE, {**typed, "events-claim_notified-meant": "2026-05-03"})
    assert answered.status_code == 200
    assert "2026-05-03" in answered.content.decode()


def test_the_answer_can_be_done_again_elsewhere_and_is_the_same() -> None:
    typed = {"on": "2026-01-01", "sum": "8 400,50", "obligation": "money", "default": "2025-01-01"}
    text = Client().post(INTEREST, typed).content.decode()
    copied = re.search(r'data-copy="([^"]+)"', text)
    assert copied is not None
    facts = json.loads(copied[1].replace("&quot;", '"'))
    assert answer("limits/interest", facts)["outcome"]["interest"] == "420.03"
    assert "420,03\u00a0$" in text
    assert "parvis decide limits/interest --lang fr" in text


def test_another_reading_is_shown_beside_and_can_be_taken() -> None:
    typed = {"on": "2025-01-01", "sum": "10000", "obligation": "money", "default": "2024-01-01"}
    text = Client().post(INTEREST, typed).content.decode()
    assert 'value="read:interest-year=366"' in text
    taken = Client().post(INTEREST, {**typed, "act": "read:interest-year=366"}).content.decode()
    assert 'name="reading-interest-year" value="366"' in taken
    assert "--reading interest-year=366" in taken
    unknown = Client().post(INTEREST, {**typed, "act": "read:interest-year=999", "reading-nothing": "x"})
    assert unknown.status_code == 200


def test_the_other_language_takes_along_everything_typed() -> None:
    typed = {"on": "1er janvier 2026", "sum": "8 400,50", "obligation": "", "act": "language"}
    text = Client().post(INTEREST.replace("/fr/loi/", "/en/law/"), typed)
    assert text.status_code == 200
    assert 'value="8 400,50"' in text.content.decode()
    assert "error-summary" not in text.content.decode()


def test_nothing_is_kept_of_what_is_typed() -> None:
    answered = Client(enforce_csrf_checks=True).post(INTEREST, {"on": "2026-01-01", "sum": "777,77"})
    assert answered.status_code == 422
    assert answered.headers["Cache-Control"] == "private, no-store"
    assert not answered.cookies
    empty = Client().get(INTEREST)
    assert "777,77" not in empty.content.decode()
    assert not empty.cookies
    assert 'method="post"' in empty.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"on": "\x00", "sessions-n": "999999999999999999"},
        {"on": "2012-10-15", "sessions-n": "-3", "act": "add:../../etc"},
        {"on": "2012-10-15", "sessions-n": "٣", "act": "remove:sessions-x"},
        {"on": "2012-10-15", "sessions-n": "39", "act": "remove:sessions-99999999"},
        {"act": "remove:"},
        {"act": "add:"},
        {"act": "read:"},
        {"act": "x" * 5000},
        {},
        {"on": "2012-10-15", "referral": "<script>alert(1)</script>", "children_interests": "maybe"},
        {"on": "9" * 3000, "sessions-n": "2", "sessions-0-minutes": "9" * 400, "sessions-1-minutes": "1e9"},
        {"on": "2012-10-15", "sessions-n": "1", "sessions-0-date": "🙂", "attestation-sessions": "-1"},
    ],
)
def test_hostile_input_is_refused_in_words(typed: dict[str, str]) -> None:
    for path in (FEES, TIMETABLE, INTEREST):
        answered = Client().post(path, typed)
        assert answered.status_code in (200, 422)
        text = answered.content.decode()
        assert "<script>alert" not in text
        assert re.search(r"<h1>[^<]+</h1>", text)
    for case in ("nothing", "timetable-1", "<script>", "x" * 500):
        assert Client().get(FEES, {"case": case}).status_code == 200


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "on",
                "sessions-n",
                "sessions-0-date",
                "sessions-0-minutes",
                "report",
                "referral",
                "children_interests",
                "act",
                "attestation-sessions",
                "sessions-0-kind",
            ]
        ),
        st.text(max_size=40),
    )
)
def test_anything_typed_is_read_or_refused(typed: dict[str, str]) -> None:
    form = forms.read(
        QUESTIONS["family-mediation/fees"],
        {key: [value] for key, value in typed.items()},
        lang="fr",
        today=date(2026, 11, 22),
    )
    assert set(form.faults) <= set(form.at.values())
    assert json.dumps(form.facts)


def codes(kind: Kind) -> Iterator[str]:
    if isinstance(kind, Record):
        for each in kind.fields:
            yield from codes(each.kind)
    elif isinstance(kind, Items):
        yield from codes(kind.of)
    elif isinstance(kind, OneOf):
        yield from kind.values


def test_every_choice_has_words_for_people() -> None:
    """To mend it: add the code to src/parvis/web/law/words.toml, in both languages."""
    missing = {code for each in QUESTIONS.values() for code in codes(each.facts.record) if not wording.has_words(code)}
    assert missing == set()


def paths(kind: Kind, path: str = "") -> Iterator[str]:
    if isinstance(kind, Record):
        for each in kind.fields:
            under = f"{path}.{each.name}" if path else each.name
            yield under
            yield from paths(each.kind, under)
    elif isinstance(kind, Items):
        yield from paths(kind.of, path)


def test_the_words_of_a_calculator_are_about_fields_that_exist() -> None:
    for question, words in wording.calculators().items():
        known = set(paths(QUESTIONS[question].facts.record))
        assert set(words.fields) <= known, question
