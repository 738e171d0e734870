"""What Slack sends when something happens, in the form of its own samples."""

from itertools import count
from typing import Any

from tests.chat.slack.little import ADMIN, BOT, NEWS, READER, TEAM

_numbers = count(1)


def _number() -> str:
    return f"{next(_numbers):06d}"


def command(line: str, *, user: str = ADMIN, channel: str = NEWS, respond: str = "") -> dict[str, Any]:
    """A slash command, as it is typed."""
    name, _, text = line.partition(" ")
    return {
        "token": "deprecated",
        "api_app_id": "A0BRIEFER",
        "team_id": TEAM,
        "team_domain": "harbour",
        "channel_id": channel,
        "channel_name": "news",
        "user_id": user,
        "user_name": "somebody",
        "command": name,
        "text": text,
        "response_url": respond,
        "trigger_id": f"trigger.{_number()}",
        "is_enterprise_install": "false",
    }


def event(inner: dict[str, Any], *, team: str = TEAM) -> dict[str, Any]:
    """An event in its wrapping."""
    number = _number()
    return {
        "token": "deprecated",
        "team_id": team,
        "api_app_id": "A0BRIEFER",
        "type": "event_callback",
        "event_id": f"Ev{number}",
        "event_time": 1_700_000_000,
        "authorizations": [
            {"enterprise_id": None, "team_id": team, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False,
        "event": {"event_ts": f"1700000001.{number}", **inner},
    }


def mention(text: str, *, user: str = READER, **more: Any) -> dict[str, Any]:
    """A message in a channel that mentions the bot."""
    ts = f"1700000002.{_number()}"
    return event(
        {
            "type": "app_mention",
            "user": user,
            "text": f"<@{BOT}> {text}",
            "ts": ts,
            "team": TEAM,
            "channel": NEWS,
            **more,
        }
    )


def direct(text: str, *, user: str = READER, **more: Any) -> dict[str, Any]:
    """A direct message to the bot."""
    ts = f"1700000003.{_number()}"
    channel = f"D{user[1:]}"
    inner = {"type": "message", "channel_type": "im", "user": user, "text": text, "ts": ts, "channel": channel}
    return event({**inner, **more})


def press(
    value: str, *, user: str = READER, ts: str = "1700000004.000001", hidden: bool = False, **more: Any
) -> dict[str, Any]:
    """A pressed button under one of the bot's messages."""
    action = {
        "type": "button",
        "action_id": "button.1",
        "block_id": "b1",
        "value": value,
        "text": {"type": "plain_text", "text": "Press"},
        "action_ts": "1700000005.000001",
    }
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "harbour"},
        "user": {"id": user, "username": "somebody", "name": "somebody", "team_id": TEAM},
        "api_app_id": "A0BRIEFER",
        "token": "deprecated",
        "container": {"type": "message", "message_ts": ts, "channel_id": NEWS, "is_ephemeral": hidden},
        "trigger_id": f"trigger.{_number()}",
        "channel": {"id": NEWS, "name": "news"},
        "message": {"type": "message", "ts": ts, "user": BOT, "text": "said"},
        "response_url": "",
        "actions": [action],
        **more,
    }


def submission(view: dict[str, Any], values: dict[str, str], *, user: str = READER) -> dict[str, Any]:
    """A window, as the bot opened it, with what somebody put into its inputs, by block_id."""
    state = {block: {"value": {"type": "plain_text_input", "value": value}} for block, value in values.items()}
    number = _number()
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "harbour"},
        "user": {"id": user, "username": "somebody", "name": "somebody", "team_id": TEAM},
        "api_app_id": "A0BRIEFER",
        "token": "deprecated",
        "trigger_id": f"trigger.{number}",
        "view": {**view, "id": f"V{number}", "team_id": TEAM, "hash": f"h{number}", "state": {"values": state}},
        "response_urls": [],
    }


def shortcut(message: dict[str, Any], *, user: str = READER, respond: str = "") -> dict[str, Any]:
    """“Brief this” in the menu of a message."""
    said = {"type": "message", "user": ADMIN, "ts": "1700000006.000001", "text": "", **message}
    return {
        "type": "message_action",
        "callback_id": "brief",
        "trigger_id": f"trigger.{_number()}",
        "message_ts": said["ts"],
        "response_url": respond,
        "message": said,
        "team": {"id": TEAM, "domain": "harbour"},
        "user": {"id": user, "name": "somebody", "team_id": TEAM},
        "channel": {"id": NEWS, "name": "news"},
        "token": "deprecated",
        "action_ts": "1700000007.000001",
        "is_enterprise_install": False,
    }
