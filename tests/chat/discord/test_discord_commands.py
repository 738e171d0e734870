"""Each command, button and window, as people on a server use them."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import simcord
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.catalogue import COMMANDS
from bot.chat.discord import limits
from bot.chat.discord.client import DiscordBot
from bot.chat.discord.permissions import POSTING
from bot.chat.router import Router
from tests.chat.discord.people import last, paste, response, said

pytestmark = pytest.mark.simcord(settle_timeout=14)  # less than aiohttp keeps idle connections

ARRIVAL = """\
Marevian foreign minister arrives in Tavrin

Marevia’s foreign minister, Irena Dolak, has arrived in the Kaldorian capital for the first visit by a senior \
Marevian official in nine years.

Ms Dolak will meet the Kaldorian president, Tomas Verrin, on Monday, officials on both sides said.

“I have not come to Tavrin to win an argument,” Ms Dolak told reporters on the tarmac.

The visit was postponed in February after a Kaldorian patrol boat collided with a Marevian trawler in the Sable Strait.
"""
FERRY = """\
Ferry line between Port Selen and Lowen opens

The first ferry between Port Selen and Lowen left on Tuesday with 340 passengers, the harbour company said.

Jonas Reed, the mayor of Port Selen, said that the line would carry a million people a year. @everyone should try it.

The company has bought three ships for the line, which had been closed for eleven years after the Selen bridge opened.
"""


@pytest.fixture
async def site() -> AsyncIterator[TestServer]:
    """A small news site on this machine."""

    async def article(_: web.Request) -> web.Response:
        title, *paragraphs = ARRIVAL.strip().split("\n\n")
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        page = f"<html lang=en><title>{title}</title><body><article><h1>{title}</h1>{body}</article></body></html>"
        return web.Response(text=page, content_type="text/html")

    app = web.Application()
    app.router.add_get("/arrival", article)
    server = TestServer(app)
    async with server:
        yield server


def first_call(env: simcord.Env) -> dict[str, Any]:
    """The first thing that the bot told Discord about an interaction."""
    return bodies(env, "/callback")[0]


def bodies(env: simcord.Env, path_end: str) -> list[dict[str, Any]]:
    """What the bot sent to addresses with this end."""
    return [entry.json for entry in env.http_requests if entry.path.endswith(path_end) and isinstance(entry.json, dict)]


class TestBrief:
    async def test_a_link(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, site: TestServer
    ) -> None:
        result = await alice.slash(channel, "brief", article=str(site.make_url("/arrival")))
        assert first_call(env)["type"] == discord.InteractionResponseType.deferred_channel_message.value
        text = said(result)
        assert text.startswith("## Marevian foreign minister arrives in Tavrin")
        assert "### Key actors" in text
        assert "**Irena Dolak**" in text
        assert "Engine: extractive" in text
        assert not result.ephemeral

    async def test_a_file(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        result = await alice.slash(channel, "brief", file=("arrival.txt", ARRIVAL.encode()))
        assert "**Irena Dolak**" in said(result)

    async def test_pasted_text_in_a_window(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        window = await alice.slash(channel, "brief")
        assert first_call(env)["type"] == discord.InteractionResponseType.modal.value
        assert (window.modal or {})["title"] == "Brief an article"
        result = await alice.submit_modal(window, {"article~0": ARRIVAL})
        assert "**Irena Dolak**" in said(result)

    async def test_a_text_that_does_not_fit_one_input_is_joined(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        head, tail = ARRIVAL.split("“I have")
        await paste(alice, channel, head, f"“I have{tail}")
        sources = await alice.slash(channel, "sources")
        assert "Marevian foreign minister arrives in Tavrin" in said(sources)
        answer = await alice.slash(channel, "ask", question="Why was the visit postponed?")
        assert "trawler" in said(answer)

    async def test_the_window_outlives_a_restart(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, router: Router
    ) -> None:
        window = await alice.slash(channel, "brief")
        await env.restart_bot(DiscordBot(router, shard_count=1))
        result = await alice.submit_modal(window, {"article~0": ARRIVAL})
        assert "**Irena Dolak**" in said(result)

    async def test_a_dead_link_gets_one_clear_sentence(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, site: TestServer
    ) -> None:
        result = await alice.slash(channel, "brief", article=str(site.make_url("/gone")))
        assert said(result) == (
            "⚠️ 127.0.0.1 says that this page does not exist (404). Check the link, or paste the article's text."
        )
        assert not result.followups

    async def test_a_file_that_is_too_large(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        result = await alice.slash(channel, "brief", file=("big.txt", b"x" * (limits.UPLOAD_BYTES + 1)))
        assert "big.txt is larger than 10 MB" in said(result)

    async def test_nobody_is_pinged_by_an_article(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        result = await paste(alice, channel, FERRY)
        assert "@everyone" not in said(result)
        (edit,) = bodies(env, "/messages/@original")
        assert edit["allowed_mentions"] == {"parse": []}

    async def test_the_engine_is_suggested(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        choices = await alice.autocomplete(channel, "brief", "engine", "ex")
        assert choices == [{"name": "extractive", "value": "extractive"}]


class TestMenu:
    async def test_the_links_of_a_message(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, site: TestServer
    ) -> None:
        message = await alice.send(channel, f"Look: {site.make_url('/arrival')}, or ({site.make_url('/gone')}).")
        result = await alice.context_menu(channel, "Brief this", message)
        assert "**Irena Dolak**" in said(result)
        (second,) = result.followups
        assert "does not exist (404)" in said(second)

    async def test_the_link_of_a_card_that_another_program_posted(
        self, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, alice: simcord.MemberActor, site: TestServer
    ) -> None:
        card = discord.Embed(title="Marevian foreign minister arrives", url=str(site.make_url("/arrival")))
        message = await guild.create_webhook(channel).send(embed=card)
        result = await alice.context_menu(channel, "Brief this", message)
        assert "**Irena Dolak**" in said(result)

    async def test_the_link_of_a_forwarded_message(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, site: TestServer
    ) -> None:
        message = await alice.forward(await alice.send(channel, str(site.make_url("/arrival"))), channel)
        result = await alice.context_menu(channel, "Brief this", message)
        assert "**Irena Dolak**" in said(result)

    async def test_the_text_of_a_message_without_links(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        message = await alice.send(channel, ARRIVAL)
        result = await alice.context_menu(channel, "Brief this", message)
        assert "**Irena Dolak**" in said(result)

    async def test_the_file_of_a_message(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        message = await alice.send(channel, attachments=[("arrival.txt", ARRIVAL.encode())])
        result = await alice.context_menu(channel, "Brief this", message)
        assert "**Irena Dolak**" in said(result)

    async def test_a_message_with_nothing_to_read(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        components_only = await alice.slash(channel, "sources")
        result = await alice.context_menu(channel, "Brief this", response(components_only))
        assert "Give me a link, a file or the article's text" in said(result)

    async def test_a_file_that_discord_has_lost(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        message = await alice.send(channel, attachments=[("arrival.txt", ARRIVAL.encode())])
        env.backend.cdn = type(env.backend.cdn)()
        result = await alice.context_menu(channel, "Brief this", message)
        assert "Discord no longer has the file arrival.txt. Send it again." in said(result)


class TestTrouble:
    async def test_a_reply_that_discord_refuses_becomes_one_clear_sentence(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        env.inject_error("PATCH", "/webhooks/*", status=400, code=50035)
        result = await alice.slash(channel, "help")
        assert "Something went wrong on my side (reference " in said(result)
        assert "50035" not in said(result)

    async def test_a_mention_where_the_bot_may_not_write_is_left_alone(
        self, me: discord.ClientUser, guild: simcord.GuildHandle, alice: simcord.MemberActor
    ) -> None:
        silent = discord.PermissionOverwrite(send_messages=False)
        closed = guild.create_text_channel("closed", overwrites={me: silent})
        question = await alice.send(closed, f"{me.mention} who?")
        assert last(closed).id == question.id


class TestButtons:
    @pytest.mark.parametrize(
        ("label", "shown"),
        [
            ("Actors", "**Irena Dolak**"),
            ("Timeline", "Timeline"),
            ("Sources", "> "),
        ],
    )
    async def test_each_shows_its_part_to_the_one_who_pressed(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, label: str, shown: str
    ) -> None:
        briefing = await paste(alice, channel, ARRIVAL)
        result = await alice.click(response(briefing), label=label)
        assert shown in said(result)
        assert result.ephemeral

    async def test_asking_about_one_article(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        briefing = await paste(alice, channel, ARRIVAL)
        await paste(alice, channel, FERRY)
        window = await alice.click(response(briefing), label="Ask about this")
        assert (window.modal or {})["title"] == "Ask about this article"
        result = await alice.submit_modal(window, {"question~0": "Whom will Ms Dolak meet?"})
        assert "Tomas Verrin" in said(result)

    async def test_they_work_after_a_restart(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, router: Router
    ) -> None:
        briefing = await paste(alice, channel, ARRIVAL)
        await env.restart_bot(DiscordBot(router, shard_count=1))
        result = await alice.click(response(briefing), label="Actors")
        assert "**Irena Dolak**" in said(result)

    async def test_no_message_is_kept_in_memory_for_its_buttons(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        assert env.bot.persistent_views == []


class TestQuestions:
    async def test_a_command(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        await paste(alice, channel, ARRIVAL)
        result = await alice.slash(channel, "ask", question="Whom will Irena Dolak meet on Monday?")
        assert "Tomas Verrin" in said(result)

    async def test_a_mention_is_answered_in_reply(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, me: discord.ClientUser
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        question = await alice.send(channel, f"{me.mention} whom will Irena Dolak meet?")
        answer = last(channel)
        assert "Tomas Verrin" in said(answer)
        assert answer.reference is not None
        assert answer.reference.message_id == question.id
        assert any(entry.path.endswith("/typing") for entry in env.http_requests)

    async def test_a_follow_up_in_a_thread_keeps_its_subject(
        self, env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, me: discord.ClientUser
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        parent = env.bot.get_channel(channel.id)
        assert isinstance(parent, discord.TextChannel)
        await parent.create_thread(name="dolak", type=discord.ChannelType.public_thread)
        (thread,) = channel.threads
        await alice.send(thread, f"{me.mention} Whom will Irena Dolak meet?")
        assert "Tomas Verrin" in said(last(thread))
        await alice.send(thread, f"{me.mention} and when?")
        assert "Monday" in said(last(thread))

    async def test_a_mention_without_a_question(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, me: discord.ClientUser
    ) -> None:
        await alice.send(channel, me.mention)
        assert "Use it like this: /ask" in said(last(channel))

    async def test_talk_that_is_not_meant_for_the_bot_is_left_alone(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        await alice.send(channel, "@everyone who is she meeting?")
        assert last(channel).content == "@everyone who is she meeting?"

    async def test_other_programs_are_not_answered(
        self, me: discord.ClientUser, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
    ) -> None:
        await guild.create_webhook(channel).send(f"{me.mention} /digest schedule 08:00 weekdays")
        assert len(channel.history()) == 1

    async def test_a_typed_command_asks_for_the_same_rights(
        self,
        me: discord.ClientUser,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        manager: simcord.MemberActor,
    ) -> None:
        await alice.send(channel, f"{me.mention} /digest schedule 08:00 Europe/London weekdays")
        assert "Only people with the Manage Server permission" in said(last(channel))
        await manager.send(channel, f"{me.mention} /digest schedule 08:00 Europe/London weekdays")
        assert "Digest 1 is set" in said(last(channel))

    async def test_an_empty_channel_says_what_to_do(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        result = await alice.slash(channel, "ask", question="who?")
        assert "There are no articles in this channel yet" in said(result)

    async def test_channels_are_walls(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, guild: simcord.GuildHandle
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        other = guild.create_text_channel("elsewhere")
        result = await alice.slash(other, "ask", question="Whom will Irena Dolak meet?")
        assert "There are no articles in this channel yet" in said(result)

    async def test_posts_of_a_forum_are_walls_too(
        self, env: simcord.Env, me: discord.ClientUser, guild: simcord.GuildHandle, alice: simcord.MemberActor
    ) -> None:
        forum = guild.create_forum_channel("desks")
        board = env.bot.get_channel(forum.id)
        assert isinstance(board, discord.ForumChannel)
        for name in ("north", "south"):
            await board.create_thread(name=name, content="Talk here.")
        north, south = forum.threads
        await alice.send(north, f"{me.mention} {ARRIVAL}")
        assert "**Irena Dolak**" in said(last(north))
        await alice.send(south, f"{me.mention} whom will Irena Dolak meet?")
        assert "There are no articles in this channel yet" in said(last(south))


class TestLists:
    @pytest.mark.parametrize(("name", "shown"), [("actors", "**Irena Dolak**"), ("timeline", "Timeline")])
    async def test_over_the_channel(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, name: str, shown: str
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        result = await alice.slash(channel, name)
        assert shown in said(result)
        assert not result.ephemeral

    async def test_sources_and_one_of_them(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        await paste(alice, channel, ARRIVAL)
        await paste(alice, channel, FERRY)
        assert "Ferry line" in said(await alice.slash(channel, "sources"))
        (choice,) = await alice.autocomplete(channel, "sources", "article", "ferry")
        one = said(await alice.slash(channel, "sources", article=choice["value"]))
        assert "Ferry line" in one
        assert "Marevian" not in one

    async def test_help_is_for_the_asker_and_names_every_command(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        result = await alice.slash(channel, "help")
        assert result.ephemeral
        assert "**/digest schedule**" in said(result)

    async def test_a_reply_that_is_too_long_comes_in_several_messages(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        names = "Anna Brandt, Peter Holm, Clara Weiss, David Kerr, Emma Stone, Frank Moser, Grace Lindt, Henry Walsh"
        speakers = names.split(", ")
        speech = "the harbour of Port Selen needs a second pier before the autumn storms come back, " * 9
        said_by = [f"“This is speech number {n}: {speech}and soon,” {name} said." for n, name in enumerate(speakers)]
        article = "\n\n".join(("Eight people speak about the harbour of Port Selen", *said_by))
        await alice.slash(channel, "brief", file=("speeches.txt", article.encode()))
        result = await alice.slash(channel, "actors")
        messages = [said(message) for message in (response(result), *result.followups)]
        assert len(messages) > 1
        assert all(len(message) <= limits.CHARACTERS for message in messages)
        assert all(any(f"**{name}**" in message for message in messages) for name in speakers)
        assert sum(message.count("and soon") for message in messages) == len(speakers)


class TestDigests:
    async def test_scheduling(self, channel: simcord.ChannelHandle, manager: simcord.MemberActor) -> None:
        result = await manager.slash(channel, "digest schedule", times="08:00 weekdays", zone="Europe/London")
        assert "Digest 1 is set" in said(result)
        assert "Europe/London" in said(result)
        assert "may not post" not in said(result)

    async def test_listing_pausing_resuming_and_removing(
        self, channel: simcord.ChannelHandle, manager: simcord.MemberActor, alice: simcord.MemberActor
    ) -> None:
        await manager.slash(channel, "digest schedule", times="08:00 weekdays Europe/London")
        listed = await alice.slash(channel, "digest list")
        assert "Europe/London" in said(listed)
        assert listed.ephemeral
        assert "paused" in said(await manager.slash(channel, "digest pause", schedule=1))
        assert "running again" in said(await manager.slash(channel, "digest resume", schedule=1))
        assert "removed" in said(await manager.slash(channel, "digest remove", schedule=1))

    async def test_preview(self, channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
        await paste(alice, channel, ARRIVAL)
        result = await alice.slash(channel, "digest preview")
        assert result.ephemeral
        assert "This is what would be posted now" in said(result)

    async def test_somebody_without_rights_is_told_so_alone(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        result = await alice.slash(channel, "digest schedule", times="08:00 weekdays")
        assert result.ephemeral
        assert "Only people with the Manage Server permission" in said(result)

    async def test_times_that_are_none_get_one_clear_sentence(
        self, channel: simcord.ChannelHandle, manager: simcord.MemberActor
    ) -> None:
        result = await manager.slash(channel, "digest schedule", times="when the moon is full")
        assert "I do not understand the times" in said(result)

    async def test_zones_are_suggested(self, channel: simcord.ChannelHandle, manager: simcord.MemberActor) -> None:
        choices = await manager.autocomplete(channel, "digest schedule", "zone", "lond")
        assert {"name": "Europe/London", "value": "Europe/London"} in choices

    async def test_schedules_are_suggested(self, channel: simcord.ChannelHandle, manager: simcord.MemberActor) -> None:
        await manager.slash(channel, "digest schedule", times="08:00 weekdays Europe/London")
        (choice,) = await manager.autocomplete(channel, "digest pause", "schedule", "")
        assert choice["value"] == 1
        assert "Europe/London" in choice["name"]

    def test_the_commands_that_post_are_commands(self) -> None:
        assert {row.name for row in COMMANDS} >= POSTING

    async def test_a_channel_closed_to_the_bot_is_named_with_what_is_missing(
        self,
        env: simcord.Env,
        channel: simcord.ChannelHandle,
        manager: simcord.MemberActor,
        me: discord.ClientUser,
        guild: simcord.GuildHandle,
    ) -> None:
        silent = discord.PermissionOverwrite(send_messages=False)
        closed = guild.create_text_channel("closed", overwrites={me: silent})
        result = await manager.slash(closed, "digest schedule", times="08:00 weekdays Europe/London")
        assert "I may not post in this channel yet" in said(result)
        assert "Send Messages" in said(result)
        assert "View Channel" not in said(result)


class TestDirectMessages:
    async def test_they_are_a_channel_of_their_own(self, env: simcord.Env) -> None:
        alice = env.create_user("alice")
        await alice.send_dm(ARRIVAL)
        assert "**Irena Dolak**" in said(last(alice.dm_channel))
        await alice.send_dm("Whom will Irena Dolak meet?")
        assert "Tomas Verrin" in said(last(alice.dm_channel))

    async def test_their_owner_may_schedule(self, env: simcord.Env) -> None:
        alice = env.create_user("alice")
        result = await alice.slash("digest schedule", times="08:00 weekdays Europe/London")
        assert "Digest 1 is set" in said(result)
