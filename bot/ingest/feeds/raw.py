"""A feed as its format has it, before anything is chosen, checked or named."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

MAX_ENTRIES = 10_000
TOO_MANY = f"It has more than {MAX_ENTRIES:,} entries; only the first were looked at."


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it is written.

    `id` is "" where it has none. `title` is one plain line. `link` is absolute; `relative` says that it was not
    written so. `dates` are the times it gives, the best first. `texts` give its texts as plain paragraphs when
    called, since that is the dearest part of reading.
    """

    id: str
    title: str
    link: str | None
    relative: bool
    dates: tuple[str, ...]
    texts: tuple[Callable[[], str], ...]

    def text(self) -> str:
        """The longest of its texts."""
        return max((read() for read in self.texts), key=len, default="")


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed's own words, its entries in its order; `oddities` say what was wrong with its form."""

    title: str
    site: str | None
    every: timedelta | None
    entries: tuple[RawEntry, ...]
    oddities: tuple[str, ...] = ()
