"""The app's manifest: what Slack is told of the bot when an app is made, from the command table.

See https://docs.slack.dev/reference/app-manifest.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.chat import safe, texts
from bot.chat.catalogue import COMMANDS, GROUPS
from bot.chat.command import Command
from bot.chat.slack import life, limits, sentences
from bot.chat.slack.service import EVENTS
from bot.model.errors import CommandTaken

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "to answer when it is mentioned",
    "channels:history": "to see whether a digest whose fate is not known is in a channel, before posting it again",
    "channels:read": "to know channels by their names, and when one is archived or deleted",
    "chat:write": "to answer, and to post digests in channels that it was invited to",
    "commands": "for its commands, and for “Brief this” in the menu of a message",
    "files:read": "to read files that people give it to brief",
    "files:write": "to show timelines as pictures, and to give a channel's feeds as a file",
    "groups:history": "the same as channels:history, in private channels that it was invited to",
    "groups:read": "the same as channels:read, in private channels that it was invited to",
    "im:history": "to read what people write to it directly",
    "im:write": "to tell whoever installed it when something needs them",
    "reactions:write": "to show with a sign on a message that it is being answered",
    "users:read": "to know whether somebody may configure it, and their language",
}
"""What the bot may do where it is installed, each with its reason; nothing works on less."""

TOLD_OF = frozenset({*life.EVENTS, "app_home_opened", "app_mention", "message.im"})
"""The events that Slack tells the bot of: https://docs.slack.dev/reference/events"""

REDIRECT = "/slack/oauth_redirect"
"""Where Slack sends people back to whose workspace installed the bot."""

RESERVED = frozenset({"feed", "status"})
"""Names of ours that are taken in every workspace: https://slack.com/help/articles/201259356-Slash-commands-in-Slack,
https://slack.com/help/articles/218688467-Add-RSS-feeds-to-Slack. A manifest with /status is refused as a whole."""

SHORTCUT = "brief"


def manifest(prefix: str, url: str | None = None) -> dict[str, Any]:
    """The manifest with a prefix before the commands' names; for Socket Mode, or for HTTP where the bot has a URL.

    Raises CommandTaken for a prefix that leaves a name as Slack has it.
    """
    commands = list(_commands(prefix))
    if taken := [f"/{name}" for name in sorted(RESERVED) if any(made["command"] == f"/{name}" for made in commands)]:
        raise CommandTaken(names=texts.listed(taken))
    at = {"request_url": f"{url.rstrip('/')}{EVENTS}"} if url else {}
    oauth: dict[str, Any] = {"scopes": {"bot": list(SCOPES)}}
    if url:
        commands = [made | {"url": at["request_url"]} for made in commands]
        oauth = {"redirect_urls": [f"{url.rstrip('/')}{REDIRECT}"], **oauth}
    return {
        "display_information": {"name": texts.NAME, "description": texts.ABOUT},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": texts.NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": texts.MENU_BRIEF,
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": texts.MENU_BRIEF_HELP,
                }
            ],
            "slash_commands": commands,
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**at, "bot_events": sorted(TOLD_OF)},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _commands(prefix: str) -> Iterator[dict[str, Any]]:
    """One slash command for each first word."""
    rows: dict[str, list[Command]] = {}
    for row in COMMANDS:
        rows.setdefault(row.name.split()[0], []).append(row)
    for name, group in rows.items():
        made = {
            "command": f"/{prefix}{name}",
            "description": safe.shorten(GROUPS.get(name, group[0].help), limits.COMMAND_HELP),
            "usage_hint": safe.shorten(_hint(group), limits.COMMAND_HINT),
            "should_escape": False,
        }
        yield {key: value for key, value in made.items() if value != ""}


def _hint(group: Sequence[Command]) -> str:
    first, *others = group
    if not others and not first.group:
        return first.example.removeprefix(f"/{first.name}").strip()
    return f"[{' | '.join(row.name.split()[1] for row in group)}]"


def document(prefix: str, url: str | None = None) -> str:
    """The manifest in YAML, with the reason of each scope. Raises CommandTaken."""
    made = "\n".join(_yaml(manifest(prefix, url)))
    for scope, reason in SCOPES.items():
        made = made.replace(f'- "{scope}"\n', f'- "{scope}" # {reason}\n')
    return f"# {sentences.MANIFEST}\n{made}\n"


def _yaml(value: Mapping[str, Any] | Sequence[Any], depth: int = 0) -> Iterator[str]:
    """Lines of YAML; scalars are written as in JSON, which YAML understands."""
    space = "  " * depth
    items = [(f"{name}:", item) for name, item in value.items()] if isinstance(value, Mapping) else []
    for name, item in items or [("-", item) for item in value]:
        if not isinstance(item, dict | list):
            yield f"{space}{name} {json.dumps(item, ensure_ascii=False)}"
        elif name == "-":
            first, *others = _yaml(item, depth + 1)
            yield f"{space}- {first.strip()}"
            yield from others
        else:
            yield f"{space}{name}"
            yield from _yaml(item, depth + 1)
