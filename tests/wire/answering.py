"""Answers a request moment by moment, and lets what meddlers raise happen to it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.wire.moments import Call, CutOff, Failed, Moment, TooMany
from tests.wire.record import Record

JSON = "application/json"
"""discord.py reads JSON only under exactly this type."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; `data` is written as JSON unless it is bytes, and None is no body at all."""

    data: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = JSON


async def answer(record: Record, request: web.Request, call: Call, handle: Callable[[], Answer]) -> web.StreamResponse:
    """Let a call arrive, be handled and be answered. `handle` may raise TooMany."""
    try:
        return await _answered(record, request, call, handle)
    except (CutOff, ConnectionError):  # the second when the bot has gone
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


async def _answered(
    record: Record, request: web.Request, call: Call, handle: Callable[[], Answer]
) -> web.StreamResponse:
    try:
        await record.reach(call, Moment.ARRIVED)
        answer = handle()
        await record.reach(call, Moment.HANDLED)
    except Failed as failure:
        return web.Response(
            text="<html>Sorry</html>", content_type="text/html", status=failure.status, headers=failure.headers
        )
    except TooMany as limit:
        response = await _write(request, Answer(limit.body, 429, limit.headers))
        await response.write_eof()
        await record.reach(call, Moment.LIMITED)
        return response
    response = await _write(request, answer, record, call)
    await response.write_eof()
    await record.reach(call, Moment.ANSWERED)
    return response


async def _write(
    request: web.Request, answer: Answer, record: Record | None = None, call: Call | None = None
) -> web.StreamResponse:
    if answer.data is None:
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        await response.prepare(request)
        return response
    body = answer.data if isinstance(answer.data, bytes) else json.dumps(answer.data).encode()
    response = web.StreamResponse(status=answer.status, headers={**answer.headers, "Content-Type": answer.kind})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if record is not None and call is not None:
        await record.reach(call, Moment.HALF)
    await response.write(body[len(body) // 2 :])
    return response
