"""Discord on a port of this machine, so that the bot can run against it as the process that it is."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.wire.discord.gateway import Gateway
from tests.wire.discord.rest import Rest
from tests.wire.discord.world import World
from tests.wire.process import HOST

REQUEST_BYTES = 26 * 1024**2
"""A request may be 25 MiB large: https://docs.discord.com/developers/reference#uploading-files"""


class WireDiscord(World):
    """A world with its two doors. Use it as an async context; it lives as long as that, whatever the bot does."""

    def __init__(self) -> None:
        super().__init__()
        self.gateway = Gateway(self)
        self.api = ""
        self._rest = Rest(self)
        app = web.Application(client_max_size=REQUEST_BYTES)
        app.router.add_get("/gateway/", self.gateway.connect)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest.handle)
        app.router.add_get("/attachments/{path:.*}", self._attachment)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    @property
    def settings(self) -> Mapping[str, str]:
        """What a bot must be told to find it, and to be let in."""
        return {"DISCORD_API_BASE": self.api, "DISCORD_GATEWAY_URL": self.gateway.url, "DISCORD_TOKEN": self.token}

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        port = self._runner.addresses[0][1]
        self.api = f"http://{HOST}:{port}/api/v10"
        self.files.base = f"http://{HOST}:{port}"
        self.gateway.url = self._rest.gateway = f"ws://{HOST}:{port}/gateway/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.abort()
        await self._runner.cleanup()

    async def _attachment(self, request: web.Request) -> web.Response:
        data = self.files.get(f"{self.files.base}{request.path}")
        return web.Response(status=404) if data is None else web.Response(body=data)
