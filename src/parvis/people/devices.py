"""From which kind of device somebody came: two words that its owner recognizes, and nothing finer."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.law.kernel.text import Text

#: What stands in a browser's own description → the code that is kept. The first that fits.
_BROWSERS = (
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("SamsungBrowser", "samsung"),
    ("Firefox", "firefox"),
    ("FxiOS", "firefox"),
    ("Chrom", "chrome"),
    ("CriOS", "chrome"),
    ("Safari", "safari"),
)
_SYSTEMS = (
    ("Android", "android"),
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("CrOS", "chromeos"),
    ("Windows", "windows"),
    ("Mac OS", "macos"),
    ("Linux", "linux"),
)
_NAMES = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
    "android": "Android",
    "iphone": "iPhone",
    "ipad": "iPad",
    "chromeos": "ChromeOS",
    "windows": "Windows",
    "macos": "macOS",
    "linux": "Linux",
}


@dataclass(frozen=True, slots=True)
class Device:
    """A kind of browser and of system, as codes; "" where it is not known. `token`: what a known device presents."""

    browser: str = ""
    system: str = ""
    token: str = ""


def device_of(described: str, token: str = "") -> Device:
    """The device that describes itself so (`User-Agent`)."""
    browser = next((code for part, code in _BROWSERS if part in described), "")
    system = next((code for part, code in _SYSTEMS if part in described), "")
    return Device(browser, system, token)


def device_words(browser: str, system: str) -> Text:
    """« Firefox, Android », or that we do not know."""
    known = ", ".join(_NAMES[code] for code in (browser, system) if code in _NAMES)
    return Text(known, known) if known else Text("appareil inconnu de nous", "a device we cannot name")
