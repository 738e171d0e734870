"""Replies of several pages, menus and rows with buttons on a server."""

from datetime import timedelta

import discord
import pytest
import simcord

from bot.app import App
from bot.chat.discord import limits
from bot.chat.discord.client import DiscordBot
from bot.chat.router import Router
from tests.chat.discord.fiction import ARRIVAL, SPEAKERS, SPEECHES
from tests.chat.discord.people import buttons, galleries, last, next_button, paste, response, said

pytestmark = pytest.mark.simcord(settle_timeout=14)  # less than aiohttp keeps idle connections


def labels(where: discord.Message | simcord.ResponseMessage) -> list[str]:
    """What stands on the buttons of a message."""
    return [button["label"] for button in buttons(where)]


@pytest.fixture
async def briefing(channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> simcord.ResponseMessage:
    """The briefing of an article whose people said a lot."""
    return response(await alice.slash(channel, "brief", file=("speeches.txt", SPEECHES.encode())))


async def all_pages(reader: simcord.MemberActor, message: simcord.ResponseMessage) -> list[str]:
    """What each page says, turned to in order."""
    pages = [said(message)]
    while not next_button(message)["disabled"]:
        await reader.click(message, label="›")
        pages.append(said(message))
    return pages


class TestTurning:
    async def test_a_long_reply_is_one_message_whose_pages_turn(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, briefing: simcord.ResponseMessage
    ) -> None:
        result = await alice.slash(channel, "actors")
        assert labels(response(result)) == ["‹", "1 of 3", "›"]
        pages = await all_pages(alice, response(result))
        assert labels(response(result)) == ["‹", "3 of 3", "›"]
        assert result.followups == []
        assert all(len(page) <= limits.CHARACTERS for page in pages)
        assert all(sum(f"- **{name}**" in page for page in pages) == 1 for name in SPEAKERS)
        assert sum(page.count("and soon") for page in pages) == len(SPEAKERS)
        await alice.click(response(result), label="‹")
        assert said(response(result)) == pages[1]

    async def test_a_picture_has_its_own_message_and_the_pages_after_it_turn(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        met = "Anna Brandt and Peter Holm met Clara Weiss at the pier on Monday."
        await alice.slash(channel, "brief", file=("speeches.txt", f"{SPEECHES}\n\n{met}".encode()))
        result = await alice.slash(channel, "actors")
        assert len(galleries(response(result))) == 1
        assert labels(response(result)) == []
        (turning,) = result.followups
        pages = [said(response(result)), *await all_pages(alice, turning)]
        assert sum(page.count("and soon") for page in pages) == len(SPEAKERS)

    async def test_private_pages_stay_private(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, briefing: simcord.ResponseMessage
    ) -> None:
        result = await alice.click(briefing, label="Actors")
        talk = len(channel.history())
        turned = await alice.click(response(result), label="›")
        assert labels(response(result))[1] == "2 of 3"
        assert response(result).ephemeral
        assert turned.followups == []
        assert len(channel.history()) == talk

    async def test_pages_turn_after_a_restart(
        self,
        env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        router: Router,
        briefing: simcord.ResponseMessage,
    ) -> None:
        page = response(await alice.slash(channel, "actors"))
        await env.restart_bot(DiscordBot(router, shard_count=1))
        assert len(await all_pages(alice, page)) == 3

    async def test_anybody_turns_what_everybody_sees(
        self,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        manager: simcord.MemberActor,
        me: discord.ClientUser,
        briefing: simcord.ResponseMessage,
    ) -> None:
        await alice.send(channel, f"{me.mention} /actors")
        message = last(channel)
        await manager.click(message, label="›")
        assert labels(last(channel))[1] == "2 of 3"
        assert last(channel).id == message.id

    async def test_pages_that_are_forgotten_say_so_to_whoever_pressed(
        self,
        app: App,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        briefing: simcord.ResponseMessage,
    ) -> None:
        page = response(await alice.slash(channel, "actors"))
        await app.store.pages.forget(app.clock() + timedelta(days=1))
        pressed = await alice.click(page, label="›")
        (told,) = pressed.followups
        assert said(told) == "⚠️ That button has expired. Use the command again."
        assert told.ephemeral
        assert labels(page)[1] == "1 of 3"


class TestChoosing:
    async def test_a_schedule_is_chosen_from_a_menu(
        self, channel: simcord.ChannelHandle, manager: simcord.MemberActor
    ) -> None:
        for times in ("08:00 weekdays Europe/London", "18:00 every day Europe/London"):
            await manager.slash(channel, "digest schedule", times=times)
        asked = await manager.slash(channel, "digest pause")
        assert asked.ephemeral
        chosen = await manager.select(response(asked), ["2"])
        assert "Digest 2 " in said(chosen)
        assert "is paused" in said(chosen)
        assert chosen.ephemeral

    async def test_a_length_is_chosen_from_a_menu_also_after_a_restart(
        self, env: simcord.Env, channel: simcord.ChannelHandle, manager: simcord.MemberActor, router: Router
    ) -> None:
        asked = await manager.slash(channel, "settings length")
        await env.restart_bot(DiscordBot(router, shard_count=1))
        chosen = await manager.select(response(asked), ["short"])
        assert "From now on, briefings here are short" in said(chosen)

    async def test_instructions_are_written_in_a_window(
        self, channel: simcord.ChannelHandle, manager: simcord.MemberActor
    ) -> None:
        window = await manager.slash(channel, "settings instructions")
        result = await manager.submit_modal(window, {"instructions~0": "Fishing quotas"})
        assert "chosen with this in mind: “Fishing quotas”" in said(result)
        assert result.ephemeral

    async def test_a_digest_is_set_in_a_window_with_a_list(
        self, channel: simcord.ChannelHandle, manager: simcord.MemberActor
    ) -> None:
        window = await manager.slash(channel, "digest schedule")
        given = {"times~0": "08:00 weekdays", "zone~0": "Europe/London", "length~0": ["short"], "empty~0": ["yes"]}
        result = await manager.submit_modal(window, given)
        assert "It is written as short briefings" in said(result)
        assert "It is posted also when there is nothing new" in said(result)

    async def test_each_schedule_of_the_list_has_its_button(
        self, channel: simcord.ChannelHandle, manager: simcord.MemberActor, alice: simcord.MemberActor
    ) -> None:
        await manager.slash(channel, "digest schedule", times="08:00 weekdays Europe/London")
        listed = response(await manager.slash(channel, "digest list"))
        assert labels(listed) == ["Pause"]
        assert "is paused" in said(await manager.click(listed, label="Pause"))
        assert labels(response(await manager.slash(channel, "digest list"))) == ["Resume"]
        assert labels(response(await alice.slash(channel, "digest list"))) == []

    async def test_an_article_is_chosen_from_the_sources(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        for town in ("Lowen", "Selby", "Tavrin"):
            text = (
                f"{town} opens a pier\n\nThe harbour company of {town} opened its second pier on Tuesday.\n\n"
                f"Jonas Reed, the mayor of {town}, said that ships from {town} would wait no longer."
            )
            await paste(alice, channel, text)
        listed = await alice.slash(channel, "sources")
        one = await alice.select(response(listed), ["3"])
        assert "Selby opens a pier" in said(one)
        assert "Lowen" not in said(one)
        assert one.ephemeral
