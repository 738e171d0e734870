"""What Slack sends, in the shape that it has: https://docs.slack.dev/reference."""

import html
import re
import time
from typing import Any

from tests.wire.slack.app import App
from tests.wire.slack.things import File, Json, Message, Person, Room, View, Workspace, new_id

_LINK = re.compile(r"https?://[^\s<>]+")


def typed(text: str) -> str:
    """What becomes of a message that somebody types: links in brackets, three characters escaped."""
    mentions = re.split(r"(<@\w+>)", text)
    return "".join(part if part.startswith("<@") else _escaped(part) for part in mentions)


def _escaped(text: str) -> str:
    return _LINK.sub(lambda link: f"<{link[0]}>", html.escape(text, quote=False))


def rich_text(text: str) -> list[Json]:
    """The block that comes with a typed message."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": new_id("b"), "elements": [section]}]


def event(app: App, workspace: Workspace, inner: Json) -> Json:
    """An event in its envelope."""
    bot = {
        "enterprise_id": None,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": app.verification,
        "team_id": workspace.id,
        "enterprise_id": None,
        "api_app_id": app.id,
        "event": inner,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [bot],
        "is_ext_shared_channel": False,
        "event_context": f"4-{new_id('ctx')}",
    }


def said(workspace: Workspace, room: Room, message: Message) -> Json:
    """The event of a message."""
    inner: Json = {
        "type": "message",
        "text": message.text,
        "ts": message.ts,
        "blocks": message.blocks,
        "team": workspace.id,
        "channel": room.id,
        "event_ts": message.ts,
        "channel_type": room.kind,
    }
    if message.user:
        inner["user"] = message.user
    if message.bot:
        inner["bot_id"] = workspace.bot_id
    if message.thread:
        inner |= {"thread_ts": message.thread, "parent_user_id": _parent(room, message.thread)}
    if message.files:
        inner |= {"subtype": "file_share", "files": [file(each) for each in message.files], "upload": False}
        del inner["team"]
    return inner


def mentioned(workspace: Workspace, room: Room, message: Message) -> Json:
    """The event of a message that mentions the bot, which comes beside the message's own."""
    inner = said(workspace, room, message) | {"type": "app_mention", "team": workspace.id}
    for name in ("channel_type", "parent_user_id", "subtype"):
        inner.pop(name, None)
    return inner


def _parent(room: Room, thread: str) -> str:
    parent = room.find(thread)
    return parent.user if parent else ""


def file(each: File) -> Json:
    """A file as messages and methods show it."""
    return {
        "id": each.id,
        "created": int(time.time()),
        "timestamp": int(time.time()),
        "name": each.name,
        "title": each.name,
        "mimetype": each.kind,
        "filetype": each.name.rpartition(".")[2],
        "pretty_type": each.name.rpartition(".")[2].upper(),
        "user": each.user,
        "mode": "hosted",
        "editable": False,
        "size": each.size,
        "is_external": False,
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "file_access": "visible",
        "url_private": each.url,
        "url_private_download": each.url,
    }


def command(
    app: App, workspace: Workspace, room: Room, person: Person, *, name: str, text: str, url: str, trigger: str
) -> Json:
    """A slash command; texts of commands are escaped, and their links are left as typed."""
    return {
        "token": app.verification,
        "team_id": workspace.id,
        "team_domain": workspace.name,
        "channel_id": room.id,
        "channel_name": room.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": html.escape(text, quote=False),
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger,
    }


def _interaction(app: App, workspace: Workspace, person: Person, kind: str, trigger: str) -> Json:
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": workspace.id},
        "api_app_id": app.id,
        "token": app.verification,
        "trigger_id": trigger,
        "team": {"id": workspace.id, "domain": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def pressed(
    app: App,
    workspace: Workspace,
    person: Person,
    place: tuple[Room, Message] | View,
    action: Json,
    *,
    trigger: str,
    url: str = "",
) -> Json:
    """A button or menu in a message, or in a home or window."""
    common = _interaction(app, workspace, person, "block_actions", trigger)
    common["actions"] = [action]
    if isinstance(place, View):
        return common | {"container": {"type": "view", "view_id": place.id}, "view": view(app, workspace, place)}
    room, message = place
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": room.id,
        "is_ephemeral": bool(message.only_for),
        **({"thread_ts": message.thread} if message.thread else {}),
    }
    common |= {
        "container": container,
        "channel": {"id": room.id, "name": room.name},
        "state": {"values": {}},
        "response_url": url,
    }
    return common if message.only_for else common | {"message": shown(workspace, message)}


def shortcut(
    app: App,
    workspace: Workspace,
    person: Person,
    room: Room,
    message: Message,
    *,
    callback: str,
    trigger: str,
    url: str,
) -> Json:
    """A shortcut on a message."""
    common = _interaction(app, workspace, person, "message_action", trigger)
    del common["user"]["username"], common["api_app_id"]
    return common | {
        "action_ts": f"{time.time():.6f}",
        "callback_id": callback,
        "channel": {"id": room.id, "name": room.name},
        "message_ts": message.ts,
        "message": shown(workspace, message),
        "response_url": url,
    }


def submitted(app: App, workspace: Workspace, person: Person, window: View, values: Json, *, trigger: str) -> Json:
    """A window that is sent."""
    common = _interaction(app, workspace, person, "view_submission", trigger)
    return common | {"view": view(app, workspace, window) | {"state": {"values": values}}}


def view(app: App, workspace: Workspace, window: View) -> Json:
    """A window or home as Slack tells of it."""
    body = window.body
    return {
        "id": window.id,
        "team_id": workspace.id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": {}},
        "hash": window.hash,
        "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": None,
        "root_view_id": window.id,
        "app_id": app.id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
    }


def shown(workspace: Workspace, message: Message) -> Json:
    """A message as history and interactions show it."""
    told: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.id,
    }
    if message.bot:
        told["bot_id"] = workspace.bot_id
    if message.blocks:
        told["blocks"] = message.blocks
    if message.thread:
        told["thread_ts"] = message.thread
    if message.files:
        told["files"] = [file(each) for each in message.files]
    if message.edited:
        told["edited"] = {"user": message.user, "ts": message.ts}
    return told
