"""Puts answers where something was asked: into the channel, its thread, or before the asker's eyes alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.replies import Attachment
from bot.chat.slack import blocks, uploads
from bot.chat.slack.blocks import Made
from bot.chat.slack.clients import Clients, code
from bot.chat.slack.intake import Origin
from bot.chat.slack.pages import Page
from bot.chat.slack.refusals import what

log = logging.getLogger(__name__)

ABSENT = frozenset({"not_in_channel", "channel_not_found"})
"""What Slack says where the bot may not post by itself, for it is no member; a response_url reaches there."""


class NoWay(Exception):
    """Slack gives no way to answer there, for a reason that it names."""


class Poster:
    """Posts messages. Each method raises NoWay, or one of `refusals.FAILURES`."""

    def __init__(self, clients: Clients, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._clients = clients
        self._sleep = sleep

    async def message(self, origin: Origin, page: Page) -> Made:
        """A page as a message, with its pictures uploaded."""
        return blocks.message(page, await uploads.pictures(self._client(origin), page) if page.pictures else {})

    async def post(self, origin: Origin, message: Made, *, private: bool) -> str:
        """Post a message for all, or for the asker alone; return its id, "" where Slack does not tell it."""
        alone = private and not origin.ours
        return await uploads.patiently(
            message,
            lambda made: self._whisper(origin, made) if alone else self._say(origin, made),
            self._sleep,
            _reason,
        )

    async def replace(self, origin: Origin, message: Made) -> None:
        """Show another message in place of the one that was pressed."""
        await uploads.patiently(message, lambda made: self._edit(origin, made), self._sleep, _reason)

    async def share(self, origin: Origin, files: Sequence[Attachment], *, private: bool) -> None:
        """Put files where the answer is, or into the asker's direct messages: no file can be for one person alone."""
        client, channel, thread = self._client(origin), origin.channel, origin.thread or None
        if files and private and not origin.ours:
            opened = await client.conversations_open(users=origin.user)
            channel, thread = str(opened["channel"]["id"]), None
        for file in files:
            await uploads.share(client, file, channel, thread)

    async def _say(self, origin: Origin, message: Made) -> str:
        try:
            posted = await self._client(origin).chat_postMessage(
                channel=origin.channel,
                thread_ts=origin.thread or None,
                unfurl_links=False,
                unfurl_media=False,
                **message,
            )
        except SlackApiError as error:
            if code(error) not in ABSENT or not origin.response_url:
                raise
            await self._respond(origin, message, response_type="in_channel", replace_original=False)
            return ""
        return str(posted["ts"])

    async def _edit(self, origin: Origin, message: Made) -> None:
        if origin.hidden or not origin.message:
            await self._respond(origin, message, replace_original=True)
            return
        try:
            await self._client(origin).chat_update(channel=origin.channel, ts=origin.message, **message)
        except SlackApiError as error:
            if code(error) not in ABSENT | {"cant_update_message", "message_not_found"} or not origin.response_url:
                raise
            await self._respond(origin, message, replace_original=True)

    async def _whisper(self, origin: Origin, message: Made) -> str:
        """Show a message to one person: in a thread only where that is open already.

        https://docs.slack.dev/reference/methods/chat.postEphemeral
        """
        origin = origin if origin.begun else replace(origin, thread="")
        if origin.response_url:
            await self._respond(origin, message, response_type="ephemeral", replace_original=False)
            return ""
        await self._client(origin).chat_postEphemeral(
            channel=origin.channel, user=origin.user, thread_ts=origin.thread or None, **message
        )
        return ""

    async def _respond(self, origin: Origin, message: Made, **how: object) -> None:
        if not origin.response_url:
            raise NoWay("no response_url")
        thread = {"thread_ts": origin.thread} if origin.thread and not how.get("replace_original") else {}
        answer = await self._clients.webhook(origin.response_url).send_dict({**message, **thread, **how})
        if answer.status_code != 200:
            raise NoWay(str(answer.body)[:100])

    def _client(self, origin: Origin) -> AsyncWebClient:
        client = self._clients.of(origin.workspace)
        if client is None:
            raise NoWay("not installed")
        return client


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, NoWay) else what(error)
