"""How a channel wants to be served."""

from dataclasses import dataclass
from enum import StrEnum

MOST_INSTRUCTIONS = 300
"""Characters of a channel's instructions: they are paid for with each article."""


class Length(StrEnum):
    """How long a briefing is; `bullets` says how many statements it has at most."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"

    @property
    def bullets(self) -> int:
        """The most statements of a briefing."""
        return {Length.SHORT: 2, Length.MEDIUM: 4, Length.LONG: 8}[self]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a channel chose; None, or "", where it chose nothing.

    `language` is the ISO 639-1 code of the language to write in, whatever the article's own. `instructions` say in
    the readers' words what matters to them; an engine may choose by them and say nothing because of them.
    `breaking` is how many outlets must carry a story within a day for it to be posted at once, 0 for never.
    """

    engine: str | None = None
    length: Length | None = None
    language: str | None = None
    instructions: str = ""
    breaking: int = 0
