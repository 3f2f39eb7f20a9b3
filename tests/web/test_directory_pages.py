"""The directory's pages on the real directory: totals, filters, ages and sources, corrections, dates, caching."""

import json
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from parvis.directory.models import Edition, Organization, Service, Statistic
from parvis.law.kernel.text import Text, numbered
from parvis.web.directory import calendar as months
from parvis.web.directory.edition import day_asked
from parvis.web.directory.figures import group, number, percent
from parvis.web.directory.shown import partial_date
from parvis.web.pages import address

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _a_given_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_TODAY", TODAY.isoformat())
    cache.clear()


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_service_and_organization_has_its_page(lang: str, client: Client) -> None:
    for slug in Service.objects.values_list("slug", flat=True):
        html = text_of(client, address(lang, "service", slug=slug))
        assert "None" not in re.sub(r"<script.*?</script>", "", html), slug
    for slug in Organization.objects.values_list("slug", flat=True):
        assert "<h1>" in text_of(client, address(lang, "organization", slug=slug))


def test_a_record_that_is_absent_is_not_found(client: Client) -> None:
    for name in ("service", "organization", "district"):
        text_of(client, address("fr", name, slug="nulle-part"), status=404)


def test_search_shows_its_total_and_every_page_of_it(client: Client) -> None:
    expected = Service.objects.public().count()
    html = text_of(client, "/fr/repertoire/")
    assert f"{expected} services" in html
    seen: set[str] = set()
    page = 1
    while True:
        html = text_of(client, f"/fr/repertoire/?page={page}")
        seen |= set(re.findall(r'href="/fr/repertoire/services/([\w-]+)/"', html))
        if 'rel="next"' not in html:
            break
        page += 1
    assert seen == set(Service.objects.public().values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("district=laval", "Laval"),
        ("role=defendant", "On me poursuit"),
        ("stage=after_judgment", "Après le jugement"),
        ("kind=mediation", "Médiation"),
        ("language=en", "Anglais"),
        ("channel=phone", "Par téléphone"),
        ("cost=free", "Gratuit"),
        ("status=ended", "Terminé"),
        ("guidance=advice", "Conseil juridique"),
    ],
)
def test_a_filter_narrows_and_can_be_taken_away(query: str, word: str, client: Client) -> None:
    html = text_of(client, f"/fr/repertoire/?{query}")
    total = int(re.search(r'id="results-title">(\d+|Aucun)', html)[1].replace("Aucun", "0"))
    assert 0 < total < Service.objects.public().count()
    words = re.search(r'<ul class="words">(.*?)</ul>', html, re.DOTALL)[1]
    assert word in words
    assert "Tout retirer" in words


def test_unknown_codes_are_not_shown_as_in_force(client: Client) -> None:
    html = text_of(client, "/en/directory/?district=nowhere&kind=magic&role=%00&page=zzz")
    assert '<ul class="words">' not in html
    assert f"{Service.objects.public().count()} services" in html


def test_search_without_accents_finds_the_same(client: Client) -> None:
    def slugs(query: str) -> list[str]:
        html = text_of(client, f"/fr/repertoire/?q={query}")
        return re.findall(r'href="/fr/repertoire/services/([\w-]+)/"', html)

    assert slugs("mediation") == slugs("médiation") != []


def test_a_paste_is_cut_and_this_is_said(client: Client) -> None:
    html = text_of(client, "/fr/repertoire/?q=" + "a%20" * 1500)
    assert "Nous n’avons gardé que le début" in html


def test_markup_typed_in_the_search_is_text(client: Client) -> None:
    html = text_of(client, "/fr/repertoire/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert "Rien ne correspond" in text_of(client, "/fr/repertoire/?q=zzzzqqqq")


def test_what_is_not_for_the_public_is_shown_on_request(client: Client) -> None:
    hidden = Service.objects.filter(for_public=False).first()
    page = f"/fr/repertoire/?q={hidden.name_fr.replace(' ', '+')}"
    assert f"/services/{hidden.slug}/" not in text_of(client, page)
    assert f"/services/{hidden.slug}/" in text_of(client, page + "&all=1")


def test_lists_take_a_constant_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in (
        "/fr/repertoire/",
        "/fr/districts/",
        "/fr/districts/montreal/",
        "/fr/calendrier/",
        "/fr/chiffres/",
        "/en/who-can-advise/",
    ):
        with django_assert_max_num_queries(22):
            text_of(client, path)


def test_service_page_says_age_source_correction_and_unknown(client: Client) -> None:
    service = Service.objects.filter(corrections__isnull=False).exclude(not_stated=[]).listed().first()
    html = text_of(client, address("fr", "service", slug=service.slug))
    for one in service.corrections.all():
        assert "Le document disait" in html
        assert str(one.known.fr).replace("&", "&amp;") in html.replace("&#x27;", "'")
    for one in service.assurances.all():
        assert one.by.split("&")[0] in html
    assert "Ce que nous ne savons pas" in html
    assert service.pk in html


def test_a_note_about_the_document_is_folded_and_what_changes_a_visit_is_not(client: Client) -> None:
    html = text_of(client, address("fr", "service", slug=Service.objects.get(pk="SVC-018").slug))
    seen, folded = html.split("Ce que disait le document, et ce que l’on sait depuis", 1)
    for words in ("Un saut de page l’a déplacée", "Le mot juste est"):
        assert words in folded
        assert words not in seen
    html = text_of(client, address("fr", "service", slug=Service.objects.get(pk="SVC-028").slug))
    assert "une page officielle plus récente dit 30" in html.split("À qui cela s’adresse")[0]


def test_a_card_ends_with_at_most_three_things_to_ask(client: Client) -> None:
    service = Service.objects.public().filter(not_stated__contains=["language", "cost", "schedule", "booking"]).first()
    if service is None:
        service = Service.objects.public().first()
        service.not_stated = ["roles", "booking", "schedule", "cost", "language"]
        service.save()
    html = text_of(client, f"/fr/repertoire/?q={service.name_fr}")
    assert "À demander\u00a0: la langue, le prix, l’horaire.</p>" in html
    assert "Nous ne savons pas" not in html


def test_dates_from_a_rule_are_marked_as_to_be_confirmed(client: Client) -> None:
    html = text_of(client, address("fr", "service", slug="seance-information-laval"))
    assert "jeudi 26\u00a0novembre 2026" in html
    assert "à confirmer" in html
    assert "/api/calendar/service/seance-information-laval.ics?lang=fr" in html
    assert client.get("/api/calendar/service/seance-information-laval.ics?lang=fr").status_code == 200


def test_json_ld_is_sound_and_cannot_close_its_script(client: Client) -> None:
    service = Service.objects.get(slug="seance-information-laval")
    service.summary_fr = "Un </script><b>essai & fin"
    service.save()
    html = text_of(client, address("fr", "service", slug=service.slug))
    inside = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    data = json.loads(inside)
    assert data["@type"] in ("Service", "GovernmentService")
    assert data["description"] == service.summary_fr


@pytest.mark.slow
def test_every_district_has_its_page_with_the_mediation_date(client: Client) -> None:
    listed = text_of(client, "/en/districts/")
    slugs = re.findall(r'<li><a href="/en/districts/([\w-]+)/"', listed)
    assert len(slugs) == len(set(slugs)) == 36
    assert listed.count("<svg xmlns") == 1
    for slug in slugs:
        assert f'href="/en/districts/{slug}/"' in listed.split("<svg xmlns")[1], "a tile of the map"
        html = text_of(client, f"/en/districts/{slug}/")
        assert "mediation has been mandatory" in html
        assert "$5,000 or less" in html
    assert "District d’Alma" in text_of(client, "/fr/districts/alma/")


def test_mediation_between_two_bounds_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.law.texts.c25_01_r0_6_1.roll_out import roll_out
    from parvis.web.directory.districts import mediation

    slug, entry = next((slug, one) for slug, one in roll_out().items() if one.not_before < one.not_after)
    assert mediation(slug, entry.not_before)["applies"] is None
    assert mediation(slug, entry.not_after)["applies"] is True
    assert "entre le" in mediation(slug, entry.not_after)["since"].fr


def test_calendar_lists_what_its_table_marks(client: Client) -> None:
    html = text_of(client, "/fr/calendrier/?district=laval&month=2027-01")
    assert 'href="#day-2027-01-28"' in html
    assert 'id="day-2027-01-28"' in html
    assert "janvier\u00a02027" in html
    assert "Séance d’information du dernier jeudi" in html
    assert "/api/calendar/district/laval.ics?lang=fr" in html


def test_calendar_of_a_month_without_dates_says_so(client: Client) -> None:
    assert "Aucune date connue" in text_of(client, "/fr/calendrier/?district=laval&month=2026-12")


@pytest.mark.parametrize("asked", ["2026-13", "9999-01", "2026-1", "x", "2030-01", "٢٠٢٦-٠١"])
def test_a_month_out_of_reach_is_this_month(asked: str) -> None:
    assert months.month_of(asked, TODAY) == date(2026, 11, 1)


def test_calendar_never_repeats_what_is_given_almost_every_day() -> None:
    by_day = months.sessions("montreal", date(2026, 11, 1), "fr")
    often = months.frequent(by_day)
    assert often
    kept = months.rare(by_day, often)
    assert not {row["href"] for rows in kept.values() for row in rows} & set(often)
    weeks = months.weeks(date(2026, 11, 1), kept, TODAY)
    assert all(len(week) == 7 for week in weeks)
    assert weeks[0][0]["day"] == date(2026, 11, 1), "Sunday first"


def test_figures_are_never_mixed(client: Client) -> None:
    html = text_of(client, "/en/figures/")
    rows = list(Statistic.objects.listed())
    for one in rows:
        assert f'id="{one.pk}"' in html
    groups = {(one.measure, one.base) for one in rows}
    assert html.count('aria-labelledby="group-') == len(groups)


def test_bars_need_two_figures_with_a_known_base() -> None:
    rows = list(Statistic.objects.filter(measure="settlement_rate", base="contested_files").listed())
    assert group(rows)["bars"] == [] or len(group(rows)["bars"]) > 1
    again = [rows[0], rows[0]]
    expected = 2 if rows[0].ratio is not None else 0
    assert len(group(again)["bars"]) == expected
    for one in again:
        one.base = ""
    assert group(again)["bars"] == []


def test_numbers_and_partial_dates() -> None:
    from decimal import Decimal

    assert number(Decimal("1000.00")) == Text("1\u00a0000", "1,000")
    assert number(Decimal("22.50")) == Text("22,5", "22.5")
    assert percent(Decimal("22.13")) == Text("22,1\u00a0%", "22.1%")
    assert percent(None) is None
    assert partial_date("2017") == Text("2017", "2017")
    assert partial_date("2017-06") == Text("juin\u00a02017", "June\u00a02017")
    assert partial_date("2016-03-01") == Text("1er\u00a0mars 2016", "March\u00a01, 2016")
    assert partial_date("") is None
    assert numbered("1. Appelez. 2. Allez-y à 15 h 30. 3. Attendez.") == ["Appelez.", "Allez-y à 15 h 30.", "Attendez."]
    assert numbered("Appelez avant le 1. Merci.") == ["Appelez avant le 1. Merci."]


@pytest.mark.slow
def test_edition_of_a_past_day_knows_less(client: Client) -> None:
    then = text_of(client, "/fr/repertoire/edition/?on=2024-01-24")
    now = text_of(client, "/fr/repertoire/edition/")
    assert "mercredi 24\u00a0janvier 2024" in then
    assert then.count("Ce que l’on sait depuis") < now.count("Ce que l’on sait depuis")
    assert "/api/directory/services.csv?lang=fr" in now
    for found in set(re.findall(r'href="(/api/[^"]+)"', now)):
        assert client.get(found).status_code == 200, found


@pytest.mark.parametrize("written", ["demain", "2027-01-01", "2023-12-31", "2024-02-30", "9" * 200])
def test_a_day_that_cannot_be_shown_is_told(written: str, client: Client) -> None:
    html = text_of(client, f"/en/directory/edition/?on={written}")
    assert 'href="#field-on"' in html
    assert "<title>Error: " in html
    assert day_asked(written[:20], TODAY)[0] == TODAY


def test_advice_names_every_service_that_advises(client: Client) -> None:
    html = text_of(client, "/fr/qui-peut-conseiller/")
    services = Service.objects.offered().with_guidance("advice")
    assert services.count() > 3
    for slug in services.values_list("slug", flat=True):
        assert f"/fr/repertoire/services/{slug}/" in html


def test_a_page_is_kept_until_the_edition_changes(client: Client) -> None:
    first = client.get("/fr/chiffres/")
    with CaptureQueriesContext(connection) as asked:
        second = client.get("/fr/chiffres/")
    tables = [query["sql"] for query in asked if "FROM " in query["sql"]]
    assert len(tables) == 1, "the edition's number, and nothing else"
    assert "directory_edition" in tables[0]
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    unchanged = client.get("/fr/chiffres/", headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    Statistic.objects.filter(pk=Statistic.objects.first().pk).update(name_fr="Un nom nouveau")
    assert "Un nom nouveau" not in client.get("/fr/chiffres/").content.decode()
    Edition.objects.update(number=Edition.current().number + 1, changed_at=timezone.now())
    assert "Un nom nouveau" in client.get("/fr/chiffres/").content.decode()


def test_a_kept_page_is_of_its_day_and_its_language(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = address("fr", "service", slug="seance-information-laval")
    assert "jeudi 26\u00a0novembre 2026" in text_of(client, path)
    monkeypatch.setenv("PARVIS_TODAY", "2026-11-27")
    assert "jeudi 26\u00a0novembre 2026" not in text_of(client, path)
    assert "January" in text_of(client, address("en", "service", slug="seance-information-laval"))


def test_a_kept_page_compressed_or_not_says_the_same(client: Client) -> None:
    import gzip

    plain = client.get("/fr/districts/laval/")
    packed = client.get("/fr/districts/laval/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


def test_nothing_about_a_person_is_kept(client: Client) -> None:
    """A visit with answers gets the same page as everybody, without a cookie; what somebody typed is never kept."""
    client.cookies["parvis"] = "x" * 50
    answer = client.get("/fr/repertoire/?kind=mediation")
    assert not answer.cookies
    assert "ETag" in answer.headers
    assert "ETag" not in client.get("/fr/repertoire/?q=mediation").headers
    assert "ETag" not in client.get("/fr/repertoire/?kind=" + "mediation+" * 30).headers
