"""Cuts words that are too long for any message, and only those, where no reader sees a character fall apart."""

from collections.abc import Callable

from wcwidth import iter_graphemes


def cut(word: str, room: int, size: Callable[[str], int] = len) -> list[str]:
    """Pieces of a word, each at most `room` by `size`, cut between grapheme clusters.

    Only a cluster that is larger than the room is cut itself. A single character must fit.
    """
    if size(word) <= room:
        return [word]
    pieces: list[str] = []
    current, used = "", 0
    for part in (part for cluster in iter_graphemes(word) for part in _parts(cluster, room, size)):
        needs = size(part)
        if current and used + needs > room:
            pieces.append(current)
            current, used = "", 0
        current += part
        used += needs
    return [*pieces, current]


def _parts(cluster: str, room: int, size: Callable[[str], int]) -> list[str]:
    return [cluster] if size(cluster) <= room else list(cluster)
