"""Several platforms in one process."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.chat.discord.client import point_to
from bot.model.errors import NoPlatform, TokenRefused
from bot.service import serve
from bot.settings import DISCORD_API_BASE, DISCORD_GATEWAY_URL, Settings
from tests.chat.slack.little import APP_TOKEN, TOKEN, LittleSlack


@pytest.fixture
async def slack() -> AsyncIterator[LittleSlack]:
    little = LittleSlack()
    await little.server.start_server()
    yield little
    await little.server.close()


@pytest.fixture
def given(tmp_path: Path, slack: LittleSlack) -> dict[str, Any]:
    return {
        "_env_file": None,
        "database_url": f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3",
        "health_port": unused_port(),
        "slack_api_base": slack.api,
        "slack_bot_token": TOKEN,
        "slack_app_token": APP_TOKEN,
    }


@pytest.fixture
async def discord(given: dict[str, Any]) -> AsyncIterator[None]:
    """A Discord that cannot be reached."""
    nowhere = f"127.0.0.1:{unused_port()}"
    given |= {
        "discord_token": "a.b.c",
        "discord_api_base": f"http://{nowhere}",
        "discord_gateway_url": f"ws://{nowhere}/",
    }
    yield
    point_to(DISCORD_API_BASE, DISCORD_GATEWAY_URL)


async def health(given: dict[str, Any], platform: str, expected: str) -> dict[str, str]:
    """All checks of /health, when one platform's says what is expected."""
    address = f"http://127.0.0.1:{given['health_port']}/health"
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address) as answer:
                    checks: dict[str, str] = json.loads(await answer.text())["checks"]
            except aiohttp.ClientConnectionError:
                continue
            if expected in checks[platform]:
                return checks


async def ended(serving: "asyncio.Task[int]") -> None:
    assert not serving.done()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


@pytest.mark.usefixtures("discord")
async def test_a_platform_that_cannot_be_reached_does_not_keep_the_other_from_working(given: dict[str, Any]) -> None:
    serving = asyncio.create_task(serve(Settings(**given)))
    assert await health(given, "slack", "ok") == {"database": "ok", "slack": "ok", "discord": "not connected"}
    await ended(serving)


@pytest.mark.usefixtures("discord")
async def test_a_platform_that_refuses_its_token_does_not_end_the_other(given: dict[str, Any]) -> None:
    serving = asyncio.create_task(serve(Settings(**given | {"slack_bot_token": "xoxb-wrong"})))
    checks = await health(given, "slack", "Check SLACK_BOT_TOKEN")
    assert checks["discord"] == "not connected"
    await ended(serving)


async def test_the_only_platform_that_refuses_its_token_ends_the_bot(given: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused, match="Check SLACK_BOT_TOKEN"):
        await serve(Settings(**given | {"slack_bot_token": "xoxb-wrong"}))


async def test_without_any_platform_there_is_nothing_to_run() -> None:
    with pytest.raises(NoPlatform, match="DISCORD_TOKEN or SLACK_BOT_TOKEN"):
        await serve(Settings(_env_file=None))
