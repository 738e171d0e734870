"""Files on their way to Slack."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import safe
from bot.chat.replies import Attachment, Picture
from bot.chat.slack import blocks
from bot.chat.slack.blocks import Made
from bot.chat.slack.pages import Page
from bot.chat.slack.refusals import FAILURES, what

log = logging.getLogger(__name__)

PROCESSING = (1.0, 2.0, 4.0)
"""Seconds between attempts: Slack refuses a picture until it has looked at it."""

UNREADY = "invalid_blocks"
"""What it says then, which is certain to mean that nothing was posted."""

Posted = TypeVar("Posted")

_ALT = 1_000  # of a file's own description Slack tells no limit; a picture's has 1,024 characters at most


async def pictures(client: AsyncWebClient, page: Page) -> Mapping[str, str]:
    """Upload a page's pictures; return their ids by name. One that cannot be is left out: it is only an extra.

    Nobody sees them until a message shows them.
    """
    shown: dict[str, str] = {}
    for picture in page.pictures:
        try:
            shown[picture.name] = await _picture(client, picture)
        except FAILURES as error:
            log.warning("picture not uploaded", extra={"reason": what(error)})
    return shown


async def _picture(client: AsyncWebClient, picture: Picture) -> str:
    alt = safe.shorten(safe.plain(picture.alt), _ALT)
    uploaded = await client.files_upload_v2(
        filename=picture.name, file=picture.png, title=picture.name, alt_txt=alt, request_file_info=False
    )
    return str(uploaded["files"][0]["id"])


async def patiently(
    message: Made,
    post: Callable[[Made], Awaitable[Posted]],
    sleep: Callable[[float], Awaitable[None]],
    reason: Callable[[Exception], str] = what,
) -> Posted:
    """Post a message; a picture that Slack goes on refusing is described in words. Raises what `post` raises."""
    pictured = any(block["type"] == "image" for block in message["blocks"])
    for pause in PROCESSING if pictured else ():
        try:
            return await post(message)
        except Exception as error:
            if reason(error) != UNREADY:
                raise
        await sleep(pause)
    return await post({**message, "blocks": list(map(blocks.described, message["blocks"]))})


async def share(client: AsyncWebClient, attachment: Attachment, channel: str, thread: str | None = None) -> None:
    """Put a file into a channel or a thread, where everybody who reads there sees it. Raises one of FAILURES."""
    await client.files_upload_v2(
        filename=attachment.name,
        file=attachment.data,
        title=attachment.name,
        channel=channel,
        thread_ts=thread,
        request_file_info=False,
    )
