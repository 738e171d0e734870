"""What to decide about a digest that is due and a message that did not get through."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from bot.model.briefing import Digest
from bot.model.delivery import Delivery, Rejection, Schedule
from bot.model.place import Channel

GRACE = timedelta(hours=6)
"""A digest later than this is not made up for: long enough for a laptop that is opened after breakfast or a
server that is mended in the morning, short enough that nobody gets the morning's digest at night."""

GIVE_UP_AFTER = timedelta(hours=24)
"""A message that could not be posted for a day is given up: by then the next digest is due for most schedules."""

LATE = timedelta(minutes=15)
"""A message that is posted later than this after its time is called late."""

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 15 * 60.0
CLOCKS_APART = timedelta(minutes=5)
"""How far a platform's clock may be behind ours."""

NOTHING_NEW = "nothing new at {when}, so nothing was posted"
MISSED = "missed at {when}: I was not running; what was added is in the next digest"
THREAD_FORBIDDEN = "posted without a thread, since I may not open one; give me Create Public Threads in this channel"
THREAD_IMPOSSIBLE = "posted without a thread, since none can be opened in this channel"
KEY_DIGITS = 16


def is_missed(schedule: Schedule, now: datetime, grace: timedelta = GRACE) -> bool:
    """Whether it is too late for the digest of a due schedule."""
    return now - schedule.next_run_at > grace


def digest_key(channel: Channel, schedule: int | None, due_at: datetime) -> str:
    """What a channel remembers a digest by: the same for the same digest, in 16 characters."""
    digest = f"{channel.key} {schedule or 0} {due_at.timestamp():.6f}"
    return hashlib.sha256(digest.encode()).hexdigest()[:KEY_DIGITS]


def subjects(digest: Digest, payloads: Sequence[str]) -> list[tuple[str, ...]]:
    """The ids of the articles that each payload of a digest is about: those that it names in its buttons, else all.

    So is the last one when people discuss the whole digest under it.
    """
    found = [tuple(article for article in digest.ids if article in payload) or digest.ids for payload in payloads]
    return [*found[:-1], digest.ids] if digest.thread else found


def pause(attempts: int, asked: float | None, rng: Random) -> timedelta:
    """How long to wait after that many attempts: what the platform asked for, or twice as long each time.

    Up to a fifth is added by chance, so that messages that failed together are not tried again together.
    """
    seconds = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(max(attempts, 1) - 1, 20)) if asked is None else asked
    return timedelta(seconds=seconds * (1 + rng.random() / 5))


def hopeless(delivery: Delivery, now: datetime) -> bool:
    """Whether it is time to give a message up."""
    return now - delivery.due_at >= GIVE_UP_AFTER


def posted_after(delivery: Delivery) -> datetime:
    """A time before which the message cannot have been posted, by the platform's clock."""
    return (delivery.sending_since or delivery.due_at) - CLOCKS_APART


def why_late(delivery: Delivery) -> str:
    """Why a message came late, as the end of a sentence; "" for one that did not."""
    begun_at, ready_at, sent_at = delivery.begun_at, delivery.next_attempt_at, delivery.sent_at
    if begun_at is None or ready_at is None or sent_at is None or sent_at - delivery.due_at <= LATE:
        return ""
    if begun_at - delivery.due_at > LATE:
        return "because I was not running"
    if delivery.attempts == 1 and ready_at - delivery.due_at > LATE:
        return "because I had much to do"
    return f"because {delivery.channel.platform.capitalize()} did not take messages"


def for_good(reason: Rejection) -> bool:
    """Whether the channel will go on refusing until somebody does something."""
    return reason is not Rejection.EXPIRED


def what_to_do(reason: Rejection, channel: str = "this channel") -> str:
    """What a person can do about a channel, called so, that refuses messages."""
    return _WHAT_TO_DO[reason].format(channel=channel)


def threadless(reason: Rejection) -> str:
    """What a schedule says when no thread could be opened under its digest."""
    return THREAD_FORBIDDEN if reason in {Rejection.NO_ACCESS, Rejection.NO_PERMISSION} else THREAD_IMPOSSIBLE


_WHAT_TO_DO = {
    Rejection.UNKNOWN_CHANNEL: "{channel} no longer exists; set the schedule again where it should post",
    Rejection.NO_ACCESS: "I cannot see {channel}; give me View Channel there",
    Rejection.NO_PERMISSION: "I may not post in {channel}; give me View Channel and Send Messages there",
    Rejection.ARCHIVED: "{channel} is archived; open it again, or set the schedule where it should post",
    Rejection.NOT_MEMBER: "I am not in {channel}, or it is gone; invite me there",
    Rejection.REMOVED: "I was removed from the workspace; invite me again",
    Rejection.REVOKED: "the workspace took my token back; install me there again",
    Rejection.BLOCKED: "my messages are blocked in {channel}; ask whoever manages the workspace to allow them",
    Rejection.EXPIRED: "{channel} could not be reached for a day; the next digest is tried as usual",
    Rejection.INVALID: "the platform did not accept the message; this is my fault, please tell the operator",
}
