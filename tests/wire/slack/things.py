"""What there is on a Slack: workspaces with their people, channels, messages, files and windows."""

import itertools
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_numbers = itertools.count(1)


def new_id(kind: str) -> str:
    """An id as Slack's look: a letter for the kind, then capitals and digits."""
    return f"{kind}0{next(_numbers):07X}"


class Times:
    """Gives out timestamps of messages; no two are alike."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        """The next one, in Slack's form: seconds with six digits behind the point."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


@dataclass(slots=True)
class Person:
    """Somebody, or the bot, in a workspace."""

    id: str
    name: str
    admin: bool = False
    owner: bool = False
    bot: bool = False
    locale: str = "en-GB"
    zone: str = "Europe/London"


@dataclass(slots=True)
class File:
    """An uploaded file; `size` is what Slack says of it. One that is not `done` was announced only."""

    id: str
    name: str
    user: str
    url: str
    data: bytes = b""
    size: int = 0
    kind: str = "text/plain"
    done: bool = True
    gone: bool = False


@dataclass(slots=True)
class Message:
    """A message, for everybody unless it is `only_for` somebody."""

    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread: str | None = None
    metadata: Json | None = None
    files: list[File] = field(default_factory=list)
    only_for: str | None = None
    bot: bool = False
    edited: bool = False
    reactions: list[str] = field(default_factory=list)

    def elements(self) -> Iterator[tuple[Json, Json]]:
        """The buttons and menus in it, each with its block."""
        return elements(self.blocks)

    @property
    def words(self) -> str:
        """All that can be read in it, the text beside the blocks left out."""
        return "\n".join(words(self.blocks)) if self.blocks else self.text


@dataclass(slots=True)
class Room:
    """A channel, a private one, or the direct messages `with_` somebody; `members` are ids."""

    id: str
    name: str
    private: bool = False
    with_: str | None = None
    archived: bool = False
    members: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What events call it."""
        return "im" if self.with_ else "group" if self.private else "channel"

    @property
    def family(self) -> str:
        """What scopes call it."""
        return "im" if self.with_ else "groups" if self.private else "channels"

    def find(self, ts: str) -> Message | None:
        """The message with this timestamp."""
        return next((message for message in self.messages if message.ts == ts), None)

    def by_bot(self) -> list[Message]:
        """What the bot posted here, oldest first."""
        return [message for message in self.messages if message.bot]


@dataclass(slots=True)
class View:
    """A window, or somebody's home, as the bot wrote it."""

    id: str
    user: str
    body: Json
    hash: str
    open: bool = True

    def elements(self) -> Iterator[tuple[Json, Json]]:
        """The inputs, buttons and menus in it, each with its block."""
        return elements(self.body["blocks"])

    @property
    def words(self) -> str:
        """All that can be read in it."""
        return "\n".join(words(self.body["blocks"]))


@dataclass(slots=True)
class Grant:
    """What a token stands for; `state` is the error that is said to it, "" while it is good."""

    token: str
    scopes: frozenset[str]
    state: str = ""


@dataclass(slots=True)
class Workspace:
    """A workspace; `grant` is None where the bot is not installed."""

    id: str
    name: str
    bot: Person
    bot_id: str
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    grant: Grant | None = None

    def member(self, room: Room) -> bool:
        """Whether the bot is in a room."""
        return self.bot.id in room.members

    def direct(self, person: str) -> Room:
        """The direct messages between the bot and somebody."""
        for room in self.rooms.values():
            if room.with_ == person:
                return room
        room = Room(new_id("D"), "directmessage", with_=person, members={person, self.bot.id})
        self.rooms[room.id] = room
        return room


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """What can be pressed, chosen or filled in, each with its block."""
    for block in blocks:
        inner = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        yield from ((block, each) for each in inner if isinstance(each, dict) and "action_id" in each)


def words(part: Any) -> Iterator[str]:
    """The texts of blocks, in reading order."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in {"text", "alt_text", "fallback"} and isinstance(value, str):
                yield value
            elif name not in {"value", "action_id", "block_id", "options"}:
                yield from words(value)
    elif isinstance(part, list):
        for each in part:
            yield from words(each)
