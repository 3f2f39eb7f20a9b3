"""A cell is data, whatever it begins with: a spreadsheet must not run it."""

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KEPT_FROM_RUNNING = re.compile(r"'+[=+\-@\t\r]")


def plain(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if _KEPT_FROM_RUNNING.match(text) else text


def neutral(text: str) -> str:
    """A cell that no spreadsheet runs; `plain` gives back what it was."""
    return f"'{text}" if text.startswith(FORMULA) or _KEPT_FROM_RUNNING.match(text) else text
