"""What the search page shows beside services: organizations, places, official bodies, the local centre, its numbers."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from parvis.directory.models import Organization, Service
from parvis.directory.search import asked
from parvis.web.directory import beside
from parvis.web.pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_search_finds_organizations_by_name_other_name_and_place(client: Client) -> None:
    def found(query: str) -> list[str]:
        html = text_of(client, f"/fr/repertoire/?q={query}").split('class="cards"')[0]
        return re.findall(r'href="/fr/repertoire/organismes/([\w-]+)/"', html)

    assert "educaloi" in found("educaloi")
    assert "cjp-outaouais" in found("CJP Gatineau")
    assert "chambre-des-huissiers" in found("chambre huissier")
    assert found("girafe") == []
    html = text_of(client, "/fr/repertoire/?q=CJP+Québec")
    assert "418 614-2470" in html.replace("\u00a0", " ")
    assert "400, boulevard Jean-Lesage" in html


def test_a_place_in_the_question_brings_its_services_first(client: Client) -> None:
    html = text_of(client, "/fr/repertoire/?q=séance+d’information+saguenay")
    slugs = re.findall(r'href="/fr/repertoire/services/([\w-]+)/"', html)
    there = set(Service.objects.filter(districts="chicoutimi").values_list("slug", flat=True))
    assert slugs[0] in there
    over = set(Service.objects.with_status("ended").values_list("slug", flat=True))
    near = [slug in there for slug in slugs if slug not in over]
    assert near == sorted(near, reverse=True), "those of the district, then the others"
    assert len(slugs) > sum(near), "the others are not lost"


def test_places_are_read_in_what_is_typed() -> None:
    def read(text: str) -> tuple[set[str], str]:
        found = beside.named(asked(text), 0)
        return set(found.districts), found.rest.text

    assert read("médiation St-Jérôme") == ({"terrebonne"}, "médiation")
    assert read("aide à Trois-Rivières")[0] == {"trois-rivieres"}
    assert read("médiation") == (set(), "médiation")
    assert read("à Laval") == ({"laval"}, "à Laval"), "a place alone is still searched"


@pytest.mark.parametrize(
    ("typed", "site"),
    [("loyer", "tal.gouv.qc.ca"), ("roofer", "rbq.gouv.qc.ca"), ("locataires zzzz", "tal.gouv.qc.ca")],
)
def test_where_nothing_is_known_the_official_body_is_named(typed: str, site: str, client: Client) -> None:
    html = text_of(client, f"/fr/repertoire/?q={typed}")
    assert site in html
    assert "en dehors de ce répertoire" in html
    assert "outside this directory" not in text_of(client, "/en/directory/?q=mediation")


def test_bodies_that_the_directory_also_has_exist() -> None:
    slugs = {one.organization for one in beside.bodies() if one.organization}
    assert slugs <= set(Organization.objects.values_list("slug", flat=True))
    assert all(one.web.fr.startswith("https://www.") and ".gouv.qc.ca" in one.web.fr for one in beside.bodies())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_organization_is_listed_with_its_number_of_services(lang: str, client: Client) -> None:
    html = text_of(client, address(lang, "organizations"))
    for one in Organization.objects.listed():
        assert f'href="{address(lang, "organization", slug=one.slug)}"' in html
    count = Service.objects.of_organization(Organization.objects.get(slug="educaloi").pk).count()
    card = html.split(address(lang, "organization", slug="educaloi"))[1]
    assert f", {count} services</p>" in card[:400]


def test_the_local_centre_leads_the_card_of_its_network(client: Client) -> None:
    page = "/fr/repertoire/?q=information+soutien+orientation"
    local = text_of(client, page + "&district=quebec").split("information-juridique-cjp/")[1].split("</article>")[0]
    assert local.index('href="tel:+14186142470"') < local.index('class="by"')
    elsewhere = text_of(client, page + "&district=laval").split("information-juridique-cjp/")[1].split("</article>")[0]
    assert "tel:" not in elsewhere


def test_the_directory_says_its_numbers(client: Client) -> None:
    html = text_of(client, "/fr/repertoire/")
    said = re.search(
        r"(\d+) services, outils et publications sont pour les gens.*?il y en a (\d+), dont (\d+) viennent", html
    )
    assert [int(one) for one in said.groups()] == [
        Service.objects.public().count(),
        Service.objects.count(),
        Service.objects.exclude(source_lines=[]).count(),
    ]
