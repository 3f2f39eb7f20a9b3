"""A device of one's own making: it makes passkeys and shows them, as a browser would, without one."""

import base64
import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Device:
    """Holds one key. `verified`: whether it says that it verified its owner."""

    def __init__(self, *, origin: str = "http://testserver", host: str = "testserver", verified: bool = True) -> None:
        self.origin, self.host, self.verified = origin, host, verified
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = os.urandom(16)
        self.count = 0
        self.handle = b""

    def _data(self, credential: AttestedCredentialData | None = None) -> AuthenticatorData:
        flags = AuthenticatorData.FLAG.UP | (AuthenticatorData.FLAG.UV if self.verified else 0)
        if credential is not None:
            flags |= AuthenticatorData.FLAG.AT
        self.count += 1
        return AuthenticatorData.create(
            hashlib.sha256(self.host.encode()).digest(), flags, self.count, bytes(credential or b"")
        )

    def _said(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def make(self, options: dict[str, Any]) -> str:
        """What the browser sends back after making a key."""
        padded = options["user"]["id"] + "=" * (-len(options["user"]["id"]) % 4)
        self.handle = base64.urlsafe_b64decode(padded)
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        made = AttestationObject.create("none", self._data(credential), {})
        response = {
            "clientDataJSON": text_of(self._said("webauthn.create", options)),
            "attestationObject": text_of(made),
        }
        return self._sent(response)

    def show(self, options: dict[str, Any], *, count: int | None = None) -> str:
        """What the browser sends back after showing the key."""
        if count is not None:
            self.count = count - 1
        data, said = self._data(), self._said("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": text_of(said),
            "authenticatorData": text_of(data),
            "signature": text_of(signature),
            "userHandle": text_of(self.handle),
        }
        return self._sent(response)

    def _sent(self, response: dict[str, str]) -> str:
        identifier = text_of(self.credential_id)
        return json.dumps(
            {
                "id": identifier,
                "rawId": identifier,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
