"""Loading the places: the same after twice as after once, all or nothing."""

import shutil
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from parvis.journal.models import Entry
from parvis.places.actions import load_places
from parvis.places.models import Courthouse, District, Municipality, MunicipalityDistrict, MunicipalityName
from parvis.places.records import DataError

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("America/Toronto"))


def _everything() -> dict[str, list]:
    return {
        "districts": list(District.objects.order_by("pk").values()),
        "courthouses": list(Courthouse.objects.order_by("pk").values()),
        "municipalities": list(Municipality.objects.order_by("pk").values()),
        "names": list(
            MunicipalityName.objects.order_by("municipality_id", "name").values("municipality", "name", "key")
        ),
        "belongings": list(
            MunicipalityDistrict.objects.order_by("municipality_id", "rank").values(
                "municipality", "district", "confidence"
            )
        ),
    }


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(str(files("parvis.places") / "data"), folder)
    return folder


def test_loading_twice_changes_nothing_and_is_journaled_once() -> None:
    before = _everything()
    loaded = load_places(at=AT)
    assert (loaded.districts, loaded.municipalities) == (36, len(before["municipalities"]))
    assert not loaded.changed
    assert _everything() == before
    assert Entry.objects.about("places", "data").count() == 1


def test_loading_mends_what_was_changed_by_hand() -> None:
    Courthouse.objects.filter(pk="laval").update(address="1, rue Inventée", district_id="gatineau")
    MunicipalityDistrict.objects.filter(municipality__name="Laval").delete()
    load_places(at=AT)
    laval = Courthouse.objects.get(pk="laval")
    assert laval.address.startswith("2800") and laval.district_id == "laval"
    assert Municipality.objects.get(name="Laval").districts.get().slug == "laval"


def test_a_changed_file_is_loaded_and_journaled(copied: Path) -> None:
    file = copied / "courthouses.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("725, rue Harvey Ouest", "727, rue Harvey Ouest"), encoding="utf-8"
    )
    assert load_places(at=AT, folder=copied).changed
    assert Courthouse.objects.get(pk="alma").address.startswith("727")
    entry = Entry.objects.about("places", "data").last()
    assert entry is not None and entry.at == AT and entry.codes["districts"] == 36


def test_a_faulty_file_changes_nothing(copied: Path) -> None:
    before = _everything()
    file = copied / "municipalities.tsv"
    file.write_text(
        file.read_text(encoding="utf-8") + "99999\tNulle-Part\tcity\tMRC\t000\tQuébec\t1\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as refused:
        load_places(at=AT, folder=copied)
    assert refused.value.key == "99999" and "Nulle-Part" in refused.value.reason
    assert _everything() == before


def test_a_place_that_left_the_files_goes(copied: Path) -> None:
    lines = (copied / "municipalities.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("46005\t")]
    assert len(kept) == len(lines) - 1
    (copied / "municipalities.tsv").write_text("".join(kept), encoding="utf-8")
    load_places(at=AT, folder=copied)
    assert not Municipality.objects.filter(pk="46005").exists()


def test_the_database_itself_refuses_two_districts_on_a_tile() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.filter(pk="alma").update(column=0, row=0)


def test_the_courthouses_of_a_district_and_the_nearest_to_a_point() -> None:
    assert [place.slug for place in Courthouse.objects.of_district("bedford")] == ["cowansville", "granby"]
    rimouski = [place.kind for place in Courthouse.objects.of_district("rimouski")]
    assert rimouski == ["courthouse", "service_point", "service_point"]
    nearest = Courthouse.objects.fixed().nearest(45.40, -75.70)
    assert nearest[0][0].slug == "gatineau" and nearest[0][1] < 10
    distances = [distance for _, distance in nearest]
    assert distances == sorted(distances)


def test_districts_sort_as_a_french_index() -> None:
    names = list(District.objects.in_order().values_list("name", flat=True))
    assert names.index("Mégantic") < names.index("Mingan") < names.index("Montmagny")
    assert names[0] == "Abitibi" and names[-1] == "Trois-Rivières"


def test_opening_hours_are_said_in_each_language_and_closed_at_midday() -> None:
    opening = Courthouse.objects.get(pk="salaberry-de-valleyfield").opening
    assert opening is not None
    assert opening.fr.replace("\u00a0", " ") == "du lundi au vendredi, de 8 h 30 à 12 h 45 et de 13 h 45 à 16 h 30"
    assert opening.en.replace("\u00a0", " ") == "Monday to Friday, 8:30 a.m. to 12:45 p.m. and 1:45 p.m. to 4:30 p.m."
    midday = Courthouse.objects.get(pk="drummondville").opening
    assert midday is not None and "à 12 h et" in midday.fr.replace("\u00a0", " ") and "to noon and" in midday.en
    assert Courthouse.objects.get(pk="chisasibi").opening is None
