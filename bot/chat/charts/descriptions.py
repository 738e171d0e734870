"""Pictures in words, for those who cannot see them."""

from collections.abc import Sequence

from bot.chat.safe import line, shorten

LENGTH = 1000
"""Characters that a description may have; every platform takes more."""


def described(start: str, parts: Sequence[str], end: str = "", length: int = LENGTH) -> str:
    """A start, all the parts, each shortened to its share of what room there is, and an end."""
    room = length - len(start) - len(end) - 3
    listed = "; ".join(shorten(line(part), max(1, room // len(parts) - 2)).rstrip(".") for part in parts)
    return " ".join(filter(None, (start, f"{listed}.", end)))
