"""Puts answers where something was asked: into the channel, its thread, or before the asker's eyes alone."""

import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import blocks
from bot.chat.slack.clients import Clients, code
from bot.chat.slack.intake import Origin
from bot.chat.slack.pages import Page

log = logging.getLogger(__name__)

ABSENT = frozenset({"not_in_channel", "channel_not_found"})
"""What Slack says where the bot may not post by itself, for it is no member; a response_url reaches there."""

FAILURES = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


class NoWay(Exception):
    """Slack gives no way to answer there."""


class Poster:
    """Posts pages. Each method raises NoWay, or one of FAILURES."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def post(self, origin: Origin, page: Page, *, private: bool) -> None:
        """Post a page for all, or for the asker alone."""
        if private and not self._alone(origin):
            await self._whisper(origin, page)
            return
        client = self._client(origin)
        try:
            await client.chat_postMessage(
                channel=origin.channel,
                thread_ts=origin.thread or None,
                unfurl_links=False,
                unfurl_media=False,
                **blocks.message(page),
            )
        except SlackApiError as error:
            if code(error) not in ABSENT or not origin.response_url:
                raise
            await self._respond(origin, page, response_type="in_channel", replace_original=False)

    async def replace(self, origin: Origin, page: Page) -> None:
        """Show another page in the message that was pressed."""
        if origin.hidden or not origin.message:
            await self._respond(origin, page, replace_original=True)
            return
        client = self._client(origin)
        try:
            await client.chat_update(channel=origin.channel, ts=origin.message, **blocks.message(page))
        except SlackApiError as error:
            if code(error) not in ABSENT | {"cant_update_message"} or not origin.response_url:
                raise
            await self._respond(origin, page, replace_original=True)

    async def _whisper(self, origin: Origin, page: Page) -> None:
        if origin.response_url:
            await self._respond(origin, page, response_type="ephemeral", replace_original=False)
            return
        await self._client(origin).chat_postEphemeral(
            channel=origin.channel, user=origin.user, thread_ts=origin.thread or None, **blocks.message(page)
        )

    async def _respond(self, origin: Origin, page: Page, **how: object) -> None:
        if not origin.response_url:
            raise NoWay
        body = {**blocks.message(page), **how}
        if origin.thread and not how.get("replace_original"):
            body["thread_ts"] = origin.thread
        answer = await self._clients.webhook(origin.response_url).send_dict(body)
        if answer.status_code != 200:
            log.warning("response_url refused", extra={"status": answer.status_code, "channel": origin.place.key})
            raise NoWay

    def _alone(self, origin: Origin) -> bool:
        """Whether nobody but the asker reads there: a direct message to the bot, which has no response_url."""
        return origin.direct and not origin.response_url

    def _client(self, origin: Origin) -> AsyncWebClient:
        client = self._clients.of(origin.workspace)
        if client is None:
            raise NoWay
        return client
