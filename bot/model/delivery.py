"""Schedules, and what must reach a channel exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.model.briefing import Digest
from bot.model.feed import Filters
from bot.model.place import Channel
from bot.model.preferences import Length

OWNER = "owner"
"""In place of a channel's id: a direct line to whoever runs the workspace, of which the platform knows who it is."""

BREAKING = -1
"""In place of a schedule's number: breaking news."""


class DeliveryState(StrEnum):
    """pending -> sending -> sent | retry | rejected."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    REJECTED = "rejected"


class Rejection(StrEnum):
    """Why a channel will not take a message, however often it is tried."""

    UNKNOWN_CHANNEL = "unknown channel"
    NO_ACCESS = "no access"
    NO_PERMISSION = "no permission"
    ARCHIVED = "archived"
    REMOVED = "removed"
    BLOCKED = "blocked"
    INVALID = "invalid"
    EXPIRED = "not reached for a day"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a digest is made of and how it is written.

    `feeds` are numbers of the channel's subscriptions, `topics` words that must or must not stand in an article; where
    there are none of either, all that was added counts. `length` and `engine` are None where the channel's own are
    meant. `picture` adds a picture of the first story's timeline, where the platform shows pictures.
    """

    feeds: tuple[int, ...] = ()
    topics: Filters = field(default_factory=Filters)
    length: Length | None = None
    engine: str | None = None
    picture: bool = False

    @property
    def whole(self) -> bool:
        """Whether it covers all that was added."""
        return not self.feeds and not self.topics


EVERYTHING = Edition()
"""All that was added, as the channel wants it written."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a channel gets its digest.

    `rule` is the canonical text of the times ("weekdays 08:00"), `zone` an IANA name.
    `next_run_at`, `last_run_at` and `covered_until` are aware, in UTC; a paused schedule keeps its next time.
    `post_empty` says whether a digest with nothing new is posted. `note` is the last result in words. `held` is why it
    rests until its channel can be reached again, whether or not somebody paused it; None when it can.
    """

    id: int
    channel: Channel
    rule: str
    zone: str
    created_by: str
    created_at: datetime
    next_run_at: datetime
    covered_until: datetime
    last_run_at: datetime | None = None
    paused: bool = False
    post_empty: bool = False
    note: str = ""
    edition: Edition = EVERYTHING
    held: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of one digest on its way to one channel; unique by schedule, due time, channel and part.

    `key` is what the channel remembers it by: at most 25 characters, stable over restarts.
    `payload` is the rendered message, in the platform messenger's own form. `sending_since` is when it was first
    tried: it cannot have been posted earlier. `begun_at` is when the making of its digest began, `sent_at` when the
    channel took it; both None where nobody knows.
    """

    id: int
    schedule: int | None
    due_at: datetime
    channel: Channel
    part: int
    parts: int
    key: str
    payload: str
    state: DeliveryState
    attempts: int = 0
    next_attempt_at: datetime | None = None
    sending_since: datetime | None = None
    message: str | None = None
    reason: Rejection | None = None
    detail: str = ""
    begun_at: datetime | None = None
    sent_at: datetime | None = None


class Rejected(Exception):
    """The channel refused a message for good."""

    def __init__(self, reason: Rejection, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail


class RetryLater(Exception):
    """The channel cannot be reached now; `seconds` is how long the platform asked us to wait."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__("retry later")
        self.seconds = seconds


class Messenger(Protocol):
    """The way into the channels of one platform; called by the delivery tasks only."""

    platform: str

    @property
    def connected(self) -> bool:
        """Whether its channels can be reached; while they cannot, nothing is tried. Who connects it wakes the tasks."""
        ...

    def called(self, channel: Channel) -> str:
        """What people call a channel, such as "#news"; "the channel" where that is not known."""
        ...

    def pages(self, digest: Digest, key: str) -> Sequence[str]:
        """Render a digest as message payloads, each within the platform's limits.

        Page n must carry `page_key(key, n)` where `find` can see it again.
        """
        ...

    def note(self, text: str, key: str) -> str:
        """Render a few sentences as the payload of one message, which carries `page_key(key, 1)` likewise."""
        ...

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        """Post one payload and return the message's id. Raise Rejected or RetryLater."""
        ...

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        """Return the id of the message that carries this key and was posted after `since`, if any."""
        ...


def page_key(key: str, part: int) -> str:
    """The key of one part of a digest; parts count from 1."""
    return f"{key}-{part}"
