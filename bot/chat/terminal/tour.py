"""A scripted tour of the commands, for `make demo` without a terminal."""

import os
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from rich.console import Console

from bot import samples
from bot.chat.router import Router
from bot.chat.terminal.client import TerminalClient
from bot.chat.terminal.reader import PipeReader
from bot.chat.terminal.screen import Drawn
from bot.model.place import Channel

QUESTIONS = (
    "/actors",
    "/timeline",
    "/ask who is she meeting?",
    "and when does she leave?",
    "/ask how much did the flight cost?",
    "/sources",
    "/digest schedule 08:00 Europe/London weekdays",
    "/digest preview",
    "/help",
)


def lines() -> Sequence[str]:
    """What is typed: each sample is briefed, then every command has its turn."""
    return (*(f"/brief {_short(path)}" for path in samples.paths()), *QUESTIONS)


async def tour(router: Router, channel: Channel, console: Console | None = None, locale: str = "en") -> int:
    """Play the tour; return 0 when every line was carried out, else 1."""
    client = TerminalClient(router, channel, Drawn(console), PipeReader(StringIO()), locale=locale)
    replies = [await client.play(line) for line in lines()]
    return 1 if any(reply.failed for reply in replies) else 0


def _short(path: Path) -> str:
    """The path as seen from here, where that is shorter."""
    return min(str(path), os.path.relpath(path), key=len)
