"""A small site on the loopback that behaves as asked: moved pages, slow ones, huge ones, redirects to anywhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from parvis.directory.watch.fetching import Limits
from parvis.directory.watch.reaching import Reach
from parvis.directory.watch.visiting import Visitor

Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """The site: its pages by path, the requests that it received, in order: (method, path, headers)."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: str = "", status: int = 200, **headers: str) -> None:
        """A page that answers so; `location="/x"` and the like are headers, `_` for `-`."""
        self.pages[path] = answering(body, status, {name.replace("_", "-"): value for name, value in headers.items()})

    def visitor(self, **changes: object) -> Visitor:
        """A visitor that may reach this site, and waits for nothing."""
        given = {
            "reach": Reach(self.resolve, frozenset({self.port})),
            "pause": 0.0,
            "limits": Limits(60.0, 60.0, 50_000),
        }
        return Visitor("Parvis/test (+https://exemple.test/)", **(given | changes))  # type: ignore[arg-type]

    @staticmethod
    def resolve(*_: object) -> list[str]:
        return ["127.0.0.1"]

    def paths(self, method: str = "") -> list[str]:
        return [path for verb, path, _ in self.asked if path != "/robots.txt" and method in ("", verb)]


def answering(body: str, status: int = 200, headers: dict[str, str] | None = None) -> Page:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        raw = body.encode()
        handler.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **(headers or {})}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(raw)

    return answer


def dripping(hung_up: threading.Event, what: str = "body") -> Page:
    """One byte at a time, for ever: each read is short, the whole never ends. `hung_up` is set once nobody listens."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (b"\r\n" if what == "body" else b"X-Long: ")
        )
        try:
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.01)
        except OSError:
            hung_up.set()

    return drip


def huge(handler: BaseHTTPRequestHandler) -> None:
    """A page without end, as fast as it can be sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    if handler.command != "HEAD":
        for _ in range(4000):
            handler.wfile.write(b"<p>mot</p>" * 1000)


@contextmanager
def open_site() -> Iterator[Site]:
    """A site that runs until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            site.asked.append((self.command, self.path, dict(self.headers)))
            page = site.pages.get(self.path)
            try:
                (page or answering("<h1>Rien</h1>", 404))(self)
            except OSError:
                pass  # who asked has gone
            self.close_connection = True

        do_GET = do_HEAD = answer  # noqa: N815 - the names that the standard library calls

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
