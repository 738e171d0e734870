"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode."""

import asyncio
import itertools
import json
import secrets
import time
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.moments import Call, CutOff, Failed, Moment
from tests.wire.slack.things import Json
from tests.wire.slack.world import COMMANDS, EVENTS, INTERACTIVE, Delivery, World

SOCKET = "SOCKET"
"""The method of what goes over a connection; its path is CONNECT or ACK."""

ACKNOWLEDGE_SECONDS = 3.0
RETRIES = 3
MOST_CONNECTIONS = 10
_WITH_PAYLOAD = (COMMANDS, INTERACTIVE)


class SocketMode:
    """All connections; each thing goes to one of them, in turn.

    What is not acknowledged within `patience` seconds has failed; an event is then sent again, each time after one of
    `waits` seconds, which are 0, 60 and 300 on Slack.
    """

    def __init__(self, world: World) -> None:
        self.url = ""
        self.patience = ACKNOWLEDGE_SECONDS
        self.waits = [0.0] * RETRIES
        self._world = world
        self._tickets: set[str] = set()
        self._links: list[web.WebSocketResponse] = []
        self._requests: dict[web.WebSocketResponse, web.Request] = {}
        self._envelopes: dict[str, Delivery] = {}
        self._turn = itertools.count()
        self._connected = asyncio.Event()

    @property
    def connections(self) -> int:
        """How many stand now."""
        return len(self._links)

    def open(self) -> str:
        """The address for one new connection."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return f"{self.url}?ticket={ticket}&app_id={self._world.app.id}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        try:
            await self._world.reach(Call(SOCKET, "CONNECT"), Moment.ARRIVED)
        except Failed as failure:
            return web.Response(status=failure.status)
        socket = web.WebSocketResponse()
        try:
            await socket.prepare(request)
            await socket.send_json(self._hello())
        except ConnectionError:  # the bot has gone
            return web.Response()
        self._requests[socket] = request
        self._links.append(socket)
        self._connected.set()
        await self._world.reach(Call(SOCKET, "CONNECT"), Moment.ANSWERED)
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._read(json.loads(frame.data))
        except CutOff:
            self._abort(socket)
        finally:
            self._drop(socket)
            self._world.notice()
        return socket

    async def deliver(self, delivery: Delivery) -> None:
        """Send something until it is acknowledged; only events are sent again."""
        for attempt in range(1 + (RETRIES if delivery.kind == EVENTS else 0)):
            if attempt:
                await asyncio.sleep(self.waits[attempt - 1])
            await self._connected.wait()
            await self._send(delivery, attempt)
            if await self._acknowledged(delivery):
                return

    async def refresh(self, reason: str = "refresh_requested", *, close: bool = True) -> None:
        """Ask every connection to make room for another one; a "warning" comes ten seconds before that."""
        for socket in list(self._links):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})
            if close:
                self._drop(socket)
                await socket.close()

    def abort(self) -> None:
        """Let every connection break without a word."""
        for socket in list(self._links):
            self._abort(socket)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._links) + 1,
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._world.app.id},
        }

    async def _send(self, delivery: Delivery, attempt: int) -> None:
        envelope: dict[str, Any] = {
            "envelope_id": secrets.token_hex(16),
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.kind in _WITH_PAYLOAD,
        }
        if delivery.kind == EVENTS:
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        self._envelopes[envelope["envelope_id"]] = delivery
        socket = self._links[next(self._turn) % len(self._links)]
        delivery.sent.append(time.monotonic())
        self._world.notice()
        try:
            await socket.send_json(envelope)
        except ConnectionError:
            self._drop(socket)

    async def _acknowledged(self, delivery: Delivery) -> bool:
        try:
            await self._world.acknowledged(delivery, self.patience)
        except TimeoutError:
            return False
        return True

    async def _read(self, frame: Json) -> None:
        delivery = self._envelopes.get(frame.get("envelope_id", ""))
        call = Call(SOCKET, "ACK", frame.get("payload"))
        await self._world.reach(call, Moment.ARRIVED)
        if delivery is None:
            self._world.gaps.append(f"an acknowledgement of nothing: {frame}")
            return
        self._world.acknowledge(delivery, frame.get("payload"))
        await self._world.reach(call, Moment.ANSWERED)

    def _abort(self, socket: web.WebSocketResponse) -> None:
        transport = self._requests[socket].transport
        self._drop(socket)
        if transport is not None:
            transport.abort()

    def _drop(self, socket: web.WebSocketResponse) -> None:
        if socket in self._links:
            self._links.remove(socket)
        if not self._links:
            self._connected.clear()
