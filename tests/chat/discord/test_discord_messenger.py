"""Digests on their way into Discord channels: once, whole, and with a named reason where they cannot get in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.chat.discord import limits
from bot.chat.discord.client import DiscordBot
from bot.chat.discord.messenger import DiscordMessenger
from bot.chat.router import Router
from bot.model.article import Article, Source
from bot.model.briefing import Briefing, Bullet, Digest, Story
from bot.model.delivery import OWNER, Rejected, Rejection, RetryLater, page_key
from bot.model.document import Citation, Event, Precision
from bot.model.place import Channel
from bot.workers import WorkerPool
from tests.chat.discord.people import galleries, last, said

MORNING = datetime(2026, 5, 4, 7, tzinfo=UTC)
KEY = "k3f9x2"


def digest(stories: int = 1, words: str = "The ferry line opens.") -> Digest:
    return Digest(MORNING - timedelta(days=1), MORNING, tuple(story(n, words) for n in range(1, stories + 1)))


def story(number: int, words: str) -> Story:
    article = Article(f"a{number}", f"Title {number}", words, Source.TEXT, MORNING)
    bullet = Bullet(f"Story {number}. {words}", (Citation(article.id, 0, words),))
    return Story((article,), Briefing((article.id,), bullet, (bullet,), (), (), "extractive", "en"))


def place(channel: simcord.ChannelHandle) -> Channel:
    return Channel("discord", str(channel.guild.id if channel.guild else "direct"), str(channel.id))


def sends(env: simcord.Env) -> list[Any]:
    """The bodies of the messages that the bot posted."""
    return [entry.json for entry in env.http_requests if entry.method == "POST" and entry.path.endswith("/messages")]


@pytest.fixture
def messenger(env: simcord.Env) -> DiscordMessenger:
    messenger = DiscordMessenger()
    messenger.attach(env.bot)
    return messenger


async def test_a_digest_arrives_and_is_found_again(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    (payload,) = messenger.pages(digest(), KEY)
    sent = await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert str(last(channel).id) == sent
    assert "Story 1" in said(last(channel))
    assert said(last(channel)).endswith(f"-# ref {KEY}-1")
    assert await messenger.find(place(channel), page_key(KEY, 1), env.now()) == sent


async def test_only_the_very_page_is_found(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    pages = messenger.pages(digest(40, "The ferry line opens. " * 40), KEY)
    assert len(pages) > 10
    ids = [await messenger.send(place(channel), page, page_key(KEY, n)) for n, page in enumerate(pages, 1)]
    found = [await messenger.find(place(channel), page_key(KEY, n), env.now()) for n in range(1, len(pages) + 1)]
    assert found == ids
    assert await messenger.find(place(channel), page_key(KEY, len(pages) + 1), env.now()) is None
    assert await messenger.find(place(channel), "other-1", env.now()) is None


async def test_what_others_write_is_not_taken_for_ours(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    alice = guild.add_member(env.create_user("alice"))
    await alice.send(channel, f"-# ref {KEY}-1")
    assert await messenger.find(place(channel), page_key(KEY, 1), env.now()) is None


async def test_a_message_carries_its_key_as_nonce_and_pings_nobody(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    (payload,) = messenger.pages(digest(words="@everyone and <@1> should come."), KEY)
    await messenger.send(place(channel), payload, page_key(KEY, 1))
    (body,) = sends(env)
    assert body["nonce"] == f"{KEY}-1"
    assert body["enforce_nonce"] is True
    assert body["allowed_mentions"] == {"parse": []}
    assert not last(channel).mention_everyone
    assert not last(channel).mentions


async def test_a_long_digest_is_several_messages_within_the_limits(
    messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    pages = messenger.pages(digest(30, "The ferry line opens. " * 30), KEY)
    for number, page in enumerate(pages, 1):
        await messenger.send(place(channel), page, page_key(KEY, number))
    messages = [said(message) for message in channel.history()]
    assert len(messages) == len(pages) > 5
    assert all(len(message) <= limits.CHARACTERS for message in messages)
    assert [n for n in range(1, 31) if not any(f"- Story {n}." in message for message in messages)] == []
    assert messages[-1].endswith(f"-# {len(pages)} of {len(pages)} · ref {KEY}-{len(pages)}")


async def test_a_payload_outlives_the_client_that_made_it(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle, router: Router
) -> None:
    (payload,) = messenger.pages(digest(), KEY)
    later = DiscordBot(router, shard_count=1)
    await env.restart_bot(later)
    messenger.attach(later)
    await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert "Story 1" in said(last(channel))


async def test_without_a_connection_it_is_tried_later(channel: simcord.ChannelHandle) -> None:
    messenger = DiscordMessenger()
    assert not messenger.connected
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(RetryLater):
        await messenger.send(place(channel), payload, page_key(KEY, 1))
    with pytest.raises(RetryLater):
        await messenger.find(place(channel), page_key(KEY, 1), MORNING)


async def test_a_key_that_is_no_nonce_is_a_mistake_of_ours(
    messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    (payload,) = messenger.pages(digest(), "k" * 30)
    with pytest.raises(ValueError, match="25 characters"):
        await messenger.send(place(channel), payload, page_key("k" * 30, 1))


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (403, 50001, Rejection.NO_ACCESS),
        (403, 50013, Rejection.NO_PERMISSION),
        (404, 10003, Rejection.UNKNOWN_CHANNEL),
        (403, 50007, Rejection.BLOCKED),
        (403, 200000, Rejection.BLOCKED),
        (400, 50083, Rejection.ARCHIVED),
        (400, 50035, Rejection.INVALID),
    ],
)
async def test_a_refusal_has_a_named_reason(
    env: simcord.Env,
    messenger: DiscordMessenger,
    channel: simcord.ChannelHandle,
    status: int,
    code: int,
    reason: Rejection,
) -> None:
    env.inject_error("POST", "/channels/*/messages", status=status, code=code, message="no")
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(Rejected) as refused:
        await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert refused.value.reason is reason
    assert str(code) in refused.value.detail


@pytest.mark.parametrize("status", [401, 429, 500, 503])
async def test_a_passing_failure_is_tried_later(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle, status: int
) -> None:
    env.inject_error("POST", "/channels/*/messages", status=status)
    env.inject_error("GET", "/channels/*/messages", status=status)
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(RetryLater):
        await messenger.send(place(channel), payload, page_key(KEY, 1))
    with pytest.raises(RetryLater):
        await messenger.find(place(channel), page_key(KEY, 1), env.now())


async def test_a_channel_that_is_closed_to_the_bot_refuses(
    messenger: DiscordMessenger, me: discord.ClientUser, guild: simcord.GuildHandle
) -> None:
    silent = discord.PermissionOverwrite(send_messages=False)
    channel = guild.create_text_channel("news", overwrites={me: silent})
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(Rejected) as refused:
        await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert refused.value.reason is Rejection.NO_PERMISSION


async def test_a_server_that_the_bot_has_left_refuses(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    env.inject_error("POST", "/channels/*/messages", status=403, code=50001)
    elsewhere = Channel("discord", "4711", str(channel.id))
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(Rejected) as refused:
        await messenger.send(elsewhere, payload, page_key(KEY, 1))
    assert refused.value.reason is Rejection.REMOVED


async def test_without_the_right_to_read_back_nothing_is_found(
    env: simcord.Env, messenger: DiscordMessenger, me: discord.ClientUser, guild: simcord.GuildHandle
) -> None:
    blind = discord.PermissionOverwrite(read_message_history=False)
    channel = guild.create_text_channel("news", overwrites={me: blind})
    (payload,) = messenger.pages(digest(), KEY)
    await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert await messenger.find(place(channel), page_key(KEY, 1), env.now()) is None


def test_a_channel_is_called_by_its_name(messenger: DiscordMessenger, guild: simcord.GuildHandle) -> None:
    channel = place(guild.create_text_channel("harbour-news"))
    assert messenger.called(channel) == "#harbour-news"
    assert messenger.called(replace(channel, id="4711")) == "the channel"
    assert DiscordMessenger().called(channel) == "the channel"


async def test_a_note_reaches_the_servers_owner_and_nobody_else(
    env: simcord.Env, messenger: DiscordMessenger, me: discord.ClientUser
) -> None:
    boss = env.create_user("boss")
    guild = env.create_guild(owner=boss)
    channel = guild.create_text_channel("news")
    owner = Channel("discord", str(guild.id), OWNER)
    sent = await messenger.send(owner, messenger.note("Most of today's budget is spent.", KEY), page_key(KEY, 1))
    assert said(last(boss.dm_channel)) == f"⚠️ Most of today's budget is spent.\n-# ref {KEY}-1"
    assert channel.last_message is None
    assert await messenger.find(owner, page_key(KEY, 1), env.now()) == sent


async def test_a_note_to_a_server_that_is_gone_is_refused(env: simcord.Env, messenger: DiscordMessenger) -> None:
    for workspace in ("4711", "direct"):
        with pytest.raises(Rejected) as refused:
            await messenger.send(Channel("discord", workspace, OWNER), messenger.note("Hello.", KEY), page_key(KEY, 1))
        assert refused.value.reason is Rejection.REMOVED


def drawn_digest() -> Digest:
    """A digest with a picture of two events."""
    made = story(1, "The ferry line opens.")
    cited = made.briefing.headline.citations[0]
    events = tuple(
        Event(date(2026, 5, day), Precision.DAY, "", f"The ferry sails for the {day}th time.", cited) for day in (5, 6)
    )
    told = replace(made, briefing=replace(made.briefing, timeline=events))
    return replace(digest(), stories=(told,), picture=True)


async def test_a_digest_comes_with_a_picture_where_files_may_be_attached(
    messenger: DiscordMessenger, channel: simcord.ChannelHandle, workers: WorkerPool
) -> None:
    messenger.draw_with(workers)
    (payload,) = messenger.pages(drawn_digest(), KEY)
    await messenger.send(place(channel), payload, page_key(KEY, 1))
    (picture,) = last(channel).attachments
    assert picture.filename == "timeline.png"
    (item,) = galleries(last(channel))
    assert item["media"]["url"] in (picture.url, "attachment://timeline.png")
    assert "Tue 5 May 2026" in item["description"]


async def test_where_files_may_not_be_attached_the_words_are_posted_alone(
    env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle, workers: WorkerPool
) -> None:
    messenger.draw_with(workers)
    env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
    (payload,) = messenger.pages(drawn_digest(), KEY)
    sent = await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert last(channel).attachments == []
    assert "Story 1" in said(last(channel))
    assert await messenger.find(place(channel), page_key(KEY, 1), env.now()) == sent


async def test_a_picture_that_cannot_be_drawn_costs_no_digest(
    messenger: DiscordMessenger, channel: simcord.ChannelHandle
) -> None:
    (payload,) = messenger.pages(drawn_digest(), KEY)
    await messenger.send(place(channel), payload, page_key(KEY, 1))
    assert last(channel).attachments == []
    assert "Story 1" in said(last(channel))
