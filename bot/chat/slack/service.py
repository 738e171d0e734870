"""Keeps the bot connected to Slack for as long as the process lives."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.chat.slack.clients import Clients, Workspace, code
from bot.chat.slack.refusals import FAILURES, what
from bot.model.errors import PortTaken, TokenRefused

log = logging.getLogger(__name__)

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0
CONNECTING = 30.0
"""Seconds that a connection may take to stand."""
PULSE = 5.0
"""Seconds between two looks at a connection."""
SILENCE = 60.0
"""Seconds for which the library may try to connect again by itself before everything is begun afresh."""

EVENTS = "/slack/events"
"""Where Slack sends everything in HTTP mode."""

REFUSED = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
"""What Slack says of a token that will never do: https://docs.slack.dev/reference/methods/auth.test"""

_WRONG_KIND = frozenset({"not_allowed_token_type", "missing_scope", "no_permission"})

Lost = Callable[[], Awaitable[None]]
"""Waits until a connection is lost."""


class Connection(Protocol):
    """What is different between one workspace and several, and between Socket Mode and HTTP."""

    async def learn(self) -> None:
        """Learn the workspaces; after that, messages can be posted."""
        ...

    def line(self) -> AbstractAsyncContextManager[Lost]:
        """What Slack reaches the bot by; it stands while it is entered."""
        ...

    async def stands(self) -> None:
        """Do what is to be done whenever Slack reaches the bot, perhaps again."""
        ...

    async def finish(self) -> None:
        """Wait a little for what is under way, before nothing can be sent any more."""
        ...


async def identify(clients: Clients, token: str) -> Workspace:
    """The workspace that a bot token is for. Raises TokenRefused, or what a connection raises."""
    try:
        told = await clients.client(token).auth_test()
    except SlackApiError as error:
        raise refused(error, "SLACK_BOT_TOKEN") from error
    return Workspace(told["team_id"], token, told["user_id"], name=str(told.get("user") or ""))


def refused(error: SlackApiError, setting: str) -> Exception:
    """TokenRefused where the error says that a token is wrong, else the error itself."""
    if code(error) in REFUSED | (_WRONG_KIND if setting == "SLACK_APP_TOKEN" else set()):
        return TokenRefused(platform="Slack", setting=setting, place="api.slack.com/apps")
    return error


@asynccontextmanager
async def socket(app: AsyncApp, clients: Clients, token: str) -> AsyncIterator[Lost]:
    """A connection by Socket Mode. Raises TokenRefused, or what a connection raises."""
    handler = AsyncSocketModeHandler(app, token, web_client=clients.client(), ping_interval=PULSE)
    try:
        try:  # asked for here, since the library would ask for ever
            handler.client.wss_uri = (await clients.client(once=True).apps_connections_open(app_token=token))["url"]
        except SlackApiError as error:
            raise refused(error, "SLACK_APP_TOKEN") from error
        async with asyncio.timeout(CONNECTING):
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt left it so

        async def lost() -> None:
            silent = 0.0
            while silent < SILENCE:
                await asyncio.sleep(PULSE)
                silent = 0.0 if await handler.client.is_connected() else silent + PULSE

        yield lost
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def http(app: AsyncApp, port: int) -> AsyncIterator[Lost]:
    """A port on which Slack reaches the bot. Raises PortTaken."""
    runner = web.AppRunner(app.web_app(path=EVENTS), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as error:
            raise PortTaken(port=port, setting="SLACK_HTTP_PORT") from error

        async def lost() -> None:
            await asyncio.Event().wait()

        yield lost
    finally:
        await runner.cleanup()


async def run(
    connection: Connection, clients: Clients, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Connect, and connect again afresh when that fails, until cancelled.

    Raises TokenRefused or PortTaken: trying again would not help.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            async with clients:
                try:
                    await connection.learn()
                    async with connection.line() as lost:
                        clients.standing = True
                        log.info("slack ready", extra={"workspaces": len(clients.ids)})
                        await connection.stands()
                        pause = FIRST_PAUSE
                        await lost()
                        log.warning("slack connection lost")
                finally:
                    await connection.finish()
        except FAILURES as error:
            log.warning("slack connection failed", extra={"error": what(error), "again_in": pause})
        finally:
            clients.standing = False
        await sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
