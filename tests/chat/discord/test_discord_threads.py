"""Threads on Discord: one under each digest that wants one, and answers that keep to what a thread is under."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.app import build
from bot.chat.discord.client import DiscordBot
from bot.chat.discord.messenger import DiscordMessenger
from bot.chat.discord.pages import Page
from bot.model.delivery import Rejected, Rejection, RetryLater, page_key
from bot.model.place import Channel
from bot.settings import load
from bot.workers import WorkerPool
from tests.chat.discord.fiction import ARRIVAL, FERRY
from tests.chat.discord.people import buttons, last, paste, response, said
from tests.chat.discord.test_discord_digests import DUE, SUNDAY, Clock
from tests.chat.discord.test_discord_messenger import KEY, digest, place

pytestmark = pytest.mark.simcord(settle_timeout=14)  # less than aiohttp keeps idle connections

VOTE = """\
Port Selen votes for a new budget

Clara Weiss, the mayor of Port Selen, won a vote on the budget of the town on Friday.

Ms Weiss said that she would spend four million crowns on the northern pier.
"""


class DiscussingMessenger(DiscordMessenger):
    """Says when it has opened a thread."""

    def __init__(self) -> None:
        super().__init__()
        self.discussed = asyncio.Event()

    async def discuss(self, channel: Channel, message: str, payload: str) -> None:
        await super().discuss(channel, message, payload)
        if Page.load(payload).thread:
            self.discussed.set()


@pytest.fixture
def messenger(env: simcord.Env) -> DiscordMessenger:
    messenger = DiscordMessenger()
    messenger.attach(env.bot)
    return messenger


async def posted(messenger: DiscordMessenger, where: Channel) -> tuple[str, str]:
    """A digest of one message that wants a thread, posted: its payload and its id."""
    (payload,) = messenger.pages(replace(digest(), thread=True), KEY)
    return payload, await messenger.send(where, payload, page_key(KEY, 1))


class TestUnderDigests:
    async def test_a_thread_is_opened_on_the_last_message(
        self, messenger: DiscordMessenger, channel: simcord.ChannelHandle
    ) -> None:
        pages = messenger.pages(replace(digest(30, "The ferry line opens. " * 30), thread=True), KEY)
        for number, page in enumerate(pages, 1):
            message = await messenger.send(place(channel), page, page_key(KEY, number))
            await messenger.discuss(place(channel), message, page)
        (thread,) = channel.threads
        assert thread.name == "Digest of 4 May"
        assert str(thread.id) == message

    async def test_a_digest_that_wants_none_gets_none(
        self, messenger: DiscordMessenger, channel: simcord.ChannelHandle
    ) -> None:
        (payload,) = messenger.pages(digest(), KEY)
        message = await messenger.send(place(channel), payload, page_key(KEY, 1))
        await messenger.discuss(place(channel), message, payload)
        assert list(channel.threads) == []

    async def test_a_thread_that_is_there_already_is_as_good(
        self, env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle
    ) -> None:
        payload, message = await posted(messenger, place(channel))
        env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004, message="there is one")
        await messenger.discuss(place(channel), message, payload)

    @pytest.mark.parametrize(
        ("status", "code", "reason"),
        [(403, 50013, Rejection.NO_PERMISSION), (400, 50024, Rejection.INVALID), (400, 160006, Rejection.INVALID)],
    )
    async def test_a_refusal_has_its_reason(
        self,
        env: simcord.Env,
        messenger: DiscordMessenger,
        channel: simcord.ChannelHandle,
        status: int,
        code: int,
        reason: Rejection,
    ) -> None:
        payload, message = await posted(messenger, place(channel))
        env.inject_error("POST", "/channels/*/messages/*/threads", status=status, code=code, message="no")
        with pytest.raises(Rejected) as refused:
            await messenger.discuss(place(channel), message, payload)
        assert refused.value.reason is reason

    async def test_what_passes_is_tried_later(
        self, env: simcord.Env, messenger: DiscordMessenger, channel: simcord.ChannelHandle
    ) -> None:
        payload, message = await posted(messenger, place(channel))
        env.inject_error("POST", "/channels/*/messages/*/threads", status=503)
        with pytest.raises(RetryLater):
            await messenger.discuss(place(channel), message, payload)

    async def test_a_schedule_with_threads(self, tmp_path: Path, workers: WorkerPool) -> None:
        settings = load(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
        clock, messenger = Clock(SUNDAY), DiscussingMessenger()
        async with (
            build(settings, clock=clock, workers=workers, messengers={messenger.platform: messenger}) as app,
            simcord.run(DiscordBot(app.router, shard_count=1), settle_timeout=60) as env,
        ):
            messenger.attach(env.bot)
            guild = env.create_guild()
            channel = guild.create_text_channel("news")
            editors = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
            manager = guild.add_member(env.create_user("manager"), roles=[editors])
            made = await manager.slash(channel, "digest schedule", times="08:00 Europe/London weekdays", thread=True)
            assert "with a thread to discuss it in" in said(made)
            clock.now += timedelta(minutes=1)
            await manager.slash(channel, "brief", file=("ferry.txt", FERRY.encode()))
            await manager.slash(channel, "brief", file=("vote.txt", VOTE.encode()))
            clock.now = DUE
            await app.work.start()
            await asyncio.wait_for(messenger.discussed.wait(), 20)
            await app.work.stop()
            (thread,) = channel.threads
            assert env.bot.user is not None
            await manager.send(thread, f"{env.bot.user.mention} Who leads the town hall of Port Selen?")
            assert "2 articles" in said(last(thread))

    async def test_a_right_that_is_missing_is_named_when_threads_are_asked_for(
        self, guild: simcord.GuildHandle, manager: simcord.MemberActor, me: discord.ClientUser
    ) -> None:
        unthreaded = discord.PermissionOverwrite(create_public_threads=False)
        channel = guild.create_text_channel("quiet", overwrites={me: unthreaded})
        times = "08:00 weekdays Europe/London"
        warned = said(await manager.slash(channel, "digest schedule", times=times, thread=True))
        assert "I may not open threads in this channel yet" in warned
        assert "give me: Create Public Threads." in warned
        assert "I may not" not in said(await manager.slash(channel, "digest schedule", times=times))


class TestSubjects:
    @pytest.mark.parametrize(("text", "name"), [(ARRIVAL, "Irena Dolak"), (VOTE, "Clara Weiss")])
    async def test_a_thread_on_a_briefing_is_about_it(
        self,
        env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        me: discord.ClientUser,
        text: str,
        name: str,
    ) -> None:
        briefings = {each: response(await paste(alice, channel, each)) for each in (ARRIVAL, VOTE)}
        room = env.bot.get_channel(channel.id)
        assert isinstance(room, discord.TextChannel)
        await room.get_partial_message(briefings[text].id).create_thread(name="talk")
        (thread,) = channel.threads
        await alice.send(thread, f"{me.mention} who is she?")
        assert name in said(last(thread))
        assert "1 article" in said(last(thread))

    async def test_a_story_of_a_digest_is_asked_about_by_its_button(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        for text in (ARRIVAL, VOTE):
            await paste(alice, channel, text)
        preview = response(await alice.slash(channel, "digest preview"))
        asking = [button["custom_id"] for button in buttons(preview) if button["label"] == "Ask"]
        assert len(asking) == 2
        answers = []
        for action in asking:
            window = await alice.click(preview, custom_id=action)
            answers.append(said(await alice.submit_modal(window, {"question~0": "Who is she?"})))
        assert sorted("Weiss" in answer for answer in answers) == [False, True]
        assert sorted("Dolak" in answer for answer in answers) == [False, True]

    async def test_a_story_is_suggested_and_asked_about(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        for text in (ARRIVAL, VOTE):
            await paste(alice, channel, text)
        (choice,) = await alice.autocomplete(channel, "ask", "story", "budget", question="Who is she?")
        assert choice == {"name": "Port Selen votes for a new budget", "value": 2}
        answer = said(await alice.slash(channel, "ask", question="Who is she?", story=choice["value"]))
        assert "Clara Weiss" in answer
        assert "1 article" in answer
