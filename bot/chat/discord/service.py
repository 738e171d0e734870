"""Keeps the bot connected to Discord for as long as the process lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.chat.discord.client import DiscordBot
from bot.chat.discord.messenger import DiscordMessenger
from bot.model.errors import TokenRefused

log = logging.getLogger(__name__)

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0

_PASSING = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, RecursionError)
_REFUSED = 4004
"""The gateway's close code for a wrong token: https://docs.discord.com/developers/topics/opcodes-and-status-codes"""

_INTENTS = 4014
_ADVICE = {
    4010: "Discord counts its shards differently; they are counted anew at the next attempt",
    4011: "the bot is in more servers than one shard may serve; shards are counted anew at the next attempt",
    4012: "Discord no longer speaks this version of its gateway; install a newer version of this bot",
    4013: "Discord does not know the intents that are asked for; install a newer version of this bot",
    _INTENTS: "Discord refuses intents that every bot may have; see on the Bot page of "
    "discord.com/developers/applications whether the application is limited",
}
"""What an operator can do about a close code, of the same list, that does not pass by itself."""


async def run(
    make: Callable[[], DiscordBot],
    messenger: DiscordMessenger,
    token: str,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Connect, and connect again with a fresh client when that fails, until cancelled.

    discord.py resumes broken connections by itself; this is for when there never was one, or none can be resumed.
    Raises TokenRefused when Discord does not know the token: trying again would only get the address banned.
    """
    pause = FIRST_PAUSE
    while True:
        async with make() as client:
            messenger.attach(client)
            try:
                await client.start(token)
            except discord.LoginFailure as error:
                raise refused() from error
            except Exception as error:  # a proxy's page in place of an answer can raise anything in discord.py
                if isinstance(error, discord.ConnectionClosed) and error.code == _REFUSED:
                    raise refused() from error
                told = {"error": type(error).__name__, "again_in": pause, **_advice(error)}
                log.warning("discord connection failed", extra=told, exc_info=not isinstance(error, _PASSING))
            finally:
                messenger.attach(None)
            if client.is_ready():  # it had been connected
                pause = FIRST_PAUSE
        await sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def refused() -> TokenRefused:
    """What the operator is told when Discord does not know the token."""
    return TokenRefused(platform="Discord", setting="DISCORD_TOKEN", place="discord.com/developers/applications")


def _advice(error: Exception) -> dict[str, str]:
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if isinstance(error, discord.PrivilegedIntentsRequired):
        code = _INTENTS
    return {"advice": _ADVICE[code]} if code in _ADVICE else {}
