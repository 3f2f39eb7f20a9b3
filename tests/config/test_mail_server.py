"""The mail server: what is unsafe or contradictory stops at the start, with the reason; the doctor tries the real way."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from parvis.cli.keeping import machine
from parvis.cli.keeping.findings import OK, WRONG
from parvis.config.home import Stop
from parvis.config.smtp import MailServer


def read(**given: str) -> MailServer:
    return MailServer.from_environment({f"PARVIS_SMTP_{name}": value for name, value in given.items()})


def test_no_server_no_message() -> None:
    assert read() == MailServer()


@pytest.mark.parametrize(
    ("given", "port", "seal"),
    [
        ({"HOST": "localhost"}, 25, "none"),
        ({"HOST": "mail.exemple.test"}, 587, "starttls"),
        ({"HOST": "mail.exemple.test", "PORT": "465"}, 465, "tls"),
        ({"HOST": "mail.exemple.test", "PORT": "2525"}, 2525, "starttls"),
        ({"HOST": "mail.exemple.test", "TLS": "tls"}, 465, "tls"),
        ({"HOST": "mail.exemple.test", "TLS": "none"}, 25, "none"),
        ({"HOST": "localhost", "PORT": "587"}, 587, "starttls"),
    ],
)
def test_the_way_is_sealed_unless_the_server_is_here(given: dict[str, str], port: int, seal: str) -> None:
    found = read(**given)
    assert (found.port, found.seal) == (port, seal)


def test_the_password_is_of_a_file_that_its_owner_alone_reads(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("abc déf\n", encoding="utf-8")
    file.chmod(0o600)
    found = read(HOST="mail.exemple.test", USER="parvis", PASSWORD_FILE=str(file))
    assert found.password == "abc déf"
    assert "abc" not in repr(found)
    file.chmod(0o640)
    with pytest.raises(Stop, match="chmod"):
        read(HOST="mail.exemple.test", USER="parvis", PASSWORD_FILE=str(file))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"USER": "parvis", "PASSWORD": "x"}, "PARVIS_SMTP_HOST"),
        ({"HOST": "a.test", "PORT": "http"}, "PARVIS_SMTP_PORT"),
        ({"HOST": "a.test", "PORT": "70000"}, "PARVIS_SMTP_PORT"),
        ({"HOST": "a.test", "TLS": "yes"}, "PARVIS_SMTP_TLS"),
        ({"HOST": "a.test", "USER": "parvis"}, "neither alone"),
        ({"HOST": "a.test", "PASSWORD": "x"}, "neither alone"),
        ({"HOST": "a.test", "USER": "parvis", "PASSWORD": "x", "TLS": "none"}, "in the clear"),
        ({"HOST": "a.test", "USER": "parvis", "PASSWORD": "x", "PASSWORD_FILE": "y"}, "not both"),
        ({"HOST": "a.test", "USER": "parvis", "PASSWORD_FILE": "nowhere"}, "cannot be read"),
    ],
)
def test_what_is_wrong_stops(given: dict[str, str], says: str) -> None:
    with pytest.raises(Stop, match=says) as stopped:
        read(**given)
    assert "PASSWORD=x" not in str(stopped.value)


class MailTaker(socketserver.StreamRequestHandler):
    """A server that greets, takes the login "parvis" with the password "good", and offers no STARTTLS."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line.split()[0].upper() if line.strip() else b""
            answer = {b"EHLO": b"250-here\r\n250 AUTH PLAIN", b"NOOP": b"250 ok", b"QUIT": b"221 bye"}.get(
                verb, b"502 no"
            )
            if verb == b"AUTH":
                answer = b"235 in" if line.split()[-1] == b"AHBhcnZpcwBnb29k" else b"535 out"
            self.wfile.write(answer + b"\r\n")


@pytest.fixture
def port() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailTaker) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize(
    ("changes", "level", "says"),
    [
        ({}, OK, "answers"),
        ({"EMAIL_HOST_USER": "parvis", "EMAIL_HOST_PASSWORD": "good"}, OK, "accepts the login"),
        ({"EMAIL_HOST_USER": "parvis", "EMAIL_HOST_PASSWORD": "bad"}, WRONG, "does not accept the login"),
        ({"EMAIL_USE_TLS": True}, WRONG, "(starttls) does not answer"),
        ({"EMAIL_USE_SSL": True}, WRONG, "no sealed way"),
    ],
)
def test_the_doctor_tries_the_way_that_messages_take(
    port: int, changes: dict[str, object], level: str, says: str
) -> None:
    settings = SimpleNamespace(PRODUCTION=True, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, **changes)
    found = machine.mail(settings, patience=2)
    assert (found.level, says in found.seen) == (level, True), found.seen
    assert "good" not in str(found)
    assert "bad" not in str(found)
