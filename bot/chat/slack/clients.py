"""The workspaces that the bot is installed in, and a client of Slack's Web API for each."""

import json
import logging
from collections.abc import Collection
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Self

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.model.delivery import RetryLater

log = logging.getLogger(__name__)

_BREAKS = (
    aiohttp.ServerConnectionError,
    aiohttp.ServerDisconnectedError,
    aiohttp.ClientOSError,
    aiohttp.ClientPayloadError,  # in the middle of an answer, which Slack's library alone would not try again
)

PLATFORM = "slack"
SECONDS = 30
"""The longest that one request to Slack may take."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that the bot is installed in: its id, the bot's token, user and name there, and who installed it."""

    id: str
    token: str
    bot: str
    name: str = ""
    installer: str = ""

    def dump(self) -> str:
        """The workspace as text; it holds the token."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text: str) -> "Workspace":
        """Read what `dump` wrote."""
        return cls(**json.loads(text))


class Clients:
    """Knows the workspaces, and makes their clients, which share one session. Use it as an async context.

    `several` says that workspaces install the bot for themselves. `standing` says whether Slack reaches the bot now,
    by a connection or a port.
    """

    def __init__(self, api_base: str, *, several: bool = False) -> None:
        self.api_base = api_base
        self._several = several
        self.standing = False
        self._session: aiohttp.ClientSession | None = None
        self._workspaces: dict[str, Workspace] = {}
        self._owners: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def connected(self) -> bool:
        """Whether messages can be posted; that needs no connection by which Slack reaches the bot."""
        return self._session is not None and bool(self._workspaces)

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session of all requests. Raises RetryLater when there is none."""
        if self._session is None:
            raise RetryLater
        return self._session

    @property
    def ids(self) -> Collection[str]:
        """The workspaces that the bot is installed in."""
        return list(self._workspaces)

    def know(self, workspace: Workspace) -> None:
        """Serve a workspace from now on."""
        self._workspaces[workspace.id] = workspace

    def forget(self, workspace: str) -> None:
        """Serve it no more."""
        self._workspaces.pop(workspace, None)
        self._owners.pop(workspace, None)

    def find(self, workspace: str | None) -> Workspace | None:
        """The workspace with this id, None where the bot is not installed.

        Where there can be one only, all is its: in a shared channel Slack may name the workspace of who speaks.
        """
        if self._several:
            return self._workspaces.get(workspace or "")
        return next(iter(self._workspaces.values()), None)

    def of(self, workspace: str, *, once: bool = False) -> AsyncWebClient | None:
        """A client for a workspace, None where the bot is not installed.

        It waits when Slack asks for it, and tries again what failed on the way, unless everything is to be sent
        only `once`.
        """
        known = self._workspaces.get(workspace)
        return None if known is None else self.client(known.token, once=once)

    def client(self, token: str | None = None, *, once: bool = False) -> AsyncWebClient:
        """A client with this token, or without any. Raises RetryLater while there is no session."""
        return AsyncWebClient(
            token=token,
            base_url=self.api_base,
            timeout=SECONDS,
            session=self.session,
            logger=logging.getLogger("slack_sdk"),
            retry_handlers=[] if once else _again(),
        )

    def webhook(self, url: str) -> AsyncWebhookClient:
        """A client for the response_url of something that happened."""
        return AsyncWebhookClient(
            url, SECONDS, session=self.session, logger=logging.getLogger("slack_sdk"), retry_handlers=_again()
        )

    async def owner(self, workspace: str) -> str | None:
        """The user who installed the bot or, where that is not known, the workspace's owner.

        Raises SlackApiError or what a connection raises.
        """
        known = self._workspaces.get(workspace)
        if known is None:
            return None
        if not known.installer and workspace not in self._owners:
            async for page in await self.client(known.token).users_list(limit=200):
                for user in page["members"]:
                    if user.get("is_primary_owner"):
                        self._owners[workspace] = user["id"]
        return known.installer or self._owners.get(workspace)


class Authorize(AsyncAuthorize):
    """Tells Bolt whose request it is, from memory: nothing may wait before an acknowledgement."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def __call__(self, *, team_id: str | None, **others: object) -> AuthorizeResult | None:
        """The workspace's bot; None where it is not installed."""
        known = self._clients.find(team_id)
        if known is None:
            return None
        return AuthorizeResult(enterprise_id=None, team_id=known.id, bot_user_id=known.bot, bot_token=known.token)


def _again() -> list[AsyncRetryHandler]:
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=2, error_types=list(_BREAKS)),
        AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        AsyncServerErrorRetryHandler(max_retry_count=2),
    ]


def code(error: SlackApiError) -> str:
    """Slack's own name of an error, such as "not_in_channel"; "" for an answer that has none."""
    response = error.response
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""
