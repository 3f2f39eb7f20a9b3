"""A line of the register as cells, for a table that people open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from parvis.documents.tables.neutral import neutral
from parvis.law.kernel.text import Text
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.register import Listed

HEADER = (
    Text("nom", "name"),
    Text("profession", "profession"),
    Text("accréditation", "certification"),
    Text("accréditée depuis", "certified since"),
    Text("organisme", "certifying body"),
    Text("langues", "languages"),
    Text("rencontres", "meetings"),
    Text("districts", "districts"),
    Text("lieu", "place"),
    Text("téléphone", "telephone"),
    Text("courriel", "email"),
    Text("site web", "website"),
    Text("prend des mandats", "accepts mandates"),
)
_YES, _NO = Text("oui", "yes"), Text("non", "no")


def row_of(one: Listed, lang: str) -> list[str]:
    """The cells of somebody on the register, in the order of the header; no cell runs in a spreadsheet."""

    def joined(texts: Iterable[Text]) -> str:
        return "; ".join(text.to(lang) for text in texts)

    cells = [
        one.name,
        one.profession.to(lang),
        joined(CERTIFICATIONS[each.kind] for each in one.held),
        "; ".join(each.since.isoformat() for each in one.held),
        joined(each.body for each in one.held),
        joined(one.languages),
        joined(one.ways),
        "; ".join(one.districts),
        one.place,
        one.phone,
        one.email,
        one.website,
        (_YES if one.accepting else _NO).to(lang),
    ]
    return [neutral(cell) for cell in cells]
