"""Servers that come and go over a real connection, what the gateway refuses, and what the doctor says of it all."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from discord import Client, Intents
from discord.gateway import DiscordWebSocket
from discord.http import Route
from simcord.backend import serializers
from simcord.backend.models import Guild

from bot.chat.discord import checkup
from bot.chat.discord.client import point_to
from bot.chat.discord.messenger import DiscordMessenger
from bot.model.delivery import Rejection
from bot.model.place import WHOLE, Channel
from bot.store import Store
from tests.wire.conftest import Start
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.rates import Limited
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Moment, Script
from tests.wire.posts import MESSAGES
from tests.wire.replies import said

LATER = datetime(2099, 1, 1, tzinfo=UTC)
GUILDS = "/users/@me/guilds"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """The bot's own database."""
    async with Store(f"sqlite:///{tmp_path}/bot.sqlite3") as store:
        await store.upgrade()
        yield store


async def scheduled(discord: WireDiscord, store: Store, shard: int = 0) -> Guild:
    """A server with the bot in it and a digest set."""
    server = discord.server(shard=shard)
    channel = Channel("discord", str(server.id), str(discord.channel(server).id))
    now = datetime.now(UTC)
    await store.schedules.add(channel, "daily 08:00", "UTC", "ada", now, LATER)
    return server


async def held(store: Store, server: Guild) -> Sequence[Rejection | None]:
    return [row.held for row in await store.schedules.at(Channel("discord", str(server.id), WHOLE))]


def invite(discord: WireDiscord, server: Guild) -> None:
    """Bring the bot into a server: what Discord then sends does not say whether the server is available."""
    discord.backend.guilds[server.id] = server
    payload: dict[str, Any] = dict(serializers.guild_create_payload(discord.backend, server))
    del payload["unavailable"]
    discord.backend.emit("GUILD_CREATE", payload)


async def test_a_server_that_removed_the_bot_while_it_was_off_rests_until_it_invites_it_again(
    discord: WireDiscord, start: Start, store: Store
) -> None:
    kept, lost = await scheduled(discord, store), await scheduled(discord, store)
    del discord.backend.guilds[lost.id]
    bot = await start()
    await bot.says("place left")
    assert [await held(store, kept), await held(store, lost)] == [[None], [Rejection.REMOVED]]
    invite(discord, lost)
    await bot.says("place back")
    assert await held(store, lost) == [None]
    await discord.seen("POST", MESSAGES)
    (channel,) = lost.channel_ids
    assert "Here to brief the news" in said(discord.posted(channel))
    assert discord.posted(kept.channel_ids[0]) == []


async def test_a_server_of_one_of_two_shards_that_is_lost_in_a_new_session_is_noticed(
    discord: WireDiscord, start: Start, store: Store
) -> None:
    discord.shards = 2
    first, second = await scheduled(discord, store, 0), await scheduled(discord, store, 1)
    bot = await start()
    await discord.seen("GET", GUILDS)
    del discord.backend.guilds[second.id]
    discord.gateway.invalidate(shard=1)
    await bot.says("place left")
    assert [await held(store, first), await held(store, second)] == [[None], [Rejection.REMOVED]]


async def test_a_server_that_discord_has_trouble_with_has_not_left(
    discord: WireDiscord, start: Start, store: Store
) -> None:
    server = await scheduled(discord, store)
    bot = await start()
    await discord.seen("GET", GUILDS)
    discord.loses(server)
    discord.finds(server)
    await discord.gateway.close(4000)
    await discord.seen(GATEWAY, "RESUME")
    assert await bot.stop() == 0
    assert await held(store, server) == [None]
    assert discord.calls("POST", MESSAGES) == []


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (4011, "shards are counted anew"),
        (4013, "install a newer version of this bot"),
        (4014, "see on the Bot page of discord.com/developers/applications"),
    ],
)
async def test_what_the_gateway_refuses_comes_with_advice_and_is_tried_again(
    discord: WireDiscord, start: Start, code: int, advice: str
) -> None:
    discord.gateway.refuses = code
    bot = await start()
    assert advice in await bot.says("discord connection failed")
    discord.gateway.refuses = None
    await discord.seen(GATEWAY, "IDENTIFY", count=2)


async def test_the_doctor_finds_the_commands_that_the_bot_made_known(discord: WireDiscord, start: Start) -> None:
    fresh = [finding async for finding in checkup.examine(discord.token, discord.api)]
    assert [finding.well for finding in fresh] == [True, True, None, True]
    await start()
    await discord.seen("PUT", "/applications/*/commands")
    found = [finding async for finding in checkup.examine(discord.token, discord.api)]
    assert [finding.well for finding in found] == [True] * 4, found
    (refused,) = [finding async for finding in checkup.examine("stolen", discord.api)]
    assert "Discord refuses the token. Check DISCORD_TOKEN" in refused.words


@pytest.fixture
async def messenger(discord: WireDiscord) -> AsyncIterator[DiscordMessenger]:
    """A messenger in this process, logged in over real HTTP."""
    before = Route.BASE, str(DiscordWebSocket.DEFAULT_GATEWAY)
    point_to(discord.api, discord.gateway.url)
    client = Client(intents=Intents.none())
    messenger = DiscordMessenger()
    async with client:
        await client.login(discord.token)
        messenger.attach(client)
        yield messenger
    point_to(*before)


async def test_a_message_that_is_given_up_while_it_waits_for_the_global_limit_holds_up_no_other(
    discord: WireDiscord, messenger: DiscordMessenger
) -> None:
    server = discord.server()
    channel = Channel("discord", str(server.id), str(discord.channel(server).id))
    discord.meddlers.append(Script("POST", MESSAGES, Moment.ARRIVED, [Limited(50.0, "global")]))
    note = messenger.note("Read on.", "k")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await messenger.send(channel, note, "k-1")
    async with asyncio.timeout(5):
        assert await messenger.find(channel, "k-1", datetime.now(UTC)) is None
        await messenger.send(channel, note, "k-1")
