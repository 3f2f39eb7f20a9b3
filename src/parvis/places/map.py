"""The schematic map of the 36 districts: one tile each, laid out roughly as they lie, as SVG markup.

Pure: no database, no request. The colours are the site's variables, so that the dark theme, print and a public body's
own theme hold. A state is always told by a shape as well; the page that shows the map shows the same as a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from html import escape
from typing import NamedTuple

from parvis.law.kernel.text import Text
from parvis.places.records import DistrictRecord, read_districts

#: Units of the drawing: at a width of 322 pixels, one unit is one pixel and a tile is 44 pixels, a thumb's size.
PITCH = 46
TILE = 44
LINE = 20
_INK = "var(--qc-color-text-primary)"
_QUIET = "var(--qc-color-text-secondary)"
_EDGE = "var(--qc-color-formfield-border)"
_GROUND = "var(--qc-color-surface)"
_ACCENT = "var(--qc-color-accent)"
_ON_ACCENT = "var(--qc-color-accent-contrast)"


class State(StrEnum):
    """What a tile tells, by its shape: here (flag), all (full disc), some (half disc), none (ring), unknown (?)."""

    HERE = "here"
    ALL = "all"
    SOME = "some"
    NONE = "none"
    UNKNOWN = "unknown"


class TileLink(NamedTuple):
    """Where a tile leads, the number it shows (None for no number), and its state."""

    url: str
    number: int | None
    state: str


#: What each state means where the page says nothing else.
LEGEND = {
    State.HERE: Text("Votre district", "Your district"),
    State.ALL: Text("En place", "In place"),
    State.SOME: Text("En partie", "In part"),
    State.NONE: Text("Pas encore", "Not yet"),
    State.UNKNOWN: Text("Nous ne le savons pas", "We do not know"),
}
TITLE = Text("Carte des 36 districts judiciaires du Québec", "Map of the 36 judicial districts of Québec")
DESCRIPTION = Text(
    "Carte schématique. Chaque carré est un district, à peu près à sa place, du nord-ouest au sud-est. "
    "Elle ne montre ni la taille ni les limites. La même information est dans la liste.",
    "Schematic map. Each square is a district, roughly where it lies, from north-west to south-east. "
    "It shows neither size nor boundaries. The list holds the same information.",
)
CAPTION = Text("Carte schématique : ni tailles ni limites.", "Schematic map: no sizes, no boundaries.")
ONE, MANY = Text("service", "service"), Text("services", "services")


def draw_map(
    links: Mapping[str, tuple[str, int | None, str]],
    lang: str,
    *,
    title: Text = TITLE,
    legend: Mapping[State, Text] | None = None,
    counted: tuple[Text, Text] = (ONE, MANY),
    ids: str = "district-map",
) -> str:
    """The map as escaped SVG markup in `lang`.

    `links` gives for a district's slug where its tile leads, the number shown and the state; a district that it leaves
    out is drawn without a link. `counted` is what is counted, singular and plural; `ids` keeps two maps of one page
    apart. ValueError for a slug, a state or an address that is not one.
    """
    districts = _districts()
    strangers = sorted(set(links) - {district.slug for district in districts})
    if strangers:
        raise ValueError(f"not districts: {', '.join(strangers)}")
    words = {**LEGEND, **(legend or {})}
    checked = {slug: _checked(TileLink(*link)) for slug, link in links.items()}
    tiles = [_tile(district, checked.get(district.slug), words, counted, lang) for district in districts]
    used = [state for state in State if any(link.state == state for link in checked.values())]
    width = (max(district.column for district in districts) + 1) * PITCH
    top = (max(district.row for district in districts) + 1) * PITCH + 6
    key = [_legend_line(state, words[state], top + LINE * (number + 2), lang) for number, state in enumerate(used)]
    height = top + LINE * (len(used) + 2)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="group" lang="{lang}" '
            f'class="district-map" aria-labelledby="{escape(ids)}-title" aria-describedby="{escape(ids)}-desc" '
            f'font-family="inherit" font-size="13">',
            f'<title id="{escape(ids)}-title">{escape(title.to(lang))}</title>',
            f'<desc id="{escape(ids)}-desc">{escape(DESCRIPTION.to(lang))}</desc>',
            *tiles,
            f'<text x="1" y="{top + LINE - 4}" fill="{_QUIET}" aria-hidden="true">{escape(CAPTION.to(lang))}</text>',
            *key,
            "</svg>",
        ]
    )


@cache
def _districts() -> tuple[DistrictRecord, ...]:
    """The districts in the order in which the keyboard walks the map: row by row."""
    return tuple(sorted(read_districts(), key=lambda district: (district.row, district.column)))


def _checked(link: TileLink) -> TileLink:
    if not link.url.startswith(("/", "#", "?", "https://")) or link.url.startswith("//"):
        raise ValueError(f"not an address of this site or of a secure one: {link.url!r}")
    if link.number is not None and link.number < 0:
        raise ValueError(f"a count cannot be negative: {link.number}")
    return TileLink(link.url, link.number, State(link.state))


def _tile(
    district: DistrictRecord,
    link: TileLink | None,
    words: Mapping[State, Text],
    counted: tuple[Text, Text],
    lang: str,
) -> str:
    x, y = district.column * PITCH + 1, district.row * PITCH + 1
    here = link is not None and link.state == State.HERE
    ink = _ON_ACCENT if here else _INK
    state = State(link.state) if link else None
    body = (
        f'<rect class="tile" x="{x}" y="{y}" width="{TILE}" height="{TILE}" rx="6" '
        f'fill="{_ACCENT if here else _GROUND}" stroke="{_INK if here else _EDGE}" stroke-width="{3 if here else 1}"/>'
        f'<text x="{x + TILE / 2:g}" y="{y + 19}" text-anchor="middle" font-weight="700" fill="currentColor">'
        f"{escape(district.label)}</text>"
    )
    name = escape(district.name)
    if link is None or state is None:
        dashed = body.replace("<rect ", '<rect stroke-dasharray="3 3" ')
        return f'<g color="{ink}"><title>{name}</title>{dashed}</g>'
    body += _foot(state, link.number, x, y)
    label = escape(_spoken(district.name, link.number, words[state], counted).to(lang))
    return f'<a href="{escape(link.url)}" aria-label="{label}"><title>{label}</title><g color="{ink}">{body}</g></a>'


def _foot(state: State, count: int | None, x: float, y: float) -> str:
    """The shape of the state and the number beside it, closer together where the number is long."""
    if count is None:
        return _shape(state, x + TILE / 2, y + 32)
    left = x + (14 if count < 100 else 9)
    shown = str(count) if count < 1000 else "999+"
    size = 12 if count < 1000 else 9.5
    return _shape(state, left, y + 32) + (
        f'<text x="{left + 9:g}" y="{y + 36.5:g}" font-size="{size:g}" fill="currentColor">{shown}</text>'
    )


def _spoken(name: str, count: int | None, meaning: Text, counted: tuple[Text, Text]) -> Text:
    if count is None:
        return Text(f"{name} : {meaning.fr}", f"{name}: {meaning.en}")
    french = counted[0] if count < 2 else counted[1]
    english = counted[0] if count == 1 else counted[1]
    return Text(f"{name} : {count} {french.fr}, {meaning.fr}", f"{name}: {count} {english.en}, {meaning.en}")


def _shape(state: State, x: float, y: float) -> str:
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    if state is State.HERE:
        flag = f"M{x - 4:g} {y + 6:g}V{y - 6:g}l9 4-9 4"
        return f'<path d="{flag}" fill="currentColor" stroke="currentColor" stroke-width="1.5"/>'
    if state is State.ALL:
        return f'<circle cx="{x:g}" cy="{y:g}" r="5.5" fill="currentColor"/>'
    if state is State.SOME:
        return ring + f'<path d="M{x:g} {y - 5:g}a5 5 0 0 0 0 10z" fill="currentColor"/>'
    if state is State.NONE:
        return ring
    return f'<text x="{x:g}" y="{y + 4.5:g}" text-anchor="middle" font-weight="700" fill="currentColor">?</text>'


def _legend_line(state: State, meaning: Text, y: float, lang: str) -> str:
    return (
        f'<g aria-hidden="true" color="{_INK}">{_shape(state, 9, y - 4)}'
        f'<text x="22" y="{y}" fill="currentColor">{escape(meaning.to(lang))}</text></g>'
    )
