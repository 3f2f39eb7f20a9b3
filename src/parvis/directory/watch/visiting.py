"""A visit to an address, with manners: one request at a time, a pause between two to the same site, robots.txt respected,
HEAD before GET, what has not changed not asked for again, at most five redirects, each checked like the first address.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from parvis.directory.watch.fetching import Limits, Reply, Trouble, ask
from parvis.directory.watch.reaching import Reach, Target, Unsafe, target_of
from parvis.directory.watch.robots import Wishes, wishes_of

MOST_REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}
#: Redirects that say that the address changed for good.
PERMANENT = {301, 308}
#: Answers to HEAD that prove nothing: many sites only answer GET.
_ASK_AGAIN = {400, 403, 404, 405, 406, 410, 501}
#: Seconds between two requests to the same site.
PAUSE = 2.0
#: Signs of the longest mark of a version that is kept, and of the day of a change.
LONGEST_ETAG, LONGEST_DATE = 300, 100
#: Bytes of a `robots.txt` that are read.
_LONGEST_ROBOTS = 200_000


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its status, and where it leads."""

    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit found: the last answer, or the trouble that ended it (a code of `judging.py`, with a detail).

    `changed` is False where the site says that the page is the one already known. `wait`: the site asks to be left alone
    for the rest of this round.
    """

    address: str
    final: str
    status: int = 0
    hops: tuple[Hop, ...] = ()
    trouble: str = ""
    detail: str = ""
    kind: str = ""
    body: bytes = b""
    changed: bool = True
    etag: str = ""
    modified: str = ""
    wait: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the last visit kept, so that a page that has not changed is not sent again."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """The conditions of the request."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


@dataclass
class Visitor:
    """Visits one address after the other, and remembers for one round what each site asked.

    `agent`: who looks and why, with a page to write to. `sleep` and `clock` are the machine's, and a test's.
    """

    agent: str
    reach: Reach = field(default_factory=Reach)
    limits: Limits = field(default_factory=Limits)
    pause: float = PAUSE
    tls: ssl.SSLContext | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _wishes: dict[tuple[str, str], Wishes | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def visit(self, address: str, *, read: bool, known: Known | None = None) -> Visit:
        """Visit an address; `read`: the page itself is wanted, not only whether it is there."""
        found = Visit(address, address)
        hops: list[Hop] = []
        try:
            here = self._target(address)
            seen = {here.url}
            while True:
                found = replace(found, final=here.url, hops=tuple(hops))
                if not self._allowed(here):
                    return replace(found, trouble="robots")
                reply = self._answer(here, read, known or Known())
                to = self._next(reply, here)
                if to is None:
                    return _ended(found, reply)
                hops.append(Hop(reply.status, to.url))
                found = replace(found, hops=tuple(hops))
                if len(hops) > MOST_REDIRECTS or to.url in seen:
                    return replace(found, trouble="loop")
                seen.add(to.url)
                here = to
        except Unsafe as unsafe:
            return replace(found, trouble="unsafe", detail=str(unsafe))
        except Trouble as trouble:
            return replace(found, trouble=trouble.code, detail=trouble.detail)

    def _target(self, address: str, base: str = "") -> Target:
        return target_of(address, base, also=self.reach.loopback)

    def _next(self, reply: Reply, here: Target) -> Target | None:
        to = reply.headers.get("location", "").strip()
        return self._target(to.partition("#")[0], here.url) if reply.status in _MOVED and to else None

    def _answer(self, here: Target, read: bool, known: Known) -> Reply:
        """HEAD, then GET where the page is wanted and may have changed, or where HEAD proves nothing."""
        head = self._ask("HEAD", here, {})
        to_elsewhere = head.status in _MOVED and "location" in head.headers
        same = bool(known.etag) and head.headers.get("etag") == known.etag
        if to_elsewhere or (head.status < 400 and (not read or not _readable(head) or same)):
            return replace(head, status=304) if same and head.status == 200 else head
        if head.status >= 400 and head.status not in _ASK_AGAIN and head.status < 500:
            return head
        return self._ask("GET", here, known.headers() if read else {})

    def _ask(self, method: str, here: Target, headers: Mapping[str, str]) -> Reply:
        self._rest(here)
        said = {
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Language": "fr, en;q=0.8",
            **headers,
        }
        try:
            return ask(method, here, said, reach=self.reach, limits=self.limits, tls=self.tls, clock=self.clock)
        finally:
            self._last[here.host] = self.clock()

    def _rest(self, here: Target) -> None:
        """Leave the site the pause that it asks for, or ours."""
        last = self._last.get(here.host)
        wishes = self._wishes.get((here.scheme, here.authority))
        pause = max(self.pause, wishes.delay if wishes else 0.0)
        if last is not None and (left := last + pause - self.clock()) > 0:
            self.sleep(left)

    def _allowed(self, here: Target) -> bool:
        """Whether the site lets this page be read. A `robots.txt` that cannot be had for a fault of the site says no."""
        site = (here.scheme, here.authority)
        if site not in self._wishes:
            self._wishes[site] = self._asked_wishes(here)
        wishes = self._wishes[site]
        if wishes is None:
            raise Trouble("server", "robots.txt")
        return wishes.allow(here.path)

    def _asked_wishes(self, here: Target) -> Wishes | None:
        """The wishes of a site; None where it fails. A site that has no such file, or does not give it, allows (RFC 9309)."""
        to = replace(here, path="/robots.txt")
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._ask("GET", to, {})
            try:
                further = self._next(reply, to)
            except Unsafe:
                return None
            if further is None:
                break
            to = further
        if reply.status >= 500 or reply.status == 429:
            return None
        if reply.status >= 300:
            return Wishes()
        return wishes_of(reply.body[:_LONGEST_ROBOTS].decode("utf-8", "replace"))


def _readable(reply: Reply) -> bool:
    kind = reply.headers.get("content-type", "text/html").lower()
    return "html" in kind or kind.startswith("text/")


def _plain(said: str) -> str:
    return "".join(one for one in said if one.isprintable())


def _sign(reply: Reply, name: str, most: int) -> str:
    """A sign by which the site knows the page again; none where it is too long, or holds what no header holds."""
    said = reply.headers.get(name, "")
    return said if len(said) <= most and said.isprintable() else ""


def _ended(found: Visit, reply: Reply) -> Visit:
    return replace(
        found,
        status=reply.status,
        kind=_plain(reply.headers.get("content-type", ""))[:100],
        body=reply.body,
        changed=reply.status != 304,
        etag=_sign(reply, "etag", LONGEST_ETAG),
        modified=_sign(reply, "last-modified", LONGEST_DATE),
        wait=reply.status == 429 or (reply.status == 503 and "retry-after" in reply.headers),
    )
