"""How blocks are laid onto as many messages as they need."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.chat.slack import blocks, limits
from bot.chat.slack.pages import Block, Kind, Line, Page
from bot.chat.slack.words import divide

ROWS = 2
"""Blocks kept free on every page: its last line, and the buttons that turn pages."""

ROOM = 800
"""Characters kept free for these."""


def lay(laid: Iterable[Block]) -> list[Page]:
    """Lay blocks onto pages within Slack's limits; at least one page. Lines are only divided where they must be."""
    sheets = [_Sheet()]
    together: list[Block] = []
    for piece in chain.from_iterable(map(_pieces, laid)):
        together.append(piece)
        if not (isinstance(piece, Line) and piece.heads):
            _put(sheets, together)
            together = []
    _put(sheets, together)
    return [Page(tuple(sheet.blocks)) for sheet in sheets]


def _put(sheets: list["_Sheet"], together: Sequence[Block]) -> None:
    """Put pieces on one page, the last or a new one, if there is a page that takes them all."""
    if not sheets[-1].fits(together):
        sheets.append(_Sheet())
    for piece in together:
        if not sheets[-1].fits([piece]):
            sheets.append(_Sheet())
        sheets[-1].add(piece)


def _pieces(block: Block) -> Sequence[Block]:
    if not isinstance(block, Line):
        return [block]
    first, *others = divide(block.runs, limits.PARAGRAPH)
    kind = Kind.TEXT if block.kind is Kind.BULLET else block.kind  # what goes on is no bullet of its own
    return [replace(block, runs=first), *(Line(runs, kind) for runs in others)]


class _Sheet:
    """A page that is being filled.

    What is on it takes at most as much as its blocks each on their own; only where that is too much is it measured.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._most = _Size()

    def fits(self, pieces: Sequence[Block]) -> bool:
        most = sum(map(_alone, pieces), self._most)
        return not self.blocks or most.fits or _measured([*self.blocks, *pieces]).fits

    def add(self, piece: Block) -> None:
        self.blocks.append(piece)
        self._most += _alone(piece)
        if not self._most.fits:
            self._most = _measured(self.blocks)


@dataclass(frozen=True, slots=True)
class _Size:
    rows: int = 0
    characters: int = 2

    def __add__(self, other: "_Size") -> "_Size":
        return _Size(self.rows + other.rows, self.characters + other.characters)

    @property
    def fits(self) -> bool:
        return self.rows <= limits.BLOCKS - ROWS and self.characters <= limits.PAYLOAD - ROOM


def _alone(piece: Block) -> _Size:
    return _measured([piece]) + _RULE


def _measured(laid: Sequence[Block]) -> _Size:
    page = Page(tuple(laid))
    made = blocks.made(page, {picture.name: "F" * 16 for picture in page.pictures})
    return _Size(len(made), len(json.dumps(made)))


_RULE = _Size(1, len(json.dumps([{"type": "divider"}])))
