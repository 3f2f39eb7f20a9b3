"""How a place name is compared: one key for "Saint-Jérôme", "st jerome", "ST. JÉRÔME" and "Saint Jérome".

The embedded PostgreSQL has no ICU, so keys are computed here and stored beside the name.
"""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ABBREVIATED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont", "nd": "notre dame"}
_ARTICLES = ("l", "le", "la", "les")
_CIVIC_PREFIX = re.compile(
    r"^(?:la )?(?:ville|municipalite|paroisse|village|canton|city|town|municipality|parish|township) (?:des?|du|d|of) "
)
#: A key is never longer; the longest name of a place in Québec has fewer letters.
LONGEST_KEY = 80


def words(name: str) -> list[str]:
    """The words of a name, without accents or capitals, with "st" written "saint"; empty for an emoji or nothing."""
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found = _NOT_A_WORD.sub(" ", plain).split()
    return [word for part in found for word in _ABBREVIATED.get(part, part).split()]


def fold(name: str) -> str:
    """The key of a name: its words joined, so that hyphens, spaces and apostrophes make no difference."""
    return "".join(words(name))[:LONGEST_KEY]


def fold_bare(name: str) -> str:
    """The key without the leading article: "Malbaie" finds "La Malbaie"; the whole key where nothing would be left."""
    found = words(name)
    if len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return "".join(found)[:LONGEST_KEY]


def fold_for_order(name: str) -> str:
    """The key by which names sort: its words kept apart, so that "Saint-Luc" comes before "Sainte-Anne"."""
    return " ".join(words(name))[:LONGEST_KEY]


def without_civic_prefix(name: str) -> str:
    """What is left of "ville de Gatineau" or "City of Laval": the name alone; "Ville-Marie" stays whole."""
    plain = " ".join(words(name))
    return _CIVIC_PREFIX.sub("", plain) or plain
