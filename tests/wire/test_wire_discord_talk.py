"""The bot as a process: it comes up, answers, survives what happens to its connection, and ends."""

import pytest

from tests.wire.conftest import Start
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.rates import Limited
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Failed, Moment, Script
from tests.wire.posts import MESSAGES
from tests.wire.replies import said

CALLBACKS = "/interactions/*/callback"
ORIGINALS = "/webhooks/*/messages/@original"
DEFERRED = 5
PRIVATE = 64


async def test_it_makes_its_commands_known_and_answers_a_command_and_a_mention(
    discord: WireDiscord, start: Start
) -> None:
    server = discord.server()
    channel, ada = discord.channel(server), discord.person(server)
    bot = await start()
    await bot.says("discord ready")
    assert {name for name, _ in discord.backend.commands[None]} >= {"brief", "ask", "digest", "help", "Brief this"}

    used = ada.uses(channel, "help")
    await discord.seen("PATCH", ORIGINALS)
    (acknowledged,) = discord.calls("POST", CALLBACKS)
    assert acknowledged.body == {"type": DEFERRED, "data": {"flags": PRIVATE}}
    assert "What I can do" in said(await used.pages())

    asked = ada.mentions(channel, "who is the mayor?")
    assert "no articles" in said(await asked.pages()).lower()

    ada.says(channel, "This is said to somebody else.")
    assert await bot.stop() == 0
    assert len(discord.calls("POST", MESSAGES)) == 1


async def test_it_resumes_after_each_kind_of_break_and_answers_what_was_said_meanwhile(
    discord: WireDiscord, start: Start
) -> None:
    server = discord.server()
    channel, ada = discord.channel(server), discord.person(server)
    await start()
    await discord.seen(GATEWAY, "IDENTIFY")
    resumed = 0

    async def mend() -> None:
        nonlocal resumed
        resumed += 1
        ada.mentions(channel, "who?")
        await discord.seen(GATEWAY, "RESUME", count=resumed)
        await discord.seen("POST", MESSAGES, count=resumed)

    await discord.gateway.close(4000)
    await mend()
    await discord.gateway.close(1001)
    await mend()
    discord.gateway.abort()
    await mend()
    discord.gateway.ask_to_reconnect()
    await mend()
    assert len(discord.calls(GATEWAY, "IDENTIFY")) == 1

    discord.gateway.invalidate()
    await discord.seen(GATEWAY, "IDENTIFY", count=2)
    ada.mentions(channel, "who?")
    await discord.seen("POST", MESSAGES, count=resumed + 1)
    assert len(discord.posted(channel.id)) == resumed + 1


async def test_a_gateway_that_is_down_for_a_while_is_connected_anew(discord: WireDiscord, start: Start) -> None:
    await start()
    await discord.seen(GATEWAY, "IDENTIFY")
    discord.meddlers.append(Script(GATEWAY, "CONNECT", Moment.ARRIVED, [Failed(503)]))
    await discord.gateway.close(4000)
    await discord.seen(GATEWAY, "IDENTIFY", count=2)
    assert len(discord.calls(GATEWAY, "CONNECT")) == 3


async def test_a_gateway_that_is_down_at_first_is_tried_again(discord: WireDiscord, start: Start) -> None:
    discord.meddlers.append(Script(GATEWAY, "CONNECT", Moment.ARRIVED, [Failed(503)]))
    await start()
    await discord.seen(GATEWAY, "IDENTIFY")
    assert len(discord.calls(GATEWAY, "CONNECT")) == 2


async def test_a_page_of_somebody_between_at_login_is_survived(discord: WireDiscord, start: Start) -> None:
    discord.meddlers.append(Script("GET", "/users/@me", Moment.ARRIVED, [Failed(200)]))
    await start()
    await discord.seen(GATEWAY, "IDENTIFY")


async def test_every_shard_answers_in_its_own_servers(discord: WireDiscord, start: Start) -> None:
    discord.shards = 2
    places = [(server, discord.channel(server)) for server in (discord.server(shard=0), discord.server(shard=1))]
    await start()
    await discord.seen(GATEWAY, "IDENTIFY", count=2)
    assert [call.body["shard"] for call in discord.calls(GATEWAY, "IDENTIFY")] == [[0, 2], [1, 2]]
    await discord.seen("PUT", "/applications/*/commands")
    for server, channel in places:
        ada = discord.person(server)
        await ada.mentions(channel, "who?").pages()
        assert "What I can do" in said(await ada.uses(channel, "help").pages())


@pytest.mark.parametrize("where", ["rest", "gateway"])
async def test_a_wrong_token_is_one_sentence(discord: WireDiscord, start: Start, where: str) -> None:
    discord.gateway.refuses = 4004
    bot = await start(DISCORD_TOKEN="stolen" if where == "rest" else discord.token)
    assert await bot.ended() == 1
    assert bot.lines[-1].startswith("Discord refuses the token. Check DISCORD_TOKEN")
    assert len(discord.calls("GET", "/users/@me")) == 1


async def test_intents_that_are_refused_are_asked_for_again_later(discord: WireDiscord, start: Start) -> None:
    discord.gateway.refuses = 4014
    bot = await start()
    assert "PrivilegedIntentsRequired" in await bot.says("discord connection failed")
    discord.gateway.refuses = None
    await discord.seen(GATEWAY, "IDENTIFY", count=2)
    assert await bot.stop() == 0


async def test_a_mention_is_answered_though_typing_cannot_be_shown(discord: WireDiscord, start: Start) -> None:
    server = discord.server()
    channel, ada = discord.channel(server), discord.person(server)
    discord.meddlers.append(Script("POST", "/channels/*/typing", Moment.ARRIVED, [Failed(503)]))
    await start()
    await discord.seen(GATEWAY, "IDENTIFY")
    ada.mentions(channel, "who?")
    await discord.seen("POST", MESSAGES)


async def test_an_answer_waits_for_a_rate_limit(discord: WireDiscord, start: Start) -> None:
    server = discord.server()
    channel, ada = discord.channel(server), discord.person(server)
    discord.meddlers.append(Script("PATCH", ORIGINALS, Moment.ARRIVED, [Limited(1.0)]))
    await (await start()).says("discord ready")
    ada.uses(channel, "help")
    await discord.seen("PATCH", ORIGINALS)
    first, second = discord.calls("PATCH", ORIGINALS)
    assert second.at - first.at >= 1.0
    assert first.body == second.body
