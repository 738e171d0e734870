"""What happens on Slack, as requests."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.lines import parse
from bot.chat.request import Request, Upload, Value
from bot.chat.slack import typed
from bot.chat.slack.clients import PLATFORM, Workspace
from bot.chat.slack.people import MANAGERS
from bot.model.place import Channel

Payload = Mapping[str, Any]

AT_ONCE = 3
"""So many links or files of one message are briefed at once."""

_PEOPLE_WRITE = {None, "file_share", "thread_broadcast"}
"""Kinds of message that somebody wrote just now; others say that one was changed, or that somebody joined."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something happened, and what Slack gives to answer it there; "" where it gives nothing.

    `event` is the same when Slack tells of it again. `thread` is the thread to answer in; `begun` says that it has
    messages already: before that, nobody sees there what is for one person alone. `message` is the message that was
    pressed or written, of which only its asker knows if it is `hidden`. `trigger` opens a window, within three
    seconds. `response_url` takes five messages within half an hour, also where the bot is no member.
    """

    workspace: str
    channel: str
    user: str
    event: str = ""
    thread: str = ""
    begun: bool = False
    message: str = ""
    hidden: bool = False
    trigger: str = ""
    response_url: str = ""

    @property
    def direct(self) -> bool:
        """Whether it is the direct messages of somebody with the bot, or of two people."""
        return self.channel.startswith("D")

    @property
    def ours(self) -> bool:
        """Whether nobody but the asker and the bot is there. Commands can also be given where two people talk."""
        return self.direct and not self.response_url

    @property
    def written(self) -> bool:
        """Whether it is a message that somebody wrote."""
        return bool(self.message) and not self.trigger

    @property
    def place(self) -> Channel:
        """The channel that holds the articles; a thread shares them.

        A channel that several workspaces share belongs to each of them that has the bot, on its own.
        """
        return Channel(PLATFORM, self.workspace, self.channel)

    def dump(self) -> str:
        """What a window keeps of where it was opened."""
        kept = {
            "channel": self.channel,
            "thread": self.thread,
            "begun": self.begun,
            "response_url": self.response_url,
        }
        return json.dumps({name: value for name, value in kept.items() if value})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose files are named, as Slack describes them, but not yet fetched."""

    request: Request
    origin: Origin
    files: tuple[Payload, ...] = ()


def command(workspace: Workspace, body: Payload, prefix: str) -> Asked:
    """A slash command with what was typed after it."""
    origin = Origin(
        workspace.id,
        body["channel_id"],
        body["user_id"],
        event=body.get("trigger_id", ""),
        trigger=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
    )
    name = str(body["command"]).removeprefix("/").removeprefix(prefix)
    written = parse(f"/{name} {typed.line(str(body.get('text') or ''))}")
    return _asked(origin, written.command, written.options)


def addressed(workspace: Workspace, body: Payload, prefix: str = "") -> Asked | None:
    """A person's message to the bot: one that mentions it, or a direct message. None for all others.

    A command in it may have its name with the prefix, as slash commands have.
    """
    event = body["event"]
    if event.get("bot_id") or not event.get("user") or event.get("subtype") not in _PEOPLE_WRITE:
        return None
    direct = event.get("channel_type") == "im"
    if event["type"] == "message" and not direct:
        return None
    # a mention is answered in its thread, where the next question goes on from it
    thread = event.get("thread_ts") or ("" if direct else event["ts"])
    origin = Origin(
        workspace.id,
        event["channel"],
        event["user"],
        event=str(body.get("event_id") or f"{event['channel']}.{event['ts']}"),
        thread=thread,
        begun=bool(event.get("thread_ts")),
        message=event["ts"],
    )
    text = typed.unprefixed(typed.line(event.get("text") or ""), prefix)
    files = tuple(event.get("files") or ())[:1]
    written = parse(text)
    if files and written.command in {"", "ask"}:  # "what is this about?" is a word that goes with the file
        return _asked(origin, "brief", files=files)
    return _asked(origin, written.command, written.options, files=files)


def briefs(workspace: Workspace, body: Payload) -> tuple[Origin, list[Asked]]:
    """What to brief of a message: its links, else its files, else its text; nothing when it has none of them."""
    message = body["message"]
    origin = Origin(
        workspace.id,
        body["channel"]["id"],
        body["user"]["id"],
        event=body.get("trigger_id", ""),
        thread=message.get("thread_ts") or message.get("ts") or body.get("message_ts", ""),
        begun=bool(message.get("thread_ts")),
        message=message.get("ts") or "",
        trigger=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
    )
    asked = [_asked(origin, "brief", {"article": link}) for link in _links(message)]
    asked = asked or [_asked(origin, "brief", files=(file,)) for file in (message.get("files") or ())[:AT_ONCE]]
    text = typed.plain(message.get("text") or "") or _quoted(message)
    return origin, asked or ([_asked(origin, "brief", {"article": text})] if text else [])


def action(workspace: Workspace, body: Payload, name: str, options: Mapping[str, Value]) -> Asked:
    """A pressed button, or a choice from a list, with its action and what was chosen."""
    return _asked(pressed(workspace, body), options=options, action=name)


def command_in(workspace: Workspace, body: Payload, channel: str, name: str) -> Asked:
    """A command that was chosen for a channel somewhere else, in a view that has no channel of its own."""
    trigger = body.get("trigger_id", "")
    return _asked(Origin(workspace.id, channel, body["user"]["id"], event=trigger, trigger=trigger), name)


def pressed(workspace: Workspace, body: Payload) -> Origin:
    """Where a button was pressed. The answer to a message's button comes in the message's thread."""
    container = body.get("container") or {}
    hidden = bool(container.get("is_ephemeral"))
    message = str(container.get("message_ts") or "")
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ""
    begun = bool(thread)
    if not thread and not hidden and not channel.startswith("D"):
        thread = message
    return Origin(
        workspace.id,
        channel,
        body["user"]["id"],
        event=body.get("trigger_id", ""),
        thread=thread,
        begun=begun,
        message=message,
        hidden=hidden,
        trigger=body.get("trigger_id", ""),
        response_url=body.get("response_url") or "",
    )


def submitted(workspace: Workspace, body: Payload, name: str, options: Mapping[str, Value]) -> Asked:
    """A submitted window, with its action and its fields; it is answered where it was opened."""
    view = body["view"]
    kept = json.loads(view.get("private_metadata") or "{}")
    origin = Origin(
        workspace.id,
        kept.get("channel", ""),
        body["user"]["id"],
        event=f"{view['id']}.{view.get('hash', '')}",
        thread=kept.get("thread", ""),
        begun=kept.get("begun", False),
        trigger=body.get("trigger_id", ""),
        response_url=kept.get("response_url", ""),
    )
    return _asked(origin, options=options, action=name)


def _asked(
    origin: Origin,
    name: str = "",
    options: Mapping[str, Value] | None = None,
    *,
    action: str | None = None,
    files: Sequence[Payload] = (),
) -> Asked:
    request = Request(
        origin.place,
        origin.thread or origin.channel,
        origin.user,
        name,
        options or {},
        files=tuple(Upload(str(file.get("name") or "file"), b"") for file in files),
        action=action,
        is_admin=origin.direct,
        managers=MANAGERS,
        pictures=True,
    )
    return Asked(request, origin, tuple(files))


def _links(message: Payload) -> list[str]:
    found = typed.links(message.get("text") or "") or list(_unfurled(message))
    return list(dict.fromkeys(found))[:AT_ONCE]


def _unfurled(message: Payload) -> Iterator[str]:
    """The pages that Slack shows under a message, such as one that another app posted."""
    for attachment in message.get("attachments") or ():
        link = attachment.get("from_url") or attachment.get("title_link") or attachment.get("original_url")
        if link:
            yield str(link)
        else:
            yield from typed.links(f"{attachment.get('pretext') or ''} {attachment.get('text') or ''}")


def _quoted(message: Payload) -> str:
    texts = (attachment.get("text") or attachment.get("fallback") for attachment in message.get("attachments") or ())
    return "\n\n".join(typed.plain(text) for text in texts if text)
