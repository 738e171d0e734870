"""Every implementation of Messenger, each with two channels. A new platform adds its factory to FACTORIES."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

import discord
import simcord

from bot.chat.discord.messenger import DiscordMessenger
from bot.chat.slack.clients import Clients, Workspace
from bot.chat.slack.manifest import manifest
from bot.chat.slack.messenger import SlackMessenger
from bot.chat.terminal.messenger import TerminalMessenger
from bot.model.delivery import Messenger
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.work.memory import MemoryMessenger
from tests.chat.discord.people import said
from tests.chat.slack.rules import read as shown
from tests.wire.slack.server import WireSlack


@dataclass(frozen=True, slots=True)
class Place:
    """A messenger ready for use.

    `read` gives all that people can read in all its channels, as one text; `clock` is the platform's. In `closed`
    the bot may not post, and `hidden` is not open to `person`; None where there are no permissions.
    """

    messenger: Messenger
    channel: Channel
    other: Channel
    read: Callable[[], Awaitable[str]]
    clock: Clock
    closed: Channel | None = None
    hidden: Channel | None = None
    person: str = "ada"


Factory: TypeAlias = Callable[[], AbstractAsyncContextManager[Place]]


def _now() -> datetime:
    return datetime.now(UTC)


def _channels(platform: str) -> tuple[Channel, Channel]:
    return Channel(platform, "harbour", "1"), Channel(platform, "harbour", "2")


@asynccontextmanager
async def memory() -> AsyncIterator[Place]:
    messenger = MemoryMessenger("memory", _now)

    async def read() -> str:
        return "\n".join(posted.payload for posted in messenger.posted)

    yield Place(messenger, *_channels("memory"), read, _now)


@asynccontextmanager
async def terminal() -> AsyncIterator[Place]:
    printed: list[str] = []
    messenger = TerminalMessenger(printed.append, _now)

    async def read() -> str:
        return "\n".join(printed)

    yield Place(messenger, *_channels("terminal"), read, _now)


@asynccontextmanager
async def simulated_discord() -> AsyncIterator[Place]:
    messenger = DiscordMessenger()
    client = discord.Client(intents=discord.Intents(guilds=True))
    env = simcord.Env(client)
    await env.start()
    try:
        messenger.attach(client)
        guild = env.create_guild()
        assert client.user is not None
        silent = discord.PermissionOverwrite(send_messages=False)
        rooms = [
            guild.create_text_channel("one"),
            guild.create_text_channel("two"),
            guild.create_text_channel("closed", overwrites={client.user: silent}),
        ]
        hidden = guild.create_text_channel(
            "hidden", overwrites={guild.default_role: discord.PermissionOverwrite(view_channel=False)}
        )
        person = guild.add_member(env.create_user("ada"))

        async def read() -> str:
            return "\n".join(said(message) for room in rooms for message in room.history())

        one, other, closed, secret = (Channel("discord", str(guild.id), str(room.id)) for room in (*rooms, hidden))
        yield Place(messenger, one, other, read, env.now, closed, secret, str(person.id))
    finally:
        await env.shutdown()


@asynccontextmanager
async def little_slack() -> AsyncIterator[Place]:
    async with WireSlack(manifest("news-")) as slack, Clients(slack.api) as clients:
        workspace = slack.workspace("harbour")
        rooms = [slack.room(workspace, name, invited=name != "closed") for name in ("one", "two", "closed")]
        assert workspace.grant is not None
        clients.know(Workspace(workspace.id, workspace.grant.token, workspace.bot.id))
        messenger = SlackMessenger(clients, "news-")
        hidden = slack.room(workspace, "hidden", private=True)
        person = slack.person(workspace, "ada")

        async def read() -> str:
            return "\n".join(shown(message.blocks) for room in rooms for message in room.messages)

        one, other, closed, secret = (Channel("slack", workspace.id, room.id) for room in (*rooms, hidden))
        await messenger.rooms(one, person.id, {})
        yield Place(messenger, one, other, read, _now, closed, secret, person.id)


FACTORIES: list[Factory] = [memory, terminal, simulated_discord, little_slack]
