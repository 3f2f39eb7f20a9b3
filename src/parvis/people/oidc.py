"""An organization's own sign-in (OpenID Connect Core 1.0, authorization code with PKCE), named by one setting.

The identity token comes from the provider's token endpoint over TLS, and is signed by a key that the provider publishes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from parvis.people.jws import NotSigned, read_signed

#: Seconds to wait for the provider; bytes read of its answers.
PATIENCE, LARGEST = 8, 100_000
#: Seconds by which clocks may differ.
SKEW = 60


class ProviderFault(Exception):
    """The provider did not answer, or its answer proves nothing."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The one provider: where it is, and as whom this installation is known to it. `proofs`: what its tokens hold, as `acr` or
    among `amr`, when it asked for two proofs; where there are any, a token that holds none of them opens nothing.
    """

    issuer: str
    client: str
    secret: str
    proofs: tuple[str, ...] = ()

    @classmethod
    def from_setting(cls, url: str, *, loopback: bool, proof: str = "") -> Provider:
        """Read `https://CLIENT:SECRET@issuer.example/path`; ValueError where it is not that. `loopback`: http to this machine;
        `proof`: what a token says when two proofs were asked for, several with spaces between.
        """
        parts = urlsplit(url)
        near = loopback and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
        if not (parts.scheme == "https" or near) or not parts.hostname or not parts.username or not parts.password:
            raise ValueError("it must look like https://CLIENT:SECRET@issuer.example/path")
        host = parts.hostname + (f":{parts.port}" if parts.port else "")
        issuer = f"{parts.scheme}://{host}{parts.path}"
        return cls(issuer.rstrip("/"), unquote(parts.username), unquote(parts.password), tuple(proof.split()))

    @property
    def name(self) -> str:
        """What the button says: the provider's host."""
        return urlsplit(self.issuer).hostname or self.issuer

    def departure(self, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where the browser goes to sign in."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        query = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": back,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        if self.proofs:
            query["acr_values"] = " ".join(self.proofs)
        endpoint = self._endpoint("authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    def identity(self, code: str, *, back: str, nonce: str, verifier: str, at: datetime) -> tuple[str, str]:
        """The provider's name for whoever came back, and their verified address; `ProviderFault` otherwise."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        basic = base64.b64encode(f"{quote(self.client, safe='')}:{quote(self.secret, safe='')}".encode()).decode()
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked when the setting was read
            self._endpoint("token_endpoint"), urlencode(form).encode(), {"Authorization": f"Basic {basic}"}
        )
        claims = self._claims(str(_answer(request).get("id_token", "")))
        self._check(claims, nonce=nonce, at=at)
        subject, email = claims.get("sub"), claims.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not isinstance(email, str):
            raise ProviderFault
        if claims.get("email_verified") not in (True, "true"):
            raise ProviderFault
        return subject, email

    def _check(self, claims: Mapping[str, Any], *, nonce: str, at: datetime) -> None:
        audience = claims.get("aud")
        for_us = audience == self.client or (audience == [self.client])
        expires = claims.get("exp")
        fresh = isinstance(expires, int | float) and expires > at.timestamp() - SKEW
        same = secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
        if str(claims.get("iss", "")).rstrip("/") != self.issuer or not (for_us and fresh and same):
            raise ProviderFault
        if self.proofs and not self._strong(claims):
            raise ProviderFault

    def _strong(self, claims: Mapping[str, Any]) -> bool:
        """Whether the token says that two proofs were asked for."""
        ways = claims.get("amr")
        said = [claims.get("acr"), *(ways if isinstance(ways, list) else [])]
        return any(one in said for one in self.proofs)

    def _claims(self, token: str) -> dict[str, Any]:
        """What the token says; asks for the provider's keys again, once, where it is signed by one not known yet."""
        where = self._endpoint("jwks_uri")
        try:
            return read_signed(token, _keys(where))
        except NotSigned:
            _keys.cache_clear()
        try:
            return read_signed(token, _keys(where))
        except NotSigned as error:
            raise ProviderFault from error

    def _endpoint(self, name: str) -> str:
        found = str(_discovery(self.issuer).get(name, ""))
        if urlsplit(found).scheme != urlsplit(self.issuer).scheme:
            raise ProviderFault
        return found


@lru_cache(maxsize=4)
def _discovery(issuer: str) -> dict[str, Any]:
    document = _answer(urllib.request.Request(f"{issuer}/.well-known/openid-configuration"))  # noqa: S310 - as above
    if str(document.get("issuer", "")).rstrip("/") != issuer:
        raise ProviderFault
    return document


@lru_cache(maxsize=4)
def _keys(where: str) -> tuple[dict[str, Any], ...]:
    found = _answer(urllib.request.Request(where)).get("keys")  # noqa: S310 - as above
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _answer(request: urllib.request.Request) -> dict[str, Any]:
    try:
        opener = urllib.request.build_opener(_NoRedirect())
        with opener.open(request, timeout=PATIENCE) as response:
            found = json.loads(response.read(LARGEST))
    except (OSError, ValueError) as error:
        raise ProviderFault from error
    if not isinstance(found, dict):
        raise ProviderFault
    return found
