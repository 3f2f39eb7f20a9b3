"""The answer of an action that does not do what was asked: why, in both languages, and under which norm."""

from parvis.law.kernel.text import Text


class Refused(Exception):
    """An action was not done. `reason` is a sentence for the person; `field` the form field it is about, or ""."""

    def __init__(self, reason: Text, *, norm: str = "", field: str = "") -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.norm = norm
        self.field = field
