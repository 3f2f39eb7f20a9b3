"""A form with several faults tells them all at once, each at its field, and keeps what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from parvis.config import clock
from parvis.roster.models import Mandate, SessionSheet
from parvis.web.pages import address
from tests.factories.mandates import make_mandate, person_behind
from tests.factories.people import signed_in
from tests.factories.roster import certified_since, make_certification, make_couple, make_mediator

pytestmark = pytest.mark.django_db


def told(client: Client, page: str, form: dict[str, Any]) -> str:
    response = client.post(page, form)
    assert response.status_code == 422
    return response.content.decode()


def in_order(shown: str, *fields: str) -> None:
    """Each fault is linked from the summary to its field, which is there, in the order of the page."""
    links = [shown.index(f'href="#field-{one}"') for one in fields]
    assert links == sorted(links)
    assert shown.count('href="#field-') == len(fields)
    for one in fields:
        assert f'id="field-{one}' in shown and f'id="field-{one}-error"' in shown, one


def test_every_fault_of_a_form_is_told_at_once() -> None:
    today = clock.today()
    mine = make_mediator(since=today - timedelta(days=300))
    certified_since(make_certification(mine.professional, kind="small_claims_mediation"), today - timedelta(days=300))
    desk = signed_in(person_behind(mine))
    for lang in ("fr", "en"):
        contact = told(
            desk,
            address(lang, "practice_contact"),
            {
                "domicile": "",
                "borough": "B" * 101,
                "phone": "12",
                "other_phone": "34",
                "email": "pas@",
                "public_phone": "56",
                "public_email": "@non",
                "website": "ftp://x",
                "place": "P" * 201,
                "read": "0" * 16,
            },
        )
        in_order(
            contact,
            "accepting",
            "public_phone",
            "public_email",
            "website",
            "place",
            "ways",
            "languages",
            "districts",
            "domicile",
            "borough",
            "phone",
            "other_phone",
            "email",
        )
        for typed in ("B" * 101, "P" * 201, "ftp://x", "@non", "pas@"):
            assert f'value="{typed}"' in contact, "nothing typed is lost"

        opening = told(
            desk,
            address(lang, "practice_mandate_open"),
            {
                "act": "check",
                "kind": "family",
                "opened": "x",
                "party_1": "Camille Exemple",
                "couple": "C-0",
                "objects": ["patrimony"],
                "co_mediator": "Personne",
            },
        )
        in_order(opening, "opened", "party_1", "couple", "request", "children", "patrimony_form", "referral")
        for vague in ("Choisissez une réponse.</a>", "Choose an answer.</a>"):
            assert opening.count(vague) < 2, "each says which answer is asked for"
        assert 'value="Camille Exemple"' in opening and 'value="C-0"' in opening and 'value="Personne"' in opening
        claim = told(desk, address(lang, "practice_mandate_open"), {"act": "check", "kind": "small_claims"})
        in_order(claim, "opened", "party_1", "court_file")
    assert not Mandate.objects.exists()


def test_the_length_of_a_session_in_hours_and_minutes() -> None:
    today = clock.today()
    mine = make_mediator(since=today - timedelta(days=300))
    held = make_mandate(mine, today - timedelta(days=5), couple=make_couple().number)
    desk, page = signed_in(person_behind(mine)), address("fr", "practice_session_new", number=held.pk)
    sheet = {
        "kind": "mediation",
        "day": today.isoformat(),
        "begins": "0 h",
        "meeting": "in_person",
        "attended": ["1", "2"],
    }
    assert "2 h, ou 2 min" in told(desk, page, sheet | {"minutes": "2"}).replace("\u00a0", " ")
    assert 'value="1 h 95"' in told(desk, page, sheet | {"minutes": "1 h 95"})
    assert desk.post(page, sheet | {"minutes": "1 h 15"}).status_code == 303
    assert SessionSheet.objects.get().minutes == 75
