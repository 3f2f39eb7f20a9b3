"""Where an installation keeps what it must keep: the database, its keys, its run-time files.

`PARVIS_HOME` says where; otherwise `/var/lib/parvis` for root and `~/.local/share/parvis` for anybody else.
"""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

#: Bytes under which set-up refuses to start: a new cluster takes about 45 MB, its first journal files 80 MB more.
LEAST_FREE = 300 * 1024 * 1024
SHORTEST_SECRET = 50


class Stop(Exception):
    """Parvis cannot go on; the message is one line for the person at the terminal, and says what to do."""


@dataclass(frozen=True)
class Home:
    """The folder of one installation. Every path that Parvis writes to is a property of it."""

    root: Path

    @classmethod
    def from_environment(cls, environ: dict[str, str] | None = None) -> "Home":
        """The home named by `PARVIS_HOME`, or the usual place for this user."""
        env = os.environ if environ is None else environ
        if named := env.get("PARVIS_HOME"):
            return cls(Path(named).expanduser().absolute())
        if os.geteuid() == 0:
            return cls(Path("/var/lib/parvis"))
        return cls(Path(env.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "parvis")

    @property
    def data(self) -> Path:
        """The PostgreSQL cluster."""
        return self.root / "postgres"

    @property
    def server_log(self) -> Path:
        """What the PostgreSQL server printed."""
        return self.root / "postgres.log"

    @property
    def secret_file(self) -> Path:
        """The key that signs and encrypts; readable by its owner only, and never in a backup of the database."""
        return self.root / "secret.key"

    @property
    def documents(self) -> Path:
        """What people sent, sealed; a backup takes it."""
        return self.root / "files" / "documents"

    @property
    def document_keys(self) -> Path:
        """The keys that seal it; readable by their owner only, and never in a backup of the data."""
        return self.root / "keys" / "documents.keys"

    @property
    def files_lock(self) -> Path:
        """Held by whoever reads all the files, or removes some."""
        return self.root / "files.lock"

    @property
    def serve_lock(self) -> Path:
        """Held by the one `serve` of this home."""
        return self.root / "serve.lock"

    @property
    def ready_file(self) -> Path:
        """The fingerprint of what was last set up, so that a warm start does not do it again."""
        return self.root / "ready.json"

    @property
    def mail(self) -> Path:
        """Messages caught instead of sent, in development and demonstrations."""
        return self.root / "mail"

    def make(self) -> "Home":
        """Make the folder, or stop in one clear line (not writable, disk full)."""
        try:
            self.root.mkdir(mode=0o755, parents=True, exist_ok=True)
            free = shutil.disk_usage(self.root).free
        except OSError as error:
            raise Stop(
                f"{self.root} cannot be used ({error.strerror}). Set PARVIS_HOME to a folder you can write to."
            ) from error
        if not os.access(self.root, os.W_OK):
            raise Stop(f"{self.root} is not writable. Set PARVIS_HOME to a folder you can write to.")
        if free < LEAST_FREE and not (self.data / "PG_VERSION").exists():
            raise Stop(
                f"{self.root} has {free // 1_048_576} MB free; Parvis needs {LEAST_FREE // 1_048_576} MB to start. "
                "Free some room or set PARVIS_HOME elsewhere."
            )
        return self

    def secret(self) -> str:
        """The installation's secret, made on first use; `Stop` where its file is not one."""
        try:
            return self._read_secret()
        except FileNotFoundError:
            self.make()
            try:
                descriptor = os.open(self.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                return self._read_secret()
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            return self._read_secret()

    def _read_secret(self) -> str:
        try:
            found = self.secret_file.read_bytes().decode("ascii").strip()
        except UnicodeDecodeError:
            found = ""
        if len(found) < SHORTEST_SECRET:
            raise Stop(
                f"{self.secret_file} holds no key. Put your own back (docs/operations.md), or remove it: kept plans stay "
                "readable, visits end, and the staff set up their authenticator apps again."
            )
        return found
