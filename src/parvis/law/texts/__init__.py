"""The legal texts that Parvis applies, one folder an instrument, each with its norms, its parameters and its rules.

The folders are read once, when this package is imported; a file that is wrong stops the import with its name, the
entry and the reason. The order below is the order in which findings are shown.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from parvis.law.kernel import draft
from parvis.law.kernel.instrument import Law, assembled, read_instrument

FOLDERS = (
    "i_16",
    "ccq",
    "c25",
    "c25_01",
    "c25_01_r0_6",
    "c25_01_r0_6_1",
    "c25_01_r0_7",
    "c25_01_r1",
    "c25_01_r13",
    "h4_1_r13_1",
    "orders_2020",
    "c_19",
    "c_27_1",
    "programme_2021",
    "service_notices",
    "p_40_1",
    "a_6_002",
    "i_15",
    "f_7",
    "quebec_ca",
)


@lru_cache(maxsize=1)
def law() -> Law:
    """Every norm and parameter that Parvis knows, under the draft that this process replays, where it replays one."""
    root = resources.files(__package__)
    instruments = [read_instrument(root.joinpath(folder)) for folder in FOLDERS]
    for each in draft.APPLIED:
        instruments = draft.laid_over(instruments, each)
    return assembled(instruments)


LAW = law()
