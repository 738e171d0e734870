"""Slack on a port of this machine, so that the bot can run against it as the process that it is."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.wire.process import HOST
from tests.wire.slack.acts import Acts
from tests.wire.slack.app import App
from tests.wire.slack.push import Push
from tests.wire.slack.socket import SocketMode
from tests.wire.slack.web import Web
from tests.wire.slack.world import Line

UPLOAD_BYTES = 64 * 1024**2


class WireSlack(Acts):
    """A world with its doors. Use it as an async context; it lives as long as that, whatever the bot does.

    The bot is reached through Socket Mode unless it is told `by_http`.
    """

    def __init__(self, manifest: Mapping[str, Any], *, by_http: bool = False) -> None:
        super().__init__(App(manifest))
        self.socket = SocketMode(self)
        self.push = Push(self)
        self.by_http = by_http
        self.line: Line | None = self.push if by_http else self.socket
        self.web = Web(self, self.socket)
        app = web.Application(client_max_size=UPLOAD_BYTES)
        app.router.add_get("/link/", self.socket.connect)
        self.web.routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    @property
    def api(self) -> str:
        """The address of the Web API."""
        return f"{self.base}/api"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        port = self._runner.addresses[0][1]
        self.base = f"http://{HOST}:{port}"
        self.socket.url = f"ws://{HOST}:{port}/link/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.settle()
        self.socket.abort()
        await self._runner.cleanup()
