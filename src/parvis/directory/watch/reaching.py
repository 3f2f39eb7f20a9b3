"""Where a look may go: an address of the web that anybody may reach, and nothing inside.

An address comes from a record, a keeper, an import or a redirect: whoever writes one must not be able to make this machine
ask its own network. So the name is resolved here, every address that it resolves to must be public, and the connection is
made to the address that was checked (`fetching.py`), never to the name again.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
#: Addresses of the network, not of the public: this machine, private networks, carriers' own (RFC 6598), links and the
#: metadata of clouds, documentation, benchmarks, relays, multicast, reserved (RFC 6890 and its updates).
_CLOSED_V4 = [
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
]
_OPEN_V6 = ip_network("2000::/3")
_CLOSED_V6 = [ip_network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
#: An IPv4 address in the clothes of an IPv6 one, as a translator of the network writes it (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
#: The longest address that is looked at; the longest that a record may hold.
LONGEST = 500


class Unsafe(Exception):
    """An address that is not looked at; the reason is a code."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that can be asked for, in parts: each part is what the request will use."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address in one piece, without fragment, with the port only where it is not the usual one."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """The name as the request carries it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def target_of(address: str, base: str = "", *, also: frozenset[int] = frozenset()) -> Target:
    """Read an address, beside the page that gave it where it is a redirect. `Unsafe` where it is not one to look at.

    `also`: ports that tests open on the loopback.
    """
    try:
        written = urljoin(base, address) if base else address
        if len(written) > LONGEST or _FORBIDDEN.search(written):
            raise Unsafe("malformed")
        parts = urlsplit(written)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = _ascii(parts.hostname or "")
    except ValueError as error:
        raise Unsafe("malformed") from error
    if parts.scheme not in PORTS:
        raise Unsafe("scheme")
    if "@" in parts.netloc:
        raise Unsafe("userinfo")
    if port not in PORTS.values() and port not in also:
        raise Unsafe("port")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Target(parts.scheme, host, port, path)


def _ascii(host: str) -> str:
    """The name as the network knows it; `ValueError` where it is none."""
    if ":" in host:
        if "%" in host:
            raise ValueError("an address of one link only")
        return str(IPv6Address(host))
    plain = host if host.isascii() else host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(plain.lower()):
        raise ValueError("no host")
    return plain.lower()


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address of the network is one that the public reaches."""
    if isinstance(address, IPv4Address):
        return not any(address in closed for closed in _CLOSED_V4)
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _OPEN_V6 and not any(address in closed for closed in _CLOSED_V6)


def resolved(host: str, port: int) -> list[str]:
    """What the system says that a name resolves to, each address once."""
    found = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_ADDRCONFIG
    )
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True)
class Reach:
    """How names are resolved, and on which ports the loopback may be reached: on none but in tests."""

    resolve: Callable[[str, int], list[str]] = resolved
    loopback: frozenset[int] = frozenset()

    def addresses(self, target: Target) -> list[IPv4Address | IPv6Address]:
        """The addresses of a target, all public. `Unsafe` where one is not; `OSError` where the name does not resolve."""
        found = [ip_address(one) for one in self.resolve(target.host, target.port)]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        if not all(self._may(one, target.port) for one in found):
            raise Unsafe("private")
        return found

    def _may(self, address: IPv4Address | IPv6Address, port: int) -> bool:
        return is_public(address) or (port in self.loopback and address.is_loopback)
