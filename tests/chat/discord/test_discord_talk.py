"""Questions, lists and digests, on a server and in direct messages."""

import re

import discord
import pytest
import simcord

from tests.chat.discord.fiction import ARRIVAL, FERRY
from tests.chat.discord.people import last, paste, said

pytestmark = pytest.mark.simcord(settle_timeout=14)  # less than aiohttp keeps idle connections


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
        assert "Here to brief the news" in said(last(channel))

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

    async def test_dates_are_written_as_the_asker_does_or_as_the_server_where_a_message_does_not_tell(
        self, env: simcord.Env, me: discord.ClientUser
    ) -> None:
        server = env.create_guild(preferred_locale="fr")
        channel = server.create_text_channel("nouvelles")
        role = server.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        american = server.add_member(env.create_user("american"), roles=[role])  # as everybody is in simcord
        result = await american.slash(channel, "digest schedule", times="08:00 weekdays", zone="Europe/London")
        assert re.search(r"(Mon|Tue|Wed|Thu|Fri), \w{3} \d{1,2}, \d{4}, 8:00.AM", said(result))
        await american.send(channel, f"{me.mention} /digest schedule 08:00 Europe/London weekdays")
        assert re.search(r"(lun|mar|mer|jeu|ven)\\?\. \d{1,2} \w+\.? \d{4}, 08:00", said(last(channel)))

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
    @pytest.mark.parametrize(
        ("name", "shown"), [("actors", "**Irena Dolak**"), ("timeline", "Tomas Verrin, on Monday")]
    )
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

    async def test_help_is_for_the_asker_and_names_what_the_asker_may_do(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, manager: simcord.MemberActor
    ) -> None:
        result = await alice.slash(channel, "help")
        assert result.ephemeral
        assert "**/digest list**" in said(result)
        assert "**/digest schedule**" not in said(result)
        assert "**/digest schedule**" in said(await manager.slash(channel, "help"))


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
