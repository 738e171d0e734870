"""The bot as Slack knows it: its keys, and what its manifest asks for."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.wire.slack.things import Json, new_id

EVENTS = {
    "app_mention": "app_mentions:read",
    "app_home_opened": "",
    "app_uninstalled": "",
    "tokens_revoked": "",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "member_joined_channel": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
}
"""The scope that each event needs: https://docs.slack.dev/reference/events"""


@dataclass(frozen=True, slots=True)
class App:
    """An app with its manifest: https://docs.slack.dev/reference/app-manifest"""

    manifest: Mapping[str, Any]
    id: str = field(default_factory=lambda: new_id("A"))
    token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(16)}", repr=False)
    client_id: str = field(default_factory=lambda: f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    verification: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)

    @property
    def scopes(self) -> frozenset[str]:
        """What a workspace grants when the bot is installed."""
        return frozenset(self.manifest["oauth_config"]["scopes"]["bot"])

    @property
    def events(self) -> frozenset[str]:
        """What the bot is told of."""
        return frozenset(self.manifest["settings"]["event_subscriptions"]["bot_events"])

    @property
    def commands(self) -> frozenset[str]:
        """The slash commands that people can use."""
        return frozenset(command["command"] for command in self._features("slash_commands"))

    def shortcut(self, name: str) -> Json:
        """The shortcut with the name that people see."""
        return next(shortcut for shortcut in self._features("shortcuts") if shortcut["name"] == name)

    def problems(self) -> list[str]:
        """Events that Slack does not know here, or that the scopes do not allow."""
        unknown = [f"event {event} is not known" for event in self.events - EVENTS.keys()]
        needed = {event: EVENTS[event] for event in self.events & EVENTS.keys()}
        return unknown + [
            f"event {event} needs the scope {scope}"
            for event, scope in needed.items()
            if scope and scope not in self.scopes
        ]

    @property
    def secrets(self) -> frozenset[str]:
        """What must never be seen in a log."""
        return frozenset({self.token, self.client_secret, self.signing_secret})

    def _features(self, kind: str) -> list[Json]:
        found: list[Json] = self.manifest["features"].get(kind, [])
        return found
