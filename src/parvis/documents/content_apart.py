"""A document of others, read in a process of its own: bounded in time and memory, and without anything of the installation.

That process reads a document on standard input and writes a line that says what it is, then what is kept of it. A file made
to fill the memory, or to be read for ever, ends that process and no other.
"""

import json
import resource
import subprocess
import sys
import threading

from parvis.documents.limits import LONGEST_READING, MOST_MEMORY
from parvis.documents.sound import Sound, Unsound

#: How many are read at once in a process of the site, and how many seconds the next one waits for its turn.
AT_ONCE, PATIENCE = 2, 5
#: `-I`: nothing of the environment changes what runs there.
_START = "from parvis.documents.content_apart import _answer; _answer()"
_turns = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """As many documents as are read at once are being read."""


def made_safe_apart(content: bytes) -> Sound:
    """The same as `made_safe`, the same bytes. `Unsound`, too, where it takes too long or too much; `Busy` where others do."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path[:] = {sys.path!r}; {_START}"],
            input=content,
            capture_output=True,
            timeout=LONGEST_READING,
            env={"LANG": "C.UTF-8"},  # no key, no address of a database: there is nothing to take there
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unsound("too_much") from error
    finally:
        _turns.release()
    first, _, kept = done.stdout.partition(b"\n")
    if done.returncode != 0 or not first:
        raise Unsound("too_much")
    told = json.loads(first)
    if told["why"]:
        raise Unsound(told["why"])
    return Sound(kept, told["media_type"], told["pages"])


def _answer() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_READING, LONGEST_READING))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from parvis.documents.content import made_safe  # what reads files of others is loaded here only

    why, sound = "", Sound(b"", "")
    try:
        sound = made_safe(sys.stdin.buffer.read())
    except Unsound as unsound:
        why = unsound.why
    except (MemoryError, RecursionError):
        why = "too_much"
    told = {"why": why, "media_type": sound.media_type, "pages": sound.pages}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + sound.content)
    sys.stdout.buffer.flush()
