"""briefing-bot run: connects to the platforms that the settings name, and works until it is stopped."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import App, build
from bot.health import HealthServer
from bot.model.delivery import Messenger
from bot.model.errors import NoPlatform, UserError
from bot.settings import DISCORD_GATEWAY_URL, Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Platform:
    """A chat platform. `connect` runs until it is cancelled, or raises what makes no sense to try again."""

    messenger: Messenger
    connect: Callable[[App], Coroutine[None, None, None]]
    ready: Callable[[], bool]

    @property
    def name(self) -> str:
        """The platform's name."""
        return self.messenger.platform


async def serve(settings: Settings) -> int:
    """Work until SIGTERM or SIGINT; what is being sent is finished first.

    Raises NoPlatform or, when no platform is left, what made the last one give up, such as TokenRefused.
    """
    platforms = _platforms(settings)
    if not platforms:
        raise NoPlatform
    messengers = {platform.name: platform.messenger for platform in platforms}
    async with build(settings, messengers=messengers) as app:
        connections = {platform.name: asyncio.create_task(platform.connect(app)) for platform in platforms}
        try:
            async with _watched(app, platforms, connections):
                await app.start_work()
                await _until_stopped(connections)
                await app.stop_work()  # before the connections go, so that a message under way gets through
        finally:
            for connection in connections.values():
                connection.cancel()
            await asyncio.gather(*connections.values(), return_exceptions=True)
    return 0


def _platforms(settings: Settings) -> Sequence[Platform]:
    discord = [_discord(settings)] if settings.discord_token else []
    return [*discord, *([_slack(settings)] if settings.slack_bot_token or settings.slack_client_id else [])]


def _discord(settings: Settings) -> Platform:
    from bot.chat.discord import service
    from bot.chat.discord.client import DiscordBot, point_to
    from bot.chat.discord.messenger import DiscordMessenger

    point_to(settings.discord_api_base, settings.discord_gateway_url)
    gateway = None if settings.discord_gateway_url == DISCORD_GATEWAY_URL else settings.discord_gateway_url
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    messenger = DiscordMessenger()

    async def connect(app: App) -> None:
        messenger.draw_with(app.workers)
        await service.run(lambda: DiscordBot(app.router, gateway=gateway, logged_in=app.work.poke), messenger, token)

    return Platform(messenger, connect, lambda: messenger.ready)


def _slack(settings: Settings) -> Platform:
    from bot.chat.slack import service
    from bot.chat.slack.clients import Clients
    from bot.chat.slack.connection import SlackBot
    from bot.chat.slack.messenger import SlackMessenger

    clients = Clients(settings.slack_api_base, several=settings.slack_client_id is not None)
    messenger = SlackMessenger(clients, settings.slack_command_prefix)

    async def connect(app: App) -> None:
        messenger.draw_with(app.workers)
        bot = SlackBot(settings, clients, app.router, app.desk, app.clock, app.work.poke)
        await service.run(bot, clients)

    return Platform(messenger, connect, lambda: clients.standing)


async def _until_stopped(connections: dict[str, asyncio.Task[None]]) -> None:
    """Wait for SIGTERM or SIGINT. A platform that gives up does not end the others; the last one's error is raised."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    waiting = asyncio.create_task(stopped.wait())
    left = set(connections.values())
    try:
        while left and not stopped.is_set():
            await asyncio.wait({waiting, *left}, return_when=asyncio.FIRST_COMPLETED)
            ended = {connection for connection in left if connection.done()}
            left -= ended
            for connection in ended:
                _given_up(connection, last=not left)
    finally:
        waiting.cancel()


def _given_up(connection: "asyncio.Task[None]", last: bool) -> None:
    error = connection.exception()
    if last and error is not None:
        raise error
    log.error("platform given up: %s", _reason(error), exc_info=None if isinstance(error, UserError) else error)


def _reason(error: BaseException | None) -> str:
    return error.sentence if isinstance(error, UserError) else type(error).__name__


@asynccontextmanager
async def _watched(
    app: App, platforms: Sequence[Platform], connections: dict[str, asyncio.Task[None]]
) -> AsyncIterator[None]:
    """Answer /health and /metrics while the work goes on, if the settings give a port."""
    if app.settings.health_port is None:
        yield
        return

    async def database() -> str | None:
        try:
            await app.store.current_revision()
        except UserError as error:
            return error.sentence
        return None

    checks = {platform.name: _check(platform, connections[platform.name]) for platform in platforms}
    server = HealthServer(app.settings.health_port, {"database": database, **checks}, app.metrics.registry)
    await server.start()
    try:
        yield
    finally:
        await server.stop()


def _check(platform: Platform, connection: "asyncio.Task[None]") -> Callable[[], Awaitable[str | None]]:
    async def check() -> str | None:
        if connection.done() and not connection.cancelled():
            return _reason(connection.exception())
        return None if platform.ready() else "not connected"

    return check
