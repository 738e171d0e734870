"""What Discord says of the bot's token, application, commands and connections, for briefing-bot doctor."""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.chat.discord import commands
from bot.chat.discord.service import refused
from bot.model.finding import Finding

PATIENCE = 10.0
"""Seconds for one request."""

_ON_SERVERS, _BY_PEOPLE = "0", "1"
"""Kinds of installation: https://docs.discord.com/developers/resources/application#application-object"""

_SHAPE = {
    "type": 1, "name": "", "description": "", "default_member_permissions": None, "nsfw": False, "contexts": None,
    "integration_types": None, "required": False, "autocomplete": False, "choices": [],
}  # fmt: skip
"""What a command or an option is compared by, with what Discord takes for what is not said."""


class _Failed(Exception):
    """Discord gave no answer of use; the words say what to do."""


async def examine(token: str, api_base: str, patience: float = PATIENCE) -> AsyncIterator[Finding]:
    """Look at one thing after the other, until one fails."""
    timeout, headers = aiohttp.ClientTimeout(total=patience), {"Authorization": f"Bot {token}"}
    async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
        try:
            me = await _get(session, f"{api_base}/users/@me")
            yield Finding("discord", True, f"the token is that of {me['username']}; no privileged intent is needed")
            application = await _get(session, f"{api_base}/applications/@me")
            yield _application(application)
            yield _commands(await _get(session, f"{api_base}/applications/{application['id']}/commands"))
            yield _connections(await _get(session, f"{api_base}/gateway/bot"))
        except _Failed as failure:
            yield Finding("discord", False, str(failure))
        except (KeyError, TypeError, ValueError, AttributeError):
            yield Finding("discord", False, _stranger(api_base, 200))


def _application(said: dict[str, Any]) -> Finding:
    name, kinds = "discord application", said.get("integration_types_config")
    if said.get("bot_require_code_grant"):
        return Finding(name, False, "nobody can invite it; switch off Requires OAuth2 Code Grant on its Bot page")
    if kinds is not None and _ON_SERVERS not in kinds:
        return Finding(name, False, "it cannot be added to servers; allow Guild Install on its Installation page")
    if kinds is not None and _BY_PEOPLE not in kinds:
        words = "on servers only; allow User Install on its Installation page if people may bring it along"
        return Finding(name, True, words)
    if said.get("bot_public") is False:
        return Finding(name, True, "only you can invite it, which Public Bot on its Bot page changes")
    return Finding(name, True, "it can be invited")


def _commands(known: Sequence[dict[str, Any]]) -> Finding:
    name, ours = "discord commands", {_key(each): _shape(each) for each in commands.described()}
    theirs = {_key(each): _shape(each) for each in known}
    if ours == theirs:
        return Finding(name, True, f"all {len(ours)} are known there as they are here")
    if not theirs:
        return Finding(name, None, "not known there yet; briefing-bot run tells them when it starts")
    other = sorted(
        name for _, name in ours.keys() ^ theirs.keys() | {key for key in ours if ours[key] != theirs.get(key)}
    )
    return Finding(name, None, f"known there otherwise: {', '.join(other)}; briefing-bot run tells them when it starts")


def _key(command: dict[str, Any]) -> tuple[int, str]:
    return int(command.get("type", 1)), str(command["name"])


def _shape(part: dict[str, Any]) -> dict[str, Any]:
    shape = {name: part.get(name) or usual for name, usual in _SHAPE.items()}
    if shape["default_member_permissions"] is not None:
        shape["default_member_permissions"] = str(shape["default_member_permissions"])
    return {**shape, "options": [_shape(option) for option in part.get("options") or ()]}


def _connections(said: dict[str, Any]) -> Finding:
    name, limit, shards = "discord connections", said["session_start_limit"], int(said["shards"])
    left, hours = int(limit["remaining"]), -(-int(limit["reset_after"]) // 3_600_000)
    words = f"{left:,} of {limit['total']:,} left in the next {hours} h, {shards} needed at a start"
    if left < shards:
        return Finding(name, False, f"{words}; wait, and find out why the bot starts so often")
    return Finding(name, True, words)


async def _get(session: aiohttp.ClientSession, url: str) -> Any:
    """What Discord answers. Raises _Failed."""
    host = urlsplit(url).hostname
    try:
        async with session.get(url, allow_redirects=False) as response:
            status, body = response.status, await response.read()
    except TimeoutError:
        raise _Failed(f"{host} did not answer within {session.timeout.total:g} seconds; check the network") from None
    except aiohttp.ClientConnectorCertificateError:
        raise _Failed(f"the certificate of {host} cannot be trusted; see whether a proxy opens connections") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        kind = type(error).__name__
        raise _Failed(f"{host} cannot be reached ({kind}); check the network and DISCORD_API_BASE") from None
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if status == 200 and said is not None:
        return said
    raise _Failed(_refusal(url, status, said))


def _refusal(url: str, status: int, said: Any) -> str:
    if status == 401 and said is not None:
        return refused().sentence
    if status >= 500:
        return f"Discord has trouble of its own ({status}); see discordstatus.com and try again later"
    if status == 429 and isinstance(said, dict) and "retry_after" in said:
        return f"Discord asks to be left alone for {said['retry_after']} seconds; try again then"
    if status in {403, 429}:
        return (
            f"Discord lets no requests from this address through ({status}); wait an hour, and see what sends so many"
        )
    return _stranger(url, status)


def _stranger(url: str, status: int) -> str:
    return (
        f"what answers at {urlsplit(url).hostname} is not Discord ({status}); check DISCORD_API_BASE, and whether a "
        "proxy or a sign-in page stands between"
    )
