"""Acknowledgements that come too late or twice, and answers that Discord does not take just now."""

import logging
from collections.abc import Mapping
from typing import Any

import discord
import pytest
import simcord

from bot.chat.discord import late
from tests.chat.discord.fiction import ARRIVAL, SPEECHES
from tests.chat.discord.people import galleries, last, response, said

pytestmark = pytest.mark.simcord(settle_timeout=14)

CALLBACK = "/interactions/*/callback"
ANSWER = "/webhooks/*/messages/@original"
UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED, DEAD_TOKEN = 10062, 40060, 50027


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [(CALLBACK, 404, UNKNOWN_INTERACTION), (ANSWER, 401, DEAD_TOKEN), (ANSWER, 404, 10015)],
    ids=["acknowledged too late", "answered after 15 minutes", "its webhook is gone"],
)
async def test_a_public_answer_that_comes_too_late_is_posted_in_the_channel_for_the_asker(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, path: str, status: int, code: int
) -> None:
    env.inject_error("*", path, status=status, code=code, times=None)
    await alice.slash(channel, "brief", article=ARRIVAL)
    posted = [said(message) for message in channel.history() if "Irena Dolak" in said(message)]
    assert len(posted) == 1
    assert "For alice, who asked some time ago:" in posted[0]


async def test_each_of_several_answers_that_come_too_late_is_posted(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    message = await alice.send(channel, "Read http://127.0.0.1:1/pier and http://127.0.0.1:1/ferry")
    env.inject_error("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    await alice.context_menu(channel, "Brief this", message)
    sent = [entry.json for entry in env.http_requests if entry.method == "POST" and entry.path.endswith("/messages")]
    assert len({body["nonce"] for body in sent if body}) == 2


async def test_of_several_messages_only_those_that_nobody_saw_yet_are_posted_in_the_channel(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    met = "Anna Brandt and Peter Holm met Clara Weiss at the pier on Monday."
    await alice.slash(channel, "brief", file=("speeches.txt", f"{SPEECHES}\n\n{met}".encode()))
    env.inject_error("POST", "/webhooks/*", status=401, code=DEAD_TOKEN, times=None)
    result = await alice.slash(channel, "actors")
    assert len(galleries(response(result))) == 1
    assert galleries(last(channel)) == []
    assert "For alice, who asked some time ago:" in said(last(channel))
    assert sum("For alice" in said(message) for message in channel.history()) == 1


@pytest.mark.parametrize("code", [UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED])
async def test_suggestions_that_come_too_late_are_no_error(
    env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    caplog: pytest.LogCaptureFixture,
    code: int,
) -> None:
    env.inject_error("POST", CALLBACK, status=404, code=code)
    with caplog.at_level(logging.INFO):
        assert await alice.autocomplete(channel, "brief", "engine", "ex") == []
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
    assert await alice.autocomplete(channel, "brief", "engine", "ex") != []


async def test_a_private_answer_that_comes_too_late_is_shown_to_nobody(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    env.inject_error("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    await alice.slash(channel, "help")
    assert channel.history() == []


async def test_what_was_asked_is_done_though_nobody_can_be_told(
    env: simcord.Env, channel: simcord.ChannelHandle, manager: simcord.MemberActor
) -> None:
    env.inject_error("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    await manager.slash(channel, "digest schedule", times="08:00 weekdays", zone="Europe/London")
    assert "Europe/London" in said(await manager.slash(channel, "digest list"))


async def test_a_channel_where_the_bot_may_not_post_hears_nothing(
    env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor, me: discord.ClientUser
) -> None:
    closed = guild.create_text_channel("closed", overwrites={me: discord.PermissionOverwrite(send_messages=False)})
    env.inject_error("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    await alice.slash(closed, "brief", article=ARRIVAL)
    assert closed.history() == []


async def test_a_window_that_comes_too_late_is_offered_with_a_button(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    env.inject_error("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    await alice.slash(channel, "brief")
    window = await alice.click(last(channel), custom_id="brief:")
    assert window.modal is not None


async def test_what_is_acknowledged_already_is_answered_as_usual(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    env.inject_error("POST", CALLBACK, status=503)  # and then again: the first attempt may have arrived
    result = await alice.slash(channel, "help")
    assert "What I can do" in said(result)
    assert late.gone(error(404, UNKNOWN_INTERACTION))
    assert await late.acknowledged(failing(error(400, ALREADY_ACKNOWLEDGED)))
    assert not await late.acknowledged(failing(error(404, UNKNOWN_INTERACTION)))


def error(status: int, code: int) -> discord.HTTPException:
    class Response:
        def __init__(self) -> None:
            self.status, self.reason = status, ""

    return discord.HTTPException(Response(), {"code": code, "message": ""})  # type: ignore[arg-type]


def failing(error: Exception) -> Any:
    async def fail() -> None:
        raise error

    return fail


async def test_an_interaction_that_comes_twice_is_answered_once(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told: list[Mapping[str, Any]] = []

    def remember(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            told.append(payload)

    env.backend.subscribers.append(remember)
    await alice.slash(channel, "brief", article=ARRIVAL)
    before = len(env.http_requests)
    env.backend.emit("INTERACTION_CREATE", told[0])
    await env.settle()
    assert len(env.http_requests) == before


async def test_a_message_that_comes_twice_is_answered_once(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, me: discord.ClientUser
) -> None:
    told: list[Mapping[str, Any]] = []

    def remember(event: str, payload: Mapping[str, Any]) -> None:
        if event == "MESSAGE_CREATE":
            told.append(payload)

    env.backend.subscribers.append(remember)
    await alice.send(channel, me.mention)
    before = len(env.http_requests)
    env.backend.emit("MESSAGE_CREATE", told[0])
    await env.settle()
    assert len(env.http_requests) == before
    assert len(channel.history()) == 2


async def test_a_question_that_is_deleted_meanwhile_is_answered_all_the_same(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, me: discord.ClientUser
) -> None:
    await alice.send(channel, me.mention)
    (sent,) = [entry for entry in env.http_requests if entry.method == "POST" and entry.path.endswith("/messages")]
    assert sent.json is not None
    assert sent.json["message_reference"]["fail_if_not_exists"] is False


def test_so_many_events_are_remembered_and_no_more() -> None:
    recent = late.Recent()
    assert [recent.first(1), recent.first(1)] == [True, False]
    for event in range(2, late.REMEMBERED + 2):
        assert recent.first(event)
    assert recent.first(1)


async def test_a_command_as_an_earlier_version_had_it_gets_one_sentence(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    def rename(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            payload["data"]["name"] = "summarise"

    env.backend.subscribers.insert(0, rename)
    result = await alice.slash(channel, "help")
    assert "This command has changed since your app learnt it." in said(result)
    assert result.ephemeral
    simcord.assert_error(env, discord.app_commands.CommandNotFound)
