"""What befalls the bot: it is let into a channel or put out, a channel is archived, a workspace removes it."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.chat.compose import guide
from bot.chat.slack.clients import PLATFORM, Clients, Workspace
from bot.chat.slack.front import Front
from bot.chat.slack.intake import Origin
from bot.chat.slack.posting import NoWay
from bot.chat.slack.refusals import FAILURES, what
from bot.desk.desk import Desk
from bot.model.delivery import Rejection
from bot.model.errors import UserError
from bot.model.place import Channel

log = logging.getLogger(__name__)

_GONE = {
    "channel_archive": Rejection.ARCHIVED,
    "group_archive": Rejection.ARCHIVED,
    "channel_deleted": Rejection.UNKNOWN_CHANNEL,
    "group_deleted": Rejection.UNKNOWN_CHANNEL,
    "channel_left": Rejection.NOT_MEMBER,
    "group_left": Rejection.NOT_MEMBER,
}
_BACK = frozenset({"channel_unarchive", "group_unarchive"})

EVENTS = frozenset({*_GONE, *_BACK, "member_joined_channel", "app_uninstalled", "tokens_revoked"})
"""The events that are told of here."""


class Life:
    """Tells the desk what befell the bot, and greets the channels that it was let into."""

    def __init__(self, desk: Desk, clients: Clients, front: Front) -> None:
        self._desk = desk
        self._clients = clients
        self._front = front

    async def befell(self, workspace: Workspace, body: Mapping[str, Any]) -> None:
        """Tell of one event, once: a removal that is told again late must not undo a new installation."""
        event = body["event"]
        if not await self._desk.seen.first(PLATFORM, str(body.get("event_id") or event)):
            return
        kind = str(event["type"])
        if kind == "app_uninstalled" or (kind == "tokens_revoked" and self._ours(workspace, event)):
            await self.removed(workspace)
        elif reason := _GONE.get(kind):
            await self._desk.departures.channel_gone(_channel(workspace, event), reason)
        elif kind in _BACK:
            await self._desk.departures.channel_back(_channel(workspace, event))
        elif kind == "member_joined_channel" and event.get("user") == workspace.bot:
            await self._desk.departures.channel_back(_channel(workspace, event))
            await self._welcome(workspace, event)

    async def removed(self, workspace: Workspace) -> None:
        """Let a workspace rest that removed the bot."""
        self._clients.forget(workspace.id)
        await self._desk.departures.left(PLATFORM, workspace.id)
        try:
            await self._desk.installations.remove(PLATFORM, workspace.id)
        except UserError:
            log.exception("installation not forgotten")

    async def _welcome(self, workspace: Workspace, event: Mapping[str, Any]) -> None:
        """Greet a channel, once a day however often the bot is let in."""
        origin = Origin(workspace.id, str(event["channel"]), str(event.get("inviter") or workspace.bot))
        if not await self._desk.seen.first(PLATFORM, f"welcome {origin.place.key}"):
            return
        try:
            await self._front.say(origin, guide.welcome())
        except (NoWay, *FAILURES) as error:
            log.warning("welcome not posted", extra={"channel": origin.place.key, "reason": what(error)})

    def _ours(self, workspace: Workspace, event: Mapping[str, Any]) -> bool:
        """Whether the tokens that were taken back are the bot's, and not those of somebody who has one of their own."""
        return workspace.bot in ((event.get("tokens") or {}).get("bot") or ())


def _channel(workspace: Workspace, event: Mapping[str, Any]) -> Channel:
    return Channel(PLATFORM, workspace.id, str(event["channel"]))
