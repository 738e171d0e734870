"""The real bot, with everything behind it, and a little Slack on this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.response import BoltResponse

from bot.app import App
from bot.chat.slack import life
from bot.chat.slack.client import listening
from bot.chat.slack.clients import Clients, Workspace
from bot.chat.slack.front import Front
from bot.chat.slack.home import Home
from bot.chat.slack.life import Life
from bot.chat.slack.people import People
from tests.chat.slack.little import BOT, TEAM, TOKEN, LittleSlack


@pytest.fixture
async def slack() -> AsyncIterator[LittleSlack]:
    little = LittleSlack()
    await little.server.start_server()
    yield little
    await little.server.close()


@pytest.fixture
async def clients(slack: LittleSlack) -> AsyncIterator[Clients]:
    async with Clients(slack.api) as clients:
        clients.know(Workspace(TEAM, TOKEN, BOT, name="briefer"))
        yield clients


class Ended(AsyncListenerCompletionHandler):
    """Tells when a listener has done all that it does."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.count = 0

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self.count += 1
        self.event.set()


class Sender:
    """Sends what happens on Slack to the bot."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt
        self._ended = Ended()
        self._begun = 0
        bolt.listener_runner.listener_completion_handler = self._ended

    async def __call__(self, body: Mapping[str, Any]) -> BoltResponse:
        """Send it, and return how it was acknowledged."""
        acknowledged = await self._bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=dict(body)))
        self._begun += acknowledged.status == 200
        return acknowledged

    async def rest(self) -> None:
        """Wait until all that was sent is done, also what needs the database after the answer.

        Bolt itself leaves the bot's own messages alone, of which no end is told.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                while self._ended.count < self._begun:
                    self._ended.event.clear()
                    await self._ended.event.wait()

    async def through(self, body: Mapping[str, Any]) -> None:
        """Send it, and wait until all that it makes the bot do is done."""
        self._ended.event.clear()
        assert (await self(body)).status == 200
        async with asyncio.timeout(20):
            await self._ended.event.wait()


def sender(app: App, clients: Clients) -> Sender:
    """What happens is sent to a bot that has these clients."""
    people = People(clients, app.clock)
    front = Front(app.router, app.desk, clients, people)
    home = Home(app.desk, clients, people)
    told = {**dict.fromkeys(life.EVENTS, Life(app.desk, clients, front).befell), "app_home_opened": home.opened}
    return Sender(listening(clients, front, home, told))


@pytest.fixture
async def send(app: App, clients: Clients) -> AsyncIterator[Sender]:
    made = sender(app, clients)
    yield made
    await made.rest()
