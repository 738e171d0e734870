import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks.newsdesk import Newsdesk
from bot.model.place import Channel
from bot.store import Store
from tests.chat.discord.schema import Schema
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Moment
from tests.wire.process import BotProcess

Start = Callable[..., Awaitable[BotProcess]]
Open = Callable[[int], Awaitable[Newsdesk]]


@pytest.fixture
async def discord() -> AsyncIterator[WireDiscord]:
    async with WireDiscord() as server:
        yield server
    assert server.gaps == []
    assert problems(server) == []


def problems(server: WireDiscord) -> list[str]:
    """What Discord's schema says against all that the bot sent, when DISCORD_OPENAPI names it."""
    if "DISCORD_OPENAPI" not in os.environ:
        return []
    schema = Schema(Path(os.environ["DISCORD_OPENAPI"]))
    sent = [call for call, moment in server.reached if moment is Moment.ARRIVED and call.body is not None]
    return [
        found for call in sent if call.method != GATEWAY for found in schema.problems(call.method, call.path, call.body)
    ]


@pytest.fixture
async def start(discord: WireDiscord, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts bots, and ends those that still run when the test is over."""
    started: list[BotProcess] = []

    async def start(**settings: object) -> BotProcess:
        started.append(await BotProcess.start(discord, tmp_path, settings))
        return started[-1]

    yield start
    await asyncio.gather(*(bot.kill() for bot in started))


@pytest.fixture
async def open_desk(discord: WireDiscord, tmp_path: Path) -> AsyncIterator[Open]:
    """Makes channels whose digest is due when the bot starts."""
    async with Store(f"sqlite:///{tmp_path}/bot.sqlite3") as store:
        await store.upgrade()

        async def open_desk(channels: int) -> Newsdesk:
            server = discord.server()
            made = [discord.channel(server, f"news-{number}") for number in range(channels)]
            desk = Newsdesk(store, [Channel("discord", str(server.id), str(channel.id)) for channel in made], Random(1))
            await desk.open()
            await desk.make_due()
            return desk

        yield open_desk
