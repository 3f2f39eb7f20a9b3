"""The formal notice: who, what, by when, how to answer, free help; and the sender's own page."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from parvis.documents.notice import ASKS, WAYS, FormalNotice, Party, before_sending, letter_of, notice_pdf
from parvis.law.kernel.money import Money

NOTICE = FormalNotice(
    lang="fr",
    sender=Party(
        "Marie Exemple", "12, rue de l’Exemple\nGatineau (Québec)  J8X 1A1", "819 555-0100\nmarie@exemple.quebec"
    ),
    recipient=Party("Rénovations Exemple inc.", "400, boulevard Exemple\nGatineau (Québec)  J8Y 2B2"),
    facts="J’ai payé 8 400,50 $ le 10 mars 2026 pour refaire ma cuisine.\nPersonne n’est venu.",
    ask="refund",
    amount=Money(840050),
    days=10,
    way="registered_mail",
    place="Gatineau",
    day=date(2026, 5, 1),
    enclosed="Contrat\nPreuve de paiement",
    open_to_mediation=True,
    consumer=True,
    court="small_claims",
)


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_an_ordinary_letter_holds_on_one_page_and_the_sender_has_another() -> None:
    letter, own = pages_of(notice_pdf(NOTICE, "en").pdf)
    order = [
        "Rembourser 8 400,50 $",
        "Les faits",
        "La demande",
        "Si rien n’est fait",
        "Pour répondre",
        "justicedeproximite.qc.ca",
    ]
    places = [letter.index(words) for words in order]
    assert places == sorted(places)
    assert "Réponse à la mise en demeure de Marie Exemple" in letter
    assert "Do not send it" in own


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("by_organization", [True, False])
def test_every_demand_is_whole_in_both_languages(lang: str, ask: str, by_organization: bool) -> None:
    letter = letter_of(replace(NOTICE, lang=lang, ask=ask, by_organization=by_organization, details="Le mur du salon."))
    words = " ".join(each for section in letter.sections for each in section.paragraphs)
    assert "{" not in words
    assert "Le mur du salon." in words
    first_person = ("nous", "us ", "we ", "We ") if by_organization else ("je ", "Je ", "I ")
    assert any(each in words for each in first_person)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_sending_says_how_to_prove_receipt(way: str) -> None:
    proofs = {
        "registered_mail": "reçu",
        "hand": "signer et de dater",
        "email": "confirmation",
        "bailiff": "procès-verbal",
    }
    assert any(proofs[way] in how for _, how in before_sending(replace(NOTICE, way=way), "fr"))


def test_what_is_claimed_beyond_small_claims_never_names_them() -> None:
    for court in ("another", "unknown"):
        letter = letter_of(replace(NOTICE, court=court))
        assert not any("petites" in each for section in letter.sections for each in section.paragraphs)


def test_a_letter_is_shown_to_a_judge_one_day() -> None:
    for lang in ("fr", "en"):
        words = " ".join(pages_of(notice_pdf(replace(NOTICE, lang=lang), "fr").pdf)).lower()
        assert "sans préjudice" not in words and "without prejudice" not in words


@pytest.mark.parametrize(
    "change", [{"ask": "beg"}, {"way": "pigeon"}, {"court": "king"}, {"days": 0}, {"amount": None}]
)
def test_a_notice_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(NOTICE, **change)  # type: ignore[arg-type]


def test_a_long_letter_loses_nothing() -> None:
    facts = "\n".join(f"Fait numéro {number}." for number in range(1, 120))
    words = " ".join(pages_of(notice_pdf(replace(NOTICE, facts=facts), "fr").pdf))
    assert all(f"Fait numéro {number}." in words for number in range(1, 120))
