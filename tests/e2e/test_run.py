"""`briefing-bot run` as an operator meets it: its exit codes, signals, health, metrics and logs."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.secret.of-this-test"


class Refusing:
    """A Discord that knows no token, and remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._refuse)
        self.runner = web.AppRunner(app)
        self.base = ""

    async def _refuse(self, request: web.Request) -> web.Response:
        self.asked.append(request.headers.get("Authorization", ""))
        body = json.dumps({"message": "401: Unauthorized", "code": 0}).encode()
        return web.Response(body=body, status=401, headers={"Content-Type": "application/json"})


@pytest.fixture
async def refusing() -> AsyncIterator[Refusing]:
    server = Refusing()
    await server.runner.setup()
    await web.TCPSite(server.runner, "127.0.0.1", 0).start()
    server.base = f"http://127.0.0.1:{server.runner.addresses[0][1]}"
    yield server
    await server.runner.cleanup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def start(folder: Path, api: str, **settings: object) -> asyncio.subprocess.Process:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_BASE": api,
        "DISCORD_GATEWAY_URL": api.replace("http", "ws"),
        **{name: str(value) for name, value in settings.items()},
    }
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=env, cwd=folder, stdout=pipe, stderr=pipe
    )


async def ended(process: asyncio.subprocess.Process, seconds: float) -> str:
    """Everything that the process printed, once it has ended."""
    printed = await asyncio.wait_for(process.communicate(), seconds)
    return b"".join(printed).decode()


async def answers(link: str) -> tuple[int, str]:
    """The status and body of a page, as soon as something listens there."""
    async with aiohttp.ClientSession() as client:
        for _ in range(600):
            try:
                async with client.get(link) as response:
                    return response.status, await response.text()
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
    raise AssertionError(f"nothing listens at {link}")


async def test_a_refused_token_ends_it_with_one_sentence_and_shows_no_token(refusing: Refusing, tmp_path: Path) -> None:
    process = await start(tmp_path, refusing.base, LOG_LEVEL="DEBUG", LOG_FORMAT="json")
    printed = await ended(process, 60)
    assert process.returncode == 1
    assert refusing.asked == [f"Bot {TOKEN}"]  # asked once: trying again would get the address banned
    *logs, sentence = printed.splitlines()
    assert sentence.startswith("Discord refuses the token. Check DISCORD_TOKEN")
    assert TOKEN not in printed
    assert "secret.of-this-test" not in printed
    for line in logs:
        assert {"event", "level", "logger", "timestamp"} <= json.loads(line).keys()


async def test_without_discord_it_goes_on_trying_says_so_and_stops_at_once_when_told(tmp_path: Path) -> None:
    port = free_port()
    nobody = f"http://127.0.0.1:{free_port()}"
    process = await start(tmp_path, nobody, HEALTH_PORT=port, LOG_FORMAT="json", LOG_LEVEL="DEBUG")
    status, body = await answers(f"http://127.0.0.1:{port}/health")
    assert status == 503
    assert json.loads(body) == {"ok": False, "checks": {"database": "ok", "discord": "not connected"}}
    status, body = await answers(f"http://127.0.0.1:{port}/metrics")
    assert status == 200
    assert "# TYPE briefing_bot_commands_total counter" in body
    assert process.stderr is not None
    lines = []
    while b"discord connection failed" not in (line := await asyncio.wait_for(process.stderr.readline(), 60)):
        lines.append(line)
    process.terminate()
    printed = await ended(process, 10)
    assert process.returncode == 0
    everything = b"".join([*lines, line]).decode() + printed
    assert TOKEN not in everything
    for each in everything.splitlines():
        json.loads(each)


async def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        process = await start(tmp_path, "http://127.0.0.1:1", HEALTH_PORT=taken.getsockname()[1], LOG_LEVEL="ERROR")
        printed = await ended(process, 60)
    assert process.returncode == 1
    assert printed.count("\n") == 1
    assert "HEALTH_PORT" in printed


async def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    process = await start(tmp_path, "http://127.0.0.1:1", DATABASE_URL=f"sqlite:///{tmp_path}/file/bot.sqlite3")
    printed = await ended(process, 60)
    assert process.returncode == 1
    assert printed.count("\n") == 1
    assert "DATABASE_URL" in printed
