"""What may be kept of what somebody sent, or why nothing may: the words between whoever reads it, apart, and whoever keeps it."""

from dataclasses import dataclass

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


class Unsound(Exception):
    """It is not kept. `why` is a code of `content_words.REASONS`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Sound:
    """What is kept: the bytes, what they are, and how many pages a PDF has."""

    content: bytes
    media_type: str
    pages: int | None = None
