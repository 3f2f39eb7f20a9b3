"""`python -m bench.engines`: answers orders on standard input, one JSON a line, in the engines' own environment.

{"cases": […]} keeps the files; {"do": "differential"} answers OpenFisca's totals of all of them; {"do": NAME} times one
pass over them and answers the seconds it took.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.engines import openfisca_fee, zen_fee


def main() -> None:
    """Answer until the input ends."""
    made, model = openfisca_fee.system(), zen_fee.decision()
    cases: list[dict[str, Any]] = []
    for line in sys.stdin:
        order = json.loads(line)
        if "cases" in order:
            cases = order["cases"]
            answer: Any = len(cases)
        elif order["do"] == "differential":
            answer = openfisca_fee.all_at_once(made, cases)
        elif order["do"] == "zen outcomes":
            answer = [model.evaluate(zen_fee.asked(case))["result"] for case in cases]
            answer = [{name: each[name] for name in openfisca_fee.OUTPUTS} for each in answer]
        else:
            answer = timed(order["do"], made, model, cases)
        print(json.dumps(answer), flush=True)


def timed(name: str, made: Any, model: Any, cases: list[dict[str, Any]]) -> float:
    """Seconds for one pass over the cases."""
    asked = [zen_fee.asked(case) for case in cases]
    ways: dict[str, Callable[[], object]] = {
        "openfisca traced": lambda: [openfisca_fee.traced(made, case, plain=False) for case in cases],
        "openfisca json": lambda: [json.dumps(openfisca_fee.traced(made, case, plain=True)) for case in cases],
        "zen traced": lambda: [model.evaluate(case, {"trace": True}) for case in asked],
        "zen json": lambda: [json.dumps(model.evaluate(case, {"trace": True})) for case in asked],
    }
    way = ways[name]
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


main()
