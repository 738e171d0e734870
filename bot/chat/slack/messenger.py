"""Puts digests into Slack channels, each message once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.charts.drawings import drawn
from bot.chat.compose.digests import digest as compose
from bot.chat.replies import Notice, Reply, Tone
from bot.chat.slack import blocks, rooms, uploads
from bot.chat.slack.blocks import Made
from bot.chat.slack.clients import PLATFORM, Clients
from bot.chat.slack.naming import Naming
from bot.chat.slack.pages import Page
from bot.chat.slack.refusals import FAILURES, MAY_NOT_READ, outcome, what
from bot.chat.slack.render import render
from bot.model.briefing import Digest
from bot.model.delivery import OWNER, Rejected, Rejection, RetryLater, page_key
from bot.model.place import Channel
from bot.model.runtime import Workers

log = logging.getLogger(__name__)

SKEW = timedelta(minutes=5)
"""How far our clock may be ahead of Slack's."""

DELIVERY = "briefing_bot_delivery"
"""The event_type of a message's metadata that has its key: https://docs.slack.dev/messaging/message-metadata"""

AT_ONCE = 200
"""Messages that are asked for at once; an app with a lower limit gets fewer."""

LOOKING = 10.0
"""Seconds that a look through the channels may take; what was not seen by then is left out."""

LOOKED_UP = 10
"""So many channels that are used, and that the bot is not in, are looked up one by one."""

MEMBERSHIP = "Membership"
"""What a bot needs to post in a channel, besides the scopes that it was installed with."""


class SlackMessenger:
    """The Messenger of Slack.

    A message's key is in its metadata and in its last line, where `find` reads it in the bot's own messages. Slack has
    no nonce: where the bot may not read a channel, a message whose fate is not known is posted again.
    """

    platform = PLATFORM

    def __init__(
        self,
        clients: Clients,
        prefix: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clients = clients
        self._naming = Naming(prefix)
        self._sleep = sleep
        self._workers: Workers | None = None
        self._names: dict[Channel, str] = {}
        self._read_down_to: dict[tuple[Channel, str], str] = {}

    def draw_with(self, workers: Workers) -> None:
        """Draw the pictures of digests in these workers; without any there are none."""
        self._workers = workers

    @property
    def connected(self) -> bool:
        """Whether there is a workspace that can be posted to."""
        try:
            return any(self._clients.of(workspace) is not None for workspace in self._clients.ids)
        except RetryLater:
            return False

    def called(self, channel: Channel) -> str:
        """Its name, where it was learnt; it is learnt when a channel refuses something."""
        return self._names.get(channel, "the channel")

    async def rooms(self, here: Channel, person: str, used: Mapping[Channel, bool]) -> Mapping[Channel, Sequence[str]]:
        """The channels that the bot was invited to, where it can post, and what is used of the others.

        Of private channels only those that the person is in too, and no direct messages but `here`.
        """
        lacking: dict[Channel, Sequence[str]] = {here: ()}
        client = self._clients.of(here.workspace)
        if client is None:
            return lacking
        try:
            async with asyncio.timeout(LOOKING):
                ours = {self._learnt(here.workspace, room.id, room.name): room for room in await rooms.of(client)}
                theirs = {room.id for room in await rooms.of(client, person)}
                lacking |= {each: () for each, room in ours.items() if not room.private or room.id in theirs}
                others = [each for each in used if each not in {here, *ours} and not each.id.startswith("D")]
                for channel in [*({here} - ours.keys()), *others[:LOOKED_UP]]:
                    if await self._lacks(client, channel, unseen=channel == here):
                        lacking[channel] = (MEMBERSHIP,)
        except FAILURES as error:
            log.warning("channels not listed", extra={"workspace": here.workspace, "reason": what(error)})
        return lacking

    async def _lacks(self, client: AsyncWebClient, channel: Channel, *, unseen: bool) -> bool:
        """Whether the bot is no member of a channel that anybody may join; `unseen` of one that it may not see."""
        try:
            room = (await client.conversations_info(channel=channel.id))["channel"]
        except FAILURES as error:
            refused = outcome(error)
            return unseen and isinstance(refused, Rejected) and refused.reason is Rejection.NOT_MEMBER
        self._learnt(channel.workspace, channel.id, room.get("name"))
        return not (room.get("is_private") or any(room.get(name) for name in ("is_member", "is_im", "is_mpim")))

    def pages(self, digest: Digest, key: str) -> Sequence[str]:
        """Render a digest as payloads, each with its page's key in its last line."""
        pages = render(self._naming(compose(digest)))
        return [
            replace(page, tail=_tail(number, len(pages), page_key(key, number))).dump()
            for number, page in enumerate(pages, 1)
        ]

    def note(self, text: str, key: str) -> str:
        """Render a note, with its key in the last line."""
        page, *_ = render(self._naming(Reply((Notice(text, Tone.WARNING),))))
        return replace(page, tail=_tail(1, 1, page_key(key, 1))).dump()

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        """Post a payload. Raises Rejected with what Slack says, or RetryLater."""
        client = self._client(channel)
        page = Page.load(payload)
        page = replace(page, blocks=await drawn(page.blocks, self._workers))
        try:
            target = await self._target(client, channel)
            message = blocks.message(page, await uploads.pictures(client, page))
            return await uploads.patiently(message, lambda made: _post(client, target, made, key), self._sleep)
        except FAILURES as error:
            result = outcome(error)
            if isinstance(result, Rejected):
                await self._learn(client, channel)
            raise result from error

    async def discuss(self, channel: Channel, message: str, payload: str) -> None:
        """Every message has a thread by itself."""

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        """Look for a message of ours that carries this key, from the newest on.

        Raises RetryLater when the channel cannot be read now; the next time goes on where this one ended, since some
        apps may read fifteen messages a minute.
        """
        client, looked = self._client(channel), (channel, key)
        try:
            target = await self._target(client, channel)
            while True:
                read = await client.conversations_history(
                    channel=target,
                    oldest=f"{(since - SKEW).timestamp():.6f}",
                    latest=self._read_down_to.get(looked),
                    limit=AT_ONCE,
                    include_all_metadata=True,
                )
                found = next((str(m["ts"]) for m in read["messages"] if self._carries(m, channel, key)), None)
                if found is not None or not (read.get("has_more") and read["messages"]):
                    self._read_down_to.pop(looked, None)
                    return found
                self._read_down_to[looked] = str(read["messages"][-1]["ts"])
        except FAILURES as error:
            if what(error) in MAY_NOT_READ:
                log.warning("channel not read", extra={"channel": channel.key, "reason": what(error)})
                return None
            raise outcome(error) from error

    def _client(self, channel: Channel) -> AsyncWebClient:
        """Raises Rejected where the bot is not installed, RetryLater while there is no connection."""
        client = self._clients.of(channel.workspace, once=True)
        if client is None:
            raise Rejected(Rejection.REMOVED)
        return client

    async def _target(self, client: AsyncWebClient, channel: Channel) -> str:
        """The channel, or the direct messages of whoever installed the bot. Raises Rejected when nobody is known."""
        if channel.id != OWNER:
            return channel.id
        owner = await self._clients.owner(channel.workspace)
        if owner is None:
            raise Rejected(Rejection.BLOCKED)
        return str((await client.conversations_open(users=owner))["channel"]["id"])

    def _carries(self, message: Mapping[str, Any], channel: Channel, key: str) -> bool:
        installed = self._clients.find(channel.workspace)
        if installed is None or message.get("user") != installed.bot:
            return False
        told = message.get("metadata") or {}
        if told.get("event_type") == DELIVERY:
            return bool((told.get("event_payload") or {}).get("key") == key)
        return any(text.endswith(f"ref {key}") for text in _small_texts(message.get("blocks") or ()))

    async def _learn(self, client: AsyncWebClient, channel: Channel) -> None:
        """Learn a channel's name, for whoever is told of it."""
        if channel.id != OWNER and channel not in self._names:
            with suppress(*FAILURES):
                told = (await client.conversations_info(channel=channel.id))["channel"]
                self._learnt(channel.workspace, channel.id, told.get("name"))

    def _learnt(self, workspace: str, room: str, name: str | None) -> Channel:
        channel = Channel(PLATFORM, workspace, room)
        if name:
            self._names[channel] = f"#{name}"
        return channel


async def _post(client: AsyncWebClient, target: str, message: Made, key: str) -> str:
    posted = await client.chat_postMessage(
        channel=target,
        metadata={"event_type": DELIVERY, "event_payload": {"key": key}},
        unfurl_links=False,
        unfurl_media=False,
        **message,
    )
    return str(posted["ts"])


def _tail(number: int, count: int, key: str) -> str:
    place = f"{number} of {count} · " if count > 1 else ""
    return f"{place}ref {key}"


def _small_texts(parts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    return (
        str(element.get("text", ""))
        for block in parts
        if block.get("type") == "context"
        for element in block.get("elements", ())
    )
