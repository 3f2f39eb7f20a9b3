"""Starting: strict settings, one clear line for what stops it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.config.database import Address, role_password
from parvis.config.home import Home, Stop

PROJECT = Path(__file__).resolve().parents[2]


def settings_in(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    code = (
        "from parvis.config.home import Stop\n"
        "try:\n    import parvis.config.settings as s\nexcept Stop as stop:\n    print('stopped:', stop)\n"
        "else:\n    print('started')"
    )
    base = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT / "src"),
        "PARVIS_HOME": str(tmp_path),
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=base | environment, capture_output=True, text=True, check=True
    )


GOOD = {
    "PARVIS_ENV": "production",
    "PARVIS_SECRET": "q9V" + "x7Lm2-Zk4Tr8Bn1Wc5Yd3Fh6Jp0Sg" * 2,
    "PARVIS_HOSTS": "parvis.example",
}


def test_a_safe_production_starts(tmp_path: Path) -> None:
    assert settings_in(tmp_path, **GOOD).stdout.strip() == "started"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"PARVIS_SECRET": ""}, "PARVIS_SECRET"),
        ({"PARVIS_SECRET": "change-me" + "x7Lm2-Zk4Tr8Bn1Wc5Yd3Fh6Jp0Sg" * 2}, "never a default"),
        ({"PARVIS_SECRET": "a" * 60}, "random"),
        ({"PARVIS_DEBUG": "1"}, "PARVIS_DEBUG"),
        ({"PARVIS_HOSTS": ""}, "PARVIS_HOSTS"),
        ({"PARVIS_HOSTS": "*"}, "PARVIS_HOSTS"),
        ({"PARVIS_ENV": "prod"}, "PARVIS_ENV"),
        ({"PARVIS_PROCESS": "root"}, "PARVIS_PROCESS"),
        ({"PARVIS_OIDC": "https://parvis:secret@entrer.example"}, "PARVIS_OIDC_PROOF"),
        ({"PARVIS_BREACHED_PASSWORDS": "/nowhere/stolen.txt"}, "PARVIS_BREACHED_PASSWORDS"),
        ({"DATABASE_URL": "mysql://somewhere/parvis"}, "DATABASE_URL"),
    ],
)
def test_an_unsafe_production_does_not_start(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    answer = settings_in(tmp_path, **(GOOD | change)).stdout
    assert answer.startswith("stopped:")
    assert reason in answer


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    secret = home.secret()
    assert len(secret) >= 50
    assert home.secret() == secret
    assert home.secret_file.stat().st_mode & 0o077 == 0


def test_a_home_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Stop) as stop:
        Home(tmp_path / "file" / "home").make()
    assert "PARVIS_HOME" in str(stop.value)
    assert "\n" not in str(stop.value)


def test_a_full_disk_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 1024))
    with pytest.raises(Stop, match="0 MB free"):
        Home(tmp_path).make()


def test_a_database_address_is_read_whole() -> None:
    address = Address.from_url("postgresql://o:p%40ss@db.example:5433/parvis?sslmode=require")
    assert (address.name, address.host, address.port, address.user, address.password) == (
        "parvis",
        "db.example",
        "5433",
        "o",
        "p@ss",
    )
    assert address.django()["OPTIONS"]["sslmode"] == "require"
    web = address.as_("web", "secret")
    assert web.user == "parvis_web"
    assert web.password == role_password("secret", "web") != role_password("secret", "jobs")
    assert "p@ss" not in str(web)
