"""The App Home: what the bot is, what it brings into somebody's channels, and how to begin."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.chat import texts
from bot.chat.compose import feeds, schedules
from bot.chat.compose.schedules import Planned
from bot.chat.handlers.digest import EXAMPLE
from bot.chat.replies import Bullets, Heading, Menu, MenuItem, Part, Reply, Text
from bot.chat.slack import blocks, intake, rooms, sentences
from bot.chat.slack.clients import PLATFORM, Clients, Workspace
from bot.chat.slack.intake import Asked
from bot.chat.slack.naming import Naming
from bot.chat.slack.people import People
from bot.chat.slack.refusals import FAILURES, what
from bot.chat.slack.render import render
from bot.chat.slack.rooms import Room
from bot.desk.desk import Desk
from bot.model.place import Channel

log = logging.getLogger(__name__)

ACTION = "home:"
"""What the action of each list in the home begins with; a command follows."""

CHANNEL = "channel"
"""The option of these lists."""

SHOWN = 20
"""So many channels are shown with what they have."""

CHOICES = 25
"""So many channels can be chosen from; in the others, the commands do the same."""

_MOST_BLOCKS = 100
"""Blocks of a home: https://docs.slack.dev/reference/views/home-tab-views"""


class Home:
    """Shows people the channels that they are in, and none other: a channel is a wall."""

    def __init__(self, desk: Desk, clients: Clients, people: People, prefix: str = "") -> None:
        self._desk = desk
        self._clients = clients
        self._people = people
        self._naming = Naming(prefix)

    async def opened(self, workspace: Workspace, body: Mapping[str, Any]) -> None:
        """Somebody looks at the bot's home."""
        if body["event"].get("tab") != "home":
            return
        user = str(body["event"]["user"])
        client = self._clients.client(workspace.token)
        try:
            locale = (await self._people.find(workspace, user)).locale
            page = await self._page(workspace, await self.rooms(workspace, user), locale)
            view = {"type": "home", "blocks": page}
            await client.views_publish(user_id=user, view=view)
        except FAILURES as error:
            log.warning("home not shown", extra={"workspace": workspace.id, "reason": what(error)})

    async def choose(self, workspace: Workspace, body: Mapping[str, Any], name: str, channel: str) -> Asked | None:
        """What to do in the channel that was chosen from a list of the home; None when it is not theirs any more."""
        user = str(body["user"]["id"])
        if channel not in {room.id for room in await self.rooms(workspace, user)}:
            return None
        return intake.command_in(workspace, body, channel, name.removeprefix(ACTION))

    async def rooms(self, workspace: Workspace, user: str) -> Sequence[Room]:
        """The channels that both somebody and the bot are in, by name."""
        client = self._clients.client(workspace.token)
        ours = {room.id for room in await rooms.of(client)}
        both = [room for room in await rooms.of(client, user) if room.id in ours]
        return sorted(both, key=lambda room: room.name)

    async def _page(self, workspace: Workspace, rooms: Sequence[Room], locale: str) -> list[dict[str, Any]]:
        parts: list[Part] = [Heading(texts.GREETING), Text(texts.ABOUT), Text(sentences.HOME_BEGIN)]
        if not rooms:
            parts.append(Text(sentences.HOME_NOWHERE.format(me=workspace.name)))
        else:
            for room in await self._served(workspace, rooms):
                parts += await self._shown(workspace, room, locale)
            parts += [
                _menu("feed add", sentences.HOME_FEED, rooms),
                _menu("digest schedule", sentences.HOME_DIGEST, rooms),
            ]
        pages = render(self._naming(Reply(tuple(parts))))
        return [block for page in pages for block in blocks.made(page)][:_MOST_BLOCKS]

    async def _served(self, workspace: Workspace, rooms: Sequence[Room]) -> Sequence[Room]:
        served = {channel.id for channel in await self._desk.served(PLATFORM, workspace.id)}
        return [room for room in rooms if room.id in served][:SHOWN]

    async def _shown(self, workspace: Workspace, room: Room, locale: str) -> Sequence[Part]:
        channel = Channel(PLATFORM, workspace.id, room.id)
        names = await self._desk.feeds.names(channel)
        rows = await self._desk.schedules.of_channel(channel)
        planned = [Planned(row, next(iter(self._desk.schedules.next_times(row, 1)), None)) for row in rows]
        followed = await self._desk.feeds.of_channel(channel)
        told = [schedules.schedules(planned, EXAMPLE, names, locale)] if planned else []
        told += [feeds.listed(followed, locale)] if followed else []
        lists = [part for reply in told for part in reply.parts if isinstance(part, Bullets)]
        # a button here would not know which channel it is for
        shown = [Bullets(tuple(replace(item, button=None) for item in part.items)) for part in lists]
        return [Heading(f"#{room.name}", level=2), *shown]


def _menu(command: str, placeholder: str, rooms: Sequence[Room]) -> Menu:
    items = tuple(MenuItem(f"#{room.name}", room.id) for room in rooms[:CHOICES])
    return Menu(f"{ACTION}{command}", CHANNEL, placeholder, items)
