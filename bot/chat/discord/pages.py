"""A rendered message before it is sent, and how blocks are laid onto as many messages as they need."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.chat.discord import limits
from bot.chat.discord.markdown import divide
from bot.chat.replies import Attachment, Button, Drawing, Picture, Style, Tone
from bot.model.document import Event

TAIL = 120
"""Characters kept free on every page for its last line: the page's number and its key."""

_BUDGET = limits.CHARACTERS - TAIL
_FRAME = 2  # components: the container and the last line


class Gap(IntEnum):
    """What parts a block from the one above it; all but a new line begin a component of their own."""

    LINE = 0
    SPACE = 1
    RULE = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Markdown that stays together on a page if it can."""

    text: str
    gap: Gap = Gap.LINE


Carried = Picture | Attachment
"""What goes with a message as a file."""

Block = Words | Carried | Drawing | tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One message: blocks from top to bottom, and the small line under them ("" for none)."""

    blocks: tuple[Block, ...]
    tail: str = ""
    tone: Tone = Tone.INFO

    def dump(self) -> str:
        """The page as text that outlives a restart. Raises TypeError for a file, which no kept page has."""
        blocks = [_dumped(block) for block in self.blocks]
        return json.dumps({"blocks": blocks, "tail": self.tail, "tone": self.tone}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Page":
        """Read what `dump` wrote."""
        data = json.loads(text)
        return cls(tuple(_block(block) for block in data["blocks"]), data["tail"], Tone(data["tone"]))


def _dumped(block: Block) -> dict[str, Any] | list[dict[str, str]]:
    if isinstance(block, tuple):
        return [asdict(button) for button in block]
    if isinstance(block, Drawing):
        return {"events": _events().dump_python(block.events, mode="json"), "locale": block.locale}
    return asdict(block)


def _block(data: dict[str, Any] | list[dict[str, str]]) -> Block:
    if isinstance(data, dict) and "events" in data:
        return Drawing(_events().validate_python(data["events"]), data.get("locale", "en"))
    if isinstance(data, dict):
        return Words(str(data["text"]), Gap(data["gap"]))
    return tuple(Button(b["label"], b["action"], Style(b["style"])) for b in data)


@cache
def _events() -> TypeAdapter[tuple[Event, ...]]:
    return TypeAdapter(tuple[Event, ...])


def lay(blocks: Iterable[Block], tone: Tone = Tone.INFO) -> list[Page]:
    """Lay blocks onto pages within Discord's limits; at least one page. Blocks are only divided where they must be."""
    pages: list[_Sheet] = [_Sheet()]
    for block in blocks:
        for piece in _pieces(block):
            if not pages[-1].fits(piece):
                pages.append(_Sheet())
            pages[-1].add(piece)
    return [Page(tuple(sheet.blocks), tone=tone) for sheet in pages]


def _pieces(block: Block) -> Sequence[Block]:
    if isinstance(block, tuple):
        size = limits.BUTTONS_IN_ROW
        return [block[start : start + size] for start in range(0, len(block), size)]
    if isinstance(block, Carried | Drawing) or len(block.text) <= _BUDGET:
        return [block]
    lines = [piece for line in block.text.split("\n") for piece in divide(line, _BUDGET)]
    return [Words(line, Gap.LINE if index else block.gap) for index, line in enumerate(lines)]


class _Sheet:
    """A page that is being filled."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._characters = 0
        self._components = _FRAME

    def fits(self, block: Block) -> bool:
        return not self.blocks or (
            self._characters + _characters(block) <= _BUDGET
            and self._components + self._cost(block) <= limits.COMPONENTS
        )

    def add(self, block: Block) -> None:
        self._characters += _characters(block)
        self._components += self._cost(block)
        last = self.blocks[-1] if self.blocks else None
        if isinstance(block, Words) and isinstance(last, Words) and block.gap is Gap.LINE:
            self.blocks[-1] = Words(f"{last.text}\n{block.text}", last.gap)
        else:
            self.blocks.append(block)

    def _cost(self, block: Block) -> int:
        if isinstance(block, tuple):
            return 1 + len(block)
        if isinstance(block, Carried | Drawing):
            return 1
        if self.blocks and isinstance(self.blocks[-1], Words) and block.gap is Gap.LINE:
            return 0
        return 2 if block.gap is Gap.RULE else 1


def _characters(block: Block) -> int:
    return len(block.text) + 1 if isinstance(block, Words) else 0
