"""Passkeys (WebAuthn, level 2): what the browser is asked, and what its answer proves. The person is always verified."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

#: Longest answer of a browser that is read.
LARGEST = 20_000
State = dict[str, Any]


class NotProved(ValueError):
    """What the browser sent proves nothing here."""


@dataclass(frozen=True, slots=True)
class Place:
    """The site that a passkey is for: `origin` is scheme, name and port; the key itself is bound to the name."""

    origin: str
    host: str

    def server(self) -> Fido2Server:
        """The library's checks, for this site and its exact origin."""
        entity = PublicKeyCredentialRpEntity(id=self.host, name="Parvis")
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a device has just made."""

    credential_id: bytes
    credential: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser shows to prove that it holds a key: which key, whose, and its proof."""

    credential_id: bytes
    handle: bytes
    answer: AuthenticationResponse

    @property
    def sign_count(self) -> int:
        """How often the key says that it was used; 0 where it does not count."""
        return self.answer.response.authenticator_data.counter


def ask_for_new_key(
    place: Place, *, handle: bytes, email: str, name: str, existing: Iterable[bytes]
) -> tuple[dict[str, Any], State]:
    """What to ask of the browser so that it makes a key (JSON), and what to keep until it answers."""
    user = PublicKeyCredentialUserEntity(id=handle, name=email, display_name=name)
    options, state = place.server().register_begin(
        user,
        credentials=[AttestedCredentialData(one) for one in existing],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return json.loads(json.dumps(dict(options))), dict(state)


def read_new_key(place: Place, state: State, typed: str) -> NewKey:
    """The key that the browser made; `NotProved` where its answer is not to what was asked."""
    try:
        answer = RegistrationResponse.from_dict(_answer(typed))
        data = place.server().register_complete(state, answer)
    except NotProved:
        raise
    except Exception as error:  # the library reads what a stranger sent: whatever it stumbles on, nothing is proved
        raise NotProved from error
    if data.credential_data is None:
        raise NotProved
    return NewKey(data.credential_data.credential_id, bytes(data.credential_data), data.counter)


def ask_for_key(place: Place, existing: Iterable[bytes] = ()) -> tuple[dict[str, Any], State]:
    """What to ask of the browser so that it shows a key: any of this site, or one of those given."""
    known = [AttestedCredentialData(one) for one in existing]
    options, state = place.server().authenticate_begin(
        known or None, user_verification=UserVerificationRequirement.REQUIRED
    )
    return json.loads(json.dumps(dict(options))), dict(state)


def read_shown(typed: str) -> Shown:
    """Which key the browser shows. Nothing is proved yet."""
    try:
        sent = _answer(typed)
        answer = AuthenticationResponse.from_dict(sent)
        handle = websafe_decode(str(sent["response"].get("userHandle") or ""))
    except NotProved:
        raise
    except Exception as error:  # as above
        raise NotProved from error
    return Shown(bytes(answer.raw_id), handle, answer)


def check_shown(place: Place, state: State, shown: Shown, credential: bytes) -> None:
    """`NotProved` unless the browser holds this key and its owner was verified for this very challenge."""
    try:
        place.server().authenticate_complete(state, [AttestedCredentialData(credential)], shown.answer)
    except Exception as error:  # as above
        raise NotProved from error


def _answer(typed: str) -> dict[str, Any]:
    if len(typed) > LARGEST:
        raise NotProved
    try:
        sent = json.loads(typed)
    except (ValueError, RecursionError) as error:
        raise NotProved from error
    if not isinstance(sent, dict) or not isinstance(sent.get("response"), dict):
        raise NotProved
    return sent
