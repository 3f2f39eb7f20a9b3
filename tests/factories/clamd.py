"""An antivirus for tests: a socket that speaks INSTREAM as ClamAV's daemon does, and finds one word to be malware."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MALWARE = b"EXEMPLE-MALWARE"


class _Daemon(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    answer: bytes | None = None


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            if not (more := self.rfile.read(1)):
                return
            command += more
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        assert command == b"zINSTREAM\0", command
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        told = self.server.answer  # type: ignore[attr-defined]
        if told is None:
            told = b"stream: Exemple.Malware FOUND\0" if MALWARE in content else b"stream: OK\0"
        self.wfile.write(told)


@contextmanager
def antivirus(path: Path, answer: bytes | None = None) -> Iterator[Path]:
    """It listens at this path meanwhile. `answer`: what it says whatever it is given."""
    with _Daemon(str(path), _Conversation) as daemon:
        daemon.answer = answer
        thread = threading.Thread(target=daemon.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield path
        finally:
            daemon.shutdown()
            thread.join()
            path.unlink(missing_ok=True)
