"""Slack on a port of this machine, so that the bot can run against it as the process that it is."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from cryptography.fernet import Fernet

from tests.wire.process import HOST, free_port
from tests.wire.slack.acts import Acts
from tests.wire.slack.app import App
from tests.wire.slack.push import Push
from tests.wire.slack.socket import SocketMode
from tests.wire.slack.web import Web
from tests.wire.slack.world import Line

UPLOAD_BYTES = 64 * 1024**2


class WireSlack(Acts):
    """A world with its doors. Use it as an async context; it lives as long as that, whatever the bot does.

    The bot is reached through Socket Mode unless it is to be `by_http`; where it is `shared`, workspaces install it by
    themselves, which needs HTTP.
    """

    def __init__(self, manifest: Mapping[str, Any], *, by_http: bool = False, shared: bool = False) -> None:
        super().__init__(App(manifest))
        self.socket = SocketMode(self)
        self.push = Push(self)
        self.port = free_port()
        self.push.url = f"http://{HOST}:{self.port}/slack/events"
        self._by_http = by_http or shared
        self._shared = shared
        self.line: Line | None = self.push if self._by_http else self.socket
        self.secret_key = Fernet.generate_key().decode()
        self.web = Web(self, self.socket)
        app = web.Application(client_max_size=UPLOAD_BYTES)
        app.router.add_get("/link/", self.socket.connect)
        self.web.routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    @property
    def redirect(self) -> str:
        """Where people come back to who install the bot."""
        return f"http://{HOST}:{self.port}/slack/oauth_redirect"

    @property
    def api(self) -> str:
        """The address of the Web API."""
        return f"{self.base}/api"

    @property
    def settings(self) -> Mapping[str, str]:
        """What a bot must be told to find it, and to be let in."""
        told = {"SLACK_API_BASE": self.api}
        if self._by_http:
            told |= {"SLACK_SIGNING_SECRET": self.app.signing_secret, "SLACK_HTTP_PORT": str(self.port)}
        else:
            told["SLACK_APP_TOKEN"] = self.app.token
        if self._shared:
            keys = {"SLACK_CLIENT_ID": self.app.client_id, "SLACK_CLIENT_SECRET": self.app.client_secret}
            return told | keys | {"SECRET_KEY": self.secret_key}
        first = next(iter(self.workspaces.values()))
        assert first.grant is not None
        return told | {"SLACK_BOT_TOKEN": first.grant.token}

    @property
    def secrets(self) -> frozenset[str]:
        """What must never be seen in a log."""
        return self.app.secrets | self.grants.keys() | {self.secret_key}

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
