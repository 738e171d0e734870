"""A Slack of a few lines on this machine: a Web API that remembers what it was asked, and a socket."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from bot.chat.slack.manifest import SCOPES

TOKEN = "xoxb-little-token"
APP_TOKEN = "xapp-little-token"
TEAM = "T0HARBOUR"
BOT = "U0BRIEFER"
ADMIN = "U0ADMIN"
READER = "U0READER"
NEWS = "C0NEWS"

Call = tuple[str, dict[str, Any]]


class LittleSlack:
    """`calls` are the methods that were called, in order; `answers` are given instead of the usual ones.

    `said` is what came to a response_url. `members` are the channels of somebody, with their names, `refused` those
    into which the bot may not post, with the error. While `hold` is not set, nothing is answered.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.said: list[dict[str, Any]] = []
        self.refusal = ""  # of what comes to a response_url
        self.answers: dict[str, dict[str, Any]] = {}
        self.members: dict[str, dict[str, str]] = {}
        self.refused: dict[str, str] = {}
        self.scopes = list(SCOPES)
        self.files: dict[str, web.Response] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: list[dict[str, Any]] = []
        self.connected = asyncio.Event()
        self.hold = asyncio.Event()
        self.hold.set()
        self._changed = asyncio.Condition()
        app = web.Application()
        app.router.add_post("/api/{method}", self._method)
        app.router.add_get("/api/{method}", self._method)
        app.router.add_post("/respond/{id}", self._respond)
        app.router.add_post("/upload", self._upload)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_get("/socket", self._socket)
        self.server = TestServer(app)

    @property
    def api(self) -> str:
        return str(self.server.make_url("/api"))

    def at(self, path: str) -> str:
        return str(self.server.make_url(path))

    def called(self, method: str) -> list[dict[str, Any]]:
        """What a method was called with, each time."""
        return [given for name, given in self.calls if name == method]

    async def until(self, method: str, times: int = 1) -> dict[str, Any]:
        """Wait until a method was called so often, or "respond" something; return what it was given the last time."""

        def found() -> list[dict[str, Any]]:
            return self.said if method == "respond" else self.called(method)

        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: len(found()) >= times)
        return found()[times - 1]

    async def send(self, envelope: Mapping[str, Any]) -> None:
        """Send something down the newest socket."""
        await self.sockets[-1].send_json(envelope)

    async def _method(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        given = await _read(request)
        given["token"] = request.headers.get("Authorization", "").removeprefix("Bearer ") or given.get("token", "")
        async with self._changed:
            self.calls.append((name, given))
            self._changed.notify_all()
        await self.hold.wait()
        answer = self.answers.get(name) or self._usual(name, given)
        headers = {"X-OAuth-Scopes": ",".join(self.scopes)}
        return web.json_response({"ok": "error" not in answer, **answer}, headers=headers)

    def _usual(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        if name == "auth.test":
            who = {"team_id": TEAM, "user_id": BOT, "user": "briefer", "team": "Harbour", "bot_id": "B0BRIEFER"}
            return who if given["token"] == TOKEN else {"error": "invalid_auth"}
        if name == "oauth.v2.access":
            return {
                "app_id": "A0BRIEFER",
                "access_token": TOKEN,
                "token_type": "bot",
                "bot_user_id": BOT,
                "scope": "commands",
                "team": {"id": TEAM, "name": "Harbour"},
                "authed_user": {"id": READER},
            }
        if name == "apps.connections.open":
            known = given["token"] == APP_TOKEN
            return {"url": self.at("/socket").replace("http", "ws")} if known else {"error": "invalid_auth"}
        if name == "users.info":
            user = given["user"]
            profile = {"display_name": user.title()}
            return {
                "user": {"id": user, "team_id": TEAM, "is_admin": user == ADMIN, "locale": "en-GB", "profile": profile}
            }
        if name == "users.conversations":
            rooms = self.members.get(given.get("user", BOT), {})
            return {"channels": [{"id": id_, "name": room} for id_, room in rooms.items()]}
        if name == "conversations.open":
            return {"channel": {"id": f"D{given['users'][1:]}"}}
        if name == "files.getUploadURLExternal":
            return {"upload_url": self.at("/upload"), "file_id": "F0UPLOADED"}
        if name == "files.completeUploadExternal":
            return {"files": [{"id": "F0UPLOADED"}]}
        if name.startswith("chat.post") and given["channel"] in self.refused:
            return {"error": self.refused[given["channel"]]}
        if name.startswith("chat.post"):
            return {"channel": given["channel"], "ts": f"{1_700_000_000 + len(self.calls)}.000100"}
        return {}

    async def _respond(self, request: web.Request) -> web.Response:
        async with self._changed:
            self.said.append(await request.json())
            self._changed.notify_all()
        return web.Response(text=self.refusal or "ok", status=400 if self.refusal else 200)

    async def _file(self, request: web.Request) -> web.Response:
        self.calls.append(("file", {"token": request.headers.get("Authorization", "").removeprefix("Bearer ")}))
        return self.files[request.match_info["name"]]

    async def _upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                async with self._changed:
                    self.acknowledged.append(json.loads(message.data))
                    self._changed.notify_all()
        return socket

    async def until_acknowledged(self, times: int = 1) -> dict[str, Any]:
        """Wait until so many envelopes were acknowledged; return what the last one was acknowledged with."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: len(self.acknowledged) >= times)
        return self.acknowledged[times - 1]


async def _read(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    given: dict[str, Any] = dict(request.query)
    for name, value in (await request.post()).items():
        text = str(value)
        given[name] = json.loads(text) if text[:1] in "[{" else text
    return given
