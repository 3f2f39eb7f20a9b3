"""The formal-notice writer, as a person meets it: nothing typed is lost, nothing is guessed, the PDF says what was written."""

import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

TODAY = "2026-05-01"
LETTER = {
    "language": "fr",
    "recipient_name": "Rénovations Exemple inc.",
    "recipient_address": "400, boulevard Exemple\nGatineau (Québec)  J8Y 2B2",
    "sender": "person",
    "sender_name": "Marie Exemple",
    "sender_address": "12, rue de l’Exemple\nGatineau (Québec)  J8X 1A1",
    "sender_contact": "819 555-0100",
    "facts": "J’ai payé 8 400,50 $ le 10 mars 2026.\nPersonne n’est venu.",
    "ask": "refund",
    "amount": "8 400,50 $",
    "days": "10",
    "way": "registered_mail",
    "place": "Gatineau",
    "day": "1er mai 2026",
    "also": ["mediation", "consumer"],
}


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_TODAY", TODAY)


def preview(client: Client, lang: str = "fr", **changes: Any) -> Any:
    address = "/fr/mise-en-demeure/apercu/" if lang == "fr" else "/en/formal-notice/preview/"
    return client.post(address, LETTER | changes)


def pdf_text(client: Client, lang: str = "fr", **changes: Any) -> str:
    address = "/fr/mise-en-demeure/pdf/" if lang == "fr" else "/en/formal-notice/pdf/"
    response = client.post(address, LETTER | changes)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split())


@pytest.mark.parametrize("address", ["/fr/mise-en-demeure/", "/en/formal-notice/"])
def test_the_form_opens_with_today_and_nothing_else_assumed(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert "2026" in page
    assert page.count("checked") == 1  # ten days, to be changed at will


def test_the_letter_is_shown_before_the_pdf(client: Client) -> None:
    page = preview(client).content.decode().replace("\u00a0", " ")
    assert "Je vous mets en demeure de me rembourser 8 400,50 $." in page
    assert "Vous avez 10 jours pour le faire" in page
    assert "Division des petites créances" in page
    assert "Parle consommation" in page


def test_the_letter_is_in_the_language_of_the_one_who_receives_it(client: Client) -> None:
    text = pdf_text(client, "fr", language="en")
    assert "I formally demand that you refund me $8,400.50." in text
    assert "Avant d’envoyer" in text  # the sender’s own page stays in the sender’s language
    page = preview(client, "fr", language="en").content.decode()
    assert 'lang="en-CA" aria-label="La lettre"' in page


@pytest.mark.parametrize("amount", ["8 400,50 $", "8400.50", "8,400.50", "$8,400.50", "8\u00a0400,50"])
def test_amounts_are_read_as_people_write_them(client: Client, amount: str) -> None:
    assert "rembourser 8 400,50 $" in pdf_text(client, amount=amount)


@pytest.mark.parametrize("amount", ["8,400", "8.400"])
def test_an_amount_with_two_meanings_is_asked_about(client: Client, amount: str) -> None:
    asked = preview(client, amount=amount)
    page = asked.content.decode().replace("\u00a0", " ")
    assert asked.status_code == 422
    assert "8 400 $" in page and "8,40 $" in page
    assert "rembourser 8 400 $" in pdf_text(client, amount=amount, amount_meant="8400.00")
    assert "rembourser 8,40 $" in pdf_text(client, amount=amount, amount_meant="8.40")
    assert preview(client, amount=amount, amount_meant="9999.00").status_code == 422


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "0"),
        ("amount", "-5"),
        ("amount", "beaucoup"),
        ("amount", ""),
        ("amount", "9" * 40),
        ("day", "2099-01-01"),
        ("day", "1890-01-01"),
        ("day", "31 février 2026"),
        ("day", ""),
        ("day", "😀"),
        ("recipient_name", "   "),
        ("facts", "\u200b\u202e"),
        ("facts", "x" * 4001),
        ("sender_name", "x" * 121),
        ("language", ""),
        ("language", "de"),
        ("ask", ""),
        ("way", "pigeon"),
        ("sender", ""),
        ("days", "7"),
    ],
)
def test_bad_input_gets_an_answer_tied_to_its_field(client: Client, field: str, typed: str) -> None:
    answered = preview(client, **{field: typed})
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "error-summary" in page
    assert f'href="#field-{field}"' in page
    assert f'id="field-{field}' in page
    assert "Personne n’est venu." in page or field == "facts"  # what was typed elsewhere is still there


@pytest.mark.parametrize("days", ["0", "-3", "91", "dix", "1.5", ""])
def test_other_days_are_numbers_that_leave_time(client: Client, days: str) -> None:
    assert 'href="#field-days_other"' in preview(client, days="other", days_other=days).content.decode()


def test_one_day_is_written_in_the_singular(client: Client) -> None:
    assert "Vous avez 1 jour pour" in pdf_text(client, days="other", days_other="1")


def test_two_megabytes_are_answered_and_given_back(client: Client) -> None:
    pasted = "é" * 1_000_000
    answered = preview(client, facts=pasted)
    page = answered.content.decode().replace("\u00a0", " ")
    assert answered.status_code == 422
    assert "1000000 caractères" in page
    assert pasted in page


def test_markup_is_printed_as_typed(client: Client) -> None:
    typed = '<script>alert(1)</script> #strong[x] *y* $z$ {{ request }} {% csrf_token %} `a` @b \\ " &amp;'
    page = preview(client, facts=typed, sender_name="#include <x>").content.decode()
    assert "<script>alert(1)" not in page
    assert "{{ request }}" in page
    text = pdf_text(client, facts=typed, sender_name="#include <x>")
    assert '<script>alert(1)</script> #strong[x] *y* $z$ {{ request }} {% csrf_token %} `a` @b \\ " &amp;' in text
    assert "#include <x>" in text


def test_signs_that_do_not_print_are_said(client: Client) -> None:
    page = preview(client, facts="Je suis fâchée 😡 中.").content.decode()
    assert "😡" in page and "中" in page and "□" in page
    assert "fâchée □ □." in pdf_text(client, facts="Je suis fâchée 😡 中.")


def test_names_in_other_alphabets_print(client: Client) -> None:
    page = preview(client, recipient_name="محمد שלום Ελένη Nguyễn ᓄᓇᕕᒃ").content.decode()
    assert "ne s’impriment pas" not in page


def test_the_pdf_carries_everything_back_and_the_form_too(client: Client) -> None:
    page = preview(client, facts="Première ligne\nDeuxième « ligne »").content.decode()
    assert 'name="facts" value="Première ligne\nDeuxième « ligne »"' in page
    again = client.post("/fr/mise-en-demeure/", LETTER).content.decode()
    assert "Personne n’est venu." in again
    assert "error-summary" not in again


def test_the_language_of_the_page_changes_without_losing_a_word(client: Client) -> None:
    english = client.post("/en/formal-notice/", LETTER).content.decode()
    assert "Write a formal notice" in english
    assert "Personne n’est venu." in english
    assert 'formaction="/fr/mise-en-demeure/"' in english


@pytest.mark.parametrize("address", ["/fr/mise-en-demeure/apercu/", "/en/formal-notice/pdf/"])
def test_a_bookmark_of_a_later_step_opens_the_form(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302


def test_above_the_ceiling_the_small_claims_division_is_not_named(client: Client) -> None:
    page = preview(client, amount="15 000,01 $").content.decode().replace("\u00a0", " ")
    assert "au-dessus" in page or "dépasse le plafond" in page
    letter = page.split('class="panel letter"')[1].split("</section>")[0]
    assert "petites créances" not in letter
    at_the_ceiling = preview(client, amount="15 000 $").content.decode()
    assert "Division des petites créances" in at_the_ceiling


def test_what_is_not_a_sum_needs_its_details(client: Client) -> None:
    missing = preview(client, ask="repair", amount="", details="")
    assert 'href="#field-details"' in missing.content.decode()
    text = pdf_text(client, ask="repair", amount="1200", details="Réparer la fenêtre du salon.")
    assert "réparer ou de corriger ceci" in text
    assert "Réparer la fenêtre du salon." in text
    assert "vous réclamer 1 200 $" in text


def test_an_organization_writes_in_its_own_voice(client: Client) -> None:
    assert 'href="#field-signatory"' in preview(client, sender="organization").content.decode()
    text = pdf_text(client, sender="organization", sender_name="Exemple inc.", signatory="Luc Exemple", also=[])
    assert "Nous vous mettons en demeure de nous rembourser" in text
    assert "Luc Exemple, Exemple inc." in text


def test_nothing_is_kept(client: Client) -> None:
    preview(client)
    answered = client.post("/fr/mise-en-demeure/pdf/", LETTER)
    assert answered["Cache-Control"] == "private, no-store"
    assert "parvis" not in client.cookies


def test_a_notice_is_said_not_to_stop_prescription(client: Client) -> None:
    form = client.get("/fr/mise-en-demeure/").content.decode()
    assert "n’arrête pas la prescription" in form
    assert "Non confirmé" in pdf_text(client)
    assert "Unconfirmed" in pdf_text(client, "en")


def with_plan(client: Client, **answers: Any) -> str:
    from parvis.web.pathway.answers import NAME
    from parvis.web.session import COOKIE, Answers

    kept = Answers()
    kept[NAME] = answers
    client.cookies[COOKIE] = kept.sealed()
    return client.get("/fr/mise-en-demeure/").content.decode().replace("\u00a0", " ")


def test_a_claimant_does_not_write_again_what_the_plan_knows(client: Client) -> None:
    page = with_plan(
        client,
        role="claimant",
        stage="before_claim",
        matter="purchase",
        own_kind="person",
        other_kind="company",
        consumer="yes",
        amount="8400.50",
    )
    assert 'value="8 400,50"' in page
    assert "Nous avons repris de votre plan" in page
    assert page.count("checked") == 3  # ten days, yourself, consumer


def test_nothing_is_taken_from_the_plan_of_a_person_who_is_sued(client: Client) -> None:
    page = with_plan(
        client, role="defendant", stage="claim_filed", matter="money_owed", other_kind="company", amount="3000.00"
    )
    assert "3 000" not in page
    assert page.count("checked") == 1
