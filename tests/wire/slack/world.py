"""What there is on this Slack, whoever is connected, and what the bot sent."""

import asyncio
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.wire.record import Record
from tests.wire.slack import payloads
from tests.wire.slack.app import App
from tests.wire.slack.rates import Rates
from tests.wire.slack.things import File, Grant, Json, Message, Person, Room, Times, View, Workspace, new_id

EVENTS, COMMANDS, INTERACTIVE = "events_api", "slash_commands", "interactive"

TRIGGER_SECONDS = 3.0
RESPONSES, RESPONSE_SECONDS = 5, 30 * 60.0
"""https://docs.slack.dev/interactivity/handling-user-interaction"""


@dataclass(slots=True)
class Delivery:
    """Something that Slack sent; `sent` has the times of all attempts, `answered` when the bot acknowledged it.

    `answer` is what came with the acknowledgement.
    """

    kind: str
    payload: Json
    sent: list[float] = field(default_factory=list)
    answered: float | None = None
    answer: Any = None

    @property
    def took(self) -> float:
        """Seconds from the last attempt to the acknowledgement."""
        assert self.answered is not None, "not acknowledged"
        return self.answered - self.sent[-1]


class Line(Protocol):
    """The way from Slack to the bot."""

    async def deliver(self, delivery: Delivery) -> None:
        """Send it, again where Slack does so, and note what comes back."""
        ...


@dataclass(slots=True)
class ResponseUrl:
    """Where the bot may answer something that somebody did; `message` is the one that they pressed a button of."""

    workspace: Workspace
    room: Room
    person: Person
    message: Message | None = None
    left: int = RESPONSES
    until: float = field(default_factory=lambda: time.monotonic() + RESPONSE_SECONDS)


@dataclass(slots=True)
class Trigger:
    """What lets the bot open a window for somebody, once and soon."""

    workspace: Workspace
    person: Person
    until: float = field(default_factory=lambda: time.monotonic() + TRIGGER_SECONDS)
    used: bool = False


class World(Record):
    """The state behind the Web API, which outlives every bot process.

    `line` is how things reach the bot, `base` the address of all that is not the Web API, `deliveries` what was sent
    to the bot.
    """

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.base = ""
        self.line: Line | None = None
        self.rates = Rates()
        self.workspaces: dict[str, Workspace] = {}
        self.grants: dict[str, tuple[Grant, Workspace]] = {}
        self.codes: dict[str, Workspace] = {}
        self.responses: dict[str, ResponseUrl] = {}
        self.triggers: dict[str, Trigger] = {}
        self.deliveries: list[Delivery] = []
        self.now = Times()
        self._under_way: set[asyncio.Task[None]] = set()

    def workspace(self, name: str = "harbour", *, installed: bool = True) -> Workspace:
        """A new workspace, with the bot in it or not."""
        bot = Person(new_id("U"), "briefing_bot", bot=True)
        made = Workspace(new_id("T"), name, bot, new_id("B"), people={bot.id: bot})
        self.workspaces[made.id] = made
        self.person(made, "olga", admin=True, owner=True)
        if installed:
            self.grant(made)
        return made

    def grant(self, workspace: Workspace) -> Grant:
        """Let the bot in: a token with all that its manifest asks for."""
        grant = workspace.grant = Grant(f"xoxb-{secrets.token_hex(12)}", self.app.scopes)
        self.grants[grant.token] = grant, workspace
        return grant

    def person(self, workspace: Workspace, name: str = "ada", **fields: Any) -> Person:
        """Somebody in a workspace, no admin unless the fields say so."""
        person = Person(new_id("U"), name, **fields)
        workspace.people[person.id] = person
        return person

    def room(self, workspace: Workspace, name: str = "news", *, invited: bool = True, private: bool = False) -> Room:
        """A new channel with all people in it, and with the bot if it was invited."""
        room = Room(new_id("C"), name, private=private)
        room.members = {person.id for person in workspace.people.values() if invited or not person.bot}
        workspace.rooms[room.id] = room
        return room

    def place(self, room: Room) -> Workspace:
        """The workspace that a room is in."""
        return next(each for each in self.workspaces.values() if room.id in each.rooms)

    def file(self, workspace: Workspace, name: str, user: str, data: bytes = b"", size: int | None = None) -> File:
        """A new file; `size` is what Slack says of it, where that is not true."""
        id_ = new_id("F")
        url = f"{self.base}/files-pri/{workspace.id}-{id_}/{name}"
        made = File(id_, name, user, url, data, len(data) if size is None else size)
        workspace.files[id_] = made
        return made

    def trigger(self, workspace: Workspace, person: Person) -> str:
        """A new id that opens a window."""
        made = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[made] = Trigger(workspace, person)
        return made

    def response_url(self, workspace: Workspace, room: Room, person: Person, message: Message | None = None) -> str:
        """A new address to answer at."""
        key = secrets.token_urlsafe(18)
        self.responses[key] = ResponseUrl(workspace, room, person, message)
        return f"{self.base}/commands/{workspace.id}/{key}"

    def post(self, room: Room, user: str, text: str, **fields: Any) -> Message:
        """Put a message into a room, and tell the bot of it as of any other."""
        message = Message(self.now(), user, text, **fields)
        for block in message.blocks:
            block.setdefault("block_id", new_id("b"))
        room.messages.append(message)
        workspace = self.place(room)
        if message.only_for is None:
            self.tell_in(
                room, f"message.{room.kind if room.with_ else room.kind + 's'}", payloads.said(workspace, room, message)
            )
        return message

    def tell_in(self, room: Room, event: str, inner: Json) -> None:
        """Tell the bot what happened in a room, if it is there."""
        workspace = self.place(room)
        if workspace.member(room):
            self.tell(workspace, event, inner)

    def tell(self, workspace: Workspace, event: str, inner: Json) -> None:
        """Tell the bot of an event, if it asked to hear of such."""
        if event in self.app.events and workspace.grant is not None:
            self.send(EVENTS, payloads.event(self.app, workspace, inner))

    def send(self, kind: str, payload: Mapping[str, Any]) -> Delivery:
        """Send something to the bot."""
        delivery = Delivery(kind, dict(payload))
        self.deliveries.append(delivery)
        return self.send_again(delivery)

    def send_again(self, delivery: Delivery) -> Delivery:
        """Send the same thing, as Slack does when it has not noticed an acknowledgement."""
        assert self.line is not None
        task = asyncio.create_task(self.line.deliver(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return delivery

    async def acknowledged(self, delivery: Delivery, seconds: float = 10.0) -> Delivery:
        """Wait for the bot to acknowledge something."""
        await self.until(lambda: delivery.answered is not None, seconds)
        return delivery

    def acknowledge(self, delivery: Delivery, answer: Any) -> None:
        """Note an acknowledgement, and do what it says."""
        if delivery.answered is None:
            delivery.answered, delivery.answer = time.monotonic(), answer
            if delivery.kind == COMMANDS and answer:
                self._said_at_once(delivery.payload, answer)
            if delivery.payload.get("type") == "view_submission":
                self._after_submission(delivery.payload["view"]["id"], answer or {})
        self.notice()

    def _said_at_once(self, payload: Json, answer: Any) -> None:
        """An acknowledgement of a command may be a message; without words, it only shows what was typed."""
        body = answer if isinstance(answer, dict) else {"text": str(answer)}
        if not body.get("text") and not body.get("blocks"):
            return
        workspace = self.workspaces[payload["team_id"]]
        private = body.get("response_type") != "in_channel"
        self.post(
            workspace.rooms[payload["channel_id"]],
            workspace.bot.id,
            body.get("text", ""),
            blocks=body.get("blocks", []),
            bot=True,
            only_for=payload["user_id"] if private else None,
        )

    def _after_submission(self, id_: str, answer: Json) -> None:
        """https://docs.slack.dev/surfaces/modals#response_actions"""
        view = self.view(id_)
        action = answer.get("response_action")
        if action == "update":
            view.body, view.hash = answer["view"], secrets.token_hex(6)
        elif action != "errors":
            view.open = False

    def view(self, id_: str) -> View:
        """A window or home."""
        return next(each.views[id_] for each in self.workspaces.values() if id_ in each.views)

    async def settle(self) -> None:
        """End what is still being sent."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
