"""How far a random walk goes: a few short ones with the tests, as many as are asked for (`PARVIS_WALKS`) by script/soak."""

import os

from hypothesis import HealthCheck, Phase, settings


def walk_settings(*, walks: int, steps: int) -> settings:
    """`walks` walks of `steps` acts, the same each time; with `PARVIS_WALKS=N`, N walks three times as long, new each time."""
    asked = int(os.environ.get("PARVIS_WALKS", "0"))
    return settings(
        max_examples=asked or walks,
        stateful_step_count=steps * 3 if asked else steps,
        deadline=None,
        database=None,
        derandomize=not asked,
        phases=[Phase.generate, Phase.shrink] if asked else [Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
