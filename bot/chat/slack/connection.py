"""The bot on Slack: its parts put together as the settings say."""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.chat.router import Router
from bot.chat.slack import life, oauth
from bot.chat.slack.client import listening
from bot.chat.slack.clients import PLATFORM, Clients, Workspace
from bot.chat.slack.front import Front
from bot.chat.slack.home import Home
from bot.chat.slack.life import Life
from bot.chat.slack.people import People
from bot.chat.slack.refusals import FAILURES, what
from bot.chat.slack.service import REFUSED, Lost, http, identify, socket
from bot.desk.desk import Desk
from bot.model.errors import UserError
from bot.model.runtime import Clock
from bot.settings import Settings

log = logging.getLogger(__name__)


class SlackBot:
    """The Connection of the settings. `poke` is called when messages can be posted."""

    def __init__(
        self, settings: Settings, clients: Clients, router: Router, desk: Desk, clock: Clock, poke: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._clients = clients
        self._desk = desk
        self._poke = poke
        people = People(clients, clock)
        self._front = Front(router, desk, clients, people, settings.slack_command_prefix)
        self._home = Home(desk, clients, people, settings.slack_command_prefix)
        self._life = Life(desk, clients, self._front)

    async def learn(self) -> None:
        """Learn the workspaces: the one that the token is for, or all that installed the bot."""
        if self._settings.slack_bot_token is not None:
            self._clients.know(await identify(self._clients, self._settings.slack_bot_token.get_secret_value()))
        else:
            for _, secret in await self._desk.installations.all(PLATFORM):
                self._clients.know(Workspace.load(secret))
        self._poke()

    def line(self) -> AbstractAsyncContextManager[Lost]:
        """Socket Mode where there is a token for it, else HTTP."""
        settings, secret = self._settings, self._settings.slack_signing_secret
        app = listening(
            self._clients,
            self._front,
            self._home,
            {**dict.fromkeys(life.EVENTS, self._life.befell), "app_home_opened": self._home.opened},
            prefix=settings.slack_command_prefix,
            signing_secret=secret.get_secret_value() if secret else "",
            oauth=oauth.flow(settings, self._clients, self._desk) if settings.slack_client_id else None,
        )
        if settings.slack_app_token is not None:
            return socket(app, self._clients, settings.slack_app_token.get_secret_value())
        return http(app, settings.slack_http_port)

    async def stands(self) -> None:
        """Find out which workspaces removed the bot while nobody listened, and which took it back."""
        try:
            for workspace in self._clients.ids if self._settings.slack_client_id else ():
                await self._look_at(self._clients.find(workspace))
            await self._desk.departures.present(PLATFORM, self._clients.ids)
        except UserError:
            log.exception("departures not looked for")

    async def _look_at(self, workspace: Workspace | None) -> None:
        """Let a workspace rest whose token was taken back."""
        if workspace is None:
            return
        try:
            await self._clients.client(workspace.token).auth_test()
        except FAILURES as error:
            if what(error) in REFUSED:
                await self._life.removed(workspace)

    async def finish(self) -> None:
        """Wait a little for answers that are under way."""
        await self._front.finish()
