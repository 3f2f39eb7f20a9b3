"""What a person types, and what comes back: never a district passed off as certain."""

import time

import pytest

from parvis.places.models import Municipality
from parvis.places.names import fold, fold_bare, without_civic_prefix
from parvis.places.resolve import LONGEST_TYPED, SHOWN, Found, resolve_municipality, resolve_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "name", "district"),
    [
        ("Gatineau", "Gatineau", "gatineau"),
        ("Hull", "Gatineau", "gatineau"),
        ("aylmer", "Gatineau", "gatineau"),
        ("St-Jérôme", "Saint-Jérôme", "terrebonne"),
        ("st jerome", "Saint-Jérôme", "terrebonne"),
        ("ST. JÉRÔME", "Saint-Jérôme", "terrebonne"),
        ("Kuujjuaq", "Kuujjuaq", "abitibi"),
        ("fort chimo", "Kuujjuaq", "abitibi"),
        ("montreal ", "Montréal", "montreal"),
        ("Verdun", "Montréal", "montreal"),
        ("Sainte-Foy", "Québec", "quebec"),
        ("Quebec", "Québec", "quebec"),
        ("Ville de Québec", "Québec", "quebec"),
        ("Chicoutimi", "Saguenay", "chicoutimi"),
        ("jonquière", "Saguenay", "chicoutimi"),
        ("Ste-Agathe-des-Monts", "Sainte-Agathe-des-Monts", "terrebonne"),
        ("Val d'Or", "Val-d’Or", "abitibi"),
        ("val-d’or", "Val-d’Or", "abitibi"),
        ("Ville-Marie", "Ville-Marie", "temiscamingue"),
        ("Malbaie", "La Malbaie", "charlevoix"),
        ("sept iles", "Sept-Îles", "mingan"),
        ("17, rue Laurier, Gatineau (Québec) J8X 4C1", "Gatineau", "gatineau"),
        ("Gatineau QC", "Gatineau", "gatineau"),
        ("Gatineau, Québec, Canada", "Gatineau", "gatineau"),
        ("Gatineau Québec", "Gatineau", "gatineau"),
        ("City of Laval", "Laval", "laval"),
        ("Saint-Lambert, Abitibi-Ouest", "Saint-Lambert", "abitibi"),
        ("Contrecoeur-sans-existence, Joliette", "Joliette", "joliette"),
        ("Puvirnituq", "Puvirnituq", "abitibi"),
        ("Kahnawà:ke", "Kahnawake", None),
    ],
)
def test_a_name_leads_to_one_municipality(typed: str, name: str, district: str | None) -> None:
    answer = resolve_place(typed)
    assert answer.municipality is not None, answer
    assert answer.municipality.name == name
    assert (answer.district.slug if answer.district else None) == district


def test_homonyms_are_asked_about_with_what_tells_them_apart() -> None:
    answer = resolve_place("Saint-Lambert")
    assert answer.found is Found.SEVERAL
    assert answer.municipality is None and answer.district is None and not answer.confirmed
    wheres = [place.where.fr for place in answer.municipalities if place.name == "Saint-Lambert"]
    assert len(set(wheres)) == 2
    assert answer.municipalities[0].region == "Montérégie", "the larger town comes first"


@pytest.mark.parametrize("typed", ["Saint-Jean", "Gatin", "Trois-Rivi"])
def test_a_name_that_others_only_begin_with_is_asked_about(typed: str) -> None:
    answer = resolve_place(typed)
    assert answer.found is Found.SEVERAL and answer.municipality is None and answer.municipalities


def test_homonyms_in_one_district_need_no_question() -> None:
    answer = resolve_place("Disraeli")
    assert answer.found is Found.SEVERAL and answer.total == 2
    assert answer.district is not None and answer.district.slug == "frontenac"
    assert not answer.confirmed


def test_a_municipality_that_may_be_in_two_districts_lists_both() -> None:
    answer = resolve_place("Mascouche")
    assert answer.found is Found.TWO_DISTRICTS
    assert {belonging.district_id for belonging in answer.belongings} == {"joliette", "terrebonne"}
    assert answer.district is None and not answer.confirmed
    assert answer.official_search.en.startswith("https://www.justice.gouv.qc.ca/en/")


def test_the_likeliest_district_comes_first_with_its_own_confidence() -> None:
    belongings = resolve_place("Vaudreuil-Dorion").belongings
    assert [(belonging.district_id, belonging.confirmed) for belonging in belongings] == [
        ("beauharnois", True),
        ("montreal", False),
    ]


def test_general_knowledge_is_not_confirmed_and_a_published_source_is() -> None:
    assert resolve_place("Gatineau").confirmed
    answer = resolve_place("Brossard")
    assert answer.district is not None and answer.district.slug == "longueuil"
    assert not answer.confirmed


def test_a_former_name_that_is_also_a_beginning_shows_the_others() -> None:
    answer = resolve_place("Saint-Hubert")
    assert answer.found is Found.SEVERAL and answer.municipality is None
    names = [place.name for place in answer.municipalities]
    assert names[0] == "Longueuil" and "Saint-Hubert-de-Rivière-du-Loup" in names


def test_a_short_beginning_lists_a_first_page_and_says_how_many_there_are() -> None:
    answer = resolve_place("saint")
    assert answer.found is Found.SEVERAL
    assert len(answer.municipalities) == SHOWN < answer.total
    assert answer.district is None


@pytest.mark.parametrize(
    "typed", ["", "   ", "😀😀", "!!!", "\x00\x00", "qwxzjkvbp", "ᑰᔾᔪᐊᖅ", "H2X 1Y4", "%_%", "';--"]
)
def test_what_is_no_name_is_unknown(typed: str) -> None:
    answer = resolve_place(typed)
    assert answer.found is Found.UNKNOWN
    assert answer.municipality is None and answer.belongings == () and not answer.confirmed
    assert answer.official_search.fr.startswith("https://www.justice.gouv.qc.ca/")


def test_a_paste_of_two_megabytes_is_answered_at_once() -> None:
    began = time.perf_counter()
    assert resolve_place("Gatineau " * 230_000).found is Found.UNKNOWN
    assert time.perf_counter() - began < 0.1
    assert resolve_place("a" * LONGEST_TYPED).found is Found.UNKNOWN


def test_a_slip_of_the_finger_is_suggested_not_assumed() -> None:
    answer = resolve_place("Drumondvile")
    assert answer.found is Found.UNKNOWN and answer.municipalities == ()
    assert "Drummondville" in [place.name for place in answer.others]


def test_a_municipality_chosen_from_a_list() -> None:
    code = Municipality.objects.get(name="Drummondville").code
    answer = resolve_municipality(code)
    assert answer.found is Found.ONE and answer.district is not None and answer.district.slug == "drummond"
    for stranger in ("00000", "", "x" * 50, "1; DROP", "é"):
        assert resolve_municipality(stranger).found is Found.UNKNOWN


@pytest.mark.slow
def test_every_municipality_is_found_by_its_own_name() -> None:
    """Each name, typed whole, has its municipality among the answers or says that there are more."""
    for place in Municipality.objects.order_by("?")[:60]:
        answer = resolve_place(f"  {place.name.upper()} ")
        assert place in answer.municipalities or answer.total > len(answer.municipalities), place.name


def test_search_ranks_the_present_name_then_the_largest() -> None:
    names = list(Municipality.objects.search("st-hyacinthe").values_list("name", flat=True))
    assert names[0] == "Saint-Hyacinthe"
    assert not Municipality.objects.search("🙂").exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Saint-Jérôme", "saintjerome"),
        ("STE-Foy", "saintefoy"),
        ("L'Île-Perrot", "lileperrot"),
        ("Contrecœur", "contrecoeur"),
    ],
)
def test_folding(name: str, key: str) -> None:
    assert fold(name) == key


def test_folding_leaves_the_article_out_and_keeps_what_is_not_one() -> None:
    assert fold_bare("L’Île-Perrot") == "ileperrot"
    assert fold_bare("La") == "la"
    assert without_civic_prefix("Municipalité de La Pêche") == "la peche"
    assert without_civic_prefix("Village-Huron") == "village huron"
