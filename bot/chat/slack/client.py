"""The bot's connection to Slack: what arrives is acknowledged and handed on, nothing is decided here."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from bot.chat.slack import blocks, intake, sentences, windows
from bot.chat.slack.clients import Authorize, Clients, Workspace
from bot.chat.slack.front import Front
from bot.chat.slack.home import ACTION, CHANNEL, Home

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
Happening = Callable[[Workspace, Body], Awaitable[None]]

NAME = "briefing-bot"
_ANY = re.compile("")


def listening(
    clients: Clients,
    front: Front,
    home: Home,
    happenings: Mapping[str, Happening],
    *,
    prefix: str = "",
    signing_secret: str = "",
    oauth: AsyncOAuthFlow | None = None,
) -> AsyncApp:
    """A Bolt app whose listeners acknowledge and hand on: to the front, or by an event's type to `happenings`."""
    app = AsyncApp(
        name=NAME,
        logger=logging.getLogger("slack_bolt"),
        client=clients.client(),
        authorize=Authorize(clients),  # type: ignore[arg-type]  # it may return None, as Bolt's own do
        user_facing_authorize_error_message=sentences.NOT_HERE,
        signing_secret=signing_secret,
        oauth_flow=oauth,
    )
    listeners = Listeners(clients, front, home, happenings, prefix)
    app.command(_ANY)(listeners.command)
    app.event(_ANY)(listeners.event)
    app.action(_ANY)(listeners.action)
    app.shortcut(_ANY)(listeners.shortcut)
    app.view_submission(_ANY)(listeners.window)
    app.view_closed(_ANY)(listeners.closed)
    app.error(_failed)
    return app


class Listeners:
    """One for each kind of thing that Slack sends."""

    def __init__(
        self, clients: Clients, front: Front, home: Home, happenings: Mapping[str, Happening], prefix: str
    ) -> None:
        self._clients = clients
        self._front = front
        self._home = home
        self._happenings = happenings
        self._prefix = prefix

    async def command(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """A slash command."""
        workspace = self._workspace(context)
        asked = intake.command(workspace, body, self._prefix)
        await ack(self._front.acknowledgement(asked) or "")
        await self._front.answer(asked)

    async def event(self, body: Body, context: AsyncBoltContext) -> None:
        """Something that was written, or that befell the bot; Bolt has acknowledged it."""
        kind = body["event"]["type"]
        if kind in {"app_mention", "message"}:
            if asked := intake.addressed(self._workspace(context), body, self._prefix):
                await self._front.answer(asked)
        elif happening := self._happenings.get(kind):
            await happening(self._workspace(context), body)

    async def action(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """A pressed button, or a choice from a list."""
        await ack()
        workspace, (name, options) = self._workspace(context), blocks.pressed(body["actions"][0])
        if name.startswith(ACTION):
            asked = await self._home.choose(workspace, body, name, options[CHANNEL])
        else:
            asked = intake.action(workspace, body, name, options)
        if asked and asked.origin.channel:  # without a channel it would be for all channels of the workspace
            await self._front.answer(asked)

    async def shortcut(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """“Brief this” in a message's menu."""
        await ack()
        if body["type"] == "message_action":
            await self._front.answer_all(*intake.briefs(self._workspace(context), body))

    async def window(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """A submitted window, which closes when it is acknowledged."""
        await ack()
        name, options = windows.action(body["view"]), windows.submitted(body["view"])
        await self._front.answer(intake.submitted(self._workspace(context), body, name, options))

    async def closed(self, ack: AsyncAck) -> None:
        """A window that was closed: nothing was asked."""
        await ack()

    def _workspace(self, context: AsyncBoltContext) -> Workspace:
        found = self._clients.find(context.team_id)
        if found is None:
            raise LookupError("no such workspace")
        return found


async def _failed(error: Exception) -> None:
    """Log what a listener raised, without what Slack sent."""
    log.error("slack listener failed", exc_info=error)
