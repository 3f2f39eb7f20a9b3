"""`script/bench [start] [pages] [search] [pdf] [roster] [payments] [law]`: measures, and prints a table in Markdown."""

import os
import platform
import sys
from datetime import date
from importlib import import_module

MEASURES = ("start", "pages", "search", "pdf", "roster", "payments", "law")


def main() -> int:
    """Run the measures that were asked for."""
    asked = sys.argv[1:] or [name for name in MEASURES if name != "law"]
    if unknown := [name for name in asked if name not in MEASURES]:
        print(f"script/bench: no measure {', '.join(unknown)}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{date.today().isoformat()} · {machine} · script/bench {' '.join(asked)}\n")  # noqa: DTZ011 - a label
    print("| measure | found | asked |\n| --- | --- | --- |")
    for name in asked:
        for row in import_module(f"bench.{name}").measure():
            print("| " + " | ".join(row) + " |", flush=True)
    return 0


sys.exit(main())
