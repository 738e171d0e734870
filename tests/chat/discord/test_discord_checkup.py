"""briefing-bot doctor asks Discord, over real sockets, and says what to do about each answer."""

import asyncio
import copy
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import doctor, settings
from bot.chat.discord import checkup
from bot.chat.discord.commands import described
from bot.model.finding import Finding

TOKEN = "MTAw.made-up.token-of-these-tests"
APPLICATION = {"id": "7", "bot_public": True, "integration_types_config": {"0": {}, "1": {}}}
LIMIT = {"total": 1000, "remaining": 990, "reset_after": 5_000_000, "max_concurrency": 1}
PAGE = "<html>Please sign in</html>"


class Answers:
    """What each path answers: an object, a page, or a status with either."""

    def __init__(self) -> None:
        self.by_path: dict[str, Any] = {
            "/users/@me": {"id": "7", "username": "newsie"},
            "/applications/@me": APPLICATION,
            "/applications/7/commands": as_known(described()),
            "/gateway/bot": {"url": "wss://gateway.example", "shards": 2, "session_start_limit": LIMIT},
        }
        self.tokens: set[str | None] = set()
        app = web.Application()
        app.router.add_get("/api/{path:.*}", self._answer)
        self.server = TestServer(app)

    async def examined(self) -> list[Finding]:
        loaded = settings.load(
            _env_file=None, discord_token=TOKEN, discord_api_base=str(self.server.make_url("/api")).rstrip("/")
        )
        return [finding async for finding in doctor.discord(loaded)]

    async def _answer(self, request: web.Request) -> web.Response:
        self.tokens.add(request.headers.get("Authorization"))
        said = self.by_path[f"/{request.match_info['path']}"]
        status, said = said if isinstance(said, tuple) else (200, said)
        if isinstance(said, str):
            return web.Response(text=said, status=status, content_type="text/html")
        return web.Response(text=json.dumps(said), status=status, content_type="application/json")


def as_known(commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Commands as Discord gives them back: with ids, permissions as text, and what is not so left out."""
    known = copy.deepcopy(commands)
    for number, command in enumerate(known, 100):
        permissions = command["default_member_permissions"]
        command |= {"id": str(number), "version": "1", "application_id": "7", "name_localizations": None}
        command["default_member_permissions"] = None if permissions is None else str(permissions)
        if not command["nsfw"]:
            del command["nsfw"]
        for option in command.get("options", ()):
            if not option.get("required", False):
                option.pop("required", None)
    return known


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    made = Answers()
    async with made.server:
        yield made


async def test_all_is_well(answers: Answers) -> None:
    assert await answers.examined() == [
        Finding("discord", True, "the token is that of newsie; no privileged intent is needed"),
        Finding("discord application", True, "it can be invited"),
        Finding("discord commands", True, f"all {len(described())} are known there as they are here"),
        Finding("discord connections", True, "990 of 1,000 left in the next 2 h, 2 needed at a start"),
    ]
    assert answers.tokens == {f"Bot {TOKEN}"}


REFUSALS: dict[str, tuple[Any, str]] = {
    "wrong token": (
        (401, {"message": "401: Unauthorized", "code": 0}),
        "Discord refuses the token. Check DISCORD_TOKEN",
    ),
    "sign-in page": (
        PAGE,
        "what answers at 127.0.0.1 is not Discord (200); check DISCORD_API_BASE, and whether a proxy",
    ),
    "redirect": ((302, PAGE), "is not Discord (302)"),
    "proxy wants a password": ((407, PAGE), "is not Discord (407)"),
    "page at 401": ((401, PAGE), "is not Discord (401)"),
    "something else's JSON": (["hello"], "is not Discord (200)"),
    "trouble": ((502, PAGE), "Discord has trouble of its own (502); see discordstatus.com"),
    "limited": ((429, {"message": "", "retry_after": 12.5, "global": False}), "left alone for 12.5 seconds"),
    "banned": ((429, PAGE), "lets no requests from this address through (429); wait an hour"),
    "barred": ((403, PAGE), "lets no requests from this address through (403); wait an hour"),
}


@pytest.mark.parametrize(("answer", "advice"), REFUSALS.values(), ids=REFUSALS)
async def test_each_refusal_comes_with_advice_and_ends_it(answers: Answers, answer: Any, advice: str) -> None:
    answers.by_path["/users/@me"] = answer
    (finding,) = await answers.examined()
    assert (finding.name, finding.well) == ("discord", False)
    assert advice in finding.words
    assert TOKEN not in finding.words


async def test_without_a_network_it_says_so() -> None:
    loaded = settings.load(_env_file=None, discord_token=TOKEN, discord_api_base="http://127.0.0.1:1")
    (finding,) = [finding async for finding in doctor.discord(loaded)]
    assert finding.well is False
    assert "127.0.0.1 cannot be reached (ClientConnectorError); check the network" in finding.words


async def test_one_that_says_nothing_is_not_waited_for_long() -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hold, "127.0.0.1", 0) as silent:
        address = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        (finding,) = [found async for found in checkup.examine(TOKEN, address, patience=0.2)]
    assert finding == Finding("discord", False, "127.0.0.1 did not answer within 0.2 seconds; check the network")


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"bot_public": False}, (True, "only you can invite it")),
        ({"bot_require_code_grant": True}, (False, "switch off Requires OAuth2 Code Grant")),
        ({"integration_types_config": {"1": {}}}, (False, "allow Guild Install")),
        ({"integration_types_config": {"0": {}}}, (True, "allow User Install")),
        ({"integration_types_config": None}, (True, "it can be invited")),
    ],
)
async def test_how_it_may_be_installed(answers: Answers, change: dict[str, Any], finding: tuple[bool, str]) -> None:
    answers.by_path["/applications/@me"] = {**APPLICATION, **change}
    _, found, *_ = await answers.examined()
    assert found.well is finding[0]
    assert finding[1] in found.words


async def test_commands_that_are_not_known_or_known_otherwise_are_no_problem_but_said(answers: Answers) -> None:
    answers.by_path["/applications/7/commands"] = []
    assert (await answers.examined())[2] == Finding(
        "discord commands", None, "not known there yet; briefing-bot run tells them when it starts"
    )
    changed = as_known(described())
    next(command for command in changed if command["name"] == "feed")["options"][0]["description"] = "Other words"
    answers.by_path["/applications/7/commands"] = [command for command in changed if command["name"] != "ask"]
    assert (await answers.examined())[2].words == (
        "known there otherwise: ask, feed; briefing-bot run tells them when it starts"
    )


async def test_too_few_connections_left_are_a_problem(answers: Answers) -> None:
    limit = {**LIMIT, "remaining": 1}
    answers.by_path["/gateway/bot"] = {"url": "", "shards": 2, "session_start_limit": limit}
    *_, found = await answers.examined()
    assert found.well is False
    assert "find out why the bot starts so often" in found.words


async def test_what_does_not_look_like_a_token_is_not_shown_to_anybody(answers: Answers) -> None:
    loaded = settings.load(
        _env_file=None, discord_token="secret", discord_api_base=str(answers.server.make_url("/api")).rstrip("/")
    )
    (finding,) = [finding async for finding in doctor.discord(loaded)]
    assert "does not look like a bot token" in finding.words
    assert answers.tokens == set()
