"""Make sure that a Chromium is there for the browser tests; one line says what to install where it cannot be had."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

INSTALL = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]


def found() -> str:
    """The path of a Chromium, or ""."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), "") or _own()


def _own() -> str:
    """The browser tool's own copy."""
    code = "from playwright.sync_api import sync_playwright as p\nwith p() as t: print(t.chromium.executable_path)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else ""


def _quietly(command: list[str]) -> bool:
    """Whether a command went well; what it prints is for nobody."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = subprocess.DEVNULL
    return subprocess.run(command, env=environment, stdout=quiet, stderr=quiet, check=False).returncode == 0


def main() -> int:
    """Find it, or fetch it: Debian's package as root, otherwise the browser tool's own download."""
    if found():
        return 0
    print("parvis: no Chromium here; fetching it for the browser tests", file=sys.stderr)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly(["apt-get", "update", "-q"])
        for package in ("chromium-headless-shell", "chromium"):  # the second where a release lacks the first
            if _quietly([*INSTALL, package, "fonts-dejavu-core"]):
                break
    if not found():
        _quietly([sys.executable, "-m", "playwright", "install", "chromium"])
    if not found():
        print(
            "parvis: the browser tests need Chromium. Install it (Debian: apt-get install chromium), then start again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
