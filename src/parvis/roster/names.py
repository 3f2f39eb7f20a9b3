"""Names as they are sorted, searched and compared: small letters, without accents or signs."""

from __future__ import annotations

import re
import unicodedata


def name_key(name: str) -> str:
    """« Maude Exemple-Médiatrice » as « maude exemple mediatrice »."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()[:120]
