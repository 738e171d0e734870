"""Keeps discord.py from posting a message again by itself.

It repeats a request that was answered with 500, 502, 504 or 524, or whose connection was reset, although the message
may have arrived; Discord sorts that out by the nonce, for some minutes. What is delivered is looked for instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

_asked: ContextVar[bool] = ContextVar("once", default=False)


class FateUnknown(aiohttp.ClientError):
    """A request failed that may have been carried out."""


@contextmanager
def once() -> Iterator[None]:
    """Requests made in here raise FateUnknown where discord.py would repeat them, if their client has this trace."""
    token = _asked.set(True)
    try:
        yield
    finally:
        _asked.reset(token)


def trace() -> aiohttp.TraceConfig:
    """What a client must be given as `http_trace`."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_answered)
    config.on_request_exception.append(_failed)
    return config


async def _answered(_: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams) -> None:
    if _asked.get() and end.response.status >= 500:
        raise FateUnknown(end.response.status)


async def _failed(_: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestExceptionParams) -> None:
    if _asked.get() and isinstance(end.exception, OSError):
        raise FateUnknown from end.exception
