"""How blocks are laid onto as many messages as they need."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
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
    pages: list[list[Block]] = [[]]
    together: list[Block] = []
    for piece in chain.from_iterable(map(_pieces, laid)):
        together.append(piece)
        if not (isinstance(piece, Line) and piece.heads):
            _put(pages, together)
            together = []
    _put(pages, together)
    return [Page(tuple(page)) for page in pages]


def _put(pages: list[list[Block]], together: Sequence[Block]) -> None:
    """Put pieces on one page, the last or a new one, if there is a page that takes them all."""
    if pages[-1] and not _fit([*pages[-1], *together]):
        pages.append([])
    for piece in together:
        if pages[-1] and not _fit([*pages[-1], piece]):
            pages.append([])
        pages[-1].append(piece)


def _pieces(block: Block) -> Sequence[Block]:
    if not isinstance(block, Line):
        return [block]
    first, *others = divide(block.runs, limits.PARAGRAPH)
    kind = Kind.TEXT if block.kind is Kind.BULLET else block.kind  # what goes on is no bullet of its own
    return [replace(block, runs=first), *(Line(runs, kind) for runs in others)]


def _fit(laid: Sequence[Block]) -> bool:
    page = Page(tuple(laid))
    made = blocks.made(page, {picture.name: "F" * 16 for picture in page.pictures})
    return len(made) <= limits.BLOCKS - ROWS and len(json.dumps(made)) <= limits.PAYLOAD - ROOM
