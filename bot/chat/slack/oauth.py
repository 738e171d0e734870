"""Installation in several workspaces: Slack's OAuth, with what it gives kept encrypted."""

import logging
from dataclasses import replace
from logging import Logger

from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.chat.slack import sentences
from bot.chat.slack.clients import PLATFORM, Clients
from bot.chat.slack.manifest import REDIRECT, SCOPES
from bot.chat.slack.service import identify
from bot.desk.desk import Desk
from bot.model.errors import UserError
from bot.settings import Settings

log = logging.getLogger(__name__)

INSTALL = "/slack/install"


class Installations(AsyncInstallationStore):
    """Keeps an installation, and serves its workspace from then on."""

    def __init__(self, desk: Desk, clients: Clients) -> None:
        self._desk = desk
        self._clients = clients

    @property
    def logger(self) -> Logger:
        """Where Bolt says what it does."""
        return logging.getLogger("slack_bolt")

    async def async_save(self, installation: Installation) -> None:
        """Keep it. Raises BoltError with the sentence to show when it cannot be."""
        if installation.is_enterprise_install or not (installation.team_id and installation.bot_token):
            raise BoltError(sentences.NO_ORGANISATION)
        try:
            known = await identify(self._clients, installation.bot_token)
            workspace = replace(known, installer=installation.user_id or "")
            await self._desk.installations.keep(PLATFORM, workspace.id, workspace.dump())
            self._clients.know(workspace)
            await self._desk.departures.returned(PLATFORM, workspace.id)
        except UserError as error:
            log.exception("installation not kept", extra={"workspace": installation.team_id})
            raise BoltError(error.sentence) from error
        log.info("installed", extra={"workspace": workspace.id})


class States(AsyncOAuthStateStore):
    """Texts by which whoever begins an installation is known when they come back, each good once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def logger(self) -> Logger:
        """Where Bolt says what it does."""
        return logging.getLogger("slack_bolt")

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """A new one."""
        return await self._desk.installations.issue_state()

    async def async_consume(self, state: str) -> bool:
        """Whether it is good; from now on it is not."""
        return await self._desk.installations.spend_state(state)


def flow(settings: Settings, clients: Clients, desk: Desk) -> AsyncOAuthFlow:
    """The pages of the installation, at INSTALL and REDIRECT."""
    secret = settings.slack_client_secret
    oauth = AsyncOAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=secret.get_secret_value() if secret else "",
        scopes=list(SCOPES),
        user_scopes=[],
        install_path=INSTALL,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT,
        callback_options=AsyncCallbackOptions(_succeeded, _failed),
        installation_store=Installations(desk, clients),
        state_store=States(desk),
    )
    return AsyncOAuthFlow(client=clients.client(), logger=logging.getLogger("slack_bolt"), settings=oauth)


async def _succeeded(args: AsyncSuccessArgs) -> BoltResponse:
    return _page(200, sentences.INSTALLED)


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    told = str(args.error) if isinstance(args.error, BoltError) else sentences.NOT_INSTALLED
    log.warning("not installed", extra={"reason": args.reason})
    return _page(400, told)


def _page(status: int, text: str) -> BoltResponse:
    return BoltResponse(status=status, body=text, headers={"Content-Type": "text/plain; charset=utf-8"})
