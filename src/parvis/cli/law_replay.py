"""A process that decides under a draft: `python -m parvis.cli.law_replay DRAFT`, JSON Lines in, JSON Lines out.

Each line in is {"question", "facts", "readings"}; each line out is the decision, or {"error": [...]} where the facts
are refused. It is a process of its own so that a draft can never reach the decisions of anything else.
"""

from __future__ import annotations

import json
import sys
from importlib import util
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TextIO

from parvis.law.kernel import draft
from parvis.law.kernel.instrument import FaultyTextError


def _rules_of(folder: Traversable) -> None:
    """Runs the draft's rules.py: it registers its rules in the books of the texts, each from its own day on."""
    file = folder.joinpath("rules.py")
    if not file.is_file():
        return
    spec = util.spec_from_file_location("parvis_draft_rules", str(file))
    if spec is None or spec.loader is None:
        raise FaultyTextError(f"{folder.name}/rules.py: it cannot be read")
    spec.loader.exec_module(util.module_from_spec(spec))


def run(folder: Path, source: TextIO, out: TextIO, lang: str = "fr") -> None:
    """Decides every line of `source` under the draft in `folder`; FaultyTextError where the draft cannot be right."""
    draft.APPLIED.append(draft.read_draft(folder))
    from parvis.law.questions import Refusal, answer

    _rules_of(folder)
    for line in source:
        asked = json.loads(line)
        try:
            result = answer(asked["question"], asked["facts"], lang, asked.get("readings") or {})
        except Refusal as refusal:
            result = {"error": [fault.as_json() for fault in refusal.faults]}
        out.write(json.dumps(result, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    try:
        run(Path(sys.argv[1]), sys.stdin, sys.stdout)
    except (FaultyTextError, ValueError, ImportError, SyntaxError) as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(1)
