"""The real bot, with everything behind it, in a simulated Discord."""

import discord
import pytest
import simcord

from bot.app import App
from bot.chat.discord.client import DiscordBot
from bot.chat.router import Router


@pytest.fixture
def router(app: App) -> Router:
    return app.router


@pytest.fixture
def simcord_bot(router: Router) -> DiscordBot:
    return DiscordBot(router, shard_count=1)


@pytest.fixture
def env(simcord_env: simcord.Env) -> simcord.Env:
    return simcord_env


@pytest.fixture
def me(env: simcord.Env) -> discord.ClientUser:
    """The bot's own account."""
    assert env.bot.user is not None
    return env.bot.user


@pytest.fixture
def guild(env: simcord.Env) -> simcord.GuildHandle:
    return env.create_guild()


@pytest.fixture
def channel(guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    return guild.create_text_channel("news")


@pytest.fixture
def alice(env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    """Somebody without any rights of her own."""
    return guild.add_member(env.create_user("alice"))


@pytest.fixture
def manager(env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    """Somebody who may manage the server."""
    role = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(env.create_user("manager"), roles=[role])
