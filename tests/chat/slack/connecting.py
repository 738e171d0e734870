"""A bot that connects to Slack."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.app import App
from bot.chat.slack.clients import Clients
from bot.chat.slack.connection import SlackBot
from bot.chat.slack.service import Lost, run
from bot.settings import Settings


class Bot:
    """The bot, connecting; `pauses` are what it waited between two attempts, `standing` tells when it is reached."""

    def __init__(self, app: App, made: Settings) -> None:
        self.pauses: list[float] = []
        self.pokes = 0
        self.standing = asyncio.Event()
        self.clients = Clients(made.slack_api_base, several=made.slack_client_id is not None)
        self._bot = SlackBot(made, self.clients, app.router, app.desk, app.clock, self._poke)

    def _poke(self) -> None:
        self.pokes += 1

    async def connect(self) -> None:
        await run(self, self.clients, self._sleep)

    async def learn(self) -> None:
        await self._bot.learn()

    def line(self) -> AbstractAsyncContextManager[Lost]:
        return self._bot.line()

    async def stands(self) -> None:
        await self._bot.stands()
        self.standing.set()

    async def finish(self) -> None:
        await self._bot.finish()

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[Bot]:
    task = asyncio.create_task(bot.connect())
    try:
        yield bot
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
