"""Notices as a file that the installation signs (JWS, RFC 7515, with Ed25519, RFC 8037), and its check.

The key follows from the installation's secret: nothing more to keep. The file carries its public half and a text for people; what
counts is the signed part.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from parvis.people.sealing import signing_key

FORMAT = "parvis-notices/1"
PURPOSE = "minister notices"
#: Bytes of a file that is checked at all.
LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The file, the SHA-256 of what was signed (hexadecimal), and the signature in compact form."""

    content: bytes
    digest: str
    signature: str


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _plain(value: object) -> bytes:
    """JSON in one way only: what is signed is the same bytes for the same notices."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def public_key() -> Mapping[str, str]:
    """The public half of the key (RFC 7517), with its thumbprint (RFC 7638) as its name."""
    raw = signing_key(PURPOSE).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = {"crv": "Ed25519", "kty": "OKP", "x": _coded(raw)}
    return {**key, "kid": _coded(hashlib.sha256(_plain(key)).digest()), "use": "sig", "alg": "EdDSA"}


def signed_file(notices: Iterable[Mapping[str, object]], *, text: Mapping[str, str]) -> SignedFile:
    """The file of some notices, with their words in both languages."""
    said = {"format": FORMAT, "notices": list(notices)}
    body = _plain(said)
    key = public_key()
    head = _coded(_plain({"alg": "EdDSA", "kid": key["kid"]}))
    proof = _coded(signing_key(PURPOSE).sign(f"{head}.{_coded(body)}".encode()))
    signature = f"{head}.{_coded(body)}.{proof}"
    whole = {**said, "text": dict(text), "signature": signature, "key": dict(key)}
    content = json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"
    return SignedFile(content, hashlib.sha256(body).hexdigest(), signature)


def checked(content: bytes) -> Mapping[str, Any] | None:
    """What this installation signed in a file, where it signed it and nothing was changed since; None otherwise.

    The key is this installation's own, never the one that the file brings.
    """
    try:
        whole = json.loads(content) if len(content) <= LARGEST else {}
        head, body, proof = str(whole["signature"]).split(".")
        raw = _raw(str(public_key()["x"]))
        Ed25519PublicKey.from_public_bytes(raw).verify(_raw(proof), f"{head}.{body}".encode())
        said = json.loads(_raw(body))
        shown = {"format": whole["format"], "notices": whole["notices"]}
    except (InvalidSignature, ValueError, KeyError, TypeError, RecursionError):
        return None
    return said if isinstance(said, dict) and _plain(said) == _plain(shown) else None
