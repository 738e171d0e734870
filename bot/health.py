"""/health and /metrics, for whoever watches the process."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.model.errors import PortTaken

Check = Callable[[], Awaitable[str | None]]


class HealthServer:
    """Answers on `port` of every address of the machine.

    Each check returns None when all is well, or else a short reason; one reason makes /health answer 503.
    """

    def __init__(self, port: int, checks: Mapping[str, Check], registry: CollectorRegistry) -> None:
        self._port = port
        self._checks = checks
        self._registry = registry
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Begin to answer; return the port, which the system chooses where 0 was asked for. Raises PortTaken."""
        app = web.Application()
        app.add_routes([web.get("/health", self._health), web.get("/metrics", self._metrics)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, port=self._port).start()
        except OSError as error:
            await self.stop()
            raise PortTaken(port=self._port, setting="HEALTH_PORT") from error
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop answering."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _request: web.Request) -> web.Response:
        results = {name: await check() for name, check in self._checks.items()}
        well = all(reason is None for reason in results.values())
        return web.json_response(
            {"ok": well, "checks": {name: reason or "ok" for name, reason in results.items()}},
            status=200 if well else 503,
        )

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
