"""The processes of one installation: started together, watched, started again when one falls, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from parvis.config.home import Home, Stop
from parvis.config.postgres import Server

#: Seconds before a fallen process is started again: doubled at each fall, back to the first once it has stood a minute.
FIRST_WAIT, LONGEST_WAIT, STANDING = 1.0, 30.0, 60.0
PR_SET_PDEATHSIG = 1


def stop_on_signals() -> None:
    """Ctrl-C, a request to end and a closed terminal all end the same way: everything that was started is stopped."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def end_with_parent() -> None:
    """Run in a child before its program: the kernel ends it when its parent is gone, however the parent went (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def environment(process: str) -> dict[str, str]:
    """The environment of a process of Parvis: as whom it logs in to the database."""
    known = {"DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    return {**known, **os.environ, "PARVIS_SERVED": "1", "PARVIS_PROCESS": process}


@dataclass
class Member:
    """One process: its command, and what became of it."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    again_at: float = 0.0

    def start(self) -> None:
        """Start it, in a group of its own, so that its own children end with it."""
        self.started = time.monotonic()
        login = "web" if self.name == "web" else "jobs"
        self.process = subprocess.Popen(
            self.command,
            env=environment(login),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def ended(self) -> bool:
        """Whether it was started and runs no more."""
        return self.process is not None and self.process.poll() is not None

    def stop(self, seconds: float) -> None:
        """Ask its whole group to end, then insist."""
        if self.process is None:
            return
        for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 5.0)):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
            if number == signal.SIGTERM and not _group_lives(self.process.pid):
                return


def _group_lives(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


@dataclass
class Supervisor:
    """Keeps the database, the web process and the worker standing."""

    home: Home
    say: Callable[[str], None]
    members: dict[str, Member] = field(default_factory=dict)

    def add(self, name: str, command: list[str]) -> None:
        """Start a process and look after it from now on."""
        self.members[name] = Member(name, command)
        self.members[name].start()

    def wait_until_it_answers(self, address: str, seconds: float = 60) -> None:
        """Wait for the web process; `Stop` where it ends or stays silent."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for member in self.members.values():
                if member.ended():
                    raise Stop(f"The {member.name} process could not start; its last message is above.")
            try:
                with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # noqa: S310 - this machine
                    if answer.status == 200:
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise Stop("The web process did not answer within a minute; its messages are above.")

    def watch(self) -> None:
        """Look after everything until interrupted: what falls is started again, and it is said."""
        server = None if os.environ.get("DATABASE_URL") else Server(self.home)
        while True:
            if server is not None and not server.alive():
                self.say("the database had stopped; starting it again")
                self._try(server.start)
            for member in self.members.values():
                self._tend(member)
            time.sleep(0.5)

    def _tend(self, member: Member) -> None:
        now = time.monotonic()
        if not member.ended():
            if now - member.started > STANDING:
                member.wait = FIRST_WAIT
            return
        if not member.again_at:
            member.again_at = now + member.wait
            self.say(f"the {member.name} process ended by itself; starting it again in {member.wait:.0f} s")
        elif now >= member.again_at:
            member.wait, member.again_at = min(member.wait * 2, LONGEST_WAIT), 0.0
            member.start()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Stop as stop:
            self.say(str(stop))
            time.sleep(FIRST_WAIT)

    def stop(self) -> None:
        """Stop every process."""
        for member in self.members.values():
            member.stop(10)
