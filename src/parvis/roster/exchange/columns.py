"""The columns of a roster as a table: one row an act; the first row of a certification says who it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.law.kernel.text import Text
from parvis.roster.names import name_key


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its heading in each language, whether each row needs it."""

    code: str
    heading: Text
    needed: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("name", Text("nom", "name"), True),
    Column("profession", Text("profession", "profession"), True),
    Column("member_number", Text("numéro de membre", "member number"), True),
    Column("kind", Text("accréditation", "certification"), True),
    Column("act", Text("acte", "act"), True),
    Column("day", Text("jour", "day"), True),
    Column("informed", Text("appris le", "informed on")),
    Column("fee", Text("frais", "fee")),
    Column("background", Text("formation de base", "background")),
    Column("districts", Text("districts", "districts")),
    Column("languages", Text("langues", "languages")),
    Column("in_person", Text("en personne", "in person")),
    Column("remote", Text("à distance", "remote")),
    Column("accepting", Text("prend des mandats", "accepts mandates")),
    Column("phone", Text("téléphone", "telephone")),
    Column("email", Text("courriel", "email")),
    Column("website", Text("site web", "website")),
    Column("place", Text("lieu", "place")),
    Column("domicile", Text("domicile professionnel", "professional domicile")),
    Column("mandates_before", Text("mandats terminés avant", "mandates completed before")),
)
BY_CODE: Mapping[str, Column] = {one.code: one for one in COLUMNS}
#: A heading in either language, or the code itself, without accents or capitals → the code.
BY_HEADING: Mapping[str, str] = {
    name_key(heading): one.code for one in COLUMNS for heading in (one.code, one.heading.fr, one.heading.en)
}
