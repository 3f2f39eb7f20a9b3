"""An installation of one's own for a test: a home, the commands that run in it, what its database holds, its pages."""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from parvis.cli.keeping import dump
from parvis.config.database import Address
from parvis.config.home import Home
from parvis.config.postgres import FAST_AND_UNSAFE, Server

PROJECT = Path(__file__).resolve().parents[2]

#: Somebody keeps a plan; its address is printed.
KEEP_A_PLAN = """
import django; django.setup()
from parvis.cli.demonstration import answers_of, people
from parvis.config import clock
from parvis.config.database import side
from parvis.pathway.actions import keep_plan
with side("public"):
    print(keep_plan(answers_of(people()[1], on=clock.today()), by="visitor", at=clock.now()).token)
"""
#: Somebody of the staff signs in; a link was sent to them.
SIGN_IN = """
import django; django.setup()
from parvis.config import clock
from parvis.people.actions.accounts import add_person
from parvis.people.actions.tickets import give_ticket
from parvis.people.actions.visits import open_session
from parvis.people.devices import Device
person = add_person("camille@exemple.invalid", name="Camille Exemple", language="fr", by="test", at=clock.now())
open_session(person, method="passkey", device=Device(), by="test", at=clock.now())
give_ticket("link", person, at=clock.now())
"""
#: Somebody sends a document, given on the command line in hexadecimal; its number is printed.
STORE_A_DOCUMENT = """
import django; django.setup()
import sys
from parvis.config import clock
from parvis.config.database import side
from parvis.documents.actions import store_document
sent = bytes.fromhex(sys.argv[1])
with side("staff"):
    print(store_document(sent, purpose="insurance", subject=("application", "A-1"), by="p-1", at=clock.now()).id.hex)
"""
#: The same, read back.
READ_DOCUMENTS = """
import django; django.setup()
from parvis.config.database import side
from parvis.documents.actions import content_of
from parvis.documents.models import StoredDocument
with side("staff"):
    print(*[content_of(one).hex() for one in StoredDocument.objects.about("application", "A-1").kept()])
"""
#: Pages as the web process answers them; what a page draws at random for a form is left out.
PAGES = """
import django; django.setup()
import json, re, sys
from django.test import Client
from parvis.web.pages import address
token = sys.argv[1]
wanted = [("home", {}), ("directory", {}), ("service", {"slug": "seance-information-laval"}), ("district", {"slug": "laval"}),
          ("figures", {}), ("calendar", {}), ("edition", {}), ("kept_plan", {"token": token})]
shown = {}
for lang in ("fr", "en"):
    for name, values in wanted:
        answer = Client().get(address(lang, name, **values))
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        shown[f"{lang} {name}"] = [answer.status_code, text]
print(json.dumps(shown))
"""


@dataclass
class Installation:
    """One home, and the environment of its commands."""

    home: Home
    environment: dict[str, str] = field(default_factory=dict)

    def known(self, **more: str) -> dict[str, str]:
        base = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT / "src"),
            "PARVIS_HOME": str(self.home.root),
            "PARVIS_ENV": "development",
        }
        return base | self.environment | more

    def run(self, *arguments: str, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        """A command of Parvis."""
        command = [sys.executable, "-m", "parvis.cli", *arguments]
        return subprocess.run(
            command,
            env=self.known(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=self.home.root.parent,
        )

    def did(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command that must end well."""
        ended = self.run(*arguments)
        assert ended.returncode == 0, ended.stderr
        return ended

    def python(self, code: str, *arguments: str, process: str = "web") -> str:
        """A program of the test in this installation, with the database up."""
        known = self.known(DJANGO_SETTINGS_MODULE="parvis.config.settings", PARVIS_PROCESS=process)
        with Server(self.home).up():
            return subprocess.check_output([sys.executable, "-c", code, *arguments], env=known, text=True).strip()

    def holds(self) -> dict[str, list[object]]:
        """Every table: its rows and its digest."""
        server = Server(self.home)
        where = Address("parvis", str(server.socket_folder), user=server.superuser)
        with server.up(), contextlib.closing(dump.connect(where)) as connection:
            return {name: [one.rows, one.digest] for name, one in dump.contents(connection).items()}

    def pages(self, token: str) -> dict[str, list[object]]:
        """The pages, their status and their text."""
        found: dict[str, list[object]] = json.loads(self.python(PAGES, token))
        return found

    def sql(self, statement: str, database: str = "parvis") -> list[tuple[object, ...]]:
        """What a statement of the owner gives."""
        import psycopg

        server = Server(self.home)
        with (
            server.up(),
            psycopg.connect(
                host=str(server.socket_folder), user=server.superuser, dbname=database, autocommit=True
            ) as connection,
        ):
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def installation(*, ready: bool = False, **environment: str) -> Iterator[Installation]:
    """One of one's own, gone at the end: fresh, or `ready`, as `setup` leaves it."""
    root = Path(tempfile.mkdtemp(prefix="parvis-k-"))
    root.chmod(0o755)
    home = Home(root / "home")
    try:
        if ready:
            copy_ready(home)
        yield Installation(home, environment)
    finally:
        server = Server(home)
        if server.running():
            server.stop()
        shutil.rmtree(root, ignore_errors=True)


def copy_ready(home: Home) -> None:
    """What one `setup` made for the whole run, in a place that is not there yet; its server would not survive a power cut."""
    kept = Home(Path(os.environ["PARVIS_TEST_HOME"]) / "installation")
    with open(kept.root.with_suffix(".lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.ready_file.exists():
            Installation(kept).did("setup")
            with open(kept.data / "postgresql.conf", "a", encoding="ascii") as settings:
                settings.write("".join(f"\n{one}" for one in FAST_AND_UNSAFE) + "\n")
    subprocess.run(["cp", "-a", str(kept.root), str(home.root)], check=True)
