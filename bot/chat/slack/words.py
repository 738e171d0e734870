"""Stretches of text, and how a line of them is divided."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.chat import safe
from bot.chat.replies import Marks
from bot.chat.slack import limits

GLUE = "\u00a0"
_LABEL = 300  # of a link's label stay together, however long its address is
_UNSAFE_IN_LINK = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", '"': "%22", "\\": "%5C"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same throughout."""

    text: str
    bold: bool = False
    link: str | None = None


Runs = tuple[Run, ...]


def plain(text: str, *, bold: bool = False) -> Run:
    """A text on one line, without control codes."""
    return Run(safe.line(text), bold)


def linked(label: str, address: str | None, *, bold: bool = False) -> Run:
    """A label that leads to an address; to nowhere, if Slack would not take the address."""
    target = safe.line(address or "").translate(_UNSAFE_IN_LINK)
    fits = target.startswith(("https://", "http://")) and _size(target) <= limits.ADDRESS and _has_host(target)
    return Run(safe.line(label) or target, bold, target if fits else None)


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def cited(runs: Iterable[Run], marks: Marks) -> Runs:
    """Runs with the numbers of their sources, which no line or page break can part from them."""
    numbers = "".join(f"[{mark}]" for mark in marks)
    return (*runs, Run(GLUE + numbers)) if marks else tuple(runs)


def weight(runs: Sequence[Run]) -> int:
    """How long runs are, as `limits.PAYLOAD` counts."""
    return sum(_size(run.text) + _size(run.link or "") for run in runs)


def _size(text: str) -> int:
    return len(json.dumps(text)) - 2


def divide(runs: Runs, limit: int) -> list[Runs]:
    """Pieces of a line, each at most `limit` by `weight`, parted between words; a link or citation stays whole.

    Only a word that is longer than the limit is cut, and the label of a link that is.
    """
    if weight(runs) <= limit:
        return [runs]
    pieces: list[list[Run]] = [[]]
    for token in _tokens(runs, limit):
        joined = _joined(pieces[-1], token)
        if pieces[-1] and weight(joined) > limit:
            pieces.append(token)
        else:
            pieces[-1] = joined
    return [merged(piece) for piece in pieces]


def _tokens(runs: Runs, limit: int) -> list[list[Run]]:
    """What stays together: words and links with all that no space parts from them."""
    tokens: list[list[Run]] = [[]]
    for run in runs:
        words = [run.text] if run.link else run.text.split(" ")
        for index, word in enumerate(words):
            if index:
                tokens.append([])
            if word:
                tokens[-1].append(replace(run, text=word))
    return [part for token in tokens if token for part in _small_enough(token, limit)]


def _small_enough(token: list[Run], limit: int) -> list[list[Run]]:
    if weight(token) <= limit:
        return [token]
    return [
        [replace(run, text=piece)]
        for run in token
        for word in run.text.split(" ")
        if word
        for piece in _cut(word, max(limit - _size(run.link or ""), _LABEL))
    ]


def _cut(word: str, room: int) -> Iterator[str]:
    """Pieces of a word, cut between its letters; only a letter that is larger than the room is cut itself."""
    piece, used = "", 0
    for letter in safe.letters(word):
        for part in [letter] if _size(letter) <= room else letter:
            if piece and used + _size(part) > room:
                yield piece
                piece, used = "", 0
            piece += part
            used += _size(part)
    yield piece


def _joined(runs: list[Run], token: list[Run]) -> list[Run]:
    if not runs:
        return token
    return [*runs, Run(" ", runs[-1].bold and token[0].bold), *token]


def merged(runs: Iterable[Run]) -> Runs:
    """The same words in as few runs as can be, none of them empty."""
    kept: list[Run] = []
    for run in runs:
        last = kept[-1] if kept else None
        if last is not None and not last.link and not run.link and last.bold == run.bold:
            kept[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            kept.append(run)
    return tuple(kept)
