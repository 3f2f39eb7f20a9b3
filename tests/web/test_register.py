"""The public register: who appears, who does not, on which day; what is never told; the table for a spreadsheet."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from parvis.config import clock
from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.roster.actions.standing import record_act
from parvis.roster.models import Offer, Professional, StandingPeriod
from parvis.roster.register import certified_on_day, search_register
from tests.factories.roster import make_certification, make_mediator, make_officer, make_professional

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 30, tzinfo=QUEBEC)


@pytest.mark.slow
def test_the_register_follows_the_acts_and_tells_no_sanction(client: Client) -> None:
    """Certified, then suspended, then back: on the pages, in the table, and for a past day; in both languages."""
    officer = make_officer(at=AT)
    maude = make_professional("Maude Exemple-Médiatrice", districts=("laval",), at=AT)
    Professional.objects.filter(pk=maude.pk).update(remote=True, website="=HYPERLINK(1)", languages=["fr", "en"])
    held = make_certification(maude, at=AT)
    record_act(held, "certified", day=date(2025, 1, 10), by=officer, at=AT, key="a")
    page = client.get("/fr/mediateurs/?town=Laval").content.decode()
    assert "Maude Exemple-Médiatrice" in page and "1 personne" in page and "Barreau du Québec" in page
    assert "français, anglais" in page and "en personne, à distance" in page
    assert "Maude" not in client.get("/en/mediators/?kind=small_claims_mediation").content.decode()
    assert "Maude" not in client.get("/fr/mediateurs/?district=abitibi").content.decode()
    own = client.get(f"/en/mediators/{maude.slug}/").content.decode()
    assert "January\xa010, 2025" in own and "Family mediation" in own
    rows = list(csv.reader(io.StringIO(client.get("/fr/mediateurs/registre.csv").content.decode("utf-8-sig"))))
    assert (
        rows[1][0] == "Maude Exemple-Médiatrice"
        and rows[1][11] == "'=HYPERLINK(1)"
        and rows[1][5] == "français; anglais"
    )

    record_act(held, "struck_off_temporarily", day=date(2026, 11, 1), by=officer, at=AT, key="b")
    assert "Maude" not in client.get("/fr/mediateurs/").content.decode()
    assert client.get(f"/fr/mediateurs/{maude.slug}/").status_code == 404
    asked = "/fr/mediateurs/a-cette-date/?name=maude+exemple+mediatrice&day="
    yes, no = (client.get(asked + day).content.decode() for day in ("2026-10-31", "2026-11-01"))
    assert "Oui, le" in yes and "31\xa0octobre 2026" in yes and "Non\xa0: personne de ce nom" in no
    told = [page.partition("<main")[2].partition("</main>")[0].lower() for page in (yes, no)]
    assert not any(word in told[0] + told[1] for word in ("radi", "suspen", "sanction"))
    assert (
        client.get(asked + "2090-01-01").status_code == 422
        and client.get("/fr/mediateurs/a-cette-date/?name=").status_code == 422
    )

    record_act(held, "sanction_ended", day=date(2026, 11, 15), by=officer, at=AT, key="c")
    with side("public"):
        found = search_register(on=clock.today())
        assert [(one.name, one.held[0].since) for one in found.rows] == [
            ("Maude Exemple-Médiatrice", date(2026, 11, 15))
        ]
        # For a day before the last act, the periods say it; the two ways agree on every day.
        for days in range(0, 800, 7):
            day = date(2024, 12, 1) + timedelta(days=days)
            there = bool(search_register(on=day).total)
            assert there == bool(certified_on_day("Maude Exemple Médiatrice", day))
            assert there == (date(2025, 1, 10) <= day < date(2026, 11, 1) or day >= date(2026, 11, 15))


@pytest.mark.slow
def test_filters_pages_and_odd_addresses(client: Client) -> None:
    officer = make_officer(at=AT)
    for number in range(23):
        one = make_professional(
            f"Camille Exemple {number:02}", districts=("laval", "quebec") if number % 2 else ("laval",), at=AT
        )
        held = make_certification(one, background="psychosocial" if number % 3 else "legal", at=AT)
        record_act(held, "certified", day=date(2026, 1, 5), by=officer, at=AT, key=f"k{number}")
    on = clock.today()
    assert search_register(on=on).total == 23 and len(search_register(on=on, offset=20).rows) == 3
    assert search_register(on=on, district="quebec", background="legal").total == 4
    assert search_register(on=on, kind="", background="legal").total == 8
    assert search_register(on=on, text="exemple 07").total == 1 and search_register(on=on, remote=True).total == 0
    second = client.get("/fr/mediateurs/?page=2").content.decode()
    assert "Page 2 de 2" in second and "Camille Exemple 22" in second
    for odd in (
        "?page=9999",
        "?page=²",
        "?district=x&kind=y&language=z",
        "?q=%00",
        "?town=" + "a" * 5000,
        "?town=Saint-Jean",
    ):
        assert client.get("/fr/mediateurs/" + odd).status_code == 200, odd
    Professional.objects.filter(name__endswith="07").update(remote=True)
    far = client.get("/fr/mediateurs/?district=gatineau&how=remote").content.decode()
    assert "Camille Exemple 07" in far and "voici tout le Québec" in far, "remotely, the district is no filter"
    lost = client.get("/fr/mediateurs/?town=Zzyzxville").content.decode()
    assert "Zzyzxville" in lost and "Camille" not in lost and "Où cherchez-vous" in lost, "nobody as if for that town"


def test_the_register_is_entered_by_district_and_leads_to_the_courses(client: Client) -> None:
    make_mediator("Anna Exemple", districts=("laval", "gatineau"))
    away, gone = make_mediator("Béa Exemple"), make_mediator("Chloé Exemple")
    Professional.objects.filter(pk=away.professional_id).update(in_person=False, remote=True)
    StandingPeriod.objects.filter(certification=gone).delete()
    Professional.objects.filter(pk=gone.professional_id).update(in_force=[])
    page = client.get("/fr/mediateurs/districts/").content.decode()
    assert page.count("1 personne") == 2 and "district=laval" in page and "À distance, partout au Québec\xa0: 1" in page
    led = page.split('href="/fr/mediateurs/?kind=family_mediation&amp;district=gatineau')[1].split('"')[0]
    found = client.get(
        f"/fr/mediateurs/?kind=family_mediation&district=gatineau{led.replace('&amp;', '&')}"
    ).content.decode()
    assert "Anna Exemple" in found and "Béa" not in found
    assert "1 person" not in client.get("/en/mediators/districts/?kind=small_claims_arbitration").content.decode()
    assert "Rien d’annoncé" in client.get("/fr/mediateurs/formations/?kind=%00&subject=x&page=²").content.decode()
    first = clock.today() + timedelta(days=3)
    Offer.objects.create(
        body_id="barreau-du-quebec",
        kind="course",
        title_fr="Négociation <b>",
        title_en="Negotiation",
        subject="basic",
        hours=60,
        first_day=first,
        last_day=first,
        added_by="system",
        added_at=AT,
    )
    shown = client.get("/fr/mediateurs/formations/?subject=basic").content.decode()
    assert "Négociation &lt;b&gt;" in shown and "60 h" in shown
    assert "Negotiation" not in client.get("/en/mediators/courses/?kind=supervision").content.decode()
