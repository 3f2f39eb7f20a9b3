"""Keys that follow from the installation's secret: one for each purpose, so that one never opens what another closed."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _key(purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"parvis people {purpose}".encode()).derive(
        settings.SECRET_KEY.encode()
    )


def cipher(purpose: str) -> Fernet:
    """The installation's cipher for one purpose."""
    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def keyed_digest(purpose: str, *parts: str) -> str:
    """A digest that nobody makes without the installation's secret: what is short or known cannot be tried out."""
    return hmac.new(_key(purpose), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def signing_key(purpose: str) -> Ed25519PrivateKey:
    """The installation's key for signing one kind of file (Ed25519): whoever has its public half can check the file."""
    return Ed25519PrivateKey.from_private_bytes(_key(purpose))
