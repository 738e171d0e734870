"""A rendered message before it is sent."""

import json
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cache

from pydantic import TypeAdapter

from bot.chat import actions, texts
from bot.chat.replies import Attachment, Button, Drawing, Menu, Picture
from bot.chat.slack.words import Runs


class Kind(StrEnum):
    """What a line is."""

    TITLE = "title"
    TEXT = "text"
    BULLET = "bullet"
    QUOTE = "quote"
    SMALL = "small"


class Gap(IntEnum):
    """What parts a line from the one above it."""

    LINE = 0
    SPACE = 1
    RULE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line, a paragraph or a bullet, perhaps with a `button` beside it; `heads` keeps it on the page of what comes
    next.
    """

    runs: Runs
    kind: Kind = Kind.TEXT
    gap: Gap = Gap.LINE
    heads: bool = False
    button: Button | None = None


Carried = Picture | Attachment
"""What goes with a message as a file."""

Controls = tuple[Button | Menu, ...]
"""A row of buttons and menus."""

Kept = Line | Drawing | Controls
"""What outlives a restart."""

Block = Kept | Carried


@dataclass(frozen=True, slots=True)
class Page:
    """One message: blocks from top to bottom, and the small line under the words ("" for none)."""

    blocks: tuple[Block, ...]
    tail: str = ""

    @property
    def carries(self) -> bool:
        """Whether it has a file."""
        return any(isinstance(block, Carried) for block in self.blocks)

    @property
    def pictures(self) -> list[Picture]:
        """The pictures on it."""
        return [block for block in self.blocks if isinstance(block, Picture)]

    @property
    def attachments(self) -> list[Attachment]:
        """The files that go with it."""
        return [block for block in self.blocks if isinstance(block, Attachment)]

    def dump(self) -> str:
        """The page as text that outlives a restart. Raises TypeError for a file, which no kept page has."""
        if self.carries:
            raise TypeError("a kept page has no files")
        kept = tuple(block for block in self.blocks if not isinstance(block, Carried))
        blocks = _kept().dump_python(kept, mode="json")
        return json.dumps({"blocks": blocks, "tail": self.tail}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Page":
        """Read what `dump` wrote."""
        data = json.loads(text)
        return cls(_kept().validate_python(data["blocks"]), data["tail"])

    def turning(self, kept: str, number: int, count: int) -> "Page":
        """The page as number `number` of `count` kept ones, with buttons that show the one before and the one after."""
        earlier = Button(texts.PAGE_EARLIER, actions.turn(kept, number - 1))
        following = Button(texts.PAGE_NEXT, actions.turn(kept, number + 1))
        row = (*((earlier,) if number > 1 else ()), *((following,) if number < count else ()))
        return replace(self, blocks=(*self.blocks, row), tail=texts.PAGE_OF.format(number=number, count=count))


@cache
def _kept() -> TypeAdapter[tuple[Kept, ...]]:
    return TypeAdapter(tuple[Kept, ...])
