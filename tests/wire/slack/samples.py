"""Slack's own samples of what it sends, as a check of what this Slack sends.

They are not ours to copy: SLACK_SAMPLES names the folder, json-logs/samples of github.com/slackapi/java-slack-sdk.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.wire.slack.things import Json
from tests.wire.slack.world import COMMANDS, EVENTS, Delivery

_INTERACTIONS = {
    "block_actions": "app-backend/interactive-components/BlockActionPayload.json",
    "message_action": "app-backend/interactive-components/MessageShortcutPayload.json",
    "view_submission": "app-backend/views/ViewSubmissionPayload.json",
}
_EVENTS = {
    "app_mention": "events/AppMentionPayload.json",
    "message": "events/MessagePayload.json",
    "file_share": "events/MessageFileSharePayload.json",
    "member_joined_channel": "events/MemberJoinedChannelPayload.json",
    "app_home_opened": "events/AppHomeOpenedPayload.json",
    "app_uninstalled": "events/AppUninstalledPayload.json",
    "tokens_revoked": "events/TokensRevokedPayload.json",
}
_OURS = {"blocks", "values", "metadata"}
"""What is in these is the bot's or people's own."""

_NOT_IN_SAMPLES = {"event_ts", "authed_users", "authed_teams", "files"}
"""app_mention has files and app_uninstalled has event_ts, whatever the samples say."""


class Samples:
    """The samples in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def problems(self, delivery: Delivery) -> list[str]:
        """The keys of what was sent that its sample has not."""
        name = _sample(delivery)
        if name is None:
            return []
        sample = json.loads((self._folder / name).read_text())
        return [f"{name}: {path}" for path in _strange(delivery.payload, sample)]


def kind(delivery: Delivery) -> str:
    """What it is, in Slack's words."""
    payload = delivery.payload
    if delivery.kind == COMMANDS:
        return "command"
    if delivery.kind == EVENTS:
        return str(payload["event"].get("subtype") or payload["event"]["type"])
    return str(payload["type"])


def _sample(delivery: Delivery) -> str | None:
    if delivery.kind == COMMANDS:
        return "app-backend/slash-commands/SlashCommandPayload.json"
    return (_EVENTS if delivery.kind == EVENTS else _INTERACTIONS).get(kind(delivery))


def _strange(sent: Any, sample: Any, path: str = "") -> Iterator[str]:
    if isinstance(sent, list):
        for each in sent:
            yield from _strange(each, sample[0] if sample else {}, path)
    if not isinstance(sent, dict) or not isinstance(sample, dict):
        return
    for name, value in sent.items():
        inner: Json = {}
        if name in _OURS or name in _NOT_IN_SAMPLES:
            continue
        if name in sample:
            inner = sample[name]
            yield from _strange(value, inner, f"{path}.{name}")
        else:
            yield f"{path}.{name}"
