"""Connecting: over real sockets, to a Discord of a few lines on this machine."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.chat.catalogue import COMMANDS
from bot.chat.discord.client import DiscordBot, point_to
from bot.chat.discord.messenger import DiscordMessenger
from bot.chat.discord.service import run
from bot.chat.router import Router
from bot.model.errors import TokenRefused

TOKEN = "good-token"
SUBCOMMAND = 1
PRIVILEGED = discord.Intents(members=True, presences=True, message_content=True).value


def reply(data: object, status: int = 200) -> web.Response:
    """A response as Discord sends it; discord.py reads JSON only under exactly this type."""
    return web.Response(body=json.dumps(data), status=status, headers={"Content-Type": "application/json"})


class LittleDiscord:
    """Answers what a starting bot asks, and remembers what it said."""

    def __init__(self) -> None:
        self.commands: list[dict[str, Any]] = []
        self.identified: asyncio.Future[dict[str, object]] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()
        app = web.Application()
        app.router.add_get("/api/users/@me", self._me)
        app.router.add_get("/api/oauth2/applications/@me", self._application)
        app.router.add_get("/api/gateway/bot", self._gateway)
        app.router.add_put("/api/applications/{id}/commands", self._commands)
        app.router.add_get("/gateway/", self._socket)
        self.server = TestServer(app)

    @property
    def api(self) -> str:
        return str(self.server.make_url("/api"))

    @property
    def gateway(self) -> str:
        return str(self.server.make_url("/gateway/")).replace("http", "ws")

    async def _me(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] != f"Bot {TOKEN}":
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        return reply({"id": "7", "username": "bot", "discriminator": "0", "avatar": None, "bot": True})

    async def _application(self, _: web.Request) -> web.Response:
        return reply(
            {
                "id": "7", "name": "bot", "description": "", "icon": None, "bot_public": True,
                "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
                "owner": {"id": "8", "username": "owner", "discriminator": "0", "avatar": None},
            }
        )  # fmt: skip

    async def _gateway(self, _: web.Request) -> web.Response:
        limits = {"total": 1000, "remaining": 1000, "reset_after": 1, "max_concurrency": 1}
        return reply({"url": "ws://127.0.0.1:1/", "shards": 1, "session_start_limit": limits})

    async def _commands(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        return reply(
            [
                {
                    "id": str(n),
                    "application_id": "7",
                    "version": "1",
                    "default_member_permissions": None,
                    "description": "",
                    **command,
                }
                for n, command in enumerate(self.commands, 100)
            ]
        )

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            message = frame.json()
            if message["op"] == 2:
                ready = {"v": 10, "session_id": "s", "resume_gateway_url": self.gateway, "guilds": [],
                         "user": {"id": "7", "username": "bot", "discriminator": "0", "avatar": None},
                         "application": {"id": "7", "flags": 0}, "shard": [0, 1]}  # fmt: skip
                await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
                self.identified.set_result(message["d"])
        self.closed.set()
        return socket


@pytest.fixture
async def little() -> AsyncIterator[LittleDiscord]:
    before = Route.BASE, str(DiscordWebSocket.DEFAULT_GATEWAY)
    little = LittleDiscord()
    async with little.server:
        point_to(little.api, little.gateway)
        yield little
    point_to(*before)


async def no_pause(_: float) -> None:
    raise AssertionError("there was nothing to wait for")


@pytest.fixture
async def running(little: LittleDiscord, router: Router) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, connected."""
    task = asyncio.create_task(
        run(lambda: DiscordBot(router, gateway=little.gateway), DiscordMessenger(), TOKEN, no_pause)
    )
    waited: list[asyncio.Future[Any]] = [task, little.identified]
    await asyncio.wait(waited, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    assert not task.done(), task.exception()
    yield task
    task.cancel()
    await asyncio.wait([task])


async def test_it_asks_for_no_privileged_intent(little: LittleDiscord, running: asyncio.Task[None]) -> None:
    identity = little.identified.result()
    assert identity["token"] == TOKEN
    assert not int(str(identity["intents"])) & PRIVILEGED


async def test_it_says_goodbye_when_it_is_stopped(little: LittleDiscord, running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.wait_for(little.closed.wait(), 5)


async def test_it_makes_every_command_known(little: LittleDiscord, running: asyncio.Task[None]) -> None:
    known = set()
    for command in little.commands:
        parts = [option["name"] for option in command.get("options", []) if option["type"] == SUBCOMMAND]
        known |= {f"{command['name']} {part}" for part in parts} or {command["name"]}
    assert known == {row.name for row in COMMANDS} | {"Brief this"}


async def test_a_wrong_token_is_said_and_not_tried_again(little: LittleDiscord, router: Router) -> None:
    with pytest.raises(TokenRefused, match="Check DISCORD_TOKEN"):
        await run(lambda: DiscordBot(router, gateway=little.gateway), DiscordMessenger(), "stolen", no_pause)


async def test_without_a_network_it_tries_again_with_growing_pauses(little: LittleDiscord, router: Router) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            point_to(little.api, little.gateway)

    point_to("http://127.0.0.1:1", little.gateway)
    with pytest.raises(TokenRefused):
        await run(lambda: DiscordBot(router, gateway=little.gateway), DiscordMessenger(), "stolen", pause)
    assert pauses == [5, 10, 20]


async def start(little: LittleDiscord, folder: Path, token: str) -> asyncio.subprocess.Process:
    """Start `briefing-bot run` as an operator does."""
    settings = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/bot.sqlite3",
        "DISCORD_TOKEN": token,
        "DISCORD_API_BASE": little.api,
        "DISCORD_GATEWAY_URL": little.gateway,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**os.environ, **settings}, cwd=folder, stderr=asyncio.subprocess.PIPE
    )


async def test_the_process_connects_and_stops_on_sigterm(little: LittleDiscord, tmp_path: Path) -> None:
    process = await start(little, tmp_path, TOKEN)
    await asyncio.wait_for(little.identified, 60)
    process.terminate()
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, errors.decode()
    assert TOKEN not in errors.decode()
    await asyncio.wait_for(little.closed.wait(), 5)


async def test_the_process_says_that_the_token_is_wrong(little: LittleDiscord, tmp_path: Path) -> None:
    process = await start(little, tmp_path, "stolen-token")
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert "Discord refuses the token. Check DISCORD_TOKEN" in errors.decode()
    assert "stolen-token" not in errors.decode()
