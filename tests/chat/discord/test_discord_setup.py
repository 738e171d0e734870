"""The welcome and /setup: the first minutes on a server."""

import discord
import pytest
import simcord

from bot.app import App
from bot.chat import texts
from bot.chat.discord import permissions
from bot.chat.discord.messenger import DiscordMessenger
from docs.generate import ROOT
from tests.chat.discord.people import last, response, said

pytestmark = pytest.mark.simcord(settle_timeout=14)

SILENT = discord.PermissionOverwrite(send_messages=False)
BLIND = discord.PermissionOverwrite(view_channel=False)


@pytest.fixture(autouse=True)
def messenger(app: App, env: simcord.Env) -> None:
    """Checks go through the simulated client."""
    messenger = DiscordMessenger()
    messenger.attach(env.bot)
    app.messengers[messenger.platform] = messenger


async def test_every_channel_is_checked_and_what_is_missing_is_named_with_its_use(
    env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, manager: simcord.MemberActor
) -> None:
    assert env.bot.user is not None
    guild.create_text_channel("quiet", overwrites={env.bot.user: SILENT})
    guild.create_text_channel("secret", overwrites={env.bot.user: BLIND})
    result = await manager.slash(channel, "setup")
    assert result.ephemeral
    shown = said(result)
    assert "Something is missing in 2 of" in shown
    assert r"**\#quiet** Send Messages" in shown
    assert r"**\#secret** View Channel" in shown
    assert "**Send Messages** to post digests" in shown
    assert "Attach Files" not in shown


async def test_a_server_where_all_is_well_hears_so_and_what_to_do_next(
    channel: simcord.ChannelHandle, manager: simcord.MemberActor
) -> None:
    await manager.slash(channel, "digest schedule", times="08:00 weekdays", zone="Europe/London")
    result = await manager.slash(channel, "setup")
    assert "I have every permission that I need in" in said(result)
    assert r"**\#news** 1 scheduled digest" in said(result)
    window = await manager.click(response(result), custom_id="feed add:")
    assert window.modal is not None


async def test_what_is_set_up_where_somebody_may_not_look_is_not_told_to_them(
    env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    manager: simcord.MemberActor,
    me: discord.ClientUser,
) -> None:
    seen = discord.PermissionOverwrite(view_channel=True)
    council = guild.create_text_channel("council", overwrites={guild.default_role: BLIND, me: seen})
    role = guild.create_role("Owners", permissions=discord.Permissions(administrator=True))
    owner = guild.add_member(env.create_user("owner"), roles=[role])
    await owner.slash(council, "digest schedule", times="08:00 weekdays", zone="Europe/London")
    assert "council" not in said(await manager.slash(channel, "setup"))
    assert r"**\#council** 1 scheduled digest" in said(await owner.slash(channel, "setup"))


async def test_setup_is_for_those_who_manage_the_server(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    assert "setup" not in alice.available_commands(channel)


async def test_a_thread_and_a_forum_s_post_are_checked_for_what_they_need(
    env: simcord.Env, guild: simcord.GuildHandle, manager: simcord.MemberActor
) -> None:
    forum = guild.create_forum_channel("desks")
    board = env.bot.get_channel(forum.id)
    assert isinstance(board, discord.ForumChannel)
    await board.create_thread(name="north", content="Talk here.")
    (north,) = forum.threads
    await board.set_permissions(board.guild.me, send_messages_in_threads=False)
    result = await manager.slash(north, "setup")
    assert r"**\#north** Send Messages in Threads" in said(result)


async def test_whoever_calls_the_bot_and_says_nothing_is_told_what_to_begin_with(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, manager: simcord.MemberActor, me: discord.ClientUser
) -> None:
    await alice.send(channel, me.mention)
    welcome = last(channel)
    assert "Here to brief the news" in said(welcome)
    refused = await alice.click(welcome, custom_id="digest schedule:")
    assert refused.modal is None
    assert refused.ephemeral
    assert "Only people with the Manage Server permission" in said(refused)
    window = await manager.click(welcome, custom_id="digest schedule:")
    assert window.modal is not None


def test_the_readme_invites_the_bot_with_all_that_it_needs_and_says_what_that_is() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"permissions={permissions.INVITED.value}`" in readme
    for allowed in texts.NEEDED_FOR:
        assert allowed in " ".join(readme.split())


def test_every_permission_that_the_bot_asks_for_has_its_use_said() -> None:
    nothing = discord.Permissions(view_channel=True)
    lacking = {
        name
        for in_thread in (False, True)
        for granted in (
            nothing,
            discord.Permissions(view_channel=True, send_messages=True, send_messages_in_threads=True),
        )
        for name in permissions.missing(granted, in_thread=in_thread, threads=True)
    }
    assert lacking | {"View Channel"} == texts.NEEDED_FOR.keys()


async def test_a_channel_whose_digests_open_threads_is_checked_for_that_too(
    guild: simcord.GuildHandle, manager: simcord.MemberActor, me: discord.ClientUser
) -> None:
    closed = discord.PermissionOverwrite(create_public_threads=False)
    room, other = (guild.create_text_channel(name, overwrites={me: closed}) for name in ("room", "other"))
    await manager.slash(room, "digest schedule", times="08:00 weekdays", zone="Europe/London", thread=True)
    shown = said(await manager.slash(other, "setup"))
    assert r"**\#room** Create Public Threads" in shown
    assert "Something is missing in 1 of" in shown
