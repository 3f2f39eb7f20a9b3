"""Search: by stems, without accents, with slips of the keyboard; filters that chain."""

import pytest

from parvis.directory.models import Service
from parvis.directory.search import LONGEST_QUESTION, asked

pytestmark = pytest.mark.django_db


def found(text: str, lang: str = "fr") -> list[str]:
    return [one.pk for one in Service.objects.public().search(text, lang)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("créances", "CREANCE"),
        ("médiation", "mediations"),
        ("séance d'information", "seances d’information"),
        ("huissier", "huissiers"),
        ("Éducaloi", "educaloi"),
        ("préparer audience", "préparation à l’audience"),
    ],
)
def test_accents_endings_and_capitals_make_no_difference(one: str, other: str) -> None:
    assert found(one) and found(one) == found(other)


def test_repair_and_to_repair_have_one_stem() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('parvis_fr', 'Réparation'), to_tsvector('parvis_fr', 'réparer')")
        assert len(set(cursor.fetchone())) == 1


def test_the_name_weighs_more_than_the_details() -> None:
    first = Service.objects.public().search("séance d’information Laval", "fr")[0]
    assert first.pk == "SVC-097"
    assert first.matched == "all"


def test_where_no_service_has_all_the_words_some_are_enough_and_it_is_said() -> None:
    rows = list(Service.objects.public().search("huissier girafe", "fr"))
    assert rows and {one.matched for one in rows} == {"some"}


def test_a_slip_of_the_keyboard_finds_the_name_and_it_is_said() -> None:
    rows = list(Service.objects.public().search("mediaton", "fr"))
    assert rows and {one.matched for one in rows} == {"alike"}


def test_english_finds_english() -> None:
    assert "SVC-097" in found("information sessions in Laval", "en")
    assert "SVC-032" in found("bailiffs", "en")


@pytest.mark.parametrize(
    "text", ["😀", "!!!", "'; DROP TABLE directory_service; --", "& | ! ( ) :*", "\x00", "<script>", "‮"]
)
def test_anything_may_be_typed(text: str) -> None:
    assert isinstance(found(text), list)


def test_an_emoji_finds_nothing_and_an_empty_field_everything() -> None:
    assert found("😀") == []
    assert len(found("   ")) == Service.objects.public().count()


def test_two_megabytes_are_cut_and_it_is_said() -> None:
    question = asked("médiation " * 200_000)
    assert question.cut and len(question.text) <= LONGEST_QUESTION
    assert question.words == ("médiation",)
    assert found("médiation " * 200_000) == found("médiation")
    assert asked(" ".join(f"mot{n}" for n in range(13))).cut
    assert not asked("médiation à Laval").cut


def test_a_district_has_its_own_services_and_those_of_the_province() -> None:
    laval = {one.pk for one in Service.objects.in_district("laval")}
    assert {"SVC-097", "SVC-022"} <= laval
    assert "SVC-121" not in laval
    assert all(
        one.territory_scope == "province" or "laval" in [district.pk for district in one.districts.all()]
        for one in Service.objects.in_district("laval").listed()
    )
    assert Service.objects.in_district("nowhere").count() == Service.objects.filter(territory_scope="province").count()


def test_filters_chain_and_an_empty_one_changes_nothing() -> None:
    everything = Service.objects.public()
    same = (
        everything.in_district("")
        .for_role("")
        .at_stage("")
        .of_kind()
        .in_language("")
        .by_channel("")
        .at_cost("")
        .with_status()
        .with_guidance("")
        .of_organization("")
        .at_courthouse("")
    )
    assert same.count() == everything.count()
    few = everything.in_district("laval").for_role("claimant").at_cost("free").of_kind("information_session")
    assert "SVC-097" in {one.pk for one in few}
    assert {one.kind for one in few} == {"information_session"}


def test_silence_about_a_role_keeps_a_service_and_silence_about_english_does_not() -> None:
    unsaid = Service.objects.filter(roles=[]).first()
    assert unsaid is not None
    assert Service.objects.for_role("defendant").filter(pk=unsaid.pk).exists()
    assert all("en" in one.languages for one in Service.objects.in_language("en"))


def test_what_is_offered_is_open_to_the_public_and_neither_over_nor_for_institutions() -> None:
    offered = Service.objects.offered()
    assert offered.count() > 50
    assert not offered.filter(status__in=["ended", "planned"]).exists()
    assert not offered.filter(kind__in=["governance", "usual_channels", "funding"]).exists()
    assert not offered.filter(for_public=False).exists()


def test_names_sort_without_their_accents() -> None:
    keys = [one.key_fr for one in Service.objects.by_name("fr")]
    assert keys == sorted(keys)
    assert all(key.isascii() for key in keys)


def test_what_can_be_used_comes_first() -> None:
    states = [one.status for one in Service.objects.public().by_state("fr")]
    assert states.index("ended") > max(place for place, state in enumerate(states) if state == "active")
