"""Pictures in words, for those who cannot see them."""

from collections.abc import Sequence

from bot.chat import texts
from bot.chat.safe import line, shorten

LENGTH = 1000
"""Characters that a description may have; every platform takes more."""


def all_of(start: str, parts: Sequence[str], end: str = "", length: int = LENGTH) -> str:
    """A start, all the parts, each shortened to its share of what room there is, and an end."""
    room = length - len(start) - len(end) - 3
    listed = "; ".join(shorten(line(part), max(1, room // len(parts) - 2)).rstrip(".") for part in parts)
    return " ".join(filter(None, (start, f"{listed}.", end)))


def first_of(start: str, parts: Sequence[str]) -> str:
    """A start, as many whole parts as there is room for, and how many more there are."""
    told = [line(part) for part in parts]
    for left_out in range(len(told)):
        listed = "; ".join(told[: len(told) - left_out])
        said = " ".join((start, f"{listed}.", *([texts.MORE.format(count=left_out)] if left_out else ())))
        if len(said) <= LENGTH:
            return said
    return start
