"""The evidence of a finding in words: the address, what it answered day by day, the dates, the words looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch

from parvis.directory.models import Finding
from parvis.directory.vocabulary import COST_KINDS, STATUSES
from parvis.directory.watch.codes import ANSWERS, REASONS
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, long_date, short_date
from parvis.web.pages import address

#: Words for people, or what has no language: an address, a code, a day as it is written in a record. An address is never a
#: `Text`, whose typography would change it.
Words = Text | str


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the evidence: its label, its words, where it leads (a page outside, for a web address), their language
    where it is not the page's.
    """

    label: Text
    words: Words
    href: str = ""
    lang: str = ""


def _day(value: str) -> Text:
    return long_date(date.fromisoformat(value)) if value else Text("inconnu", "unknown")


def _in(words: Words, lang: str) -> str:
    return words.to(lang) if isinstance(words, Text) else words


def _joined(*parts: Words, by: str = "") -> Text:
    """Several words as one sentence in each language."""
    return Text(by.join(_in(one, "fr") for one in parts), by.join(_in(one, "en") for one in parts))


def _seen(said: Mapping[str, Any]) -> Words:
    code = str(said.get("seen", ""))
    return ANSWERS.get(code, code)


def short_evidence(one: Finding) -> dict[str, Words]:
    """What a row of the list says of the evidence: the address where there is one, and a few words."""
    said = one.evidence
    if one.watcher == "links":
        where = str(said.get("address", ""))
        return {"address": where if len(where) <= 80 else where[:79] + "…", "words": _seen(said)}
    labels = {
        "schedules": ("last", Text("Dernière date : ", "Last date: ")),
        "prices": ("as_of", Text("Prix du ", "Price of ")),
        "rules": ("confirmed_until", Text("Confirmée jusqu’au ", "Confirmed until ")),
    }
    if one.watcher in labels:
        key, label = labels[one.watcher]
        day = str(said.get(key, ""))
        return {"address": "", "words": _joined(label, short_date(date.fromisoformat(day)) if day else "?")}
    first = next(_told(one.code, said))
    return {"address": "", "words": _joined(first.label, Text(" : ", ": "), first.words)}


def evidence_shown(one: Finding) -> dict[str, Any]:
    """The evidence of a finding for its page: facts, then the answers of the last days, then the words of the page."""
    said = one.evidence
    lines = list(_link_lines(one.code, said) if one.watcher == "links" else _told(one.code, said))
    answers = [
        {
            "day": date.fromisoformat(str(each["day"])),
            "words": ANSWERS.get(str(each["code"]), str(each["code"])),
            "status": each.get("status") or "",
        }
        for each in reversed(said.get("answers", []))
    ]
    return {
        "lines": lines,
        "answers": answers,
        "excerpt": said.get("excerpt", ""),
        "proposed": said.get("proposed", ""),
    }


def _link_lines(code: str, said: Mapping[str, Any]) -> Iterator[Line]:
    where, final, proposed = (str(said.get(name, "")) for name in ("address", "final", "proposed"))
    yield Line(Text("L’adresse", "The address"), where, _outside(where, code))
    if proposed:
        yield Line(
            Text("La nouvelle adresse, selon le site", "The new address, says the site"),
            proposed,
            _outside(proposed, code),
        )
    elif final and final != where:
        yield Line(Text("Où elle mène", "Where it leads"), final, _outside(final, code))
    detail = str(said.get("detail", ""))
    parts: list[Words] = [_seen(said), f" ({said['status']})" if said.get("status") else ""]
    parts += [" – ", REASONS.get(detail, detail)] if detail else []
    yield Line(Text("Ce qui a été vu", "What was seen"), _joined(*parts))
    if said.get("days"):
        yield Line(Text("Jours de suite", "Days in a row"), str(said["days"]))
    for name, label in (
        ("missing", Text("Mots cherchés et absents", "Words looked for and absent")),
        ("found", Text("Mots cherchés et présents", "Words looked for and present")),
        ("lost", Text("Mots qui y étaient", "Words that were there")),
    ):
        if said.get(name):
            yield Line(label, ", ".join(map(str, said[name])))


def _outside(where: str, code: str) -> str:
    return where if code != "unsafe" and where.startswith(("http://", "https://")) else ""


def _told(code: str, said: Mapping[str, Any]) -> Iterator[Line]:
    """The facts of a finding that is not of a link, in the order in which they matter."""
    if code in ("over", "ends"):
        yield Line(Text("Dernière date", "Last date"), _day(str(said.get("last", ""))))
        yield Line(Text("Dates à venir", "Dates to come"), str(said.get("upcoming", 0)))
        if said.get("words", {}).get("fr"):
            yield Line(
                Text("Ce que dit la fiche", "What the record says"), Text(said["words"]["fr"], said["words"]["en"])
            )
    elif code in ("old_price", "undated_price"):
        yield from _price(said)
    elif code in ("past_horizon", "near_horizon"):
        yield Line(Text("Confirmée jusqu’au", "Confirmed until"), _day(str(said["confirmed_until"])))
        yield Line(Text("Source lue", "Source read"), str(said["source"]), lang="en")
        yield Line(Text("La commande", "The command"), "script/parvis law stale")
    elif code == "shared_phone":
        other = said.get("other_name", {})
        yield Line(
            Text("L’autre organisme", "The other organization"),
            Text(f"{other.get('fr')} ({said.get('other')})", f"{other.get('en')} ({said.get('other')})"),
        )
        yield Line(Text("Le numéro", "The number"), str(said.get("phone", "")))
    elif code == "past_end":
        status = STATUSES.get(str(said.get("status")), str(said.get("status", "")))
        yield Line(Text("Jusqu’à quand, selon la fiche", "Until when, says the record"), str(said.get("until", "")))
        yield Line(Text("L’état, selon la fiche", "The status, says the record"), status)
    elif code == "past_start":
        yield Line(Text("Depuis quand, selon la fiche", "Since when, says the record"), str(said.get("since", "")))
    elif code == "lost_link":
        lines = ", ".join(map(str, said.get("source_lines", []))) or "–"
        yield Line(Text("Lignes du Répertoire", "Lines of the Répertoire"), lines)
    elif code == "passing_state":
        yield Line(Text("Le mot", "The word"), Text(f"« {said.get('word')} »", f"“{said.get('word')}”"))
        yield Line(Text("Vrai le", "True on"), _day(str(said.get("as_of", ""))))


def _price(said: Mapping[str, Any]) -> Iterator[Line]:
    kind = COST_KINDS.get(str(said.get("kind")), str(said.get("kind", "")))
    cents = said.get("amount_cents")
    price = amount(Money(cents)) if isinstance(cents, int) else Text("montant non précisé", "amount not stated")
    yield Line(Text("Le prix", "The price"), _joined(kind, price, by=", "))
    yield Line(Text("Prix du", "Price as of"), _day(str(said["as_of"])))
    checked = str(said.get("checked", ""))
    yield Line(Text("Dernière vérification", "Last check"), _day(checked) if checked else Text("aucune", "none"))
    yield Line(Text("Source", "Source"), str(said.get("source", "")))


def pages_of(one: Finding, record: Any, lang: str, *, edits: bool) -> list[dict[str, Any]]:
    """Where the next act is done: the editor of the record, its page of the desk; the page of a value of the law."""
    found: list[tuple[Text, str, str]] = []
    if record is not None:
        if edits:
            found.append((Text("Changer la fiche", "Change the record"), "desk_edit", str(record.pk)))
        page = Text("La fiche, ses vérifications et ses versions", "The record, its checks and its versions")
        found.append((page, f"desk_{one.kind}", str(getattr(record, "slug", record.pk))))
    shown = []
    for label, name, slug in found:
        try:
            shown.append({"label": label, "href": address(lang, name, slug=slug)})
        except NoReverseMatch:
            continue  # this kind of record has no such page
    head, _, unit = one.record.partition("/")
    if one.kind in ("parameter", "norm") and unit:
        name = "law_parameter" if one.kind == "parameter" else "law_norm"
        shown.append(
            {"label": Text("Voir dans la loi", "See it in the law"), "href": address(lang, name, head=head, unit=unit)}
        )
    return shown
