"""What a stranger meets in the pages of the law: a norm's successor, a day that is kept, a number that is found, a long file."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from parvis.api.docs import docs
from parvis.law.cases import cases
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS, Refusal, decide
from parvis.law.texts import LAW
from parvis.law.texts.successions import predecessors, successors
from parvis.web.law import drawing, faults, forms, register, sent, wording
from parvis.web.law.blanks import Blank, blanks
from parvis.web.law.forms import Form
from parvis.web.law.sentences import sentence, warnings
from parvis.web.pages import LANGUAGES, address
from tests.web.law.test_law_forms import FEES, ONE_SESSION, TIMETABLE
from tests.web.law.test_law_pages import page, parts

TODAY = date(2026, 11, 22)


# A norm that ended, and a day --------------------------------------------------------------------------------------


def test_a_norm_that_ended_leads_to_the_one_that_took_its_place_and_back() -> None:
    ended = page("/fr/loi/normes/old-ccp/a953-amount/")
    assert "Cette règle a pris fin le 31\u00a0décembre 2015" in ended
    assert 'href="/fr/loi/normes/ccp/a536-al1-amount/"' in ended
    assert 'href="/fr/loi/normes/old-ccp/a953-amount/?on=2015-12-31"' in page("/fr/loi/normes/ccp/a536-al1-amount/")
    assert "Parvis knows no rule that replaced it." in page("/en/law/norms/c25.01-r1/s1/")
    assert all(ended in predecessors()[later] for ended, after in successors().items() for later in after)


def test_a_text_can_be_shown_as_it_was_in_force_on_a_day_alone() -> None:
    path = "/fr/loi/textes/c25.01-r0.7/"
    whole, alone = page(f"{path}?on=2010-01-04"), page(f"{path}?on=2010-01-04&only=in-force")
    assert whole.count('<li class="ended">') > 0
    assert 'href="/fr/loi/textes/c25.01-r0.7/?on=2010-01-04&amp;only=in-force"' in whole
    assert '<li class="ended">' not in alone
    assert 'name="only" value="in-force"' in alone, "another day keeps the choice"
    assert 'href="/en/law/texts/c25.01-r0.7/?on=2010-01-04&amp;only=in-force"' in alone, "so does the other language"
    in_force = sum(
        register.version_on(each, date(2010, 1, 4)) is not None
        for each in register.norm_ids(register.instruments()["c25.01-r0.7"])
    )
    assert alone.count('<h3 class="line-title">') == in_force


def test_the_day_goes_along_to_the_form_of_a_question() -> None:
    norm = page("/fr/loi/normes/c25.01-r0.7/s10-al2-p3/?on=2012-10-15")
    assert f'href="{FEES}?on=2012-10-15"' in norm
    form = page(f"{FEES}?on=2012-10-15")
    assert re.search(r'name="on"[^>]*value="15\u00a0octobre 2012"', form.replace("15 octobre", "15\u00a0octobre"))
    assert 'href="/fr/loi/?on=2012-10-15"' in form
    wrong = Client().get(FEES, {"on": "32 mars"}).content.decode()
    assert 'value="32 mars"' in wrong
    assert 'href="#field-on"' in wrong


@pytest.mark.parametrize("name", ["le", "jour", "date", "day"])
def test_a_day_asked_by_another_name_is_understood(name: str) -> None:
    assert "le 15\u00a0octobre 2012" in page(f"/fr/loi/normes/ccp/a35/?{name}=2012-10-15").replace(
        "15 octobre", "15\u00a0octobre"
    ) or "pas encore en vigueur" in page(f"/fr/loi/normes/ccp/a35/?{name}=2012-10-15")


def test_what_an_address_asks_in_vain_is_said() -> None:
    for path in ("/fr/loi/", "/fr/loi/normes/ccp/a35/", FEES):
        answered = Client().get(path, {"quand": "<b>hier</b>", "utm_source": "x"})
        text = answered.content.decode()
        assert "Une partie de l’adresse n’a pas été comprise" in text
        assert "quand=&lt;b&gt;hier&lt;/b&gt;" in text
        assert "utm_source" not in text.split("<main", 1)[1].split("<footer", 1)[0]
        assert answered.headers.get("ETag") is None
    unknown = page(f"{FEES}?case=rien-{'x' * 200}")
    assert "Aucun cas de ce calcul ne s’appelle" in unknown
    elsewhere = next(case for case in cases() if case.question == "small-claims/timetable")
    assert f'{TIMETABLE}?case={elsewhere.key}"' in page(f"{FEES}?case={elsewhere.key}")


# Search -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "norm"),
    [
        ("art. 10", "c25.01-r0.7/s10-al1"),
        ("a. 10", "c25.01-r0.7/s10-al1"),
        ("s. 10", "c25.01-r0.7/s10-al1"),
        ("article 546", "ccp/a546-answer"),
        ("l’article 546", "ccp/a546-answer"),
        ("section 546", "ccp/a546-answer"),
        ("Art. 10.1", "c25.01-r0.7/s101-max"),
        ("art 551", "ccp/a551-third-party"),
        ("546 cpc", "ccp/a546-answer"),
        ("s. 6 mediation", "c25.01-r0.6.1/s4-s9"),
    ],
)
def test_a_norm_is_found_by_its_number_as_each_language_writes_it(typed: str, norm: str) -> None:
    found = [each.id for each in register.search(typed, TODAY)]
    assert norm in found
    numbers = set(re.findall(r"\d+(?:\.\d+)?", typed))
    assert all(numbers & register._numbers_of(register.nearest_version(each, TODAY)) for each in found)


def test_a_number_that_no_norm_bears_finds_none() -> None:
    assert register.search("article 9999", TODAY) == []
    assert "Aucune règle trouvée" in page("/fr/loi/?q=article+9999")


# The form -----------------------------------------------------------------------------------------------------------


def urlencoded(path: str, typed: list[tuple[str, str]]) -> Any:
    return Client().post(path, urlencode(typed), content_type="application/x-www-form-urlencoded")


def sessions(number: int) -> list[tuple[str, str]]:
    typed = [(key, value) for key, value in ONE_SESSION.items() if "__" not in key]
    typed.append(("sessions-n", str(number)))
    one = [(key.rpartition("__")[2], value) for key, value in ONE_SESSION.items() if "__" in key]
    return typed + [(f"sessions-{place}-{key}", value) for place in range(number) for key, value in one]


@pytest.mark.slow
def test_a_file_of_200_sessions_is_answered_and_shown_again() -> None:
    answered = urlencoded(FEES, sessions(200))
    text = answered.content.decode()
    assert answered.status_code == 200
    assert "Le Service paie 570\u00a0$." in text
    assert text.count('name="sessions-199-minutes"') == 1
    assert "La liste est pleine\u00a0: 200 au plus." in text


def test_too_many_answers_are_refused_with_what_was_typed() -> None:
    typed = [("on", "15 octobre 2012"), *((f"x{place}", "y") for place in range(sent.MOST_FIELDS))]
    answered = urlencoded(FEES, typed)
    assert answered.status_code == 413
    assert 'value="15 octobre 2012"' in answered.content.decode()
    assert f"plus de {sent.MOST_FIELDS:,}".replace(",", "\u00a0") in answered.content.decode()
    many = Client().post(FEES, dict(typed))
    assert many.status_code == 413
    assert "trop long" in many.content.decode()


def test_what_is_needed_is_marked_and_the_rest_may_stay_blank() -> None:
    shown = page(FEES)
    assert "marqué «\u00a0nécessaire\u00a0»" in shown
    assert shown.count("(nécessaire)") >= 5
    assert "Le couple a-t-il déjà eu ce service\u00a0?</legend>" in shown, "not needed, not marked"
    timetable = page("/en/law/questions/small-claims/timetable/")
    assert timetable.count("(needed)") >= 1


def drawn_afresh(blank: Blank, lang: str) -> str:
    from django.template.loader import render_to_string
    from django.utils.safestring import mark_safe

    def inside(group: Blank) -> str:
        html = "".join(one(each) for each in group.members)
        if group.apart:
            apart = mark_safe("".join(one(each) for each in group.apart))  # noqa: S308 - drawn by templates
            html += render_to_string("law/_apart.html", {"lang": lang, "inside": apart, "open": group.apart_open})
        return html

    def one(each: Blank) -> str:
        within = "".join(one(part) for part in each.elements) if each.what == "list" else inside(each)
        context = {"part": each, "lang": lang, "inside": mark_safe(within)}  # noqa: S308 - drawn by templates
        return render_to_string("law/_blank.html", context)

    return inside(blank)


def first_cases() -> Iterator[Any]:
    for question in QUESTIONS:
        found = [case for case in cases() if case.question == question and case.refused is None]
        yield pytest.param(found[-1], id=question)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", list(first_cases()))
def test_a_form_drawn_from_kept_looks_is_the_one_that_the_templates_draw(case: Any, lang: str) -> None:
    question = QUESTIONS[case.question]
    for typed in ({}, forms.typed_from(question, case.facts, lang)):
        top = blanks(Form(question, lang, TODAY, typed), wording.calculator(question.id))
        assert str(drawing.drawn(top, lang)) == drawn_afresh(top, lang)


def test_nothing_typed_is_kept_in_a_look_and_nothing_typed_is_read_as_markup() -> None:
    typed = '\ue000\ue001"><script>alert(1)</script>\ue004'
    text = Client().post(TIMETABLE, {"on": "2026-06-01", "events-claim_filed": typed}).content.decode()
    assert "<script>alert" not in text
    top = Blank("group", "", Text("?", "?"), members=[Blank("text", "x", Text("Nom", "Name"), value=typed)])
    html = drawing.drawn(top, "fr")
    assert "\ue000\ue001&quot;&gt;&lt;script&gt;" in html
    looks = [drawing._Look.of(one) for one in top.members]
    assert all(typed not in repr(look) for look in looks)


# The answer ---------------------------------------------------------------------------------------------------------


def test_only_the_rules_that_were_weighed_are_counted_as_weighed() -> None:
    text = Client().post(
        FEES, {key.replace("__", "-"): value for key, value in ONE_SESSION.items()} | {"sessions-n": "1"}
    )
    shown = text.content.decode()
    facts = json.loads(re.search(r'data-copy="([^"]+)"', shown)[1].replace("&quot;", '"'))  # type: ignore[index]
    found = decide("family-mediation/fees", facts).findings
    weighed = sum(finding.holds is not None for finding in found)
    assert 0 < weighed < len(found)
    assert f"Les règles pesées ({weighed})" in shown
    assert f"Les règles vues sans être pesées ({len(found) - weighed})" in shown


def test_an_answer_beside_a_stretch_that_nobody_knows_says_so() -> None:
    meeting = next(
        (case for case in cases() if case.refused is None and case.question in QUESTIONS and unknown_in(case)), None
    )
    assert meeting is not None
    shown = page(f"{address('fr', 'law_question', **parts(meeting.question))}?case={meeting.key}")
    assert "Une valeur n’est pas connue pour ces jours-là" in shown


def unknown_in(case: Any) -> bool:
    try:
        decision = decide(case.question, case.facts, case.choose)
    except Refusal:
        return False
    return decision.certain and any(value.unknown for _, value in decision.used)


def test_sessions_attested_but_not_told_are_pointed_at() -> None:
    typed = {key: value for key, value in ONE_SESSION.items() if "__" not in key}
    for day in ("2012-10-15", "2013-10-15"):
        more = {
            "on": day,
            "sessions-n": "0",
            "attestation-sessions": "8",
            "attestation-signed_by_all": "yes",
            "earlier_use": "no",
        }
        text = Client().post(FEES, typed | more).content.decode()
        assert "La réponse" in text
        assert "Les clients attestent 8" in text or "l’attestation en dit 8" in text
    held = {
        "on": "2013-10-15",
        "children_interests": True,
        "referral": "voluntary",
        "review_of_judgment": False,
        "report": "held",
        "sessions": [],
    }
    assert warnings(decide("family-mediation/fees", held), held)
    assert not warnings(decide("family-mediation/fees", held | {"report": "none_held"}), held | {"report": "none_held"})


def test_a_mandate_that_is_still_open_is_shown_with_no_bare_identifier() -> None:
    key = next(
        case.key
        for case in cases()
        if case.question == "family-mediation/undertaking-progress" and case.expected.get("expect", {}).get("open")
    )
    shown = page(f"/fr/loi/questions/family-mediation/undertaking-progress/?case={key}")
    answer = shown.split('id="answer"', 1)[1].split('<form id="law-form"', 1)[0]
    assert "Les mandats en cours (1)" in answer
    assert not re.search(r">s\d[\w-]*</a>", answer)


def member_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and set(value) != {"fr", "en"}:
        for name, each in value.items():
            yield name
            yield from member_names(each)
    elif isinstance(value, list):
        for each in value:
            yield from member_names(each)


@pytest.mark.slow
def test_every_member_of_an_answer_has_words_for_people() -> None:
    """To mend it: add the member to src/parvis/web/law/words.toml, in both languages."""
    missing = set()
    for case in cases():
        if case.refused is None and case.question in QUESTIONS:
            try:
                found = decide(case.question, case.facts, case.choose).as_json("fr")["outcome"]
            except Refusal:
                continue
            inside = {name for each in found.values() for name in member_names(each)}
            missing |= {name for name in inside if name not in wording._members()}
    assert missing == set()


# Words --------------------------------------------------------------------------------------------------------------


def test_a_label_that_asks_is_followed_by_one_colon() -> None:
    form = Form(QUESTIONS["family-mediation/fees"], "fr", TODAY, {})
    form.refuse("x", Text("Répondez à cette question.", "Answer this question."))
    (line,) = faults.summary(form, {"x": Text("Combien étaient présents ?", "How many were there?")})
    assert line["message"].fr == "Combien étaient présents\u00a0: Répondez à cette question."
    assert line["message"].en == "How many were there: Answer this question."


def test_choices_are_in_the_language_of_the_page() -> None:
    shown = page("/fr/loi/questions/family-mediation/undertaking/")
    assert "Une formation psychologique ou psychosociale" in shown
    assert ">Psychosocial<" not in shown


def test_the_api_tells_a_refusal_in_both_languages_beside_the_contract() -> None:
    answered = Client().post(
        "/api/decide/family-mediation/fees", '{"on": "2012-10-15"}', content_type="application/json"
    )
    told = answered.json()
    assert {one["at"] for one in told["said"]} == {one["at"] for one in told["error"]}
    assert told["said"][0]["code"] == "missing"
    assert (
        told["error"][0]["expected"] in told["said"][0]["en"]
        and told["error"][0]["expected"] not in told["said"][0]["fr"]
    )


def test_the_page_for_programs_names_its_other_language_with_its_path() -> None:
    assert docs is not None
    shown = Client().get("/api/docs").content.decode()
    assert 'href="/api/docs?lang=en"' in shown


def test_the_successions_name_norms_that_exist() -> None:
    assert all(each in LAW.norms for pair in successors().items() for each in (pair[0], *pair[1]))


# The answer first ---------------------------------------------------------------------------------------------------


def told_by(question: str, **facts: Any) -> str:
    decision = decide(question, facts)
    told = sentence(decision)
    return told.fr if told else ""


def test_a_person_sued_reads_the_last_day_first() -> None:
    known = {
        "claim_notified": "2026-05-16",
        "claim_amount": None,
        "claimant_costs": None,
        "answered": None,
        "judgment": None,
        "choice": None,
        "also": None,
        "done": None,
        "grounds_asked": None,
        "referral_notified": None,
    }
    told = told_by("small-claims/answer", on="2026-05-20", **known)
    assert told == "La réponse peut être donnée jusqu’au vendredi 5\u00a0juin 2026."
    assert "un jugement par défaut est possible" in told_by("small-claims/answer", on="2026-06-10", **known)
    assert "pas encore notifiée" in told_by("small-claims/answer", on="2026-06-10", **{**known, "claim_notified": None})


def test_what_is_not_known_is_told_together_and_what_would_settle_it_first() -> None:
    text = Client().post(address("fr", "law_question", head="limits", unit="prescription"), {"on": "2026-06-01"})
    answer = text.content.decode().split('id="answer"', 1)[1].split('<form id="law-form"', 1)[0]
    assert "Nous ne le savons pas\u00a0: il manque un fait." in answer
    assert answer.index("Dites-en plus pour une réponse plus sûre") < answer.index("Pas connu ou sans objet")
    assert 'href="#field-claim"' in answer or "La sorte de réclamation" in answer
    assert answer.count("pas connu ou sans objet") == 0


def test_a_long_list_of_choices_is_folded_under_their_names() -> None:
    key = next(case.key for case in cases() if case.question == "small-claims/answer" and case.refused is None)
    shown = page(f"/fr/loi/questions/small-claims/answer/?case={key}")
    assert "<summary><span>Payer au greffe</span></summary>" in shown


def test_a_question_named_in_an_answer_is_a_link_by_its_title() -> None:
    key = next(case.key for case in cases() if case.question == "consumer/warranty" and case.refused is None)
    shown = page(f"/fr/loi/questions/consumer/warranty/?case={key}")
    title = QUESTIONS["limits/prescription"].title.fr.replace("'", "&#x27;")
    assert f'<a href="/fr/loi/questions/limits/prescription/">{title}</a>' in shown
    assert ">limits/prescription<" not in shown.lower()
