"""The real bot, with everything behind it, in a simulated Discord."""

from collections.abc import Callable, Iterator
from typing import Any

import discord
import pytest
import simcord

from bot.app import App
from bot.chat.discord.client import DiscordBot
from bot.chat.router import Router

Said = Callable[[discord.Message | simcord.ResponseMessage | None], str]


@pytest.fixture
def router(app: App) -> Router:
    return app.router


@pytest.fixture
def simcord_bot(router: Router) -> DiscordBot:
    return DiscordBot(router, shard_count=1)


@pytest.fixture
def env(simcord_env: simcord.Env) -> simcord.Env:
    return simcord_env


@pytest.fixture
def said() -> Said:
    """Reads the text of a message, component by component."""

    def read(message: discord.Message | simcord.ResponseMessage | None) -> str:
        assert message is not None
        return "\n".join(_texts([_raw(part) for part in message.components]))

    return read


def _raw(part: Any) -> dict[str, Any]:
    return part if isinstance(part, dict) else part.to_dict()


def _texts(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        if "content" in part:
            yield part["content"]
        yield from _texts(part.get("components", []))
