"""What was typed in an address or a hidden field, read without trusting it: a whole number, or a few words."""


def whole_number(typed: str, *, digits: int = 15) -> int | None:
    """A whole number written in plain digits, at most this many; None for anything else (`²` is a digit to Python)."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else None


def few_words(typed: str, *, most: int = 80) -> str:
    """The words of a search, at most this many characters; what no database can hold is left out."""
    return " ".join(typed[:most].replace("\x00", " ").split())
