"""A visit: where it may go, what it asks, how long it waits, what it makes of each answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address

import pytest

from parvis.directory.watch.fetching import Limits, Reply, Trouble, ask
from parvis.directory.watch.judging import code_of, proposed
from parvis.directory.watch.reaching import Reach, Unsafe, is_public, target_of
from parvis.directory.watch.robots import wishes_of
from parvis.directory.watch.visiting import Known, Visitor
from tests.factories.site import Site, answering, dripping, huge, open_site

WORDS = "<p>" + "mot " * 60 + "</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as found:
        yield found


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.8.8.8",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fec0::1",
        "100::1",
        "5f00::1",
    ],
)
def test_no_address_of_a_network_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2607:f8b0::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_the_public_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://exemple.test/", "scheme"),
        ("file:///etc/passwd", "malformed"),
        ("gopher://exemple.test/", "scheme"),
        ("//exemple.test/", "scheme"),
        ("https://a:b@exemple.test/", "userinfo"),
        ("https://@exemple.test/", "userinfo"),
        ("https://exemple.test:22/", "port"),
        ("http://exemple.test:8080/", "port"),
        ("https://exemple.test:0x50/", "malformed"),
        ("https://exemple.test:99999/", "malformed"),
        ("https:///x", "malformed"),
        ("https://exe mple.test/", "malformed"),
        ("https://exemple.test\\@127.0.0.1/", "malformed"),
        ("http://exemple.test/\r\nHost: x", "malformed"),
        ("http://[fe80::1%25eth0]/", "malformed"),
        ("http://exemple..test/", "malformed"),
        ("http://" + "a" * 600, "malformed"),
        ("", "malformed"),
    ],
)
def test_an_address_that_is_not_asked_for(address: str, why: str) -> None:
    with pytest.raises(Unsafe, match=why):
        target_of(address)


def test_an_address_is_asked_for_as_it_is_written() -> None:
    one = target_of("HTTPS://www.Québec.ca/é?q=ç#part")
    assert (one.host, one.port, one.path) == ("www.xn--qubec-csa.ca", 443, "/%C3%A9?q=%C3%A7")
    assert target_of("../b?c", "https://exemple.test/x/y/z").url == "https://exemple.test/x/b?c"
    assert target_of("http://[2607:f8b0::1]/").authority == "[2607:f8b0::1]"


@pytest.mark.parametrize("given", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["8.8.8.8", "::ffff:10.0.0.1"]])
def test_every_address_of_a_name_must_be_public(given: list[str]) -> None:
    visit = Visitor("Parvis/test", Reach(lambda *_: given), pause=0).visit("https://exemple.test/", read=False)
    assert (visit.trouble, visit.detail, code_of(visit)) == ("unsafe", "private", "unsafe")


@pytest.mark.parametrize(
    "written", ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://2130706433/", "http://0x7f.1/"]
)
def test_the_loopback_is_never_asked(written: str) -> None:
    """With the machine's own resolver, which reads numbers as addresses."""
    visit = Visitor("Parvis/test", pause=0).visit(written, read=False)
    assert visit.trouble in ("unsafe", "no_name")
    assert visit.status == 0


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_checked(site: Site) -> None:
    """A second answer that leads inside is never asked for: there is no second question between check and connection."""
    site.page("/", WORDS)
    answers = [["127.0.0.1"]] * 2
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop() if answers else ["192.168.0.1"]

    visitor = site.visitor(reach=Reach(rebinding, frozenset({site.port})))
    visit = visitor.visit(site.url(host="exemple.test"), read=True)
    assert visit.trouble == "unsafe", "robots.txt and HEAD were answered; for GET the name leads inside, and is refused"
    assert len(asked) == 3, "one question for each connection, not two"
    assert site.asked[0][2]["Host"] == f"exemple.test:{site.port}"


def test_a_page_that_is_there_is_read_once_by_get(site: Site) -> None:
    site.page("/aide", WORDS, ETag='"a"', Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")
    visit = site.visitor().visit(site.url("/aide"), read=True)
    assert (visit.status, code_of(visit), visit.etag) == (200, "ok", '"a"')
    assert b"mot mot" in visit.body
    assert [verb for verb, _, _ in site.asked] == ["GET", "HEAD", "GET"]
    for _, _, headers in site.asked:
        assert headers["User-Agent"].startswith("Parvis/")
        assert "https://" in headers["User-Agent"]
        assert "Cookie" not in headers
    site.asked.clear()
    again = site.visitor().visit(site.url("/aide"), read=True, known=Known('"a"'))
    assert (again.status, again.changed, again.body) == (304, False, b"")
    assert site.paths() == ["/aide"], "HEAD says that it is the same: the page is not sent again"


def test_a_page_without_etag_is_asked_for_on_condition(site: Site) -> None:
    site.page("/a", WORDS, Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")
    site.visitor().visit(site.url("/a"), read=True, known=Known("", "Sat, 21 Nov 2026 10:00:00 GMT"))
    assert site.asked[-1][2]["If-Modified-Since"] == "Sat, 21 Nov 2026 10:00:00 GMT"


def test_head_alone_where_the_page_is_only_a_source(site: Site) -> None:
    site.page("/a", WORDS)
    site.page("/b.pdf", "x" * 9000, Content_Type="application/pdf")
    assert site.visitor().visit(site.url("/a"), read=False).status == 200
    assert site.visitor().visit(site.url("/b.pdf"), read=True).body == b"", "what is no page is not read"
    assert site.paths("GET") == []


@pytest.mark.parametrize("status", [403, 404, 405, 501, 503])
def test_what_refuses_head_is_asked_by_get(site: Site, status: int) -> None:
    page = site.page

    def head_refused(handler: object) -> None:
        page("/x", WORDS, status if handler.command == "HEAD" else 200)  # type: ignore[attr-defined]
        site.pages.pop("/x")(handler)  # type: ignore[arg-type]

    site.pages["/a"] = head_refused
    assert code_of(site.visitor().visit(site.url("/a"), read=False)) == "ok"


def test_moved_for_good_and_for_now(site: Site) -> None:
    site.page("/nouveau", WORDS)
    site.page("/vieux", "", 301, Location="/nouveau#ici")
    site.page("/passage", "", 302, Location="/nouveau")
    site.page("/deux", "", 308, Location="/passage")
    visit = site.visitor().visit(site.url("/vieux"), read=True)
    assert (code_of(visit), proposed(visit)) == ("moved", site.url("/nouveau"))
    assert code_of(site.visitor().visit(site.url("/passage"), read=True)) == "ok"
    twice = site.visitor().visit(site.url("/deux"), read=True)
    assert (proposed(twice), twice.final) == (site.url("/passage"), site.url("/nouveau")), (
        "only as far as it is for good"
    )


def test_a_page_that_leads_home(site: Site) -> None:
    for path in ("/", "/fr/"):
        site.page(path, WORDS)
    site.page("/aide/creances", "", 301, Location="/")
    site.page("/english", "", 302, Location="/fr/")
    assert code_of(site.visitor().visit(site.url("/aide/creances"), read=True)) == "to_home"
    assert code_of(site.visitor().visit(site.url("/english"), read=True)) == "ok", "a home page was a home page"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "gone"),
        (410, "gone"),
        (400, "gone"),
        (401, "closed"),
        (403, "closed"),
        (429, "too_often"),
        (500, "server"),
        (503, "server"),
    ],
)
def test_each_refusal_has_its_code(site: Site, status: int, code: str) -> None:
    site.page("/a", "", status, Retry_After="60")
    visit = site.visitor().visit(site.url("/a"), read=True)
    assert code_of(visit) == code
    assert visit.wait == (status in (429, 503))


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "ftp://exemple.test/",
        "https://a@exemple.test/",
        "http://exemple.test:6379/",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_is_checked_as_the_first_address(site: Site, to: str) -> None:
    site.page("/a", "", 302, Location=to)

    def plain(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "localhost" else [host.strip("[]")]

    visit = site.visitor(reach=Reach(plain, frozenset({site.port}))).visit(site.url("/a"), read=True)
    assert code_of(visit) == "unsafe"


def test_redirects_end(site: Site) -> None:
    site.page("/rond", "", 302, Location="/rond2")
    site.page("/rond2", "", 302, Location="/rond")
    assert code_of(site.visitor().visit(site.url("/rond"), read=True)) == "loop"
    for number in range(9):
        site.page(f"/{number}", "", 302, Location=f"/{number + 1}")
    visit = site.visitor().visit(site.url("/0"), read=True)
    assert (code_of(visit), len(visit.hops)) == ("loop", 6)
    assert "/6" not in site.paths(), "the sixth is not followed"


def test_a_page_that_never_ends_is_bounded_in_size(site: Site) -> None:
    site.pages["/grand"] = huge
    visit = site.visitor().visit(site.url("/grand"), read=True)
    assert (visit.status, len(visit.body)) == (200, 50_000)


@pytest.mark.parametrize("drips", ["body", "headers"])
def test_a_page_that_never_ends_is_bounded_in_time(site: Site, drips: str) -> None:
    """No read of it is long, so that only the limit of the whole ends it; the page drips until then, however slow we are."""
    hung_up = threading.Event()
    site.pages["/lent"] = dripping(hung_up, drips)
    with pytest.raises(Trouble, match="slow"):
        asked(site, "/lent", Limits(connect=30.0, whole=0.3))
    assert not site.asked or hung_up.wait(60), "a connection that was made is ended, not only forgotten"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("late", [-1.0, 0.0, 60.0])
def test_what_is_whole_but_late_is_no_answer(site: Site, method: str, late: float) -> None:
    """By a clock that goes on while the page is sent: the timer that ends the connection has not come to its turn."""
    now, limits = [100.0], Limits(connect=30.0, whole=25.0)

    def in_the_end(handler: BaseHTTPRequestHandler) -> None:
        now[0] += limits.whole + late
        answering(WORDS)(handler)

    site.pages["/lent"] = in_the_end
    if late < 0:
        assert asked(site, "/lent", limits, method, lambda: now[0]).status == 200
    else:
        with pytest.raises(Trouble, match="slow"):
            asked(site, "/lent", limits, method, lambda: now[0])


def test_no_address_is_tried_once_the_time_is_over(site: Site) -> None:
    now = [100.0]

    def slowly(host: str, port: int) -> list[str]:
        now[0] += 90.0
        return ["127.0.0.1"]

    visit = site.visitor(reach=Reach(slowly, frozenset({site.port})), clock=lambda: now[0]).visit(site.url(), read=True)
    assert (code_of(visit), site.asked) == ("slow", [])


def asked(
    site: Site, path: str, limits: Limits, method: str = "GET", clock: Callable[[], float] = time.monotonic
) -> Reply:
    """One request to the site, with no robots.txt before it."""
    reach = Reach(site.resolve, frozenset({site.port}))
    return ask(method, target_of(site.url(path), also=reach.loopback), {}, reach=reach, limits=limits, clock=clock)


def test_nothing_answers_there(site: Site) -> None:
    assert code_of(site.visitor().visit(f"http://localhost:{site.port}x/", read=True)) == "unsafe"

    def unknown(host: str, port: int) -> list[str]:
        import socket

        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert (
        code_of(Visitor("Parvis/test", Reach(unknown), pause=0).visit("https://exemple.test/", read=True)) == "no_name"
    )
    with open_site() as gone:
        port = gone.port
    closed = Visitor("Parvis/test", Reach(Site.resolve, frozenset({port})), pause=0)
    assert code_of(closed.visit(f"http://localhost:{port}/", read=True)) == "refused"
    tls = site.visitor().visit(site.url().replace("http:", "https:"), read=True)
    assert code_of(tls) == "tls", "no TLS is spoken there"


def test_robots_are_asked_once_and_respected(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /prive\nCrawl-delay: 7\n")
    for path in ("/prive/a", "/ouvert", "/autre"):
        site.page(path, WORDS)
    waited: list[float] = []
    visitor = site.visitor(sleep=waited.append, clock=lambda: 100.0, pause=2.0)
    assert code_of(visitor.visit(site.url("/prive/a"), read=True)) == "robots"
    assert code_of(visitor.visit(site.url("/ouvert"), read=True)) == "ok"
    assert code_of(visitor.visit(site.url("/autre"), read=False)) == "ok"
    assert [path for _, path, _ in site.asked].count("/robots.txt") == 1
    assert waited == [7.0] * 3, "the pause that the site asks for, before each request after the first"
    site.page("/robots.txt", "", 500)
    assert code_of(site.visitor().visit(site.url("/ouvert"), read=True)) == "server", "a fault is not a yes"


@pytest.mark.parametrize("to", ["http://[x", "https://[exemple](https://exemple.test", "http://exemple\x00.test/"])
def test_a_redirect_that_is_badly_written_is_the_fault_of_that_address(site: Site, to: str) -> None:
    site.page("/a", "", 301, Location=to)
    site.page("/b", WORDS)
    visitor = site.visitor()
    visit = visitor.visit(site.url("/a"), read=True)
    assert (visit.trouble, visit.detail, code_of(visit)) == ("unsafe", "malformed", "unsafe")
    assert code_of(visitor.visit(site.url("/b"), read=True)) == "ok", "the rest of the site is looked at"
    site.page("/robots.txt", "", 301, Location=to)
    visit = site.visitor().visit(site.url("/b"), read=True)
    assert (visit.trouble, visit.detail) == ("server", "robots.txt"), "a fault of the site, not of the address"


def test_a_sign_that_no_header_holds_is_not_kept(site: Site) -> None:
    said = {"ETag": '"a\x00b"', "Last_Modified": "hier\x00", "Content_Type": "text/html\x00; charset=utf-8"}
    site.page("/a", WORDS, **said)
    site.page("/b", WORDS, ETag='"' + "x" * 400 + '"', Last_Modified="Sun, 22 Nov 2026 06:00:00 GMT")
    visit = site.visitor().visit(site.url("/a"), read=True)
    assert (visit.etag, visit.modified, visit.kind) == ("", "", "text/html; charset=utf-8")
    visit = site.visitor().visit(site.url("/b"), read=True)
    assert (visit.etag, visit.modified) == ("", "Sun, 22 Nov 2026 06:00:00 GMT"), "half a sign is none"


def test_robots_as_the_standard_reads_them() -> None:
    text = "# x\nUser-agent: GoogleBot\nDisallow: /\n\nUser-Agent: *\nDisallow: /a\nAllow: /a/b$\nDisallow: /*.pdf$\nDisallow:\n"
    wishes = wishes_of(text)
    assert [wishes.allow(path) for path in ("/", "/a/x", "/a/b", "/a/b/c", "/x.pdf", "/x.pdf?y")] == [
        True,
        False,
        True,
        False,
        False,
        True,
    ]
    named = wishes_of("User-agent: parvis\nUser-agent: other\nDisallow: /non\n\nUser-agent: *\nDisallow: /\n")
    assert (named.allow("/oui"), named.allow("/non")) == (True, False)
    assert wishes_of("").allow("/x")
    assert wishes_of("Disallow: /\nnonsense\x00").allow("/x"), "what is said to nobody is said to nobody"
    started = time.process_time()
    assert wishes_of("User-agent: *\nDisallow: " + "*a" * 200).allow("/" + "b" * 5000)
    assert time.process_time() - started < 0.5
