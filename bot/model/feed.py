"""Feeds and what they bring."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.place import Channel


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    `key` tells the entries of one feed apart, and stays the same when an entry's title, date or tracking parameters
    change. `link` is absolute, None where there is none that could be fetched. `published` is aware, None where the
    feed gives no time that can be true. `text` is the entry's own text as plain paragraphs, "" where it has none.
    """

    key: str
    title: str
    link: str | None = None
    published: datetime | None = None
    text: str = ""


class EntryState(StrEnum):
    """waiting -> taken | left; `old` are those that a feed had when it was first looked at.

    A taken entry's article is in the store. One that was left is wanted by no channel, or cannot be read.
    """

    OLD = "old"
    WAITING = "waiting"
    TAKEN = "taken"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Known:
    """An entry as it is remembered.

    `fingerprint` is of its substance (see `bot.feeds.news`); `first_seen` is aware. `article` is the id of the article
    that it brought last; while an update of it waits, that is the article that will be updated. `problem` says in
    words why it could not be read. `next_attempt_at` is None where nothing is to be done.
    """

    id: int
    feed: int
    entry: Entry
    fingerprint: str
    first_seen: datetime
    state: EntryState
    attempts: int = 0
    next_attempt_at: datetime | None = None
    article: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What a feed's address gave: its title, its site's address, its entries, newest first where they are dated.

    `every` is how often the feed itself asks to be read at most. `oddities` say in words what was wrong with it and
    how that was read, for whoever asks why something is missing.
    """

    title: str
    site: str | None
    entries: tuple[Entry, ...]
    every: timedelta | None = None
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerAdvice:
    """What a feed's server told about asking it again.

    `etag` and `modified` are to be sent back to it, "" where it gave none. `checksum` is of the bytes that it sent, by
    which they are known when they come again. `fresh_for` is how long it wants not to be asked, `moved_to` the address
    that it says is the feed's from now on; both None where it does not say.
    """

    etag: str = ""
    modified: str = ""
    checksum: str = ""
    fresh_for: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Literal words and phrases: one of `include` must stand in an article, if there are any; none of `exclude` may."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is polled, once for all channels that follow it.

    `url` is where it is now. `etag`, `modified` and `checksum` are the last `ServerAdvice`'s. `interval` is how long
    to wait when nothing else is asked for. `failing_since` is when the first of `failures` in a row came, and `problem`
    says in words what the last one was. A `paused` feed failed for too long and is not polled.
    `oddities` are those of the last content.
    """

    id: int
    url: str
    title: str
    site: str | None
    next_poll_at: datetime
    interval: timedelta
    etag: str = ""
    modified: str = ""
    checksum: str = ""
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    paused: bool = False
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed in a channel; `number` is what people call it there. Nothing older than `since` is brought.

    It is `paused` when somebody paused it, and while its channel cannot be reached.
    """

    number: int
    channel: Channel
    feed: Feed
    since: datetime
    added_by: str
    paused: bool = False
    filters: Filters = Filters()
