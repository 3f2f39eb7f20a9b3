"""The formal notice (mise en demeure): a letter in its recipient's language, and a page for the sender in the sender's.

The letter follows what the practice holds for good content: the facts, the demand, the time given, what follows
(dossier N5), in writing and with enough time (CCQ 1595). It never says "without prejudice": it must be shown to a
judge one day. Who wins is never promised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.documents import notice_words as words
from parvis.documents.characters import paragraphs
from parvis.documents.render import Rendered, render
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, counted, short_date

ASKS = ("pay", "refund", "repair", "deliver", "stop")
#: What is asked for in money needs its amount.
ASKS_FOR_MONEY = ("pay", "refund")
WAYS = ("registered_mail", "hand", "email", "bailiff")
COURTS = ("small_claims", "another", "unknown")


@dataclass(frozen=True, slots=True)
class Party:
    """A name and an address as they are typed; `signatory` is who signs for an organization."""

    name: str
    address: str
    contact: str = ""
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class FormalNotice:
    """What the sender says. `lang` is the language of the recipient; `days` are calendar days from receipt.

    `court` says whether the Small Claims Division may hear the matter (the law's answer, never guessed here).
    """

    lang: str
    sender: Party
    recipient: Party
    facts: str
    ask: str
    days: int
    way: str
    place: str
    day: date
    amount: Money | None = None
    details: str = ""
    enclosed: str = ""
    by_organization: bool = False
    open_to_mediation: bool = False
    consumer: bool = False
    court: str = "unknown"

    def __post_init__(self) -> None:
        if self.ask not in ASKS or self.way not in WAYS or self.court not in COURTS:
            raise ValueError(f"unknown demand, way or court: {self.ask!r}, {self.way!r}, {self.court!r}")
        if self.days < 1:
            raise ValueError(f"a notice gives a day at least, found {self.days}")
        if self.ask in ASKS_FOR_MONEY and self.amount is None:
            raise ValueError(f"a notice to {self.ask} needs an amount")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the letter: its heading and its paragraphs, all in the letter's language."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter as it is read, in its recipient's language: what the page previews is what the PDF prints."""

    lang: str
    title: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    place_and_day: str
    way: str
    in_short: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    enclosed: str
    signed_by: tuple[str, ...]
    reply_title: str
    replies: tuple[str, ...]
    reply_lines: tuple[str, ...]


def days_text(days: int) -> Text:
    """« 10 jours », “10 days”."""
    return counted(days, words.DAY, words.DAYS)


def letter_of(notice: FormalNotice) -> Letter:
    """The letter in the language of the one who receives it."""
    lang = notice.lang
    signed = (notice.sender.signatory, notice.sender.name) if notice.sender.signatory else (notice.sender.name,)
    return Letter(
        lang=lang,
        title=words.TITLE.to(lang),
        sender=(notice.sender.name, *paragraphs(notice.sender.address), *paragraphs(notice.sender.contact)),
        recipient=(notice.recipient.name, *paragraphs(notice.recipient.address)),
        place_and_day=words.PLACE_AND_DAY.fill(place=notice.place, day=short_date(notice.day)).to(lang),
        way=words.SENT[notice.way].to(lang),
        in_short=_in_short(notice),
        sections=_sections(notice),
        enclosed=_enclosed(notice),
        signed_by=signed,
        reply_title=words.REPLY_TITLE.fill(name=notice.sender.name, day=short_date(notice.day)).to(lang),
        replies=tuple(
            text.to(lang) for text in (words.REPLY_YES_MONEY if _money(notice) else words.REPLY_YES, *words.REPLIES)
        ),
        reply_lines=tuple(text.to(lang) for text in words.REPLY_LINES),
    )


def _money(notice: FormalNotice) -> bool:
    return notice.ask in ASKS_FOR_MONEY


def _voice(notice: FormalNotice) -> str:
    return "we" if notice.by_organization else "i"


def _demand(notice: FormalNotice) -> Text:
    text = words.DEMANDS[notice.ask][_voice(notice)]
    return text.fill(amount=notice.amount) if notice.amount is not None and _money(notice) else text


def _in_short(notice: FormalNotice) -> tuple[tuple[str, str], ...]:
    lang = notice.lang
    asked = words.ASKED_IN_SHORT[notice.ask]
    if _money(notice) and notice.amount is not None:
        asked = asked.fill(amount=notice.amount)
    delay = words.DELAY_IN_SHORT.fill(days=days_text(notice.days))
    return (
        (words.ASKED.to(lang), asked.to(lang)),
        (words.DELAY.to(lang), delay.to(lang)),
    )


def _sections(notice: FormalNotice) -> tuple[Section, ...]:
    voice, lang = _voice(notice), notice.lang
    delay = words.DELAY_GIVEN.fill(days=days_text(notice.days))
    after: list[str] = [_consequence(notice).to(lang)]
    if notice.open_to_mediation:
        after.append(words.OPEN_TO_MEDIATION[voice].to(lang))
    if notice.consumer:
        after.append(words.PARLE.to(lang))
    return (
        Section(words.FACTS.to(lang), tuple(paragraphs(notice.facts))),
        Section(words.DEMAND.to(lang), (_demand(notice).to(lang), *paragraphs(notice.details), delay.to(lang))),
        Section(words.OTHERWISE.to(lang), tuple(after)),
        Section(words.TO_ANSWER.to(lang), (_how_to_answer(notice), words.FREE_HELP.to(lang))),
    )


def _consequence(notice: FormalNotice) -> Text:
    voice = _voice(notice)
    court = words.CONSEQUENCE["small_claims" if notice.court == "small_claims" else "court"][voice]
    if notice.amount is None or _money(notice):
        return court
    claim = words.IN_MONEY[voice].fill(amount=notice.amount)
    return Text(fr=f"{court.fr} {claim.fr}", en=f"{court.en} {claim.en}")


def _enclosed(notice: FormalNotice) -> str:
    items = paragraphs(notice.enclosed)
    return words.ENCLOSED.to(notice.lang).replace("{list}", words.AND_ALSO.to(notice.lang).join(items)) if items else ""


def _how_to_answer(notice: FormalNotice) -> str:
    contact = ", ".join(paragraphs(notice.sender.contact))
    if not contact:
        return words.ANSWER_BY_MAIL[_voice(notice)].to(notice.lang)
    return words.ANSWER_AT[_voice(notice)].to(notice.lang).replace("{contact}", contact)


def before_sending(notice: FormalNotice, lang: str) -> tuple[tuple[str, str], ...]:
    """What the sender does before and after sending: (what, how), in the sender's language."""
    steps = [
        *words.BEFORE_SENDING,
        (words.SEND_TITLE, words.SEND_HOW[notice.way]),
        *words.AFTER_SENDING,
    ]
    if notice.court == "another":
        steps.append((words.OTHER_COURT_TITLE, words.OTHER_COURT))
    return tuple((title.to(lang), text.to(lang)) for title, text in steps)


def cautions(lang: str) -> tuple[str, ...]:
    """What the notice does not do: nothing is filed, no time limit stops (unconfirmed), no advice is given."""
    return tuple(text.to(lang) for text in words.CAUTIONS)


def notice_pdf(notice: FormalNotice, lang: str) -> Rendered:
    """The notice as a PDF: the letter in its recipient's language, then one page for the sender in `lang`."""
    letter = letter_of(notice)
    return render("notice.typ", _values(notice, letter, lang), lang=letter.lang, on=notice.day)


def _values(notice: FormalNotice, letter: Letter, lang: str) -> Mapping[str, Any]:
    return {
        "title": words.FILE_TITLE.fill(name=notice.recipient.name).to(letter.lang),
        "author": notice.sender.name,
        "letter": {
            "title": letter.title,
            "sender": letter.sender,
            "recipient": letter.recipient,
            "place_and_day": letter.place_and_day,
            "way": letter.way,
            "in_short": letter.in_short,
            "sections": [{"heading": each.heading, "paragraphs": each.paragraphs} for each in letter.sections],
            "enclosed": letter.enclosed,
            "signature": words.SIGNATURE.to(letter.lang),
            "signed_by": letter.signed_by,
            "reply_title": letter.reply_title,
            "replies": letter.replies,
            "reply_lines": letter.reply_lines,
        },
        "own": {
            "lang": lang,
            "title": words.OWN_TITLE.to(lang),
            "lead": words.OWN_LEAD.to(lang),
            "steps": before_sending(notice, lang),
            "cautions_title": words.CAUTIONS_TITLE.to(lang),
            "cautions": cautions(lang),
            "notes_title": words.NOTES_TITLE.to(lang),
            "notes": [text.to(lang) for text in words.NOTES],
            "replaced": words.REPLACED.to(lang),
        },
    }
