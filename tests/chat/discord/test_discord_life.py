"""Servers and channels that come and go."""

from collections.abc import Iterable
from typing import Any

import discord
import pytest
import simcord
from simcord.backend import serializers

from bot.app import App
from bot.chat.discord.client import DiscordBot
from bot.chat.discord.intake import DIRECT
from bot.model.delivery import Rejection
from bot.model.place import Channel
from tests.chat.discord.people import said

pytestmark = pytest.mark.simcord(settle_timeout=14)

GREETING = "Here to brief the news"


async def invite(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    """Bring the bot into a server: what Discord then sends does not say whether the server is available."""
    payload: dict[str, Any] = dict(serializers.guild_create_payload(env.backend, env.backend.guilds[guild.id]))
    del payload["unavailable"]
    env.backend.emit("GUILD_CREATE", payload)
    await env.settle()


async def held(app: App, channel: simcord.ChannelHandle) -> Iterable[Rejection | None]:
    """Why each schedule of a channel rests."""
    return [row.held for row in await app.desk.schedules.of_channel(place(channel))]


def place(channel: simcord.ChannelHandle) -> Channel:
    return Channel("discord", str(channel.guild.id), str(channel.id))  # type: ignore[union-attr]


@pytest.fixture
async def scheduled(channel: simcord.ChannelHandle, manager: simcord.MemberActor) -> simcord.ChannelHandle:
    """The channel, with a digest set."""
    await manager.slash(channel, "digest schedule", times="08:00 weekdays", zone="Europe/London")
    return channel


class TestWelcome:
    async def test_it_is_posted_once_where_the_bot_may_post(
        self, env: simcord.Env, guild: simcord.GuildHandle, me: discord.ClientUser
    ) -> None:
        silent = discord.PermissionOverwrite(send_messages=False)
        closed = guild.create_text_channel("rules", overwrites={me: silent})
        lobby, other = guild.create_text_channel("lobby"), guild.create_text_channel("other")
        await invite(env, guild)
        await invite(env, guild)
        (welcome,) = lobby.history()
        assert GREETING in said(welcome)
        assert [closed.history(), other.history()] == [[], []]

    async def test_discord_s_own_channel_for_greetings_comes_first(
        self, env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
    ) -> None:
        hall = guild.create_text_channel("hall")
        env.backend.guilds[guild.id].system_channel_id = hall.id
        await invite(env, guild)
        assert GREETING in said(hall.history()[-1])
        assert channel.history() == []

    async def test_a_server_where_it_may_post_nowhere_is_left_in_peace(
        self, env: simcord.Env, guild: simcord.GuildHandle, me: discord.ClientUser
    ) -> None:
        guild.create_text_channel("rules", overwrites={me: discord.PermissionOverwrite(view_channel=False)})
        await invite(env, guild)
        assert not [entry for entry in env.http_requests if entry.path.endswith("/messages")]

    async def test_a_server_that_was_only_unreachable_hears_no_welcome(
        self, env: simcord.Env, guild: simcord.GuildHandle, scheduled: simcord.ChannelHandle, app: App
    ) -> None:
        said_before = len(scheduled.history())
        env.backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
        await env.settle()
        env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(env.backend, env.backend.guilds[guild.id]))
        await env.settle()
        assert len(scheduled.history()) == said_before
        assert await held(app, scheduled) == [None]


class TestDepartures:
    async def test_a_server_that_removes_the_bot_rests_until_it_is_back(
        self, env: simcord.Env, guild: simcord.GuildHandle, scheduled: simcord.ChannelHandle, app: App
    ) -> None:
        kept = env.backend.guilds[guild.id]
        env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
        await env.settle()
        assert await held(app, scheduled) == [Rejection.REMOVED]
        env.backend.guilds[guild.id] = kept
        await invite(env, guild)
        assert await held(app, scheduled) == [None]

    async def test_a_server_that_removed_the_bot_while_it_was_away_is_noticed_at_the_next_connection(
        self, env: simcord.Env, guild: simcord.GuildHandle, scheduled: simcord.ChannelHandle, app: App
    ) -> None:
        alice = env.create_user("alice")
        await alice.slash("digest schedule", times="08:00 weekdays", zone="Europe/London")
        del env.backend.guilds[guild.id]
        await env.restart_bot(DiscordBot(app.router, shard_count=1))
        assert await held(app, scheduled) == [Rejection.REMOVED]
        direct = Channel("discord", DIRECT, str(alice.dm_channel.id))
        assert [row.held for row in await app.desk.schedules.of_channel(direct)] == [None]

    async def test_a_list_of_servers_that_cannot_be_had_changes_nothing(
        self, env: simcord.Env, guild: simcord.GuildHandle, scheduled: simcord.ChannelHandle, app: App
    ) -> None:
        del env.backend.guilds[guild.id]
        env.inject_error("GET", "/users/@me/guilds", status=403, times=None)
        await env.restart_bot(DiscordBot(app.router, shard_count=1))
        assert await held(app, scheduled) == [None]

    async def test_a_deleted_channel_rests(self, env: simcord.Env, scheduled: simcord.ChannelHandle, app: App) -> None:
        env.backend.delete_channel(scheduled.id)
        await env.settle()
        assert await held(app, scheduled) == [Rejection.UNKNOWN_CHANNEL]

    async def test_a_forum_s_post_rests_while_it_is_locked_away_and_for_good_with_its_forum(
        self, env: simcord.Env, guild: simcord.GuildHandle, manager: simcord.MemberActor, app: App
    ) -> None:
        forum = guild.create_forum_channel("desks")
        board = env.bot.get_channel(forum.id)
        assert isinstance(board, discord.ForumChannel)
        await board.create_thread(name="north", content="Talk here.")
        (north,) = forum.threads
        await manager.slash(north, "digest schedule", times="08:00 weekdays", zone="Europe/London")
        for state, why in (
            ({"archived": True}, None),
            ({"archived": True, "locked": True}, Rejection.ARCHIVED),
            ({"archived": False, "locked": False}, None),
        ):
            env.backend.edit_channel(north.id, {}, thread_metadata=state)
            await env.settle()
            assert await held(app, north) == [why], state
        env.backend.delete_channel(north.id)
        await env.settle()
        assert await held(app, north) == [Rejection.UNKNOWN_CHANNEL]
