import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from simcord.backend.models import Channel as Room
from simcord.backend.models import Guild

from benchmarks.newsdesk import Newsdesk
from benchmarks.storm import Press
from bot.model.place import Channel
from bot.store import Store
from tests.wire.discord.person import Person
from tests.wire.discord.server import WireDiscord
from tests.wire.inspector import Inspector
from tests.wire.process import HOST, BotProcess

SITES = 6

Start = Callable[..., Awaitable[BotProcess]]
Open = Callable[[int], Awaitable[Newsdesk]]


@pytest.fixture
async def discord() -> AsyncIterator[WireDiscord]:
    async with WireDiscord() as server:
        yield server
    assert Inspector(server).problems() == []


@pytest.fixture
async def start(discord: WireDiscord, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts bots, and ends those that still run when the test is over."""
    started: list[BotProcess] = []

    async def start(**settings: object) -> BotProcess:
        started.append(await BotProcess.start(discord, tmp_path, settings))
        return started[-1]

    yield start
    await asyncio.gather(*(bot.kill() for bot in started))


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is up and serves all tests of a file, its Discord, and the sites that it may read."""

    discord: WireDiscord
    bot: BotProcess
    press: Press
    inspector: Inspector


@dataclass(frozen=True, slots=True)
class Place:
    """A server of a test's own on the Discord of its file: Ada may do what everybody may, and the chief all."""

    discord: WireDiscord
    bot: BotProcess
    press: Press
    server: Guild
    channel: Room
    ada: Person
    chief: Person


@pytest.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    press = Press(SITES, 2 * SITES, seed=16)
    async with WireDiscord() as discord, press.open():
        hosts = ",".join((HOST, *press.hosts))
        bot = await BotProcess.start(discord, tmp_path_factory.mktemp("bot"), {"FETCH_ALLOW_HOSTS": hosts})
        await bot.says("discord ready")
        yield Running(discord, bot, press, Inspector(discord))
        assert await bot.stop() == 0


@pytest.fixture
async def place(running: Running) -> AsyncIterator[Place]:
    discord, logged = running.discord, len(running.bot.lines)
    server = discord.server()
    chief = discord.person(server, "chief", manage_guild=True)
    yield Place(discord, running.bot, running.press, server, discord.channel(server), discord.person(server), chief)
    discord.meddlers.clear()
    assert [line for line in running.bot.lines[logged:] if '"level": "error"' in line] == []
    assert running.inspector.problems() == []


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
