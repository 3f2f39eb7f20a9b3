"""The data files of the places: whole, consistent, and refused with a reason when they are not."""

import shutil
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from parvis.config.home import Stop
from parvis.places.names import fold
from parvis.places.records import CONFIRMED, DataError, read_districts, read_places

PLACES = read_places()
#: Seat of Montréal of the Court of Appeal (CCP 40): the other twenty go to Québec.
APPEAL_MONTREAL = {
    "beauharnois",
    "bedford",
    "drummond",
    "gatineau",
    "iberville",
    "joliette",
    "labelle",
    "laval",
    "longueuil",
    "megantic",
    "montreal",
    "pontiac",
    "richelieu",
    "saint-francois",
    "saint-hyacinthe",
    "terrebonne",
}


def test_the_36_districts_of_the_act() -> None:
    assert len({district.slug for district in PLACES.districts}) == 36
    assert read_districts() == PLACES.districts
    assert {district.slug for district in PLACES.districts if district.appeal == "montreal"} == APPEAL_MONTREAL


def test_each_district_has_a_courthouse_in_its_chief_place() -> None:
    seats = {(place.district, place.name) for place in PLACES.courthouses if place.kind == "courthouse"}
    for district in PLACES.districts:
        seat = "Chicoutimi" if district.slug == "chicoutimi" else district.chief_place
        assert (district.slug, seat) in seats


def test_no_two_districts_share_a_tile_and_the_map_is_seven_wide() -> None:
    tiles = [(district.column, district.row) for district in PLACES.districts]
    assert len(set(tiles)) == 36
    assert max(column for column, _ in tiles) == 6


def test_the_map_keeps_the_great_directions() -> None:
    at = {district.slug: (district.column, district.row) for district in PLACES.districts}
    assert at["temiscamingue"][0] < at["montreal"][0] < at["gaspe"][0]
    assert at["abitibi"][1] < at["pontiac"][1] and at["terrebonne"][1] < at["laval"][1] < at["montreal"][1]
    assert at["mingan"][1] < at["bonaventure"][1]


def test_every_municipality_is_in_a_district_and_carries_its_source() -> None:
    slugs = {district.slug for district in PLACES.districts}
    sources = {source.key: source for source in PLACES.sources}
    assert len(PLACES.municipalities) > 1200
    for place in PLACES.municipalities:
        assert place.districts and {belonging.district for belonging in place.districts} <= slugs, place.name
        for belonging in place.districts:
            assert sources[belonging.source].address or belonging.confidence in ("S", "I", "M"), place.name


def test_every_district_has_municipalities() -> None:
    counted = Counter(belonging.district for place in PLACES.municipalities for belonging in place.districts)
    assert {district.slug for district in PLACES.districts} == set(counted)


def test_what_is_recalled_or_inferred_is_never_coded_as_confirmed() -> None:
    for place in PLACES.municipalities:
        for belonging in place.districts:
            if belonging.source in ("recollection", "former-county", "mrc-vaudreuil-soulanges"):
                assert belonging.confidence not in CONFIRMED, place.name


@pytest.mark.parametrize(
    ("code", "name", "first", "others"),
    [
        ("55008", "Ange-Gardien", "bedford", {"saint-hyacinthe": "I"}),
        ("71100", "Hudson", "beauharnois", {"montreal": "I"}),
        ("83010", "Low", "gatineau", {"labelle": "2"}),
        ("83090", "Aumond", "labelle", {}),
        ("58033", "Boucherville", "longueuil", {}),
        ("60013", "Repentigny", "joliette", {}),
    ],
)
def test_what_a_source_says_goes_before_what_the_former_counties_suggest(
    code: str, name: str, first: str, others: dict[str, str]
) -> None:
    place = next(place for place in PLACES.municipalities if place.code == code)
    assert place.name == name
    assert (place.districts[0].district, place.districts[0].confidence in CONFIRMED) == (first, True)
    assert {belonging.district: belonging.confidence for belonging in place.districts[1:]} == others


def test_each_town_with_a_courthouse_is_first_of_all_in_that_district() -> None:
    by_name = {place.name: place for place in PLACES.municipalities if place.kind in ("city", "municipality")}
    aliases = {"Chicoutimi": "Saguenay", "Havre-Aubert": "Les Îles-de-la-Madeleine"}
    for court in PLACES.courthouses:
        if court.kind != "itinerant" and court.name not in ("Kuujjuaq", "Wemindji"):
            place = by_name[aliases.get(court.name, court.name)]
            assert place.districts[0].district == court.district, court.name
            assert place.districts[0].confidence in CONFIRMED, court.name


def test_a_name_is_told_apart_from_its_homonyms() -> None:
    told = Counter((fold(place.name), place.kind, place.territory) for place in PLACES.municipalities)
    assert [key for key, number in told.items() if number > 1] == []


def test_hours_and_addresses_say_nothing_that_is_not_known() -> None:
    by_slug = {place.slug: place for place in PLACES.courthouses}
    assert by_slug["salaberry-de-valleyfield"].hours == (("08:30", "12:45"), ("13:45", "16:30"))
    assert by_slug["montreal"].hours == (("08:30", "16:30"),)
    for place in PLACES.courthouses:
        if place.kind == "itinerant":
            assert not place.address and not place.hours
        if place.kind == "courthouse":
            assert place.address and place.postal_code


def test_the_warnings_that_keep_people_from_the_wrong_courthouse() -> None:
    notes = {district.slug: district.note for district in PLACES.districts}
    courts = {place.slug: place.note for place in PLACES.courthouses}
    richelieu, dolbeau, chibougamau = notes["richelieu"], courts["dolbeau-mistassini"], courts["chibougamau"]
    assert richelieu and "Sorel-Tracy" in richelieu.fr and "Iberville" in richelieu.en
    assert dolbeau and "Roberval" in dolbeau.fr
    assert chibougamau and "Abitibi" in chibougamau.en


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    folder = tmp_path / "data"
    shutil.copytree(str(files("parvis.places") / "data"), folder)
    return folder


def _swap(file: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "file", "key", "reason"),
    [
        (_swap("districts.toml", 'slug = "alma"', 'slug = "almaa"'), "districts.toml", "almaa", "slug does not follow"),
        (_swap("districts.toml", "tile = [0, 0]", "tile = [3, 0]"), "districts.toml", "(3, 0)", "twice"),
        (_swap("districts.toml", "tile = [0, 0]", "tile = [0]"), "districts.toml", "abitibi", "not [column, row]"),
        (_swap("districts.toml", 'appeal = "quebec"', 'appeal = "ottawa"'), "districts.toml", "abitibi", "'ottawa'"),
        (_swap("districts.toml", 'label = "ABI"\n', ""), "districts.toml", "abitibi", "missing: label"),
        (_swap("districts.toml", "[[district]]", "[[district"), "districts.toml", "district", "cannot be read"),
        (_swap("courthouses.toml", 'confidence = "2"', 'confidence = "9"'), "courthouses.toml", "akulivik", "'9'"),
        (
            _swap("courthouses.toml", "point = [60.81, -78.15]", "point = [-78.15, 60.81]"),
            "courthouses.toml",
            "akulivik",
            "not in Québec",
        ),
        (
            _swap("courthouses.toml", '["13:00", "16:30"]', '["11:00", "16:30"]'),
            "courthouses.toml",
            "campbells-bay",
            "not in order",
        ),
        (_swap("courthouses.toml", 'district = "alma"', 'district = "hull"'), "courthouses.toml", "alma", "'hull'"),
        (
            _swap("courthouses.toml", 'source = "mjq', 'sources = "mjq'),
            "courthouses.toml",
            "akulivik",
            "missing: source",
        ),
        (_swap("sources.toml", "https://", "http://"), "sources.toml", "territorial-division-act", "https://"),
        (
            _swap("sources.toml", 'read_on = "2023-12-01"', 'read_on = "demain"'),
            "sources.toml",
            "territorial-division-act",
            "demain",
        ),
        (_swap("territories.tsv", "\tgaspe\t2\t", "\tgaspesie\t2\t"), "territories.tsv", "line 2", "'gaspesie'"),
        (
            _swap("territories.tsv", "territory\t01\t", "territory\t00\t"),
            "territories.tsv",
            "00",
            "no municipality or territory",
        ),
        (_swap("municipalities.tsv", "\tcity\t", "\tmetropolis\t"), "municipalities.tsv", "line", "'metropolis'"),
        (_swap("municipalities.tsv", "code\tname", "name\tcode"), "municipalities.tsv", "line 1", "columns must be"),
        (_swap("other_names.tsv", "\t81017\t", "\t23027\t"), "other_names.tsv", "line", "is not 'Gatineau'"),
    ],
)
def test_a_spoilt_file_is_refused_with_file_key_and_reason(
    copied: Path, spoil: Callable[[Path], None], file: str, key: str, reason: str
) -> None:
    spoil(copied)
    with pytest.raises(DataError) as refused:
        read_places(copied)
    assert refused.value.file == file
    assert key in refused.value.key
    assert reason in refused.value.reason
    assert str(refused.value).startswith(f"{file}: ")


def _marked(folder: Path) -> None:
    file = folder / "municipalities.tsv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def _a_folder(folder: Path) -> None:
    (folder / "districts.toml").unlink()
    (folder / "districts.toml").mkdir()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_marked, r"municipalities\.tsv: line 1: .*byte-order mark: save it as UTF-8 without it"),
        (_a_folder, r"districts\.toml: district: cannot be read"),
        (_swap("districts.toml", 'label = "ABI"', "label = 5"), r"abitibi: label 5 is not a line of text"),
    ],
)
def test_a_file_that_cannot_be_read_stops_with_its_reason(
    copied: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    """`Stop` is what the command line prints without a traceback."""
    spoil(copied)
    with pytest.raises(Stop, match=reason):
        read_places(copied)


def test_a_lost_file_is_refused(copied: Path) -> None:
    (copied / "territories.tsv").unlink()
    with pytest.raises(DataError, match=r"territories\.tsv"):
        read_places(copied)
