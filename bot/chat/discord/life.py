"""Where the bot is: servers that it joins and leaves, channels that go away and come back."""

import logging
from collections.abc import Iterator

import aiohttp
import discord

from bot.chat.compose import guide
from bot.chat.discord import components
from bot.chat.discord.intake import DIRECT, PLATFORM
from bot.chat.discord.late import patiently
from bot.chat.discord.render import render
from bot.desk.departures import Departures
from bot.desk.seen import Seen
from bot.model.delivery import Rejection
from bot.model.place import Channel

log = logging.getLogger(__name__)


class Life:
    """Tells the desk what rests and what goes on, and welcomes new servers."""

    def __init__(self, departures: Departures, seen: Seen) -> None:
        self._departures = departures
        self._seen = seen
        self._joined: set[str] = set()

    async def joined(self, server: discord.Guild) -> None:
        """Go on with what rests of a server, and welcome it once."""
        workspace = str(server.id)
        self._joined.add(workspace)
        await self._departures.returned(PLATFORM, workspace)
        if await self._seen.first(PLATFORM, f"welcome {workspace}"):
            await _welcome(server)

    async def left(self, server: discord.Guild) -> None:
        """Let a server rest that removed the bot; one that only cannot be reached now is no matter of this."""
        await self._departures.left(PLATFORM, str(server.id))

    async def take_stock(self, client: discord.Client) -> None:
        """Find out which servers removed the bot while it was not connected, and which took it back.

        Discord is asked, since discord.py goes on holding a server that was left meanwhile.
        """
        self._joined.clear()
        try:
            servers = await patiently(_servers, client)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            log.warning("servers not listed", extra={"error": type(error).__name__})
            return
        await self._departures.present(PLATFORM, {DIRECT, *servers, *self._joined})

    async def deleted(self, server: int, channel: int) -> None:
        """Let a channel or thread rest that was deleted."""
        await self._departures.channel_gone(_place(server, channel), Rejection.UNKNOWN_CHANNEL)

    async def changed(self, thread: discord.RawThreadUpdateEvent) -> None:
        """Let a thread rest that was archived and locked; one that is only archived is opened by the next message."""
        state, place = thread.data["thread_metadata"], _place(thread.guild_id, thread.thread_id)
        if state["archived"] and state.get("locked", False):
            await self._departures.channel_gone(place, Rejection.ARCHIVED)
        elif not state["archived"]:
            await self._departures.channel_back(place)


def _place(server: int, channel: int) -> Channel:
    return Channel(PLATFORM, str(server), str(channel))


async def _servers(client: discord.Client) -> list[str]:
    return [str(server.id) async for server in client.fetch_guilds(limit=None, with_counts=False)]


async def _welcome(server: discord.Guild) -> None:
    """Post the welcome where Discord itself greets people, else in the first channel where the bot may post."""
    told = {"server": server.id}
    channel = next(_open_to(server), None)
    if channel is None:
        log.info("nowhere to say welcome", extra=told)
        return
    try:
        for page in render(guide.welcome()):
            await patiently(channel.send, view=components.view(page))
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        log.warning("welcome not posted", extra={**told, "error": type(error).__name__})


def _open_to(server: discord.Guild) -> Iterator[discord.TextChannel]:
    listed = [room for _, rooms in server.by_category() for room in rooms if isinstance(room, discord.TextChannel)]
    for channel in [*filter(None, [server.system_channel]), *listed]:
        granted = channel.permissions_for(server.me)
        if granted.view_channel and granted.send_messages:
            yield channel
