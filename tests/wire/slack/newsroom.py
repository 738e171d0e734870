"""A Slack with bots on it, and places in which a test has all to itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from benchmarks.newsdesk import Newsdesk
from benchmarks.storm import Press
from bot.chat import texts
from bot.chat.slack.manifest import manifest
from bot.model.place import Channel
from bot.store import Store
from tests.wire.process import HOST, BotProcess
from tests.wire.slack.inspector import Inspector
from tests.wire.slack.server import WireSlack
from tests.wire.slack.things import Message, Person, Room, View, Workspace

PREFIX = "news-"
SITES = 6


@dataclass(slots=True)
class Newsroom:
    """A Slack and the bots that are started on it, all with one database, and the sites that they may read.

    Use it as an async context. What the bots sent and logged is looked at when it ends.
    """

    folder: Path
    slack: WireSlack
    press: Press = field(default_factory=lambda: Press(SITES, 2 * SITES, seed=16))
    bots: list[BotProcess] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path, *, by_http: bool = False, shared: bool = False) -> AsyncIterator[Self]:
        """A Slack that knows the bot's own manifest; see WireSlack for what can be asked of it."""
        async with WireSlack(manifest(PREFIX), by_http=by_http, shared=shared) as slack:
            newsroom = cls(folder, slack)
            async with newsroom.press.open(), newsroom:
                yield newsroom

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(bot.kill() for bot in self.bots))
        problems = self.slack.app.problems() + Inspector(self.slack, self.bots).problems()
        if kind is None:
            assert problems == []

    @property
    def bot(self) -> BotProcess:
        """The newest."""
        return self.bots[-1]

    async def start(self, **settings: object) -> BotProcess:
        """Start a bot, and wait until Slack can reach it."""
        bot = await self.launch(**settings)
        await bot.says("slack ready")
        return bot

    async def launch(self, **settings: object) -> BotProcess:
        """Start a bot without waiting for it."""
        hosts = ",".join((HOST, *self.press.hosts))
        told = {"FETCH_ALLOW_HOSTS": hosts, "SLACK_COMMAND_PREFIX": PREFIX, **settings}
        self.bots.append(await BotProcess.start(self.slack, self.folder, told))
        return self.bot

    async def restart(self, **settings: object) -> BotProcess:
        """End the bot as an operator would, and start another one."""
        assert await self.bot.stop() == 0
        return await self.start(**settings)

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        """The bot's database, beside the bot."""
        async with Store(f"sqlite:///{self.folder}/bot.sqlite3") as store:
            yield store

    async def eventually(self, so: Callable[[Store], Awaitable[bool]], seconds: float = 60) -> None:
        """Wait until something is so in the bot's database."""
        async with self.store() as store, asyncio.timeout(seconds):
            while True:  # another process does it, and tells nobody
                if await so(store):
                    return
                await asyncio.sleep(0.05)

    async def fill(self, *rooms: Room) -> None:
        """Put articles into channels, enough for a digest of several messages."""
        channels = [self.channel(room) for room in rooms]
        async with self.store() as store:
            await Newsdesk(store, channels, Random(rooms[0].id)).fill()

    def channel(self, room: Room) -> Channel:
        """A room, as the bot calls it."""
        return Channel("slack", self.slack.place(room).id, room.id)

    def place(self, workspace: Workspace | None = None, *, name: str = "news") -> "Place":
        """A channel of a test's own, in the first workspace unless another one is named."""
        where = workspace or next(iter(self.slack.workspaces.values()))
        ada, olga = self.slack.person(where), self.slack.person(where, "olga", admin=True)
        return Place(self, where, self.slack.room(where, name), ada, olga)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel with Ada, who may do what everybody may, and Olga, who is an admin."""

    newsroom: Newsroom
    workspace: Workspace
    room: Room
    ada: Person
    olga: Person

    @property
    def slack(self) -> WireSlack:
        """The Slack that it is on."""
        return self.newsroom.slack

    @property
    def articles(self) -> list[str]:
        """Addresses of articles that the bot may read."""
        return [address.replace("/feed", f"/{number}") for number, address in enumerate(self.newsroom.press.addresses)]

    async def message(self, who: Person, words: str, room: Room | None = None) -> Message:
        """Wait for a message of the bot's that somebody sees and that has these words."""
        where = room or self.room

        def found() -> list[Message]:
            return [each for each in self.slack.seen_by(who, where) if words in each.words]

        await self.slack.until(lambda: bool(found()))
        return found()[-1]

    async def answer(self, who: Person, before: int, room: Room | None = None) -> Message:
        """Wait for the next message of the bot's that somebody sees, when there were so many before."""
        await self.slack.until(lambda: len(self.answers(who, room)) > before)
        return self.answers(who, room)[before]

    def answers(self, who: Person, room: Room | None = None) -> list[Message]:
        """What somebody sees of the bot's answers: digests are none, nor what only says that it is at work."""
        seen = self.slack.seen_by(who, room or self.room)
        return [each for each in seen if each.metadata is None and each.words != texts.WORKING]

    async def asks(self, who: Person, line: str) -> Message:
        """Somebody types a command without its prefix, and waits for the next of the bot's messages."""
        before = len(self.answers(who))
        self.slack.uses(who, self.room, f"/{PREFIX}{line}")
        return await self.answer(who, before)

    async def window(self, who: Person, title: str) -> View:
        """Wait for a window to be opened for somebody."""
        await self.slack.until(lambda: any(view.body["title"]["text"] == title for view in self.slack.windows(who)))
        return self.slack.windows(who)[-1]
