"""A large document made in a process of its own: what the compiler remembers of it (hundreds of megabytes) ends with it.

`python -m parvis.documents.apart` reads one request on standard input and writes the signs replaced, then the PDF.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.documents.render import Rendered, Unprintable, render

#: Seconds; the whole Répertoire takes one or two.
LONGEST = 60


def render_apart(template: str, values: Mapping[str, Any], *, lang: str, on: date) -> Rendered:
    """The same as `render`, the same bytes, in another process. `Unprintable` where it fails or takes too long."""
    request = json.dumps({"template": template, "values": values, "lang": lang, "on": on.isoformat()})
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=request.encode(),
            capture_output=True,
            timeout=LONGEST,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unprintable(f"{template}: not made in {LONGEST} seconds") from error
    if done.returncode != 0:
        raise Unprintable(f"{template}: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
    replaced, _, pdf = done.stdout.partition(b"\n")
    return Rendered(pdf, tuple(json.loads(replaced)))


def _answer() -> None:
    request = json.loads(sys.stdin.buffer.read())
    day = date.fromisoformat(request["on"])
    rendered = render(request["template"], request["values"], lang=request["lang"], on=day)
    sys.stdout.buffer.write(json.dumps(rendered.replaced).encode() + b"\n" + rendered.pdf)


if __name__ == "__main__":
    _answer()
