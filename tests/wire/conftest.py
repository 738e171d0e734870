import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.wire.discord.server import WireDiscord
from tests.wire.process import BotProcess

Start = Callable[..., Awaitable[BotProcess]]


@pytest.fixture
async def discord() -> AsyncIterator[WireDiscord]:
    async with WireDiscord() as server:
        yield server
    assert server.gaps == []


@pytest.fixture
async def start(discord: WireDiscord, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts bots, and ends those that still run when the test is over."""
    started: list[BotProcess] = []

    async def start(**settings: object) -> BotProcess:
        started.append(await BotProcess.start(discord, tmp_path, **settings))
        return started[-1]

    yield start
    await asyncio.gather(*(bot.kill() for bot in started))
