"""Signatures of session sheets (r. 0.7, s. 12): by a link shown once, or on paper that is scanned; refused, withdrawn.

A party has no account: what they may do follows from holding the link. Signing on one device for two parties is two links,
thus two signatures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from parvis.documents.actions import store_document
from parvis.journal.actions import record_entry
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.people.letters import Addresses, Letter, post
from parvis.people.models import Person
from parvis.people.models.ticket import digest_of, new_token
from parvis.people.refused import Refused
from parvis.roster.actions.mandates import require_mediator
from parvis.roster.models import SessionSheet, Signature
from parvis.roster.refusals import asked_enough

#: How long a link can be signed. Not legal: long enough for somebody who looks at their messages once a week, twice.
LINK_LASTS = timedelta(days=14)
TABLE = state_table("signature")
#: Who a party is, in the journal: no more is known of them.
PARTY = "party"
_LONGEST_ADDRESS = 254

_NOT_THERE = Text("Cette partie n’était pas à cette séance.", "This party was not at this session.")
_VOIDED = Text("Cette feuille est retirée.", "This sheet is voided.")
_SIGNED = Text("Cette partie a déjà signé.", "This party has already signed.")
_OVER = Text(
    "Ce lien ne sert plus : il a déjà servi, ou son temps est passé. Demandez-en un autre à la médiatrice ou au médiateur.",
    "This link no longer works: it was used, or its time is over. Ask the mediator for another.",
)
_PAID = Text(
    "Le paiement de cette séance est déjà autorisé : la signature ne se retire plus ici. Écrivez au Service.",
    "The payment of this session is already released: the signature is no longer withdrawn here. Write to the Service.",
)
_ADDRESS = Text("Cette adresse de courriel n’est pas complète.", "This e-mail address is not complete.")
_ENOUGH = Text(
    "Cette partie a refusé, puis n’a pas voulu signer quand on le lui a redemandé. Écrivez au Service.",
    "This party refused, then would not sign when asked again. Write to the Service.",
)
_NOBODY = Text("Dites quelles parties ont signé cette page.", "Say which parties signed this page.")
_SUBJECT = Text("Une séance de médiation à signer", "A mediation session to sign")


@dataclass(frozen=True, slots=True)
class Asked:
    """A signature that was asked for, and the link's token, which is kept nowhere."""

    signature: Signature
    token: str


def ask_signature(
    session: SessionSheet,
    position: int,
    *,
    by: Person,
    at: datetime,
    send_to: str = "",
    lang: str = "fr",
    addresses: Addresses | None = None,
) -> Asked:
    """Make a link by which one party signs one sheet; an earlier link of that party closes.

    `send_to`: the link leaves by e-mail at once; the address is kept nowhere.
    """
    require_mediator(session.mandate, by)
    _may_sign(session, position)
    if send_to and ("@" not in send_to.strip("@ ") or " " in send_to.strip() or len(send_to) > _LONGEST_ADDRESS):
        raise Refused(_ADDRESS, field="send_to")
    token = new_token()
    try:
        with transaction.atomic():
            earlier = Signature.objects.filter(session=session, position=position)
            if earlier.filter(state="signed").exists():
                raise Refused(_SIGNED)
            earlier.filter(state__in=TABLE.begins("lapse")).update(state=TABLE.after("lapse"), answered_at=at)
            signature = Signature.objects.create(
                session=session,
                position=position,
                how="phone",
                token_digest=digest_of(token),
                digest=session.digest,
                asked_at=at,
                expires_at=at + LINK_LASTS,
            )
            _journal("signature.asked", signature, by=by.code, at=at)
            if send_to and addresses is not None:
                post(_letter(send_to.strip(), lang, addresses(lang, "signing", token)))
    except IntegrityError as clash:
        raise Refused(_SIGNED) from clash
    return Asked(signature, token)


def _may_sign(session: SessionSheet, position: int) -> None:
    if session.voided_at is not None:
        raise Refused(_VOIDED)
    if position not in session.attended:
        raise Refused(_NOT_THERE, field="position")
    if asked_enough(session, position):
        raise Refused(_ENOUGH, field="position")


def _letter(to: str, lang: str, link: str) -> Letter:
    return Letter(
        to,
        lang,
        _SUBJECT,
        (
            Text(
                "Une séance de médiation a eu lieu. Lisez la feuille : le jour, la durée, qui était là. Si elle est juste, "
                "vous pouvez la signer. Sinon, vous pouvez refuser.",
                "A mediation session was held. Read the sheet: the day, the length, who was there. If it is right you may "
                "sign it. If not, you may refuse.",
            ),
            Text(link, link),
            Text(
                "Ce lien est pour vous seulement. Il sert pendant 14 jours.",
                "This link is for you alone. It works for 14 days.",
            ),
        ),
    )


def signature_of(token: str) -> Signature | None:
    """The signature that a link is for, whatever became of it; None for a link that is none."""
    if not token or len(token) > 64:
        return None
    found = Signature.objects.filter(token_digest=digest_of(token))
    return found.select_related("session__mandate__mediator__professional").first()


def sign_sheet(signature: Signature, *, at: datetime) -> Signature:
    """The party signs, by their link, exactly the sheet that was shown."""
    return _answer(signature, "sign", at=at)


def refuse_to_sign(signature: Signature, *, at: datetime) -> Signature:
    """The party refuses, by their link: no reason is asked, none is kept."""
    return _answer(signature, "refuse", at=at)


def _answer(signature: Signature, name: str, *, at: datetime) -> Signature:
    with transaction.atomic():
        done = Signature.objects.filter(
            pk=signature.pk,
            state__in=TABLE.begins(name),
            expires_at__gt=at,
            session__voided_at__isnull=True,
            digest=signature.session.digest,
        ).update(state=TABLE.after(name), answered_at=at)
        if not done:
            raise Refused(_OVER)
        _journal(f"signature.{TABLE.after(name)}", signature, by=PARTY, at=at, norm=TABLE.transitions[name].norm)
    signature.refresh_from_db()
    return signature


def withdraw_signature(signature: Signature, *, at: datetime) -> Signature:
    """The party takes back their signature, by the same link, until the payment of the session is released."""
    with transaction.atomic():
        done = Signature.objects.filter(
            pk=signature.pk, state__in=TABLE.begins("withdraw"), closed_at__isnull=True
        ).update(state=TABLE.after("withdraw"), withdrawn_at=at)
        if not done:
            signature.refresh_from_db()
            raise Refused(_PAID if signature.closed_at else _OVER)
        _journal("signature.withdrawn", signature, by=PARTY, at=at)
    signature.refresh_from_db()
    return signature


def record_paper_signatures(
    session: SessionSheet, positions: tuple[int, ...], content: bytes, *, by: Person, at: datetime
) -> list[Signature]:
    """Keep the scan of a page that parties signed by hand: one signature for each party that it says."""
    require_mediator(session.mandate, by)
    if not positions:
        raise Refused(_NOBODY, field="positions")
    for position in positions:
        _may_sign(session, position)
    try:
        with transaction.atomic():
            signed = Signature.objects.filter(session=session, position__in=positions)
            if signed.filter(state="signed").exists():
                raise Refused(_SIGNED, field="positions")
            document = store_document(
                content, purpose="session_sheet", subject=("session", str(session.pk)), by=by.code, at=at
            )
            signed.filter(state="asked").update(state="lapsed", answered_at=at)
            made = [
                Signature.objects.create(
                    session=session,
                    position=position,
                    how="paper",
                    state="signed",
                    digest=session.digest,
                    document=document.pk,
                    asked_at=at,
                    expires_at=at,
                    answered_at=at,
                )
                for position in sorted(set(positions))
            ]
            for one in made:
                _journal("signature.signed", one, by=by.code, at=at, norm=TABLE.transitions["sign"].norm)
    except IntegrityError as clash:
        raise Refused(_SIGNED, field="positions") from clash
    return made


def _journal(kind: str, signature: Signature, *, by: str, at: datetime, norm: str = "") -> None:
    record_entry(
        kind,
        by=by,
        at=at,
        subject=("signature", str(signature.pk)),
        norm=norm,
        codes={"session": signature.session_id, "position": signature.position, "how": signature.how},
    )
