"""A load generator that costs the machine little: one thread, keep-alive sockets, requests written beforehand."""

import selectors
import socket
import time
from collections.abc import Sequence


def throughput(port: int, requests: Sequence[bytes], seconds: float, connections: int = 8) -> float:
    """Answers a second over `seconds`, going through `requests` in turn; `RuntimeError` at any status but 200."""
    selector = selectors.DefaultSelector()
    state: dict[socket.socket, bytearray] = {}
    sent = 0
    for _ in range(connections):
        one = socket.create_connection(("127.0.0.1", port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(one, selectors.EVENT_READ)
        state[one] = bytearray()
        one.sendall(requests[sent % len(requests)])
        sent += 1
    done = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for key, _ in selector.select(1):
            one = key.fileobj
            buffer = state[one]
            buffer += one.recv(262_144)
            if not _complete(buffer):
                continue
            if not buffer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(bytes(buffer[:300]).decode(errors="replace"))
            done += 1
            buffer.clear()
            one.sendall(requests[sent % len(requests)])
            sent += 1
    took = time.perf_counter() - start
    for one in state:
        one.close()
    return done / took


def _complete(buffer: bytearray) -> bool:
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return False
    headers = bytes(buffer[:head]).lower()
    if b"transfer-encoding: chunked" in headers:
        return buffer.endswith(b"0\r\n\r\n")
    length = int(headers.split(b"content-length:")[1].split(b"\r\n")[0])
    return len(buffer) >= head + 4 + length


def request(path: str, cookie: str = "") -> bytes:
    """The bytes of a GET, as a phone sends it."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip", "Connection: keep-alive"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
