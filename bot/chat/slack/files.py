"""Files that people share, fetched with the bot's token, which is shown to Slack alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.chat.request import Upload
from bot.chat.slack.clients import Clients, Workspace, code
from bot.model.errors import TooLarge, UploadGone, UploadRefused

FILE_BYTES = 10 * 1024 * 1024
"""What a file may have that is briefed; Slack itself takes larger ones."""

PERMISSION = "files:read"
_REFUSALS = {"missing_scope", "not_allowed_token_type", "access_denied", "file_not_visible"}


async def fetched(clients: Clients, workspace: Workspace, file: Mapping[str, Any]) -> Upload:
    """A file, given as Slack describes it. Raises TooLarge, UploadGone or UploadRefused."""
    name = str(file.get("name") or file.get("title") or "file")
    try:
        if file.get("file_access") == "check_file_info":  # it comes from another workspace
            file = (await clients.client(workspace.token).files_info(file=str(file["id"])))["file"]
        link = str(file.get("url_private_download") or file.get("url_private") or "")
        if not _slacks_own(link, clients.api_base):
            raise UploadGone(platform="Slack", name=name)
        if int(file.get("size") or 0) > FILE_BYTES:
            raise _too_large(name)
        return Upload(name, await _read(clients.session, link, workspace.token, name, str(file.get("mimetype") or "")))
    except SlackApiError as error:
        if code(error) in _REFUSALS:
            raise UploadRefused(name=name, permission=PERMISSION) from error
        raise UploadGone(platform="Slack", name=name) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise UploadGone(platform="Slack", name=name) from error


async def _read(session: aiohttp.ClientSession, link: str, token: str, name: str, kind: str) -> bytes:
    """The file. Without permission, Slack does not say no but shows a page to log in."""
    headers = {"Authorization": f"Bearer {token}"}
    async with session.get(link, headers=headers, allow_redirects=False) as answer:
        page = answer.status == 200 and answer.content_type == "text/html" and kind != "text/html"
        if page or 300 <= answer.status < 400 or answer.status in {401, 403}:
            raise UploadRefused(name=name, permission=PERMISSION)
        answer.raise_for_status()
        data = await answer.content.read(FILE_BYTES + 1)
        while len(data) <= FILE_BYTES and (more := await answer.content.read(FILE_BYTES + 1 - len(data))):
            data += more
    if len(data) > FILE_BYTES:
        raise _too_large(name)
    return data


def _slacks_own(link: str, api_base: str) -> bool:
    """Whether a link leads to Slack, or to where the settings say that it is."""
    parts, base = urlsplit(link), urlsplit(api_base)
    if (parts.scheme, parts.netloc) == (base.scheme, base.netloc):
        return True
    host = parts.hostname or ""
    homes = tuple({".slack.com", f".{base.hostname}"})
    return parts.scheme == "https" and parts.port in {None, 443} and f".{host}".endswith(homes)


def _too_large(name: str) -> TooLarge:
    return TooLarge(what=name, limit=f"{FILE_BYTES // 1024**2} MB")
