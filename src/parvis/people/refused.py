"""The answer of an action that does not do what was asked: why, in both languages, and under which norm."""

from django.db import IntegrityError

from parvis.law.kernel.text import Text


class Refused(Exception):
    """An action was not done. `reason` is a sentence for the person; `field` the form field it is about, or ""."""

    def __init__(self, reason: Text, *, norm: str = "", field: str = "") -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.norm = norm
        self.field = field


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that the database would not see broken; "" where it says none.

    Only the constraints that an act expects have a sentence: any other is a fault, and is raised as it is.
    """
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
