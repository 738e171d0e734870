"""The test's Discord refuses what Discord refuses, with its codes: https://docs.discord.com/developers/topics."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from tests.wire.discord.asked import Asked
from tests.wire.discord.server import WireDiscord

Answer = tuple[int, Any]
Ask = Callable[..., Awaitable[Answer]]
HELP = {"name": "help", "description": "Help", "type": 1, "options": []}
WORDS = {"content": "Good morning"}
DEFERRED = {"type": 5}


@pytest.fixture
async def ask(discord: WireDiscord) -> AsyncIterator[Ask]:
    """Asks as a bot does, and returns the status and what was said."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {discord.token}"}) as session:

        async def ask(method: str, path: str, **sent: Any) -> Answer:
            async with session.request(method, f"{discord.api}{path}", **sent) as response:
                return response.status, await response.json() if response.content_length else None

        yield ask
    discord.reached.clear()  # what is asked here may be against the rules


@pytest.fixture
def used(discord: WireDiscord) -> Asked:
    """A command that somebody has just used."""
    discord.backend.register_commands(None, [HELP])
    server = discord.server()
    return discord.person(server).uses(discord.channel(server), "help")


async def test_an_interaction_is_acknowledged_once(ask: Ask, used: Asked) -> None:
    assert (await ask("POST", used.callback, json=DEFERRED))[0] == 200
    status, told = await ask("POST", used.callback, json=DEFERRED)
    assert (status, told["code"]) == (400, 40060)


async def test_nothing_is_acknowledged_after_three_seconds(discord: WireDiscord, ask: Ask, used: Asked) -> None:
    used.record.initial_response_deadline = discord.backend.now_iso()
    status, told = await ask("POST", used.callback, json=DEFERRED)
    assert (status, told["code"]) == (404, 10062)


async def test_a_token_is_worth_nothing_after_a_quarter_of_an_hour(ask: Ask, used: Asked) -> None:
    await ask("POST", used.callback, json=DEFERRED)
    assert (await ask("PATCH", used.original, json=WORDS))[0] == 200
    used.expire()
    status, told = await ask("PATCH", used.original, json=WORDS)
    assert (status, told["code"]) == (401, 50027)


async def test_an_app_that_is_no_member_may_follow_up_five_times(discord: WireDiscord, ask: Ask) -> None:
    discord.backend.register_commands(None, [HELP])
    server = discord.server(installed=False)
    used = discord.person(server).uses(discord.channel(server), "help")
    await ask("POST", used.callback, json={"type": 4, "data": WORDS})
    assert [(await ask("POST", used.follow_up, json=WORDS))[0] for _ in range(6)] == [200] * 5 + [400]
    assert (await ask("GET", "/users/@me/guilds"))[1] == []


async def test_a_message_has_one_thread(discord: WireDiscord, ask: Ask) -> None:
    channel = discord.channel(discord.server())
    _, message = await ask("POST", f"/channels/{channel.id}/messages", json=WORDS)
    threads = f"/channels/{channel.id}/messages/{message['id']}/threads"
    assert (await ask("POST", threads, json={"name": "talk"}))[0] == 200
    status, told = await ask("POST", threads, json={"name": "talk"})
    assert (status, told["code"]) == (400, 160004)


async def test_a_message_opens_an_archived_thread_and_none_gets_into_a_locked_one(
    discord: WireDiscord, ask: Ask
) -> None:
    server = discord.server()
    channel = discord.channel(server)
    thread = discord.thread(channel, discord.person(server))
    messages = f"/channels/{thread.id}/messages"
    _, message = await ask("POST", messages, json=WORDS)
    discord.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    status, told = await ask("PATCH", f"{messages}/{message['id']}", json=WORDS)
    assert (status, told["code"]) == (400, 50083)
    assert (await ask("POST", messages, json=WORDS))[0] == 200
    assert thread.thread_metadata is not None
    assert not thread.thread_metadata.archived
    discord.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})
    discord.permit(channel, manage_threads=False)
    status, told = await ask("POST", messages, json=WORDS)
    assert (status, told["code"]) == (403, 160005)


@pytest.mark.parametrize("allowed", [True, False])
async def test_files_need_their_permission(discord: WireDiscord, ask: Ask, allowed: bool) -> None:
    channel = discord.channel(discord.server())
    discord.permit(channel, attach_files=allowed)
    form = aiohttp.FormData({"payload_json": '{"attachments": [{"id": 0, "description": "Fog"}]}'}, quote_fields=False)
    form.add_field("files[0]", b"fog", filename="fog.txt")
    status, told = await ask("POST", f"/channels/{channel.id}/messages", data=form)
    if not allowed:
        assert (status, told["code"]) == (403, 50013)
        return
    (file,) = told["attachments"]
    assert (file["filename"], file["description"], file["size"]) == ("fog.txt", "Fog", 3)
    async with aiohttp.ClientSession() as session, session.get(file["url"]) as response:
        assert await response.read() == b"fog"
