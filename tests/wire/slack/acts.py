"""What people do on a Slack, as they would with their hands."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from tests.wire.slack import payloads
from tests.wire.slack.things import File, Json, Message, Person, Room, View, Workspace
from tests.wire.slack.world import COMMANDS, INTERACTIVE, Delivery, World

MENUS = {"static_select", "overflow", "radio_buttons", "external_select"}


class Acts(World):
    """A world with people who act in it."""

    def says(
        self, who: Person, room: Room, text: str, *, thread: Message | None = None, files: Iterable[File] = ()
    ) -> Message:
        """Somebody writes a message, in a thread or not; one that mentions the bot is told of twice, as on Slack."""
        workspace, written = self.place(room), payloads.typed(text)
        top = None if thread is None else thread.thread or thread.ts
        fields = {"thread": top, "files": list(files), "blocks": payloads.rich_text(text) if text else []}
        message = self.post(room, who.id, written, **fields)
        if f"<@{workspace.bot.id}>" in written and not room.with_:
            self.tell_in(room, "app_mention", payloads.mentioned(workspace, room, message))
        return message

    def mentions(self, who: Person, room: Room, text: str, **fields: Any) -> Message:
        """Somebody writes a message to the bot."""
        return self.says(who, room, f"<@{self.place(room).bot.id}> {text}".strip(), **fields)

    def uses(self, who: Person, room: Room, line: str) -> Delivery:
        """Somebody types a line that begins with a slash command."""
        name, _, text = line.partition(" ")
        assert name in self.app.commands, f"{name} is not in the manifest"
        workspace = self.place(room)
        payload = payloads.command(
            self.app,
            workspace,
            room,
            who,
            name=name,
            text=text,
            url=self.response_url(workspace, room, who),
            trigger=self.trigger(workspace, who),
        )
        return self.send(COMMANDS, payload)

    def uses_shortcut(self, who: Person, room: Room, message: Message, name: str) -> Delivery:
        """Somebody chooses a shortcut in a message's menu."""
        workspace, known = self.place(room), self.app.shortcut(name)
        assert known["type"] == "message"
        payload = payloads.shortcut(
            self.app,
            workspace,
            who,
            room,
            message,
            callback=known["callback_id"],
            trigger=self.trigger(workspace, who),
            url=self.response_url(workspace, room, who, message),
        )
        return self.send(INTERACTIVE, payload)

    def presses(self, who: Person, place: Message | View, label: str) -> Delivery:
        """Somebody presses a button, known by its label."""
        block, button = next(
            (block, each)
            for block, each in place.elements()
            if each["type"] == "button" and each["text"]["text"] == label
        )
        action = {"action_id": button["action_id"], "block_id": block["block_id"], "text": button["text"]}
        action |= {"value": button["value"]} if "value" in button else {}
        return self._acts(who, place, action | {"type": "button", "action_ts": f"{time.time():.6f}"})

    def chooses(self, who: Person, place: Message | View, label: str) -> Delivery:
        """Somebody chooses from a menu, by the label of what they choose."""
        block, menu, option = next(
            (block, each, option)
            for block, each in place.elements()
            for option in each.get("options", ())
            if option["text"]["text"] == label
        )
        action = {"type": menu["type"], "action_id": menu["action_id"], "block_id": block["block_id"]}
        return self._acts(who, place, action | {"selected_option": option, "action_ts": f"{time.time():.6f}"})

    def submits(self, who: Person, window: View, **values: str) -> Delivery:
        """Somebody fills in a window, by the labels of its fields or their names, and sends it."""
        workspace = self._workspace_of(who)
        assert window.open, "the window is closed"
        assert window.user == who.id, "the window is somebody else's"
        filled: dict[str, Json] = {}
        for block, element in window.elements():
            if block["type"] == "input":
                known = {block["label"]["text"], element["action_id"], block["block_id"]}
                given = [values.pop(name) for name in known & values.keys()]
                filled[block["block_id"]] = {element["action_id"]: _value(block, element, given[0] if given else None)}
        assert not values, f"the window has no fields {sorted(values)}"
        payload = payloads.submitted(self.app, workspace, who, window, filled, trigger=self.trigger(workspace, who))
        return self.send(INTERACTIVE, payload)

    def opens_home(self, who: Person, tab: str = "home") -> None:
        """Somebody looks at the bot's own page."""
        workspace = self._workspace_of(who)
        inner: Json = {
            "type": "app_home_opened",
            "user": who.id,
            "channel": workspace.direct(who.id).id,
            "tab": tab,
            "event_ts": self.now(),
        }
        if home := workspace.homes.get(who.id):
            inner["view"] = payloads.view(self.app, workspace, home)
        self.tell(workspace, "app_home_opened", inner)

    def invites(self, who: Person, room: Room) -> None:
        """Somebody brings the bot into a channel."""
        workspace = self.place(room)
        room.members.add(workspace.bot.id)
        self._joined(workspace, room, workspace.bot, who)

    def joins(self, who: Person, room: Room) -> None:
        """Somebody comes into a channel where the bot may be."""
        room.members.add(who.id)
        self._joined(self.place(room), room, who, None)

    def removes(self, room: Room) -> None:
        """Somebody takes the bot out of a channel."""
        workspace = self.place(room)
        self.tell_in(room, f"{room.kind}_left", self._of_room(room, f"{room.kind}_left"))
        room.members.discard(workspace.bot.id)

    def archives(self, who: Person, room: Room) -> None:
        """Somebody archives a channel."""
        room.archived = True
        self.tell_in(room, f"{room.kind}_archive", self._of_room(room, f"{room.kind}_archive") | {"user": who.id})

    def unarchives(self, who: Person, room: Room) -> None:
        """Somebody brings a channel back."""
        room.archived = False
        self.tell_in(room, f"{room.kind}_unarchive", self._of_room(room, f"{room.kind}_unarchive") | {"user": who.id})

    def uninstalls(self, workspace: Workspace) -> None:
        """Somebody takes the bot out of a workspace: its token is void, and two events say so."""
        assert workspace.grant is not None
        workspace.grant.state = "account_inactive"
        self.tell(
            workspace,
            "tokens_revoked",
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}, "event_ts": self.now()},
        )
        self.tell(workspace, "app_uninstalled", {"type": "app_uninstalled", "event_ts": self.now()})

    def windows(self, who: Person) -> list[View]:
        """The windows that somebody has open, oldest first."""
        views = self._workspace_of(who).views.values()
        return [view for view in views if view.user == who.id and view.open and view.body["type"] == "modal"]

    def seen_by(self, who: Person, room: Room) -> list[Message]:
        """The bot's messages in a room that somebody can see, oldest first."""
        return [message for message in room.by_bot() if message.only_for in {None, who.id}]

    def _acts(self, who: Person, place: Message | View, action: Json) -> Delivery:
        workspace = self._workspace_of(who)
        trigger = self.trigger(workspace, who)
        if isinstance(place, View):
            return self.send(INTERACTIVE, payloads.pressed(self.app, workspace, who, place, action, trigger=trigger))
        assert place.only_for in {None, who.id}, "nobody else sees this message"
        room = next(each for each in workspace.rooms.values() if place in each.messages)
        payload = payloads.pressed(
            self.app,
            workspace,
            who,
            (room, place),
            action,
            trigger=trigger,
            url=self.response_url(workspace, room, who, place),
        )
        return self.send(INTERACTIVE, payload)

    def _joined(self, workspace: Workspace, room: Room, who: Person, inviter: Person | None) -> None:
        inner = {
            "type": "member_joined_channel",
            "user": who.id,
            "channel": room.id,
            "channel_type": "G" if room.private else "C",
            "team": workspace.id,
            "event_ts": self.now(),
        }
        self.tell_in(room, "member_joined_channel", inner | ({"inviter": inviter.id} if inviter else {}))

    def _of_room(self, room: Room, event: str) -> Json:
        return {"type": event, "channel": room.id, "event_ts": self.now()}

    def _workspace_of(self, who: Person) -> Workspace:
        return next(each for each in self.workspaces.values() if who.id in each.people)


def labels(place: Message | View) -> Iterator[str]:
    """The labels of the buttons in a message or view."""
    return (each["text"]["text"] for _, each in place.elements() if each["type"] == "button")


def _value(block: Json, element: Json, given: str | None) -> Json:
    """What stands in a field when a window is sent; Slack itself keeps people from leaving out what is required."""
    kind = element["type"]
    if kind == "plain_text_input":
        text = given if given is not None else element.get("initial_value")
        assert text or block.get("optional"), f"{block['label']['text']} must be filled in"
        return {"type": kind, "value": text or None}
    if kind in MENUS:
        option = element.get("initial_option")
        if given is not None:
            option = next(each for each in element["options"] if given in {each["text"]["text"], each["value"]})
        assert option or block.get("optional"), f"{block['label']['text']} must be chosen"
        return {"type": kind, "selected_option": option}
    if kind == "checkboxes":
        chosen = [each for each in element["options"] if given and each["text"]["text"] in given]
        return {"type": kind, "selected_options": chosen or element.get("initial_options", [])}
    if kind == "file_input":
        return {"type": kind, "files": [{"id": given}] if given else []}
    raise AssertionError(f"nobody knows how to fill in a {kind}")
