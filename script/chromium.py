"""Make sure that a Chromium is there for the browser tests; one line says what to install where it cannot be had."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


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


def main() -> int:
    """Find it, or fetch it: Debian's package as root, otherwise the browser tool's own download."""
    if found():
        return 0
    print("parvis: no Chromium here; fetching it for the browser tests", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], **quiet)
        for package in ("chromium-headless-shell", "chromium"):  # the second where a release lacks the first
            install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package, "fonts-dejavu-core"]
            if subprocess.run(install, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet).returncode == 0:
                break
    if not found():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], **quiet)
    if not found():
        print(
            "parvis: the browser tests need Chromium. Install it (Debian: apt-get install chromium), then start again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
