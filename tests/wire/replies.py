"""What people see in the bot's replies."""

from collections.abc import Iterable, Iterator
from typing import Any

import discord
from simcord.backend.models import Message
from simcord.components import walk_components
from simcord.enums import ComponentType

from tests.wire.discord.world import texts

BROKEN = "Something went wrong on my side"


def said(pages: Iterable[Message]) -> str:
    """The text of some messages."""
    return "\n".join(text for page in pages for text in texts(page.components))


def failed(pages: Iterable[Message]) -> bool:
    """Whether they are in the colour of errors."""
    return any(part.get("accent_color") == discord.Colour.red().value for part in _parts(pages))


def buttons(pages: Iterable[Message]) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [part["label"] for part in _parts(pages) if part["type"] == ComponentType.BUTTON and "custom_id" in part]


def _parts(pages: Iterable[Message]) -> Iterator[dict[str, Any]]:
    return walk_components([part for page in pages for part in page.components])
