"""Every implementation of Messenger, each with two channels. A new platform adds its factory to FACTORIES."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from bot.chat.terminal.messenger import TerminalMessenger
from bot.model.delivery import Messenger
from bot.model.place import Channel
from bot.work.memory import MemoryMessenger


@dataclass(frozen=True, slots=True)
class Place:
    """A messenger ready for use; `read` gives all that people can read in all its channels, as one text."""

    messenger: Messenger
    channel: Channel
    other: Channel
    read: Callable[[], Awaitable[str]]


Factory: TypeAlias = Callable[[], AbstractAsyncContextManager[Place]]


def now() -> datetime:
    return datetime.now(UTC)


def _channels(platform: str) -> tuple[Channel, Channel]:
    return Channel(platform, "harbour", "1"), Channel(platform, "harbour", "2")


@asynccontextmanager
async def memory() -> AsyncIterator[Place]:
    messenger = MemoryMessenger("memory", now)

    async def read() -> str:
        return "\n".join(posted.payload for posted in messenger.posted)

    yield Place(messenger, *_channels("memory"), read)


@asynccontextmanager
async def terminal() -> AsyncIterator[Place]:
    printed: list[str] = []
    messenger = TerminalMessenger(printed.append, now)

    async def read() -> str:
        return "\n".join(printed)

    yield Place(messenger, *_channels("terminal"), read)


FACTORIES: list[Factory] = [memory, terminal]
