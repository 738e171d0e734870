"""A rendered message before it is sent, and how blocks are laid onto as many messages as they need."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from itertools import chain

from pydantic import TypeAdapter

from bot.chat.discord import limits
from bot.chat.discord.markdown import divide
from bot.chat.replies import Attachment, Button, Drawing, Menu, Picture, Tone

TAIL = 120
"""Characters kept free on every page for its last line: the page's number and its key."""

_BUDGET = limits.CHARACTERS - TAIL
_FRAME = 6  # components: the container, the last line, and the row of three buttons that turns pages


class Gap(IntEnum):
    """What parts a block from the one above it; all but a new line begin a component of their own."""

    LINE = 0
    SPACE = 1
    RULE = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Markdown that stays together on a page if it can; with a `button` beside it, it is a component of its own.

    `heads` keeps it on the page of what comes next.
    """

    text: str
    gap: Gap = Gap.LINE
    button: Button | None = None
    heads: bool = False


Carried = Picture | Attachment
"""What goes with a message as a file."""

Block = Words | Carried | Drawing | Menu | tuple[Button, ...]
Kept = Words | Drawing | Menu | tuple[Button, ...]
"""What outlives a restart."""


@dataclass(frozen=True, slots=True)
class Page:
    """One message: blocks from top to bottom, and the small line under them ("" for none).

    `thread` is what the thread is called that is opened under it, "" for none.
    """

    blocks: tuple[Block, ...]
    tail: str = ""
    tone: Tone = Tone.INFO
    thread: str = ""

    @property
    def carries(self) -> bool:
        """Whether it has a file."""
        return any(isinstance(block, Carried) for block in self.blocks)

    def dump(self) -> str:
        """The page as text that outlives a restart. Raises TypeError for a file, which no kept page has."""
        if self.carries:
            raise TypeError("a kept page has no files")
        kept = tuple(block for block in self.blocks if not isinstance(block, Carried))
        blocks = _kept().dump_python(kept, mode="json")
        page = {"blocks": blocks, "tail": self.tail, "tone": self.tone, "thread": self.thread}
        return json.dumps(page, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Page":
        """Read what `dump` wrote."""
        data = json.loads(text)
        return cls(_kept().validate_python(data["blocks"]), data["tail"], Tone(data["tone"]), data.get("thread", ""))


@cache
def _kept() -> TypeAdapter[tuple[Kept, ...]]:
    return TypeAdapter(tuple[Kept, ...])


def lay(blocks: Iterable[Block], tone: Tone = Tone.INFO) -> list[Page]:
    """Lay blocks onto pages within Discord's limits; at least one page. Blocks are only divided where they must be."""
    pages: list[_Sheet] = [_Sheet()]
    together: list[Block] = []
    for piece in chain.from_iterable(map(_pieces, blocks)):
        together.append(piece)
        if not (isinstance(piece, Words) and piece.heads):
            _put(pages, together)
            together = []
    _put(pages, together)
    return [Page(tuple(sheet.blocks), tone=tone) for sheet in pages]


def _put(pages: list["_Sheet"], together: Sequence[Block]) -> None:
    """Put pieces on one page, the last or a new one, if there is a page that takes them all."""
    if not pages[-1].fits(*together):
        pages.append(_Sheet())
    for piece in together:
        if not pages[-1].fits(piece):
            pages.append(_Sheet())
        pages[-1].add(piece)


def _pieces(block: Block) -> Sequence[Block]:
    if isinstance(block, tuple):
        size = limits.BUTTONS_IN_ROW
        return [block[start : start + size] for start in range(0, len(block), size)]
    if not isinstance(block, Words) or len(block.text) <= _BUDGET:
        return [block]
    lines = [piece for line in block.text.split("\n") for piece in divide(line, _BUDGET)]
    first, *others = lines
    return [replace(block, text=first), *(Words(line) for line in others)]


class _Sheet:
    """A page that is being filled."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._characters = 0
        self._components = _FRAME

    def fits(self, *blocks: Block) -> bool:
        return not self.blocks or (
            self._characters + sum(map(_characters, blocks)) <= _BUDGET
            and self._components + sum(map(self._cost, blocks)) + len(blocks) - 1 <= limits.COMPONENTS
        )

    def add(self, block: Block) -> None:
        self._characters += _characters(block)
        self._components += self._cost(block)
        last = self._line_above(block)
        if isinstance(block, Words) and last is not None:
            self.blocks[-1] = Words(f"{last.text}\n{block.text}", last.gap)
        else:
            self.blocks.append(block)

    def _cost(self, block: Block) -> int:
        if isinstance(block, tuple):
            return 1 + len(block)
        if isinstance(block, Menu):
            return 2
        if isinstance(block, Carried | Drawing):
            return 1
        if self._line_above(block) is not None:
            return 0
        return (2 if block.gap is Gap.RULE else 1) + (2 if block.button else 0)

    def _line_above(self, block: Block) -> Words | None:
        """The words that a block is another line of."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(block, Words) or block.button or block.gap is not Gap.LINE:
            return None
        return last if isinstance(last, Words) and not last.button else None


def _characters(block: Block) -> int:
    return len(block.text) + 1 if isinstance(block, Words) else 0
