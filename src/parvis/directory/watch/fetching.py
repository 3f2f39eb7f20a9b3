"""One request to one address: bounded in time and size, to the very machine that was checked, without a cookie.

The name is resolved once, every address is checked, and the socket is opened to one of them: the name is not asked for
again, so that a second answer cannot lead inside. The certificate and the `Host` are still those of the name.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError
from urllib3.response import BaseHTTPResponse

from parvis.directory.watch.reaching import Reach, Target, Unsafe


class Trouble(Exception):
    """Why nothing usable was answered: no_name, refused, tls, slow, broken, or unsafe with its reason."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting and for the whole of one request; the most bytes of a page that are read."""

    connect: float = 10.0
    whole: float = 25.0
    most: int = 400_000
    addresses: int = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """What a machine answered to one request: the status, the headers by lower-case name, the beginning of the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    cut: bool = False


@dataclass
class _Guard:
    """Ends a connection when its time is over, whatever it is doing: a second handle on the same socket closes both ways.

    A connection that is ended so looks like a page that ends: nothing that is read once it is `late` is an answer.
    """

    seconds: float
    clock: Callable[[], float]
    sockets: list[socket.socket] = field(default_factory=list)
    over: bool = False

    def __post_init__(self) -> None:
        self.until = self.clock() + self.seconds

    @property
    def late(self) -> bool:
        """Whether the time is over, also where what ends the connection is itself late on a machine that is busy."""
        return self.over or self.clock() >= self.until

    def left(self) -> float:
        """Seconds that are left, never none; `Trouble` where the time is over."""
        if self.late:
            raise Trouble("slow")
        return max(self.until - self.clock(), 0.001)

    def hold(self, opened: socket.socket) -> None:
        self.sockets.append(opened.dup())
        if self.over:
            self.end()

    def end(self) -> None:
        self.over = True
        for one in self.sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        timer = Timer(self.seconds, self.end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            for one in self.sockets:
                one.close()


def ask(
    method: str,
    target: Target,
    headers: Mapping[str, str],
    *,
    reach: Reach,
    limits: Limits,
    tls: ssl.SSLContext | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Reply:
    """Ask once, follow nothing. `Trouble` where no answer can be read; `tls` is the system's trust where it is None.

    Whatever came after `limits.whole` seconds is `slow`, however it ended.
    """
    guard = _Guard(limits.whole, clock)
    try:
        with guard.watching():
            connection = _connection(target, reach, limits, guard, tls)
            try:
                reply = _asked(connection, method, target, headers, limits, guard)
            finally:
                connection.close()
            guard.left()
            return reply
    except Unsafe as unsafe:
        raise Trouble("unsafe", str(unsafe)) from unsafe
    except Trouble:
        raise
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        raise _trouble(error, over=guard.late) from error


def _connection(
    target: Target, reach: Reach, limits: Limits, guard: _Guard, tls: ssl.SSLContext | None
) -> HTTPConnection:
    """A connection whose socket goes to a checked address of the target, and nowhere else."""
    opened = _opened(target, reach, limits, guard)

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return opened

    class Sealed(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return opened

    if target.scheme == "http":
        return Plain(target.host, target.port, timeout=limits.connect)
    context = tls or ssl.create_default_context()
    return Sealed(target.host, target.port, timeout=limits.connect, ssl_context=context, cert_reqs="CERT_REQUIRED")


def _opened(target: Target, reach: Reach, limits: Limits, guard: _Guard) -> socket.socket:
    fault: OSError = OSError("no address")
    for address in reach.addresses(target)[: limits.addresses]:
        try:
            opened = socket.create_connection((str(address), target.port), timeout=min(limits.connect, guard.left()))
        except OSError as error:
            fault = error
            continue
        guard.hold(opened)
        return opened
    raise fault


def _asked(
    connection: HTTPConnection, method: str, target: Target, headers: Mapping[str, str], limits: Limits, guard: _Guard
) -> Reply:
    named = {"Host": target.authority, "Accept-Encoding": "identity", "Connection": "close", **headers}
    connection.request(method, target.path, headers=named, preload_content=False, decode_content=False)
    answer = connection.getresponse()
    said = {name.lower(): value[:2000] for name, value in answer.headers.items()}
    if method == "HEAD":
        return Reply(answer.status, said)
    body, cut = _read(answer, limits, guard)
    return Reply(answer.status, said, body, cut)


def _read(answer: BaseHTTPResponse, limits: Limits, guard: _Guard) -> tuple[bytes, bool]:
    found = b""
    for piece in answer.stream(16_384, decode_content=True):
        found += piece
        if len(found) >= limits.most:
            return found[: limits.most], True
        guard.left()
    return found, False


def _trouble(error: Exception, *, over: bool) -> Trouble:
    """What a fault of the network means, by its code."""
    if over or isinstance(error, TimeoutError) or "timed out" in str(error):
        return Trouble("slow")
    if isinstance(error, socket.gaierror):
        return Trouble("no_name")
    if isinstance(error, (ssl.SSLError, SSLError)):
        reason = getattr(error, "verify_message", "") or getattr(error.__cause__, "verify_message", "")
        return Trouble("tls", str(reason)[:120])
    if isinstance(error, OSError) and not isinstance(error, ConnectionResetError):
        return Trouble("refused", type(error).__name__)
    return Trouble("broken", type(error).__name__)
