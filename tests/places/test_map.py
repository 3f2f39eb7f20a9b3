"""The schematic map: well-formed, every district a link, nothing told by colour alone, nothing let through."""

import re
from xml.etree import ElementTree

import pytest

from parvis.law.kernel.text import Text
from parvis.places.map import LEGEND, State, draw_map
from parvis.places.records import read_districts

SVG = "{http://www.w3.org/2000/svg}"
DISTRICTS = read_districts()


def _links(state: str = "all", count: int | None = 3) -> dict[str, tuple[str, int | None, str]]:
    return {district.slug: (f"/fr/districts/{district.slug}/", count, state) for district in DISTRICTS}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_district_is_a_named_link(lang: str) -> None:
    root = ElementTree.fromstring(draw_map(_links(), lang))  # noqa: S314
    links = root.findall(f"{SVG}a")
    assert {link.get("href") for link in links} == {f"/fr/districts/{district.slug}/" for district in DISTRICTS}
    for link in links:
        title = link.find(f"{SVG}title")
        assert title is not None and title.text == link.get("aria-label")
    names = " ".join(str(link.get("aria-label")) for link in links)
    assert all(district.name in names for district in DISTRICTS)


def test_it_says_in_both_languages_that_it_is_schematic() -> None:
    for lang, word in (("fr", "schématique"), ("en", "schematic")):
        root = ElementTree.fromstring(draw_map(_links(), lang))  # noqa: S314
        desc = root.find(f"{SVG}desc")
        assert desc is not None and word in str(desc.text).lower()
        assert root.get("aria-describedby") == desc.get("id")
        assert any(word in str(text.text).lower() for text in root.findall(f"{SVG}text"))


def test_each_state_has_its_own_shape_and_its_words() -> None:
    drawn = {}
    for state in State:
        svg = draw_map({"laval": ("/x", None, state)}, "fr")
        root = ElementTree.fromstring(svg)  # noqa: S314
        link = root.find(f"{SVG}a")
        assert link is not None and LEGEND[state].fr in str(link.get("aria-label"))
        group = link.find(f"{SVG}g")
        assert group is not None
        drawn[state] = ElementTree.tostring(group).split(b"</svg:text>")[-1].split(b"LAV")[-1]
        assert LEGEND[state].fr in svg.split("</a>")[-1], "the legend explains the shape"
    assert len(set(drawn.values())) == len(State)


def test_only_variables_give_colour() -> None:
    svg = draw_map(_links("here"), "fr")
    for colour in re.findall(r'(?:fill|stroke|color)="([^"]+)"', svg):
        assert colour in ("none", "currentColor") or colour.startswith("var(--qc-color-")
    assert "style=" not in svg and "<script" not in svg and "<style" not in svg


def test_a_district_left_out_is_drawn_without_a_link() -> None:
    root = ElementTree.fromstring(draw_map({"laval": ("/fr/laval", 1, "some")}, "fr"))  # noqa: S314
    assert len(root.findall(f"{SVG}a")) == 1
    assert len(root.findall(f".//{SVG}rect")) == 36


def test_numbers_are_said_in_each_language() -> None:
    assert "Laval : 0 service," in draw_map({"laval": ("/x", 0, "none")}, "fr").replace("\u00a0", " ")
    assert "Laval: 0 services," in draw_map({"laval": ("/x", 0, "none")}, "en")
    counted = (Text("séance", "session"), Text("séances", "sessions"))
    assert "2 séances" in draw_map({"laval": ("/x", 2, "all")}, "fr", counted=counted)
    assert "999+" in draw_map({"laval": ("/x", 12_000, "all")}, "fr")


def test_what_comes_in_is_escaped() -> None:
    svg = draw_map({"laval": ('/fr/?a=1&b="><script>', 1, "all")}, "fr", title=Text("<b>&", "<b>&"), ids='x" onload="y')
    ElementTree.fromstring(svg)  # noqa: S314
    assert "<script" not in svg and "<b>" not in svg and ' onload="' not in svg


@pytest.mark.parametrize(
    ("links", "fault"),
    [
        ({"hull": ("/x", 1, "all")}, "not districts: hull"),
        ({"laval": ("javascript:alert(1)", 1, "all")}, "not an address"),
        ({"laval": ("//elsewhere.example", 1, "all")}, "not an address"),
        ({"laval": ("/x", -1, "all")}, "negative"),
        ({"laval": ("/x", 1, "green")}, "green"),
    ],
)
def test_what_cannot_be_drawn_is_refused(links: dict, fault: str) -> None:
    with pytest.raises(ValueError, match=re.escape(fault)):
        draw_map(links, "fr")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        draw_map(_links(), "de")
