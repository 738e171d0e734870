"""What to do when Discord takes an answer too late, twice, or not just now."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import aiohttp
import discord

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

REMEMBERED = 10_000
"""So many events are known again: more than come in the minutes in which one can be repeated."""

PAUSES = (1.0, 2.0, 4.0)
"""Seconds before each further attempt, where Discord does not say how long."""

LONGEST_PAUSE = 30.0

_ACKNOWLEDGED = 40060
_GONE = frozenset({10003, 10008, 10015, 10062, 50027})
"""Unknown channel, unknown message: somebody deleted it meanwhile. Unknown webhook, unknown interaction, invalid
webhook token: it is dead, after 3 seconds or 15 minutes.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""
_UNAVAILABLE = 503
_BROKEN = (aiohttp.ClientError, OSError)


class Recent:
    """Knows the last REMEMBERED events again."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()

    def first(self, event: int) -> bool:
        """Whether this id has not come before; it is remembered."""
        if event in self._seen:
            return False
        self._seen[event] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True


def gone(error: discord.HTTPException) -> bool:
    """Whether an interaction can no longer be answered in its place."""
    return error.code in _GONE


async def acknowledged(acknowledge: Callable[[], Awaitable[object]]) -> bool:
    """Acknowledge an interaction; False when Discord no longer takes it.

    That it was acknowledged already is as good: the answer to an earlier attempt was lost on the way.
    """
    for attempt in range(2):
        try:
            await acknowledge()
        except discord.HTTPException as error:
            if error.code == _ACKNOWLEDGED:
                return True
            log.info("not acknowledged", extra={"status": error.status, "code": error.code, "attempt": attempt})
            if error.status < 500:
                return False
        except _BROKEN as error:
            log.info("not acknowledged", extra={"error": type(error).__name__, "attempt": attempt})
        else:
            return True
    return False


async def patiently(send: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """Send; again after a pause when Discord is unavailable or the connection breaks. Raises what `send` does at last.

    discord.py repeats after other failures itself. What has neither a nonce nor a place of its own, a follow-up, may
    come twice if the connection breaks just when it has arrived: that is better than an answer that never comes.
    """
    for pause in PAUSES:
        try:
            return await send(*args, **kwargs)
        except discord.DiscordServerError as error:
            if error.status != _UNAVAILABLE:
                raise
            await asyncio.sleep(min(LONGEST_PAUSE, _asked(error) or pause))
        except _BROKEN:
            await asyncio.sleep(pause)
    return await send(*args, **kwargs)


def _asked(error: discord.HTTPException) -> float:
    text = error.response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdigit() else 0.0
