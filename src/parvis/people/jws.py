"""Reading a signed token (JWS compact form, RFC 7515) with the keys that its issuer publishes (RFC 7517).

Only signatures of a public key: a token that is not signed, or signed with a shared secret, is never read.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

#: Smallest RSA key that is believed, in bits.
SMALLEST = 2048


class NotSigned(ValueError):
    """The token is not signed by any of these keys."""


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _number(text: str) -> int:
    return int.from_bytes(_bytes(text), "big")


def read_signed(token: str, keys: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What a token says, once one of the keys has signed it (RS256 or ES256); `NotSigned` otherwise."""
    try:
        head, body, signature = token.split(".")
        header = json.loads(_bytes(head))
        signed, proof = f"{head}.{body}".encode(), _bytes(signature)
        for key in keys:
            if _fits(key, header) and _is_signed(key, str(header["alg"]), signed, proof):
                said = json.loads(_bytes(body))
                if isinstance(said, dict):
                    return said
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotSigned from error
    raise NotSigned


def _fits(key: Mapping[str, Any], header: Mapping[str, Any]) -> bool:
    kind = {"RS256": "RSA", "ES256": "EC"}.get(str(header.get("alg")))
    named = "kid" not in header or "kid" not in key or header["kid"] == key["kid"]
    return kind is not None and key.get("kty") == kind and key.get("use", "sig") == "sig" and named


def _is_signed(key: Mapping[str, Any], alg: str, signed: bytes, proof: bytes) -> bool:
    try:
        if alg == "RS256":
            public = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
            if public.key_size < SMALLEST:
                return False
            public.verify(proof, signed, padding.PKCS1v15(), SHA256())
            return True
        if key.get("crv") != "P-256" or len(proof) != 64:
            return False
        curve = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), ec.SECP256R1()).public_key()
        halves = int.from_bytes(proof[:32], "big"), int.from_bytes(proof[32:], "big")
        curve.verify(encode_dss_signature(*halves), signed, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
