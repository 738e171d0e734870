"""The methods about channels and what is said in them: https://docs.slack.dev/reference/methods."""

from typing import Any

from tests.wire.slack import payloads, rules
from tests.wire.slack.refused import Refused
from tests.wire.slack.things import Grant, Json, Message, Room, Workspace, new_id
from tests.wire.slack.world import World

TEXT = 40_000
METADATA = 3_000
PAGE, LARGEST_PAGE = 100, 999


def post_message(world: World, workspace: Workspace, args: Json) -> Json:
    """chat.postMessage."""
    room = _writable(workspace, args)
    sayable(workspace, args)
    if args.get("thread_ts") and room.find(args["thread_ts"]) is None:
        raise Refused("thread_not_found")
    message = world.post(
        room,
        workspace.bot.id,
        args.get("text", ""),
        blocks=args.get("blocks") or [],
        thread=args.get("thread_ts"),
        metadata=args.get("metadata"),
        bot=True,
    )
    return {"channel": room.id, "ts": message.ts, "message": payloads.shown(workspace, message)}


def post_ephemeral(world: World, workspace: Workspace, args: Json) -> Json:
    """chat.postEphemeral."""
    room = _writable(workspace, args)
    sayable(workspace, args)
    if args.get("user") not in room.members:
        raise Refused("user_not_in_channel")
    message = world.post(
        room,
        workspace.bot.id,
        args.get("text", ""),
        blocks=args.get("blocks") or [],
        thread=args.get("thread_ts"),
        bot=True,
        only_for=args["user"],
    )
    return {"message_ts": message.ts}


def update(world: World, workspace: Workspace, args: Json) -> Json:
    """chat.update."""
    room = _writable(workspace, args)
    message = room.find(args.get("ts", ""))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if message.user != workspace.bot.id:
        raise Refused("cant_update_message")
    sayable(workspace, args)
    rewrite(message, args)
    changed = {
        "type": "message",
        "subtype": "message_changed",
        "channel": room.id,
        "ts": world.now(),
        "hidden": True,
        "message": payloads.shown(workspace, message),
        "channel_type": room.kind,
    }
    world.tell_in(room, f"message.{room.family}", changed | {"event_ts": changed["ts"]})
    return {"channel": room.id, "ts": message.ts, "text": message.text, "message": payloads.shown(workspace, message)}


def rewrite(message: Message, args: Json) -> None:
    """Put new words into a message."""
    message.text, message.edited = args.get("text", message.text), True
    if "blocks" in args or "text" in args:
        message.blocks = args.get("blocks") or []
        for block in message.blocks:
            block.setdefault("block_id", new_id("b"))


def react(world: World, workspace: Workspace, args: Json) -> Json:
    """reactions.add."""
    message = _reactable(workspace, args)
    if args["name"] in message.reactions:
        raise Refused("already_reacted")
    message.reactions.append(args["name"])
    return {}


def unreact(world: World, workspace: Workspace, args: Json) -> Json:
    """reactions.remove."""
    message = _reactable(workspace, args)
    if args["name"] not in message.reactions:
        raise Refused("no_reaction")
    message.reactions.remove(args["name"])
    return {}


def _reactable(workspace: Workspace, args: Json) -> Message:
    room = workspace.rooms.get(str(args.get("channel", "")))
    if room is None or not workspace.member(room):
        raise Refused("channel_not_found")
    message = room.find(str(args.get("timestamp", "")))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    return message


def history(world: World, workspace: Workspace, args: Json) -> Json:
    """conversations.history: newest first, without what was said in threads."""
    room = readable(workspace, args)
    found = [message for message in room.messages if message.only_for is None and message.thread in {None, message.ts}]
    return _page(workspace, list(reversed(_between(found, args))), args)


def replies(world: World, workspace: Workspace, args: Json) -> Json:
    """conversations.replies: the thread's first message and what follows, oldest first."""
    room = readable(workspace, args)
    thread = str(args.get("ts", ""))
    if room.find(thread) is None:
        raise Refused("thread_not_found")
    found = [
        message for message in room.messages if message.only_for is None and thread in {message.ts, message.thread}
    ]
    return _page(workspace, _between(found, args), args)


def info(world: World, workspace: Workspace, args: Json) -> Json:
    """conversations.info."""
    return {"channel": told(workspace, visible(workspace, args))}


def members(world: World, workspace: Workspace, args: Json) -> Json:
    """conversations.members."""
    return {"members": sorted(visible(workspace, args).members), "response_metadata": {"next_cursor": ""}}


def open_direct(world: World, workspace: Workspace, args: Json) -> Json:
    """conversations.open, with one person."""
    if args.get("users") not in workspace.people:
        raise Refused("user_not_found")
    return {"channel": {"id": workspace.direct(args["users"]).id}, "no_op": False, "already_open": False}


def mine(world: World, workspace: Workspace, args: Json) -> Json:
    """users.conversations: the channels of the bot, or of somebody as far as the bot may know of them."""
    kinds = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
    wanted = {kinds[kind.strip()] for kind in str(args.get("types") or "public_channel").split(",")}
    needed(workspace, {f"{family}:read" for family in wanted})
    who = str(args.get("user") or workspace.bot.id)
    if who not in workspace.people:
        raise Refused("user_not_found")
    rooms = [
        room
        for room in workspace.rooms.values()
        if room.family in wanted
        and who in room.members
        and (workspace.member(room) or not room.private)
        and not (room.archived and str(args.get("exclude_archived", "")).lower() in {"1", "true"})
    ]
    start, size = int(args.get("cursor") or 0), min(int(args.get("limit") or PAGE), LARGEST_PAGE)
    after = str(start + size) if start + size < len(rooms) else ""
    shown = [told(workspace, room) for room in rooms[start : start + size]]
    return {"channels": shown, "response_metadata": {"next_cursor": after}}


def told(workspace: Workspace, room: Room) -> Json:
    """A channel as methods show it."""
    return {
        "id": room.id,
        "name": room.name,
        "is_channel": room.kind == "channel",
        "is_group": room.kind == "group",
        "is_im": room.kind == "im",
        "is_mpim": False,
        "is_private": room.private,
        "is_archived": room.archived,
        "is_member": workspace.member(room),
        "context_team_id": workspace.id,
        **({"user": room.with_} if room.with_ else {}),
    }


def needed(workspace: Workspace, scopes: set[str]) -> None:
    """Refuse what the bot's token does not cover. Raises Refused."""
    grant: Grant | None = workspace.grant
    held = grant.scopes if grant else frozenset()
    if missing := scopes - held:
        raise Refused("missing_scope", needed=",".join(sorted(missing)), provided=",".join(sorted(held)))


def visible(workspace: Workspace, args: Json) -> Room:
    """The channel of a call, which needs the right to see such channels. Raises Refused."""
    room = workspace.rooms.get(str(args.get("channel", "")))
    if room is None or (room.private and not workspace.member(room)):
        raise Refused("channel_not_found")
    needed(workspace, {f"{room.family}:read"})
    return room


def readable(workspace: Workspace, args: Json) -> Room:
    """The channel of a call that reads it. Raises Refused."""
    room = workspace.rooms.get(str(args.get("channel", "")))
    if room is None or (room.private and not workspace.member(room)):
        raise Refused("channel_not_found")
    needed(workspace, {f"{room.family}:history"})
    if not workspace.member(room):
        raise Refused("not_in_channel")
    return room


def _writable(workspace: Workspace, args: Json) -> Room:
    """The channel of a call that writes there; a person's id stands for the direct messages with them."""
    name = str(args.get("channel", ""))
    room = workspace.direct(name) if name in workspace.people else workspace.rooms.get(name)
    if room is None or (room.private and not workspace.member(room)):
        raise Refused("channel_not_found")
    if room.archived:
        raise Refused("is_archived")
    if not workspace.member(room):
        raise Refused("not_in_channel")
    return room


def sayable(workspace: Workspace, args: Json) -> None:
    """Refuse what Slack would not show. Raises Refused."""
    blocks = args.get("blocks") or []
    if not args.get("text") and not blocks:
        raise Refused("no_text")
    if len(args.get("text") or "") > TEXT:
        raise Refused("msg_too_long")
    if len(str(args.get("metadata") or "")) > METADATA:
        raise Refused("metadata_too_large")
    if problems := rules.blocks(blocks):
        raise Refused("invalid_blocks", response_metadata={"messages": problems})
    if missing := [id_ for id_ in _slack_files(blocks) if id_ not in workspace.files or not workspace.files[id_].done]:
        raise Refused("invalid_blocks", response_metadata={"messages": [f"invalid slack file: {missing}"]})


def _slack_files(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["slack_file"].get("id", "")] if isinstance(part.get("slack_file"), dict) else []
        return own + [id_ for value in part.values() for id_ in _slack_files(value)]
    return [id_ for each in part for id_ in _slack_files(each)] if isinstance(part, list) else []


def _between(messages: list[Message], args: Json) -> list[Message]:
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    inclusive = str(args.get("inclusive", "")).lower() in {"1", "true"}
    return [
        message
        for message in messages
        if oldest < float(message.ts) < latest or (inclusive and float(message.ts) in {oldest, latest})
    ]


def _page(workspace: Workspace, messages: list[Message], args: Json) -> Json:
    start, size = int(args.get("cursor") or 0), min(int(args.get("limit") or PAGE), LARGEST_PAGE)
    with_metadata = str(args.get("include_all_metadata", "")).lower() in {"1", "true"}
    shown = [
        payloads.shown(workspace, message)
        | ({"metadata": message.metadata} if with_metadata and message.metadata else {})
        for message in messages[start : start + size]
    ]
    more = start + size < len(messages)
    return {
        "messages": shown,
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + size) if more else ""},
    }
