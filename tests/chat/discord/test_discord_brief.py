"""Briefing on a server: the command, its window, the message menu and the buttons."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import simcord
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.discord import limits
from bot.chat.discord.client import DiscordBot
from bot.chat.router import Router
from tests.chat.discord.fiction import ARRIVAL, FERRY
from tests.chat.discord.people import last, paste, response, said

pytestmark = pytest.mark.simcord(settle_timeout=14)  # less than aiohttp keeps idle connections


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
        assert [message.ephemeral for message in result.followups] == [True]
        assert channel.history() == []

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

    async def test_links_and_files_of_a_message_and_how_many_are_left(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, site: TestServer
    ) -> None:
        links = " ".join(str(site.make_url(f"/gone{number}")) for number in range(2))
        files = [("ferry.txt", FERRY.encode()), ("arrival.txt", ARRIVAL.encode()), ("view.png", b"\x89PNG")]
        message = await alice.send(channel, links, attachments=files)
        result = await alice.context_menu(channel, "Brief this", message)
        told = [(said(one), one.ephemeral) for one in result.followups]
        assert [ephemeral for _, ephemeral in told] == [True, True, False, True]
        assert all("does not exist (404)" in text for text, _ in told[:2])
        assert "Ferry line between Port Selen and Lowen opens" in told[2][0]
        assert told[3][0] == "ℹ️ I brief 3 links or files of a message at once. Give me the 1 other with /brief."

    async def test_the_text_of_a_forwarded_message(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        forwarded = await alice.forward(await alice.send(channel, ARRIVAL), channel)
        assert "**Irena Dolak**" in said(await alice.context_menu(channel, "Brief this", forwarded))

    async def test_a_message_with_a_picture_alone(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        message = await alice.send(channel, attachments=[("view.png", b"\x89PNG\r\n\x1a\n")])
        result = await alice.context_menu(channel, "Brief this", message)
        assert "I cannot read view.png" in said(result)

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
            ("Timeline", "Tomas Verrin, on Monday"),
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
        assert (window.modal or {})["title"] == "Ask about this"
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
