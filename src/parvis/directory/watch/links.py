"""The addresses that are given: by every record, whatever the value it stands in; by the law's texts; by the places' sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from parvis.directory.exchange.export import present
from parvis.directory.exchange.paths import flat
from parvis.directory.watch.noting import Place
from parvis.directory.watch.speaking import Expected, expected_of
from parvis.law.kernel.text import Text, text_of
from parvis.law.texts import LAW
from parvis.places.models import OFFICIAL_SEARCH, Source

_ADDRESS = re.compile(r"https?://[^\s<>\"«»“”]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}’'"
#: Where a record gives its own page, which must speak of it; the other addresses are sources.
OWN_PAGE = {"organization": "web", "service": "access.web"}


@dataclass(frozen=True, slots=True)
class Link:
    """One address that a value gives; what should stand on its page, where it is the record's own."""

    kind: str
    record: str
    path: str
    address: str
    expected: Expected | None = None

    @property
    def place(self) -> Place:
        """Where the address stands."""
        return self.kind, self.record, self.path

    @property
    def key(self) -> str:
        """The place as one word, under which what the page said of it is kept."""
        return "/".join(self.place)


def links() -> list[Link]:
    """Every address, in the order of the records; the same address stands once for each value that gives it."""
    return [*_record_links(), *_law_links(), *_place_links()]


def _record_links() -> Iterator[Link]:
    contents = {(one.kind, one.record): one.says for one in present()}
    for (kind, record), says in contents.items():
        for path, value in flat(kind, says).items():
            if path.startswith("assurance."):
                continue  # the account of a past check names what was read then: it is not rewritten
            for number, address in enumerate(addresses_in(value), start=1):
                own = path == OWN_PAGE.get(kind) and says.get("status") != "ended"
                expected = _expected(kind, says, contents) if own else None
                yield Link(kind, record, path if number == 1 else f"{path}#{number}", address, expected)


def addresses_in(value: str) -> list[str]:
    """The addresses that stand in a value, each once, without the sign that ends the sentence."""
    return list(dict.fromkeys(_plain(one[0]) for one in _ADDRESS.finditer(value)))


def with_address(value: str, old: str, new: str) -> str:
    """A value with one of its addresses in the place of another, wherever that one stands as a whole."""

    def put(one: re.Match[str]) -> str:
        plain = _plain(one[0])
        return new + one[0][len(plain) :] if plain == old else one[0]

    return _ADDRESS.sub(put, value)


def _plain(written: str) -> str:
    plain = written.rstrip(_AFTER)
    return plain + ")" if "(" in plain and written[len(plain) :].startswith(")") else plain


def _expected(kind: str, says: Mapping[str, Any], contents: Mapping[tuple[str, str], Mapping[str, Any]]) -> Expected:
    """What the page of a record should have: its name, its bodies, their telephones."""
    if kind == "organization":
        return expected_of(None, _body_names(says), [says.get("phone", "")])
    bodies = [contents.get(("organization", one["id"]), {}) for one in says.get("organizations", [])]
    phones = [says.get("access", {}).get("phone", ""), *(one.get("phone", "") for one in bodies[:1])]
    return expected_of(text_of(says["name"]), (name for one in bodies for name in _body_names(one)), phones)


def _body_names(says: Mapping[str, Any]) -> list[str]:
    name: Text | None = text_of(says["name"]) if "name" in says else None
    return ([name.fr, name.en] if name else []) + list(says.get("also_known_as", []))


def _law_links() -> Iterator[Link]:
    """The page of each text of the law in each language, once: a thousand articles of one Act are one page to look at."""
    known: set[str] = set()
    for instrument in LAW.instruments:
        for norm in instrument.norms:
            for lang in ("fr", "en"):
                address = norm.address.to(lang) if norm.address else ""
                page = address.partition("?")[0]
                if address.startswith("http") and page not in known:
                    known.add(page)
                    yield Link("norm", norm.id, f"address.{lang}", address)


def _place_links() -> Iterator[Link]:
    for source in Source.objects.order_by("pk"):
        if source.address:
            yield Link("place", str(source.pk), "address", source.address)
    for lang in ("fr", "en"):
        yield Link("place", "official-search", f"address.{lang}", OFFICIAL_SEARCH.to(lang))


def site_of(address: str) -> str:
    """The site of an address; of one that is badly written, and is of no site, itself."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address


def in_turn(addresses: list[str]) -> list[str]:
    """Addresses in an order that leaves each site as long a pause as can be: one of each site, then the next of each."""
    sites: dict[str, list[str]] = {}
    for one in addresses:
        sites.setdefault(site_of(one), []).append(one)
    longest = max(map(len, sites.values()), default=0)
    return [found[place] for place in range(longest) for found in sites.values() if place < len(found)]
