"""briefing-bot run: connects to the platforms that the settings name, and works until it is stopped."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.app import App, build
from bot.chat.discord import service as discord_service
from bot.chat.discord.client import DiscordBot, point_to
from bot.chat.discord.messenger import DiscordMessenger
from bot.health import HealthServer
from bot.model.errors import NoPlatform, UserError
from bot.settings import DISCORD_GATEWAY_URL, Settings


async def serve(settings: Settings) -> int:
    """Work until SIGTERM or SIGINT; what is being sent is finished first. Raises NoPlatform or TokenRefused."""
    if settings.discord_token is None:
        raise NoPlatform
    point_to(settings.discord_api_base, settings.discord_gateway_url)
    gateway = None if settings.discord_gateway_url == DISCORD_GATEWAY_URL else settings.discord_gateway_url
    messenger = DiscordMessenger()
    token = settings.discord_token.get_secret_value()
    async with build(settings, messengers={messenger.platform: messenger}) as app, _watched(app, messenger):
        messenger.draw_with(app.workers)
        await app.start_work()
        connection = asyncio.create_task(
            discord_service.run(
                lambda: DiscordBot(app.router, gateway=gateway, logged_in=app.work.poke), messenger, token
            )
        )
        try:
            await _until_stopped(connection)
            await app.stop_work()  # before the connection goes, so that a message under way gets through
        finally:
            connection.cancel()
            with suppress(asyncio.CancelledError):
                await connection
    return 0


async def _until_stopped(connection: asyncio.Task[None]) -> None:
    """Wait for SIGTERM or SIGINT, or for the connection to fail, which raises its error."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait({connection, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if connection.done():
        await connection


@asynccontextmanager
async def _watched(app: App, messenger: DiscordMessenger) -> AsyncIterator[None]:
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

    async def discord() -> str | None:
        return None if messenger.ready else "not connected"

    server = HealthServer(app.settings.health_port, {"database": database, "discord": discord}, app.metrics.registry)
    await server.start()
    try:
        yield
    finally:
        await server.stop()
