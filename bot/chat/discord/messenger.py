"""Puts digests into Discord channels, each message once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

from bot.chat import dates, texts
from bot.chat.charts.drawings import drawn
from bot.chat.compose.digests import digest as compose
from bot.chat.discord import components, limits, permissions
from bot.chat.discord.intake import DIRECT, PLATFORM
from bot.chat.discord.once import once
from bot.chat.discord.pages import Carried, Page
from bot.chat.discord.render import render
from bot.chat.discord.unlock import unlocking
from bot.chat.replies import Notice, Reply, Tone
from bot.model.briefing import Digest
from bot.model.delivery import Rejected, Rejection, RetryLater, page_key
from bot.model.place import Channel
from bot.model.runtime import Workers

log = logging.getLogger(__name__)

SKEW = timedelta(minutes=5)
"""How far our clock may be ahead of Discord's."""

_CODES = {
    10003: Rejection.UNKNOWN_CHANNEL,
    10004: Rejection.REMOVED,
    50001: Rejection.NO_ACCESS,
    50007: Rejection.BLOCKED,
    50013: Rejection.NO_PERMISSION,
    50083: Rejection.ARCHIVED,
    50278: Rejection.BLOCKED,
    160005: Rejection.ARCHIVED,
    200000: Rejection.BLOCKED,
    200001: Rejection.BLOCKED,
}
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

_STATUSES = {400: Rejection.INVALID, 403: Rejection.NO_ACCESS, 404: Rejection.UNKNOWN_CHANNEL}

TOO_MANY = 429
"""discord.py waits for Discord's own limits by itself; what comes as an error is from a proxy before Discord."""

THREAD_OPEN: Final = 10080
"""Minutes without a message after which a thread is put away: as long as follow-ups keep their subject."""

_THREAD_IS_THERE = 160004
"""A message has one thread at most: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class DiscordMessenger:
    """The Messenger of Discord. It works through the client that is attached, and asks to retry while there is none.

    A message is sent with its key as an enforced nonce, so that Discord returns the first message to a second
    attempt within minutes. The key also stands in the message's last line, where `find` reads it in the bot's own
    messages of any age. Without the permission to read a channel's history the nonce is the only guard.
    """

    platform = PLATFORM

    def __init__(self) -> None:
        self._client: discord.Client | None = None
        self._workers: Workers | None = None

    def draw_with(self, workers: Workers) -> None:
        """Draw the pictures of digests in these workers; without any there are none."""
        self._workers = workers

    def attach(self, client: discord.Client | None) -> None:
        """Use this client from now on."""
        self._client = client

    @property
    def connected(self) -> bool:
        """Whether a client is attached that has logged in; posting needs no gateway."""
        return self._client is not None and self._client.user is not None and not self._client.is_closed()

    @property
    def ready(self) -> bool:
        """Whether a client is attached that has finished connecting."""
        return self._client is not None and self._client.is_ready()

    def called(self, channel: Channel) -> str:
        """Its name, where the client knows it."""
        found = self._client.get_channel(int(channel.id)) if self._client and channel.id.isdigit() else None
        return f"#{found.name}" if isinstance(found, discord.abc.GuildChannel | discord.Thread) else "the channel"

    async def rooms(self, here: Channel, person: str, used: Mapping[Channel, bool]) -> Mapping[Channel, Sequence[str]]:
        """The server's text channels from top to bottom, and the threads and forum posts that are used.

        Nobody can be asked for more in direct messages.
        """
        server = _server(self._client, here.workspace)
        if server is None:
            return {here: ()}
        who = await permissions.member(server, person)
        listed = [room for _, rooms in server.by_category() for room in rooms if isinstance(room, discord.TextChannel)]
        told = [room for each in (here, *used) if (room := server.get_channel_or_thread(int(each.id)))]
        found = {Channel(PLATFORM, here.workspace, str(room.id)): room for room in (*told, *listed)}
        return {here: ()} | {
            channel: permissions.missing(
                room.permissions_for(server.me),
                in_thread=isinstance(room, discord.Thread),
                threads=used.get(channel, False),
            )
            for channel, room in found.items()
            if channel == here or room.permissions_for(who).view_channel
        }

    def pages(self, digest: Digest, key: str) -> Sequence[str]:
        """Render a digest as payloads, each with its page's key in its last line, the last with its thread's name."""
        *others, last = render(compose(digest))
        thread = texts.DIGEST_THREAD.format(date=dates.short(digest.until, digest.language)) if digest.thread else ""
        pages = [*others, replace(last, thread=thread)]
        return [
            replace(page, tail=_tail(number, len(pages), page_key(key, number))).dump()
            for number, page in enumerate(pages, 1)
        ]

    def note(self, text: str, key: str) -> str:
        """Render a note, with its key in the last line."""
        (page,) = render(Reply((Notice(text, Tone.WARNING),)))
        return replace(page, tail=_tail(1, 1, page_key(key, 1))).dump()

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        """Post a payload. Raises Rejected with what Discord says, or RetryLater."""
        if len(key) > limits.NONCE:
            raise ValueError(f"a key may have {limits.NONCE} characters, this has {len(key)}")
        client = self._logged_in()
        page = Page.load(payload)
        page = replace(page, blocks=await drawn(page.blocks, self._workers))
        try:
            with unlocking(client):
                return await _send_what_may(await _target(client, channel), page, key)
        except _FAILURES as error:
            raise _outcome(error, channel, client) from error

    async def discuss(self, channel: Channel, message: str, payload: str) -> None:
        """Open a thread on a message of a server. Raises Rejected with what Discord says, or RetryLater."""
        name = Page.load(payload).thread
        if not name or channel.workspace == DIRECT:
            return
        client = self._logged_in()
        try:
            # discord.py's own way needs the server in memory, which is there only when the gateway is connected
            with unlocking(client):
                await client.http.start_thread_with_message(
                    int(channel.id), int(message), name=name, auto_archive_duration=THREAD_OPEN
                )
        except _FAILURES as error:
            if not (isinstance(error, discord.HTTPException) and error.code == _THREAD_IS_THERE):
                raise _outcome(error, channel, client) from error

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        """Look for a message of ours that carries this key. Raises RetryLater when the channel cannot be read now."""
        client = self._logged_in()
        try:
            with unlocking(client):
                target = await _target(client, channel)
                # from the newest on: what was under way when we died is seldom far from the end
                async for message in target.history(limit=None, after=since - SKEW, oldest_first=False):
                    if message.author == client.user and _carries(message, key):
                        return str(message.id)
        except (discord.Forbidden, discord.NotFound):
            return None
        except _FAILURES as error:
            raise RetryLater from error
        return None

    def _logged_in(self) -> discord.Client:
        if self._client is None or not self.connected:
            raise RetryLater
        return self._client


async def _send_what_may(target: discord.abc.Messageable, page: Page, key: str) -> str:
    try:
        return await _send(target, page, key)
    except discord.Forbidden:
        if not components.files(page):
            raise
        return await _send(target, _without_files(page), key)  # words may be allowed where files are not


async def _send(target: discord.abc.Messageable, page: Page, key: str) -> str:
    with once():
        sent = await target.send(
            view=components.view(page),
            files=components.files(page),
            nonce=key,
            allowed_mentions=discord.AllowedMentions.none(),
        )
    return str(sent.id)


def _without_files(page: Page) -> Page:
    return replace(page, blocks=tuple(block for block in page.blocks if not isinstance(block, Carried)))


async def _target(client: discord.Client, channel: Channel) -> discord.abc.Messageable:
    """The channel, or the direct messages of the server's owner. Raises Rejected when there is no such server."""
    if channel.id.isdigit():
        return client.get_partial_messageable(int(channel.id))
    server = _server(client, channel.workspace)
    if server is None or server.owner_id is None:
        raise Rejected(Rejection.REMOVED)
    return await (await client.fetch_user(server.owner_id)).create_dm()


def _server(client: discord.Client | None, workspace: str) -> discord.Guild | None:
    """The server that a workspace is; None for direct messages, and where the bot is not."""
    return client.get_guild(int(workspace)) if client is not None and workspace.isdigit() else None


def _tail(number: int, count: int, key: str) -> str:
    place = f"{number} of {count} · " if count > 1 else ""
    return f"{place}ref {key}"


def _carries(message: discord.Message, key: str) -> bool:
    return any(text.endswith(f"ref {key}") for text in _texts([part.to_dict() for part in message.components]))


def _texts(parts: Sequence[Any]) -> Iterator[str]:
    for part in parts:
        if "content" in part:
            yield part["content"]
        yield from _texts(part.get("components", ()))


def _outcome(error: BaseException, channel: Channel, client: discord.Client) -> Rejected | RetryLater:
    if isinstance(error, discord.RateLimited):
        return RetryLater(error.retry_after)
    if not isinstance(error, discord.HTTPException):
        return RetryLater()
    if error.status == TOO_MANY:
        return RetryLater(_seconds(error.response.headers.get("Retry-After")))
    reason = _CODES.get(error.code) or _STATUSES.get(error.status)
    if reason is None:
        return RetryLater()
    if reason is Rejection.NO_ACCESS and _left(channel, client):
        reason = Rejection.REMOVED
    return Rejected(reason, f"{error.status} {error.code}: {error.text}"[:200])


def _seconds(text: str | None) -> float | None:
    try:
        return max(0.0, float(text or ""))
    except ValueError:
        return None


def _left(channel: Channel, client: discord.Client) -> bool:
    return client.is_ready() and channel.workspace.isdigit() and _server(client, channel.workspace) is None
