"""Pictures on Discord: a media gallery whose file comes with the message."""

import json
from io import BytesIO

import discord
import pytest
import simcord
from PIL import Image

from bot.chat.discord import limits
from bot.chat.discord.components import files, view
from bot.chat.discord.pages import Page
from bot.chat.discord.render import render
from bot.chat.replies import Bullets, Footer, Heading, Item, Picture, Reply
from tests.chat.discord.fiction import ARRIVAL
from tests.chat.discord.people import galleries, last, paste, response, said

pytestmark = pytest.mark.simcord(settle_timeout=60)

PICTURE = Picture(b"\x89PNG", "A map of two people. <@1> @everyone", "actors.png")


async def seen(message: discord.Message | simcord.ResponseMessage) -> Image.Image:
    """The one picture of a message, as its gallery names it."""
    (item,), (attachment,) = galleries(message), message.attachments
    assert item["media"]["url"] in (attachment.url, f"attachment://{attachment.filename}")
    return Image.open(BytesIO(await attachment.read()))


class TestReplies:
    @pytest.mark.parametrize(("command", "told"), [("timeline", "A timeline of"), ("actors", "A map of who is named")])
    async def test_a_command_shows_its_picture(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, command: str, told: str
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        shown = response(await alice.slash(channel, command))
        assert (await seen(shown)).format == "PNG"
        (item,) = galleries(shown)
        assert item["description"].startswith(told)
        assert "Dolak" in item["description"]

    @pytest.mark.parametrize("label", ["Timeline", "Actors"])
    async def test_a_button_shows_it_to_the_one_who_pressed(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, label: str
    ) -> None:
        briefing = await paste(alice, channel, ARRIVAL)
        result = await alice.click(response(briefing), label=label)
        assert result.ephemeral
        assert (await seen(response(result))).format == "PNG"

    async def test_a_mention_is_answered_with_it(
        self, me: discord.ClientUser, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        await paste(alice, channel, ARRIVAL)
        await alice.send(channel, f"{me.mention} /timeline")
        assert (await seen(last(channel))).format == "PNG"

    async def test_where_the_bot_may_not_attach_files_the_text_comes_alone(
        self,
        me: discord.ClientUser,
        guild: simcord.GuildHandle,
        alice: simcord.MemberActor,
    ) -> None:
        bare = guild.create_text_channel("bare", overwrites={me: discord.PermissionOverwrite(attach_files=False)})
        await paste(alice, bare, ARRIVAL)
        await alice.send(bare, f"{me.mention} /timeline")
        assert "Mon" in said(last(bare))
        assert last(bare).attachments == []
        shown = response(await alice.slash(bare, "timeline"))
        assert shown.attachments == []


class TestPages:
    async def test_the_picture_stands_where_it_stood_in_the_reply(self) -> None:
        (page,) = render(Reply((Heading("Key actors"), PICTURE, Bullets((Item("One."),)), Footer("small"))))
        (frame,) = view(page).to_components()  # type: ignore[no-untyped-call]
        assert [part["type"] for part in frame["components"]] == [10, 12, 10, 14, 10]
        assert frame["components"][1]["items"][0]["media"] == {"url": "attachment://actors.png"}
        (file,) = files(page)
        assert (file.filename, file.fp.read()) == ("actors.png", PICTURE.png)

    async def test_its_description_pings_nobody_and_keeps_to_the_limit(self) -> None:
        long = Picture(PICTURE.png, PICTURE.alt + " word" * 400, "actors.png")
        (page,) = render(Reply((long,)))
        description = json.dumps(view(page).to_components())  # type: ignore[no-untyped-call]
        assert "<@1>" not in description
        assert "@everyone" not in description
        (frame,) = view(page).to_components()  # type: ignore[no-untyped-call]
        assert 900 < len(frame["components"][0]["items"][0]["description"]) <= limits.PICTURE_TEXT

    async def test_only_the_page_with_the_picture_brings_the_file(self) -> None:
        items = tuple(Item("The harbour council met again and again. " * 9) for _ in range(20))
        pages = render(Reply((Heading("All"), PICTURE, Bullets(items))))
        assert len(pages) > 1
        assert [len(files(page)) for page in pages] == [1] + [0] * (len(pages) - 1)

    def test_a_page_that_is_kept_for_later_may_have_none(self) -> None:
        with pytest.raises(TypeError):
            Page((PICTURE,)).dump()
