"""What a check of an installation finds: how it stands, in a sentence, and what to do where it does not stand well."""

from dataclasses import dataclass

#: How a thing stands, from good to bad.
OK, CAREFUL, WRONG = "ok", "careful", "wrong"


@dataclass(frozen=True)
class Finding:
    """One line of `parvis doctor`: what was looked at, how it stands, what was seen, what to do."""

    about: str
    level: str
    seen: str
    do: str = ""

    def __post_init__(self) -> None:
        if self.level not in (OK, CAREFUL, WRONG):
            raise ValueError(f"{self.level!r} is not a level")
        if self.level != OK and not self.do:
            raise ValueError(f"{self.about}: what is not well says what to do")


def worst(findings: list[Finding]) -> str:
    """The worst level among them; ok where there is none."""
    return max((one.level for one in findings), key=(OK, CAREFUL, WRONG).index, default=OK)
