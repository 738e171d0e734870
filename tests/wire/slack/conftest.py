import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks.storm import Press
from bot.chat.slack.manifest import manifest
from tests.wire.process import HOST, BotProcess
from tests.wire.slack.inspector import Inspector
from tests.wire.slack.server import WireSlack
from tests.wire.slack.things import Message, Person, Room, Workspace

SITES = 6


@dataclass(slots=True)
class Newsroom:
    """A Slack and the bots that are started on it, all with one database, and the sites that they may read."""

    slack: WireSlack
    press: Press
    folder: Path
    bots: list[BotProcess] = field(default_factory=list)

    @property
    def bot(self) -> BotProcess:
        """The newest."""
        return self.bots[-1]

    async def start(self, **settings: object) -> BotProcess:
        """Start a bot, and wait until Slack can reach it."""
        hosts = ",".join((HOST, *self.press.hosts))
        self.bots.append(await BotProcess.start(self.slack, self.folder, {"FETCH_ALLOW_HOSTS": hosts, **settings}))
        await self.bot.says("slack ready")
        return self.bot

    async def restart(self) -> BotProcess:
        """End the bot as an operator would, and start another one."""
        assert await self.bot.stop() == 0
        return await self.start()


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a test's own: Ada may do what everybody may, Olga is an admin."""

    slack: WireSlack
    newsroom: Newsroom
    workspace: Workspace
    room: Room
    ada: Person
    olga: Person

    async def answer(self, who: Person, room: Room | None = None, count: int = 1) -> Message:
        """Wait for the bot's message with this number in a channel, as far as somebody sees it."""
        where = room or self.room
        await self.slack.until(lambda: len(self.slack.seen_by(who, where)) >= count)
        return self.slack.seen_by(who, where)[count - 1]

    async def asks(self, who: Person, line: str) -> Message:
        """Somebody types a command, and waits for its answer, which is the next of the bot's messages."""
        before = len(self.slack.seen_by(who, self.room))
        self.slack.uses(who, self.room, line)
        return await self.answer(who, count=before + 1)


Opened = Callable[..., Awaitable[Newsroom]]


@pytest.fixture(scope="module")
async def open_newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Opened]:
    """Makes newsrooms; what is open is closed when the tests of a file are over."""
    async with asyncio.TaskGroup():
        opened: list[Newsroom] = []
    press = Press(SITES, 2 * SITES, seed=16)
    async with press.open():

        async def open_newsroom(**how: Any) -> Newsroom:
            slack = await WireSlack(manifest(), **how).__aenter__()
            opened.append(Newsroom(slack, press, tmp_path_factory.mktemp("bot")))
            return opened[-1]

        yield open_newsroom
        for newsroom in opened:
            await asyncio.gather(*(bot.kill() for bot in newsroom.bots))
            await newsroom.slack.__aexit__(None, None, None)
