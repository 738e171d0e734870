"""Digests that the bot posts by itself: when they are asked for, and when they are due, across a restart."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import simcord

from bot.app import build
from bot.chat.discord.client import DiscordBot
from bot.chat.discord.messenger import DiscordMessenger
from bot.model.place import Channel
from bot.settings import load
from bot.workers import WorkerPool
from tests.chat.discord.fiction import FERRY
from tests.chat.discord.people import last, paste, said

SUNDAY = datetime(2026, 5, 3, 12, tzinfo=UTC)
DUE = datetime(2026, 5, 4, 7, 0, 1, tzinfo=UTC)


class TellingMessenger(DiscordMessenger):
    """Says when it has sent something."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = asyncio.Event()

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        message = await super().send(channel, payload, key)
        self.sent.set()
        return message


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def test_a_restart_between_scheduling_and_due_time(tmp_path: Path, workers: WorkerPool) -> None:
    settings = load(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    clock = Clock(SUNDAY)
    messenger = TellingMessenger()
    messengers = {messenger.platform: messenger}
    async with (
        build(settings, clock=clock, workers=workers) as before,
        simcord.run(DiscordBot(before.router, shard_count=1), settle_timeout=60) as env,
    ):
        guild = env.create_guild()
        channel = guild.create_text_channel("news")
        editors = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        manager = guild.add_member(env.create_user("manager"), roles=[editors])
        await manager.slash(channel, "digest schedule", times="08:00 Europe/London weekdays")
        clock.now += timedelta(minutes=1)
        await manager.slash(channel, "brief", file=("ferry.txt", FERRY.encode()))
        talk = len(channel.history())

        clock.now = DUE
        async with build(settings, clock=clock, workers=workers, messengers=messengers) as after:
            bot = DiscordBot(after.router, shard_count=1)
            await env.restart_bot(bot)
            messenger.attach(bot)
            await after.work.start()
            await asyncio.wait_for(messenger.sent.wait(), 20)
            await after.work.stop()

        (posted,) = channel.history()[talk:]
        assert "Digest of 4 May 2026" in said(posted)
        assert "Port Selen" in said(posted)

        async with build(settings, clock=clock, workers=workers, messengers=messengers) as again:
            await again.work.start()
            await again.work.stop()
        assert len(channel.history()) == talk + 1


async def test_a_digest_that_is_asked_for_is_posted(tmp_path: Path, workers: WorkerPool) -> None:
    settings = load(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    clock = Clock(SUNDAY)
    messenger = TellingMessenger()
    async with (
        build(settings, clock=clock, workers=workers, messengers={messenger.platform: messenger}) as app,
        simcord.run(DiscordBot(app.router, shard_count=1), settle_timeout=60) as env,
    ):
        messenger.attach(env.bot)
        guild = env.create_guild()
        channel = guild.create_text_channel("news")
        editors = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        manager = guild.add_member(env.create_user("manager"), roles=[editors])
        await paste(manager, channel, FERRY)
        clock.now += timedelta(minutes=1)
        result = await manager.slash(channel, "digest now")
        assert "on its way" in said(result)
        assert result.ephemeral
        await app.work.start()
        await asyncio.wait_for(messenger.sent.wait(), 20)
        await app.work.stop()
        posted = channel.history()[-1]
        assert "Digest of 3 May 2026" in said(posted)
        assert "ferry" in said(posted)


async def test_the_owner_is_told_when_a_channel_takes_no_digest(tmp_path: Path, workers: WorkerPool) -> None:
    settings = load(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    clock = Clock(SUNDAY)
    messenger = TellingMessenger()
    async with (
        build(settings, clock=clock, workers=workers, messengers={messenger.platform: messenger}) as app,
        simcord.run(DiscordBot(app.router, shard_count=1), settle_timeout=60) as env,
    ):
        messenger.attach(env.bot)
        me = env.bot.user
        assert me is not None
        boss = env.create_user("boss")
        guild = env.create_guild(owner=boss)
        channel = guild.create_text_channel("news", overwrites={me: discord.PermissionOverwrite(send_messages=False)})
        editors = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        manager = guild.add_member(env.create_user("manager"), roles=[editors])
        await manager.slash(channel, "digest schedule", times="08:00 Europe/London weekdays")
        clock.now += timedelta(minutes=1)
        await manager.slash(channel, "brief", file=("ferry.txt", FERRY.encode()))
        clock.now = DUE
        await app.work.start()
        await asyncio.wait_for(messenger.sent.wait(), 20)
        await app.work.stop()
        told = said(last(boss.dm_channel))
        assert "I may not post in #news; give me View Channel and Send Messages there." in told
        listed = said(await manager.slash(channel, "digest list"))
        assert "I may not post in this channel; give me View Channel and Send Messages there" in listed
