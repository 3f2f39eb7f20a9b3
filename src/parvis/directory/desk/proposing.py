"""An organization proposes changes to its own records, by a link that a keeper sends it.

Whoever holds the link can change drafts of that organization's records and send them once; nothing else, and no other record.
The letter, the page and the journal say so: the journal holds the number of the link, never an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from parvis.directory import columns
from parvis.directory.actions import MODELS
from parvis.directory.desk.assuring import assured
from parvis.directory.desk.confirming import WHOLE
from parvis.directory.desk.editing import close_draft, owner_of
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Draft, Organization, Proposal, ProposalLink, Service, Statistic, Version
from parvis.directory.models.organization import Record
from parvis.directory.models.proposing import LONGEST_WORDS, OPEN_FOR, TOLD_FOR
from parvis.directory.vocabulary import FIELDS
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text, long_date
from parvis.people.letters import Addresses, Letter, post
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.models.ticket import digest_of, new_token
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.people.sealing import cipher

#: Links that one keeper sends in a day, and that one organization may have open at once.
A_DAY, OPEN_AT_ONCE = 40, 3
#: How long a proposal that nobody answers is kept with its link.
WAITS = timedelta(days=365)
_EMAIL = Text("Écrivez une adresse comme nom@exemple.com.", "Write an address such as name@example.com.")
_LANGUAGE = Text("Choisissez une langue.", "Choose a language.")
_ENOUGH = Text("C’est assez de liens pour aujourd’hui.", "That is enough links for today.")
_OPEN = Text(
    f"Cet organisme a déjà {OPEN_AT_ONCE} liens ouverts. Fermez-en un, puis recommencez.",
    f"This organization already has {OPEN_AT_ONCE} open links. Close one, then start over.",
)
_USED = Text(
    "Ce lien a déjà servi : la proposition est envoyée. Pour en faire une autre, demandez un autre lien.",
    "This link was already used: the proposal is sent. To make another, ask for another link.",
)
_ENDED = Text(
    "Ce lien a été fermé par qui tient le répertoire. Demandez-en un autre.",
    "This link was closed by the keepers of the directory. Ask for another.",
)
_LATE = Text("Ce lien a pris fin. Demandez-en un autre.", "This link has ended. Ask for another.")
_UNKNOWN = Text(
    "Ce lien n’existe pas, ou son adresse est incomplète. Ouvrez de nouveau le lien du courriel.",
    "This link does not exist, or its address is incomplete. Open the link of the e-mail again.",
)
_NOT_YOURS = Text(
    "Ce lien ne permet pas de changer cette fiche. Rien n’a changé.",
    "This link cannot change this record. Nothing has changed.",
)
_NOTHING = Text("Rien n’est changé. Si tout est juste, cochez-le.", "Nothing is changed. If all is right, tick it.")
#: Facts that a check is not about.
_NOT_CHECKED = ("as_of", "source_lines", "assurance", "corrections")
_LONG = Text(f"Écrivez {LONGEST_WORDS} caractères au plus.", f"Write at most {LONGEST_WORDS} characters.")
_ALREADY = Text("Ce lien est déjà fermé, ou il a servi.", "This link is already closed, or was used.")
#: What a link that can no longer be used says.
OVER = {"submitted": _USED, "ended": _ENDED, "expired": _LATE}


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever holds a link, as the holder of drafts of that organization's records."""

    link: ProposalLink

    @property
    def code(self) -> str:
        """The number of the link."""
        return self.link.code

    def demand(self, draft: Draft, *, at: datetime) -> None:
        """The link open, and the record the organization's own: before the change, and after it. Never a new one."""
        held = ProposalLink.objects.select_for_update().filter(pk=self.link.pk).first()
        if held is None:
            raise Refused(_UNKNOWN)
        if (state := held.state(at=at)) != "open":
            raise Refused(OVER[state])
        owners = {owner_of(draft.kind, draft.content), owner_of(draft.kind, draft.base())}
        if draft.is_new or owners != {held.organization_id}:
            raise Refused(_NOT_YOURS)


def records_of(organization: Organization, lang: str) -> list[Record]:
    """The records that a link of this organization can change: its own, its services', its figures'."""
    services = Service.objects.listed().filter(involvements__organization=organization, involvements__position=0)
    figures = Statistic.objects.listed().filter(organization=organization)
    return [organization, *services.order_by(f"name_{lang}", "pk"), *figures.order_by("pk")]


@transaction.atomic
def send_link(
    organization: Organization, *, email: str, language: str, addresses: Addresses, by: Person, at: datetime
) -> ProposalLink:
    """Send a link to an address. The address is sealed, and kept only while there is something to answer."""
    authorise(by, "desk.publish", at=at)
    reach_of(by, "desk.publish", at=at).demand(organization.pk)
    to = _address(email)
    if language not in ("fr", "en"):
        raise Refused(_LANGUAGE, field="language")
    return _opened(organization, to, language, addresses=addresses, by=by, at=at)[0]


@transaction.atomic
def open_own_link(
    organization: Organization, *, addresses: Addresses, by: Person, at: datetime
) -> tuple[ProposalLink, str]:
    """A link for somebody who acts for the organization, and its token: they go on at once. The same letter is sent to their
    own address, to come back by.
    """
    authorise(by, "desk.propose", at=at)
    reach_of(by, "desk.propose", at=at).demand(organization.pk)
    return _opened(organization, by.email, by.language, addresses=addresses, by=by, at=at)


def _opened(
    organization: Organization, to: str, language: str, *, addresses: Addresses, by: Person, at: datetime
) -> tuple[ProposalLink, str]:
    if ProposalLink.objects.filter(sent_by=by.code, sent_at__gt=at - timedelta(days=1)).count() >= A_DAY:
        raise Refused(_ENOUGH)
    if ProposalLink.objects.of(organization.pk).open(at).count() >= OPEN_AT_ONCE:
        raise Refused(_OPEN)
    token = new_token()
    link = ProposalLink(
        digest=digest_of(token),
        organization=organization,
        language=language,
        email=cipher("proposal").encrypt(to.encode()),
        sent_by=by.code,
        sent_at=at,
        expires_at=at + OPEN_FOR,
        forget_at=at + OPEN_FOR + TOLD_FOR,
    )
    link.save(force_insert=True)
    record_entry(
        "proposal.link_sent", by=by.code, at=at, subject=("organization", organization.pk), codes={"link": link.pk}
    )
    post(_letter(link, to, {lang: addresses(lang, "proposal_link", token) for lang in ("fr", "en")}))
    return link, token


def _address(typed: str) -> str:
    plain = typed.strip()
    try:
        validate_email(plain)
    except ValidationError as error:
        raise Refused(_EMAIL, field="email") from error
    if len(plain) > 254:
        raise Refused(_EMAIL, field="email")
    return plain


def _letter(link: ProposalLink, to: str, where: dict[str, str]) -> Letter:
    name, until = link.organization.name, long_date(day_of(link.expires_at))
    lines = (
        Text(
            f"Parvis publie des fiches sur « {name.fr} » dans son répertoire d’aide. Sont-elles justes ?",
            f"Parvis publishes records about “{name.en}” in its directory of help. Are they right?",
        ),
        Text(
            f"Ce lien montre vos fiches et permet d’en proposer d’autres textes, une fois, jusqu’au {until.fr} :\n{where['fr']}",
            f"This link shows your records and lets you propose other texts, once, until {until.en}:\n{where['en']}",
        ),
        Text(
            "Rien n’est publié sans qu’une personne du répertoire l’ait lu. Quiconque a ce lien peut s’en servir : "
            "ne le donnez qu’à qui répond pour vous.",
            "Nothing is published before somebody who keeps the directory has read it. Whoever has this link can use it: "
            "give it only to those who answer for you.",
        ),
        Text(
            "Tout est juste ? Dites-le par ce lien, en un geste : les lecteurs le verront.",
            "All is right? Say so by this link, in one act: readers will see it.",
        ),
    )
    return Letter(to, link.language, Text("Vos fiches dans Parvis", "Your records in Parvis"), lines)


def address_shown(link: ProposalLink) -> str:
    """To whom a link was sent, as far as a keeper needs to know it again: `in…@exemple.org`; "" once the address is erased."""
    if not link.email:
        return ""
    name, _, site = cipher("proposal").decrypt(bytes(link.email)).decode().rpartition("@")
    return f"{name[:2] if len(name) > 3 else name[:1]}…@{site}"


@transaction.atomic
def submit_proposals(
    link: ProposalLink, *, words: str, told: bool, right: bool = False, at: datetime
) -> list[Proposal]:
    """Send what the drafts of a link change, as proposals to the keepers. The link has then been used.

    `words`: what the organization says with it; `told`: whether it asks to be told the answer by e-mail; `right`: it
    declares that its other records are right as they stand.
    """
    held = ProposalLink.objects.select_for_update().get(pk=link.pk)
    if (state := held.state(at=at)) != "open":
        raise Refused(OVER[state])
    said = _plain(words)
    if len(said) > LONGEST_WORDS:
        raise Refused(_LONG, field="words")
    holder = LinkHolder(held)
    drafts = [one for one in Draft.objects.held_by(held.code) if one.content != one.base() or one.unread]
    others = _unchanged(held, drafts) if right else []
    if not drafts and not others:
        raise Refused(_NOTHING, field="right")
    for one in drafts:
        holder.demand(one, at=at)
        if one.unread or faults_of(one.kind, one.content):
            raise Refused(_unfinished(one))
    made = [_proposed(one, held, at) for one in sorted(drafts, key=lambda each: each.pk)]
    declared = [_declared(version, held, at) for version in others]
    made += [check for check in declared if check is not None]
    for proposal in made:
        proposal.save(force_insert=True)
    for one in Draft.objects.held_by(held.code):
        close_draft(one, why="sent" if one in drafts else "discarded", by=held.code, at=at)
    held.submitted_at, held.words, held.told_to, held.forget_at = at, said, told, at + WAITS
    held.email = held.email if told and made else None
    held.save()
    record_entry(
        "proposal.sent",
        by=held.code,
        at=at,
        subject=("organization", held.organization_id),
        codes={"records": len(made), "told": told, "right": len(others)},
    )
    return made


def _proposed(draft: Draft, link: ProposalLink, at: datetime) -> Proposal:
    return Proposal(
        kind=draft.kind,
        record=draft.record,
        digest=columns.digest_of(draft.content),
        content=draft.content,
        made_at=at,
        link=link,
        base=draft.against,
    )


def _unchanged(link: ProposalLink, drafts: list[Draft]) -> list[Version]:
    """What is published of the organization's records that its drafts do not change."""
    changed = {one.record for one in drafts}
    keys = [(kind_of(one), one.pk) for one in records_of(link.organization, "fr") if one.pk not in changed]
    return [one for kind, key in keys if (one := Version.objects.of(kind, key).first()) is not None]


def _declared(version: Version, link: ProposalLink, at: datetime) -> Proposal | None:
    """What an organization declares right as it stands. Of a service, its check, for a keeper to publish; of the organization
    and its figures, whose checks are not published, the event itself.
    """
    if version.kind != "service":
        record_entry(
            "assurance.declared",
            by=link.code,
            at=at,
            subject=(version.kind, version.record),
            codes={"fields": WHOLE, "on": day_of(at), "version": version.pk},
        )
        return None
    fields = [one for one in FIELDS if one in version.content and one not in _NOT_CHECKED]
    checks = assured(dict(version.content), fields, "declared", day_of(at), link.organization.name.fr)
    says = {**version.content, "assurance": checks}
    return Proposal(
        kind="service",
        record=version.record,
        digest=columns.digest_of(says),
        content=says,
        made_at=at,
        link=link,
        base=version.digest,
    )


def kind_of(record: Record) -> str:
    """The kind of a record, as versions and drafts name it."""
    return next(kind for kind, model in MODELS.items() if isinstance(record, model))


def _unfinished(draft: Draft) -> Text:
    name = draft.content["name"]
    return Text(
        f"Une page de la fiche « {name['fr']} » est à corriger. Rien n’est envoyé.",
        f"A page of the record “{name['en']}” is to be corrected. Nothing is sent.",
    )


def _plain(typed: str) -> str:
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines).strip()


@transaction.atomic
def end_link(link: ProposalLink, *, by: Person, at: datetime) -> None:
    """Close a link: it opens nothing any more, its drafts are thrown away, its address is erased."""
    authorise(by, "desk.publish", at=at)
    reach_of(by, "desk.publish", at=at).demand(link.organization_id)
    held = ProposalLink.objects.select_for_update().get(pk=link.pk)
    if held.state(at=at) != "open":
        raise Refused(_ALREADY)
    _forget_drafts(held, at)
    held.ended_at, held.ended_by, held.email = at, by.code, None
    held.save()
    record_entry(
        "proposal.link_ended",
        by=by.code,
        at=at,
        subject=("organization", held.organization_id),
        codes={"link": held.pk},
    )


@transaction.atomic
def end_open_links(*, by: str, at: datetime) -> int:
    """Close every link that is still open (after a restore: one that was used or closed since would open again); how many."""
    links = list(ProposalLink.objects.open(at).order_by("pk"))
    for one in links:
        _forget_drafts(one, at)
        ProposalLink.objects.filter(pk=one.pk).update(ended_at=at, ended_by=by, email=None)
        record_entry(
            "proposal.link_ended", by=by, at=at, subject=("organization", one.organization_id), codes={"link": one.pk}
        )
    return len(links)


def _forget_drafts(link: ProposalLink, at: datetime) -> None:
    for one in Draft.objects.held_by(link.code):
        close_draft(one, why="discarded", by="system", at=at)


@transaction.atomic
def forget_links(*, at: datetime) -> int:
    """Erase the address and the drafts of links that ended unused, and forget those whose page tells nothing any more; how
    many were forgotten. What was proposed stays, without the link. Idempotent.
    """
    unused = ProposalLink.objects.filter(submitted_at=None, expires_at__lte=at).exclude(email=None)
    for one in unused.order_by("pk"):
        _forget_drafts(one, at)
        ProposalLink.objects.filter(pk=one.pk).update(email=None)
    old = list(ProposalLink.objects.over(at).order_by("pk"))
    for one in old:
        one.delete()
        record_entry(
            "proposal.link_forgotten",
            by="system",
            at=at,
            subject=("organization", one.organization_id),
            codes={"expired": day_of(one.expires_at)},
        )
    return len(old)
