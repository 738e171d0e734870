"""A scripted OpenAI-compatible server on loopback: it does what the test says next, and keeps what it was sent."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

Behaviour = Callable[["ScriptedServer", web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came in."""

    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def rung(self) -> str:
        """How the form of the answer was asked for: json_schema, json_object or plain."""
        return str(self.body.get("response_format", {}).get("type", "plain"))

    @property
    def text(self) -> str:
        """All messages together."""
        return "\n".join(message["content"] for message in self.body["messages"])


def writes(written: object, *, finish: str = "stop", usage: object = None, refusal: str | None = None) -> Behaviour:
    """Answer with a text, or with an object as JSON. `usage` is (prompt tokens, completion tokens) or anything."""
    content = written if isinstance(written, str) or written is None else json.dumps(written)
    if isinstance(usage, tuple):
        usage = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return sends({"choices": [{"index": 0, "message": message, "finish_reason": finish}], "usage": usage})


def sends(body: object) -> Behaviour:
    """Answer with this as the completion; a text is sent as it stands."""

    async def behave(_server: "ScriptedServer", _request: web.Request) -> web.Response:
        if isinstance(body, str):
            return web.Response(text=body, content_type="application/json")
        completion = {"id": "c", "object": "chat.completion", "created": 0, "model": "m"}
        return web.json_response(completion | body if isinstance(body, dict) else body)

    return behave


def fails(status: int, message: str = "no", code: str | None = None, **headers: str) -> Behaviour:
    """Answer with an error as OpenAI words it; headers are given as retry_after="3"."""

    async def behave(_server: "ScriptedServer", _request: web.Request) -> web.Response:
        said = {"error": {"message": message, "type": "error", "code": code}}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response(said, status=status, headers=named)

    return behave


async def is_silent(server: "ScriptedServer", _request: web.Request) -> web.Response:
    """Say nothing till the server ends."""
    await server.ending.wait()
    return web.Response()


async def hangs_up(_server: "ScriptedServer", request: web.Request) -> web.StreamResponse:
    """Break the connection in mid-answer."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "5000"})
    await response.prepare(request)
    await response.write(b'{"choices": [{"message": {"content": "')
    assert request.transport is not None
    request.transport.abort()
    return response


class ScriptedServer:
    """Use it as an async context. `then` says what is done next; after that it does `otherwise` for ever."""

    def __init__(self, otherwise: Behaviour | None = None) -> None:
        self.otherwise = otherwise or fails(500, "the script is at its end")
        self.received: list[Received] = []
        self.ending = asyncio.Event()
        self._script: deque[Behaviour] = deque()
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16_000_000)
        app.router.add_post("/v1/chat/completions", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{port}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ending.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def then(self, *behaviours: Behaviour) -> None:
        """Do these next, one for each request."""
        self._script.extend(behaviours)

    @property
    def rungs(self) -> list[str]:
        """How each request asked for the form of its answer."""
        return [received.rung for received in self.received]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self.received.append(Received(dict(request.headers), await request.json()))
        behave = self._script.popleft() if self._script else self.otherwise
        return await behave(self, request)
