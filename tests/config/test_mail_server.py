"""The mail server: what is unsafe or contradictory stops at the start, with the reason; the doctor tries the real way."""

from pathlib import Path

import pytest

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
