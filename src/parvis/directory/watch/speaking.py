"""Whether a page still speaks of what a record says that it is about: a rule on words, measured, with its evidence.

A page speaks of a service where it gives the telephone of the service or of its provider, names one of its organizations,
or has at least half of the words that name the service, in French or in English. Accents, capitals, plurals and the
division into words make no difference. A page with too little text to judge says nothing: it is written by a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from parvis.law.kernel.text import Text
from parvis.places.names import words

#: At least this share of the words of a name, to say that a page speaks of it.
HALF = 0.5
#: Of an organization's own name: one word of two is not it ("Barreau de Laval" is not on every page of a bar).
MOST_OF_IT = 0.67
#: Under so many words, a page has too little text to be judged.
TOO_LITTLE = 30
#: A page that says that it is not there is short; an article about such pages is not.
SHORT = 400
EXCERPT = 300
#: Words that name no service: those of grammar, and those that half of the directory has.
_COMMON = frozenset(
    words(
        """a au aux avec ce ces dans de des du en et la le les leur mais ou par pas pour que qui sa sans ses son sur un une vos votre
    vous d l s c qu n the an and at by for from in is it of on or our to with your quebec service services petite petites
    creance creances small claim claims site web page pages"""
    )
)
_NOT_THERE = re.compile(
    r"\b(404|page (introuvable|non trouvee|inexistante|not found|does not exist)|(n existe|existe) (plus|pas)|introuvable"
    r"|not found|(no longer|not) (available|exists?)|cannot be found|nom de domaine est a vendre|domain (name )?is for sale"
    r"|buy this domain|domaine expire|domain (has )?expired)\b"
)
#: The encodings of the web by the names that sites give them, as the WHATWG Encoding Standard reads them. A codec of the
#: language that is no encoding of pages (idna, unicode_escape…) is none here, whatever a site says.
_ENCODINGS = {
    **dict.fromkeys(
        ("ascii", "us-ascii", "latin1", "iso-8859-1", "iso8859-1", "iso_8859-1", "windows-1252", "cp1252"), "cp1252"
    ),
    **{
        name: f"iso8859_{part}"
        for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
        for name in (f"iso-8859-{part}", f"iso8859-{part}")
    },
    **{
        name: f"cp{page}"
        for page in (874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)
        for name in (f"windows-{page}", f"cp{page}")
    },
    "iso-8859-9": "cp1254",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "utf-16": "utf_16_le",
    "utf-16le": "utf_16_le",
    "utf-16be": "utf_16_be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
}
_SKIPPED = ("script", "style", "noscript", "template", "svg", "head")


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says, as words without accents or capitals: its heading, all of it, and its digits in a row."""

    heading: str
    words: tuple[str, ...]
    digits: str
    excerpt: str

    @property
    def too_little(self) -> bool:
        """Whether there is too little to judge."""
        return len(self.words) < TOO_LITTLE

    @property
    def says_not_there(self) -> bool:
        """Whether a page that answers "found" says in its title or its heading that it is not there."""
        return len(self.words) < SHORT and _NOT_THERE.search(self.heading) is not None


def page_text(body: bytes, kind: str) -> PageText:
    """Read a page, whatever its faults. What a program or a style says is not read."""
    named = re.search(r"charset=[\"']?([\w-]{1,40})", kind, re.IGNORECASE)
    if named:
        body = body.decode(codec_of(named[1]), "replace").encode("utf-8", "replace")
    parser = etree.HTMLParser(
        recover=True,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8" if named else None,
    )
    try:
        root = etree.fromstring(body, parser) if body.strip() else None
    except (etree.XMLSyntaxError, LookupError, ValueError):
        root = None
    if root is None:
        return PageText("", (), "", "")
    heading = " ".join(" ".join(one.itertext()) for tag in ("title", "h1") for one in list(root.iter(tag))[:2])
    calls = " ".join(one.get("href", "") for one in root.iter("a") if one.get("href", "").startswith("tel:"))
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    plain = " ".join(" ".join(root.itertext()).split())
    digits = re.sub(r"(?<=\d)[\s().\u00a0\u202f\u2010-\u2015-]{1,3}(?=\d)", "", f"{plain} {calls}")
    return PageText(" ".join(words(heading)), tuple(words(f"{heading} {plain}")), digits, plain[:EXCERPT])


def codec_of(charset: str) -> str:
    """How a page that names its encoding is read: by the encodings of the web, UTF-8 for any other name."""
    return _ENCODINGS.get(charset.lower(), "utf-8")


@dataclass(frozen=True, slots=True)
class Expected:
    """What should be found on the page of a record: the words that name it in each language, its bodies, its telephones."""

    names: tuple[tuple[str, ...], ...]
    bodies: tuple[tuple[str, ...], ...]
    phones: tuple[str, ...]


#: What is looked for on a page that is only a source.
NOTHING = Expected((), (), ())


def expected_of(name: Text | None, bodies: Iterable[str], phones: Iterable[str]) -> Expected:
    """What to look for: from the name of a service, the names of organizations, telephones as they are written."""
    names = [distinct(name.fr), distinct(name.en)] if name else []
    numbers = (re.sub(r"\D", "", phone.partition("poste")[0].partition("ext")[0])[-10:] for phone in phones)
    return Expected(
        tuple(one for one in names if one),
        tuple(dict.fromkeys(one for one in (distinct(body) for body in bodies) if one)),
        tuple(dict.fromkeys(one for one in numbers if len(one) == 10)),
    )


def distinct(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, each once."""
    found = [one for one in words(name) if one not in _COMMON and (len(one) > 2 or one.isdigit())]
    return tuple(dict.fromkeys(found))


def signs_of(page: PageText, expected: Expected) -> dict[str, Any]:
    """What of the expected stands on a page: `phone`, `body`, `share` of the best language's words, `found`, `missing`."""
    there = _stems(page.words)
    shares = [(_share(one, there), one) for one in expected.names]
    share, best = max(shares, default=(0.0, ()))
    found = [one for one in best if _stem(one) in there]
    return {
        "phone": next((one for one in expected.phones if one in page.digits), ""),
        "body": any(_share(one, there) >= MOST_OF_IT for one in expected.bodies),
        "share": round(share, 2),
        "found": found,
        "missing": [one for one in best if one not in found],
    }


def speaks(signs: Mapping[str, Any]) -> bool:
    """Whether a page with these signs speaks of its record."""
    return bool(signs["phone"] or signs["body"] or signs["share"] >= HALF)


def lost_words(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[str]:
    """The words that named the service on the page when it last spoke of it by name, and are gone; none where it still does."""
    if not before or now["phone"] or before["share"] < HALF or now["share"] >= HALF:
        return []
    return [one for one in before["found"] if one not in now["found"]]


def _share(expected: Sequence[str], there: frozenset[str]) -> float:
    return sum(_stem(one) in there for one in expected) / len(expected) if expected else 0.0


def _stems(found: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(one) for one in found)


def _stem(word: str) -> str:
    """A word without the endings of the plural and the feminine, which make no difference."""
    return word.rstrip("sx").removesuffix("e") or word
