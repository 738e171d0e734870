"""What people see in the bot's replies."""

from collections.abc import Iterable, Iterator
from typing import Any

import discord
from simcord.backend.models import Message
from simcord.components import walk_components

from tests.wire.discord.parts import buttons
from tests.wire.discord.world import texts

BROKEN = "Something went wrong on my side"


def said(pages: Iterable[Message]) -> str:
    """The text of some messages."""
    return "\n".join(text for page in pages for text in texts(page.components))


def failed(pages: Iterable[Message]) -> bool:
    """Whether they are in the colour of errors."""
    return any(part.get("accent_color") == discord.Colour.red().value for part in _parts(pages))


def labels(pages: Iterable[Message]) -> list[str]:
    """What stands on the buttons that can be pressed."""
    return [button.label for page in pages for button in buttons(page)]


def _parts(pages: Iterable[Message]) -> Iterator[dict[str, Any]]:
    return walk_components([part for page in pages for part in page.components])
