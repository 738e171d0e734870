"""The gateway: https://docs.discord.com/developers/events/gateway."""

import asyncio
import json
import secrets
import time
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord import intents as _intents
from simcord.backend import serializers
from simcord.gateway import FakeGateway

from tests.wire.discord.world import World
from tests.wire.moments import Call, CutOff, Failed, Moment

GATEWAY = "GATEWAY"
"""The method of what is sent through the gateway; its path is the name of the opcode."""

OPCODES = {1: "HEARTBEAT", 2: "IDENTIFY", 3: "PRESENCE", 4: "VOICE", 6: "RESUME", 8: "MEMBERS"}
WRONG_TOKEN = 4004
DISALLOWED_INTENTS = 4014

_OF_SERVERS = {"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"}

Frame = dict[str, Any]


class Gateway:
    """All connections, and the sessions that outlive them.

    `acknowledges` says whether heartbeats are answered, `refuses` is a close code for every IDENTIFY.
    """

    def __init__(self, world: World) -> None:
        self.url = ""
        self.heartbeat = 41.25
        self.acknowledges = True
        self.refuses: int | None = None
        self._world = world
        self._links: list[_Link] = []
        self._sessions: dict[str, _Session] = {}
        world.backend.subscribers.append(self._feed)

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        try:
            await self._world.reach(Call(GATEWAY, "CONNECT"), Moment.ARRIVED)
        except Failed as failure:
            return web.Response(status=failure.status)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        link = _Link(request, socket, self._world.told)
        link.put({"op": 10, "d": {"heartbeat_interval": round(self.heartbeat * 1000)}})
        self._links.append(link)
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._read(link, frame.json())
        except CutOff:
            link.abort()
        finally:
            self._links.remove(link)
            link.writer.cancel()
        return socket

    async def close(self, code: int) -> None:
        """Close every connection, after what is to be sent on it; the sessions can be resumed."""
        for link in list(self._links):
            await link.close(code)

    def abort(self) -> None:
        """Let every connection break without a word."""
        for link in self._links:
            link.abort()

    def ask_to_reconnect(self) -> None:
        """Send opcode 7 to every connection."""
        for link in self._links:
            link.put({"op": 7, "d": None})

    def invalidate(self, shard: int | None = None) -> None:
        """Forget every session, or that of one shard, and say so with opcode 9."""
        for session in list(self._sessions.values()):
            if shard in {None, session.shard}:
                del self._sessions[session.id]
                if session.link is not None:
                    session.link.put({"op": 9, "d": False})

    async def _read(self, link: "_Link", frame: Frame) -> None:
        call = Call(GATEWAY, OPCODES.get(frame["op"], str(frame["op"])), frame["d"])
        await self._world.reach(call, Moment.ARRIVED)
        if call.path == "HEARTBEAT" and self.acknowledges:
            link.put({"op": 11})
        elif call.path == "IDENTIFY":
            await self._identify(link, call.body)
        elif call.path == "RESUME":
            self._resume(link, call.body)
        await self._world.reach(call, Moment.ANSWERED)

    async def _identify(self, link: "_Link", body: Frame) -> None:
        wanted = discord.Intents(
            **{name: bool(body["intents"] & bit) for name, bit in discord.Intents.VALID_FLAGS.items()}
        )
        refused = self.refuses
        if body["token"] != self._world.token:
            refused = WRONG_TOKEN
        elif _intents.missing_privileged_intents(wanted, self._world.approved):
            refused = DISALLOWED_INTENTS
        if refused:
            await link.socket.close(code=refused)
            return
        shard, shards = body.get("shard", (0, 1))
        session = _Session(self._world, shard, shards, wanted)
        self._sessions[session.id] = session
        session.link = link
        session.begin(self.url)

    def _resume(self, link: "_Link", body: Frame) -> None:
        session = self._sessions.get(body["session_id"])
        if session is None or body["token"] != self._world.token:
            link.put({"op": 9, "d": False})
            return
        session.link = link
        for frame in session.sent[body["seq"] :]:
            link.put(frame)
        session.feed("RESUMED", {})

    def _feed(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in list(self._sessions.values()):
            if session.sees(event, payload):
                session.feed(event, payload)


class _Link:
    """One connection; what is put into it is sent in order."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse, told: dict[int, float]) -> None:
        self.socket = socket
        self._told = told
        self._request = request
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._frames: asyncio.Queue[Frame] = asyncio.Queue()
        self.writer = asyncio.create_task(self._write())

    def put(self, frame: Frame) -> None:
        self._frames.put_nowait({"t": None, "s": None, **frame})

    async def close(self, code: int) -> None:
        await self._frames.join()
        await self.socket.close(code=code)

    def abort(self) -> None:
        if self._request.transport is not None:
            self._request.transport.abort()

    async def _write(self) -> None:
        try:
            while True:
                frame = await self._frames.get()
                text = json.dumps(frame)
                if self._zlib is None:
                    await self.socket.send_str(text)
                else:
                    sent = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(sent)
                if frame["t"] == "INTERACTION_CREATE":
                    self._told.setdefault(int(frame["d"]["id"]), time.monotonic())
                self._frames.task_done()
        except ConnectionError:
            return  # the session keeps what was not sent


class _Session:
    """What one shard was told, so that it can be told again."""

    def __init__(self, world: World, shard: int, shards: int, wanted: discord.Intents) -> None:
        self.id = secrets.token_hex(16)
        self.link: _Link | None = None
        self.sent: list[Frame] = []
        self.intents = wanted
        self.parsers = _Parsers(self._dispatch)
        self.feed = FakeGateway(world.backend, self).feed  # leaves out what the intents do not cover
        self._world = world
        self.shard = shard
        self._shards = shards

    def begin(self, url: str) -> None:
        backend = self._world.backend
        mine = [guild for guild in backend.guilds.values() if self._has(guild.id) and self._in(guild.id)]
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(backend.bot_user)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": self.id,
            "resume_gateway_url": url,
            "shard": [self.shard, self._shards],
            "application": {"id": str(backend.application_id), "flags": 0},
        }
        self.feed("READY", ready)
        for guild in mine:
            self.feed("GUILD_CREATE", serializers.guild_create_payload(backend, guild))

    def sees(self, event: str, payload: Mapping[str, Any]) -> bool:
        of_server = payload.get("guild_id") or (payload.get("id") if event in _OF_SERVERS else None)
        if not of_server:
            return self.shard == 0
        told = event in {"INTERACTION_CREATE", "GUILD_DELETE"} or self._in(int(of_server))
        return told and self._has(int(of_server))

    def _in(self, server: int) -> bool:
        backend = self._world.backend
        return server in backend.guilds and backend.bot_user.id in backend.guilds[server].members

    def _has(self, server: int) -> bool:
        return (server >> 22) % self._shards == self.shard

    def _dispatch(self, event: str, payload: Frame) -> None:
        frame = {"op": 0, "t": event, "s": len(self.sent) + 1, "d": payload}
        self.sent.append(frame)
        if self.link is not None:
            self.link.put(frame)


class _Parsers:
    """What FakeGateway takes for discord.py's handlers of events: it has one for each."""

    def __init__(self, dispatch: Callable[[str, Frame], None]) -> None:
        self._dispatch = dispatch

    def __getitem__(self, event: str) -> Callable[[Frame], None]:
        return lambda payload: self._dispatch(event, payload)
